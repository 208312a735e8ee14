/*
 * sandbox.h - the library that a script finds: Lua's own, without what can hurt.
 */
#ifndef SCHEDARIO_SCRIPT_SANDBOX_H
#define SCHEDARIO_SCRIPT_SANDBOX_H

#include "script/state.h"

#include <lua.h>

/* Sets up the libraries of a new state; may raise. */
void sandbox_open(lua_State *lua);
/* A chunk's own globals: what it sets there no other chunk sees, and the libraries are behind it.
 */
void sandbox_push_environment(lua_State *lua);
/* Ends the call that runs, in state.c: nothing that the script does can catch it. */
_Noreturn void script_give_up(lua_State *lua, enum script_outcome why);

#endif
