/* A value with what stands before and behind it: the tight half of the grammar in
 * template_expression.c. */
#include "template/template_parse.h"
#include "template/template_problems.h"

static struct expression *parse_unary(struct parser *parser, bool with_filters);

bool name_is_reserved(struct slice name)
{
    static const char *const words[] = {"and",  "or",   "not",   "in",   "is",   "if",   "else",
                                        "none", "true", "false", "None", "True", "False"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_string(name, words[i]))
            return true;
    return false;
}

/* ------------------------------------------------------------------ literals */

static struct expression *parse_list(struct parser *parser, struct place at)
{
    struct expression_vector list = {0};
    while (!parser_take_operator(parser, "]")) {
        struct expression *item = parse_expression(parser, EXPRESSION_ANY);
        if (!item)
            return NULL;
        vector_push(parser->arena, &list, item);
        if (!parser_at_operator(parser, "]") && !parser_expect_operator(parser, ","))
            return NULL;
    }
    return expression_list(parser, EXPRESSION_LIST, at, &list);
}

static struct expression *parse_map(struct parser *parser, struct place at)
{
    struct expression_vector list = {0};
    while (!parser_take_operator(parser, "}")) {
        struct expression *key = parse_expression(parser, EXPRESSION_ANY);
        if (!key || !parser_expect_operator(parser, ":"))
            return NULL;
        struct expression *value = parse_expression(parser, EXPRESSION_ANY);
        if (!value)
            return NULL;
        vector_push(parser->arena, &list, key);
        vector_push(parser->arena, &list, value);
        if (!parser_at_operator(parser, "}") && !parser_expect_operator(parser, ","))
            return NULL;
    }
    return expression_list(parser, EXPRESSION_MAP, at, &list);
}

/* Adjacent strings are one. */
static struct expression *parse_string(struct parser *parser)
{
    const struct token *token = parser_take(parser);
    struct expression *expression = expression_new(parser, EXPRESSION_TEXT, token->at, 0, NULL);
    expression->text = token->text;
    while (parser_token(parser)->kind == TOKEN_STRING)
        expression->text = arena_concat(parser->arena, expression->text, parser_take(parser)->text,
                                        (struct slice){0});
    return expression_close(parser, expression);
}

static struct expression *parse_name(struct parser *parser)
{
    const struct token *token = parser_token(parser);
    struct slice name = token->text;
    bool is_true = slice_equal_string(name, "true") || slice_equal_string(name, "True");
    bool is_false = slice_equal_string(name, "false") || slice_equal_string(name, "False");
    bool is_none = slice_equal_string(name, "none") || slice_equal_string(name, "None");
    enum expression_kind kind = is_true || is_false ? EXPRESSION_BOOLEAN
                                : is_none           ? EXPRESSION_NONE
                                                    : EXPRESSION_NAME;
    if (kind == EXPRESSION_NAME && name_is_reserved(name)) {
        parser_fail(parser, "a value", "un valore");
        return NULL;
    }
    parser_take(parser);
    struct expression *expression = expression_new(parser, kind, token->at, 0, NULL);
    expression->text = name;
    expression->integer = is_true;
    if (kind == EXPRESSION_NAME && !parser->in_loop && slice_equal_string(name, "loop"))
        parser->tree->mentions_loop = true;
    return expression;
}

static struct expression *parse_primary(struct parser *parser)
{
    const struct token *token = parser_token(parser);
    struct expression *expression;
    switch (token->kind) {
    case TOKEN_NAME:
        return parse_name(parser);
    case TOKEN_STRING:
        return parse_string(parser);
    case TOKEN_INTEGER:
    case TOKEN_NUMBER:
        parser_take(parser);
        expression = expression_new(
            parser, token->kind == TOKEN_INTEGER ? EXPRESSION_INTEGER : EXPRESSION_NUMBER,
            token->at, 0, NULL);
        expression->integer = token->integer;
        expression->number = token->number;
        return expression;
    default:
        break;
    }
    if (parser_take_operator(parser, "(")) {
        if (parser_take_operator(parser, ")"))
            return expression_close(parser,
                                    expression_new(parser, EXPRESSION_LIST, token->at, 0, NULL));
        expression = parse_tuple(parser, EXPRESSION_ANY);
        return expression && parser_expect_operator(parser, ")") ? expression : NULL;
    }
    if (parser_take_operator(parser, "["))
        return parse_list(parser, token->at);
    if (parser_take_operator(parser, "{"))
        return parse_map(parser, token->at);
    parser_fail(parser, "a value", "un valore");
    return NULL;
}

