#include "template/emitter.h"
#include "template/template_problems.h"
#include "text/nearest.h"

#define PARAMETERS_MAX 12

/* ------------------------------------------------------------------ filters, tests, functions */

struct parameters {
    struct slice names[PARAMETERS_MAX];
    bool by_name_only[PARAMETERS_MAX];
    size_t count;
    bool rest; /* "*": more by place */
};

static struct parameters read_parameters(const char *text)
{
    struct parameters parameters = {0};
    struct slice left = slice_from_string(text), name;
    while (slice_next(&left, ' ', &name)) {
        if (slice_equal_string(name, "*")) {
            parameters.rest = true;
        } else if (name.len && parameters.count < PARAMETERS_MAX) {
            bool by_name = name.ptr[name.len - 1] == '=';
            name.len -= by_name;
            parameters.by_name_only[parameters.count] = by_name;
            parameters.names[parameters.count++] = name;
        }
    }
    return parameters;
}

static void fail_argument(struct emitter *emitter, const struct problem *problem, struct place at,
                          const char *name, struct slice argument, const char *parameters)
{
    struct slice takes = slice_from_string(*parameters ? parameters : "-");
    emit_fail(emitter, problem, at, slice_from_string(name), argument, takes);
}

/* Puts an argument by name; false where it has no place. */
static bool place_named(struct emitter *emitter, const struct parameters *parameters,
                        const struct argument *argument, const struct expression **values,
                        const char *name, const char *text)
{
    for (size_t k = 0; k < parameters->count; k++) {
        if (!slice_equal(parameters->names[k], argument->name))
            continue;
        if (values[k])
            emit_fail(emitter, &problem_same_argument, argument->at, slice_from_string(name),
                      argument->name, (struct slice){0});
        values[k] = argument->value;
        return true;
    }
    fail_argument(emitter, &problem_unknown_argument, argument->at, name, argument->name, text);
    return false;
}

void emit_library_arguments(struct emitter *emitter, const struct expression *call,
                            const char *name, const char *text, bool first)
{
    struct parameters parameters = read_parameters(text);
    const struct expression *values[PARAMETERS_MAX] = {NULL};
    const struct expression *rest[64];
    size_t next = 0, rest_count = 0, used = 0;
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        while (next < parameters.count && parameters.by_name_only[next])
            next++;
        if (argument->kind == ARGUMENT_LIST || argument->kind == ARGUMENT_MAP) {
            fail_argument(emitter, &problem_spread, argument->at, name, (struct slice){0}, text);
        } else if (argument->kind == ARGUMENT_NAMED) {
            place_named(emitter, &parameters, argument, values, name, text);
        } else if (next < parameters.count) {
            values[next++] = argument->value;
        } else if (parameters.rest && rest_count < sizeof rest / sizeof *rest) {
            rest[rest_count++] = argument->value;
        } else {
            struct slice most = arena_format(emitter->arena, "%zu", parameters.count);
            fail_argument(emitter, &problem_too_many_arguments, argument->at, name, most, text);
        }
    }
    for (size_t i = 0; i < parameters.count; i++)
        if (values[i] || rest_count)
            used = i + 1;
    for (size_t i = 0; i < used; i++) {
        emit(emitter, first && !i ? "" : ",");
        if (values[i])
            emit_expression(emitter, values[i]);
        else
            emit(emitter, "nil");
    }
    for (size_t i = 0; i < rest_count; i++) {
        emit(emitter, first && !i && !used ? "" : ",");
        emit_expression(emitter, rest[i]);
    }
}

/* ------------------------------------------------------------------ macros */

static bool has_kind(const struct expression *call, enum argument_kind kind)
{
    for (size_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].kind == kind)
            return true;
    return false;
}

static size_t find_parameter(const struct node *macro, struct slice name)
{
    size_t i = 0;
    while (i < macro->parameter_count && !slice_equal(macro->parameters[i].name, name))
        i++;
    return i;
}

