#include "source/compare.h"

#include "base/vector.h"
#include "source/rename.h"
#include "source/tree_compare.h"

#include <stdlib.h>

/* Entries of folders that are looked at: what hostile trees can cost. */
#define ENTRIES_MAX 20000000u

struct comparing {
    struct arena *arena;
    size_t prefix; /* of paths in the repository: the site's folder and a slash */
    VECTOR(struct tree_difference) found;
    VECTOR(struct file_change) changes;
};

static void take_difference(void *context, const struct tree_difference *difference)
{
    struct comparing *comparing = context;
    struct tree_difference found = *difference;
    found.path = arena_copy(comparing->arena, slice_after(difference->path, comparing->prefix));
    vector_push(comparing->arena, &comparing->found, found);
}

static bool content_of(struct tree_store *store, git_repository *handle,
                       const struct object_id *commit, struct slice folder, git_oid *tree)
{
    git_oid oid = object_id_to_git(commit);
    git_commit *object = NULL;
    if (git_commit_lookup(&object, handle, &oid) != 0)
        return false;
    *tree = tree_store_find(store, git_commit_tree_id(object), folder);
    git_commit_free(object);
    return tree_store_is_good(store);
}

/* What was renamed is one change. */
static void make_changes(struct comparing *comparing, git_repository *handle)
{
    const struct tree_difference *found = comparing->found.items;
    size_t count = comparing->found.count;
    size_t *was = arena_array(comparing->arena, size_t, count + 1);
    bool *renamed = arena_array(comparing->arena, bool, count + 1);
    rename_find(handle, found, count, was);
    for (size_t i = 0; i < count; i++)
        if (was[i] != SIZE_MAX)
            renamed[was[i]] = true;
    for (size_t i = 0; i < count; i++) {
        const struct tree_difference *old = was[i] != SIZE_MAX ? &found[was[i]] : &found[i];
        if (renamed[i])
            continue;
        struct file_change change = {.text_before = object_id_from_git(&old->before),
                                     .text_after = object_id_from_git(&found[i].after)};
        if (!git_oid_is_zero(&old->before))
            change.before = old->path;
        if (!git_oid_is_zero(&found[i].after))
            change.after = found[i].path;
        vector_push(comparing->arena, &comparing->changes, change);
    }
}

static struct slice change_path(const struct file_change *change)
{
    return change->after.len ? change->after : change->before;
}

static int compare_changes(const void *a, const void *b)
{
    return slice_compare(change_path(a), change_path(b));
}

bool repository_compare(struct repository *repository, struct arena *arena,
                        const struct object_id *before, const struct object_id *after,
                        struct slice folder, struct slice below, struct file_change **changes,
                        size_t *count, struct diagnostics *diagnostics)
{
    struct comparing comparing = {.arena = arena, .prefix = folder.len ? folder.len + 1 : 0};
    struct slice content = path_join(arena, folder, below);
    git_repository *handle = repository_borrow(repository);
    git_oid trees[2];
    bool good = handle != NULL;
    if (good) {
        struct tree_store *store = tree_store_create(handle, ENTRIES_MAX);
        good = content_of(store, handle, before, content, &trees[0]) &&
               content_of(store, handle, after, content, &trees[1]);
        if (good)
            tree_compare(store, &trees[0], &trees[1], content, take_difference, &comparing);
        good = good && tree_store_is_good(store);
        tree_store_destroy(store);
        make_changes(&comparing, handle);
        repository_return(repository, handle);
    }
    if (!good)
        repository_report(repository, diagnostics);
    if (comparing.changes.count)
        qsort(comparing.changes.items, comparing.changes.count, sizeof *comparing.changes.items,
              compare_changes);
    *changes = comparing.changes.items;
    *count = comparing.changes.count;
    return good;
}
