/*
 * utf8.h - bytes to characters: checking, walking, folding (Unicode by ICU).
 */
#ifndef SCHEDARIO_TEXT_UTF8_H
#define SCHEDARIO_TEXT_UTF8_H

#include "base/buffer.h"
#include "base/slice.h"

/* The offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms,
 * no surrogates, nothing past U+10FFFF), or SLICE_NOT_FOUND. */
size_t utf8_find_invalid(struct slice s);

/* Takes one character off *rest; false at the end. An invalid byte gives U+FFFD. */
bool utf8_next(struct slice *rest, uint32_t *character);
void utf8_add(struct buffer *out, uint32_t character);
/* In characters (code points). */
size_t utf8_count(struct slice s);
/* The first `count` characters. */
struct slice utf8_prefix(struct slice s, size_t count);

/* Normalisation form C (Unicode Standard Annex #15). Returns s itself where it
 * is in that form already. */
struct slice utf8_normalize(struct arena *arena, struct slice s);
/* For comparing: NFC, case folded, without accents (canonical decomposition,
 * marks dropped), typographic apostrophes as '. */
struct slice utf8_fold(struct arena *arena, struct slice s);
/* Full case mappings in a language ("tr" has its own i). */
struct slice utf8_upper(struct arena *arena, struct slice s, struct slice language);
struct slice utf8_lower(struct arena *arena, struct slice s, struct slice language);
struct slice utf8_title(struct arena *arena, struct slice s, struct slice language);

/* The order of a dictionary in a language (Unicode Collation Algorithm, CLDR):
 * slice_compare() of two keys. A collator is immutable and may be shared. */
struct collator;
struct collator *collator_open(struct slice language);
struct slice collator_key(const struct collator *collator, struct arena *arena, struct slice s);
void collator_close(struct collator *collator);

#endif
