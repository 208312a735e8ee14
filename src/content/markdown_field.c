#include "content/markdown_field.h"

#include "base/vector.h"
#include "content/schema.h"

/* From a line of the source to the file: the bytes from `source` on stand at `file`. */
struct line_place {
    size_t source, length;
    size_t file; /* SLICE_NOT_FOUND: cannot be told */
};

struct places {
    struct span written;
    struct line_place *lines;
    size_t count;
};

static struct slice without_indentation(struct slice line)
{
    while (line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
        line = slice_after(line, 1);
    return line;
}

/* Goes down both texts side by side. A line of the source stands in the same line of the file
 * or, behind the `|` of a block, in the next; once they part, as in folded text, the rest
 * cannot be told. */
static struct places find_places(struct arena *arena, struct span written, struct slice source)
{
    VECTOR(struct line_place) lines = {0};
    struct slice file = span_text(written), file_line = {0}, rest = source, line;
    bool together = slice_next_line(&file, &file_line);
    while (slice_next_line(&rest, &line)) {
        struct slice text = without_indentation(line);
        struct line_place place = {(size_t)(line.ptr - source.ptr), line.len, SLICE_NOT_FOUND};
        size_t at = together ? slice_find(file_line, text) : SLICE_NOT_FOUND;
        if (together && at == SLICE_NOT_FOUND && lines.count == 0) {
            together = slice_next_line(&file, &file_line);
            at = together ? slice_find(file_line, text) : SLICE_NOT_FOUND;
        }
        if (at != SLICE_NOT_FOUND) {
            place.source += line.len - text.len;
            place.length = text.len;
            place.file = (size_t)(file_line.ptr - written.file->text.ptr) + at;
        }
        together = together && at != SLICE_NOT_FOUND && slice_next_line(&file, &file_line);
        vector_push(arena, &lines, place);
    }
    return (struct places){written, lines.items, lines.count};
}

static struct span carry_over(const struct places *places, struct span span)
{
    size_t low = 0, high = places->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (places->lines[middle].source <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    const struct line_place *line = low ? &places->lines[low - 1] : NULL;
    if (!line || line->file == SLICE_NOT_FOUND || span.start > line->source + line->length)
        return places->written;
    size_t inside = span.start - line->source, left = line->length - inside;
    return (struct span){places->written.file, (uint32_t)(line->file + inside),
                         span.length < left ? span.length : (uint32_t)left};
}

static void carry_over_tree(const struct places *places, struct markdown *markdown)
{
    for (size_t i = 0; i < markdown->heading_count; i++)
        markdown->headings[i].span = carry_over(places, markdown->headings[i].span);
    for (size_t i = 0; i < markdown->link_count; i++)
        markdown->links[i].span = carry_over(places, markdown->links[i].span);
    for (size_t i = 0; i < markdown->section_count; i++)
        markdown->sections[i].span = carry_over(places, markdown->sections[i].span);
    for (size_t i = 0; i < markdown->fence_count; i++)
        markdown->fences[i].span = carry_over(places, markdown->fences[i].span);
}

static bool is_view(const struct text_file *file, struct slice source)
{
    return source.ptr >= file->text.ptr && source.ptr < file->text.ptr + file->text.len;
}

/* `written` is where the text stands in its file. NULL as in markdown_parse(). */
static struct markdown *parse_text(struct arena *arena, struct span written, struct slice source,
                                   struct markdown_ids *ids, struct diagnostics *diagnostics)
{
    if (is_view(written.file, source))
        return markdown_parse(arena, written.file, source, ids, diagnostics);
    struct text_file *alone = arena_new(arena, struct text_file);
    *alone = (struct text_file){written.file->path, source};
    struct diagnostics found = {.arena = diagnostics->arena, .lenient = diagnostics->lenient};
    struct markdown *markdown = markdown_parse(arena, alone, source, ids, &found);
    struct places places = find_places(arena, written, source);
    for (size_t i = 0; i < found.count; i++) {
        found.items[i].span = carry_over(&places, found.items[i].span);
        if (found.items[i].related.file)
            found.items[i].related = carry_over(&places, found.items[i].related);
    }
    diagnostics_merge(diagnostics, &found);
    if (markdown)
        carry_over_tree(&places, markdown);
    return markdown;
}

struct value markdown_field_parse_value(struct arena *arena, const struct value *value,
                                        struct markdown_ids *ids, struct diagnostics *diagnostics)
{
    struct value copy = *value;
    if (copy.kind == VALUE_MARKDOWN && copy.span.file) {
        copy.as.markdown.tree =
            parse_text(arena, copy.span, copy.as.markdown.source, ids, diagnostics);
    } else if (copy.kind == VALUE_LIST) {
        copy.as.list.items = arena_array(arena, struct value, value->as.list.count);
        for (size_t i = 0; i < value->as.list.count; i++)
            copy.as.list.items[i] =
                markdown_field_parse_value(arena, &value->as.list.items[i], ids, diagnostics);
    } else if (copy.kind == VALUE_RECORD) {
        size_t count = value->field->field_count;
        copy.as.record.members = arena_array(arena, struct value, count);
        for (size_t i = 0; i < count; i++)
            copy.as.record.members[i] =
                markdown_field_parse_value(arena, &value->as.record.members[i], ids, diagnostics);
    }
    return copy;
}
