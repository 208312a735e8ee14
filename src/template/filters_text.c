#include "template/filters.h"

#include "text/escape.h"
#include "text/slug.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_MAX 10000

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static struct slice page_language(const struct library_call *call)
{
    const struct locale *locale = call->runtime->context->locale;
    return locale ? locale->language : SLICE("en");
}

static size_t argument_width(const struct library_call *call, size_t index, int64_t fallback)
{
    int64_t width = argument_integer(call, index, fallback);
    if (width < 0 || width > WIDTH_MAX)
        library_fail(call, "the width must be between 0 and 10000",
                     "la larghezza deve essere tra 0 e 10000");
    return (size_t)width;
}

/* ------------------------------------------------------------------ case */

struct data filter_upper(const struct library_call *call)
{
    return text_like_subject(call,
                             utf8_upper(call->arena, subject_text(call), page_language(call)));
}

struct data filter_lower(const struct library_call *call)
{
    return text_like_subject(call,
                             utf8_lower(call->arena, subject_text(call), page_language(call)));
}

struct data filter_title(const struct library_call *call)
{
    return text_like_subject(call,
                             utf8_title(call->arena, subject_text(call), page_language(call)));
}

struct data filter_capitalize(const struct library_call *call)
{
    struct slice text = subject_text(call), first = utf8_prefix(text, 1);
    struct slice rest = slice_after(text, first.len), language = page_language(call);
    return text_like_subject(
        call, arena_concat(call->arena, utf8_upper(call->arena, first, language),
                           utf8_lower(call->arena, rest, language), (struct slice){0}));
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

/* ------------------------------------------------------------------ parts and replacements */

struct data filter_trim(const struct library_call *call)
{
    struct slice text = subject_text(call), characters = argument_text(call, 1, (struct slice){0});
    if (!characters.len)
        return text_like_subject(call, slice_trim(text));
    while (text.len && slice_find_byte(characters, text.ptr[0]) != SLICE_NOT_FOUND)
        text = slice_after(text, 1);
    while (text.len && slice_find_byte(characters, text.ptr[text.len - 1]) != SLICE_NOT_FOUND)
        text.len--;
    return text_like_subject(call, text);
}

struct data filter_replace(const struct library_call *call)
{
    struct slice text = subject_text(call), old = argument_text(call, 1, (struct slice){0});
    struct slice new = argument_text(call, 2, (struct slice){0});
    int64_t left = argument_integer(call, 3, -1);
    if (!old.len)
        return filter_subject(call);
    bool is_markup = filter_subject(call).kind == DATA_MARKUP;
    size_t mark, found;
    if (is_markup && library_argument(call, 2).kind != DATA_MARKUP) {
        escape_html(build_begin(call, &mark), new);
        new = build_end(call, mark);
    }
    if (new.len > old.len)
        library_expect_size(call, text.len / old.len * new.len);
    struct buffer *out = build_begin(call, &mark);
    while (left-- != 0 && (found = slice_find(text, old)) != SLICE_NOT_FOUND) {
        buffer_add(out, slice_sub(text, 0, found));
        buffer_add(out, new);
        text = slice_after(text, found + old.len);
    }
    buffer_add(out, text);
    return text_like_subject(call, build_end(call, mark));
}

struct data filter_truncate(const struct library_call *call)
{
    struct slice text = subject_text(call), end = argument_text(call, 3, SLICE("..."));
    size_t length = argument_width(call, 1, 255), end_length = utf8_count(end);
    size_t leeway = argument_width(call, 4, 5);
    if (utf8_count(text) <= length + leeway)
        return text_like_subject(call, text);
    struct slice start = utf8_prefix(text, length > end_length ? length - end_length : 0);
    if (!argument_boolean(call, 2, false)) {
        size_t space = slice_find_last_byte(start, ' ');
        if (space != SLICE_NOT_FOUND)
            start.len = space;
    }
    return text_like_subject(call, arena_concat(call->arena, start, end, (struct slice){0}));
}

struct data filter_center(const struct library_call *call)
{
    struct slice text = subject_text(call);
    size_t width = argument_width(call, 1, 80), length = utf8_count(text), mark;
    if (length >= width)
        return text_like_subject(call, text);
    size_t padding = width - length, left = padding / 2 + (padding & width & 1);
    struct buffer *out = build_begin(call, &mark);
    buffer_add_repeated(out, ' ', left);
    buffer_add(out, text);
    buffer_add_repeated(out, ' ', padding - left);
    return text_like_subject(call, build_end(call, mark));
}

struct data filter_indent(const struct library_call *call)
{
    struct slice text = subject_text(call), line, padding;
    struct data width = library_argument(call, 1);
    bool first = argument_boolean(call, 2, false), blank = argument_boolean(call, 3, false);
    size_t mark;
    if (width.kind == DATA_TEXT) {
        padding = width.as.text;
    } else {
        buffer_add_repeated(build_begin(call, &mark), ' ', argument_width(call, 1, 4));
        padding = build_end(call, mark);
    }
    library_expect_size(call, text.len + text.len * padding.len);
    struct buffer *out = build_begin(call, &mark);
    bool is_first = true, ends_in_line = slice_ends_with(text, SLICE("\n"));
    while (slice_next(&text, '\n', &line)) {
        if (!is_first)
            buffer_add_byte(out, '\n');
        if (is_first ? first : line.len || blank)
            buffer_add(out, padding);
        buffer_add(out, line);
        is_first = false;
    }
    (void)ends_in_line;
    return text_like_subject(call, build_end(call, mark));
}

struct data filter_wordcount(const struct library_call *call)
{
    return data_integer((int64_t)words_count(subject_text(call)));
}

/* Whole words on a line as long as they fit; a line that is there already stays one. */
static void wrap_line(struct buffer *out, struct slice line, size_t width, bool break_long,
                      struct slice separator)
{
    size_t used = 0;
    bool first = true;
    struct slice word;
    while (slice_next(&line, ' ', &word)) {
        size_t length = utf8_count(word);
        if (!word.len)
            continue;
        if (!first && used + 1 + length <= width) {
            buffer_add_byte(out, ' ');
            used++;
        } else if (!first) {
            buffer_add(out, separator);
            used = 0;
        }
        while (break_long && length > width) {
            struct slice piece = utf8_prefix(word, width);
            buffer_add(out, piece);
            buffer_add(out, separator);
            word = slice_after(word, piece.len);
            length -= width;
        }
        buffer_add(out, word);
        used += length;
        first = false;
    }
}

struct data filter_wordwrap(const struct library_call *call)
{
    struct slice text = subject_text(call), line;
    size_t width = argument_width(call, 1, 79), mark;
    bool break_long = argument_boolean(call, 2, true);
    struct slice separator = argument_text(call, 3, SLICE("\n"));
    if (!width)
        library_fail(call, "the width must be 1 at least", "la larghezza deve essere almeno 1");
    library_expect_size(call, text.len * (1 + separator.len));
    struct buffer *out = build_begin(call, &mark);
    bool first = true;
    while (slice_next_line(&text, &line)) {
        if (!first)
            buffer_add(out, separator);
        wrap_line(out, line, width, break_long, separator);
        first = false;
    }
    return text_like_subject(call, build_end(call, mark));
}

/* ------------------------------------------------------------------ format */

struct directive {
    char flags[8];
    int width, precision; /* -1: none */
    char conversion;
    size_t length;
};

/* Behind the "%". */
static bool read_directive(struct slice rest, struct directive *directive)
{
    size_t i = 0, flags = 0;
    *directive = (struct directive){.width = -1, .precision = -1};
    while (i < rest.len && strchr("-+ 0#", rest.ptr[i]) && flags < 5)
        directive->flags[flags++] = rest.ptr[i++];
    for (int part = 0; part < 2; part++) {
        int number = -1;
        if (part && (i >= rest.len || rest.ptr[i] != '.'))
            break;
        if (part) {
            i++;
            number = 0;
        }
        while (i < rest.len && rest.ptr[i] >= '0' && rest.ptr[i] <= '9') {
            number = (number < 0 ? 0 : number) * 10 + (rest.ptr[i++] - '0');
            if (number > 200)
                return false;
        }
        if (part)
            directive->precision = number;
        else
            directive->width = number;
    }
    if (i >= rest.len)
        return false;
    directive->conversion = rest.ptr[i];
    directive->length = i + 1;
    return strchr("sdifgexXc%", directive->conversion);
}

static void add_padded(struct buffer *out, struct slice text, const struct directive *directive)
{
    size_t length = utf8_count(text);
    size_t padding = directive->width > (int)length ? (size_t)directive->width - length : 0;
    bool left = strchr(directive->flags, '-');
    if (!left)
        buffer_add_repeated(out, ' ', padding);
    buffer_add(out, text);
    if (left)
        buffer_add_repeated(out, ' ', padding);
}

static void add_number(const struct library_call *call, struct buffer *out, struct data data,
                       const struct directive *directive)
{
    struct data number;
    char pattern[24], text[512];
    if (!data_to_number(data, &number))
        library_fail_kind(call, data);
    int width = directive->width < 0 ? 0 : directive->width;
    if (strchr("dixX", directive->conversion)) {
        char conversion = directive->conversion == 'i' ? 'd' : directive->conversion;
        long long integer = number.kind == DATA_INTEGER
                                ? number.as.integer
                                : argument_integer(&(struct library_call){.runtime = call->runtime,
                                                                          .name = call->name,
                                                                          .arguments = &number,
                                                                          .argument_count = 1},
                                                   0, 0);
        snprintf(pattern, sizeof pattern, "%%%s*ll%c", directive->flags, conversion);
        snprintf(text, sizeof text, pattern, width, integer);
    } else {
        int precision = directive->precision < 0 ? 6 : directive->precision;
        snprintf(pattern, sizeof pattern, "%%%s*.*%c", directive->flags, directive->conversion);
        snprintf(text, sizeof text, pattern, width, precision, data_to_double(number));
    }
    buffer_add_string(out, text);
}

struct data filter_format(const struct library_call *call)
{
    struct slice text = subject_text(call);
    bool is_markup = filter_subject(call).kind == DATA_MARKUP;
    size_t mark, next = 1, percent;
    struct buffer *out = build_begin(call, &mark);
    while ((percent = slice_find_byte(text, '%')) != SLICE_NOT_FOUND) {
        struct directive directive;
        buffer_add(out, slice_sub(text, 0, percent));
        text = slice_after(text, percent + 1);
        if (!read_directive(text, &directive))
            library_fail(call, "after \"%\" must come s, d, f, x or another %",
                         "dopo \"%\" deve venire s, d, f, x o un altro %");
        text = slice_after(text, directive.length);
        if (directive.conversion == '%') {
            buffer_add_byte(out, '%');
            continue;
        }
        if (next >= call->argument_count)
            library_fail(call, "there are more places than values", "ci sono più posti che valori");
        struct data value = call->arguments[next++];
        if (directive.conversion == 's' || directive.conversion == 'c') {
            struct slice shown = data_to_text(call->runtime, value);
            if (directive.precision >= 0)
                shown = utf8_prefix(shown, (size_t)directive.precision);
            if (is_markup && value.kind != DATA_MARKUP)
                escape_html(out, shown);
            else
                add_padded(out, shown, &directive);
        } else {
            add_number(call, out, value, &directive);
        }
    }
    buffer_add(out, text);
    return text_like_subject(call, build_end(call, mark));
}
