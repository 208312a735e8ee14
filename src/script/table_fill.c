/* A fence that calls a table: its rows found, its figures computed, its place marked. */
#include "base/files.h"
#include "model/table_mark.h"
#include "script/table_parts.h"

#include <errno.h>
#include <lauxlib.h>

static const struct problem no_csv = {
    "table-file",
    SEVERITY_ERROR,
    {"there is no file %1 for the table \"%2\"", "non c'è il file %1 per la tabella \"%2\""},
    {"put it beside the sheet and write its name: source=FILE.csv",
     "mettilo accanto alla scheda e scrivi il suo nome: source=FILE.csv"}};

static const struct problem not_csv = {
    "table-file",
    SEVERITY_ERROR,
    {"\"%1\" is no CSV file for the table \"%2\"",
     "\"%1\" non è un file CSV per la tabella \"%2\""},
    {"save the figures as a file that ends in .csv, .tsv or .txt, beside the sheet",
     "salva i dati in un file che finisce in .csv, .tsv o .txt, accanto alla scheda"}};

static const struct problem no_argument = {
    "table-argument",
    SEVERITY_ERROR,
    {"\"%1\" means nothing to the table \"%2\"", "\"%1\" non dice nulla alla tabella \"%2\""},
    {"write {%2 source=FILE.csv} or {%2 field=FIELD}; arguments of your own are for tables whose "
     "`rows` is a function",
     "scrivi {%2 source=FILE.csv} oppure {%2 field=CAMPO}; argomenti tuoi valgono solo per le "
     "tabelle in cui `rows` è una funzione"}};

static const struct problem no_group = {
    "table-given",
    SEVERITY_ERROR,
    {"the table \"%2\" is given a total of the group \"%1\", and no row is in it",
     "la tabella \"%2\" ha un totale del gruppo \"%1\", ma nessuna riga ne fa parte"},
    {"write the group as the rows do", "scrivi il gruppo come nelle righe"}};

static const struct problem csv_too_large = {
    "table-limit",
    SEVERITY_ERROR,
    {"%1 is larger than %2 MB", "%1 supera i %2 MB"},
    {"keep the rows that the table shows, and publish the rest as a file",
     "tieni le righe che la tabella mostra, e pubblica il resto come file"}};

static const struct problem stack_of_negative = {
    "table-chart",
    SEVERITY_ERROR,
    {"figures below zero cannot be stacked in a chart",
     "i valori sotto lo zero non si possono impilare in un grafico"},
    {"choose kind = 'grouped'", "scegli kind = 'grouped'"}};

static const struct problem chart_too_long = {
    "table-chart",
    SEVERITY_WARNING,
    {"the chart of \"%1\" shows the first %2 rows of %3",
     "il grafico di \"%1\" mostra le prime %2 righe su %3"},
    {"chart the groups, of = 'groups', or fewer rows",
     "fai il grafico dei gruppi, of = 'groups', o di meno righe"}};

#define CHART_ROWS_LIMIT 60 /* as output/chart.h has it */

/* ---- where the rows are -------------------------------------------------- */

static bool body_is_yaml(struct slice body)
{
    struct slice rest = body, line = {0};
    do { /* comments are in both */
        slice_next_line(&rest, &line);
        line = slice_trim(line);
    } while (rest.len && (!line.len || line.ptr[0] == '#'));
    if (!line.len || line.ptr[0] == '#' || line.ptr[0] == '-' || line.ptr[0] == '[' ||
        line.ptr[0] == '{')
        return true;
    size_t colon = slice_find_byte(line, ':');
    return colon != SLICE_NOT_FOUND && (colon + 1 == line.len || line.ptr[colon + 1] == ' ');
}

/* The body, as a part of a file that places can be told in. */
static struct slice body_of(struct table_reading *reading, struct slice body)
{
    const struct text_file *file = reading->document->file;
    const char *start = file->text.ptr, *end = start + file->text.len;
    reading->file = (struct text_file *)file;
    if (body.len && body.ptr >= start && body.ptr + body.len <= end)
        return body;
    reading->file = arena_new(reading->arena, struct text_file);
    reading->file->path = file->path;
    reading->file->text = body;
    return body;
}

static bool is_csv_name(struct slice name)
{
    return slice_ends_with(name, SLICE(".csv")) || slice_ends_with(name, SLICE(".CSV")) ||
           slice_ends_with(name, SLICE(".tsv")) || slice_ends_with(name, SLICE(".txt"));
}

