/* Terms of vocabularies. */
#include "script/lua_value.h"

#include <lauxlib.h>

struct term_object {
    const struct term *term;
};

static const struct term *check_term(lua_State *lua, int index)
{
    return ((struct term_object *)lua_class_check(lua, index, &lua_term_class))->term;
}

static const struct term *term_of(const void *self)
{
    return ((const struct term_object *)self)->term;
}

void lua_value_push_term(lua_State *lua, const struct term *term)
{
    if (!term) {
        lua_pushnil(lua);
        return;
    }
    struct term_object *object = lua_class_new(lua, &lua_term_class, sizeof *object);
    object->term = term;
}

const struct term *lua_value_to_term(lua_State *lua, int index)
{
    const struct term_object *object = lua_class_test(lua, index, &lua_term_class);
    return object ? object->term : NULL;
}

static void push_id(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, term_of(self)->id);
}

static void push_label(lua_State *lua, const void *self)
{
    lua_value_push_local(lua, &term_of(self)->label);
}

static void push_description(lua_State *lua, const void *self)
{
    lua_value_push_local(lua, &term_of(self)->description);
}

static void push_code(lua_State *lua, const void *self)
{
    struct slice code = term_of(self)->code;
    if (code.len)
        lua_value_push_slice(lua, code);
    else
        lua_pushnil(lua);
}

static void push_vocabulary(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, term_of(self)->vocabulary->id);
}

static void push_parent(lua_State *lua, const void *self)
{
    lua_value_push_term(lua, term_of(self)->parent);
}

static void push_depth(lua_State *lua, const void *self)
{
    lua_pushinteger(lua, term_of(self)->depth);
}

static void push_children(lua_State *lua, const void *self)
{
    const struct term *term = term_of(self);
    lua_value_push_list(lua, term->child_count);
    for (size_t i = 0; i < term->child_count; i++) {
        lua_value_push_term(lua, term->children[i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
}

static void push_ancestors(lua_State *lua, const void *self)
{
    const struct term *path[SCHEMA_TERM_DEPTH_MAX + 1];
    size_t count = 0;
    for (const struct term *term = term_of(self)->parent; term && count <= SCHEMA_TERM_DEPTH_MAX;
         term = term->parent)
        path[count++] = term;
    lua_value_push_list(lua, count);
    for (size_t i = 0; i < count; i++) {
        lua_value_push_term(lua, path[count - 1 - i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
}

static int term_label_in(lua_State *lua)
{
    const struct term *term = check_term(lua, 1);
    size_t length;
    const char *language = luaL_checklstring(lua, 2, &length);
    int index = schema_find_language(lua_values_of(lua)->schema, slice_from(language, length));
    luaL_argcheck(lua, index >= 0, 2, "the site has no such language");
    lua_value_push_slice(lua, local_text_get(&term->label, (unsigned)index));
    return 1;
}

static int term_is(lua_State *lua)
{
    const struct term *term = check_term(lua, 1), *other = lua_value_to_term(lua, 2);
    struct slice id = {0};
    if (!other)
        id.ptr = luaL_checklstring(lua, 2, &id.len);
    for (; term; term = term->parent)
        if (other ? term == other : slice_equal(term->id, id))
            break;
    lua_pushboolean(lua, term != NULL);
    return 1;
}

static int term_equal(lua_State *lua)
{
    const struct term *a = lua_value_to_term(lua, 1), *b = lua_value_to_term(lua, 2);
    lua_pushboolean(lua, a && a == b);
    return 1;
}

/* In the order of the vocabulary; of two vocabularies, that of site.yaml. */
static int term_less(lua_State *lua)
{
    const struct term *a = check_term(lua, 1), *b = check_term(lua, 2);
    lua_pushboolean(lua, a->vocabulary == b->vocabulary
                             ? a->index < b->index
                             : a->vocabulary->index < b->vocabulary->index);
    return 1;
}

static int term_tostring(lua_State *lua)
{
    const struct term *term = check_term(lua, 1);
    lua_value_push_slice(lua, local_text_get(&term->label, lua_values_of(lua)->language));
    return 1;
}

static const struct lua_attribute_row attributes[] = {
    {"id", push_id},       {"label", push_label},           {"description", push_description},
    {"code", push_code},   {"vocabulary", push_vocabulary}, {"parent", push_parent},
    {"depth", push_depth}, {"children", push_children},     {"ancestors", push_ancestors}};
static const luaL_Reg methods[] = {{"label_in", term_label_in}, {"is", term_is}, {NULL, NULL}};
static const luaL_Reg meta[] = {
    {"__eq", term_equal}, {"__lt", term_less}, {"__tostring", term_tostring}, {NULL, NULL}};
const struct lua_class lua_term_class = {
    "term", attributes, sizeof attributes / sizeof *attributes, methods, meta, NULL};
