#include "script/catalogue_call.h"

#include "base/vector.h"

#include <lauxlib.h>
#include <stdlib.h>

#define DEPTH_MAX 10
#define ITEMS_MAX 20000
#define BYTES_MAX (16u << 20) /* of all texts of a result */

struct calling {
    const struct catalogue_data *arguments;
    size_t count;
    struct arena *arena;
    struct catalogue_data result;
    struct slice error;
    size_t items, bytes; /* of the result, so far */
};

/* ------------------------------------------------------------------ to Lua */

static void push_data(lua_State *lua, const struct catalogue_data *data)
{
    luaL_checkstack(lua, 6, "too many values in one another");
    switch (data->kind) {
    case CATALOGUE_NONE:
        lua_pushnil(lua);
        break;
    case CATALOGUE_BOOLEAN:
        lua_pushboolean(lua, data->as.boolean);
        break;
    case CATALOGUE_INTEGER:
        lua_pushinteger(lua, data->as.integer);
        break;
    case CATALOGUE_NUMBER:
        lua_pushnumber(lua, data->as.number);
        break;
    case CATALOGUE_TEXT:
        lua_value_push_slice(lua, data->as.text);
        break;
    case CATALOGUE_VALUE:
        lua_value_push(lua, data->as.value);
        break;
    case CATALOGUE_TERM:
        lua_value_push_term(lua, data->as.term);
        break;
    case CATALOGUE_SHEET:
        lua_value_push_edition(lua, data->as.edition);
        break;
    case CATALOGUE_LIST:
        lua_value_push_list(lua, data->as.list.count);
        for (size_t i = 0; i < data->as.list.count; i++) {
            push_data(lua, &data->as.list.items[i]);
            lua_rawseti(lua, -2, (lua_Integer)i + 1);
        }
        break;
    case CATALOGUE_MAP:
        lua_newtable(lua);
        for (size_t i = 0; i < data->as.list.count; i++) {
            lua_value_push_slice(lua, data->as.list.names[i]);
            push_data(lua, &data->as.list.items[i]);
            lua_rawset(lua, -3);
        }
        break;
    }
}

/* ------------------------------------------------------------------ from Lua */

static bool take_data(lua_State *lua, struct calling *calling, int index, int depth,
                      struct catalogue_data *data);

static bool refuse(struct calling *calling, const char *why)
{
    calling->error = slice_from_string(why);
    return false;
}

static struct value *new_value(struct calling *calling, enum value_kind kind)
{
    struct field *field = arena_new(calling->arena, struct field);
    struct value *value = arena_new(calling->arena, struct value);
    value->kind = field->type = kind;
    value->field = field;
    return value;
}

static bool take_object(lua_State *lua, struct calling *calling, int index,
                        struct catalogue_data *data)
{
    struct slice currency;
    struct value *value = NULL;
    data->kind = CATALOGUE_VALUE;
    switch (lua_value_kind(lua, index)) {
    case LUA_VALUE_MONEY:
        value = new_value(calling, VALUE_MONEY);
        lua_value_to_money(lua, index, &value->as.number, &currency);
        ((struct field *)value->field)->currency = arena_copy(calling->arena, currency);
        break;
    case LUA_VALUE_DATE:
        value = new_value(calling, VALUE_DATE);
        lua_value_to_date(lua, index, &value->as.date);
        break;
    case LUA_VALUE_DATETIME:
        value = new_value(calling, VALUE_DATETIME);
        value->as.datetime = *(struct datetime *)lua_touserdata(lua, index);
        break;
    case LUA_VALUE_DURATION:
        value = new_value(calling, VALUE_DURATION);
        lua_value_to_duration(lua, index, &value->as.duration);
        break;
    case LUA_VALUE_TERM:
        data->kind = CATALOGUE_TERM;
        data->as.term = lua_value_to_term(lua, index);
        return true;
    case LUA_VALUE_SHEET:
        data->kind = CATALOGUE_SHEET;
        data->as.edition = lua_value_to_edition(lua, index);
        return true;
    case LUA_VALUE_RECORD:
    case LUA_VALUE_NONE:
        return refuse(calling, "gives an object that templates do not know");
    }
    data->as.value = value;
    return true;
}

static bool take_list(lua_State *lua, struct calling *calling, int index, int depth, size_t count,
                      struct catalogue_data *data)
{
    if (count > ITEMS_MAX)
        return refuse(calling, "gives a list that is too long");
    data->kind = CATALOGUE_LIST;
    data->as.list.items = arena_array(calling->arena, struct catalogue_data, count);
    data->as.list.count = count;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(lua, index, (lua_Integer)i + 1);
        bool good = take_data(lua, calling, lua_gettop(lua), depth + 1, &data->as.list.items[i]);
        lua_pop(lua, 1);
        if (!good)
            return false;
    }
    return true;
}

