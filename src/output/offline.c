#include "output/offline.h"

#include "text/base64.h"

struct slice offline_root(struct arena *arena, struct slice output_path)
{
    struct buffer root = {0};
    for (size_t i = 0; i < output_path.len; i++)
        if (output_path.ptr[i] == '/')
            buffer_add_string(&root, "../");
    struct slice copy = buffer_copy(&root, arena);
    buffer_release(&root);
    return copy;
}

void offline_write_file(struct buffer *out, struct slice address)
{
    size_t end = 0;
    while (end < address.len && address.ptr[end] != '?' && address.ptr[end] != '#')
        end++;
    buffer_add(out, slice_sub(address, 0, end));
    if (end == 0 || address.ptr[end - 1] == '/')
        buffer_add_string(out, "index.html");
    buffer_add(out, slice_after(address, end));
}

void offline_write_index_file(struct buffer *out, struct slice name, struct slice content)
{
    buffer_format(out, "schedario_file(\"%.*s\",\"", SLICE_ARG(name));
    base64_write(out, content);
    buffer_add_string(out, "\");\n");
}

/* ---- a page ------------------------------------------------------------- */

struct page {
    struct buffer *out;
    struct slice html, base_path, root;
    size_t at, copied; /* what is before `copied` has been written */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char peek(const struct page *page)
{
    return page->at < page->html.len ? page->html.ptr[page->at] : '\0';
}

static void skip_spaces(struct page *page)
{
    while (is_space(peek(page)))
        page->at++;
}

/* To behind the text, or to the end. */
static void skip_past(struct page *page, struct slice text)
{
    size_t found = slice_find(slice_after(page->html, page->at), text);
    page->at = found == SLICE_NOT_FOUND ? page->html.len : page->at + found + text.len;
}

static struct slice take_name(struct page *page)
{
    size_t start = page->at;
    while (page->at < page->html.len && !is_space(peek(page)) && !strchr("=>/", peek(page)))
        page->at++;
    return slice_sub(page->html, start, page->at - start);
}

static bool holds_address(struct slice attribute)
{
    static const char *const names[] = {"href", "src",        "action",    "poster",
                                        "data", "formaction", "xlink:href"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_equal_ignoring_case(attribute, slice_from_string(names[i])))
            return true;
    return false;
}

static void make_relative(struct page *page, struct slice value)
{
    struct slice rest = slice_after(value, page->base_path.len);
    if (!slice_starts_with(value, page->base_path) ||
        (page->base_path.len == 1 && slice_starts_with(rest, SLICE("/"))))
        return;
    size_t start = (size_t)(value.ptr - page->html.ptr);
    buffer_add(page->out, slice_sub(page->html, page->copied, start - page->copied));
    buffer_add(page->out, page->root);
    offline_write_file(page->out, rest);
    page->copied = start + value.len;
}

static struct slice take_value(struct page *page)
{
    char quote = peek(page);
    size_t start = page->at;
    if (quote == '"' || quote == '\'') {
        start = ++page->at;
        while (page->at < page->html.len && peek(page) != quote)
            page->at++;
        return slice_sub(page->html, start, page->at++ - start);
    }
    while (page->at < page->html.len && !is_space(peek(page)) && peek(page) != '>')
        page->at++;
    return slice_sub(page->html, start, page->at - start);
}

/* "0; url=/esperienze/x/" */
static void take_refresh(struct page *page, struct slice value)
{
    size_t mark = slice_find(value, SLICE("url="));
    if (mark != SLICE_NOT_FOUND)
        make_relative(page, slice_after(value, mark + strlen("url=")));
}

/* From the name's first letter to behind the ">". */
static void take_tag(struct page *page)
{
    struct slice tag = take_name(page);
    bool is_meta = slice_equal_ignoring_case(tag, SLICE("meta"));
    for (skip_spaces(page); page->at < page->html.len && peek(page) != '>'; skip_spaces(page)) {
        size_t before = page->at;
        struct slice name = take_name(page);
        skip_spaces(page);
        if (peek(page) == '=') {
            page->at++;
            skip_spaces(page);
            struct slice value = take_value(page);
            if (holds_address(name))
                make_relative(page, value);
            else if (is_meta && slice_equal_ignoring_case(name, SLICE("content")))
                take_refresh(page, value);
        }
        if (page->at == before)
            page->at++; /* a slash */
    }
    page->at++;
    if (slice_equal_ignoring_case(tag, SLICE("script")))
        skip_past(page, SLICE("</script"));
    else if (slice_equal_ignoring_case(tag, SLICE("style")))
        skip_past(page, SLICE("</style"));
}

void offline_write_page(struct buffer *out, struct slice html, struct slice base_path,
                        struct slice root)
{
    struct page page = {.out = out, .html = html, .base_path = base_path, .root = root};
    while (page.at < html.len) {
        skip_past(&page, SLICE("<"));
        if (slice_starts_with(slice_after(html, page.at), SLICE("!--")))
            skip_past(&page, SLICE("-->"));
        else if (is_letter(peek(&page)))
            take_tag(&page);
    }
    buffer_add(out, slice_after(html, page.copied));
}
