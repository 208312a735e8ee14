/* Numbers the documents so that those with the same rarer stems are neighbours: their postings get
 * smaller, and the cards of a query's results lie in few files.
 *
 * Recursive graph bisection (Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev, Shalita, "Compressing Graphs
 * and Indexes with Recursive Graph Bisection", KDD 2016): a range of documents is cut in two halves, and
 * pairs change sides for as long as the gaps in the stems' lists get smaller, as log2 estimates them;
 * then each half in turn. Logarithms are of whole numbers, so that every machine finds the same order. */
#include "search/index_parts.h"

#include <stdlib.h>
#include <string.h>

#define RANGE_MIN   8   /* documents that are not divided further */
#define ROUNDS      10  /* of changing sides */
#define STEMS_MAX   40  /* of a document, the rarest */
#define FEW         2   /* documents that a stem must be in, to tell something */
#define MANY        20  /* one document in so many, and MANY_TOO: a stem in more tells nothing */
#define MANY_TOO    16
#define STILL       256 /* one document in so many: where no more change sides, it is enough */
#define LOG_BITS    16

struct halves {
    uint32_t left, right; /* how many documents of the half have the stem */
    uint32_t round;       /* that the gains below are of */
    int32_t to_right, to_left;
};

struct mover {
    int64_t gain;
    uint32_t place; /* among the documents of the range */
};

struct ordering {
    struct arena arena;
    uint32_t *logs;   /* of 0 to the number of documents + 1, times 2^LOG_BITS */
    uint32_t *stems;  /* of all documents, one after the other */
    size_t *starts;   /* by document, into stems; one more than there are documents */
    struct halves *halves; /* by stem */
    struct mover *movers;
    uint32_t *order; /* the documents as they stand */
    uint32_t round;
};

/* log2 of a number above 0, by squaring its fraction bit by bit. */
static uint32_t whole_log2(uint32_t number)
{
    unsigned whole = 31 - (unsigned)__builtin_clz(number);
    uint64_t fraction = ((uint64_t)number << 31) >> whole; /* 1 to 2, times 2^31 */
    uint32_t log = whole;
    for (int bit = 0; bit < LOG_BITS; bit++) {
        fraction = (fraction * fraction) >> 31;
        log <<= 1;
        if (fraction >> 32) {
            log |= 1;
            fraction >>= 1;
        }
    }
    return log;
}

static int compare_rarity(const void *a, const void *b, void *context)
{
    const uint32_t *starts = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    uint32_t more = starts[x + 1] - starts[x], other = starts[y + 1] - starts[y];
    return more != other ? (more > other) - (more < other) : (x > y) - (x < y);
}

static void choose_stems(struct index *index, struct ordering *ordering)
{
    size_t count = index->documents.count;
    VECTOR(uint32_t) kept = {0}, chosen = {0};
    for (size_t i = 0; i < count; i++) {
        const struct collected_document *document = &index->documents.items[i];
        chosen.count = 0;
        for (size_t j = 0; j < document->stem_count; j++) {
            uint32_t stem = index->counted.items[document->first + j].stem;
            size_t having = index->stem_starts[stem + 1] - index->stem_starts[stem];
            if (!index->stem_common[stem] && having >= FEW && having <= count / MANY + MANY_TOO)
                vector_push(&ordering->arena, &chosen, stem);
        }
        if (chosen.count > STEMS_MAX) {
            qsort_r(chosen.items, chosen.count, sizeof *chosen.items, compare_rarity,
                    index->stem_starts);
            chosen.count = STEMS_MAX;
        }
        ordering->starts[i] = kept.count;
        for (size_t j = 0; j < chosen.count; j++)
            vector_push(&ordering->arena, &kept, chosen.items[j]);
    }
    ordering->starts[count] = kept.count;
    ordering->stems = kept.items;
}

/* What the lists of a stem cost in a half of `size` documents, `having` of which have it. */
static int64_t list_cost(const struct ordering *ordering, size_t size, uint32_t having)
{
    return (int64_t)having * ((int64_t)ordering->logs[size] - ordering->logs[having + 1]);
}

static void find_gains(const struct ordering *ordering, struct halves *halves, size_t left,
                       size_t right)
{
    uint32_t a = halves->left, b = halves->right;
    int64_t now = list_cost(ordering, left, a) + list_cost(ordering, right, b);
    halves->round = ordering->round;
    halves->to_right = a ? (int32_t)(now - list_cost(ordering, left, a - 1) -
                                     list_cost(ordering, right, b + 1))
                         : 0;
    halves->to_left = b ? (int32_t)(now - list_cost(ordering, left, a + 1) -
                                    list_cost(ordering, right, b - 1))
                        : 0;
}

