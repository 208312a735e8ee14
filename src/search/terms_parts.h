/*
 * search/terms_parts.h - what terms.c and the languages' own rules share.
 */
#ifndef SCHEDARIO_SEARCH_TERMS_PARTS_H
#define SCHEDARIO_SEARCH_TERMS_PARTS_H

#include "search/terms.h"

/* An English word in the one of its spellings that is stemmed; a view into `bytes` where it is another. */
struct slice term_one_spelling(struct slice word, char bytes[TERM_BYTES_MAX]);

#endif
