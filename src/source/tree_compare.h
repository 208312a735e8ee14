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
    unsigned mode_before, mode_after; /* 0: not there; every regular file has the same */
};

typedef void tree_visitor(void *context, const struct tree_difference *difference);

/* `entries_max`: how many are looked at, all in all, before it gives up. */
struct tree_store *tree_store_create(git_repository *handle, uint64_t entries_max);
void tree_store_destroy(struct tree_store *store);
/* An object was missing or was no tree, or there were too many entries; comparing goes on without. */
bool tree_store_is_good(const struct tree_store *store);

enum tree_trouble_kind {
    TREE_GOOD,
    TREE_DAMAGED,   /* an object is missing or is no tree */
    TREE_TOO_MANY,  /* entries */
    TREE_TOO_DEEP,  /* folders in one another: what is deeper was left out */
    TREE_TOO_LARGE, /* a folder of so many bytes was left out */
    TREE_ODD_NAME,  /* a name with a slash, or none, or an endless one: left out */
};
struct tree_trouble {
    enum tree_trouble_kind kind;
    struct slice path; /* the folder; good as long as the store */
};
/* For trees that nobody has vouched for yet: a folder's size is looked at before it is read, and odd names
 * are no entries. */
void tree_store_be_wary(struct tree_store *store);
/* For a visitor that has seen enough: the comparison under way ends, and the store is good for no other. */
void tree_store_stop(struct tree_store *store);
/* The first. */
struct tree_trouble tree_store_trouble(const struct tree_store *store);

/* The tree of a folder; zeros where there is none. */
git_oid tree_store_find(struct tree_store *store, const git_oid *tree, struct slice folder);
/* The text of a regular file, likewise. */
git_oid tree_store_find_file(struct tree_store *store, const git_oid *tree, struct slice path);
/* Visits the regular files that differ, in the trees' order; zeros are an empty tree. */
void tree_compare(struct tree_store *store, const git_oid *before, const git_oid *after,
                  struct slice folder, tree_visitor *visitor, void *context);
/* All that differs and is no folder: links, submodules and what is nothing at all too. */
void tree_compare_all(struct tree_store *store, const git_oid *before, const git_oid *after,
                      tree_visitor *visitor, void *context);

#endif