static void count_document(struct ordering *ordering, uint32_t document, int left, int right)
{
    for (size_t j = ordering->starts[document]; j < ordering->starts[document + 1]; j++) {
        struct halves *halves = &ordering->halves[ordering->stems[j]];
        halves->left += (uint32_t)left;
        halves->right += (uint32_t)right;
    }
}

/* What it is worth that the document at each place changes sides; the most in each half. */
static void find_movers(struct ordering *ordering, const uint32_t *documents, size_t left,
                        size_t right, int64_t most[2])
{
    most[0] = most[1] = INT64_MIN;
    for (size_t i = 0; i < left + right; i++) {
        bool is_right = i >= left;
        int64_t gain = 0;
        for (size_t j = ordering->starts[documents[i]]; j < ordering->starts[documents[i] + 1]; j++) {
            struct halves *halves = &ordering->halves[ordering->stems[j]];
            if (halves->round != ordering->round)
                find_gains(ordering, halves, left, right);
            gain += is_right ? halves->to_left : halves->to_right;
        }
        ordering->movers[i] = (struct mover){gain, (uint32_t)i};
        if (gain > most[is_right])
            most[is_right] = gain;
    }
}

static int compare_movers(const void *a, const void *b)
{
    const struct mover *x = a, *y = b;
    if (x->gain != y->gain)
        return x->gain > y->gain ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Those that gain something if they change places with the best of the other side, the best first. */
static size_t choose_movers(struct mover *movers, size_t count, int64_t most_of_others)
{
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        if (movers[i].gain + most_of_others > 0)
            movers[chosen++] = movers[i];
    qsort(movers, chosen, sizeof *movers, compare_movers);
    return chosen;
}

/* How many pairs did. */
static size_t change_sides(struct ordering *ordering, uint32_t *documents, size_t left, size_t right)
{
    struct mover *from_left = ordering->movers, *from_right = ordering->movers + left;
    int64_t most[2];
    size_t changed = 0;
    ordering->round++;
    find_movers(ordering, documents, left, right, most);
    if (most[0] + most[1] <= 0)
        return 0;
    size_t count = choose_movers(from_left, left, most[1]);
    size_t others = choose_movers(from_right, right, most[0]);
    for (; changed < count && changed < others &&
           from_left[changed].gain + from_right[changed].gain > 0;
         changed++) {
        uint32_t *a = &documents[from_left[changed].place];
        uint32_t *b = &documents[from_right[changed].place], document = *a;
        count_document(ordering, *a, -1, 1);
        count_document(ordering, *b, 1, -1);
        *a = *b;
        *b = document;
    }
    return changed;
}

static int compare_documents(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void divide(struct ordering *ordering, uint32_t *documents, size_t count)
{
    /* Where they are no better off, as they came. */
    qsort(documents, count, sizeof *documents, compare_documents);
    if (count <= RANGE_MIN)
        return;
    size_t left = count / 2, right = count - left, changed = count;
    for (size_t i = 0; i < count; i++)
        count_document(ordering, documents[i], i < left, i >= left);
    for (int round = 0; round < ROUNDS && changed > count / STILL; round++)
        changed = change_sides(ordering, documents, left, right);
    for (size_t i = 0; i < count; i++)
        count_document(ordering, documents[i], -(i < left), -(i >= left));
    divide(ordering, documents, left);
    divide(ordering, documents + left, right);
}

static void find_order(struct index *index, struct ordering *ordering)
{
    size_t count = index->documents.count, stems = lexicon_stem_count(index->lexicon);
    ordering->logs = arena_array(&ordering->arena, uint32_t, count + 3);
    for (size_t i = 1; i < count + 3; i++)
        ordering->logs[i] = whole_log2((uint32_t)i);
    ordering->starts = arena_array(&ordering->arena, size_t, count + 1);
    ordering->halves = arena_array(&ordering->arena, struct halves, stems + 1);
    ordering->movers = arena_array(&ordering->arena, struct mover, count + 1);
    choose_stems(index, ordering);
    divide(ordering, ordering->order, count);
}

void index_order_documents(struct index *index)
{
    size_t count = index->documents.count;
    struct ordering ordering = {0};
    ordering.order = arena_array(&ordering.arena, uint32_t, count + 1);
    index->numbers = arena_array(&index->counting, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        ordering.order[i] = (uint32_t)i;
    if (count > RANGE_MIN)
        find_order(index, &ordering);
    struct collected_document *before =
        arena_array(&ordering.arena, struct collected_document, count + 1);
    for (size_t i = 0; i < count; i++)
        before[i] = index->documents.items[i];
    for (size_t i = 0; i < count; i++) {
        struct collected_document *document = &index->documents.items[i];
        *document = before[ordering.order[i]];
        index->numbers[ordering.order[i]] = (uint32_t)i;
    }
    arena_release(&ordering.arena);
}
