/*
 * desk/builder.h - answers the wishes of the queue, one after the other, one builder a repository.
 *
 * Each build is a process of its own: one that runs out of memory, or is killed, is seen by the builder,
 * which tells what became of it and goes on with the next. The lock is the system's and goes with the
 * last of these processes; nothing that a dead one left behind keeps anybody from building.
 */
#ifndef SCHEDARIO_DESK_BUILDER_H
#define SCHEDARIO_DESK_BUILDER_H

#include "desk/desk.h"

/* Until the queue is empty. Where another builder is at work it takes what was wished, and this returns at
 * once. */
void builder_run(const struct desk *desk);
/* Whether one is at work. */
bool builder_is_at_work(const struct desk *desk);

#endif
