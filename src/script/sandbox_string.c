#include "script/sandbox.h"

#include <string.h>

/* So many bytes of a text cost one instruction. */
#define BYTES_OF_A_STEP 16

/* Calls the library's own function, upvalue 1, and charges for the texts it reads. */
static int charged_call(lua_State *lua)
{
    uint64_t bytes = 0;
    int count = lua_gettop(lua);
    for (int i = 1; i <= count; i++)
        if (lua_type(lua, i) == LUA_TSTRING)
            bytes += lua_rawlen(lua, i);
    script_charge(lua, bytes / BYTES_OF_A_STEP);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_insert(lua, 1);
    lua_call(lua, count, LUA_MULTRET);
    return lua_gettop(lua);
}

static int string_rep(lua_State *lua)
{
    size_t length, between;
    luaL_checklstring(lua, 1, &length);
    lua_Integer count = luaL_checkinteger(lua, 2);
    luaL_optlstring(lua, 3, "", &between);
    if (count > 0 && (double)(length + between) * (double)count > 1e15)
        return luaL_error(lua, "resulting string too large");
    if (length + between == 0) { /* Lua's own would do nothing as often as it is told to */
        lua_pushliteral(lua, "");
        return 1;
    }
    if (count > 0)
        script_charge(lua, (length + between) * (uint64_t)count / BYTES_OF_A_STEP);
    return charged_call(lua);
}

/* %p would show an address, and so would %s of a table. */
static int string_format(lua_State *lua)
{
    size_t length;
    const char *format = luaL_checklstring(lua, 1, &length);
    int argument = 1, top = lua_gettop(lua);
    for (size_t i = 0; i < length; i++) {
        if (format[i] != '%')
            continue;
        if (i + 1 < length && format[i + 1] == '%') {
            i++;
            continue;
        }
        argument++;
        i += strspn(format + i + 1, "-+ #0123456789.") + 1;
        if (i < length && format[i] == 'p')
            return luaL_error(lua, "format '%%p' is not available here");
        if (i < length && format[i] == 's' && argument <= top &&
            lua_type(lua, argument) != LUA_TSTRING) {
            sandbox_push_text(lua, argument);
            lua_replace(lua, argument);
        }
    }
    return charged_call(lua);
}

const luaL_Reg sandbox_string_functions[] = {
    {"len", charged_call},   {"byte", charged_call},    {"sub", charged_call},
    {"lower", charged_call}, {"upper", charged_call},   {"reverse", charged_call},
    {"rep", string_rep},     {"format", string_format}, {NULL, NULL},
};
