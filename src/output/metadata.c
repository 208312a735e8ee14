#include "output/metadata.h"

#include "model/version.h"
#include "output/address.h"
#include "output/metadata_parts.h"
#include "output/names.h"
#include "text/escape.h"

struct slice metadata_permalink(const struct metadata *head, struct slice url)
{
    return site_permalink(head->site, head->arena, url);
}

static void add_link(const struct metadata *head, const char *attributes, struct slice href)
{
    buffer_format(head->out, "<link %s href=\"", attributes);
    escape_html(head->out, href);
    buffer_add_string(head->out, "\">\n");
}

/* kind: "name" or "property". Nothing where there is no content. */
static void add_meta(const struct metadata *head, const char *kind, const char *name,
                     struct slice content)
{
    if (!content.len)
        return;
    buffer_format(head->out, "<meta %s=\"%s\" content=\"", kind, name);
    escape_html(head->out, content);
    buffer_add_string(head->out, "\">\n");
}

struct slice metadata_role_date(const struct metadata *head, enum field_role role)
{
    const struct value *value = head->edition ? edition_role(head->edition, role) : NULL;
    if (!value || (value->kind != VALUE_DATE && value->kind != VALUE_DATETIME))
        return (struct slice){0};
    struct buffer text = {0};
    date_write_iso(&text, value->kind == VALUE_DATE ? value->as.date : value->as.datetime.date);
    struct slice date = buffer_copy(&text, head->arena);
    buffer_release(&text);
    return date;
}

void metadata_visit_role(const struct metadata *head, enum field_role role,
                         metadata_visitor *visitor, void *context)
{
    const struct value *value = head->edition ? edition_role(head->edition, role) : NULL;
    if (!value)
        return;
    const struct value *items = value->kind == VALUE_LIST ? value->as.list.items : value;
    size_t count = value->kind == VALUE_LIST ? value->as.list.count : 1;
    for (size_t i = 0; i < count; i++) {
        struct slice name = value_name(&items[i], head->route->language);
        if (name.len)
            visitor(head, context, &items[i], name);
    }
}

static struct slice iso_date(const struct metadata *head, struct date date)
{
    struct buffer text = {0};
    date_write_iso(&text, date);
    struct slice copy = buffer_copy(&text, head->arena);
    buffer_release(&text);
    return copy;
}

struct slice metadata_issued(const struct metadata *head)
{
    struct slice said = metadata_role_date(head, ROLE_PUBLISHED);
    struct date date;
    if (said.len || !version_first_date(head->route->sheet->history, head->edition->language, &date))
        return said;
    return iso_date(head, date);
}

struct slice metadata_modified(const struct metadata *head)
{
    struct slice said = metadata_role_date(head, ROLE_UPDATED);
    const struct version *newest =
        version_newest(head->route->sheet->history, head->edition->language);
    return said.len || !newest ? said : iso_date(head, newest->date);
}

/* "it_IT" (ogp.me). */
static struct slice locale_code(const struct metadata *head, unsigned language)
{
    const struct locale *locale = head->site->schema->locales[language];
    struct slice primary = locale_primary(locale);
    return locale->territory.len ? arena_concat(head->arena, primary, SLICE("_"), locale->territory,
                                                (struct slice){0})
                                 : primary;
}

static void add_named_meta(const struct metadata *head, void *context, const struct value *value,
                           struct slice name)
{
    (void)value;
    add_meta(head, "name", *(const char **)context, name);
}

static void add_role_meta(const struct metadata *head, const char *meta_name, enum field_role role)
{
    metadata_visit_role(head, role, add_named_meta, &meta_name);
}

static void write_links(const struct metadata *head)
{
    const struct schema *schema = head->site->schema;
    const struct catalogue *catalogue = head->site->catalogue;
    if (head->summary->noindex)
        add_meta(head, "name", "robots", SLICE("noindex"));
    if (head->route->kind == ROUTE_NOT_FOUND)
        return;
    add_link(head, "rel=\"canonical\"", metadata_permalink(head, head->summary->canonical_url));
    bool is_alone = head->summary->noindex && head->route->kind != ROUTE_HISTORY;
    if (address_translation_count(catalogue, head->route) < 2 || is_alone ||
        head->route->kind == ROUTE_REDIRECT)
        return;
    for (unsigned i = 0; i < schema->language_count; i++) {
        if (!address_is_translated(head->route, i))
            continue;
        struct slice attributes = arena_format(head->arena, "rel=\"alternate\" hreflang=\"%.*s\"",
                                               SLICE_ARG(schema->languages[i]));
        add_link(
            head, attributes.ptr,
            metadata_permalink(head, address_in_language(catalogue, head->arena, head->route, i)));
    }
    unsigned original = head->edition ? head->route->sheet->original->language : 0;
    add_link(head, "rel=\"alternate\" hreflang=\"x-default\"",
             metadata_permalink(
                 head, address_in_language(catalogue, head->arena, head->route, original)));
}

