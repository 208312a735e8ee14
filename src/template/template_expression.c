/*
 * What stands inside of {{ }} and of statements. From loose to tight:
 *
 *     condition   = or [ "if" or [ "else" condition ] ]
 *     or          = and { "or" and }
 *     and         = not { "and" not }
 *     not         = "not" not | comparison
 *     comparison  = concat { ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not" "in" ) concat }
 *     concat      = sum { "~" sum }
 *     sum         = product { ( "+" | "-" ) product }
 *     product     = power { ( "*" | "/" | "//" | "%" ) power }
 *     power       = unary { "**" unary }
 *     unary       = ( ( "-" | "+" ) unary-without-filters | primary ) { postfix } { filter | test }
 *     postfix     = "." ( name | integer ) | "[" subscript "]" | "(" arguments ")"
 *     filter      = "|" name [ "(" arguments ")" ]
 *     test        = "is" [ "not" ] name [ "(" arguments ")" | primary { postfix } ]
 *     subscript   = condition | [ condition ] ":" [ condition ] [ ":" [ condition ] ]
 *     argument    = [ name "=" ] condition | "*" condition | "**" condition
 *     primary     = literal | name | "(" tuple ")" | "[" list "]" | "{" map "}"
 */
#include "template/template_parse.h"
#include "template/template_problems.h"

struct expression_list {
    struct expression **items;
    size_t count;
    size_t capacity;
};

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

struct expression *expression_new(struct parser *parser, enum expression_kind kind, struct place at,
                                  size_t count, struct expression **items)
{
    struct expression *expression = arena_new(parser->arena, struct expression);
    expression->kind = kind;
    expression->at = expression->whole = at;
    expression->count = count;
    if (count)
        expression->items = arena_array(parser->arena, struct expression *, count);
    uint32_t end = at.start + at.length;
    for (size_t i = 0; i < count; i++) {
        expression->items[i] = items[i];
        if (!items[i])
            continue;
        struct place part = items[i]->whole;
        if (part.start < expression->whole.start)
            expression->whole.start = part.start;
        if (part.start + part.length > end)
            end = part.start + part.length;
        if (items[i]->depth >= expression->depth)
            expression->depth = (uint16_t)(items[i]->depth + 1);
    }
    expression->whole.length = end - expression->whole.start;
    if (expression->depth > EXPRESSION_DEPTH_MAX) {
        diagnostic_add(parser->diagnostics, &problem_limit, template_span(parser->tree, at),
                       SLICE("(...)"), SLICE("90"));
        return NULL;
    }
    return expression;
}

/* The expression with its end moved to the token that was taken last. */
static struct expression *expression_close(struct parser *parser, struct expression *expression)
{
    if (!expression)
        return NULL;
    struct place last = parser->tokens.items[parser->position - 1].at;
    expression->whole.length = last.start + last.length - expression->whole.start;
    return expression;
}

static struct expression *unary_node(struct parser *parser, enum expression_kind kind,
                                     struct place at, struct expression *item)
{
    return item ? expression_new(parser, kind, at, 1, &item) : NULL;
}

static struct expression *binary_node(struct parser *parser, enum expression_kind kind,
                                      enum operation operation, struct place at,
                                      struct expression *left, struct expression *right)
{
    if (!left || !right)
        return NULL;
    struct expression *items[] = {left, right};
    struct expression *expression = expression_new(parser, kind, at, 2, items);
    if (expression)
        expression->operation = operation;
    return expression;
}

/* ------------------------------------------------------------------ literals */

static struct expression *list_from(struct parser *parser, enum expression_kind kind,
                                    struct place at, const struct expression_list *list)
{
    return expression_close(parser, expression_new(parser, kind, at, list->count, list->items));
}

static struct expression *parse_list(struct parser *parser, struct place at)
{
    struct expression_list list = {0};
    while (!parser_take_operator(parser, "]")) {
        struct expression *item = parse_expression(parser, EXPRESSION_ANY);
        if (!item)
            return NULL;
        vector_push(parser->arena, &list, item);
        if (!parser_at_operator(parser, "]") && !parser_expect_operator(parser, ","))
            return NULL;
    }
    return list_from(parser, EXPRESSION_LIST, at, &list);
}

