/*
 * desk/desk.h - what is known of the repository whose hook runs: its settings, its log, its folder of
 * work.
 *
 * What the desk does after a push, and where it is written down:
 *
 *     git push ──► post_receive.h   which branches want what: wishes           REPO/schedario/queue/
 *                    │    ▲
 *            background.h │         what came of them, told to the pusher      REPO/schedario/outcomes/
 *                    ▼    │
 *                  builder.h        one at a time, a process a build           REPO/schedario/lock
 *                    │
 *                  publisher.h      builds, compares with what was published   REPO/schedario/published
 *                    ├── previews.h those that are there, and those to go
 *                    ├── outcome.h  in the pusher's words
 *                    └── report.h   for those who wait for a mail              REPO/schedario/report.eml
 */
#ifndef SCHEDARIO_DESK_DESK_H
#define SCHEDARIO_DESK_DESK_H

#include "base/buffer.h"
#include "desk/log.h"
#include "desk/settings.h"

struct desk {
    struct slice folder; /* REPO/schedario */
    struct desk_settings settings;
    struct desk_log log;
    enum message_language pusher, own; /* the pusher's language, and that of log and report */
    struct slice program_folder;       /* for the themes beside the program */
};

/* From the repository at `path`; makes the folder of work. Where a group shares the repository, what the
 * process writes from here on is the group's too. False, and reported, where there is no
 * repository or nothing can be written. */
bool desk_open(struct desk *desk, struct arena *arena, struct slice path,
               enum message_language environment, struct diagnostics *diagnostics);

/* A name that somebody else chose, as one line of characters: nothing that is not UTF-8, no controls, and
 * nothing that turns the text around. */
void desk_add_name(struct buffer *out, struct slice name);

/* The text of the language. */
const char *desk_say(enum message_language language, const char *english, const char *italian);

#endif
