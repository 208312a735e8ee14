#include "script/catalogue_register.h"

#include "script/lua_value.h"
#include "script/table.h"
#include "text/nearest.h"

#include <lauxlib.h>
#include <string.h>

/* ------------------------------------------------------------------ keys */

static const struct catalogue_key *find_key(const struct catalogue_key *keys, const char *name)
{
    for (; keys->name; keys++)
        if (!strcmp(keys->name, name))
            return keys;
    return NULL;
}

static void fail_key(lua_State *lua, const char *function, const struct catalogue_key *keys,
                     const char *name)
{
    struct nearest nearest = nearest_start(slice_from_string(name));
    for (; keys->name; keys++)
        nearest_offer(&nearest, slice_from_string(keys->name));
    if (nearest.best.len)
        luaL_error(lua, "catalogue.%s: there is no key \"%s\"; did you mean \"%s\"?", function,
                   name, nearest.best.ptr); /* a literal */
    luaL_error(lua, "catalogue.%s: there is no key \"%s\"", function, name);
}

void catalogue_check_keys(lua_State *lua, const char *function, const struct catalogue_key *keys)
{
    if (lua_type(lua, 1) != LUA_TTABLE)
        luaL_error(lua, "catalogue.%s takes a table: catalogue.%s{ … }", function, function);
    lua_pushnil(lua);
    while (lua_next(lua, 1)) {
        if (lua_type(lua, -2) != LUA_TSTRING)
            luaL_error(lua, "catalogue.%s: keys are names", function);
        const char *name = lua_tostring(lua, -2);
        const struct catalogue_key *key = find_key(keys, name);
        if (!key)
            fail_key(lua, function, keys, name);
        if (key->type != LUA_TNONE && lua_type(lua, -1) != key->type)
            luaL_error(lua, "catalogue.%s: %s is a %s, not a %s", function, name,
                       lua_typename(lua, key->type), luaL_typename(lua, -1));
        lua_pop(lua, 1);
    }
    for (; keys->name; keys++) {
        lua_pushstring(lua, keys->name);
        if (lua_rawget(lua, 1) == LUA_TNIL && keys->is_required)
            luaL_error(lua, "catalogue.%s: %s is missing", function, keys->name);
        lua_pop(lua, 1);
    }
}

/* ------------------------------------------------------------------ each of them */

#define ANY      LUA_TNONE
#define TEXT     LUA_TSTRING
#define FUNCTION LUA_TFUNCTION

static const struct catalogue_key field_keys[] = {{"name", TEXT, false},
                                                  {"collection", TEXT, true},
                                                  {"id", TEXT, true},
                                                  {"value", FUNCTION, true},
                                                  {"type", TEXT, true},
                                                  {"of", ANY, false},
                                                  {"to", TEXT, false},
                                                  {"fields", ANY, false},
                                                  {"currency", TEXT, false},
                                                  {"unit", ANY, false},
                                                  {"role", TEXT, false},
                                                  {"label", ANY, false},
                                                  {"help", ANY, false},
                                                  {"min", ANY, false},
                                                  {"max", ANY, false},
                                                  {"pattern", TEXT, false},
                                                  {"facet", ANY, false},
                                                  {"sort", LUA_TBOOLEAN, false},
                                                  {"column", LUA_TBOOLEAN, false},
                                                  {"after", TEXT, false},
                                                  {NULL, 0, false}};

static const struct catalogue_key check_keys[] = {
    {"name", TEXT, false},     {"id", TEXT, true},         {"check", FUNCTION, true},
    {"severity", TEXT, false}, {"collection", ANY, false}, {NULL, 0, false}};

static const struct catalogue_key call_keys[] = {
    {"name", TEXT, true}, {"call", FUNCTION, true}, {NULL, 0, false}};

static const struct catalogue_key page_keys[] = {
    {"name", TEXT, true}, {"pages", FUNCTION, true}, {NULL, 0, false}};

static const struct catalogue_key block_keys[] = {
    {"name", TEXT, true}, {"render", FUNCTION, true}, {NULL, 0, false}};

static int register_field(lua_State *lua)
{
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "field", field_keys);
    lua_getfield(lua, 1, "collection");
    lua_pushliteral(lua, "-");
    lua_getfield(lua, 1, "id");
    lua_concat(lua, 3);
    lua_setfield(lua, 1, "name");
    hooks_register(lua, HOOK_FIELD, 1);
    return 0;
}

static int register_check(lua_State *lua)
{
    static const char *const severities[] = {"error", "warning", "note", NULL};
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "check", check_keys);
    if (lua_getfield(lua, 1, "severity") != LUA_TNIL) {
        const char *severity = lua_tostring(lua, -1);
        for (size_t i = 0;; i++) {
            if (!severities[i])
                luaL_error(lua, "catalogue.check: severity is \"error\", \"warning\" or \"note\"");
            if (!strcmp(severities[i], severity))
                break;
        }
    }
    lua_getfield(lua, 1, "id");
    lua_setfield(lua, 1, "name");
    hooks_register(lua, HOOK_CHECK, 1);
    return 0;
}

static int register_filter(lua_State *lua)
{
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "filter", call_keys);
    hooks_register(lua, HOOK_FILTER, 1);
    return 0;
}

static int register_func(lua_State *lua)
{
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "func", call_keys);
    hooks_register(lua, HOOK_FUNC, 1);
    return 0;
}

static int register_page(lua_State *lua)
{
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "page", page_keys);
    hooks_register(lua, HOOK_PAGE, 1);
    return 0;
}

static int register_block(lua_State *lua)
{
    lua_settop(lua, 1);
    catalogue_check_keys(lua, "block", block_keys);
    hooks_register(lua, HOOK_BLOCK, 1);
    return 0;
}

void catalogue_register_open(lua_State *lua)
{
    static const luaL_Reg functions[] = {{"field", register_field},   {"check", register_check},
                                         {"filter", register_filter}, {"func", register_func},
                                         {"page", register_page},     {"block", register_block},
                                         {"table", catalogue_table},  {NULL, NULL}};
    luaL_setfuncs(lua, functions, 0);
}
