#include "template/template_lex.h"

#include "template/template_problems.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct lexer {
    struct arena *arena;
    const struct template_tree *tree;
    struct diagnostics *diagnostics;
    struct tokens *tokens;
    struct slice source;
    size_t position;
    bool trim_next; /* a tag ended in "-": the text behind it loses its leading white space */
};

static struct place place_of(size_t start, size_t end)
{
    return (struct place){(uint32_t)start, (uint32_t)(end - start)};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters beyond ASCII are letters, so that a name may be "città". */
static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool at_text(const struct lexer *lexer, size_t position, const char *wanted)
{
    return slice_starts_with(slice_after(lexer->source, position), slice_from_string(wanted));
}

static struct token *add_token(struct lexer *lexer, enum token_kind kind, size_t start, size_t end)
{
    struct token token = {.kind = kind, .at = place_of(start, end)};
    token.text = slice_sub(lexer->source, start, end - start);
    vector_push(lexer->arena, lexer->tokens, token);
    return &lexer->tokens->items[lexer->tokens->count - 1];
}

static void add_text(struct lexer *lexer, size_t start, size_t end, bool trim_end)
{
    const char *text = lexer->source.ptr;
    if (lexer->trim_next)
        while (start < end && is_space(text[start]))
            start++;
    if (trim_end)
        while (end > start && is_space(text[end - 1]))
            end--;
    if (end > start)
        add_token(lexer, TOKEN_TEXT, start, end);
    lexer->trim_next = false;
}

static bool fail_unclosed(struct lexer *lexer, size_t start, size_t length, const char *close)
{
    struct place place = {(uint32_t)start, (uint32_t)length};
    diagnostic_add(lexer->diagnostics, &problem_unclosed, template_span(lexer->tree, place),
                   slice_sub(lexer->source, start, length), slice_from_string(close));
    return false;
}

/* ------------------------------------------------------------------ inside a tag */

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* \xHH and \uHHHH; anything malformed stays as it is written. */
static size_t unescape_hex(struct slice rest, size_t digits, uint32_t *character)
{
    *character = 0;
    if (rest.len < digits)
        return 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_digit(rest.ptr[i]);
        if (digit < 0)
            return 0;
        *character = *character * 16 + (uint32_t)digit;
    }
    return *character && (*character < 0xD800 || *character > 0xDFFF) ? digits : 0;
}

static struct slice unescape(struct lexer *lexer, struct slice raw)
{
    if (slice_find_byte(raw, '\\') == SLICE_NOT_FOUND)
        return raw;
    struct buffer out = {0};
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.ptr[i] != '\\' || i + 1 == raw.len) {
            buffer_add_byte(&out, raw.ptr[i]);
            continue;
        }
        char c = raw.ptr[++i];
        uint32_t character;
        size_t used;
        switch (c) {
        case 'n':
            buffer_add_byte(&out, '\n');
            break;
        case 't':
            buffer_add_byte(&out, '\t');
            break;
        case 'r':
            buffer_add_byte(&out, '\r');
            break;
        case '\\':
        case '\'':
        case '"':
            buffer_add_byte(&out, c);
            break;
        case 'x':
        case 'u':
            used = unescape_hex(slice_after(raw, i + 1), c == 'x' ? 2 : 4, &character);
            if (used)
                utf8_add(&out, character);
            else {
                buffer_add_byte(&out, '\\');
                buffer_add_byte(&out, c);
            }
            i += used;
            break;
        default:
            buffer_add_byte(&out, '\\');
            buffer_add_byte(&out, c);
        }
    }
    struct slice text = buffer_copy(&out, lexer->arena);
    buffer_release(&out);
    return text;
}

static bool lex_string(struct lexer *lexer)
{
    size_t start = lexer->position;
    char quote = lexer->source.ptr[start];
    size_t end = start + 1;
    while (end < lexer->source.len && lexer->source.ptr[end] != quote)
        end += lexer->source.ptr[end] == '\\' && end + 1 < lexer->source.len ? 2 : 1;
    if (end >= lexer->source.len)
        return fail_unclosed(lexer, start, 1, quote == '"' ? "\"" : "'");
    struct token *token = add_token(lexer, TOKEN_STRING, start, end + 1);
    token->text = unescape(lexer, slice_sub(lexer->source, start + 1, end - start - 1));
    lexer->position = end + 1;
    return true;
}

