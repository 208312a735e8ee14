/* The publisher's functions: rows from a query, columns from a row. */
#include "script/table_parts.h"

#include "script/lua_value.h"
#include "script/state.h"

#include <lauxlib.h>

static const struct problem rows_wrong = {
    "table-rows",
    SEVERITY_ERROR,
    {"the function `rows` of \"%1\" gives no list of tables",
     "la funzione `rows` di \"%1\" non dà un elenco di tabelle"},
    {"end it with return {{COLUMN = …, …}, …}", "chiudila con return {{COLONNA = …, …}, …}"}};

static const struct problem no_such_column = {
    "table-no-column",
    SEVERITY_WARNING,
    {"the function `rows` of \"%2\" gives \"%1\", which is no column",
     "la funzione `rows` di \"%2\" dà \"%1\", che non è una colonna"},
    {"the columns that rows give are %3", "le colonne che le righe danno sono %3"}};

static const struct problem derived_given = {
    "table-derived",
    SEVERITY_ERROR,
    {"the function `rows` of \"%2\" gives \"%1\", which is a computed column",
     "la funzione `rows` di \"%2\" dà \"%1\", che è una colonna calcolata"},
    {"take it out of the rows", "toglilo dalle righe"}};

static const struct problem wrong_result = {
    "table-figure",
    SEVERITY_ERROR,
    {"the function of the column \"%1\" gives %2 in row %3, and the column is of type %4",
     "la funzione della colonna \"%1\" dà %2 alla riga %3, ma la colonna è di tipo %4"},
    {"give what the column holds, or nil where there is no figure",
     "restituisci quello che la colonna contiene, o nil se il dato non c'è"}};

/* Where the reader of a message finds the sheet that the script was at work on. */
static void tell_of_sheet(const struct table_reading *reading, struct diagnostic *diagnostic)
{
    diagnostic->related = reading->table->span;
    diagnostic->related_text[MESSAGES_ENGLISH] = "the table is called here";
    diagnostic->related_text[MESSAGES_ITALIAN] = "la tabella è chiamata qui";
}

/* ---- rows ---------------------------------------------------------------- */

/* Names that no column takes: more often a slip than on purpose. */
static bool check_names(struct table_reading *reading, int index)
{
    lua_State *lua = reading->lua;
    const struct table *table = reading->table;
    bool good = true;
    for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1)) {
        size_t length;
        const char *text =
            lua_type(lua, -2) == LUA_TSTRING ? lua_tolstring(lua, -2, &length) : NULL;
        struct slice name = text ? slice_from(text, length) : SLICE("[…]"), list = SLICE("");
        const struct table_column *column = table_column_from(reading, name);
        if (column && column->origin == ORIGIN_GIVEN)
            continue;
        good &= !column;
        for (size_t i = 0; i < table->column_count; i++)
            if (table->columns[i].origin == ORIGIN_GIVEN)
                list = arena_concat(reading->arena, list, list.len ? SLICE(", ") : SLICE(""),
                                    reading->more[i].from, (struct slice){0});
        tell_of_sheet(reading, diagnostic_add(reading->diagnostics,
                                              column ? &derived_given : &no_such_column,
                                              reading->declared, name, table->name, list));
    }
    return good;
}

static bool row_from_lua(struct table_reading *reading, int index)
{
    lua_State *lua = reading->lua;
    bool good = table_begin_row(reading);
    if (!good)
        return false;
    for (size_t i = 0; i < reading->table->column_count; i++) {
        const struct table_column *column = &reading->table->columns[i];
        if (column->origin != ORIGIN_GIVEN)
            continue;
        lua_pushlstring(lua, reading->more[i].from.ptr, reading->more[i].from.len);
        lua_gettable(lua, index);
        good &= table_cell_from_lua(reading, column, -1, &reading->row[i]);
        lua_pop(lua, 1);
    }
    return table_end_row(reading) && good;
}

