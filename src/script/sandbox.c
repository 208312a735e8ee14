#include "script/sandbox.h"

#include <lauxlib.h>

void sandbox_open(lua_State *lua)
{
    (void)lua;
}

void sandbox_push_environment(lua_State *lua)
{
    lua_newtable(lua);
}
