/* The declaration of a table, read and checked. */
#include "script/lua_value.h"
#include "script/table_parts.h"

#include <lauxlib.h>

static const struct problem all_hidden = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: no column is shown", "catalogue.table: nessuna colonna è visibile"},
    {"take hidden = true, or group, from one of them", "togli hidden = true, o group, da una"}};

static const char *const table_keys[] = {
    "name",  "caption", "description", "rows", "columns", "group", "groups", "subtotals", "totals",
    "given", "notes",   "source",      "date", "sort",    "chart", "charts", NULL};

static bool read_rows(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"csv", "field", NULL};
    if (!table_get(reading, reading->spec, "rows"))
        return true;
    if (lua_isfunction(lua, -1)) {
        reading->rows = ROWS_OF_FUNCTION;
        lua_pop(lua, 1);
        return true;
    }
    if (lua_type(lua, -1) == LUA_TSTRING) {
        reading->rows = ROWS_OF_FIELD;
        return table_take_text(reading, SLICE("rows"), &reading->rows_name);
    }
    bool good = lua_istable(lua, -1) && table_check_keys(reading, -1, SLICE("rows"), keys);
    int index = lua_gettop(lua);
    if (good && table_get(reading, index, "csv")) {
        reading->rows = ROWS_OF_CSV;
        good = table_take_text(reading, SLICE("rows.csv"), &reading->rows_name);
    } else if (good && table_get(reading, index, "field")) {
        reading->rows = ROWS_OF_FIELD;
        good = table_take_text(reading, SLICE("rows.field"), &reading->rows_name);
    } else {
        good = table_wrong(reading, &table_value_wrong, SLICE("rows"),
                           SLICE("'FIELD', {csv = 'FILE.csv'}, function(arguments) … end"));
    }
    lua_settop(lua, index - 1);
    return good;
}

static bool read_sort(struct table_reading *reading)
{
    struct slice name;
    if (!table_get(reading, reading->spec, "sort"))
        return true;
    if (!table_take_text(reading, SLICE("sort"), &name))
        return false;
    reading->table->sort_descending = slice_starts_with(name, SLICE("-"));
    if (reading->table->sort_descending)
        name = slice_after(name, 1);
    const struct table_column *column = table_find_column(reading->table, name);
    if (!column)
        return table_wrong(reading, &table_no_column, SLICE("sort"), name,
                           table_column_names(reading));
    reading->table->has_sort = true;
    reading->table->sort = column->index;
    return true;
}

static bool read_date(struct table_reading *reading)
{
    struct slice text;
    if (!table_get(reading, reading->spec, "date"))
        return true;
    if (lua_value_to_date(reading->lua, -1, &reading->table->as_of)) {
        lua_pop(reading->lua, 1);
    } else {
        if (!table_take_text(reading, SLICE("date"), &text))
            return false;
        if (date_read(text, reading->schema->locales[0], &reading->table->as_of, NULL) !=
            READING_GOOD)
            return table_wrong(reading, &table_value_wrong, SLICE("date"), SLICE("'2020-03'"));
    }
    reading->table->has_as_of = true;
    return true;
}

/* After groups, which hide a column. */
static bool check_groups(struct table_reading *reading)
{
    const struct table *table = reading->table;
    size_t shown = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        if (column->in_group && !reading->has_group)
            return table_wrong(reading, &table_no_groups,
                               table_where(reading, "columns.%.*s.within", SLICE_ARG(column->id)));
        shown += !column->hidden;
    }
    return shown ||
           table_refused(diagnostic_add_plain(reading->diagnostics, &all_hidden, reading->span));
}

bool table_read_declaration(struct table_reading *reading)
{
    struct table *table = reading->table;
    luaL_checkstack(reading->lua, 20, NULL);
    bool good = table_check_keys(reading, reading->spec, SLICE("catalogue.table"), table_keys);
    if (table_get(reading, reading->spec, "caption"))
        good &= table_take_local(reading, SLICE("caption"), &table->caption);
    else
        good = table_wrong(reading, &table_value_missing, SLICE("caption"),
                           SLICE("caption = {it = '…', en = '…'}"));
    if (table_get(reading, reading->spec, "description"))
        good &= table_take_local(reading, SLICE("description"), &table->description);
    if (table_get(reading, reading->spec, "source"))
        good &= table_take_text(reading, SLICE("source"), &table->source);
    good &= read_date(reading);
    good &= read_rows(reading);
    bool has_columns = table_read_notes(reading) && table_read_columns(reading);
    return has_columns && read_sort(reading) && table_read_below(reading) &&
           check_groups(reading) && good;
}

/* ---- catalogue.table ----------------------------------------------------- */

int catalogue_table(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    const struct hook_run *run = hooks_run_of(lua);
    if (run->is_scan && run->subject->diagnostics) {
        struct table_reading *reading = arena_new(run->subject->arena, struct table_reading);
        *reading = (struct table_reading){
            .lua = lua,
            .arena = run->subject->arena,
            .schema = lua_values_of(lua)->schema,
            .diagnostics = run->subject->diagnostics,
            .span = hooks_span_of_caller(lua),
            .spec = 1,
            .table = table_create(run->subject->arena, SLICE("table"), 0),
        };
        table_read_declaration(reading);
        lua_settop(lua, 1);
    }
    hooks_register(lua, HOOK_TABLE, 1);
    return 0;
}
