/*
 * search/query_parts.h - what the rooms that answer a query share. Known to query*.c alone.
 *
 * query_parse.c reads what was typed, query_words.c finds each word's stems, query_score.c adds up,
 * query_choose.c filters, counts and sorts, query.c puts them together.
 */
#ifndef SCHEDARIO_SEARCH_QUERY_PARTS_H
#define SCHEDARIO_SEARCH_QUERY_PARTS_H

#include "search/query.h"
#include "search/terms.h"

#define WORD_MATCHES_MAX 48

/* The parts of a score. */
#define EXACT      16
#define SIMILAR    14
#define SCORE_UNIT 64
#define WHOLE      16 /* fractions are sixteenths */
#define OTHER_ACCENT   14
#define UNFINISHED     12 /* the beginning of a longer word, and no word itself */
#define UNFINISHED_TOO 4  /* a word itself, and the beginning of a longer one */
#define ONE_MISTAKE    13
#define TWO_MISTAKES   10
#define SAME_BEGINNING 8
#define PROXIMITY      8

/* A stem that a word of the query stands for. */
struct match {
    uint32_t shard, group;
    uint8_t exact_forms; /* bits of those that are as typed */
    uint8_t fraction;
};

struct query_word {
    struct slice folded, written;
    bool common, unfinished;
    bool joined;     /* parts of a compound, which stand for it as well */
    unsigned phrase; /* 1 and up; 0: none */
    uint32_t offset; /* in its phrase */
    struct match *matches;
    size_t match_count;
};

struct query {
    struct query_word words[QUERY_WORDS_MAX], excluded[QUERY_WORDS_MAX];
    size_t word_count, excluded_count;
    unsigned phrase_count;
};

void query_parse(struct reader *reader, struct slice text, struct query *query);
/* Fills `matches`; tells the result what a word was taken for. */
void query_find_word(struct reader *reader, struct query_word *word, struct query_result *result);
/* The documents that match, best first. `chosen` is a bit array or NULL. */
void query_score(struct reader *reader, struct query *query, struct query_result *result);

/* Keeps the hits that the choices allow, counts facets, sorts; in the order of the lists where there is
 * nothing to sort by, which is so `by_list`. */
void query_choose(struct reader *reader, const struct query_request *request, bool by_list,
                  struct query_result *result);

#endif
