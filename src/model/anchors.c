/* The ids that a page of a sheet has: of its headings, and of the schema's sections. */
#include "model/link.h"

#include "text/nearest.h"

struct gathering {
    struct link *link;
    struct map *anchors;
};

static void add_headings(struct gathering *gathering, const struct markdown *markdown)
{
    for (size_t i = 0; markdown && i < markdown->heading_count; i++)
        map_set(gathering->link->arena, gathering->anchors, markdown->headings[i].id,
                &markdown->headings[i]);
}

static void add_value(void *context, const struct field *field, uint64_t ordinal,
                      struct value *value)
{
    (void)field;
    (void)ordinal;
    if (value->kind == VALUE_MARKDOWN)
        add_headings(context, value->as.markdown.tree);
}

/* A section is there by its heading in the body, or by the field that stands for it. */
static bool has_section(const struct edition *edition, const struct section *section)
{
    const struct document *document = edition->document;
    if (document->sections && document->sections[section->index])
        return true;
    return section->field && !value_is_empty(&edition->values[section->field->index]);
}

static struct map *anchors_of(struct link *link, const struct edition *edition)
{
    const struct collection *collection = edition->sheet->collection;
    struct map **anchors = &linked_sheet_of(edition->sheet)->anchors[edition->language];
    if (*anchors)
        return *anchors;
    *anchors = arena_new(link->arena, struct map);
    struct gathering gathering = {link, *anchors};
    add_headings(&gathering, edition->document->markdown);
    values_visit(collection->fields, collection->field_count, edition->values, add_value,
                 &gathering);
    for (size_t i = 0; i < collection->section_count; i++)
        if (has_section(edition, collection->sections[i]))
            map_set(link->arena, *anchors, collection->sections[i]->id, collection->sections[i]);
    return *anchors;
}

bool link_has_anchor(struct link *link, const struct edition *edition, struct slice anchor)
{
    return map_find(anchors_of(link, edition), anchor) != NULL;
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
