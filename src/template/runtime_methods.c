/*
 * What can be called behind a dot: a macro of an imported template, and the methods of maps,
 * texts, cyclers and loops.
 */
#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>
#include <string.h>

/* Methods are called as macros are: (K, caller, …); upvalue 3 is what they belong to. */

static const struct data *method_data(lua_State *lua)
{
    return lua_touserdata(lua, lua_upvalueindex(3));
}

static struct slice method_text(lua_State *lua)
{
    return data_to_text(runtime_of(lua), runtime_data(lua, lua_upvalueindex(3)));
}

static int method_items(lua_State *lua)
{
    struct arena *arena = runtime_of(lua)->context->arena;
    const struct data *map = method_data(lua);
    size_t count = map->as.map.count;
    struct data *items = arena_array(arena, struct data, count + 1);
    struct data *pairs = arena_array(arena, struct data, 2 * count + 1);
    for (size_t i = 0; i < count; i++) {
        pairs[2 * i] = data_text(map->as.map.pairs[i].name);
        pairs[2 * i + 1] = map->as.map.pairs[i].data;
        items[i] = data_list(&pairs[2 * i], 2);
    }
    runtime_push(lua, data_list(items, count));
    return 1;
}

static int method_keys(lua_State *lua)
{
    struct data list;
    data_to_list(runtime_of(lua), *method_data(lua), &list);
    runtime_push(lua, list);
    return 1;
}

static int method_values(lua_State *lua)
{
    const struct data *map = method_data(lua);
    size_t count = map->as.map.count;
    struct data *items = arena_array(runtime_of(lua)->context->arena, struct data, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = map->as.map.pairs[i].data;
    runtime_push(lua, data_list(items, count));
    return 1;
}

static int method_get(lua_State *lua)
{
    struct data result;
    if (!data_get(runtime_of(lua), *method_data(lua), runtime_data(lua, 3), true, &result)) {
        lua_settop(lua, 4);
        return 1;
    }
    runtime_push(lua, result);
    return 1;
}

static int method_cycler(lua_State *lua, lua_Integer step)
{
    int cycler = lua_upvalueindex(3);
    lua_getfield(lua, cycler, "place");
    lua_getfield(lua, cycler, "count");
    lua_Integer place = lua_tointeger(lua, -2), count = lua_tointeger(lua, -1);
    lua_rawgeti(lua, cycler, place + 1);
    lua_pushinteger(lua, step && count ? (place + 1) % count : 0);
    lua_setfield(lua, cycler, "place");
    lua_getfield(lua, cycler, "place");
    lua_rawgeti(lua, cycler, lua_tointeger(lua, -1) + 1);
    lua_setfield(lua, cycler, "current");
    lua_pop(lua, 1);
    return 1;
}

static int method_next(lua_State *lua)
{
    return method_cycler(lua, 1);
}

static int method_reset(lua_State *lua)
{
    return method_cycler(lua, 0);
}

static int method_loop_cycle(lua_State *lua)
{
    int count = lua_gettop(lua) - 2;
    lua_getfield(lua, lua_upvalueindex(3), "index0");
    if (count > 0)
        lua_pushvalue(lua, 3 + (int)(lua_tointeger(lua, -1) % count));
    return 1;
}

/* The few methods of texts that have no filter; the others are filters by the same name. */

static int method_split(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct slice rest = method_text(lua), piece;
    struct data separator = runtime_data(lua, 3);
    VECTOR(struct data) pieces = {0};
    struct arena *arena = runtime->context->arena;
    script_charge(lua, rest.len / 4);
    if (separator.kind == DATA_NONE) {
        /* by white space, as often as it stands there */
        while ((rest = slice_trim(rest)).len) {
            size_t length = 0;
            while (length < rest.len && !strchr(" \t\r\n\f\v", rest.ptr[length]))
                length++;
            vector_push(arena, &pieces, data_text(slice_sub(rest, 0, length)));
            rest = slice_after(rest, length);
        }
    } else {
        struct slice between = data_to_text(runtime, separator);
        size_t found;
        while (between.len && (found = slice_find(rest, between)) != SLICE_NOT_FOUND) {
            piece = slice_sub(rest, 0, found);
            vector_push(arena, &pieces, data_text(piece));
            rest = slice_after(rest, found + between.len);
        }
        vector_push(arena, &pieces, data_text(rest));
    }
    runtime_push(lua, data_list(pieces.items, pieces.count));
    return 1;
}

static int method_startswith(lua_State *lua)
{
    struct slice part = data_to_text(runtime_of(lua), runtime_data(lua, 3));
    lua_pushboolean(lua, slice_starts_with(method_text(lua), part));
    return 1;
}

static int method_endswith(lua_State *lua)
{
    struct slice part = data_to_text(runtime_of(lua), runtime_data(lua, 3));
    lua_pushboolean(lua, slice_ends_with(method_text(lua), part));
    return 1;
}

static const struct {
    enum runtime_table table; /* TABLE_NONE: of maps; TABLE_TEXT: of texts */
    const char *name;
    lua_CFunction method;
} methods[] = {
    {TABLE_TEXT, "split", method_split},       {TABLE_TEXT, "startswith", method_startswith},
    {TABLE_TEXT, "endswith", method_endswith}, {TABLE_NONE, "items", method_items},
    {TABLE_NONE, "keys", method_keys},         {TABLE_NONE, "values", method_values},
    {TABLE_NONE, "get", method_get},           {TABLE_CYCLER, "next", method_next},
    {TABLE_CYCLER, "reset", method_reset},     {TABLE_LOOP, "cycle", method_loop_cycle},
};

static bool push_method(lua_State *lua, enum runtime_table table, struct slice name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (methods[i].table != table || !slice_equal_string(name, methods[i].name))
            continue;
        lua_pushvalue(lua, lua_upvalueindex(1));
        lua_pushvalue(lua, lua_upvalueindex(2));
        lua_pushvalue(lua, 1);
        lua_pushcclosure(lua, methods[i].method, 3);
        return true;
    }
    return false;
}

/* method(base, name): the function that base.name(…) calls. */
int runtime_function_method(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data base, result, key = runtime_data(lua, 2);
    if (lua_type(lua, 1) == LUA_TTABLE) {
        enum runtime_table kind = runtime_table_kind(lua, 1);
        if ((kind == TABLE_CYCLER || kind == TABLE_LOOP) && push_method(lua, kind, key.as.text))
            return 1;
        lua_pushvalue(lua, lua_upvalueindex(1));
        lua_pushvalue(lua, lua_upvalueindex(2));
        lua_pushcclosure(lua, runtime_function_get, 2);
        lua_pushvalue(lua, 1);
        lua_pushvalue(lua, 2);
        lua_call(lua, 2, 1);
        if (lua_type(lua, -1) != LUA_TFUNCTION)
            runtime_fail_call(lua, -1);
        return 1;
    }
    base = runtime_data(lua, 1);
    if (base.kind == DATA_MAP && !data_get(runtime, base, key, true, &result) &&
        push_method(lua, TABLE_NONE, key.as.text))
        return 1;
    bool is_text = base.kind == DATA_TEXT || base.kind == DATA_MARKUP;
    if (is_text && push_method(lua, TABLE_TEXT, key.as.text))
        return 1;
    data_get(runtime, base, key, false, &result);
    runtime_push(lua, result);
    runtime_fail_call(lua, -1);
}
