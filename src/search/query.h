/*
 * search/query.h - asks an index.
 *
 * A query is words. Any of them may match; documents with all of them come first. `"a phrase"` must
 * stand in the document just so, wherever in the query it is (of a common word in it no places are kept:
 * it must be in the document); `-word` must not. Common words are passed over unless there is nothing
 * else. The last word may be unfinished, unless something follows it. What
 * was typed folded finds every accent, and the form as typed counts for more. A word that is nowhere
 * stands for its neighbours (search/spelling.h), or else for words with the same beginning.
 *
 * Score, in whole numbers. For each word the best of its forms' stems counts:
 *
 *     weight * level * (EXACT or SIMILAR) * fraction / SCORE_UNIT
 *
 * with fraction WHOLE for a word that is there, less for one that was guessed. For two neighbours in the
 * query whose places share a bit, PROXIMITY / 16 of the lesser score is added; half of that where bits
 * are next to each other. Where the title holds every word and nothing else, the score is doubled. Equal
 * scores are in the documents' order.
 *
 *     struct query_result result = query_run(reader, &request);
 *     for (size_t i = 0; i < result.hit_count; i++)
 *         show(reader_card(reader, result.hits[i].document));
 */
#ifndef SCHEDARIO_SEARCH_QUERY_H
#define SCHEDARIO_SEARCH_QUERY_H

#include "search/reader.h"

#define QUERY_BYTES_MAX   1000 /* what is longer is cut */
#define QUERY_WORDS_MAX   30   /* those after it are passed over */
#define QUERY_CHOICES_MAX 64

struct query_choice {
    struct slice column;
    struct slice value; /* a value's id; for numbers and dates "50000-200000", "2017..2019-06", "50000.." */
};

struct query_request {
    struct slice text; /* empty: every document */
    const struct query_choice *choices; /* of one column: any of them; of several: each */
    size_t choice_count;
    struct slice sort; /* a column's id; "-" in front: descending; empty: by relevance, without words as the lists are */
    bool counts; /* fill `facets` */
};

struct query_hit {
    uint32_t document, score;
    bool all; /* every word is in it */
};

/* "risultati per inclusione": what a word that is nowhere was taken for. */
struct query_note {
    struct slice typed, used;
};

struct query_facet {
    struct reader_column *column;
    uint32_t *counts; /* by value: what choosing it would give, choices of the same column left out */
};

enum query_mistake { QUERY_GOOD, QUERY_NO_COLUMN, QUERY_NO_VALUE, QUERY_NO_ORDER };

struct query_result {
    struct query_hit *hits;
    size_t hit_count, all_count; /* those with every word come first, unless sorted */
    struct query_note notes[QUERY_WORDS_MAX];
    size_t note_count;
    struct query_facet *facets;
    size_t facet_count;
    enum query_mistake mistake;
    struct slice mistaken; /* the name that there is not */
};

/* Good until the next query of this reader. Where the reader fails there are no hits: look at its `failure`. */
struct query_result query_run(struct reader *reader, const struct query_request *request);

/* A part of the document's text around the words of the query, about `length` characters. */
struct slice query_excerpt(struct reader *reader, struct slice text, uint32_t document,
                           size_t length);

#endif