bool table_rows_from_function(struct table_reading *reading,
                              const struct fence_arguments *arguments)
{
    lua_State *lua = reading->lua;
    bool good, is_read = true;
    int top = lua_gettop(lua);
    luaL_checkstack(lua, 20, NULL);
    lua_getfield(lua, reading->spec, "rows");
    lua_createtable(lua, 0, (int)arguments->count);
    for (size_t i = 0; i < arguments->count; i++) {
        lua_pushlstring(lua, arguments->names[i].ptr, arguments->names[i].len);
        lua_pushlstring(lua, arguments->values[i].ptr, arguments->values[i].len);
        lua_rawset(lua, -3);
    }
    lua_call(lua, 1, 1);
    int list = lua_gettop(lua);
    good = lua_istable(lua, list);
    size_t count = good ? (size_t)lua_rawlen(lua, list) : 0;
    struct span fence = reading->span;
    size_t said = reading->diagnostics->count;
    reading->span = reading->declared; /* who mends it is the script's author */
    for (size_t i = 0; good && i < count; i++) {
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        good = lua_istable(lua, -1);
        bool is_told = reading->diagnostics->count > said;
        if (good && ((!is_told && !check_names(reading, lua_gettop(lua))) ||
                     !row_from_lua(reading, lua_gettop(lua)))) {
            is_read = false; /* reported */
            break;
        }
        lua_settop(lua, list);
    }
    if (!good)
        diagnostic_add(reading->diagnostics, &rows_wrong, reading->span, reading->table->name);
    for (size_t i = said; i < reading->diagnostics->count; i++)
        tell_of_sheet(reading, &reading->diagnostics->items[i]);
    reading->span = fence;
    lua_settop(lua, top);
    return good && is_read;
}

/* ---- columns ------------------------------------------------------------- */

static const char missing; /* its address is what a function ends with that asks for nothing */

static void push_cell(struct table_reading *reading, const struct table_column *column,
                      const struct table_cell *cell)
{
    lua_State *lua = reading->lua;
    struct table_unit base;
    struct decimal amount;
    switch (cell->kind) {
    case CELL_NUMBER:
        if (column->type == TABLE_MONEY &&
            table_unit_find(reading->schema, column->unit.currency, &base) &&
            table_unit_convert(cell->as.number, &column->unit, &base, false, &amount) == CONVERTED)
            lua_value_push_money(lua, amount, column->unit.currency);
        else
            lua_value_push_decimal(lua, cell->as.number);
        break;
    case CELL_DATE:
        lua_value_push_date(lua, cell->as.date);
        break;
    case CELL_TEXT:
        lua_value_push_slice(lua, cell->as.text);
        break;
    case CELL_SHEET:
        lua_value_push_slice(lua, cell->as.ref.id);
        break;
    default:
        lua_pushnil(lua);
        break;
    }
}

/* __index of a row: (row, key), with the reading and which cells are not computed yet. */
static int row_index(lua_State *lua)
{
    const struct table_reading *reading = lua_touserdata(lua, lua_upvalueindex(1));
    size_t length;
    if (lua_type(lua, 2) != LUA_TSTRING)
        return luaL_error(lua, "a row's columns have names");
    const char *name = lua_tolstring(lua, 2, &length);
    const struct table_column *column = table_find_column(reading->table, slice_from(name, length));
    if (!column)
        return luaL_error(lua, "there is no column \"%s\"", name);
    if (column->origin > ORIGIN_FUNCTION)
        return luaL_error(lua, "the column \"%s\" is derived only after all functions", name);
    if (column->origin == ORIGIN_FUNCTION && column->index >= reading->computing) {
        struct slice at_work = reading->table->columns[reading->computing].id;
        return luaL_error(lua, "the column \"%s\" is not computed yet: put it before \"%s\"", name,
                          lua_pushlstring(lua, at_work.ptr, at_work.len));
    }
    lua_pushlightuserdata(lua, (void *)&missing);
    return lua_error(lua);
}

/* A row for a function: its figures, and `given`. */
static void push_row(struct table_reading *reading, const struct table_cell *cells)
{
    lua_State *lua = reading->lua;
    const struct table *table = reading->table;
    lua_createtable(lua, 0, (int)table->column_count + 1);
    lua_createtable(lua, 0, (int)table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        bool is_given = cells[i].kind > CELL_NOT_COMPUTABLE;
        lua_pushlstring(lua, column->id.ptr, column->id.len);
        lua_pushvalue(lua, -1);
        lua_pushboolean(lua, is_given);
        lua_rawset(lua, -4);
        if (is_given) {
            push_cell(reading, column, &cells[i]);
            lua_rawset(lua, -4);
        } else {
            lua_pop(lua, 1);
        }
    }
    lua_setfield(lua, -2, "given");
    lua_createtable(lua, 0, 2);
    lua_pushlightuserdata(lua, reading);
    lua_pushcclosure(lua, row_index, 1);
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, false);
    lua_setfield(lua, -2, "__metatable");
    lua_setmetatable(lua, -2);
}

