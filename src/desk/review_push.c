/* The catalogue as a push would make it, beside the catalogue as it is. */
#include "desk/receive_parts.h"

#include "base/workers.h"
#include "build/review.h"
#include "source/branches.h"

#include <errno.h>


static const struct problem site_gone = {
    "push-site",
    SEVERITY_ERROR,
    {"site.yaml is not there any more, and without it there is no site",
     "site.yaml non c'è più, e senza di esso non c'è il sito"},
    {"put it back: git checkout %1 -- site.yaml", "rimettilo: git checkout %1 -- site.yaml"}};
static const struct problem no_site = {
    "push-site",
    SEVERITY_WARNING,
    {"there is no site.yaml in this branch yet: nothing can be checked or published",
     "in questo ramo non c'è ancora site.yaml: non si può controllare né pubblicare nulla"},
    {"add it; where it stands in a folder of the repository, whoever runs the server types: git config "
     "schedario.folder FOLDER",
     "aggiungilo; se sta in una cartella dell'archivio, chi gestisce il server scrive: git config "
     "schedario.folder CARTELLA"}};
static const struct problem not_published_yet = {
    "push-unchecked",
    SEVERITY_WARNING,
    {"the sheets were not checked: the branch \"%1\", which says what a sheet is made of, is not there yet",
     "le schede non sono state controllate: il ramo \"%1\", che dice di che cosa è fatta una scheda, non c'è ancora"},
    {"push that branch first", "invia prima quel ramo"}};

bool review_has_site(struct receiving *receiving, const struct object_id *commit)
{
    struct arena scratch = {0};
    struct diagnostics unheard = {.arena = &scratch};
    struct source_commit name = {.name = object_id_text(&scratch, commit),
                                 .folder = receiving->settings.below};
    struct slice text;
    struct file_error error = {0};
    struct source *source =
        source_open_commit(&scratch, receiving->repository, &name, &unheard);
    bool has = source && (source_read(source, &scratch, SLICE("site.yaml"), SITE_YAML_SIZE_MAX,
                                      &text, &error) ||
                          error.number != ENOENT);
    source_close(source);
    arena_release(&scratch);
    return has;
}

/* What is said of site.yaml itself is never let pass where it would be obeyed. */
static bool is_of_rules(const struct refchange *change, const struct diagnostic *one)
{
    return change->is_own && one->span.file &&
           slice_equal(one->span.file->path, SLICE("site.yaml"));
}

static void take_problems(struct receiving *receiving, struct refchange *change,
                          const struct diagnostics *problems, bool is_broken)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct diagnostic *one = &problems->items[i];
        bool is_error = one->severity >= SEVERITY_ERROR;
        bool refuses = is_error && (change->rule.rule == DESK_STRICT ||
                                    is_of_rules(change, one) || (is_broken && change->is_own));
        change->content_errors += is_error;
        if (refuses || change->rule.rule != DESK_FREE)
            verdict_add(receiving, change, one, refuses, true);
    }
}

/* The whole of one commit, where there is nothing to compare it with. */
static void check_whole(struct receiving *receiving, struct refchange *change,
                        const struct build_options *options)
{
    struct build_options whole = *options;
    struct slice folder = slice_after(options->ref, slice_find_byte(options->ref, ':') + 1);
    whole.ref = arena_concat(&receiving->arena, object_id_text(&receiving->arena, &change->after),
                             SLICE(":"), folder, (struct slice){0});
    whole.check_only = true;
    struct build *build = build_create(&whole);
    enum build_outcome outcome = build_run(build);
    take_problems(receiving, change, build_diagnostics(build), outcome == BUILD_FAILED);
    build_destroy(build);
}

static void compare(struct receiving *receiving, struct refchange *change,
                    const struct build_options *options, const struct object_id *base)
{
    struct review *review =
        review_create(options, object_id_text(&receiving->arena, base),
                      object_id_text(&receiving->arena, &change->after));
    enum review_outcome outcome = review_run(review);
    bool done = outcome == REVIEW_GOOD || outcome == REVIEW_PROBLEMS;
    if (done)
        take_problems(receiving, change, review_result(review)->problems, false);
    review_destroy(review);
    /* Either side may be what stopped it: the one that is pushed alone matters. */
    if (!done && !workers_are_interrupted())
        check_whole(receiving, change, options);
}

static void add_plain(struct receiving *receiving, struct refchange *change,
                      const struct problem *problem, struct slice argument)
{
    struct diagnostics one = {.arena = &receiving->arena};
    diagnostic_add(&one, problem, (struct span){0}, argument);
    verdict_add(receiving, change, one.items, problem->severity >= SEVERITY_ERROR, true);
}

/* The commit whose site.yaml, scripts and theme are used; NULL, and told, where there is none. A pushed one's
 * are only where it is to be published, and whoever pushes may change them. */
static const struct object_id *find_judge(struct receiving *receiving, struct refchange *change)
{
    bool may_shape = change->touches_shaping && change->may_shape;
    if (!change->is_own && !receiving->has_published) {
        add_plain(receiving, change, &not_published_yet, receiving->rules.branch);
        return NULL;
    }
    const struct object_id *judge = !change->is_own                ? &receiving->published
                                    : may_shape                    ? &change->after
                                    : change->has_before           ? &change->before
                                                                   : NULL;
    if (judge && review_has_site(receiving, judge))
        return judge;
    bool had = judge == &change->after && change->has_before &&
               review_has_site(receiving, &change->before);
    /* A first site.yaml that the pusher may not bring was told of already. */
    if (judge || !change->touches_shaping)
        add_plain(receiving, change, had ? &site_gone : &no_site,
                  slice_sub(change->update->before, 0, 10));
    return NULL;
}

/* A branch may hold what an earlier push brought: it is told again until it is mended. */
static bool differs_in_site(struct receiving *receiving, const struct refchange *change,
                            const struct object_id *base)
{
    struct arena scratch = {0};
    struct diagnostics unheard = {.arena = &scratch};
    struct pushed_files files;
    struct slice below;
    bool differs = false;
    pushed_compare(receiving->repository, &scratch, &change->after, base, 1, &files, &unheard);
    for (size_t i = 0; i < files.count && !differs; i++)
        differs = receiving_below(receiving, files.items[i].path, &below);
    arena_release(&scratch);
    return differs;
}

void review_change(struct receiving *receiving, struct refchange *change)
{
    struct arena *arena = &receiving->arena;
    struct object_id base = change->before; /* its last commit, or the one that the branch began with */
    bool has_base = change->has_before;
    if (!change->has_after || change->is_tag || !change->is_whole || workers_are_interrupted())
        return;
    if (!change->is_own)
        has_base = receiving->has_published &&
                   repository_merge_base(receiving->repository, &change->after,
                                        &receiving->published, &base);
    if (!change->touches_site &&
        (change->is_own || !has_base || !differs_in_site(receiving, change, &base)))
        return;
    const struct object_id *judge = find_judge(receiving, change);
    if (!judge)
        return;
    struct build_options options = {
        .folder = SLICE("."),
        .from_commit = true,
        .pushed = true,
        .ref = arena_concat(arena, SLICE(":"), receiving->settings.below, (struct slice){0}),
        .base_url = receiving->settings.base_url,
        .program_folder = receiving->options->program_folder,
    };
    if (rules_have_previews(&receiving->rules))
        options.previews = receiving->settings.previews; /* no sheet may stand where they do */
    if (judge != &change->after)
        options.trusted_ref = object_id_text(arena, judge);
    if (has_base)
        compare(receiving, change, &options, &base);
    else
        check_whole(receiving, change, &options);
}
