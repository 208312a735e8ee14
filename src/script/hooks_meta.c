/*
 * A sheet's fields as pandoc's metadata, and what filters make of it.
 *
 *     text                      Inlines, a word each
 *     markdown                  Inlines where it is one paragraph, else Blocks
 *     boolean                   a boolean
 *     list, record              a List, a table by name
 *     all others                a text as machines write it: "2017-12-20", "84498.00", an id
 *
 * Besides the fields there are `lang`, and `title` where no field is called so. Scripts may change
 * fields that are texts; what else they change there has its type from the schema and is computed
 * by catalogue.field.
 */
#include "script/hooks_parts.h"
#include "script/pandoc.h"
#include "script/tree.h"

#include <lauxlib.h>

static const struct problem typed_field = {
    "script-field",
    SEVERITY_ERROR,
    {"a script changes the field \"%1\", which is no text",
     "uno script cambia il campo \"%1\", che non è un testo"},
    {"filters may change fields of the types text and markdown; for others there is "
     "catalogue.field",
     "i filtri possono cambiare i campi di tipo text e markdown; per gli altri c'è "
     "catalogue.field"}};

static void push_class_list(lua_State *lua, const char *class)
{
    lua_newtable(lua);
    pandoc_push_class(lua, class);
    lua_setmetatable(lua, -2);
}

static void push_markdown(lua_State *lua, struct arena *scratch, const struct markdown *tree)
{
    tree_push_blocks(lua, scratch, tree);
    if (!markdown_is_inline(tree))
        return;
    if (lua_rawgeti(lua, -1, 1) == LUA_TTABLE) {
        lua_getfield(lua, -1, "content");
        lua_replace(lua, -3);
    }
    lua_pop(lua, 1);
}

static void push_value(lua_State *lua, struct arena *scratch, const struct value *value)
{
    luaL_checkstack(lua, 8, NULL);
    switch (value->kind) {
    case VALUE_TEXT:
        tree_push_words(lua, value->as.text);
        break;
    case VALUE_MARKDOWN:
        if (value->as.markdown.tree)
            push_markdown(lua, scratch, value->as.markdown.tree);
        else
            tree_push_words(lua, value->as.markdown.source);
        break;
    case VALUE_BOOLEAN:
        lua_pushboolean(lua, value->as.boolean);
        break;
    case VALUE_LIST:
        push_class_list(lua, "List");
        for (size_t i = 0; i < value->as.list.count; i++) {
            push_value(lua, scratch, &value->as.list.items[i]);
            lua_rawseti(lua, -2, (lua_Integer)i + 1);
        }
        break;
    case VALUE_RECORD:
        lua_newtable(lua);
        for (size_t i = 0; i < value->field->field_count; i++) {
            const struct value *member = &value->as.record.members[i];
            if (value_is_empty(member))
                continue;
            struct slice id = value->field->fields[i]->id;
            lua_pushlstring(lua, id.ptr, id.len);
            push_value(lua, scratch, member);
            lua_rawset(lua, -3);
        }
        break;
    default: {
        struct buffer text = {0};
        value_write_plain(&text, value);
        struct slice copy = buffer_copy(&text, scratch);
        buffer_release(&text);
        lua_pushlstring(lua, copy.len ? copy.ptr : "", copy.len);
    }
    }
}

void hooks_push_meta(lua_State *lua, struct arena *scratch, const struct schema *schema,
                     const struct document *document)
{
    const struct collection *collection = document->collection;
    const struct field *title = collection->by_role[ROLE_TITLE];
    struct slice language = schema->languages[document->language];
    push_class_list(lua, "Meta");
    lua_pushliteral(lua, "lang");
    lua_pushlstring(lua, language.ptr, language.len);
    lua_rawset(lua, -3);
    if (title && !value_is_empty(&document->values[title->index])) {
        lua_pushliteral(lua, "title");
        push_value(lua, scratch, &document->values[title->index]);
        lua_rawset(lua, -3);
    }
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct value *value = &document->values[i];
        struct slice id = collection->fields[i]->id;
        if (value_is_empty(value))
            continue;
        lua_pushlstring(lua, id.ptr, id.len);
        push_value(lua, scratch, value);
        lua_rawset(lua, -3);
    }
}

