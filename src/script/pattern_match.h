/*
 * pattern_match.h - Lua's patterns, matched with a count of the steps.
 */
#ifndef SCHEDARIO_SCRIPT_PATTERN_MATCH_H
#define SCHEDARIO_SCRIPT_PATTERN_MATCH_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#define PATTERN_CAPTURES_MAX 32

struct pattern_capture {
    const char *start;
    ptrdiff_t length; /* or what pattern_match.c says of captures that are no texts */
};

struct matcher {
    lua_State *lua;
    const char *subject, *subject_end;
    const char *pattern, *pattern_end;
    struct pattern_capture captures[PATTERN_CAPTURES_MAX];
    int count;
    int depth;
    uint64_t steps;
};

/* The pattern is without its "^". */
void matcher_prepare(struct matcher *matcher, lua_State *lua, const char *subject, size_t length,
                     const char *pattern, size_t pattern_length);
/* The end of the match that begins at s; NULL: none. Raises for a malformed pattern. */
const char *matcher_try(struct matcher *matcher, const char *s);
/* One capture of the match from s to end on the stack; the whole of it where there is none. */
void matcher_push_capture(struct matcher *matcher, int index, const char *s, const char *end);
/* All of them, or where there is none and `whole` the match: how many. */
int matcher_push_captures(struct matcher *matcher, const char *s, const char *end, bool whole);

#endif
