/*
 * tiles.h - how many sheets each place has, laid out as a map of tiles.
 *
 * A tile is a term with `tile:`; it counts the sheets that carry the term or one below it. Its
 * shade goes by the count in a few equal steps, so that a legend can name them; shade 0 is none.
 */
#ifndef SCHEDARIO_OUTPUT_TILES_H
#define SCHEDARIO_OUTPUT_TILES_H

#include "model/catalogue.h"

#define TILE_SHADES_MAX 4

struct tile {
    const struct term *term;
    struct slice
        short_name; /* three letters, or the term's code where another has the same three */
    size_t count;
    int row, column; /* from 0: of the smallest that is there */
    unsigned shade;  /* 0 to shade_count */
};

struct tiles {
    const struct vocabulary *vocabulary;
    struct tile *tiles; /* in the vocabulary's order */
    size_t count;
    int rows, columns;
    unsigned shade_count;
    size_t from[TILE_SHADES_MAX]; /* the smallest count of shade 1, 2 … */
    size_t most;                  /* the largest count of a tile */
    size_t *counts;               /* of every term, by its index */
};

/* 0: none; else from 1. */
unsigned tiles_shade(const struct tiles *tiles, size_t count);
/* Of a collection's sheets by its field of role place, or (NULL) of all sheets by any field. */
struct tiles *tiles_of(struct arena *arena, const struct catalogue *catalogue,
                       const struct collection *collection, const struct vocabulary *vocabulary,
                       unsigned language);

#endif
