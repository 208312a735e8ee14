/* Adding up: what each word says about each document. */
#include "search/query_parts.h"

#include <stdlib.h>
#include <string.h>

struct scoring {
    struct reader *reader;
    struct query *query;
    uint32_t *totals;
    uint32_t *words;       /* bits of the words that are in it */
    uint32_t *title_words; /* of those in its title */
    uint8_t *title_stems;
    uint32_t *scores; /* of the word at hand, then of the one before */
    uint32_t *before_scores;
    uint8_t *places, *before_places;
};

static uint32_t score_match(const struct match *match, const struct postings *postings, uint32_t i)
{
    uint8_t forms = postings->forms ? postings->forms[i] : 1;
    uint32_t exact = !match->exact_forms || (forms & match->exact_forms) ? EXACT : SIMILAR;
    uint32_t level = postings->levels[i];
    return postings->weight * level * exact * match->fraction / SCORE_UNIT;
}

static void score_word(struct scoring *scoring, size_t number)
{
    const struct query_word *word = &scoring->query->words[number];
    uint32_t count = scoring->reader->document_count;
    memset(scoring->scores, 0, count * sizeof *scoring->scores);
    memset(scoring->places, 0, count);
    for (size_t m = 0; m < word->match_count; m++) {
        const struct match *match = &word->matches[m];
        const struct postings *postings =
            reader_postings(scoring->reader, match->shard, match->group);
        for (uint32_t i = 0; i < postings->count; i++) {
            uint32_t document = postings->documents[i];
            uint32_t score = score_match(match, postings, i);
            if (score > scoring->scores[document])
                scoring->scores[document] = score;
            scoring->places[document] |= postings->places[i];
            scoring->words[document] |= 1u << number;
            if (postings->title_stems[i]) {
                scoring->title_words[document] |= 1u << number;
                scoring->title_stems[document] = postings->title_stems[i];
            }
        }
    }
}

