/* From Lua's tables, in canonical form, to a body's tree. All is read raw: nothing of a script's
 * runs here. */
#include "script/tree.h"

#include "base/vector.h"
#include "script/pandoc.h"
#include "script/state.h"

#include <lauxlib.h>
#include <string.h>

#define DEPTH_MAX (PANDOC_DEPTH_MAX + 20)

struct pull {
    lua_State *lua;
    struct markdown_builder *builder;
    int depth;
};

static void build_list(struct pull *pull, int list);
static void build_element(struct pull *pull, int element);

/* ------------------------------------------------------------------ fields */

static int push_field(struct pull *pull, int table, const char *name)
{
    lua_pushstring(pull->lua, name);
    return lua_rawget(pull->lua, table);
}

/* Good as long as the table holds it. */
static struct slice text_field(struct pull *pull, int table, const char *name)
{
    struct slice text = {NULL, 0};
    if (push_field(pull, table, name) == LUA_TSTRING)
        text.ptr = lua_tolstring(pull->lua, -1, &text.len);
    lua_pop(pull->lua, 1);
    return text;
}

static int integer_field(struct pull *pull, int table, const char *name, int otherwise)
{
    int number = otherwise;
    if (push_field(pull, table, name) == LUA_TNUMBER) {
        lua_Integer given = lua_tointeger(pull->lua, -1);
        number = given < -1000000 ? -1000000 : given > 1000000 ? 1000000 : (int)given;
    }
    lua_pop(pull->lua, 1);
    return number;
}

static struct slice text_item(struct pull *pull, int table, lua_Integer i)
{
    struct slice text = {NULL, 0};
    if (lua_rawgeti(pull->lua, table, i) == LUA_TSTRING)
        text.ptr = lua_tolstring(pull->lua, -1, &text.len);
    lua_pop(pull->lua, 1);
    return text;
}

/* The arrays are Lua's, left on the stack until the element is open. */
static void read_attr(struct pull *pull, int table, struct markdown_attributes *attributes)
{
    lua_State *lua = pull->lua;
    if (push_field(pull, table, "attr") != LUA_TTABLE)
        return;
    int attr = lua_gettop(lua);
    attributes->identifier = text_field(pull, attr, "identifier");
    if (push_field(pull, attr, "classes") == LUA_TTABLE) {
        int list = lua_gettop(lua);
        size_t count = lua_rawlen(lua, list);
        attributes->classes = lua_newuserdatauv(lua, (count + 1) * sizeof(struct slice), 0);
        for (size_t i = 0; i < count; i++)
            attributes->classes[i] = text_item(pull, list, (lua_Integer)i + 1);
        attributes->class_count = count;
    }
    if (push_field(pull, attr, "attributes") == LUA_TTABLE) {
        int list = lua_gettop(lua);
        size_t count = lua_rawlen(lua, list);
        attributes->pairs = lua_newuserdatauv(lua, (count + 1) * sizeof(struct markdown_pair), 0);
        for (size_t i = 0; i < count; i++) {
            if (lua_rawgeti(lua, list, (lua_Integer)i + 1) == LUA_TTABLE) {
                int pair = lua_gettop(lua);
                attributes->pairs[attributes->pair_count++] =
                    (struct markdown_pair){text_item(pull, pair, 1), text_item(pull, pair, 2)};
            }
            lua_pop(lua, 1);
        }
    }
}

static enum markdown_alignment alignment_from(struct slice name)
{
    return slice_equal_string(name, "AlignLeft")     ? MARKDOWN_LEFT
           : slice_equal_string(name, "AlignRight")  ? MARKDOWN_RIGHT
           : slice_equal_string(name, "AlignCenter") ? MARKDOWN_CENTER
                                                     : MARKDOWN_DEFAULT;
}

static void read_colspecs(struct pull *pull, int table, struct markdown_element *element)
{
    lua_State *lua = pull->lua;
    if (push_field(pull, table, "colspecs") != LUA_TTABLE)
        return;
    int list = lua_gettop(lua);
    size_t count = lua_rawlen(lua, list);
    element->layout = lua_newuserdatauv(lua, (count + 1) * sizeof *element->layout, 0);
    for (size_t i = 0; i < count; i++) {
        element->layout[i] = (struct markdown_column){0};
        if (lua_rawgeti(lua, list, (lua_Integer)i + 1) == LUA_TTABLE) {
            int spec = lua_gettop(lua);
            element->layout[i].alignment = alignment_from(text_item(pull, spec, 1));
            if (lua_rawgeti(lua, spec, 2) == LUA_TNUMBER)
                element->layout[i].width = lua_tonumber(lua, -1);
            lua_pop(lua, 1);
        }
        lua_pop(lua, 1);
    }
    element->layout_count = count;
}

