#include "output/difference_words.h"

#include "base/vector.h"
#include "model/catalogue.h"

/* ---- values ------------------------------------------------------------- */

static bool is_composite(const struct value *value)
{
    return value->kind == VALUE_LIST || value->kind == VALUE_RECORD;
}

static void write_value(struct buffer *out, const struct value *value,
                        const struct difference_reader *reader);

static void write_record(struct buffer *out, const struct value *record,
                         const struct difference_reader *reader)
{
    bool first = true;
    for (size_t i = 0; i < record->field->field_count; i++) {
        const struct value *member = &record->as.record.members[i];
        if (value_is_empty(member))
            continue;
        buffer_add_string(out, first ? "" : "; ");
        first = false;
        buffer_add(out, local_text_get(&record->field->fields[i]->label, reader->language));
        buffer_add_string(out, ": ");
        write_value(out, member, reader);
    }
}

/* Things that are texts or records themselves stand on lines of their own. */
static void write_list(struct buffer *out, const struct value *list,
                       const struct difference_reader *reader)
{
    for (size_t i = 0; i < list->as.list.count; i++) {
        const struct value *item = &list->as.list.items[i];
        bool is_long = is_composite(item) || item->kind == VALUE_MARKDOWN;
        if (i)
            buffer_add_string(out, is_long ? "\n" : ", ");
        write_value(out, item, reader);
    }
}

static void write_unit(struct buffer *out, const struct value *number,
                       const struct difference_reader *reader)
{
    struct slice unit = local_text_get(&number->field->unit, reader->language);
    if (unit.len)
        buffer_add_string(out, " ");
    buffer_add(out, unit);
}

static void write_value(struct buffer *out, const struct value *value,
                        const struct difference_reader *reader)
{
    if (value->kind == VALUE_LIST)
        write_list(out, value, reader);
    else if (value->kind == VALUE_RECORD)
        write_record(out, value, reader);
    else if (value->kind == VALUE_REF && value->as.ref.target)
        buffer_add(out, sheet_edition(value->as.ref.target, reader->language)->title);
    else if (value->kind == VALUE_MARKDOWN && value->as.markdown.tree && reader->is_plain)
        buffer_add(out, slice_trim(value->as.markdown.tree->plain));
    else
        value_write(out, value, reader->locale, reader->language);
    if (value->kind == VALUE_NUMBER || value->kind == VALUE_INTEGER)
        write_unit(out, value, reader);
}

struct slice difference_value_text(struct arena *arena, const struct value *value,
                                   const struct difference_reader *reader)
{
    struct buffer text = {0};
    if (value)
        write_value(&text, value, reader);
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

/* ---- words -------------------------------------------------------------- */

static size_t word_end(struct slice text, size_t words, bool from_end)
{
    size_t at = from_end ? text.len : 0, seen = 0;
    while (from_end ? at > 0 : at < text.len) {
        char c = text.ptr[from_end ? at - 1 : at];
        if ((c == ' ' || c == '\n') && ++seen == words)
            return at;
        at += from_end ? (size_t)-1 : 1;
    }
    return at;
}

struct pieces {
    struct arena *arena;
    VECTOR(struct difference_piece) list;
};

static void add_piece(struct pieces *pieces, enum difference_piece_kind kind, struct slice text)
{
    struct difference_piece piece = {kind, text};
    if (text.len || kind == PIECE_CUT)
        vector_push(pieces->arena, &pieces->list, piece);
}

/* What is the same, but for the words beside a change. */
static void add_same(struct pieces *pieces, struct slice text, bool is_first, bool is_last)
{
    size_t head = is_first ? 0 : word_end(text, DIFFERENCE_CONTEXT_WORDS, false);
    size_t tail = is_last ? text.len : word_end(text, DIFFERENCE_CONTEXT_WORDS, true);
    if (head >= tail) {
        add_piece(pieces, PIECE_SAME, text);
        return;
    }
    add_piece(pieces, PIECE_SAME, slice_sub(text, 0, head));
    add_piece(pieces, PIECE_CUT, (struct slice){0});
    add_piece(pieces, PIECE_SAME, slice_after(text, tail));
}

static void take_runs(struct arena *arena, const struct word_run *runs, size_t count,
                      struct difference_line *line)
{
    struct pieces pieces = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        if (runs[i].kind == WORDS_SAME)
            add_same(&pieces, runs[i].text, i == 0, i + 1 == count);
        else
            add_piece(&pieces, runs[i].kind == WORDS_ADDED ? PIECE_ADDED : PIECE_REMOVED,
                      runs[i].text);
    }
    line->pieces = pieces.list.items;
    line->piece_count = pieces.list.count;
}

