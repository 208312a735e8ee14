/* Ids of headings: stable, and each once in a page (markdown.h). */
#include "base/map.h"
#include "content/markdown_tree.h"
#include "text/slug.h"

struct markdown_ids {
    struct arena *arena;
    struct map taken; /* id -> the number that its next namesake tries first */
};

struct markdown_ids *markdown_ids_create(struct arena *arena)
{
    struct markdown_ids *ids = arena_new(arena, struct markdown_ids);
    ids->arena = arena;
    return ids;
}

struct slice markdown_ids_take(struct markdown_ids *ids, struct slice text)
{
    struct slice slug = slug_make(ids->arena, text, SLICE("sezione")), id;
    uintptr_t number = (uintptr_t)map_get(&ids->taken, slug);
    if (number == 0) {
        map_set(ids->arena, &ids->taken, slug, (void *)(uintptr_t)2);
        return slug;
    }
    do
        id = arena_format(ids->arena, "%.*s-%zu", SLICE_ARG(slug), (size_t)number++);
    while (!map_add(ids->arena, &ids->taken, id, (void *)(uintptr_t)2));
    map_set(ids->arena, &ids->taken, slug, (void *)number);
    return id;
}

bool markdown_ids_reserve(struct markdown_ids *ids, struct slice id)
{
    return map_add(ids->arena, &ids->taken, id, (void *)(uintptr_t)2);
}
