/*
 * desk/names.h - names that break elsewhere: on another system, in another program, for whoever clones.
 *
 * What git itself would keep from checking out (".git" in any disguise, ".."), what Windows cannot have
 * (Microsoft, "Naming Files, Paths, and Namespaces"), what nobody can see (controls, marks of direction,
 * characters without a width). ".git" is told as git tells it (path.c, utf8.c in git's source): without
 * the characters that HFS+ leaves out, with NTFS's short name and the ends that it drops.
 *
 *     const struct problem *problem = names_check(part);
 *     if (problem)
 *         diagnostic_add(list, problem, place, part, names_suggest(arena, part));
 */
#ifndef SCHEDARIO_DESK_NAMES_H
#define SCHEDARIO_DESK_NAMES_H

#include "base/diagnostic.h"

#define NAMES_PATH_MAX 200u /* characters: Windows has 260 with the folders above */
#define NAMES_PART_MAX 200u /* bytes: systems have 255, some that encipher names fewer */

/* What is wrong with the name of a file or folder: %1 the name, %2 a better one. NULL: nothing. */
const struct problem *names_check(struct slice part);
/* Of those only the ones that no program may ever write down: ".git", "..", no name at all. */
const struct problem *names_check_harm(struct slice part);
/* Of a whole path, %1 the most characters; NULL: nothing. */
const struct problem *names_check_path(struct slice path);

/* "Orti & scuola?.md" as "orti-scuola.md". */
struct slice names_suggest(struct arena *arena, struct slice part);
/* The same for two names that Windows or macOS takes for one: normalised, in small letters. May be the
 * name itself. */
struct slice names_key(struct arena *arena, struct slice part);

#endif
