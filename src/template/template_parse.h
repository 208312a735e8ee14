/*
 * template_parse.h - tokens to a syntax tree.
 *
 * The two halves of the parser share `struct parser`: template_parse.c knows statements,
 * template_expression.c what stands in them. A function that fails has reported why and
 * returns NULL or false; whoever called it gives up as well, up to the tag.
 */
#ifndef SCHEDARIO_TEMPLATE_PARSE_H
#define SCHEDARIO_TEMPLATE_PARSE_H

#include "template/template_lex.h"

/* Reads the template; what could not be understood is reported, and `broken` set. */
struct template_tree *template_parse(struct arena *arena, struct slice name,
                                     const struct text_file *file, struct diagnostics *diagnostics);

/* ---- shared by the two halves ---- */

struct parser {
    struct arena *arena;
    struct template_tree *tree;
    struct diagnostics *diagnostics;
    struct tokens tokens;
    size_t position;
    unsigned nesting; /* of statements in statements: bounded */
    unsigned depth;   /* the same, but for "if": 1 at the top */
    unsigned expression_depth;
    bool in_loop; /* `loop` is this template's own */
};

const struct token *parser_token(const struct parser *parser);
const struct token *parser_take(struct parser *parser);
bool parser_at_operator(const struct parser *parser, const char *operation);
bool parser_at_word(const struct parser *parser, const char *word);
bool parser_take_operator(struct parser *parser, const char *operation);
bool parser_take_word(struct parser *parser, const char *word);
bool parser_expect_operator(struct parser *parser, const char *operation);
bool parser_expect_word(struct parser *parser, const char *word);
bool parser_expect_name(struct parser *parser, struct slice *name);
/* "expected …, found …". */
void parser_fail(struct parser *parser, const char *english, const char *italian);
bool name_is_reserved(struct slice name);

enum expression_rule {
    EXPRESSION_ANY,
    EXPRESSION_WITHOUT_CONDITION, /* an "if" behind it belongs to the loop */
};

struct expression *parse_expression(struct parser *parser, enum expression_rule rule);
/* One, or several with commas between them as a list. */
struct expression *parse_tuple(struct parser *parser, enum expression_rule rule);
/* upper|trim(…): filters over an expression of kind NONE. */
struct expression *parse_filter_chain(struct parser *parser);
/* What may be assigned to: a name, or attributes of one where `attributes`. */
struct expression *parse_target(struct parser *parser, bool attributes);
struct expression *expression_new(struct parser *parser, enum expression_kind kind, struct place at,
                                  size_t count, struct expression **items);

#endif
