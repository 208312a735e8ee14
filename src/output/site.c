#include "output/site.h"

#include "base/memory.h"
#include "base/vector.h"
#include "output/machine.h"
#include "output/offline.h"
#include "output/view.h"
#include "output/view_scripts.h"
#include "output/view_table.h"
#include "text/escape.h"

#include <stdlib.h>

#define LATEST_MAX 12

static const struct problem no_partial = {
    "theme-table",
    SEVERITY_ERROR,
    {"the theme \"%1\" has no template %2, and this sheet shows a table of indicators",
     "il tema \"%1\" non ha il modello %2, e questa scheda mostra una tabella di indicatori"},
    {"extend the theme schedario, which has one: extends: schedario in theme.yaml",
     "estendi il tema schedario, che lo ha: extends: schedario in theme.yaml"}};

struct dated_sheet {
    const struct sheet *sheet;
    struct date date;
};

static int compare_dated(const void *a, const void *b)
{
    const struct dated_sheet *first = a, *second = b;
    int order = date_compare(second->date, first->date);
    if (!order)
        order = (first->sheet->index > second->sheet->index) -
                (first->sheet->index < second->sheet->index);
    return order;
}

/* Guides are no news, nor are organisations. */
static bool is_news(const struct collection *collection)
{
    return !slice_equal_string(collection->template, "guide") &&
           !slice_equal_string(collection->template, "organisation");
}

static void find_latest(struct site *site, struct arena *arena)
{
    const struct catalogue *catalogue = site->catalogue;
    struct dated_sheet *dated = arena_array(arena, struct dated_sheet, catalogue->sheet_count);
    size_t count = 0;
    for (size_t i = 0; i < catalogue->sheet_count; i++) {
        const struct sheet *sheet = catalogue->sheets[i];
        if (is_news(sheet->collection) && sheet_date(sheet, &dated[count].date))
            dated[count++].sheet = sheet;
    }
    if (count)
        qsort(dated, count, sizeof *dated, compare_dated);
    site->latest_count = count < LATEST_MAX ? count : LATEST_MAX;
    site->latest = arena_array(arena, const struct sheet *, site->latest_count);
    for (size_t i = 0; i < site->latest_count; i++)
        site->latest[i] = dated[i].sheet;
}

/* Adds one to a term and those above it, once a sheet: `seen` holds the last sheet counted. */
static void count_term(struct facet_counts *facet, uint32_t *seen, const struct term *term,
                       uint32_t sheet_mark)
{
    for (; term && seen[term->index] != sheet_mark; term = term->parent) {
        seen[term->index] = sheet_mark;
        facet->counts[term->index]++;
    }
}

static void count_facet(struct site *site, struct arena *arena, struct facet_counts *facet)
{
    size_t term_count = facet->vocabulary->term_count;
    uint32_t *seen = arena_array(arena, uint32_t, term_count);
    facet->counts = arena_array(arena, uint32_t, term_count);
    const struct collection_sheets *listed =
        catalogue_collection_sheets(site->catalogue, facet->collection);
    for (size_t i = 0; i < listed->count; i++) {
        const struct value *value = &listed->sheets[i]->original->values[facet->field->index];
        if (value->kind == VALUE_TERM)
            count_term(facet, seen, value->as.term, (uint32_t)i + 1);
        for (size_t j = 0; value->kind == VALUE_LIST && j < value->as.list.count; j++)
            if (value->as.list.items[j].kind == VALUE_TERM)
                count_term(facet, seen, value->as.list.items[j].as.term, (uint32_t)i + 1);
    }
}

static void find_facets(struct site *site, struct arena *arena)
{
    const struct schema *schema = site->schema;
    VECTOR(struct facet_counts) facets = {0};
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        for (size_t j = 0; j < collection->field_count; j++) {
            const struct field *field = collection->fields[j];
            const struct field *item = field->type == VALUE_LIST ? field->item : field;
            if (field->facet != FACET_VALUES ||
                (item->type != VALUE_TERM && item->type != VALUE_REF))
                continue;
            struct facet_counts facet = {
                .collection = collection, .field = field, .vocabulary = item->vocabulary};
            if (facet.vocabulary)
                count_facet(site, arena, &facet);
            vector_push(arena, &facets, facet);
        }
    }
    site->facets = facets.items;
    site->facet_count = facets.count;
}

struct site *site_create(struct arena *arena, const struct catalogue *catalogue,
                         const struct theme *theme)
{
    struct site *site = arena_new(arena, struct site);
    site->catalogue = catalogue;
    site->schema = catalogue->schema;
    site->theme = theme;
    site->base_url = catalogue->schema->base_url;
    site->base_path = catalogue->schema->base_path;
    site->environment = (struct template_environment){
        .sources = theme->templates,
        .functions = view_functions,
        .function_count = view_function_count,
        .globals = view_global_names,
        .global_count = view_global_count,
    };
    site->index_headers = arena_array(arena, struct slice, site->schema->language_count);
    find_latest(site, arena);
    find_facets(site, arena);
    return site;
}

void site_set_index_header(struct site *site, unsigned language, struct slice header)
{
    site->index_headers[language] = header;
}

void site_set_offline(struct site *site)
{
    site->offline = true;
}

void site_set_preview(struct site *site, struct slice branch)
{
    site->preview = branch;
}

struct site_worker {
    const struct site *site;
    struct template_engine *engine;
    unsigned number;
};

struct site_worker *site_worker_create(const struct site *site)
{
    struct site_worker *worker = memory_allocate_zeroed(sizeof *worker);
    worker->site = site;
    worker->engine = template_engine_create(&site->environment);
    return worker;
}

