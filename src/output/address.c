#include "output/address.h"

#include "model/history.h"

struct slice address_of_page(const struct catalogue *catalogue, struct arena *arena,
                             const struct route *route, unsigned language, size_t number)
{
    struct slice list = route->kind == ROUTE_TERM
                            ? term_url(catalogue, arena, route->term, language)
                            : collection_url(catalogue, arena, route->collection, language);
    return number == 1 ? list : catalogue_page_url(catalogue, arena, list, language, number);
}

/* Where it is told, or the sheet itself. */
static struct slice address_of_history(const struct sheet *sheet, unsigned language)
{
    struct slice url = sheet->history->url[language];
    return url.len ? url : sheet->url[language];
}

struct slice address_in_language(const struct catalogue *catalogue, struct arena *arena,
                                 const struct route *route, unsigned language)
{
    switch (route->kind) {
    case ROUTE_COLLECTION:
    case ROUTE_TERM:
        return address_of_page(catalogue, arena, route, language, route->page);
    case ROUTE_SHEET:
    case ROUTE_REDIRECT:
        return route->sheet->url[language];
    case ROUTE_HISTORY:
        return address_of_history(route->sheet, language);
    case ROUTE_VERSION: /* a text of one language: in the others there is the list of all of them */
        return language == route->language ? route->url : address_of_history(route->sheet, language);
    case ROUTE_WITHDRAWN:
        return route->withdrawal->url[language].len
                   ? route->withdrawal->url[language]
                   : catalogue_home_url(catalogue, arena, language);
    case ROUTE_VOCABULARY:
        return vocabulary_url(catalogue, arena, route->vocabulary, language);
    case ROUTE_MAP:
    case ROUTE_TIMELINE:
    case ROUTE_COMPARE:
        return collection_view_url(catalogue, arena, route->collection, route->kind, language);
    case ROUTE_SITE_MAP:
        return catalogue_site_map_url(catalogue, arena, language);
    default:
        return catalogue_home_url(catalogue, arena, language);
    }
}

bool address_is_translated(const struct route *route, unsigned language)
{
    switch (route->kind) {
    case ROUTE_SHEET:
        return route->sheet->editions[language];
    case ROUTE_HISTORY:
        return route->sheet->history->url[language].len;
    case ROUTE_VERSION:
        return language == route->language;
    case ROUTE_WITHDRAWN:
        return route->withdrawal->url[language].len;
    default:
        return true;
    }
}

unsigned address_translation_count(const struct catalogue *catalogue, const struct route *route)
{
    unsigned count = 0;
    for (unsigned i = 0; i < catalogue->schema->language_count; i++)
        count += address_is_translated(route, i);
    return count;
}

struct slice address_of_sheet(const struct sheet *sheet, unsigned language)
{
    return sheet->url[sheet_edition(sheet, language)->language];
}

struct slice address_canonical(const struct route *route)
{
    if (route->kind == ROUTE_REDIRECT)
        return route->sheet->url[route->language];
    if (route->kind == ROUTE_SHEET || route->kind == ROUTE_VERSION)
        return address_of_sheet(route->sheet, route->language);
    return route->url;
}
