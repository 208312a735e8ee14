#include "output/metadata.h"

#include "output/address.h"
#include "output/machine.h"
#include "text/escape.h"
#include "text/json.h"

struct head {
    struct buffer *out;
    const struct site *site;
    const struct route *route;
    const struct page_summary *summary;
    struct arena *arena;
    const struct edition *edition; /* of a sheet's page; else NULL */
};

static struct slice permalink(const struct head *head, struct slice url)
{
    return site_permalink(head->site, head->arena, url);
}

static void add_link(const struct head *head, const char *attributes, struct slice href)
{
    buffer_format(head->out, "<link %s href=\"", attributes);
    escape_html(head->out, href);
    buffer_add_string(head->out, "\">\n");
}

/* kind: "name" or "property". Nothing where there is no content. */
static void add_meta(const struct head *head, const char *kind, const char *name,
                     struct slice content)
{
    if (!content.len)
        return;
    buffer_format(head->out, "<meta %s=\"%s\" content=\"", kind, name);
    escape_html(head->out, content);
    buffer_add_string(head->out, "\">\n");
}

static struct slice written(const struct head *head, void (*write)(struct buffer *, struct date),
                            struct date date)
{
    struct buffer text = {0};
    write(&text, date);
    struct slice result = buffer_copy(&text, head->arena);
    buffer_release(&text);
    return result;
}

/* An ISO date of a role, or nothing. */
static struct slice role_date(const struct head *head, enum field_role role)
{
    const struct value *value = head->edition ? edition_role(head->edition, role) : NULL;
    if (!value || (value->kind != VALUE_DATE && value->kind != VALUE_DATETIME))
        return (struct slice){0};
    return written(head, date_write_iso,
                   value->kind == VALUE_DATE ? value->as.date : value->as.datetime.date);
}

/* The name of one value: a sheet's title, a term's label, a text. */
static struct slice value_name(const struct head *head, const struct value *value)
{
    switch (value->kind) {
    case VALUE_REF:
        return value->as.ref.target
                   ? sheet_edition(value->as.ref.target, head->route->language)->title
                   : value->as.ref.id;
    case VALUE_TERM:
        return local_text_get(&value->as.term->label, head->route->language);
    case VALUE_TEXT:
        return value->as.text;
    default:
        return (struct slice){0};
    }
}

typedef void name_visitor(const struct head *head, void *context, const struct value *value,
                          struct slice name);

/* Each value of a role, whether it is one or a list. */
static void visit_role(const struct head *head, enum field_role role, name_visitor *visitor,
                       void *context)
{
    const struct value *value = head->edition ? edition_role(head->edition, role) : NULL;
    if (!value)
        return;
    const struct value *items = value->kind == VALUE_LIST ? value->as.list.items : value;
    size_t count = value->kind == VALUE_LIST ? value->as.list.count : 1;
    for (size_t i = 0; i < count; i++) {
        struct slice name = value_name(head, &items[i]);
        if (name.len)
            visitor(head, context, &items[i], name);
    }
}

/* "it_IT" (ogp.me). */
static struct slice locale_code(const struct head *head, unsigned language)
{
    const struct locale *locale = head->site->schema->locales[language];
    struct slice primary = locale_primary(locale);
    return locale->territory.len ? arena_concat(head->arena, primary, SLICE("_"),
                                                locale->territory, (struct slice){0})
                                 : primary;
}

/* Search engines are to leave it alone: it shows another language's text, or is no news yet. */
static bool is_unlisted(const struct head *head)
{
    return head->summary->noindex ||
           (head->edition && head->route->sheet->status != STATUS_PUBLISHED);
}

static void add_named_meta(const struct head *head, void *context, const struct value *value,
                           struct slice name)
{
    (void)value;
    add_meta(head, "name", *(const char **)context, name);
}

static void add_role_meta(const struct head *head, const char *meta_name, enum field_role role)
{
    visit_role(head, role, add_named_meta, &meta_name);
}

