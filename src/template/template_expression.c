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
        diagnostic_add(parser->diagnostics, &problem_expression_nesting,
                       template_span(parser->tree, at), SLICE("90"));
        return NULL;
    }
    return expression;
}

struct expression *expression_close(struct parser *parser, struct expression *expression)
{
    if (!expression)
        return NULL;
    struct place last = parser->tokens.items[parser->position - 1].at;
    expression->whole.length = last.start + last.length - expression->whole.start;
    return expression;
}

struct expression *expression_unary(struct parser *parser, enum expression_kind kind,
                                    struct place at, struct expression *item)
{
    return item ? expression_new(parser, kind, at, 1, &item) : NULL;
}

struct expression *expression_binary(struct parser *parser, enum expression_kind kind,
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

struct expression *expression_list(struct parser *parser, enum expression_kind kind,
                                   struct place at, const struct expression_vector *list)
{
    return expression_close(parser, expression_new(parser, kind, at, list->count, list->items));
}

/* ------------------------------------------------------------------ operators */

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
        left = expression_binary(parser, EXPRESSION_BINARY, row->operation, at, left,
                                 parse_next(parser));
    }
    return left;
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
    struct expression_vector list = {0};
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
            expression_binary(parser, EXPRESSION_COMPARE, operation, at, left, right);
        if (!pair)
            return NULL;
        pair->negated = negated;
        result = result ? expression_binary(parser, EXPRESSION_AND, OPERATOR_NONE, at, result, pair)
                        : pair;
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
        expression = expression_unary(parser, EXPRESSION_NOT, at, expression);
    return expression;
}

static struct expression *parse_words(struct parser *parser, const char *word,
                                      enum expression_kind kind, parse_function *parse_next)
{
    struct expression *left = parse_next(parser);
    while (left && parser_at_word(parser, word)) {
        struct place at = parser_take(parser)->at;
        left = expression_binary(parser, kind, OPERATOR_NONE, at, left, parse_next(parser));
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
    struct expression_vector list = {0};
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
    return expression_list(parser, EXPRESSION_LIST, at, &list);
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
