#include "template/template_parse.h"
#include "template/template_problems.h"

/* Behind "(". */
static bool parse_parameters(struct parser *parser, struct node *node)
{
    VECTOR(struct parameter) parameters = {0};
    while (!parser_take_operator(parser, ")")) {
        struct parameter parameter = {.at = parser_token(parser)->at};
        struct expression *target = parse_target(parser, false);
        if (!target)
            return false;
        parameter.name = target->text;
        for (size_t i = 0; i < parameters.count; i++)
            if (slice_equal(parameters.items[i].name, parameter.name)) {
                diagnostic_add(parser->diagnostics, &problem_parameter,
                               template_span(parser->tree, parameter.at), parameter.name);
                return false;
            }
        if (parser_take_operator(parser, "=")) {
            parameter.fallback = parse_expression(parser, EXPRESSION_ANY);
            if (!parameter.fallback)
                return false;
        }
        vector_push(parser->arena, &parameters, parameter);
        if (!parser_at_operator(parser, ")") && !parser_expect_operator(parser, ","))
            return false;
    }
    if (parameters.count > 40) {
        diagnostic_add(parser->diagnostics, &problem_arguments,
                       template_span(parser->tree, node->at), SLICE("40"));
        return false;
    }
    node->parameters = parameters.items;
    node->parameter_count = parameters.count;
    parser->depth++;
    for (size_t i = 0; i < parameters.count; i++)
        parser_bind_name(parser, parameters.items[i].name);
    parser->depth--;
    return true;
}

bool parse_macro(struct parser *parser, struct node *node)
{
    node->at = parser_token(parser)->at;
    struct expression *target = parse_target(parser, false);
    if (!target || !parser_expect_operator(parser, "(") || !parse_parameters(parser, node))
        return false;
    node->name = target->text;
    parser_bind_name(parser, node->name);
    if (parser->depth <= 1)
        map_set(parser->arena, &parser->tree->macros, node->name, node);
    bool in_loop = parser->in_loop;
    parser->in_loop = false;
    bool good = parse_body(parser, &node->body, ENDS("endmacro"), node);
    parser->in_loop = in_loop;
    if (good)
        parser_take(parser);
    return good;
}

bool parse_call(struct parser *parser, struct node *node)
{
    if (parser_take_operator(parser, "(") && !parse_parameters(parser, node))
        return false;
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (node->value->kind != EXPRESSION_CALL) {
        parser_fail(parser, "a macro with ()", "una macro con ()");
        return false;
    }
    bool good = parse_body(parser, &node->body, ENDS("endcall"), node);
    if (good)
        parser_take(parser);
    return good;
}
