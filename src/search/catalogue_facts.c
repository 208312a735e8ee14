/* What a result shows of a sheet besides its title and text: the columns of lists, and marks. */
#include "base/vector.h"
#include "search/catalogue_parts.h"

typedef VECTOR(struct index_fact) fact_list;

static void add_fact(struct indexing *indexing, fact_list *facts, struct slice field,
                     struct slice text)
{
    struct index_fact fact = {field, text};
    if (text.len)
        vector_push(indexing->arena, facts, fact);
}

static struct slice text_of(struct indexing *indexing, const struct value *value)
{
    struct buffer text = {0};
    catalogue_write_value(&text, indexing, value);
    struct slice copy = buffer_copy(&text, indexing->arena);
    buffer_release(&text);
    return copy;
}

/* Funds by their codes, which are short and known: "FSE, FESR". */
static struct slice codes_of(struct indexing *indexing, const struct value *value)
{
    struct buffer text = {0};
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++) {
        const struct value *item = &value->as.list.items[i];
        if (item->kind != VALUE_TERM)
            continue;
        const struct term *term = item->as.term;
        if (text.len)
            buffer_add_string(&text, ", ");
        buffer_add(&text,
                   term->code.len ? term->code : local_text_get(&term->label, indexing->language));
    }
    struct slice copy = text.len ? buffer_copy(&text, indexing->arena) : text_of(indexing, value);
    buffer_release(&text);
    return copy;
}

static const struct field *degree_of(const struct field *components)
{
    const struct field *record = components->item;
    for (size_t i = 0; record && record->type == VALUE_RECORD && i < record->field_count; i++)
        if (record->fields[i]->type == VALUE_TERM)
            return record->fields[i];
    return NULL;
}

static size_t count_degree(const struct value *components, const struct field *degree,
                           const struct term *term)
{
    size_t count = 0;
    for (size_t i = 0; components->kind == VALUE_LIST && i < components->as.list.count; i++) {
        const struct value *item = &components->as.list.items[i];
        if (item->kind != VALUE_RECORD)
            continue;
        const struct value *value = &item->as.record.members[degree->index];
        count += value->kind == VALUE_TERM && value->as.term == term;
    }
    return count;
}

/* How many components have each degree of transferability: "FIELD.TERM", "2". */
static void add_degrees(struct indexing *indexing, const struct edition *edition, fact_list *facts)
{
    const struct field *field = edition->sheet->collection->by_role[ROLE_TRANSFERABILITY];
    const struct field *degree = field ? degree_of(field) : NULL;
    for (size_t i = 0; degree && i < degree->vocabulary->term_count; i++) {
        const struct term *term = degree->vocabulary->terms[i];
        size_t count = count_degree(&edition->values[field->index], degree, term);
        if (count)
            add_fact(
                indexing, facts,
                arena_concat(indexing->arena, field->id, SLICE("."), term->id, (struct slice){0}),
                arena_format(indexing->arena, "%zu", count));
    }
}

void catalogue_add_facts(struct indexing *indexing, const struct edition *edition,
                         struct index_document *document)
{
    const struct collection *collection = edition->sheet->collection;
    const struct field *sample = collection->by_role[ROLE_SAMPLE];
    fact_list facts = {0};
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        if (field->column && field->role != ROLE_TITLE)
            add_fact(indexing, &facts, field->id,
                     field->role == ROLE_FUND ? codes_of(indexing, &edition->values[i])
                                              : text_of(indexing, &edition->values[i]));
    }
    if (sample && edition->values[sample->index].kind == VALUE_BOOLEAN &&
        edition->values[sample->index].as.boolean)
        add_fact(indexing, &facts, SLICE(".sample"), SLICE("1"));
    if (edition->sheet->status != STATUS_PUBLISHED)
        add_fact(indexing, &facts, SLICE(".draft"), SLICE("1"));
    add_degrees(indexing, edition, &facts);
    document->facts = facts.items;
    document->fact_count = facts.count;
}
