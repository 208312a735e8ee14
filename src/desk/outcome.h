/*
 * desk/outcome.h - what came of a branch, in words for whoever pushed it.
 *
 *     published: https://catalogo.example.org/
 *       changed: https://catalogo.example.org/esperienze/all-inclusive/
 *
 *     not published, the site is as it was
 *     content/esperienze/all-inclusive.md:7:9: error: …
 *
 * It is kept in both languages, in REPO/schedario/outcomes/, with the number of the wish that it answers:
 * the hooks that wait look there.
 */
#ifndef SCHEDARIO_DESK_OUTCOME_H
#define SCHEDARIO_DESK_OUTCOME_H

#include "build/review.h"
#include "desk/queue.h"

enum desk_result {
    DESK_PUBLISHED,
    DESK_PREVIEWED,
    DESK_PROBLEMS,       /* in the content; what was there is as it was */
    DESK_FAILED,         /* the machine; the same, and it is done again with the next push */
    DESK_STOPPED,        /* somebody ended it; the same */
    DESK_CRASHED,        /* the build ended without a word; the same */
    DESK_PREVIEW_GONE,   /* the branch was deleted */
    DESK_BRANCH_GONE,    /* the published one was deleted: the site stays */
    DESK_NO_PREVIEW,     /* nothing of this branch is to be seen */
    DESK_NOTHING_YET,    /* no preview before the published branch is there */
};

struct desk_page {
    enum review_kind kind;
    struct slice title, url; /* whole; empty: it has no page */
};

struct desk_outcome {
    enum desk_result result;
    bool is_preview; /* else of the site itself */
    struct slice branch, published_branch;
    struct slice url; /* of the site or the preview */
    struct desk_page *pages; /* of the sheets that changed */
    size_t page_count;
    const struct diagnostics *problems; /* sorted; may be NULL */
};

/* At most so many lines of problems, and ten pages; what is left is counted. */
void outcome_write(struct buffer *out, const struct desk_outcome *outcome,
                   enum message_language language, size_t lines_max);

/* For those who wait; where that cannot be written they wait in vain. */
void outcome_keep(struct slice folder, struct arena *arena, const struct desk_outcome *outcome,
                  const struct wish *wish);
/* False where none answers the wish yet. */
bool outcome_read(struct slice folder, struct arena *arena, const struct wish *wish,
                  enum message_language language, struct slice *text);
/* Of a branch that is no more. */
void outcome_forget(struct slice folder, struct arena *arena, struct slice branch);

#endif
