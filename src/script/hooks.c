#include "script/hooks_parts.h"

#include "base/memory.h"
#include "base/workers.h"
#include "text/slug.h"

#include <lauxlib.h>

static const struct problem name_taken = {
    "hook-twice",
    SEVERITY_ERROR,
    {"%1 \"%2\" is registered twice", "%1 \"%2\" è registrato due volte"},
    {"give one of the two another name", "dai a uno dei due un altro nome"}};

static const char *const kind_names[HOOK_KINDS] = {
    [HOOK_FIELD] = "field", [HOOK_CHECK] = "check",   [HOOK_TABLE] = "table",
    [HOOK_BLOCK] = "block", [HOOK_FILTER] = "filter", [HOOK_FUNC] = "func",
    [HOOK_PAGE] = "page"};

const char *hook_kind_name(enum hook_kind kind)
{
    return kind_names[kind];
}

/* ------------------------------------------------------------------ registrations */

/* A fence names either. */
static struct map *names_of(struct hooks *hooks, enum hook_kind kind)
{
    return &hooks->by_name[kind == HOOK_TABLE ? HOOK_BLOCK : kind];
}

static void list_hook(lua_State *lua, struct hooks *hooks, enum hook_kind kind, struct slice name)
{
    if (hooks->list.count == HOOKS_COUNT_MAX)
        luaL_error(lua, "more than %d registrations", HOOKS_COUNT_MAX);
    struct hook hook = {kind, arena_copy(hooks->arena, name), hooks_run_of(lua)->script,
                        hooks_span_of_caller(lua)};
    uintptr_t other = (uintptr_t)map_get(names_of(hooks, kind), hook.name);
    if (other) {
        diagnostic_add(hooks->scan_diagnostics, &name_taken, hook.span,
                       arena_format(hooks->arena, "catalogue.%s", kind_names[kind]), hook.name)
            ->related = hooks->list.items[other - 1].span;
        return;
    }
    vector_push(hooks->arena, &hooks->list, hook);
    map_set(hooks->arena, names_of(hooks, kind), hook.name, (void *)(uintptr_t)hooks->list.count);
    hooks->have[kind] = true;
}

void hooks_register(lua_State *lua, enum hook_kind kind, int spec)
{
    const struct hook_run *run = hooks_run_of(lua);
    spec = lua_absindex(lua, spec);
    luaL_checktype(lua, spec, LUA_TTABLE);
    lua_pushliteral(lua, "name");
    if (lua_rawget(lua, spec) != LUA_TSTRING)
        luaL_error(lua, "catalogue.%s: the name is missing", kind_names[kind]);
    size_t length;
    const char *text = lua_tolstring(lua, -1, &length);
    struct slice name = slice_from(text, length);
    if (!slug_is_identifier(name) || (*text >= '0' && *text <= '9'))
        luaL_error(lua,
                   "catalogue.%s: \"%s\" cannot be a name: small letters, digits, - and _, and a "
                   "letter first",
                   kind_names[kind], text);
    hooks_push_run(lua, run->script);
    lua_getfield(lua, -1, "specs");
    lua_pushfstring(lua, "%s %s", kind_names[kind], text);
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, -3) != LUA_TNIL)
        luaL_error(lua, "catalogue.%s: \"%s\" is registered already", kind_names[kind], text);
    lua_pop(lua, 1);
    lua_pushvalue(lua, spec);
    lua_rawset(lua, -3);
    if (run->is_scan)
        list_hook(lua, run->hooks, kind, name);
    lua_pop(lua, 3);
}

size_t hooks_count(const struct hooks *hooks)
{
    return hooks->list.count;
}

const struct hook *hooks_get(const struct hooks *hooks, size_t index)
{
    return &hooks->list.items[index];
}

bool hooks_have(const struct hooks *hooks, enum hook_kind kind)
{
    return hooks->have[kind];
}

