/*
 * state.h - a Lua state that cannot hurt: bounded memory, bounded steps.
 *
 * One state a worker; never shared between threads. It has no io, os, package,
 * debug, dofile, loadfile, collectgarbage, and load() takes text only. print() is gone.
 * pairs() gives keys in a fixed order (integers, then texts by bytes), tostring()
 * shows no addresses. Errors come back as text with the chunk's name and line; this
 * file's callers turn them into diagnostics.
 *
 * Budgets: memory for the whole state; instructions for each call. Going over either
 * cannot be caught by the script's own pcall. A coroutine, a finalizer or a long C
 * call does not escape them: coroutines share the hook, __gc is refused in setmetatable,
 * and string functions whose time is not linear are bounded by the size of their input.
 */
#ifndef SCHEDARIO_SCRIPT_STATE_H
#define SCHEDARIO_SCRIPT_STATE_H

#include "base/buffer.h"
#include "base/slice.h"

struct lua_State;
struct lua_Debug;
struct script_state;

struct script_limits {
    size_t memory;         /* bytes, for the whole state */
    uint64_t instructions; /* for one script_call() */
    /* All that runs pays by script_charge(), what loops or calls itself above all: no hook, for
     * which Lua leaves its loop at each instruction. */
    bool pays_by_itself;
};

struct script_state *script_state_create(struct script_limits limits);
void script_state_destroy(struct script_state *state);
/* For src/script and src/template alone. */
struct lua_State *script_state_lua(struct script_state *state);
struct script_state *script_state_of(struct lua_State *lua);

enum script_outcome { SCRIPT_GOOD, SCRIPT_ERROR, SCRIPT_OUT_OF_MEMORY, SCRIPT_OUT_OF_STEPS };

/* Whatever the owner of the state wants to find again. */
void script_state_set_user(struct script_state *state, void *user);
void *script_state_user(const struct script_state *state);
/* How many instructions each call from now on may take. */
void script_allow(struct script_state *state, uint64_t instructions);
/* How much memory the whole state may take from now on. */
void script_allow_memory(struct script_state *state, size_t bytes);
/* By the last call. */
uint64_t script_steps_used(const struct script_state *state);

/* Compiles text; the function is left on the stack, or nothing and *error says why. */
enum script_outcome script_load(struct script_state *state, struct slice chunk_name,
                                struct slice text, struct buffer *error);
/* As lua_pcall, within the limits. On failure nothing is left on the stack. */
enum script_outcome script_call(struct script_state *state, int arguments, int results,
                                struct buffer *error);

/* For C functions that scripts call: `steps` more of work, in instructions. Raises where the
 * budget is spent. */
void script_charge(struct lua_State *lua, uint64_t steps);
/* Raises where the call has gone over a budget already: whoever catches errors asks here. */
void script_check(struct lua_State *lua);
size_t script_memory_used(const struct script_state *state);
/* Where the last call failed or ran out of steps: the chunk's name and the line, of the nearest
 * function that is a script's (a chunk's name in brackets is none). False: not known. */
bool script_last_place(const struct script_state *state, struct slice *chunk_name, size_t *line);
/* The innermost function on the stack that has a line and is wanted; `debug` has its source and
 * line. Where thousands of others lie above it, the outermost part of the stack is looked at. */
bool script_find_function(struct lua_State *lua,
                          bool (*is_wanted)(struct lua_State *lua, const struct lua_Debug *debug),
                          struct lua_Debug *debug);

#endif
