#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>
#include <string.h>

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

static int function_at(lua_State *lua)
{
    lua_Integer index = lua_tointeger(lua, 2);
    if (lua_type(lua, 1) == LUA_TTABLE) {
        lua_rawgeti(lua, 1, index);
        return 1;
    }
    const struct data *list = lua_touserdata(lua, 1);
    if (index < 1 || (size_t)index > list->as.list.count)
        return 0;
    runtime_push(lua, list->as.list.items[index - 1]);
    return 1;
}

static struct slice number_text(struct template_runtime *runtime, size_t number)
{
    return arena_format(runtime->context->arena, "%zu", number);
}

static int function_unpack(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    size_t wanted = (size_t)lua_tointeger(lua, 2);
    struct data data = runtime_data(lua, 1), list;
    if (!data_to_list(runtime, data, &list))
        list = data_list(NULL, 1);
    if (list.as.list.count != wanted)
        runtime_fail(runtime, &problem_unpack, number_text(runtime, list.as.list.count),
                     number_text(runtime, wanted));
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
        lua_pushcfunction(lua, function_at);
        lua_pushvalue(lua, 1);
        lua_pushinteger(lua, i + k);
        lua_call(lua, 2, 1);
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

static void go_deeper(struct template_runtime *runtime)
{
    if (++runtime->depth > RUNTIME_DEPTH_MAX)
        runtime_fail(runtime, &problem_depth, number_text(runtime, RUNTIME_DEPTH_MAX));
}

static int function_enter(lua_State *lua)
{
    go_deeper(runtime_of(lua));
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

/* ------------------------------------------------------------------ macros */

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
                 number_text(runtime, (size_t)lua_tointeger(lua, 2)), SLICE("-"));
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
            runtime_push(lua, data_text(map.as.map.pairs[k].name));
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

static _Noreturn void fail_call(lua_State *lua, int index)
{
    struct template_runtime *runtime = runtime_of(lua);
    runtime_fail(runtime, &problem_call, runtime_subject(runtime),
                 runtime_kind_name(lua, index, MESSAGES_ENGLISH),
                 runtime_kind_name(lua, index, MESSAGES_ITALIAN));
}

static int function_callable(lua_State *lua)
{
    if (lua_type(lua, 1) != LUA_TFUNCTION)
        fail_call(lua, 1);
    lua_settop(lua, 1);
    return 1;
}

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
            fail_call(lua, -1);
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
    fail_call(lua, -1);
}

/* ------------------------------------------------------------------ contexts */

static const char metatable_key = 0;

/* Turns the table on top into a context behind which the one at `outer` stands. */
static void set_outer_context(lua_State *lua, int outer)
{
    outer = lua_absindex(lua, outer);
    if (lua_rawgetp(lua, outer, &metatable_key) != LUA_TTABLE) {
        lua_pop(lua, 1);
        lua_createtable(lua, 0, 1);
        lua_pushvalue(lua, outer);
        lua_setfield(lua, -2, "__index");
        lua_pushvalue(lua, -1);
        lua_rawsetp(lua, outer, &metatable_key);
    }
    lua_setmetatable(lua, -2);
}

void runtime_derive_context(lua_State *lua, int outer)
{
    outer = lua_absindex(lua, outer);
    lua_newtable(lua);
    set_outer_context(lua, outer);
}

/* derive(C, locals) */
static int function_derive(lua_State *lua)
{
    if (lua_type(lua, 2) == LUA_TTABLE) {
        lua_settop(lua, 2);
        set_outer_context(lua, 1);
    } else {
        runtime_derive_context(lua, 1);
    }
    return 1;
}

/* The context for another template: of the one at hand, or of the page's globals. */
static void push_context(lua_State *lua, int context, bool with_context, int locals)
{
    if (with_context && lua_type(lua, locals) == LUA_TTABLE) {
        lua_pushvalue(lua, locals);
        set_outer_context(lua, context);
    } else if (with_context) {
        runtime_derive_context(lua, context);
    } else {
        lua_rawgetp(lua, LUA_REGISTRYINDEX, runtime_of(lua));
        lua_getfield(lua, -1, "globals");
        lua_remove(lua, -2);
        runtime_derive_context(lua, -1);
        lua_remove(lua, -2);
    }
}

/* ------------------------------------------------------------------ other templates */

static _Noreturn void fail_reported(struct template_runtime *runtime)
{
    runtime->failure.reported = true;
    lua_pushliteral(runtime->lua, "");
    lua_error(runtime->lua);
    __builtin_unreachable();
}

