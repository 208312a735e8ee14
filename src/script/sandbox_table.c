#include "script/sandbox.h"

/* A length that a __len made up may be anything. */
static lua_Integer length_of(lua_State *lua, int index)
{
    return luaL_len(lua, index);
}

static void charge_items(lua_State *lua, lua_Integer first, lua_Integer last)
{
    if (last >= first)
        script_charge(lua, (uint64_t)last - (uint64_t)first + 1);
}

/* Calls the library's own function, upvalue 1. */
static int call_own(lua_State *lua)
{
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
    return lua_gettop(lua);
}

/* A length is asked for once: a __len may answer otherwise the second time. The arguments at `place`
 * and behind it become the first and the last of the items. */
static void fix_range(lua_State *lua, int place)
{
    lua_Integer first = luaL_optinteger(lua, place, 1);
    lua_Integer last =
        lua_isnoneornil(lua, place + 1) ? length_of(lua, 1) : luaL_checkinteger(lua, place + 1);
    charge_items(lua, first, last);
    lua_settop(lua, place - 1);
    lua_pushinteger(lua, first);
    lua_pushinteger(lua, last);
}

/* concat(table, separator, i, j) */
static int table_concat(lua_State *lua)
{
    fix_range(lua, 3);
    return call_own(lua);
}

static int table_unpack(lua_State *lua)
{
    fix_range(lua, 2);
    return call_own(lua);
}

static int table_move(lua_State *lua)
{
    charge_items(lua, luaL_checkinteger(lua, 2), luaL_checkinteger(lua, 3));
    return call_own(lua);
}

static int table_pack(lua_State *lua)
{
    charge_items(lua, 1, lua_gettop(lua));
    return call_own(lua);
}

/* insert(table, value) or insert(table, place, value): moves all that stands behind the place. */
static int table_insert(lua_State *lua)
{
    int count = lua_gettop(lua);
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_Integer end = length_of(lua, 1) + 1, place = end;
    if (count != 2 && count != 3)
        return luaL_error(lua, "wrong number of arguments to 'insert'");
    if (count == 3) {
        place = luaL_checkinteger(lua, 2);
        luaL_argcheck(lua, (lua_Unsigned)place - 1u < (lua_Unsigned)end, 2,
                      "position out of bounds");
        charge_items(lua, place, end);
        for (lua_Integer i = end; i > place; i--) {
            lua_geti(lua, 1, i - 1);
            lua_seti(lua, 1, i);
        }
    }
    lua_seti(lua, 1, place);
    return 0;
}

/* remove(table, place) */
static int table_remove(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_Integer size = length_of(lua, 1), place = luaL_optinteger(lua, 2, size);
    if (place != size)
        luaL_argcheck(lua, (lua_Unsigned)place - 1u <= (lua_Unsigned)size, 2,
                      "position out of bounds");
    charge_items(lua, place, size);
    lua_geti(lua, 1, place);
    for (; place < size; place++) {
        lua_geti(lua, 1, place + 1);
        lua_seti(lua, 1, place);
    }
    lua_pushnil(lua);
    lua_seti(lua, 1, place);
    return 1;
}

/* ------------------------------------------------------------------ sort */

/* Lua's own takes its pivots from the clock. This is a merge sort from the bottom, in two tables
 * that no script sees: stable, and the same for every comparison function, even a wrong one. */

enum { SORTED = 1, COMPARE = 2, FROM = 3, TO = 4 };

static bool comes_first(lua_State *lua, lua_Integer a, lua_Integer b)
{
    bool result;
    if (lua_isnil(lua, COMPARE)) {
        lua_rawgeti(lua, FROM, a);
        lua_rawgeti(lua, FROM, b);
        result = lua_compare(lua, -2, -1, LUA_OPLT);
        lua_pop(lua, 2);
        return result;
    }
    lua_pushvalue(lua, COMPARE);
    lua_rawgeti(lua, FROM, a);
    lua_rawgeti(lua, FROM, b);
    lua_call(lua, 2, 1);
    result = lua_toboolean(lua, -1);
    lua_pop(lua, 1);
    return result;
}

static void merge(lua_State *lua, lua_Integer start, lua_Integer middle, lua_Integer end)
{
    lua_Integer left = start, right = middle;
    for (lua_Integer i = start; i < end; i++) {
        /* The right one goes first only where it is less: equal ones keep their order. */
        bool take_right = left >= middle || (right < end && comes_first(lua, right, left));
        lua_rawgeti(lua, FROM, take_right ? right++ : left++);
        lua_rawseti(lua, TO, i);
    }
}

static int table_sort(lua_State *lua)
{
    lua_Integer count = length_of(lua, 1);
    luaL_checktype(lua, 1, LUA_TTABLE);
    if (!lua_isnoneornil(lua, 2))
        luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    if (count < 2)
        return 0;
    charge_items(lua, 1, count);
    luaL_argcheck(lua, count < 1 << 26, 1, "array too big");
    lua_createtable(lua, (int)count, 0);
    lua_createtable(lua, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(lua, SORTED, i);
        lua_rawseti(lua, FROM, i);
    }
    for (lua_Integer width = 1; width < count; width *= 2) {
        charge_items(lua, 1, count);
        for (lua_Integer start = 1; start <= count; start += 2 * width) {
            lua_Integer middle = start + width <= count ? start + width : count + 1;
            lua_Integer end = middle + width <= count ? middle + width : count + 1;
            merge(lua, start, middle, end);
        }
        lua_pushvalue(lua, FROM);
        lua_copy(lua, TO, FROM);
        lua_replace(lua, TO);
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, FROM, i);
        lua_seti(lua, SORTED, i);
    }
    return 0;
}

const luaL_Reg sandbox_table_functions[] = {
    {"concat", table_concat}, {"unpack", table_unpack}, {"move", table_move}, {"pack", table_pack},
    {"insert", table_insert}, {"remove", table_remove}, {"sort", table_sort}, {NULL, NULL},
};