static void write_open_graph(const struct metadata *head)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    const struct value *image = head->edition ? edition_role(head->edition, ROLE_IMAGE) : NULL;
    add_meta(head, "property", "og:type", head->edition ? SLICE("article") : SLICE("website"));
    add_meta(head, "property", "og:title", head->summary->title);
    add_meta(head, "property", "og:description", head->summary->description);
    add_meta(head, "property", "og:url", metadata_permalink(head, head->summary->canonical_url));
    add_meta(head, "property", "og:site_name", local_text_get(&schema->title, language));
    add_meta(head, "property", "og:locale",
             locale_code(head, head->edition ? head->edition->language : language));
    if (image && image->kind == VALUE_FILE) {
        const struct attachment *file = catalogue_find_attachment(
            head->site->catalogue, head->arena, head->edition, image->as.text);
        if (file)
            add_meta(head, "property", "og:image", metadata_permalink(head, file->url));
    }
}

/* Who wrote the text, where no field names its partners. */
static void add_contributors(const struct metadata *head)
{
    const struct sheet_history *history = head->route->sheet->history;
    if (!history || edition_role(head->edition, ROLE_PARTNER))
        return;
    for (size_t i = 0; i < history->contributor_count && i < METADATA_CONTRIBUTORS_MAX; i++)
        add_meta(head, "name", "dcterms.contributor", history->contributors[i]);
}

/* What a citation of a version needs. */
static void write_version(const struct metadata *head)
{
    const struct schema *schema = head->site->schema;
    const struct route *route = head->route;
    add_link(head, "rel=\"schema.dcterms\"", SLICE("http://purl.org/dc/terms/"));
    add_meta(head, "name", "dcterms.title", head->summary->title);
    add_meta(head, "name", "dcterms.publisher",
             local_text_get(&schema->publisher_name, route->language));
    add_meta(head, "name", "dcterms.issued", iso_date(head, route->version->date));
    add_meta(head, "name", "dcterms.language", schema->languages[route->language]);
    add_meta(head, "name", "dcterms.identifier", metadata_permalink(head, route->url));
    add_meta(head, "name", "dcterms.isVersionOf",
             metadata_permalink(head, head->summary->canonical_url));
    add_meta(head, "name", "dcterms.license", schema->license_url);
}

static void write_dublin_core(const struct metadata *head)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    if (!head->edition)
        return;
    add_link(head, "rel=\"schema.dcterms\"", SLICE("http://purl.org/dc/terms/"));
    add_meta(head, "name", "dcterms.title", head->edition->title);
    /* A sheet that has none is not described by the site's. */
    if (head->edition->summary.len)
        add_meta(head, "name", "dcterms.description", head->summary->description);
    add_role_meta(head, "dcterms.creator", ROLE_ORGANISATION);
    add_role_meta(head, "dcterms.contributor", ROLE_PARTNER);
    add_contributors(head);
    add_role_meta(head, "dcterms.subject", ROLE_THEME);
    add_role_meta(head, "dcterms.subject", ROLE_OBJECTIVE);
    add_role_meta(head, "dcterms.spatial", ROLE_PLACE);
    add_meta(head, "name", "dcterms.publisher", local_text_get(&schema->publisher_name, language));
    add_meta(head, "name", "dcterms.issued", metadata_issued(head));
    add_meta(head, "name", "dcterms.modified", metadata_modified(head));
    add_meta(head, "name", "dcterms.language", schema->languages[head->edition->language]);
    add_meta(head, "name", "dcterms.identifier",
             metadata_permalink(head, head->summary->canonical_url));
    add_meta(head, "name", "dcterms.license", schema->license_url);
    add_meta(head, "name", "dcterms.type", SLICE("Text"));
}

void metadata_write(struct buffer *out, const struct site *site, const struct route *route,
                    const struct page_summary *summary, struct arena *arena)
{
    struct metadata head = {
        .out = out,
        .site = site,
        .route = route,
        .summary = summary,
        .arena = arena,
        .edition = route->kind == ROUTE_SHEET ? sheet_edition(route->sheet, route->language) : NULL,
    };
    write_links(&head);
    if (route->kind == ROUTE_VERSION)
        write_version(&head);
    if (route->kind == ROUTE_REDIRECT || route->kind == ROUTE_NOT_FOUND ||
        route->kind == ROUTE_HISTORY || route->kind == ROUTE_VERSION ||
        route->kind == ROUTE_WITHDRAWN)
        return;
    write_open_graph(&head);
    write_dublin_core(&head);
    metadata_write_json_ld(&head);
}
