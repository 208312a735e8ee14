/*
 * Lua's patterns (Lua 5.4 Reference Manual, section 6.4.1), with a count of their steps: the
 * library's own can take longer than the sun lasts over sixty characters.
 *
 *     pattern    = ["^"] { item } ["$"]
 *     item       = single ["*" | "+" | "-" | "?"] | "(" … ")" | "()" | "%" digit | "%bxy" | "%f"
 * set single     = character | "." | "%" class | set set        = "[" ["^"] { range | single } "]"
 */
#include "script/sandbox.h"

#include <ctype.h>
#include <string.h>

#define CAPTURES_MAX      32
#define MATCH_DEPTH_MAX   200
#define STEPS_OF_A_CHARGE 64

/* What `length` says of captures that are no texts. */
enum { CAPTURE_OPEN = -1, CAPTURE_PLACE = -2 };

struct capture {
    const char *start;
    ptrdiff_t length;
};

struct matcher {
    lua_State *lua;
    const char *subject, *subject_end;
    const char *pattern, *pattern_end;
    struct capture captures[CAPTURES_MAX];
    int count;
    int depth;
    unsigned steps;
};

static const char *match_here(struct matcher *matcher, const char *s, const char *p);

static void count_step(struct matcher *matcher)
{
    if (++matcher->steps < STEPS_OF_A_CHARGE)
        return;
    matcher->steps = 0;
    script_charge(matcher->lua, STEPS_OF_A_CHARGE);
}

/* ------------------------------------------------------------------ single characters */

static bool is_of_class(unsigned char c, unsigned char letter)
{
    bool result;
    switch (tolower(letter)) {
    case 'a':
        result = isalpha(c);
        break;
    case 'c':
        result = iscntrl(c);
        break;
    case 'd':
        result = isdigit(c);
        break;
    case 'g':
        result = isgraph(c);
        break;
    case 'l':
        result = islower(c);
        break;
    case 'p':
        result = ispunct(c);
        break;
    case 's':
        result = isspace(c);
        break;
    case 'u':
        result = isupper(c);
        break;
    case 'w':
        result = isalnum(c);
        break;
    case 'x':
        result = isxdigit(c);
        break;
    default:
        return letter == c;
    }
    return isupper(letter) ? !result : result;
}

/* Behind the single that begins at p. */
static const char *single_end(struct matcher *matcher, const char *p)
{
    const char *end = matcher->pattern_end;
    char c = *p++;
    if (c == '%') {
        if (p == end)
            luaL_error(matcher->lua, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (c != '[')
        return p;
    if (p < end && *p == '^')
        p++;
    for (bool first = true;; first = false) {
        if (p >= end)
            luaL_error(matcher->lua, "malformed pattern (missing ']')");
        if (*p == ']' && !first)
            return p + 1;
        p += *p == '%' && p + 1 < end ? 2 : 1;
    }
}

/* The set from "[" at p to "]" at last. */
static bool is_in_set(unsigned char c, const char *p, const char *last)
{
    bool wanted = true;
    if (*++p == '^') {
        wanted = false;
        p++;
    }
    for (; p < last; p++) {
        if (*p == '%' && p + 1 < last) {
            if (is_of_class(c, (unsigned char)*++p))
                return wanted;
        } else if (p + 2 < last && p[1] == '-') {
            if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2])
                return wanted;
            p += 2;
        } else if ((unsigned char)*p == c) {
            return wanted;
        }
    }
    return !wanted;
}

static bool matches_single(struct matcher *matcher, const char *s, const char *p, const char *end)
{
    if (s >= matcher->subject_end)
        return false;
    count_step(matcher);
    unsigned char c = (unsigned char)*s;
    switch (*p) {
    case '.':
        return true;
    case '%':
        return is_of_class(c, (unsigned char)p[1]);
    case '[':
        return is_in_set(c, p, end - 1);
    default:
        return (unsigned char)*p == c;
    }
}

/* ------------------------------------------------------------------ items */

static const char *match_most(struct matcher *matcher, const char *s, const char *p,
                              const char *end)
{
    ptrdiff_t count = 0;
    while (matches_single(matcher, s + count, p, end))
        count++;
    for (; count >= 0; count--) {
        const char *result = match_here(matcher, s + count, end + 1);
        if (result)
            return result;
    }
    return NULL;
}

static const char *match_least(struct matcher *matcher, const char *s, const char *p,
                               const char *end)
{
    for (;;) {
        const char *result = match_here(matcher, s, end + 1);
        if (result)
            return result;
        if (!matches_single(matcher, s, p, end))
            return NULL;
        s++;
    }
}

