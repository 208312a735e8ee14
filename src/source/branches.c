#include "source/branches.h"

#include "source/repository_parts.h"

static const struct slice heads = SLICE_INIT("refs/heads/");

struct slice repository_head_branch(struct repository *repository, struct arena *arena)
{
    git_repository *handle = repository_borrow(repository);
    git_reference *head = NULL;
    struct slice branch = {0};
    if (!handle)
        return branch;
    if (git_reference_lookup(&head, handle, "HEAD") == 0 &&
        git_reference_type(head) == GIT_REFERENCE_SYMBOLIC) {
        struct slice name = slice_from_string(git_reference_symbolic_target(head));
        if (slice_starts_with(name, heads))
            branch = arena_copy(arena, slice_after(name, heads.len));
    }
    git_reference_free(head);
    repository_return(repository, handle);
    return branch;
}

bool repository_find_branch(struct repository *repository, struct slice branch,
                            struct object_id *tip)
{
    git_repository *handle = repository_borrow(repository);
    struct buffer name = {0};
    git_reference *found = NULL;
    git_object *commit = NULL;
    if (!handle)
        return false;
    buffer_add(&name, heads);
    buffer_add(&name, branch);
    bool good = git_reference_lookup(&found, handle, buffer_string(&name)) == 0 &&
                git_reference_peel(&commit, found, GIT_OBJECT_COMMIT) == 0;
    if (good)
        *tip = object_id_from_git(git_object_id(commit));
    git_object_free(commit);
    git_reference_free(found);
    buffer_release(&name);
    repository_return(repository, handle);
    return good;
}

bool repository_merge_base(struct repository *repository, const struct object_id *one,
                           const struct object_id *other, struct object_id *base)
{
    git_repository *handle = repository_borrow(repository);
    git_oid ids[] = {object_id_to_git(one), object_id_to_git(other)}, found;
    bool good = handle && git_merge_base(&found, handle, &ids[0], &ids[1]) == 0;
    if (good)
        *base = object_id_from_git(&found);
    if (handle)
        repository_return(repository, handle);
    return good;
}

bool repository_summarize(struct repository *repository, struct arena *arena,
                          const struct object_id *id, struct commit_summary *summary)
{
    git_repository *handle = repository_borrow(repository);
    git_oid oid = object_id_to_git(id);
    git_commit *commit = NULL;
    bool good = handle && git_commit_lookup(&commit, handle, &oid) == 0;
    if (good) {
        const git_signature *author = git_commit_author(commit);
        summary->author = arena_copy(arena, slice_from_string(author ? author->name : NULL));
        summary->subject = arena_copy(arena, slice_from_string(git_commit_summary(commit)));
    }
    git_commit_free(commit);
    if (handle)
        repository_return(repository, handle);
    return good;
}

bool repository_has_commit(struct repository *repository, struct slice digits,
                           struct object_id *id)
{
    git_repository *handle = repository_borrow(repository);
    git_commit *commit = NULL;
    git_oid oid;
    bool good = handle && digits.len == GIT_OID_HEXSZ &&
                git_oid_fromstrn(&oid, digits.ptr, digits.len) == 0 &&
                git_commit_lookup(&commit, handle, &oid) == 0;
    if (good)
        *id = object_id_from_git(&oid);
    git_commit_free(commit);
    if (handle)
        repository_return(repository, handle);
    return good;
}
