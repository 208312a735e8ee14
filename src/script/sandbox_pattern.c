/* find, match, gmatch and gsub over pattern_match.h. */
#include "script/pattern_match.h"
#include "script/sandbox.h"

#include <string.h>

/* ------------------------------------------------------------------ find, match */

/* Where argument 3 says to begin, from 0; more than the length: nowhere. */
static size_t start_of(lua_State *lua, int index, size_t length)
{
    lua_Integer start = luaL_optinteger(lua, index, 1);
    if (start > 0)
        return (size_t)start - 1;
    if (start == 0 || start < -(lua_Integer)length)
        return 0;
    return length - (size_t)-start;
}

static int find_plain(lua_State *lua, const char *s, size_t length, const char *p,
                      size_t pattern_length, size_t start)
{
    script_charge(lua, (length - start) / 16);
    const char *found =
        pattern_length ? memmem(s + start, length - start, p, pattern_length) : s + start;
    if (!found) {
        luaL_pushfail(lua);
        return 1;
    }
    lua_pushinteger(lua, found - s + 1);
    lua_pushinteger(lua, found - s + (lua_Integer)pattern_length);
    return 2;
}

static int find_or_match(lua_State *lua, bool find)
{
    size_t length, pattern_length;
    const char *s = luaL_checklstring(lua, 1, &length);
    const char *p = luaL_checklstring(lua, 2, &pattern_length);
    size_t start = start_of(lua, 3, length);
    if (start > length) {
        luaL_pushfail(lua);
        return 1;
    }
    bool has_specials = false;
    script_charge(lua, pattern_length / 16);
    for (size_t i = 0; i < pattern_length && !has_specials; i++)
        has_specials = strchr("^$*+?.([%-", p[i]) && p[i];
    if (find && (lua_toboolean(lua, 4) || !has_specials))
        return find_plain(lua, s, length, p, pattern_length, start);
    bool anchored = pattern_length && *p == '^';
    struct matcher matcher;
    matcher_prepare(&matcher, lua, s, length, p + anchored, pattern_length - anchored);
    for (const char *at = s + start; at <= s + length; at++) {
        const char *end = matcher_try(&matcher, at);
        if (end && find) {
            lua_pushinteger(lua, at - s + 1);
            lua_pushinteger(lua, end - s);
            return 2 + matcher_push_captures(&matcher, at, end, false);
        }
        if (end)
            return matcher_push_captures(&matcher, at, end, true);
        if (anchored)
            break;
    }
    luaL_pushfail(lua);
    return 1;
}

static int string_find(lua_State *lua)
{
    return find_or_match(lua, true);
}

static int string_match(lua_State *lua)
{
    return find_or_match(lua, false);
}

/* ------------------------------------------------------------------ gmatch */

/* Upvalues: subject, pattern, where to go on, where the last match ended (0: none yet). */
static int gmatch_step(lua_State *lua)
{
    size_t length, pattern_length;
    const char *s = lua_tolstring(lua, lua_upvalueindex(1), &length);
    const char *p = lua_tolstring(lua, lua_upvalueindex(2), &pattern_length);
    size_t start = (size_t)lua_tointeger(lua, lua_upvalueindex(3));
    lua_Integer last = lua_tointeger(lua, lua_upvalueindex(4));
    struct matcher matcher;
    matcher_prepare(&matcher, lua, s, length, p, pattern_length);
    for (; start <= length; start++) {
        const char *end = matcher_try(&matcher, s + start);
        if (!end || (end - s) + 1 == last)
            continue;
        lua_pushinteger(lua, end - s);
        lua_replace(lua, lua_upvalueindex(3));
        lua_pushinteger(lua, (end - s) + 1);
        lua_replace(lua, lua_upvalueindex(4));
        return matcher_push_captures(&matcher, s + start, end, true);
    }
    return 0;
}

static int string_gmatch(lua_State *lua)
{
    size_t length;
    luaL_checklstring(lua, 1, &length);
    luaL_checkstring(lua, 2);
    size_t start = start_of(lua, 3, length);
    lua_settop(lua, 2);
    lua_pushinteger(lua, (lua_Integer)(start > length ? length + 1 : start));
    lua_pushinteger(lua, 0);
    lua_pushcclosure(lua, gmatch_step, 4);
    return 1;
}

/* ------------------------------------------------------------------ gsub */

/* The replacement text, with %0 to %9 filled in. */
static void add_text(struct matcher *matcher, luaL_Buffer *out, const char *s, const char *end)
{
    size_t length;
    const char *text = lua_tolstring(matcher->lua, 3, &length);
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '%') {
            luaL_addchar(out, text[i]);
            continue;
        }
        char c = ++i < length ? text[i] : '\0';
        if (c == '%') {
            luaL_addchar(out, '%');
        } else if (c == '0') {
            luaL_addlstring(out, s, (size_t)(end - s));
        } else if (c >= '1' && c <= '9') {
            matcher_push_capture(matcher, c - '1', s, end);
            luaL_tolstring(matcher->lua, -1, NULL);
            lua_remove(matcher->lua, -2);
            luaL_addvalue(out);
        } else {
            luaL_error(matcher->lua, "invalid use of '%%' in replacement string");
        }
    }
}

static void add_replacement(struct matcher *matcher, luaL_Buffer *out, const char *s,
                            const char *end)
{
    lua_State *lua = matcher->lua;
    switch (lua_type(lua, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(lua, 3);
        lua_call(lua, matcher_push_captures(matcher, s, end, true), 1);
        break;
    case LUA_TTABLE:
        matcher_push_capture(matcher, 0, s, end);
        lua_gettable(lua, 3);
        break;
    default:
        add_text(matcher, out, s, end);
        return;
    }
    if (!lua_toboolean(lua, -1)) {
        lua_pop(lua, 1);
        luaL_addlstring(out, s, (size_t)(end - s));
    } else if (!lua_isstring(lua, -1)) {
        luaL_error(lua, "invalid replacement value (a %s)", luaL_typename(lua, -1));
    } else {
        luaL_addvalue(out);
    }
}

static int string_gsub(lua_State *lua)
{
    size_t length, pattern_length;
    const char *s = luaL_checklstring(lua, 1, &length);
    const char *p = luaL_checklstring(lua, 2, &pattern_length), *last = NULL;
    int type = lua_type(lua, 3);
    luaL_argexpected(lua,
                     type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
                         type == LUA_TTABLE,
                     3, "string/function/table");
    lua_Integer left = luaL_optinteger(lua, 4, (lua_Integer)length + 1), count = 0;
    bool anchored = pattern_length && *p == '^';
    struct matcher matcher;
    luaL_Buffer out;
    matcher_prepare(&matcher, lua, s, length, p + anchored, pattern_length - anchored);
    luaL_buffinit(lua, &out);
    const char *at = s;
    while (count < left) {
        const char *end = matcher_try(&matcher, at);
        if (end && end != last) {
            count++;
            add_replacement(&matcher, &out, at, end);
            at = last = end;
        } else if (at < matcher.subject_end) {
            luaL_addchar(&out, *at++);
        } else {
            break;
        }
        if (anchored)
            break;
    }
    luaL_addlstring(&out, at, (size_t)(matcher.subject_end - at));
    luaL_pushresult(&out);
    lua_pushinteger(lua, count);
    return 2;
}

const luaL_Reg sandbox_pattern_functions[] = {
    {"find", string_find},
    {"match", string_match},
    {"gmatch", string_gmatch},
    {"gsub", string_gsub},
    {NULL, NULL},
};
