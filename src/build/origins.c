/* The places that the site's files come from: a folder or a commit, and the repository behind it. */
#include "build/state.h"

/* ---- the site's own ------------------------------------------------------ */

static bool open_repository(struct build *build)
{
    const struct build_options *options = &build->options;
    struct source_commit *commit = &build->commit;
    struct diagnostics *diagnostics = &build->diagnostics;
    struct slice below;
    *commit = (struct source_commit){.is_dated = options->is_dated, .date = options->date};
    struct slice rest = options->ref;
    slice_next(&rest, ':', &commit->name);
    while (rest.len && rest.ptr[rest.len - 1] == '/')
        rest.len--;
    commit->folder = rest;
    if (options->pushed) {
        build->repository = repository_open_pushed(&build->arena, diagnostics);
    } else if (options->repository.len) {
        build->repository = repository_open(&build->arena, options->repository, diagnostics);
    } else {
        size_t before = diagnostics->count;
        build->repository =
            repository_discover(&build->arena, options->folder, &below, diagnostics);
        if (!build->repository && diagnostics->count == before)
            repository_report_none(options->folder, diagnostics);
        if (!commit->folder.len)
            commit->folder = below;
    }
    return build->repository != NULL;
}

/* Of the trusted commit all but content/, which is the other's. */
static struct source *open_overlay(struct build *build, struct source *changed)
{
    struct source_commit trusted = build->commit;
    trusted.name = build->options.trusted_ref;
    trusted.is_dated = false;
    struct source *source =
        source_open_commit(&build->arena, build->repository, &trusted, &build->diagnostics);
    struct source_part parts[] = {
        {.source = source},
        {.source = changed, .folder = SLICE("content"), .place = SLICE("content"), .hides = true},
    };
    return source ? source_open_union(&build->arena, parts, 2) : NULL;
}

static struct source *open_own(struct build *build)
{
    if (!build->options.from_commit)
        return source_open_folder(&build->arena, build->options.folder, &build->diagnostics);
    if (!open_repository(build))
        return NULL;
    struct source *source =
        repository_find_commit(build->repository, &build->commit, &build->head, &build->diagnostics)
            ? source_open_found(&build->arena, build->repository, &build->head, &build->commit,
                                &build->diagnostics)
            : NULL;
    return source && build->options.trusted_ref.len ? open_overlay(build, source) : source;
}

bool build_open_source(struct build *build)
{
    build->source = open_own(build);
    return build->source != NULL;
}

/* The repository that the site's folder lies in, for what it remembers. One that cannot be read is told of,
 * and the site is built all the same. */
static void find_work_tree(struct build *build, struct origin *own)
{
    struct diagnostics said = {.arena = &build->arena};
    own->repository = repository_discover(&build->arena, build->options.folder,
                                          &own->commit.folder, &said);
    for (size_t i = 0; i < said.count; i++)
        said.items[i].severity = SEVERITY_WARNING;
    diagnostics_merge(&build->diagnostics, &said);
    said = (struct diagnostics){.arena = &build->arena};
    if (own->repository &&
        !repository_find_commit(own->repository, &own->commit, &own->head, &said)) {
        repository_close(own->repository); /* nothing was committed yet */
        own->repository = NULL;
    }
    own->is_work_tree = own->repository != NULL;
}

static void open_own_origin(struct build *build, struct origin *own)
{
    if (build->options.from_commit) {
        own->repository = build->repository;
        own->commit = build->commit;
        own->head = build->head;
    } else if (build->schema->has_repository) {
        find_work_tree(build, own);
    }
    if (own->repository) {
        own->branch = repository_branch(own->repository, &build->arena, own->commit.name);
        own->has_remote = repository_has_remote(own->repository);
    }
}

/* ---- all of them --------------------------------------------------------- */

bool build_open_origins(struct build *build)
{
    const struct schema *schema = build->schema;
    struct arena *arena = &build->arena;
    struct source_part *parts = arena_array(arena, struct source_part, schema->source_count + 1);
    build->origins = arena_array(arena, struct origin, schema->source_count + 1);
    parts[0].source = build->source;
    build->origin_count = 1;
    open_own_origin(build, &build->origins[0]);
    bool good = true;
    for (size_t i = 0; i < schema->source_count; i++) {
        const struct schema_source *declared = &schema->sources[i];
        if (!declared->is_sound) {
            good = false; /* told already; without its sheets others would seem wrong */
            continue;
        }
        size_t number = build->origin_count++;
        good &= build_open_declared(build, declared, &build->origins[number], &parts[number]);
    }
    if (good)
        build->source = source_open_union(arena, parts, build->origin_count);
    return good;
}

void build_close_origins(struct build *build)
{
    source_close(build->source);
    for (size_t i = 0; i < build->origin_count; i++)
        if (build->origins[i].repository != build->repository)
            repository_close(build->origins[i].repository);
    repository_close(build->repository);
}

const struct origin *build_origin_of(const struct build *build, struct slice path,
                                     struct slice *below)
{
    return &build->origins[source_part_of(build->source, path, below)];
}
