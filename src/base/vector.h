/*
 * vector.h - arrays that grow in an arena.
 *
 * The type names its items; what is grown out of stays in the arena until
 * the end. A vector of zeros is empty.
 *
 *     VECTOR(struct heading) headings = {0};
 *     vector_push(arena, &headings, heading);
 *     for (size_t i = 0; i < headings.count; i++)
 *         use(&headings.items[i]);
 */
#ifndef SCHEDARIO_BASE_VECTOR_H
#define SCHEDARIO_BASE_VECTOR_H

#include "base/arena.h"

#define VECTOR(type)     \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

#define vector_push(arena, vector, item)                                                     \
    do {                                                                                     \
        if ((vector)->count == (vector)->capacity)                                           \
            (vector)->items = vector_grow((arena), (vector)->items, sizeof *(vector)->items, \
                                          &(vector)->capacity);                              \
        (vector)->items[(vector)->count++] = (item);                                         \
    } while (0)

/* Used by vector_push: doubles the capacity. */
void *vector_grow(struct arena *arena, void *items, size_t item_size, size_t *capacity);

#endif