static void read_citations(struct pull *pull, int table, struct markdown_element *element)
{
    lua_State *lua = pull->lua;
    luaL_Buffer ids;
    if (push_field(pull, table, "citations") != LUA_TTABLE)
        return;
    int list = lua_gettop(lua);
    lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
    luaL_buffinit(lua, &ids);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, list, i);
        lua_pushliteral(lua, "id");
        lua_rawget(lua, -2);
        lua_remove(lua, -2);
        lua_pushstring(lua, i < count ? " " : "");
        lua_concat(lua, 2);
        luaL_addvalue(&ids);
    }
    luaL_pushresult(&ids);
    element->target.ptr = lua_tolstring(lua, -1, &element->target.len);
}

/* ------------------------------------------------------------------ events */

static void open_element(struct pull *pull, const struct markdown_element *element)
{
    script_charge(pull->lua, 4 + element->text.len / 16);
    if (++pull->depth > DEPTH_MAX)
        luaL_error(pull->lua, "elements within elements, more than %d of them", DEPTH_MAX);
    if (!markdown_build_open(pull->builder, element))
        luaL_error(pull->lua, "more than %d elements in one text", (int)MARKDOWN_NODES_MAX);
}

static void close_element(struct pull *pull)
{
    pull->depth--;
    markdown_build_close(pull->builder);
}

static void open_kind(struct pull *pull, enum markdown_kind kind)
{
    open_element(pull, &(struct markdown_element){.kind = kind});
}

static void build_field(struct pull *pull, int table, const char *name)
{
    if (push_field(pull, table, name) == LUA_TTABLE)
        build_list(pull, lua_gettop(pull->lua));
    lua_pop(pull->lua, 1);
}

/* Each item of the list at the top is a list, within an element of the kind. */
static void build_parts(struct pull *pull, enum markdown_kind kind)
{
    lua_State *lua = pull->lua;
    int list = lua_gettop(lua);
    lua_Integer count = lua_istable(lua, list) ? (lua_Integer)lua_rawlen(lua, list) : 0;
    for (lua_Integer i = 1; i <= count; i++) {
        open_kind(pull, kind);
        if (lua_rawgeti(lua, list, i) == LUA_TTABLE)
            build_list(pull, lua_gettop(lua));
        lua_pop(lua, 1);
        close_element(pull);
    }
}

static void build_definitions(struct pull *pull, int element)
{
    lua_State *lua = pull->lua;
    if (push_field(pull, element, "content") == LUA_TTABLE) {
        int list = lua_gettop(lua);
        lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
        for (lua_Integer i = 1; i <= count; i++) {
            if (lua_rawgeti(lua, list, i) == LUA_TTABLE) {
                int pair = lua_gettop(lua);
                open_kind(pull, MARKDOWN_TERM);
                if (lua_rawgeti(lua, pair, 1) == LUA_TTABLE)
                    build_list(pull, lua_gettop(lua));
                lua_pop(lua, 1);
                close_element(pull);
                lua_rawgeti(lua, pair, 2);
                build_parts(pull, MARKDOWN_DEFINITION);
                lua_pop(lua, 1);
            }
            lua_pop(lua, 1);
        }
    }
    lua_pop(lua, 1);
}

