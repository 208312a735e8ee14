/*
 * A script run for a sheet. What belongs to one run is a table in the registry's list, gone with
 * the sheet:
 *
 *     {environment = its globals, filters = what the chunk gave, specs = {"kind name" = spec}}
 */
#include "script/hooks_parts.h"
#include "script/pandoc.h"
#include "script/sandbox.h"

#include <assert.h>
#include <string.h>

static const char runs_key = 0; /* script + 1 -> table */

struct hooks_worker *hooks_worker_of(lua_State *lua)
{
    return script_state_user(script_state_of(lua));
}

const struct hook_run *hooks_run_of(lua_State *lua)
{
    return &hooks_worker_of(lua)->run;
}

void hooks_push_run(lua_State *lua, size_t script)
{
    if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &runs_key) != LUA_TTABLE) {
        lua_pop(lua, 1);
        lua_newtable(lua);
        lua_pushvalue(lua, -1);
        lua_rawsetp(lua, LUA_REGISTRYINDEX, &runs_key);
    }
    if (lua_rawgeti(lua, -1, (lua_Integer)script + 1) != LUA_TTABLE) {
        lua_pop(lua, 1);
        lua_newtable(lua);
        lua_pushvalue(lua, -1);
        lua_rawseti(lua, -3, (lua_Integer)script + 1);
    }
    lua_remove(lua, -2);
}

/* ------------------------------------------------------------------ within the protected call */

struct request {
    struct hooks_worker *worker;
    size_t script;
    lua_CFunction body;
    void *data;
};

static void enter(lua_State *lua, size_t script)
{
    hooks_push_run(lua, script);
    lua_getfield(lua, -1, "environment");
    sandbox_enter_environment(lua);
    lua_pop(lua, 1);
}

/* The chunk, anew. */
static void start(lua_State *lua, struct request *request)
{
    struct hooks_worker *worker = request->worker;
    int base = lua_gettop(lua);
    hooks_push_run(lua, request->script);
    lua_newtable(lua);
    lua_setfield(lua, -2, "specs");
    hooks_push_chunk(lua, worker, request->script);
    lua_pushvalue(lua, -2);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, base + 1, "environment");
    sandbox_enter_environment(lua);
    lua_call(lua, 0, 1);
    lua_setfield(lua, base + 1, "filters");
    lua_settop(lua, base);
    worker->runs[request->script].is_started = true;
}

static int run_protected(lua_State *lua)
{
    struct request *request = lua_touserdata(lua, 1);
    luaL_checkstack(lua, 20, NULL);
    if (request->worker->runs[request->script].is_started)
        enter(lua, request->script);
    else
        start(lua, request);
    lua_pushcfunction(lua, request->body);
    lua_pushlightuserdata(lua, request->data);
    lua_call(lua, 1, 0);
    return 0;
}

/* ------------------------------------------------------------------ from outside */

static bool may_run(struct hooks_worker *worker, size_t script)
{
    struct hook_script *of = &worker->hooks->scripts[script];
    if (of->is_broken || !worker->subject || worker->runs[script].has_failed)
        return false;
    return worker->is_scan || worker->subject->index <= atomic_load(&of->last_index);
}

/* Over a budget: not again, neither here nor for a sheet behind this one. */
static void stop_script(struct hooks_worker *worker, size_t script)
{
    worker->runs[script].has_failed = true;
    if (worker->is_scan)
        return;
    atomic_size_t *last = &worker->hooks->scripts[script].last_index;
    size_t seen = atomic_load(last);
    while (worker->subject->index < seen &&
           !atomic_compare_exchange_weak(last, &seen, worker->subject->index))
        ;
}

