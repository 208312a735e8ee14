/* What a result shows, and the columns of facets and sort orders. */
#include "search/bytes.h"
#include "search/index_parts.h"

typedef void add_document(struct buffer *out, const struct collected_document *document);

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
}

static void add_excerpt(struct buffer *out, const struct collected_document *document)
{
    bytes_add_string(out, document->excerpt);
}

static void write_groups(struct index *index, struct buffer *directory, const char *kind,
                         size_t bytes, add_document *add)
{
    struct buffer file = {0}, listed = {0};
    size_t groups = 0;
    for (size_t i = 0; i < index->documents.count; groups++) {
        size_t start = i;
        buffer_clear(&file);
        while (i < index->documents.count && file.len < bytes)
            add(&file, &index->documents.items[i++]);
        bytes_add_varint(&listed, (uint32_t)(i - start));
        bytes_add_word(&listed, index_write_file(index, kind, groups, buffer_view(&file)));
    }
    bytes_add_varint(directory, (uint32_t)groups);
    buffer_add(directory, buffer_view(&listed));
    buffer_release(&file);
    buffer_release(&listed);
}

void index_write_cards(struct index *index, struct buffer *directory)
{
    write_groups(index, directory, "cards", CARD_BYTES, add_card);
}

void index_write_excerpts(struct index *index, struct buffer *directory)
{
    write_groups(index, directory, "excerpts", EXCERPT_BYTES, add_excerpt);
}

static void add_documents(struct buffer *out, const uint32_t *documents, size_t count)
{
    bytes_add_varint(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        index_add_gap(out, documents[i], i, i ? documents[i - 1] : 0);
}

static void add_column(struct buffer *out, const struct index_column *column)
{
    bytes_add_varint(out, (uint32_t)column->document_count);
    if (column->kind == COLUMN_TERMS) {
        bytes_add_varint(out, (uint32_t)column->value_count);
        for (size_t i = 0; i < column->value_count; i++) {
            const struct index_value *value = &column->values[i];
            bytes_add_string(out, value->id);
            bytes_add_string(out, value->label);
            bytes_add_varint(out, (uint32_t)value->parent);
            add_documents(out, value->documents, value->document_count);
        }
        return;
    }
    if (column->kind == COLUMN_NUMBERS)
        buffer_add_byte(out, (char)column->scale);
    for (size_t i = 0; i < column->document_count; i++)
        index_add_gap(out, column->documents[i], i, i ? column->documents[i - 1] : 0);
    for (size_t i = 0; i < column->document_count; i++) {
        int64_t before = i ? column->numbers[i - 1] : 0;
        if (column->kind == COLUMN_ORDER)
            bytes_add_varint(out, (uint32_t)column->numbers[i]);
        else /* of unsigned numbers, so that it may wrap around */
            bytes_add_number(out, (int64_t)((uint64_t)column->numbers[i] - (uint64_t)before));
    }
}

void index_write_columns(struct index *index, struct buffer *directory)
{
    struct buffer file = {0};
    bytes_add_varint(directory, (uint32_t)index->columns.count);
    for (size_t i = 0; i < index->columns.count; i++) {
        const struct index_column *column = index->columns.items[i];
        buffer_clear(&file);
        add_column(&file, column);
        bytes_add_string(directory, column->id);
        bytes_add_string(directory, column->label);
        buffer_add_byte(directory, (char)column->kind);
        buffer_add_byte(directory, (char)column->uses);
        bytes_add_word(directory, index_write_file(index, "column", i, buffer_view(&file)));
    }
    buffer_release(&file);
}
