/* What scripts add to the schema, once site.yaml is read and before any sheet is (schema_read.h). */
#include "content/schema_read.h"

#include "text/locale.h"

static const struct schema_unknown unknown_collection =
    SCHEMA_UNKNOWN("unknown-collection", "%1: there is no collection \"%2\"",
                   "%1: non c'è nessuna raccolta \"%2\"");
static const struct schema_unknown unknown_field = SCHEMA_UNKNOWN(
    "unknown-field", "%1: there is no field \"%2\"", "%1: non c'è nessun campo \"%2\"");
static const struct problem field_taken = {
    "field-twice",
    SEVERITY_ERROR,
    {"%1: the collection has a field of this id already",
     "%1: la raccolta ha già un campo con questo id"},
    {"give the computed field another id", "dai al campo calcolato un altro id"}};
static const struct problem no_more_fields = {
    "too-many-fields",
    SEVERITY_ERROR,
    {"%1: a collection has at most %2 fields", "%1: una raccolta ha al massimo %2 campi"},
    {"take out one of them", "togline uno"}};

static struct collection *find_collection(struct schema_reader *reader,
                                          const struct schema_addition *addition)
{
    const struct map *known = &reader->schema->collections_by_id;
    struct collection *collection = map_get(known, addition->collection);
    if (!collection)
        schema_report_unknown(reader, &unknown_collection, addition->span, SLICE("catalogue.field"),
                              addition->collection, names_of_map(known));
    return collection;
}

/* A mapping of one key, as under `fields:`. */
static struct yaml_node *wrap(struct arena *arena, const struct schema_addition *addition)
{
    struct yaml_node *mapping = arena_new(arena, struct yaml_node);
    struct yaml_node *key = arena_new(arena, struct yaml_node);
    key->kind = YAML_SCALAR;
    key->span = mapping->span = addition->span;
    key->text = addition->id;
    mapping->kind = YAML_MAPPING;
    mapping->count = 1;
    mapping->keys = arena_array(arena, struct yaml_node *, 1);
    mapping->items = arena_array(arena, struct yaml_node *, 1);
    mapping->keys[0] = key;
    mapping->items[0] = (struct yaml_node *)addition->keys;
    return mapping;
}

static void insert(struct arena *arena, struct collection *collection, struct field *field,
                   size_t index)
{
    struct field **fields = arena_array(arena, struct field *, collection->field_count + 1);
    for (size_t i = 0, k = 0; i <= collection->field_count; i++)
        fields[i] = i == index ? field : collection->fields[k++];
    collection->fields = fields;
    collection->field_count++;
    for (size_t i = 0; i < collection->field_count; i++)
        fields[i]->index = i;
    map_set(arena, &collection->fields_by_id, field->id, field);
}

struct field *schema_add_field(struct schema *schema, struct arena *arena,
                               const struct schema_addition *addition,
                               struct diagnostics *diagnostics)
{
    struct schema_reader reader = {
        .arena = arena, .schema = schema, .diagnostics = diagnostics, .suggestions = 100};
    struct collection *collection = find_collection(&reader, addition);
    if (!collection)
        return NULL;
    struct schema_entry entry = {
        .where = collection->id, .name = addition->span, .node = wrap(arena, addition)};
    struct slice where = schema_path(&reader, entry.where, addition->id);
    const struct field *other = map_get(&collection->fields_by_id, addition->id);
    if (other) {
        diagnostic_add(diagnostics, &field_taken, addition->span, where)->related = other->span;
        return NULL;
    }
    if (collection->field_count == SCHEMA_FIELDS_MAX) {
        diagnostic_add(diagnostics, &no_more_fields, addition->span, where,
                       arena_format(arena, "%d", SCHEMA_FIELDS_MAX));
        return NULL;
    }
    size_t index = collection->field_count;
    if (addition->after.len) {
        const struct field *before = map_get(&collection->fields_by_id, addition->after);
        if (before)
            index = before->index + 1;
        else
            schema_report_unknown(&reader, &unknown_field, addition->span,
                                  schema_path(&reader, where, SLICE("after")), addition->after,
                                  names_of_map(&collection->fields_by_id));
    }
    struct field **fields;
    size_t count = 0;
    schema_read_fields(&reader, &entry, true, 0, &fields, &count, NULL);
    if (count == 0) /* its id is none */
        return NULL;
    struct field *field = fields[0];
    field->computed = true;
    insert(arena, collection, field, index);
    struct schema_entry of_field = schema_entry_of(&reader, &entry, 0);
    struct schema_entry role = schema_entry_under(&reader, &of_field, "role");
    if (!schema_is_blank(role.node))
        schema_take_role(&reader, &role, collection, field, true);
    return field;
}

/* --- pages ----------------------------------------------------------------------- */

static struct field *new_field(struct arena *arena, struct collection *collection, struct slice id,
                               enum field_role role)
{
    struct field *field = arena_new(arena, struct field);
    field->id = id;
    field->type = VALUE_TEXT;
    field->role = role;
    field->label.text[0] = id;
    collection->by_role[role] = field;
    insert(arena, collection, field, collection->field_count);
    return field;
}

struct collection *schema_add_pages(struct schema *schema, struct arena *arena)
{
    struct collection *collection = arena_new(arena, struct collection);
    struct slice id = SLICE("pages");
    while (map_get(&schema->collections_by_id, id) || map_get(&schema->vocabularies_by_id, id))
        id = arena_concat(arena, id, SLICE("-"), SLICE("lua"), (struct slice){0});
    collection->id = id;
    collection->path = SLICE("//pages"); /* no file lies there */
    for (unsigned i = 0; i < schema->language_count; i++) {
        bool is_italian = slice_equal_string(locale_primary(schema->locales[i]), "it");
        collection->label.text[i] = is_italian ? SLICE("Pagine") : SLICE("Pages");
        collection->label_one.text[i] = is_italian ? SLICE("Pagina") : SLICE("Page");
    }
    collection->url = SLICE("/{id}/");
    collection->template = SLICE("page");
    collection->page_size = schema->page_size;
    collection->is_generated = true;
    collection->index = schema->collection_count;
    new_field(arena, collection, SLICE("title"), ROLE_TITLE);
    new_field(arena, collection, SLICE("summary"), ROLE_SUMMARY);
    struct collection **collections =
        arena_array(arena, struct collection *, schema->collection_count + 1);
    for (size_t i = 0; i < schema->collection_count; i++)
        collections[i] = schema->collections[i];
    collections[schema->collection_count++] = collection;
    schema->collections = collections;
    map_set(arena, &schema->collections_by_id, collection->id, collection);
    return collection;
}
