/*
 * desk/receive.h - whether a push is taken: what git's pre-receive hook asks.
 *
 * A push is taken in whole or not at all. What it brings is looked at while git still holds it back, and
 * nothing of it is run: site.yaml, the scripts and the theme are those of the published commit, unless the
 * push is to the published branch and the pusher may change them.
 *
 *     updates       which branches and tags change, and whether they may                 receive.c
 *     objects       sizes of all that is new                                             inspect_sizes.c
 *                   names, kinds and contents of what will be there, who may touch it    inspect.c
 *     content       the catalogue as it would be, beside the catalogue as it is: only
 *                   what the push makes worse counts                                     review_push.c
 *     verdict       a line a problem, and what to do next                                verdict.c
 *
 *     struct buffer said = {0};
 *     bool taken = receive_push(&options, &said);
 *     show(&said);
 */
#ifndef SCHEDARIO_DESK_RECEIVE_H
#define SCHEDARIO_DESK_RECEIVE_H

#include "build/build.h"

struct receive_options {
    struct slice updates;                /* what git writes to the hook: "OLD NEW REF" lines */
    enum message_language language;      /* of the environment; the pusher's and the repository's go before */
    struct slice program_folder;         /* for the themes beside the program */
    unsigned seconds;                    /* that looking at it may take; for the message alone: whoever calls
                                          * interrupts the workers then */
};

/* The repository is the one that git names in the environment. Adds to `said` what the pusher reads, each
 * line ending in a newline; nothing where there is nothing to say. */
bool receive_push(const struct receive_options *options, struct buffer *said);

#endif
