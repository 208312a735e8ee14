/* Rows as editors write them in YAML, or in a field of the sheet. */
#include "script/table_parts.h"

#include "content/yaml.h"
#include "script/catalogue_api.h"
#include "text/nearest.h"
#include "text/slug.h"

static const struct problem too_many_rows = {
    "table-limit",
    SEVERITY_ERROR,
    {"more than %1 rows, or %2 figures", "più di %1 righe, o di %2 dati"},
    {"make several tables of it", "dividila in più tabelle"}};

static const struct problem unknown_name = {
    "table-no-column",
    SEVERITY_ERROR,
    {"the table \"%2\" has no column \"%1\"", "la tabella \"%2\" non ha la colonna \"%1\""},
    {"its columns are %3", "le sue colonne sono %3"}};

static const struct problem unknown_name_near = {
    "table-no-column",
    SEVERITY_ERROR,
    {"the table \"%2\" has no column \"%1\"", "la tabella \"%2\" non ha la colonna \"%1\""},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};

static const struct problem derived_given = {
    "table-derived",
    SEVERITY_ERROR,
    {"the column \"%1\" is computed: nobody writes it",
     "la colonna \"%1\" è calcolata: non si scrive"},
    {"take it out here; to check it against the source, use `given`",
     "toglila da qui; per confrontarla con la fonte usa `given`"}};

static const struct problem body_wrong = {
    "table-body",
    SEVERITY_ERROR,
    {"this is no list of rows for the table \"%1\"",
     "questo non è un elenco di righe per la tabella \"%1\""},
    {"begin each row with a hyphen: - COLUMN: FIGURE; or write CSV with a line of names",
     "comincia ogni riga con un trattino: - COLONNA: DATO; oppure scrivi CSV con una riga di "
     "nomi"}};

static const struct problem no_member = {
    "table-field",
    SEVERITY_WARNING,
    {"the items of the field \"%2\" have no \"%1\", which is a column of the table \"%4\"",
     "le voci del campo \"%2\" non hanno \"%1\", che è una colonna della tabella \"%4\""},
    {"they have %3; say from = 'NAME' where it has another name than the column",
     "hanno %3; scrivi from = 'NOME' se ha un nome diverso da quello della colonna"}};

static const struct problem no_field = {
    "table-field",
    SEVERITY_ERROR,
    {"\"%1\" is no field of the sheet that is a list of records",
     "\"%1\" non è un campo della scheda che sia un elenco di voci"},
    {"name a field of site.yaml with type: list, of: {type: record}",
     "indica un campo di site.yaml con type: list, of: {type: record}"}};

static const struct problem argument_wrong = {
    "table-argument",
    SEVERITY_ERROR,
    {"\"%1\" is nothing that a table is called with",
     "\"%1\" non è qualcosa con cui si chiama una tabella"},
    {"write {%2 source=FILE.csv} or {%2 field=FIELD}",
     "scrivi {%2 source=FILE.csv} oppure {%2 field=CAMPO}"}};

/* ---- names --------------------------------------------------------------- */

struct table_column *table_column_from(const struct table_reading *reading, struct slice name)
{
    for (size_t i = 0; i < reading->table->column_count; i++)
        if (slice_equal(reading->more[i].from, name))
            return &reading->table->columns[i];
    return NULL;
}

void table_report_unknown(struct table_reading *reading, struct slice name, struct span span)
{
    const struct table *table = reading->table;
    struct nearest nearest = nearest_start(name);
    struct slice list = SLICE("");
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].origin != ORIGIN_GIVEN)
            continue;
        nearest_offer(&nearest, reading->more[i].from);
        list = arena_concat(reading->arena, list, list.len ? SLICE(", ") : SLICE(""),
                            reading->more[i].from, (struct slice){0});
    }
    diagnostic_add(reading->diagnostics, nearest.best.len ? &unknown_name_near : &unknown_name,
                   span, name, table->name, nearest.best.len ? nearest.best : list);
}

