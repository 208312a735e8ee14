/* Rows in CSV, in a fence or in a file beside the sheet. */
#include "script/table_parts.h"

#include "text/csv.h"
#include "text/utf8.h"

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

static const struct problem csv_twice = {
    "table-csv",
    SEVERITY_ERROR,
    {"the line of names has \"%1\" twice", "la riga dei nomi ha due volte \"%1\""},
    {"take one of the two columns out", "togli una delle due colonne"}};

static const struct problem csv_nameless = {
    "table-csv",
    SEVERITY_ERROR,
    {"column %1 has no name in the first line", "la colonna %1 non ha un nome nella prima riga"},
    {"write the name of a column of the table \"%2\" there, or take the column out",
     "scrivi lì il nome di una colonna della tabella \"%2\", oppure togli la colonna"}};

static const struct problem csv_encoding = {
    "table-csv",
    SEVERITY_ERROR,
    {"this CSV file is not UTF-8", "questo file CSV non è in UTF-8"},
    {"save it again as \"CSV UTF-8\"", "salvalo di nuovo come \"CSV UTF-8\""}};

#define CSV_WRONG_ROWS_MAX 20 /* of one table: told of */

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
        if (table_find_unit(reading, csv->fields[i], csv_span(reading, csv->places[i]), unit))
            units[columns[i].column->index] = unit;
        else
            good = false;
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

/* Separators that a spreadsheet leaves at the end of a line say nothing. */
static size_t count_fields(const struct csv *csv)
{
    size_t count = csv->count;
    while (count > 1 && !csv->fields[count - 1].len)
        count--;
    return count;
}

static bool read_names(struct table_reading *reading, const struct csv *csv, size_t count,
                       struct csv_column *columns)
{
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct slice name = csv->fields[i];
        if (!name.len) {
            diagnostic_add(reading->diagnostics, &csv_nameless, csv_span(reading, csv->places[i]),
                           table_where(reading, "%zu", i + 1), reading->table->name);
            good = false;
            continue;
        }
        good &= read_name(reading, name, csv->places[i], &columns[i]);
        for (size_t j = 0; j < i; j++) {
            if (!slice_equal(csv->fields[j], name))
                continue;
            diagnostic_add(reading->diagnostics, &csv_twice, csv_span(reading, csv->places[i]),
                           name);
            good = false;
            break;
        }
    }
    return good;
}

bool table_rows_from_csv(struct table_reading *reading, struct slice text)
{
    struct csv *csv = arena_new(reading->arena, struct csv);
    struct csv_column columns[CSV_FIELDS_MAX];
    size_t wrong = 0, odd = utf8_find_invalid(text);
    if (odd == SLICE_NOT_FOUND)
        odd = slice_find_byte(text, '\0');
    if (odd != SLICE_NOT_FOUND) {
        diagnostic_add_plain(reading->diagnostics, &csv_encoding,
                             csv_span(reading, slice_sub(text, odd, 1)));
        return false;
    }
    csv_start(csv, reading->arena, text);
    if (!csv_next(csv))
        return !csv->problem || table_body_is_wrong(reading, csv_span(reading, csv->where));
    size_t names = count_fields(csv);
    if (!read_names(reading, csv, names, columns))
        return false;
    while (wrong < CSV_WRONG_ROWS_MAX && csv_next(csv)) {
        size_t count = count_fields(csv);
        if (count > names) {
            diagnostic_add(reading->diagnostics, &csv_too_long,
                           csv_span(reading, csv->places[names]),
                           table_where(reading, "%zu", count), table_where(reading, "%zu", names));
            wrong++;
            continue;
        }
        csv->count = count;
        size_t before = reading->table->rows.count;
        wrong += !row_from_csv(reading, csv, columns);
        if (reading->table->rows.count == before)
            return false; /* there is room for no more */
    }
    if (csv->problem)
        diagnostic_add_plain(reading->diagnostics, &csv_broken, csv_span(reading, csv->where));
    return !wrong && !csv->problem;
}
