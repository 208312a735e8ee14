/*
 * range(), dict(), namespace(), cycler(), joiner().
 */
#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>

static int64_t integer_or(lua_State *lua, int index, int64_t fallback)
{
    struct data number;
    if (lua_isnoneornil(lua, index))
        return fallback;
    struct data data = runtime_data(lua, index);
    if (!data_to_number(data, &number) || number.kind != DATA_INTEGER)
        runtime_fail(runtime_of(lua), &problem_operand, SLICE("range"),
                     data_kind_name(data, MESSAGES_ENGLISH),
                     data_kind_name(data, MESSAGES_ITALIAN));
    return number.as.integer;
}

static int global_range(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int64_t start = integer_or(lua, 1, 0), step = integer_or(lua, 3, 1), stop;
    if (lua_isnoneornil(lua, 2)) {
        stop = start;
        start = 0;
    } else {
        stop = integer_or(lua, 2, 0);
    }
    if (!step)
        runtime_fail(runtime, &problem_division, (struct slice){0});
    size_t count = 0;
    /* In doubles nothing overflows, and what is lost is beyond the limit anyway. */
    double distance = ((double)stop - (double)start) / (double)step;
    if (distance > RUNTIME_RANGE_MAX)
        runtime_fail(runtime, &problem_range, runtime_number_text(runtime, RUNTIME_RANGE_MAX));
    for (int64_t i = start; step > 0 ? i < stop : i > stop; i += step)
        count++;
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = data_integer(start + (int64_t)i * step);
    script_charge(lua, count);
    runtime_push(lua, data_list(items, count));
    return 1;
}

/* (K, caller, map): the map's pairs first, the named ones over them. */
static int global_dict(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    lua_settop(lua, 3);
    struct data base = runtime_data(lua, 3);
    size_t count = base.kind == DATA_MAP ? base.as.map.count : 0;
    int named = 0;
    if (lua_istable(lua, 1)) {
        lua_getfield(lua, 1, "n");
        named = (int)lua_tointeger(lua, -1);
    }
    struct data_pair *pairs =
        arena_array(runtime->context->arena, struct data_pair, count + (size_t)named / 2 + 1);
    for (size_t i = 0; i < count; i++)
        pairs[i] = base.as.map.pairs[i];
    for (int k = 1; k < named; k += 2) {
        lua_rawgeti(lua, 1, k);
        lua_rawgeti(lua, 1, k + 1);
        struct data_pair pair = {runtime_data(lua, -2).as.text, runtime_data(lua, -1)};
        size_t i = 0;
        while (i < count && !slice_equal(pairs[i].name, pair.name))
            i++;
        pairs[i] = pair;
        if (i == count)
            count++;
        lua_pop(lua, 2);
    }
    runtime_push(lua, data_map(pairs, count));
    return 1;
}

static int global_namespace(lua_State *lua)
{
    lua_settop(lua, 3);
    lua_newtable(lua);
    struct data base = runtime_data(lua, 3);
    for (size_t i = 0; base.kind == DATA_MAP && i < base.as.map.count; i++) {
        runtime_push_name(lua, base.as.map.pairs[i].name);
        runtime_push(lua, base.as.map.pairs[i].data);
        lua_rawset(lua, 4);
    }
    if (lua_istable(lua, 1)) {
        lua_getfield(lua, 1, "n");
        int count = (int)lua_tointeger(lua, -1);
        for (int k = 1; k < count; k += 2) {
            lua_rawgeti(lua, 1, k);
            lua_rawgeti(lua, 1, k + 1);
            lua_rawset(lua, 4);
        }
    }
    lua_pushvalue(lua, 4);
    lua_pushinteger(lua, TABLE_NAMESPACE);
    lua_rawsetp(lua, -2, &runtime_table_key);
    return 1;
}

static int global_cycler(lua_State *lua)
{
    int count = lua_gettop(lua);
    lua_createtable(lua, count, 4);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(lua, i);
        lua_rawseti(lua, -2, i);
    }
    lua_pushinteger(lua, 0);
    lua_setfield(lua, -2, "place");
    lua_pushinteger(lua, count);
    lua_setfield(lua, -2, "count");
    if (count) {
        lua_pushvalue(lua, 1);
        lua_setfield(lua, -2, "current");
    }
    lua_pushinteger(lua, TABLE_CYCLER);
    lua_rawsetp(lua, -2, &runtime_table_key);
    return 1;
}

/* Nothing the first time, then the separator. */
static int joiner_call(lua_State *lua)
{
    if (!lua_toboolean(lua, lua_upvalueindex(4))) {
        lua_pushboolean(lua, true);
        lua_replace(lua, lua_upvalueindex(4));
        lua_pushliteral(lua, "");
        return 1;
    }
    lua_pushvalue(lua, lua_upvalueindex(3));
    return 1;
}

static int global_joiner(lua_State *lua)
{
    lua_settop(lua, 1);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_pushvalue(lua, lua_upvalueindex(2));
    if (lua_isnil(lua, 1))
        lua_pushliteral(lua, ", ");
    else
        lua_pushvalue(lua, 1);
    lua_pushboolean(lua, false);
    lua_pushcclosure(lua, joiner_call, 4);
    return 1;
}

const struct lua_function runtime_globals[] = {
    {"range", global_range},   {"dict", global_dict},     {"namespace", global_namespace},
    {"cycler", global_cycler}, {"joiner", global_joiner}, {NULL, NULL},
};