static void build_caption(struct pull *pull, int element)
{
    lua_State *lua = pull->lua;
    if (push_field(pull, element, "caption") == LUA_TTABLE &&
        push_field(pull, lua_gettop(lua), "long") == LUA_TTABLE) {
        if (lua_rawlen(lua, -1)) {
            open_kind(pull, MARKDOWN_CAPTION);
            build_list(pull, lua_gettop(lua));
            close_element(pull);
        }
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
}

/* ------------------------------------------------------------------ tables */

static void build_row(struct pull *pull, int row)
{
    lua_State *lua = pull->lua;
    struct markdown_element element = {.kind = MARKDOWN_ROW};
    read_attr(pull, row, &element.attributes);
    open_element(pull, &element);
    if (push_field(pull, row, "cells") == LUA_TTABLE) {
        int list = lua_gettop(lua);
        lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
        for (lua_Integer i = 1; i <= count; i++) {
            int base = lua_gettop(lua);
            luaL_checkstack(lua, 20, "a table too deep");
            if (lua_rawgeti(lua, list, i) == LUA_TTABLE) {
                int cell = lua_gettop(lua);
                struct markdown_element own = {.kind = MARKDOWN_CELL};
                own.alignment = alignment_from(text_field(pull, cell, "alignment"));
                own.rows = integer_field(pull, cell, "row_span", 1);
                own.columns = integer_field(pull, cell, "col_span", 1);
                read_attr(pull, cell, &own.attributes);
                open_element(pull, &own);
                build_field(pull, cell, "contents");
                close_element(pull);
            }
            lua_settop(lua, base);
        }
    }
    close_element(pull);
}

static void build_rows(struct pull *pull, int table, const char *name)
{
    lua_State *lua = pull->lua;
    if (push_field(pull, table, name) == LUA_TTABLE) {
        int list = lua_gettop(lua);
        lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
        for (lua_Integer i = 1; i <= count; i++) {
            int base = lua_gettop(lua);
            if (lua_rawgeti(lua, list, i) == LUA_TTABLE)
                build_row(pull, lua_gettop(lua));
            lua_settop(lua, base);
        }
    }
    lua_pop(lua, 1);
}

static void build_row_group(struct pull *pull, int table, const char *name, enum markdown_kind kind)
{
    lua_State *lua = pull->lua;
    int base = lua_gettop(lua);
    if (push_field(pull, table, name) == LUA_TTABLE) {
        struct markdown_element element = {.kind = kind};
        int group = lua_gettop(lua);
        read_attr(pull, group, &element.attributes);
        open_element(pull, &element);
        build_rows(pull, group, "rows");
        close_element(pull);
    }
    lua_settop(lua, base);
}

/* Header rows in the midst of a table are rows of its body. */
static void build_body(struct pull *pull, int body)
{
    struct markdown_element element = {.kind = MARKDOWN_TABLE_BODY};
    element.number = integer_field(pull, body, "row_head_columns", 0);
    read_attr(pull, body, &element.attributes);
    open_element(pull, &element);
    build_rows(pull, body, "head");
    build_rows(pull, body, "body");
    close_element(pull);
}

static void build_table(struct pull *pull, int table)
{
    lua_State *lua = pull->lua;
    build_caption(pull, table);
    build_row_group(pull, table, "head", MARKDOWN_TABLE_HEAD);
    if (push_field(pull, table, "bodies") == LUA_TTABLE) {
        int list = lua_gettop(lua);
        lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
        for (lua_Integer i = 1; i <= count; i++) {
            int base = lua_gettop(lua);
            if (lua_rawgeti(lua, list, i) == LUA_TTABLE)
                build_body(pull, lua_gettop(lua));
            lua_settop(lua, base);
        }
    }
    lua_pop(lua, 1);
    build_row_group(pull, table, "foot", MARKDOWN_TABLE_FOOT);
}

/* ------------------------------------------------------------------ elements */

static bool kind_from(const char *tag, enum markdown_kind *kind)
{
    for (int i = 0; i <= MARKDOWN_NULL; i++)
        if (!strcmp(tag, markdown_kind_name((enum markdown_kind)i))) {
            *kind = (enum markdown_kind)i;
            return true;
        }
    return false;
}

static void read_list_attributes(struct pull *pull, int table, struct markdown_element *element)
{
    element->number = 1;
    if (push_field(pull, table, "listAttributes") != LUA_TTABLE)
        return;
    int own = lua_gettop(pull->lua);
    element->number = integer_field(pull, own, "start", 1);
    element->format = text_field(pull, own, "style");
    element->delimiter = text_field(pull, own, "delimiter");
}

static void read_fields(struct pull *pull, int table, struct markdown_element *element)
{
    switch (element->kind) {
    case MARKDOWN_QUOTED:
        element->flag = slice_equal_string(text_field(pull, table, "quotetype"), "DoubleQuote");
        break;
    case MARKDOWN_MATH:
        element->flag = slice_equal_string(text_field(pull, table, "mathtype"), "DisplayMath");
        break;
    case MARKDOWN_LINK:
        element->target = text_field(pull, table, "target");
        element->title = text_field(pull, table, "title");
        break;
    case MARKDOWN_IMAGE:
        element->target = text_field(pull, table, "src");
        element->title = text_field(pull, table, "title");
        break;
    case MARKDOWN_HEADER:
        element->number = integer_field(pull, table, "level", 1);
        break;
    case MARKDOWN_ORDERED_LIST:
        read_list_attributes(pull, table, element);
        break;
    case MARKDOWN_TABLE:
        read_colspecs(pull, table, element);
        break;
    case MARKDOWN_CITE:
        read_citations(pull, table, element);
        break;
    default:
        break;
    }
}

static void build_content(struct pull *pull, int table, enum markdown_kind kind)
{
    switch (kind) {
    case MARKDOWN_IMAGE:
        build_field(pull, table, "caption");
        break;
    case MARKDOWN_FIGURE:
        build_field(pull, table, "content");
        build_caption(pull, table);
        break;
    case MARKDOWN_TABLE:
        build_table(pull, table);
        break;
    case MARKDOWN_DEFINITION_LIST:
        build_definitions(pull, table);
        break;
    case MARKDOWN_BULLET_LIST:
    case MARKDOWN_ORDERED_LIST:
    case MARKDOWN_LINE_BLOCK:
        push_field(pull, table, "content");
        build_parts(pull, kind == MARKDOWN_LINE_BLOCK ? MARKDOWN_LINE : MARKDOWN_ITEM);
        lua_pop(pull->lua, 1);
        break;
    default:
        build_field(pull, table, "content");
    }
}

/* Kinds by their class: a table in the registry, filled as they come. */
static const char kinds_key = 0;

static bool kind_of(struct pull *pull, int table, enum markdown_kind *kind)
{
    lua_State *lua = pull->lua;
    bool found = true;
    if (!lua_getmetatable(lua, table))
        return false;
    if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &kinds_key) != LUA_TTABLE) {
        lua_pop(lua, 1);
        lua_newtable(lua);
        lua_pushvalue(lua, -1);
        lua_rawsetp(lua, LUA_REGISTRYINDEX, &kinds_key);
    }
    lua_pushvalue(lua, -2);
    if (lua_rawget(lua, -2) == LUA_TNUMBER) {
        *kind = (enum markdown_kind)lua_tointeger(lua, -1);
    } else {
        const char *tag = pandoc_tag(lua, table);
        found = tag && kind_from(tag, kind);
        if (found) {
            lua_pushvalue(lua, -3);
            lua_pushinteger(lua, *kind);
            lua_rawset(lua, -4);
        }
    }
    lua_pop(lua, 3);
    return found;
}

