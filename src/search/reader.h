/*
 * search/reader.h - reads an index, a file at a time and only what is asked for.
 *
 * The files come from whoever opens it (a folder, a test). Each is checked against the hash that it begins with, and
 * bounds are checked on every step, so what is damaged, cut short or missing makes `failure` say so, and
 * answers from then on are empty; nothing is ever read past its end. What was read stays in the arena.
 *
 *     struct reader *reader = reader_open(&arena, fetch, context);
 *     if (reader->failure.kind) …
 *     reader_find_forms(reader, SLICE("citta"), &found, &count);
 */
#ifndef SCHEDARIO_SEARCH_READER_H
#define SCHEDARIO_SEARCH_READER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "search/format.h"

#define READER_DOCUMENTS_MAX  10000000
#define READER_BEGINNING_LONG 4

/* Adds the file's bytes; false where there is none. */
typedef bool reader_fetch(void *context, struct slice name, struct buffer *out);

enum reader_failure_kind {
    READER_GOOD,
    READER_MISSING,
    READER_CUT_SHORT,
    READER_DAMAGED,
    READER_OTHER_VERSION
};

struct reader_failure {
    enum reader_failure_kind kind;
    struct slice name; /* of the file */
};

struct reader_column {
    struct slice id;
    enum column_kind kind;
    unsigned uses;
    struct column *loaded; /* NULL: not yet */
};

struct column_value {
    struct slice id, label;
    uint32_t parent; /* its number + 1; 0: none */
    uint32_t *documents;
    uint32_t document_count;
};

struct column {
    struct slice label;
    uint32_t *documents;
    int64_t *numbers;
    uint32_t document_count;
    unsigned scale;
    struct column_value *values;
    uint32_t value_count;
};

/* A form in the dictionary, and where its stem lies. */
struct entry {
    struct slice folded, written;
    uint32_t shard, group;
    uint8_t bit;
};

/* A stem's postings: arrays by place among its documents. */
struct postings {
    uint32_t count, weight;
    bool common, has_forms;
    uint32_t *documents;
    uint8_t *levels;
    uint8_t *title_stems; /* 0 where the word is not in the title */
    uint8_t *places;
    const uint8_t *forms;  /* NULL: one form alone */
};

struct card {
    struct slice key, address, title;
    struct reader_fact {
        struct slice field, text;
    } *facts;
    uint32_t fact_count;
    struct slice excerpt; /* the start of what it says */
};

/* A document's fields as readers see them. */
struct reader_record {
    struct slice field, label, text;
};

struct reader_word {
    struct slice text;
    uint8_t rank;
};

struct reader {
    struct arena *arena;
    struct arena answers; /* what one query needs; query_run() empties it */
    reader_fetch *fetch;
    void *context;
    struct reader_failure failure;
    size_t files_read, bytes_read; /* as they are on disk */

    struct slice language;
    uint32_t generation; /* what all files' names carry */
    uint32_t document_count;
    struct reader_column *columns;
    uint32_t column_count;
    struct slice *common; /* sorted */
    uint32_t common_count;
    struct reader_shard *shards; /* those of common words come last */
    uint32_t shard_count, common_shard_count;
    uint32_t position_shards; /* whose positions share a file */
    struct reader_vocabulary *vocabularies;
    uint32_t vocabulary_count;
    struct card **cards; /* by file; NULL: not read yet */
    uint32_t card_group; /* documents a file */
    struct reader_records *records; /* by file */
    uint32_t record_group; /* documents a file; 0: there are none */
};

/* Never NULL; look at `failure`. Reads header and directory. What it holds beside the arena,
 * reader_close() gives back. */
struct reader *reader_open(struct arena *arena, reader_fetch *fetch, void *context);

void reader_close(struct reader *reader);

bool reader_is_common(const struct reader *reader, struct slice folded);
/* The forms with this folded form, mostly one. */
void reader_find_forms(struct reader *reader, struct slice folded, const struct entry **found,
                       size_t *count);
/* Those that begin so and are not common, up to `max`, in their order; of a beginning that many shards
 * share, those of the first, or of the first two where it has READER_BEGINNING_LONG characters. */
void reader_find_beginning(struct reader *reader, struct slice beginning, size_t max,
                           const struct entry ***found, size_t *count);
const struct postings *reader_postings(struct reader *reader, uint32_t shard, uint32_t group);
/* The positions of a stem in the document at `place` of its postings. */
void reader_positions(struct reader *reader, uint32_t shard, uint32_t group, uint32_t place,
                      const uint32_t **positions, uint32_t *count);
/* The vocabulary's keys that begin so, up to `max`. */
void reader_find_words(struct reader *reader, struct slice beginning, size_t max,
                       struct reader_word **words, size_t *count);

struct card reader_card(struct reader *reader, uint32_t document);
void reader_record(struct reader *reader, uint32_t document, const struct reader_record **fields,
                   uint32_t *count);
/* The one of this id that serves one of these uses (enum column_use). */
struct reader_column *reader_find_column(struct reader *reader, struct slice id, unsigned uses);
/* NULL where it cannot be read. */
const struct column *reader_column(struct reader *reader, struct reader_column *column);

#endif
