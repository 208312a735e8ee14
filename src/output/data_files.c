#include "output/data_files.h"

#include "model/history.h"
#include "text/escape.h"
#include "text/json.h"

/* A record's members are columns of their own; a list of records is one. */
static bool is_flattened(const struct field *field)
{
    return field->type == VALUE_RECORD;
}

static void add_cell(struct buffer *out, bool *first, struct slice text)
{
    if (!*first)
        buffer_add_byte(out, ',');
    *first = false;
    escape_csv(out, text);
}

static void add_header_cells(struct buffer *out, bool *first, const struct field *field,
                             struct slice prefix, unsigned language, struct arena *arena)
{
    struct slice label = local_text_get(&field->label, language);
    if (prefix.len)
        label = arena_concat(arena, prefix, SLICE("."), label, (struct slice){0});
    if (!is_flattened(field)) {
        add_cell(out, first, label);
        return;
    }
    for (size_t i = 0; i < field->field_count; i++)
        add_header_cells(out, first, field->fields[i], label, language, arena);
}

/* The value without references to sheets that are not published yet. */
static struct value published_value(struct arena *arena, const struct value *value)
{
    struct value copy = *value;
    if (value->kind == VALUE_REF && !value->as.ref.target)
        copy.kind = VALUE_NONE;
    if (value->kind == VALUE_LIST) {
        copy.as.list.items = arena_array(arena, struct value, value->as.list.count);
        copy.as.list.count = 0;
        for (size_t i = 0; i < value->as.list.count; i++) {
            struct value item = published_value(arena, &value->as.list.items[i]);
            if (item.kind != VALUE_NONE)
                copy.as.list.items[copy.as.list.count++] = item;
        }
    }
    if (value->kind == VALUE_RECORD) {
        copy.as.record.members = arena_array(arena, struct value, value->field->field_count);
        for (size_t i = 0; i < value->field->field_count; i++)
            copy.as.record.members[i] = published_value(arena, &value->as.record.members[i]);
    }
    return copy;
}

static void add_value_cells(struct buffer *out, bool *first, const struct field *field,
                            const struct value *value, struct buffer *cell)
{
    if (is_flattened(field)) {
        for (size_t i = 0; i < field->field_count; i++)
            add_value_cells(
                out, first, field->fields[i],
                value && value->kind == VALUE_RECORD ? &value->as.record.members[i] : NULL, cell);
        return;
    }
    buffer_clear(cell);
    if (value)
        value_write_plain(cell, value);
    add_cell(out, first, buffer_view(cell));
}

void data_write_collection_csv(struct buffer *out, const struct site *site,
                               const struct route *route, struct arena *arena)
{
    const struct collection *collection = route->collection;
    const struct field *title = collection->by_role[ROLE_TITLE];
    struct slice address = theme_message(site->theme, site->schema->locales[route->language],
                                         route->language, SLICE("address"), -1);
    bool first = true;
    struct buffer cell = {0};

    buffer_add_string(out, "\xef\xbb\xbf");
    add_cell(out, &first, SLICE("id"));
    add_cell(out, &first, local_text_get(&title->label, route->language));
    add_cell(out, &first, address);
    for (size_t i = 0; i < collection->field_count; i++)
        if (collection->fields[i] != title)
            add_header_cells(out, &first, collection->fields[i], (struct slice){0}, route->language,
                             arena);
    buffer_add_string(out, "\r\n");

    const struct collection_sheets *listed =
        catalogue_collection_sheets(site->catalogue, collection);
    for (size_t i = 0; i < listed->count; i++) {
        const struct sheet *sheet = listed->sheets[i];
        const struct edition *edition = sheet_edition(sheet, route->language);
        first = true;
        add_cell(out, &first, sheet->id);
        add_cell(out, &first, edition->title);
        add_cell(out, &first, site_permalink(site, arena, sheet->url[route->language]));
        for (size_t j = 0; j < collection->field_count; j++) {
            struct value value = published_value(arena, &edition->values[j]);
            if (collection->fields[j] != title)
                add_value_cells(out, &first, collection->fields[j], &value, &cell);
        }
        buffer_add_string(out, "\r\n");
    }
    buffer_release(&cell);
}

static void write_identity(struct json_writer *json, const struct site *site,
                           const struct sheet *sheet, struct arena *arena)
{
    static const char *const statuses[] = {
        [STATUS_DRAFT] = "draft", [STATUS_REVIEW] = "review", [STATUS_PUBLISHED] = "published"};
    json_member(json, SLICE("id"), sheet->id);
    json_member(json, SLICE("collection"), sheet->collection->id);
    json_member(json, SLICE("status"), slice_from_string(statuses[sheet->status]));
    json_member(json, SLICE("url"),
                site_permalink(site, arena, sheet->url[sheet->original->language]));
}

static void write_fields(struct json_writer *json, const struct edition *edition,
                         struct arena *arena)
{
    const struct collection *collection = edition->sheet->collection;
    json_key(json, SLICE("fields"));
    json_begin_object(json);
    for (size_t i = 0; i < collection->field_count; i++) {
        struct value value = published_value(arena, &edition->values[i]);
        if (value_is_empty(&value))
            continue;
        json_key(json, collection->fields[i]->id);
        value_write_json(json, &value);
    }
    json_end_object(json);
}

