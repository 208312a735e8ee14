/*
 * workers.h - the same work on many things, on every core.
 *
 * workers_run() calls the task once for every index below count and returns
 * when all are done; which worker takes which index is left to chance, so a
 * task writes only to what belongs to its index or its worker, and whoever
 * collects the results does so in the order of the indexes.
 *
 *     static void render(void *context, size_t index, unsigned worker);
 *     struct workers *workers = workers_create(0);
 *     workers_run(workers, pages.count, render, &context);
 *     workers_destroy(workers);
 */
#ifndef SCHEDARIO_BASE_WORKERS_H
#define SCHEDARIO_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#define WORKERS_MAX 64

struct workers;

typedef void worker_task(void *context, size_t index, unsigned worker);

/* `count` threads, the caller's among them; 0: as many as there are processors.
 * With one, everything runs on the caller's thread. */
struct workers *workers_create(unsigned count);
unsigned workers_count(const struct workers *workers);
/* Not to be called from within a task. */
void workers_run(struct workers *workers, size_t count, worker_task *task, void *context);
void workers_destroy(struct workers *workers);

/* Set from a signal handler: workers_run() then hands out nothing more and
 * returns, and whoever works in steps looks here between two of them. */
void workers_interrupt(void);
bool workers_are_interrupted(void);
/* For a second build in one process. */
void workers_clear_interrupt(void);

#endif
