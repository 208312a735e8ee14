/*
 * Filters on a body. A sheet crosses into Lua only where it holds an element that a script's filters
 * name; and where they name such as can be taken by themselves (links, headings, code …), those alone
 * are made into tables, one at a time, and put back in their places.
 */
#include "script/hooks_parts.h"
#include "script/pandoc.h"
#include "script/tree.h"

#include <lauxlib.h>

#define BIT(kind) MARKDOWN_KIND_BIT(kind)
/* Elements that stand for themselves: neither words, which lie side by side, nor paragraphs, of which
 * there are so many that the whole tree is as good. */
static const uint64_t single_kinds =
    BIT(MARKDOWN_EMPH) | BIT(MARKDOWN_STRONG) | BIT(MARKDOWN_UNDERLINE) | BIT(MARKDOWN_STRIKEOUT) |
    BIT(MARKDOWN_SUPERSCRIPT) | BIT(MARKDOWN_SUBSCRIPT) | BIT(MARKDOWN_SMALL_CAPS) |
    BIT(MARKDOWN_CODE) | BIT(MARKDOWN_MATH) | BIT(MARKDOWN_RAW_INLINE) | BIT(MARKDOWN_LINK) |
    BIT(MARKDOWN_IMAGE) | BIT(MARKDOWN_SPAN) | BIT(MARKDOWN_CODE_BLOCK) | BIT(MARKDOWN_RAW_BLOCK) |
    BIT(MARKDOWN_HEADER) | BIT(MARKDOWN_HORIZONTAL_RULE) | BIT(MARKDOWN_TABLE) | BIT(MARKDOWN_DIV) |
    BIT(MARKDOWN_BLOCK_QUOTE);
#define INLINE_KINDS (BIT(MARKDOWN_PLAIN) - 1)

/* ------------------------------------------------------------------ what a script's filters name */

void hooks_push_filters(lua_State *lua, size_t script)
{
    hooks_push_run(lua, script);
    int run = lua_gettop(lua);
    if (lua_getfield(lua, run, "plans") == LUA_TNIL) {
        lua_pop(lua, 1);
        pandoc_push_function(lua, "filters_of");
        lua_getfield(lua, run, "filters");
        lua_getfield(lua, run, "environment");
        lua_call(lua, 2, 1);
        lua_pushvalue(lua, -1);
        lua_setfield(lua, run, "plans");
    }
    lua_remove(lua, run);
}

/* The kinds that the plans at the top name; *is_general: more than single elements. */
static uint64_t kinds_of_filters(lua_State *lua, bool *is_general, bool *has_meta)
{
    static const char *const general[] = {"Inline", "Inlines", "Block", "Blocks", "Pandoc"};
    uint64_t kinds = 0;
    int plans = lua_gettop(lua);
    pandoc_push_function(lua, "filter_elements");
    lua_pushvalue(lua, plans);
    lua_call(lua, 1, 1);
    for (int kind = 0; kind <= MARKDOWN_NULL; kind++) {
        if (lua_getfield(lua, -1, markdown_kind_name((enum markdown_kind)kind)) != LUA_TNIL)
            kinds |= BIT(kind);
        lua_pop(lua, 1);
    }
    for (size_t i = 0; i < sizeof general / sizeof *general; i++) {
        *is_general = lua_getfield(lua, -1, general[i]) != LUA_TNIL || *is_general;
        lua_pop(lua, 1);
    }
    *has_meta = lua_getfield(lua, -1, "Meta") != LUA_TNIL;
    lua_getfield(lua, -2, "Pandoc");
    *has_meta = !lua_isnil(lua, -1) || *has_meta;
    lua_settop(lua, plans);
    lua_Integer count = (lua_Integer)lua_rawlen(lua, plans);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, plans, i);
        lua_pushliteral(lua, "topdown");
        lua_rawget(lua, -2);
        *is_general = (lua_toboolean(lua, -1) && kinds) || *is_general;
        lua_settop(lua, plans);
    }
    return kinds;
}

void hooks_note_filters(lua_State *lua, struct hook_script *script)
{
    hooks_push_filters(lua, hooks_run_of(lua)->script);
    script->filter_kinds = kinds_of_filters(lua, &script->is_general, &script->has_meta);
    lua_pop(lua, 1);
}

static bool script_touches(const struct hook_script *script, uint64_t kinds)
{
    return !script->is_broken &&
           (script->is_general || script->has_meta || (script->filter_kinds & kinds));
}

/* ------------------------------------------------------------------ one tree */

struct body_request {
    struct hooks_worker *worker;
    size_t script;
    struct document *document;
    struct markdown *markdown;
    bool is_body; /* else the Markdown of a field */
    bool changed, is_collected;
    struct markdown_ids *(*ids)(struct arena *arena, const struct document *document);
};