const struct hook *hooks_find(const struct hooks *hooks, enum hook_kind kind, struct slice name)
{
    uintptr_t place = (uintptr_t)map_get(names_of((struct hooks *)hooks, kind), name);
    const struct hook *hook = place ? &hooks->list.items[place - 1] : NULL;
    return hook && hook->kind == kind ? hook : NULL;
}

/* ------------------------------------------------------------------ the scan */

static int note_filters(lua_State *lua)
{
    struct hook_script *script = lua_touserdata(lua, 1);
    hooks_note_filters(lua, script);
    return 0;
}

static void scan(struct hooks *hooks, struct diagnostics *diagnostics)
{
    struct hooks_worker *worker = &hooks->workers[0];
    struct hook_subject nobody = {
        .arena = hooks->arena, .diagnostics = diagnostics, .catalogue = hooks->catalogue};
    hooks_prepare_worker(worker);
    worker->is_scan = true;
    hooks->scan_diagnostics = diagnostics;
    hooks_begin(hooks, 0, &nobody);
    for (size_t i = 0; i < hooks->script_count; i++) {
        struct hook_script *script = &hooks->scripts[i];
        struct buffer error = {0};
        enum script_outcome outcome = hooks_check_syntax(worker, script->file, &error);
        if (outcome != SCRIPT_GOOD) {
            hooks_note(worker, i, outcome, buffer_view(&error));
            script->is_broken = true;
        } else {
            script->is_broken = !hooks_run_script(worker, i, note_filters, script);
        }
        buffer_release(&error);
    }
    hooks_end(hooks, 0);
    worker->is_scan = false;
    hooks->scan_diagnostics = NULL;
    hooks_report(hooks, diagnostics);
}

/* ------------------------------------------------------------------ life */

static struct hooks *start(struct arena *arena, struct source *source, const struct schema *schema,
                           unsigned workers)
{
    struct hooks *hooks = arena_new(arena, struct hooks);
    hooks->arena = arena;
    hooks->source = source;
    hooks->schema = schema;
    hooks->worker_count = workers;
    hooks->workers = arena_array(arena, struct hooks_worker, workers);
    for (unsigned i = 0; i < workers; i++) {
        hooks->workers[i].hooks = hooks;
        hooks->workers[i].index = i;
    }
    return hooks;
}

struct hooks *hooks_create(struct arena *arena, struct source *source, const struct schema *schema,
                           unsigned workers, struct diagnostics *diagnostics)
{
    struct hooks *hooks = start(arena, source, schema, workers);
    hooks_load(hooks, diagnostics);
    if (hooks->script_count)
        scan(hooks, diagnostics);
    return hooks;
}

struct hooks *hooks_create_alone(struct arena *arena, struct source *source,
                                 const struct schema *schema, struct text_file script,
                                 struct diagnostics *diagnostics)
{
    /* As many workers as a build may have: what is done to all sheets before asks by their number. */
    struct hooks *hooks = start(arena, source, schema, WORKERS_MAX);
    hooks_load_alone(hooks, script, diagnostics);
    scan(hooks, diagnostics);
    return hooks;
}

void hooks_destroy(struct hooks *hooks)
{
    for (unsigned i = 0; hooks && i < hooks->worker_count; i++) {
        script_state_destroy(hooks->workers[i].state);
        memory_release(hooks->workers[i].runs);
        arena_release(&hooks->workers[i].arena);
    }
}

bool hooks_is_empty(const struct hooks *hooks)
{
    return hooks->script_count == 0;
}

struct source *hooks_source(const struct hooks *hooks)
{
    return hooks->source;
}

void hooks_set_catalogue(struct hooks *hooks, void *catalogue)
{
    hooks->catalogue = catalogue;
}

void *hooks_catalogue(const struct hooks *hooks)
{
    return hooks->catalogue;
}

const struct schema *hooks_schema(const struct hooks *hooks)
{
    return hooks->schema;
}

lua_State *hooks_lua(struct hooks *hooks, unsigned worker)
{
    hooks_prepare_worker(&hooks->workers[worker]);
    return script_state_lua(hooks->workers[worker].state);
}
