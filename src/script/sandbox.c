#include "script/sandbox.h"

#include "script/pandoc_native.h"

#include <lualib.h>
#include <string.h>

/* A coroutine's instructions are counted from its own start: this is for those that end before
 * the first hook. */
#define COROUTINE_STEPS 1000
/* A metatable can become one of weak keys later on, and a chain of such tables takes the collector
 * the square of its length, in one go: this bounds the length. */
#define METATABLE_STEPS 500

static const char globals_key = 0;

void sandbox_push_text(lua_State *lua, int index)
{
    index = lua_absindex(lua, index);
    int type = lua_type(lua, index);
    bool is_plain =
        type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING;
    if (is_plain || luaL_getmetafield(lua, index, "__tostring") != LUA_TNIL) {
        if (!is_plain)
            lua_pop(lua, 1);
        luaL_tolstring(lua, index, NULL);
        return;
    }
    lua_pushstring(lua, lua_typename(lua, type));
}

/* ------------------------------------------------------------------ globals */

static int global_tostring(lua_State *lua)
{
    luaL_checkany(lua, 1);
    sandbox_push_text(lua, 1);
    return 1;
}

void sandbox_check_metatable(lua_State *lua, int index)
{
    static const char *const refused[][2] = {
        {"__gc", "finalizers (__gc) are not available here"},
        {"__mode", "weak tables (__mode) are not available here"},
    };
    index = lua_absindex(lua, index);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        lua_pushstring(lua, refused[i][0]);
        if (lua_rawget(lua, index) != LUA_TNIL)
            luaL_error(lua, "%s", refused[i][1]);
        lua_pop(lua, 1);
    }
}

static int global_setmetatable(lua_State *lua)
{
    int type = lua_type(lua, 2);
    luaL_checktype(lua, 1, LUA_TTABLE);
    luaL_argexpected(lua, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL)
        return luaL_error(lua, "cannot change a protected metatable");
    script_charge(lua, METATABLE_STEPS);
    if (type == LUA_TTABLE)
        sandbox_check_metatable(lua, 2);
    lua_settop(lua, 2);
    lua_setmetatable(lua, 1);
    return 1;
}

/* Copying so many arguments is work. */
static int global_select(lua_State *lua)
{
    int count = lua_gettop(lua);
    if (lua_type(lua, 1) == LUA_TSTRING && *lua_tostring(lua, 1) == '#') {
        lua_pushinteger(lua, count - 1);
        return 1;
    }
    lua_Integer first = luaL_checkinteger(lua, 1);
    script_charge(lua, (uint64_t)count / 8);
    if (first < 0)
        first = count + first;
    else if (first > count)
        first = count;
    luaL_argcheck(lua, first >= 1, 1, "index out of range");
    return count - (int)first;
}

/* Pandoc's functions, where one calls load() for a script, keep their own for themselves. */
static void push_environment_of_caller(lua_State *lua)
{
    lua_Debug debug;
    if (lua_getstack(lua, 1, &debug) && lua_getinfo(lua, "fS", &debug)) {
        const char *name;
        if (!strncmp(debug.source, PANDOC_CHUNK, strlen(PANDOC_CHUNK))) {
            lua_pop(lua, 1);
            if (!sandbox_push_current_environment(lua))
                sandbox_push_environment(lua);
            return;
        }
        for (int i = 1; (name = lua_getupvalue(lua, -1, i)); i++) {
            if (!strcmp(name, "_ENV")) {
                lua_remove(lua, -2);
                return;
            }
            lua_pop(lua, 1);
        }
        lua_pop(lua, 1);
    }
    if (!sandbox_push_current_environment(lua))
        sandbox_push_environment(lua);
}

static int global_load(lua_State *lua)
{
    size_t length;
    if (lua_type(lua, 1) != LUA_TSTRING)
        return luaL_argerror(lua, 1, "only a text can be loaded");
    const char *text = lua_tolstring(lua, 1, &length);
    const char *name = luaL_optstring(lua, 2, "=(load)");
    /* A chain of `or`, `and` or elseif takes Lua's compiler the square of its length. */
    script_charge(lua, length + (uint64_t)length * length / 4096);
    lua_settop(lua, 4);
    if (luaL_loadbufferx(lua, text, length, name, "t") != LUA_OK) {
        script_check(lua);
        luaL_pushfail(lua);
        lua_insert(lua, -2);
        return 2;
    }
    if (lua_isnil(lua, 4))
        push_environment_of_caller(lua);
    else
        lua_pushvalue(lua, 4);
    if (!lua_setupvalue(lua, -2, 1))
        lua_pop(lua, 1);
    return 1;
}

