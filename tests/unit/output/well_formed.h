/*
 * well_formed.h - for tests of output/: is this JSON, is this XML, is this the inside of a <head>?
 *
 * Each gives NULL, or says what is wrong and how far it got. They accept no more than their
 * grammars (RFC 8259; XML 1.0 without DTD, with namespaces), and not all of them: what the program
 * never writes is wrong here.
 */
#ifndef SCHEDARIO_TESTS_OUTPUT_WELL_FORMED_H
#define SCHEDARIO_TESTS_OUTPUT_WELL_FORMED_H

#include "base/slice.h"
#include "text/utf8.h"

#include <string.h>

struct reading_on {
    struct slice rest;
    const char *wrong;
};

static inline bool goes_wrong(struct reading_on *on, const char *why)
{
    if (!on->wrong)
        on->wrong = why;
    return false;
}

static inline bool takes(struct reading_on *on, const char *word)
{
    if (!slice_starts_with(on->rest, slice_from_string(word)))
        return false;
    on->rest = slice_after(on->rest, strlen(word));
    return true;
}

static inline int next_byte(const struct reading_on *on)
{
    return on->rest.len ? (unsigned char)on->rest.ptr[0] : -1;
}

/* How many bytes of the set stood there. */
static inline size_t takes_any(struct reading_on *on, const char *set)
{
    size_t count = 0;
    while (count < on->rest.len && on->rest.ptr[count] && strchr(set, on->rest.ptr[count]))
        count++;
    on->rest = slice_after(on->rest, count);
    return count;
}

/* ---- JSON ---------------------------------------------------------------- */

#define DIGITS      "0123456789"
#define HEXADECIMAL DIGITS "abcdefABCDEF"

static inline bool json_takes_string(struct reading_on *on)
{
    if (!takes(on, "\""))
        return goes_wrong(on, "a string is wanted");
    while (next_byte(on) != '"') {
        int byte = next_byte(on);
        if (byte < 0x20)
            return goes_wrong(on, byte < 0 ? "a string does not end" : "a control character");
        on->rest = slice_after(on->rest, 1);
        if (byte == '\\' && takes(on, "u")) {
            struct reading_on four = {slice_sub(on->rest, 0, 4), NULL};
            if (takes_any(&four, HEXADECIMAL) != 4)
                return goes_wrong(on, "\\u wants four digits");
        } else if (byte == '\\') {
            if (next_byte(on) < 0 || !strchr("\"\\/bfnrt", next_byte(on)))
                return goes_wrong(on, "no such escape");
            on->rest = slice_after(on->rest, 1);
        }
    }
    return takes(on, "\"");
}

static inline bool json_takes_number(struct reading_on *on)
{
    takes(on, "-");
    if (!takes(on, "0") && !takes_any(on, DIGITS))
        return goes_wrong(on, "a value is wanted");
    if (takes(on, ".") && !takes_any(on, DIGITS))
        return goes_wrong(on, "digits are wanted");
    return true;
}

static inline bool json_takes_value(struct reading_on *on, int depth);

static inline bool json_takes_items(struct reading_on *on, const char *end, bool keyed, int depth)
{
    if (takes(on, end))
        return true;
    do {
        takes_any(on, " \n");
        if (keyed && (!json_takes_string(on) || !takes(on, ":")))
            return goes_wrong(on, "a key is wanted");
        if (!json_takes_value(on, depth + 1))
            return false;
        takes_any(on, " \n");
    } while (takes(on, ","));
    return takes(on, end) || goes_wrong(on, "an end is wanted");
}

static inline bool json_takes_value(struct reading_on *on, int depth)
{
    takes_any(on, " \n");
    if (depth > 60)
        return goes_wrong(on, "too deep");
    if (takes(on, "{"))
        return takes_any(on, " \n"), json_takes_items(on, "}", true, depth);
    if (takes(on, "["))
        return takes_any(on, " \n"), json_takes_items(on, "]", false, depth);
    if (next_byte(on) == '"')
        return json_takes_string(on);
    return takes(on, "true") || takes(on, "false") || takes(on, "null") || json_takes_number(on);
}

static inline const char *json_mistake(struct slice text)
{
    struct reading_on on = {text, NULL};
    if (utf8_find_invalid(text) != SLICE_NOT_FOUND)
        return "not UTF-8";
    if (json_takes_value(&on, 0)) {
        takes_any(&on, "\n");
        if (on.rest.len)
            goes_wrong(&on, "something behind the value");
    }
    return on.wrong;
}

/* ---- XML ----------------------------------------------------------------- */

#define NAME_BYTES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"

