/*
 * utf8.h - bytes to characters: checking, walking, folding (Unicode by ICU).
 *
 * Text in ASCII, and most text in Latin letters, never reaches ICU. All of it
 * takes linear time. Texts are at most 1 GiB.
 */
#ifndef SCHEDARIO_TEXT_UTF8_H
#define SCHEDARIO_TEXT_UTF8_H

#include "base/buffer.h"
#include "base/slice.h"

/* The offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms,
 * no surrogates, nothing past U+10FFFF), or SLICE_NOT_FOUND. */
size_t utf8_find_invalid(struct slice s);
/* No byte past 127. */
bool utf8_is_ascii(struct slice s);

/* Takes one character off *rest; false at the end. What is not UTF-8 gives
 * U+FFFD, one for each part that no character starts with (as in the Unicode
 * Standard, 3.9, "maximal subpart"). */
bool utf8_next(struct slice *rest, uint32_t *character);
void utf8_add(struct buffer *out, uint32_t character);
/* The same into at least 4 bytes; how many were written. */
size_t utf8_write(char *out, uint32_t character);
/* In characters (code points). */
size_t utf8_count(struct slice s);
/* The first `count` characters. */
struct slice utf8_prefix(struct slice s, size_t count);

/* Normalisation form C (Unicode Standard Annex #15). Returns s itself where it
 * is in that form already. */
struct slice utf8_normalize(struct arena *arena, struct slice s);
/* Form KC, which also makes "½" "1⁄2" and "ª" "a". Returns s itself where it can. */
struct slice utf8_normalize_compatible(struct arena *arena, struct slice s);

/* For comparing: NFC, case folded, without accents (canonical decomposition,
 * marks dropped, but for those that make another letter: the nukta, the
 * virama, the voicing of kana), typographic apostrophes as ', soft hyphens and
 * joiners dropped. Returns s itself where that changes nothing. */
struct slice utf8_fold(struct arena *arena, struct slice s);
/* The same into `out`, without an arena; cut at a character where the capacity
 * ends. How many bytes were written. */
size_t utf8_fold_to(struct slice s, char *out, size_t capacity);

/* Full case mappings in a language ("tr" has its own i). May return s itself.
 * Title: the first letter of each word is a capital, the rest is small; an
 * apostrophe starts no word. */
struct slice utf8_upper(struct arena *arena, struct slice s, struct slice language);
struct slice utf8_lower(struct arena *arena, struct slice s, struct slice language);
struct slice utf8_title(struct arena *arena, struct slice s, struct slice language);

/* What a character is, for whoever cuts text into words. */
bool utf8_is_letter(uint32_t character);
bool utf8_is_digit(uint32_t character);
bool utf8_is_mark(uint32_t character);
/* Soft hyphen, joiners, byte order mark: inside a word, but nothing to see. */
bool utf8_is_ignorable(uint32_t character);
/* ' and its typographic forms. */
bool utf8_is_apostrophe(uint32_t character);

/* The order of a dictionary in a language (Unicode Collation Algorithm, CLDR):
 * slice_compare() of two keys. A collator is immutable and may be shared. A
 * language that ICU does not know gets the order of the algorithm's table. */
struct collator;
struct collator *collator_open(struct slice language);
struct slice collator_key(const struct collator *collator, struct arena *arena, struct slice s);
void collator_close(struct collator *collator);

#endif
