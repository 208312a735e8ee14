/* Rows in CSV, in a fence or in a file beside the sheet. */
#include "script/table_parts.h"

#include "text/csv.h"

static const struct problem csv_broken = {
    "table-csv",
    SEVERITY_ERROR,
    {"this line of CSV does not end as it begins", "questa riga di CSV non finisce come comincia"},
    {"close the quotes with \", and double those within: \"\"",
     "chiudi le virgolette con \", e raddoppia quelle interne: \"\""}};

static const struct problem csv_too_long = {
    "table-csv",
    SEVERITY_ERROR,
    {"this line has %1 fields, and the line of names %2",
     "questa riga ha %1 campi, e la riga dei nomi %2"},
    {"check the separators; a text with a comma goes in quotes",
     "controlla i separatori; un testo con una virgola va tra virgolette"}};

struct csv_column {
    struct table_column *column; /* NULL: passed over, as another language's text */
    enum { CSV_FIGURE, CSV_UNIT, CSV_DETAIL } kind;
    struct slice detail;
};

static struct span csv_span(const struct table_reading *reading, struct slice place)
{
    return span_of(reading->file, place);
}

/* "importo", "intervento.en", "importo.note". False, and reported: none of these. */
static bool read_name(struct table_reading *reading, struct slice name, struct slice place,
                      struct csv_column *found)
{
    static const char *const details[] = {"note", "source", "date"};
    *found = (struct csv_column){0};
    size_t dot = slice_find_last_byte(name, '.');
    if (dot != SLICE_NOT_FOUND && !table_column_from(reading, name)) {
        struct slice ending = slice_after(name, dot + 1);
        int language = schema_find_language(reading->schema, ending);
        struct slice base = slice_sub(name, 0, dot);
        if (language >= 0) {
            if ((unsigned)language != reading->language)
                return table_column_from(reading, base) ||
                       table_given_column(reading, base, csv_span(reading, place));
            found->column = table_given_column(reading, base, csv_span(reading, place));
            return found->column != NULL;
        }
        for (size_t i = 0; i < sizeof details / sizeof *details; i++)
            if (slice_equal_string(ending, details[i]))
                found->kind = CSV_DETAIL;
        if (slice_equal_string(ending, "unit"))
            found->kind = CSV_UNIT;
        if (found->kind != CSV_FIGURE) {
            found->detail = ending;
            name = base;
        }
    }
    found->column = table_given_column(reading, name, csv_span(reading, place));
    return found->column != NULL;
}

static bool row_from_csv(struct table_reading *reading, const struct csv *csv,
                         const struct csv_column *columns)
{
    const struct table_unit *units[TABLE_COLUMNS_MAX] = {0};
    bool good = table_begin_row(reading);
    for (size_t i = 0; i < csv->count; i++) { /* units come before what is in them */
        if (columns[i].kind != CSV_UNIT || !csv->fields[i].len)
            continue;
        struct table_unit *unit = arena_new(reading->arena, struct table_unit);
        if (!table_find_unit(reading, csv->fields[i], csv_span(reading, csv->places[i]), unit))
            return false;
        units[columns[i].column->index] = unit;
    }
    for (size_t i = 0; i < csv->count; i++) {
        const struct table_column *column = columns[i].column;
        struct span span = csv_span(reading, csv->places[i]);
        if (!column || columns[i].kind == CSV_UNIT)
            continue;
        struct table_cell *cell = &reading->row[column->index];
        if (columns[i].kind == CSV_DETAIL)
            good &= table_cell_add_detail(reading, cell, columns[i].detail, csv->fields[i], span);
        else
            good &= table_cell_from_text(reading, column, units[column->index], csv->fields[i],
                                         span, cell);
    }
    return table_end_row(reading) && good;
}

bool table_rows_from_csv(struct table_reading *reading, struct slice text)
{
    struct csv *csv = arena_new(reading->arena, struct csv);
    struct csv_column columns[CSV_FIELDS_MAX];
    bool good = true;
    csv_start(csv, reading->arena, text);
    if (!csv_next(csv))
        return !csv->problem || table_body_is_wrong(reading, csv_span(reading, csv->where));
    size_t count = csv->count;
    for (size_t i = 0; i < count; i++)
        good &= read_name(reading, csv->fields[i], csv->places[i], &columns[i]);
    while (good && csv_next(csv)) {
        if (csv->count > count) {
            diagnostic_add(reading->diagnostics, &csv_too_long, csv_span(reading, csv->places[0]),
                           table_where(reading, "%zu", csv->count),
                           table_where(reading, "%zu", count));
            good = false;
        } else {
            good = row_from_csv(reading, csv, columns);
        }
    }
    if (csv->problem) {
        diagnostic_add_plain(reading->diagnostics, &csv_broken, csv_span(reading, csv->where));
        good = false;
    }
    return good;
}
