#include "base/memory.h"
#include "template/template_check.h"
#include "template/template_context.h"
#include "template/template_parse.h"
#include "template/template_problems.h"
#include "template/template_runtime.h"
#include "text/nearest.h"

#include <lauxlib.h>
#include <string.h>

/* One page's budget. A list of ten thousand rows takes some ten million instructions. */
#define PAGE_INSTRUCTIONS 60000000u
/* Between two pages Lua's garbage is collected once there is this much of it. */
#define GARBAGE_MAX (8u << 20)

enum unit_stage { UNIT_READ, UNIT_CONTEXTS_BEGUN, UNIT_CONTEXTS, UNIT_READY, UNIT_BROKEN };

struct template_unit {
    struct template_tree *tree;
    enum unit_stage stage;
    struct map blocks; /* name to struct context: where this template's and its parents' begin */
    struct map visible;
    struct template_code code;
    int reference; /* {root, blocks} in Lua's registry */
    struct diagnostics problems;
};

struct template_engine {
    const struct template_environment *environment;
    struct arena arena;
    struct script_state *state;
    lua_State *lua;
    struct template_runtime runtime;
    bool is_read;
    struct map units;
    struct template_family family;
    int functions, functions_plain; /* what chunks are given */
    size_t live_memory;             /* of Lua after the last collection */
};

/* ------------------------------------------------------------------ life */

static const char prelude[] =
    "local R=...\n"
    "local truth,enter,leave,leave_plain,included="
    "R.truth,R.enter,R.leave,R.leave_plain,R.included\n"
    "R.both=function(v,f) if truth(v) then return (f()) end return v end\n"
    "R.choose=function(c,a,b) if c then return (a()) end return (b()) end\n"
    "R.run=function(f,C,B) if f then f(C,B) included() end end\n"
    "R.capture=function(f,C,B,L) local m=enter(0) f(C,B,L) return leave(m) end\n"
    "R.capture_plain=function(f,C,B,L) local m=enter(0) f(C,B,L) return leave_plain(m) end\n";

/* A copy of the table on top in which what is captured is text. */
static void push_plain_functions(lua_State *lua)
{
    static const char *const names[] = {"take", "leave", "capture"};
    lua_newtable(lua);
    lua_pushnil(lua);
    while (lua_next(lua, -3)) {
        lua_pushvalue(lua, -2);
        lua_insert(lua, -2);
        lua_rawset(lua, -4);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_pushfstring(lua, "%s_plain", names[i]);
        lua_rawget(lua, -2);
        lua_setfield(lua, -2, names[i]);
    }
}

static int open_engine(lua_State *lua)
{
    struct template_engine *engine = lua_touserdata(lua, 1);
    runtime_open(&engine->runtime, engine->environment);
    lua_pushvalue(lua, 2);
    lua_pushvalue(lua, -2);
    lua_call(lua, 1, 0);
    push_plain_functions(lua);
    engine->functions_plain = luaL_ref(lua, LUA_REGISTRYINDEX);
    engine->functions = luaL_ref(lua, LUA_REGISTRYINDEX);
    return 0;
}

struct template_engine *template_engine_create(const struct template_environment *environment)
{
    struct template_engine *engine = memory_allocate_zeroed(sizeof *engine);
    struct script_limits limits = {2 * (size_t)RUNTIME_MEMORY_MAX, PAGE_INSTRUCTIONS, true};
    engine->environment = environment;
    engine->state = script_state_create(limits);
    engine->lua = script_state_lua(engine->state);
    engine->runtime.engine = engine;
    engine->runtime.state = engine->state;
    engine->runtime.lua = engine->lua;
    engine->runtime.value_index = SIZE_MAX;
    lua_gc(engine->lua, LUA_GCSTOP);
    lua_pushcfunction(engine->lua, open_engine);
    lua_pushlightuserdata(engine->lua, engine);
    if (script_load(engine->state, SLICE("(prelude)"), slice_from_string(prelude), NULL) !=
            SCRIPT_GOOD ||
        script_call(engine->state, 2, 0, NULL) != SCRIPT_GOOD)
        memory_exhausted(limits.memory);
    engine->live_memory = script_memory_used(engine->state);
    return engine;
}

