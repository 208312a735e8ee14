/* What schema.org says of a page, as JSON-LD. */
#include "output/metadata_parts.h"

#include "model/version.h"
#include "output/address.h"
#include "text/json.h"

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

static void write_publisher(const struct metadata *head, struct json_writer *json)
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

static void write_breadcrumbs(const struct metadata *head, struct json_writer *json)
{
    begin_typed(json, "BreadcrumbList");
    json_key(json, SLICE("itemListElement"));
    json_begin_array(json);
    for (size_t i = 0; i < head->summary->breadcrumb_count; i++) {
        begin_typed(json, "ListItem");
        json_key(json, SLICE("position"));
        json_integer(json, (int64_t)i + 1);
        member(json, "name", head->summary->breadcrumbs[i].title);
        member(json, "item", metadata_permalink(head, head->summary->breadcrumbs[i].url));
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void write_web_site(const struct metadata *head, struct json_writer *json)
{
    const struct schema *schema = head->site->schema;
    unsigned language = head->route->language;
    begin_typed(json, "WebSite");
    member(json, "name", local_text_get(&schema->title, language));
    member(json, "url", metadata_permalink(head, head->route->url));
    member(json, "description", local_text_get(&schema->description, language));
    member(json, "inLanguage", schema->languages[language]);
    member(json, "license", schema->license_url);
    write_publisher(head, json);
    json_end_object(json);
}

static void write_item_list(const struct metadata *head, struct json_writer *json)
{
    begin_typed(json, "ItemList");
    member(json, "name", head->summary->title);
    json_key(json, SLICE("numberOfItems"));
    json_integer(json, (int64_t)head->summary->sheets_in_all);
    json_key(json, SLICE("itemListElement"));
    json_begin_array(json);
    for (size_t i = 0; i < head->summary->sheet_count; i++) {
        const struct sheet *sheet = head->summary->sheets[i];
        begin_typed(json, "ListItem");
        json_key(json, SLICE("position"));
        json_integer(json, (int64_t)(head->summary->sheets_before + i) + 1);
        member(json, "name", sheet_edition(sheet, head->route->language)->title);
        member(json, "url",
               metadata_permalink(head, address_of_sheet(sheet, head->route->language)));
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

static void write_defined_term(const struct metadata *head, struct json_writer *json)
{
    const struct term *term = head->route->term;
    const struct vocabulary *vocabulary = term->vocabulary;
    unsigned language = head->route->language;
    begin_typed(json, "DefinedTerm");
    member(json, "name", local_text_get(&term->label, language));
    member(json, "description", local_text_get(&term->description, language));
    member(json, "termCode", term->code);
    member(json, "url", metadata_permalink(head, head->summary->canonical_url));
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
    member(json, "url",
           metadata_permalink(
               head, vocabulary_url(head->site->catalogue, head->arena, vocabulary, language)));
    json_end_object(json);
    json_end_object(json);
}

struct named_list {
    struct json_writer *json;
    const char *key;
    const char *type; /* NULL: plain texts */
    bool begun;
};

static void add_named(const struct metadata *head, void *context, const struct value *value,
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
               metadata_permalink(head,
                                  address_of_sheet(value->as.ref.target, head->route->language)));
    json_end_object(list->json);
}

static void write_named(const struct metadata *head, struct json_writer *json, const char *key,
                        const char *type, enum field_role role)
{
    struct named_list list = {json, key, type, false};
    metadata_visit_role(head, role, add_named, &list);
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

static void write_grant(const struct metadata *head, struct json_writer *json)
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

static void write_history(const struct metadata *head, struct json_writer *json)
{
    const struct sheet_history *history = head->route->sheet->history;
    const struct version *newest = version_newest(history, head->edition->language);
    if (newest)
        member(json, "version", version_short_commit(newest));
    if (!history || !history->contributor_count)
        return;
    json_key(json, SLICE("contributor"));
    json_begin_array(json);
    for (size_t i = 0; i < history->contributor_count && i < METADATA_CONTRIBUTORS_MAX; i++) {
        begin_typed(json, "Person");
        member(json, "name", history->contributors[i]);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_article_members(const struct metadata *head, struct json_writer *json)
{
    const struct schema *schema = head->site->schema;
    member(json, "url", metadata_permalink(head, head->summary->canonical_url));
    member(json, "name", head->edition->title);
    member(json, "abstract", head->edition->summary);
    member(json, "inLanguage", schema->languages[head->edition->language]);
    member(json, "datePublished", metadata_issued(head));
    member(json, "dateModified", metadata_modified(head));
    write_history(head, json);
    member(json, "license", schema->license_url);
    write_publisher(head, json);
}

static void write_report(const struct metadata *head, struct json_writer *json)
{
    begin_typed(json, "Report");
    write_article_members(head, json);
    write_named(head, json, "keywords", NULL, ROLE_THEME);
    json_key(json, SLICE("about"));
    begin_typed(json, "Project");
    member(json, "name", head->edition->title);
    member(json, "description", head->edition->summary);
    member(json, "foundingDate", metadata_role_date(head, ROLE_START));
    member(json, "dissolutionDate", metadata_role_date(head, ROLE_END));
    write_named(head, json, "parentOrganization", "Organization", ROLE_ORGANISATION);
    write_named(head, json, "member", "Organization", ROLE_PARTNER);
    write_named(head, json, "areaServed", "Place", ROLE_PLACE);
    write_grant(head, json);
    json_end_object(json);
    json_end_object(json);
}

static void write_organisation(const struct metadata *head, struct json_writer *json)
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

static void write_guide(const struct metadata *head, struct json_writer *json)
{
    begin_typed(json, "TechArticle");
    write_article_members(head, json);
    json_end_object(json);
}

static void write_subject(const struct metadata *head, struct json_writer *json)
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
        else if (slice_equal_string(head->route->sheet->collection->template, "guide") ||
                 head->route->sheet->collection->is_generated)
            write_guide(head, json);
        else
            write_report(head, json);
        break;
    default:
        break;
    }
}

void metadata_write_json_ld(const struct metadata *head)
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
