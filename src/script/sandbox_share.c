/*
 * Environments that cost little: one for each run of a script, thousands in a build.
 *
 * The libraries are there once a state, and no script ever holds them: what it finds under
 * `string` is a *view*, an empty table of its own environment that looks up the library. What a
 * script writes goes to its view. A library may hold others (pandoc.utils): they are views too.
 *
 *     environment --__index--> environment_index(): a view, a provider's value, a plain global
 *     view        --__index--> the library, or library_index() where it holds others
 *
 * ("x"):upper() finds the view of the environment that is on, where that has one, so that
 * `function string:trim()` works, in that environment alone.
 */
#include "script/sandbox.h"

static const char environment_key = 0; /* the metatable of environments */
static const char views_key = 0;       /* name -> the metatable of its views */
static const char nested_key = 0;      /* library -> the metatable of its views */
static const char current_key = 0;     /* the environment that is on */
static const char providers_key = 0;   /* name -> function that gives its value */

static void make_view(lua_State *lua)
{
    lua_newtable(lua);
    lua_insert(lua, -2);
    lua_setmetatable(lua, -2);
}

/* Upvalue: the library. A view of what it holds where that is a library itself. */
static int library_index(lua_State *lua)
{
    lua_settop(lua, 2);
    lua_pushvalue(lua, 2);
    lua_gettable(lua, lua_upvalueindex(1));
    if (!lua_istable(lua, 3))
        return 1;
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &nested_key);
    lua_pushvalue(lua, 3);
    if (lua_rawget(lua, 4) != LUA_TTABLE) {
        lua_settop(lua, 3);
        return 1;
    }
    make_view(lua);
    lua_pushvalue(lua, 2);
    lua_pushvalue(lua, -2);
    lua_rawset(lua, 1);
    return 1;
}

/* Upvalue: the library. What it holds and what the script has written. */
static int library_pairs(lua_State *lua)
{
    lua_settop(lua, 1);
    lua_newtable(lua);
    lua_pushnil(lua);
    while (lua_next(lua, lua_upvalueindex(1))) {
        lua_pop(lua, 1);
        lua_pushvalue(lua, -1);
        lua_pushvalue(lua, -1);
        lua_gettable(lua, 1); /* a nested library as its view */
        lua_rawset(lua, 2);
    }
    lua_pushnil(lua);
    while (lua_next(lua, 1)) {
        lua_pushvalue(lua, -2);
        lua_insert(lua, -2);
        lua_rawset(lua, 2);
    }
    lua_pushcfunction(lua, sandbox_pairs);
    lua_pushvalue(lua, 2);
    lua_call(lua, 1, 3);
    return 3;
}

/* The metatable for views of the library at the top, which is taken. */
static void push_view_metatable(lua_State *lua)
{
    int library = lua_gettop(lua);
    bool is_callable = luaL_getmetafield(lua, library, "__call") != LUA_TNIL;
    if (is_callable)
        lua_pop(lua, 1);
    lua_createtable(lua, 0, 4);
    lua_pushvalue(lua, library);
    lua_pushcclosure(lua, library_index, 1);
    lua_setfield(lua, -2, "__index");
    lua_pushvalue(lua, library);
    lua_pushcclosure(lua, library_pairs, 1);
    lua_setfield(lua, -2, "__pairs");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    if (is_callable) {
        luaL_getmetafield(lua, library, "__call");
        lua_setfield(lua, -2, "__call");
    }
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &nested_key);
    lua_pushvalue(lua, library);
    lua_pushvalue(lua, -3);
    lua_rawset(lua, -3);
    lua_pop(lua, 1);
    lua_remove(lua, library);
}

/* Plain libraries are found without a function's call. */
static void make_direct(lua_State *lua, int metatable, int library)
{
    metatable = lua_absindex(lua, metatable);
    lua_pushvalue(lua, library);
    lua_setfield(lua, metatable, "__index");
}

