/* The columns of a catalogue: what readers filter and sort by. */
#include "search/catalogue_parts.h"

#include "base/vector.h"
#include "search/days.h"
#include "text/utf8.h"

#include <stdlib.h>

struct source_field {
    const struct collection *collection;
    const struct field *field;
};

struct built {
    struct index_column column;
    const struct field *plain; /* the field, or a list's item */
    VECTOR(struct source_field) fields;
};

struct building {
    struct indexing *indexing;
    VECTOR(struct built *) columns;
};

static const struct field *plain_field(const struct field *field)
{
    while (field->type == VALUE_LIST && field->item)
        field = field->item;
    return field;
}

static bool is_number(const struct field *field)
{
    switch (field->type) {
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_MONEY:
    case VALUE_DATE:
    case VALUE_DATETIME:
    case VALUE_DURATION:
        return true;
    default:
        return false;
    }
}

/* ---- which columns there are -------------------------------------------- */

static struct built *find_column(struct building *building, struct slice id, enum column_kind kind)
{
    for (size_t i = 0; i < building->columns.count; i++) {
        struct built *built = building->columns.items[i];
        if (slice_equal(built->column.id, id) &&
            (built->column.kind == COLUMN_TERMS) == (kind == COLUMN_TERMS))
            return built;
    }
    return NULL;
}

static bool is_alike(const struct field *a, const struct field *b)
{
    return a->type == b->type && a->vocabulary == b->vocabulary && a->target == b->target &&
           slice_equal(a->currency, b->currency);
}

/* The columns that there are besides those of fields. */
static bool is_reserved(struct slice id)
{
    return slice_equal_string(id, "collection") || slice_equal_string(id, FORMAT_LIST);
}

static void add_use(struct building *building, const struct collection *collection,
                    const struct field *field, enum column_kind kind, unsigned uses)
{
    struct arena *arena = building->indexing->arena;
    const struct field *plain = plain_field(field);
    struct slice id = field->id;
    struct built *built = find_column(building, id, kind);
    if (is_reserved(id) || (built && !is_alike(built->plain, plain))) {
        id = arena_concat(arena, collection->id, SLICE("."), field->id, (struct slice){0});
        built = find_column(building, id, kind);
    }
    if (!built) {
        built = arena_new(arena, struct built);
        built->plain = plain;
        built->column.id = id;
        built->column.kind = kind;
        built->column.label = local_text_get(&field->label, building->indexing->language);
        vector_push(arena, &building->columns, built);
    }
    if (plain->type == VALUE_DATE || plain->type == VALUE_DATETIME)
        uses |= COLUMN_DAYS;
    built->column.uses |= uses;
    struct source_field source = {collection, field};
    if (!built->fields.count ||
        built->fields.items[built->fields.count - 1].field != field)
        vector_push(arena, &built->fields, source);
}

static void find_columns(struct building *building)
{
    const struct schema *schema = building->indexing->schema;
    for (size_t i = 0; i < schema->collection_count; i++)
        for (size_t j = 0; j < schema->collections[i]->field_count; j++) {
            const struct field *field = schema->collections[i]->fields[j];
            bool number = is_number(plain_field(field));
            if (field->facet == FACET_VALUES)
                add_use(building, schema->collections[i], field, COLUMN_TERMS, COLUMN_FACET);
            if (field->facet == FACET_RANGE && number)
                add_use(building, schema->collections[i], field, COLUMN_NUMBERS, COLUMN_RANGE);
            if (field->sort)
                add_use(building, schema->collections[i], field,
                        number ? COLUMN_NUMBERS : COLUMN_ORDER, COLUMN_SORT);
        }
}

/* The document's value in this column; NULL: none. */
static const struct value *value_of(const struct indexing *indexing, const struct built *built,
                                    size_t document)
{
    const struct sheet *sheet = indexing->sheets[document];
    for (size_t i = 0; i < built->fields.count; i++)
        if (built->fields.items[i].collection == sheet->collection) {
            const struct value *value = &sheet_edition(sheet, indexing->language)
                                             ->values[built->fields.items[i].field->index];
            return value_is_empty(value) ? NULL : value;
        }
    return NULL;
}

/* ---- values ------------------------------------------------------------- */

struct listed {
    struct slice id, label;
    size_t parent;
    VECTOR(uint32_t) documents;
};

struct listing {
    struct indexing *indexing;
    const struct built *built;
    VECTOR(struct listed) values;
    struct map by_id; /* number + 1 */
    uint32_t document;
    bool found;
};