/* ------------------------------------------------------------------ the way back */

static bool is_same(lua_State *lua, int before, int after)
{
    pandoc_push_function(lua, "utils");
    lua_getfield(lua, -1, "stringify");
    lua_remove(lua, -2);
    lua_pushvalue(lua, -1);
    lua_pushvalue(lua, before);
    lua_call(lua, 1, 1);
    lua_insert(lua, -2);
    lua_pushvalue(lua, after);
    lua_call(lua, 1, 1);
    bool same = lua_rawequal(lua, -1, -2);
    lua_pop(lua, 2);
    return same;
}

/* Whether the elements themselves differ, not only their words. */
static bool is_equal(lua_State *lua, int before, int after)
{
    pandoc_push_function(lua, "utils");
    lua_getfield(lua, -1, "equals");
    lua_remove(lua, -2);
    lua_pushvalue(lua, before);
    lua_pushvalue(lua, after);
    lua_call(lua, 2, 1);
    bool same = lua_toboolean(lua, -1);
    lua_pop(lua, 1);
    return same;
}

static void take_markdown(lua_State *lua, int after, const struct value *value,
                          const struct hook_subject *subject)
{
    struct markdown *tree = value->as.markdown.tree;
    if (!tree)
        return;
    struct markdown_builder *builder = markdown_build_start(subject->arena, tree, NULL);
    pandoc_push_function(lua, "check");
    lua_pushvalue(lua, after);
    lua_pushliteral(lua, "Blocks");
    lua_call(lua, 2, 1);
    if (lua_rawlen(lua, -1) == 1 && lua_rawgeti(lua, -1, 1) == LUA_TTABLE) {
        /* Inlines, which are one Plain now: a paragraph as it was. */
        const char *tag = pandoc_tag(lua, -1);
        if (tag && !strcmp(tag, "Plain")) {
            pandoc_push_class(lua, "Para");
            lua_setmetatable(lua, -2);
        }
        lua_pop(lua, 1);
    }
    tree_build(lua, -1, builder);
    struct markdown *built = markdown_build_finish(builder, NULL, subject->diagnostics);
    if (built)
        *tree = *built;
    lua_pop(lua, 1);
}

/* True where it has changed. */
static bool take_value(lua_State *lua, int before, int after, struct value *value,
                       const struct field *field, struct document *document,
                       const struct hook_subject *subject)
{
    if (value->kind == VALUE_MARKDOWN) {
        if (lua_isnil(lua, after) || is_equal(lua, before, after))
            return false;
        take_markdown(lua, after, value, subject);
        return true;
    }
    if (value->kind == VALUE_LIST || value->kind == VALUE_RECORD || lua_isnil(lua, after))
        return false; /* their parts are what counts, and filters seldom mean them */
    if (lua_rawequal(lua, before, after) || is_same(lua, before, after))
        return false;
    if (value->kind == VALUE_TEXT)
        value->as.text = tree_text(lua, after, subject->arena);
    else
        diagnostic_add(subject->diagnostics, &typed_field,
                       value->span.file ? value->span : span_of_file(document->file), field->id);
    return true;
}

void hooks_take_meta(lua_State *lua, int before, int after, struct document *document,
                     const struct hook_subject *subject)
{
    const struct collection *collection = document->collection;
    const struct field *title = collection->by_role[ROLE_TITLE];
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        struct value *value = &document->values[i];
        int base = lua_gettop(lua);
        if (value_is_empty(value))
            continue;
        lua_pushlstring(lua, field->id.ptr, field->id.len);
        lua_rawget(lua, before);
        lua_pushlstring(lua, field->id.ptr, field->id.len);
        lua_rawget(lua, after);
        bool changed = take_value(lua, base + 1, base + 2, value, field, document, subject);
        lua_settop(lua, base);
        if (changed || field != title || slice_equal_string(field->id, "title"))
            continue;
        lua_pushliteral(lua, "title");
        lua_rawget(lua, before);
        lua_pushliteral(lua, "title");
        lua_rawget(lua, after);
        take_value(lua, base + 1, base + 2, value, field, document, subject);
        lua_settop(lua, base);
    }
}
