/*
 * nearest.h - the name that was probably meant.
 *
 * Optimal string alignment distance (Damerau 1964; an insertion, deletion,
 * substitution or swap of neighbours costs one) between folded names, at most
 * a third of the longer one's length, after folding. Equal distances: the first candidate.
 * Names over NEAREST_LENGTH_MAX characters are not compared.
 */
#ifndef SCHEDARIO_TEXT_NEAREST_H
#define SCHEDARIO_TEXT_NEAREST_H

#include "base/slice.h"

#define NEAREST_LENGTH_MAX 64

struct nearest {
    struct slice wanted;
    struct slice best; /* empty: none near enough */
    unsigned distance;
    /* The wanted name, folded once for all candidates; a length of 0: not comparable. */
    uint32_t folded[NEAREST_LENGTH_MAX];
    size_t length;
};

/*     struct nearest nearest = nearest_start(name);
 *     for (…) nearest_offer(&nearest, candidate);
 *     if (nearest.best.len) …
 */
struct nearest nearest_start(struct slice wanted);
void nearest_offer(struct nearest *nearest, struct slice candidate);

#endif