static size_t find_listed(struct listing *listing, struct slice id)
{
    return (size_t)(uintptr_t)map_get(&listing->by_id, id);
}

static void add_listed(struct listing *listing, struct slice id, struct slice label, size_t parent)
{
    struct listed listed = {.id = id, .label = label, .parent = parent};
    vector_push(listing->indexing->arena, &listing->values, listed);
    map_set(listing->indexing->arena, &listing->by_id, id,
            (void *)(uintptr_t)listing->values.count);
}

static void note_document(struct listing *listing, size_t number)
{
    for (; number; number = listing->values.items[number - 1].parent) {
        struct listed *listed = &listing->values.items[number - 1];
        size_t count = listed->documents.count;
        if (count && listed->documents.items[count - 1] == listing->document)
            continue; /* by another term below it */
        vector_push(listing->indexing->arena, &listed->documents, listing->document);
    }
    listing->found = true;
}

static struct slice plain_text(struct listing *listing, const struct value *value, bool for_people)
{
    struct buffer text = {0};
    if (for_people)
        catalogue_write_value(&text, listing->indexing, value);
    else
        value_write_plain(&text, value);
    struct slice copy = buffer_copy(&text, listing->indexing->arena);
    buffer_release(&text);
    return copy;
}

static void list_item(void *context, const struct value *value)
{
    struct listing *listing = context;
    if (value->kind == VALUE_TERM) {
        note_document(listing, value->as.term->index + 1);
    } else if (value->kind == VALUE_REF) {
        if (value->as.ref.target)
            note_document(listing, find_listed(listing, value->as.ref.target->id));
    } else {
        struct slice id = plain_text(listing, value, false);
        if (!find_listed(listing, id)) {
            struct slice label = plain_text(listing, value, true);
            add_listed(listing, id, label.len ? label : id, 0);
        }
        note_document(listing, find_listed(listing, id));
    }
}

/* Terms in the order of their vocabulary, sheets in that of their list, others as they come. */
static void prepare_values(struct listing *listing)
{
    const struct field *field = listing->built->plain;
    unsigned language = listing->indexing->language;
    if (field->type == VALUE_TERM)
        for (size_t i = 0; i < field->vocabulary->term_count; i++) {
            const struct term *term = field->vocabulary->terms[i];
            add_listed(listing, term->id, local_text_get(&term->label, language),
                       term->parent ? term->parent->index + 1 : 0);
        }
    if (field->type == VALUE_REF) {
        const struct collection_sheets *list =
            catalogue_collection_sheets(listing->indexing->catalogue, field->target);
        for (size_t i = 0; i < list->count; i++)
            add_listed(listing, list->sheets[i]->id,
                       sheet_edition(list->sheets[i], language)->title, 0);
    }
}

static void take_values(struct listing *listing, struct index_column *column)
{
    struct index_value *values =
        arena_array(listing->indexing->arena, struct index_value, listing->values.count + 1);
    for (size_t i = 0; i < listing->values.count; i++) {
        const struct listed *listed = &listing->values.items[i];
        values[i] = (struct index_value){listed->id, listed->label, listed->parent,
                                         listed->documents.items, listed->documents.count};
    }
    column->values = values;
    column->value_count = listing->values.count;
}

static void fill_values(struct indexing *indexing, struct built *built)
{
    struct listing listing = {.indexing = indexing, .built = built};
    prepare_values(&listing);
    for (size_t d = 0; d < indexing->sheet_count; d++) {
        listing.document = (uint32_t)d;
        listing.found = false;
        catalogue_visit_items(value_of(indexing, built, d), list_item, &listing);
        built->column.document_count += listing.found;
    }
    take_values(&listing, &built->column);
}

/* ---- numbers and orders ------------------------------------------------- */

static struct decimal number_of(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        return value->as.number;
    case VALUE_INTEGER:
        return decimal_from_integer(value->as.integer);
    case VALUE_DURATION:
        return decimal_from_integer((int64_t)(duration_days(value->as.duration) + 0.5));
    default: {
        struct date date = value->kind == VALUE_DATE ? value->as.date : value->as.datetime.date;
        return decimal_from_integer(days_from_date(date.year, date.month ? date.month : 1,
                                                   date.day ? date.day : 1));
    }
    }
}

static const struct value *first_item(const struct value *value)
{
    while (value && value->kind == VALUE_LIST)
        value = value->as.list.count ? &value->as.list.items[0] : NULL;
    return value && !value_is_empty(value) ? value : NULL;
}