/* False where the words are the same. */
static bool compare_words(struct arena *arena, struct slice before, struct slice after,
                          struct difference_line *line)
{
    struct word_run *runs;
    size_t count;
    word_diff(arena, before, after, &runs, &count);
    if (!count || (count == 1 && runs[0].kind == WORDS_SAME))
        return false;
    take_runs(arena, runs, count, line);
    return true;
}

/* ---- fields ------------------------------------------------------------- */

static struct slice *item_texts(struct arena *arena, const struct value *const *items, size_t count,
                                const struct difference_reader *reader)
{
    struct slice *texts = arena_array(arena, struct slice, count + 1);
    for (size_t i = 0; i < count; i++)
        texts[i] = difference_value_text(arena, items[i], reader);
    return texts;
}

static struct difference_line field_line(struct arena *arena, const struct field_difference *field,
                                         const struct difference_reader *reader)
{
    struct slice label = local_text_get(&field->field->label, reader->language);
    struct difference_line line = {.field = field->field,
                                   .label = label.len ? label : field->field->id};
    if (field->is_set) {
        line.kind = field->added_count || field->removed_count ? LINE_TERMS : LINE_ORDER;
        line.added = item_texts(arena, field->added, field->added_count, reader);
        line.removed = item_texts(arena, field->removed, field->removed_count, reader);
        line.added_count = field->added_count;
        line.removed_count = field->removed_count;
        return line;
    }
    line.before = difference_value_text(arena, field->before, reader);
    line.after = difference_value_text(arena, field->after, reader);
    bool is_text = field->run_count ||
                   (field->before && field->after && is_composite(field->before));
    if (!is_text)
        line.kind = LINE_VALUE;
    else
        line.kind = compare_words(arena, line.before, line.after, &line) ? LINE_TEXT : LINE_FORM;
    return line;
}

/* ---- sections ----------------------------------------------------------- */

static struct slice section_text(struct arena *arena, const struct document *document,
                                 const struct markdown_section *section, bool is_plain)
{
    struct buffer text = {0};
    if (section && !is_plain)
        return section->source;
    if (section)
        markdown_write_section_plain(&text, document->markdown, section);
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

/* In the reader's language where the schema has the section, else as it is written. */
static struct slice section_label(struct arena *arena, const struct document *document,
                                  const struct markdown_section *section, struct slice heading,
                                  const struct difference_reader *reader)
{
    for (size_t i = 0; section && i < document->collection->section_count; i++)
        if (document->sections[i] == section && document->language != reader->language)
            return local_text_get(&document->collection->sections[i]->heading, reader->language);
    return arena_copy(arena, heading);
}

static struct difference_line section_line(struct arena *arena,
                                           const struct document_difference *difference,
                                           const struct section_difference *section,
                                           const struct difference_reader *reader)
{
    static const enum difference_line_kind kinds[] = {[DIFFERENCE_ADDED] = LINE_ADDED,
                                                      [DIFFERENCE_REMOVED] = LINE_REMOVED,
                                                      [DIFFERENCE_CHANGED] = LINE_TEXT};
    struct difference_line line = {.kind = kinds[section->kind]};
    line.label = section_label(arena, section->after ? difference->after : difference->before,
                               section->after ? section->after : section->before,
                               section->heading, reader);
    struct slice before =
        section_text(arena, difference->before, section->before, reader->is_plain);
    struct slice after = section_text(arena, difference->after, section->after, reader->is_plain);
    if (!compare_words(arena, before, after, &line) && line.kind == LINE_TEXT)
        line.kind = LINE_FORM;
    return line;
}

struct difference_lines difference_words(struct arena *arena,
                                         const struct document_difference *difference,
                                         const struct difference_reader *reader)
{
    struct difference_lines lines = {.field_count = difference->field_count,
                                     .section_count = difference->section_count};
    lines.fields = arena_array(arena, struct difference_line, lines.field_count + 1);
    lines.sections = arena_array(arena, struct difference_line, lines.section_count + 1);
    for (size_t i = 0; i < lines.field_count; i++)
        lines.fields[i] = field_line(arena, &difference->fields[i], reader);
    for (size_t i = 0; i < lines.section_count; i++)
        lines.sections[i] = section_line(arena, difference, &difference->sections[i], reader);
    return lines;
}
