/* Sitemap, robots and feeds; the data files stand in data_files.c. */
#include "output/machine.h"

#include "model/version.h"
#include "output/address.h"
#include "output/data_files.h"
#include "output/names.h"
#include "text/escape.h"

#include <stdlib.h>

#define FEED_ENTRIES_MAX 50
/* sitemaps.org, "Sitemap file location": of one file. */
#define SITE_MAP_ADDRESSES_MAX 50000
#define SITE_MAP_SIZE_MAX      (50u << 20)

static const struct problem site_map_full = {
    "sitemap-full",
    SEVERITY_WARNING,
    {"sitemap.xml leaves out %1 pages of %2: it may have %3 addresses and %4 MB",
     "sitemap.xml lascia fuori %1 pagine su %2: può avere %3 indirizzi e %4 MB"},
    {"search engines still reach them by the links in the pages",
     "i motori di ricerca le raggiungono comunque dai collegamenti nelle pagine"}};

/* Of the first of the roles that has one. */
static bool first_date(const struct edition *edition, size_t count, const enum field_role *roles,
                       struct date *date)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *value = edition_role(edition, roles[i]);
        if (value && value->kind == VALUE_DATE)
            *date = value->as.date;
        else if (value && value->kind == VALUE_DATETIME)
            *date = value->as.datetime.date;
        else
            continue;
        return true;
    }
    return false;
}

static const enum field_role dated_roles[] = {ROLE_UPDATED, ROLE_PUBLISHED, ROLE_START};

bool sheet_date(const struct sheet *sheet, struct date *date)
{
    return first_date(sheet->original, sizeof dated_roles / sizeof *dated_roles, dated_roles, date);
}

/* When its page changed, as it says, else as its history: a project's start says nothing of that. */
static bool edition_modified(const struct edition *edition, struct date *date)
{
    const struct version *newest = version_newest(edition->sheet->history, edition->language);
    if (first_date(edition, 2, dated_roles, date))
        return true;
    if (newest)
        *date = newest->date;
    return newest != NULL;
}

static void add_element(struct buffer *out, const char *name, struct slice text)
{
    buffer_format(out, "<%s>", name);
    escape_xml(out, text);
    buffer_format(out, "</%s>\n", name);
}

/* An unknown month or day is the first. */
static struct date whole_date(struct date date)
{
    if (!date.month)
        date.month = 1;
    if (!date.day)
        date.day = 1;
    return date;
}

/* Pages that a search engine may list: no page that shows another language's text, no draft. */
static bool is_listed(const struct route *route)
{
    switch (route->kind) {
    case ROUTE_SHEET:
        return route->sheet->status == STATUS_PUBLISHED && route->sheet->editions[route->language];
    case ROUTE_HOME:
    case ROUTE_COLLECTION:
    case ROUTE_MAP:
    case ROUTE_TIMELINE:
    case ROUTE_VOCABULARY:
    case ROUTE_TERM:
    case ROUTE_SITE_MAP:
        return true;
    default:
        return false;
    }
}

static void write_site_map_entry(struct buffer *out, const struct site *site,
                                 const struct route *route, struct arena *arena)
{
    const struct schema *schema = site->schema;
    struct date date;
    bool translated = address_translation_count(site->catalogue, route) > 1;
    buffer_add_string(out, "<url>\n");
    add_element(out, "loc", site_permalink(site, arena, route->url));
    if (route->kind == ROUTE_SHEET &&
        edition_modified(sheet_edition(route->sheet, route->language), &date)) {
        buffer_add_string(out, "<lastmod>");
        date_write_iso(out, date);
        buffer_add_string(out, "</lastmod>\n");
    }
    for (unsigned i = 0; translated && i < schema->language_count; i++) {
        if (!address_is_translated(route, i))
            continue;
        buffer_format(out, "<xhtml:link rel=\"alternate\" hreflang=\"%.*s\" href=\"",
                      SLICE_ARG(schema->languages[i]));
        escape_xml(out, site_permalink(site, arena,
                                       address_in_language(site->catalogue, arena, route, i)));
        buffer_add_string(out, "\"/>\n");
    }
    buffer_add_string(out, "</url>\n");
}

