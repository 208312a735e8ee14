#include "script/state.h"

#include "base/memory.h"
#include "script/sandbox.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>
#include <time.h>

/* The hook runs every so many instructions: few, since one that turns a text of megabytes into a
 * number takes as long as a million others. */
#define STEPS_BETWEEN_HOOKS 250
/* Bytes of new memory that count as one instruction, so that copying large texts is paid for. */
#define BYTES_OF_A_STEP 64
/* No single block: comparing or hashing one is a step that no hook sees. */
#define BLOCK_OF_MEMORY 8
/* A call is over after this much of the processor's time as well, whatever it did: the last
 * resort against work that nobody counted. Far more than the instructions could take. */
#define SECONDS_AT_LEAST       3
#define SECONDS_OF_TEN_MILLION 1
/* Work that is charged for asks the clock after every so many instructions; the hook, always. */
#define STEPS_BETWEEN_CLOCKS 1000
/* And so do blocks of this size. Where a table is its own __call, Lua's stack grows step by step,
 * ever more slowly, and nothing else is seen of it: no instruction takes so long. */
#define BYTES_OF_A_CLOCK          65536
#define SECONDS_OF_AN_INSTRUCTION 1.0

/* In Lua 5.4.4, a .. b .. c loses c where a metamethod __concat of it makes the stack move: so much
 * is there from the start, and no collection takes it away. */
#define STACK_SLOTS 4000

struct script_state {
    lua_State *lua;
    struct script_limits limits;
    size_t memory;
    uint64_t steps;
    unsigned calls;           /* script_call() within script_call() */
    enum script_outcome over; /* SCRIPT_GOOD while within the budgets */
    size_t block_max;
    void *user;
    double deadline;      /* of the processor's time */
    double wall_deadline; /* before which it cannot be over */
    uint64_t next_clock;  /* when so many steps are spent */
    uint64_t hooks;       /* how often the hook has run, or something was charged for */
    struct {
        uint64_t hooks;
        double seconds; /* of the processor's time */
    } last_block;       /* above BYTES_OF_A_CLOCK */
    char place_chunk[256];
    size_t place_line; /* 0: not known */
};

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The processor's own time is dear to ask for: only where the clock on the wall, which runs at
 * least as fast, says that it may be over. */
static bool is_past_deadline(struct script_state *state)
{
    double wall = seconds_of(CLOCK_MONOTONIC_COARSE);
    if (wall < state->wall_deadline)
        return false;
    double left = state->deadline - seconds_of(CLOCK_THREAD_CPUTIME_ID);
    state->wall_deadline = wall + left;
    return left < 0;
}

/* ------------------------------------------------------------------ budgets */

static void note_place(struct script_state *state, lua_State *lua);

static bool is_large_block_late(struct script_state *state)
{
    double seconds = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    bool is_late = seconds > state->deadline ||
                   (state->hooks == state->last_block.hooks &&
                    seconds - state->last_block.seconds > SECONDS_OF_AN_INSTRUCTION);
    state->last_block.hooks = state->hooks;
    state->last_block.seconds = seconds;
    return is_late;
}

static void *allocate(void *user, void *block, size_t old_size, size_t size)
{
    struct script_state *state = user;
    if (!block)
        old_size = 0;
    if (!size) {
        state->memory -= old_size;
        memory_release(block);
        return NULL;
    }
    if (size > old_size) {
        size_t more = size - old_size;
        bool fits = more <= state->limits.memory && state->memory <= state->limits.memory - more &&
                    size <= state->block_max;
        if (!fits) {
            /* Lua asks no handler about this error. */
            if (state->calls && state->over == SCRIPT_GOOD) {
                state->place_line = 0;
                note_place(state, state->lua);
            }
            return NULL;
        }
        if (state->calls) {
            state->steps += size / BYTES_OF_A_STEP;
            /* Out of steps between two hooks: the error of memory that this makes is told as
             * one of steps. */
            bool is_over = state->over == SCRIPT_OUT_OF_STEPS || /* Lua asks twice */
                           state->steps > state->limits.instructions ||
                           (size > BYTES_OF_A_CLOCK && is_large_block_late(state));
            if (is_over && size > 4096) {
                state->over = SCRIPT_OUT_OF_STEPS;
                return NULL;
            }
        }
    }
    state->memory += size - old_size;
    return memory_resize(block, size);
}

static bool is_of_script(lua_State *lua, const lua_Debug *debug)
{
    (void)lua;
    return *debug->source == '@' && debug->source[1] != '(';
}