static bool rows_from_file(struct table_reading *reading, struct slice name)
{
    if (!is_csv_name(name)) {
        diagnostic_add(reading->diagnostics, &not_csv, reading->span, name, reading->table->name);
        return false;
    }
    struct slice path = path_join(reading->arena, path_folder(reading->document->file->path), name);
    struct file_error error;
    struct text_file *file = arena_new(reading->arena, struct text_file);
    file->path = path;
    reading->file = file;
    reading->table->rows_path = path;
    if (slice_find(name, SLICE("..")) == SLICE_NOT_FOUND && reading->source &&
        source_read(reading->source, reading->arena, path, TABLE_CSV_SIZE_MAX, &file->text, &error))
        return table_rows_from_csv(reading, file->text);
    if (slice_find(name, SLICE("..")) == SLICE_NOT_FOUND && error.number == EFBIG)
        diagnostic_add(reading->diagnostics, &csv_too_large, reading->span, path,
                       table_where(reading, "%u", TABLE_CSV_SIZE_MAX >> 20));
    else
        diagnostic_add(reading->diagnostics, &no_csv, reading->span, path, reading->table->name);
    return false;
}

static bool find_rows(struct table_reading *reading, const struct markdown_fence *fence)
{
    struct fence_arguments arguments = {0};
    struct slice body = slice_trim(fence->body);
    reading->rows_are_declared = reading->rows != ROWS_OF_FENCE;
    if (!table_read_arguments(reading, fence, &arguments))
        return false;
    for (size_t i = 0; i < arguments.count && reading->rows != ROWS_OF_FUNCTION; i++) {
        if (slice_equal_string(arguments.names[i], "source")) {
            reading->rows = ROWS_OF_CSV;
        } else if (slice_equal_string(arguments.names[i], "field")) {
            reading->rows = ROWS_OF_FIELD;
        } else {
            diagnostic_add(reading->diagnostics, &no_argument, reading->span, arguments.names[i],
                           reading->table->name);
            return false;
        }
        reading->rows_name = arguments.values[i];
        reading->rows_are_declared = false;
    }
    if (reading->rows == ROWS_OF_FENCE || (body.len && !body_is_yaml(body))) {
        body = body_of(reading, fence->body);
        return body_is_yaml(body) ? table_rows_from_yaml(reading, body)
                                  : table_rows_from_csv(reading, body);
    }
    bool good = reading->rows == ROWS_OF_FIELD ? table_rows_from_field(reading, reading->rows_name)
                : reading->rows == ROWS_OF_CSV ? rows_from_file(reading, reading->rows_name)
                                               : table_rows_from_function(reading, &arguments);
    if (good && body.len) /* what else there is to say: given, notes, groups */
        good = table_rows_from_yaml(reading, body_of(reading, fence->body));
    return good;
}

/* ---- notes of rows ------------------------------------------------------- */

static void add_row_note(struct table_reading *reading, struct table_cell *cells, size_t column)
{
    struct table *table = reading->table;
    struct table_footnote note = {.id = SLICE("row")};
    size_t head = 0;
    while (head < table->column_count && table->columns[head].hidden)
        head++;
    if (cells[column].kind != CELL_TEXT || head == table->column_count)
        return;
    for (size_t i = 0; i < SITE_LANGUAGES_MAX; i++)
        note.text.text[i] = cells[column].as.text;
    struct table_cell_details *details = table_cell_details(reading, &cells[head]);
    unsigned *notes = arena_array(reading->arena, unsigned, details->note_count + 1);
    for (size_t i = 0; i < details->note_count; i++)
        notes[i] = details->notes[i];
    notes[details->note_count++] = (unsigned)table->footnotes.count;
    details->notes = notes;
    vector_push(reading->arena, &table->footnotes, note);
}

static void add_row_notes(struct table_reading *reading)
{
    const struct table *table = reading->table;
    for (size_t c = 0; c < table->column_count; c++)
        for (size_t r = 0; table->columns[c].role == TABLE_ROLE_NOTE && r < table->rows.count; r++)
            add_row_note(reading, table->rows.items[r], c);
}

/* ---- the whole ----------------------------------------------------------- */

