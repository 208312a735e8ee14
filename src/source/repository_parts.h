/*
 * repository_parts.h - what the rooms that call libgit2 share. Known to src/source alone.
 */
#ifndef SCHEDARIO_SOURCE_REPOSITORY_PARTS_H
#define SCHEDARIO_SOURCE_REPOSITORY_PARTS_H

#include "source/repository.h"

#include <git2.h>

/* A handle for this thread; NULL where no more can be opened. Give it back. */
git_repository *repository_borrow(struct repository *repository);
void repository_return(struct repository *repository, git_repository *handle);

/* 0, or the errno of what is the matter: EFBIG over `max`, and then nothing was read. */
int repository_read_blob(git_repository *handle, const git_oid *oid, struct arena *arena,
                         size_t max, struct slice *content);

static inline git_oid object_id_to_git(const struct object_id *id)
{
    git_oid oid;
    git_oid_fromraw(&oid, id->bytes);
    return oid;
}

static inline struct object_id object_id_from_git(const git_oid *oid)
{
    struct object_id id;
    memcpy(id.bytes, oid->id, sizeof id.bytes);
    return id;
}

/* libgit2's last error as a diagnostic about the repository: damaged objects and the like. */
void repository_report(const struct repository *repository, struct diagnostics *diagnostics);

#endif
