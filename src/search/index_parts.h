/*
 * search/index_parts.h - what the rooms that write an index share. Known to index*.c alone.
 *
 * index.c collects words and counts, index_order.c numbers the documents, index_postings.c weighs what
 * was counted, index_shards.c cuts the forms into shards and index_words.c writes them, index_vocabulary.c writes the vocabulary, index_cards.c cards
 * and records, index_columns.c columns, and index_write.c the directory, the header and the names.
 */
#ifndef SCHEDARIO_SEARCH_INDEX_PARTS_H
#define SCHEDARIO_SEARCH_INDEX_PARTS_H

#include "base/buffer.h"
#include "base/vector.h"
#include "search/index.h"
#include "search/terms.h"

#define SHARD_BYTES      2200 /* before compression, about */
#define VOCABULARY_BYTES 6144
#define CARD_BYTES       3600
#define RECORD_BYTES     40000
#define POSITION_SHARDS  6 /* shards whose positions share a file */
#define TITLE_STEMS_MAX  255

/* A stem in a document. */
struct counted {
    uint32_t stem;
    uint8_t counts[ZONE_COUNT]; /* 255 at the most */
    uint8_t places, forms;
    uint32_t positions; /* where they begin in index->positions, coded already */
};

struct collected_document {
    struct slice key, address, title, excerpt;
    const struct index_fact *facts;
    size_t fact_count;
    const struct index_record *records;
    size_t record_count;
    uint32_t added;           /* its place in the order in which they were added */
    size_t first, stem_count; /* of its stems, in index->counted */
    uint32_t lengths[ZONE_COUNT]; /* in words */
    uint32_t title_stems;
};

struct place {
    uint32_t stem, position, next; /* of the same stem in this document, + 1 */
};

struct stem_state {
    uint32_t seen;  /* the last document + 1 */
    uint32_t place; /* in `current` */
};

struct current_stem {
    struct counted counted;
    uint32_t first, last; /* in places, + 1 */
};

/* A stem in a document, as the index tells it. */
struct posting {
    uint32_t document, positions;
    uint8_t level; /* with place and LEVEL_MORE */
    uint8_t places, title_stems, forms;
};

struct pending_file {
    const char *kind;
    size_t number;
    struct slice bytes;
};

struct index {
    struct arena *arena;
    struct arena counting; /* what grows while documents are added */
    struct lexicon *lexicon;
    VECTOR(struct collected_document) documents;
    VECTOR(struct counted) counted; /* by document, then as they came */
    VECTOR(struct stem_state) states; /* by stem */
    VECTOR(const struct index_column *) columns;
    struct buffer positions;
    /* Of the document at hand. */
    VECTOR(struct current_stem) current;
    VECTOR(struct place) places;
    enum zone zone;

    /* Of index_write(). */
    VECTOR(struct pending_file) files;
    uint32_t generation;
    uint32_t *numbers;     /* of documents, by their place when they were added */
    uint32_t *stem_starts; /* by stem, into postings; one more than there are stems */
    struct posting *postings; /* by stem, then by the documents' numbers */
    bool *stem_common;      /* by stem: all its forms are */
    uint32_t *sorted_forms; /* NULL: not sorted yet */
};

/* Compresses a file and keeps it until its name is known. */
void index_write_file(struct index *index, const char *kind, size_t number, struct slice content);
/* Ascending numbers: each less the one before, less 1; the first as it is. */
void index_add_gap(struct buffer *out, uint32_t number, size_t place, uint32_t before);

/* Fills stem_starts and stem_common. */
void index_count_stems(struct index *index);
/* Fills postings; the documents are in their order. */
void index_gather_postings(struct index *index);
/* Numbers the documents and puts them into that order. */
void index_order_documents(struct index *index);

/* Where a list of forms is cut: `ends` has, for each shard, the place after its last form. */
struct shard_plan {
    VECTOR(size_t) ends;
};
/* `forms` are numbers of forms, sorted; the forms of one folded form stay together, and those of one
 * stem where it can be. */
struct shard_plan index_plan_shards(struct index *index, const uint32_t *forms, size_t count);

/* Each adds its part of the directory. */
void index_write_words(struct index *index, struct buffer *directory);
void index_write_vocabulary(struct index *index, struct buffer *directory);
void index_write_cards(struct index *index, struct buffer *directory);
void index_write_records(struct index *index, struct buffer *directory);
void index_write_columns(struct index *index, struct buffer *directory);

/* The forms of an index in the order of the dictionary: by folded form, then by written form. */
const uint32_t *index_sorted_forms(struct index *index);

#endif