static unsigned count_bits(unsigned bits)
{
    unsigned count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* Words that stand together: their places share a bit, or have neighbouring ones. In a long document
 * that has both words nearly everywhere this tells little, and counts for less. */
static uint32_t score_proximity(uint32_t a, uint32_t b, uint8_t a_places, uint8_t b_places)
{
    uint32_t lesser = a < b ? a : b;
    unsigned near = (unsigned)(a_places << 1 | a_places >> 7 | a_places >> 1 | a_places << 7) & 0xFF;
    unsigned strength = a_places & b_places ? 2 : near & b_places ? 1 : 0;
    unsigned fewer = count_bits(a_places), others = count_bits(b_places);
    if (others < fewer)
        fewer = others;
    return lesser * PROXIMITY * strength * (9 - fewer) / (16 * 2 * 8);
}

static void add_word(struct scoring *scoring, size_t number, bool has_before)
{
    score_word(scoring, number);
    for (uint32_t d = 0; d < scoring->reader->document_count; d++) {
        scoring->totals[d] += scoring->scores[d];
        if (has_before && scoring->scores[d] && scoring->before_scores[d])
            scoring->totals[d] +=
                score_proximity(scoring->scores[d], scoring->before_scores[d],
                                scoring->places[d], scoring->before_places[d]);
    }
    uint32_t *scores = scoring->scores;
    uint8_t *places = scoring->places;
    scoring->scores = scoring->before_scores;
    scoring->places = scoring->before_places;
    scoring->before_scores = scores;
    scoring->before_places = places;
}

/* ---- phrases and exclusion --------------------------------------------- */

static uint32_t find_document(const struct postings *postings, uint32_t document)
{
    uint32_t low = 0, high = postings->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (postings->documents[middle] < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < postings->count && postings->documents[low] == document ? low : UINT32_MAX;
}

static bool stands_at(struct reader *reader, const struct query_word *word, uint32_t document,
                      uint32_t position)
{
    for (size_t m = 0; m < word->match_count; m++) {
        const struct match *match = &word->matches[m];
        const struct postings *postings = reader_postings(reader, match->shard, match->group);
        uint32_t place = find_document(postings, document), count, low = 0;
        const uint32_t *positions;
        if (place == UINT32_MAX)
            continue;
        if (word->common) /* no positions are kept: it is there, and that must do */
            return true;
        reader_positions(reader, match->shard, match->group, place, &positions, &count);
        for (uint32_t high = count; low < high;) {
            uint32_t middle = low + (high - low) / 2;
            if (positions[middle] < position)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < count && positions[low] == position)
            return true;
    }
    return false;
}

static bool has_phrase_from(struct scoring *scoring, unsigned phrase, const struct query_word *anchor,
                            uint32_t document, uint32_t start)
{
    for (size_t i = 0; i < scoring->query->word_count; i++) {
        const struct query_word *word = &scoring->query->words[i];
        if (word->phrase == phrase && word != anchor &&
            !stands_at(scoring->reader, word, document, start + word->offset))
            return false;
    }
    return true;
}

static bool has_phrase(struct scoring *scoring, unsigned phrase, uint32_t document)
{
    const struct query_word *anchor = NULL;
    for (size_t i = 0; i < scoring->query->word_count && !anchor; i++) {
        const struct query_word *word = &scoring->query->words[i];
        if (word->phrase == phrase && !word->common)
            anchor = word;
    }
    if (!anchor) /* common words alone: being there must do */
        return scoring->words[document] != 0;
    for (size_t m = 0; m < anchor->match_count; m++) {
        const struct match *match = &anchor->matches[m];
        const struct postings *postings =
            reader_postings(scoring->reader, match->shard, match->group);
        uint32_t place = find_document(postings, document), count;
        const uint32_t *positions;
        if (place == UINT32_MAX)
            continue;
        reader_positions(scoring->reader, match->shard, match->group, place, &positions, &count);
        for (uint32_t i = 0; i < count; i++)
            if (positions[i] >= anchor->offset &&
                has_phrase_from(scoring, phrase, anchor, document, positions[i] - anchor->offset))
                return true;
    }
    return false;
}

static void exclude(struct scoring *scoring)
{
    for (size_t i = 0; i < scoring->query->excluded_count; i++) {
        const struct query_word *word = &scoring->query->excluded[i];
        for (size_t m = 0; m < word->match_count; m++) {
            const struct postings *postings = reader_postings(
                scoring->reader, word->matches[m].shard, word->matches[m].group);
            for (uint32_t j = 0; j < postings->count; j++)
                scoring->words[postings->documents[j]] = UINT32_MAX;
        }
    }
}

/* ---- all together ------------------------------------------------------- */

static int compare_hits(const void *a, const void *b)
{
    const struct query_hit *x = a, *y = b;
    if (x->all != y->all)
        return x->all ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->document < y->document ? -1 : x->document > y->document;
}

/* What counts: common words only where there is nothing else; a joined compound only if it is there. */
static uint32_t choose_words(const struct query *query)
{
    bool only_common = true;
    uint32_t chosen = 0;
    for (size_t i = 0; i < query->word_count; i++)
        only_common = only_common && query->words[i].common;
    for (size_t i = 0; i < query->word_count; i++)
        if (query->words[i].match_count && (only_common || !query->words[i].common))
            chosen |= 1u << i;
    return chosen;
}

static uint32_t required_words(const struct query *query, uint32_t chosen)
{
    for (size_t i = 0; i < query->word_count; i++)
        if (query->words[i].joined)
            chosen &= ~(1u << i);
    return chosen;
}

static bool title_is(const struct scoring *scoring, uint32_t document, uint32_t required)
{
    return (scoring->title_words[document] & required) == required &&
           count_bits(required & 0xFFFF) + count_bits(required >> 16) ==
               scoring->title_stems[document];
}

static void collect_hits(struct scoring *scoring, uint32_t required, struct query_result *result)
{
    uint32_t count = scoring->reader->document_count;
    result->hits = arena_array(&scoring->reader->answers, struct query_hit, (size_t)count + 1);
    bool everything = scoring->query->word_count == 0;
    for (uint32_t d = 0; d < count; d++) {
        if (scoring->words[d] == UINT32_MAX || (!everything && !scoring->totals[d]))
            continue;
        bool has_phrases = true;
        for (unsigned phrase = 1; phrase <= scoring->query->phrase_count && has_phrases; phrase++)
            has_phrases = has_phrase(scoring, phrase, d);
        if (!has_phrases)
            continue;
        struct query_hit hit = {d, scoring->totals[d],
                                everything || (scoring->words[d] & required) == required};
        if (required && title_is(scoring, d, required))
            hit.score *= 2;
        result->hits[result->hit_count++] = hit;
        result->all_count += hit.all;
    }
    qsort(result->hits, result->hit_count, sizeof *result->hits, compare_hits);
}

void query_score(struct reader *reader, struct query *query, struct query_result *result)
{
    struct arena arena = {0};
    size_t count = (size_t)reader->document_count + 1;
    struct scoring scoring = {
        .reader = reader,
        .query = query,
        .totals = arena_array(&arena, uint32_t, count),
        .words = arena_array(&arena, uint32_t, count),
        .title_words = arena_array(&arena, uint32_t, count),
        .title_stems = arena_array(&arena, uint8_t, count),
        .scores = arena_array(&arena, uint32_t, count),
        .before_scores = arena_array(&arena, uint32_t, count),
        .places = arena_array(&arena, uint8_t, count),
        .before_places = arena_array(&arena, uint8_t, count),
    };
    uint32_t chosen = choose_words(query), required = required_words(query, chosen);
    bool has_before = false;
    for (size_t i = 0; i < query->word_count; i++)
        if (chosen & 1u << i) {
            add_word(&scoring, i, has_before && !query->words[i].joined);
            has_before = true;
        }
    exclude(&scoring);
    collect_hits(&scoring, required, result);
    arena_release(&arena);
}
