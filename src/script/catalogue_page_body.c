#include "script/catalogue_page_body.h"

#include "content/markdown_nodes.h"
#include "script/pandoc.h"
#include "script/tree.h"

void page_body_read(lua_State *lua)
{
    pandoc_push_function(lua, "page_body");
    lua_insert(lua, -2);
    lua_call(lua, 1, 2);
}

/* The number of the part whose place the fence keeps; 0: it is one of the publisher's own. */
static lua_Integer part_of(const struct markdown_fence *fence)
{
    lua_Integer number = 0;
    if (!fence || !slice_equal_string(fence->name, "page-part") || fence->arguments.len > 9)
        return 0;
    for (size_t i = 0; i < fence->arguments.len; i++) {
        if (fence->arguments.ptr[i] < '0' || fence->arguments.ptr[i] > '9')
            return 0;
        number = number * 10 + fence->arguments.ptr[i] - '0';
    }
    return number;
}

void page_body_build(lua_State *lua, struct arena *arena, struct document *document,
                     struct diagnostics *diagnostics)
{
    int parts = lua_gettop(lua);
    if (!lua_rawlen(lua, parts))
        return;
    struct markdown *markdown =
        markdown_parse(arena, document->file, document->body, NULL, diagnostics);
    if (!markdown)
        return;
    for (void *node = NULL;
         (node = markdown_next_node(markdown, node, MARKDOWN_KIND_BIT(MARKDOWN_CODE_BLOCK)));) {
        lua_Integer number = part_of(markdown_node_fence(markdown, node));
        if (!number || lua_rawgeti(lua, parts, number) != LUA_TTABLE) {
            lua_settop(lua, parts);
            continue;
        }
        struct markdown_builder *builder = markdown_build_start(arena, markdown, node);
        tree_build(lua, -1, builder);
        markdown_build_replace(builder, node);
        lua_settop(lua, parts);
    }
    if (markdown_collect_again(arena, markdown, NULL, diagnostics))
        document->markdown = markdown;
}
