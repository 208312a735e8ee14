#include "base/vector.h"

#include "base/memory.h"

#define FIRST_CAPACITY 8u

void *vector_grow(struct arena *arena, void *items, size_t item_size, size_t *capacity)
{
    size_t grown = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    if (grown > SIZE_MAX / 2 / item_size)
        memory_exhausted(SIZE_MAX);
    items = arena_resize(arena, items, *capacity * item_size, grown * item_size);
    *capacity = grown;
    return items;
}
