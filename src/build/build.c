#include "build/build.h"

#include "base/memory.h"
#include "build/publish.h"
#include "build/state.h"
#include "build/version_texts.h"

#include <stdatomic.h>

struct build *build_create(const struct build_options *options)
{
    struct build *build = memory_allocate_zeroed(sizeof *build);
    build->options = *options;
    build->diagnostics.arena = &build->arena;
    if (!options->out.len)
        build->options.out = path_join(&build->arena, options->folder, SLICE("public"));
    build->workers = workers_create(options->jobs);
    unsigned count = workers_count(build->workers);
    build->worker_states = memory_allocate_zeroed(count * sizeof *build->worker_states);
    for (unsigned i = 0; i < count; i++)
        build->worker_states[i].diagnostics.arena = &build->worker_states[i].arena;
    return build;
}

void build_destroy(struct build *build)
{
    staging_discard(build->staging);
    hooks_destroy(build->hooks);
    if (build->schema)
        schema_release(build->schema);
    for (unsigned i = 0; i < workers_count(build->workers); i++)
        arena_release(&build->worker_states[i].arena);
    version_texts_destroy(build->version_texts);
    workers_destroy(build->workers);
    build_close_origins(build); /* libgit2 wants the threads that used it to be gone */
    memory_release(build->worker_states);
    arena_release(&build->arena);
    memory_release(build);
}

bool build_prepare(struct build *build)
{
    return build_read(build) && build_shape(build) && build_link(build);
}

enum build_outcome build_run(struct build *build)
{
    bool done = build_prepare(build) && build_render(build) && build_publish(build);

    build_show_sources(build, &build->diagnostics);
    diagnostics_sort(&build->diagnostics);
    if (done)
        return BUILD_GOOD;
    if (workers_are_interrupted())
        return BUILD_INTERRUPTED;
    return diagnostics_count(&build->diagnostics, SEVERITY_FAILURE) ? BUILD_FAILED : BUILD_PROBLEMS;
}

enum build_outcome build_try(struct build *build)
{
    const struct build_trial *trial = build->options.trial;
    bool done = build_read(build) && build_shape(build);
    struct diagnostics said = {.arena = &build->arena};
    for (size_t i = 0; i < build->diagnostics.count; i++) {
        struct diagnostics one = {.arena = &build->arena,
                                  .items = &build->diagnostics.items[i],
                                  .count = 1};
        const struct text_file *file = one.items->span.file;
        if (!done || !file || !slice_starts_with(file->path, SLICE("content/")) ||
            file == build->trial_file)
            diagnostics_merge(&said, &one);
    }
    build->diagnostics = said;
    build_show_sources(build, &build->diagnostics);
    diagnostics_sort(&build->diagnostics);
    if (workers_are_interrupted())
        return BUILD_INTERRUPTED;
    if (diagnostics_count(&said, SEVERITY_FAILURE))
        return BUILD_FAILED;
    return done && trial->is_found && diagnostics_are_good(&said) ? BUILD_GOOD : BUILD_PROBLEMS;
}

const struct diagnostics *build_diagnostics(const struct build *build)
{
    return &build->diagnostics;
}

struct build_counts build_counts(const struct build *build)
{
    return build->counts;
}

const struct schema *build_schema(const struct build *build)
{
    return build->schema;
}

struct each {
    struct build *build;
    enum build_phase phase;
    size_t count;
    worker_task *task;
    void *context;
    atomic_size_t done;
};

/* Worker 0 is the thread that called build_run(): it alone tells of the progress. */
static void run_one(void *context, size_t index, unsigned worker)
{
    struct each *each = context;
    each->task(each->context, index, worker);
    size_t done = atomic_fetch_add(&each->done, 1) + 1;
    const struct build_options *options = &each->build->options;
    if (worker == 0 && options->progress)
        options->progress(options->progress_context, each->phase, done, each->count);
}

bool build_each(struct build *build, enum build_phase phase, size_t count, worker_task *task,
                void *context)
{
    struct each each = {build, phase, count, task, context, 0};
    workers_run(build->workers, count, run_one, &each);
    for (unsigned i = 0; i < workers_count(build->workers); i++) {
        struct diagnostics *found = &build->worker_states[i].diagnostics;
        diagnostics_merge(&build->diagnostics, found);
        *found = (struct diagnostics){.arena = found->arena};
    }
    return !workers_are_interrupted();
}
