/*
 * map.h - names to things, in the order they came.
 *
 * A hash table (open addressing) beside an array of entries: look-up takes
 * constant time even where the keys were chosen to collide (the hash is seeded
 * by the table's address), and a walk over `entries` gives the order of
 * insertion, so that the output never depends on the hash. Keys are not
 * copied; they and the map live in the arena. A map of zeros is empty; two
 * threads may look up in a map that no one changes.
 *
 *     struct map sheets = {0};
 *     if (!map_add(&arena, &sheets, id, sheet))
 *         report_duplicate(map_get(&sheets, id));
 */
#ifndef SCHEDARIO_BASE_MAP_H
#define SCHEDARIO_BASE_MAP_H

#include "base/arena.h"
#include "base/slice.h"

struct map_entry {
    struct slice key;
    void *value;
};

struct map {
    struct map_entry *entries;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* index into entries + 1, 0 is free; a power of two; none while small */
    size_t slot_count;
};

/* NULL where the key is not there. */
void *map_get(const struct map *map, struct slice key);
const struct map_entry *map_find(const struct map *map, struct slice key);
/* Adds or replaces. */
void map_set(struct arena *arena, struct map *map, struct slice key, void *value);
/* False, and nothing changed, where the key is there already. */
bool map_add(struct arena *arena, struct map *map, struct slice key, void *value);

#endif
