#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIRST_BLOCK   4096u
#define LARGEST_BLOCK (8u << 20)
#define ALIGNMENT     alignof(max_align_t)

struct arena_block {
    struct arena_block *older;
    size_t capacity;
    size_t used;
    alignas(max_align_t) char bytes[];
};

static _Noreturn void leave_at_limit(struct arena *arena, size_t size)
{
    if (arena->on_limit)
        longjmp(*arena->on_limit, 1);
    memory_exhausted(size);
}

static size_t round_up(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        leave_at_limit(arena, size);
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void count_use(struct arena *arena, size_t rounded)
{
    if (arena->limit && (arena->used > arena->limit || rounded > arena->limit - arena->used))
        leave_at_limit(arena, rounded);
    arena->used += rounded;
}

/* What of a block has not been handed out is zero. */
static struct arena_block *block_create(size_t capacity)
{
    struct arena_block *block = memory_allocate_zeroed(sizeof *block + capacity);
    block->capacity = capacity;
    return block;
}

#ifdef SCHEDARIO_ARENA_DEBUG

/* Exactly `size` bytes, not rounded, so that the sanitizer sees the first
 * byte of an overrun. */
void *arena_allocate(struct arena *arena, size_t size)
{
    count_use(arena, round_up(arena, size));
    struct arena_block *block = block_create(size);
    block->older = arena->newest;
    arena->newest = block;
    return block->bytes;
}

void *arena_resize(struct arena *arena, void *block, size_t old_size, size_t size)
{
    if (block && size <= old_size)
        return block;
    void *moved = arena_allocate(arena, size);
    if (old_size)
        memcpy(moved, block, old_size);
    return moved;
}

void arena_reset(struct arena *arena)
{
    arena_release(arena);
}

#else

/* The next block is twice the newest, so that their number stays small
 * however much is asked for. */
static size_t next_capacity(const struct arena *arena)
{
    size_t capacity = arena->newest ? arena->newest->capacity : 0;
    if (capacity < FIRST_BLOCK / 2)
        return FIRST_BLOCK;
    return capacity > LARGEST_BLOCK / 2 ? LARGEST_BLOCK : capacity * 2;
}

void *arena_allocate(struct arena *arena, size_t size)
{
    size_t rounded = round_up(arena, size);
    count_use(arena, rounded);
    struct arena_block *block = arena->newest;
    if (!block || rounded > block->capacity - block->used) {
        size_t capacity = next_capacity(arena);
        if (rounded > capacity / 4) {
            /* A block of its own, behind the newest, whose room is still good. */
            struct arena_block *own = block_create(rounded);
            own->used = rounded;
            own->older = block ? block->older : NULL;
            if (block)
                block->older = own;
            else
                arena->newest = own;
            return own->bytes;
        }
        block = block_create(capacity);
        block->older = arena->newest;
        arena->newest = block;
    }
    char *bytes = block->bytes + block->used;
    block->used += rounded;
    return bytes;
}

void *arena_resize(struct arena *arena, void *old, size_t old_size, size_t size)
{
    if (old && size <= old_size)
        return old;
    size_t old_rounded = round_up(arena, old_size), rounded = round_up(arena, size);
    struct arena_block *block = arena->newest;
    bool is_last = old && block && block->used >= old_rounded &&
                   (char *)old == block->bytes + (block->used - old_rounded);
    if (is_last && rounded - old_rounded <= block->capacity - block->used) {
        count_use(arena, rounded - old_rounded);
        block->used += rounded - old_rounded;
        return old;
    }
    void *moved = arena_allocate(arena, size);
    if (old_size)
        memcpy(moved, old, old_size);
    return moved;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = arena->newest;
    if (kept) {
        arena->newest = kept->older;
        arena_release(arena);
        memset(kept->bytes, 0, kept->used);
        kept->older = NULL;
        kept->used = 0;
        arena->newest = kept;
    }
    arena->used = 0;
}

#endif

void arena_release(struct arena *arena)
{
    while (arena->newest) {
        struct arena_block *block = arena->newest;
        arena->newest = block->older;
        memory_release(block);
    }
    arena->used = 0;
}

void *arena_allocate_array(struct arena *arena, size_t size, size_t count)
{
    if (count && size > SIZE_MAX / count)
        memory_exhausted(SIZE_MAX);
    return arena_allocate(arena, size * count);
}

char *arena_string(struct arena *arena, struct slice s)
{
    char *copy = arena_allocate(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return copy;
}

struct slice arena_copy(struct arena *arena, struct slice s)
{
    return (struct slice){arena_string(arena, s), s.len};
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    struct slice text = {"", 0};
    if (length > 0) {
        char *copy = arena_allocate(arena, (size_t)length + 1);
        vsnprintf(copy, (size_t)length + 1, format, again);
        text = (struct slice){copy, (size_t)length};
    }
    va_end(again);
    return text;
}

struct slice arena_concat(struct arena *arena, struct slice first, ...)
{
    va_list parts, again;
    va_start(parts, first);
    va_copy(again, parts);
    size_t length = 0;
    for (struct slice part = first; part.ptr; part = va_arg(parts, struct slice))
        length += part.len;
    va_end(parts);
    char *copy = arena_allocate(arena, length + 1), *end = copy;
    for (struct slice part = first; part.ptr; part = va_arg(again, struct slice)) {
        memcpy(end, part.ptr, part.len);
        end += part.len;
    }
    va_end(again);
    return (struct slice){copy, length};
}
