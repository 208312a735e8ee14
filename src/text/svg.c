#include "text/svg.h"

#include "text/url.h"
#include "text/utf8.h"

/* What is still to be read; `found` ends the reading. */
struct drawing {
    struct slice rest;
    struct slice found;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_spaces(struct drawing *drawing)
{
    while (drawing->rest.len && is_space(drawing->rest.ptr[0]))
        drawing->rest = slice_after(drawing->rest, 1);
}

/* Up to white space or one of the signs of a tag. */
static struct slice take_name(struct drawing *drawing)
{
    struct slice rest = drawing->rest;
    size_t length = 0;
    while (length < rest.len && !is_space(rest.ptr[length]) && rest.ptr[length] != '=' &&
           rest.ptr[length] != '>' && rest.ptr[length] != '/' && rest.ptr[length] != '<' &&
           rest.ptr[length] != '"' && rest.ptr[length] != '\'')
        length++;
    drawing->rest = slice_after(rest, length);
    return slice_sub(rest, 0, length);
}

static struct slice local_name(struct slice name)
{
    return slice_after(name, slice_find_last_byte(name, ':') + 1); /* not found is -1 */
}

static bool is_one_of(struct slice name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_ignoring_case(name, slice_from_string(names[i])))
            return true;
    return false;
}
#define IS_ONE_OF(name, names) is_one_of((name), (names), sizeof(names) / sizeof *(names))

static bool starts_with(struct slice text, struct slice prefix)
{
    return slice_equal_ignoring_case(slice_sub(text, 0, prefix.len), prefix);
}

/* ---- attributes ------------------------------------------------------------ */

static bool is_picture_as_data(struct slice address)
{
    static const struct slice kinds[] = {
        SLICE_INIT("data:image/png;"), SLICE_INIT("data:image/jpeg;"),
        SLICE_INIT("data:image/jpg;"), SLICE_INIT("data:image/gif;"),
        SLICE_INIT("data:image/webp;")};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (starts_with(address, kinds[i]))
            return true;
    return false;
}

/* Only a link may lead to another site: all else would be fetched by itself. */
static bool address_is_good(struct slice element, struct slice address)
{
    address = slice_trim(address);
    if (is_picture_as_data(address))
        return true;
    bool leads = slice_equal_string(local_name(element), "a") || !url_is_absolute(address);
    return leads && url_is_allowed(address);
}

static bool attribute_is_good(struct slice element, struct slice name, struct slice value)
{
    static const char *const addresses[] = {"href", "src", "data", "action", "formaction"};
    struct slice local = local_name(name);
    if (starts_with(name, SLICE("on")) || starts_with(local, SLICE("on")) ||
        slice_equal_ignoring_case(name, SLICE("xml:base")))
        return false;
    if (slice_equal_string(name, "xmlns") || slice_starts_with(name, SLICE("xmlns:")))
        return slice_find_byte(value, '&') == SLICE_NOT_FOUND &&
               slice_find(value, SLICE("/xhtml")) == SLICE_NOT_FOUND &&
               slice_find(value, SLICE("MathML")) == SLICE_NOT_FOUND;
    if (slice_equal_ignoring_case(local, SLICE("attributeName"))) {
        struct slice animated = local_name(slice_trim(value));
        return slice_find_byte(value, '&') == SLICE_NOT_FOUND &&
               !starts_with(animated, SLICE("on")) && !IS_ONE_OF(animated, addresses);
    }
    return !IS_ONE_OF(local, addresses) || address_is_good(element, value);
}

/* ---- tags -------------------------------------------------------------------- */

static bool refuse(struct drawing *drawing, struct slice what)
{
    drawing->found = what;
    return false;
}

static bool read_attribute(struct drawing *drawing, struct slice element)
{
    struct slice start = drawing->rest, name = take_name(drawing), value = {0};
    skip_spaces(drawing);
    if (!name.len || !slice_starts_with(drawing->rest, SLICE("=")))
        return refuse(drawing, slice_sub(start, 0, name.len ? name.len : 1));
    drawing->rest = slice_after(drawing->rest, 1);
    skip_spaces(drawing);
    char quote = drawing->rest.len ? drawing->rest.ptr[0] : '\0';
    if (quote != '"' && quote != '\'')
        return refuse(drawing, name);
    value = slice_after(drawing->rest, 1);
    size_t end = slice_find_byte(value, quote);
    if (end == SLICE_NOT_FOUND || slice_find_byte(slice_sub(value, 0, end), '<') != SLICE_NOT_FOUND)
        return refuse(drawing, name);
    drawing->rest = slice_after(value, end + 1);
    return attribute_is_good(element, name, slice_sub(value, 0, end)) || refuse(drawing, name);
}

