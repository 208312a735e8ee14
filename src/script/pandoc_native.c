#include "script/pandoc_native.h"

#include "base/arena.h"
#include "script/pandoc.h"
#include "script/sandbox.h"
#include "text/utf8.h"

#include <string.h>

/* Tables within tables, of canonical trees: an element has at most four for each level. */
#define TABLES_DEPTH_MAX (4 * PANDOC_DEPTH_MAX + 40)

/* As in sandbox.c, for lists, of which there are more. */
#define METATABLE_STEPS 200

/* Every function has the table of classes, by metatable, as its first upvalue. */
#define CLASSES lua_upvalueindex(1)

/* ------------------------------------------------------------------ classes */

static int native_register(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    lua_pushboolean(lua, 1);
    lua_rawset(lua, CLASSES);
    return 0;
}

/* The class of the value there on the stack; or false, and nothing. */
static bool push_class_of(lua_State *lua, int index)
{
    if (lua_type(lua, index) != LUA_TTABLE || !lua_getmetatable(lua, index))
        return false;
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, CLASSES) == LUA_TNIL) {
        lua_pop(lua, 2);
        return false;
    }
    lua_pop(lua, 1);
    return true;
}

static int native_class_of(lua_State *lua)
{
    if (!push_class_of(lua, 1))
        lua_pushnil(lua);
    return 1;
}

static int native_set_class(lua_State *lua)
{
    lua_settop(lua, 2);
    lua_setmetatable(lua, 1);
    return 1;
}

/* The same where a script may have made the metatable. */
static int native_set_metatable(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    luaL_checktype(lua, 2, LUA_TTABLE);
    lua_settop(lua, 2);
    script_charge(lua, METATABLE_STEPS);
    sandbox_check_metatable(lua, 2);
    lua_setmetatable(lua, 1);
    return 1;
}

static int native_metatable_of(lua_State *lua)
{
    if (lua_type(lua, 1) != LUA_TTABLE || !lua_getmetatable(lua, 1))
        lua_pushnil(lua);
    return 1;
}

/* As Lua's own next(): in no order. */
static int native_next(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 2);
    if (lua_next(lua, 1))
        return 2;
    lua_pushnil(lua);
    return 1;
}

/* ------------------------------------------------------------------ trees */

static void check_tables_depth(lua_State *lua, int depth)
{
    if (depth > TABLES_DEPTH_MAX)
        luaL_error(lua, "elements within elements, more than %d of them", PANDOC_DEPTH_MAX);
    luaL_checkstack(lua, 8, "elements within elements");
}

/* A deep copy of the table on top, in its place. What its class says is shared stays. */
static void copy_table(lua_State *lua, int depth)
{
    check_tables_depth(lua, depth);
    int from = lua_gettop(lua);
    size_t length = lua_rawlen(lua, from);
    bool has_class = lua_getmetatable(lua, from);
    if (has_class) {
        lua_pushliteral(lua, "is_shared");
        bool is_shared = lua_rawget(lua, -2) != LUA_TNIL;
        lua_pop(lua, 1);
        if (is_shared) {
            lua_settop(lua, from);
            return;
        }
    }
    lua_createtable(lua, (int)length, length ? 0 : 2);
    int to = lua_gettop(lua);
    uint64_t count = 0;
    lua_pushnil(lua);
    while (lua_next(lua, from)) {
        if (lua_istable(lua, -1))
            copy_table(lua, depth + 1);
        lua_pushvalue(lua, -2);
        lua_insert(lua, -2);
        lua_rawset(lua, to);
        count++;
    }
    script_charge(lua, count / 2 + 1);
    if (has_class) {
        lua_pushvalue(lua, from + 1);
        lua_setmetatable(lua, to);
    }
    lua_replace(lua, from);
    lua_settop(lua, from);
}

static int native_copy(lua_State *lua)
{
    lua_settop(lua, 1);
    if (lua_istable(lua, 1))
        copy_table(lua, 1);
    return 1;
}

static void check_depth(lua_State *lua, int depth)
{
    check_tables_depth(lua, depth);
    int table = lua_gettop(lua);
    uint64_t count = 0;
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        if (lua_istable(lua, -1))
            check_depth(lua, depth + 1);
        lua_pop(lua, 1);
        count++;
    }
    script_charge(lua, count / 4 + 1);
}

static int native_check_depth(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    check_depth(lua, 1);
    return 0;
}

/* seek(list, from, interest) -> place, element, class of the next whose class is a key of
 * `interest`; or nothing. */
