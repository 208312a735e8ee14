#include "template/emitter.h"
#include "template/template_problems.h"
#include "text/nearest.h"

static void fail_unknown(struct emitter *emitter, const struct expression *expression,
                         const struct problem *problem, const struct library_row *table,
                         bool filters)
{
    struct nearest nearest = nearest_start(expression->text);
    for (const struct library_row *row = table; row->name; row++)
        nearest_offer(&nearest, slice_from_string(row->name));
    const struct template_environment *environment = emitter->scene->environment;
    for (size_t i = 0; filters && i < environment->function_count; i++)
        if (environment->functions[i].is_filter)
            nearest_offer(&nearest, slice_from_string(environment->functions[i].name));
    struct suggestion hint = suggest(emitter->arena, nearest.best);
    emit_fail(emitter, problem, expression->at, expression->text, hint.text[0], hint.text[1]);
}

/* map('upper'), select('odd'), selectattr('size', 'gt', 3): the names in them exist. */
static void check_named_row(struct emitter *emitter, const struct expression *filter)
{
    static const struct {
        const char *filter;
        size_t place;
        bool is_test;
    } rows[] = {{"map", 0, false},
                {"select", 0, true},
                {"reject", 0, true},
                {"selectattr", 1, true},
                {"rejectattr", 1, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!slice_equal_string(filter->text, rows[i].filter) ||
            filter->argument_count <= rows[i].place)
            continue;
        const struct argument *argument = &filter->arguments[rows[i].place];
        const struct expression *name = argument->value;
        if (argument->kind != ARGUMENT_PLAIN || name->kind != EXPRESSION_TEXT)
            return;
        const struct library_row *table = rows[i].is_test ? template_tests : template_filters;
        if (!library_find(table, name->text) &&
            (rows[i].is_test || !host_find(emitter, name->text, true)))
            fail_unknown(emitter, name,
                         rows[i].is_test ? &problem_unknown_test : &problem_unknown_filter, table,
                         !rows[i].is_test);
    }
}

void emit_filter(struct emitter *emitter, const struct expression *expression)
{
    const struct expression *subject = expression->items[0];
    if (host_find(emitter, expression->text, true)) {
        emit_at(emitter, expression->at);
        emit(emitter, "H[");
        emit_string(emitter, expression->text);
        emit(emitter, "](");
        emit_host_arguments(emitter, expression, subject);
        emit(emitter, ")");
        return;
    }
    const struct library_row *row = library_find(template_filters, expression->text);
    if (!row) {
        fail_unknown(emitter, expression, &problem_unknown_filter, template_filters, true);
        return;
    }
    check_named_row(emitter, expression);
    bool is_default = slice_equal_string(expression->text, "default") ||
                      slice_equal_string(expression->text, "d");
    emit_at(emitter, expression->at);
    emit(emitter, "F.%s(", row->name);
    if (is_default)
        emit_soft(emitter, subject);
    else
        emit_expression(emitter, subject);
    emit_library_arguments(emitter, expression, row->name, row->parameters, false);
    emit(emitter, ")");
}

void emit_test(struct emitter *emitter, const struct expression *expression)
{
    struct slice name = expression->text;
    const struct library_row *row = library_find(template_tests, name);
    if (!row) {
        fail_unknown(emitter, expression, &problem_unknown_test, template_tests, false);
        return;
    }
    bool is_defined = slice_equal_string(name, "defined");
    if (is_defined || slice_equal_string(name, "undefined") || slice_equal_string(name, "none")) {
        emit(emitter, "(");
        emit_soft(emitter, expression->items[0]);
        emit(emitter, is_defined != expression->negated ? "~=nil)" : "==nil)");
        return;
    }
    if (expression->negated)
        emit(emitter, "(not ");
    emit_at(emitter, expression->at);
    emit(emitter, "T[");
    emit_string(emitter, name);
    emit(emitter, "](");
    if (slice_equal_string(name, "empty"))
        emit_soft(emitter, expression->items[0]);
    else
        emit_expression(emitter, expression->items[0]);
    emit_library_arguments(emitter, expression, row->name, row->parameters, false);
    emit(emitter, expression->negated ? "))" : ")");
}

void emit_chain(struct emitter *emitter, const struct expression *chain, const char *base_code)
{
    if (!chain) {
        emit(emitter, "%s", base_code);
        return;
    }
    const struct expression *base = chain;
    while (base->kind == EXPRESSION_FILTER)
        base = base->items[0];
    const struct expression *outer_base = emitter->base;
    const char *outer_code = emitter->base_code;
    emitter->base = base;
    emitter->base_code = base_code;
    emit_expression(emitter, chain);
    emitter->base = outer_base;
    emitter->base_code = outer_code;
}
