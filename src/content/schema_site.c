/* site: titles, languages, statuses, look, publisher (schema_read.h). */
#include "content/schema_read.h"

#include "text/locale.h"
#include "text/slug.h"
#include "text/url.h"
#include "text/utf8.h"

#include <string.h>

#define LANGUAGE_LENGTH_MAX 35 /* BCP 47: RFC 5646, section 4.4.1 */
#define PAGE_SIZE_DEFAULT   20
#define PAGE_SIZE_MAX       500
#define STATUS_NAMES_MAX    20

static const struct problem wrong_base_url = {
    "base-url",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not the address of a site", "%1: \"%2\" non è l'indirizzo di un sito"},
    {"write it whole, without ? and #: https://catalogue.example.org/",
     "scrivilo intero, senza ? e #: https://catalogo.example.org/"}};
static const struct problem wrong_address = {
    "wrong-address",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not an address on the web", "%1: \"%2\" non è un indirizzo sul web"},
    {"write it whole: https://www.example.org/", "scrivilo intero: https://www.example.org/"}};
static const struct problem wrong_email = {
    "wrong-email",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not an e-mail address", "%1: \"%2\" non è un indirizzo e-mail"},
    {"write it as name@example.org", "scrivilo come nome@example.org"}};
static const struct problem wrong_color = {
    "wrong-color",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a colour", "%1: \"%2\" non è un colore"},
    {"write # and six digits from 0 to f, in quotes: \"#0b5cad\"",
     "scrivi # e sei cifre da 0 a f, tra virgolette: \"#0b5cad\""}};
static const struct problem wrong_file = {
    "wrong-path",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a file of this folder", "%1: \"%2\" non è un file di questa cartella"},
    {"write its path from the folder of site.yaml on: content/logo.svg",
     "scrivi il percorso a partire dalla cartella di site.yaml: content/logo.svg"}};
static const struct problem wrong_theme = {
    "wrong-name",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be the name of a theme", "%1: \"%2\" non può essere il nome di un tema"},
    {"write the name of a folder in themes/: schedario",
     "scrivi il nome di una cartella in themes/: schedario"}};
static const struct problem no_language = {
    "unknown-language",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a language that is known", "%1: \"%2\" non è una lingua conosciuta"},
    {"write its code of two or three letters: it, en, de",
     "scrivi il suo codice di due o tre lettere: it, en, de"}};
static const struct problem language_twice = {
    "language-twice",
    SEVERITY_ERROR,
    {"%1: the language \"%2\" is written twice", "%1: la lingua \"%2\" è scritta due volte"},
    {"keep one of the two", "tienine una sola"}};
static const struct problem too_many_languages = {
    "too-many-languages",
    SEVERITY_ERROR,
    {"%1: a site has %2 languages at the most", "%1: un sito può avere al massimo %2 lingue"},
    {"take out those from here on", "togli quelle da qui in poi"}};
static const struct problem status_twice = {
    "status-twice",
    SEVERITY_ERROR,
    {"%1: \"%2\" already names a status", "%1: \"%2\" è già il nome di uno stato"},
    {"each word may name one status only", "ogni parola può indicare un solo stato"}};
static const struct problem too_many_status_names = {
    "too-many-names",
    SEVERITY_ERROR,
    {"%1: a status has %2 names at the most", "%1: uno stato può avere al massimo %2 nomi"},
    {"take out those from here on", "togli quelli da qui in poi"}};

/* --- single values ----------------------------------------------------------- */

static bool is_color(struct slice text)
{
    for (size_t i = 1; i < text.len; i++)
        if (!strchr("0123456789abcdefABCDEF", text.ptr[i]))
            return false;
    return text.len == 7 && text.ptr[0] == '#';
}