static void note_place(struct script_state *state, lua_State *lua)
{
    lua_Debug debug;
    if (state->place_line || !script_find_function(lua, is_of_script, &debug))
        return;
    state->place_line = (size_t)debug.currentline;
    size_t length = strlen(debug.source + 1);
    if (length >= sizeof state->place_chunk)
        length = sizeof state->place_chunk - 1;
    memcpy(state->place_chunk, debug.source + 1, length);
    state->place_chunk[length] = '\0';
}

static void count_hook(lua_State *lua, lua_Debug *debug);

_Noreturn static void raise_over(struct script_state *state, lua_State *lua)
{
    note_place(state, lua);
    /* Whoever goes on, in a handler or a variable that closes, does not get far. */
    lua_sethook(lua, count_hook, LUA_MASKCOUNT, 1);
    if (state->over == SCRIPT_OUT_OF_MEMORY)
        luaL_error(lua, "too much memory");
    luaL_error(lua, "too many steps");
    __builtin_unreachable();
}

static bool is_late(struct script_state *state)
{
    state->next_clock = state->steps + STEPS_BETWEEN_CLOCKS;
    return is_past_deadline(state);
}

static void check_budget(struct script_state *state, lua_State *lua)
{
    if (state->over == SCRIPT_GOOD && state->calls &&
        (state->steps > state->limits.instructions || is_late(state)))
        state->over = SCRIPT_OUT_OF_STEPS;
    if (state->over != SCRIPT_GOOD && state->calls)
        raise_over(state, lua);
}

static void count_hook(lua_State *lua, lua_Debug *debug)
{
    (void)debug;
    struct script_state *state = script_state_of(lua);
    state->hooks++;
    state->steps += STEPS_BETWEEN_HOOKS;
    check_budget(state, lua);
}

void script_charge(lua_State *lua, uint64_t steps)
{
    struct script_state *state = script_state_of(lua);
    state->hooks++;
    state->steps += steps < UINT64_MAX - state->steps ? steps : UINT64_MAX - state->steps;
    if (state->steps > state->limits.instructions || state->over != SCRIPT_GOOD ||
        state->steps >= state->next_clock)
        check_budget(state, lua);
}

void script_check(lua_State *lua)
{
    struct script_state *state = script_state_of(lua);
    if (state->over != SCRIPT_GOOD && state->calls)
        raise_over(state, lua);
}

bool script_is_over(lua_State *lua)
{
    return script_state_of(lua)->over != SCRIPT_GOOD;
}

void script_give_up(lua_State *lua, enum script_outcome why)
{
    struct script_state *state = script_state_of(lua);
    if (state->over == SCRIPT_GOOD)
        state->over = why;
    raise_over(state, lua);
}

void script_state_set_user(struct script_state *state, void *user)
{
    state->user = user;
}

void *script_state_user(const struct script_state *state)
{
    return state->user;
}

void script_allow(struct script_state *state, uint64_t instructions)
{
    state->limits.instructions = instructions;
}

void script_allow_memory(struct script_state *state, size_t bytes)
{
    state->limits.memory = bytes;
}

uint64_t script_steps_used(const struct script_state *state)
{
    return state->steps;
}

size_t script_memory_used(const struct script_state *state)
{
    return state->memory;
}

bool script_last_place(const struct script_state *state, struct slice *chunk_name, size_t *line)
{
    *chunk_name = slice_from_string(state->place_chunk);
    *line = state->place_line;
    return state->place_line;
}

/* ------------------------------------------------------------------ life */

static int open_protected(lua_State *lua)
{
    sandbox_open(lua);
    return 0;
}

/* An error outside of every protected call: only memory can be the reason. */
static int panic(lua_State *lua)
{
    memory_exhausted(script_state_of(lua)->limits.memory);
}

struct script_state *script_state_create(struct script_limits limits)
{
    struct script_state *state = memory_allocate_zeroed(sizeof *state);
    state->limits = limits;
    state->block_max = limits.memory / BLOCK_OF_MEMORY;
    state->lua = lua_newstate(allocate, state);
    if (!state->lua)
        memory_exhausted(limits.memory);
    *(struct script_state **)lua_getextraspace(state->lua) = state;
    lua_atpanic(state->lua, panic);
    lua_checkstack(state->lua, STACK_SLOTS);
    lua_pushcfunction(state->lua, open_protected);
    if (lua_pcall(state->lua, 0, 0, 0) != LUA_OK)
        memory_exhausted(limits.memory);
    return state;
}

