/* Collections: their keys, folder, roles (schema_read.h). */
#include "content/schema_type.h"

#include "base/vector.h"
#include "text/slug.h"

#define PAGE_SIZE_MAX 500

static const struct problem name_clash = {
    "name-clash",
    SEVERITY_ERROR,
    {"%1: there is a vocabulary of this name", "%1: c'è un vocabolario con questo nome"},
    {"give one of the two another name: menus name both kinds alike",
     "dai a uno dei due un altro nome: nei menu si chiamano allo stesso modo"}};
static const struct problem wrong_folder = {
    "wrong-path",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a folder under content/", "%1: \"%2\" non è una cartella sotto content/"},
    {"write its path without content/: guida/redazione",
     "scrivi il percorso senza content/: guida/redazione"}};
static const struct problem wrong_template = {
    "wrong-name",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be the name of a template",
     "%1: \"%2\" non può essere il nome di un modello"},
    {"write the name of one of the theme's templates: sheet, organisation, guide",
     "scrivi il nome di un modello del tema: sheet, organisation, guide"}};
static const struct schema_unknown unknown_choice =
    SCHEMA_UNKNOWN("other-sections", "%1: \"%2\" is not a choice", "%1: \"%2\" non è una scelta");
static const struct schema_unknown unknown_role = SCHEMA_UNKNOWN(
    "unknown-role", "%1: there is no role \"%2\"", "%1: non c'è nessun ruolo \"%2\"");
static const struct problem role_twice = {"role-twice",
                                          SEVERITY_ERROR,
                                          {"%1: the field \"%3\" already has the role \"%2\"",
                                           "%1: il campo \"%3\" ha già il ruolo \"%2\""},
                                          {"give the role to one field of a collection only",
                                           "dai il ruolo a un solo campo della raccolta"}};
static const struct problem role_type = {"role-type",
                                         SEVERITY_ERROR,
                                         {"%1: the role \"%2\" does not go with the type %3",
                                          "%1: il ruolo \"%2\" non va con il tipo %3"},
                                         {"it goes with: %4", "va con: %4"}};
static const struct problem parent_elsewhere = {
    "role-parent",
    SEVERITY_ERROR,
    {"%1: the parent of a sheet belongs to its own collection, not to \"%2\"",
     "%1: il genitore di una scheda sta nella sua stessa raccolta, non in \"%2\""},
    {"write to: %3, or take the role out", "scrivi to: %3, o togli il ruolo"}};
static const struct problem no_title = {
    "title-missing",
    SEVERITY_ERROR,
    {"%1: no field has the role title", "%1: nessun campo ha il ruolo title"},
    {"add \"role: title\" to the field that holds the title, of type text",
     "aggiungi \"role: title\" al campo che contiene il titolo, di tipo text"}};
struct collection_draft {
    struct collection collection;
    struct slice path, other_sections;
};

/* --- roles -------------------------------------------------------------------- */

static bool role_fits(const struct schema_role *role, const struct field *field)
{
    if (field->type == VALUE_LIST)
        return role->items & TYPE(field->item->type);
    return role->types & TYPE(field->type);
}

enum field_role schema_take_role(struct schema_reader *reader, const struct schema_entry *entry,
                                 struct collection *collection, struct field *field, bool is_known)
{
    struct slice name;
    if (!schema_take_text(reader, entry->where, entry->node, &name))
        return ROLE_NONE;
    enum field_role role = schema_find_role(name);
    const struct schema_role *wanted = schema_role_of(role);
    const struct field *first = collection->by_role[role];
    struct span span = entry->node->span;
    if (role == ROLE_NONE) {
        schema_report_unknown(reader, &unknown_role, span, entry->where, name, schema_role_names());
    } else if (is_known && !role_fits(wanted, field)) {
        diagnostic_add(reader->diagnostics, &role_type, span, entry->where, name,
                       schema_list_types(reader, field->item ? 0 : TYPE(field->type),
                                         field->item ? TYPE(field->item->type) : 0),
                       schema_list_types(reader, wanted->types, wanted->items));
    } else if (first) {
        diagnostic_add(reader->diagnostics, &role_twice, span, entry->where, name, first->id)
            ->related = first->span;
    } else if (role == ROLE_PARENT && is_known && field->target != collection) {
        diagnostic_add(reader->diagnostics, &parent_elsewhere, span, entry->where,
                       field->target->id, collection->id);
    }
    if (role_fits(wanted, field) && !first) {
        collection->by_role[role] = field;
        field->role = role;
    }
    return role;
}

/* A type that was not understood was told; what was put in its place is not judged. */
static bool type_is_known(const struct schema_entry *field_entry, const struct field *field)
{
    const struct yaml_node *type = yaml_get(field_entry->node, "type");
    return type && slice_equal_string(slice_trim(type->text), schema_type_of(field->type)->name);
}

static void read_roles(struct schema_reader *reader, const struct schema_entry *fields,
                       struct collection *collection)
{
    bool has_fields = fields->node && fields->node->kind == YAML_MAPPING, has_title = false;
    for (size_t i = 0; has_fields && i < fields->node->count; i++) {
        struct field *field = map_get(&collection->fields_by_id, fields->node->keys[i]->text);
        struct schema_entry item = schema_entry_of(reader, fields, i);
        struct schema_entry role = schema_entry_under(reader, &item, "role");
        if (field && !schema_is_blank(role.node))
            has_title |= ROLE_TITLE == schema_take_role(reader, &role, collection, field,
                                                        type_is_known(&item, field));
    }
    if (has_fields && !has_title)
        diagnostic_add(reader->diagnostics, &no_title, fields->name, fields->where);
}

/* --- collections ------------------------------------------------------------------ */

