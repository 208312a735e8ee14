/*
 * spec_reader.h - the examples of a specification, from JSON: a list of objects, of which
 * "markdown" alone counts here.
 */
#ifndef SCHEDARIO_TESTS_SPEC_READER_H
#define SCHEDARIO_TESTS_SPEC_READER_H

#include "base/buffer.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* One string off *json, which starts at its quotation mark. */
static struct slice spec_string_read(struct arena *arena, struct slice *json)
{
    struct buffer text = {0};
    size_t i = 1;
    for (; i + 1 < json->len && json->ptr[i] != '"'; i++) {
        char c = json->ptr[i];
        if (c != '\\') {
            buffer_add_byte(&text, c);
            continue;
        }
        static const char from[] = "ntrbf", to[] = "\n\t\r\b\f";
        c = json->ptr[++i];
        const char *at = strchr(from, c);
        if (c == 'u') {
            char digits[5] = {0};
            memcpy(digits, json->ptr + i + 1, json->len - i > 4 ? 4 : 0);
            utf8_add(&text, (uint32_t)strtoul(digits, NULL, 16));
            i += 4;
        } else {
            buffer_add_byte(&text, at ? to[at - from] : c);
        }
    }
    *json = slice_after(*json, i + 1);
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

/* The next example's Markdown; false at the end. */
static bool spec_next(struct arena *arena, struct slice *json, struct slice *markdown)
{
    bool is_wanted = false;
    for (size_t quote; (quote = slice_find_byte(*json, '"')) != SLICE_NOT_FOUND;) {
        *json = slice_after(*json, quote);
        *markdown = spec_string_read(arena, json);
        if (is_wanted)
            return true;
        is_wanted =
            slice_equal_string(*markdown, "markdown") && slice_starts_with(*json, SLICE(":"));
    }
    return false;
}

#endif