void template_engine_destroy(struct template_engine *engine)
{
    if (!engine)
        return;
    for (size_t i = 0; i < engine->runtime.collator_count; i++)
        collator_close(engine->runtime.collators[i].collator);
    buffer_release(&engine->runtime.scratch);
    script_state_destroy(engine->state);
    arena_release(&engine->arena);
    memory_release(engine);
}

bool template_exists(const struct template_engine *engine, struct slice name)
{
    return map_find(&engine->environment->sources, name);
}

const struct template_environment *engine_environment(const struct template_engine *engine)
{
    return engine->environment;
}

/* ------------------------------------------------------------------ reading */

static void read_all(struct template_engine *engine)
{
    const struct map *sources = &engine->environment->sources;
    if (engine->is_read)
        return;
    engine->is_read = true;
    engine->family.trees =
        arena_array(&engine->arena, const struct template_tree *, sources->count);
    for (size_t i = 0; i < sources->count; i++) {
        const struct map_entry *entry = &sources->entries[i];
        struct template_unit *unit = arena_new(&engine->arena, struct template_unit);
        unit->problems.arena = &engine->arena;
        unit->tree = template_parse(&engine->arena, entry->key, entry->value, &unit->problems);
        if (unit->tree->broken)
            unit->stage = UNIT_BROKEN;
        engine->family.trees[engine->family.count++] = unit->tree;
        map_set(&engine->arena, &engine->family.by_name, entry->key, unit->tree);
        map_set(&engine->arena, &engine->units, entry->key, unit);
    }
}

static void report(const struct template_unit *unit, struct diagnostics *diagnostics)
{
    for (size_t i = 0; diagnostics && i < unit->problems.count; i++) {
        const struct diagnostic *problem = &unit->problems.items[i];
        struct diagnostic *added =
            diagnostic_add_list(diagnostics, problem->problem, problem->span,
                                DIAGNOSTIC_ARGUMENTS_MAX, problem->arguments);
        added->related = problem->related;
        added->severity = problem->severity;
    }
}

/* ------------------------------------------------------------------ compiling */

static const struct template_tree *scene_find_tree(void *context, struct slice name)
{
    const struct template_engine *engine = context;
    return map_get(&engine->family.by_name, name);
}

static bool scene_is_visible(void *context, const struct template_tree *tree, struct slice name)
{
    struct template_engine *engine = context;
    struct template_unit *unit = map_get(&engine->units, tree->name);
    if (!unit->visible.count)
        family_visible_names(&engine->arena, &engine->family, tree, &unit->visible);
    return map_find(&unit->visible, name);
}

static bool scene_mentions_loop(void *context, const struct expression *name)
{
    struct template_engine *engine = context;
    return family_mentions_loop(&engine->arena, &engine->family, name);
}

/* The template that is extended, where its name is written out. */
static struct template_unit *unit_above(struct template_engine *engine,
                                        const struct template_unit *unit)
{
    const struct node *extends = unit->tree->extends;
    if (!extends || extends->value->kind != EXPRESSION_TEXT)
        return NULL;
    return map_get(&engine->units, extends->value->text);
}

/* Blocks of a template that no template above shows. */
static void check_blocks(struct template_unit *unit, const struct map *above)
{
    for (size_t i = 0; i < unit->tree->body.count; i++) {
        const struct node *node = unit->tree->body.items[i];
        if (node->kind != NODE_BLOCK || map_find(above, node->name))
            continue;
        struct nearest nearest = nearest_start(node->name);
        for (size_t k = 0; k < above->count; k++)
            nearest_offer(&nearest, above->entries[k].key);
        struct suggestion hint = suggest(unit->problems.arena, nearest.best);
        struct diagnostic *diagnostic = diagnostic_add(&unit->problems, &problem_unknown_block,
                                                       template_span(unit->tree, node->at),
                                                       node->name, hint.text[0], hint.text[1]);
        diagnostic->severity = SEVERITY_WARNING;
    }
}

