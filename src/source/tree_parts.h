/*
 * tree_parts.h - what tree_store.c, which reads trees, and tree_compare.c share. Known to them alone.
 */
#ifndef SCHEDARIO_SOURCE_TREE_PARTS_H
#define SCHEDARIO_SOURCE_TREE_PARTS_H

#include "source/tree_compare.h"

#define TREES_KEPT 64
#define MODE_MAX   7 /* digits of a mode */

struct tree {
    git_oid id;
    git_odb_object *object;
    const char *data;
    size_t size;
    uint32_t *starts; /* where entries begin, and the end */
    size_t count;     /* entries; starts has one more */
    uint64_t used;    /* when; the longest ago makes room */
    unsigned borrowed;
};

struct tree_store {
    git_odb *objects;
    struct tree trees[TREES_KEPT];
    uint64_t clock, entries_left;
    bool good;
    struct buffer path;
    bool wary;
    struct tree_trouble trouble; /* the first; its path is in `trouble_path` */
    struct buffer trouble_path;
};

struct entry {
    const char *name;
    size_t name_length;
    unsigned mode;
    const unsigned char *id;
    size_t end; /* where the next one begins */
};

static inline bool entry_read(const char *data, size_t size, size_t start, struct entry *entry)
{
    size_t at = start;
    unsigned mode = 0;
    while (at < size && data[at] >= '0' && data[at] <= '7' && at - start < MODE_MAX)
        mode = mode * 8 + (unsigned)(data[at++] - '0');
    if (at == start || at >= size || data[at] != ' ')
        return false;
    at++;
    const char *end = memchr(data + at, '\0', size - at);
    if (!end || size - (size_t)(end - data) < 1 + GIT_OID_RAWSZ)
        return false;
    size_t after = (size_t)(end - data) + 1;
    *entry = (struct entry){data + at, (size_t)(end - data) - at, mode,
                            (const unsigned char *)data + after, after + GIT_OID_RAWSZ};
    return true;
}

static inline bool mode_is_file(unsigned mode)
{
    return (mode & 0170000) == 0100000;
}

static inline bool mode_is_tree(unsigned mode)
{
    return mode == 040000;
}


/* NULL where it cannot be read. Borrowed until it is given back. */
struct tree *tree_take(struct tree_store *store, const git_oid *id);
void tree_give(struct tree *tree);
/* Finds where its entries begin. */
void tree_index(struct tree *tree);
/* The same from the place `at` on, by reading them. */
void tree_index_from(struct tree *tree, size_t at, size_t capacity);
/* Remembers the first trouble, with the path that the store is at. */
void tree_store_note(struct tree_store *store, enum tree_trouble_kind kind);

#endif
