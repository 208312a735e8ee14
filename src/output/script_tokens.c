#include "output/script_tokens.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 256

struct cutter {
    struct arena *arena;
    struct tokens *tokens;
    struct slice rest;
    uint32_t open[DEPTH_MAX]; /* tokens */
    enum bracket kinds[DEPTH_MAX];
    bool is_hole[DEPTH_MAX]; /* ${ of a template */
    unsigned depth;
    bool after_space, after_line;
};

/* In byte order. */
static const char *const keywords[] = {
    "Infinity", "NaN",     "arguments", "as",       "async",  "await",      "break",  "case",
    "catch",    "class",   "const",     "continue", "debugger", "default",  "delete", "do",
    "else",     "eval",    "export",    "extends",  "false",  "finally",    "for",    "from",
    "function", "get",     "if",        "import",   "in",     "instanceof", "let",    "new",
    "null",     "of",      "return",    "set",      "static", "super",      "switch", "this",
    "throw",    "true",    "try",       "typeof",   "undefined", "var",     "void",   "while",
    "with",     "yield",
};

static int compare_word(const void *key, const void *item)
{
    return slice_compare(*(const struct slice *)key, slice_from_string(*(const char *const *)item));
}

static bool is_keyword(struct slice word)
{
    return bsearch(&word, keywords, sizeof keywords / sizeof *keywords, sizeof *keywords,
                   compare_word) != NULL;
}

bool token_is(const struct token *token, const char *text)
{
    return slice_equal_string(token->text, text);
}

/* ---- texts, words, signs ------------------------------------------------- */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '#' || (unsigned char)c >= 0x80;
}

static const struct token *last_token(const struct cutter *cutter)
{
    return cutter->tokens->count ? &cutter->tokens->items[cutter->tokens->count - 1] : NULL;
}

static struct token *add(struct cutter *cutter, enum token_kind kind, size_t len)
{
    struct token token = {
        .text = slice_sub(cutter->rest, 0, len),
        .kind = kind,
        .within = cutter->depth ? cutter->kinds[cutter->depth - 1] : BRACKET_NONE,
        .depth = cutter->depth,
        .outer = cutter->depth ? cutter->open[cutter->depth - 1] + 1 : 0,
        .after_space = cutter->after_space,
        .after_line = cutter->after_line,
    };
    vector_push(cutter->arena, cutter->tokens, token);
    cutter->rest = slice_after(cutter->rest, len);
    cutter->after_space = cutter->after_line = false;
    return &cutter->tokens->items[cutter->tokens->count - 1];
}

/* A slash divides after a value, and starts a regular expression anywhere else. */
static bool slash_divides(const struct token *last)
{
    if (!last || last->kind == TOKEN_SIGN)
        return last && (*last->text.ptr == ')' || *last->text.ptr == ']');
    if (last->kind != TOKEN_WORD || last->word != WORD_KEYWORD)
        return true;
    return token_is(last, "this") || token_is(last, "super") || token_is(last, "null") ||
           token_is(last, "true") || token_is(last, "false") || token_is(last, "undefined");
}

static bool take_quoted(struct cutter *cutter, char quote)
{
    bool in_class = false;
    for (size_t i = 1; i < cutter->rest.len; i++) {
        char c = cutter->rest.ptr[i];
        if (c == '\n')
            return false;
        if (c == '\\')
            i++;
        else if (quote == '/' && (c == '[' || c == ']'))
            in_class = c == '[';
        else if (c == quote && !in_class) {
            for (i++; quote == '/' && i < cutter->rest.len && is_word_byte(cutter->rest.ptr[i]);)
                i++;
            add(cutter, TOKEN_TEXT, i);
            return true;
        }
    }
    return false;
}

static bool open_bracket(struct cutter *cutter, enum bracket kind, bool is_hole)
{
    if (cutter->depth == DEPTH_MAX)
        return false;
    cutter->open[cutter->depth] = (uint32_t)(cutter->tokens->count - 1);
    cutter->is_hole[cutter->depth] = is_hole;
    cutter->kinds[cutter->depth++] = kind;
    return true;
}

/* To the end of the template or to its next hole; begins with ` or with the } of the hole before. */
static bool take_template(struct cutter *cutter)
{
    for (size_t i = 1; i < cutter->rest.len; i++) {
        char c = cutter->rest.ptr[i];
        if (c == '\\')
            i++;
        else if (c == '`')
            return add(cutter, TOKEN_TEXT, i + 1) != NULL;
        else if (c == '$' && i + 1 < cutter->rest.len && cutter->rest.ptr[i + 1] == '{') {
            add(cutter, TOKEN_TEXT, i + 2);
            return open_bracket(cutter, BRACKET_PAREN, true);
        }
    }
    return false;
}