/* The node's place is taken by what the function gave, where it gave something. */
static void filter_node(lua_State *lua, struct body_request *request, int plan, void *node)
{
    struct hooks_worker *worker = request->worker;
    int base = lua_gettop(lua);
    pandoc_push_function(lua, "apply");
    lua_pushvalue(lua, plan);
    tree_push_node(lua, &worker->scratch, request->markdown, node);
    lua_call(lua, 2, 1);
    if (lua_istable(lua, -1)) {
        struct markdown_builder *builder =
            markdown_build_start(worker->subject->arena, request->markdown, node);
        tree_build(lua, -1, builder);
        markdown_build_replace(builder, node);
        request->changed = true;
    }
    lua_settop(lua, base);
}

/* Inlines before blocks, leaves first: pandoc's order. */
static void filter_nodes(lua_State *lua, struct body_request *request, int plan, uint64_t kinds)
{
    const uint64_t passes[] = {kinds & INLINE_KINDS, kinds & ~INLINE_KINDS};
    for (int pass = 0; pass < 2; pass++)
        for (void *node = NULL;
             passes[pass] && (node = markdown_next_node(request->markdown, node, passes[pass]));)
            filter_node(lua, request, plan, node);
}

/* The Blocks at the top become the tree. */
static void build_tree(lua_State *lua, struct body_request *request)
{
    const struct hook_subject *subject = request->worker->subject;
    struct markdown_builder *builder =
        markdown_build_start(subject->arena, request->markdown, NULL);
    tree_build(lua, -1, builder);
    struct markdown *built = markdown_build_finish(
        builder, request->ids ? request->ids(subject->arena, request->document) : NULL,
        subject->diagnostics);
    if (!built)
        return;
    *request->markdown = *built; /* others hold on to it */
    request->changed = request->is_collected = true;
}

/* A Pandoc of a body and, with the metadata, of the front matter's fields. */
static void push_document(lua_State *lua, struct hooks_worker *worker,
                          const struct document *document, const struct markdown *markdown,
                          bool with_meta)
{
    lua_createtable(lua, 0, 2);
    tree_push_blocks(lua, &worker->scratch, markdown);
    lua_setfield(lua, -2, "blocks");
    if (with_meta) {
        hooks_push_meta(lua, &worker->scratch, worker->hooks->schema, document);
    } else {
        lua_newtable(lua);
        pandoc_push_class(lua, "Meta");
        lua_setmetatable(lua, -2);
    }
    lua_setfield(lua, -2, "meta");
    pandoc_push_class(lua, "Pandoc");
    lua_setmetatable(lua, -2);
}

/* A body as a document, through all filters of the script. */
static void filter_document(lua_State *lua, struct body_request *request, int plans)
{
    struct hooks_worker *worker = request->worker;
    const struct schema *schema = worker->hooks->schema;
    bool with_meta = worker->hooks->scripts[request->script].has_meta;
    pandoc_push_function(lua, "run_filter");
    push_document(lua, worker, request->document, request->markdown, with_meta);
    lua_pushvalue(lua, plans);
    lua_call(lua, 2, 1);
    int document = lua_gettop(lua);
    if (with_meta) {
        hooks_push_meta(lua, &worker->scratch, schema, request->document);
        lua_getfield(lua, document, "meta");
        hooks_take_meta(lua, document + 1, document + 2, request->document, worker->subject);
        lua_settop(lua, document);
    }
    lua_getfield(lua, document, "blocks");
    build_tree(lua, request);
}

/* The Markdown of a field: no document, and no metadata. */
static void filter_field(lua_State *lua, struct body_request *request, int plans)
{
    lua_Integer count = (lua_Integer)lua_rawlen(lua, plans);
    tree_push_blocks(lua, &request->worker->scratch, request->markdown);
    for (lua_Integer i = 1; i <= count; i++) {
        pandoc_push_function(lua, "walk");
        lua_insert(lua, -2);
        lua_rawgeti(lua, plans, i);
        lua_call(lua, 2, 1);
    }
    build_tree(lua, request);
}

static int filter_body(lua_State *lua)
{
    struct body_request *request = lua_touserdata(lua, 1);
    bool is_general = false, has_meta = false;
    hooks_push_filters(lua, request->script);
    int plans = lua_gettop(lua);
    uint64_t kinds = kinds_of_filters(lua, &is_general, &has_meta);
    if (is_general || (has_meta && request->is_body) || (kinds & ~single_kinds)) {
        if (request->is_body)
            filter_document(lua, request, plans);
        else
            filter_field(lua, request, plans);
        return 0;
    }
    lua_Integer count = (lua_Integer)lua_rawlen(lua, plans);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, plans, i);
        filter_nodes(lua, request, lua_gettop(lua), kinds);
        lua_pop(lua, 1);
    }
    return 0;
}

/* True where the tree changed. */
static bool filter_markdown(struct hooks_worker *worker, struct body_request *request)
{
    struct hooks *hooks = worker->hooks;
    bool changed = false;
    request->worker = worker;
    for (size_t i = 0; i < hooks->script_count; i++) {
        const struct hook_script *script = &hooks->scripts[i];
        bool touches = request->is_body ? script_touches(script, request->markdown->kinds)
                                        : script->filter_kinds & request->markdown->kinds;
        if (!touches)
            continue;
        request->script = i;
        request->changed = request->is_collected = false;
        hooks_run_script(worker, i, filter_body, request);
        arena_reset(&worker->scratch);
        if (request->changed && !request->is_collected)
            markdown_collect_again(
                worker->subject->arena, request->markdown,
                request->ids ? request->ids(worker->subject->arena, request->document) : NULL,
                worker->subject->diagnostics);
        changed = changed || request->changed;
    }
    return changed;
}