static const char *match_balanced(struct matcher *matcher, const char *s, const char *p)
{
    if (p + 1 >= matcher->pattern_end)
        luaL_error(matcher->lua, "malformed pattern (missing arguments to '%%b')");
    if (s >= matcher->subject_end || *s != p[0])
        return NULL;
    for (int open = 1; ++s < matcher->subject_end;) {
        count_step(matcher);
        if (*s == p[1] && !--open)
            return s + 1;
        if (*s == p[0] && p[0] != p[1])
            open++;
    }
    return NULL;
}

static bool is_frontier(struct matcher *matcher, const char *s, const char *p, const char *end)
{
    unsigned char before = s == matcher->subject ? 0 : (unsigned char)s[-1];
    unsigned char here = s == matcher->subject_end ? 0 : (unsigned char)*s;
    return !is_in_set(before, p, end - 1) && is_in_set(here, p, end - 1);
}

static const char *match_again(struct matcher *matcher, const char *s, char digit)
{
    int index = digit - '1';
    if (index < 0 || index >= matcher->count || matcher->captures[index].length == CAPTURE_OPEN)
        luaL_error(matcher->lua, "invalid capture index %%%d", index + 1);
    const struct capture *capture = &matcher->captures[index];
    size_t length = capture->length < 0 ? 0 : (size_t)capture->length;
    script_charge(matcher->lua, length / 16);
    if ((size_t)(matcher->subject_end - s) < length || memcmp(capture->start, s, length))
        return NULL;
    return s + length;
}

static const char *match_open(struct matcher *matcher, const char *s, const char *p,
                              ptrdiff_t length)
{
    if (matcher->count >= CAPTURES_MAX)
        luaL_error(matcher->lua, "too many captures");
    matcher->captures[matcher->count++] = (struct capture){s, length};
    const char *result = match_here(matcher, s, p);
    if (!result)
        matcher->count--;
    return result;
}

static const char *match_close(struct matcher *matcher, const char *s, const char *p)
{
    int index = matcher->count - 1;
    while (index >= 0 && matcher->captures[index].length != CAPTURE_OPEN)
        index--;
    if (index < 0)
        luaL_error(matcher->lua, "invalid pattern capture");
    struct capture *capture = &matcher->captures[index];
    capture->length = s - capture->start;
    const char *result = match_here(matcher, s, p);
    if (!result)
        capture->length = CAPTURE_OPEN;
    return result;
}

/* One single with what stands behind it. True: go on at *s and *p; else *result is the end. */
static bool match_quantified(struct matcher *matcher, const char **s, const char **p,
                             const char **result)
{
    const char *end = single_end(matcher, *p);
    char quantifier = end < matcher->pattern_end ? *end : '\0';
    switch (quantifier) {
    case '?':
        if (matches_single(matcher, *s, *p, end) &&
            (*result = match_here(matcher, *s + 1, end + 1)))
            return false;
        *p = end + 1;
        return true;
    case '*':
        *result = match_most(matcher, *s, *p, end);
        return false;
    case '+':
        *result =
            matches_single(matcher, *s, *p, end) ? match_most(matcher, *s + 1, *p, end) : NULL;
        return false;
    case '-':
        *result = match_least(matcher, *s, *p, end);
        return false;
    default:
        *result = NULL;
        if (!matches_single(matcher, *s, *p, end))
            return false;
        (*s)++;
        *p = end;
        return true;
    }
}

/* The "%" items that are no single. 1: went on; 0: no match; -1: it is a single after all. */
static int match_special(struct matcher *matcher, const char **s, const char **p)
{
    char kind = *p + 1 < matcher->pattern_end ? (*p)[1] : '\0';
    if (kind == 'b') {
        *s = match_balanced(matcher, *s, *p + 2);
        *p += 4;
        return *s ? 1 : 0;
    }
    if (kind == 'f') {
        *p += 2;
        if (*p >= matcher->pattern_end || **p != '[')
            luaL_error(matcher->lua, "missing '[' after '%%f' in pattern");
        const char *end = single_end(matcher, *p);
        bool good = is_frontier(matcher, *s, *p, end);
        *p = end;
        return good;
    }
    if (kind >= '0' && kind <= '9') {
        *s = match_again(matcher, *s, kind);
        *p += 2;
        return *s ? 1 : 0;
    }
    return -1;
}

