/*
 * build/publish.h - the staging folder beside the live site, and the swap.
 *
 * Everything is written to `.NAME.staging` beside the output folder NAME, and the two change
 * places in one system call. A crash, a full disk, a kill or a bad sheet leaves the last
 * good site as it was; what an earlier crash left behind is removed by the next build. Two builds
 * to one folder at once: the second is refused (a lock on `.NAME.lock`).
 *
 * A site made here holds the file `.schedario`; a folder that has other files and not this one is
 * never overwritten.
 */
#ifndef SCHEDARIO_BUILD_PUBLISH_H
#define SCHEDARIO_BUILD_PUBLISH_H

#include "base/diagnostic.h"
#include "source/source.h"

struct build;
struct staging;

/* Sets build->staging, with every folder that the routes and assets need. False: reported. */
bool staging_open(struct build *build);
/* Makes a folder in the staged site. */
bool staging_create_folder(struct staging *staging, struct slice path,
                           struct diagnostics *diagnostics);
/* From any thread. */
bool staging_write(struct staging *staging, struct slice path, struct slice content,
                   struct diagnostics *diagnostics);
bool staging_copy(struct staging *staging, const struct source *source, struct slice source_path,
                  struct slice path, struct diagnostics *diagnostics);
/* Removes what was staged and lets go of the lock. NULL is fine. */
void staging_discard(struct staging *staging);

#endif
