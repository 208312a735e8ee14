/* Sheets, as templates see them: the edition that the page's language shows. */
#include "output/view_parts.h"
#include "output/view_table.h"
#include "text/words.h"

#define WORDS_A_MINUTE 200

struct data view_sheets(const struct data_context *context, const struct sheet *const *sheets,
                        size_t count)
{
    struct data *items = arena_array(context->arena, struct data, count);
    for (size_t i = 0; i < count; i++)
        items[i] = data_object(&view_sheet_class, sheets[i]);
    return data_list(items, count);
}

static const struct edition *edition_of(const struct data_context *context, const void *self)
{
    return sheet_edition(self, context->language);
}

static void sheet_id(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct sheet *)self)->id);
}

static void sheet_title(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_text(edition_of(context, self)->title);
}

static void sheet_summary(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_optional(edition_of(context, self)->summary);
}

static void sheet_address(const struct data_context *context, const void *self, struct data *result)
{
    struct slice url = ((const struct sheet *)self)->url[context->language];
    *result = url.len ? view_href(context, url) : data_none(); /* named by an old text, and gone */
}

static void sheet_permalink(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct sheet *sheet = self;
    *result = data_text(
        site_permalink(view_site(context), context->arena, sheet->url[context->language]));
}

static void sheet_language(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = view_language(context, edition_of(context, self)->language);
}

static void sheet_collection(const struct data_context *context, const void *self,
                             struct data *result)
{
    (void)context;
    *result = data_object(&view_collection_class, ((const struct sheet *)self)->collection);
}

/* The first name that site.yaml gives the status. */
static void sheet_status(const struct data_context *context, const void *self, struct data *result)
{
    const struct schema *schema = view_site(context)->schema;
    enum status status = ((const struct sheet *)self)->status;
    *result = schema->status_name_count[status] ? data_text(schema->status_names[status][0])
                                                : data_none();
}

static void sheet_is_draft(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct sheet *)self)->status != STATUS_PUBLISHED);
}

static void sheet_is_sample(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct value *sample = edition_role(edition_of(context, self), ROLE_SAMPLE);
    *result = data_boolean(sample && sample->kind == VALUE_BOOLEAN && sample->as.boolean);
}

static void sheet_source(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_text(edition_of(context, self)->path);
}

static int64_t word_count(const struct edition *edition)
{
    const struct markdown *markdown = edition->document->markdown;
    return markdown ? (int64_t)words_count(markdown->plain) : 0;
}

static void sheet_word_count(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = data_integer(word_count(edition_of(context, self)));
}

static void sheet_reading_minutes(const struct data_context *context, const void *self,
                                  struct data *result)
{
    int64_t words = word_count(edition_of(context, self));
    *result =
        data_integer(words < WORDS_A_MINUTE ? 1 : (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE);
}

static void sheet_fields(const struct data_context *context, const void *self, struct data *result)
{
    const struct edition *edition = edition_of(context, self);
    const struct collection *collection = edition->sheet->collection;
    struct data *items = arena_array(context->arena, struct data, collection->field_count);
    size_t count = 0;
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        if (field->section || field->role == ROLE_TITLE || field->role == ROLE_SUMMARY)
            continue;
        struct data entry = view_entry(context, edition, &edition->values[i]);
        if (entry.kind != DATA_NONE)
            items[count++] = entry;
    }
    *result = data_list(items, count);
}

static bool values_find(const struct data_context *context, const void *self, struct slice name,
                        struct data *result)
{
    const struct edition *edition = edition_of(context, self);
    const struct field *field = map_get(&edition->sheet->collection->fields_by_id, name);
    if (!field)
        return false;
    *result = view_value(context, edition, &edition->values[field->index]);
    return true;
}

static bool role_find(const struct data_context *context, const void *self, struct slice name,
                      struct data *result)
{
    const struct edition *edition = edition_of(context, self);
    for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        if (slice_equal(field_role_name((enum field_role)role), name)) {
            *result = view_entry(context, edition, edition_role(edition, (enum field_role)role));
            return true;
        }
    }
    return false;
}

static bool section_find(const struct data_context *context, const void *self, struct slice name,
                         struct data *result)
{
    *result = view_section_find(context, edition_of(context, self), name);
    return true;
}

static const struct data_class values_class = {"sheet.values", NULL, 0, values_find, NULL, NULL};
static const struct data_class role_class = {"sheet.role", NULL, 0, role_find, NULL, NULL};
static const struct data_class section_class = {"sheet.section", NULL, 0, section_find, NULL, NULL};

static void sheet_values(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&values_class, self);
}

static void sheet_role(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&role_class, self);
}

static void sheet_section(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&section_class, self);
}

static void sheet_sections(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = view_sections(context, edition_of(context, self));
}

static void sheet_lead(const struct data_context *context, const void *self, struct data *result)
{
    const struct markdown *markdown = edition_of(context, self)->document->markdown;
    *result = data_none();
    if (!markdown || !markdown->section_count || markdown->sections[0].heading)
        return;
    struct markdown_style style = view_markdown_style(context);
    struct buffer html = {0};
    markdown_write_section_html(&html, markdown, &markdown->sections[0], &style);
    if (html.len)
        *result = data_markup(view_tables_place(context, edition_of(context, self),
                                                buffer_copy(&html, context->arena)));
    buffer_release(&html);
}

static void sheet_content(const struct data_context *context, const void *self, struct data *result)
{
    const struct edition *edition = edition_of(context, self);
    const struct markdown *markdown = edition->document->markdown;
    *result = markdown ? view_markdown(context, markdown) : data_none();
    if (markdown)
        result->as.text = view_tables_place(context, edition, result->as.text);
}

