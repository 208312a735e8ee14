/* A fence's body in YAML: rows, and what else there is to say of them: totals of the source, labels of
 * groups, notes, caption, source and date. */
#include "script/table_parts.h"

#include "content/yaml.h"

static const struct problem key_wrong = {
    "table-body",
    SEVERITY_ERROR,
    {"\"%1\" says nothing of a table", "\"%1\" non dice nulla di una tabella"},
    {"write rows, given, groups, notes, caption, source or date",
     "scrivi rows, given, groups, notes, caption, source o date"}};

static const struct problem given_wrong = {
    "table-given",
    SEVERITY_ERROR,
    {"this is no total of the source", "questo non è un totale della fonte"},
    {"write given: {COLUMN: FIGURE}, or a list of {column: COLUMN, value: FIGURE, group: GROUP, "
     "tolerance: FIGURE}",
     "scrivi given: {COLONNA: DATO}, oppure un elenco di {column: COLONNA, value: DATO, group: "
     "GRUPPO, tolerance: DATO}"}};

static const struct problem text_wrong = {
    "table-body",
    SEVERITY_ERROR,
    {"\"%1\" is not what it should be", "\"%1\" non è quello che dovrebbe essere"},
    {"write %2", "scrivi %2"}};

static const struct problem no_group = {
    "table-given",
    SEVERITY_ERROR,
    {"no row is in the group \"%1\"", "nessuna riga fa parte del gruppo \"%1\""},
    {"write the group as the rows do", "scrivi il gruppo come nelle righe"}};

/* ---- totals that the source gives ---------------------------------------- */

static bool given_is_wrong(struct table_reading *reading, struct span span)
{
    diagnostic_add_plain(reading->diagnostics, &given_wrong, span);
    return false;
}

static bool given_from_yaml(struct table_reading *reading, const struct yaml_node *name,
                            const struct yaml_node *value, const struct yaml_node *group,
                            const struct yaml_node *tolerance)
{
    struct table_cell cell = {0}, allowed = {0};
    struct table_given given = {.span = value->span};
    const struct table_column *column = table_column_from(reading, name->text);
    if (!column) {
        table_report_unknown(reading, name->text, name->span);
        return false;
    }
    given.column = column->index;
    if (!table_cell_from_yaml(reading, column, value, &cell))
        return false;
    if (cell.kind != CELL_NUMBER)
        return given_is_wrong(reading, value->span);
    given.number = cell.as.number;
    if (tolerance) {
        given.has_tolerance = true;
        if (!table_cell_from_yaml(reading, column, tolerance, &allowed))
            return false;
        if (allowed.kind != CELL_NUMBER || allowed.as.number.units < 0)
            return given_is_wrong(reading, tolerance->span);
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
        return given_is_wrong(reading, value->span);
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
        return given_is_wrong(reading, node->span);
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        const struct yaml_node *column = yaml_get(item, "column"), *value = yaml_get(item, "value");
        good &= column && value && column->kind == YAML_SCALAR
                    ? given_from_yaml(reading, column, value, yaml_get(item, "group"),
                                      yaml_get(item, "tolerance"))
                    : given_is_wrong(reading, item->span);
    }
    return good;
}

static bool text_is_wrong(struct table_reading *reading, struct slice name, const char *right,
                          struct span span)
{
    diagnostic_add(reading->diagnostics, &text_wrong, span, name, slice_from_string(right));
    return false;
}

/* A text of the sheet's language stands for all. */
static void set_text(struct local_text *text, struct slice said)
{
    for (size_t i = 0; i < SITE_LANGUAGES_MAX; i++)
        text->text[i] = said;
}

static bool read_labels(struct table_reading *reading, const struct yaml_node *node)
{
    bool good = true;
    if (node->kind != YAML_MAPPING)
        return text_is_wrong(reading, SLICE("groups"), "groups: {9.i: …}", node->span);
    for (size_t i = 0; i < node->count; i++) {
        struct table_group *group = table_find_group(reading->table, node->keys[i]->text);
        bool is_text = node->items[i]->kind == YAML_SCALAR;
        if (!group)
            diagnostic_add(reading->diagnostics, &no_group, node->keys[i]->span,
                           node->keys[i]->text);
        else if (!is_text)
            text_is_wrong(reading, SLICE("groups"), "groups: {9.i: …}", node->items[i]->span);
        else
            group->label = node->items[i]->text;
        good &= group && is_text;
    }
    return good;
}

/* Notes of the fence are behind those of the declaration, or take their place. */
static bool read_notes(struct table_reading *reading, const struct yaml_node *node)
{
    struct table *table = reading->table;
    if (node->kind != YAML_MAPPING)
        return text_is_wrong(reading, SLICE("notes"), "notes: {a: …}", node->span);
    for (size_t i = 0; i < node->count; i++) {
        struct table_footnote note = {.id = node->keys[i]->text};
        bool found = false;
        if (node->items[i]->kind != YAML_SCALAR || table->footnotes.count == TABLE_FOOTNOTES_MAX)
            return text_is_wrong(reading, SLICE("notes"), "notes: {a: …}", node->items[i]->span);
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
    if ((part = yaml_get(node, "caption"))) {
        if (part->kind == YAML_SCALAR)
            set_text(&table->caption, part->text);
        else
            good = text_is_wrong(reading, SLICE("caption"), "caption: …", part->span);
    }
    if ((part = yaml_get(node, "source"))) {
        if (part->kind == YAML_SCALAR)
            table->source = part->text;
        else
            good = text_is_wrong(reading, SLICE("source"), "source: …", part->span);
    }
    if ((part = yaml_get(node, "date"))) {
        table->has_as_of = part->kind == YAML_SCALAR &&
                           date_read(part->text, reading->schema->locales[reading->language],
                                     &table->as_of, NULL) == READING_GOOD;
        if (!table->has_as_of)
            good = text_is_wrong(reading, SLICE("date"), "date: 2020-03-25, date: 2020-03",
                                 part->span);
    }
    if ((part = yaml_get(node, "rows")))
        good &= table_rows_from_list(reading, part);
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
    return node->kind == YAML_MAPPING ? read_mapping(reading, node)
                                      : table_rows_from_list(reading, node);
}