/* ------------------------------------------------------------------ errors that are caught */

/* What came out of a protected call: a spent budget goes on upwards. */
static void check_caught(lua_State *lua, int status)
{
    script_check(lua);
    if (status == LUA_ERRMEM)
        script_give_up(lua, SCRIPT_OUT_OF_MEMORY);
}

static int finish_call(lua_State *lua, int status, lua_KContext skipped)
{
    if (status != LUA_OK && status != LUA_YIELD) {
        check_caught(lua, status);
        lua_pushboolean(lua, 0);
        lua_pushvalue(lua, -2);
        return 2;
    }
    script_check(lua);
    return lua_gettop(lua) - (int)skipped;
}

static int global_pcall(lua_State *lua)
{
    luaL_checkany(lua, 1);
    lua_pushboolean(lua, 1);
    lua_insert(lua, 1);
    int status = lua_pcallk(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0, 0, finish_call);
    return finish_call(lua, status, 0);
}

/* A handler runs within the hook that raised, where no other hook runs: it must not be asked
 * about the end of a budget. Upvalue 1 is the script's own. */
static int handle_error(lua_State *lua)
{
    if (script_is_over(lua))
        return 1;
    lua_settop(lua, 1);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, 1, 1);
    return 1;
}

static int global_xpcall(lua_State *lua)
{
    int count = lua_gettop(lua);
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_pushvalue(lua, 2);
    lua_pushcclosure(lua, handle_error, 1);
    lua_replace(lua, 2);
    lua_pushboolean(lua, 1);
    lua_pushvalue(lua, 1);
    lua_rotate(lua, 3, 2);
    int status = lua_pcallk(lua, count - 2, LUA_MULTRET, 2, 2, finish_call);
    return finish_call(lua, status, 2);
}

/* ------------------------------------------------------------------ coroutines */

/* Calls the library's own function, upvalue 1. */
static int call_own(lua_State *lua)
{
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
    return lua_gettop(lua);
}

static int coroutine_make(lua_State *lua)
{
    script_charge(lua, COROUTINE_STEPS);
    return call_own(lua);
}

/* resume and close give an error back as a value. */
static int coroutine_catch(lua_State *lua)
{
    int results = call_own(lua);
    bool failed = results >= 2 && !lua_toboolean(lua, 1) && lua_type(lua, 2) == LUA_TSTRING;
    check_caught(lua, failed && !strcmp(lua_tostring(lua, 2), "not enough memory") ? LUA_ERRMEM
                                                                                   : LUA_OK);
    return results;
}

/* ------------------------------------------------------------------ putting it together */

static const char *const plain_globals[] = {"assert",   "error",  "getmetatable", "ipairs",
                                            "rawequal", "rawget", "rawlen",       "rawset",
                                            "tonumber", "type",   "_VERSION",     NULL};

static const luaL_Reg own_globals[] = {{"tostring", global_tostring},
                                       {"setmetatable", global_setmetatable},
                                       {"select", global_select},
                                       {"load", global_load},
                                       {"pcall", global_pcall},
                                       {"xpcall", global_xpcall},
                                       {"pairs", sandbox_pairs},
                                       {"next", sandbox_next},
                                       {NULL, NULL}};

static const luaL_Reg own_coroutine[] = {{"create", coroutine_make},
                                         {"wrap", coroutine_make},
                                         {"resume", coroutine_catch},
                                         {"close", coroutine_catch},
                                         {NULL, NULL}};

/* Replaces functions of the table on top; each gets the library's own as its upvalue. */
static void replace_functions(lua_State *lua, const luaL_Reg *row)
{
    for (; row->name; row++) {
        lua_getfield(lua, -1, row->name);
        lua_pushcclosure(lua, row->func, 1);
        lua_setfield(lua, -2, row->name);
    }
}