static bool find_contexts(struct template_engine *engine, struct template_unit *unit)
{
    if (unit->stage >= UNIT_CONTEXTS)
        return unit->stage != UNIT_BROKEN;
    struct template_unit *above = unit_above(engine, unit);
    unit->stage = UNIT_CONTEXTS_BEGUN;
    if (above && above->stage == UNIT_CONTEXTS_BEGUN) {
        diagnostic_add(&unit->problems, &problem_cycle,
                       template_span(unit->tree, unit->tree->extends->at), unit->tree->name,
                       above->tree->name);
        unit->stage = UNIT_BROKEN;
        return false;
    }
    /* A parent that is broken tells so itself. */
    bool has_above = above && find_contexts(engine, above);
    if (has_above)
        check_blocks(unit, &above->blocks);
    bool good =
        unit->stage != UNIT_BROKEN &&
        template_find_contexts(&engine->arena, unit->tree, has_above ? &above->blocks : NULL,
                               &unit->blocks, &unit->problems);
    unit->stage = good ? UNIT_CONTEXTS : UNIT_BROKEN;
    return good;
}

static bool load_code(struct template_engine *engine, struct template_unit *unit)
{
    bool is_plain = unit->tree->language == LANGUAGE_TEXT || unit->tree->language == LANGUAGE_JSON;
    struct buffer error = {0};
    bool good = script_load(engine->state, unit->tree->name, buffer_view(&unit->code.lua),
                            &error) == SCRIPT_GOOD;
    if (good) {
        lua_rawgeti(engine->lua, LUA_REGISTRYINDEX,
                    is_plain ? engine->functions_plain : engine->functions);
        good = script_call(engine->state, 1, 1, &error) == SCRIPT_GOOD;
    }
    if (good)
        unit->reference = luaL_ref(engine->lua, LUA_REGISTRYINDEX);
    else
        diagnostic_add(&unit->problems, &problem_internal, span_of_file(unit->tree->file),
                       buffer_copy(&error, &engine->arena));
    buffer_release(&error);
    return good;
}

static void compile(struct template_engine *engine, struct template_unit *unit)
{
    if (unit->stage >= UNIT_READY)
        return;
    struct template_scene scene = {engine->environment, scene_find_tree, scene_is_visible,
                                   scene_mentions_loop, engine};
    bool good =
        family_check_references(&engine->arena, &engine->family, unit->tree, &unit->problems);
    good = find_contexts(engine, unit) && good;
    /* Names are checked whatever else is wrong. */
    good = template_emit(&engine->arena, unit->tree, &scene, &unit->code, &unit->problems) && good;
    good = good && load_code(engine, unit);
    buffer_release(&unit->code.lua);
    unit->stage = good ? UNIT_READY : UNIT_BROKEN;
}

struct template_unit *engine_unit(struct template_engine *engine, struct slice name,
                                  struct diagnostics *diagnostics)
{
    read_all(engine);
    struct template_unit *unit = map_get(&engine->units, name);
    if (!unit)
        return NULL;
    compile(engine, unit);
    if (unit->stage == UNIT_BROKEN)
        report(unit, diagnostics);
    return unit;
}

bool engine_push_unit(struct template_engine *engine, struct template_unit *unit)
{
    if (unit->stage != UNIT_READY)
        return false;
    lua_rawgeti(engine->lua, LUA_REGISTRYINDEX, unit->reference);
    return true;
}

const struct template_tree *engine_unit_tree(const struct template_unit *unit)
{
    return unit->tree;
}

const struct emit_position *engine_position(struct template_engine *engine, struct slice chunk,
                                            size_t line, const struct template_tree **tree,
                                            const struct place **values)
{
    const struct template_unit *unit = map_get(&engine->units, chunk);
    if (!unit || line >= unit->code.positions.count)
        return NULL;
    *tree = unit->tree;
    *values = unit->code.values.items;
    /* A line that only writes the template's own text has no place of its own. */
    while (line > 1 && !unit->code.positions.items[line].at.length &&
           !unit->code.positions.items[line].value_count)
        line--;
    return &unit->code.positions.items[line];
}

struct slice engine_nearest_template(struct template_engine *engine, struct slice name)
{
    return family_nearest(&engine->family, name);
}

bool template_engine_check(struct template_engine *engine, struct diagnostics *diagnostics)
{
    bool good = true;
    read_all(engine);
    for (size_t i = 0; i < engine->units.count; i++) {
        struct template_unit *unit = engine->units.entries[i].value;
        compile(engine, unit);
        report(unit, diagnostics);
        good = good && unit->stage == UNIT_READY;
    }
    return good;
}

/* ------------------------------------------------------------------ rendering */

struct render {
    struct template_engine *engine;
    struct template_unit *unit;
    const struct data *globals;
};

