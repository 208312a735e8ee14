#include "template/emitter.h"
#include "template/template_problems.h"
#include "text/nearest.h"

#include <inttypes.h>
#include <math.h>

static bool is_name(const struct expression *expression, const char *name)
{
    return expression->kind == EXPRESSION_NAME && slice_equal_string(expression->text, name);
}

/* What is a Lua boolean whatever the data. */
static bool is_boolean(const struct expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_BOOLEAN:
    case EXPRESSION_COMPARE:
    case EXPRESSION_TEST:
    case EXPRESSION_NOT:
        return true;
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        return is_boolean(expression->items[0]) && is_boolean(expression->items[1]);
    default:
        return false;
    }
}

/* What Lua takes for true whatever the data. */
static bool is_surely_there(const struct expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_INTEGER:
    case EXPRESSION_NUMBER:
    case EXPRESSION_TEXT:
    case EXPRESSION_LIST:
    case EXPRESSION_MAP:
    case EXPRESSION_CONCAT:
        return true;
    case EXPRESSION_BOOLEAN:
        return expression->integer;
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ literals */

static void emit_list(struct emitter *emitter, const struct expression *expression,
                      const char *constructor)
{
    /* A call has room for some two hundred arguments: longer lists are put together. */
    enum { PIECE = 60 };
    size_t pieces = expression->count ? (expression->count + PIECE - 1) / PIECE : 1;
    emit_at(emitter, expression->at);
    if (pieces > 1)
        emit(emitter, "%s_join(", constructor);
    for (size_t piece = 0; piece < pieces; piece++) {
        emit(emitter, "%s%s(", piece ? "," : "", constructor);
        for (size_t i = piece * PIECE; i < expression->count && i < (piece + 1) * PIECE; i++) {
            if (i > piece * PIECE)
                emit(emitter, ",");
            emit_expression(emitter, expression->items[i]);
        }
        /* So that a call at the end gives one value. */
        emit(emitter, ")");
    }
    if (pieces > 1)
        emit(emitter, ")");
}

static void emit_number(struct emitter *emitter, double number)
{
    if (isinf(number))
        emit(emitter, "(1/0)");
    else
        emit(emitter, "%a", number);
}

/* ------------------------------------------------------------------ names and attributes */

/* loop.index and its sisters need no object. */
static bool emit_loop_attribute(struct emitter *emitter, struct slice name)
{
    static const struct {
        const char *name, *lua;
    } rows[] = {
        {"index", "i%1$u"},
        {"index0", "(i%1$u-1)"},
        {"revindex", "(n%1$u-i%1$u+1)"},
        {"revindex0", "(n%1$u-i%1$u)"},
        {"first", "(i%1$u==1)"},
        {"last", "(i%1$u==n%1$u)"},
        {"length", "n%1$u"},
        {"depth", "d%1$u"},
        {"depth0", "(d%1$u-1)"},
        {"previtem", "at(it%1$u,i%1$u-1)"},
        {"nextitem", "at(it%1$u,i%1$u+1)"},
    };
    unsigned id = emitter->loop->id;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!slice_equal_string(name, rows[i].name))
            continue;
        if (i == 7 || i == 8)
            emit(emitter, emitter->loop->recursive ? rows[i].lua : i == 7 ? "1" : "0", id);
        else
            emit(emitter, rows[i].lua, id);
        return true;
    }
    return false;
}

void emit_loop_object(struct emitter *emitter)
{
    unsigned id = emitter->loop->id;
    emit(emitter, "loop(it%u,i%u,n%u,", id, id, id);
    emit(emitter, emitter->loop->recursive ? "d%u)" : "1)", id);
}

static bool names_loop(const struct emitter *emitter, const struct expression *expression)
{
    return emitter->loop && is_name(expression, "loop");
}

static void emit_variable(struct emitter *emitter, const struct expression *expression, bool soft)
{
    if (names_loop(emitter, expression)) {
        emit_loop_object(emitter);
        return;
    }
    if (!soft && expression->text.len)
        check_name(emitter, expression->text, expression->at);
    emit_name(emitter, expression->text);
}

static void emit_attribute(struct emitter *emitter, const struct expression *expression, bool soft)
{
    const struct expression *base = expression->items[0];
    if (names_loop(emitter, base) && emit_loop_attribute(emitter, expression->text))
        return;
    emit_at_about(emitter, expression->at, base->whole);
    emit(emitter, soft ? "gets(" : "get(");
    if (soft)
        emit_soft(emitter, base);
    else
        emit_expression(emitter, base);
    emit(emitter, ",");
    emit_string(emitter, expression->text);
    emit(emitter, ")");
}

