/* Everything the site is made of, each at a place of its own. */
#include "model/link.h"

#include "base/files.h"
#include "text/url.h"

#include <stdlib.h>

#define NAME_BYTES_MAX 255u /* of a file: what disks can hold */

static const struct problem clash = {
    "address-clash",
    SEVERITY_ERROR,
    {"%1 and %2 would both stand at %3", "%1 e %2 starebbero entrambi in %3"},
    {"rename one of them, or change its `url`", "rinomina uno dei due, o cambia il suo `url`"}};

static const struct problem case_clash = {
    "address-case",
    SEVERITY_ERROR,
    {"%1 and %2 would stand at %3 and %4, which many disks take for the same",
     "%1 e %2 starebbero in %3 e %4, che per molti dischi sono lo stesso nome"},
    {"rename one of them: upper and lower case alone do not tell them apart",
     "rinomina uno dei due: non basta una maiuscola a distinguerli"}};

static const struct problem folder_clash = {
    "address-clash",
    SEVERITY_ERROR,
    {"%1 would be a file at %3, and %2 needs a folder of that name",
     "%1 sarebbe un file in %3, e %2 ha bisogno di una cartella con quel nome"},
    {"rename one of them", "rinomina uno dei due"}};

static const struct problem reserved = {
    "address-reserved",
    SEVERITY_ERROR,
    {"%1 would stand at %2, in the folder that holds the search index",
     "%1 starebbe in %2, nella cartella dell'indice di ricerca"},
    {"choose another address: /search/ is taken",
     "scegli un altro indirizzo: /search/ è occupato"}};

static const struct problem reserved_for_previews = {
    "address-reserved",
    SEVERITY_ERROR,
    {"%1 would stand at %2, in the folder that shows what is not published yet",
     "%1 starebbe in %2, nella cartella che mostra ciò che non è ancora pubblicato"},
    {"choose another address: /" PREVIEWS_FOLDER "/ is taken",
     "scegli un altro indirizzo: /" PREVIEWS_FOLDER "/ è occupato"}};

static const struct problem view_clash = {
    "address-clash",
    SEVERITY_ERROR,
    {"%1 would stand at %3, where the collection has its map, time line or comparison",
     "%1 starebbe in %3, dove la raccolta ha la mappa, la linea del tempo o il confronto"},
    {"rename it: mappa, map, tempo, timeline, confronta and compare are taken",
     "rinominalo: mappa, map, tempo, timeline, confronta e compare sono occupati"}};

static const struct problem alias_clash = {"alias-taken",
                                           SEVERITY_ERROR,
                                           {"the old address %1 of %2 is the address of %3",
                                            "il vecchio indirizzo %1 di %2 è l'indirizzo di %3"},
                                           {"take this `alias` out: it would hide a page",
                                            "togli questo `alias`: nasconderebbe una pagina"}};

static const struct problem alias_unusable = {
    "alias-unusable",
    SEVERITY_ERROR,
    {"nothing can be put at the old address %1",
     "al vecchio indirizzo %1 non si può mettere nulla"},
    {"write a folder or a page, like /vecchia/ or /vecchia.html",
     "scrivi una cartella o una pagina, come /vecchia/ o /vecchia.html"}};

struct slice url_output_path(struct arena *arena, struct slice url)
{
    struct slice path = url_decode(arena, url);
    if (slice_starts_with(path, SLICE("/")))
        path = slice_after(path, 1);
    if (path.len == 0 || path.ptr[path.len - 1] == '/')
        path = arena_concat(arena, path, SLICE("index.html"), (struct slice){0});
    return path;
}

/* As a disk sees it that does not tell upper from lower case, or composed from decomposed letters.
 */
static struct slice fold_path(struct arena *arena, struct slice path)
{
    bool is_plain = true, is_ascii = true;
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        is_ascii = is_ascii && c < 0x80;
        is_plain = is_plain && c < 0x80 && (c < 'A' || c > 'Z');
    }
    if (is_plain)
        return path;
    return utf8_lower(arena, is_ascii ? path : utf8_normalize(arena, path), SLICE("en"));
}

/* --- who stands there --------------------------------------------------- */

static const struct edition *route_edition(const struct route *route)
{
    return sheet_edition(route->sheet, route->language);
}

static struct span alias_span(const struct route *route)
{
    const struct text_file *file = route_edition(route)->document->file;
    struct slice head = slice_sub(file->text, 0, FRONT_MATTER_SIZE_MAX);
    size_t at = slice_find(head, route->url);
    return at == SLICE_NOT_FOUND ? span_of_file(file)
                                 : span_of(file, slice_sub(file->text, at, route->url.len));
}

