/*
 * words.h - a text's words, as search and related sheets see them.
 *
 * A word is a run of letters, marks and digits, folded (utf8_fold). Italian
 * and French elision is cut: "l'inclusione" gives "inclusione"; so is the English
 * genitive: "city's" gives "city". A number keeps its points: "11.3". Soft hyphens
 * inside a word are passed over.
 */
#ifndef SCHEDARIO_TEXT_WORDS_H
#define SCHEDARIO_TEXT_WORDS_H

#include "base/slice.h"

#define WORDS_BYTES_MAX 255 /* bytes; a longer word is cut */

typedef void word_visitor(void *context, struct slice folded_word);

/* Visits the words in their order; `folded_word` lives until the visitor returns. Nothing is
 * held while the visitor runs, so it may jump out. */
void words_visit(struct slice text, struct slice language, word_visitor *visitor, void *context);
/* One word after the other as it is written, a view into the text; what words_visit() folds. What
 * stands between two words can be told from their places.
 *     struct words walk = words_begin(text, language);
 *     while (words_next(&walk, &written)) … */
struct words {
    struct slice rest;
    int elision;
    bool after_apostrophe;
};
struct words words_begin(struct slice text, struct slice language);
bool words_next(struct words *words, struct slice *written);

/* As people count: "l'inclusione" is one word. */
size_t words_count(struct slice text);

/* Articles, prepositions, pronouns and the like, in Italian, English, French, German, Spanish and
 * Portuguese. */
bool word_is_common(struct slice folded_word, struct slice language);
/* All of them, in byte order, for whoever must carry them elsewhere; none in other languages. */
const char *const *words_common(struct slice language, size_t *count);

#endif