static void emit_index(struct emitter *emitter, const struct expression *expression, bool soft)
{
    const struct expression *base = expression->items[0];
    emit_at_about(emitter, expression->at, base->whole);
    emit(emitter, soft ? "gets(" : "get(");
    if (soft)
        emit_soft(emitter, base);
    else
        emit_expression(emitter, base);
    emit(emitter, ",");
    emit_expression(emitter, expression->items[1]);
    emit(emitter, ")");
}

static void emit_slice(struct emitter *emitter, const struct expression *expression)
{
    emit_at(emitter, expression->at);
    emit(emitter, "part(");
    for (size_t i = 0; i < 4; i++) {
        if (i)
            emit(emitter, ",");
        if (expression->items[i])
            emit_expression(emitter, expression->items[i]);
        else
            emit(emitter, "nil");
    }
    emit(emitter, ")");
}

/* ------------------------------------------------------------------ operators */

static void emit_function_of(struct emitter *emitter, const struct expression *expression)
{
    /* In parentheses: a tail call would lose the line that errors are found by. */
    emit(emitter, "function() return (");
    if (expression)
        emit_expression(emitter, expression);
    else
        emit(emitter, "nil");
    emit(emitter, ") end");
}

static void emit_and_or(struct emitter *emitter, const struct expression *expression)
{
    const struct expression *left = expression->items[0], *right = expression->items[1];
    const char *word = expression->kind == EXPRESSION_AND ? " and " : " or ";
    if (is_boolean(left)) {
        emit(emitter, "(");
        emit_expression(emitter, left);
        emit(emitter, "%s", word);
        emit_expression(emitter, right);
        emit(emitter, ")");
    } else if (expression->kind == EXPRESSION_OR) {
        emit(emitter, "(either(");
        emit_expression(emitter, left);
        emit(emitter, ") or ");
        emit_expression(emitter, right);
        emit(emitter, ")");
    } else {
        emit(emitter, "both(");
        emit_expression(emitter, left);
        emit(emitter, ",");
        emit_function_of(emitter, right);
        emit(emitter, ")");
    }
}

void emit_condition(struct emitter *emitter, const struct expression *condition)
{
    if (condition->kind == EXPRESSION_AND || condition->kind == EXPRESSION_OR) {
        emit(emitter, "(");
        emit_condition(emitter, condition->items[0]);
        emit(emitter, condition->kind == EXPRESSION_AND ? " and " : " or ");
        emit_condition(emitter, condition->items[1]);
        emit(emitter, ")");
    } else if (condition->kind == EXPRESSION_NOT) {
        emit(emitter, "(not ");
        emit_condition(emitter, condition->items[0]);
        emit(emitter, ")");
    } else if (is_boolean(condition)) {
        emit_expression(emitter, condition);
    } else {
        emit(emitter, "truth(");
        emit_expression(emitter, condition);
        emit(emitter, ")");
    }
}

static void emit_inline_if(struct emitter *emitter, const struct expression *expression)
{
    const struct expression *value = expression->items[0], *other = expression->items[2];
    if (is_surely_there(value)) {
        emit(emitter, "(");
        emit_condition(emitter, expression->items[1]);
        emit(emitter, " and ");
        emit_expression(emitter, value);
        emit(emitter, " or ");
        if (other)
            emit_expression(emitter, other);
        else
            emit(emitter, "nil");
        emit(emitter, ")");
        return;
    }
    emit(emitter, "choose(");
    emit_condition(emitter, expression->items[1]);
    emit(emitter, ",");
    emit_function_of(emitter, value);
    emit(emitter, ",");
    emit_function_of(emitter, other);
    emit(emitter, ")");
}

static void emit_binary(struct emitter *emitter, const struct expression *expression)
{
    static const char *const functions[] = {
        [OPERATOR_ADD] = "add",
        [OPERATOR_SUBTRACT] = "subtract",
        [OPERATOR_MULTIPLY] = "multiply",
        [OPERATOR_DIVIDE] = "divide",
        [OPERATOR_FLOOR] = "floor",
        [OPERATOR_MODULO] = "modulo",
        [OPERATOR_POWER] = "power",
        [OPERATOR_EQUAL] = "equal",
        [OPERATOR_NOT_EQUAL] = "not equal",
        [OPERATOR_LESS] = "less",
        [OPERATOR_LESS_EQUAL] = "less_equal",
        [OPERATOR_GREATER] = "less",
        [OPERATOR_GREATER_EQUAL] = "less_equal",
        [OPERATOR_IN] = "contains",
    };
    enum operation operation = expression->operation;
    /* a > b is b < a, and "a in b" asks b. */
    bool swapped = operation == OPERATOR_GREATER || operation == OPERATOR_GREATER_EQUAL ||
                   operation == OPERATOR_IN;
    if (expression->negated)
        emit(emitter, "(not ");
    if (operation == OPERATOR_NOT_EQUAL)
        emit(emitter, "(not ");
    emit_at(emitter, expression->at);
    emit(emitter, "%s(", operation == OPERATOR_NOT_EQUAL ? "equal" : functions[operation]);
    emit_expression(emitter, expression->items[swapped]);
    emit(emitter, ",");
    emit_expression(emitter, expression->items[!swapped]);
    emit(emitter, expression->negated || operation == OPERATOR_NOT_EQUAL ? "))" : ")");
}

