/*
 * slug.h - a text as part of an address.
 *
 * Lower case, ASCII where the letters allow it: accents drop ("perché" is
 * "perche"), an apostrophe ends a word ("l'inclusione" is "l-inclusione"),
 * what is left of punctuation becomes one hyphen. Other scripts keep their
 * letters. Never empty: a text without letters gives `fallback`.
 */
#ifndef SCHEDARIO_TEXT_SLUG_H
#define SCHEDARIO_TEXT_SLUG_H

#include "base/arena.h"
#include "base/slice.h"

#define SLUG_LENGTH_MAX 80 /* bytes; cut at a hyphen where there is one */

struct slice slug_make(struct arena *arena, struct slice text, struct slice fallback);
#define SLUG_IDENTIFIER_MAX 120

/* a-z, 0-9, hyphens and underscores, neither at the ends, 1 to 120 bytes: what an id
 * may be. */
bool slug_is_identifier(struct slice s);

#endif
