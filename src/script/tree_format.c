/* pandoc.read(text, "gfm") and pandoc.write(document, "gfm"), through the tree of content. */
#include "script/tree.h"

#include "base/memory.h"
#include "script/pandoc.h"
#include "script/state.h"

#include <lauxlib.h>

/* An arena that Lua frees, whatever happens on the way. */
static int release_arena(lua_State *lua)
{
    arena_release(lua_touserdata(lua, 1));
    return 0;
}

static struct arena *push_arena(lua_State *lua)
{
    struct arena *arena = lua_newuserdatauv(lua, sizeof *arena, 0);
    *arena = (struct arena){0};
    lua_createtable(lua, 0, 1);
    lua_pushcfunction(lua, release_arena);
    lua_setfield(lua, -2, "__gc");
    lua_setmetatable(lua, -2);
    return arena;
}

static void push_document(lua_State *lua, struct arena *arena, const struct markdown *markdown)
{
    lua_createtable(lua, 0, 2);
    tree_push_blocks(lua, arena, markdown);
    lua_setfield(lua, -2, "blocks");
    lua_newtable(lua);
    pandoc_push_class(lua, "Meta");
    lua_setmetatable(lua, -2);
    lua_setfield(lua, -2, "meta");
    pandoc_push_class(lua, "Pandoc");
    lua_setmetatable(lua, -2);
}

/* (text) -> document */
static int read_gfm(lua_State *lua)
{
    size_t length;
    const char *text = luaL_checklstring(lua, 1, &length);
    script_charge(lua, length);
    struct arena *arena = push_arena(lua);
    struct text_file *file = arena_new(arena, struct text_file);
    file->text = arena_copy(arena, slice_from(text, length));
    struct diagnostics unheard = {.arena = arena};
    struct markdown *markdown = markdown_parse(arena, file, file->text, NULL, &unheard);
    if (!markdown)
        return luaL_error(lua, "pandoc.read: the text goes over a limit");
    push_document(lua, arena, markdown);
    /* The arena's memory is not Lua's: it goes at once. */
    arena_release(arena);
    return 1;
}

/* (document) -> text */
static int write_html(lua_State *lua)
{
    static const struct markdown_style style = {0};
    luaL_checktype(lua, 1, LUA_TTABLE);
    struct arena *arena = push_arena(lua);
    struct text_file *file = arena_new(arena, struct text_file);
    struct diagnostics unheard = {.arena = arena};
    struct markdown *nothing = markdown_parse(arena, file, (struct slice){"", 0}, NULL, &unheard);
    struct markdown_builder *builder = markdown_build_start(arena, nothing, NULL);
    lua_getfield(lua, 1, "blocks");
    luaL_checktype(lua, -1, LUA_TTABLE);
    tree_build(lua, -1, builder);
    struct markdown *markdown = markdown_build_finish(builder, NULL, &unheard);
    if (!markdown)
        return luaL_error(lua, "pandoc.write: the document goes over a limit");
    struct buffer html = {0};
    markdown_write_html(&html, markdown, &style);
    struct slice copy = buffer_copy(&html, arena);
    buffer_release(&html);
    script_charge(lua, copy.len / 4);
    lua_pushlstring(lua, copy.len ? copy.ptr : "", copy.len);
    arena_release(arena);
    return 1;
}

void tree_set_formats(lua_State *lua)
{
    static const char *const readers[] = {"gfm", "markdown", "commonmark", "commonmark_x"};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        lua_pushcfunction(lua, read_gfm);
        pandoc_set_reader(lua, readers[i]);
    }
    lua_pushcfunction(lua, write_html);
    pandoc_set_writer(lua, "html");
    lua_pushcfunction(lua, write_html);
    pandoc_set_writer(lua, "html5");
}
