/*
 * pushed.h - what a push brings: the files that a commit has otherwise than those before it.
 *
 * Only what is new is looked at. A file is brought where it differs from all the commits that it is
 * compared with: what one of them has already came with another push, by another hand. Sizes are known
 * before anything is read; folders within folders without end, and folders of a gigabyte, end in a message.
 *
 *     struct pushed_files files;
 *     if (pushed_compare(repository, &arena, &new_tip, bases, base_count, &files, diagnostics))
 *         for (size_t i = 0; i < files.count; i++)
 *             check(&files.items[i]);
 */
#ifndef SCHEDARIO_SOURCE_PUSHED_H
#define SCHEDARIO_SOURCE_PUSHED_H

#include "source/repository.h"

#define PUSHED_FILES_MAX   200000 /* of one comparison */
#define PUSHED_COMMITS_MAX 200000 /* of one push */
#define PUSHED_BASES_MAX   16     /* parents of a merge that count; commits that a tip is compared with */

enum pushed_kind {
    PUSHED_FILE,
    PUSHED_LINK,
    PUSHED_SUBMODULE,
    PUSHED_OTHER, /* a mode that git itself never writes */
    PUSHED_REMOVED,
};

struct pushed_file {
    struct slice path; /* in the repository */
    enum pushed_kind kind;
    bool is_added;        /* none of the others has anything there */
    struct object_id text;
    uint64_t size;        /* of a file */
};

struct pushed_files {
    struct pushed_file *items; /* in the trees' order; after a mistake, what there was until then */
    size_t count;
};

/* What `after` has otherwise than each of the bases; without any, all of it. False, and reported, where
 * there is too much to look at, or it cannot be read. */
bool pushed_compare(struct repository *repository, struct arena *arena,
                    const struct object_id *after, const struct object_id *bases,
                    size_t base_count, struct pushed_files *files,
                    struct diagnostics *diagnostics);

/* Each file that a new commit brings, the largest among those that only pass through included. */
typedef void pushed_visitor(void *context, const struct object_id *commit,
                            const struct pushed_file *file);
/* The commits that lead to `tips` and to none of the repository's branches and tags. False, and reported, as
 * above, or where it was interrupted. */
bool pushed_walk(struct repository *repository, const struct object_id *tips, size_t tip_count,
                 pushed_visitor *visitor, void *context, size_t *commit_count,
                 struct diagnostics *diagnostics);

/* The names in a folder of a commit, in its order; none where there is no such folder. */
void pushed_list_names(struct repository *repository, struct arena *arena,
                       const struct object_id *commit, struct slice folder, struct slice **names,
                       size_t *count);

#endif