static _Noreturn void fail_missing(struct template_runtime *runtime, struct slice name)
{
    struct suggestion hint =
        suggest(runtime->context->arena, engine_nearest_template(runtime->engine, name));
    runtime_fail(runtime, &problem_unknown_template, name, hint.text[0], hint.text[1]);
}

/* The template's {root, blocks} on the stack. */
static struct template_unit *push_unit(struct template_runtime *runtime, struct slice name)
{
    struct template_unit *unit = engine_unit(runtime->engine, name, runtime->diagnostics);
    if (!unit) {
        struct slice nearest = engine_nearest_template(runtime->engine, name);
        runtime_fail(runtime, &problem_unknown_template, name, nearest.len ? nearest : SLICE("…"));
    }
    luaL_checkstack(runtime->lua, 12, NULL);
    if (!engine_push_unit(runtime->engine, unit))
        fail_reported(runtime);
    return unit;
}

/* Whether a template of that language may be a part of the one at hand. */
static void check_language(struct template_runtime *runtime, const struct template_tree *outer,
                           const struct template_tree *inner)
{
    if (!outer || outer->language == inner->language ||
        (outer->language == LANGUAGE_HTML &&
         (inner->language == LANGUAGE_STYLE || inner->language == LANGUAGE_SCRIPT)))
        return;
    runtime_fail(runtime, &problem_language, inner->name);
}

/* B: name to the blocks of that name, the one to show first. */
void runtime_push_blocks(lua_State *lua, const struct template_tree *tree, int unit)
{
    unit = lua_absindex(lua, unit);
    lua_createtable(lua, 0, (int)tree->blocks.count);
    lua_getfield(lua, unit, "blocks");
    for (size_t i = 0; i < tree->blocks.count; i++) {
        struct slice name = tree->blocks.entries[i].key;
        lua_pushlstring(lua, name.ptr, name.len);
        lua_pushvalue(lua, -1);
        lua_rawget(lua, -3);
        lua_createtable(lua, 2, 0);
        lua_insert(lua, -2);
        lua_rawseti(lua, -2, 1);
        lua_rawset(lua, -4);
    }
    lua_pop(lua, 1);
}

/* extend(C, B, name) gives the root of the template above, whose blocks go behind those here. */
static int function_extend(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct slice name = data_to_text(runtime, runtime_data(lua, 3));
    const struct template_tree *outer = runtime_tree(runtime);
    const struct template_tree *tree = engine_unit_tree(push_unit(runtime, name));
    int unit = lua_gettop(lua);
    check_language(runtime, outer, tree);
    lua_rawgeti(lua, 2, 0);
    lua_Integer length = lua_tointeger(lua, -1) + 1;
    lua_pop(lua, 1);
    if (length > RUNTIME_DEPTH_MAX)
        runtime_fail(runtime, &problem_cycle, name, name);
    lua_pushinteger(lua, length);
    lua_rawseti(lua, 2, 0);
    lua_getfield(lua, unit, "blocks");
    for (size_t i = 0; i < tree->blocks.count; i++) {
        struct slice block = tree->blocks.entries[i].key;
        lua_pushlstring(lua, block.ptr, block.len);
        lua_pushvalue(lua, -1);
        if (lua_rawget(lua, 2) != LUA_TTABLE) {
            lua_pop(lua, 1);
            lua_createtable(lua, 1, 0);
            lua_pushvalue(lua, -2);
            lua_pushvalue(lua, -2);
            lua_rawset(lua, 2);
        }
        lua_pushvalue(lua, -2);
        lua_rawget(lua, unit + 1);
        lua_rawseti(lua, -2, (lua_Integer)lua_rawlen(lua, -2) + 1);
        lua_pop(lua, 2);
    }
    lua_getfield(lua, unit, "root");
    return 1;
}

/* block(B, name, level) */
static int function_block(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    lua_Integer level = lua_tointeger(lua, 3);
    lua_pushvalue(lua, 2);
    bool known = lua_type(lua, 1) == LUA_TTABLE && lua_rawget(lua, 1) == LUA_TTABLE;
    if (known && lua_rawgeti(lua, -1, level) == LUA_TFUNCTION)
        return 1;
    if (known || level > 1)
        runtime_fail(runtime, &problem_super, (struct slice){0});
    runtime_fail(runtime, &problem_unknown_block, runtime_data(lua, 2).as.text, (struct slice){0});
}

static int function_required(lua_State *lua)
{
    runtime_fail(runtime_of(lua), &problem_required, runtime_data(lua, 1).as.text);
}

