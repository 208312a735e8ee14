#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>

static int function_select(lua_State *lua)
{
    lua_pushinteger(lua, lua_gettop(lua) - 1);
    return 1;
}

static int function_many(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    runtime->skip_frames = 1;
    runtime_fail(runtime, &problem_too_many_arguments, runtime_data(lua, 1).as.text,
                 runtime_number_text(runtime, (size_t)lua_tointeger(lua, 2)), SLICE("-"));
}

/* rest(n, …): all but the first n, as a list. */
static int function_rest(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int skipped = (int)lua_tointeger(lua, 1), top = lua_gettop(lua);
    size_t count = top - 1 > skipped ? (size_t)(top - 1 - skipped) : 0;
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = runtime_data(lua, 2 + skipped + (int)i);
    runtime_push(lua, data_list(items, count));
    return 1;
}

static void add_named(lua_State *lua, int *count)
{
    /* name, value on the stack; the table below them */
    lua_rawseti(lua, -3, *count + 2);
    lua_rawseti(lua, -2, *count + 1);
    *count += 2;
}

/* named("a", 1, true, map, …): a flat table {"a", 1, …, n = 2}; true stands for all of a map's. */
static int function_named(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int top = lua_gettop(lua), count = 0;
    lua_createtable(lua, top, 1);
    for (int i = 1; i < top; i += 2) {
        if (!lua_isboolean(lua, i)) {
            lua_pushvalue(lua, i);
            lua_pushvalue(lua, i + 1);
            add_named(lua, &count);
            continue;
        }
        struct data map = runtime_data(lua, i + 1);
        if (map.kind != DATA_MAP || map.as.map.count > 1000)
            runtime_fail(runtime, &problem_operand, SLICE("**"),
                         data_kind_name(map, MESSAGES_ENGLISH),
                         data_kind_name(map, MESSAGES_ITALIAN));
        for (size_t k = 0; k < map.as.map.count; k++) {
            runtime_push_name(lua, map.as.map.pairs[k].name);
            runtime_push(lua, map.as.map.pairs[k].data);
            add_named(lua, &count);
        }
    }
    lua_pushinteger(lua, count);
    lua_setfield(lua, -2, "n");
    return 1;
}

/* bind(macro, K, keep_rest, name, value, …) gives the values, and the map of what is left. */
static int function_bind(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    bool keep_rest = lua_toboolean(lua, 3);
    int top = lua_gettop(lua);
    VECTOR(struct data_pair) rest = {0};
    runtime->skip_frames = 1;
    lua_getfield(lua, 2, "n");
    int count = (int)lua_tointeger(lua, -1);
    lua_pop(lua, 1);
    for (int k = 1; k < count; k += 2) {
        lua_rawgeti(lua, 2, k);
        lua_rawgeti(lua, 2, k + 1);
        int place = 4;
        while (place < top && !lua_rawequal(lua, place, -2))
            place += 2;
        struct slice name = runtime_data(lua, -2).as.text;
        if (place < top) {
            if (!lua_isnil(lua, place + 1))
                runtime_fail(runtime, &problem_same_argument, runtime_data(lua, 1).as.text, name);
            lua_copy(lua, -1, place + 1);
        } else if (keep_rest) {
            struct data_pair pair = {name, runtime_data(lua, -1)};
            vector_push(runtime->context->arena, &rest, pair);
        } else {
            struct slice takes = {0};
            for (int i = 4; i < top; i += 2)
                takes =
                    arena_concat(runtime->context->arena, takes, takes.len ? SLICE(", ") : takes,
                                 runtime_data(lua, i).as.text, (struct slice){0});
            runtime_fail(runtime, &problem_unknown_argument, runtime_data(lua, 1).as.text, name,
                         takes.len ? takes : SLICE("-"));
        }
        lua_pop(lua, 2);
    }
    runtime->skip_frames = 0;
    int results = 0;
    luaL_checkstack(lua, top, NULL);
    for (int place = 5; place <= top; place += 2, results++)
        lua_pushvalue(lua, place);
    if (keep_rest) {
        runtime_push(lua, data_map(rest.items, rest.count));
        results++;
    }
    return results;
}

static int function_spread(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data data = runtime_data(lua, 1), list;
    if (!data_to_list(runtime, data, &list) || list.as.list.count > 60)
        runtime_fail(runtime, &problem_operand, SLICE("*"), data_kind_name(data, MESSAGES_ENGLISH),
                     data_kind_name(data, MESSAGES_ITALIAN));
    luaL_checkstack(lua, 64, NULL);
    for (size_t i = 0; i < list.as.list.count; i++)
        runtime_push(lua, list.as.list.items[i]);
    return (int)list.as.list.count;
}

/* ------------------------------------------------------------------ what can be called */

_Noreturn void runtime_fail_call(lua_State *lua, int index)
{
    struct template_runtime *runtime = runtime_of(lua);
    runtime_fail(runtime, &problem_call, runtime_subject(runtime),
                 runtime_kind_name(lua, index, MESSAGES_ENGLISH),
                 runtime_kind_name(lua, index, MESSAGES_ITALIAN));
}

static int function_callable(lua_State *lua)
{
    if (lua_type(lua, 1) != LUA_TFUNCTION)
        runtime_fail_call(lua, 1);
    lua_settop(lua, 1);
    return 1;
}

static int function_discard(lua_State *lua)
{
    (void)lua;
    return 0;
}

const struct lua_function runtime_macros[] = {
    {"select", function_select},     {"many", function_many},       {"rest", function_rest},
    {"named", function_named},       {"bind", function_bind},       {"spread", function_spread},
    {"callable", function_callable}, {"discard", function_discard}, {NULL, NULL},
};