/* ------------------------------------------------------------------ a document */

static uint64_t named_kinds(const struct hooks *hooks)
{
    uint64_t kinds = 0;
    for (size_t i = 0; i < hooks->script_count; i++)
        kinds |= hooks->scripts[i].filter_kinds;
    return kinds;
}

static uint64_t kinds_of_value(const struct value *value)
{
    uint64_t kinds = 0;
    if (value->kind == VALUE_MARKDOWN && value->as.markdown.tree)
        kinds = value->as.markdown.tree->kinds;
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        kinds |= kinds_of_value(&value->as.list.items[i]);
    for (size_t i = 0; value->kind == VALUE_RECORD && i < value->field->field_count; i++)
        kinds |= kinds_of_value(&value->as.record.members[i]);
    return kinds;
}

static bool calls_something(const struct hooks *hooks, const struct markdown *markdown)
{
    for (size_t i = 0; i < markdown->fence_count; i++)
        if (hooks_find(hooks, HOOK_TABLE, markdown->fences[i].name) ||
            hooks_find(hooks, HOOK_BLOCK, markdown->fences[i].name))
            return true;
    return false;
}

bool hooks_touch(const struct hooks *hooks, const struct document *document)
{
    if (!hooks->script_count || !document->markdown)
        return false;
    for (size_t i = 0; i < hooks->script_count; i++)
        if (script_touches(&hooks->scripts[i], document->markdown->kinds))
            return true;
    if (calls_something(hooks, document->markdown))
        return true;
    uint64_t kinds = named_kinds(hooks);
    for (size_t i = 0; kinds && i < document->collection->field_count; i++)
        if (kinds_of_value(&document->values[i]) & kinds)
            return true;
    return false;
}

/* Fields that stand as sections change with the body. */
static void filter_value(struct hooks_worker *worker, struct document *document,
                         struct value *value)
{
    if (value->kind == VALUE_MARKDOWN && value->as.markdown.tree) {
        struct body_request request = {.document = document, .markdown = value->as.markdown.tree};
        filter_markdown(worker, &request);
    }
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        filter_value(worker, document, &value->as.list.items[i]);
    for (size_t i = 0; value->kind == VALUE_RECORD && i < value->field->field_count; i++)
        filter_value(worker, document, &value->as.record.members[i]);
}

void hooks_shape(struct hooks *hooks, unsigned index, struct document *document, bool *changed)
{
    struct hooks_worker *worker = &hooks->workers[index];
    uint64_t kinds = named_kinds(hooks);
    *changed = false;
    for (size_t i = 0; kinds && i < document->collection->field_count; i++)
        if ((kinds_of_value(&document->values[i]) & kinds) &&
            !document_field_is_in_body(document, &document->values[i]))
            filter_value(worker, document, &document->values[i]);
    if (!document->markdown)
        return;
    if (calls_something(hooks, document->markdown) &&
        hooks_fill_fences(worker, document->markdown)) {
        *changed = true;
        markdown_collect_again(worker->subject->arena, document->markdown,
                               document_field_ids(worker->subject->arena, document),
                               worker->subject->diagnostics);
    }
    struct body_request request = {.document = document,
                                   .markdown = document->markdown,
                                   .is_body = true,
                                   .ids = document_field_ids};
    *changed = filter_markdown(worker, &request) || *changed;
}

/* ------------------------------------------------------------------ as pandoc has it */

struct writing {
    struct hooks_worker *worker;
    const struct document *document;
    struct buffer *out;
};

static int write_pandoc(lua_State *lua)
{
    const struct writing *writing = lua_touserdata(lua, 1);
    size_t length;
    pandoc_push_function(lua, "write_json");
    push_document(lua, writing->worker, writing->document, writing->document->markdown, true);
    lua_call(lua, 1, 1);
    const char *text = lua_tolstring(lua, -1, &length);
    buffer_add(writing->out, slice_from(text, length));
    return 0;
}

bool hooks_write_pandoc(struct hooks *hooks, unsigned index, const struct document *document,
                        struct buffer *out)
{
    struct hooks_worker *worker = &hooks->workers[index];
    struct writing writing = {worker, document, out};
    hooks_prepare_worker(worker);
    lua_State *lua = script_state_lua(worker->state);
    script_allow(worker->state, HOOKS_INSTRUCTIONS);
    lua_checkstack(lua, 4);
    lua_pushcfunction(lua, write_pandoc);
    lua_pushlightuserdata(lua, &writing);
    bool good = script_call(worker->state, 1, 0, NULL) == SCRIPT_GOOD;
    arena_reset(&worker->scratch);
    return good;
}
