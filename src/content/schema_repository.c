/* repository: where the sheets are kept, and where from their pages they can be changed. */
#include "content/schema_read.h"
#include "text/url.h"

#include <string.h>

const struct problem schema_bad_forge_page = {
    "schema-address",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not the address of a page at the forge",
     "%1: \"%2\" non è l'indirizzo di una pagina dell'archivio in rete"},
    {"write it whole, with what changes in braces: https://forge.example.org/catalogo/edit/{branch}/{path}",
     "scrivilo intero, con ciò che cambia tra graffe: https://forge.example.org/catalogo/edit/{branch}/{path}"}};
static const struct problem bad_branch = {
    "schema-branch",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not the name of a branch", "%1: \"%2\" non è il nome di un ramo"},
    {"main, for example", "per esempio main"}};
static const struct problem too_many_bots = {
    "too-many-names",
    SEVERITY_ERROR,
    {"%1: %2 patterns can be given at the most", "%1: si possono dare al massimo %2 modelli"},
    {"take out those from here on", "togli quelli da qui in poi"}};

#define BOTS_MAX 100u

/* What stands in braces is one of these, and the rest is an address. */
bool schema_is_forge_page(struct slice pattern)
{
    static const char *const marks[] = {"{branch}", "{path}", "{commit}", "{title}", "{url}", "{id}"};
    struct buffer address = {0};
    while (pattern.len) {
        size_t length = 1;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (slice_starts_with(pattern, slice_from_string(marks[i])))
                length = strlen(marks[i]);
        buffer_add(&address, length == 1 ? slice_sub(pattern, 0, 1) : SLICE("x"));
        pattern = slice_after(pattern, length);
    }
    struct slice filled = buffer_view(&address);
    bool good = slice_find_byte(filled, '{') == SLICE_NOT_FOUND && url_is_allowed(filled) &&
                (url_is_absolute(filled) || slice_starts_with(filled, SLICE("mailto:")));
    buffer_release(&address);
    return good;
}

bool schema_is_branch(struct slice name)
{
    if (!name.len || name.ptr[0] == '-' || slice_find(name, SLICE("..")) != SLICE_NOT_FOUND)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] <= ' ' || name.ptr[i] == 0x7f ||
            strchr("~^:?*[\\", name.ptr[i]))
            return false;
    return true;
}

static void take_bots(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, struct repository_links *links)
{
    const struct yaml_node **texts;
    size_t count = node ? schema_take_texts(reader, where, node, &texts) : 0;
    if (count > BOTS_MAX) {
        diagnostic_add(reader->diagnostics, &too_many_bots, texts[BOTS_MAX]->span, where,
                       arena_format(reader->arena, "%u", BOTS_MAX));
        count = BOTS_MAX;
    }
    struct slice *bots = arena_array(reader->arena, struct slice, count);
    for (size_t i = 0; i < count; i++)
        bots[i] = slice_trim(texts[i]->text);
    links->bots = bots;
    links->bot_count = count;
}

struct repository_draft {
    struct repository_links links;
    const struct yaml_node *bots;
};

void schema_read_repository(struct schema_reader *reader, const struct schema_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "branch", KEY_TEXT, offsetof(struct repository_draft, links.branch),
         .is_good = schema_is_branch, .otherwise = &bad_branch},
        {.name = "edit", KEY_TEXT, offsetof(struct repository_draft, links.edit),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
        {.name = "report", KEY_TEXT, offsetof(struct repository_draft, links.report),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
        {.name = "commit", KEY_TEXT, offsetof(struct repository_draft, links.commit),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
        {.name = "history", KEY_BOOLEAN, offsetof(struct repository_draft, links.history)},
        {.name = "people", KEY_BOOLEAN, offsetof(struct repository_draft, links.people)},
        {.name = "bots", KEY_NODE, offsetof(struct repository_draft, bots)},
    };
    struct repository_draft draft = {
        .links = {.branch = SLICE("main"), .history = true, .people = true}};
    if (!entry->node || !schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), &draft))
        return;
    take_bots(reader, schema_path(reader, entry->where, SLICE("bots")), draft.bots, &draft.links);
    reader->schema->has_repository = true;
    reader->schema->repository = draft.links;
}
