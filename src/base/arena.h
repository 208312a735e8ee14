/*
 * arena.h - memory that is freed all at once.
 *
 * The build's arena lives until the end, a page's until the page is written.
 * Nothing in an arena is freed alone, and two threads never share one. What
 * comes out is zeroed and aligned for any type.
 *
 * Built with -DSCHEDARIO_ARENA_DEBUG every allocation is its own malloc, so
 * that the address sanitizer sees an overrun.
 *
 *     struct arena arena = {0};
 *     struct sheet *sheet = arena_new(&arena, struct sheet);
 *     struct slice path = arena_format(&arena, "%s/%s", folder, name);
 *     arena_release(&arena);
 *
 * A task that reads what may be hostile sets `limit` (bytes, 0 for none) and
 * `on_limit`: going over jumps there with the value 1. Nothing but arena
 * memory may then be held between the setjmp and the jump.
 */
#ifndef SCHEDARIO_BASE_ARENA_H
#define SCHEDARIO_BASE_ARENA_H

#include "base/slice.h"

#include <setjmp.h>

struct arena_block;

struct arena {
    struct arena_block *newest;
    size_t used;  /* bytes handed out since the start or the last reset */
    size_t limit; /* 0: none */
    jmp_buf *on_limit;
};

void *arena_allocate(struct arena *arena, size_t size);
/* Grows the block in place where it was the last one handed out; the bytes
 * past old_size are zeroed. */
void *arena_resize(struct arena *arena, void *block, size_t old_size, size_t size);
/* Keeps the newest block for the next task. */
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_allocate((arena), sizeof(type)))
#define arena_array(arena, type, count) \
    ((type *)arena_allocate_array((arena), sizeof(type), (count)))
/* Goes the way of no memory when size * count does not fit. */
void *arena_allocate_array(struct arena *arena, size_t size, size_t count);

/* Copies, NUL-terminated past their length. */
char *arena_string(struct arena *arena, struct slice s);
struct slice arena_copy(struct arena *arena, struct slice s);
struct slice arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* All of them, one after the other; ends with a slice whose ptr is NULL:
 *     arena_concat(a, x, SLICE("/"), y, (struct slice){0}) */
struct slice arena_concat(struct arena *arena, struct slice first, ...);

#endif
