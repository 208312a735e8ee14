/*
 * desk/ref_name.h - names of branches and tags that git, a terminal or another computer takes for
 * something else.
 *
 * Git itself lets nearly any name pass. Where a tag is called as the published branch, whoever types
 * "main" gets the tag; whoever fetches a name with controls in it has them in the terminal.
 *
 *     const struct problem *problem = ref_name_check(name, is_tag, SLICE("main"));
 *     if (problem)
 *         diagnostic_add(list, problem, place, name, SLICE("main"));
 */
#ifndef SCHEDARIO_DESK_REF_NAME_H
#define SCHEDARIO_DESK_REF_NAME_H

#include "base/diagnostic.h"

/* What is wrong with the name: %1 the name, %2 `own`, the repository's own branch. NULL: nothing. */
const struct problem *ref_name_check(struct slice name, bool is_tag, struct slice own);

/* A tag called as a branch that is there: of the same arguments. */
extern const struct problem ref_name_of_branch;

#endif
