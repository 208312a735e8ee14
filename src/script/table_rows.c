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

static const struct problem key_wrong = {
    "table-body",
    SEVERITY_ERROR,
    {"\"%1\" says nothing of a table", "\"%1\" non dice nulla di una tabella"},
    {"write rows, given, groups, notes, caption, source or date",
     "scrivi rows, given, groups, notes, caption, source o date"}};

static const struct problem no_field = {
    "table-field",
    SEVERITY_ERROR,
    {"\"%1\" is no field of the sheet that is a list of records",
     "\"%1\" non è un campo della scheda che sia un elenco di voci"},
    {"name a field of site.yaml with type: list, of: {type: record}",
     "indica un campo di site.yaml con type: list, of: {type: record}"}};

static const struct problem no_group = {
    "table-given",
    SEVERITY_ERROR,
    {"no row is in the group \"%1\"", "nessuna riga fa parte del gruppo \"%1\""},
    {"write the group as the rows do", "scrivi il gruppo come nelle righe"}};

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

static void report_unknown(struct table_reading *reading, struct slice name, struct span span)
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
        report_unknown(reading, name, span);
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

static bool cell_from_yaml(struct table_reading *reading, const struct table_column *column,
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
            good = item->kind == YAML_NULL || table_body_is_wrong(reading, item->span);
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
    for (size_t i = 0; good && i < node->count; i++) {
        const struct table_column *column =
            table_given_column(reading, node->keys[i]->text, node->keys[i]->span);
        good =
            column && cell_from_yaml(reading, column, node->items[i], &reading->row[column->index]);
    }
    return table_end_row(reading) && good;
}

static bool rows_from_yaml(struct table_reading *reading, const struct yaml_node *node)
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

static bool given_from_yaml(struct table_reading *reading, const struct yaml_node *name,
                            const struct yaml_node *value, const struct yaml_node *group,
                            const struct yaml_node *tolerance)
{
    struct table_cell cell = {0}, allowed = {0};
    struct table_given given = {.span = value->span};
    const struct table_column *column = table_column_from(reading, name->text);
    if (!column) {
        report_unknown(reading, name->text, name->span);
        return false;
    }
    given.column = column->index;
    if (!cell_from_yaml(reading, column, value, &cell) || cell.kind != CELL_NUMBER)
        return cell.kind != CELL_NUMBER && table_body_is_wrong(reading, value->span);
    given.number = cell.as.number;
    if (tolerance) {
        given.has_tolerance = true;
        if (!cell_from_yaml(reading, column, tolerance, &allowed) || allowed.kind != CELL_NUMBER)
            return table_body_is_wrong(reading, tolerance->span);
        given.tolerance = allowed.as.number;
    }
    if (group) {
        given.in_group = true;
        given.group_key = group->text;
        if (!table_find_group(reading->table, group->text)) {
            diagnostic_add(reading->diagnostics, &no_group, group->span, group->text);
            return false;
        }
    }
    if (reading->table->given.count == TABLE_GIVEN_MAX)
        return table_body_is_wrong(reading, value->span);
    vector_push(reading->arena, &reading->table->given, given);
    return true;
}

/* {importo: 154}, or a list of {column:, value:, group:, tolerance:}. */
static bool read_given(struct table_reading *reading, const struct yaml_node *node)
{
    bool good = true;
    if (node->kind == YAML_MAPPING) {
        for (size_t i = 0; i < node->count; i++)
            good &= given_from_yaml(reading, node->keys[i], node->items[i], NULL, NULL);
        return good;
    }
    if (node->kind != YAML_SEQUENCE)
        return table_body_is_wrong(reading, node->span);
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        const struct yaml_node *column = yaml_get(item, "column"), *value = yaml_get(item, "value");
        good &= column && value && column->kind == YAML_SCALAR
                    ? given_from_yaml(reading, column, value, yaml_get(item, "group"),
                                      yaml_get(item, "tolerance"))
                    : table_body_is_wrong(reading, item->span);
    }
    return good;
}

/* A text of the sheet's language stands for all. */
static void set_text(struct local_text *text, struct slice said)
{
    for (size_t i = 0; i < SITE_LANGUAGES_MAX; i++)
        text->text[i] = said;
}

static bool read_labels(struct table_reading *reading, const struct yaml_node *node)
{
    if (node->kind != YAML_MAPPING)
        return table_body_is_wrong(reading, node->span);
    for (size_t i = 0; i < node->count; i++) {
        struct table_group *group = table_find_group(reading->table, node->keys[i]->text);
        if (!group || node->items[i]->kind != YAML_SCALAR) {
            diagnostic_add(reading->diagnostics, &no_group, node->keys[i]->span,
                           node->keys[i]->text);
            return false;
        }
        group->label = node->items[i]->text;
    }
    return true;
}

/* Notes of the fence are behind those of the declaration, or take their place. */
static bool read_notes(struct table_reading *reading, const struct yaml_node *node)
{
    struct table *table = reading->table;
    if (node->kind != YAML_MAPPING)
        return table_body_is_wrong(reading, node->span);
    for (size_t i = 0; i < node->count; i++) {
        struct table_footnote note = {.id = node->keys[i]->text};
        bool found = false;
        if (node->items[i]->kind != YAML_SCALAR || table->footnotes.count == TABLE_FOOTNOTES_MAX)
            return table_body_is_wrong(reading, node->items[i]->span);
        set_text(&note.text, node->items[i]->text);
        for (size_t j = 0; j < table->footnotes.count && !found; j++) {
            found = slice_equal(table->footnotes.items[j].id, note.id);
            if (found)
                table->footnotes.items[j].text = note.text;
        }
        if (!found)
            vector_push(reading->arena, &table->footnotes, note);
    }
    return true;
}

static bool read_mapping(struct table_reading *reading, const struct yaml_node *node)
{
    static const char *const known[] = {"rows",    "given",  "groups", "notes",
                                        "caption", "source", "date"};
    struct table *table = reading->table;
    const struct yaml_node *part;
    bool good = true;
    for (size_t i = 0; i < node->count; i++) {
        bool found = false;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            found |= slice_equal_string(node->keys[i]->text, known[j]);
        if (!found) {
            diagnostic_add(reading->diagnostics, &key_wrong, node->keys[i]->span,
                           node->keys[i]->text);
            good = false;
        }
    }
    if ((part = yaml_get(node, "notes")))
        good &= read_notes(reading, part);
    if ((part = yaml_get(node, "caption")) && part->kind == YAML_SCALAR)
        set_text(&table->caption, part->text);
    if ((part = yaml_get(node, "source")) && part->kind == YAML_SCALAR)
        table->source = part->text;
    if ((part = yaml_get(node, "date")) && part->kind == YAML_SCALAR) {
        table->has_as_of = date_read(part->text, reading->schema->locales[reading->language],
                                     &table->as_of, NULL) == READING_GOOD;
        good &= table->has_as_of || table_body_is_wrong(reading, part->span);
    }
    if ((part = yaml_get(node, "rows")))
        good &= rows_from_yaml(reading, part);
    if ((part = yaml_get(node, "groups")))
        good &= read_labels(reading, part);
    if ((part = yaml_get(node, "given")))
        good &= read_given(reading, part);
    return good;
}

bool table_rows_from_yaml(struct table_reading *reading, struct slice text)
{
    const struct yaml_node *node =
        yaml_parse(reading->arena, reading->file, text, reading->diagnostics);
    if (!node)
        return false;
    return node->kind == YAML_MAPPING ? read_mapping(reading, node) : rows_from_yaml(reading, node);
}

/* ---- a field ------------------------------------------------------------- */

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
