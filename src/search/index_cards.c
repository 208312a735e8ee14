/* What a result shows, and whole records. Each file has the same number of documents, so that nothing
 * need say which one a document is in. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include "base/map.h"

/* So many documents of about `size` bytes each give files of about `bytes`. */
static size_t group_size(size_t bytes, size_t size, size_t count)
{
    size_t documents = count ? (bytes * count + size / 2) / (size ? size : 1) : 1;
    return documents < 1 ? 1 : documents;
}

/* ---- cards -------------------------------------------------------------- */

static void add_card(struct buffer *out, const struct collected_document *document)
{
    bytes_add_string(out, document->key);
    bytes_add_string(out, document->address);
    bytes_add_string(out, document->title);
    bytes_add_varint(out, (uint32_t)document->fact_count);
    for (size_t i = 0; i < document->fact_count; i++) {
        bytes_add_string(out, document->facts[i].field);
        bytes_add_string(out, document->facts[i].text);
    }
    bytes_add_string(out, document->excerpt);
}

static size_t card_size(const struct collected_document *document)
{
    size_t size = document->key.len + document->address.len + document->title.len +
                  document->excerpt.len + 5;
    for (size_t i = 0; i < document->fact_count; i++)
        size += document->facts[i].field.len + document->facts[i].text.len + 2;
    return size;
}

void index_write_cards(struct index *index, struct buffer *directory)
{
    struct buffer file = {0};
    size_t count = index->documents.count, size = 0;
    for (size_t i = 0; i < count; i++)
        size += card_size(&index->documents.items[i]);
    size_t group = group_size(CARD_BYTES, size, count);
    for (size_t i = 0; i < count; i += group) {
        buffer_clear(&file);
        for (size_t j = i; j < i + group && j < count; j++)
            add_card(&file, &index->documents.items[j]);
        index_write_file(index, "cards", i / group, buffer_view(&file));
    }
    bytes_add_varint(directory, (uint32_t)group);
    buffer_release(&file);
}

/* ---- records ------------------------------------------------------------ */

/* The fields that a file's documents have, each named once. */
struct record_fields {
    struct arena arena;
    VECTOR(const struct index_record *) listed;
    struct map numbers; /* "ID\0LABEL" to number + 1 */
};

static uint32_t find_field(struct record_fields *fields, const struct index_record *record)
{
    struct slice name =
        arena_concat(&fields->arena, record->field, SLICE("\0"), record->label, (struct slice){0});
    uintptr_t number = (uintptr_t)map_get(&fields->numbers, name);
    if (!number) {
        vector_push(&fields->arena, &fields->listed, record);
        number = fields->listed.count;
        map_set(&fields->arena, &fields->numbers, name, (void *)number);
    }
    return (uint32_t)(number - 1);
}

static void write_record_file(struct index *index, size_t number, size_t first, size_t end)
{
    struct record_fields fields = {0};
    struct buffer body = {0}, file = {0};
    for (size_t i = first; i < end; i++) {
        const struct collected_document *document = &index->documents.items[i];
        bytes_add_varint(&body, (uint32_t)document->record_count);
        for (size_t j = 0; j < document->record_count; j++) {
            bytes_add_varint(&body, find_field(&fields, &document->records[j]));
            bytes_add_string(&body, document->records[j].text);
        }
    }
    bytes_add_varint(&file, (uint32_t)fields.listed.count);
    for (size_t i = 0; i < fields.listed.count; i++) {
        bytes_add_string(&file, fields.listed.items[i]->field);
        bytes_add_string(&file, fields.listed.items[i]->label);
    }
    buffer_add(&file, buffer_view(&body));
    index_write_file(index, "records", number, buffer_view(&file));
    buffer_release(&body);
    buffer_release(&file);
    arena_release(&fields.arena);
}

void index_write_records(struct index *index, struct buffer *directory)
{
    size_t count = index->documents.count, size = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < index->documents.items[i].record_count; j++)
            size += index->documents.items[i].records[j].text.len + 3;
    size_t group = size ? group_size(RECORD_BYTES, size, count) : 0;
    for (size_t i = 0; group && i < count; i += group)
        write_record_file(index, i / group, i, i + group < count ? i + group : count);
    bytes_add_varint(directory, (uint32_t)group);
}
