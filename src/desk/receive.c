#include "desk/receive.h"

#include "desk/receive_parts.h"
#include "base/workers.h"
#include "desk/ref_name.h"
#include "source/ancestry.h"
#include "source/branches.h"

#define CHANGES_MAX        200u  /* branches and tags of one push */
#define PARENTS_LOOKED_AT  1000u /* for rules that can be read */

static const struct problem bad_input = {
    "push-input",
    SEVERITY_ERROR,
    {"what git says of this push cannot be understood",
     "quello che git dice di questo invio non si capisce"},
    {"this command is for git's pre-receive hook: \"schedario hook install\" sets it up",
     "questo comando serve all'aggancio pre-receive di git: lo prepara \"schedario hook install\""}};
static const struct problem too_many_changes = {
    "push-too-many-branches",
    SEVERITY_ERROR,
    {"this push changes more than %1 branches and tags at once",
     "questo invio cambia più di %1 rami ed etichette in una volta"},
    {"send them in several pushes", "inviali in più volte"}};
static const struct problem other_ref = {
    "push-ref",
    SEVERITY_ERROR,
    {"only branches and tags are taken, and this is neither",
     "si accettano solo rami ed etichette, e questo non lo è"},
    {"push a branch: git push origin HEAD:refs/heads/NAME",
     "invia un ramo: git push origin HEAD:refs/heads/NOME"}};
static const struct problem no_commit = {
    "push-no-commit",
    SEVERITY_ERROR,
    {"this leads to no commit", "questo non porta a nessun commit"},
    {"tag a commit: git tag NAME COMMIT", "metti l'etichetta a un commit: git tag NOME COMMIT"}};
static const struct problem own_deleted = {
    "push-delete",
    SEVERITY_ERROR,
    {"this branch holds the published site, and cannot be deleted",
     "questo ramo contiene il sito pubblicato, e non si può cancellare"},
    {"whoever runs the server can give its place to another: git symbolic-ref HEAD refs/heads/OTHER",
     "chi gestisce il server può dare il suo posto a un altro: git symbolic-ref HEAD refs/heads/ALTRO"}};
static const struct problem own_forced = {
    "push-force",
    SEVERITY_ERROR,
    {"this push would take commits out of the published branch, and readers cite them",
     "questo invio toglierebbe commit dal ramo pubblicato, e i lettori li citano"},
    {"do not force: type \"git pull\" and push again; to undo a commit, \"git revert COMMIT\" makes one that "
     "takes it back",
     "non forzare: scrivi \"git pull\" e invia di nuovo; per annullare un commit, \"git revert COMMIT\" ne fa "
     "uno che lo disfa"}};
static const struct problem tag_moved = {
    "push-tag",
    SEVERITY_ERROR,
    {"only publishers may move or delete a tag (%1)",
     "solo i pubblicatori possono spostare o cancellare un'etichetta (%1)"},
    {"give the new one another name", "dai un altro nome a quella nuova"}};
static const struct problem stray_branch = {
    "desk-publish",
    SEVERITY_WARNING,
    {"site.yaml says that the branch \"%1\" is published, but the repository's own is \"%2\": nothing is published",
     "site.yaml dice che si pubblica il ramo \"%1\", ma quello proprio dell'archivio è \"%2\": non si pubblica nulla"},
    {"correct desk.branches; or whoever runs the server types: git symbolic-ref HEAD refs/heads/%1",
     "correggi desk.branches; oppure chi gestisce il server scrive: git symbolic-ref HEAD refs/heads/%1"}};
static const struct problem no_own_branch = {
    "desk-publish",
    SEVERITY_WARNING,
    {"the site is made from the branch \"%1\", which is not there yet",
     "il sito si fa dal ramo \"%1\", che non c'è ancora"},
    {"push it: git push origin HEAD:refs/heads/%1", "invialo: git push origin HEAD:refs/heads/%1"}};