/* ---- what a brace opens --------------------------------------------------- */

static bool ends_arrow(const struct tokens *tokens, size_t at)
{
    return at && token_is(&tokens->items[at], ">") && token_is(&tokens->items[at - 1], "=") &&
           !tokens->items[at].after_space;
}

/* `class Name extends Base {`, with no bracket in between. */
static bool heads_class(const struct tokens *tokens)
{
    for (size_t i = tokens->count; i-- && tokens->count - i < 6;) {
        const struct token *token = &tokens->items[i];
        if (token->kind != TOKEN_WORD && !token_is(token, "."))
            return false;
        if (token_is(token, "class"))
            return !i || !token_is(&tokens->items[i - 1], ".");
    }
    return false;
}

static enum bracket brace_opens(const struct tokens *tokens)
{
    static const char *const before_blocks[] = {"else", "do", "try", "finally", "catch", "static"};
    if (!tokens->count)
        return BRACKET_BLOCK;
    const struct token *last = &tokens->items[tokens->count - 1];
    if (last->kind == TOKEN_SIGN)
        return strchr(");{}", *last->text.ptr) || ends_arrow(tokens, tokens->count - 1)
                   ? BRACKET_BLOCK
                   : BRACKET_OBJECT;
    if (heads_class(tokens))
        return BRACKET_CLASS;
    for (size_t i = 0; i < sizeof before_blocks / sizeof *before_blocks; i++)
        if (last->kind == TOKEN_WORD && last->word == WORD_KEYWORD && token_is(last, before_blocks[i]))
            return BRACKET_BLOCK;
    return BRACKET_OBJECT;
}

static bool take_sign(struct cutter *cutter, char c)
{
    if (c == '(' || c == '[' || c == '{') {
        enum bracket kind = c == '('   ? BRACKET_PAREN
                            : c == '[' ? BRACKET_SQUARE
                                       : brace_opens(cutter->tokens);
        add(cutter, TOKEN_SIGN, 1);
        return open_bracket(cutter, kind, false);
    }
    if (c == ')' || c == ']' || c == '}') {
        if (!cutter->depth)
            return false;
        uint32_t opener = cutter->open[--cutter->depth];
        if (c == '}' && cutter->is_hole[cutter->depth])
            return take_template(cutter);
        char opened = *cutter->tokens->items[opener].text.ptr;
        if (cutter->is_hole[cutter->depth] || opened != (c == ')' ? '(' : c == ']' ? '[' : '{'))
            return false;
        add(cutter, TOKEN_SIGN, 1)->partner = opener;
        cutter->tokens->items[opener].partner = (uint32_t)(cutter->tokens->count - 1);
        cutter->tokens->items[opener].end = (uint32_t)(cutter->tokens->count - 1);
        return true;
    }
    add(cutter, TOKEN_SIGN, 1);
    return true;
}

static bool take_one(struct cutter *cutter)
{
    char c = *cutter->rest.ptr;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        cutter->after_space = true;
        cutter->after_line = cutter->after_line || c == '\n';
        cutter->rest = slice_after(cutter->rest, 1);
        return true;
    }
    if (c == '"' || c == '\'' || (c == '/' && !slash_divides(last_token(cutter))))
        return take_quoted(cutter, c);
    if (c == '`')
        return take_template(cutter);
    if (!is_word_byte(c))
        return take_sign(cutter, c);
    size_t len = 1;
    bool number = c >= '0' && c <= '9';
    while (len < cutter->rest.len &&
           (is_word_byte(cutter->rest.ptr[len]) || (number && cutter->rest.ptr[len] == '.')))
        len++;
    const struct token *last = last_token(cutter);
    bool is_property = last && token_is(last, ".");
    struct token *token = add(cutter, number ? TOKEN_NUMBER : TOKEN_WORD, len);
    token->word = !is_property && is_keyword(token->text) ? WORD_KEYWORD : WORD_VARIABLE;
    return true;
}

/* ---- what a word is ------------------------------------------------------- */

static const struct token no_token;

static const struct token *token_at(const struct tokens *tokens, size_t at)
{
    return at < tokens->count ? &tokens->items[at] : &no_token;
}

static bool is_dots(const struct tokens *tokens, size_t at)
{
    return at >= 2 && at < tokens->count && token_is(&tokens->items[at], ".") &&
           token_is(&tokens->items[at - 1], ".");
}

/* Where a key of an object or a member of a class may stand: after the brace, a comma, a semicolon, or
 * words as `get`. */
