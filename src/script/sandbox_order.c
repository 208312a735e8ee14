/*
 * pairs() and next() by the order of the keys, so that what a script builds does not depend on
 * where Lua's hash puts them: numbers first, then texts by their bytes, then false and true.
 */
#include "script/sandbox.h"

#include <stdlib.h>
#include <string.h>

struct key {
    int type; /* LUA_TNUMBER, LUA_TSTRING, LUA_TBOOLEAN */
    bool is_integer, truth;
    lua_Integer integer;
    lua_Number number;
    const char *text; /* the table holds the key, so it stays */
    size_t length;
};

static int rank(int type)
{
    return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2;
}

static int compare_numbers(const struct key *a, const struct key *b)
{
    if (a->is_integer && b->is_integer)
        return (a->integer > b->integer) - (a->integer < b->integer);
    /* A float key is never a whole number that an integer could be: no two are equal. */
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_keys(const void *left, const void *right)
{
    const struct key *a = left, *b = right;
    if (a->type != b->type)
        return rank(a->type) - rank(b->type);
    if (a->type == LUA_TNUMBER)
        return compare_numbers(a, b);
    if (a->type == LUA_TBOOLEAN)
        return (int)a->truth - (int)b->truth;
    size_t length = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static struct key read_key(lua_State *lua, int index)
{
    struct key key = {.type = lua_type(lua, index)};
    switch (key.type) {
    case LUA_TNUMBER:
        key.is_integer = lua_isinteger(lua, index);
        key.integer = lua_tointeger(lua, index);
        key.number = lua_tonumber(lua, index);
        break;
    case LUA_TSTRING:
        key.text = lua_tolstring(lua, index, &key.length);
        break;
    case LUA_TBOOLEAN:
        key.truth = lua_toboolean(lua, index);
        break;
    default:
        luaL_error(lua, "keys of type %s have no order", lua_typename(lua, key.type));
    }
    return key;
}

/* Keys of the house, which scripts can neither make nor see. */
static bool is_hidden(lua_State *lua, int index)
{
    return lua_type(lua, index) == LUA_TLIGHTUSERDATA;
}

/* How many keys; `in_order` where the table's own walk gives 1, 2, 3 … */
static size_t count_keys(lua_State *lua, int table, bool *in_order)
{
    size_t count = 0;
    *in_order = true;
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        if (is_hidden(lua, -2)) {
            *in_order = false;
            lua_pop(lua, 1);
            continue;
        }
        count++;
        *in_order =
            *in_order && lua_isinteger(lua, -2) && lua_tointeger(lua, -2) == (lua_Integer)count;
        lua_pop(lua, 1);
    }
    script_charge(lua, count);
    return count;
}

static void push_key(lua_State *lua, const struct key *key)
{
    if (key->type == LUA_TSTRING)
        lua_pushlstring(lua, key->text, key->length);
    else if (key->type == LUA_TBOOLEAN)
        lua_pushboolean(lua, key->truth);
    else if (key->is_integer)
        lua_pushinteger(lua, key->integer);
    else
        lua_pushnumber(lua, key->number);
}

/* A list of the table's keys on the stack. */
static void push_sorted_keys(lua_State *lua, int table, size_t count)
{
    struct key *keys = lua_newuserdatauv(lua, (count + 1) * sizeof *keys, 0);
    size_t i = 0;
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        lua_pop(lua, 1);
        if (!is_hidden(lua, -1))
            keys[i++] = read_key(lua, -1);
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    script_charge(lua, 4 * count);
    lua_createtable(lua, (int)count, 0);
    for (i = 0; i < count; i++) {
        push_key(lua, &keys[i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    lua_remove(lua, -2);
}

/* Upvalues: the list of keys, the place in it. Keys that are gone by now are passed over. */
static int pairs_step(lua_State *lua)
{
    lua_Integer place = lua_tointeger(lua, lua_upvalueindex(2));
    for (;;) {
        if (lua_rawgeti(lua, lua_upvalueindex(1), ++place) == LUA_TNIL)
            return 1;
        lua_pushvalue(lua, -1);
        if (lua_rawget(lua, 1) != LUA_TNIL)
            break;
        lua_pop(lua, 2);
    }
    lua_pushinteger(lua, place);
    lua_replace(lua, lua_upvalueindex(2));
    return 2;
}

/* The same over 1, 2, 3 … */
static int pairs_step_in_order(lua_State *lua)
{
    lua_Integer place = lua_tointeger(lua, 2), last = lua_tointeger(lua, lua_upvalueindex(1));
    while (++place <= last) {
        if (lua_rawgeti(lua, 1, place) != LUA_TNIL) {
            lua_pushinteger(lua, place);
            lua_insert(lua, -2);
            return 2;
        }
        lua_pop(lua, 1);
    }
    lua_pushnil(lua);
    return 1;
}

int sandbox_pairs(lua_State *lua)
{
    bool in_order;
    luaL_checkany(lua, 1);
    if (luaL_getmetafield(lua, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(lua, 1);
        lua_call(lua, 1, 3);
        return 3;
    }
    luaL_checktype(lua, 1, LUA_TTABLE);
    size_t count = count_keys(lua, 1, &in_order);
    if (in_order) {
        lua_pushinteger(lua, (lua_Integer)count);
        lua_pushcclosure(lua, pairs_step_in_order, 1);
    } else {
        push_sorted_keys(lua, 1, count);
        lua_pushinteger(lua, 0);
        lua_pushcclosure(lua, pairs_step, 2);
    }
    lua_pushvalue(lua, 1);
    lua_pushnil(lua);
    return 3;
}

/* The least key above the one given: as dear as the table is large. */
int sandbox_next(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 2);
    bool has_last = !lua_isnil(lua, 2), found = false;
    struct key last = {0}, best = {0};
    size_t count = 0;
    if (has_last)
        last = read_key(lua, 2);
    lua_pushnil(lua);
    while (lua_next(lua, 1)) {
        lua_pop(lua, 1);
        if (is_hidden(lua, -1))
            continue;
        struct key key = read_key(lua, -1);
        count++;
        if ((has_last && compare_keys(&key, &last) <= 0) ||
            (found && compare_keys(&key, &best) >= 0))
            continue;
        best = key;
        found = true;
    }
    script_charge(lua, count);
    if (!found) {
        lua_pushnil(lua);
        return 1;
    }
    push_key(lua, &best);
    lua_pushvalue(lua, -1);
    lua_rawget(lua, 1);
    return 2;
}
