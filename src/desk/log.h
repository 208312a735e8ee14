/*
 * desk/log.h - what the desk did and when, in REPO/schedario/log, for people.
 *
 *     2026-11-28 23:22:44 +0100  main: published in 0.4 s: https://catalogo.example.org/
 *     2026-11-28 23:24:02 +0100  main: not published, the site is as it was
 *         content/schede/prima.md:3:7: error: …
 *
 * Once it is larger than LOG_SIZE_MAX it becomes log.1, that log.2, and so on to LOG_KEPT.
 */
#ifndef SCHEDARIO_DESK_LOG_H
#define SCHEDARIO_DESK_LOG_H

#include "base/arena.h"

#define LOG_SIZE_MAX (1u << 20)
#define LOG_KEPT     3

struct desk_log {
    struct slice path;
};

/* `folder` is REPO/schedario. */
struct desk_log desk_log_of(struct arena *arena, struct slice folder);
/* One entry: further lines of the text are set in. Where it cannot be written there is nobody to tell. */
void desk_log_write(const struct desk_log *log, struct slice text);
/* By whoever holds the desk's lock, before anything is written. */
void desk_log_rotate(const struct desk_log *log);

#endif
