/* Fences {name key=value} that call a registered block or table. */
#include "script/catalogue_block.h"
#include "script/hooks_parts.h"
#include "script/pandoc.h"
#include "script/table.h"
#include "script/tree.h"
#include "text/nearest.h"

#include <lauxlib.h>

static const struct problem unknown_near = {
    "unknown-block",
    SEVERITY_ERROR,
    {"there is no block or table \"%1\"", "non c'è nessun blocco o tabella \"%1\""},
    {"did you mean \"%2\"?", "forse \"%2\"?"}};
/* It may be meant as code, in a notation of its own. */
static const struct problem unknown = {
    "unknown-block",
    SEVERITY_WARNING,
    {"there is no block or table \"%1\"", "non c'è nessun blocco o tabella \"%1\""},
    {"the scripts in lua-filters/ register them by catalogue.block and catalogue.table; for code "
     "that is to be shown, write the language's name without braces",
     "li registrano gli script in lua-filters/ con catalogue.block e catalogue.table; per mostrare "
     "del codice scrivi il nome del linguaggio senza graffe"}};

struct fill {
    struct hooks_worker *worker;
    struct markdown *markdown;
    void *node;
    struct hook_fence fence;
    lua_CFunction body;
    bool changed;
};

/* A body of hooks_run(): (spec, struct fill *). */
static int fill_fence(lua_State *lua)
{
    struct fill *fill = lua_touserdata(lua, 2);
    struct arena *arena = fill->worker->subject->arena;
    lua_settop(lua, 1);
    lua_pushcfunction(lua, fill->body);
    lua_insert(lua, 1);
    lua_pushlightuserdata(lua, &fill->fence);
    lua_call(lua, 2, 1);
    struct markdown_builder *builder = markdown_build_start(arena, fill->markdown, fill->node);
    if (fill->fence.html.len) {
        struct markdown_element raw = {
            .kind = MARKDOWN_RAW_BLOCK, .format = SLICE("html"), .text = fill->fence.html};
        markdown_build_open(builder, &raw);
        markdown_build_close(builder);
    } else if (!lua_isnil(lua, -1)) {
        if (lua_type(lua, -1) == LUA_TSTRING) {
            lua_createtable(lua, 0, 1);
            lua_pushvalue(lua, -2);
            lua_setfield(lua, -2, "content");
            pandoc_push_class(lua, "Para");
            lua_setmetatable(lua, -2);
        }
        pandoc_push_function(lua, "check");
        lua_insert(lua, -2);
        lua_pushliteral(lua, "Blocks");
        lua_call(lua, 2, 1);
        tree_build(lua, -1, builder);
    }
    markdown_build_replace(builder, fill->node);
    fill->changed = true;
    return 0;
}

bool hooks_fill_fences(struct hooks_worker *worker, struct markdown *markdown)
{
    struct hooks *hooks = worker->hooks;
    bool changed = false;
    for (void *node = NULL;
         (node = markdown_next_node(markdown, node, MARKDOWN_KIND_BIT(MARKDOWN_CODE_BLOCK)));) {
        const struct markdown_fence *fence = markdown_node_fence(markdown, node);
        const struct hook *table = fence ? hooks_find(hooks, HOOK_TABLE, fence->name) : NULL;
        const struct hook *block = fence ? hooks_find(hooks, HOOK_BLOCK, fence->name) : NULL;
        if (!table && !block)
            continue;
        struct fill fill = {.worker = worker,
                            .markdown = markdown,
                            .node = node,
                            .fence = {.fence = fence},
                            .body = table ? table_fill_fence : catalogue_block_fill};
        hooks_run(hooks, worker->index, table ? table : block, fill_fence, &fill);
        changed = changed || fill.changed;
    }
    return changed;
}

void hooks_check_fences(const struct hooks *hooks, const struct document *document,
                        struct diagnostics *diagnostics)
{
    const struct markdown *markdown = document->markdown;
    bool outer = diagnostics->lenient;
    diagnostics->lenient = outer || document->status == STATUS_DRAFT;
    for (size_t i = 0; markdown && i < markdown->fence_count; i++) {
        const struct markdown_fence *fence = &markdown->fences[i];
        /* Its script failed, or has a mistake: that was told. */
        if (hooks_find(hooks, HOOK_TABLE, fence->name) ||
            hooks_find(hooks, HOOK_BLOCK, fence->name))
            continue;
        struct nearest nearest = nearest_start(fence->name);
        for (size_t j = 0; j < hooks_count(hooks); j++)
            if (hooks_get(hooks, j)->kind == HOOK_TABLE || hooks_get(hooks, j)->kind == HOOK_BLOCK)
                nearest_offer(&nearest, hooks_get(hooks, j)->name);
        diagnostic_add(diagnostics, nearest.best.len ? &unknown_near : &unknown, fence->span,
                       fence->name, nearest.best);
    }
    diagnostics->lenient = outer;
}
