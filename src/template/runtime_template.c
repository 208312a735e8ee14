/*
 * One template and the others: contexts, blocks, extends, include, import.
 */
#include "template/template_problems.h"
#include "template/template_runtime.h"

#include <lauxlib.h>

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
    runtime_go_deeper(runtime);
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
    runtime_go_deeper(runtime);
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

const struct lua_function runtime_templates[] = {
    {"derive", function_derive},         {"extend", function_extend},
    {"block", function_block},           {"required", function_required},
    {"include", function_include},       {"included", function_included},
    {"import", function_import},         {"from", function_from},
    {"method", runtime_function_method}, {NULL, NULL},
};
