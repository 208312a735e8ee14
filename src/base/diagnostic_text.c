/*
 * diagnostic_text.c - a diagnostic as people read it in a terminal.
 *
 *     path:7:9: error: message [code]
 *         7 | the line, cut around the place where it is long
 *           |         ^~~~~~~ hint
 */
#include "base/character.h"
#include "base/diagnostic.h"
#include "base/span_index.h"

#define TAB_WIDTH      4u
#define LINE_WIDTH     100u /* columns of a line that are shown */
#define WIDTH_BEFORE   40u  /* of these, before the caret in a long line */
#define CHARACTERS_MAX 400u /* a line of nothing but combining marks ends too */

static void start_color(struct buffer *out, struct diagnostic_style style, const char *color)
{
    if (style.color)
        buffer_format(out, "\033[%sm", color);
}

static void end_color(struct buffer *out, struct diagnostic_style style)
{
    if (style.color)
        buffer_add(out, SLICE("\033[0m"));
}

#define BOLD "1"
#define CYAN "36"
static const char *severity_color(enum severity severity)
{
    static const char *const colors[] = {
        [SEVERITY_NOTE] = "1;36",
        [SEVERITY_WARNING] = "1;33",
        [SEVERITY_ERROR] = "1;31",
        [SEVERITY_FAILURE] = "1;31",
    };
    return colors[severity];
}

static size_t width_of(uint32_t character)
{
    return character == '\t' ? TAB_WIDTH : character_width(character);
}

/* What could move the cursor or turn the text around never reaches the terminal. */
static void write_shown(struct buffer *out, struct slice text, size_t tab_width)
{
    while (text.len) {
        size_t length;
        uint32_t character = character_decode(text, &length);
        if (character == '\t')
            buffer_add_repeated(out, ' ', tab_width);
        else if (character == CHARACTER_INVALID)
            buffer_add(out, SLICE("\xEF\xBF\xBD"));
        else if (character_is_control(character))
            buffer_add_byte(out, '?');
        else if (character != 0xFEFF)
            buffer_add(out, slice_sub(text, 0, length));
        text = slice_after(text, length);
    }
}

/* How many bytes of `text` fill at most `width` columns; *filled says how many
 * columns they take. */
static size_t fit(struct slice text, size_t width, size_t *filled)
{
    size_t bytes = 0;
    *filled = 0;
    for (size_t count = 0; bytes < text.len && count < CHARACTERS_MAX; count++) {
        size_t length;
        size_t wide = width_of(character_decode(slice_after(text, bytes), &length));
        if (*filled + wide > width)
            break;
        *filled += wide;
        bytes += length;
    }
    return bytes;
}

/* The same from the end of `text` backward: where what fits begins. */
static size_t fit_backward(struct slice text, size_t width)
{
    size_t start = text.len, filled = 0;
    for (size_t count = 0; start > 0 && count < CHARACTERS_MAX; count++) {
        size_t before = start - 1, length;
        while (before > 0 && start - before < 4 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80)
            before--;
        uint32_t character = character_decode(slice_sub(text, before, start - before), &length);
        if (length != start - before) { /* not UTF-8: byte by byte */
            before = start - 1;
            character = CHARACTER_INVALID;
        }
        if (filled + width_of(character) > width)
            break;
        filled += width_of(character);
        start = before;
    }
    return start;
}

/* The part of a line that is shown. */
struct window {
    size_t start, end; /* bytes of the line */
};

static struct window choose_window(struct slice line, size_t caret)
{
    size_t filled;
    if (fit(line, LINE_WIDTH, &filled) == line.len)
        return (struct window){0, line.len};
    size_t room = LINE_WIDTH - 2; /* for the two marks of the cut */
    fit(slice_after(line, caret), room - WIDTH_BEFORE, &filled);
    struct window window;
    window.start = fit_backward(slice_sub(line, 0, caret), room - filled);
    window.end = window.start + fit(slice_after(line, window.start), room, &filled);
    return window;
}