static void write_site_map(struct buffer *out, const struct site *site, struct arena *arena,
                           struct diagnostics *diagnostics)
{
    static const struct slice end = SLICE_INIT("</urlset>\n");
    size_t listed = 0, written = 0, start = out->len;
    buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                           "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (size_t i = 0; i < site->catalogue->route_count; i++) {
        const struct route *route = &site->catalogue->routes[i];
        if (!is_listed(route))
            continue;
        /* The first that has no room ends it. */
        if (listed++ != written || written == SITE_MAP_ADDRESSES_MAX)
            continue;
        size_t before = out->len;
        write_site_map_entry(out, site, route, arena);
        if (out->len - start + end.len > SITE_MAP_SIZE_MAX)
            buffer_truncate(out, before);
        else
            written++;
    }
    buffer_add(out, end);
    if (written < listed)
        diagnostic_add(diagnostics, &site_map_full, (struct span){0},
                       arena_format(arena, "%zu", listed - written),
                       arena_format(arena, "%zu", listed),
                       arena_format(arena, "%d", SITE_MAP_ADDRESSES_MAX),
                       arena_format(arena, "%u", SITE_MAP_SIZE_MAX >> 20));
}

static void write_robots(struct buffer *out, const struct site *site, struct arena *arena)
{
    if (site->preview.len) {
        buffer_add_string(out, "User-agent: *\nDisallow: /\n");
        return;
    }
    buffer_add_string(out, "User-agent: *\nAllow: /\n\nSitemap: ");
    buffer_add(out, site_permalink(site, arena, SLICE("/sitemap.xml")));
    buffer_add_byte(out, '\n');
}

/* What a feed is of: its title, its sheets, its page and its own address. */
struct feed {
    struct slice title;
    const struct sheet **sheets;
    size_t count;
    struct slice page_url, own_url;
};

struct feed_entry {
    const struct sheet *sheet;
    struct date date;
};

static int compare_entries(const void *a, const void *b)
{
    const struct feed_entry *first = a, *second = b;
    int order = date_compare(whole_date(second->date), whole_date(first->date));
    if (!order)
        order = slice_compare(first->sheet->id, second->sheet->id);
    return order ? order
                 : slice_compare(first->sheet->collection->id, second->sheet->collection->id);
}

static void add_feed_time(struct buffer *out, const char *name, struct date date)
{
    buffer_format(out, "<%s>", name);
    date_write_iso(out, whole_date(date));
    buffer_format(out, "T00:00:00Z</%s>\n", name);
}

static void add_feed_link(struct buffer *out, const char *attributes, struct slice address)
{
    buffer_format(out, "<link %shref=\"", attributes);
    escape_xml(out, address);
    buffer_add_string(out, "\"/>\n");
}

/* Atom wants a name: where nobody is named, the publisher's, or the site's. */
static struct slice author_of(const struct site *site, const struct edition *edition,
                              unsigned language)
{
    struct slice name = edition_author(edition, language);
    if (!name.len)
        name = local_text_get(&site->schema->publisher_name, language);
    return name.len ? name : local_text_get(&site->schema->title, language);
}

static void write_feed_entry(struct buffer *out, const struct site *site,
                             const struct feed_entry *entry, unsigned language, struct arena *arena)
{
    const struct edition *edition = sheet_edition(entry->sheet, language);
    if (edition->language == language)
        buffer_add_string(out, "<entry>\n");
    else
        buffer_format(out, "<entry xml:lang=\"%.*s\">\n",
                      SLICE_ARG(site->schema->languages[edition->language]));
    add_element(out, "title", edition->title);
    add_element(out, "id", site_permalink(site, arena, address_of_sheet(entry->sheet, language)));
    add_feed_link(out, "rel=\"alternate\" type=\"text/html\" ",
                  site_permalink(site, arena, entry->sheet->url[language]));
    add_feed_time(out, "updated", entry->date);
    buffer_add_string(out, "<author><name>");
    escape_xml(out, author_of(site, edition, language));
    buffer_add_string(out, "</name></author>\n");
    if (edition->summary.len)
        add_element(out, "summary", edition->summary);
    buffer_add_string(out, "</entry>\n");
}