static void write_edition_head(struct json_writer *json, const struct site *site,
                               const struct edition *edition, struct arena *arena)
{
    json_member(json, SLICE("title"), edition->title);
    if (edition->summary.len)
        json_member(json, SLICE("summary"), edition->summary);
    json_member(json, SLICE("url"),
                site_permalink(site, arena, edition->sheet->url[edition->language]));
}

static void write_editions(struct json_writer *json, const struct site *site,
                           const struct sheet *sheet, bool bodies, struct arena *arena)
{
    json_key(json, SLICE("editions"));
    json_begin_object(json);
    for (unsigned i = 0; i < site->schema->language_count; i++) {
        const struct edition *edition = sheet->editions[i];
        if (!edition)
            continue;
        json_key(json, site->schema->languages[i]);
        json_begin_object(json);
        write_edition_head(json, site, edition, arena);
        const struct markdown *markdown = edition->document->markdown;
        if (bodies && markdown) {
            json_key(json, SLICE("sections"));
            json_begin_array(json);
            for (size_t j = 0; j < markdown->section_count; j++) {
                const struct markdown_section *section = &markdown->sections[j];
                json_begin_object(json);
                if (section->heading) {
                    json_member(json, SLICE("id"), section->heading->id);
                    json_member(json, SLICE("heading"), section->heading->text);
                }
                json_member(json, SLICE("markdown"), slice_trim(section->source));
                json_end_object(json);
            }
            json_end_array(json);
        }
        if (bodies)
            data_write_edition_tables(json, edition);
        json_end_object(json);
    }
    json_end_object(json);
}

void data_write_collection_json(struct buffer *out, const struct site *site,
                                const struct collection *collection, struct arena *arena)
{
    struct json_writer json = {.out = out, .pretty = true};
    const struct collection_sheets *listed =
        catalogue_collection_sheets(site->catalogue, collection);
    json_begin_array(&json);
    for (size_t i = 0; i < listed->count; i++) {
        json_begin_object(&json);
        write_identity(&json, site, listed->sheets[i], arena);
        write_fields(&json, listed->sheets[i]->original, arena);
        write_editions(&json, site, listed->sheets[i], false, arena);
        json_end_object(&json);
    }
    json_end_array(&json);
    buffer_add_byte(out, '\n');
}

/* Another sheet, as "COLLECTION/ID". */
static void write_sheet_key(struct json_writer *json, const struct sheet *sheet,
                            struct arena *arena)
{
    json_string(
        json, arena_concat(arena, sheet->collection->id, SLICE("/"), sheet->id, (struct slice){0}));
}

static void write_ties(struct json_writer *json, const struct sheet *sheet, struct arena *arena)
{
    json_key(json, SLICE("referrers"));
    json_begin_array(json);
    for (size_t i = 0; i < sheet->referrer_count; i++) {
        const struct referrer *referrer = &sheet->referrers[i];
        json_begin_object(json);
        json_member(json, SLICE("field"), referrer->field->id);
        json_key(json, SLICE("sheets"));
        json_begin_array(json);
        for (size_t j = 0; j < referrer->count; j++)
            write_sheet_key(json, referrer->sheets[j], arena);
        json_end_array(json);
        json_end_object(json);
    }
    json_end_array(json);
    json_key(json, SLICE("backlinks"));
    json_begin_array(json);
    for (size_t i = 0; i < sheet->backlink_count; i++)
        write_sheet_key(json, sheet->backlinks[i].from, arena);
    json_end_array(json);
    json_key(json, SLICE("related"));
    json_begin_array(json);
    for (size_t i = 0; i < sheet->related_count; i++)
        write_sheet_key(json, sheet->related[i].sheet, arena);
    json_end_array(json);
}

/* An old one has no page, one that nobody is named of no author. */
static void write_version(struct json_writer *json, const struct site *site,
                          const struct version *version, struct arena *arena)
{
    struct buffer date = {0};
    date_write_iso(&date, version->date);
    json_begin_object(json);
    json_member(json, SLICE("date"), buffer_view(&date));
    json_member(json, SLICE("commit"), version->commit);
    json_member(json, SLICE("language"), site->schema->languages[version->language]);
    if (version->author.len)
        json_member(json, SLICE("author"), version->author);
    if (version->url.len)
        json_member(json, SLICE("url"), site_permalink(site, arena, version->url));
    json_end_object(json);
    buffer_release(&date);
}

static void write_versions(struct json_writer *json, const struct site *site,
                           const struct sheet *sheet, struct arena *arena)
{
    const struct sheet_history *history = sheet->history;
    if (!history || !history->version_count)
        return;
    json_key(json, SLICE("versions"));
    json_begin_array(json);
    for (size_t i = 0; i < history->version_count; i++)
        write_version(json, site, &history->versions[i], arena);
    json_end_array(json);
}

void data_write_sheet_json(struct buffer *out, const struct site *site, const struct sheet *sheet,
                           struct arena *arena)
{
    struct json_writer json = {.out = out, .pretty = true};
    json_begin_object(&json);
    write_identity(&json, site, sheet, arena);
    write_fields(&json, sheet->original, arena);
    write_editions(&json, site, sheet, true, arena);
    write_ties(&json, sheet, arena);
    write_versions(&json, site, sheet, arena);
    json_end_object(&json);
    buffer_add_byte(out, '\n');
}