/* A column that rows may give; NULL, and reported, where it is none. */
struct table_column *table_given_column(struct table_reading *reading, struct slice name,
                                        struct span span)
{
    struct table_column *column = table_column_from(reading, name);
    if (!column)
        table_report_unknown(reading, name, span);
    else if (column->origin != ORIGIN_GIVEN)
        diagnostic_add(reading->diagnostics, &derived_given, span, name);
    return column && column->origin == ORIGIN_GIVEN ? column : NULL;
}

/* ---- rows ---------------------------------------------------------------- */

bool table_begin_row(struct table_reading *reading)
{
    reading->row = arena_array(reading->arena, struct table_cell, reading->table->column_count);
    return true;
}

static struct slice group_key(struct table_reading *reading)
{
    struct buffer text = {0};
    if (!reading->has_group)
        return SLICE("");
    table_write_cell_plain(&text, &reading->table->columns[reading->group],
                           &reading->row[reading->group]);
    struct slice key = buffer_copy(&text, reading->arena);
    buffer_release(&text);
    return key;
}

bool table_end_row(struct table_reading *reading)
{
    struct table_cell *cells = table_add_row(reading->table, group_key(reading));
    if (!cells) {
        diagnostic_add(reading->diagnostics, &too_many_rows, reading->span,
                       table_where(reading, "%d", TABLE_ROWS_MAX),
                       table_where(reading, "%d", TABLE_CELLS_MAX));
        return false;
    }
    memcpy(cells, reading->row, reading->table->column_count * sizeof *cells);
    return true;
}

/* ---- YAML ---------------------------------------------------------------- */

bool table_body_is_wrong(struct table_reading *reading, struct span span)
{
    diagnostic_add(reading->diagnostics, &body_wrong, span, reading->table->name);
    return false;
}

bool table_cell_from_yaml(struct table_reading *reading, const struct table_column *column,
                          const struct yaml_node *node, struct table_cell *cell)
{
    struct table_unit unit;
    const struct yaml_node *named = yaml_get(node, "unit");
    bool good = true, has_unit = false;
    cell->span = node->span;
    if (node->kind == YAML_NULL)
        return true;
    if (node->kind == YAML_SCALAR)
        return table_cell_from_text(reading, column, NULL, node->text, node->span, cell);
    if (node->kind != YAML_MAPPING)
        return table_refuse_cell(reading, column, SLICE("[…]"), node->span);
    has_unit = named && table_find_unit(reading, named->text, named->span, &unit);
    if (named && !has_unit)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        struct slice key = node->keys[i]->text;
        if (item->kind == YAML_SEQUENCE && slice_equal_string(key, "note")) {
            for (size_t j = 0; j < item->count; j++)
                good &= table_cell_add_detail(reading, cell, key, item->items[j]->text,
                                              item->items[j]->span);
        } else if (item->kind != YAML_SCALAR) {
            good &= item->kind == YAML_NULL ||
                    table_refuse_cell(reading, column, SLICE("[…]"), item->span);
        } else if (slice_equal_string(key, "value")) {
            good &= table_cell_from_text(reading, column, has_unit ? &unit : NULL, item->text,
                                         item->span, cell);
        } else if (!slice_equal_string(key, "unit")) {
            good &= table_cell_add_detail(reading, cell, key, item->text, item->span);
        }
    }
    return good;
}

static bool row_from_yaml(struct table_reading *reading, const struct yaml_node *node)
{
    if (node->kind != YAML_MAPPING)
        return table_body_is_wrong(reading, node->span);
    bool good = table_begin_row(reading);
    for (size_t i = 0; i < node->count; i++) {
        const struct table_column *column =
            table_given_column(reading, node->keys[i]->text, node->keys[i]->span);
        good &= column &&
                table_cell_from_yaml(reading, column, node->items[i], &reading->row[column->index]);
    }
    return table_end_row(reading) && good;
}

