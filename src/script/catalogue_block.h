/*
 * catalogue_block.h - named blocks: catalogue.block{}.
 *
 *     catalogue.block{name = "tappe", render = function(body, arguments, sheet)
 *       local items = {}
 *       for _, row in ipairs(body:csv()) do
 *         items[#items + 1] = "- **" .. row.data .. "**: " .. row.fatto
 *       end
 *       return table.concat(items, "\n")
 *     end}
 *
 * A fence whose info string is {tappe ordine=inverso} calls it:
 *
 *     body        body.text as written; body:yaml() as tables, body:csv() as a list of rows by the
 *                 names in its first line. What is wrong in it is told at the fence, and gives {}
 *                 (body.name and body.arguments are there as well)
 *     arguments   {ordine = "inverso"}; a word without = is there under 1, 2 …
 *     sheet       the sheet at hand, in its language
 *
 * It returns Markdown, or pandoc's elements: a block, a list of blocks or of inlines.
 *
 * In YAML a plain scalar that JSON would take for a number is one, true and false are booleans; all
 * else is text.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_BLOCK_H
#define SCHEDARIO_SCRIPT_CATALOGUE_BLOCK_H

#include "script/catalogue_api.h"

/* A body of hooks_run(), for a hook of kind HOOK_BLOCK: (spec, struct hook_fence *) gives one value,
 * blocks or nil. */
int catalogue_block_fill(lua_State *lua);

#endif