static void write_feed(struct buffer *out, const struct site *site, const struct feed *feed,
                       unsigned language, struct arena *arena)
{
    struct feed_entry *entries = arena_array(arena, struct feed_entry, feed->count);
    size_t count = 0;
    for (size_t i = 0; i < feed->count; i++)
        if (feed->sheets[i]->status == STATUS_PUBLISHED &&
            sheet_date(feed->sheets[i], &entries[count].date))
            entries[count++].sheet = feed->sheets[i];
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);

    buffer_format(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%.*s\">\n",
                  SLICE_ARG(site->schema->languages[language]));
    add_element(out, "title", feed->title);
    add_element(out, "subtitle", local_text_get(&site->schema->title, language));
    add_element(out, "id", site_permalink(site, arena, feed->own_url));
    add_feed_link(out, "rel=\"self\" type=\"application/atom+xml\" ",
                  site_permalink(site, arena, feed->own_url));
    add_feed_link(out, "rel=\"alternate\" type=\"text/html\" ",
                  site_permalink(site, arena, feed->page_url));
    /* RFC 4287 wants a time even of an empty feed. */
    add_feed_time(out, "updated", count ? entries[0].date : (struct date){1970, 1, 1});
    buffer_add_string(out, "<generator>schedario</generator>\n");
    for (size_t i = 0; i < count && i < FEED_ENTRIES_MAX; i++)
        write_feed_entry(out, site, &entries[i], language, arena);
    buffer_add_string(out, "</feed>\n");
}

static void write_collection_feed(struct buffer *out, const struct site *site,
                                  const struct route *route, struct arena *arena)
{
    const struct collection *collection = route->collection;
    const struct collection_sheets *listed =
        catalogue_collection_sheets(site->catalogue, collection);
    struct feed feed = {
        local_text_get(&collection->label, route->language), listed->sheets, listed->count,
        collection_url(site->catalogue, arena, collection, route->language), route->url};
    write_feed(out, site, &feed, route->language, arena);
}

static void write_term_feed(struct buffer *out, const struct site *site, const struct route *route,
                            struct arena *arena)
{
    const struct term_sheets *listed = catalogue_term_sheets(site->catalogue, route->term);
    struct feed feed = {local_text_get(&route->term->label, route->language), listed->sheets,
                        listed->count,
                        term_url(site->catalogue, arena, route->term, route->language), route->url};
    write_feed(out, site, &feed, route->language, arena);
}

void machine_write(struct buffer *out, const struct site *site, const struct route *route,
                   struct arena *arena, struct diagnostics *diagnostics)
{
    switch (route->machine) {
    case MACHINE_SITEMAP:
        write_site_map(out, site, arena, diagnostics);
        break;
    case MACHINE_ROBOTS:
        write_robots(out, site, arena);
        break;
    case MACHINE_COLLECTION_FEED:
        write_collection_feed(out, site, route, arena);
        break;
    case MACHINE_TERM_FEED:
        write_term_feed(out, site, route, arena);
        break;
    case MACHINE_COLLECTION_CSV:
        data_write_collection_csv(out, site, route, arena);
        break;
    case MACHINE_COLLECTION_JSON:
        data_write_collection_json(out, site, route->collection, arena);
        break;
    case MACHINE_SHEET_JSON:
        data_write_sheet_json(out, site, route->sheet, arena);
        break;
    case MACHINE_TABLE_CSV:
        data_write_table_csv(out, site, route, arena);
        break;
    }
}
