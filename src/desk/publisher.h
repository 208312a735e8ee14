/*
 * desk/publisher.h - answers one wish: the site, a preview, or that there is none any more.
 */
#ifndef SCHEDARIO_DESK_PUBLISHER_H
#define SCHEDARIO_DESK_PUBLISHER_H

#include "desk/outcome.h"
#include "desk/plan.h"

enum publisher_answer {
    PUBLISHER_DONE,
    PUBLISHER_LATER, /* for no fault of the content: to be tried again another time */
};

/* In a process of its own. What came of it is kept, logged and reported. */
enum publisher_answer publisher_answer(const struct desk *desk, const struct wish *wish);

/* For those who wait, and in the log. */
void publisher_tell(const struct desk *desk, struct arena *arena,
                    const struct desk_outcome *outcome, const struct wish *wish);

#endif
