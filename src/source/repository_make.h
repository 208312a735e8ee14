/*
 * repository_make.h - a new repository, for others to push to.
 */
#ifndef SCHEDARIO_SOURCE_REPOSITORY_MAKE_H
#define SCHEDARIO_SOURCE_REPOSITORY_MAKE_H

#include "source/repository.h"

/* A bare one at `path`, whose own branch is `branch`, with the folders on its way. False, and reported,
 * where it cannot be made. One that is there already stays as it is. */
bool repository_make(struct arena *arena, struct slice path, const char *branch,
                     struct diagnostics *diagnostics);

#endif
