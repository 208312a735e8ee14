/*
 * union.h - several sources as one tree.
 *
 * Each part puts one folder of a source at a place of the union. Parts may stand in the same place or one
 * within another: the files of both are there, and two that are the same file, or one a file where the
 * other has a folder, are reported with the names of both; the first counts. A part that `hides` takes its
 * place for itself: what parts before it have there is as if it were not.
 *
 *     struct source_part parts[] = {
 *         {.source = site},
 *         {.source = toscana, .folder = SLICE("schede"), .place = SLICE("content/esperienze/toscana"),
 *          .label = SLICE("toscana")},
 *     };
 *     struct source *source = source_open_union(&arena, parts, 2);
 */
#ifndef SCHEDARIO_SOURCE_UNION_H
#define SCHEDARIO_SOURCE_UNION_H

#include "source/source.h"

struct source_part {
    struct source *source; /* stays its owner's, who closes it after the union */
    struct slice folder;   /* in the source; empty: the whole */
    struct slice place;    /* in the union; empty: its root */
    struct slice label;    /* who gives these files, for messages; empty: the site itself */
    bool hides;
};

/* The parts are copied; their slices live as long as the arena. */
struct source *source_open_union(struct arena *arena, const struct source_part *parts,
                                 size_t count);
/* Which part a file comes from, and its path in that part's folder. What is in no list yet or any more is
 * given to the part that stands nearest to it. Any other source is one part. */
size_t source_part_of(const struct source *source, struct slice path, struct slice *below);
/* How people who keep the part find the file: "toscana: schede/x.md"; `path` itself where the part has no
 * label. `path` is of the union. */
struct slice source_shown_path(const struct source *source, struct arena *arena, struct slice path);

#endif