static void emit_unary(struct emitter *emitter, const struct expression *expression,
                       const char *function)
{
    const struct expression *item = expression->items[0];
    if (expression->kind == EXPRESSION_NEGATIVE && item->kind == EXPRESSION_INTEGER) {
        emit(emitter, "(-%" PRId64 ")", item->integer);
        return;
    }
    emit_at(emitter, expression->at);
    emit(emitter, "%s(", function);
    emit_expression(emitter, item);
    emit(emitter, ")");
}

/* ------------------------------------------------------------------ filters and tests */

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

static void emit_filter(struct emitter *emitter, const struct expression *expression)
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

static void emit_test(struct emitter *emitter, const struct expression *expression)
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

/* ------------------------------------------------------------------ calls */

/* super() and super.super(): how many levels up; 0: neither. */
static unsigned super_levels(const struct expression *callee)
{
    unsigned levels = 1;
    while (callee->kind == EXPRESSION_ATTRIBUTE && slice_equal_string(callee->text, "super")) {
        callee = callee->items[0];
        levels++;
    }
    return is_name(callee, "super") ? levels : 0;
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
    if (callee->kind != EXPRESSION_ATTRIBUTE || !is_name(callee->items[0], "self"))
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
    if (names_loop(emitter, callee) && emitter->loop->recursive && call->argument_count == 1) {
        emit_at(emitter, call->at);
        emit(emitter, "rec%u(", id);
        emit_expression(emitter, call->arguments[0].value);
        emit(emitter, ",d%u+1)", id);
        return true;
    }
    if (callee->kind != EXPRESSION_ATTRIBUTE || !names_loop(emitter, callee->items[0]))
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

/* ------------------------------------------------------------------ all of them */

static void emit_any(struct emitter *emitter, const struct expression *expression, bool soft)
{
    switch (expression->kind) {
    case EXPRESSION_NONE:
        emit(emitter, "%s", expression == emitter->base ? emitter->base_code : "nil");
        break;
    case EXPRESSION_BOOLEAN:
        emit(emitter, expression->integer ? "true" : "false");
        break;
    case EXPRESSION_INTEGER:
        emit(emitter, "%" PRId64, expression->integer);
        break;
    case EXPRESSION_NUMBER:
        emit_number(emitter, expression->number);
        break;
    case EXPRESSION_TEXT:
        emit_string(emitter, expression->text);
        break;
    case EXPRESSION_NAME:
        emit_variable(emitter, expression, soft);
        break;
    case EXPRESSION_LIST:
        emit_list(emitter, expression, "list");
        break;
    case EXPRESSION_MAP:
        emit_list(emitter, expression, "map");
        break;
    case EXPRESSION_ATTRIBUTE:
        emit_attribute(emitter, expression, soft);
        break;
    case EXPRESSION_INDEX:
        emit_index(emitter, expression, soft);
        break;
    case EXPRESSION_SLICE:
        emit_slice(emitter, expression);
        break;
    case EXPRESSION_CALL:
        emit_call(emitter, expression, "nil");
        break;
    case EXPRESSION_FILTER:
        emit_filter(emitter, expression);
        break;
    case EXPRESSION_TEST:
        emit_test(emitter, expression);
        break;
    case EXPRESSION_NOT:
        emit_condition(emitter, expression);
        break;
    case EXPRESSION_NEGATIVE:
        emit_unary(emitter, expression, "negative");
        break;
    case EXPRESSION_POSITIVE:
        emit_unary(emitter, expression, "positive");
        break;
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        emit_and_or(emitter, expression);
        break;
    case EXPRESSION_CONCAT:
        emit_list(emitter, expression, "concat");
        break;
    case EXPRESSION_BINARY:
    case EXPRESSION_COMPARE:
        emit_binary(emitter, expression);
        break;
    case EXPRESSION_CONDITION:
        emit_inline_if(emitter, expression);
        break;
    }
}

void emit_expression(struct emitter *emitter, const struct expression *expression)
{
    emit_any(emitter, expression, false);
}

void emit_soft(struct emitter *emitter, const struct expression *expression)
{
    emit_any(emitter, expression, true);
}
