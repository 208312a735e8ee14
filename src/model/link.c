/* What several steps of linking need. */
#include "model/link.h"

#include "text/nearest.h"

#include <string.h>

void link_set_lenient(struct link *link, const struct document *document)
{
    link->diagnostics->lenient = document && document->status == STATUS_DRAFT;
}

void link_each_edition(struct link *link, edition_visitor *visitor, void *context)
{
    for (size_t i = 0; i < link->state->all.count; i++) {
        struct linked_sheet *sheet = link->state->all.items[i];
        for (unsigned language = 0; language < link->schema->language_count; language++) {
            struct edition *edition = sheet->editions[language];
            if (!edition)
                continue;
            link_set_lenient(link, edition->document);
            visitor(link, sheet, edition, context);
        }
    }
    link_set_lenient(link, NULL);
}

struct slice content_path(struct slice path)
{
    return slice_starts_with(path, SLICE("content/")) ? slice_after(path, strlen("content/"))
                                                      : path;
}

bool content_path_resolve(struct arena *arena, struct slice folder, struct slice relative,
                          struct slice *path)
{
    struct slice part;
    bool is_folder = relative.len > 0 && relative.ptr[relative.len - 1] == '/';
    struct buffer joined = {0};
    buffer_add(&joined, folder);
    while (slice_next(&relative, '/', &part)) {
        if (part.len == 0 || slice_equal_string(part, "."))
            continue;
        if (!slice_equal_string(part, "..")) {
            if (joined.len)
                buffer_add_byte(&joined, '/');
            buffer_add(&joined, part);
            continue;
        }
        if (joined.len == 0) {
            buffer_release(&joined);
            return false;
        }
        size_t slash = slice_find_last_byte(buffer_view(&joined), '/');
        buffer_truncate(&joined, slash == SLICE_NOT_FOUND ? 0 : slash);
    }
    if (is_folder && joined.len)
        buffer_add_byte(&joined, '/');
    *path = buffer_copy(&joined, arena);
    buffer_release(&joined);
    return true;
}

const struct linked_sheet *
link_nearest_sheet(struct link *link, const struct collection *collection, struct slice wanted)
{
    struct catalogue_state *state = link->state;
    if (link->nearest_left < state->all.count)
        return NULL;
    link->nearest_left -= state->all.count;
    struct nearest nearest = nearest_start(wanted);
    const struct linked_sheet *best = NULL;
    for (size_t i = 0; i < state->all.count; i++) {
        const struct linked_sheet *sheet = state->all.items[i];
        if (collection && sheet->sheet.collection != collection)
            continue;
        nearest_offer(&nearest, sheet->sheet.id);
        if (nearest.best.len && nearest.best.ptr == sheet->sheet.id.ptr)
            best = sheet;
    }
    return best;
}

struct slice linked_sheet_key(struct arena *arena, const struct linked_sheet *sheet)
{
    return arena_concat(arena, sheet->sheet.collection->id, SLICE("/"), sheet->sheet.id,
                        (struct slice){0});
}

static void visit_value(const struct field *named, const struct field *field, uint64_t ordinal,
                        struct value *value, value_visitor *visitor, void *context)
{
    switch (value->kind) {
    case VALUE_NONE:
        break;
    case VALUE_LIST:
        for (size_t i = 0; i < value->as.list.count; i++)
            visit_value(named, field->item, ordinal, &value->as.list.items[i], visitor, context);
        break;
    case VALUE_RECORD:
        for (size_t i = 0; i < field->field_count; i++)
            visit_value(field->fields[i], field->fields[i],
                        ordinal * (SCHEMA_FIELDS_MAX + 1) + i + 1, &value->as.record.members[i],
                        visitor, context);
        break;
    default:
        visitor(context, named, ordinal, value);
    }
}

/* Ordinals of the outermost fields leave room for those of SCHEMA_DEPTH_MAX records inside. */
void values_visit(struct field *const *fields, size_t field_count, struct value *values,
                  value_visitor *visitor, void *context)
{
    for (size_t i = 0; i < field_count; i++)
        visit_value(fields[i], fields[i], i + 1, &values[i], visitor, context);
}
