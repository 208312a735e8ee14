/* The columns of facets and orders, by the documents' numbers. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include <stdlib.h>

struct cell {
    uint32_t document;
    int64_t number;
};

static int compare_cells(const void *a, const void *b)
{
    uint32_t x = ((const struct cell *)a)->document, y = ((const struct cell *)b)->document;
    return (x > y) - (x < y);
}

/* The documents under their numbers, ascending; `numbers` may be NULL. */
static struct cell *sort_cells(struct index *index, const uint32_t *documents,
                               const int64_t *numbers, size_t count)
{
    struct cell *cells = arena_array(&index->counting, struct cell, count + 1);
    for (size_t i = 0; i < count; i++)
        cells[i] = (struct cell){index->numbers[documents[i]], numbers ? numbers[i] : 0};
    qsort(cells, count, sizeof *cells, compare_cells);
    return cells;
}

static void add_documents(struct buffer *out, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        index_add_gap(out, cells[i].document, i, i ? cells[i - 1].document : 0);
}

static void add_values(struct buffer *out, struct index *index, const struct index_column *column)
{
    bytes_add_varint(out, (uint32_t)column->value_count);
    for (size_t i = 0; i < column->value_count; i++) {
        const struct index_value *value = &column->values[i];
        bytes_add_string(out, value->id);
        bytes_add_string(out, value->label);
        bytes_add_varint(out, (uint32_t)value->parent);
        bytes_add_varint(out, (uint32_t)value->document_count);
        add_documents(out, sort_cells(index, value->documents, NULL, value->document_count),
                      value->document_count);
    }
}

static void add_numbers(struct buffer *out, struct index *index, const struct index_column *column)
{
    size_t count = column->document_count;
    const struct cell *cells = sort_cells(index, column->documents, column->numbers, count);
    if (column->kind == COLUMN_NUMBERS)
        buffer_add_byte(out, (char)column->scale);
    add_documents(out, cells, count);
    for (size_t i = 0; i < count; i++)
        if (column->kind == COLUMN_ORDER)
            bytes_add_varint(out, (uint32_t)cells[i].number);
        else /* of unsigned numbers, so that it may wrap around */
            bytes_add_number(out, (int64_t)((uint64_t)cells[i].number -
                                            (i ? (uint64_t)cells[i - 1].number : 0)));
}

static void write_column(struct index *index, const struct index_column *column, size_t number,
                         struct buffer *directory)
{
    struct buffer file = {0};
    bytes_add_string(&file, column->label);
    bytes_add_varint(&file, (uint32_t)column->document_count);
    if (column->kind == COLUMN_TERMS)
        add_values(&file, index, column);
    else
        add_numbers(&file, index, column);
    bytes_add_string(directory, column->id);
    buffer_add_byte(directory, (char)column->kind);
    buffer_add_byte(directory, (char)column->uses);
    index_write_file(index, "column", number, buffer_view(&file));
    buffer_release(&file);
}

void index_write_columns(struct index *index, struct buffer *directory)
{
    size_t count = index->documents.count;
    uint32_t *documents = arena_array(&index->counting, uint32_t, count + 1);
    int64_t *ranks = arena_array(&index->counting, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        documents[i] = (uint32_t)i;
        ranks[i] = (int64_t)i;
    }
    struct index_column list = {.id = SLICE(FORMAT_LIST),
                                .kind = COLUMN_ORDER,
                                .uses = COLUMN_SORT,
                                .documents = documents,
                                .document_count = count,
                                .numbers = ranks};
    bytes_add_varint(directory, (uint32_t)index->columns.count + 1);
    write_column(index, &list, 0, directory);
    for (size_t i = 0; i < index->columns.count; i++)
        write_column(index, index->columns.items[i], i + 1, directory);
}
