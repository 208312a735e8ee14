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
bool parser_expect_tag_end(struct parser *parser);
/* A statement at hand binds the name. */
void parser_bind_name(struct parser *parser, struct slice name);
/* The body up to one of the end words, which is then the token at hand. */
bool parse_body(struct parser *parser, struct nodes *body, const char *const *ends,
                const struct node *opener);
#define ENDS(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef bool statement_parser(struct parser *parser, struct node *node);
statement_parser parse_block, parse_extends, parse_include, parse_import,
    parse_from;                           /* parse_reference.c */
statement_parser parse_macro, parse_call; /* parse_macro.c */

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
/* parse_operand.c: with a sign before it, and what stands behind it. */
struct expression *parse_operand(struct parser *parser);
/* Behind a ".". */
struct expression *parse_attribute(struct parser *parser, struct expression *base);
struct expression *expression_new(struct parser *parser, enum expression_kind kind, struct place at,
                                  size_t count, struct expression **items);

struct expression_vector {
    struct expression **items;
    size_t count;
    size_t capacity;
};

/* The expression with its end moved to the token that was taken last; NULL stays NULL. */
struct expression *expression_close(struct parser *parser, struct expression *expression);
struct expression *expression_unary(struct parser *parser, enum expression_kind kind,
                                    struct place at, struct expression *item);
struct expression *expression_list(struct parser *parser, enum expression_kind kind,
                                   struct place at, const struct expression_vector *list);
struct expression *expression_binary(struct parser *parser, enum expression_kind kind,
                                     enum operation operation, struct place at,
                                     struct expression *left, struct expression *right);

#endif