bool table_rows_from_list(struct table_reading *reading, const struct yaml_node *node)
{
    bool good = true;
    if (node->kind != YAML_SEQUENCE)
        return node->kind == YAML_NULL || table_body_is_wrong(reading, node->span);
    for (size_t i = 0; i < node->count; i++) {
        size_t before = reading->table->rows.count;
        good &= row_from_yaml(reading, node->items[i]);
        if (node->items[i]->kind == YAML_MAPPING && reading->table->rows.count == before)
            return false; /* there is room for no more */
    }
    return good;
}

/* ---- a field ------------------------------------------------------------- */

/* A column that no item can fill is a slip of the declaration. */
static void check_members(struct table_reading *reading, const struct field *field)
{
    const struct table *table = reading->table;
    const struct field *record = field->item;
    for (size_t c = 0; c < table->column_count; c++) {
        struct slice list = SLICE("");
        bool found = table->columns[c].origin != ORIGIN_GIVEN;
        for (size_t i = 0; i < record->field_count; i++) {
            found |= slice_equal(record->fields[i]->id, reading->more[c].from);
            list = arena_concat(reading->arena, list, i ? SLICE(", ") : SLICE(""),
                                record->fields[i]->id, (struct slice){0});
        }
        if (!found)
            diagnostic_add(reading->diagnostics, &no_member, reading->declared,
                           reading->more[c].from, field->id, list, table->name);
    }
}

static bool row_from_record(struct table_reading *reading, const struct value *record)
{
    const struct field *field = record->field;
    bool good = table_begin_row(reading);
    for (size_t i = 0; i < field->field_count; i++) {
        const struct table_column *column = table_column_from(reading, field->fields[i]->id);
        if (column && column->origin == ORIGIN_GIVEN) /* what has no column is not shown */
            good &= table_cell_from_value(reading, column, &record->as.record.members[i],
                                          &reading->row[column->index]);
    }
    return table_end_row(reading) && good;
}

bool table_rows_from_field(struct table_reading *reading, struct slice name)
{
    const struct collection *collection = reading->document->collection;
    const struct field *field = map_get(&collection->fields_by_id, name);
    bool good = true;
    if (!field || field->type != VALUE_LIST || !field->item || field->item->type != VALUE_RECORD) {
        diagnostic_add(reading->diagnostics, &no_field, reading->span, name);
        return false;
    }
    if (reading->rows_are_declared)
        check_members(reading, field);
    /* A translation inherits what it does not say. */
    const struct edition *edition = catalogue_edition(reading->document);
    const struct value *values = edition ? edition->values : reading->document->values;
    const struct value *value = &values[field->index];
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        if (value->as.list.items[i].kind == VALUE_RECORD)
            good &= row_from_record(reading, &value->as.list.items[i]);
    return good;
}

/* ---- a fence's arguments ------------------------------------------------- */

/* key=value or key="a value". */
bool table_read_arguments(struct table_reading *reading, const struct markdown_fence *fence,
                          struct fence_arguments *arguments)
{
    struct slice rest = slice_trim(fence->arguments);
    while (rest.len) {
        size_t equals = slice_find_byte(rest, '='), end = 0;
        struct slice name =
            slice_trim(slice_sub(rest, 0, equals == SLICE_NOT_FOUND ? rest.len : equals));
        if (equals == SLICE_NOT_FOUND || !slug_is_identifier(name) ||
            arguments->count == sizeof arguments->names / sizeof *arguments->names) {
            diagnostic_add(reading->diagnostics, &argument_wrong, fence->span, name, fence->name);
            return false;
        }
        rest = slice_after(rest, equals + 1);
        char quote = rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'') ? rest.ptr[0] : ' ';
        if (quote != ' ')
            rest = slice_after(rest, 1);
        while (end < rest.len && rest.ptr[end] != quote)
            end++;
        arguments->names[arguments->count] = name;
        arguments->values[arguments->count++] = slice_sub(rest, 0, end);
        rest = slice_trim(slice_after(rest, end + (quote != ' ')));
    }
    return true;
}