/* ------------------------------------------------------------------ postfix */

static bool parse_argument(struct parser *parser, struct argument *argument)
{
    argument->at = parser_token(parser)->at;
    if (parser_take_operator(parser, "**")) {
        argument->kind = ARGUMENT_MAP;
    } else if (parser_take_operator(parser, "*")) {
        argument->kind = ARGUMENT_LIST;
    } else if (parser_token(parser)->kind == TOKEN_NAME) {
        const struct token *next = &parser->tokens.items[parser->position + 1];
        if (next->kind == TOKEN_OPERATOR && slice_equal_string(next->text, "=")) {
            argument->kind = ARGUMENT_NAMED;
            argument->name = parser_take(parser)->text;
            parser_take(parser);
        }
    }
    argument->value = parse_expression(parser, EXPRESSION_ANY);
    return argument->value;
}

/* Behind "(". */
static bool parse_arguments(struct parser *parser, struct expression *call)
{
    VECTOR(struct argument) arguments = {0};
    enum argument_kind last = ARGUMENT_PLAIN;
    while (!parser_take_operator(parser, ")")) {
        struct argument argument = {.kind = ARGUMENT_PLAIN};
        if (!parse_argument(parser, &argument))
            return false;
        if (argument.kind < last) {
            diagnostic_add(parser->diagnostics, &problem_syntax,
                           template_span(parser->tree, argument.at), SLICE("name="),
                           span_text(template_span(parser->tree, argument.at)), SLICE("nome="));
            return false;
        }
        last = argument.kind;
        if (argument.value->depth >= call->depth)
            call->depth = (uint16_t)(argument.value->depth + 1);
        vector_push(parser->arena, &arguments, argument);
        if (!parser_at_operator(parser, ")") && !parser_expect_operator(parser, ","))
            return false;
    }
    if (call->depth > EXPRESSION_DEPTH_MAX || arguments.count > 60) {
        bool deep = call->depth > EXPRESSION_DEPTH_MAX;
        diagnostic_add(parser->diagnostics, deep ? &problem_expression_nesting : &problem_arguments,
                       template_span(parser->tree, call->at), deep ? SLICE("90") : SLICE("60"));
        return false;
    }
    call->arguments = arguments.items;
    call->argument_count = arguments.count;
    return true;
}

static struct expression *parse_subscript(struct parser *parser, struct expression *base,
                                          struct place at)
{
    struct expression *items[4] = {base, NULL, NULL, NULL};
    size_t part = 1;
    bool is_slice = false;
    for (; part < 4; part++) {
        if (!parser_at_operator(parser, ":") && !parser_at_operator(parser, "]")) {
            items[part] = parse_expression(parser, EXPRESSION_ANY);
            if (!items[part])
                return NULL;
        }
        if (part == 3 || !parser_take_operator(parser, ":"))
            break;
        is_slice = true;
    }
    if (!is_slice && !items[1]) {
        parser_fail(parser, "a value", "un valore");
        return NULL;
    }
    if (!parser_expect_operator(parser, "]"))
        return NULL;
    return expression_close(parser, is_slice
                                        ? expression_new(parser, EXPRESSION_SLICE, at, 4, items)
                                        : expression_new(parser, EXPRESSION_INDEX, at, 2, items));
}

struct expression *parse_attribute(struct parser *parser, struct expression *base)
{
    const struct token *token = parser_token(parser);
    if (token->kind == TOKEN_INTEGER) {
        parser_take(parser);
        struct expression *index = expression_new(parser, EXPRESSION_INTEGER, token->at, 0, NULL);
        index->integer = token->integer;
        return expression_binary(parser, EXPRESSION_INDEX, OPERATOR_NONE, token->at, base, index);
    }
    if (token->kind != TOKEN_NAME) {
        parser_fail(parser, "a name", "un nome");
        return NULL;
    }
    parser_take(parser);
    struct expression *expression = expression_unary(parser, EXPRESSION_ATTRIBUTE, token->at, base);
    if (expression)
        expression->text = token->text;
    if (slice_equal_string(token->text, "changed"))
        parser->tree->mentions_changed = true;
    return expression;
}

static struct expression *parse_postfix(struct parser *parser, struct expression *expression)
{
    while (expression) {
        struct place at = parser_token(parser)->at;
        if (parser_take_operator(parser, ".")) {
            expression = parse_attribute(parser, expression);
        } else if (parser_take_operator(parser, "[")) {
            expression = parse_subscript(parser, expression, at);
        } else if (parser_take_operator(parser, "(")) {
            struct expression *call =
                expression_unary(parser, EXPRESSION_CALL, expression->at, expression);
            if (!call || !parse_arguments(parser, call))
                return NULL;
            expression = expression_close(parser, call);
        } else {
            break;
        }
    }
    return expression;
}

