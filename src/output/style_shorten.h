/*
 * style_shorten.h - a style sheet as browsers get it: without comments and needless space.
 *
 * What space means something stays: between selectors, around + and - in calc(), in texts and in what
 * url() holds. A comment that begins with an exclamation mark stays as well (a licence). Nothing is
 * changed where a text, a comment or a bracket has no end.
 *
 *     .a > .b { color: red; }   ->   .a>.b{color:red}
 */
#ifndef SCHEDARIO_OUTPUT_STYLE_SHORTEN_H
#define SCHEDARIO_OUTPUT_STYLE_SHORTEN_H

#include "base/arena.h"
#include "base/slice.h"

/* A shorter one is not worth it: it goes in one packet, and can be read as it was written. */
#define STYLE_SHORTEN_FROM 512

struct slice style_shorten(struct arena *arena, struct slice code);

#endif
