/*
 * catalogue_page_body.h - what a page of catalogue.page{} says.
 *
 *     body = "Markdown"
 *     body = {table = "spese", data = "- {voce: A, importo: 1}", di = "2020"}
 *     body = pandoc.Para "…"                             or Blocks, or a Pandoc
 *     body = {"## Markdown", {table = "spese"}, pandoc.HorizontalRule(), {block = "tappe"}}
 *
 * `table` and `block` call what catalogue.table{} and catalogue.block{} registered, as a fence
 * {NAME key="value"} would: `data` is the fence's body, what else there is are its arguments.
 *
 * Elements cross into the document's tree here, in the state that made them; the rest of it is
 * Markdown like any other. So there is one text (pandoc/page.lua makes it) in which a fence keeps the
 * place of each part that is elements.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_PAGE_BODY_H
#define SCHEDARIO_SCRIPT_CATALOGUE_PAGE_BODY_H

#include "content/document.h"

#include <lua.h>

/* The value on top of the stack, which two take the place of: the text, and a list of Blocks. Raises
 * where it is none of these. */
void page_body_read(lua_State *lua);
/* Where the list on top of the stack, which stays, is not empty: the document's tree, from the text
 * that is its body. Else document_shape() will make it. May raise. */
void page_body_build(lua_State *lua, struct arena *arena, struct document *document,
                     struct diagnostics *diagnostics);

#endif
