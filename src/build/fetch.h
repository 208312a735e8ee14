/*
 * fetch.h - brings the sources of site.yaml that are kept elsewhere: `schedario fetch`.
 *
 * Each is copied into a mirror (source/mirror.h) below the site's folder, .schedario/mirrors/NAME.git, or
 * below that of the bare repository that the site is built from. What one source lacks keeps no other from
 * being fetched.
 *
 *     struct fetch *fetch = fetch_create(&options);
 *     enum fetch_outcome outcome = fetch_run(fetch);
 *     show(fetch_diagnostics(fetch));
 *     fetch_destroy(fetch);
 */
#ifndef SCHEDARIO_BUILD_FETCH_H
#define SCHEDARIO_BUILD_FETCH_H

#include "build/build.h"
#include "content/schema.h"
#include "source/mirror.h"

struct fetch_options {
    struct build_options build; /* where site.yaml is */
    const char *const *names;   /* of sources; none: all */
    size_t name_count;
    unsigned timeout; /* seconds without a sign of life */
    /* A variable of the environment, or NULL: secrets, keys, certificates. */
    const char *(*variable)(const char *name);
    /* Called as a source's objects come, and when it is done: `news` is NULL for one that is read where it
     * is. Both may be NULL. */
    void (*progress)(void *context, const struct schema_source *source,
                     const struct mirror_progress *progress);
    void (*done)(void *context, const struct schema_source *source, const struct mirror_news *news);
    void *context;
};

enum fetch_outcome {
    FETCH_RUN_GOOD,
    FETCH_RUN_PROBLEMS, /* site.yaml has mistakes, or no such source */
    FETCH_RUN_FAILED,   /* one or more could not be fetched */
    FETCH_RUN_INTERRUPTED,
};

struct fetch;

struct fetch *fetch_create(const struct fetch_options *options);
enum fetch_outcome fetch_run(struct fetch *fetch);
/* Sorted; good until fetch_destroy(). */
const struct diagnostics *fetch_diagnostics(const struct fetch *fetch);
void fetch_destroy(struct fetch *fetch);

#endif
