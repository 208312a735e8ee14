/*
 * script_tokens.h - a script cut into tokens, and what each word in it is. Known to script_shorten.c and
 * its test.
 *
 * The script has no comments (script_scan.h takes them out). A text is a string, a regular expression
 * or the part of a template between two holes. What a word is, is told from its neighbours and the
 * bracket around it, no grammar: a brace opens a block after `)`, `=>`, `;`, another brace or words
 * like `else`, a class's body after `class` and what follows it, and an object or a pattern anywhere
 * else. Where that is not sure, a word counts as a property, which keeps its name.
 */
#ifndef SCHEDARIO_OUTPUT_SCRIPT_TOKENS_H
#define SCHEDARIO_OUTPUT_SCRIPT_TOKENS_H

#include "base/slice.h"
#include "base/vector.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };
enum bracket { BRACKET_NONE, BRACKET_PAREN, BRACKET_SQUARE, BRACKET_BLOCK, BRACKET_OBJECT, BRACKET_CLASS };
enum word_kind {
    WORD_KEYWORD,
    WORD_PROPERTY,
    WORD_SHORTHAND, /* `{ name }`: a property and a variable */
    WORD_VARIABLE
};

#define SCRIPT_TOP UINT32_MAX

struct token {
    struct slice text;
    enum token_kind kind;
    enum word_kind word;
    enum bracket within; /* the innermost bracket around it */
    unsigned depth;      /* of brackets */
    uint32_t partner;    /* of a bracket: its other one */
    /* The token that begins the scope around it, + 1: a bracket, for which `end` is its partner; or what
     * stands before a body (parameters, `for (…)`), for which it is the body's last token. */
    uint32_t outer, end;
    bool after_space, after_line;
    /* Where a variable gets its name: the scope that it is good within, as `outer` says it, or SCRIPT_TOP,
     * which may be larger than it should: `loose`. 0: elsewhere. */
    uint32_t scope;
    bool loose;
};

struct tokens {
    struct token *items;
    size_t count, capacity;
};

/* False where brackets or texts do not end. */
bool script_tokenize(struct arena *arena, struct slice code, struct tokens *tokens);
bool token_is(const struct token *token, const char *text);

#endif
