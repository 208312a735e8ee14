/*
 * words.h - a text's words, as search and related sheets see them.
 *
 * A word is a run of letters, marks and digits, folded (utf8_fold). Italian
 * and French elision is cut: "l'inclusione" gives "inclusione". A number
 * keeps its points: "11.3".
 */
#ifndef SCHEDARIO_TEXT_WORDS_H
#define SCHEDARIO_TEXT_WORDS_H

#include "base/arena.h"
#include "base/slice.h"

typedef void word_visitor(void *context, struct slice folded_word);

/* Visits the words in their order; `folded_word` lives until the visitor returns. */
void words_visit(struct slice text, struct slice language, word_visitor *visitor, void *context);
size_t words_count(struct slice text);
/* Articles, prepositions, pronouns and the like, in Italian and English. */
bool word_is_common(struct slice folded_word, struct slice language);

#endif
