#include "base/span_index.h"

#include "base/character.h"

#define STEP       1024u
#define LINE_AHEAD 4096u

/* What is known of the first character at or past a multiple of STEP. */
struct mark {
    uint32_t offset, line_start, line, column;
};

struct file_marks {
    const struct text_file *file; /* the key of the map lies here */
    struct mark *marks;
    size_t count;
};

/* One character on. */
static void advance(struct mark *mark, struct slice rest)
{
    size_t length;
    uint32_t character = character_decode(rest, &length);
    mark->offset += (uint32_t)length;
    mark->column++;
    if (character == '\n') {
        mark->line++;
        mark->line_start = mark->offset;
        mark->column = 1;
    }
}

static struct mark first_mark(struct slice text)
{
    /* No editor counts a byte order mark. */
    bool is_marked = slice_starts_with(text, SLICE("\xEF\xBB\xBF"));
    return (struct mark){.offset = is_marked ? 3 : 0, .line = 1, .column = 1};
}

static struct file_marks *read_file(struct arena *arena, const struct text_file *file)
{
    struct file_marks *known = arena_new(arena, struct file_marks);
    struct slice text = file->text;
    struct mark mark = first_mark(text);
    known->file = file;
    known->marks = arena_array(arena, struct mark, text.len / STEP + 1);
    while (known->count <= text.len / STEP) {
        if (mark.offset >= known->count * STEP || mark.offset >= text.len)
            known->marks[known->count++] = mark;
        else
            advance(&mark, slice_after(text, mark.offset));
    }
    return known;
}

static struct mark find(struct span_index *index, struct span span)
{
    struct slice key = slice_from((const char *)&span.file, sizeof span.file);
    struct file_marks *known = map_get(&index->files, key);
    if (!known) {
        known = read_file(index->arena, span.file);
        key = slice_from((const char *)&known->file, sizeof known->file);
        map_set(index->arena, &index->files, key, known);
    }
    struct slice before = slice_sub(span.file->text, 0, span.start);
    size_t nearest = before.len / STEP;
    /* A character may begin before a multiple of STEP and end behind it. */
    if (nearest > 0 && known->marks[nearest].offset > before.len)
        nearest--;
    struct mark mark = known->marks[nearest];
    while (mark.offset < before.len)
        advance(&mark, slice_after(before, mark.offset));
    return mark;
}

struct position span_index_position(struct span_index *index, struct span span)
{
    if (!span.file)
        return (struct position){1, 1};
    struct mark mark = find(index, span);
    return (struct position){mark.line, mark.column};
}

struct slice span_index_line(struct span_index *index, struct span span)
{
    if (!span.file)
        return (struct slice){NULL, 0};
    struct slice text = span.file->text;
    size_t start = find(index, span).line_start, at = slice_sub(text, 0, span.start).len;
    struct slice ahead = slice_sub(text, at, LINE_AHEAD);
    size_t end = slice_find_byte(ahead, '\n');
    struct slice line = slice_sub(text, start, at - start + (end < ahead.len ? end : ahead.len));
    bool is_whole = end != SLICE_NOT_FOUND || ahead.len < LINE_AHEAD;
    if (is_whole && slice_ends_with(line, SLICE("\r")))
        line.len--;
    return line;
}
