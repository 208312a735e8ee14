/*
 * Related sheets, and why: the cosine between vectors of terms, references and words.
 *
 * Candidates come from postings, of which a sheet looks at those nearest to its own place where
 * they are long, so that the work grows with the number of sheets; the best candidates are then
 * compared in full.
 */
#include "model/related.h"

#include <string.h>

#define POSTINGS_SEEN_MAX 64 /* of one feature, by one sheet */
#define CANDIDATES_MAX    16
#define SCORE_MIN         0.05

/* --- candidates ---------------------------------------------------------- */

struct candidate {
    uint32_t sheet;
    double score;
};

struct candidates {
    double *scores; /* by sheet; zero but for those touched */
    uint32_t *touched;
    size_t touched_count;
    struct candidate best[CANDIDATES_MAX];
    size_t best_count;
};

/* The part of a feature's postings that a sheet looks at: all, or those around its own. */
static struct slice_of_postings {
    const struct posting *items;
    size_t count;
} see_postings(const struct relating *relating, const struct feature *feature, uint32_t sheet)
{
    struct slice_of_postings seen = {relating->postings + feature->posting_start,
                                     feature->posting_count};
    if (seen.count <= POSTINGS_SEEN_MAX)
        return seen;
    size_t from = 0, to = seen.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (seen.items[middle].sheet < sheet)
            from = middle + 1;
        else
            to = middle;
    }
    size_t half = POSTINGS_SEEN_MAX / 2;
    size_t start = from < half ? 0 : from - half;
    if (start + POSTINGS_SEEN_MAX > seen.count)
        start = seen.count - POSTINGS_SEEN_MAX;
    return (struct slice_of_postings){seen.items + start, POSTINGS_SEEN_MAX};
}

/* Sorted by score, then by id: sheets of a collection are in the order of their ids. */
static void keep_best(struct candidates *candidates, struct candidate candidate)
{
    size_t place = candidates->best_count;
    while (place > 0 && (candidates->best[place - 1].score < candidate.score ||
                         (candidates->best[place - 1].score == candidate.score &&
                          candidates->best[place - 1].sheet > candidate.sheet)))
        place--;
    if (place == CANDIDATES_MAX)
        return;
    if (candidates->best_count < CANDIDATES_MAX)
        candidates->best_count++;
    memmove(&candidates->best[place + 1], &candidates->best[place],
            (candidates->best_count - place - 1) * sizeof candidate);
    candidates->best[place] = candidate;
}

static void find_candidates(const struct relating *relating, uint32_t sheet,
                            struct candidates *candidates)
{
    const struct feature_vector *vector = &relating->vectors[sheet];
    candidates->touched_count = candidates->best_count = 0;
    for (size_t i = 0; i < vector->count; i++) {
        const struct feature *feature = &relating->features.items[vector->weights[i].feature];
        struct slice_of_postings seen = see_postings(relating, feature, sheet);
        for (size_t k = 0; k < seen.count; k++) {
            uint32_t other = seen.items[k].sheet;
            if (other == sheet)
                continue;
            if (candidates->scores[other] == 0)
                candidates->touched[candidates->touched_count++] = other;
            candidates->scores[other] += vector->weights[i].value * seen.items[k].value;
        }
    }
    for (size_t i = 0; i < candidates->touched_count; i++) {
        uint32_t other = candidates->touched[i];
        struct candidate candidate = {other,
                                      candidates->scores[other] / relating->vectors[other].length};
        candidates->scores[other] = 0;
        keep_best(candidates, candidate);
    }
}

/* --- reasons ------------------------------------------------------------- */

struct shared {
    const struct feature *feature;
    double weight;
};

static bool is_below(const struct term *term, const struct term *other)
{
    while (term && term != other)
        term = term->parent;
    return term != NULL;
}

/* A shared term says nothing where one below it is shared as well, or the same in a field that
 * weighs more. */
static bool is_covered(const struct shared *shared, size_t count, const struct shared *one)
{
    if (one->feature->kind != RELATED_BY_TERM)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct shared *other = &shared[i];
        if (other == one || other->feature->kind != RELATED_BY_TERM)
            continue;
        if (other->feature->term != one->feature->term) {
            if (other->feature->field == one->feature->field &&
                is_below(other->feature->term, one->feature->term))
                return true;
        } else if (other->weight > one->weight || (other->weight == one->weight && other < one)) {
            return true;
        }
    }
    return false;
}

static void add_reason(struct relating *relating, struct related *related, double weights[],
                       const struct shared *shared, double weight)
{
    const struct feature *feature = shared->feature;
    size_t place = related->reason_count;
    while (place > 0 && weights[place - 1] < weight)
        place--;
    if (place == RELATED_REASONS_MAX)
        return;
    if (related->reason_count < RELATED_REASONS_MAX)
        related->reason_count++;
    for (size_t i = related->reason_count - 1; i > place; i--) {
        related->reasons[i] = related->reasons[i - 1];
        weights[i] = weights[i - 1];
    }
    struct related_reason reason = {
        feature->kind, feature->field, feature->term, feature->sheet, {0}};
    if (feature->kind == RELATED_BY_TEXT)
        reason.word =
            word_as_written(relating->link, relating->words, feature->word, related->sheet);
    related->reasons[place] = reason;
    weights[place] = weight;
}

