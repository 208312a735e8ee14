/* Looking for a function on Lua's stack. */
#include "script/state.h"

#include <lua.h>

/* Lua takes longer for each level of its stack than for the one before, and there can be a hundred
 * thousand: only so many are looked at, from either end. */
#define LEVELS_SEARCHED 1000

/* The level above the last. */
static int count_levels(lua_State *lua)
{
    lua_Debug debug;
    int low = 1, high = 1;
    while (lua_getstack(lua, high, &debug)) {
        low = high;
        high *= 2;
    }
    while (low < high) {
        int middle = (low + high) / 2;
        if (lua_getstack(lua, middle, &debug))
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

bool script_find_function(lua_State *lua, bool (*is_wanted)(lua_State *, const lua_Debug *),
                          lua_Debug *debug)
{
    int level = 0;
    for (; level < LEVELS_SEARCHED && lua_getstack(lua, level, debug); level++)
        if (lua_getinfo(lua, "Sl", debug) && debug->currentline > 0 && is_wanted(lua, debug))
            return true;
    if (level < LEVELS_SEARCHED)
        return false;
    int count = count_levels(lua);
    for (level = count - LEVELS_SEARCHED > level ? count - LEVELS_SEARCHED : level; level < count;
         level++)
        if (lua_getstack(lua, level, debug) && lua_getinfo(lua, "Sl", debug) &&
            debug->currentline > 0 && is_wanted(lua, debug))
            return true;
    return false;
}