static bool holds_tables(lua_State *lua, int library)
{
    bool found = false;
    library = lua_absindex(lua, library);
    lua_pushnil(lua);
    while (lua_next(lua, library)) {
        found = found || lua_istable(lua, -1);
        lua_pop(lua, 1);
    }
    return found;
}

void sandbox_share_library(lua_State *lua, const char *name, int index)
{
    index = lua_absindex(lua, index);
    lua_pushvalue(lua, index);
    push_view_metatable(lua);
    if (!holds_tables(lua, index))
        make_direct(lua, -1, index);
    if (name) {
        lua_rawgetp(lua, LUA_REGISTRYINDEX, &views_key);
        lua_pushvalue(lua, -2);
        lua_setfield(lua, -2, name);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
}

void sandbox_share_provider(lua_State *lua, const char *name)
{
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &providers_key);
    lua_insert(lua, -2);
    lua_setfield(lua, -2, name);
    lua_pop(lua, 1);
}

/* ("x"):name() asks the table at the top from now on, which is taken. */
static void set_string_methods(lua_State *lua)
{
    lua_pushliteral(lua, "");
    lua_getmetatable(lua, -1);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 3);
}

static int environment_index(lua_State *lua)
{
    lua_settop(lua, 2);
    if (lua_type(lua, 2) != LUA_TSTRING)
        return 0;
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &views_key);
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, 3) == LUA_TTABLE) {
        make_view(lua);
        if (!strcmp(lua_tostring(lua, 2), "string")) {
            lua_rawgetp(lua, LUA_REGISTRYINDEX, &current_key);
            if (lua_rawequal(lua, -1, 1)) {
                lua_pushvalue(lua, -2);
                set_string_methods(lua);
            }
            lua_pop(lua, 1);
        }
    } else {
        lua_settop(lua, 2);
        lua_rawgetp(lua, LUA_REGISTRYINDEX, &providers_key);
        lua_pushvalue(lua, 2);
        if (lua_rawget(lua, 3) == LUA_TFUNCTION) {
            lua_call(lua, 0, 1);
        } else {
            lua_settop(lua, 2);
            sandbox_push_global(lua, 2);
            if (lua_isnil(lua, -1))
                return 1;
        }
    }
    lua_pushvalue(lua, 2);
    lua_pushvalue(lua, -2);
    lua_rawset(lua, 1);
    return 1;
}

void sandbox_share(lua_State *lua)
{
    static const char *const names[] = {"string", "table", "math", "utf8", "coroutine"};
    static const char *const keys[] = {&views_key, &nested_key, &providers_key};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        lua_newtable(lua);
        lua_rawsetp(lua, LUA_REGISTRYINDEX, keys[i]);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_pushstring(lua, names[i]);
        sandbox_push_global(lua, -1);
        sandbox_share_library(lua, names[i], -1);
        lua_pop(lua, 2);
    }
    lua_createtable(lua, 0, 2);
    lua_pushcfunction(lua, environment_index);
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &environment_key);
}

bool sandbox_push_shared_environment(lua_State *lua)
{
    if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &environment_key) == LUA_TNIL) {
        lua_pop(lua, 1);
        return false;
    }
    make_view(lua);
    lua_pushliteral(lua, LUA_GNAME);
    lua_pushvalue(lua, -2);
    lua_rawset(lua, -3);
    return true;
}

void sandbox_enter_environment(lua_State *lua)
{
    if (lua_istable(lua, -1)) {
        lua_pushliteral(lua, "string");
        lua_rawget(lua, -2);
    } else {
        lua_pushnil(lua);
    }
    if (lua_isnil(lua, -1)) {
        lua_pop(lua, 1);
        lua_pushliteral(lua, "string");
        sandbox_push_global(lua, -1);
        lua_remove(lua, -2);
    }
    set_string_methods(lua);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &current_key);
}

void sandbox_leave_environment(lua_State *lua)
{
    lua_pushnil(lua);
    sandbox_enter_environment(lua);
}

bool sandbox_push_current_environment(lua_State *lua)
{
    if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &current_key) == LUA_TTABLE)
        return true;
    lua_pop(lua, 1);
    return false;
}
