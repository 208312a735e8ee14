/* The body of a sheet by its sections, as templates see it. */
#include "base/vector.h"
#include "output/view_parts.h"
#include "output/view_table.h"

static const struct value *bound_value(const struct edition *edition, const struct section *section)
{
    if (!section || !section->field)
        return NULL;
    const struct value *value = &edition->values[section->field->index];
    return value_is_empty(value) ? NULL : value;
}

/* Where a schema's section stands in the body; NULL: nowhere. */
static const struct markdown_section *written_section(const struct edition *edition,
                                                      const struct section *section)
{
    const struct document *document = edition->document;
    return document->sections ? document->sections[section->index] : NULL;
}

static struct data section_data(const struct data_context *context, const struct edition *edition,
                                const struct section *section,
                                const struct markdown_section *written)
{
    const struct value *value = bound_value(edition, section);
    if (!written && !value)
        return data_none();
    struct view_section *view = arena_new(context->arena, struct view_section);
    *view = (struct view_section){edition, section, written, value,
                                  arena_new(context->arena, struct data)};
    return data_object(&view_section_class, view);
}

static bool is_of_schema(const struct edition *edition, const struct markdown_section *written)
{
    const struct collection *collection = edition->sheet->collection;
    for (size_t i = 0; i < collection->section_count; i++)
        if (written_section(edition, collection->sections[i]) == written)
            return true;
    return false;
}

struct data view_sections(const struct data_context *context, const struct edition *edition)
{
    const struct collection *collection = edition->sheet->collection;
    const struct markdown *markdown = edition->document->markdown;
    VECTOR(struct data) found = {0};
    for (size_t i = 0; i < collection->section_count; i++) {
        const struct section *section = collection->sections[i];
        struct data data =
            section_data(context, edition, section, written_section(edition, section));
        if (data.kind != DATA_NONE)
            vector_push(context->arena, &found, data);
    }
    for (size_t i = 0; markdown && i < markdown->section_count; i++) {
        const struct markdown_section *written = &markdown->sections[i];
        if (written->heading && !is_of_schema(edition, written)) {
            struct data data = section_data(context, edition, NULL, written);
            vector_push(context->arena, &found, data);
        }
    }
    return data_list(found.items, found.count);
}

struct data view_section_find(const struct data_context *context, const struct edition *edition,
                              struct slice name)
{
    const struct collection *collection = edition->sheet->collection;
    for (size_t i = 0; i < collection->section_count; i++) {
        const struct section *section = collection->sections[i];
        if (slice_equal(section->id, name))
            return section_data(context, edition, section, written_section(edition, section));
    }
    return (struct data){0};
}

static struct data toc_entry(const struct data_context *context, struct slice id,
                             struct slice title, unsigned level, struct data children)
{
    return VIEW_MAP(context, VIEW_PAIR("id", data_text(id)), VIEW_PAIR("title", data_text(title)),
                    VIEW_PAIR("level", data_integer(level)), VIEW_PAIR("children", children));
}

/* The headings of level 3 from `index` on, until one of level 2 or less. */
static struct data toc_children(const struct data_context *context, const struct markdown *markdown,
                                size_t index)
{
    VECTOR(struct data) children = {0};
    for (; index < markdown->heading_count && markdown->headings[index].level > 2; index++) {
        const struct heading *heading = &markdown->headings[index];
        if (heading->level == 3) {
            struct data entry =
                toc_entry(context, heading->id, heading->text, 3, data_list(NULL, 0));
            vector_push(context->arena, &children, entry);
        }
    }
    return data_list(children.items, children.count);
}

static struct slice section_anchor(const struct data_context *context,
                                   const struct view_section *view)
{
    return view->written ? view->written->heading->id
                         : edition_section_anchor(context->arena, view->edition, view->section);
}

static struct slice section_title(const struct data_context *context,
                                  const struct view_section *view)
{
    if (view->written)
        return view->written->heading->text;
    return local_text_get(&view->section->heading, context->language);
}

/* Sections in the order they are shown in, each with its headings of level 3. */
struct data view_toc(const struct data_context *context, const struct edition *edition)
{
    struct data sections = view_sections(context, edition);
    const struct markdown *markdown = edition->document->markdown;
    struct data *entries = arena_array(context->arena, struct data, sections.as.list.count);
    for (size_t i = 0; i < sections.as.list.count; i++) {
        const struct view_section *view = sections.as.list.items[i].as.object.self;
        struct data children = data_list(NULL, 0);
        if (view->written)
            children = toc_children(context, markdown,
                                    (size_t)(view->written->heading - markdown->headings) + 1);
        entries[i] = toc_entry(context, section_anchor(context, view), section_title(context, view),
                               2, children);
    }
    return data_list(entries, sections.as.list.count);
}

static void section_id(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_text(section_anchor(context, self));
}

static void section_name(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct view_section *view = self;
    *result = view->section ? data_text(view->section->id) : data_none();
}

static void section_heading(const struct data_context *context, const void *self,
                            struct data *result)
{
    *result = data_text(section_title(context, self));
}

static void section_role(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct view_section *view = self;
    *result = view->section ? view_optional(view->section->role) : data_none();
}

/* Templates ask whether there is any, and then for it. */
static void section_content(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct view_section *view = self;
    if (view->written && view->content->kind == DATA_NONE) {
        struct markdown_style style = view_markdown_style(context);
        struct buffer html = {0};
        markdown_write_section_html(&html, view->edition->document->markdown, view->written,
                                    &style);
        *view->content = data_markup(
            view_tables_place(context, view->edition, buffer_copy(&html, context->arena)));
        buffer_release(&html);
    }
    *result = *view->content;
}

static void section_field(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct view_section *view = self;
    *result = data_object(&view_field_class, view->section ? view->section->field : NULL);
}

static void section_value(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_section *view = self;
    *result = view_value(context, view->edition, view->value);
}

static const struct data_attribute section_attributes[] = {
    {"id", section_id},       {"name", section_name},       {"heading", section_heading},
    {"role", section_role},   {"content", section_content}, {"field", section_field},
    {"value", section_value},
};
VIEW_CLASS(view_section_class, "section", section_attributes, NULL, NULL);
