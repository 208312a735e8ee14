#include "desk/publisher.h"

#include "desk/branch_name.h"
#include "desk/previews.h"
#include "desk/report.h"
#include "source/branches.h"

#include <stdio.h>

#define LINES_LOGGED 200

/* What answering one wish needs and finds. */
struct answering {
    const struct desk *desk;
    const struct wish *wish;
    struct arena arena;
    struct repository *repository;
    struct plan plan;
    struct object_id tip; /* of the wish's branch */
    struct slice commit;  /* its digits */
    struct build_options options;
    struct build *build;   /* until all is told: what is wrong lies in it */
    struct review *review; /* NULL: nothing to compare with */
    struct slice site_title, publisher_email;
    struct diagnostics problems;
    struct desk_outcome outcome;
};

void publisher_tell(const struct desk *desk, struct arena *arena,
                    const struct desk_outcome *outcome, const struct wish *wish)
{
    struct buffer text = {0};
    outcome_keep(desk->folder, arena, outcome, wish);
    desk_add_name(&text, wish->branch);
    if (wish->who.len) {
        buffer_add_string(&text, " (");
        desk_add_name(&text, wish->who);
        buffer_add_byte(&text, ')');
    }
    buffer_add_string(&text, ": ");
    outcome_write(&text, outcome, desk->own, LINES_LOGGED);
    desk_log_write(&desk->log, buffer_view(&text));
    buffer_release(&text);
}

/* ---- what was published before ------------------------------------------ */

static struct slice published_path(struct answering *it)
{
    return path_join(&it->arena, it->desk->folder, SLICE("published"));
}

static void remember_published(struct answering *it)
{
    struct file_error error;
    (void)file_replace(published_path(it).ptr, it->commit, 0, &error);
}

/* The commit that the new site is compared with: the one published before; for a preview, the one that the
 * branch began with. */
static bool find_before(struct answering *it, struct object_id *before)
{
    struct slice digits;
    struct file_error error;
    if (it->outcome.is_preview)
        return repository_merge_base(it->repository, &it->tip, &it->plan.tip, before);
    return file_read(&it->arena, published_path(it).ptr, 64, &digits, &error) &&
           repository_has_commit(it->repository, slice_trim(digits), before);
}

/* ---- what changed ------------------------------------------------------- */

static struct slice whole_address(struct answering *it, struct slice base, struct slice url)
{
    return url.len ? arena_concat(&it->arena, base, slice_after(url, 1), (struct slice){0}) : url;
}

static void take_pages(struct answering *it, const struct review_result *result)
{
    it->outcome.pages = arena_array(&it->arena, struct desk_page, result->sheet_count);
    for (size_t i = 0; i < result->sheet_count; i++) {
        const struct review_sheet *sheet = &result->sheets[i];
        it->outcome.pages[it->outcome.page_count++] = (struct desk_page){
            .kind = sheet->kind,
            .title = arena_copy(&it->arena, sheet->title),
            .url = whole_address(it, result->schema->base_url, sheet->url),
        };
    }
}

/* The site is there already: where this fails, there is less to tell, and that is all. */
static void compare(struct answering *it)
{
    struct object_id before;
    if (!find_before(it, &before))
        return;
    it->review = review_create(&it->options, object_id_text(&it->arena, &before), it->commit);
    enum review_outcome outcome = review_run(it->review);
    if (outcome == REVIEW_GOOD || outcome == REVIEW_PROBLEMS) {
        take_pages(it, review_result(it->review));
    } else {
        review_destroy(it->review);
        it->review = NULL;
    }
}

/* ---- building ----------------------------------------------------------- */

static struct slice readable(struct answering *it, struct slice name)
{
    struct buffer text = {0};
    desk_add_name(&text, name);
    struct slice copy = buffer_copy(&text, &it->arena);
    buffer_release(&text);
    return copy;
}

static void prepare_options(struct answering *it)
{
    const struct desk_settings *settings = &it->desk->settings;
    struct arena *arena = &it->arena;
    it->options = (struct build_options){
        .folder = settings->repository,
        .from_commit = true,
        .repository = settings->repository,
        .ref = it->commit,
        .out = settings->out,
        .base_url = settings->base_url,
        .program_folder = it->desk->program_folder,
    };
    if (settings->below.len)
        it->options.ref = arena_concat(arena, it->commit, SLICE(":"), settings->below,
                                       (struct slice){0});
    if (!it->outcome.is_preview) {
        if (plan_has_previews(&it->plan))
            it->options.previews = settings->previews;
        return;
    }
    it->options.trusted_ref = object_id_text(arena, &it->plan.tip);
    it->options.drafts = true;
    it->options.preview = readable(it, it->wish->branch);
    it->options.preview_name = branch_name_encode(arena, it->wish->branch);
    it->options.out = preview_folder(it->desk, arena, it->wish->branch);
}

