/*
 * mirror.h - a copy of somebody else's repository, to read from.
 *
 * A mirror is a bare repository with the branches and tags of the other one; `origin` in its configuration
 * says which. Fetching brings what is new, takes away what is gone there, and follows its HEAD. Until a
 * first fetch is whole there is no mirror; a later one that dies leaves a mirror that is good. Git itself
 * can work on it too (`git gc`).
 *
 * The fetch is a process of its own: one that hangs is ended when nothing came for a while, and libraries
 * that talk to the network cannot harm the one that waits. Secrets are used and never kept.
 *
 *     struct mirror_order order = {.path = path, .url = url, .max = 2000000000, .timeout = 60};
 *     if (mirror_fetch(&arena, &order, &news, diagnostics))
 *         show(news.commits);
 */
#ifndef SCHEDARIO_SOURCE_MIRROR_H
#define SCHEDARIO_SOURCE_MIRROR_H

#include "source/repository.h"

#define MIRROR_OBJECTS_MAX 20000000u
#define MIRROR_COMMITS_MAX 100000u /* are counted */

enum mirror_state {
    MIRROR_READY,
    MIRROR_MISSING,
    MIRROR_OTHER,   /* a copy of another address */
    MIRROR_DAMAGED, /* it cannot be opened: opening it says why */
};

enum mirror_state mirror_look(struct arena *arena, struct slice path, struct slice url);

/* How far a fetch is; from the thread that called. */
struct mirror_progress {
    uint64_t bytes;
    unsigned objects, all_objects;
};
typedef void mirror_watcher(void *context, const struct mirror_progress *progress);

struct mirror_order {
    struct slice name;   /* as people call it, for messages */
    struct slice path;   /* of the mirror */
    struct slice url;    /* file, https or ssh: remote_read() */
    struct slice ref;    /* that is asked for; empty: HEAD */
    struct slice token;  /* for https; empty: none */
    struct slice token_variable; /* where a token is looked for, for messages */
    struct slice home;   /* whose .ssh has keys; empty: none */
    bool has_agent;      /* an SSH agent can be asked */
    struct slice certificates; /* file that also says whom to trust; empty: as the system does */
    uint64_t max;        /* bytes that may come */
    unsigned timeout;    /* seconds without a sign of life */
    mirror_watcher *watcher; /* may be NULL */
    void *context;
};

struct mirror_news {
    bool is_new;       /* the first fetch */
    bool was_rewritten; /* what was read before is no ancestor of what is there now */
    unsigned commits;  /* that `ref` has and had not */
    struct object_id head; /* of `ref` */
    int64_t date;      /* of that commit, in seconds since 1970-01-01 UTC */
};

/* False, and reported, where nothing could be fetched; or interrupted, and then nothing is said. */
bool mirror_fetch(struct arena *arena, const struct mirror_order *order, struct mirror_news *news,
                  struct diagnostics *diagnostics);

#endif
