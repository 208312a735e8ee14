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
    VECTOR(struct file_change) changes;
};

static void take_difference(void *context, const struct tree_difference *difference)
{
    struct comparing *comparing = context;
    struct slice path =
        arena_copy(comparing->arena, slice_after(difference->path, comparing->prefix));
    struct file_change change = {.text_before = object_id_from_git(&difference->before),
                                 .text_after = object_id_from_git(&difference->after)};
    if (!git_oid_is_zero(&difference->before))
        change.before = path;
    if (!git_oid_is_zero(&difference->after))
        change.after = path;
    vector_push(comparing->arena, &comparing->changes, change);
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

/* Puts what was renamed into one change, and what is left of the two goes. */
static void join_renames(struct comparing *comparing, git_repository *handle)
{
    struct arena scratch = {0};
    size_t count = comparing->changes.count, removed_count = 0, added_count = 0, kept = 0;
    struct file_change *changes = comparing->changes.items;
    struct rename_side *removed = arena_array(&scratch, struct rename_side, count + 1);
    struct rename_side *added = arena_array(&scratch, struct rename_side, count + 1);
    size_t *removed_at = arena_array(&scratch, size_t, count + 1);
    size_t *added_at = arena_array(&scratch, size_t, count + 1);
    size_t *was = arena_array(&scratch, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (!changes[i].after.len) {
            removed_at[removed_count] = i;
            removed[removed_count++] =
                (struct rename_side){changes[i].before, object_id_to_git(&changes[i].text_before)};
        } else if (!changes[i].before.len) {
            added_at[added_count] = i;
            added[added_count++] =
                (struct rename_side){changes[i].after, object_id_to_git(&changes[i].text_after)};
        }
    }
    rename_find(handle, removed, removed_count, added, added_count, was);
    for (size_t i = 0; i < added_count; i++) {
        if (was[i] == SIZE_MAX)
            continue;
        struct file_change *old = &changes[removed_at[was[i]]], *new = &changes[added_at[i]];
        new->before = old->before;
        new->text_before = old->text_before;
        old->before = (struct slice){0};
    }
    for (size_t i = 0; i < count; i++)
        if (changes[i].before.len || changes[i].after.len)
            changes[kept++] = changes[i];
    comparing->changes.count = kept;
    arena_release(&scratch);
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
    struct comparing comparing = {arena, folder.len ? folder.len + 1 : 0, {0}};
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
        join_renames(&comparing, handle);
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
