/*
 * rename.h - which of the files that a commit took away came back under another name.
 *
 * The same text first; then the most alike, at least half: the measure is git's (diffcore-delta.c,
 * diffcore-rename.c in git's source): texts are cut into lines, at most 64 bytes each, and what the new
 * one has of the old one's pieces is divided by the size of the larger.
 */
#ifndef SCHEDARIO_SOURCE_RENAME_H
#define SCHEDARIO_SOURCE_RENAME_H

#include "source/tree_compare.h"

/* Beyond so many pairs of names, or bytes of a text, only the same text is looked for (git's own limit
 * is 1000 by 1000 names). */
#define RENAME_PAIRS_MAX 40000
#define RENAME_SIZE_MAX  (1u << 20)

/* For each difference that brought a file, the number of the one that took away the file that it was, or
 * SIZE_MAX; for all others SIZE_MAX. Each was one at the most. */
void rename_find(git_repository *handle, const struct tree_difference *differences, size_t count,
                 size_t *was);

#endif