static const char *const choices[] = {
    [SECTIONS_ALLOW] = "allow", [SECTIONS_WARN] = "warn", [SECTIONS_REFUSE] = "refuse"};
#define CHOICE_COUNT (sizeof choices / sizeof *choices)

static struct slice choice_name(const void *things, size_t index)
{
    (void)things;
    return slice_from_string(choices[index]);
}

static void read_other_sections(struct schema_reader *reader, const struct schema_entry *entry,
                                struct collection_draft *draft)
{
    struct collection *collection = &draft->collection;
    struct schema_entry written = schema_entry_under(reader, entry, "other_sections");
    collection->other_sections = collection->section_count ? SECTIONS_REFUSE : SECTIONS_ALLOW;
    if (draft->other_sections.len == 0)
        return;
    for (size_t i = 0; i < CHOICE_COUNT; i++)
        if (slice_equal_string(draft->other_sections, choices[i])) {
            collection->other_sections = (enum other_sections)i;
            return;
        }
    schema_report_unknown(reader, &unknown_choice, written.node->span, written.where,
                          draft->other_sections, (struct names){CHOICE_COUNT, choice_name, NULL});
}

static void read_folder(struct schema_reader *reader, const struct schema_entry *entry,
                        struct collection_draft *draft)
{
    struct schema_entry written = schema_entry_under(reader, entry, "path");
    struct collection *collection = &draft->collection;
    struct slice folder = draft->path;
    collection->path = collection->id;
    if (folder.len && schema_check_folder(&folder))
        collection->path = folder;
    else if (draft->path.len)
        diagnostic_add(reader->diagnostics, &wrong_folder, written.node->span, written.where,
                       draft->path);
    schema_claim_folder(reader, written.where, collection->path,
                        draft->path.len ? written.node->span : entry->name);
}

static void read_collection(struct schema_reader *reader, const struct schema_entry *entry,
                            struct collection_draft *draft)
{
    static const struct schema_key keys[] = {
        {.name = "path", KEY_TEXT, offsetof(struct collection_draft, path)},
        {.name = "label",
         KEY_LOCAL,
         offsetof(struct collection_draft, collection.label),
         .is_required = true},
        {.name = "label_one", KEY_LOCAL, offsetof(struct collection_draft, collection.label_one)},
        {.name = "description",
         KEY_LOCAL,
         offsetof(struct collection_draft, collection.description)},
        {.name = "url", KEY_ELSEWHERE},
        {.name = "template",
         KEY_TEXT,
         offsetof(struct collection_draft, collection.template),
         .is_good = slug_is_identifier,
         .otherwise = &wrong_template},
        {.name = "sort", KEY_ELSEWHERE},
        {.name = "page_size",
         KEY_COUNT,
         offsetof(struct collection_draft, collection.page_size),
         .min = 1,
         .max = PAGE_SIZE_MAX},
        {.name = "feed", KEY_BOOLEAN, offsetof(struct collection_draft, collection.feed)},
        {.name = "fields", KEY_ELSEWHERE, .is_required = true},
        {.name = "sections", KEY_ELSEWHERE},
        {.name = "other_sections", KEY_TEXT, offsetof(struct collection_draft, other_sections)},
    };
    struct collection *collection = &draft->collection;
    collection->label = schema_label_from(reader, collection->id);
    collection->url =
        arena_concat(reader->arena, SLICE("/"), collection->id, SLICE("/{id}/"), (struct slice){0});
    collection->template = SLICE("sheet");
    collection->page_size = reader->schema->page_size;
    collection->feed = true;
    bool is_good = schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), draft);
    if (collection->label_one.text[0].len == 0)
        collection->label_one = collection->label;
    read_folder(reader, entry, draft);
    schema_read_url(reader, entry, true, &collection->url);
    if (!is_good)
        return;
    struct schema_entry fields = schema_entry_under(reader, entry, "fields");
    struct schema_entry sections = schema_entry_under(reader, entry, "sections");
    schema_read_fields(reader, &fields, true, 0, &collection->fields, &collection->field_count,
                       &collection->fields_by_id);
    read_roles(reader, &fields, collection);
    schema_read_sections(reader, collection, &sections, &fields);
    read_other_sections(reader, entry, draft);
    collection->written_sort = schema_entry_under(reader, entry, "sort").node;
}

static struct collection_draft *draft_of(struct collection *collection)
{
    return (struct collection_draft *)((char *)collection -
                                       offsetof(struct collection_draft, collection));
}

void schema_read_collections(struct schema_reader *reader, const struct schema_entry *entry)
{
    struct schema *schema = reader->schema;
    VECTOR(struct collection *) collections = {0};
    VECTOR(struct schema_entry) entries = {0};
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return;
    /* All of them by name first: a field of one refers to another below it. */
    for (size_t i = 0; i < entry->node->count; i++) {
        struct schema_entry item = schema_entry_of(reader, entry, i);
        if (!schema_check_identifier(reader, item.where, entry->node->keys[i]))
            continue;
        struct collection *collection =
            &arena_new(reader->arena, struct collection_draft)->collection;
        collection->id = entry->node->keys[i]->text;
        collection->span = item.name;
        collection->index = collections.count;
        if (map_get(&schema->vocabularies_by_id, collection->id))
            diagnostic_add(reader->diagnostics, &name_clash, item.name, item.where);
        map_set(reader->arena, &schema->collections_by_id, collection->id, collection);
        vector_push(reader->arena, &collections, collection);
        vector_push(reader->arena, &entries, item);
    }
    schema->collections = collections.items;
    schema->collection_count = collections.count;
    for (size_t i = 0; i < collections.count; i++)
        read_collection(reader, &entries.items[i], draft_of(collections.items[i]));
}
