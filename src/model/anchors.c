/* The ids that a page of a sheet has: of its headings, of what filters gave one, and of the schema's
 * sections. */
#include "model/link.h"

#include "text/nearest.h"

struct gathering {
    struct link *link;
    struct map *anchors;
};

static void add_body(struct gathering *gathering, const struct markdown *markdown)
{
    for (size_t i = 0; markdown && i < markdown->anchor_count; i++)
        map_set(gathering->link->arena, gathering->anchors, markdown->anchors[i],
                &markdown->anchors[i]);
    for (size_t i = 0; markdown && i < markdown->heading_count; i++)
        map_set(gathering->link->arena, gathering->anchors, markdown->headings[i].id,
                &markdown->headings[i].id);
}

static void add_value(void *context, const struct field *field, uint64_t ordinal,
                      struct value *value)
{
    (void)field;
    (void)ordinal;
    if (value->kind == VALUE_MARKDOWN)
        add_body(context, value->as.markdown.tree);
}

struct slice edition_section_anchor(struct arena *arena, const struct edition *edition,
                                    const struct section *section)
{
    const struct document *document = edition->document;
    const struct markdown *markdown = document->markdown;
    if (document->sections && document->sections[section->index])
        return document->sections[section->index]->heading->id;
    for (size_t i = 0; markdown && i < markdown->heading_count; i++)
        if (slice_equal(markdown->headings[i].id, section->id))
            return arena_concat(arena, SLICE("_"), section->id, (struct slice){0});
    return section->id;
}

/* A section is there by its heading in the body, or by the field that stands for it; its id names
 * it whatever its heading is. */
static void add_sections(struct gathering *gathering, const struct edition *edition)
{
    const struct collection *collection = edition->sheet->collection;
    struct arena *arena = gathering->link->arena;
    for (size_t i = 0; i < collection->section_count; i++) {
        const struct section *section = collection->sections[i];
        const struct markdown_section **written = edition->document->sections;
        if (!(written && written[i]) &&
            !(section->field && !value_is_empty(&edition->values[section->field->index])))
            continue;
        struct slice *id = arena_new(arena, struct slice);
        *id = edition_section_anchor(arena, edition, section);
        map_add(arena, gathering->anchors, section->id, id);
    }
}

static struct map *anchors_of(struct link *link, const struct edition *edition)
{
    const struct collection *collection = edition->sheet->collection;
    struct map **anchors = &linked_sheet_of(edition->sheet)->anchors[edition->language];
    if (*anchors)
        return *anchors;
    *anchors = arena_new(link->arena, struct map);
    struct gathering gathering = {link, *anchors};
    add_body(&gathering, edition->document->markdown);
    values_visit(collection->fields, collection->field_count, edition->values, add_value,
                 &gathering);
    add_sections(&gathering, edition);
    return *anchors;
}

bool link_find_anchor(struct link *link, const struct edition *edition, struct slice *anchor)
{
    const struct slice *id = map_get(anchors_of(link, edition), *anchor);
    if (id)
        *anchor = *id;
    return id != NULL;
}

struct slice link_nearest_anchor(struct link *link, const struct edition *edition,
                                 struct slice wanted)
{
    const struct map *anchors = anchors_of(link, edition);
    struct nearest nearest = nearest_start(wanted);
    if (link->nearest_left < anchors->count)
        return nearest.best;
    link->nearest_left -= anchors->count;
    for (size_t i = 0; i < anchors->count; i++)
        nearest_offer(&nearest, anchors->entries[i].key);
    return nearest.best;
}