static bool lex_number(struct lexer *lexer)
{
    const char *text = lexer->source.ptr;
    size_t start = lexer->position, end = start;
    bool is_float = false;
    char digits[64];
    size_t count = 0;
    while (end < lexer->source.len && count < sizeof digits - 1) {
        char c = text[end];
        bool next_is_digit = end + 1 < lexer->source.len && is_digit(text[end + 1]);
        if (c == '_' && next_is_digit) {
            end++;
            continue;
        }
        if (c == '.' && !is_float && next_is_digit) {
            is_float = true;
        } else if (c == 'e' || c == 'E') {
            bool signed_digit = end + 2 < lexer->source.len &&
                                (text[end + 1] == '-' || text[end + 1] == '+') &&
                                is_digit(text[end + 2]);
            if (!next_is_digit && !signed_digit)
                break;
            is_float = true;
            digits[count++] = c;
            c = text[++end];
        } else if (!is_digit(c)) {
            break;
        }
        digits[count++] = c;
        end++;
    }
    digits[count] = '\0';
    struct token *token = add_token(lexer, is_float ? TOKEN_NUMBER : TOKEN_INTEGER, start, end);
    lexer->position = end;
    errno = 0;
    if (is_float)
        token->number = strtod(digits, NULL);
    else
        token->integer = strtoll(digits, NULL, 10);
    bool tail = end < lexer->source.len && (is_digit(text[end]) || is_name_start(text[end]));
    if (errno == ERANGE || tail) {
        diagnostic_add(lexer->diagnostics, &problem_number, template_span(lexer->tree, token->at),
                       slice_sub(lexer->source, start, end - start + tail));
        return false;
    }
    return true;
}

/* Longer ones first. */
static const char *const operators[] = {"**", "//", "==", "!=", "<=", ">=", "+", "-", "*",
                                        "/",  "%",  "~",  "<",  ">",  "=",  "(", ")", "[",
                                        "]",  "{",  "}",  ",",  ".",  ":",  "|"};

static bool lex_operator(struct lexer *lexer)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (at_text(lexer, lexer->position, operators[i])) {
            size_t end = lexer->position + strlen(operators[i]);
            add_token(lexer, TOKEN_OPERATOR, lexer->position, end);
            lexer->position = end;
            return true;
        }
    struct place place = {(uint32_t)lexer->position, 1};
    diagnostic_add(lexer->diagnostics, &problem_character, template_span(lexer->tree, place),
                   slice_sub(lexer->source, lexer->position, 1));
    return false;
}

/* From behind "{{" or "{%" to behind its end. A "}}" closes only outside of braces,
 * so that {{ {'a': {'b': 1}} }} works. */
static bool lex_tag(struct lexer *lexer, size_t start, bool is_print)
{
    const char *close = is_print ? "}}" : "%}";
    const char *close_trimming = is_print ? "-}}" : "-%}";
    const char *close_plain = is_print ? "+}}" : "+%}";
    unsigned braces = 0;
    while (lexer->position < lexer->source.len) {
        size_t position = lexer->position;
        char c = lexer->source.ptr[position];
        if (!braces) {
            bool trimming = at_text(lexer, position, close_trimming);
            if (trimming || at_text(lexer, position, close) ||
                at_text(lexer, position, close_plain)) {
                lexer->position += at_text(lexer, position, close) ? 2 : 3;
                add_token(lexer, is_print ? TOKEN_PRINT_END : TOKEN_BLOCK_END, position,
                          lexer->position);
                lexer->trim_next = trimming;
                return true;
            }
        }
        if (is_space(c)) {
            lexer->position++;
        } else if (is_name_start(c)) {
            size_t end = position;
            while (end < lexer->source.len &&
                   (is_name_start(lexer->source.ptr[end]) || is_digit(lexer->source.ptr[end])))
                end++;
            add_token(lexer, TOKEN_NAME, position, end);
            lexer->position = end;
        } else if (is_digit(c)) {
            if (!lex_number(lexer))
                return false;
        } else if (c == '"' || c == '\'') {
            if (!lex_string(lexer))
                return false;
        } else {
            if (c == '{')
                braces++;
            else if (c == '}' && braces)
                braces--;
            if (!lex_operator(lexer))
                return false;
        }
    }
    return fail_unclosed(lexer, start, 2, close);
}

/* ------------------------------------------------------------------ between tags */

static void skip_spaces(const struct lexer *lexer, size_t *position)
{
    while (*position < lexer->source.len && is_space(lexer->source.ptr[*position]))
        (*position)++;
}

