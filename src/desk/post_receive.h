/*
 * desk/post_receive.h - after a push was taken: what has to be built is put into the queue, and whoever pushed
 * is told what came of it.
 *
 *     struct post_receive push = {0};
 *     post_receive_wish(&push, &desk, &arena, &updates, who, &said);
 *     if (background_enter(&desk) == BACKGROUND_THERE)
 *         builder_run(&desk);
 *     else
 *         while (post_receive_wait(&push, &desk, &said))
 *             show(said);
 */
#ifndef SCHEDARIO_DESK_POST_RECEIVE_H
#define SCHEDARIO_DESK_POST_RECEIVE_H

#include "desk/queue.h"
#include "desk/updates.h"
#include "desk/desk.h"

#include <time.h>

struct post_receive {
    struct arena *arena;
    VECTOR(struct wish) wishes; /* those that are not answered yet */
    struct timespec until;      /* then nobody waits any longer */
};

/* Where nothing was pushed (somebody runs the hook by hand), the published branch is wished for: it is built
 * again, with what the queue still holds. `said` gets what there is to tell already. False: there is nothing
 * to build. */
bool post_receive_wish(struct post_receive *push, const struct desk *desk, struct arena *arena,
                       const struct desk_updates *updates, struct slice who, struct buffer *said);
/* What comes before the reasons, where the machine did not let it be made. */
void post_receive_say_failed(struct buffer *said, enum message_language language);
/* Returns as soon as one is answered, with `said` about it, or when the time is up, with where to read on.
 * False: that was all. */
bool post_receive_wait(struct post_receive *push, const struct desk *desk, struct buffer *said);

#endif
