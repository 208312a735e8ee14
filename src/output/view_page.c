/* The page: its title, addresses, way back home, contents and metadata. */
#include "output/address.h"
#include "output/view_parts.h"
#include "text/utf8.h"

#define DESCRIPTION_LENGTH 160 /* characters */

static const struct edition *route_edition(const struct route *route)
{
    return route->sheet ? sheet_edition(route->sheet, route->language) : NULL;
}

static bool is_foreign(const struct route *route)
{
    return route->kind == ROUTE_SHEET && route_edition(route)->language != route->language;
}

/* Search engines are to leave it alone: it shows another language's text, is no news yet or no more,
 * has what its reader chose, or is of a preview. */
static bool is_unlisted(const struct data_context *context, const struct route *route)
{
    return view_site(context)->preview.len || route->kind == ROUTE_NOT_FOUND ||
           route->kind == ROUTE_COMPARE || route->kind == ROUTE_HISTORY ||
           route->kind == ROUTE_VERSION || route->kind == ROUTE_WITHDRAWN || is_foreign(route) ||
           (route->kind == ROUTE_SHEET && route->sheet->status != STATUS_PUBLISHED);
}

static void page_kind(const struct data_context *context, const void *self, struct data *result)
{
    static const char *const kinds[] = {
        [ROUTE_HOME] = "home",       [ROUTE_COLLECTION] = "list",
        [ROUTE_SHEET] = "sheet",     [ROUTE_VOCABULARY] = "vocabulary",
        [ROUTE_TERM] = "term",       [ROUTE_SITE_MAP] = "sitemap",
        [ROUTE_NOT_FOUND] = "404",   [ROUTE_REDIRECT] = "redirect",
        [ROUTE_MAP] = "map",         [ROUTE_TIMELINE] = "timeline",
        [ROUTE_COMPARE] = "compare", [ROUTE_HISTORY] = "history",
        [ROUTE_VERSION] = "version", [ROUTE_WITHDRAWN] = "withdrawn",
    };
    const struct route *route = self;
    (void)context;
    bool is_generated = route->kind == ROUTE_SHEET && route->sheet->collection->is_generated;
    *result = data_text(is_generated ? SLICE("page") : slice_from_string(kinds[route->kind]));
}

bool view_is_collection_view(const struct route *route)
{
    return route->kind == ROUTE_MAP || route->kind == ROUTE_TIMELINE ||
           route->kind == ROUTE_COMPARE;
}

/* "Esperienze: la mappa" */
static struct slice view_title(const struct data_context *context, const struct route *route)
{
    const char *key = route->kind == ROUTE_MAP        ? "map_title"
                      : route->kind == ROUTE_TIMELINE ? "timeline_title"
                                                      : "compare_title";
    const struct slice pairs[][2] = {
        {SLICE("collection"), local_text_get(&route->collection->label, context->language)},
        {{0}, {0}}};
    return view_message(context, key, -1, pairs);
}

/* "Storia: Una rete di servizi" */
static struct slice history_title(const struct data_context *context, const struct route *route)
{
    const struct sheet *then = view_past(context, route);
    const struct sheet *sheet = then ? then : route->sheet;
    const char *key = route->kind == ROUTE_HISTORY   ? "history_title"
                      : route->kind == ROUTE_VERSION ? "version_title"
                                                     : "withdrawn_title";
    const struct slice pairs[][2] = {
        {SLICE("title"), route->withdrawal ? route->withdrawal->title
                                           : sheet_edition(sheet, context->language)->title},
        {SLICE("date"),
         route->version ? view_date_text(context, route->version->date) : (struct slice){0}},
        {{0}, {0}}};
    return view_message(context, key, -1, pairs);
}

struct slice view_page_title(const struct data_context *context, const struct route *route)
{
    unsigned language = context->language;
    switch (route->kind) {
    case ROUTE_COLLECTION:
        return local_text_get(&route->collection->label, language);
    case ROUTE_SHEET:
    case ROUTE_REDIRECT:
        return route_edition(route)->title;
    case ROUTE_VOCABULARY:
        return local_text_get(&route->vocabulary->label, language);
    case ROUTE_TERM:
        return local_text_get(&route->term->label, language);
    case ROUTE_MAP:
    case ROUTE_TIMELINE:
    case ROUTE_COMPARE:
        return view_title(context, route);
    case ROUTE_HISTORY:
    case ROUTE_VERSION:
    case ROUTE_WITHDRAWN:
        return history_title(context, route);
    case ROUTE_SITE_MAP:
        return view_message(context, "site_map", -1, NULL);
    case ROUTE_NOT_FOUND:
        return view_message(context, "not_found", -1, NULL);
    default:
        return local_text_get(&view_site(context)->schema->title, language);
    }
}