static bool is_file(struct slice text)
{
    struct slice rest = text, part;
    if (!url_is_allowed(text) || slice_find_byte(text, ':') != SLICE_NOT_FOUND ||
        slice_find_byte(text, '?') != SLICE_NOT_FOUND ||
        slice_find_byte(text, '#') != SLICE_NOT_FOUND)
        return false;
    while (slice_next(&rest, '/', &part))
        if (part.len == 0 || slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return false;
    return true;
}

static bool is_base_url(struct slice url)
{
    return url_is_absolute(url) && slice_find_byte(url, '?') == SLICE_NOT_FOUND &&
           slice_find_byte(url, '#') == SLICE_NOT_FOUND;
}

bool schema_set_base_url(struct schema *schema, struct arena *arena, struct slice url)
{
    if (!is_base_url(url))
        return false;
    while (slice_ends_with(url, SLICE("/")))
        url.len--;
    schema->base_url = arena_concat(arena, url, SLICE("/"), (struct slice){0});
    size_t host = slice_find(schema->base_url, SLICE("://")) + 3;
    schema->base_path = slice_after(schema->base_url, host);
    schema->base_path = slice_after(schema->base_path, slice_find_byte(schema->base_path, '/'));
    return true;
}

/* --- languages ----------------------------------------------------------------- */

static bool is_language_code(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", text.ptr[i]))
            return false;
    return text.len >= 2 && text.len <= LANGUAGE_LENGTH_MAX;
}

/* False where it is one too many. */
static bool add_language(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node)
{
    struct schema *schema = reader->schema;
    struct slice code = slice_trim(node->text);
    const struct locale *locale = is_language_code(code) ? locale_open(reader->arena, code) : NULL;
    if (!locale) {
        diagnostic_add(reader->diagnostics, &no_language, node->span, where, code);
        return true;
    }
    for (size_t i = 0; i < schema->language_count; i++)
        if (slice_equal_ignoring_case(schema->languages[i], code)) {
            diagnostic_add(reader->diagnostics, &language_twice, node->span, where, code);
            return true;
        }
    if (schema->language_count == SITE_LANGUAGES_MAX) {
        diagnostic_add(reader->diagnostics, &too_many_languages, node->span, where,
                       arena_format(reader->arena, "%d", SITE_LANGUAGES_MAX));
        return false;
    }
    schema->languages[schema->language_count] = locale->language;
    schema->locales[schema->language_count++] = locale;
    return true;
}

static void read_languages(struct schema_reader *reader, const struct schema_entry *site)
{
    struct slice where = schema_path(reader, site->where, SLICE("languages"));
    const struct yaml_node *node = yaml_get(site->node, "languages"), **texts;
    if (schema_is_blank(node) || (node->kind == YAML_SEQUENCE && node->count == 0)) {
        schema_report_missing(reader, site, "languages");
        return;
    }
    size_t count = schema_take_texts(reader, where, node, &texts);
    bool has_room = true;
    for (size_t i = 0; has_room && i < count; i++)
        has_room = add_language(reader, where, texts[i]);
}

/* --- statuses --------------------------------------------------------------------- */

static const char *const status_keys[STATUS_COUNT] = {"draft", "review", "published"};
static const char *const status_defaults[STATUS_COUNT][2] = {
    {"bozza", "draft"}, {"in revisione", "in review"}, {"pubblicata", "published"}};

struct statuses_draft {
    const struct yaml_node *names[STATUS_COUNT];
};

static void add_status_name(struct schema_reader *reader, enum status status, struct slice where,
                            struct slice name, const struct yaml_node *node, struct map *taken)
{
    struct schema *schema = reader->schema;
    size_t count = schema->status_name_count[status];
    if (count == STATUS_NAMES_MAX) {
        if (node)
            diagnostic_add(reader->diagnostics, &too_many_status_names, node->span, where,
                           arena_format(reader->arena, "%d", STATUS_NAMES_MAX));
        return;
    }
    /* A default that the site uses for something else gives way. */
    if (!map_add(reader->arena, taken, utf8_fold(reader->arena, name), schema)) {
        if (node)
            diagnostic_add(reader->diagnostics, &status_twice, node->span, where, name);
        return;
    }
    schema->status_names[status][count] = name;
    schema->status_name_count[status]++;
}

static void read_statuses(struct schema_reader *reader, const struct schema_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "draft", KEY_NODE, offsetof(struct statuses_draft, names[STATUS_DRAFT])},
        {.name = "review", KEY_NODE, offsetof(struct statuses_draft, names[STATUS_REVIEW])},
        {.name = "published", KEY_NODE, offsetof(struct statuses_draft, names[STATUS_PUBLISHED])},
    };
    struct statuses_draft draft = {0};
    struct map taken = {0};
    schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), &draft);
    for (int status = 0; status < STATUS_COUNT; status++) {
        reader->schema->status_names[status] =
            arena_array(reader->arena, struct slice, STATUS_NAMES_MAX);
        const struct yaml_node **texts;
        struct slice where =
            schema_path(reader, entry->where, slice_from_string(status_keys[status]));
        size_t count =
            draft.names[status] ? schema_take_texts(reader, where, draft.names[status], &texts) : 0;
        for (size_t i = 0; i < count; i++)
            add_status_name(reader, (enum status)status, where, slice_trim(texts[i]->text),
                            texts[i], &taken);
    }
    for (int status = 0; status < STATUS_COUNT; status++)
        for (size_t i = 0; !draft.names[status] && i < 2; i++)
            add_status_name(reader, (enum status)status, entry->where,
                            slice_from_string(status_defaults[status][i]), NULL, &taken);
}