static bool take_map(lua_State *lua, struct calling *calling, int index, int depth,
                     struct catalogue_data *data)
{
    VECTOR(struct slice) names = {0};
    lua_pushnil(lua);
    while (lua_next(lua, index)) {
        struct slice name;
        lua_pop(lua, 1);
        if (lua_type(lua, -1) != LUA_TSTRING) {
            lua_pop(lua, 1);
            return refuse(calling, "gives a table whose keys are neither 1, 2, 3 … nor names");
        }
        name.ptr = lua_tolstring(lua, -1, &name.len);
        calling->bytes += name.len;
        if (calling->bytes > BYTES_MAX || names.count > ITEMS_MAX) {
            lua_pop(lua, 1);
            return refuse(calling, "gives a table that is too large");
        }
        struct slice copy = arena_copy(calling->arena, name);
        vector_push(calling->arena, &names, copy);
    }
    if (names.count > ITEMS_MAX)
        return refuse(calling, "gives a table that is too large");
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, slice_compare_for_sort);
    data->kind = CATALOGUE_MAP;
    data->as.list.names = names.items;
    data->as.list.count = names.count;
    data->as.list.items = arena_array(calling->arena, struct catalogue_data, names.count);
    for (size_t i = 0; i < names.count; i++) {
        lua_value_push_slice(lua, names.items[i]);
        lua_rawget(lua, index);
        bool good = take_data(lua, calling, lua_gettop(lua), depth + 1, &data->as.list.items[i]);
        lua_pop(lua, 1);
        if (!good)
            return false;
    }
    return true;
}

static bool take_data(lua_State *lua, struct calling *calling, int index, int depth,
                      struct catalogue_data *data)
{
    struct slice text;
    size_t count;
    *data = (struct catalogue_data){0};
    if (depth > DEPTH_MAX)
        return refuse(calling, "gives tables that lie too deep in one another");
    if (calling->items++ > ITEMS_MAX)
        return refuse(calling, "gives too many values");
    luaL_checkstack(lua, 6, "too many values in one another");
    switch (lua_type(lua, index)) {
    case LUA_TNIL:
        return true;
    case LUA_TBOOLEAN:
        data->kind = CATALOGUE_BOOLEAN;
        data->as.boolean = lua_toboolean(lua, index);
        return true;
    case LUA_TNUMBER:
        data->kind = lua_isinteger(lua, index) ? CATALOGUE_INTEGER : CATALOGUE_NUMBER;
        if (lua_isinteger(lua, index))
            data->as.integer = lua_tointeger(lua, index);
        else
            data->as.number = lua_tonumber(lua, index);
        return true;
    case LUA_TSTRING:
        text.ptr = lua_tolstring(lua, index, &text.len);
        calling->bytes += text.len;
        if (calling->bytes > BYTES_MAX)
            return refuse(calling, "gives more than 16 MB of text");
        data->kind = CATALOGUE_TEXT;
        data->as.text = arena_copy(calling->arena, text);
        return true;
    case LUA_TTABLE:
        count = (size_t)lua_rawlen(lua, index);
        return count ? take_list(lua, calling, index, depth, count, data)
                     : take_map(lua, calling, index, depth, data);
    case LUA_TUSERDATA:
        return take_object(lua, calling, index, data);
    default:
        return refuse(calling, "gives a function, which templates cannot show");
    }
}

/* ------------------------------------------------------------------ the call */

static int call_hook(lua_State *lua)
{
    struct calling *calling = lua_touserdata(lua, 2);
    catalogue_values(lua);
    luaL_checkstack(lua, (int)calling->count + 4, "too many arguments");
    lua_getfield(lua, 1, "call");
    for (size_t i = 0; i < calling->count; i++)
        push_data(lua, &calling->arguments[i]);
    lua_call(lua, (int)calling->count, 1);
    take_data(lua, calling, lua_gettop(lua), 0, &calling->result);
    return 0;
}

bool catalogue_call(struct hooks *hooks, unsigned worker, const struct hook *hook,
                    const struct catalogue_data *arguments, size_t count, struct arena *arena,
                    struct catalogue_data *result, struct slice *error)
{
    struct calling calling = {.arguments = arguments, .count = count, .arena = arena};
    bool good = hooks_run(hooks, worker, hook, call_hook, &calling);
    if (!good)
        calling.error = SLICE("fails: the message at its line in lua-filters/ says why");
    *error = calling.error;
    *result = calling.result;
    return good && calling.error.len == 0;
}
