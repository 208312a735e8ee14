/* The menu, once collections and vocabularies are known (schema_read.h). */
#include "content/schema_read.h"

#include "text/slug.h"
#include "text/url.h"

#define MENU_ENTRIES_MAX 30

static const struct schema_unknown unknown_target =
    SCHEMA_UNKNOWN("menu-target", "%1: \"%2\" is neither a collection nor a vocabulary",
                   "%1: \"%2\" non è né una raccolta né un vocabolario");
static const struct problem wrong_target = {
    "menu-target",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be the name of a sheet", "%1: \"%2\" non può essere il nome di una scheda"},
    {"write the collection, a slash, the sheet's name: guida/primi-passi",
     "scrivi la raccolta, una barra, il nome della scheda: guida/primi-passi"}};
static const struct problem menu_both = {
    "menu-entry",
    SEVERITY_ERROR,
    {"%1: an entry leads to one place", "%1: una voce porta in un solo posto"},
    {"write either to: or url:", "scrivi to: oppure url:, uno solo dei due"}};
static const struct problem wrong_link = {
    "wrong-address",
    SEVERITY_ERROR,
    {"%1: a link cannot lead to \"%2\"", "%1: un collegamento non può portare a \"%2\""},
    {"write a whole address, or one of this site: /esperienze/",
     "scrivi un indirizzo intero, o uno di questo sito: /esperienze/"}};
static const struct problem too_many = {
    "menu-size",
    SEVERITY_ERROR,
    {"%1: a menu has %2 entries at the most", "%1: un menu può avere al massimo %2 voci"},
    {"take out those from here on", "togli quelle da qui in poi"}};

static struct slice target_name(const void *schema, size_t index)
{
    const struct schema *of = schema;
    return index < of->collection_count ? of->collections[index]->id
                                        : of->vocabularies[index - of->collection_count]->id;
}

/* COLLECTION, VOCABULARY or COLLECTION/ID; whether the sheet is there is seen when sheets are
 * linked. A collection or vocabulary alone gives its label to an entry without one. */
static void check_target(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, struct menu_entry *entry)
{
    const struct schema *schema = reader->schema;
    size_t slash = slice_find_byte(entry->target, '/');
    struct slice name = slice_sub(entry->target, 0, slash);
    struct slice sheet =
        slash == SLICE_NOT_FOUND ? SLICE("") : slice_after(entry->target, slash + 1);
    const struct collection *collection = map_get(&schema->collections_by_id, name);
    const struct vocabulary *vocabulary =
        slash == SLICE_NOT_FOUND ? map_get(&schema->vocabularies_by_id, name) : NULL;
    if (!collection && !vocabulary) {
        struct names names = {schema->collection_count + schema->vocabulary_count,
                                     target_name, schema};
        schema_report_unknown(reader, &unknown_target, node->span, where, name, names);
        return;
    }
    if (slash != SLICE_NOT_FOUND && !slug_is_identifier(sheet)) {
        diagnostic_add(reader->diagnostics, &wrong_target, node->span, where, sheet);
        return;
    }
    if (slash == SLICE_NOT_FOUND && entry->label.text[0].len == 0)
        entry->label = collection ? collection->label : vocabulary->label;
}

static void read_entry(struct schema_reader *reader, const struct schema_entry *item,
                       struct menu_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "label", KEY_LOCAL, offsetof(struct menu_entry, label)},
        {.name = "to", KEY_TEXT, offsetof(struct menu_entry, target)},
        {.name = "url",
         KEY_TEXT,
         offsetof(struct menu_entry, url),
         .is_good = url_is_allowed,
         .otherwise = &wrong_link},
    };
    entry->span = item->node->span;
    if (!schema_read_mapping(reader, item, SCHEMA_KEYS(keys), entry))
        return;
    const struct yaml_node *to = yaml_get(item->node, "to"), *url = yaml_get(item->node, "url");
    if (schema_is_blank(to) == schema_is_blank(url)) {
        diagnostic_add(reader->diagnostics, &menu_both, item->name, item->where);
        return;
    }
    if (entry->target.len)
        check_target(reader, schema_path(reader, item->where, SLICE("to")), to, entry);
    if (entry->label.text[0].len == 0 && schema_is_blank(yaml_get(item->node, "label")) &&
        (entry->url.len || slice_find_byte(entry->target, '/') != SLICE_NOT_FOUND))
        schema_report_missing(reader, item, "label");
}

void schema_read_menu(struct schema_reader *reader, const struct schema_entry *site)
{
    struct schema_entry menu = schema_entry_under(reader, site, "menu");
    struct schema *schema = reader->schema;
    if (schema_is_blank(menu.node) || !schema_take_list(reader, menu.where, menu.node))
        return;
    schema->menu = arena_array(reader->arena, struct menu_entry, MENU_ENTRIES_MAX);
    for (size_t i = 0; i < menu.node->count; i++) {
        struct schema_entry item = schema_entry_of(reader, &menu, i);
        if (i == MENU_ENTRIES_MAX) {
            diagnostic_add(reader->diagnostics, &too_many, item.name, menu.where,
                           arena_format(reader->arena, "%d", MENU_ENTRIES_MAX));
            return;
        }
        read_entry(reader, &item, &schema->menu[schema->menu_count++]);
    }
}
