#include "content/names.h"

#include "text/nearest.h"

#define NAMES_SHOWN_MAX 10u

static struct slice map_name(const void *map, size_t index)
{
    return ((const struct map *)map)->entries[index].key;
}

struct names names_of_map(const struct map *map)
{
    return (struct names){map->count, map_name, map};
}

static struct slice field_name(const void *fields, size_t index)
{
    return ((struct field *const *)fields)[index]->id;
}

struct names names_of_fields(struct field *const *fields, size_t count)
{
    return (struct names){count, field_name, fields};
}

struct slice names_nearest(struct names names, struct slice wanted)
{
    struct nearest nearest = nearest_start(wanted);
    for (size_t i = 0; i < names.count; i++)
        nearest_offer(&nearest, names.name(names.things, i));
    return nearest.best;
}

struct slice names_list(struct arena *arena, struct names names)
{
    struct buffer text = {0};
    for (size_t i = 0; i < names.count && i < NAMES_SHOWN_MAX; i++) {
        if (i > 0)
            buffer_add(&text, SLICE(", "));
        buffer_add(&text, names.name(names.things, i));
    }
    if (names.count > NAMES_SHOWN_MAX)
        buffer_add(&text, SLICE(" …"));
    struct slice list = buffer_copy(&text, arena);
    buffer_release(&text);
    return list;
}
