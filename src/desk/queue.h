/*
 * desk/queue.h - the branches that wait to be built: a file each, in REPO/schedario/queue/.
 *
 * A wish names a branch, not a commit: whoever builds takes the branch's newest commit, so a later push
 * stands for an earlier one. Each wish has a number larger than any before it; what came of a build tells
 * which number it answers, and with it all smaller ones of the branch. A wish stays in the queue until it
 * is answered: a build that was killed is done again by whoever comes next.
 *
 *     struct wish wish = {.branch = SLICE("main"), .who = SLICE("anna")};
 *     queue_add(folder, &arena, &wish, diagnostics);      // the hook
 *
 *     while (queue_next(folder, &arena, SLICE("main"), &tried, &wish)) {   // the builder
 *         build(&wish);
 *         queue_answer(folder, &arena, &wish);
 *     }
 */
#ifndef SCHEDARIO_DESK_QUEUE_H
#define SCHEDARIO_DESK_QUEUE_H

#include "base/diagnostic.h"
#include "base/vector.h"

struct wish {
    struct slice branch;
    unsigned long number;
    struct slice who; /* pushed; empty: nobody knows */
};

/* Numbers that need not be tried again now. */
typedef VECTOR(unsigned long) wish_numbers;

/* Gives it its number, in place of an earlier wish for the branch. False, and reported, where nothing can
 * be written. The branch has a name (branch_name_encode). */
bool queue_add(struct slice folder, struct arena *arena, struct wish *wish,
               struct diagnostics *diagnostics);
/* The branch `first`'s, else the oldest. False where none is left but those tried. */
bool queue_next(struct slice folder, struct arena *arena, struct slice first,
                const wish_numbers *tried, struct wish *wish);
/* Takes it off, unless a newer one stands in its place. */
void queue_answer(struct slice folder, struct arena *arena, const struct wish *wish);

#endif