/* Whether a tag of only this word begins here; then `end` is behind it. */
static bool at_bare_tag(const struct lexer *lexer, size_t position, const char *word, size_t *end,
                        bool *trims_before, bool *trims_after)
{
    if (!at_text(lexer, position, "{%"))
        return false;
    position += 2;
    *trims_before = at_text(lexer, position, "-");
    if (*trims_before || at_text(lexer, position, "+"))
        position++;
    skip_spaces(lexer, &position);
    if (!at_text(lexer, position, word))
        return false;
    position += strlen(word);
    skip_spaces(lexer, &position);
    *trims_after = at_text(lexer, position, "-");
    if (*trims_after || at_text(lexer, position, "+"))
        position++;
    if (!at_text(lexer, position, "%}"))
        return false;
    *end = position + 2;
    return true;
}

static bool lex_raw(struct lexer *lexer, size_t tag, size_t start, bool trims_after)
{
    lexer->trim_next = trims_after;
    for (size_t position = start; position < lexer->source.len; position++) {
        size_t end;
        bool before, after;
        if (lexer->source.ptr[position] == '{' &&
            at_bare_tag(lexer, position, "endraw", &end, &before, &after)) {
            add_text(lexer, start, position, before);
            lexer->trim_next = after;
            lexer->position = end;
            return true;
        }
    }
    return fail_unclosed(lexer, tag, start - tag, "{% endraw %}");
}

static bool lex_comment(struct lexer *lexer, size_t start)
{
    size_t close = slice_find(slice_after(lexer->source, start + 2), SLICE("#}"));
    if (close == SLICE_NOT_FOUND)
        return fail_unclosed(lexer, start, 2, "#}");
    size_t end = start + 2 + close;
    lexer->trim_next = end > start + 2 && lexer->source.ptr[end - 1] == '-';
    lexer->position = end + 2;
    return true;
}

/* The next "{{", "{%" or "{#", or the end. */
static size_t find_tag(const struct lexer *lexer, size_t position)
{
    while (position + 1 < lexer->source.len) {
        const char *brace =
            memchr(lexer->source.ptr + position, '{', lexer->source.len - 1 - position);
        if (!brace)
            break;
        if (brace[1] == '{' || brace[1] == '%' || brace[1] == '#')
            return (size_t)(brace - lexer->source.ptr);
        position = (size_t)(brace - lexer->source.ptr) + 1;
    }
    return lexer->source.len;
}

bool template_lex(struct arena *arena, const struct template_tree *tree, struct tokens *tokens,
                  struct diagnostics *diagnostics)
{
    struct lexer lexer = {.arena = arena,
                          .tree = tree,
                          .diagnostics = diagnostics,
                          .tokens = tokens,
                          .source = tree->file->text};
    if (lexer.source.len > TEMPLATE_SIZE_MAX) {
        diagnostic_add(diagnostics, &problem_size, span_of_file(tree->file), SLICE("1 MB"));
        return false;
    }
    if (slice_starts_with(lexer.source, SLICE("\xEF\xBB\xBF")))
        lexer.position = 3;
    /* One line end at the very end belongs to the file, not to the page. */
    if (slice_ends_with(lexer.source, SLICE("\n")))
        lexer.source.len--;
    if (slice_ends_with(lexer.source, SLICE("\r")))
        lexer.source.len--;
    while (lexer.position < lexer.source.len) {
        size_t text = lexer.position, tag = find_tag(&lexer, text), end;
        bool at_end = tag == lexer.source.len, before, after;
        bool trims = !at_end && tag + 2 < lexer.source.len && lexer.source.ptr[tag + 2] == '-';
        add_text(&lexer, text, tag, trims);
        if (at_end)
            break;
        bool good;
        if (at_text(&lexer, tag, "{#")) {
            good = lex_comment(&lexer, tag);
        } else if (at_bare_tag(&lexer, tag, "raw", &end, &before, &after)) {
            good = lex_raw(&lexer, tag, end, after);
        } else {
            bool is_print = lexer.source.ptr[tag + 1] == '{';
            bool signed_tag = trims || at_text(&lexer, tag + 2, "+");
            lexer.position = tag + 2 + signed_tag;
            add_token(&lexer, is_print ? TOKEN_PRINT_BEGIN : TOKEN_BLOCK_BEGIN, tag,
                      lexer.position);
            good = lex_tag(&lexer, tag, is_print);
        }
        if (!good)
            return false;
    }
    add_token(&lexer, TOKEN_END, lexer.source.len, lexer.source.len);
    return true;
}
