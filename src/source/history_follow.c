/*
 * Files made of changes. From the newest commit to the oldest, `open` says which file a path means:
 * today's, at first; where a commit gave a file its name, the older name means it from there on. A
 * branch may still change the file under the older name after (here: before) another renamed it: such
 * changes wait under that name, and join the file when the renaming comes.
 */
#include "source/history_parts.h"

#include <stdlib.h>

struct following {
    uint32_t path; /* the newest */
    bool is_there; /* today */
    const struct history_commit *removed;
    VECTOR(struct history_version) versions;
    struct following *joined; /* NULL: none */
};

/* No commit has said yet what it belongs to. */
static bool is_waiting(const struct following *file)
{
    return !file->is_there && !file->removed;
}

struct follower {
    struct arena *arena;
    const struct walk *walk;
    struct history *history;
    struct following **open; /* by path */
    VECTOR(struct following *) all;
};

static struct following *begin(struct follower *follower, uint32_t path)
{
    struct following *file = arena_new(follower->arena, struct following);
    file->path = path;
    vector_push(follower->arena, &follower->all, file);
    return follower->open[path] = file;
}

static struct following *resolve(struct following *file)
{
    while (file->joined)
        file = file->joined;
    return file;
}

static struct following *open_file(struct follower *follower, uint32_t path)
{
    struct following *file = follower->open[path];
    return file ? resolve(file) : begin(follower, path);
}

static bool is_removal(const struct change *change)
{
    static const struct object_id nothing;
    return memcmp(change->text.bytes, nothing.bytes, sizeof nothing.bytes) == 0;
}

static void take_change(struct follower *follower, const struct history_commit *commit,
                        const struct change *change)
{
    struct following *file = open_file(follower, change->path);
    if (is_removal(change)) {
        /* A file that came back keeps what it was before. */
        if (is_waiting(file))
            file->removed = commit;
        return;
    }
    if (!follower->history->people[commit->author].is_bot) {
        struct history_version version = {commit, follower->walk->paths.items[change->path],
                                          change->text};
        vector_push(follower->arena, &file->versions, version);
    }
    if (change->from == NOTHING)
        return;
    struct following *older = follower->open[change->from];
    older = older ? resolve(older) : NULL;
    if (older && older != file && is_waiting(older))
        older->joined = file;
    follower->open[change->from] = file;
}

/* Versions that waited under an older name come in their places. */
static int compare_versions(const void *a, const void *b)
{
    const struct history_commit *x = ((const struct history_version *)a)->commit;
    const struct history_commit *y = ((const struct history_version *)b)->commit;
    return x < y ? -1 : x > y;
}

static int compare_files(const void *a, const void *b)
{
    const struct history_file *x = a, *y = b;
    if (!x->removed != !y->removed)
        return x->removed ? 1 : -1;
    int order = slice_compare(x->path, y->path);
    if (order || !x->removed)
        return order;
    return x->removed < y->removed ? -1 : x->removed > y->removed;
}

static void finish(struct follower *follower)
{
    struct history *history = follower->history;
    struct arena *arena = follower->arena;
    for (size_t i = 0; i < follower->all.count; i++) {
        struct following *file = follower->all.items[i], *into = resolve(file);
        for (size_t k = 0; into != file && k < file->versions.count; k++)
            vector_push(arena, &into->versions, file->versions.items[k]);
    }
    history->files = arena_array(arena, struct history_file, follower->all.count);
    for (size_t i = 0; i < follower->all.count; i++) {
        struct following *file = follower->all.items[i];
        /* What waits still, a branch had and no merge took. */
        if (file->joined || is_waiting(file) || (file->removed && !file->versions.count))
            continue;
        if (file->versions.count > 1)
            qsort(file->versions.items, file->versions.count, sizeof *file->versions.items,
                  compare_versions);
        history->files[history->file_count + history->removed_count] =
            (struct history_file){follower->walk->paths.items[file->path], file->versions.items,
                                  file->versions.count, file->removed};
        *(file->removed ? &history->removed_count : &history->file_count) += 1;
    }
    size_t count = history->file_count + history->removed_count;
    if (count)
        qsort(history->files, count, sizeof *history->files, compare_files);
}

void history_follow(struct history *history, const struct walk *walk, const uint32_t *order,
                    const uint32_t *paths, size_t path_count, struct arena *arena)
{
    struct follower follower = {.arena = arena, .walk = walk, .history = history};
    follower.open = arena_array(arena, struct following *, walk->paths.count + 1);
    for (size_t i = 0; i < path_count; i++)
        begin(&follower, paths[i])->is_there = true;
    for (size_t i = 0; i < history->commit_count; i++) {
        const struct walked_commit *commit = &walk->commits.items[order[i]];
        for (uint32_t k = 0; k < commit->change_count; k++)
            take_change(&follower, &history->commits[i],
                        &walk->changes.items[commit->first_change + k]);
    }
    finish(&follower);
}
