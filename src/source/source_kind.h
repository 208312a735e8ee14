/*
 * source_kind.h - what the kinds of source share. Known to src/source alone.
 */
#ifndef SCHEDARIO_SOURCE_SOURCE_KIND_H
#define SCHEDARIO_SOURCE_SOURCE_KIND_H

#include "base/vector.h"
#include "source/source.h"

struct source_kind {
    bool (*list)(struct source *source, struct arena *arena, struct slice folder,
                 struct source_entry **entries, size_t *count, struct diagnostics *diagnostics);
    bool (*read)(const struct source *source, struct arena *arena, struct slice path, size_t max,
                 struct slice *content, struct file_error *error);
    void (*close)(struct source *source);
};

/* The head of each kind's own struct. */
struct source {
    const struct source_kind *kind;
};

/* A listing under way. */
struct listing {
    struct arena *arena;
    struct diagnostics *diagnostics;
    VECTOR(struct source_entry) entries;
    size_t folder_count;
    bool too_many;
};

extern const struct problem source_link_left_out, source_odd_file;

/* A file or folder stands for a place, though it has no lines. */
struct span source_place(struct arena *arena, struct slice path);
/* False, and remembered, where there are too many. */
bool listing_add(struct listing *listing, struct slice path, uint64_t size);
/* One more folder, `depth` below the one that is listed; false where it is left out. */
bool listing_enter(struct listing *listing, struct slice path, unsigned depth);
/* Sorts; false, and reported, where there were too many. */
bool listing_end(struct listing *listing, struct slice folder, struct source_entry **entries,
                 size_t *count);
/* Whether every part is a name: no "", ".", "..". */
bool source_path_is_below(struct slice path);

#endif
