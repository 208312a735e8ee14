/*
 * compare.h - which files two commits have otherwise.
 */
#ifndef SCHEDARIO_SOURCE_COMPARE_H
#define SCHEDARIO_SOURCE_COMPARE_H

#include "source/repository.h"

/* Paths below the site's folder; empty: not there. With both, and another path, it was renamed, as
 * history.h has it. */
struct file_change {
    struct slice before, after;
    struct object_id text_before, text_after; /* zeros where it is not there */
};

/* Files below `below` ("content", "" for all) of the site's folder `folder`, by path. False, and
 * reported, where the repository cannot be read. */
bool repository_compare(struct repository *repository, struct arena *arena,
                        const struct object_id *before, const struct object_id *after,
                        struct slice folder, struct slice below, struct file_change **changes,
                        size_t *count, struct diagnostics *diagnostics);

#endif