static void write_links(const struct head *head)
{
    const struct schema *schema = head->site->schema;
    const struct catalogue *catalogue = head->site->catalogue;
    if (is_unlisted(head))
        add_meta(head, "name", "robots", SLICE("noindex"));
    if (head->route->kind == ROUTE_NOT_FOUND)
        return;
    add_link(head, "rel=\"canonical\"", permalink(head, head->summary->canonical_url));
    if (schema->language_count < 2 || is_unlisted(head) || head->route->kind == ROUTE_REDIRECT)
        return;
    for (unsigned i = 0; i < schema->language_count; i++) {
        if (!address_is_translated(head->route, i))
            continue;
        struct slice attributes = arena_format(
            head->arena, "rel=\"alternate\" hreflang=\"%.*s\"", SLICE_ARG(schema->languages[i]));
        add_link(head, attributes.ptr,
                 permalink(head, address_in_language(catalogue, head->arena, head->route, i)));
    }
    unsigned original = head->edition ? head->route->sheet->original->language : 0;
    add_link(head, "rel=\"alternate\" hreflang=\"x-default\"",
             permalink(head, address_in_language(catalogue, head->arena, head->route, original)));
}

static void write_open_graph(const struct head *head)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    const struct value *image = head->edition ? edition_role(head->edition, ROLE_IMAGE) : NULL;
    add_meta(head, "property", "og:type", head->edition ? SLICE("article") : SLICE("website"));
    add_meta(head, "property", "og:title", head->summary->title);
    add_meta(head, "property", "og:description", head->summary->description);
    add_meta(head, "property", "og:url", permalink(head, head->summary->canonical_url));
    add_meta(head, "property", "og:site_name", local_text_get(&schema->title, language));
    add_meta(head, "property", "og:locale",
             locale_code(head, head->edition ? head->edition->language : language));
    if (image && image->kind == VALUE_FILE) {
        const struct attachment *file = catalogue_find_attachment(
            head->site->catalogue, head->arena, head->edition, image->as.text);
        if (file)
            add_meta(head, "property", "og:image", permalink(head, file->url));
    }
}

static void write_dublin_core(const struct head *head)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    if (!head->edition)
        return;
    add_link(head, "rel=\"schema.dcterms\"", SLICE("http://purl.org/dc/terms/"));
    add_meta(head, "name", "dcterms.title", head->edition->title);
    add_meta(head, "name", "dcterms.description", head->summary->description);
    add_role_meta(head, "dcterms.creator", ROLE_ORGANISATION);
    add_role_meta(head, "dcterms.contributor", ROLE_PARTNER);
    add_role_meta(head, "dcterms.subject", ROLE_THEME);
    add_role_meta(head, "dcterms.subject", ROLE_OBJECTIVE);
    add_role_meta(head, "dcterms.spatial", ROLE_PLACE);
    add_meta(head, "name", "dcterms.publisher", local_text_get(&schema->publisher_name, language));
    add_meta(head, "name", "dcterms.issued", role_date(head, ROLE_PUBLISHED));
    add_meta(head, "name", "dcterms.modified", role_date(head, ROLE_UPDATED));
    add_meta(head, "name", "dcterms.language", schema->languages[head->edition->language]);
    add_meta(head, "name", "dcterms.identifier",
             permalink(head, head->summary->canonical_url));
    add_meta(head, "name", "dcterms.license", schema->license_url);
    add_meta(head, "name", "dcterms.type", SLICE("Text"));
}

/* JSON-LD: one graph a page. */

static void member(struct json_writer *json, const char *key, struct slice text)
{
    if (text.len)
        json_member(json, slice_from_string(key), text);
}

static void begin_typed(struct json_writer *json, const char *type)
{
    json_begin_object(json);
    json_member(json, SLICE("@type"), slice_from_string(type));
}

static void write_publisher(const struct head *head, struct json_writer *json)
{
    const struct schema *schema = head->site->schema;
    struct slice name = local_text_get(&schema->publisher_name, head->route->language);
    if (!name.len)
        return;
    json_key(json, SLICE("publisher"));
    begin_typed(json, "Organization");
    member(json, "name", name);
    member(json, "url", schema->publisher_url);
    json_end_object(json);
}