/* Nowhere for what the program makes by itself. */
static struct span route_span(struct link *link, const struct route *route)
{
    if (route->attachment) {
        struct text_file *file = arena_new(link->arena, struct text_file);
        file->path = route->attachment->path;
        return span_of_file(file);
    }
    if (route->kind == ROUTE_REDIRECT)
        return alias_span(route);
    if (route->sheet)
        return span_of_file(route_edition(route)->document->file);
    if (route->term)
        return route->term->span;
    if (route->vocabulary)
        return route->vocabulary->span;
    return route->collection ? route->collection->span : (struct span){0};
}

/* The same in every language: a path, or a place in site.yaml. */
static struct slice route_name(struct link *link, const struct route *route)
{
    struct arena *arena = link->arena;
    if (route->attachment)
        return route->attachment->path;
    if (route->sheet)
        return route_edition(route)->path;
    if (route->term)
        return arena_concat(arena, SLICE("site.yaml: vocabularies: "), route->term->vocabulary->id,
                            SLICE(": "), route->term->id, (struct slice){0});
    if (route->vocabulary)
        return arena_concat(arena, SLICE("site.yaml: vocabularies: "), route->vocabulary->id,
                            (struct slice){0});
    if (route->collection)
        return arena_concat(arena, SLICE("site.yaml: collections: "), route->collection->id,
                            (struct slice){0});
    return route->url;
}

/* The later one is told, unless only the first has a place to show. */
static void report_clash(struct link *link, const struct problem *problem,
                         const struct route *later, const struct route *first)
{
    struct span span = route_span(link, later), other = route_span(link, first);
    struct slice names[2] = {route_name(link, later), route_name(link, first)};
    bool is_draft = later->sheet && later->sheet->status == STATUS_DRAFT;
    bool was_lenient = link->diagnostics->lenient; /* of the edition that names the file */
    link_set_lenient(link, is_draft ? later->sheet->original->document : NULL);
    struct diagnostic *diagnostic =
        problem == &alias_clash
            ? diagnostic_add(link->diagnostics, problem, span, later->url, names[0], names[1])
            : diagnostic_add(link->diagnostics, problem, span.file ? span : other, names[0],
                             names[1], later->url, first->url);
    diagnostic->related = span.file ? other : (struct span){0};
    link->diagnostics->lenient = was_lenient;
}

/* The route in the catalogue's arena, and what its place is called. */
static struct route *make_route(struct link *link, struct route route, struct slice *key)
{
    struct route *made = arena_new(link->arena, struct route);
    *made = route;
    if (made->output_path.len == 0)
        made->output_path = url_output_path(link->arena, made->url);
    *key = fold_path(link->arena, made->output_path);
    return made;
}

/* Why nothing may stand there; NULL: it may. */
static const struct problem *find_reserved(const struct link *link, struct slice key)
{
    const struct {
        struct slice folder;
        const struct problem *problem;
        bool is_taken;
    } folders[] = {
        {SLICE("search/"), &reserved, true},
        {SLICE(PREVIEWS_FOLDER "/"), &reserved_for_previews, link->options.previews},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct slice folder = folders[i].folder;
        if (folders[i].is_taken && (slice_starts_with(key, folder) ||
                                    slice_equal(key, slice_sub(folder, 0, folder.len - 1))))
            return folders[i].problem;
    }
    return NULL;
}

const struct route *link_try_route(struct link *link, struct route route)
{
    struct catalogue_state *state = link->state;
    struct slice key;
    struct route *added = make_route(link, route, &key);
    if (find_reserved(link, key))
        return added;
    if (!map_add(link->arena, &state->routes_by_folded_path, key, added))
        return map_get(&state->routes_by_folded_path, key);
    vector_push(link->arena, &state->routes, added);
    return NULL;
}

void link_report_alias(struct link *link, const struct route *alias, const struct route *page)
{
    report_clash(link, &alias_clash, alias, page);
}

bool link_add_route(struct link *link, struct route route)
{
    struct catalogue_state *state = link->state;
    struct slice key;
    struct route *added = make_route(link, route, &key);
    const struct problem *problem = find_reserved(link, key);
    if (problem) {
        bool is_draft = added->sheet && added->sheet->status == STATUS_DRAFT;
        link_set_lenient(link, is_draft ? added->sheet->original->document : NULL);
        diagnostic_add(link->diagnostics, problem, route_span(link, added),
                       route_name(link, added), added->url);
        link_set_lenient(link, NULL);
        return false;
    }
    if (!map_add(link->arena, &state->routes_by_folded_path, key, added)) {
        const struct route *first = map_get(&state->routes_by_folded_path, key);
        bool is_same = slice_equal(first->output_path, added->output_path);
        bool is_view = first->kind == ROUTE_MAP || first->kind == ROUTE_TIMELINE ||
                       first->kind == ROUTE_COMPARE;
        report_clash(link,
                     added->kind == ROUTE_REDIRECT ? &alias_clash
                     : is_view                     ? &view_clash
                     : is_same                     ? &clash
                                                   : &case_clash,
                     added, first);
        return false;
    }
    vector_push(link->arena, &state->routes, added);
    return true;
}

