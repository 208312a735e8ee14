/*
 * names.h - what there is, where a name that was written names nothing.
 *
 *     struct names names = names_of_fields(collection->fields, collection->field_count);
 *     struct slice near = names_nearest(names, written);
 *     report(near.len ? near : names_list(arena, names));
 */
#ifndef SCHEDARIO_CONTENT_NAMES_H
#define SCHEDARIO_CONTENT_NAMES_H

#include "base/map.h"
#include "content/schema.h"

/* Things that have names. */
struct names {
    size_t count;
    struct slice (*name)(const void *things, size_t index);
    const void *things;
};

/* The keys, in their order. */
struct names names_of_map(const struct map *map);
/* Their ids. */
struct names names_of_fields(struct field *const *fields, size_t count);

/* The one that was probably meant; empty: none is near. */
struct slice names_nearest(struct names names, struct slice wanted);
/* "a, b, c …": ten of them at the most. */
struct slice names_list(struct arena *arena, struct names names);

#endif
