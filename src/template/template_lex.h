/*
 * template_lex.h - a template's source to tokens.
 *
 * Text between tags is one token; white space control ("{%-", "-%}") and {% raw %} are
 * settled here and comments dropped, so that the parser sees none of them.
 */
#ifndef SCHEDARIO_TEMPLATE_LEX_H
#define SCHEDARIO_TEMPLATE_LEX_H

#include "base/diagnostic.h"
#include "base/vector.h"
#include "template/template_syntax.h"

enum token_kind {
    TOKEN_TEXT,        /* the template's own text */
    TOKEN_PRINT_BEGIN, /* {{ */
    TOKEN_PRINT_END,
    TOKEN_BLOCK_BEGIN, /* {% */
    TOKEN_BLOCK_END,
    TOKEN_NAME,
    TOKEN_STRING, /* text: unescaped */
    TOKEN_INTEGER,
    TOKEN_NUMBER,
    TOKEN_OPERATOR,
    TOKEN_END,
};

struct token {
    enum token_kind kind;
    struct place at;
    struct slice text;
    int64_t integer;
    double number;
};

struct tokens {
    struct token *items;
    size_t count;
    size_t capacity;
};

/* False after an error (reported). The last token is TOKEN_END. */
bool template_lex(struct arena *arena, const struct template_tree *tree, struct tokens *tokens,
                  struct diagnostics *diagnostics);

#endif
