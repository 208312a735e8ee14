/*
 * search/terms.h - a text as what the index counts: forms and stems.
 *
 * A form is a word as it is written, in small letters: "città", "perché", "11.3". Folded, without
 * accents, it is what a reader may type: "citta". The apostrophe that stands for an accent is no part
 * of a word, so "citta'" is the form "citta". Forms of one Snowball stem (libstemmer; Porter 2001) are
 * found together: "inclusione", "inclusioni"; so are the spellings of English, "organisation" and
 * "organization". A word with a digit in it is its own stem; in a
 * language without a stemmer every word is.
 *
 * Some words are counted in several ways, so that each way of typing them finds them:
 *
 *     e-learning   e, learning, and joined: elearning (at the place of its first part)
 *     RA11.3       ra11.3, and split: ra, 11.3 (at the same place)
 *     OT 11        OT, 11, and joined: ot11 (capitals, at most four, before a number)
 *
 * A lexicon is one language's; it owns nothing but the stemmer, all else is the arena's. Forms are
 * numbered as they come, so the same texts in the same order give the same numbers.
 */
#ifndef SCHEDARIO_SEARCH_TERMS_H
#define SCHEDARIO_SEARCH_TERMS_H

#include "base/arena.h"
#include "base/slice.h"

#define TERM_BYTES_MAX      60 /* of a form, written and folded alike; a longer one is cut */
#define TERM_FORM_BITS      8  /* the eighth and all further forms of a stem share the last bit */
#define TERM_COMPOUND_PARTS 4  /* a longer chain of hyphens is not joined */

struct form {
    struct slice folded;
    struct slice written; /* in small letters, with its accents */
    uint32_t stem;
    uint8_t bit; /* among its stem's forms, in the order they came */
    bool common; /* an article, a preposition … */
};

struct lexicon;

struct lexicon *lexicon_create(struct arena *arena, struct slice language);
void lexicon_destroy(struct lexicon *lexicon);
struct slice lexicon_language(const struct lexicon *lexicon);
size_t lexicon_form_count(const struct lexicon *lexicon);
const struct form *lexicon_form(const struct lexicon *lexicon, size_t index);
size_t lexicon_stem_count(const struct lexicon *lexicon);

/* The word as a form, folded and in small letters, in the arena; its stem is left alone. Empty where
 * nothing is left of it. */
struct form term_fold(struct arena *arena, struct slice word, struct slice language);

/* Visits the forms of a text. Positions count words from *position on, which is left at the next;
 * what is joined or split has the position of its first part. */
typedef void term_visitor(void *context, uint32_t form, uint32_t position);
void lexicon_read(struct lexicon *lexicon, struct slice text, uint32_t *position,
                  term_visitor *visitor, void *context);

/* How many bytes of hyphen stand between two words of one text; 0: something else does. */
size_t term_hyphen(struct slice before, struct slice after);
/* Where a word of letters ends and its number begins ("OT11": 2); 0: it is not of that kind. */
size_t term_code_split(struct slice word);

#endif
