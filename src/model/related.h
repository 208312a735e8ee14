/*
 * related.h - sheets as vectors of what they are about: terms, references, words.
 *
 * For src/model alone: related_words.c finds the words that set a sheet apart, related_features.c
 * makes the vectors of a collection's sheets and, for each feature, the sheets that have it;
 * related.c compares them.
 */
#ifndef SCHEDARIO_MODEL_RELATED_H
#define SCHEDARIO_MODEL_RELATED_H

#include "model/link.h"

/* --- words --- */

#define RELATED_WORDS_MAX 24

struct weighed_word {
    uint32_t word; /* among those of the collection */
    double weight; /* tf-idf; squares add up to one */
};

struct sheet_words {
    struct weighed_word words[RELATED_WORDS_MAX];
    size_t count;
};

struct word_table; /* the words of one collection */

/* The heaviest words of each sheet. */
struct word_table *words_weigh(struct link *link, struct arena *arena,
                               const struct sheet *const *sheets, size_t count,
                               struct sheet_words *words);
size_t word_table_count(const struct word_table *table);
/* As it stands in the sheet's text; in the catalogue's arena. */
struct slice word_as_written(struct link *link, struct word_table *table, uint32_t word,
                             const struct sheet *sheet);

/* --- features --- */

struct feature {
    enum related_reason_kind kind;
    const struct field *field;
    const struct term *term;
    const struct sheet *sheet;
    uint32_t word;
    uint32_t last_sheet; /* + 1 */
    uint32_t last_place;
    size_t posting_start, posting_count;
};

struct weight {
    uint32_t feature;
    double value;
};

struct posting {
    uint32_t sheet;
    double value;
};

struct feature_vector {
    struct weight *weights; /* by feature */
    size_t count;
    double length;
};

struct relating {
    struct link *link;
    struct arena *arena; /* released with the collection */
    const struct sheet **sheets;
    size_t count;
    struct map features_by_key; /* index + 1 */
    VECTOR(struct feature) features;
    VECTOR(struct weight) weights; /* of the sheet at hand */
    struct feature_vector *vectors;
    struct posting *postings;
    struct word_table *words;
    uint32_t current;
};

/* Fills features, vectors and postings from `sheets`, which are of one collection, in the order of
 * ids. */
void related_make_vectors(struct relating *relating);

#endif
