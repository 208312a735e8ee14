#include "template/emitter.h"

#include <inttypes.h>
#include <math.h>

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

static void emit_variable(struct emitter *emitter, const struct expression *expression, bool soft)
{
    if (expression_is_loop(emitter, expression)) {
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
    if (expression_is_loop(emitter, base) && emit_loop_attribute(emitter, expression->text))
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
