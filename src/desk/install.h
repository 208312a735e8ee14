/*
 * desk/install.h - a repository that editors push to: made where it is not there, its hooks, its settings.
 *
 * The hooks are small sh scripts that run this program. They may be written again at any time, after the
 * program has moved for one; a hook that somebody else wrote is never touched. Of git's own settings three
 * are set: what arrives is checked by git itself (receive.fsckObjects), may not be endless
 * (receive.maxInputSize), and may carry the pusher's choice of language (receive.advertisePushOptions).
 *
 *     struct install_result result;
 *     if (install_desk(&options, &arena, &result, diagnostics))
 *         show(&result);
 */
#ifndef SCHEDARIO_DESK_INSTALL_H
#define SCHEDARIO_DESK_INSTALL_H

#include "base/arena.h"
#include "base/diagnostic.h"

struct install_options {
    struct slice repository, program; /* folder; this program's file, absolute */
    struct slice out, base_url, language; /* empty: as they are */
};

struct install_result {
    struct slice repository; /* absolute */
    struct slice branch;     /* its own, which is published */
    bool has_branch;         /* and it has commits */
    struct slice out;
    bool was_there;          /* the repository */
};

/* False, and reported, where something could not be done; the rest is done all the same. */
bool install_desk(const struct install_options *options, struct arena *arena,
                  struct install_result *result, struct diagnostics *diagnostics);

/* A text as one word of sh: 'l'\''archivio'. */
struct slice install_quote(struct arena *arena, struct slice text);

#endif