const struct route *link_find_route(struct link *link, struct slice output_path)
{
    return map_get(&link->state->routes_by_folded_path, fold_path(link->arena, output_path));
}

/* --- the pages ---------------------------------------------------------- */

static void add_machine_file(struct link *link, enum machine_file machine, struct slice url,
                             struct route about)
{
    about.kind = ROUTE_MACHINE;
    about.machine = machine;
    about.url = url;
    link_add_route(link, about);
}

static void add_general_pages(struct link *link)
{
    const struct catalogue *catalogue = link->catalogue;
    for (unsigned language = 0; language < link->schema->language_count; language++) {
        struct slice home = catalogue_home_url(catalogue, link->arena, language);
        struct route route = {.language = language};
        route.kind = ROUTE_HOME;
        route.url = home;
        link_add_route(link, route);
        route.kind = ROUTE_NOT_FOUND;
        route.url = arena_concat(link->arena, home, SLICE("404.html"), (struct slice){0});
        link_add_route(link, route);
        route.kind = ROUTE_SITE_MAP;
        route.url = catalogue_site_map_url(catalogue, link->arena, language);
        link_add_route(link, route);
    }
    add_machine_file(link, MACHINE_SITEMAP, SLICE("/sitemap.xml"), (struct route){0});
    add_machine_file(link, MACHINE_ROBOTS, SLICE("/robots.txt"), (struct route){0});
}

/* A list of nothing still has a page. */
static void add_pages(struct link *link, struct route route, size_t count, size_t page_size)
{
    struct slice list_url = route.url;
    route.page_count = count && page_size ? (count + page_size - 1) / page_size : 1;
    for (route.page = 1; route.page <= route.page_count; route.page++) {
        route.url =
            catalogue_page_url(link->catalogue, link->arena, list_url, route.language, route.page);
        if (!link_add_route(link, route))
            break;
    }
}

static void add_terms(struct link *link, const struct vocabulary *vocabulary, unsigned language)
{
    const struct catalogue *catalogue = link->catalogue;
    struct route route = {.kind = ROUTE_VOCABULARY, .language = language, .vocabulary = vocabulary};
    route.url = vocabulary_url(catalogue, link->arena, vocabulary, language);
    link_add_route(link, route);
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        const struct term *term = vocabulary->terms[i];
        struct route page = {.kind = ROUTE_TERM, .language = language, .term = term};
        page.url = term_url(catalogue, link->arena, term, language);
        add_pages(link, page, catalogue_term_sheets(catalogue, term)->count,
                  link->schema->page_size);
        add_machine_file(link, MACHINE_TERM_FEED,
                         term_feed_url(catalogue, link->arena, term, language),
                         (struct route){.language = language, .term = term});
    }
}

static bool has_root_sheet(const struct collection_sheets *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (linked_sheet_of(list->sheets[i])->is_root)
            return true;
    return false;
}

static void add_collection(struct link *link, const struct collection_sheets *list,
                           unsigned language)
{
    const struct catalogue *catalogue = link->catalogue;
    const struct collection *collection = list->collection;
    struct route route = {.language = language, .collection = collection};
    bool is_guide = slice_equal_string(collection->template, "guide");
    if (!is_guide || !has_root_sheet(list)) {
        route.kind = ROUTE_COLLECTION;
        route.url = collection_url(catalogue, link->arena, collection, language);
        add_pages(link, route, is_guide ? 0 : list->count, collection->page_size);
    }
    link_add_views(link, collection, language);
    if (collection->feed)
        add_machine_file(link, MACHINE_COLLECTION_FEED,
                         collection_feed_url(catalogue, link->arena, collection, language), route);
    add_machine_file(link, MACHINE_COLLECTION_CSV,
                     collection_csv_url(catalogue, link->arena, collection, language), route);
    if (language == 0)
        add_machine_file(link, MACHINE_COLLECTION_JSON,
                         collection_json_url(catalogue, link->arena, collection), route);
}

