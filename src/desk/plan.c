#include "desk/plan.h"

#include "source/branches.h"

void plan_read(struct plan *plan, struct arena *arena, struct repository *repository,
               const struct desk_settings *settings)
{
    struct slice own = repository_head_branch(repository, arena);
    *plan = (struct plan){.previews_max = settings->previews_max};
    plan->has_tip = own.len && repository_find_branch(repository, own, &plan->tip);
    if (plan->has_tip)
        plan->schema = rules_read_schema(repository, arena, &plan->tip, settings->below);
    plan->rules = rules_from(plan->schema, own);
    if (own.len && rules_of(&plan->rules, own).publish)
        plan->published = own;
}

enum plan_place plan_of(const struct plan *plan, struct slice branch)
{
    struct branch_rule rule = rules_of(&plan->rules, branch);
    if (rule.publish)
        return PLAN_SITE;
    return rule.preview && plan->previews_max ? PLAN_PREVIEW : PLAN_NOWHERE;
}

bool plan_is_told(const struct plan *plan, struct slice branch)
{
    enum plan_place place = plan_of(plan, branch);
    return place == PLAN_SITE ||
           (place == PLAN_PREVIEW && rules_of(&plan->rules, branch).rule != DESK_FREE);
}

bool plan_has_previews(const struct plan *plan)
{
    return plan->previews_max && rules_have_previews(&plan->rules);
}

void plan_release(struct plan *plan)
{
    if (plan->schema)
        schema_release(plan->schema);
    plan->schema = NULL;
}
