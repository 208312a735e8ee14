/* Sheets as vectors. A feature weighs more the fewer sheets have it; a term brings those above it
 * along, each level at less than half. */
#include "model/related.h"

#include <math.h>
#include <stdlib.h>

#define LEVEL_FACTOR     0.4
#define REFERENCE_FACTOR 1.2
#define MINOR_FACTOR     0.5 /* of a field that is neither a facet nor has a role */
#define WORDS_FACTOR     1.5 /* length of the words' part of a vector */

/* The key is bytes of addresses: it is looked up, never walked in its order. */
static uint32_t find_feature(struct relating *relating, uint64_t ordinal, const void *thing,
                             struct feature feature)
{
    struct {
        uint64_t ordinal;
        uint64_t thing;
    } key = {ordinal, (uint64_t)(uintptr_t)thing};
    struct slice bytes = slice_from((const char *)&key, sizeof key);
    uintptr_t found = (uintptr_t)map_get(&relating->features_by_key, bytes);
    if (!found) {
        vector_push(relating->arena, &relating->features, feature);
        found = relating->features.count;
        map_set(relating->arena, &relating->features_by_key, arena_copy(relating->arena, bytes),
                (void *)found);
    }
    return (uint32_t)(found - 1);
}

/* The heavier of two ways to the same feature counts. */
static void add_weight(struct relating *relating, uint32_t index, double value)
{
    struct feature *feature = &relating->features.items[index];
    if (feature->last_sheet == relating->current + 1) {
        double *known = &relating->weights.items[feature->last_place].value;
        *known = value > *known ? value : *known;
        return;
    }
    feature->last_sheet = relating->current + 1;
    feature->last_place = (uint32_t)relating->weights.count;
    feature->posting_count++;
    struct weight weight = {index, value};
    vector_push(relating->arena, &relating->weights, weight);
}

static void add_value(void *context, const struct field *field, uint64_t ordinal,
                      struct value *value)
{
    struct relating *relating = context;
    bool is_asked_for = field->facet != FACET_NONE || field->role != ROLE_NONE;
    double factor = is_asked_for ? 1 : MINOR_FACTOR;
    if (value->kind == VALUE_TERM) {
        for (const struct term *term = value->as.term; term; term = term->parent) {
            struct feature feature = {.kind = RELATED_BY_TERM, .field = field, .term = term};
            add_weight(relating, find_feature(relating, ordinal, term, feature), factor);
            factor *= LEVEL_FACTOR;
        }
    } else if (value->kind == VALUE_REF && value->as.ref.target) {
        struct feature feature = {
            .kind = RELATED_BY_REFERENCE, .field = field, .sheet = value->as.ref.target};
        add_weight(relating, find_feature(relating, ordinal, feature.sheet, feature),
                   factor * REFERENCE_FACTOR);
    }
}

static int compare_by_feature(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;
    return (x->feature > y->feature) - (x->feature < y->feature);
}

/* One feature a word, behind all others. */
static void add_words(struct relating *relating)
{
    for (size_t i = 0; i < word_table_count(relating->words); i++) {
        struct feature feature = {.kind = RELATED_BY_TEXT, .word = (uint32_t)i};
        vector_push(relating->arena, &relating->features, feature);
    }
}

static void make_vector(struct relating *relating, struct feature_vector *vector,
                        const struct weight *own, size_t count, const struct sheet_words *words,
                        uint32_t first_word)
{
    double sum = 0;
    vector->weights = arena_array(relating->arena, struct weight, count + words->count);
    for (size_t i = 0; i < count; i++) {
        size_t sheets = relating->features.items[own[i].feature].posting_count;
        double rarity = log((double)(relating->count + 1) / (double)sheets);
        vector->weights[vector->count++] = (struct weight){own[i].feature, own[i].value * rarity};
    }
    for (size_t i = 0; i < words->count; i++) {
        struct weight weight = {first_word + words->words[i].word,
                                words->words[i].weight * WORDS_FACTOR};
        relating->features.items[weight.feature].posting_count++;
        vector->weights[vector->count++] = weight;
    }
    for (size_t i = 0; i < vector->count; i++)
        sum += vector->weights[i].value * vector->weights[i].value;
    vector->length = sqrt(sum);
    if (vector->count)
        qsort(vector->weights, vector->count, sizeof *vector->weights, compare_by_feature);
}

static void make_postings(struct relating *relating)
{
    size_t total = 0;
    for (size_t i = 0; i < relating->features.count; i++) {
        struct feature *feature = &relating->features.items[i];
        feature->posting_start = total;
        total += feature->posting_count;
        feature->posting_count = 0;
    }
    relating->postings = arena_array(relating->arena, struct posting, total);
    for (size_t i = 0; i < relating->count; i++) {
        const struct feature_vector *vector = &relating->vectors[i];
        for (size_t k = 0; k < vector->count; k++) {
            struct feature *feature = &relating->features.items[vector->weights[k].feature];
            relating->postings[feature->posting_start + feature->posting_count++] =
                (struct posting){(uint32_t)i, vector->weights[k].value};
        }
    }
}

void related_make_vectors(struct relating *relating)
{
    const struct collection *collection = relating->sheets[0]->collection;
    struct sheet_words *words = arena_array(relating->arena, struct sheet_words, relating->count);
    size_t *ends = arena_array(relating->arena, size_t, relating->count);
    relating->words =
        words_weigh(relating->link, relating->arena, relating->sheets, relating->count, words);
    for (size_t i = 0; i < relating->count; i++) {
        relating->current = (uint32_t)i;
        values_visit(collection->fields, collection->field_count,
                     relating->sheets[i]->original->values, add_value, relating);
        ends[i] = relating->weights.count;
    }
    uint32_t first_word = (uint32_t)relating->features.count;
    add_words(relating);
    relating->vectors = arena_array(relating->arena, struct feature_vector, relating->count);
    for (size_t i = 0; i < relating->count; i++) {
        size_t start = i ? ends[i - 1] : 0;
        make_vector(relating, &relating->vectors[i], relating->weights.items + start,
                    ends[i] - start, &words[i], first_word);
    }
    make_postings(relating);
}
