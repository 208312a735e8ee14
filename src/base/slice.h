/*
 * slice.h - a view of bytes that somebody else owns.
 *
 * A slice is passed by value and never frees anything; it stays good as long
 * as the arena, buffer or literal behind it. It may hold any byte, NUL too,
 * and need not end with one: use arena_string() at the border to libc, Lua
 * and libgit2. The empty slice is {NULL, 0}; no function dereferences ptr
 * when len is 0.
 *
 *     struct slice rest = SLICE("a,b"), part;
 *     while (slice_next(&rest, ',', &part))
 *         use(part);                           // "a", then "b"
 */
#ifndef SCHEDARIO_BASE_SLICE_H
#define SCHEDARIO_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *ptr;
    size_t len;
};

/* A slice over a string literal, usable in static initialisers as SLICE_INIT. */
#define SLICE_INIT(literal) {("" literal), sizeof(literal) - 1}
#define SLICE(literal) ((struct slice)SLICE_INIT(literal))

/* printf("%.*s", SLICE_ARG(s)) */
#define SLICE_ARG(s) (int)(s).len, (s).len ? (s).ptr : ""

/* The smallest are here whole: they stand in every inner loop. */

static inline struct slice slice_from(const char *ptr, size_t len)
{
    return (struct slice){ptr, len};
}

/* string may be NULL, which gives the empty slice. */
static inline struct slice slice_from_string(const char *string)
{
    return (struct slice){string, string ? strlen(string) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_equal_string(struct slice a, const char *string)
{
    return slice_equal(a, slice_from_string(string));
}

/* ASCII letters alone are folded. */
bool slice_equal_ignoring_case(struct slice a, struct slice b);
/* Byte order; a prefix comes first. <0, 0, >0. */
int slice_compare(struct slice a, struct slice b);
bool slice_starts_with(struct slice s, struct slice prefix);
bool slice_ends_with(struct slice s, struct slice suffix);
/* A pattern in which * stands for any run of bytes; ASCII letters are folded. */
bool slice_fits(struct slice s, struct slice pattern);

#define SLICE_NOT_FOUND ((size_t)-1)
/* The offset of the first occurrence, or SLICE_NOT_FOUND. */
size_t slice_find(struct slice s, struct slice needle);
size_t slice_find_byte(struct slice s, char byte);
size_t slice_find_last_byte(struct slice s, char byte);

/* All but the first `count` bytes (clamped). */
static inline struct slice slice_after(struct slice s, size_t count)
{
    if (s.len == 0)
        return s;
    if (count > s.len)
        count = s.len;
    return (struct slice){s.ptr + count, s.len - count};
}

/* From `start` (clamped) for at most `len` bytes. */
static inline struct slice slice_sub(struct slice s, size_t start, size_t len)
{
    s = slice_after(s, start);
    if (s.len > len)
        s.len = len;
    return s;
}

/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice s);

/* Takes the piece before the next separator off *rest. False when *rest is
 * used up; "a," gives "a" and then "" (which points nowhere in particular). An
 * empty *rest gives no piece at all. */
bool slice_next(struct slice *rest, char separator, struct slice *piece);
/* The same by lines: takes "\n" and "\r\n" off the end of each; a line end at
 * the very end starts no further line. */
bool slice_next_line(struct slice *rest, struct slice *line);

/* FNV-1a, 64 bits (Fowler, Noll, Vo): for maps and for names of files, where
 * the input is trusted not to be hostile or the table is bounded. */
uint64_t slice_hash(struct slice s);

/* For qsort() over arrays of struct slice. */
int slice_compare_for_sort(const void *a, const void *b);

#endif