static void write_breadcrumbs(const struct head *head, struct json_writer *json)
{
    begin_typed(json, "BreadcrumbList");
    json_key(json, SLICE("itemListElement"));
    json_begin_array(json);
    for (size_t i = 0; i < head->summary->breadcrumb_count; i++) {
        begin_typed(json, "ListItem");
        json_key(json, SLICE("position"));
        json_integer(json, (int64_t)i + 1);
        member(json, "name", head->summary->breadcrumbs[i].title);
        member(json, "item", permalink(head, head->summary->breadcrumbs[i].url));
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void write_web_site(const struct head *head, struct json_writer *json)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    begin_typed(json, "WebSite");
    member(json, "name", local_text_get(&schema->title, language));
    member(json, "url", permalink(head, head->route->url));
    member(json, "description", local_text_get(&schema->description, language));
    member(json, "inLanguage", schema->languages[language]);
    member(json, "license", schema->license_url);
    write_publisher(head, json);
    json_end_object(json);
}

static void write_item_list(const struct head *head, struct json_writer *json)
{
    begin_typed(json, "ItemList");
    member(json, "name", head->summary->title);
    json_key(json, SLICE("numberOfItems"));
    json_integer(json, (int64_t)head->summary->sheet_count);
    json_key(json, SLICE("itemListElement"));
    json_begin_array(json);
    for (size_t i = 0; i < head->summary->sheet_count; i++) {
        const struct sheet *sheet = head->summary->sheets[i];
        begin_typed(json, "ListItem");
        json_key(json, SLICE("position"));
        json_integer(json, (int64_t)i + 1);
        member(json, "name", sheet_edition(sheet, head->route->language)->title);
        member(json, "url", permalink(head, address_of_sheet(sheet, head->route->language)));
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void write_defined_term(const struct head *head, struct json_writer *json)
{
    const struct term *term = head->route->term;
    const struct vocabulary *vocabulary = term->vocabulary;
    unsigned language = head->route->language;
    begin_typed(json, "DefinedTerm");
    member(json, "name", local_text_get(&term->label, language));
    member(json, "description", local_text_get(&term->description, language));
    member(json, "termCode", term->code);
    member(json, "url", permalink(head, head->summary->canonical_url));
    if (term->same_as_count) {
        json_key(json, SLICE("sameAs"));
        json_begin_array(json);
        for (size_t i = 0; i < term->same_as_count; i++)
            json_string(json, term->same_as[i]);
        json_end_array(json);
    }
    json_key(json, SLICE("inDefinedTermSet"));
    begin_typed(json, "DefinedTermSet");
    member(json, "name", local_text_get(&vocabulary->label, language));
    member(json, "url", permalink(head, vocabulary_url(head->site->catalogue, head->arena,
                                                       vocabulary, language)));
    json_end_object(json);
    json_end_object(json);
}

struct named_list {
    struct json_writer *json;
    const char *key;
    const char *type; /* NULL: plain texts */
    bool begun;
};

static void add_named(const struct head *head, void *context, const struct value *value,
                      struct slice name)
{
    struct named_list *list = context;
    if (!list->begun) {
        json_key(list->json, slice_from_string(list->key));
        json_begin_array(list->json);
        list->begun = true;
    }
    if (!list->type) {
        json_string(list->json, name);
        return;
    }
    begin_typed(list->json, list->type);
    member(list->json, "name", name);
    if (value->kind == VALUE_REF && value->as.ref.target)
        member(list->json, "url",
               permalink(head, address_of_sheet(value->as.ref.target, head->route->language)));
    json_end_object(list->json);
}

static void write_named(const struct head *head, struct json_writer *json, const char *key,
                        const char *type, enum field_role role)
{
    struct named_list list = {json, key, type, false};
    visit_role(head, role, add_named, &list);
    if (list.begun)
        json_end_array(json);
}

static void write_amount(struct json_writer *json, const struct value *budget)
{
    struct buffer amount = {0};
    decimal_write_plain(&amount, budget->as.number);
    json_key(json, SLICE("amount"));
    begin_typed(json, "MonetaryAmount");
    json_key(json, SLICE("value"));
    json_number_text(json, buffer_view(&amount));
    member(json, "currency", budget->field->currency);
    json_end_object(json);
    buffer_release(&amount);
}

static void write_grant(const struct head *head, struct json_writer *json)
{
    const struct value *budget = edition_role(head->edition, ROLE_BUDGET);
    bool has_amount = budget && budget->kind == VALUE_MONEY;
    if (!has_amount && !edition_role(head->edition, ROLE_FUND))
        return;
    json_key(json, SLICE("funding"));
    begin_typed(json, "MonetaryGrant");
    if (has_amount)
        write_amount(json, budget);
    write_named(head, json, "funder", "Organization", ROLE_FUND);
    json_end_object(json);
}

static void write_article_members(const struct head *head, struct json_writer *json)
{
    const struct schema *schema = head->site->schema;
    member(json, "url", permalink(head, head->summary->canonical_url));
    member(json, "name", head->edition->title);
    member(json, "abstract", head->edition->summary);
    member(json, "inLanguage", schema->languages[head->edition->language]);
    member(json, "datePublished", role_date(head, ROLE_PUBLISHED));
    member(json, "dateModified", role_date(head, ROLE_UPDATED));
    member(json, "license", schema->license_url);
    write_publisher(head, json);
}

static void write_report(const struct head *head, struct json_writer *json)
{
    begin_typed(json, "Report");
    write_article_members(head, json);
    write_named(head, json, "keywords", NULL, ROLE_THEME);
    json_key(json, SLICE("about"));
    begin_typed(json, "Project");
    member(json, "name", head->edition->title);
    member(json, "description", head->edition->summary);
    member(json, "foundingDate", role_date(head, ROLE_START));
    member(json, "dissolutionDate", role_date(head, ROLE_END));
    write_named(head, json, "parentOrganization", "Organization", ROLE_ORGANISATION);
    write_named(head, json, "member", "Organization", ROLE_PARTNER);
    write_named(head, json, "areaServed", "Place", ROLE_PLACE);
    write_grant(head, json);
    json_end_object(json);
    json_end_object(json);
}

static void write_organisation(const struct head *head, struct json_writer *json)
{
    const struct value *website = edition_role(head->edition, ROLE_WEBSITE);
    begin_typed(json, "Organization");
    member(json, "name", head->edition->title);
    member(json, "description", head->edition->summary);
    if (website && website->kind == VALUE_URL)
        member(json, "url", website->as.text);
    write_named(head, json, "areaServed", "Place", ROLE_PLACE);
    json_end_object(json);
}

static void write_guide(const struct head *head, struct json_writer *json)
{
    begin_typed(json, "TechArticle");
    write_article_members(head, json);
    json_end_object(json);
}

static void write_subject(const struct head *head, struct json_writer *json)
{
    switch (head->route->kind) {
    case ROUTE_HOME:
        write_web_site(head, json);
        break;
    case ROUTE_TERM:
        write_defined_term(head, json);
        write_item_list(head, json);
        break;
    case ROUTE_COLLECTION:
        write_item_list(head, json);
        break;
    case ROUTE_SHEET:
        if (slice_equal_string(head->route->sheet->collection->template, "organisation"))
            write_organisation(head, json);
        else if (slice_equal_string(head->route->sheet->collection->template, "guide"))
            write_guide(head, json);
        else
            write_report(head, json);
        break;
    default:
        break;
    }
}

static void write_json_ld(const struct head *head)
{
    struct json_writer json = {.out = head->out, .for_script = true};
    buffer_add_string(head->out, "<script type=\"application/ld+json\">");
    json_begin_object(&json);
    json_member(&json, SLICE("@context"), SLICE("https://schema.org"));
    json_key(&json, SLICE("@graph"));
    json_begin_array(&json);
    write_subject(head, &json);
    write_breadcrumbs(head, &json);
    json_end_array(&json);
    json_end_object(&json);
    buffer_add_string(head->out, "</script>\n");
}

void metadata_write(struct buffer *out, const struct site *site, const struct route *route,
                    const struct page_summary *summary, struct arena *arena)
{
    struct head head = {
        .out = out,
        .site = site,
        .route = route,
        .summary = summary,
        .arena = arena,
        .edition =
            route->kind == ROUTE_SHEET ? sheet_edition(route->sheet, route->language) : NULL,
    };
    write_links(&head);
    if (route->kind == ROUTE_REDIRECT || route->kind == ROUTE_NOT_FOUND)
        return;
    write_open_graph(&head);
    write_dublin_core(&head);
    write_json_ld(&head);
}