static const struct problem out_of_time = {
    "push-time",
    SEVERITY_ERROR,
    {"looking at this push took longer than %1 seconds, and was given up",
     "il controllo di questo invio è durato più di %1 secondi, ed è stato interrotto"},
    {"send fewer sheets at a time; or whoever runs the server gives it more time: git config "
     "schedario.checkSeconds 600",
     "invia meno schede per volta; oppure chi gestisce il server gli dà più tempo: git config "
     "schedario.checkSeconds 600"}};

/* ---- the rules ----------------------------------------------------------- */

/* Where today's cannot be understood the last that could hold: breaking the rules must not lift them. Where
 * there never were any, those that the push brings. */
static void read_rules(struct receiving *receiving)
{
    struct arena *arena = &receiving->arena;
    struct slice below = receiving->settings.below;
    struct object_id commit = receiving->published;
    for (unsigned i = 0; receiving->has_published && i < PARENTS_LOOKED_AT; i++) {
        receiving->schema = rules_read_schema(receiving->repository, arena, &commit, below);
        if (receiving->schema ||
            !repository_parent(receiving->repository, &commit, &commit))
            break;
    }
    for (size_t i = 0; i < receiving->change_count && !receiving->schema; i++)
        if (receiving->changes[i].is_own && receiving->changes[i].has_after)
            receiving->schema = rules_read_schema(receiving->repository, arena,
                                                  &receiving->changes[i].after, below);
    receiving->rules = rules_from(receiving->schema, receiving->rules.branch);
}

/* The published commit is that of before the push; where there is none yet, the pushed one. */
static void find_published(struct receiving *receiving)
{
    struct arena *arena = &receiving->arena;
    struct slice branch = repository_head_branch(receiving->repository, arena);
    receiving->rules.branch = branch.len ? branch : SLICE("main");
    receiving->has_published = repository_find_branch(
        receiving->repository, receiving->rules.branch, &receiving->published);
}

/* ---- branches and tags --------------------------------------------------- */

static void take_update(struct receiving *receiving, const struct desk_update *update,
                        struct refchange *change)
{
    struct slice tags = SLICE("refs/tags/");
    *change = (struct refchange){.update = update, .refused = {.arena = &receiving->arena}};
    change->is_tag = slice_starts_with(update->ref, tags);
    change->name = update->branch.len ? update->branch
                   : change->is_tag   ? slice_after(update->ref, tags.len)
                                      : update->ref;
    change->is_own = update->branch.len && slice_equal(update->branch, receiving->rules.branch);
    change->has_before =
        update->before.len &&
        repository_peel(receiving->repository, update->before, &change->before);
    if (!update->branch.len && !change->is_tag) {
        diagnostic_add_plain(&change->refused, &other_ref, (struct span){0});
    } else if (update->after.len) {
        change->has_after =
            repository_peel(receiving->repository, update->after, &change->after);
        if (!change->has_after)
            diagnostic_add_plain(&change->refused, &no_commit, (struct span){0});
    }
}

static void read_changes(struct receiving *receiving, const struct desk_updates *updates)
{
    receiving->changes = arena_array(&receiving->arena, struct refchange, updates->count);
    receiving->change_count = updates->count;
    for (size_t i = 0; i < updates->count; i++) {
        struct refchange *change = &receiving->changes[i];
        take_update(receiving, &updates->items[i], change);
        if (change->is_own && change->has_after && !receiving->has_published) {
            receiving->published = change->after;
            receiving->has_published = true;
        }
    }
}

/* What others brought already: the branch as it was, and for all but the published one what is published and
 * where the branch left it. */
static void find_bases(struct receiving *receiving, struct refchange *change)
{
    struct object_id base;
    if (change->has_before && !change->is_tag)
        change->bases[change->base_count++] = change->before;
    if (change->is_own || !receiving->has_published || !change->has_after)
        return;
    if (repository_merge_base(receiving->repository, &change->after, &receiving->published, &base))
        change->bases[change->base_count++] = base;
    change->bases[change->base_count++] = receiving->published;
}