/* Totals of the declaration: those of the fence are checked where they are read. */
static bool check_given(struct table_reading *reading)
{
    const struct table *table = reading->table;
    for (size_t i = 0; i < table->given.count; i++) {
        const struct table_given *given = &table->given.items[i];
        if (!given->in_group || table_find_group(table, given->group_key))
            continue;
        diagnostic_add(reading->diagnostics, &no_group, reading->declared, given->group_key,
                       table->name);
        return false;
    }
    return true;
}

static bool check_charts(struct table_reading *reading)
{
    const struct table *table = reading->table;
    for (size_t i = 0; i < table->charts.count; i++) {
        const struct table_chart *chart = &table->charts.items[i];
        size_t count = chart->of_groups ? table->groups.count : table->rows.count;
        if (count > CHART_ROWS_LIMIT)
            diagnostic_add(reading->diagnostics, &chart_too_long, reading->span, table->name,
                           table_where(reading, "%d", CHART_ROWS_LIMIT),
                           table_where(reading, "%zu", count));
        if (chart->kind != CHART_STACKED)
            continue;
        for (size_t r = 0; r < table->rows.count; r++)
            for (size_t s = 0; s < chart->series_count; s++)
                if (table->rows.items[r][chart->series[s]].kind == CELL_NUMBER &&
                    table->rows.items[r][chart->series[s]].as.number.units < 0)
                    return diagnostic_add_plain(reading->diagnostics, &stack_of_negative,
                                                reading->span),
                           false;
    }
    return true;
}

/* The name, or where the sheet has it already, with a number behind. */
static struct slice free_id(struct table_reading *reading)
{
    const struct document *document = reading->document;
    struct slice id = reading->table->name;
    for (size_t number = 2, i = 0; i < document->table_count; i++) {
        if (!slice_equal(document->tables[i]->id, id))
            continue;
        id = table_where(reading, "%.*s-%zu", SLICE_ARG(reading->table->name), number++);
        i = (size_t)-1;
    }
    return id;
}

static void add_table(struct arena *arena, struct document *document, struct table *table)
{
    struct table **tables = arena_array(arena, struct table *, document->table_count + 1);
    for (size_t i = 0; i < document->table_count; i++)
        tables[i] = document->tables[i];
    tables[document->table_count++] = table;
    document->tables = tables;
}

int table_fill_fence(lua_State *lua)
{
    struct hook_fence *fence = lua_touserdata(lua, 2);
    const struct hook_run *run = hooks_run_of(lua);
    const struct hook_subject *subject = run->subject;
    struct diagnostics unheard = {.arena = subject->arena}; /* of the declaration: said already */
    luaL_checkstack(lua, 30, NULL);
    struct table_reading *reading = arena_new(subject->arena, struct table_reading);
    *reading = (struct table_reading){
        .lua = lua,
        .arena = subject->arena,
        .schema = hooks_schema(run->hooks),
        .language = subject->document ? subject->document->language : subject->language,
        .diagnostics = &unheard,
        .span = fence->fence->span,
        .spec = 1,
        .table = table_create(subject->arena, arena_copy(subject->arena, fence->fence->name),
                              subject->document ? subject->document->language : subject->language),
        .document = subject->document,
        .source = hooks_source(run->hooks),
    };
    reading->table->span = fence->fence->span;
    reading->table->locale = reading->schema->locales[reading->language];
    reading->declared = hooks_find(run->hooks, HOOK_TABLE, fence->fence->name)->span;
    fence->html = SLICE("<!-- -->\n");
    if (!subject->document || !table_read_declaration(reading))
        return 0;
    reading->diagnostics = subject->diagnostics;
    if (!find_rows(reading, fence->fence) || !check_given(reading))
        return 0;
    table_compute_functions(reading);
    add_row_notes(reading);
    table_compute(reading->table, subject->diagnostics);
    if (!check_charts(reading))
        return 0;
    reading->table->id = free_id(reading);
    add_table(subject->arena, subject->document, reading->table);
    fence->html = table_mark_write(subject->arena, reading->table->id);
    return 0;
}

void table_fill_fences(struct hooks *hooks, unsigned worker, struct markdown *markdown)
{
    for (size_t i = 0; i < markdown->fence_count; i++) {
        struct markdown_fence *fence = &markdown->fences[i];
        const struct hook *hook = hooks_find(hooks, HOOK_TABLE, fence->name);
        struct hook_fence filling = {.fence = fence};
        if (!hook || fence->html.len)
            continue;
        hooks_run(hooks, worker, hook, table_fill_fence, &filling);
        fence->html = filling.html;
    }
}