static bool at_key(const struct tokens *tokens, size_t at)
{
    const struct token *token = &tokens->items[at], *before = token_at(tokens, at - 1);
    if (at && before->kind == TOKEN_WORD && before->within == token->within &&
        before->depth == token->depth &&
        (token_is(before, "get") || token_is(before, "set") || token_is(before, "async") ||
         token_is(before, "static")))
        return true;
    if (token->within == BRACKET_CLASS)
        return !before->text.len || token->after_line ||
               (before->kind == TOKEN_SIGN && strchr("{};*", *before->text.ptr));
    return before->kind == TOKEN_SIGN && strchr("{,*", *before->text.ptr);
}

static enum word_kind find_word_kind(const struct tokens *tokens, size_t at)
{
    const struct token *token = &tokens->items[at], *next = token_at(tokens, at + 1);
    if (at && token_is(&tokens->items[at - 1], ".") && !is_dots(tokens, at - 1))
        return WORD_PROPERTY;
    if (*token->text.ptr == '#')
        return WORD_PROPERTY;
    bool is_key = (token->within == BRACKET_OBJECT || token->within == BRACKET_CLASS) &&
                  at_key(tokens, at);
    if (!is_key)
        return token->word;
    if (token->within == BRACKET_CLASS || token_is(next, ":") || token_is(next, "("))
        return WORD_PROPERTY;
    if (token->word == WORD_KEYWORD)
        return WORD_KEYWORD; /* get, async …, or what cannot be a variable anyway */
    return token_is(next, ",") || token_is(next, "}") || token_is(next, "=") ? WORD_SHORTHAND
                                                                             : WORD_PROPERTY;
}

/* ---- where variables get their names -------------------------------------- */

struct scope {
    uint32_t start; /* + 1; 0: the script */
    bool loose;
};

/* What a body declares is in one scope with what stands before it: neither may have the other's name. */
static uint32_t with_head(const struct tokens *tokens, uint32_t start)
{
    const struct token *body = start ? &tokens->items[start - 1] : &no_token;
    if (body->outer && token_is(body, "{") && tokens->items[body->outer - 1].end == body->end &&
        !token_is(&tokens->items[body->outer - 1], "{"))
        return body->outer;
    return start;
}

static void declare(struct tokens *tokens, size_t at, struct scope scope)
{
    struct token *token = at < tokens->count ? &tokens->items[at] : NULL;
    if (token && token->kind == TOKEN_WORD && !token->scope &&
        (token->word == WORD_VARIABLE || token->word == WORD_SHORTHAND)) {
        uint32_t start = with_head(tokens, scope.start);
        token->scope = start ? start : SCRIPT_TOP;
        token->loose = scope.loose;
    }
}

/* All that may be a name between a bracket and its partner: more rather than fewer. */
static void declare_pattern(struct tokens *tokens, size_t open, struct scope scope)
{
    for (size_t i = open + 1; i < tokens->items[open].partner; i++) {
        const struct token *before = &tokens->items[i - 1];
        if (before->kind == TOKEN_SIGN && strchr("([{,:.", *before->text.ptr))
            declare(tokens, i, scope);
    }
}

/* Whether a statement ends between the two tokens, which a line ends between. */
static bool line_ends_statement(const struct token *before, const struct token *after)
{
    if (before->kind == TOKEN_SIGN && !strchr(")]}", *before->text.ptr))
        return false;
    if (before->kind == TOKEN_WORD && before->word == WORD_KEYWORD)
        return false;
    if (after->kind == TOKEN_WORD)
        return !token_is(after, "in") && !token_is(after, "instanceof") && !token_is(after, "of");
    return after->kind != TOKEN_SIGN || strchr("{!~", *after->text.ptr);
}

/* Where the body of a function without braces ends: the last token of the expression. */
static size_t end_of_expression(const struct tokens *tokens, size_t start, unsigned depth)
{
    unsigned questions = 0; /* a ? without its : */
    for (size_t i = start; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i], *next = token_at(tokens, i + 1);
        if (token->depth < depth ||
            (token->depth == depth && token->kind == TOKEN_SIGN && strchr(")]}", *token->text.ptr) &&
             token->partner < start))
            return i - 1;
        if (token->depth > depth || token->kind == TOKEN_TEXT)
            continue;
        bool question = token_is(token, "?") && !token_is(next, ".") && !token_is(next, "?") &&
                        !token_is(token_at(tokens, i - 1), "?");
        if (token_is(token, ",") || token_is(token, ";") || (token_is(token, ":") && !questions) ||
            (i > start && token->after_line && line_ends_statement(token - 1, token)))
            return i - 1;
        questions += question;
        questions -= token_is(token, ":");
    }
    return tokens->count - 1;
}

