/*
 * sandbox.h - the library that a script finds: Lua's own, without what can hurt.
 *
 * Every chunk has globals of its own, with its own copies of the library's tables: what a script
 * changes no other sees. Functions whose work no instruction counts are charged for by the size
 * of what they are given. Nothing shows an address, and nothing depends on the order of a hash.
 *
 * Gone: io, os, package, debug, require, dofile, loadfile, collectgarbage, print, warn,
 * string.dump, string.pack and its sisters, math.random, __gc, __mode.
 * Different: load takes a text alone; pairs and next go by keys (numbers, texts by bytes,
 * booleans) and refuse keys that have no order; table.sort is stable; patterns count their steps.
 */
#ifndef SCHEDARIO_SCRIPT_SANDBOX_H
#define SCHEDARIO_SCRIPT_SANDBOX_H

#include "script/state.h"

#include <lauxlib.h>
#include <lua.h>

/* Sets up the libraries of a new state; may raise. */
void sandbox_open(lua_State *lua);
/* A chunk's own globals on the stack; a shared environment where sandbox_share() was called. */
void sandbox_push_environment(lua_State *lua);
/* Ends the call that runs, in state.c: nothing that the script does can catch it. */
_Noreturn void script_give_up(lua_State *lua, enum script_outcome why);
bool script_is_over(lua_State *lua);
/* Raises where the table at `index`, as a metatable, would have a finalizer, which runs outside of
 * every budget, or weak keys or values, which show when the collector runs. */
void sandbox_check_metatable(lua_State *lua, int index);
/* As tostring(), without addresses: leaves a string on the stack. */
void sandbox_push_text(lua_State *lua, int index);

/* ---- environments that cost little, for many runs (sandbox_share.c) ---- */

/* Once a state, before the rest. */
void sandbox_share(lua_State *lua);
/* The table at `index` as a library that every shared environment finds under `name`, or that
 * another library holds (NULL): scripts get views of it and cannot change it. */
void sandbox_share_library(lua_State *lua, const char *name, int index);
/* The function at the top, which is taken, gives the global's value, once for each environment that
 * asks. */
void sandbox_share_provider(lua_State *lua, const char *name);
/* False, and nothing pushed, without sandbox_share(). */
bool sandbox_push_shared_environment(lua_State *lua);
/* The environment at the top, which is taken, is the one that is on; or none. */
void sandbox_enter_environment(lua_State *lua);
void sandbox_leave_environment(lua_State *lua);
/* False, and nothing pushed, where none is on. */
bool sandbox_push_current_environment(lua_State *lua);
/* The value at the top, which is taken, as a plain global of all environments to come. */
void sandbox_set_global(lua_State *lua, const char *name);
/* The plain global whose name is at `index`, or nil. */
void sandbox_push_global(lua_State *lua, int index);

/* ---- the parts of the library, by file ---- */

extern const luaL_Reg sandbox_string_functions[];  /* sandbox_string.c */
extern const luaL_Reg sandbox_pattern_functions[]; /* sandbox_pattern.c */
extern const luaL_Reg sandbox_table_functions[];   /* sandbox_table.c */
int sandbox_pairs(lua_State *lua);                 /* sandbox_order.c */
int sandbox_next(lua_State *lua);

#endif
