/*
 * tree_compare.h - which files differ between two trees.
 *
 * Folders that are the same are never entered. A folder of thousands of sheets of which one changed is
 * the usual case: what two folders have in common at both ends is passed over as bytes, and only what
 * lies between is read entry by entry (git's format: "MODE NAME\0" and twenty bytes). To know where
 * entries begin without reading them all, the places of a tree's entries are kept with it, and a new
 * tree's are taken over from the one it is compared with.
 *
 * Trees by hand (unsorted, with impossible names) give some answer, and never more than there are entries.
 */
#ifndef SCHEDARIO_SOURCE_TREE_COMPARE_H
#define SCHEDARIO_SOURCE_TREE_COMPARE_H

#include "source/repository_parts.h"

struct tree_store; /* trees that were read lately */

struct tree_difference {
    struct slice path;     /* good until the next comparison */
    git_oid before, after; /* zeros: not there */
};

typedef void tree_visitor(void *context, const struct tree_difference *difference);

/* `entries_max`: how many are looked at, all in all, before it gives up. */
struct tree_store *tree_store_create(git_repository *handle, uint64_t entries_max);
void tree_store_destroy(struct tree_store *store);
/* An object was missing or was no tree, or there were too many entries; comparing goes on without. */
bool tree_store_is_good(const struct tree_store *store);

/* The tree of a folder; zeros where there is none. */
git_oid tree_store_find(struct tree_store *store, const git_oid *tree, struct slice folder);
/* The text of a regular file, likewise. */
git_oid tree_store_find_file(struct tree_store *store, const git_oid *tree, struct slice path);
/* Visits the regular files that differ, in the trees' order; zeros are an empty tree. */
void tree_compare(struct tree_store *store, const git_oid *before, const git_oid *after,
                  struct slice folder, tree_visitor *visitor, void *context);

#endif