static struct expression *parse_map(struct parser *parser, struct place at)
{
    struct expression_list list = {0};
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
    return list_from(parser, EXPRESSION_MAP, at, &list);
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
        diagnostic_add(parser->diagnostics, &problem_limit, template_span(parser->tree, call->at),
                       SLICE("(...)"), SLICE("60"));
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

static struct expression *parse_attribute(struct parser *parser, struct expression *base)
{
    const struct token *token = parser_token(parser);
    if (token->kind == TOKEN_INTEGER) {
        parser_take(parser);
        struct expression *index = expression_new(parser, EXPRESSION_INTEGER, token->at, 0, NULL);
        index->integer = token->integer;
        return binary_node(parser, EXPRESSION_INDEX, OPERATOR_NONE, token->at, base, index);
    }
    if (token->kind != TOKEN_NAME) {
        parser_fail(parser, "a name", "un nome");
        return NULL;
    }
    parser_take(parser);
    struct expression *expression = unary_node(parser, EXPRESSION_ATTRIBUTE, token->at, base);
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
                unary_node(parser, EXPRESSION_CALL, expression->at, expression);
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
    struct expression *filter = unary_node(parser, EXPRESSION_FILTER, at, base);
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
    struct expression *test = unary_node(parser, EXPRESSION_TEST, token->at, base);
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

/* ------------------------------------------------------------------ operators */

static struct expression *parse_unary(struct parser *parser, bool with_filters)
{
    struct place at = parser_token(parser)->at;
    struct expression *expression;
    if (++parser->expression_depth > EXPRESSION_DEPTH_MAX) {
        diagnostic_add(parser->diagnostics, &problem_limit, template_span(parser->tree, at),
                       SLICE("(...)"), SLICE("90"));
        return NULL;
    }
    if (parser_take_operator(parser, "-"))
        expression = unary_node(parser, EXPRESSION_NEGATIVE, at, parse_unary(parser, false));
    else if (parser_take_operator(parser, "+"))
        expression = unary_node(parser, EXPRESSION_POSITIVE, at, parse_unary(parser, false));
    else
        expression = parse_primary(parser);
    if (expression)
        expression = parse_postfix(parser, expression);
    if (expression && with_filters)
        expression = parse_filters(parser, expression);
    parser->expression_depth--;
    return expression;
}

struct operator_row {
    const char *sign;
    enum operation operation;
};

typedef struct expression *parse_function(struct parser *parser);

static struct expression *parse_left(struct parser *parser, const struct operator_row *rows,
                                     parse_function *parse_next)
{
    struct expression *left = parse_next(parser);
    while (left) {
        const struct operator_row *row = rows;
        while (row->sign && !parser_at_operator(parser, row->sign))
            row++;
        if (!row->sign)
            break;
        struct place at = parser_take(parser)->at;
        left = binary_node(parser, EXPRESSION_BINARY, row->operation, at, left, parse_next(parser));
    }
    return left;
}

static struct expression *parse_operand(struct parser *parser)
{
    return parse_unary(parser, true);
}

static struct expression *parse_power(struct parser *parser)
{
    static const struct operator_row rows[] = {{"**", OPERATOR_POWER}, {NULL, OPERATOR_NONE}};
    return parse_left(parser, rows, parse_operand);
}

static struct expression *parse_product(struct parser *parser)
{
    static const struct operator_row rows[] = {{"*", OPERATOR_MULTIPLY},
                                               {"//", OPERATOR_FLOOR},
                                               {"/", OPERATOR_DIVIDE},
                                               {"%", OPERATOR_MODULO},
                                               {NULL, OPERATOR_NONE}};
    return parse_left(parser, rows, parse_power);
}

static struct expression *parse_sum(struct parser *parser)
{
    static const struct operator_row rows[] = {
        {"+", OPERATOR_ADD}, {"-", OPERATOR_SUBTRACT}, {NULL, OPERATOR_NONE}};
    return parse_left(parser, rows, parse_product);
}

/* a ~ b ~ c is one expression, however long. */
static struct expression *parse_concat(struct parser *parser)
{
    struct expression *first = parse_sum(parser);
    if (!first || !parser_at_operator(parser, "~"))
        return first;
    struct place at = parser_token(parser)->at;
    struct expression_list list = {0};
    vector_push(parser->arena, &list, first);
    while (parser_take_operator(parser, "~")) {
        struct expression *next = parse_sum(parser);
        if (!next)
            return NULL;
        vector_push(parser->arena, &list, next);
    }
    return expression_new(parser, EXPRESSION_CONCAT, at, list.count, list.items);
}

static bool take_comparison(struct parser *parser, enum operation *operation, bool *negated)
{
    static const struct operator_row rows[] = {
        {"==", OPERATOR_EQUAL}, {"!=", OPERATOR_NOT_EQUAL},     {"<=", OPERATOR_LESS_EQUAL},
        {"<", OPERATOR_LESS},   {">=", OPERATOR_GREATER_EQUAL}, {">", OPERATOR_GREATER}};
    *negated = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (parser_take_operator(parser, rows[i].sign)) {
            *operation = rows[i].operation;
            return true;
        }
    const struct token *next = parser->tokens.items + parser->position;
    *negated = parser_at_word(parser, "not") && next[1].kind == TOKEN_NAME &&
               slice_equal_string(next[1].text, "in");
    if (*negated)
        parser_take(parser);
    *operation = OPERATOR_IN;
    return parser_take_word(parser, "in");
}

/* a < b < c means a < b and b < c. */
static struct expression *parse_comparison(struct parser *parser)
{
    struct expression *left = parse_concat(parser), *result = NULL;
    enum operation operation;
    bool negated;
    struct place at = parser_token(parser)->at;
    while (left && take_comparison(parser, &operation, &negated)) {
        struct expression *right = parse_concat(parser);
        struct expression *pair =
            binary_node(parser, EXPRESSION_COMPARE, operation, at, left, right);
        if (!pair)
            return NULL;
        pair->negated = negated;
        result =
            result ? binary_node(parser, EXPRESSION_AND, OPERATOR_NONE, at, result, pair) : pair;
        left = result ? right : NULL;
        at = parser_token(parser)->at;
    }
    return left && result ? result : left;
}

static struct expression *parse_not(struct parser *parser)
{
    unsigned count = 0;
    struct place at = parser_token(parser)->at;
    while (parser_take_word(parser, "not"))
        count++;
    struct expression *expression = parse_comparison(parser);
    for (unsigned i = 0; i < (count > 1 ? 2 - count % 2 : count); i++)
        expression = unary_node(parser, EXPRESSION_NOT, at, expression);
    return expression;
}

static struct expression *parse_words(struct parser *parser, const char *word,
                                      enum expression_kind kind, parse_function *parse_next)
{
    struct expression *left = parse_next(parser);
    while (left && parser_at_word(parser, word)) {
        struct place at = parser_take(parser)->at;
        left = binary_node(parser, kind, OPERATOR_NONE, at, left, parse_next(parser));
    }
    return left;
}

static struct expression *parse_and(struct parser *parser)
{
    return parse_words(parser, "and", EXPRESSION_AND, parse_not);
}

static struct expression *parse_or(struct parser *parser)
{
    return parse_words(parser, "or", EXPRESSION_OR, parse_and);
}

struct expression *parse_expression(struct parser *parser, enum expression_rule rule)
{
    struct expression *value = parse_or(parser);
    if (rule == EXPRESSION_WITHOUT_CONDITION)
        return value;
    while (value && parser_at_word(parser, "if")) {
        struct place at = parser_take(parser)->at;
        struct expression *items[3] = {value, parse_or(parser), NULL};
        if (!items[1])
            return NULL;
        if (parser_take_word(parser, "else")) {
            if (++parser->expression_depth > EXPRESSION_DEPTH_MAX) {
                parser_fail(parser, "a shorter expression", "un'espressione più breve");
                return NULL;
            }
            items[2] = parse_expression(parser, EXPRESSION_ANY);
            parser->expression_depth--;
            if (!items[2])
                return NULL;
        }
        value = expression_new(parser, EXPRESSION_CONDITION, at, 3, items);
    }
    return value;
}

struct expression *parse_tuple(struct parser *parser, enum expression_rule rule)
{
    struct place at = parser_token(parser)->at;
    struct expression *first = parse_expression(parser, rule);
    if (!first || !parser_at_operator(parser, ","))
        return first;
    struct expression_list list = {0};
    vector_push(parser->arena, &list, first);
    while (parser_take_operator(parser, ",")) {
        enum token_kind kind = parser_token(parser)->kind;
        if (parser_at_operator(parser, ")") || kind == TOKEN_PRINT_END || kind == TOKEN_BLOCK_END)
            break;
        struct expression *next = parse_expression(parser, rule);
        if (!next)
            return NULL;
        vector_push(parser->arena, &list, next);
    }
    return list_from(parser, EXPRESSION_LIST, at, &list);
}

struct expression *parse_target(struct parser *parser, bool attributes)
{
    const struct token *token = parser_token(parser);
    if (token->kind != TOKEN_NAME) {
        parser_fail(parser, "a name", "un nome");
        return NULL;
    }
    if (name_is_reserved(token->text) || slice_equal_string(token->text, "loop")) {
        diagnostic_add(parser->diagnostics, &problem_assignment,
                       template_span(parser->tree, token->at), token->text);
        return NULL;
    }
    parser_take(parser);
    struct expression *target = expression_new(parser, EXPRESSION_NAME, token->at, 0, NULL);
    target->text = token->text;
    if (attributes && parser_take_operator(parser, "."))
        target = parse_attribute(parser, target);
    return target;
}
