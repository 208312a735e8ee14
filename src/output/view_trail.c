/* The way from the home to a page. */
#include "output/view_parts.h"

static void add_crumb(struct view_trail *trail, struct slice title, struct slice url)
{
    if (trail->count < sizeof trail->items / sizeof *trail->items)
        trail->items[trail->count++] = (struct breadcrumb){title, url};
}

static void add_sheet_ancestors(const struct data_context *context, struct view_trail *trail,
                                const struct sheet *sheet, unsigned depth)
{
    if (!sheet || depth > 8)
        return;
    add_sheet_ancestors(context, trail, sheet->parent, depth + 1);
    add_crumb(trail, sheet_edition(sheet, context->language)->title, sheet->url[context->language]);
}

static void add_term_ancestors(const struct data_context *context, struct view_trail *trail,
                               const struct term *term, unsigned depth)
{
    if (!term || depth > 8)
        return;
    add_term_ancestors(context, trail, term->parent, depth + 1);
    add_crumb(trail, local_text_get(&term->label, context->language),
              term_url(view_site(context)->catalogue, context->arena, term, context->language));
}

static void add_way_to_sheet(const struct data_context *context, struct view_trail *trail,
                             const struct route *route)
{
    const struct sheet *sheet = route->sheet;
    const struct collection *collection = sheet->collection;
    unsigned language = context->language;
    struct slice list =
        collection_url(view_site(context)->catalogue, context->arena, collection, language);
    /* The index of a guide has its collection's own address. */
    if (!slice_equal(list, sheet->url[language]) && !collection->is_generated)
        add_crumb(trail, local_text_get(&collection->label, language), list);
    add_sheet_ancestors(context, trail, route->kind == ROUTE_SHEET ? sheet->parent : sheet, 0);
    /* Nor does the guide's first page stand twice in the way to its chapters. */
    if (trail->count > 2 && slice_equal(trail->items[1].url, trail->items[2].url)) {
        for (size_t i = 2; i < trail->count; i++)
            trail->items[i - 1] = trail->items[i];
        trail->count--;
    }
    if (route->kind == ROUTE_VERSION && sheet->history->url[language].len)
        add_crumb(trail, view_message(context, "history", -1, NULL), sheet->history->url[language]);
}

/* What the page is called where the way to it says the rest. */
static struct slice crumb_of(const struct data_context *context, const struct route *route)
{
    if (route->kind == ROUTE_HISTORY)
        return view_message(context, "history", -1, NULL);
    if (route->kind == ROUTE_VERSION)
        return view_date_text(context, route->version->date);
    return route->kind == ROUTE_WITHDRAWN ? route->withdrawal->title : view_page_title(context, route);
}

/* From the home to the page. */
struct view_trail view_trail(const struct data_context *context, const struct route *route)
{
    const struct catalogue *catalogue = view_site(context)->catalogue;
    unsigned language = context->language;
    struct view_trail trail = {.count = 0};
    add_crumb(&trail, view_message(context, "home", -1, NULL),
              catalogue_home_url(catalogue, context->arena, language));
    if (route->kind == ROUTE_HOME)
        return trail;
    if (route->kind == ROUTE_TERM) {
        const struct vocabulary *vocabulary = route->term->vocabulary;
        add_crumb(&trail, local_text_get(&vocabulary->label, language),
                  vocabulary_url(catalogue, context->arena, vocabulary, language));
        add_term_ancestors(context, &trail, route->term->parent, 0);
    } else if (view_is_collection_view(route)) {
        add_crumb(&trail, local_text_get(&route->collection->label, language),
                  collection_url(catalogue, context->arena, route->collection, language));
    } else if (route->kind == ROUTE_SHEET || route->kind == ROUTE_HISTORY ||
               route->kind == ROUTE_VERSION) {
        add_way_to_sheet(context, &trail, route);
    } else if (route->kind == ROUTE_WITHDRAWN) {
        const struct collection *collection = route->withdrawal->collection;
        add_crumb(&trail, local_text_get(&collection->label, language),
                  collection_url(catalogue, context->arena, collection, language));
    }
    add_crumb(&trail, crumb_of(context, route), route->url);
    return trail;
}
