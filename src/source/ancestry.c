#include "source/ancestry.h"

#include "source/repository_parts.h"

bool repository_descends(struct repository *repository, const struct object_id *commit,
                         const struct object_id *ancestor)
{
    git_oid ids[2] = {object_id_to_git(commit), object_id_to_git(ancestor)};
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return false;
    bool descends = git_oid_equal(&ids[0], &ids[1]) ||
                    git_graph_descendant_of(handle, &ids[0], &ids[1]) == 1;
    repository_return(repository, handle);
    return descends;
}

bool repository_peel(struct repository *repository, struct slice id, struct object_id *commit)
{
    char text[GIT_OID_HEXSZ + 1] = "";
    git_oid oid;
    git_object *object = NULL, *peeled = NULL;
    if (id.len != GIT_OID_HEXSZ)
        return false;
    memcpy(text, id.ptr, GIT_OID_HEXSZ);
    git_repository *handle = repository_borrow(repository);
    bool good = handle && git_oid_fromstr(&oid, text) == 0 &&
                git_object_lookup(&object, handle, &oid, GIT_OBJECT_ANY) == 0 &&
                git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) == 0;
    if (good)
        *commit = object_id_from_git(git_object_id(peeled));
    git_object_free(peeled);
    git_object_free(object);
    if (handle)
        repository_return(repository, handle);
    return good;
}

bool repository_parent(struct repository *repository, const struct object_id *commit,
                       struct object_id *parent)
{
    git_oid oid = object_id_to_git(commit);
    git_commit *object = NULL;
    git_repository *handle = repository_borrow(repository);
    bool good = handle && git_commit_lookup(&object, handle, &oid) == 0 &&
                git_commit_parentcount(object) > 0;
    if (good)
        *parent = object_id_from_git(git_commit_parent_id(object, 0));
    git_commit_free(object);
    if (handle)
        repository_return(repository, handle);
    return good;
}