/* Text up to the byte; every & begins an entity that all of XML knows. */
static inline bool xml_takes_text(struct reading_on *on, char end)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    while (on->rest.len && next_byte(on) != end) {
        int byte = next_byte(on);
        if (byte == '<' || (byte < 0x20 && byte != '\n' && byte != '\t') ||
            slice_starts_with(on->rest, SLICE("]]>")))
            return goes_wrong(on, "what no text may hold");
        size_t known = 0;
        for (size_t i = 0; byte == '&' && i < sizeof entities / sizeof *entities; i++)
            if (slice_starts_with(on->rest, slice_from_string(entities[i])))
                known = strlen(entities[i]);
        if (byte == '&' && !known)
            return goes_wrong(on, "an unknown entity");
        on->rest = slice_after(on->rest, known ? known : 1);
    }
    return true;
}

/* A name whose prefix the document declares. */
static inline bool xml_takes_name(struct reading_on *on, struct slice document, struct slice *name)
{
    struct slice start = on->rest;
    char declared[64];
    *name = slice_sub(start, 0, takes_any(on, NAME_BYTES));
    size_t colon = slice_find_byte(*name, ':');
    if (!name->len)
        return goes_wrong(on, "a name is wanted");
    if (colon == SLICE_NOT_FOUND || slice_starts_with(*name, SLICE("xml")))
        return true;
    size_t length = colon < 32 ? colon : 32;
    memcpy(declared, " xmlns:", 7);
    memcpy(declared + 7, name->ptr, length);
    memcpy(declared + 7 + length, "=\"", 3);
    return slice_find(document, slice_from_string(declared)) != SLICE_NOT_FOUND ||
           goes_wrong(on, "a prefix that nobody declares");
}

static inline bool xml_takes_attributes(struct reading_on *on, struct slice document)
{
    struct slice names[16];
    size_t count = 0;
    while (takes_any(on, " ")) {
        if (count == 16 || !xml_takes_name(on, document, &names[count]) || !takes(on, "=\"") ||
            !xml_takes_text(on, '"') || !takes(on, "\""))
            return goes_wrong(on, "an attribute is wanted");
        for (size_t i = 0; i < count; i++)
            if (slice_equal(names[i], names[count]))
                return goes_wrong(on, "an attribute twice");
        count++;
    }
    return true;
}

static inline const char *xml_mistake(struct slice document)
{
    struct reading_on on = {document, NULL};
    struct slice open[16], name;
    size_t depth = 0;
    if (utf8_find_invalid(document) != SLICE_NOT_FOUND)
        return "not UTF-8";
    if (!takes(&on, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        return "no declaration";
    do {
        if (takes(&on, "</")) {
            if (!xml_takes_name(&on, document, &name) || !depth ||
                !slice_equal(open[--depth], name) || !takes(&on, ">"))
                goes_wrong(&on, "an end that fits no start");
        } else if (takes(&on, "<")) {
            if (depth == 16 || !xml_takes_name(&on, document, &open[depth]) ||
                !xml_takes_attributes(&on, document))
                goes_wrong(&on, "a start is wanted");
            depth += !takes(&on, "/>");
            if (on.rest.ptr[-1] != '>' && !takes(&on, ">"))
                goes_wrong(&on, "a start that does not end");
        } else {
            goes_wrong(&on, "an element is wanted");
        }
        if (depth)
            xml_takes_text(&on, '<');
    } while (depth && !on.wrong);
    takes_any(&on, "\n");
    if (on.rest.len)
        goes_wrong(&on, "something behind the root");
    return on.wrong;
}

/* ---- the inside of a head ------------------------------------------------- */

/* Lines of <link …> and <meta …>, attributes in quotes, and scripts of JSON. */
static inline const char *head_mistake(struct slice text)
{
    static const struct slice script = SLICE_INIT("<script type=\"application/ld+json\">");
    struct slice line;
    while (slice_next_line(&text, &line)) {
        struct reading_on on = {line, NULL};
        if (slice_starts_with(line, script)) {
            struct slice json = slice_after(line, script.len);
            size_t end = slice_find(json, SLICE("</"));
            if (end == SLICE_NOT_FOUND ||
                !slice_equal_string(slice_after(json, end), "</script>") ||
                slice_find(line, SLICE("<!--")) != SLICE_NOT_FOUND)
                return "a script that ends elsewhere";
            const char *wrong = json_mistake(slice_sub(json, 0, end));
            if (wrong)
                return wrong;
            continue;
        }
        if (!takes(&on, "<meta") && !takes(&on, "<link"))
            return "no element of a head";
        while (takes(&on, " ")) {
            if (!takes_any(&on, NAME_BYTES) || !takes(&on, "=\""))
                return "no attribute";
            while (next_byte(&on) > 0 && !strchr("\"<>", next_byte(&on)))
                on.rest = slice_after(on.rest, 1);
            if (!takes(&on, "\""))
                return "an attribute that does not end";
        }
        if (!slice_equal_string(on.rest, ">"))
            return "an element that does not end";
    }
    return NULL;
}

#endif