/* What is there already may go, whatever it is called. */
static void check_name(struct receiving *receiving, struct refchange *change)
{
    struct slice own = receiving->rules.branch;
    struct object_id branch;
    if (!change->update->after.len || (!change->update->branch.len && !change->is_tag))
        return;
    const struct problem *problem = ref_name_check(change->name, change->is_tag, own);
    if (!problem && change->is_tag &&
        repository_find_branch(receiving->repository, change->name, &branch))
        problem = &ref_name_of_branch;
    if (problem)
        diagnostic_add(&change->refused, problem, (struct span){0}, change->name, own);
}

static void check_ref(struct receiving *receiving, struct refchange *change)
{
    struct arena *arena = &receiving->arena;
    change->rule = change->is_tag ? (struct branch_rule){.rule = DESK_FREE}
                                  : rules_of(&receiving->rules, change->name);
    if (change->is_own && !change->update->after.len)
        diagnostic_add_plain(&change->refused, &own_deleted, (struct span){0});
    else if (change->is_own && change->has_before && change->has_after &&
             !repository_descends(receiving->repository, &change->after, &change->before))
        diagnostic_add_plain(&change->refused, &own_forced, (struct span){0});
    else if (change->is_tag && change->update->before.len &&
             !rules_is_publisher(&receiving->rules, &receiving->who))
        diagnostic_add(&change->refused, &tag_moved, (struct span){0},
                       rules_list_groups(&receiving->rules, arena, NULL));
}

/* ---- the whole ----------------------------------------------------------- */

static void check_changes(struct receiving *receiving)
{
    for (size_t i = 0; i < receiving->change_count && !workers_are_interrupted(); i++) {
        struct refchange *change = &receiving->changes[i];
        check_name(receiving, change);
        check_ref(receiving, change);
        find_bases(receiving, change);
        inspect_change(receiving, change);
    }
    inspect_objects(receiving);
    for (size_t i = 0; i < receiving->change_count; i++) {
        struct refchange *change = &receiving->changes[i];
        diagnostics_sort(&change->refused);
        for (size_t k = 0; k < change->refused.count; k++)
            verdict_add(receiving, change, &change->refused.items[k],
                        change->refused.items[k].severity >= SEVERITY_ERROR, false);
        review_change(receiving, change);
    }
}

static void note_own_branch(struct receiving *receiving)
{
    struct slice stray = rules_stray_branch(&receiving->rules);
    struct slice own = receiving->rules.branch;
    if (stray.len)
        diagnostic_add(&receiving->general, &stray_branch, (struct span){0}, stray, own);
    else if (!receiving->has_published)
        diagnostic_add(&receiving->general, &no_own_branch, (struct span){0}, own);
}

static void look_at(struct receiving *receiving)
{
    struct arena *arena = &receiving->arena;
    struct diagnostics unheard = {.arena = arena};
    struct desk_updates updates;
    receiving->repository = repository_open_pushed(arena, &receiving->general);
    if (!receiving->repository)
        return;
    desk_settings_read(receiving->repository, arena, &receiving->settings, &unheard);
    receiving->language = desk_language(&receiving->settings, receiving->options->language);
    if (!desk_updates_read(arena, receiving->options->updates, &updates)) {
        diagnostic_add_plain(&receiving->general, &bad_input, (struct span){0});
        return;
    }
    if (updates.count > CHANGES_MAX) {
        diagnostic_add(&receiving->general, &too_many_changes, (struct span){0},
                       arena_format(arena, "%u", CHANGES_MAX));
        return;
    }
    find_published(receiving);
    read_changes(receiving, &updates);
    read_rules(receiving);
    receiving->who = identity_from_environment(arena);
    check_changes(receiving);
    if (workers_are_interrupted())
        diagnostic_add(&receiving->general, &out_of_time, (struct span){0},
                       arena_format(arena, "%u", receiving->options->seconds));
    note_own_branch(receiving);
}

bool receive_push(const struct receive_options *options, struct buffer *said)
{
    struct receiving receiving = {.options = options, .language = options->language};
    receiving.general.arena = &receiving.arena;
    look_at(&receiving);
    bool taken = verdict_write(&receiving, said);
    schema_release(receiving.schema);
    repository_close(receiving.repository);
    arena_release(&receiving.arena);
    return taken;
}
