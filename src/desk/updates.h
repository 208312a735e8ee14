/*
 * desk/updates.h - what a push changes: git gives its hooks a line "OLD NEW REF" for each branch or tag.
 *
 *     struct desk_updates updates;
 *     if (!desk_updates_read(&arena, standard_input, &updates))
 *         complain();
 */
#ifndef SCHEDARIO_DESK_UPDATES_H
#define SCHEDARIO_DESK_UPDATES_H

#include "base/arena.h"

#define DESK_UPDATES_MAX 10000

struct desk_update {
    struct slice before, after; /* forty hexadecimal digits; empty: it is made, it is deleted */
    struct slice ref;           /* "refs/heads/revisione/anna" */
    struct slice branch;        /* "revisione/anna"; empty: it is a tag, or something else */
};

struct desk_updates {
    struct desk_update *items;
    size_t count;
};

/* Slices point into `text`. False where a line is none of git's, or there are too many; no lines at all is
 * no mistake. */
bool desk_updates_read(struct arena *arena, struct slice text, struct desk_updates *updates);

#endif