static void add_sheet(struct link *link, const struct sheet *sheet)
{
    for (unsigned language = 0; language < link->schema->language_count; language++) {
        struct route route = {
            .kind = ROUTE_SHEET, .language = language, .url = sheet->url[language], .sheet = sheet};
        link_add_route(link, route);
        link_table_routes(link, sheet, language);
    }
    add_machine_file(link, MACHINE_SHEET_JSON, sheet_json_url(link->catalogue, link->arena, sheet),
                     (struct route){.sheet = sheet});
}

/* --- old addresses ------------------------------------------------------ */

/* Where a page must lie so that a plain web server finds it at the old address. */
static bool alias_output_path(struct arena *arena, struct slice alias, struct slice *path)
{
    struct slice rest = url_decode(arena, alias), part = {0};
    if (slice_find_byte(rest, '\\') != SLICE_NOT_FOUND ||
        utf8_find_invalid(rest) != SLICE_NOT_FOUND)
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if ((unsigned char)rest.ptr[i] < 0x20 || rest.ptr[i] == 0x7f)
            return false;
    if (!content_path_resolve(arena, SLICE(""), rest, path) || path->len == 0)
        return false;
    /* Hidden names are the web server's, and the mark of a published site. */
    while (slice_next(&rest, '/', &part))
        if (slice_starts_with(part, SLICE(".")) || part.len > NAME_BYTES_MAX)
            return false;
    if (path->ptr[path->len - 1] == '/') {
        *path = arena_concat(arena, *path, SLICE("index.html"), (struct slice){0});
        return true;
    }
    struct slice extension = path_extension(*path);
    if (extension.len == 0)
        *path = arena_concat(arena, *path, SLICE("/index.html"), (struct slice){0});
    return extension.len == 0 || slice_equal_string(extension, ".html") ||
           slice_equal_string(extension, ".htm");
}

static void add_aliases(struct link *link, const struct edition *edition)
{
    const struct document *document = edition->document;
    for (size_t i = 0; i < document->alias_count; i++) {
        struct route route = {.kind = ROUTE_REDIRECT,
                              .language = edition->language,
                              .url = document->aliases[i],
                              .sheet = edition->sheet};
        if (alias_output_path(link->arena, route.url, &route.output_path)) {
            link_add_route(link, route);
        } else {
            link_set_lenient(link, document);
            diagnostic_add(link->diagnostics, &alias_unusable, alias_span(&route), route.url);
            link_set_lenient(link, NULL);
        }
    }
}

/* --- all of them -------------------------------------------------------- */

void link_routes(struct link *link)
{
    const struct schema *schema = link->schema;
    struct catalogue *catalogue = link->catalogue;
    add_general_pages(link);
    for (unsigned language = 0; language < schema->language_count; language++) {
        for (size_t i = 0; i < schema->vocabulary_count; i++)
            add_terms(link, schema->vocabularies[i], language);
        for (size_t i = 0; i < schema->collection_count; i++)
            if (!schema->collections[i]->is_generated)
                add_collection(link, &catalogue->collections[i], language);
    }
    for (size_t i = 0; i < catalogue->sheet_count; i++)
        add_sheet(link, catalogue->sheets[i]);
    for (size_t i = 0; i < catalogue->sheet_count; i++)
        for (unsigned language = 0; language < schema->language_count; language++)
            if (catalogue->sheets[i]->editions[language])
                add_aliases(link, catalogue->sheets[i]->editions[language]);
}

/* A file cannot stand where another's folder must be; an old address gives way. */
static void check_folders(struct link *link, struct route *route)
{
    struct slice folder = fold_path(link->arena, route->output_path);
    for (folder = path_folder(folder); folder.len; folder = path_folder(folder)) {
        struct route *file = map_get(&link->state->routes_by_folded_path, folder);
        if (!file)
            continue;
        if (route->is_old || file->is_old)
            (route->is_old ? route : file)->url = (struct slice){0};
        else
            report_clash(link, &folder_clash, file, route);
    }
}

static int compare_routes(const void *a, const void *b)
{
    return slice_compare((*(struct route *const *)a)->output_path,
                         (*(struct route *const *)b)->output_path);
}

void link_finish_routes(struct link *link)
{
    struct catalogue_state *state = link->state;
    struct catalogue *catalogue = link->catalogue;
    qsort(state->routes.items, state->routes.count, sizeof *state->routes.items, compare_routes);
    for (size_t i = 0; i < state->routes.count; i++)
        check_folders(link, state->routes.items[i]);
    catalogue->routes = arena_array(link->arena, struct route, state->routes.count);
    for (size_t i = 0; i < state->routes.count; i++) {
        if (!state->routes.items[i]->url.len)
            continue; /* it gave way */
        struct route *route = &catalogue->routes[catalogue->route_count++];
        *route = *state->routes.items[i];
        map_set(link->arena, &catalogue->routes_by_path, route->output_path, route);
    }
}