static int native_seek(lua_State *lua)
{
    lua_settop(lua, 3);
    lua_Integer first = lua_tointeger(lua, 2), count = (lua_Integer)lua_rawlen(lua, 1);
    for (lua_Integer i = first; i <= count; i++) {
        if (lua_rawgeti(lua, 1, i) == LUA_TTABLE && lua_getmetatable(lua, -1)) {
            lua_pushvalue(lua, -1);
            if (lua_rawget(lua, 3) != LUA_TNIL) {
                script_charge(lua, (uint64_t)(i - first) / 8);
                lua_pop(lua, 1);
                lua_pushinteger(lua, i);
                lua_insert(lua, -3);
                return 3;
            }
        }
        lua_settop(lua, 3);
    }
    if (count > first)
        script_charge(lua, (uint64_t)(count - first) / 8);
    return 0;
}

/* ------------------------------------------------------------------ places */

static bool is_not_of_the_house(lua_State *lua, const lua_Debug *debug)
{
    (void)lua;
    return strncmp(debug->source, PANDOC_CHUNK, strlen(PANDOC_CHUNK)) != 0;
}

/* "file:12: " of the innermost line of a script: the machine's own are passed over. */
static void push_place(lua_State *lua)
{
    lua_Debug debug;
    if (script_find_function(lua, is_not_of_the_house, &debug))
        lua_pushfstring(lua, "%s:%d: ", debug.short_src, debug.currentline);
    else
        lua_pushliteral(lua, "");
}

static int native_where(lua_State *lua)
{
    push_place(lua);
    return 1;
}

static int native_place_of(lua_State *lua)
{
    lua_Debug debug;
    luaL_checktype(lua, 1, LUA_TFUNCTION);
    lua_settop(lua, 1);
    lua_getinfo(lua, ">S", &debug);
    if (debug.linedefined > 0)
        lua_pushfstring(lua, "%s:%d: ", debug.short_src, debug.linedefined);
    else
        lua_pushliteral(lua, "");
    return 1;
}

/* ------------------------------------------------------------------ texts */

/* text(value): a text or a number as valid UTF-8, U+FFFD for what is not; nil for all else. */
static int native_text(lua_State *lua)
{
    size_t length;
    int type = lua_type(lua, 1);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        return 0;
    lua_settop(lua, 1);
    const char *text = lua_tolstring(lua, 1, &length);
    struct slice rest = slice_from(text, length);
    script_charge(lua, length / 32);
    if (utf8_find_invalid(rest) == SLICE_NOT_FOUND)
        return 1;
    luaL_Buffer buffer;
    uint32_t character;
    luaL_buffinit(lua, &buffer);
    while (utf8_next(&rest, &character)) {
        char *room = luaL_prepbuffsize(&buffer, 4);
        luaL_addsize(&buffer, utf8_write(room, character));
    }
    luaL_pushresult(&buffer);
    return 1;
}

typedef struct slice change_case(struct arena *arena, struct slice s, struct slice language);

/* The arena is gone before Lua can raise. A mapping makes a text at most three times as long. */
static int push_case(lua_State *lua, change_case *change)
{
    size_t length;
    const char *text = luaL_checklstring(lua, 1, &length);
    script_charge(lua, length);
    char *room = lua_newuserdatauv(lua, 3 * length + 1, 0);
    struct arena arena = {0};
    struct slice result = change(&arena, slice_from(text, length), SLICE("en"));
    size_t size = result.len <= 3 * length ? result.len : 0;
    if (size)
        memcpy(room, result.ptr, size);
    arena_release(&arena);
    lua_pushlstring(lua, room, size);
    return 1;
}

static int native_lower(lua_State *lua)
{
    return push_case(lua, utf8_lower);
}

static int native_upper(lua_State *lua)
{
    return push_case(lua, utf8_upper);
}

static int native_sha1(lua_State *lua)
{
    size_t length;
    const char *text = luaL_checklstring(lua, 1, &length);
    char digits[41];
    script_charge(lua, length / 4);
    pandoc_sha1(text, length, digits);
    lua_pushstring(lua, digits);
    return 1;
}

static const luaL_Reg functions[] = {
    {"register", native_register},
    {"class_of", native_class_of},
    {"set_class", native_set_class},
    {"set_metatable", native_set_metatable},
    {"metatable_of", native_metatable_of},
    {"next", native_next},
    {"copy", native_copy},
    {"check_depth", native_check_depth},
    {"seek", native_seek},
    {"where", native_where},
    {"place_of", native_place_of},
    {"text", native_text},
    {"lower", native_lower},
    {"upper", native_upper},
    {"sha1", native_sha1},
    {NULL, NULL},
};

void pandoc_push_native(lua_State *lua)
{
    luaL_newlibtable(lua, functions);
    lua_newtable(lua);
    luaL_setfuncs(lua, functions, 1);
    lua_pushinteger(lua, PANDOC_DEPTH_MAX);
    lua_setfield(lua, -2, "DEPTH_MAX");
}
