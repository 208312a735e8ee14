#include "script/catalogue_block.h"

#include "content/markdown_nodes.h"
#include "content/yaml.h"
#include "script/sandbox.h"
#include "script/state.h"
#include "text/csv.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* A byte of YAML or CSV takes memory that lasts as long as the build. */
#define READING_STEPS 20u

static const struct problem csv_broken = {
    "block-csv",
    SEVERITY_ERROR,
    {"{%1}: this line of CSV does not end as it begins",
     "{%1}: questa riga di CSV non finisce come comincia"},
    {"close the quotes, and write a quote inside of them twice",
     "chiudi le virgolette, e raddoppia quelle che stanno dentro"}};

/* ------------------------------------------------------------------ the body */

struct body_object {
    const struct markdown_fence *fence;
};

static const struct markdown_fence *fence_of(const void *self)
{
    return ((const struct body_object *)self)->fence;
}

/* The file that a view into the body points into. */
static const struct text_file *file_of(const struct hook_subject *subject,
                                       const struct markdown_fence *fence)
{
    const struct text_file *file = subject->document ? subject->document->file : NULL;
    if (file && fence->body.len && fence->body.ptr >= file->text.ptr &&
        fence->body.ptr + fence->body.len <= file->text.ptr + file->text.len)
        return file;
    struct text_file *own = arena_new(subject->arena, struct text_file);
    own->path = file ? file->path : SLICE("lua-filters");
    own->text = fence->body;
    return own;
}

/* ------------------------------------------------------------------ YAML */

/* As JSON writes numbers. */
static bool is_number(struct slice text)
{
    size_t i = text.len && text.ptr[0] == '-', digits = i;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9')
        i++;
    if (i == digits || (text.ptr[digits] == '0' && i > digits + 1) || text.len > 25)
        return false;
    if (i == text.len)
        return true;
    if (text.ptr[i++] != '.' || i == text.len)
        return false;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9')
        i++;
    return i == text.len;
}

static void push_scalar(lua_State *lua, const struct yaml_node *node)
{
    if (node->plain && is_number(node->text)) {
        lua_value_push_slice(lua, node->text);
        if (lua_stringtonumber(lua, lua_tostring(lua, -1)))
            lua_remove(lua, -2);
        return;
    }
    bool is_true = node->plain && slice_equal_string(node->text, "true");
    if (is_true || (node->plain && slice_equal_string(node->text, "false")))
        lua_pushboolean(lua, is_true);
    else
        lua_value_push_slice(lua, node->text);
}

/* What is nothing in a list is false, so that the others keep their places. */
static void push_yaml(lua_State *lua, const struct yaml_node *node)
{
    luaL_checkstack(lua, 6, "too deep");
    switch (node->kind) {
    case YAML_NULL:
        lua_pushnil(lua);
        break;
    case YAML_SCALAR:
        push_scalar(lua, node);
        break;
    case YAML_SEQUENCE:
        lua_value_push_list(lua, node->count);
        for (size_t i = 0; i < node->count; i++) {
            push_yaml(lua, node->items[i]);
            if (lua_isnil(lua, -1)) {
                lua_pop(lua, 1);
                lua_pushboolean(lua, 0);
            }
            lua_rawseti(lua, -2, (lua_Integer)i + 1);
        }
        break;
    case YAML_MAPPING:
        lua_newtable(lua);
        for (size_t i = 0; i < node->count; i++) {
            lua_value_push_slice(lua, node->keys[i]->text);
            push_yaml(lua, node->items[i]);
            lua_rawset(lua, -3);
        }
        break;
    }
}

static int body_yaml(lua_State *lua);
static int body_csv(lua_State *lua);

static void push_text(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, fence_of(self)->body);
}

static void push_name(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, fence_of(self)->name);
}

/* key=value, key="a value", word, "several words" */
static void push_arguments(lua_State *lua, struct slice rest)
{
    lua_Integer words = 0;
    lua_newtable(lua);
    while (rest.len) {
        struct slice name, value;
        markdown_fence_next_argument(&rest, &name, &value);
        if (!name.len && !value.len)
            continue;
        if (name.len)
            lua_value_push_slice(lua, name);
        else
            lua_pushinteger(lua, ++words);
        lua_value_push_slice(lua, value);
        lua_rawset(lua, -3);
    }
}

