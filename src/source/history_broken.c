/* Commits that are not as git makes them: without an address, with a time past all counting. Programs that moved a
 * history from elsewhere made some, and nobody can mend them without a new name for all that came after. Their trees
 * and parents are read all the same, by the format of commits (Pro Git 10.2, "Commit Objects"): a line
 * "tree ID", then lines "parent ID". */
#include "source/history_parts.h"

#define ID_DIGITS 40

static bool take_id(struct slice *rest, struct slice key, git_oid *id)
{
    struct slice text = slice_after(*rest, key.len);
    if (!slice_starts_with(*rest, key) || text.len <= ID_DIGITS || text.ptr[ID_DIGITS] != '\n' ||
        git_oid_fromstrn(id, text.ptr, ID_DIGITS) != 0)
        return false;
    *rest = slice_after(text, ID_DIGITS + 1);
    return true;
}

bool broken_commit_read(git_odb *objects, const git_oid *id, struct arena *arena,
                        struct broken_commit *commit)
{
    git_odb_object *object = NULL;
    *commit = (struct broken_commit){0};
    if (git_odb_read(&object, objects, id) != 0)
        return false;
    struct slice rest = slice_from(git_odb_object_data(object), git_odb_object_size(object));
    bool good = git_odb_object_type(object) == GIT_OBJECT_COMMIT &&
                take_id(&rest, SLICE("tree "), &commit->tree);
    git_oid parent;
    while (good && take_id(&rest, SLICE("parent "), &parent))
        vector_push(arena, &commit->parents, parent);
    git_odb_object_free(object);
    return good;
}
