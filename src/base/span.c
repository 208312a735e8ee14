#include "base/span.h"

#include "base/character.h"

#include <assert.h>

struct span span_of(const struct text_file *file, struct slice part)
{
    struct slice text = file->text;
    bool inside = part.ptr >= text.ptr && part.ptr <= text.ptr + text.len;
    if (part.len == 0 && !inside)
        return span_of_file(file);
    assert(inside && part.len <= text.len - (size_t)(part.ptr - text.ptr));
    return (struct span){file, (uint32_t)(part.ptr - text.ptr), (uint32_t)part.len};
}

struct span span_of_file(const struct text_file *file)
{
    return (struct span){file, 0, file->text.len > 0};
}

struct slice span_text(struct span span)
{
    return span.file ? slice_sub(span.file->text, span.start, span.length)
                     : (struct slice){NULL, 0};
}

/* Where the line begins that the span starts on. A start past the end counts
 * as the end, so that a span outlives a file that was given without its text. */
static size_t line_start(struct span span)
{
    struct slice before = slice_sub(span.file->text, 0, span.start);
    return slice_find_last_byte(before, '\n') + 1; /* not found is -1 */
}

struct position span_position(struct span span)
{
    struct position position = {1, 1};
    if (!span.file)
        return position;
    struct slice before = slice_sub(span.file->text, 0, span.start);
    size_t start = line_start(span);
    struct slice lines = slice_sub(before, 0, start), line = slice_after(before, start);
    for (size_t end; (end = slice_find_byte(lines, '\n')) != SLICE_NOT_FOUND;) {
        position.line++;
        lines = slice_after(lines, end + 1);
    }
    /* No editor counts a byte order mark. */
    if (start == 0 && slice_starts_with(line, SLICE("\xEF\xBB\xBF")))
        line = slice_after(line, 3);
    for (size_t length; line.len; line = slice_after(line, length)) {
        character_decode(line, &length);
        position.column++;
    }
    return position;
}

struct slice span_line(struct span span)
{
    if (!span.file)
        return (struct slice){NULL, 0};
    struct slice rest = slice_after(span.file->text, line_start(span)), line = {NULL, 0};
    return slice_next_line(&rest, &line) ? line : slice_sub(rest, 0, 0);
}