bool hooks_run_script(struct hooks_worker *worker, size_t script, lua_CFunction body, void *data)
{
    hooks_prepare_worker(worker);
    assert(!worker->is_on);
    if (!may_run(worker, script))
        return false;
    struct script_run *run = &worker->runs[script];
    if (!run->is_started)
        run->steps_left = HOOKS_INSTRUCTIONS;
    struct request request = {worker, script, body, data};
    worker->run =
        (struct hook_run){worker->hooks, worker->index, script, worker->subject, worker->is_scan};
    lua_State *lua = script_state_lua(worker->state);
    struct buffer error = {0};
    size_t before = script_memory_used(worker->state);
    script_allow(worker->state, run->steps_left);
    script_allow_memory(worker->state,
                        (before < HOOKS_MEMORY_OF_OTHERS ? before : HOOKS_MEMORY_OF_OTHERS) +
                            HOOKS_MEMORY - run->memory_kept);
    worker->is_on = true;
    worker->is_providing = false;
    lua_checkstack(lua, 8);
    lua_pushcfunction(lua, run_protected);
    lua_pushlightuserdata(lua, &request);
    enum script_outcome outcome = script_call(worker->state, 1, 0, &error);
    worker->is_on = false;
    uint64_t used = script_steps_used(worker->state);
    size_t kept = script_memory_used(worker->state) + run->memory_kept;
    run->memory_kept = kept < before ? 0 : kept - before;
    if (run->memory_kept > HOOKS_MEMORY)
        run->memory_kept = HOOKS_MEMORY;
    run->steps_left -= used < run->steps_left ? used : run->steps_left;
    if (outcome != SCRIPT_GOOD) {
        hooks_note(worker, script, outcome, buffer_view(&error));
        if (!run->is_started)
            run->has_failed = true;
        if (outcome != SCRIPT_ERROR)
            stop_script(worker, script);
    }
    buffer_release(&error);
    return outcome == SCRIPT_GOOD;
}

struct hook_request {
    const struct hook *hook;
    lua_CFunction body;
    void *data;
    bool is_there;
};

static int run_hook(lua_State *lua)
{
    struct hook_request *request = lua_touserdata(lua, 1);
    struct slice name = request->hook->name;
    hooks_push_run(lua, hooks_run_of(lua)->script);
    lua_getfield(lua, -1, "specs");
    lua_pushfstring(lua, "%s ", hook_kind_name(request->hook->kind));
    lua_pushlstring(lua, name.ptr, name.len);
    lua_concat(lua, 2);
    request->is_there = lua_rawget(lua, -2) == LUA_TTABLE;
    if (!request->is_there)
        return 0;
    lua_pushcfunction(lua, request->body);
    lua_insert(lua, -2);
    lua_pushlightuserdata(lua, request->data);
    lua_call(lua, 2, 0);
    return 0;
}

bool hooks_run(struct hooks *hooks, unsigned worker, const struct hook *hook, lua_CFunction body,
               void *data)
{
    struct hook_request request = {hook, body, data, false};
    struct hooks_worker *of = &hooks->workers[worker];
    of->hook = hook;
    bool good = hooks_run_script(of, hook->script, run_hook, &request);
    of->hook = NULL;
    return good && request.is_there;
}

void hooks_begin(struct hooks *hooks, unsigned index, const struct hook_subject *subject)
{
    hooks->workers[index].subject = subject;
}

static int drop_runs(lua_State *lua)
{
    sandbox_leave_environment(lua);
    pandoc_push_function(lua, "forget");
    lua_call(lua, 0, 0);
    lua_newtable(lua);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &runs_key);
    return 0;
}

void hooks_end(struct hooks *hooks, unsigned index)
{
    struct hooks_worker *worker = &hooks->workers[index];
    bool was_used = false;
    worker->subject = NULL;
    for (size_t i = 0; worker->runs && i < hooks->script_count; i++) {
        was_used = was_used || worker->runs[i].is_started || worker->runs[i].has_failed;
        worker->runs[i] = (struct script_run){0};
    }
    if (!was_used)
        return;
    script_allow(worker->state, HOOKS_INSTRUCTIONS);
    lua_pushcfunction(script_state_lua(worker->state), drop_runs);
    script_call(worker->state, 0, 0, NULL);
}
