/* The order of each collection's lists: one for all languages, by the first one's dictionary. */
#include "model/link.h"

#include <stdlib.h>

/* A sheet's value for one sort key. */
struct sort_value {
    const struct value *value; /* NULL: none, which comes last either way */
    struct slice text;         /* collation key, where texts are compared */
    bool is_text;
    bool descending;
};

struct sort_entry {
    const struct linked_sheet *sheet;
    const struct sort_value *values;
    size_t count;
};

int linked_sheet_compare_titles(const struct linked_sheet *a, const struct linked_sheet *b)
{
    int order = slice_compare(a->title_key, b->title_key);
    return order ? order : slice_compare(a->sheet.id, b->sheet.id);
}

/* What a value is sorted by where it is a text, or stands for one. */
static bool value_sort_text(const struct value *value, struct slice *text)
{
    switch (value->kind) {
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        *text = value->as.text;
        return true;
    case VALUE_MARKDOWN:
        *text = value->as.markdown.source;
        return true;
    case VALUE_TERM:
        *text = local_text_get(&value->as.term->label, 0);
        return true;
    case VALUE_REF:
        *text = value->as.ref.target ? value->as.ref.target->original->title : value->as.ref.id;
        return true;
    default:
        return false;
    }
}

/* A list is sorted by its first item. */
static const struct value *first_value(const struct value *value)
{
    while (value->kind == VALUE_LIST && value->as.list.count)
        value = &value->as.list.items[0];
    return value_is_empty(value) ? NULL : value;
}

static struct sort_value read_sort_value(struct link *link, const struct sheet *sheet,
                                         const struct sort_key *key)
{
    struct sort_value result = {.descending = key->descending};
    struct slice text;
    result.value = first_value(&sheet->original->values[key->field->index]);
    if (result.value && value_sort_text(result.value, &text)) {
        result.is_text = true;
        result.text = collator_key(link->collator, link->arena, text);
    }
    return result;
}

static int compare_values(const struct sort_value *a, const struct sort_value *b)
{
    if (!a->value || !b->value)
        return (a->value == NULL) - (b->value == NULL);
    int order = a->is_text && b->is_text ? slice_compare(a->text, b->text)
                                         : value_compare(a->value, b->value);
    return a->descending ? -order : order;
}

static int compare_entries(const void *a, const void *b)
{
    const struct sort_entry *x = a, *y = b;
    for (size_t i = 0; i < x->count; i++) {
        int order = compare_values(&x->values[i], &y->values[i]);
        if (order)
            return order;
    }
    return linked_sheet_compare_titles(x->sheet, y->sheet);
}

static void order_collection(struct link *link, struct collection_sheets *list,
                             struct sheet *const *sheets, size_t count)
{
    const struct collection *collection = list->collection;
    struct sort_entry *entries = arena_array(link->arena, struct sort_entry, count);
    for (size_t i = 0; i < count; i++) {
        struct sort_value *values =
            arena_array(link->arena, struct sort_value, collection->sort_count);
        for (size_t k = 0; k < collection->sort_count; k++)
            values[k] = read_sort_value(link, sheets[i], &collection->sort[k]);
        entries[i] =
            (struct sort_entry){linked_sheet_of(sheets[i]), values, collection->sort_count};
    }
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);
    list->sheets = arena_array(link->arena, const struct sheet *, count);
    list->count = count;
    for (size_t i = 0; i < count; i++)
        list->sheets[i] = &entries[i].sheet->sheet;
}

void link_order(struct link *link)
{
    struct catalogue *catalogue = link->catalogue;
    size_t collections = link->schema->collection_count, start = 0;
    catalogue->collections = arena_array(link->arena, struct collection_sheets, collections);
    for (size_t i = 0; i < collections; i++) {
        struct collection_sheets *list = &catalogue->collections[i];
        list->collection = link->schema->collections[i];
        size_t end = start;
        while (end < catalogue->sheet_count &&
               catalogue->sheets[end]->collection == list->collection)
            end++;
        order_collection(link, list, catalogue->sheets + start, end - start);
        start = end;
    }
}
