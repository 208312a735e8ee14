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

/* ---- rows ---------------------------------------------------------------- */

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
    bool good = true;
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
    for (size_t i = 0; good && i < count; i++) {
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        good = lua_istable(lua, -1);
        if (good && !row_from_lua(reading, lua_gettop(lua)))
            break; /* reported */
        lua_settop(lua, list);
    }
    if (!good)
        diagnostic_add(reading->diagnostics, &rows_wrong, reading->span, reading->table->name);
    lua_settop(lua, top);
    return good;
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

/* The function is at `function`. */
static void compute_cell(struct table_reading *reading, const struct table_column *column,
                         int function, struct table_cell *cells)
{
    lua_State *lua = reading->lua;
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
        return;
    }
    if (!table_cell_from_lua(reading, column, -1, &cells[column->index]))
        cells[column->index].kind = CELL_NOT_COMPUTABLE;
    lua_pop(lua, 1);
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
        for (size_t i = 0; i < table->rows.count; i++)
            compute_cell(reading, column, top + 3, table->rows.items[i]);
        lua_settop(lua, top + 1);
    }
    lua_settop(lua, top);
}