static void sheet_has_tables(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = data_boolean(edition_of(context, self)->document->table_count > 0);
}

static void sheet_footnotes(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct markdown *markdown = edition_of(context, self)->document->markdown;
    *result = data_none();
    if (!markdown || !markdown->has_footnotes)
        return;
    struct markdown_style style = view_markdown_style(context);
    struct buffer html = {0};
    markdown_write_footnotes_html(&html, markdown, &style);
    *result = data_markup(buffer_copy(&html, context->arena));
    buffer_release(&html);
}

/* How many components of the sheet have each degree, in the vocabulary's order. */
static void sheet_degrees(const struct data_context *context, const void *self, struct data *result)
{
    const struct value *components = edition_role(edition_of(context, self), ROLE_TRANSFERABILITY);
    *result = data_list(NULL, 0);
    if (!components || components->kind != VALUE_LIST || !components->field->item ||
        components->field->item->type != VALUE_RECORD)
        return;
    const struct field *record = components->field->item;
    const struct field *degree = NULL;
    for (size_t i = 0; i < record->field_count && !degree; i++)
        if (record->fields[i]->type == VALUE_TERM)
            degree = record->fields[i];
    if (!degree)
        return;
    const struct vocabulary *vocabulary = degree->vocabulary;
    struct data *items = arena_array(context->arena, struct data, vocabulary->term_count);
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        int64_t components_of_degree = 0;
        for (size_t j = 0; j < components->as.list.count; j++) {
            const struct value *item = &components->as.list.items[j];
            components_of_degree +=
                item->kind == VALUE_RECORD &&
                item->as.record.members[degree->index].kind == VALUE_TERM &&
                item->as.record.members[degree->index].as.term == vocabulary->terms[i];
        }
        if (components_of_degree)
            items[count++] = VIEW_MAP(
                context, VIEW_PAIR("term", data_object(&view_term_class, vocabulary->terms[i])),
                VIEW_PAIR("count", data_integer(components_of_degree)));
    }
    *result = data_list(items, count);
}

static void sheet_parent(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&view_sheet_class, ((const struct sheet *)self)->parent);
}

static void sheet_previous(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = data_object(&view_sheet_class, ((const struct sheet *)self)->previous);
}

static void sheet_next(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&view_sheet_class, ((const struct sheet *)self)->next);
}

static void sheet_children(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct sheet *sheet = self;
    *result = view_sheets(context, sheet->children, sheet->child_count);
}

static void sheet_history(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet *sheet = self;
    (void)context;
    bool is_told = sheet->history && sheet->history->version_count;
    *result = data_object(&view_history_class, is_told ? sheet : NULL);
}

static const struct edit_links *links_of(const struct data_context *context, const void *self)
{
    const struct sheet *sheet = self;
    return sheet->edit_links[edition_of(context, self)->language];
}

static void sheet_keeper(const struct data_context *context, const void *self, struct data *result)
{
    const struct local_text *keeper = ((const struct sheet *)self)->keeper;
    *result = keeper ? data_text(local_text_get(keeper, context->language)) : data_none();
}

static void sheet_edit(const struct data_context *context, const void *self, struct data *result)
{
    const struct edit_links *links = links_of(context, self);
    *result = links ? view_optional(links->edit) : data_none();
}

static void sheet_report(const struct data_context *context, const void *self, struct data *result)
{
    const struct edit_links *links = links_of(context, self);
    *result = links ? view_optional(links->report) : data_none();
}

static struct data role_value(const struct data_context *context, const void *self,
                              enum field_role role)
{
    const struct edition *edition = edition_of(context, self);
    return view_value(context, edition, edition_role(edition, role));
}

static void sheet_updated(const struct data_context *context, const void *self, struct data *result)
{
    *result = role_value(context, self, ROLE_UPDATED);
}

static void sheet_published(const struct data_context *context, const void *self,
                            struct data *result)
{
    *result = role_value(context, self, ROLE_PUBLISHED);
}

static void sheet_start(const struct data_context *context, const void *self, struct data *result)
{
    *result = role_value(context, self, ROLE_START);
}

static const struct data_attribute sheet_attributes[] = {
    {"id", sheet_id},
    {"title", sheet_title},
    {"summary", sheet_summary},
    {"url", sheet_address},
    {"permalink", sheet_permalink},
    {"language", sheet_language},
    {"collection", sheet_collection},
    {"status", sheet_status},
    {"is_draft", sheet_is_draft},
    {"is_sample", sheet_is_sample},
    {"source", sheet_source},
    {"word_count", sheet_word_count},
    {"reading_minutes", sheet_reading_minutes},
    {"fields", sheet_fields},
    {"values", sheet_values},
    {"role", sheet_role},
    {"section", sheet_section},
    {"sections", sheet_sections},
    {"lead", sheet_lead},
    {"content", sheet_content},
    {"has_tables", sheet_has_tables},
    {"footnotes", sheet_footnotes},
    {"backlinks", view_sheet_backlinks},
    {"referrers", view_sheet_referrers},
    {"related", view_sheet_related},
    {"attachments", view_sheet_attachments},
    {"translations", view_sheet_translations},
    {"original", view_sheet_original},
    {"notice", view_sheet_notice},
    {"degrees", sheet_degrees},
    {"parent", sheet_parent},
    {"previous", sheet_previous},
    {"next", sheet_next},
    {"children", sheet_children},
    {"history", sheet_history},
    {"keeper", sheet_keeper},
    {"edit", sheet_edit},
    {"report", sheet_report},
    {"updated", sheet_updated},
    {"published", sheet_published},
    {"start", sheet_start},
};
VIEW_CLASS(view_sheet_class, "sheet", sheet_attributes, NULL, sheet_title);
