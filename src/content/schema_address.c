#include "content/schema_read.h"

#define PART_BYTES_MAX 120u /* with an id in its place, still the name of a file */

static const struct problem url_slash = {"url-slash",
                                         SEVERITY_ERROR,
                                         {"%1: \"%2\" must begin and end with a slash",
                                          "%1: \"%2\" deve iniziare e finire con una barra"},
                                         {"write it as /name/{id}/", "scrivilo come /nome/{id}/"}};
static const struct problem url_no_id = {
    "url-id",
    SEVERITY_ERROR,
    {"%1: in \"%2\" there is no {id}: all pages would have one address",
     "%1: in \"%2\" manca {id}: tutte le pagine avrebbero lo stesso indirizzo"},
    {"write it as /name/{id}/", "scrivilo come /nome/{id}/"}};
static const struct problem url_placeholder = {
    "url-placeholder",
    SEVERITY_ERROR,
    {"%1: \"%2\" holds a part in braces that is not known",
     "%1: \"%2\" contiene una parte tra graffe che non esiste"},
    {"what can stand in braces: %3", "tra graffe può stare: %3"}};
static const struct problem url_character = {
    "url-character",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be part of an address", "%1: \"%2\" non può far parte di un indirizzo"},
    {"use letters without accents, digits and hyphens between single slashes",
     "usa lettere senza accenti, cifre e trattini tra barre singole"}};
static const struct problem url_clash = {
    "url-clash",
    SEVERITY_ERROR,
    {"%1: the address \"%2\" is taken already", "%1: l'indirizzo \"%2\" è già preso"},
    {"give one of the two another url:", "dai a uno dei due un altro url:"}};
static const struct problem folder_clash = {
    "path-clash",
    SEVERITY_ERROR,
    {"%1: the folder \"%2\" belongs to another collection",
     "%1: la cartella \"%2\" è già di un'altra raccolta"},
    {"give one of the two another path:", "dai a una delle due un altro path:"}};

/* The characters of a pattern outside its braces, and no empty part, nor a hidden one: those names
 * are the web server's. */
static bool is_plain(struct slice part)
{
    if (part.len == 0 || part.len > PART_BYTES_MAX || part.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < part.len; i++) {
        char byte = part.ptr[i];
        bool is_good = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' ||
                       byte == '~' || byte == '{' || byte == '}';
        if (!is_good)
            return false;
    }
    return true;
}

static const struct problem *check_parts(struct slice url)
{
    struct slice rest = slice_sub(url, 1, url.len - 2), part;
    while (slice_next(&rest, '/', &part))
        if (!is_plain(part))
            return &url_character;
    return NULL;
}

static const struct problem *check_placeholders(struct slice url, bool has_path)
{
    bool has_id = false;
    for (size_t open; (open = slice_find_byte(url, '{')) != SLICE_NOT_FOUND;) {
        if (slice_find_byte(slice_sub(url, 0, open), '}') != SLICE_NOT_FOUND)
            return &url_placeholder;
        struct slice inside = slice_after(url, open);
        size_t close = slice_find_byte(inside, '}');
        struct slice name = slice_sub(inside, 0, close == SLICE_NOT_FOUND ? close : close + 1);
        if (!slice_equal_string(name, "{id}") && !(has_path && slice_equal_string(name, "{path}")))
            return &url_placeholder;
        has_id = true;
        url = slice_after(inside, name.len);
    }
    if (slice_find_byte(url, '}') != SLICE_NOT_FOUND)
        return &url_placeholder;
    return has_id ? NULL : &url_no_id;
}

static bool check_url(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, struct slice url, bool has_path)
{
    bool has_slashes =
        url.len > 1 && slice_starts_with(url, SLICE("/")) && slice_ends_with(url, SLICE("/"));
    const struct problem *problem = has_slashes ? check_placeholders(url, has_path) : &url_slash;
    if (!problem)
        problem = check_parts(url);
    if (!problem)
        return true;
    diagnostic_add(reader->diagnostics, problem, node->span, where, url,
                   has_path ? SLICE("{id}, {path}") : SLICE("{id}"));
    return false;
}

static void claim(struct schema_reader *reader, const struct problem *problem, struct map *taken,
                  struct slice name, struct slice where, struct slice shown, struct span span)
{
    struct span *place = arena_new(reader->arena, struct span);
    *place = span;
    if (map_add(reader->arena, taken, name, place))
        return;
    const struct span *first = map_get(taken, name);
    diagnostic_add(reader->diagnostics, problem, span, where, shown)->related = *first;
}

static void claim_url(struct schema_reader *reader, struct slice where, struct slice url,
                      struct span span)
{
    /* A sheet's {path} is its {id} where it lies in no folder below. */
    size_t path = slice_find(url, SLICE("{path}"));
    struct slice name = url;
    if (path != SLICE_NOT_FOUND)
        name = arena_concat(reader->arena, slice_sub(url, 0, path), SLICE("{id}"),
                            slice_after(url, path + sizeof "{path}" - 1), (struct slice){0});
    claim(reader, &url_clash, &reader->urls, name, where, url, span);
}

void schema_claim_folder(struct schema_reader *reader, struct slice where, struct slice folder,
                         struct span span)
{
    claim(reader, &folder_clash, &reader->folders, folder, where, folder, span);
}

void schema_read_url(struct schema_reader *reader, const struct schema_entry *owner, bool has_path,
                     struct slice *url)
{
    struct schema_entry entry = schema_entry_under(reader, owner, "url");
    struct slice text;
    if (!schema_is_blank(entry.node)) {
        if (!schema_take_text(reader, entry.where, entry.node, &text) ||
            !check_url(reader, entry.where, entry.node, text, has_path))
            return;
        *url = text;
        entry.name = entry.node->span;
    }
    claim_url(reader, entry.where, *url, entry.name);
}

bool schema_check_folder(struct slice *folder)
{
    while (slice_starts_with(*folder, SLICE("/")))
        *folder = slice_after(*folder, 1);
    while (slice_ends_with(*folder, SLICE("/")))
        folder->len--;
    struct slice rest = *folder, part;
    bool is_good = folder->len > 0;
    while (slice_next(&rest, '/', &part))
        is_good &= part.len > 0 && !slice_equal_string(part, ".") &&
                   !slice_equal_string(part, "..") &&
                   slice_find_byte(part, '\\') == SLICE_NOT_FOUND;
    return is_good;
}
