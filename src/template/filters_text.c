#include "template/filters.h"

#include "text/escape.h"
#include "text/slug.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_MAX 10000

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
