/* The pages that show a whole collection in another way: map, time line, comparison. */
#include "model/link.h"

static bool has_tiles(const struct vocabulary *vocabulary)
{
    for (size_t i = 0; vocabulary && i < vocabulary->term_count; i++)
        if (vocabulary->terms[i]->has_tile)
            return true;
    return false;
}

const struct vocabulary *collection_places(const struct collection *collection)
{
    const struct field *field = collection->by_role[ROLE_PLACE];
    if (!field)
        return NULL;
    const struct vocabulary *vocabulary = field->item ? field->item->vocabulary : field->vocabulary;
    return has_tiles(vocabulary) ? vocabulary : NULL;
}

bool collection_has_view(const struct collection *collection, enum route_kind view)
{
    if (slice_equal_string(collection->template, "guide"))
        return false;
    switch (view) {
    case ROUTE_MAP:
        return collection_places(collection) != NULL;
    case ROUTE_TIMELINE:
        return collection->by_role[ROLE_START] &&
               (collection->by_role[ROLE_DURATION] || collection->by_role[ROLE_END]);
    default:
        return view == ROUTE_COMPARE;
    }
}

struct slice collection_view_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection, enum route_kind view,
                                 unsigned language)
{
    struct slice list = collection_url(catalogue, arena, collection, language);
    bool italian = catalogue_is_italian(catalogue, language);
    struct slice name = view == ROUTE_MAP        ? italian ? SLICE("mappa/") : SLICE("map/")
                               : view == ROUTE_TIMELINE ? italian ? SLICE("tempo/") : SLICE("timeline/")
                               : italian ? SLICE("confronta/")
                                                 : SLICE("compare/");
    return arena_concat(arena, list, name, (struct slice){0});
}

void link_add_views(struct link *link, const struct collection *collection, unsigned language)
{
    static const enum route_kind views[] = {ROUTE_MAP, ROUTE_TIMELINE, ROUTE_COMPARE};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        if (!collection_has_view(collection, views[i]))
            continue;
        struct route route = {.kind = views[i], .language = language, .collection = collection};
        route.url =
            collection_view_url(link->catalogue, link->arena, collection, views[i], language);
        link_add_route(link, route);
    }
}
