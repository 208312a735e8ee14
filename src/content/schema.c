#include "content/schema.h"

#include "content/schema_read.h"

/* A site.yaml of nothing but wrong names costs no more than so many comparisons with all names. */
#define SUGGESTIONS_MAX 200

static const struct problem empty = {
    "site-empty",
    SEVERITY_ERROR,
    {"the file is empty: it says nothing about the site",
     "il file è vuoto: non dice nulla del sito"},
    {"write at least site: and collections:", "scrivi almeno site: e collections:"}};

#define SCRIPT_NAMES_MAX 100u

static const struct problem too_many_scripts = {
    "too-many-names",
    SEVERITY_ERROR,
    {"%1: %2 scripts can be named at the most", "%1: si possono indicare al massimo %2 script"},
    {"take out those from here on", "togli quelli da qui in poi"}};

struct top {
    const struct yaml_node *site, *vocabularies, *collections, *filters, *trusted, *repository,
        *sources, *desk;
};

static size_t read_script_names(struct schema_reader *reader, const char *key,
                                const struct yaml_node *node, struct script_name **names)
{
    const struct yaml_node **texts;
    size_t count = node ? schema_take_texts(reader, slice_from_string(key), node, &texts) : 0;
    if (count > SCRIPT_NAMES_MAX) {
        diagnostic_add(reader->diagnostics, &too_many_scripts, texts[SCRIPT_NAMES_MAX]->span,
                       slice_from_string(key),
                       arena_format(reader->arena, "%u", SCRIPT_NAMES_MAX));
        count = SCRIPT_NAMES_MAX;
    }
    *names = arena_array(reader->arena, struct script_name, count);
    for (size_t i = 0; i < count; i++)
        (*names)[i] = (struct script_name){slice_trim(texts[i]->text), texts[i]->span};
    return count;
}

static void read_scripts(struct schema_reader *reader, const struct yaml_node *root,
                         const struct top *top)
{
    struct schema *schema = reader->schema;
    schema->has_filters = yaml_get(root, "filters") != NULL;
    schema->filter_count =
        read_script_names(reader, "filters", top->filters, &schema->filters);
    schema->trusted_count =
        read_script_names(reader, "trusted", top->trusted, &schema->trusted);
}

static void read_top(struct schema_reader *reader, const struct yaml_node *root)
{
    static const struct schema_key keys[] = {
        {.name = "site", KEY_NODE, offsetof(struct top, site), .is_required = true},
        {.name = "vocabularies", KEY_NODE, offsetof(struct top, vocabularies)},
        {.name = "collections", KEY_NODE, offsetof(struct top, collections), .is_required = true},
        {.name = "filters", KEY_NODE, offsetof(struct top, filters)},
        {.name = "trusted", KEY_NODE, offsetof(struct top, trusted)},
        {.name = "repository", KEY_NODE, offsetof(struct top, repository)},
        {.name = "sources", KEY_NODE, offsetof(struct top, sources)},
        {.name = "desk", KEY_NODE, offsetof(struct top, desk)},
    };
    const struct text_file *file = &reader->schema->file;
    struct schema_entry entry = {file->path, span_of_file(file), root};
    struct top top = {0};
    if (!schema_read_mapping(reader, &entry, SCHEMA_KEYS(keys), &top))
        return;
    struct schema_entry site = schema_entry_under(reader, &entry, "site");
    struct schema_entry vocabularies = schema_entry_under(reader, &entry, "vocabularies");
    struct schema_entry collections = schema_entry_under(reader, &entry, "collections");
    struct schema_entry repository = schema_entry_under(reader, &entry, "repository");
    struct schema_entry sources = schema_entry_under(reader, &entry, "sources");
    struct schema_entry desk = schema_entry_under(reader, &entry, "desk");
    if (!schema_read_site(reader, &site))
        return;
    schema_read_vocabularies(reader, &vocabularies);
    schema_read_collections(reader, &collections);
    schema_read_menu(reader, &site);
    read_scripts(reader, root, &top);
    schema_read_repository(reader, &repository);
    schema_read_sources(reader, &sources);
    schema_read_desk(reader, &desk);
}

struct schema *schema_read(struct arena *arena, struct text_file file,
                           struct diagnostics *diagnostics)
{
    struct schema *schema = arena_new(arena, struct schema);
    schema->file = file;
    struct schema_reader reader = {.arena = arena,
                                   .schema = schema,
                                   .diagnostics = diagnostics,
                                   .suggestions = SUGGESTIONS_MAX};
    struct yaml_node *root = yaml_parse(arena, &schema->file, schema->file.text, diagnostics);
    if (!root)
        return NULL;
    if (root->kind == YAML_NULL) {
        diagnostic_add_plain(diagnostics, &empty, span_of_file(&schema->file));
        return NULL;
    }
    read_top(&reader, root);
    return schema->language_count ? schema : NULL;
}

/* --- what owns memory outside the arena ----------------------------------------- */

static void release_field(const struct field *field)
{
    if (field->pattern)
        pattern_release(field->pattern);
    if (field->item)
        release_field(field->item);
    for (size_t i = 0; i < field->field_count; i++)
        release_field(field->fields[i]);
}

void schema_release(struct schema *schema)
{
    for (size_t i = 0; schema && i < schema->collection_count; i++)
        for (size_t j = 0; j < schema->collections[i]->field_count; j++)
            release_field(schema->collections[i]->fields[j]);
}

/* --- what is asked ---------------------------------------------------------------- */

int schema_find_language(const struct schema *schema, struct slice language)
{
    for (unsigned i = 0; i < schema->language_count; i++)
        if (slice_equal_ignoring_case(schema->languages[i], language))
            return (int)i;
    return -1;
}

struct slice local_text_get(const struct local_text *text, unsigned language)
{
    return text->text[language].len ? text->text[language] : text->text[0];
}

static bool is_under(struct slice path, struct slice folder)
{
    return slice_starts_with(path, folder) && path.len > folder.len && path.ptr[folder.len] == '/';
}

const struct collection *schema_find_collection(const struct schema *schema, struct slice path)
{
    const struct collection *found = NULL;
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        if (is_under(path, collection->path) && (!found || collection->path.len > found->path.len))
            found = collection;
    }
    return found;
}

bool schema_find_status(const struct schema *schema, struct slice name, enum status *status)
{
    for (int i = 0; i < STATUS_COUNT; i++)
        for (size_t j = 0; j < schema->status_name_count[i]; j++)
            if (slice_equal_ignoring_case(schema->status_names[i][j], name)) {
                *status = (enum status)i;
                return true;
            }
    return false;
}
