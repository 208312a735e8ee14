/* What ties templates together: block, extends, include, import, from. */
#include "template/template_parse.h"
#include "template/template_problems.h"

static bool body_is_empty(const struct nodes *body)
{
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind != NODE_TEXT || slice_trim(body->items[i]->text).len)
            return false;
    return true;
}

bool parse_block(struct parser *parser, struct node *node)
{
    struct place at = parser_token(parser)->at;
    if (!parser_expect_name(parser, &node->name))
        return false;
    node->at = at;
    for (bool more = true; more;) {
        if (parser_take_word(parser, "scoped"))
            node->scoped = parser->tree->has_scoped_blocks = true;
        else if (parser_take_word(parser, "required"))
            node->required = true;
        else
            more = false;
    }
    if (!map_add(parser->arena, &parser->tree->blocks, node->name, node)) {
        struct diagnostic *diagnostic =
            diagnostic_add(parser->diagnostics, &problem_duplicate_block,
                           template_span(parser->tree, at), node->name);
        const struct node *first = map_get(&parser->tree->blocks, node->name);
        diagnostic->related = template_span(parser->tree, first->at);
        parser->tree->broken = true;
    }
    /* A block is a function of its own: the loop around it is not its loop. */
    bool in_loop = parser->in_loop;
    parser->in_loop = false;
    bool good = parse_body(parser, &node->body, ENDS("endblock"), node);
    parser->in_loop = in_loop;
    if (!good)
        return false;
    parser_take(parser);
    if (parser_token(parser)->kind == TOKEN_NAME &&
        !parser_expect_word(parser, arena_string(parser->arena, node->name)))
        return false;
    if (node->required && !body_is_empty(&node->body)) {
        diagnostic_add(parser->diagnostics, &problem_required_body, template_span(parser->tree, at),
                       node->name);
        parser->tree->broken = true;
    }
    return true;
}

static void parse_context(struct parser *parser, struct node *node, bool with_context)
{
    node->with_context = with_context;
    bool with = parser_at_word(parser, "with"), without = parser_at_word(parser, "without");
    const struct token *next = &parser->tokens.items[parser->position + 1];
    if ((with || without) && next->kind == TOKEN_NAME &&
        slice_equal_string(next->text, "context")) {
        parser_take(parser);
        parser_take(parser);
        node->with_context = with;
    }
}

bool parse_extends(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (parser->tree->extends || parser->nesting) {
        diagnostic_add_plain(parser->diagnostics, &problem_extends_place,
                             template_span(parser->tree, node->at));
        parser->tree->broken = true;
    }
    parser->tree->extends = node;
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

bool parse_include(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (parser_take_word(parser, "ignore")) {
        if (!parser_expect_word(parser, "missing"))
            return false;
        node->ignore_missing = true;
    }
    parse_context(parser, node, true);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

bool parse_import(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value || !parser_expect_word(parser, "as") ||
        !parser_expect_name(parser, &node->name))
        return false;
    parser_bind_name(parser, node->name);
    parse_context(parser, node, false);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

bool parse_from(struct parser *parser, struct node *node)
{
    VECTOR(struct imported_name) names = {0};
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value || !parser_expect_word(parser, "import"))
        return false;
    do {
        if (names.count && (parser_token(parser)->kind == TOKEN_BLOCK_END ||
                            parser_at_word(parser, "with") || parser_at_word(parser, "without")))
            break;
        struct imported_name name = {.at = parser_token(parser)->at};
        if (!parser_expect_name(parser, &name.name))
            return false;
        name.alias = name.name;
        if (parser_take_word(parser, "as") && !parser_expect_name(parser, &name.alias))
            return false;
        parser_bind_name(parser, name.alias);
        vector_push(parser->arena, &names, name);
    } while (parser_take_operator(parser, ","));
    node->names = names.items;
    node->name_count = names.count;
    parse_context(parser, node, false);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}
