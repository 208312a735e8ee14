/* The stems that a word of the query stands for. */
#include "search/query_parts.h"
#include "search/spelling.h"
#include "text/utf8.h"

#include <stdlib.h>

#define BEGINNINGS_MAX 512   /* forms looked at for an unfinished word */
#define NEIGHBOURS_SEEN 40000
#define NEIGHBOURS_MAX 3
#define UNFINISHED_LENGTH_MIN 2
#define SHARED_LENGTH_MIN 4
#define SHARED_FORMS_MAX 8

static void add_match(struct query_word *word, const struct entry *entry, bool exact,
                      uint8_t fraction)
{
    uint8_t bit = exact ? (uint8_t)(1u << entry->bit) : 0;
    for (size_t i = 0; i < word->match_count; i++) {
        struct match *match = &word->matches[i];
        if (match->shard == entry->shard && match->group == entry->group) {
            match->exact_forms |= match->fraction == fraction ? bit : 0;
            return;
        }
    }
    if (word->match_count < WORD_MATCHES_MAX)
        word->matches[word->match_count++] =
            (struct match){entry->shard, entry->group, bit, fraction};
}

/* Forms with these letters; the one with the accents as typed is the exact one, where there is one. */
static bool add_forms(struct reader *reader, struct query_word *word, struct slice folded,
                      struct slice written, uint8_t fraction)
{
    const struct entry *found;
    size_t count;
    bool has_written = false;
    reader_find_forms(reader, folded, &found, &count);
    for (size_t i = 0; i < count; i++)
        has_written = has_written || slice_equal(found[i].written, written);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++) {
            bool exact = !has_written || slice_equal(found[i].written, written);
            if (exact == (pass == 0))
                add_match(word, &found[i], exact,
                          exact ? fraction : (uint8_t)(fraction * OTHER_ACCENT / WHOLE));
        }
    return count > 0;
}

static void add_beginnings(struct reader *reader, struct query_word *word, uint8_t fraction)
{
    const struct entry **found;
    size_t count;
    reader_find_beginning(reader, word->folded, BEGINNINGS_MAX, &found, &count);
    for (size_t i = 0; i < count; i++)
        add_match(word, found[i], true, fraction);
}

/* ---- neighbours --------------------------------------------------------- */

struct neighbour {
    struct slice text;
    unsigned distance;
    uint8_t rank;
};

static int compare_neighbours(const void *a, const void *b)
{
    const struct neighbour *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return slice_compare(x->text, y->text);
}

/* Those that begin with its first characters, or end with its last ones. */
static size_t collect_neighbours(struct reader *reader, struct slice folded, unsigned reach,
                                 size_t characters, struct neighbour **neighbours)
{
    struct arena *arena = &reader->answers;
    struct slice halves[2] = {
        arena_concat(arena, SLICE(">"), utf8_prefix(folded, characters), (struct slice){0}),
        arena_concat(arena, SLICE("<"), utf8_prefix(spelling_reverse(arena, folded), characters),
                     (struct slice){0})};
    struct reader_word *words[2];
    size_t counts[2], count = 0;
    for (int half = 0; half < 2; half++)
        reader_find_words(reader, halves[half], NEIGHBOURS_SEEN, &words[half], &counts[half]);
    *neighbours = arena_array(arena, struct neighbour, counts[0] + counts[1] + 1);
    for (int half = 0; half < 2; half++)
        for (size_t i = 0; i < counts[half]; i++) {
            struct slice text = slice_after(words[half][i].text, 1);
            text = half ? spelling_reverse(arena, text) : text;
            unsigned distance = spelling_distance(folded, text, reach);
            if (distance <= reach)
                (*neighbours)[count++] =
                    (struct neighbour){text, distance, words[half][i].rank};
        }
    qsort(*neighbours, count, sizeof **neighbours, compare_neighbours);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!kept || !slice_equal((*neighbours)[kept - 1].text, (*neighbours)[i].text))
            (*neighbours)[kept++] = (*neighbours)[i];
    return kept;
}

static void note(struct query_result *result, struct slice typed, struct slice used)
{
    if (result->note_count < QUERY_WORDS_MAX)
        result->notes[result->note_count++] = (struct query_note){typed, used};
}

static void add_neighbours(struct reader *reader, struct query_word *word,
                           struct query_result *result)
{
    unsigned reach = spelling_reach(word->folded);
    struct neighbour *neighbours;
    if (!reach)
        return;
    size_t half = spelling_half(word->folded);
    size_t count = collect_neighbours(reader, word->folded, reach, half, &neighbours);
    /* A slip in each half leaves both ends, or at least one of them. */
    if (!count && reach > 1)
        count = collect_neighbours(reader, word->folded, reach, SPELLING_END, &neighbours);
    for (size_t i = 0; i < count && i < NEIGHBOURS_MAX; i++) {
        if (neighbours[i].distance > neighbours[0].distance)
            break;
        add_forms(reader, word, neighbours[i].text, neighbours[i].text,
                  neighbours[i].distance == 1 ? ONE_MISTAKE : TWO_MISTAKES);
    }
    if (count)
        note(result, word->written, neighbours[0].text);
}

/* The words that share the longest beginning with it. */
static void add_shared(struct reader *reader, struct query_word *word, struct query_result *result)
{
    size_t length = utf8_count(word->folded);
    size_t least = length * 2 / 3 > SHARED_LENGTH_MIN ? length * 2 / 3 : SHARED_LENGTH_MIN;
    if (!spelling_is_checked(word->folded))
        return;
    for (size_t shared = length; shared-- > least;) {
        struct slice beginning = utf8_prefix(word->folded, shared);
        const struct entry **found;
        size_t count;
        reader_find_beginning(reader, beginning, SHARED_FORMS_MAX, &found, &count);
        for (size_t i = 0; i < count; i++)
            add_match(word, found[i], false, SAME_BEGINNING);
        if (count) {
            note(result, word->written, found[0]->written);
            return;
        }
    }
}

void query_find_word(struct reader *reader, struct query_word *word, struct query_result *result)
{
    word->matches = arena_array(&reader->answers, struct match, WORD_MATCHES_MAX);
    bool found = add_forms(reader, word, word->folded, word->written, WHOLE);
    if (word->joined)
        return;
    if (word->unfinished && utf8_count(word->folded) >= UNFINISHED_LENGTH_MIN)
        add_beginnings(reader, word, found ? UNFINISHED_TOO : UNFINISHED);
    size_t split = term_code_split(word->folded);
    if (!word->match_count && split)
        add_forms(reader, word, slice_after(word->folded, split),
                  slice_after(word->folded, split), SAME_BEGINNING);
    if (!word->match_count)
        add_neighbours(reader, word, result);
    if (!word->match_count)
        add_shared(reader, word, result);
}
