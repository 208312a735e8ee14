/*
 * receive_parts.h - what the rooms of receive.h share. Known to them alone.
 */
#ifndef SCHEDARIO_DESK_RECEIVE_PARTS_H
#define SCHEDARIO_DESK_RECEIVE_PARTS_H

#include "desk/receive.h"
#include "desk/rules.h"
#include "desk/settings.h"
#include "desk/updates.h"
#include "source/pushed.h"

/* One push to a repository. */
struct receiving {
    const struct receive_options *options;
    struct arena arena;
    struct repository *repository;
    struct desk_settings settings;
    struct desk_rules rules;
    struct desk_identity who;
    bool has_published; /* there is a published commit, or this push brings the first */
    struct object_id published;
    enum message_language language;
    struct schema *schema;      /* that the rules come from; NULL: none */
    struct diagnostics general; /* said of no branch */
    struct refchange *changes;
    size_t change_count;
};

/* What the pusher reads of one problem. */
struct verdict_line {
    struct slice text;
    bool refuses;
    bool is_of_file; /* that is mended by another commit */
};

struct verdict_lines {
    struct verdict_line *items;
    size_t count, capacity;
    size_t refusing, errors, warnings; /* of all, though not all are kept */
};

/* What a push does to one branch or tag. */
struct refchange {
    const struct desk_update *update;
    struct slice name; /* "main", "v1": for messages */
    bool is_tag, is_own; /* own: the repository's own branch */
    bool has_before, has_after;
    struct object_id before, after; /* commits */
    struct branch_rule rule;
    bool is_whole; /* all that it brings was looked at */
    struct object_id bases[3]; /* commits that have what others brought */
    size_t base_count;
    bool touches_site;    /* something below the site's folder */
    bool touches_shaping; /* site.yaml, themes/, lua-filters/ */
    bool may_shape;       /* and the pusher may */
    struct diagnostics refused; /* what no rule lets pass, and warnings */
    struct verdict_lines lines;
    size_t content_errors;      /* where the rule is free they are counted, not told */
};

/* inspect_sizes.c: sizes of everything new. */
void inspect_objects(struct receiving *receiving);
/* "11 MB": rounded up. */
struct slice inspect_size_text(struct arena *arena, uint64_t bytes);
struct span inspect_place(struct arena *arena, struct slice path);
extern const struct problem inspect_file_size, inspect_push_size; /* %1 so much, %2 the most */

/* inspect.c: what the branch or tag would have. */
void inspect_change(struct receiving *receiving, struct refchange *change);

/* review_push.c: the catalogue as it would be. */
void review_change(struct receiving *receiving, struct refchange *change);
/* Whether the site's folder of the commit has a site.yaml. */
bool review_has_site(struct receiving *receiving, const struct object_id *commit);

/* verdict.c: one more line. `refuses`: the push is not taken; `is_of_site`: its path is below the site's
 * folder, not the repository's top. */
void verdict_add(struct receiving *receiving, struct refchange *change,
                 const struct diagnostic *diagnostic, bool refuses, bool is_of_site);
/* All lines, and the last one. False: the push is refused. */
bool verdict_write(struct receiving *receiving, struct buffer *said);

/* The path below the site's folder; false: it is elsewhere. */
static inline bool receiving_below(const struct receiving *receiving, struct slice path,
                                   struct slice *below)
{
    struct slice folder = receiving->settings.below;
    if (folder.len && !(slice_starts_with(path, folder) && path.len > folder.len &&
                        path.ptr[folder.len] == '/'))
        return false;
    *below = folder.len ? slice_after(path, folder.len + 1) : path;
    return true;
}

#endif
