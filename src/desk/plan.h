/*
 * desk/plan.h - which branches are to be seen, and where.
 *
 * By the rules of the published branch as it is now: what a push to another branch says of itself counts
 * for nothing.
 */
#ifndef SCHEDARIO_DESK_PLAN_H
#define SCHEDARIO_DESK_PLAN_H

#include "desk/desk.h"
#include "desk/rules.h"

enum plan_place { PLAN_NOWHERE, PLAN_SITE, PLAN_PREVIEW };

struct plan {
    struct desk_rules rules;
    struct schema *schema;  /* of the repository's own branch; NULL: nothing to be read there */
    struct slice published; /* that branch; empty: it is no branch, or site.yaml names another one */
    bool has_tip;           /* it is there */
    struct object_id tip;
    unsigned previews_max;  /* 0: no branch has one */
};

/* Released by plan_release(). */
void plan_read(struct plan *plan, struct arena *arena, struct repository *repository,
               const struct desk_settings *settings);
enum plan_place plan_of(const struct plan *plan, struct slice branch);
/* Whether its pushes are for others to look at: whoever waits for mail hears of them. */
bool plan_is_told(const struct plan *plan, struct slice branch);
/* Whether any branch may have one. */
bool plan_has_previews(const struct plan *plan);
void plan_release(struct plan *plan);

#endif
