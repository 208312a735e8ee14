/*
 * tree.h - a body's tree (content/markdown_nodes.h) as pandoc's elements in Lua (pandoc.h), and
 * back. All of it may raise, and what is made lies in the arena given: within script_call() alone.
 */
#ifndef SCHEDARIO_SCRIPT_TREE_H
#define SCHEDARIO_SCRIPT_TREE_H

#include "content/markdown_nodes.h"

#include <lua.h>

/* The Blocks of a body. */
void tree_push_blocks(lua_State *lua, struct arena *arena, const struct markdown *markdown);
/* One node of it, as markdown_next_node() gives them. */
void tree_push_node(lua_State *lua, struct arena *arena, const struct markdown *markdown,
                    void *node);
/* A text as Inlines: words and spaces. */
void tree_push_words(lua_State *lua, struct slice text);

/* What is at the index, Inlines or Blocks in canonical form (machine's `check`), to the builder.
 * Raises where there is too much of it. */
void tree_build(lua_State *lua, int index, struct markdown_builder *builder);
/* The text of Inlines or Blocks, as pandoc.utils.stringify. */
struct slice tree_text(lua_State *lua, int index, struct arena *arena);

/* pandoc.read(text, "gfm") and pandoc.write(document, "gfm" or "html"): once a state. */
void tree_set_formats(lua_State *lua);

#endif
