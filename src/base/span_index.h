/*
 * span_index.h - the places of many spans, each in constant time.
 *
 * span_position() reads a file from its start, which is right for one mistake and quadratic for
 * the twenty thousand of a large file. An index reads each file once, when the first span of it
 * comes, and finds the others from marks a thousand bytes apart, in whatever order they come.
 *
 *     struct span_index index = {.arena = &arena};
 *     struct position position = span_index_position(&index, span);
 */
#ifndef SCHEDARIO_BASE_SPAN_INDEX_H
#define SCHEDARIO_BASE_SPAN_INDEX_H

#include "base/map.h"
#include "base/span.h"

struct span_index {
    struct arena *arena;
    struct map files; /* by the address of the text_file */
};

/* As span_position(). */
struct position span_index_position(struct span_index *index, struct span span);
/* As span_line(), but that a line may be cut some thousand bytes behind the span's start. */
struct slice span_index_line(struct span_index *index, struct span span);

#endif
