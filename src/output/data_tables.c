/* Indicator tables as data: CSV beside the page, JSON in the sheet's. */
#include "model/table.h"
#include "output/data_files.h"
#include "text/escape.h"
#include "text/json.h"

/* ---- CSV ----------------------------------------------------------------- */

struct csv_row {
    struct buffer *out;
    struct buffer cell;
    bool begun;
};

static void add_cell(struct csv_row *row, struct slice text)
{
    if (row->begun)
        buffer_add_byte(row->out, ',');
    row->begun = true;
    escape_csv(row->out, text);
}

static void end_row(struct csv_row *row)
{
    buffer_add_string(row->out, "\r\n");
    row->begun = false;
}

static bool is_written(const struct table *table, const struct table_column *column, size_t group)
{
    return !column->hidden || (table->is_grouped && column->index == group);
}

/* Whether any figure of the column says where it is from. */
static bool has_source(const struct table *table, size_t column)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct table_cell_details *details = table->rows.items[i][column].details;
        if (details && (details->source.len || details->has_as_of))
            return true;
    }
    return false;
}

static void add_source(struct csv_row *row, const struct table_cell *cell)
{
    const struct table_cell_details *details = cell->details;
    add_cell(row, details ? details->source : SLICE(""));
    buffer_clear(&row->cell);
    if (details && details->has_as_of)
        date_write_iso(&row->cell, details->as_of);
    add_cell(row, buffer_view(&row->cell));
}

static void add_figure(struct csv_row *row, const struct table *table,
                       const struct table_column *column, const struct table_cell *cell)
{
    buffer_clear(&row->cell);
    if (cell->kind == CELL_SHEET && cell->as.ref.sheet)
        buffer_add(&row->cell, sheet_edition(cell->as.ref.sheet, table->language)->title);
    else
        table_write_cell_plain(&row->cell, column, cell);
    add_cell(row, buffer_view(&row->cell));
}

void data_write_table_csv(struct buffer *out, const struct site *site, const struct route *route,
                          struct arena *arena)
{
    const struct table *table = route->table;
    struct csv_row row = {.out = out};
    bool sources[TABLE_COLUMNS_MAX] = {0};
    (void)site;
    buffer_add_string(out, "\xef\xbb\xbf");
    for (size_t c = 0; c < table->column_count; c++)
        if (is_written(table, &table->columns[c], table->group_column))
            add_cell(&row, table_column_title(arena, &table->columns[c], table->language));
    for (size_t c = 0; c < table->column_count; c++) {
        sources[c] = has_source(table, c);
        struct slice label = local_text_get(&table->columns[c].label, table->language);
        if (!sources[c])
            continue;
        add_cell(&row, arena_concat(arena, label, SLICE(".source"), (struct slice){0}));
        add_cell(&row, arena_concat(arena, label, SLICE(".date"), (struct slice){0}));
    }
    end_row(&row);
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct table_cell *cells = table->rows.items[i];
        for (size_t c = 0; c < table->column_count; c++)
            if (is_written(table, &table->columns[c], table->group_column))
                add_figure(&row, table, &table->columns[c], &cells[c]);
        for (size_t c = 0; c < table->column_count; c++)
            if (sources[c])
                add_source(&row, &cells[c]);
        end_row(&row);
    }
    buffer_release(&row.cell);
}

/* ---- JSON ---------------------------------------------------------------- */

static void write_optional(struct json_writer *json, const char *name, struct slice text)
{
    if (text.len)
        json_member(json, slice_from_string(name), text);
}

static void write_columns(struct json_writer *json, const struct table *table)
{
    json_key(json, SLICE("columns"));
    json_begin_array(json);
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        json_begin_object(json);
        json_member(json, SLICE("id"), column->id);
        json_member(json, SLICE("label"), local_text_get(&column->label, table->language));
        json_member(json, SLICE("type"), slice_from_string(table_type_names[column->type]));
        write_optional(json, "unit", column->unit.id);
        write_optional(json, "how", local_text_get(&column->how, table->language));
        if (column->origin != ORIGIN_GIVEN) {
            json_key(json, SLICE("computed"));
            json_boolean(json, true);
        }
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_cells(struct json_writer *json, const struct table *table,
                        const struct table_cell *cells, bool all)
{
    struct buffer text = {0};
    json_begin_object(json);
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (!all && cells[c].kind == CELL_MISSING)
            continue;
        json_key(json, column->id);
        buffer_clear(&text);
        table_write_cell_plain(&text, column, &cells[c]);
        if (cells[c].kind == CELL_NUMBER)
            json_number_text(json, buffer_view(&text));
        else if (cells[c].kind <= CELL_NOT_COMPUTABLE)
            json_null(json);
        else
            json_string(json, buffer_view(&text));
    }
    json_end_object(json);
    buffer_release(&text);
}