static void write_line(struct buffer *out, const struct diagnostic *diagnostic, struct slice hint,
                       struct diagnostic_style style, struct span_index *index)
{
    struct span span = diagnostic->span;
    struct slice line = span_index_line(index, span);
    size_t line_offset = (size_t)(line.ptr - span.file->text.ptr);
    size_t start = span.start - line_offset; /* of the caret in the line */
    if (span.start < line_offset || start > line.len)
        start = line.len;
    struct window window = choose_window(line, start);
    struct slice before = slice_sub(line, window.start, start - window.start);
    struct slice marked = slice_sub(line, start, window.end > start ? window.end - start : 0);
    if (marked.len > span.length)
        marked.len = span.length;

    buffer_format(out, "%5zu | ", span_index_position(index, span).line);
    buffer_add(out, window.start > 0 ? SLICE("…") : SLICE(""));
    write_shown(out, slice_sub(line, window.start, window.end - window.start), TAB_WIDTH);
    buffer_add(out, window.end < line.len ? SLICE("…") : SLICE(""));

    size_t indent, width;
    fit(before, SIZE_MAX, &indent);
    fit(marked, SIZE_MAX, &width);
    buffer_add(out, SLICE("\n      | "));
    buffer_add_repeated(out, ' ', indent + (window.start > 0));
    start_color(out, style, severity_color(diagnostic->severity));
    buffer_add_byte(out, '^');
    buffer_add_repeated(out, '~', width > 1 ? width - 1 : 0);
    end_color(out, style);
    if (hint.len) {
        buffer_add_byte(out, ' ');
        start_color(out, style, CYAN);
        write_shown(out, hint, 1);
        end_color(out, style);
    }
    buffer_add_byte(out, '\n');
}

/* "path:line:column: " */
static void write_place(struct buffer *out, struct span span, struct diagnostic_style style,
                        struct span_index *index)
{
    start_color(out, style, BOLD);
    if (span.file) {
        struct position position = span_index_position(index, span);
        write_shown(out, span.file->path, 1);
        buffer_format(out, ":%zu:%zu:", position.line, position.column);
    } else {
        buffer_add(out, SLICE("schedario:"));
    }
    end_color(out, style);
    buffer_add_byte(out, ' ');
}

static void write_severity(struct buffer *out, enum severity severity,
                           struct diagnostic_style style)
{
    start_color(out, style, severity_color(severity));
    buffer_format(out, "%s:", severity_name(severity, style.language));
    end_color(out, style);
    buffer_add_byte(out, ' ');
}

static void write_text(struct buffer *out, const struct diagnostic *diagnostic,
                       struct diagnostic_style style, struct span_index *index)
{
    static const char *const first_place[MESSAGE_LANGUAGES] = {"first stands here",
                                                               "la prima volta è qui"};
    struct buffer text = {0};
    write_place(out, diagnostic->span, style, index);
    write_severity(out, diagnostic->severity, style);
    diagnostic_write_message(&text, diagnostic, style.language);
    write_shown(out, buffer_view(&text), 1);
    buffer_format(out, " [%s]\n", diagnostic->problem->code);

    buffer_clear(&text);
    diagnostic_write_hint(&text, diagnostic, style.language);
    if (diagnostic->span.file && diagnostic->span.file->text.len) {
        write_line(out, diagnostic, buffer_view(&text), style, index);
    } else if (text.len) {
        buffer_add(out, SLICE("      | "));
        start_color(out, style, CYAN);
        write_shown(out, buffer_view(&text), 1);
        end_color(out, style);
        buffer_add_byte(out, '\n');
    }
    if (diagnostic->related.file) {
        write_place(out, diagnostic->related, style, index);
        write_severity(out, SEVERITY_NOTE, style);
        const char *there = diagnostic->related_text[style.language];
        write_shown(out, slice_from_string(there ? there : first_place[style.language]), 1);
        buffer_add_byte(out, '\n');
    }
    buffer_release(&text);
}

void diagnostic_write_text(struct buffer *out, const struct diagnostic *diagnostic,
                           struct diagnostic_style style)
{
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    write_text(out, diagnostic, style, &index);
    arena_release(&arena);
}

void diagnostics_write_text(struct buffer *out, const struct diagnostics *list,
                            struct diagnostic_style style)
{
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    for (size_t i = 0; i < list->count; i++)
        write_text(out, &list->items[i], style, &index);
    arena_release(&arena);
}