void site_worker_set_number(struct site_worker *worker, unsigned number)
{
    worker->number = number;
}

void site_worker_destroy(struct site_worker *worker)
{
    template_engine_destroy(worker->engine);
    memory_release(worker);
}

bool site_check_templates(struct site_worker *worker, struct diagnostics *diagnostics)
{
    return template_engine_check(worker->engine, diagnostics);
}

static struct slice template_name(const struct site *site, const struct route *route,
                                  struct arena *arena)
{
    static const char *const names[] = {
        [ROUTE_HOME] = "home.html",       [ROUTE_COLLECTION] = "list.html",
        [ROUTE_SHEET] = "sheet.html",     [ROUTE_VOCABULARY] = "vocabulary.html",
        [ROUTE_TERM] = "term.html",       [ROUTE_SITE_MAP] = "sitemap.html",
        [ROUTE_NOT_FOUND] = "404.html",   [ROUTE_REDIRECT] = "redirect.html",
        [ROUTE_MAP] = "map.html",         [ROUTE_TIMELINE] = "timeline.html",
        [ROUTE_COMPARE] = "compare.html", [ROUTE_HISTORY] = "history.html",
        [ROUTE_VERSION] = "version.html", [ROUTE_WITHDRAWN] = "withdrawn.html",
    };
    bool is_generated = route->kind == ROUTE_SHEET && route->sheet->collection->is_generated;
    if (is_generated && !map_get(&site->theme->templates, SLICE("page.html")))
        return SLICE("sheet.html");
    if (route->kind == ROUTE_SHEET)
        return arena_concat(arena, route->sheet->collection->template, SLICE(".html"),
                            (struct slice){0});
    return slice_from_string(names[route->kind]);
}

/* Addresses that did not come by site_href_from(): of Markdown, and what a theme wrote itself. */
static void make_offline(const struct site *site, const struct route *route, struct arena *arena,
                         struct buffer *out)
{
    struct slice html = buffer_copy(out, arena);
    buffer_clear(out);
    offline_write_page(out, html, site->base_path, offline_root(arena, route->output_path));
}

/* The tables of the sheet, each by itself, before the page that takes them in. */
static bool render_tables(struct site_worker *worker, struct data_context *context,
                          struct diagnostics *diagnostics)
{
    struct view *view = context->user;
    const struct edition *edition = sheet_edition(view->route->sheet, view->route->language);
    const struct document *document = edition->document;
    if (!document->table_count)
        return true;
    if (!template_exists(worker->engine, SLICE(VIEW_TABLE_TEMPLATE))) {
        diagnostic_add(diagnostics, &no_partial, document->tables[0]->span, view->site->theme->name,
                       SLICE(VIEW_TABLE_TEMPLATE));
        return false;
    }
    struct data_context own = *context;
    own.language = edition->language;
    own.locale = view->site->schema->locales[edition->language];
    struct slice *html = arena_array(context->arena, struct slice, document->table_count);
    struct buffer out = {0};
    bool good = true;
    for (size_t i = 0; i < document->table_count && good; i++) {
        struct data *globals = (struct data *)view_globals(&own);
        globals[view_global_count - 1] = view_table(&own, edition, document->tables[i]);
        buffer_clear(&out);
        good = template_render(worker->engine, SLICE(VIEW_TABLE_TEMPLATE), globals, &own,
                               view->route->url, &out, diagnostics);
        html[i] = buffer_copy(&out, context->arena);
    }
    buffer_release(&out);
    struct view_tables *tables = arena_new(context->arena, struct view_tables);
    *tables = (struct view_tables){edition, html};
    view->tables = tables;
    return good;
}

bool site_render(struct site_worker *worker, const struct route *route, struct arena *arena,
                 struct buffer *out, struct diagnostics *diagnostics)
{
    const struct site *site = worker->site;
    if (route->kind == ROUTE_MACHINE) {
        machine_write(out, site, route, arena, diagnostics);
        return true;
    }
    struct view view = {.site = site, .route = route, .worker = worker->number};
    struct data_context context = {
        .arena = arena,
        .locale = site->schema->locales[route->language],
        .language = route->language,
        .user = &view,
    };
    struct hook_subject subject;
    view_scripts_begin(&view, &subject, arena, diagnostics);
    bool good = (route->kind != ROUTE_SHEET || render_tables(worker, &context, diagnostics)) &&
                template_render(worker->engine, template_name(site, route, arena),
                                view_globals(&context), &context, route->url, out, diagnostics);
    view_scripts_end(&view);
    if (good && site->offline)
        make_offline(site, route, arena, out);
    return good;
}

struct slice site_href(const struct site *site, struct arena *arena, struct slice url)
{
    struct buffer href = {0};
    buffer_add(&href, site->base_path);
    escape_url(&href, slice_after(url, 1));
    struct slice result = buffer_copy(&href, arena);
    buffer_release(&href);
    return result;
}

struct slice site_href_from(const struct site *site, struct arena *arena, const struct route *route,
                            struct slice url)
{
    if (!site->offline)
        return site_href(site, arena, url);
    struct buffer href = {0}, path = {0};
    buffer_add(&href, offline_root(arena, route->output_path));
    escape_url(&path, slice_after(url, 1));
    offline_write_file(&href, buffer_view(&path));
    struct slice result = buffer_copy(&href, arena);
    buffer_release(&href);
    buffer_release(&path);
    return result;
}

struct slice site_permalink(const struct site *site, struct arena *arena, struct slice url)
{
    struct buffer link = {0};
    buffer_add(&link, site->base_url);
    escape_url(&link, slice_after(url, 1));
    struct slice result = buffer_copy(&link, arena);
    buffer_release(&link);
    return result;
}
