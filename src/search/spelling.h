/*
 * search/spelling.h - how far two words are apart, and which are looked at.
 *
 * The distance is optimal string alignment (Damerau 1964): a letter too many, missing or wrong, or two
 * neighbours in the wrong order, costs one. A word of five to seven characters may be one away, a longer
 * one two. Whoever looks for the neighbours of a word reads two ranges of the vocabulary: the words
 * that begin as it does, and those that end as it does; between the two halves one character is free, so
 * every word that is one away, in the first letter too, is in one of them. Where there is none, a long
 * word may have a slip in each half: then the words that share its first or its last SPELLING_END
 * characters are looked at, which are all two away but those with a slip at either end.
 */
#ifndef SCHEDARIO_SEARCH_SPELLING_H
#define SCHEDARIO_SEARCH_SPELLING_H

#include "base/arena.h"
#include "base/slice.h"

#define SPELLING_LENGTH_MIN 4  /* characters of a word in the vocabulary */
#define SPELLING_END        3  /* characters */
#define SPELLING_LENGTH_MAX 40 /* of one that is compared */

/* Four characters or more and no digit: such a word is in the vocabulary. */
bool spelling_is_checked(struct slice folded);
/* The characters from the last to the first. */
struct slice spelling_reverse(struct arena *arena, struct slice folded);
/* How far away a neighbour may be: 0, 1 or 2. */
unsigned spelling_reach(struct slice folded);
/* How many characters each half has that is looked for. */
size_t spelling_half(struct slice folded);

/* The distance, or limit + 1 where it is more than that. */
unsigned spelling_distance(struct slice a, struct slice b, unsigned limit);

#endif