void script_state_destroy(struct script_state *state)
{
    if (!state)
        return;
    lua_close(state->lua);
    memory_release(state);
}

lua_State *script_state_lua(struct script_state *state)
{
    return state->lua;
}

struct script_state *script_state_of(lua_State *lua)
{
    return *(struct script_state **)lua_getextraspace(lua);
}

/* ------------------------------------------------------------------ running */

static void begin_call(struct script_state *state)
{
    if (state->calls++)
        return;
    state->steps = state->hooks = 0;
    state->over = SCRIPT_GOOD;
    state->place_line = 0;
    state->next_clock = STEPS_BETWEEN_CLOCKS;
    if (state->limits.pays_by_itself)
        lua_sethook(state->lua, NULL, 0, 0);
    else
        lua_sethook(state->lua, count_hook, LUA_MASKCOUNT, STEPS_BETWEEN_HOOKS);
    double seconds =
        SECONDS_AT_LEAST + SECONDS_OF_TEN_MILLION * (double)state->limits.instructions / 1e7;
    state->last_block.hooks = 0;
    state->last_block.seconds = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    state->deadline = state->last_block.seconds + seconds;
    state->wall_deadline = seconds_of(CLOCK_MONOTONIC_COARSE) + seconds;
}

/* Takes the error object off the stack. Nothing here can raise. */
static enum script_outcome end_call(struct script_state *state, int status, struct buffer *error)
{
    enum script_outcome outcome = state->over;
    if (!--state->calls)
        state->over = SCRIPT_GOOD;
    if (status == LUA_OK)
        return SCRIPT_GOOD;
    if (outcome == SCRIPT_GOOD)
        outcome = status == LUA_ERRMEM ? SCRIPT_OUT_OF_MEMORY : SCRIPT_ERROR;
    size_t length;
    const char *text =
        lua_type(state->lua, -1) == LUA_TSTRING ? lua_tolstring(state->lua, -1, &length) : NULL;
    if (error && text)
        buffer_add(error, slice_from(text, length));
    else if (error)
        buffer_add_string(error, "an error without a text");
    lua_pop(state->lua, 1);
    if (outcome == SCRIPT_OUT_OF_MEMORY)
        lua_gc(state->lua, LUA_GCCOLLECT);
    return outcome;
}

/* An error object becomes text while Lua can still be asked for one. */
static int describe_error(lua_State *lua)
{
    struct script_state *state = script_state_of(lua);
    if (state->over == SCRIPT_GOOD) {
        state->place_line = 0;
        note_place(state, lua);
    }
    if (lua_type(lua, 1) != LUA_TSTRING && luaL_getmetafield(lua, 1, "__tostring") != LUA_TNIL) {
        lua_pushvalue(lua, 1);
        lua_call(lua, 1, 1);
    }
    return 1;
}

struct load_request {
    struct slice name, text;
};

static int load_protected(lua_State *lua)
{
    const struct load_request *request = lua_touserdata(lua, 1);
    lua_pushliteral(lua, "@");
    lua_pushlstring(lua, request->name.len ? request->name.ptr : "", request->name.len);
    lua_concat(lua, 2);
    if (luaL_loadbufferx(lua, request->text.len ? request->text.ptr : "", request->text.len,
                         lua_tostring(lua, -1), "t") != LUA_OK)
        return lua_error(lua);
    sandbox_push_environment(lua);
    lua_setupvalue(lua, -2, 1);
    return 1;
}

enum script_outcome script_load(struct script_state *state, struct slice chunk_name,
                                struct slice text, struct buffer *error)
{
    struct load_request request = {chunk_name, text};
    lua_checkstack(state->lua, 4);
    begin_call(state);
    lua_pushcfunction(state->lua, load_protected);
    lua_pushlightuserdata(state->lua, &request);
    return end_call(state, lua_pcall(state->lua, 1, 1, 0), error);
}

enum script_outcome script_call(struct script_state *state, int arguments, int results,
                                struct buffer *error)
{
    int base = lua_gettop(state->lua) - arguments;
    lua_checkstack(state->lua, 4);
    lua_pushcfunction(state->lua, describe_error);
    lua_insert(state->lua, base);
    begin_call(state);
    int status = lua_pcall(state->lua, arguments, results, base);
    enum script_outcome outcome = end_call(state, status, error);
    lua_remove(state->lua, base);
    return outcome;
}
