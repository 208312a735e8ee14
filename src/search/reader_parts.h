/*
 * search/reader_parts.h - what the rooms that read an index share. Known to reader*.c alone.
 */
#ifndef SCHEDARIO_SEARCH_READER_PARTS_H
#define SCHEDARIO_SEARCH_READER_PARTS_H

#include "search/bytes.h"
#include "search/reader.h"

struct group {
    struct postings postings;
    uint32_t **positions; /* by place; NULL: not decoded yet */
    uint32_t *position_counts;
};

struct reader_shard {
    struct slice boundary;
    bool is_loaded, has_positions;
    struct entry *entries;
    uint32_t entry_count;
    struct group *groups;
    uint32_t group_count;
    struct slice *position_bytes; /* by group */
    uint32_t position_count;
};

struct reader_vocabulary {
    struct slice boundary;
    bool is_loaded;
    struct reader_word *words;
    uint32_t word_count;
};

struct reader_records {
    bool is_loaded;
    struct reader_record **fields; /* by document */
    uint32_t *counts;
};

void reader_fail(struct reader *reader, enum reader_failure_kind kind, struct slice name);
/* The file's inflated bytes, in the arena. */
bool reader_load(struct reader *reader, const char *kind, size_t number, struct cursor *cursor);
/* Tells that the file at hand is damaged where the cursor went wrong; true where it did not. */
bool reader_check(struct reader *reader, const char *kind, size_t number,
                  const struct cursor *cursor);
/* `count` numbers as index_add_gap() wrote them; each below the reader's number of documents. */
uint32_t *reader_documents(struct reader *reader, struct cursor *cursor, uint32_t count);

#endif
