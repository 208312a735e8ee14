/*
 * desk/previews.h - the sites of branches that are not the published one.
 *
 * Each is a folder beside the site, OUT/../.NAME.previews/BRANCH/, that the site's own link /anteprima/
 * leads to; so that the site can change places without them.
 */
#ifndef SCHEDARIO_DESK_PREVIEWS_H
#define SCHEDARIO_DESK_PREVIEWS_H

#include "desk/desk.h"
#include "desk/plan.h"

/* Where the branch's site is; empty: its name is too long for one. */
struct slice preview_folder(const struct desk *desk, struct arena *arena, struct slice branch);
/* Takes it away, with what came of its builds. False, and reported, where that fails. */
bool preview_remove(const struct desk *desk, struct arena *arena, struct slice branch,
                    struct diagnostics *diagnostics);
/* Takes away those of branches that are no more or have none, and the oldest of too many; the log says
 * which. */
void previews_tidy(const struct desk *desk);

#endif