static void fail_macro_argument(struct emitter *emitter, const struct node *macro,
                                const struct argument *argument)
{
    struct buffer list = {0};
    for (size_t i = 0; i < macro->parameter_count; i++)
        buffer_format(&list, "%s%.*s", i ? ", " : "", SLICE_ARG(macro->parameters[i].name));
    emit_fail(emitter,
              argument->kind == ARGUMENT_NAMED ? &problem_unknown_argument
                                               : &problem_too_many_arguments,
              argument->at, macro->name,
              argument->kind == ARGUMENT_NAMED
                  ? argument->name
                  : arena_format(emitter->arena, "%zu", macro->parameter_count),
              list.len ? buffer_copy(&list, emitter->arena) : SLICE("-"));
    buffer_release(&list);
}

/* Everything by place, for a macro that is known and takes just its parameters. */
static void emit_known_arguments(struct emitter *emitter, const struct expression *call,
                                 const char *caller, const struct node *macro)
{
    const struct expression *values[64] = {NULL};
    size_t used = 0;
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        size_t place = argument->kind == ARGUMENT_NAMED ? find_parameter(macro, argument->name) : i;
        if (place >= macro->parameter_count) {
            fail_macro_argument(emitter, macro, argument);
            continue;
        }
        if (values[place])
            emit_fail(emitter, &problem_same_argument, argument->at, macro->name,
                      macro->parameters[place].name, (struct slice){0});
        values[place] = argument->value;
        if (place >= used)
            used = place + 1;
    }
    emit(emitter, "nil,%s", caller);
    for (size_t i = 0; i < used; i++) {
        emit(emitter, ",");
        if (values[i])
            emit_expression(emitter, values[i]);
        else
            emit(emitter, "nil");
    }
}

static void emit_named(struct emitter *emitter, const struct expression *call)
{
    bool first = true;
    emit(emitter, "named(");
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        if (argument->kind != ARGUMENT_NAMED && argument->kind != ARGUMENT_MAP)
            continue;
        emit(emitter, first ? "" : ",");
        first = false;
        if (argument->kind == ARGUMENT_NAMED)
            emit_string(emitter, argument->name);
        else
            emit(emitter, "true"); /* all of the map's */
        emit(emitter, ",");
        emit_expression(emitter, argument->value);
    }
    emit(emitter, ")");
}

void emit_macro_arguments(struct emitter *emitter, const struct expression *call,
                          const char *caller, const struct node *macro)
{
    bool spreads = has_kind(call, ARGUMENT_LIST) || has_kind(call, ARGUMENT_MAP);
    if (macro && !spreads && !nodes_mention(&macro->body, SLICE("varargs")) &&
        !nodes_mention(&macro->body, SLICE("kwargs"))) {
        emit_known_arguments(emitter, call, caller, macro);
        return;
    }
    if (has_kind(call, ARGUMENT_NAMED) || has_kind(call, ARGUMENT_MAP))
        emit_named(emitter, call);
    else
        emit(emitter, "nil");
    emit(emitter, ",%s", caller);
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        if (argument->kind == ARGUMENT_PLAIN) {
            emit(emitter, ",");
            emit_expression(emitter, argument->value);
        } else if (argument->kind == ARGUMENT_LIST) {
            emit(emitter, ",spread(");
            emit_expression(emitter, argument->value);
            emit(emitter, ")");
            return;
        }
    }
}

/* ------------------------------------------------------------------ the host's functions */

const struct template_function *host_find(const struct emitter *emitter, struct slice name,
                                          bool is_filter)
{
    const struct template_environment *environment = emitter->scene->environment;
    for (size_t i = 0; i < environment->function_count; i++)
        if (environment->functions[i].is_filter == is_filter &&
            slice_equal_string(name, environment->functions[i].name))
            return &environment->functions[i];
    return NULL;
}

void emit_host_arguments(struct emitter *emitter, const struct expression *call,
                         const struct expression *subject)
{
    size_t count = subject ? 1 : 0;
    for (size_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].kind == ARGUMENT_PLAIN)
            count++;
    emit(emitter, "%zu", count);
    if (subject) {
        emit(emitter, ",");
        emit_expression(emitter, subject);
    }
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        if (argument->kind == ARGUMENT_LIST || argument->kind == ARGUMENT_MAP) {
            emit_fail(emitter, &problem_spread, argument->at, call->text, (struct slice){0},
                      (struct slice){0});
            continue;
        }
        emit(emitter, ",");
        if (argument->kind == ARGUMENT_NAMED) {
            emit_string(emitter, argument->name);
            emit(emitter, ",");
        }
        emit_expression(emitter, argument->value);
    }
}