static void push_body_arguments(lua_State *lua, const void *self)
{
    push_arguments(lua, fence_of(self)->arguments);
}

static int body_tostring(lua_State *lua)
{
    lua_getfield(lua, 1, "text");
    return 1;
}

static const struct lua_attribute_row attributes[] = {
    {"text", push_text}, {"name", push_name}, {"arguments", push_body_arguments}};
static const luaL_Reg methods[] = {{"yaml", body_yaml}, {"csv", body_csv}, {NULL, NULL}};
static const luaL_Reg meta[] = {{"__tostring", body_tostring}, {NULL, NULL}};
static const struct lua_class body_class = {"block body", attributes, 3, methods, meta, NULL};

static int body_yaml(lua_State *lua)
{
    const struct markdown_fence *fence = fence_of(lua_class_check(lua, 1, &body_class));
    const struct hook_subject *subject = hooks_run_of(lua)->subject;
    script_charge(lua, READING_STEPS * (fence->body.len + 100));
    const struct yaml_node *node =
        yaml_parse(subject->arena, file_of(subject, fence), fence->body, subject->diagnostics);
    if (!node || node->kind == YAML_NULL)
        lua_value_push_list(lua, 0);
    else
        push_yaml(lua, node);
    return 1;
}

/* ------------------------------------------------------------------ CSV */

static int body_csv(lua_State *lua)
{
    const struct markdown_fence *fence = fence_of(lua_class_check(lua, 1, &body_class));
    const struct hook_subject *subject = hooks_run_of(lua)->subject;
    script_charge(lua, READING_STEPS * (fence->body.len + 100));
    struct csv *csv = arena_new(subject->arena, struct csv);
    lua_Integer rows = 0;
    csv_start(csv, subject->arena, fence->body);
    lua_settop(lua, 1);
    lua_value_push_list(lua, 0);
    lua_newtable(lua); /* the names of the columns */
    if (csv_next(csv))
        for (size_t i = 0; i < csv->count; i++) {
            lua_value_push_slice(lua, csv->fields[i]);
            lua_rawseti(lua, 3, (lua_Integer)i + 1);
        }
    lua_Integer columns = (lua_Integer)lua_rawlen(lua, 3);
    while (csv_next(csv)) {
        lua_newtable(lua);
        for (lua_Integer i = 1; i <= columns && (size_t)i <= csv->count; i++) {
            lua_rawgeti(lua, 3, i);
            lua_value_push_slice(lua, csv->fields[i - 1]);
            lua_rawset(lua, 4);
        }
        lua_rawseti(lua, 2, ++rows);
    }
    if (csv->problem != CSV_GOOD)
        diagnostic_add(subject->diagnostics, &csv_broken,
                       csv->where.len ? span_of(file_of(subject, fence), csv->where) : fence->span,
                       fence->name);
    lua_settop(lua, 2);
    return 1;
}

/* ------------------------------------------------------------------ the call */

/* A text on top becomes blocks by the script's own pandoc.read(); without it, it stays. */
static void read_markdown(lua_State *lua)
{
    int text = lua_gettop(lua);
    if (sandbox_push_current_environment(lua) && lua_getfield(lua, -1, "pandoc") != LUA_TNIL &&
        lua_getfield(lua, -1, "read") == LUA_TFUNCTION) {
        lua_pushvalue(lua, text);
        lua_pushliteral(lua, "gfm");
        lua_call(lua, 2, 1);
        lua_getfield(lua, -1, "blocks");
        lua_replace(lua, text);
    }
    lua_settop(lua, text);
}

int catalogue_block_fill(lua_State *lua)
{
    const struct hook_fence *filling = lua_touserdata(lua, 2);
    const struct lua_values *values = catalogue_values(lua);
    lua_settop(lua, 1);
    if (luaL_getmetatable(lua, body_class.name) == LUA_TNIL)
        lua_class_open(lua, &body_class);
    lua_pop(lua, 1);
    lua_getfield(lua, 1, "render");
    struct body_object *body = lua_class_new(lua, &body_class, sizeof *body);
    body->fence = filling->fence;
    push_arguments(lua, filling->fence->arguments);
    lua_value_push_edition(lua, values->edition);
    lua_call(lua, 3, 1);
    if (lua_type(lua, -1) == LUA_TSTRING)
        read_markdown(lua);
    return 1;
}