static void fill_numbers(struct indexing *indexing, struct built *built)
{
    struct index_column *column = &built->column;
    uint32_t *documents = arena_array(indexing->arena, uint32_t, indexing->sheet_count + 1);
    int64_t *numbers = arena_array(indexing->arena, int64_t, indexing->sheet_count + 1);
    struct decimal *decimals =
        arena_array(indexing->arena, struct decimal, indexing->sheet_count + 1);
    size_t count = 0;
    for (size_t d = 0; d < indexing->sheet_count; d++) {
        const struct value *value = first_item(value_of(indexing, built, d));
        if (!value)
            continue;
        documents[count] = (uint32_t)d;
        decimals[count] = number_of(value);
        if (decimals[count].scale > column->scale)
            column->scale = decimals[count].scale;
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        struct decimal scaled = decimals[i];
        if (!decimal_rescale(decimals[i], column->scale, &scaled)) /* too large for so many digits */
            scaled.units = decimals[i].units < 0 ? INT64_MIN / 2 : INT64_MAX / 2;
        numbers[i] = scaled.units;
    }
    column->documents = documents;
    column->numbers = numbers;
    column->document_count = count;
}

struct ranked {
    struct slice key;
    size_t place; /* among the documents that have a value */
};

static int compare_ranked(const void *a, const void *b)
{
    return slice_compare(((const struct ranked *)a)->key, ((const struct ranked *)b)->key);
}

/* By the language's dictionary order; a term by its place in the vocabulary. */
static void fill_order(struct indexing *indexing, struct built *built)
{
    struct index_column *column = &built->column;
    struct collator *collator = collator_open(indexing->schema->languages[indexing->language]);
    uint32_t *documents = arena_array(indexing->arena, uint32_t, indexing->sheet_count + 1);
    int64_t *numbers = arena_array(indexing->arena, int64_t, indexing->sheet_count + 1);
    struct ranked *ranked = arena_array(indexing->arena, struct ranked, indexing->sheet_count + 1);
    size_t count = 0;
    for (size_t d = 0; d < indexing->sheet_count; d++) {
        const struct value *value = first_item(value_of(indexing, built, d));
        struct buffer text = {0};
        if (!value)
            continue;
        if (value->kind == VALUE_TERM)
            buffer_format(&text, "%08zu", value->as.term->index);
        else
            catalogue_write_value(&text, indexing, value);
        documents[count] = (uint32_t)d;
        ranked[count] = (struct ranked){
            collator_key(collator, indexing->arena, buffer_copy(&text, indexing->arena)), count};
        count++;
        buffer_release(&text);
    }
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    int64_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        rank += i && compare_ranked(&ranked[i - 1], &ranked[i]) != 0;
        numbers[ranked[i].place] = rank;
    }
    collator_close(collator);
    column->documents = documents;
    column->numbers = numbers;
    column->document_count = count;
}

/* ---- together ----------------------------------------------------------- */

static void add_collections(struct indexing *indexing)
{
    const struct schema *schema = indexing->schema;
    struct index_column *column = arena_new(indexing->arena, struct index_column);
    struct index_value *values =
        arena_array(indexing->arena, struct index_value, schema->collection_count + 1);
    uint32_t *documents = arena_array(indexing->arena, uint32_t, indexing->sheet_count + 1);
    uint32_t document = 0;
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        values[i].id = collection->id;
        values[i].label = local_text_get(&collection->label, indexing->language);
        values[i].documents = documents + document;
        values[i].document_count = indexing->catalogue->collections[i].count;
        for (size_t j = 0; j < values[i].document_count; j++, document++)
            documents[document] = document;
    }
    *column = (struct index_column){.id = SLICE("collection"),
                                    .label = SLICE("collection"),
                                    .kind = COLUMN_TERMS,
                                    .uses = COLUMN_FACET,
                                    .document_count = indexing->sheet_count,
                                    .values = values,
                                    .value_count = schema->collection_count};
    index_add_column(indexing->index, column);
}

void catalogue_add_columns(struct indexing *indexing)
{
    struct building building = {.indexing = indexing};
    add_collections(indexing);
    find_columns(&building);
    for (size_t i = 0; i < building.columns.count; i++) {
        struct built *built = building.columns.items[i];
        if (built->column.kind == COLUMN_TERMS)
            fill_values(indexing, built);
        else if (built->column.kind == COLUMN_NUMBERS)
            fill_numbers(indexing, built);
        else
            fill_order(indexing, built);
        index_add_column(indexing->index, &built->column);
    }
}