static struct slice description_of(const struct data_context *context, const struct route *route)
{
    const struct schema *schema = view_site(context)->schema;
    struct slice text = {0};
    if (route->kind == ROUTE_SHEET)
        text = route_edition(route)->summary;
    else if (route->kind == ROUTE_COLLECTION || view_is_collection_view(route))
        text = local_text_get(&route->collection->description, context->language);
    else if (route->kind == ROUTE_VOCABULARY)
        text = local_text_get(&route->vocabulary->description, context->language);
    else if (route->kind == ROUTE_TERM)
        text = local_text_get(&route->term->description, context->language);
    if (!text.len)
        text = local_text_get(&schema->description, context->language);
    if (utf8_count(text) <= DESCRIPTION_LENGTH)
        return text;
    struct slice cut = utf8_prefix(text, DESCRIPTION_LENGTH - 1);
    size_t space = slice_find_last_byte(cut, ' ');
    if (space != SLICE_NOT_FOUND)
        cut = slice_sub(cut, 0, space);
    return arena_concat(context->arena, cut, SLICE("…"), (struct slice){0});
}

static void page_title(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_text(view_page_title(context, self));
}

static void page_description(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_optional(description_of(context, self));
}

static void page_address(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_href(context, ((const struct route *)self)->url);
}

static void page_permalink(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = data_text(
        site_permalink(view_site(context), context->arena, ((const struct route *)self)->url));
}

static void page_canonical(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result =
        data_text(site_permalink(view_site(context), context->arena, address_canonical(self)));
}

static void page_target(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    *result =
        route->kind == ROUTE_REDIRECT ? view_href(context, address_canonical(route)) : data_none();
}

static void page_alternates(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct route *route = self;
    const struct schema *schema = view_site(context)->schema;
    struct data *items = arena_array(context->arena, struct data, schema->language_count);
    for (unsigned i = 0; i < schema->language_count; i++) {
        items[i] = VIEW_MAP(
            context, VIEW_PAIR("code", data_text(schema->languages[i])),
            VIEW_PAIR("name", data_text(schema->locales[i]->name)),
            VIEW_PAIR("url", view_href(context, address_in_language(view_site(context)->catalogue,
                                                                    context->arena, route, i))),
            VIEW_PAIR("current", data_boolean(i == context->language)),
            VIEW_PAIR("translated", data_boolean(address_is_translated(route, i))));
    }
    *result = data_list(items, schema->language_count);
}

static void page_breadcrumbs(const struct data_context *context, const void *self,
                             struct data *result)
{
    struct view_trail trail = view_trail(context, self);
    struct data *items = arena_array(context->arena, struct data, trail.count);
    for (size_t i = 0; i < trail.count; i++)
        items[i] = VIEW_MAP(context, VIEW_PAIR("title", data_text(trail.items[i].title)),
                            VIEW_PAIR("url", i + 1 == trail.count
                                                 ? data_none()
                                                 : view_href(context, trail.items[i].url)));
    *result = data_list(items, trail.count);
}

static void page_toc(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    const struct sheet *past = view_past(context, route);
    *result = past ? view_toc(context, past->original)
              : route->kind == ROUTE_SHEET ? view_toc(context, route_edition(route))
                                           : data_list(NULL, 0);
}

static void page_feed(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    const struct catalogue *catalogue = view_site(context)->catalogue;
    *result = data_none();
    if (route->kind == ROUTE_COLLECTION && route->collection->feed)
        *result = view_href(context, collection_feed_url(catalogue, context->arena,
                                                         route->collection, context->language));
    else if (route->kind == ROUTE_TERM)
        *result = view_href(
            context, term_feed_url(catalogue, context->arena, route->term, context->language));
}

static void page_csv(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    *result =
        route->kind == ROUTE_COLLECTION
            ? view_href(context, collection_csv_url(view_site(context)->catalogue, context->arena,
                                                    route->collection, context->language))
            : data_none();
}

