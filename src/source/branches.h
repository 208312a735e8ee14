/*
 * branches.h - where the branches of a repository are, and who made the last commit.
 */
#ifndef SCHEDARIO_SOURCE_BRANCHES_H
#define SCHEDARIO_SOURCE_BRANCHES_H

#include "source/repository.h"

struct commit_summary {
    struct slice author, subject; /* names and words as they are: whoever shows them escapes them */
};

/* The branch that HEAD names, also where it has no commit yet; empty where HEAD is no branch. */
struct slice repository_head_branch(struct repository *repository, struct arena *arena);
/* A branch's newest commit; false where there is no such branch. */
bool repository_find_branch(struct repository *repository, struct slice branch,
                            struct object_id *tip);
/* The commit that both came from; false where there is none. */
bool repository_merge_base(struct repository *repository, const struct object_id *one,
                           const struct object_id *other, struct object_id *base);
bool repository_summarize(struct repository *repository, struct arena *arena,
                          const struct object_id *commit, struct commit_summary *summary);
/* From forty hexadecimal digits; false where they are none, or no such commit is there. */
bool repository_has_commit(struct repository *repository, struct slice digits,
                           struct object_id *commit);

#endif
