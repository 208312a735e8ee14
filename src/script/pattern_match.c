/*
 * Lua's patterns (Lua 5.4 Reference Manual, section 6.4.1), with a count of their steps: the
 * library's own can take longer than the sun lasts over sixty characters.
 *
 *     pattern    = ["^"] { item } ["$"]
 *     item       = single ["*" | "+" | "-" | "?"] | "(" … ")" | "()" | "%" digit | "%bxy" | "%f"
 * set single     = character | "." | "%" class | set set        = "[" ["^"] { range | single } "]"
 */
#include "script/pattern_match.h"

#include "script/sandbox.h"

#include <ctype.h>
#include <string.h>

#define MATCH_DEPTH_MAX   200
#define STEPS_OF_A_CHARGE 64
/* So many bytes of a set cost one step. */
#define BYTES_OF_A_STEP   8

/* What `length` says of captures that are no texts. */
enum { CAPTURE_OPEN = -1, CAPTURE_PLACE = -2 };

static const char *match_here(struct matcher *matcher, const char *s, const char *p);

static void count_steps(struct matcher *matcher, size_t steps)
{
    matcher->steps += steps;
    if (matcher->steps < STEPS_OF_A_CHARGE)
        return;
    script_charge(matcher->lua, matcher->steps);
    matcher->steps = 0;
}

static void count_step(struct matcher *matcher)
{
    count_steps(matcher, 1);
}

/* Reading a single, a long set above all, is work too. */
static void count_single(struct matcher *matcher, const char *p, const char *end)
{
    count_steps(matcher, 1 + (size_t)(end - p) / BYTES_OF_A_STEP);
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
    count_single(matcher, p, end);
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
    count_single(matcher, p, end);
    unsigned char before = s == matcher->subject ? 0 : (unsigned char)s[-1];
    unsigned char here = s == matcher->subject_end ? 0 : (unsigned char)*s;
    return !is_in_set(before, p, end - 1) && is_in_set(here, p, end - 1);
}

static const char *match_again(struct matcher *matcher, const char *s, char digit)
{
    int index = digit - '1';
    if (index < 0 || index >= matcher->count || matcher->captures[index].length == CAPTURE_OPEN)
        luaL_error(matcher->lua, "invalid capture index %%%d", index + 1);
    const struct pattern_capture *capture = &matcher->captures[index];
    size_t length = capture->length < 0 ? 0 : (size_t)capture->length;
    script_charge(matcher->lua, length / 16);
    if ((size_t)(matcher->subject_end - s) < length || memcmp(capture->start, s, length))
        return NULL;
    return s + length;
}

static const char *match_open(struct matcher *matcher, const char *s, const char *p,
                              ptrdiff_t length)
{
    if (matcher->count >= PATTERN_CAPTURES_MAX)
        luaL_error(matcher->lua, "too many captures");
    matcher->captures[matcher->count++] = (struct pattern_capture){s, length};
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
    struct pattern_capture *capture = &matcher->captures[index];
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
    count_single(matcher, *p, end);
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

void matcher_prepare(struct matcher *matcher, lua_State *lua, const char *subject, size_t length,
                     const char *pattern, size_t pattern_length)
{
    *matcher = (struct matcher){.lua = lua,
                                .subject = subject,
                                .subject_end = subject + length,
                                .pattern = pattern,
                                .pattern_end = pattern + pattern_length};
}

/* From s on; the captures are those of this try. */
const char *matcher_try(struct matcher *matcher, const char *s)
{
    matcher->count = 0;
    matcher->depth = 0;
    return match_here(matcher, s, matcher->pattern);
}

/* The whole match stands for the first capture where there is none. */
void matcher_push_capture(struct matcher *matcher, int index, const char *s, const char *end)
{
    if (index >= matcher->count) {
        if (index)
            luaL_error(matcher->lua, "invalid capture index %%%d", index + 1);
        lua_pushlstring(matcher->lua, s, (size_t)(end - s));
        return;
    }
    const struct pattern_capture *capture = &matcher->captures[index];
    if (capture->length == CAPTURE_OPEN)
        luaL_error(matcher->lua, "unfinished capture");
    if (capture->length == CAPTURE_PLACE)
        lua_pushinteger(matcher->lua, capture->start - matcher->subject + 1);
    else
        lua_pushlstring(matcher->lua, capture->start, (size_t)capture->length);
}

int matcher_push_captures(struct matcher *matcher, const char *s, const char *end, bool whole)
{
    int count = matcher->count ? matcher->count : whole ? 1 : 0;
    luaL_checkstack(matcher->lua, count, "too many captures");
    for (int i = 0; i < count; i++)
        matcher_push_capture(matcher, i, s, end);
    return count;
}
