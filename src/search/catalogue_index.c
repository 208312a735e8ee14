#include "search/catalogue_parts.h"

#include "base/vector.h"
#include "model/table.h"

typedef VECTOR(struct index_text) text_list;

void catalogue_visit_items(const struct value *value, item_visitor *visitor, void *context)
{
    if (!value || value_is_empty(value))
        return;
    if (value->kind != VALUE_LIST) {
        visitor(context, value);
        return;
    }
    for (size_t i = 0; i < value->as.list.count; i++)
        catalogue_visit_items(&value->as.list.items[i], visitor, context);
}

/* ---- values as text ----------------------------------------------------- */

static void write_record(struct buffer *out, const struct indexing *indexing,
                         const struct value *record)
{
    const struct field *field = record->field;
    for (size_t i = 0; field && i < field->field_count; i++) {
        size_t before = out->len;
        catalogue_write_value(out, indexing, &record->as.record.members[i]);
        if (out->len > before)
            buffer_add(out, SLICE("; "));
    }
}

void catalogue_write_value(struct buffer *out, const struct indexing *indexing,
                           const struct value *value)
{
    if (value_is_empty(value))
        return;
    switch (value->kind) {
    case VALUE_LIST:
        for (size_t i = 0; i < value->as.list.count; i++) {
            size_t before = out->len;
            catalogue_write_value(out, indexing, &value->as.list.items[i]);
            if (out->len > before && i + 1 < value->as.list.count)
                buffer_add(out, SLICE(", "));
        }
        break;
    case VALUE_RECORD:
        write_record(out, indexing, value);
        break;
    case VALUE_REF:
        if (value->as.ref.target)
            buffer_add(out, sheet_edition(value->as.ref.target, indexing->language)->title);
        break;
    case VALUE_MARKDOWN:
        buffer_add(out, value->as.markdown.tree ? value->as.markdown.tree->plain
                                                : value->as.markdown.source);
        break;
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        break;
    default:
        value_write(out, value, indexing->locale, indexing->language);
    }
}

static bool holds_names(const struct field *field)
{
    while (field->type == VALUE_LIST && field->item)
        field = field->item;
    return field->type == VALUE_TERM || field->type == VALUE_REF;
}

/* A field that the edition has as a section of its body, which is read anyway. */
static bool is_in_body(const struct edition *edition, const struct field *field)
{
    return field->section && edition->document->sections &&
           edition->document->sections[field->section->index];
}

static struct slice field_text(struct indexing *indexing, const struct value *value)
{
    struct buffer text = {0};
    catalogue_write_value(&text, indexing, value);
    struct slice copy = buffer_copy(&text, indexing->arena);
    buffer_release(&text);
    return copy;
}

/* ---- documents ---------------------------------------------------------- */

static void add_text(struct indexing *indexing, text_list *list, enum zone zone, struct slice text)
{
    struct index_text added = {zone, text};
    if (text.len)
        vector_push(indexing->arena, list, added);
}

static void add_fields(struct indexing *indexing, const struct edition *edition, text_list *list)
{
    const struct collection *collection = edition->sheet->collection;
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        if (field->role == ROLE_TITLE || field->role == ROLE_SUMMARY || is_in_body(edition, field))
            continue;
        add_text(indexing, list, holds_names(field) ? ZONE_TERMS : ZONE_FIELDS,
                 field_text(indexing, &edition->values[i]));
    }
}

/* Words that stand in the indicator tables of the text. */
static void add_tables(struct indexing *indexing, const struct document *document, text_list *list)
{
    struct buffer words = {0};
    for (size_t i = 0; i < document->table_count; i++)
        table_write_words(&words, document->tables[i]);
    add_text(indexing, list, ZONE_BODY, buffer_copy(&words, indexing->arena));
    buffer_release(&words);
}

static void add_body(struct indexing *indexing, const struct edition *edition, text_list *list)
{
    const struct markdown *body = edition->document->markdown;
    if (!body)
        return;
    for (size_t i = 0; i < body->heading_count; i++)
        add_text(indexing, list, ZONE_HEADINGS, body->headings[i].text);
    add_text(indexing, list, ZONE_BODY, body->plain);
    add_tables(indexing, edition->document, list);
}

/* A body's text without its headings, which lie in it as lines of their own, in their order. */
static struct slice text_without_headings(struct indexing *indexing,
                                          const struct markdown *markdown)
{
    struct buffer text = {0};
    struct slice rest = markdown->plain, line;
    size_t heading = 0;
    while (slice_next_line(&rest, &line)) {
        if (heading < markdown->heading_count &&
            slice_equal(slice_trim(line), markdown->headings[heading].text)) {
            heading++;
            continue;
        }
        buffer_add(&text, line);
        buffer_add_byte(&text, '\n');
    }
    struct slice copy = buffer_copy(&text, indexing->arena);
    buffer_release(&text);
    return copy;
}