static void page_json(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    const struct catalogue *catalogue = view_site(context)->catalogue;
    *result = data_none();
    if (route->kind == ROUTE_COLLECTION)
        *result =
            view_href(context, collection_json_url(catalogue, context->arena, route->collection));
    else if (route->kind == ROUTE_SHEET)
        *result = view_href(context, sheet_json_url(catalogue, context->arena, route->sheet));
}

static bool is_paged(const struct route *route)
{
    return route->kind == ROUTE_COLLECTION || route->kind == ROUTE_TERM;
}

static void page_number(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct route *route = self;
    *result = data_integer(is_paged(route) ? (int64_t)route->page : 1);
}

static void page_count(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct route *route = self;
    *result = data_integer(is_paged(route) ? (int64_t)route->page_count : 1);
}

static struct data numbered_href(const struct data_context *context, const struct route *route,
                                 size_t number)
{
    if (!is_paged(route) || number < 1 || number > route->page_count)
        return data_none();
    return view_href(context, address_of_page(view_site(context)->catalogue, context->arena, route,
                                              context->language, number));
}

static void page_previous(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    *result = numbered_href(context, route, route->page - 1);
}

static void page_next(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    *result = numbered_href(context, route, route->page + 1);
}

static void page_pages(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    size_t count = is_paged(route) ? route->page_count : 0;
    struct data *items = arena_array(context->arena, struct data, count);
    for (size_t i = 0; i < count; i++)
        items[i] = VIEW_MAP(context, VIEW_PAIR("number", data_integer((int64_t)i + 1)),
                            VIEW_PAIR("url", numbered_href(context, route, i + 1)),
                            VIEW_PAIR("current", data_boolean(i + 1 == route->page)));
    *result = data_list(items, count);
}

/* A list of one page has all of its sheets on it, a guide's whole tree too. */
struct view_list view_listed(const struct data_context *context, const struct route *route)
{
    const struct catalogue *catalogue = view_site(context)->catalogue;
    struct view_list list = {0};
    size_t size;
    if (route->kind == ROUTE_COLLECTION) {
        const struct collection_sheets *listed =
            catalogue_collection_sheets(catalogue, route->collection);
        list.sheets = listed->sheets;
        list.total = listed->count;
        size = route->collection->page_size;
    } else if (route->kind == ROUTE_TERM) {
        const struct term_sheets *listed = catalogue_term_sheets(catalogue, route->term);
        list.sheets = listed->sheets;
        list.total = listed->count;
        size = catalogue->schema->page_size;
    } else {
        return list;
    }
    list.before = (route->page - 1) * size;
    if (list.before > list.total)
        list.before = list.total;
    list.count = list.total - list.before;
    if (list.count > size && route->page_count > 1)
        list.count = size;
    if (list.before)
        list.sheets += list.before;
    return list;
}

static void page_metadata(const struct data_context *context, const void *self, struct data *result)
{
    const struct route *route = self;
    struct view_trail trail = view_trail(context, route);
    struct view_list list = view_listed(context, route);
    struct page_summary summary = {
        .title = view_page_title(context, route),
        .description = description_of(context, route),
        .canonical_url = address_canonical(route),
        .breadcrumbs = trail.items,
        .breadcrumb_count = trail.count,
        .sheets = list.sheets,
        .sheet_count = list.count,
        .sheets_before = list.before,
        .sheets_in_all = list.total,
        .noindex = is_unlisted(context, route),
    };
    struct buffer html = {0};
    metadata_write(&html, view_site(context), route, &summary, context->arena);
    *result = data_markup(buffer_copy(&html, context->arena));
    buffer_release(&html);
}

static void page_noindex(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_boolean(is_unlisted(context, self));
}

static const struct data_attribute page_attributes[] = {
    {"kind", page_kind},
    {"title", page_title},
    {"description", page_description},
    {"url", page_address},
    {"permalink", page_permalink},
    {"canonical", page_canonical},
    {"target", page_target},
    {"alternates", page_alternates},
    {"breadcrumbs", page_breadcrumbs},
    {"toc", page_toc},
    {"feed", page_feed},
    {"csv", page_csv},
    {"json", page_json},
    {"number", page_number},
    {"count", page_count},
    {"previous", page_previous},
    {"next", page_next},
    {"pages", page_pages},
    {"metadata", page_metadata},
    {"noindex", page_noindex},
};
VIEW_CLASS(view_page_class, "page", page_attributes, NULL, NULL);
