/*
 * repository_config.h - a repository's configuration as git has it: its own file, behind it the user's and
 * the system's.
 *
 *     struct slice out;
 *     if (repository_config_read(repository, &arena, "schedario.out", &out))
 *         use(out);
 */
#ifndef SCHEDARIO_SOURCE_REPOSITORY_CONFIG_H
#define SCHEDARIO_SOURCE_REPOSITORY_CONFIG_H

#include "source/repository.h"

/* A copy in the arena; false where it is not set. `name` is "section.key". */
bool repository_config_read(struct repository *repository, struct arena *arena, const char *name,
                            struct slice *value);
/* Into the repository's own file. False, and reported, where that cannot be written. */
bool repository_config_write(struct repository *repository, const char *name, struct slice value,
                             struct diagnostics *diagnostics);

/* The folder of the repository itself, absolute, without a slash at its end: "/srv/catalogo.git", or
 * "/home/anna/catalogo/.git". */
struct slice repository_folder(struct repository *repository, struct arena *arena);

#endif
