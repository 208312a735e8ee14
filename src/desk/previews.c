#include "desk/previews.h"

#include "base/vector.h"
#include "desk/branch_name.h"
#include "desk/outcome.h"
#include "source/branches.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define OUTCOME_SECONDS 3600

struct slice preview_folder(const struct desk *desk, struct arena *arena, struct slice branch)
{
    struct slice name = branch_name_encode(arena, branch);
    return name.len ? path_join(arena, desk->settings.previews, name) : name;
}

bool preview_remove(const struct desk *desk, struct arena *arena, struct slice branch,
                    struct diagnostics *diagnostics)
{
    struct slice folder = preview_folder(desk, arena, branch);
    struct file_error error;
    if (!folder.len)
        return true;
    /* What is beside it is the build's (build/publish.h). */
    struct slice above = path_folder(folder), name = path_name(folder);
    struct slice lock = arena_format(arena, "%.*s/.%.*s.lock", SLICE_ARG(above), SLICE_ARG(name));
    struct slice staged =
        arena_format(arena, "%.*s/.%.*s.staging", SLICE_ARG(above), SLICE_ARG(name));
    outcome_forget(desk->folder, arena, branch);
    (void)unlink(lock.ptr);
    if (directory_remove(folder.ptr, &error) && directory_remove(staged.ptr, &error))
        return true;
    file_error_report(diagnostics, &error);
    return false;
}

/* ---- what nobody waits for any more ------------------------------------- */

/* What came of branches that are no more: whoever deleted one has read it by then. */
static void forget_outcomes(const struct desk *desk, struct arena *arena,
                            struct repository *repository)
{
    struct slice *names;
    size_t count;
    struct file_error error;
    struct slice folder = path_join(arena, desk->folder, SLICE("outcomes"));
    if (!directory_list(arena, folder.ptr, &names, &count, &error))
        return;
    for (size_t i = 0; i < count; i++) {
        struct slice name = slice_sub(names[i], 0, slice_find_last_byte(names[i], '.'));
        struct slice branch = branch_name_decode(arena, name);
        struct slice path = path_join(arena, folder, names[i]);
        struct object_id tip;
        struct stat status;
        if (branch.len && !repository_find_branch(repository, branch, &tip) &&
            stat(path.ptr, &status) == 0 && time(NULL) - status.st_mtime > OUTCOME_SECONDS)
            (void)unlink(path.ptr);
    }
}

/* ---- those that are too many -------------------------------------------- */

struct preview {
    struct slice branch;
    struct timespec made;
};

static int compare_age(const void *a, const void *b)
{
    const struct preview *left = a, *right = b;
    if (left->made.tv_sec != right->made.tv_sec)
        return left->made.tv_sec < right->made.tv_sec ? 1 : -1;
    if (left->made.tv_nsec != right->made.tv_nsec)
        return left->made.tv_nsec < right->made.tv_nsec ? 1 : -1;
    return slice_compare(left->branch, right->branch);
}

static void remove_and_tell(const struct desk *desk, struct arena *arena, struct slice branch,
                            const char *why)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct buffer text = {0};
    desk_add_name(&text, branch);
    buffer_format(&text, ": %s\n", why);
    preview_remove(desk, arena, branch, &diagnostics);
    diagnostics_write_text(&text, &diagnostics, (struct diagnostic_style){.language = desk->own});
    desk_log_write(&desk->log, buffer_view(&text));
    buffer_release(&text);
}

void previews_tidy(const struct desk *desk)
{
    struct arena arena = {0};
    struct slice *names;
    size_t count;
    struct file_error error;
    struct plan plan;
    VECTOR(struct preview) kept = {0};
    struct repository *repository = repository_open(&arena, desk->settings.repository, NULL);
    if (!repository || !directory_list(&arena, desk->settings.previews.ptr, &names, &count, &error)) {
        repository_close(repository);
        arena_release(&arena);
        return;
    }
    forget_outcomes(desk, &arena, repository);
    plan_read(&plan, &arena, repository, &desk->settings);
    for (size_t i = 0; i < count; i++) {
        struct preview preview = {.branch = branch_name_decode(&arena, names[i])};
        struct slice path = path_join(&arena, desk->settings.previews, names[i]);
        struct object_id tip;
        struct stat status;
        if (!preview.branch.len || stat(path.ptr, &status) != 0)
            continue;
        preview.made = status.st_mtim;
        if (!repository_find_branch(repository, preview.branch, &tip) ||
            plan_of(&plan, preview.branch) != PLAN_PREVIEW)
            remove_and_tell(desk, &arena, preview.branch,
                            desk_say(desk->own, "there is nothing to preview any more",
                                     "non c'è più niente da vedere in anteprima"));
        else
            vector_push(&arena, &kept, preview);
    }
    if (kept.count)
        qsort(kept.items, kept.count, sizeof *kept.items, compare_age);
    for (size_t i = desk->settings.previews_max; i < kept.count; i++)
        remove_and_tell(desk, &arena, kept.items[i].branch,
                        desk_say(desk->own, "its preview is the oldest of too many, and goes",
                                 "la sua anteprima è la più vecchia di troppe, e se ne va"));
    plan_release(&plan);
    repository_close(repository);
    arena_release(&arena);
}
