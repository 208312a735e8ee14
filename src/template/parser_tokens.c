#include "template/template_parse.h"

#include "template/template_problems.h"

struct span template_span(const struct template_tree *tree, struct place place)
{
    return (struct span){tree->file, place.start, place.length ? place.length : 1};
}

const struct token *parser_token(const struct parser *parser)
{
    return &parser->tokens.items[parser->position];
}

const struct token *parser_take(struct parser *parser)
{
    const struct token *token = &parser->tokens.items[parser->position];
    if (token->kind != TOKEN_END)
        parser->position++;
    return token;
}

bool parser_at_operator(const struct parser *parser, const char *operation)
{
    const struct token *token = parser_token(parser);
    return token->kind == TOKEN_OPERATOR && slice_equal_string(token->text, operation);
}

bool parser_at_word(const struct parser *parser, const char *word)
{
    const struct token *token = parser_token(parser);
    return token->kind == TOKEN_NAME && slice_equal_string(token->text, word);
}

bool parser_take_operator(struct parser *parser, const char *operation)
{
    bool there = parser_at_operator(parser, operation);
    if (there)
        parser_take(parser);
    return there;
}

bool parser_take_word(struct parser *parser, const char *word)
{
    bool there = parser_at_word(parser, word);
    if (there)
        parser_take(parser);
    return there;
}

static struct slice token_name(const struct token *token)
{
    switch (token->kind) {
    case TOKEN_TEXT:
    case TOKEN_END:
        return SLICE("…");
    case TOKEN_PRINT_END:
        return SLICE("}}");
    case TOKEN_BLOCK_END:
        return SLICE("%}");
    default:
        return token->text;
    }
}

void parser_fail(struct parser *parser, const char *english, const char *italian)
{
    const struct token *token = parser_token(parser);
    struct slice found = arena_format(parser->arena, "\"%.*s\"", SLICE_ARG(token_name(token)));
    diagnostic_add(parser->diagnostics, &problem_syntax, template_span(parser->tree, token->at),
                   slice_from_string(english), found, slice_from_string(italian));
}

bool parser_expect_operator(struct parser *parser, const char *operation)
{
    if (parser_take_operator(parser, operation))
        return true;
    const char *quoted = arena_format(parser->arena, "\"%s\"", operation).ptr;
    parser_fail(parser, quoted, quoted);
    return false;
}

bool parser_expect_word(struct parser *parser, const char *word)
{
    if (parser_take_word(parser, word))
        return true;
    const char *quoted = arena_format(parser->arena, "\"%s\"", word).ptr;
    parser_fail(parser, quoted, quoted);
    return false;
}

bool parser_expect_name(struct parser *parser, struct slice *name)
{
    if (parser_token(parser)->kind != TOKEN_NAME) {
        parser_fail(parser, "a name", "un nome");
        return false;
    }
    *name = parser_take(parser)->text;
    return true;
}

bool parser_expect_tag_end(struct parser *parser)
{
    if (parser_token(parser)->kind == TOKEN_BLOCK_END) {
        parser_take(parser);
        return true;
    }
    parser_fail(parser, "\"%}\"", "\"%}\"");
    return false;
}
