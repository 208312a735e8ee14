#include "template/filters.h"

#include "text/escape.h"
#include "text/slug.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* ------------------------------------------------------------------ escaping */

struct data filter_safe(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    return subject.kind == DATA_NONE ? subject : data_markup(subject_text(call));
}

struct data filter_forceescape(const struct library_call *call)
{
    size_t mark;
    struct slice text = subject_text(call);
    escape_html(build_begin(call, &mark), text);
    return data_markup(build_end(call, mark));
}

struct data filter_escape(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    return subject.kind == DATA_MARKUP || subject.kind == DATA_NONE ? subject
                                                                    : filter_forceescape(call);
}

struct data filter_string(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    return subject.kind == DATA_MARKUP ? subject : data_text(subject_text(call));
}

/* One of the five entities, or a number; 0 where it is neither. */
static size_t read_entity(struct slice rest, uint32_t *character)
{
    static const struct {
        const char *entity;
        uint32_t character;
    } rows[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", 0xA0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (slice_starts_with(rest, slice_from_string(rows[i].entity))) {
            *character = rows[i].character;
            return strlen(rows[i].entity);
        }
    if (!slice_starts_with(rest, SLICE("&#")) || rest.len < 4)
        return 0;
    bool hex = rest.ptr[2] == 'x' || rest.ptr[2] == 'X';
    char digits[12];
    size_t start = hex ? 3 : 2, length = start;
    while (length < rest.len && length - start < 7 && rest.ptr[length] != ';') {
        digits[length - start] = rest.ptr[length];
        length++;
    }
    if (length == start || length == rest.len || rest.ptr[length] != ';')
        return 0;
    digits[length - start] = '\0';
    char *end;
    unsigned long number = strtoul(digits, &end, hex ? 16 : 10);
    if (*end || !number || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
        return 0;
    *character = (uint32_t)number;
    return length + 1;
}

/* The length of the tag or comment that begins here. */
static size_t tag_length(struct slice rest)
{
    struct slice end = slice_starts_with(rest, SLICE("<!--")) ? SLICE("-->") : SLICE(">");
    size_t found = slice_find(rest, end);
    return found == SLICE_NOT_FOUND ? 0 : found + end.len;
}

struct data filter_striptags(const struct library_call *call)
{
    struct slice text = subject_text(call);
    size_t mark;
    struct buffer *out = build_begin(call, &mark);
    bool space = false, tags_end = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t character;
        struct slice rest = slice_after(text, i);
        size_t length = rest.ptr[0] == '<' && !tags_end ? tag_length(rest) : 0;
        if (length) {
            i += length;
            continue;
        }
        if (rest.ptr[0] == '<')
            tags_end = true; /* no ">" behind it: nor behind the next */
        if (is_space(rest.ptr[0])) {
            space = true;
            i++;
            continue;
        }
        if (space && out->len > mark)
            buffer_add_byte(out, ' ');
        space = false;
        length = rest.ptr[0] == '&' ? read_entity(rest, &character) : 0;
        if (length)
            utf8_add(out, character);
        else
            buffer_add_byte(out, rest.ptr[0]);
        i += length ? length : 1;
    }
    return data_text(build_end(call, mark));
}

struct data filter_tojson(const struct library_call *call)
{
    size_t mark;
    struct json_writer json = {.out = build_begin(call, &mark), .for_script = true};
    json.pretty = argument_integer(call, 1, 0) > 0;
    data_write_json(call->runtime, &json, filter_subject(call));
    return data_markup(build_end(call, mark));
}

/* ------------------------------------------------------------------ addresses */

static void encode(struct buffer *out, struct slice text)
{
    struct slice part;
    bool first = true;
    while (slice_next(&text, '/', &part)) {
        if (!first)
            buffer_add_byte(out, '/');
        first = false;
        escape_url_part(out, part);
    }
}

static void encode_pair(const struct library_call *call, struct buffer *out, size_t mark,
                        struct data name, struct data value)
{
    struct slice name_text = data_to_text(call->runtime, name);
    struct slice value_text = data_to_text(call->runtime, value);
    if (out->len > mark)
        buffer_add_byte(out, '&');
    escape_url_part(out, name_text);
    buffer_add_byte(out, '=');
    escape_url_part(out, value_text);
}

struct data filter_urlencode(const struct library_call *call)
{
    size_t mark;
    struct data subject = data_resolve(call->runtime, filter_subject(call));
    struct buffer *out = build_begin(call, &mark);
    if (subject.kind == DATA_MAP) {
        for (size_t i = 0; i < subject.as.map.count; i++)
            encode_pair(call, out, mark, data_text(subject.as.map.pairs[i].name),
                        subject.as.map.pairs[i].data);
    } else if (subject.kind == DATA_LIST) {
        for (size_t i = 0; i < subject.as.list.count; i++) {
            struct data pair = subject.as.list.items[i];
            if (pair.kind != DATA_LIST || pair.as.list.count != 2)
                library_fail_kind(call, pair);
            encode_pair(call, out, mark, pair.as.list.items[0], pair.as.list.items[1]);
        }
    } else {
        encode(out, data_to_text(call->runtime, subject));
    }
    return data_text(build_end(call, mark));
}

struct data filter_slug(const struct library_call *call)
{
    return data_text(slug_make(call->arena, subject_text(call), SLICE("n")));
}

static bool is_address_attribute(struct slice name)
{
    static const char *const names[] = {"href", "src",    "action", "formaction",
                                        "cite", "poster", "data",   "xlink:href"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_equal_ignoring_case(name, slice_from_string(names[i])))
            return true;
    return false;
}

static bool attribute_name_is_good(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_space(name.ptr[i]) || strchr("/>=\"'<", name.ptr[i]))
            return false;
    return name.len && !slice_equal_ignoring_case(slice_sub(name, 0, 2), SLICE("on")) &&
           !slice_equal_ignoring_case(name, SLICE("style")) &&
           !slice_equal_ignoring_case(name, SLICE("srcdoc"));
}

struct data filter_xmlattr(const struct library_call *call)
{
    struct data map = filter_subject(call);
    if (map.kind != DATA_MAP)
        library_fail_kind(call, map);
    size_t mark;
    struct buffer *out = build_begin(call, &mark);
    bool space = argument_boolean(call, 1, true);
    for (size_t i = 0; i < map.as.map.count; i++) {
        const struct data_pair *pair = &map.as.map.pairs[i];
        if (pair->data.kind == DATA_NONE)
            continue;
        if (!attribute_name_is_good(pair->name))
            library_fail(call, "not the name of an attribute that may be set here",
                         "non è il nome di un attributo che si possa scrivere qui");
        struct slice value = data_to_text(call->runtime, pair->data);
        if (is_address_attribute(pair->name) && !url_is_allowed(value))
            library_fail(call, "not an address that a page may link to",
                         "non è un indirizzo a cui una pagina può rimandare");
        if (space || out->len > mark)
            buffer_add_byte(out, ' ');
        buffer_add(out, pair->name);
        buffer_add_string(out, "=\"");
        escape_html(out, value);
        buffer_add_byte(out, '"');
    }
    return data_markup(build_end(call, mark));
}
