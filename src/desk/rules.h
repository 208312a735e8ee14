/*
 * desk/rules.h - how a push to a branch is taken, and who may touch what.
 *
 * The rules are those of site.yaml at the tip of the repository's own branch (its HEAD), as it was before
 * the push; where it has no `desk:`, that branch is strict and published, others are free and have a
 * preview, and everybody may touch everything. Only the repository's own branch can be the published one:
 * the rules say which that is, and must not depend on it.
 *
 *     struct desk_rules rules = rules_from(schema, SLICE("main"));
 *     if (rules_of(&rules, branch).rule == DESK_STRICT)
 *         refuse(errors);
 */
#ifndef SCHEDARIO_DESK_RULES_H
#define SCHEDARIO_DESK_RULES_H

#include "content/schema.h"
#include "source/repository.h"

/* Who pushes, as the server knows: never as the commits say, since anybody can write any name there. */
struct desk_identity {
    struct slice name;    /* "anna" */
    struct slice address; /* "anna@ente.example"; may be empty */
};

struct desk_rules {
    struct schema_desk desk; /* its texts live in the schema's arena */
    struct slice branch;     /* the repository's own: "main" */
};

/* site.yaml of a commit, in the folder of the repository that is the site's; what is wrong with it is said
 * where it is built. NULL: there is none, or it cannot be understood at all. */
struct schema *rules_read_schema(struct repository *repository, struct arena *arena,
                                 const struct object_id *commit, struct slice below);
/* `schema` NULL: nothing was published yet. */
struct desk_rules rules_from(const struct schema *schema, struct slice branch);

struct branch_rule {
    enum desk_rule rule;
    bool publish; /* its commits become the site */
    bool preview; /* its commits have a site under /anteprima/ */
};
struct branch_rule rules_of(const struct desk_rules *rules, struct slice branch);
/* Whether any branch may have a preview. */
bool rules_have_previews(const struct desk_rules *rules);
/* The branch that site.yaml calls published where the repository's own is another one; else empty. */
struct slice rules_stray_branch(const struct desk_rules *rules);

/* SCHEDARIO_USER, else what the forge or the server says, else the user of the system. */
struct desk_identity identity_from_environment(struct arena *arena);

bool rules_is_publisher(const struct desk_rules *rules, const struct desk_identity *who);
/* What shapes the whole site and runs programs: site.yaml, themes/, lua-filters/. `path` is below the site's
 * folder. */
bool rules_is_shaping(struct slice path);
/* `area`: the one that decides; NULL: none, only publishers may. May be NULL. */
bool rules_may_touch(const struct desk_rules *rules, const struct desk_identity *who,
                     struct slice path, const struct desk_area **area);
/* "toscana, umbria": the groups of an area, else the publishers. */
struct slice rules_list_groups(const struct desk_rules *rules, struct arena *arena,
                               const struct desk_area *area);

/* Whether a file of that name may stand under content/. */
bool rules_allow_type(const struct desk_rules *rules, struct slice path);
struct slice rules_list_types(const struct desk_rules *rules, struct arena *arena);

#endif
