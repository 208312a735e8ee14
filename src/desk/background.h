/*
 * desk/background.h - to go on after the push is over.
 *
 * git waits until whoever holds the hook's output has ended, and a terminal that closes takes its
 * processes with it: what builds is a session of its own, with the log as its output, no file open that it
 * did not open itself, and none of the variables by which git tells a hook where the push's objects are.
 * What it writes can be read by everybody, as a site must be.
 */
#ifndef SCHEDARIO_DESK_BACKGROUND_H
#define SCHEDARIO_DESK_BACKGROUND_H

#include "desk/desk.h"

enum background_side {
    BACKGROUND_HERE,  /* the caller goes on; the other has begun */
    BACKGROUND_THERE, /* in the background */
    BACKGROUND_NONE,  /* there is no background: the machine has no room for a process */
};

/* To be called while no thread runs and no repository is open. */
enum background_side background_enter(const struct desk *desk);

#endif