/* The first of the names that there is; false: none, and that is fine. */
static bool choose_template(struct template_runtime *runtime, struct data names,
                            bool ignore_missing, struct slice *name)
{
    const struct data *items = names.kind == DATA_LIST ? names.as.list.items : &names;
    size_t count = names.kind == DATA_LIST ? names.as.list.count : 1;
    for (size_t i = 0; i < count; i++) {
        *name = data_to_text(runtime, items[i]);
        if (template_exists(runtime->engine, *name))
            return true;
    }
    if (!ignore_missing) {
        struct slice wanted = count ? data_to_text(runtime, items[0]) : SLICE("[]");
        fail_missing(runtime, wanted);
    }
    return false;
}

/* include(C, name, ignore_missing, with_context, locals) gives root, context and blocks. */
static int function_include(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct slice name;
    if (!choose_template(runtime, runtime_data(lua, 2), lua_toboolean(lua, 3), &name))
        return 0;
    const struct template_tree *outer = runtime_tree(runtime);
    const struct template_tree *tree = engine_unit_tree(push_unit(runtime, name));
    int unit = lua_gettop(lua);
    check_language(runtime, outer, tree);
    go_deeper(runtime);
    lua_getfield(lua, unit, "root");
    push_context(lua, 1, lua_toboolean(lua, 4), 5);
    if (tree->blocks.count || tree->extends)
        runtime_push_blocks(lua, tree, unit);
    else
        lua_pushnil(lua);
    return 3;
}

static int function_included(lua_State *lua)
{
    runtime_of(lua)->depth--;
    return 0;
}

/* import(C, name, with_context, locals): the template's own names. Without context a module is
 * the same wherever it is imported: it is made once a page. */
static int function_import(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    bool with_context = lua_toboolean(lua, 3);
    struct slice name;
    lua_settop(lua, 4);
    choose_template(runtime, runtime_data(lua, 2), false, &name);
    lua_rawgetp(lua, LUA_REGISTRYINDEX, runtime);
    lua_getfield(lua, 5, "modules");
    lua_pushlstring(lua, name.ptr, name.len);
    if (!with_context) {
        lua_pushvalue(lua, 7);
        if (lua_rawget(lua, 6) == LUA_TTABLE)
            return 1;
        lua_pop(lua, 1);
    }
    const struct template_tree *tree = engine_unit_tree(push_unit(runtime, name));
    go_deeper(runtime);
    push_context(lua, 1, with_context, 4);
    lua_pushinteger(lua, TABLE_MODULE);
    lua_rawsetp(lua, 9, &runtime_table_key);
    size_t mark = runtime->out->len;
    lua_getfield(lua, 8, "root");
    lua_pushvalue(lua, 9);
    runtime_push_blocks(lua, tree, 8);
    lua_call(lua, 2, 0);
    buffer_truncate(runtime->out, mark);
    runtime->depth--;
    if (!with_context) {
        lua_pushvalue(lua, 7);
        lua_pushvalue(lua, 9);
        lua_rawset(lua, 6);
    }
    lua_pushvalue(lua, 9);
    return 1;
}

/* from(module, name) */
static int function_from(lua_State *lua)
{
    lua_settop(lua, 2);
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, 1) == LUA_TNIL) {
        runtime_fail(runtime_of(lua), &problem_unknown_macro, SLICE("import"),
                     runtime_data(lua, 2).as.text);
    }
    return 1;
}

static int function_discard(lua_State *lua)
{
    (void)lua;
    return 0;
}

const struct lua_function runtime_control[] = {
    {"iterate", function_iterate},
    {"at", function_at},
    {"unpack", function_unpack},
    {"loop", function_loop},
    {"cycle", function_cycle},
    {"changed", function_changed},
    {"mark", function_mark},
    {"take", function_take},
    {"enter", function_enter},
    {"leave", function_leave},
    {"take_plain", function_take_plain},
    {"leave_plain", function_leave_plain},
    {"select", function_select},
    {"many", function_many},
    {"rest", function_rest},
    {"named", function_named},
    {"bind", function_bind},
    {"spread", function_spread},
    {"callable", function_callable},
    {"method", runtime_function_method},
    {"derive", function_derive},
    {"extend", function_extend},
    {"block", function_block},
    {"required", function_required},
    {"include", function_include},
    {"included", function_included},
    {"import", function_import},
    {"from", function_from},
    {"discard", function_discard},
    {NULL, NULL},
};

/* ------------------------------------------------------------------ range(), dict() … */

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
        runtime_fail(runtime, &problem_limit, SLICE("range()"),
                     number_text(runtime, RUNTIME_RANGE_MAX));
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
        runtime_push(lua, data_text(base.as.map.pairs[i].name));
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