static void fill_reasons(struct relating *relating, struct related *related,
                         const struct shared *shared, size_t count)
{
    double weights[RELATED_REASONS_MAX] = {0}, text_weight = 0;
    const struct shared *word = NULL;
    for (size_t i = 0; i < count; i++) {
        if (shared[i].feature->kind != RELATED_BY_TEXT) {
            if (!is_covered(shared, count, &shared[i]))
                add_reason(relating, related, weights, &shared[i], shared[i].weight);
            continue;
        }
        text_weight += shared[i].weight;
        if (!word || shared[i].weight > word->weight)
            word = &shared[i];
    }
    if (word)
        add_reason(relating, related, weights, word, text_weight);
}

/* Both vectors are sorted by feature. */
static double compare_in_full(const struct relating *relating, uint32_t sheet, uint32_t other,
                              struct shared *shared, size_t *shared_count)
{
    const struct feature_vector *a = &relating->vectors[sheet], *b = &relating->vectors[other];
    size_t count = 0;
    double product = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->weights[i].feature != b->weights[k].feature) {
            if (a->weights[i].feature < b->weights[k].feature)
                i++;
            else
                k++;
            continue;
        }
        double weight = a->weights[i].value * b->weights[k].value;
        shared[count++] = (struct shared){&relating->features.items[a->weights[i].feature], weight};
        product += weight;
        i++;
        k++;
    }
    *shared_count = count;
    return product / (a->length * b->length);
}

/* --- all sheets of a collection ------------------------------------------ */

/* The best of the candidates after a full comparison, then their reasons. */
static void relate_sheet(struct relating *relating, uint32_t sheet, struct candidates *candidates,
                         struct shared *shared)
{
    struct sheet *to = (struct sheet *)relating->sheets[sheet];
    size_t found = candidates->best_count, shared_count;
    struct candidate list[CANDIDATES_MAX];
    memcpy(list, candidates->best, found * sizeof *list);
    candidates->best_count = 0;
    for (size_t i = 0; i < found; i++) {
        list[i].score = compare_in_full(relating, sheet, list[i].sheet, shared, &shared_count);
        keep_best(candidates, list[i]);
    }
    for (size_t i = 0; i < candidates->best_count && i < RELATED_MAX; i++) {
        const struct candidate *best = &candidates->best[i];
        if (best->score < SCORE_MIN)
            break;
        struct related *related = &to->related[to->related_count++];
        related->sheet = relating->sheets[best->sheet];
        related->score = best->score;
        compare_in_full(relating, sheet, best->sheet, shared, &shared_count);
        fill_reasons(relating, related, shared, shared_count);
    }
}

static void relate_collection(struct relating *relating)
{
    related_make_vectors(relating);
    size_t longest = 0;
    for (size_t i = 0; i < relating->count; i++)
        longest = relating->vectors[i].count > longest ? relating->vectors[i].count : longest;
    struct shared *shared = arena_array(relating->arena, struct shared, longest);
    struct candidates candidates = {.scores = arena_array(relating->arena, double, relating->count),
                                    .touched =
                                        arena_array(relating->arena, uint32_t, relating->count)};
    for (uint32_t i = 0; i < relating->count; i++) {
        find_candidates(relating, i, &candidates);
        relate_sheet(relating, i, &candidates, shared);
    }
}

static bool is_comparable(const struct collection *collection)
{
    if (slice_equal_string(collection->template, "sheet"))
        return true;
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        const struct field *one = field->item ? field->item : field;
        if (field->facet == FACET_VALUES && one->type == VALUE_TERM)
            return true;
    }
    return false;
}

/* In the order of ids, which is that of catalogue->sheets. */
void link_related(struct link *link)
{
    struct catalogue *catalogue = link->catalogue;
    for (size_t start = 0, end; start < catalogue->sheet_count; start = end) {
        const struct collection *collection = catalogue->sheets[start]->collection;
        for (end = start; end < catalogue->sheet_count; end++)
            if (catalogue->sheets[end]->collection != collection)
                break;
        if (!is_comparable(collection) || end - start < 2)
            continue;
        struct arena arena = {0};
        struct relating relating = {.link = link, .arena = &arena, .count = end - start};
        relating.sheets = arena_array(&arena, const struct sheet *, relating.count);
        for (size_t i = 0; i < relating.count; i++)
            relating.sheets[i] = catalogue->sheets[start + i];
        relate_collection(&relating);
        arena_release(&arena);
    }
}
