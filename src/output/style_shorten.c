/*
 * Statement by statement: what stands before `{` is a selector or an at-rule, what stands before `;`
 * or `}` is a declaration or an at-rule without a block (CSS Syntax Module Level 3, section 5).
 */
#include "output/style_shorten.h"

#include "base/buffer.h"

enum statement { SELECTOR, AT_RULE, DECLARATION, CUSTOM_PROPERTY };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool starts_comment(struct slice code, size_t at)
{
    return at + 1 < code.len && code.ptr[at] == '/' && code.ptr[at + 1] == '*';
}

/* Behind the comment, the text or the url() that begins there; SLICE_NOT_FOUND: it has no end. */
static size_t pass_comment(struct slice code, size_t at)
{
    size_t end = slice_find(slice_after(code, at + 2), SLICE("*/"));
    return end == SLICE_NOT_FOUND ? end : at + 2 + end + 2;
}

static size_t pass_text(struct slice code, size_t at)
{
    char quote = code.ptr[at];
    for (size_t i = at + 1; i < code.len && code.ptr[i] != '\n'; i++) {
        if (code.ptr[i] == '\\')
            i++;
        else if (code.ptr[i] == quote)
            return i + 1;
    }
    return SLICE_NOT_FOUND;
}

static bool starts_url(struct slice code, size_t at)
{
    return slice_starts_with(slice_after(code, at), SLICE("url(")) && at + 4 < code.len &&
           code.ptr[at + 4] != '"' && code.ptr[at + 4] != '\'';
}

static size_t pass_url(struct slice code, size_t at)
{
    size_t end = slice_find_byte(slice_after(code, at), ')');
    return end == SLICE_NOT_FOUND ? end : at + end + 1;
}

/* Where what is copied as it stands begins there: behind it; else `at`. */
static size_t pass_whole(struct slice code, size_t at)
{
    char c = code.ptr[at];
    if (c == '"' || c == '\'')
        return pass_text(code, at);
    if (c == '\\')
        return at + 2 <= code.len ? at + 2 : SLICE_NOT_FOUND;
    return starts_url(code, at) ? pass_url(code, at) : at;
}

/* The `{`, `;` or `}` that ends the statement, or the end of the code; SLICE_NOT_FOUND: broken. */
static size_t find_end(struct slice code, size_t at)
{
    int depth = 0;
    while (at < code.len) {
        size_t next = starts_comment(code, at) ? pass_comment(code, at) : pass_whole(code, at);
        char c = code.ptr[at];
        if (next == SLICE_NOT_FOUND)
            return next;
        if (next != at) {
            at = next;
            continue;
        }
        depth += (c == '(' || c == '[') - (c == ')' || c == ']');
        if (depth < 0)
            return SLICE_NOT_FOUND;
        if (depth == 0 && (c == '{' || c == ';' || c == '}'))
            return at;
        at++;
    }
    return depth ? SLICE_NOT_FOUND : at;
}

/* Whether a space between these two says nothing. */
static bool is_needless(enum statement kind, char before, char after, int depth)
{
    if (before == '(' || after == ')')
        return kind != CUSTOM_PROPERTY;
    if (kind == CUSTOM_PROPERTY)
        return false;
    if (before == ',' || after == ',')
        return true;
    if (kind == SELECTOR && depth == 0)
        return before == '>' || after == '>';
    return kind == AT_RULE && before == ':' && depth > 0;
}

static void add_compact(struct buffer *out, enum statement kind, struct slice text)
{
    size_t start = out->len;
    int depth = 0;
    bool space = false;
    for (size_t i = 0; i < text.len;) {
        bool is_comment = starts_comment(text, i);
        if (is_space(text.ptr[i]) || is_comment) {
            size_t next = is_comment ? pass_comment(text, i) : i + 1;
            /* Two names without a space between them are not one, nor one within the other. */
            if (is_comment && i && !is_space(text.ptr[i - 1]) && next < text.len &&
                !is_space(text.ptr[next]))
                buffer_add_string(out, "/**/");
            else
                space = true;
            i = next;
            continue;
        }
        if (space && out->len > start &&
            !is_needless(kind, out->ptr[out->len - 1], text.ptr[i], depth))
            buffer_add_byte(out, ' ');
        space = false;
        size_t next = pass_whole(text, i);
        depth +=
            (text.ptr[i] == '(' || text.ptr[i] == '[') - (text.ptr[i] == ')' || text.ptr[i] == ']');
        next = next == i ? i + 1 : next;
        buffer_add(out, slice_sub(text, i, next - i));
        i = next;
    }
}

static void add_declaration(struct buffer *out, struct slice text)
{
    size_t colon = slice_find_byte(text, ':');
    if (colon == SLICE_NOT_FOUND) {
        add_compact(out, DECLARATION, text);
        return;
    }
    struct slice name = slice_trim(slice_sub(text, 0, colon));
    struct slice value = slice_after(text, colon + 1);
    bool is_custom = slice_starts_with(name, SLICE("--"));
    buffer_add(out, name);
    buffer_add_byte(out, ':');
    size_t before = out->len;
    add_compact(out, is_custom ? CUSTOM_PROPERTY : DECLARATION, value);
    if (is_custom && out->len == before)
        buffer_add_byte(out, ' '); /* empty is not the same as missing */
}

/* Spaces and comments before a statement. False: a comment has no end. */
static bool pass_between(struct buffer *out, struct slice code, size_t *at)
{
    while (*at < code.len && (is_space(code.ptr[*at]) || starts_comment(code, *at))) {
        size_t next = *at + 1;
        if (!is_space(code.ptr[*at])) {
            next = pass_comment(code, *at);
            if (next == SLICE_NOT_FOUND)
                return false;
            if (code.ptr[*at + 2] == '!')
                buffer_add(out, slice_sub(code, *at, next - *at));
        }
        *at = next;
    }
    return true;
}

static bool shorten(struct buffer *out, struct slice code)
{
    size_t at = 0;
    int depth = 0;
    for (;;) {
        if (!pass_between(out, code, &at))
            return false;
        if (at == code.len)
            return depth == 0;
        size_t end = find_end(code, at);
        if (end == SLICE_NOT_FOUND)
            return false;
        struct slice text = slice_sub(code, at, end - at);
        char sign = end < code.len ? code.ptr[end] : ';';
        if (text.len && text.ptr[0] == '@')
            add_compact(out, AT_RULE, text);
        else if (text.len && sign == '{')
            add_compact(out, SELECTOR, text);
        else if (text.len)
            add_declaration(out, text);
        if (sign == '}' && out->len && out->ptr[out->len - 1] == ';')
            out->len--;
        if (sign != ';' || text.len)
            buffer_add_byte(out, sign);
        depth += (sign == '{') - (sign == '}');
        if (depth < 0)
            return false;
        at = end < code.len ? end + 1 : end;
    }
}

struct slice style_shorten(struct arena *arena, struct slice code)
{
    struct buffer out = {0};
    struct slice result = code;
    if (code.len < STYLE_SHORTEN_FROM)
        return code;
    if (slice_starts_with(code, SLICE("\xef\xbb\xbf")))
        code = slice_after(code, 3);
    if (shorten(&out, code)) {
        buffer_add_byte(&out, '\n');
        result = buffer_copy(&out, arena);
    }
    buffer_release(&out);
    return result;
}