/* The error on top: of typed values, of integers. */
static bool divides_by_zero(lua_State *lua)
{
    size_t length;
    const char *text = lua_type(lua, -1) == LUA_TSTRING ? lua_tolstring(lua, -1, &length) : NULL;
    if (!text)
        return false;
    struct slice message = slice_from(text, length);
    return slice_ends_with(message, SLICE(LUA_VALUE_DIVISION_BY_ZERO)) ||
           slice_ends_with(message, SLICE("attempt to perform 'n//0'")) ||
           slice_ends_with(message, SLICE("attempt to perform 'n%%0'"));
}

/* "ciao", true, a table … */
static struct slice shown_value(struct table_reading *reading, int index)
{
    lua_State *lua = reading->lua;
    size_t length;
    int type = lua_type(lua, index);
    if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TUSERDATA && type != LUA_TBOOLEAN)
        return slice_from_string(lua_typename(lua, type));
    const char *text = luaL_tolstring(lua, index, &length);
    struct slice shown = type == LUA_TSTRING ? table_where(reading, "\"%.*s\"",
                                                           (int)(length > 100 ? 100 : length), text)
                                             : arena_copy(reading->arena, slice_from(text, length));
    lua_pop(lua, 1);
    return shown;
}

/* The result is on top. False, and reported: it is no figure of the column. */
static bool take_result(struct table_reading *reading, const struct table_column *column,
                        int function, size_t row, struct table_cell *cell)
{
    struct diagnostics *heard = reading->diagnostics;
    struct diagnostics unheard = {.arena = reading->arena}; /* they speak of places in the sheet */
    struct slice type = slice_from_string(table_type_names[column->type]);
    reading->diagnostics = &unheard;
    bool good = table_cell_from_lua(reading, column, -1, cell);
    reading->diagnostics = heard;
    if (good)
        return true;
    if (column->unit.id.len)
        type = table_where(reading, "%.*s (%.*s)", SLICE_ARG(type), SLICE_ARG(column->unit.id));
    cell->kind = CELL_NOT_COMPUTABLE;
    tell_of_sheet(reading, diagnostic_add(heard, &wrong_result,
                                          hooks_span_of_function(reading->lua, function),
                                          column->id, shown_value(reading, -1),
                                          table_where(reading, "%zu", row + 1), type));
    return false;
}

/* The function is at `function`. False: it gives what the column cannot hold. */
static bool compute_cell(struct table_reading *reading, const struct table_column *column,
                         int function, size_t row)
{
    lua_State *lua = reading->lua;
    struct table_cell *cells = reading->table->rows.items[row];
    lua_pushvalue(lua, function);
    push_row(reading, cells);
    if (lua_pcall(lua, 1, 1, 0) != LUA_OK) {
        bool is_missing = lua_touserdata(lua, -1) == (const void *)&missing;
        script_check(lua); /* a budget that is spent is no mistake of the row */
        if (divides_by_zero(lua))
            cells[column->index].kind = CELL_NOT_COMPUTABLE;
        else if (!is_missing)
            lua_error(lua);
        lua_pop(lua, 1);
        return true;
    }
    bool good = take_result(reading, column, function, row, &cells[column->index]);
    lua_pop(lua, 1);
    return good;
}

void table_compute_functions(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    struct table *table = reading->table;
    int top = lua_gettop(lua);
    luaL_checkstack(lua, 20, NULL);
    lua_getfield(lua, reading->spec, "columns");
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (column->origin != ORIGIN_FUNCTION)
            continue;
        lua_rawgeti(lua, top + 1, (lua_Integer)c + 1);
        lua_getfield(lua, -1, "compute");
        reading->computing = c;
        for (size_t i = 0; i < table->rows.count; i++)
            if (!compute_cell(reading, column, top + 3, i))
                break; /* told once */
        lua_settop(lua, top + 1);
    }
    lua_settop(lua, top);
}