static void build_element(struct pull *pull, int table)
{
    lua_State *lua = pull->lua;
    struct markdown_element element = {.kind = MARKDOWN_NULL};
    int base = lua_gettop(lua);
    luaL_checkstack(lua, 30, "elements too deep");
    if (!lua_istable(lua, table) || !kind_of(pull, table, &element.kind))
        luaL_error(lua, "an element expected");
    element.text = text_field(pull, table, "text");
    element.format = text_field(pull, table, "format");
    read_fields(pull, table, &element);
    read_attr(pull, table, &element.attributes);
    open_element(pull, &element);
    lua_settop(lua, base);
    build_content(pull, table, element.kind);
    close_element(pull);
}

static void build_list(struct pull *pull, int list)
{
    lua_State *lua = pull->lua;
    lua_Integer count = (lua_Integer)lua_rawlen(lua, list);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, list, i);
        build_element(pull, lua_gettop(lua));
        lua_pop(lua, 1);
    }
}

/* ------------------------------------------------------------------ from outside */

void tree_build(lua_State *lua, int index, struct markdown_builder *builder)
{
    struct pull pull = {.lua = lua, .builder = builder};
    luaL_checkstack(lua, 20, NULL);
    build_list(&pull, lua_absindex(lua, index));
}

struct slice tree_text(lua_State *lua, int index, struct arena *arena)
{
    index = lua_absindex(lua, index);
    pandoc_push_function(lua, "utils");
    lua_getfield(lua, -1, "stringify");
    lua_pushvalue(lua, index);
    lua_call(lua, 1, 1);
    size_t length;
    const char *text = lua_tolstring(lua, -1, &length);
    struct slice copy = arena_copy(arena, slice_from(text, length));
    lua_pop(lua, 2);
    return copy;
}