/* --- the site ---------------------------------------------------------------------- */

static void read_publisher(struct schema_reader *reader, const struct schema_entry *site)
{
    static const struct schema_key publisher_keys[] = {
        {.name = "name", KEY_LOCAL, offsetof(struct schema, publisher_name), .is_required = true},
        {.name = "url",
         KEY_TEXT,
         offsetof(struct schema, publisher_url),
         .is_good = url_is_absolute,
         .otherwise = &wrong_address},
        {.name = "email",
         KEY_TEXT,
         offsetof(struct schema, publisher_email),
         .is_good = email_is_valid,
         .otherwise = &wrong_email},
    };
    static const struct schema_key license_keys[] = {
        {.name = "name", KEY_LOCAL, offsetof(struct schema, license_name), .is_required = true},
        {.name = "url",
         KEY_TEXT,
         offsetof(struct schema, license_url),
         .is_good = url_is_absolute,
         .otherwise = &wrong_address},
    };
    struct schema_entry publisher = schema_entry_under(reader, site, "publisher");
    struct schema_entry license = schema_entry_under(reader, site, "license");
    if (!schema_is_blank(publisher.node))
        schema_read_mapping(reader, &publisher, SCHEMA_KEYS(publisher_keys), reader->schema);
    if (!schema_is_blank(license.node))
        schema_read_mapping(reader, &license, SCHEMA_KEYS(license_keys), reader->schema);
}

/* What is wrong with these is found later, where the files are. */
static void note_places(struct schema *schema, const struct yaml_node *site)
{
    const struct yaml_node *theme = yaml_get(site, "theme"), *accent = yaml_get(site, "accent"),
                           *logo = yaml_get(site, "logo");
    schema->theme_span = theme ? theme->span : (struct span){0};
    schema->accent_span = accent ? accent->span : (struct span){0};
    schema->logo_span = logo ? logo->span : (struct span){0};
}

bool schema_read_site(struct schema_reader *reader, const struct schema_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "title", KEY_LOCAL, offsetof(struct schema, title), .is_required = true},
        {.name = "tagline", KEY_LOCAL, offsetof(struct schema, tagline)},
        {.name = "description", KEY_LOCAL, offsetof(struct schema, description)},
        {.name = "base_url",
         KEY_TEXT,
         offsetof(struct schema, base_url),
         .is_required = true,
         .is_good = is_base_url,
         .otherwise = &wrong_base_url},
        {.name = "languages", KEY_ELSEWHERE, .is_required = true},
        {.name = "theme",
         KEY_TEXT,
         offsetof(struct schema, theme),
         .is_good = slug_is_identifier,
         .otherwise = &wrong_theme},
        {.name = "accent",
         KEY_TEXT,
         offsetof(struct schema, accent),
         .is_good = is_color,
         .otherwise = &wrong_color},
        {.name = "logo",
         KEY_TEXT,
         offsetof(struct schema, logo),
         .is_good = is_file,
         .otherwise = &wrong_file},
        {.name = "publisher", KEY_ELSEWHERE},
        {.name = "license", KEY_ELSEWHERE},
        {.name = "page_size",
         KEY_COUNT,
         offsetof(struct schema, page_size),
         .min = 1,
         .max = PAGE_SIZE_MAX},
        {.name = "statuses", KEY_ELSEWHERE},
        {.name = "menu", KEY_ELSEWHERE},
    };
    struct schema *schema = reader->schema;
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return false;
    /* Before the rest, whose texts are told apart by them. */
    read_languages(reader, entry);
    if (schema->language_count == 0)
        return false;
    schema->theme = SLICE("schedario");
    schema->base_url = SLICE("https://example.org/");
    schema->page_size = PAGE_SIZE_DEFAULT;
    schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), schema);
    schema_set_base_url(schema, reader->arena, schema->base_url);
    note_places(schema, entry->node);
    read_publisher(reader, entry);
    struct schema_entry statuses = schema_entry_under(reader, entry, "statuses");
    read_statuses(reader, &statuses);
    return true;
}
