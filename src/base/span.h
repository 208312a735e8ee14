/*
 * span.h - where in a file something stands.
 *
 * Everything an editor wrote keeps its span until the end, so that a message
 * can show the line. A span is a range of bytes; line and column are found
 * when they are asked for, which is rare.
 */
#ifndef SCHEDARIO_BASE_SPAN_H
#define SCHEDARIO_BASE_SPAN_H

#include "base/slice.h"

/* A file as it was read. It outlives every span into it. */
struct text_file {
    struct slice path; /* as shown to people: relative to the site's folder, with / */
    struct slice text; /* the whole of it, byte order mark included */
};

struct span {
    const struct text_file *file; /* NULL: nowhere in particular */
    uint32_t start;               /* bytes from the start of the file */
    uint32_t length;
};

struct position {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in characters (code points), not bytes; without byte order mark */
};

/* The span of `part`, which must be a view into file->text. An empty part from
 * elsewhere gives the start of the file. */
struct span span_of(const struct text_file *file, struct slice part);
/* The whole file, as its first byte. */
struct span span_of_file(const struct text_file *file);
struct slice span_text(struct span span);
struct position span_position(struct span span);
/* The line that the span starts on, without its end. */
struct slice span_line(struct span span);

#endif