static void remove_fields(lua_State *lua, const char *const *names)
{
    for (; *names; names++) {
        lua_pushnil(lua);
        lua_setfield(lua, -2, *names);
    }
}

/* Opens a library into the table of globals on top and leaves its own table there too. */
static void open_library(lua_State *lua, const char *name, lua_CFunction open)
{
    luaL_requiref(lua, name, open, 0);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, -3, name);
}

void sandbox_open(lua_State *lua)
{
    static const char *const no_string[] = {"dump", "pack", "packsize", "unpack", NULL};
    static const char *const no_table[] = {NULL};
    static const char *const no_math[] = {"random", "randomseed", NULL};
    lua_newtable(lua);
    luaL_requiref(lua, LUA_GNAME, luaopen_base, 0);
    for (const char *const *name = plain_globals; *name; name++) {
        lua_getfield(lua, -1, *name);
        lua_setfield(lua, -3, *name);
    }
    lua_pop(lua, 1);
    luaL_setfuncs(lua, own_globals, 0);

    open_library(lua, LUA_COLIBNAME, luaopen_coroutine);
    replace_functions(lua, own_coroutine);
    lua_pop(lua, 1);
    open_library(lua, LUA_STRLIBNAME, luaopen_string);
    replace_functions(lua, sandbox_string_functions);
    luaL_setfuncs(lua, sandbox_pattern_functions, 0);
    remove_fields(lua, no_string);
    /* ("x"):rep() and the like; a script that asks for the metatable gets false. */
    lua_pushliteral(lua, "");
    lua_getmetatable(lua, -1);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_pop(lua, 3);
    open_library(lua, LUA_TABLIBNAME, luaopen_table);
    replace_functions(lua, sandbox_table_functions);
    remove_fields(lua, no_table);
    lua_pop(lua, 1);
    open_library(lua, LUA_MATHLIBNAME, luaopen_math);
    remove_fields(lua, no_math);
    lua_pop(lua, 1);
    open_library(lua, LUA_UTF8LIBNAME, luaopen_utf8);
    /* by the length of what they read, as the string functions */
    static const char *const of_utf8[] = {"len", "codepoint", "offset", NULL};
    for (const char *const *name = of_utf8; *name; name++) {
        lua_getfield(lua, -1, *name);
        lua_pushcclosure(lua, sandbox_string_functions[0].func, 1);
        lua_setfield(lua, -2, *name);
    }
    lua_pop(lua, 1);

    lua_rawsetp(lua, LUA_REGISTRYINDEX, &globals_key);
    /* The registry's own lists would keep the untouched libraries; no script can reach it. */
}

void sandbox_set_global(lua_State *lua, const char *name)
{
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &globals_key);
    lua_insert(lua, -2);
    lua_setfield(lua, -2, name);
    lua_pop(lua, 1);
}

void sandbox_push_global(lua_State *lua, int index)
{
    index = lua_absindex(lua, index); /* an upvalue's stays as it is */
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &globals_key);
    lua_pushvalue(lua, index);
    lua_rawget(lua, -2);
    lua_remove(lua, -2);
}

void sandbox_push_environment(lua_State *lua)
{
    if (sandbox_push_shared_environment(lua))
        return;
    lua_newtable(lua);
    int environment = lua_gettop(lua);
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &globals_key);
    if (lua_isnil(lua, -1)) { /* the libraries are being opened */
        lua_pop(lua, 1);
        return;
    }
    lua_pushnil(lua);
    while (lua_next(lua, environment + 1)) {
        lua_pushvalue(lua, -2);
        lua_insert(lua, -2);
        if (lua_istable(lua, -1)) { /* a library: a copy */
            lua_newtable(lua);
            lua_pushnil(lua);
            while (lua_next(lua, -3)) {
                lua_pushvalue(lua, -2);
                lua_insert(lua, -2);
                lua_rawset(lua, -4);
            }
            lua_remove(lua, -2);
        }
        lua_rawset(lua, environment);
    }
    lua_pop(lua, 1);
    lua_pushvalue(lua, environment);
    lua_setfield(lua, environment, LUA_GNAME);
}
