/* Lists: plain tables with a few methods, made anew for whoever asks. */
#include "script/lua_value.h"

#include <lauxlib.h>

#define LIST_NAME "catalogue.list"

static int list_map(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    lua_Integer count = luaL_len(lua, 1), kept = 0;
    lua_value_push_list(lua, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_pushvalue(lua, 2);
        lua_rawgeti(lua, 1, i);
        lua_call(lua, 1, 1);
        if (lua_isnil(lua, -1))
            lua_pop(lua, 1);
        else
            lua_rawseti(lua, 3, ++kept);
    }
    return 1;
}

static int list_filter(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    lua_Integer count = luaL_len(lua, 1), kept = 0;
    lua_value_push_list(lua, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, 1, i);
        lua_pushvalue(lua, 2);
        lua_pushvalue(lua, -2);
        lua_call(lua, 1, 1);
        bool wanted = lua_toboolean(lua, -1);
        lua_pop(lua, 1);
        if (wanted)
            lua_rawseti(lua, 3, ++kept);
        else
            lua_pop(lua, 1);
    }
    return 1;
}

/* A term is found by its id as well, a sheet by its id or key. */
static bool item_is(lua_State *lua, int item, int wanted)
{
    if (lua_compare(lua, item, wanted, LUA_OPEQ))
        return true;
    if (lua_type(lua, wanted) != LUA_TSTRING)
        return false;
    size_t length;
    const char *text = lua_tolstring(lua, wanted, &length);
    struct slice name = slice_from(text, length);
    const struct term *term = lua_value_to_term(lua, item);
    if (term)
        return slice_equal(term->id, name);
    const struct edition *edition = lua_value_to_edition(lua, item);
    return edition && slice_equal(edition->sheet->id, name);
}

static int find_item(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 2);
    lua_Integer count = luaL_len(lua, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, 1, i);
        if (item_is(lua, 3, 2)) {
            lua_pushinteger(lua, i);
            return 2;
        }
        lua_pop(lua, 1);
    }
    return 0;
}

static int list_find(lua_State *lua)
{
    if (find_item(lua))
        return 2;
    lua_pushnil(lua);
    return 1;
}

static int list_includes(lua_State *lua)
{
    lua_pushboolean(lua, find_item(lua) != 0);
    return 1;
}

static int list_join(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    const char *separator = luaL_optstring(lua, 2, ", ");
    luaL_Buffer joined;
    lua_Integer count = luaL_len(lua, 1);
    lua_settop(lua, 2);
    luaL_buffinit(lua, &joined);
    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addstring(&joined, separator);
        lua_rawgeti(lua, 1, i);
        luaL_tolstring(lua, -1, NULL);
        lua_remove(lua, -2);
        luaL_addvalue(&joined);
    }
    luaL_pushresult(&joined);
    return 1;
}

static int list_tostring(lua_State *lua)
{
    lua_settop(lua, 1);
    return list_join(lua);
}

void lua_value_push_list(lua_State *lua, size_t expected)
{
    static const luaL_Reg methods[] = {{"map", list_map},   {"filter", list_filter},
                                       {"find", list_find}, {"includes", list_includes},
                                       {"join", list_join}, {NULL, NULL}};
    lua_createtable(lua, expected < 10000 ? (int)expected : 10000, 0);
    if (luaL_newmetatable(lua, LIST_NAME)) {
        luaL_newlib(lua, methods);
        lua_setfield(lua, -2, "__index");
        lua_pushcfunction(lua, list_tostring);
        lua_setfield(lua, -2, "__tostring");
        lua_pushboolean(lua, 0);
        lua_setfield(lua, -2, "__metatable");
    }
    lua_setmetatable(lua, -2);
}
