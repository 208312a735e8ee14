#include "base/map.h"

#include "base/vector.h"

#include <assert.h>
#include <string.h>

/* Up to here the entries are looked through one by one, and there are no slots. */
#define SMALL_MAP   8u
#define FIRST_SLOTS 32u

__extension__ typedef unsigned __int128 product;

static uint64_t fold_product(uint64_t a, uint64_t b)
{
    product whole = (product)a * b;
    return (uint64_t)whole ^ (uint64_t)(whole >> 64);
}

/* Folded 128-bit products over 8 bytes at a time (the scheme of Wang Yi's
 * wyhash). The seed is the address of the slots, which differs from run to
 * run and from growth to growth, so that no sheet can be written whose keys
 * all collide. Nothing that leaves the map depends on it. */
static uint64_t hash_key(const struct map *map, struct slice key)
{
    uint64_t seed = (uint64_t)(uintptr_t)map->slots * 0x9e3779b97f4a7c15u;
    uint64_t hash = fold_product(seed ^ 0xa0761d6478bd642fu, key.len ^ 0xe7037ed1a0b428dbu);
    while (key.len) {
        uint64_t word = 0;
        size_t taken = key.len < sizeof word ? key.len : sizeof word;
        memcpy(&word, key.ptr, taken);
        hash = fold_product(hash ^ seed ^ 0x8ebc6af09c88c6e3u, word ^ 0x589965cc75374cc3u ^ hash);
        key = slice_after(key, taken);
    }
    return fold_product(hash ^ seed, 0x1d8e4e27c47d124fu);
}

/* The slot of the key, or the free one where it belongs. */
static size_t find_slot(const struct map *map, struct slice key)
{
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)hash_key(map, key) & mask;
    while (map->slots[slot] && !slice_equal(map->entries[map->slots[slot] - 1].key, key))
        slot = (slot + 1) & mask;
    return slot;
}

static struct map_entry *find_entry(const struct map *map, struct slice key)
{
    if (map->slot_count) {
        uint32_t found = map->slots[find_slot(map, key)];
        return found ? &map->entries[found - 1] : NULL;
    }
    for (size_t i = 0; i < map->count; i++)
        if (slice_equal(map->entries[i].key, key))
            return &map->entries[i];
    return NULL;
}

const struct map_entry *map_find(const struct map *map, struct slice key)
{
    return find_entry(map, key);
}

void *map_get(const struct map *map, struct slice key)
{
    const struct map_entry *entry = find_entry(map, key);
    return entry ? entry->value : NULL;
}

static void grow_slots(struct arena *arena, struct map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    map->slots = arena_array(arena, uint32_t, map->slot_count);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, map->entries[i].key)] = (uint32_t)(i + 1);
}

/* The key is not there yet. */
static void append(struct arena *arena, struct map *map, struct slice key, void *value)
{
    assert(map->count < UINT32_MAX);
    if (map->count == map->capacity)
        map->entries = vector_grow(arena, map->entries, sizeof *map->entries, &map->capacity);
    map->entries[map->count++] = (struct map_entry){key, value};
    if (map->count <= SMALL_MAP)
        return;
    if (map->count > map->slot_count / 3 * 2)
        grow_slots(arena, map);
    else
        map->slots[find_slot(map, key)] = (uint32_t)map->count;
}

void map_set(struct arena *arena, struct map *map, struct slice key, void *value)
{
    struct map_entry *entry = find_entry(map, key);
    if (entry)
        entry->value = value;
    else
        append(arena, map, key, value);
}

bool map_add(struct arena *arena, struct map *map, struct slice key, void *value)
{
    if (find_entry(map, key))
        return false;
    append(arena, map, key, value);
    return true;
}