/* The scope of what stands before a body. */
static struct scope scope_of_head(struct tokens *tokens, size_t head, size_t body)
{
    struct scope scope = {(uint32_t)head + 1, false};
    struct token *start = &tokens->items[head];
    if (body >= tokens->count)
        return (struct scope){start->outer, true};
    if (token_is(&tokens->items[body], "{")) {
        tokens->items[body].outer = (uint32_t)head + 1;
        start->end = tokens->items[body].partner;
        return scope;
    }
    start->end = (uint32_t)end_of_expression(tokens, body, start->depth);
    for (size_t i = body; i <= start->end; i++)
        if (tokens->items[i].depth == start->depth)
            tokens->items[i].outer = (uint32_t)head + 1;
    return scope;
}

static bool is_braced(const struct tokens *tokens, size_t at)
{
    return token_is(token_at(tokens, at), "{");
}

/* The names after const, let or var, and after each comma of the same statement. */
static void declare_variables(struct tokens *tokens, size_t at)
{
    const struct token *start = &tokens->items[at];
    struct scope scope = {start->outer, token_is(start, "var")};
    size_t head = start->outer - 1;
    if (start->outer && head && token_is(&tokens->items[head], "(") &&
        tokens->items[head - 1].kind == TOKEN_WORD)
        scope = is_braced(tokens, tokens->items[head].partner + 1) /* for (const … */
                    ? scope_of_head(tokens, head, tokens->items[head].partner + 1)
                    : (struct scope){tokens->items[head].outer, true};
    if (token_is(start, "var"))
        scope.start = 0;
    bool expected = true;
    for (size_t i = at + 1; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bool ends = token_is(token, ";") || (token->kind == TOKEN_WORD &&
                                             (token_is(token, "of") || token_is(token, "in")));
        if (token->depth < start->depth || (token->depth == start->depth && ends))
            return;
        if (token->depth > start->depth)
            continue;
        if (expected && (token_is(token, "{") || token_is(token, "[")))
            declare_pattern(tokens, i, scope);
        else if (expected)
            declare(tokens, i, scope);
        expected = token_is(token, ",");
    }
}

/* Whether `=>` stands there. */
static bool is_arrow(const struct tokens *tokens, size_t at)
{
    return at + 1 < tokens->count && token_is(&tokens->items[at], "=") && ends_arrow(tokens, at + 1);
}

static void declare_parameters(struct tokens *tokens, size_t open)
{
    size_t close = tokens->items[open].partner;
    const struct token *before = token_at(tokens, open - 1);
    if (is_arrow(tokens, close + 1)) {
        declare_pattern(tokens, open, scope_of_head(tokens, open, close + 3));
        return;
    }
    if (!open || !token_is(token_at(tokens, close + 1), "{"))
        return;
    const struct token *earlier = token_at(tokens, open - 2);
    bool named = before->kind == TOKEN_WORD || token_is(before, "]");
    if (token_is(before, "function") || token_is(before, "catch") || token_is(before, "*") ||
        before->word == WORD_PROPERTY ||
        (named && (token_is(earlier, "function") || token_is(earlier, "*"))) ||
        token_is(before, "]"))
        declare_pattern(tokens, open, scope_of_head(tokens, open, close + 1));
}

static void find_declarations(struct tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token_is(token, "(") && token->kind == TOKEN_SIGN)
            declare_parameters(tokens, i);
        if (token->kind != TOKEN_WORD)
            continue;
        struct scope around = {token->outer, true};
        if (token->word == WORD_VARIABLE && is_arrow(tokens, i + 1))
            declare(tokens, i, scope_of_head(tokens, i, i + 3));
        if (token->word != WORD_KEYWORD)
            continue;
        if (token_is(token, "const") || token_is(token, "let") || token_is(token, "var"))
            declare_variables(tokens, i);
        else if (token_is(token, "function"))
            declare(tokens, token_is(token_at(tokens, i + 1), "*") ? i + 2 : i + 1, around);
        else if (token_is(token, "class"))
            declare(tokens, i + 1, around);
    }
}

bool script_tokenize(struct arena *arena, struct slice code, struct tokens *tokens)
{
    struct cutter cutter = {.arena = arena, .tokens = tokens, .rest = code};
    *tokens = (struct tokens){0};
    while (cutter.rest.len)
        if (!take_one(&cutter))
            return false;
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].kind == TOKEN_WORD)
            tokens->items[i].word = find_word_kind(tokens, i);
    find_declarations(tokens);
    return !cutter.depth;
}