/* ------------------------------------------------------------------ filters and tests */

static struct expression *parse_filter(struct parser *parser, struct expression *base)
{
    struct place at = parser_token(parser)->at;
    struct slice name;
    if (!parser_expect_name(parser, &name))
        return NULL;
    struct expression *filter = expression_unary(parser, EXPRESSION_FILTER, at, base);
    if (!filter)
        return NULL;
    filter->text = name;
    if (parser_take_operator(parser, "(") && !parse_arguments(parser, filter))
        return NULL;
    return expression_close(parser, filter);
}

static bool at_test_argument(const struct parser *parser)
{
    static const char *const ends[] = {"else", "or", "and", "if", "in", "not", "is", "recursive"};
    const struct token *token = parser_token(parser);
    if (token->kind == TOKEN_OPERATOR)
        return parser_at_operator(parser, "[") || parser_at_operator(parser, "{");
    if (token->kind != TOKEN_NAME)
        return token->kind == TOKEN_STRING || token->kind == TOKEN_INTEGER ||
               token->kind == TOKEN_NUMBER;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_equal_string(token->text, ends[i]))
            return false;
    return true;
}

static struct expression *parse_test(struct parser *parser, struct expression *base)
{
    bool negated = parser_take_word(parser, "not");
    const struct token *token = parser_token(parser);
    /* x is == 3: the signs are tests as well. */
    bool is_sign = token->kind == TOKEN_OPERATOR &&
                   (parser_at_operator(parser, "==") || parser_at_operator(parser, "!=") ||
                    parser_at_operator(parser, "<") || parser_at_operator(parser, "<=") ||
                    parser_at_operator(parser, ">") || parser_at_operator(parser, ">="));
    if (token->kind != TOKEN_NAME && !is_sign) {
        parser_fail(parser, "a test", "un test");
        return NULL;
    }
    parser_take(parser);
    struct expression *test = expression_unary(parser, EXPRESSION_TEST, token->at, base);
    if (!test)
        return NULL;
    test->text = token->text;
    test->negated = negated;
    if (parser_take_operator(parser, "(")) {
        if (!parse_arguments(parser, test))
            return NULL;
    } else if (at_test_argument(parser)) {
        struct expression *value = parse_primary(parser);
        value = value ? parse_postfix(parser, value) : NULL;
        if (!value)
            return NULL;
        test->arguments = arena_new(parser->arena, struct argument);
        *test->arguments = (struct argument){.at = value->at, .value = value};
        test->argument_count = 1;
    }
    return expression_close(parser, test);
}

static struct expression *parse_filters(struct parser *parser, struct expression *expression)
{
    while (expression) {
        if (parser_take_operator(parser, "|"))
            expression = parse_filter(parser, expression);
        else if (parser_take_word(parser, "is"))
            expression = parse_test(parser, expression);
        else
            break;
    }
    return expression;
}

struct expression *parse_filter_chain(struct parser *parser)
{
    struct expression *base =
        expression_new(parser, EXPRESSION_NONE, parser_token(parser)->at, 0, NULL);
    struct expression *expression = parse_filter(parser, base);
    while (expression && parser_take_operator(parser, "|"))
        expression = parse_filter(parser, expression);
    return expression;
}

static struct expression *parse_unary(struct parser *parser, bool with_filters)
{
    struct place at = parser_token(parser)->at;
    struct expression *expression;
    if (++parser->expression_depth > EXPRESSION_DEPTH_MAX) {
        diagnostic_add(parser->diagnostics, &problem_expression_nesting,
                       template_span(parser->tree, at), SLICE("90"));
        return NULL;
    }
    if (parser_take_operator(parser, "-"))
        expression = expression_unary(parser, EXPRESSION_NEGATIVE, at, parse_unary(parser, false));
    else if (parser_take_operator(parser, "+"))
        expression = expression_unary(parser, EXPRESSION_POSITIVE, at, parse_unary(parser, false));
    else
        expression = parse_primary(parser);
    if (expression)
        expression = parse_postfix(parser, expression);
    if (expression && with_filters)
        expression = parse_filters(parser, expression);
    parser->expression_depth--;
    return expression;
}

struct expression *parse_operand(struct parser *parser)
{
    return parse_unary(parser, true);
}
