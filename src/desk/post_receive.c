#include "desk/post_receive.h"

#include "desk/branch_name.h"
#include "desk/builder.h"
#include "desk/outcome.h"
#include "desk/plan.h"
#include "desk/previews.h"
#include "source/branches.h"

#include <sys/stat.h>

#define LOOK_EVERY  30  /* milliseconds */
#define START_WITHIN 1000 /* a builder that is not at work by then never began, or is gone */

static const struct problem no_branch = {
    "desk-head",
    SEVERITY_WARNING,
    {"nothing is published: the repository's own branch is %1, which is not there",
     "non si pubblica nulla: il ramo dell'archivio è %1, che non c'è"},
    {"name another one in the repository: git symbolic-ref HEAD refs/heads/main",
     "indicane un altro nell'archivio: git symbolic-ref HEAD refs/heads/main"}};

static const struct problem stray_branch = {
    "desk-head",
    SEVERITY_WARNING,
    {"nothing is published: site.yaml publishes %1, and the repository's own branch is %2",
     "non si pubblica nulla: site.yaml pubblica %1, e il ramo dell'archivio è %2"},
    {"make them the same, in site.yaml or in the repository: git symbolic-ref HEAD refs/heads/%1",
     "rendili uguali, in site.yaml o nell'archivio: git symbolic-ref HEAD refs/heads/%1"}};

static const struct problem name_too_long = {
    "desk-branch-name",
    SEVERITY_WARNING,
    {"the push is taken, but the name of this branch is too long to be part of an address: it is seen nowhere",
     "l'invio è accolto, ma il nome di questo ramo è troppo lungo per un indirizzo: non si vede da nessuna parte"},
    {"push it under a shorter name: git push origin HEAD:refs/heads/NAME",
     "invialo con un nome più corto: git push origin HEAD:refs/heads/NOME"}};

/* ---- what is wished for ------------------------------------------------- */

static struct timespec after(long milliseconds)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += milliseconds / 1000;
    time.tv_nsec += milliseconds % 1000 * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

static bool is_past(struct timespec time)
{
    struct timespec now = after(0);
    return now.tv_sec > time.tv_sec || (now.tv_sec == time.tv_sec && now.tv_nsec >= time.tv_nsec);
}

static bool has_preview(const struct desk *desk, struct arena *arena, struct slice branch)
{
    struct slice folder = preview_folder(desk, arena, branch);
    struct stat status;
    return folder.len && stat(folder.ptr, &status) == 0;
}

static bool is_to_be_seen(const struct plan *plan, const struct desk *desk, struct arena *arena,
                          const struct desk_update *update)
{
    enum plan_place place = plan_of(plan, update->branch);
    return place == PLAN_SITE || (place == PLAN_PREVIEW && plan->has_tip) ||
           has_preview(desk, arena, update->branch);
}

static void wish_for(struct post_receive *push, const struct desk *desk, struct slice branch,
                     struct slice who, struct diagnostics *diagnostics)
{
    struct wish wish = {.branch = branch, .who = who};
    if (!branch_name_encode(push->arena, branch).len)
        diagnostic_add_plain(diagnostics, &name_too_long, (struct span){0});
    else if (queue_add(desk->folder, push->arena, &wish, diagnostics))
        vector_push(push->arena, &push->wishes, wish);
}

void post_receive_say_failed(struct buffer *said, enum message_language language)
{
    buffer_add_string(said,
                      desk_say(language,
                               "the push is taken, but nothing was made of it and the site is as it was. For "
                               "whoever runs the server:\n",
                               "l'invio è accolto, ma non se n'è fatto nulla e il sito è com'era. Per chi "
                               "gestisce il server:\n"));
}

bool post_receive_wish(struct post_receive *push, const struct desk *desk, struct arena *arena,
                       const struct desk_updates *updates, struct slice who, struct buffer *said)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct plan plan;
    struct repository *repository =
        repository_open(arena, desk->settings.repository, &diagnostics);
    *push = (struct post_receive){.arena = arena, .until = after(desk->settings.wait * 1000L)};
    if (repository) {
        plan_read(&plan, arena, repository, &desk->settings);
        for (size_t i = 0; i < updates->count; i++) {
            struct slice branch = updates->items[i].branch;
            if (branch.len && is_to_be_seen(&plan, desk, arena, &updates->items[i]))
                wish_for(push, desk, branch, who, &diagnostics);
        }
        if (!updates->count && plan.has_tip && plan.published.len)
            wish_for(push, desk, plan.published, who, &diagnostics);
        struct slice own = plan.rules.branch, stray = rules_stray_branch(&plan.rules);
        if (!plan.has_tip && own.len)
            diagnostic_add(&diagnostics, &no_branch, (struct span){0}, own);
        else if (stray.len)
            diagnostic_add(&diagnostics, &stray_branch, (struct span){0}, stray, own);
        plan_release(&plan);
        repository_close(repository);
    }
    if (diagnostics_count(&diagnostics, SEVERITY_FAILURE))
        post_receive_say_failed(said, desk->pusher);
    diagnostics_write_text(said, &diagnostics, (struct diagnostic_style){.language = desk->pusher});
    return push->wishes.count || !updates->count;
}

/* ---- what came of it ---------------------------------------------------- */

static bool take_answer(struct post_receive *push, const struct desk *desk, struct buffer *said)
{
    for (size_t i = 0; i < push->wishes.count; i++) {
        struct slice text;
        if (!outcome_read(desk->folder, push->arena, &push->wishes.items[i], desk->pusher, &text))
            continue;
        buffer_add(said, text);
        push->wishes.items[i] = push->wishes.items[--push->wishes.count];
        return true;
    }
    return false;
}

bool post_receive_wait(struct post_receive *push, const struct desk *desk, struct buffer *said)
{
    struct timespec pause = {.tv_nsec = LOOK_EVERY * 1000000};
    struct timespec start = after(START_WITHIN);
    while (push->wishes.count) {
        bool is_over = is_past(push->until);
        bool is_alone = is_past(start) && !builder_is_at_work(desk);
        if (take_answer(push, desk, said))
            return true;
        if (is_over || is_alone) {
            buffer_format(said,
                          is_over ? desk_say(desk->pusher,
                                             "the push is taken, and the site is still being made: %s "
                                             "will tell what came of it\n",
                                             "l'invio è accolto, e il sito si sta ancora facendo: %s "
                                             "dirà com'è andata\n")
                                  : desk_say(desk->pusher,
                                             "the push is taken, but nothing was made of it and the "
                                             "site is as it was: %s may tell why; it is tried again "
                                             "after the next push\n",
                                             "l'invio è accolto, ma non se n'è fatto nulla e il sito è "
                                             "com'era: %s può dire perché; si riprova dopo il prossimo "
                                             "invio\n"),
                          desk->log.path.ptr);
            return false;
        }
        nanosleep(&pause, NULL);
    }
    return false;
}
