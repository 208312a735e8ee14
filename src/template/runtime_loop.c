#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>

/* ------------------------------------------------------------------ loops */

/* iterate(value) gives what at() takes, and its length. */
static int function_iterate(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data data, list;
    if (!runtime_to_data(lua, 1, &data) || !data_to_list(runtime, data, &list))
        runtime_fail(runtime, &problem_loop, runtime_kind_name(lua, 1, MESSAGES_ENGLISH),
                     runtime_kind_name(lua, 1, MESSAGES_ITALIAN));
    if (data.kind == DATA_LIST)
        lua_settop(lua, 1);
    else
        runtime_push(lua, list);
    lua_pushinteger(lua, (lua_Integer)list.as.list.count);
    return 2;
}

/* Of what iterate() gave, or of a table of those that a condition kept; nil past the ends. */
static void push_item(lua_State *lua, int items, lua_Integer index)
{
    if (lua_type(lua, items) == LUA_TTABLE) {
        lua_rawgeti(lua, items, index);
        return;
    }
    const struct data *list = lua_touserdata(lua, items);
    bool is_there = index >= 1 && (size_t)index <= list->as.list.count;
    runtime_push(lua, is_there ? list->as.list.items[index - 1] : data_none());
}

/* at(items, index, price of what is done with the item) */
static int function_at(lua_State *lua)
{
    script_charge(lua, (uint64_t)lua_tointeger(lua, 3));
    push_item(lua, 1, lua_tointeger(lua, 2));
    return 1;
}

static int function_unpack(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    size_t wanted = (size_t)lua_tointeger(lua, 2);
    struct data data = runtime_data(lua, 1), list;
    if (!data_to_list(runtime, data, &list))
        list = data_list(NULL, 1);
    if (list.as.list.count != wanted)
        runtime_fail(runtime, &problem_unpack, runtime_number_text(runtime, list.as.list.count),
                     runtime_number_text(runtime, wanted));
    luaL_checkstack(lua, (int)wanted + 4, NULL);
    for (size_t i = 0; i < wanted; i++)
        runtime_push(lua, list.as.list.items[i]);
    return (int)wanted;
}

/* loop(items, i, n, depth): the object, for those who pass it on. */
static int function_loop(lua_State *lua)
{
    lua_Integer i = lua_tointeger(lua, 2), n = lua_tointeger(lua, 3), depth = lua_tointeger(lua, 4);
    const struct {
        const char *name;
        lua_Integer value;
    } numbers[] = {{"index", i},  {"index0", i - 1}, {"revindex", n - i + 1}, {"revindex0", n - i},
                   {"length", n}, {"depth", depth},  {"depth0", depth - 1}};
    lua_createtable(lua, 0, 12);
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        lua_pushinteger(lua, numbers[k].value);
        lua_setfield(lua, -2, numbers[k].name);
    }
    lua_pushboolean(lua, i == 1);
    lua_setfield(lua, -2, "first");
    lua_pushboolean(lua, i == n);
    lua_setfield(lua, -2, "last");
    for (lua_Integer k = -1; k <= 1; k += 2) {
        push_item(lua, 1, i + k);
        lua_setfield(lua, -2, k < 0 ? "previtem" : "nextitem");
    }
    lua_pushinteger(lua, TABLE_LOOP);
    lua_rawsetp(lua, -2, &runtime_table_key);
    return 1;
}

static int function_cycle(lua_State *lua)
{
    lua_Integer index = lua_tointeger(lua, 1);
    int count = lua_gettop(lua) - 1;
    if (count)
        lua_pushvalue(lua, 2 + (int)((index - 1) % count));
    return count ? 1 : 0;
}

static int function_changed(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int count = lua_gettop(lua) - 1;
    lua_rawgeti(lua, 1, 0);
    bool same = lua_isinteger(lua, -1) && lua_tointeger(lua, -1) == count;
    lua_pop(lua, 1);
    lua_pushinteger(lua, count);
    lua_rawseti(lua, 1, 0);
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(lua, 1, i);
        same = same && data_equal(runtime, runtime_data(lua, -1), runtime_data(lua, i + 1));
        lua_pop(lua, 1);
        lua_pushvalue(lua, i + 1);
        lua_rawseti(lua, 1, i);
    }
    lua_pushboolean(lua, !same);
    return 1;
}

/* ------------------------------------------------------------------ captured text */

static int push_taken(lua_State *lua, bool plain)
{
    struct slice text = runtime_take(runtime_of(lua), (size_t)lua_tointeger(lua, 1));
    runtime_push(lua, plain ? data_text(text) : data_markup(text));
    return 1;
}

static int function_mark(lua_State *lua)
{
    lua_pushinteger(lua, (lua_Integer)runtime_of(lua)->out->len);
    return 1;
}

static int function_take(lua_State *lua)
{
    return push_taken(lua, false);
}

static int function_take_plain(lua_State *lua)
{
    return push_taken(lua, true);
}

static int function_charge(lua_State *lua)
{
    script_charge(lua, (uint64_t)lua_tointeger(lua, 1));
    return 0;
}

/* enter(price of what follows) */
static int function_enter(lua_State *lua)
{
    function_charge(lua);
    runtime_go_deeper(runtime_of(lua));
    return function_mark(lua);
}

static int function_leave(lua_State *lua)
{
    runtime_of(lua)->depth--;
    return push_taken(lua, false);
}

static int function_leave_plain(lua_State *lua)
{
    runtime_of(lua)->depth--;
    return push_taken(lua, true);
}

const struct lua_function runtime_loops[] = {
    {"iterate", function_iterate},
    {"at", function_at},
    {"unpack", function_unpack},
    {"loop", function_loop},
    {"cycle", function_cycle},
    {"changed", function_changed},
    {"mark", function_mark},
    {"take", function_take},
    {"take_plain", function_take_plain},
    {"charge", function_charge},
    {"enter", function_enter},
    {"leave", function_leave},
    {"leave_plain", function_leave_plain},
    {NULL, NULL},
};