static const char *match_items(struct matcher *matcher, const char *s, const char *p)
{
    while (p < matcher->pattern_end) {
        const char *result;
        count_step(matcher);
        if (*p == '(') {
            bool is_place = p + 1 < matcher->pattern_end && p[1] == ')';
            return match_open(matcher, s, p + (is_place ? 2 : 1),
                              is_place ? CAPTURE_PLACE : CAPTURE_OPEN);
        }
        if (*p == ')')
            return match_close(matcher, s, p + 1);
        if (*p == '$' && p + 1 == matcher->pattern_end)
            return s == matcher->subject_end ? s : NULL;
        if (*p == '%') {
            int special = match_special(matcher, &s, &p);
            if (special == 0)
                return NULL;
            if (special > 0)
                continue;
        }
        if (!match_quantified(matcher, &s, &p, &result))
            return result;
    }
    return s;
}

static const char *match_here(struct matcher *matcher, const char *s, const char *p)
{
    if (++matcher->depth > MATCH_DEPTH_MAX)
        luaL_error(matcher->lua, "pattern too complex");
    const char *result = match_items(matcher, s, p);
    matcher->depth--;
    return result;
}

/* ------------------------------------------------------------------ results */

static void prepare(struct matcher *matcher, lua_State *lua, const char *subject, size_t length,
                    const char *pattern, size_t pattern_length)
{
    *matcher = (struct matcher){.lua = lua,
                                .subject = subject,
                                .subject_end = subject + length,
                                .pattern = pattern,
                                .pattern_end = pattern + pattern_length};
}

/* From s on; the captures are those of this try. */
static const char *try_at(struct matcher *matcher, const char *s)
{
    matcher->count = 0;
    matcher->depth = 0;
    return match_here(matcher, s, matcher->pattern);
}

/* The whole match stands for the first capture where there is none. */
static void push_capture(struct matcher *matcher, int index, const char *s, const char *end)
{
    if (index >= matcher->count) {
        if (index)
            luaL_error(matcher->lua, "invalid capture index %%%d", index + 1);
        lua_pushlstring(matcher->lua, s, (size_t)(end - s));
        return;
    }
    const struct capture *capture = &matcher->captures[index];
    if (capture->length == CAPTURE_OPEN)
        luaL_error(matcher->lua, "unfinished capture");
    if (capture->length == CAPTURE_PLACE)
        lua_pushinteger(matcher->lua, capture->start - matcher->subject + 1);
    else
        lua_pushlstring(matcher->lua, capture->start, (size_t)capture->length);
}

static int push_captures(struct matcher *matcher, const char *s, const char *end, bool whole)
{
    int count = matcher->count ? matcher->count : whole ? 1 : 0;
    luaL_checkstack(matcher->lua, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(matcher, i, s, end);
    return count;
}

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
    for (size_t i = 0; i < pattern_length && !has_specials; i++)
        has_specials = strchr("^$*+?.([%-", p[i]) && p[i];
    if (find && (lua_toboolean(lua, 4) || !has_specials))
        return find_plain(lua, s, length, p, pattern_length, start);
    bool anchored = pattern_length && *p == '^';
    struct matcher matcher;
    prepare(&matcher, lua, s, length, p + anchored, pattern_length - anchored);
    for (const char *at = s + start; at <= s + length; at++) {
        const char *end = try_at(&matcher, at);
        if (end && find) {
            lua_pushinteger(lua, at - s + 1);
            lua_pushinteger(lua, end - s);
            return 2 + push_captures(&matcher, at, end, false);
        }
        if (end)
            return push_captures(&matcher, at, end, true);
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
    prepare(&matcher, lua, s, length, p, pattern_length);
    for (; start <= length; start++) {
        const char *end = try_at(&matcher, s + start);
        if (!end || (end - s) + 1 == last)
            continue;
        lua_pushinteger(lua, end - s);
        lua_replace(lua, lua_upvalueindex(3));
        lua_pushinteger(lua, (end - s) + 1);
        lua_replace(lua, lua_upvalueindex(4));
        return push_captures(&matcher, s + start, end, true);
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
            push_capture(matcher, c - '1', s, end);
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
        lua_call(lua, push_captures(matcher, s, end, true), 1);
        break;
    case LUA_TTABLE:
        push_capture(matcher, 0, s, end);
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
    prepare(&matcher, lua, s, length, p + anchored, pattern_length - anchored);
    luaL_buffinit(lua, &out);
    const char *at = s;
    while (count < left) {
        const char *end = try_at(&matcher, at);
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
