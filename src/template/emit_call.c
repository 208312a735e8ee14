#include "template/emitter.h"
#include "template/template_problems.h"

bool expression_is_name(const struct expression *expression, const char *name)
{
    return expression->kind == EXPRESSION_NAME && slice_equal_string(expression->text, name);
}

bool expression_is_loop(const struct emitter *emitter, const struct expression *expression)
{
    return emitter->loop && expression_is_name(expression, "loop");
}

/* super() and super.super(): how many levels up; 0: neither. */
static unsigned super_levels(const struct expression *callee)
{
    unsigned levels = 1;
    while (callee->kind == EXPRESSION_ATTRIBUTE && slice_equal_string(callee->text, "super")) {
        callee = callee->items[0];
        levels++;
    }
    return expression_is_name(callee, "super") ? levels : 0;
}

static bool emit_block_call(struct emitter *emitter, const struct expression *call)
{
    const struct expression *callee = call->items[0];
    unsigned levels = super_levels(callee);
    if (levels) {
        if (!emitter->block) {
            emit_fail(emitter, &problem_super, call->at, (struct slice){0}, (struct slice){0},
                      (struct slice){0});
            emit(emitter, "nil");
            return true;
        }
        emit_at(emitter, call->at);
        emit(emitter, "capture(block(B,");
        emit_string(emitter, emitter->block->name);
        emit(emitter, ",L+%u),C,B,L+%u)", levels, levels);
        return true;
    }
    if (callee->kind != EXPRESSION_ATTRIBUTE || !expression_is_name(callee->items[0], "self"))
        return false;
    emit_at(emitter, callee->at);
    emit(emitter, "capture(block(B,");
    emit_string(emitter, callee->text);
    emit(emitter, ",1),C,B,1)");
    return true;
}

static bool emit_loop_call(struct emitter *emitter, const struct expression *call)
{
    const struct expression *callee = call->items[0];
    if (!emitter->loop)
        return false;
    unsigned id = emitter->loop->id;
    if (expression_is_loop(emitter, callee) && emitter->loop->recursive &&
        call->argument_count == 1) {
        emit_at(emitter, call->at);
        emit(emitter, "rec%u(", id);
        emit_expression(emitter, call->arguments[0].value);
        emit(emitter, ",d%u+1)", id);
        return true;
    }
    if (callee->kind != EXPRESSION_ATTRIBUTE || !expression_is_loop(emitter, callee->items[0]))
        return false;
    bool is_cycle = slice_equal_string(callee->text, "cycle");
    if (!is_cycle && !slice_equal_string(callee->text, "changed"))
        return false;
    emit_at(emitter, callee->at);
    emit(emitter, is_cycle ? "cycle(i%u" : "changed(ch%u", id);
    for (size_t i = 0; i < call->argument_count; i++) {
        emit(emitter, ",");
        emit_expression(emitter, call->arguments[i].value);
    }
    emit(emitter, ")");
    return true;
}

static const struct builtin {
    const char *name, *parameters;
} builtins[] = {
    {"range", "start stop step"},
    {"dict", "**"},
    {"namespace", "**"},
    {"cycler", "*"},
    {"joiner", "sep"},
};

static bool emit_builtin_call(struct emitter *emitter, const struct expression *call)
{
    struct slice name = call->items[0]->text;
    if (host_find(emitter, name, false)) {
        emit_at(emitter, call->at);
        emit(emitter, "U[");
        emit_string(emitter, name);
        emit(emitter, "](");
        emit_host_arguments(emitter, call, NULL);
        emit(emitter, ")");
        return true;
    }
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        const struct builtin *builtin = &builtins[i];
        if (!slice_equal_string(name, builtin->name))
            continue;
        emit_at(emitter, call->at);
        emit(emitter, "G.%s(", builtin->name);
        if (slice_equal_string(slice_from_string(builtin->parameters), "**"))
            emit_macro_arguments(emitter, call, "nil", NULL);
        else
            emit_library_arguments(emitter, call, builtin->name, builtin->parameters, true);
        emit(emitter, ")");
        return true;
    }
    return false;
}

static void emit_callee(struct emitter *emitter, const struct expression *callee)
{
    emit_at_about(emitter, callee->at, callee->whole);
    if (callee->kind == EXPRESSION_ATTRIBUTE) {
        emit(emitter, "method(");
        emit_expression(emitter, callee->items[0]);
        emit(emitter, ",");
        emit_string(emitter, callee->text);
        emit(emitter, ")");
        return;
    }
    emit(emitter, "callable(");
    emit_expression(emitter, callee);
    emit(emitter, ")");
}

/* The macro that the name surely means, so that its arguments are checked now. */
static const struct node *known_macro(const struct emitter *emitter,
                                      const struct expression *callee)
{
    if (callee->kind != EXPRESSION_NAME || scope_find(emitter, callee->text))
        return NULL;
    return map_get(&emitter->tree->macros, callee->text);
}

void emit_call(struct emitter *emitter, const struct expression *call, const char *caller)
{
    const struct expression *callee = call->items[0];
    if (emit_block_call(emitter, call) || emit_loop_call(emitter, call))
        return;
    if (callee->kind == EXPRESSION_NAME && !scope_find(emitter, callee->text) &&
        !map_find(&emitter->tree->top_names, callee->text) && emit_builtin_call(emitter, call))
        return;
    emit_callee(emitter, callee);
    emit(emitter, "(");
    emit_macro_arguments(emitter, call, caller, known_macro(emitter, callee));
    emit(emitter, ")");
}
