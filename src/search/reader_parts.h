/*
 * search/reader_parts.h - what the rooms that read an index share. Known to reader*.c alone.
 */
#ifndef SCHEDARIO_SEARCH_READER_PARTS_H
#define SCHEDARIO_SEARCH_READER_PARTS_H

#include "search/bytes.h"
#include "search/reader.h"

struct group {
    struct slice bytes;
    uint32_t documents, weight;
    uint8_t flags;
    struct postings *postings; /* NULL: not decoded yet */
    struct slice position_bytes;
    uint32_t **positions; /* by place; NULL: not decoded yet */
    uint32_t *position_counts;
};

struct reader_shard {
    struct slice boundary;
    uint32_t hash, positions_hash;
    bool is_loaded, has_positions;
    struct entry *entries;
    uint32_t entry_count;
    struct group *groups;
    uint32_t group_count;
};

struct reader_vocabulary {
    struct slice boundary;
    uint32_t hash;
    bool is_loaded;
    struct reader_word *words;
    uint32_t word_count;
};

struct reader_group {
    uint32_t first, count, hash;
    bool is_loaded;
    struct card *cards;      /* one or the other */
    struct slice *excerpts;
};

void reader_fail(struct reader *reader, enum reader_failure_kind kind, struct slice name);
/* The file's inflated bytes, in the arena. */
bool reader_load(struct reader *reader, const char *kind, size_t number, uint32_t hash,
                 struct cursor *cursor);
/* Tells that the file at hand is damaged where the cursor went wrong; true where it did not. */
bool reader_check(struct reader *reader, const char *kind, size_t number,
                  const struct cursor *cursor);
/* `count` numbers as index_add_gap() wrote them; each below the reader's number of documents. */
uint32_t *reader_documents(struct reader *reader, struct cursor *cursor, uint32_t count);

#endif