/* What is told of the site once its build is gone. */
static void take_site(struct answering *it, const struct schema *schema)
{
    if (!schema)
        return;
    it->outcome.url = arena_copy(&it->arena, schema->base_url);
    it->site_title = arena_copy(&it->arena, local_text_get(&schema->title, 0));
    it->publisher_email = arena_copy(&it->arena, schema->publisher_email);
}

static void build_branch(struct answering *it)
{
    static const enum desk_result results[] = {
        [BUILD_GOOD] = DESK_PUBLISHED,
        [BUILD_PROBLEMS] = DESK_PROBLEMS,
        [BUILD_FAILED] = DESK_FAILED,
        [BUILD_INTERRUPTED] = DESK_STOPPED,
    };
    struct desk_outcome *outcome = &it->outcome;
    prepare_options(it);
    it->build = build_create(&it->options);
    outcome->result = results[build_run(it->build)];
    outcome->problems = build_diagnostics(it->build);
    take_site(it, build_schema(it->build));
    if (outcome->result != DESK_PUBLISHED)
        return;
    outcome->problems = NULL;
    build_destroy(it->build);
    it->build = NULL;
    compare(it);
    if (outcome->is_preview)
        outcome->result = DESK_PREVIEWED;
    else
        remember_published(it);
}

/* ---- one wish ----------------------------------------------------------- */

static void remove_preview(struct answering *it, enum desk_result result)
{
    it->outcome.result = result;
    it->outcome.is_preview = true;
    if (!preview_remove(it->desk, &it->arena, it->wish->branch, &it->problems))
        it->outcome.result = DESK_FAILED;
}

static void decide(struct answering *it)
{
    struct desk_outcome *outcome = &it->outcome;
    enum plan_place place = plan_of(&it->plan, it->wish->branch);
    bool is_there = repository_find_branch(it->repository, it->wish->branch, &it->tip);
    outcome->is_preview = place != PLAN_SITE;
    outcome->published_branch = it->plan.rules.branch;
    if (is_there)
        it->commit = object_id_text(&it->arena, &it->tip);
    if (!is_there && place == PLAN_SITE)
        outcome->result = DESK_BRANCH_GONE;
    else if (!is_there)
        remove_preview(it, DESK_PREVIEW_GONE);
    else if (place == PLAN_NOWHERE)
        remove_preview(it, DESK_NO_PREVIEW);
    else if (place == PLAN_PREVIEW && !it->plan.has_tip)
        outcome->result = DESK_NOTHING_YET;
    else
        build_branch(it);
}

/* Those who wait for a letter hear of the site, and of branches that others are to look at. */
static void report(struct answering *it)
{
    struct commit_summary summary = {0};
    if (!it->commit.len || !plan_is_told(&it->plan, it->wish->branch))
        return;
    repository_summarize(it->repository, &it->arena, &it->tip, &summary);
    struct report report = {
        .outcome = &it->outcome,
        .wish = it->wish,
        .review = it->review ? review_result(it->review) : NULL,
        .site_title = it->site_title.len ? it->site_title : SLICE("schedario"),
        .publisher_email = it->publisher_email,
        .commit = it->commit,
        .author = summary.author,
        .subject = summary.subject,
    };
    report_make(it->desk, &it->arena, &report);
}

enum publisher_answer publisher_answer(const struct desk *desk, const struct wish *wish)
{
    struct answering it = {.desk = desk, .wish = wish};
    it.problems.arena = &it.arena;
    it.outcome = (struct desk_outcome){
        .result = DESK_FAILED, .branch = wish->branch, .problems = &it.problems};
    it.repository = repository_open(&it.arena, desk->settings.repository, &it.problems);
    if (it.repository) {
        plan_read(&it.plan, &it.arena, it.repository, &desk->settings);
        decide(&it);
    }
    publisher_tell(desk, &it.arena, &it.outcome, wish);
    if (it.repository)
        report(&it);
    enum desk_result result = it.outcome.result;
    if (it.build)
        build_destroy(it.build);
    if (it.review)
        review_destroy(it.review);
    plan_release(&it.plan);
    repository_close(it.repository);
    arena_release(&it.arena);
    return result == DESK_FAILED || result == DESK_STOPPED ? PUBLISHER_LATER : PUBLISHER_DONE;
}
