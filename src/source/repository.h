/*
 * repository.h - a git repository, read from its object database.
 *
 * Bare or with a work tree: the work tree is never looked at, no `git` program is run, no filter, hook
 * or attribute of the repository is obeyed. Objects that `git replace` stands in for are read as they
 * are. What cannot be opened says why in the reader's words: another owner's, SHA-256 objects, nothing
 * there.
 *
 * libgit2 wants one handle a thread: handles are lent out and taken back, and kept for the next.
 *
 *     struct repository *repository = repository_open(&arena, path, diagnostics);
 *     struct object_id commit;
 *     repository_find_commit(repository, &name, &commit, diagnostics);
 *     repository_close(repository);
 */
#ifndef SCHEDARIO_SOURCE_REPOSITORY_H
#define SCHEDARIO_SOURCE_REPOSITORY_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "source/source.h"

struct repository;

/* SHA-1. */
struct object_id {
    unsigned char bytes[20];
};

/* The repository at `path` itself (a bare one, .git, or the folder that holds it). NULL, and reported,
 * where there is none. */
struct repository *repository_open(struct arena *arena, struct slice path,
                                   struct diagnostics *diagnostics);
/* The one whose work tree `folder` lies in; *below is the folder's place in it. NULL, and nothing
 * reported, where there is none. */
struct repository *repository_discover(struct arena *arena, struct slice folder,
                                       struct slice *below, struct diagnostics *diagnostics);
/* That there is none, as repository_open() says it. */
void repository_report_none(struct slice path, struct diagnostics *diagnostics);
/* While git runs a hook: with the objects that a push brought and nobody has accepted yet. */
struct repository *repository_open_pushed(struct arena *arena, struct diagnostics *diagnostics);
/* NULL is nothing to close. */
void repository_close(struct repository *repository);

/* As its users name it. */
struct slice repository_path(const struct repository *repository);
/* Where paths that files in it name begin: the top of the work tree, or where there is none the repository's
 * own folder. */
struct slice repository_top(struct repository *repository, struct arena *arena);
bool repository_is_bare(struct repository *repository);

/* The commit that a name means, or the last before a date; false, and reported, where there is none.
 * `arena` is for the message alone. */
bool repository_find_commit(struct repository *repository, const struct source_commit *name,
                            struct object_id *commit, struct diagnostics *diagnostics);

/* The branch that a name ("main", "refs/heads/main"; "" and HEAD: where HEAD is) stands for; empty where it
 * is a tag, a commit, or HEAD of no branch. */
struct slice repository_branch(struct repository *repository, struct arena *arena,
                               struct slice name);
/* Whether it is shared with others: a bare one is what others push to, and one with a work tree has a
 * remote. */
bool repository_has_remote(struct repository *repository);

/* Forty hexadecimal digits. */
struct slice object_id_text(struct arena *arena, const struct object_id *id);

#endif