/* registry[runtime] is the page's table: its globals, modules and indexes of maps. */
static int render_protected(lua_State *lua)
{
    const struct render *render = lua_touserdata(lua, 1);
    struct template_engine *engine = render->engine;
    const struct template_environment *environment = engine->environment;
    luaL_checkstack(lua, 20, NULL);
    lua_newtable(lua);
    lua_pushvalue(lua, -1);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &engine->runtime);
    lua_newtable(lua);
    lua_setfield(lua, 2, "modules");
    lua_createtable(lua, 0, (int)environment->global_count);
    for (size_t i = 0; i < environment->global_count; i++) {
        runtime_push(lua, render->globals[i]);
        lua_setfield(lua, 3, environment->globals[i]);
    }
    lua_pushvalue(lua, 3);
    lua_setfield(lua, 2, "globals");
    engine_push_unit(engine, render->unit);
    lua_getfield(lua, 4, "root");
    runtime_derive_context(lua, 3);
    runtime_push_blocks(lua, render->unit->tree, 4);
    lua_call(lua, 2, 0);
    return 0;
}

static void report_failure(struct template_engine *engine, const struct template_unit *unit,
                           enum script_outcome outcome, struct slice error)
{
    struct template_runtime *runtime = &engine->runtime;
    struct runtime_failure *failure = &runtime->failure;
    if (failure->reported)
        return;
    if (outcome != SCRIPT_ERROR || !failure->problem) {
        struct slice chunk;
        size_t line;
        const struct template_tree *tree;
        const struct place *values;
        const struct emit_position *position =
            script_last_place(engine->state, &chunk, &line)
                ? engine_position(engine, chunk, line, &tree, &values)
                : NULL;
        failure->problem = outcome == SCRIPT_OUT_OF_STEPS    ? &problem_steps
                           : outcome == SCRIPT_OUT_OF_MEMORY ? &problem_memory
                                                             : &problem_internal;
        failure->arguments[0] = error;
        failure->span =
            position ? template_span(tree, position->at) : span_of_file(unit->tree->file);
    }
    failure->arguments[DIAGNOSTIC_ARGUMENTS_MAX - 1] =
        runtime->page.len ? runtime->page : unit->tree->name;
    diagnostic_add_list(runtime->diagnostics, failure->problem, failure->span,
                        DIAGNOSTIC_ARGUMENTS_MAX, failure->arguments);
}

static void collect_garbage(struct template_engine *engine)
{
    if (script_memory_used(engine->state) < engine->live_memory + GARBAGE_MAX)
        return;
    lua_gc(engine->lua, LUA_GCCOLLECT);
    engine->live_memory = script_memory_used(engine->state);
}

bool template_render(struct template_engine *engine, struct slice name, const struct data *globals,
                     const struct data_context *context, struct slice page, struct buffer *out,
                     struct diagnostics *diagnostics)
{
    struct template_unit *unit = engine_unit(engine, name, diagnostics);
    if (!unit) {
        struct suggestion hint = suggest(&engine->arena, engine_nearest_template(engine, name));
        diagnostic_add(diagnostics, &problem_unknown_template, (struct span){0}, name, hint.text[0],
                       hint.text[1]);
        return false;
    }
    if (unit->stage == UNIT_BROKEN)
        return false;
    struct template_runtime *runtime = &engine->runtime;
    runtime->context = context;
    runtime->diagnostics = diagnostics;
    runtime->out = out;
    runtime->out_start = out->len;
    runtime->arena_start = context->arena->used;
    runtime->page = page;
    runtime->depth = runtime->skip_frames = 0;
    runtime->value_index = SIZE_MAX;
    memset(&runtime->failure, 0, sizeof runtime->failure);

    struct render render = {engine, unit, globals};
    struct buffer error = {0};
    lua_pushlightuserdata(engine->lua, runtime);
    lua_pushcclosure(engine->lua, render_protected, 1);
    lua_pushlightuserdata(engine->lua, &render);
    enum script_outcome outcome = script_call(engine->state, 1, 0, &error);
    if (outcome != SCRIPT_GOOD)
        report_failure(engine, unit, outcome, buffer_view(&error));
    buffer_release(&error);
    lua_pushnil(engine->lua);
    lua_rawsetp(engine->lua, LUA_REGISTRYINDEX, runtime);
    runtime->context = NULL;
    runtime->out = NULL;
    collect_garbage(engine);
    return outcome == SCRIPT_GOOD;
}