/* What goes with single figures: {row (from 1), column, source, date, notes}. */
static void write_detail(struct json_writer *json, const struct table *table, size_t row,
                         size_t column)
{
    const struct table_cell_details *details = table->rows.items[row][column].details;
    struct buffer date = {0};
    json_begin_object(json);
    json_key(json, SLICE("row"));
    json_integer(json, (int64_t)row + 1);
    json_member(json, SLICE("column"), table->columns[column].id);
    write_optional(json, "source", details->source);
    if (details->has_as_of) {
        date_write_iso(&date, details->as_of);
        json_member(json, SLICE("date"), buffer_view(&date));
    }
    if (details->note_count) {
        json_key(json, SLICE("notes"));
        json_begin_array(json);
        for (size_t i = 0; i < details->note_count; i++)
            json_string(json, local_text_get(&table->footnotes.items[details->notes[i]].text,
                                             table->language));
        json_end_array(json);
    }
    json_end_object(json);
    buffer_release(&date);
}

static void write_details(struct json_writer *json, const struct table *table)
{
    bool begun = false;
    for (size_t r = 0; r < table->rows.count; r++) {
        for (size_t c = 0; c < table->column_count; c++) {
            if (!table->rows.items[r][c].details)
                continue;
            if (!begun) {
                json_key(json, SLICE("details"));
                json_begin_array(json);
            }
            begun = true;
            write_detail(json, table, r, c);
        }
    }
    if (begun)
        json_end_array(json);
}

static void write_summaries(struct json_writer *json, const struct table *table,
                            const struct table_cell *summaries, const struct table_group *group)
{
    for (size_t s = 0; s < table->summaries.count; s++) {
        const struct table_summary *summary = &table->summaries.items[s];
        if (group ? !summary->in_groups : !summary->in_table)
            continue;
        json_begin_object(json);
        if (group)
            json_member(json, SLICE("group"), group->key);
        json_member(json, SLICE("aggregate"),
                    slice_from_string(table_aggregate_names[summary->aggregate]));
        json_key(json, SLICE("figures"));
        write_cells(json, table, &summaries[s * table->column_count], false);
        json_end_object(json);
    }
}

static void write_table(struct json_writer *json, const struct table *table)
{
    struct buffer date = {0};
    json_begin_object(json);
    json_member(json, SLICE("id"), table->id);
    json_member(json, SLICE("caption"), local_text_get(&table->caption, table->language));
    write_optional(json, "source", table->source);
    if (table->has_as_of) {
        date_write_iso(&date, table->as_of);
        json_member(json, SLICE("date"), buffer_view(&date));
    }
    write_columns(json, table);
    json_key(json, SLICE("rows"));
    json_begin_array(json);
    for (size_t i = 0; i < table->rows.count; i++)
        write_cells(json, table, table->rows.items[i], true);
    json_end_array(json);
    write_details(json, table);
    json_key(json, SLICE("totals"));
    json_begin_array(json);
    for (size_t g = 0; g < table->groups.count; g++)
        if (table->groups.items[g].row_count)
            write_summaries(json, table, table->groups.items[g].summaries, &table->groups.items[g]);
    write_summaries(json, table, table->totals, NULL);
    json_end_array(json);
    json_end_object(json);
    buffer_release(&date);
}

void data_write_edition_tables(struct json_writer *json, const struct edition *edition)
{
    const struct document *document = edition->document;
    if (!document->table_count)
        return;
    json_key(json, SLICE("tables"));
    json_begin_array(json);
    for (size_t i = 0; i < document->table_count; i++)
        write_table(json, document->tables[i]);
    json_end_array(json);
}
