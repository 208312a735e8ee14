/*
 * spans.h - a collection's sheets over time: where each starts and ends on an axis of years.
 *
 * A sheet is there where its field of role start is filled; it ends at its field of role end, else
 * after its duration, else it is a point. A date known to the year or month starts with its first
 * day and ends with its last.
 */
#ifndef SCHEDARIO_OUTPUT_SPANS_H
#define SCHEDARIO_OUTPUT_SPANS_H

#include "model/catalogue.h"

#define SPAN_ROWS_MAX  400 /* a page of these has some 30 kB, compressed */
#define SPAN_TICKS_MAX 12
#define SPAN_WIDTH     1000 /* units, from the first tick to the last */

struct span_row {
    const struct sheet *sheet;
    size_t position;    /* in the collection's order, from 0 */
    int64_t start, end; /* days since 1970; end is start where there is none */
    unsigned x, width;  /* units; a point has no width */
};

struct span_tick {
    int year;
    unsigned x;
};

struct spans {
    struct span_row *rows; /* by start, then in the collection's order */
    size_t count;
    struct span_tick ticks[SPAN_TICKS_MAX + 1];
    size_t tick_count;
    int from, to;    /* years: of the first start and the last end */
    size_t undated;  /* sheets without a start */
    size_t left_out; /* the oldest, beyond SPAN_ROWS_MAX */
};

struct spans *spans_of(struct arena *arena, const struct catalogue *catalogue,
                       const struct collection *collection);

#endif