/* The summary first, unless the body holds it as a section. */
static struct slice excerpt_of(struct indexing *indexing, const struct edition *edition)
{
    const struct markdown *markdown = edition->document->markdown;
    const struct field *summary = edition->sheet->collection->by_role[ROLE_SUMMARY];
    struct slice body =
        markdown ? text_without_headings(indexing, markdown) : (struct slice){0};
    if (!summary || !edition->summary.len || is_in_body(edition, summary))
        return body;
    return arena_concat(indexing->arena, edition->summary, SLICE("\n"), body, (struct slice){0});
}

/* ---- records ------------------------------------------------------------ */

static void write_whole(struct buffer *out, const struct indexing *indexing,
                        const struct value *value);

static void write_items(struct buffer *out, const struct indexing *indexing,
                        const struct value *value)
{
    const struct value *items = value->as.list.items;
    for (size_t i = 0; i < value->as.list.count; i++) {
        bool long_text = items[i].kind == VALUE_MARKDOWN || items[i].kind == VALUE_RECORD;
        size_t before = out->len;
        write_whole(out, indexing, &items[i]);
        if (out->len > before && i + 1 < value->as.list.count)
            buffer_add(out, long_text ? SLICE("\n") : SLICE(", "));
    }
}

/* As a reader sees it, addresses and names of files as well; long items on lines of their own. */
static void write_whole(struct buffer *out, const struct indexing *indexing,
                        const struct value *value)
{
    if (value_is_empty(value))
        return;
    if (value->kind == VALUE_LIST)
        write_items(out, indexing, value);
    else if (value->kind == VALUE_URL || value->kind == VALUE_EMAIL || value->kind == VALUE_FILE)
        value_write(out, value, indexing->locale, indexing->language);
    else
        catalogue_write_value(out, indexing, value);
}

static void add_records(struct indexing *indexing, const struct edition *edition,
                        struct index_document *document)
{
    const struct collection *collection = edition->sheet->collection;
    struct index_record *records =
        arena_array(indexing->arena, struct index_record, collection->field_count + 1);
    struct buffer text = {0};
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        buffer_clear(&text);
        write_whole(&text, indexing, &edition->values[i]);
        if (text.len)
            records[document->record_count++] =
                (struct index_record){field->id, local_text_get(&field->label, indexing->language),
                                      buffer_copy(&text, indexing->arena)};
    }
    document->records = records;
    buffer_release(&text);
}

/* ---- sheets ------------------------------------------------------------- */

static void add_sheet(struct indexing *indexing, const struct sheet *sheet)
{
    const struct edition *edition = sheet_edition(sheet, indexing->language);
    text_list texts = {0};
    add_text(indexing, &texts, ZONE_TITLE, edition->title);
    add_text(indexing, &texts, ZONE_SUMMARY, edition->summary);
    add_fields(indexing, edition, &texts);
    add_body(indexing, edition, &texts);
    struct index_document document = {
        .key = arena_concat(indexing->arena, sheet->collection->id, SLICE("/"), sheet->id,
                            (struct slice){0}),
        .address = sheet->url[indexing->language],
        .title = edition->title,
        .excerpt = excerpt_of(indexing, edition),
        .texts = texts.items,
        .text_count = texts.count,
    };
    catalogue_add_facts(indexing, edition, &document);
    add_records(indexing, edition, &document);
    index_add(indexing->index, &document);
    indexing->sheets[indexing->sheet_count++] = sheet;
}

void catalogue_index_write(const struct catalogue *catalogue, unsigned language, index_sink *sink,
                           void *context)
{
    struct arena arena = {0};
    struct indexing indexing = {
        .catalogue = catalogue,
        .schema = catalogue->schema,
        .language = language,
        .locale = catalogue->schema->locales[language],
        .arena = &arena,
        .index = index_create(&arena, catalogue->schema->languages[language]),
        .sheets = arena_array(&arena, const struct sheet *, catalogue->sheet_count + 1),
    };
    for (size_t i = 0; i < catalogue->schema->collection_count; i++) {
        const struct collection_sheets *list = &catalogue->collections[i];
        for (size_t j = 0; j < list->count; j++)
            add_sheet(&indexing, list->sheets[j]);
    }
    catalogue_add_columns(&indexing);
    index_write(indexing.index, sink, context);
    index_destroy(indexing.index);
    arena_release(&arena);
}
