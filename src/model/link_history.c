/* The pages that history gives: a sheet's own history, its versions, its old addresses, and those of
 * sheets that are no more. All other pages have their places already. */
#include "model/link.h"

static const struct problem no_place = {
    "history-address",
    SEVERITY_WARNING,
    {"the page that tells the history of %1 would stand at %2, where %3 is: it is left out",
     "la pagina con la storia di %1 starebbe in %2, dove c'è %3: resta fuori"},
    {"rename the second one: storia and history are taken below a sheet",
     "rinomina il secondo: storia e history sono occupati sotto una scheda"}};

static void report_no_place(struct link *link, const struct sheet *sheet,
                            const struct route *wanted, const struct route *first)
{
    bool is_alias = first->kind == ROUTE_REDIRECT && !first->is_old;
    if (is_alias) {
        link_report_alias(link, first, wanted);
        return;
    }
    bool is_sheet = first->kind == ROUTE_SHEET;
    const struct edition *other = is_sheet ? sheet_edition(first->sheet, first->language) : NULL;
    struct span span = span_of_file((other ? other : sheet->original)->document->file);
    diagnostic_add(link->diagnostics, &no_place, span, sheet->original->path, wanted->url,
                   other ? other->path : first->url);
}

static void add_history_page(struct link *link, const struct sheet *sheet, unsigned language)
{
    struct sheet_history *history = sheet->history;
    struct route route = {.kind = ROUTE_HISTORY, .language = language, .sheet = sheet};
    route.url = history_url(link->catalogue, link->arena, sheet, language);
    const struct route *first = link_try_route(link, route);
    if (first)
        report_no_place(link, sheet, &route, first);
    else
        history->url[language] = route.url;
}

static void add_version_pages(struct link *link, const struct sheet *sheet)
{
    size_t counts[SITE_LANGUAGES_MAX] = {0};
    for (size_t i = 0; i < sheet->history->version_count; i++) {
        struct version *version = &sheet->history->versions[i];
        struct slice history = sheet->history->url[version->language];
        if (!history.len || counts[version->language]++ >= HISTORY_VERSION_PAGES_MAX)
            continue;
        struct route route = {.kind = ROUTE_VERSION,
                              .language = version->language,
                              .sheet = sheet,
                              .version = version};
        route.url =
            arena_concat(link->arena, history, version->name, SLICE("/"), (struct slice){0});
        if (!link_try_route(link, route))
            version->url = route.url;
    }
}

static void add_old_addresses(struct link *link, const struct sheet *sheet)
{
    const struct sheet_history *history = sheet->history;
    for (size_t i = 0; i < history->old_url_count; i++) {
        struct route route = {.kind = ROUTE_REDIRECT,
                              .language = history->old_url_languages[i],
                              .url = history->old_urls[i],
                              .sheet = sheet,
                              .is_old = true};
        link_try_route(link, route);
    }
}

static void add_withdrawals(struct link *link)
{
    const struct catalogue_state *state = link->state;
    for (size_t i = 0; i < state->withdrawal_count; i++) {
        const struct withdrawal *withdrawal = &state->withdrawals[i];
        for (unsigned language = 0; language < link->schema->language_count; language++) {
            struct route route = {.kind = ROUTE_WITHDRAWN,
                                  .language = language,
                                  .url = withdrawal->url[language],
                                  .withdrawal = withdrawal,
                                  .is_old = true};
            if (route.url.len)
                link_try_route(link, route);
        }
    }
}

void link_histories(struct link *link)
{
    const struct catalogue *catalogue = link->catalogue;
    for (size_t i = 0; i < catalogue->sheet_count; i++) {
        const struct sheet *sheet = catalogue->sheets[i];
        if (!sheet->history || !sheet->history->version_count || !link->options.history_pages)
            continue;
        for (unsigned language = 0; language < link->schema->language_count; language++)
            add_history_page(link, sheet, language);
        if (link->options.version_pages)
            add_version_pages(link, sheet);
    }
    for (size_t i = 0; i < catalogue->sheet_count; i++)
        if (catalogue->sheets[i]->history)
            add_old_addresses(link, catalogue->sheets[i]);
    if (link->options.withdrawn_pages)
        add_withdrawals(link);
}