static bool read_element(struct drawing *drawing)
{
    static const char *const refused[] = {"script",   "foreignObject", "handler",
                                          "listener", "iframe",        "object",
                                          "embed",    "frame",         "html"};
    struct slice sign = slice_sub(drawing->rest, 0, 1);
    drawing->rest = slice_after(drawing->rest, 1);
    struct slice element = take_name(drawing);
    if (!element.len || IS_ONE_OF(local_name(element), refused))
        return refuse(drawing, element.len ? element : sign);
    for (;;) {
        skip_spaces(drawing);
        if (!drawing->rest.len)
            return refuse(drawing, element);
        if (drawing->rest.ptr[0] == '>' || slice_starts_with(drawing->rest, SLICE("/>"))) {
            drawing->rest = slice_after(drawing->rest, drawing->rest.ptr[0] == '>' ? 1 : 2);
            return true;
        }
        if (!read_attribute(drawing, element))
            return false;
    }
}

/* From `opening`, which the rest begins with, to behind `closing`. */
static bool skip_to(struct drawing *drawing, size_t opening, struct slice closing,
                    struct slice *inside)
{
    struct slice body = slice_after(drawing->rest, opening);
    size_t end = slice_find(body, closing);
    if (end == SLICE_NOT_FOUND)
        return refuse(drawing, slice_sub(drawing->rest, 0, opening));
    *inside = slice_sub(body, 0, end);
    drawing->rest = slice_after(body, end + closing.len);
    return true;
}

/* <?xml version="1.0" encoding="UTF-8"?> and no other instruction. */
static bool declaration_is_good(struct slice inside)
{
    if (!slice_starts_with(inside, SLICE("xml")) || inside.len < 4 || !is_space(inside.ptr[3]))
        return false;
    size_t encoding = slice_find(inside, SLICE("encoding"));
    if (encoding == SLICE_NOT_FOUND)
        return true;
    struct slice name = slice_trim(slice_after(inside, encoding + sizeof "encoding" - 1));
    name = slice_trim(slice_after(name, slice_starts_with(name, SLICE("="))));
    return starts_with(slice_after(name, 1), SLICE("utf-8"));
}

static bool read_markup(struct drawing *drawing)
{
    struct slice start = drawing->rest, inside;
    if (slice_starts_with(start, SLICE("<!--")))
        return skip_to(drawing, 4, SLICE("-->"), &inside);
    if (slice_starts_with(start, SLICE("<![CDATA[")))
        return skip_to(drawing, 9, SLICE("]]>"), &inside);
    if (slice_starts_with(start, SLICE("</")))
        return skip_to(drawing, 2, SLICE(">"), &inside);
    if (slice_starts_with(start, SLICE("<?")))
        return skip_to(drawing, 2, SLICE("?>"), &inside) &&
               (declaration_is_good(inside) || refuse(drawing, inside));
    if (slice_starts_with(start, SLICE("<!DOCTYPE")))
        return skip_to(drawing, 9, SLICE(">"), &inside) &&
               (slice_find_byte(inside, '[') == SLICE_NOT_FOUND ||
                refuse(drawing, slice_sub(start, 0, 9)));
    if (slice_starts_with(start, SLICE("<!")))
        return refuse(drawing, slice_sub(start, 0, 2));
    return read_element(drawing);
}

struct slice svg_find_active(struct slice svg)
{
    struct drawing drawing = {.rest = svg};
    size_t invalid = utf8_find_invalid(svg);
    if (invalid == SLICE_NOT_FOUND)
        invalid = slice_find_byte(svg, '\0');
    if (invalid != SLICE_NOT_FOUND)
        return slice_sub(svg, invalid, 1);
    for (size_t at; (at = slice_find_byte(drawing.rest, '<')) != SLICE_NOT_FOUND;) {
        drawing.rest = slice_after(drawing.rest, at);
        if (!read_markup(&drawing))
            return drawing.found;
    }
    return (struct slice){NULL, 0};
}
