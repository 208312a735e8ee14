/*
 * history_parts.h - what the rooms of history share. Known to history*.c alone.
 *
 * history_walk.c looks at commits, history_keep.c keeps what it found, history_order.c puts commits in
 * order, history_follow.c makes files of changes, history.c is the whole.
 */
#ifndef SCHEDARIO_SOURCE_HISTORY_PARTS_H
#define SCHEDARIO_SOURCE_HISTORY_PARTS_H

#include "base/vector.h"
#include "source/history.h"
#include "source/repository_parts.h"

#define NOTHING UINT32_MAX

/* What a commit did to a path. */
struct change {
    uint32_t path;
    uint32_t from;         /* the path that the file had; NOTHING: it was not renamed */
    struct object_id text; /* zeros: the file was taken away */
};

struct walked_commit {
    struct object_id id;
    int64_t authored, committed;
    int16_t authored_zone;
    uint32_t author;
    uint32_t first_change, change_count;
    uint32_t first_parent, parent_count; /* in walk->parents, which are numbers of commits */
    struct slice subject;
};

struct walked_person {
    struct slice name, email;
};

/* What was found out: commits in no order that means anything. */
struct walk {
    struct arena *arena;
    VECTOR(struct walked_commit) commits;
    VECTOR(uint32_t) parents;
    VECTOR(struct change) changes;
    VECTOR(struct walked_person) people;
    VECTOR(struct slice) paths; /* below the site's folder */
    struct map commit_numbers;  /* 20 bytes to number + 1, as a pointer */
    struct map person_numbers, path_numbers;
    bool is_shallow; /* parents are missing */
    bool is_cut;     /* a limit was reached */
    bool is_damaged; /* an object could not be read */
};

/* history_walk.c: the commits that are reachable from `head` and not in the walk yet, with their changes.
 * False where the repository cannot be read. */
bool walk_extend(struct walk *walk, struct repository *repository, const struct object_id *head,
                 const struct history_options *options);
/* The numbers of the paths that are there in the commit. */
bool walk_list(struct walk *walk, struct repository *repository, const struct object_id *head,
               const struct history_options *options, uint32_t **paths, size_t *count);
uint32_t walk_find_commit(const struct walk *walk, const struct object_id *id);
uint32_t walk_person(struct walk *walk, struct slice name, struct slice email);
uint32_t walk_path(struct walk *walk, struct slice path);
void walk_add_commit(struct walk *walk, const struct walked_commit *commit);

/* history_broken.c: what can be read of a commit that libgit2 does not read. */
struct broken_commit {
    git_oid tree;
    VECTOR(git_oid) parents;
};
bool broken_commit_read(git_odb *objects, const git_oid *id, struct arena *arena,
                        struct broken_commit *commit);

/* history_line.c: in UTF-8, without control characters and marks that turn the direction of what follows, and at the
 * most so many characters. */
struct slice history_line(struct arena *arena, struct slice text, size_t max);

/* history_keep.c: false where nothing good was kept; the walk is then as it was. Writing may fail, in
 * silence. `head` is where the kept walk began. */
bool walk_load(struct walk *walk, struct repository *repository, struct slice name,
               struct object_id *head);
void walk_save(const struct walk *walk, struct repository *repository, struct slice name,
               const struct object_id *head);

/* history_order.c: the numbers of the commits that are reachable, children before parents, later ones
 * first; the same whatever order the walk has them in. */
uint32_t *walk_order(const struct walk *walk, uint32_t head, size_t *count);

/* history_follow.c: fills in `files`. `order` tells which commit of the walk each one of the history is,
 * `paths` are today's. */
void history_follow(struct history *history, const struct walk *walk, const uint32_t *order,
                    const uint32_t *paths, size_t path_count, struct arena *arena);

#endif
