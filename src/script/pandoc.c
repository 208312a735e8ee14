#include "script/pandoc.h"

#include "script/pandoc_native.h"
#include "script/sandbox.h"

#include <string.h>

/* In the registry: the table that the rooms of src/script/pandoc/ share. */
static const char machine_key = 0;

/* Each room uses those before it. */
static const char *const rooms[] = {
    "class",          "list",     "attribute", "take",    "element",
    "show",           "walk",     "utils",     "date",    "sections",
    "simple_table",   "text",     "path",      "version", "json",
    "document",       "options",  "html",      "plain",   "markdown_inline",
    "markdown_table", "markdown", "module",    "page",    NULL,
};

static const struct pandoc_source *find_source(lua_State *lua, const char *name)
{
    for (const struct pandoc_source *source = pandoc_sources; source->name; source++)
        if (!strcmp(source->name, name))
            return source;
    luaL_error(lua, "there is no room '%s'", name);
    return NULL;
}

/* Stack: machine, environment. */
static void load_room(lua_State *lua, const char *name)
{
    const struct pandoc_source *source = find_source(lua, name);
    lua_pushfstring(lua, "%s/%s", PANDOC_CHUNK, name);
    if (luaL_loadbufferx(lua, (const char *)source->text, source->length, lua_tostring(lua, -1),
                         "t") != LUA_OK)
        lua_error(lua);
    lua_remove(lua, -2);
    lua_pushvalue(lua, -2);
    lua_setupvalue(lua, -2, 1);
    lua_pushvalue(lua, -3);
    lua_call(lua, 1, 0);
}

void pandoc_open(lua_State *lua)
{
    static const char *const tables[] = {"classes", "single", "readers", "writers", NULL};
    luaL_checkstack(lua, 10, "pandoc");
    lua_newtable(lua);
    pandoc_push_native(lua);
    lua_setfield(lua, -2, "native");
    for (const char *const *name = tables; *name; name++) {
        lua_newtable(lua);
        lua_setfield(lua, -2, *name);
    }
    sandbox_push_environment(lua);
    for (const char *const *name = rooms; *name; name++)
        load_room(lua, *name);
    lua_pop(lua, 1);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &machine_key);
}

static void push_machine(lua_State *lua)
{
    luaL_checkstack(lua, 6, "pandoc");
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &machine_key);
}

/* machine[table][key] */
static void push_part(lua_State *lua, const char *table, const char *key)
{
    push_machine(lua);
    lua_getfield(lua, -1, table);
    lua_getfield(lua, -1, key);
    lua_replace(lua, -3);
    lua_pop(lua, 1);
}

void pandoc_push_class(lua_State *lua, const char *tag)
{
    push_part(lua, "classes", tag);
}

void pandoc_push_single(lua_State *lua, const char *tag)
{
    push_part(lua, "single", tag);
}

void pandoc_push_function(lua_State *lua, const char *name)
{
    push_machine(lua);
    lua_getfield(lua, -1, name);
    lua_replace(lua, -2);
}

const char *pandoc_tag(lua_State *lua, int index)
{
    const char *tag = NULL;
    if (lua_type(lua, index) != LUA_TTABLE)
        return NULL;
    index = lua_absindex(lua, index);
    pandoc_push_function(lua, "class_tag");
    lua_pushvalue(lua, index);
    lua_call(lua, 1, 1);
    tag = lua_tostring(lua, -1);
    lua_pop(lua, 1);
    return tag;
}

void pandoc_push_module(lua_State *lua)
{
    pandoc_push_function(lua, "make_module");
    lua_call(lua, 0, 1);
}

void pandoc_push_environment(lua_State *lua, const struct pandoc_script *script)
{
    struct slice format = script->format.len ? script->format : SLICE("html");
    pandoc_push_function(lua, "fill_environment");
    sandbox_push_environment(lua);
    lua_pushlstring(lua, script->file.len ? script->file.ptr : "", script->file.len);
    lua_pushlstring(lua, format.ptr, format.len);
    lua_call(lua, 3, 1);
}

/* machine[table][key] = the value on top, which is popped. */
static void set_part(lua_State *lua, const char *table, const char *key)
{
    push_machine(lua);
    lua_getfield(lua, -1, table);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, key);
    lua_pop(lua, 3);
}

void pandoc_set_reader(lua_State *lua, const char *format)
{
    set_part(lua, "readers", format);
}

void pandoc_set_writer(lua_State *lua, const char *format)
{
    set_part(lua, "writers", format);
}

void pandoc_set_loader(lua_State *lua)
{
    push_machine(lua);
    lua_pushvalue(lua, -2);
    lua_setfield(lua, -2, "loader");
    lua_pop(lua, 2);
}
