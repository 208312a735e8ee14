/* What can be told only once scripts have added their fields: by which a collection is sorted
 * (schema_read.h). */
#include "content/schema_read.h"
#include "content/schema_type.h"

static const struct schema_unknown unknown_field = SCHEMA_UNKNOWN(
    "sort-unknown", "%1: there is no field \"%2\"", "%1: non c'è nessun campo \"%2\"");
static const struct problem unsortable = {
    "sort-type",
    SEVERITY_ERROR,
    {"%1: sheets cannot be sorted by \"%2\", whose type is %3",
     "%1: le schede non si possono ordinare per \"%2\", che è di tipo %3"},
    {"sort by a field that holds a single value",
     "ordina per un campo che contiene un solo valore"}};

static void settle_sort(struct schema_reader *reader, struct collection *collection)
{
    const struct yaml_node **texts;
    struct slice where = schema_path(
        reader, schema_path(reader, SLICE("collections"), collection->id), SLICE("sort"));
    if (schema_is_blank(collection->written_sort))
        return;
    size_t count = schema_take_texts(reader, where, collection->written_sort, &texts);
    collection->sort = arena_array(reader->arena, struct sort_key, count);
    for (size_t i = 0; i < count; i++) {
        struct slice name = slice_trim(texts[i]->text);
        bool descending = slice_starts_with(name, SLICE("-"));
        name = slice_after(name, descending);
        const struct field *field = map_get(&collection->fields_by_id, name);
        if (!field)
            schema_report_unknown(reader, &unknown_field, texts[i]->span, where, name,
                                  names_of_map(&collection->fields_by_id));
        else if (field->type == VALUE_LIST || field->type == VALUE_RECORD ||
                 field->type == VALUE_MARKDOWN)
            diagnostic_add(reader->diagnostics, &unsortable, texts[i]->span, where, name,
                           slice_from_string(schema_type_of(field->type)->name));
        else
            collection->sort[collection->sort_count++] = (struct sort_key){field, descending};
    }
}

void schema_settle(struct schema *schema, struct arena *arena, struct diagnostics *diagnostics)
{
    struct schema_reader reader = {
        .arena = arena, .schema = schema, .diagnostics = diagnostics, .suggestions = 100};
    for (size_t i = 0; i < schema->collection_count; i++)
        settle_sort(&reader, schema->collections[i]);
}
