/* The repositories that site.yaml lists under `sources`. */
#include "build/state.h"

#include "model/history.h"
#include "source/mirror.h"
#include "source/remote.h"

#include <errno.h>

static const struct problem no_mirror = {
    "source-missing",
    SEVERITY_FAILURE,
    {"the source \"%1\" was not fetched yet: there is no copy of %2 here",
     "la sorgente \"%1\" non è ancora stata scaricata: qui non c'è una copia di %2"},
    {"type: schedario fetch %1", "scrivi: schedario fetch %1"}};
static const struct problem other_mirror = {
    "source-missing",
    SEVERITY_FAILURE,
    {"the source \"%1\" has another address now, %2: what is here is a copy of the old one",
     "la sorgente \"%1\" ora ha un altro indirizzo, %2: qui c'è una copia di quello vecchio"},
    {"type: schedario fetch %1", "scrivi: schedario fetch %1"}};
static const struct problem no_folder = {
    "source-folder",
    SEVERITY_FAILURE,
    {"the source \"%1\" has no folder %2", "la sorgente \"%1\" non ha la cartella %2"},
    {"`folder` in site.yaml says where in it the sheets are",
     "`folder` in site.yaml dice dove stanno le schede al suo interno"}};

/* ---- where they are ------------------------------------------------------ */

/* "catalogo" and "../toscana.git" are "toscana.git"; what leads further up stays: "../toscana.git". */
static struct slice follow(struct arena *arena, struct slice folder, struct slice path)
{
    struct slice rest = path, part;
    while (slice_next(&rest, '/', &part)) {
        bool is_up = slice_equal_string(part, "..");
        if (!part.len || slice_equal_string(part, "."))
            continue;
        if (is_up && folder.len && !slice_equal_string(path_name(folder), ".."))
            folder = path_folder(folder);
        else
            folder = path_join(arena, folder, part);
    }
    return folder;
}

/* A relative path begins at the site's folder. A commit's site stands where its repository's work tree is, or
 * would be: the folder of a bare repository takes its place, so that both say the same beside each other. */
static struct slice path_from_site(const struct build *build, struct slice path)
{
    struct arena *arena = (struct arena *)&build->arena;
    if (slice_starts_with(path, SLICE("/")))
        return path;
    if (!build->options.from_commit)
        return path_join(arena, build->options.folder, path);
    struct slice below = follow(arena, build->commit.folder, path);
    struct slice top = repository_top(build->repository, arena);
    return below.len ? path_join(arena, top, below) : top;
}

/* A folder within a bare repository is git's own: the mirrors stand at its top. */
static struct slice mirror_path(const struct build *build, struct slice name)
{
    struct arena *arena = (struct arena *)&build->arena;
    struct slice path = arena_format(arena, ".schedario/mirrors/%.*s.git", SLICE_ARG(name));
    return build->options.from_commit && repository_is_bare(build->repository)
               ? path_join(arena, repository_top(build->repository, arena), path)
               : path_from_site(build, path);
}

struct slice build_source_path(const struct build *build, const struct schema_source *declared)
{
    return remote_is_fetched(remote_read(declared->repository).kind)
               ? mirror_path(build, declared->id)
               : path_from_site(build, declared->repository);
}

/* ---- opening ------------------------------------------------------------- */

static struct repository *open_repository(struct build *build,
                                          const struct schema_source *declared,
                                          struct diagnostics *said)
{
    struct slice path = build_source_path(build, declared);
    enum mirror_state state = remote_is_fetched(remote_read(declared->repository).kind)
                                  ? mirror_look(&build->arena, path, declared->repository)
                                  : MIRROR_READY;
    if (state == MIRROR_READY || state == MIRROR_DAMAGED)
        return repository_open(&build->arena, path, said);
    diagnostic_add(said, state == MIRROR_MISSING ? &no_mirror : &other_mirror, (struct span){0},
                   declared->id, declared->repository);
    return NULL;
}

static bool has_folder(const struct source *source, struct arena *arena, struct slice folder)
{
    struct slice content;
    struct file_error error = {0};
    return !folder.len ||
           (!source_read(source, arena, folder, 1, &content, &error) && error.number == EISDIR);
}

static bool fill_origin(struct build *build, const struct schema_source *declared,
                        struct origin *origin, struct source_part *part, struct diagnostics *said)
{
    struct arena *arena = &build->arena;
    origin->declared = declared;
    origin->prefix = arena_concat(arena, SLICE("content/"), declared->prefix, (struct slice){0});
    origin->commit = (struct source_commit){.name = declared->ref,
                                            .is_dated = build->options.is_dated,
                                            .date = build->options.date};
    origin->repository = open_repository(build, declared, said);
    if (!origin->repository ||
        !repository_find_commit(origin->repository, &origin->commit, &origin->head, said))
        return false;
    origin->branch = repository_branch(origin->repository, arena, declared->ref);
    origin->has_remote = repository_has_remote(origin->repository);
    *part = (struct source_part){
        .source = source_open_found(arena, origin->repository, &origin->head, &origin->commit, said),
        .folder = declared->folder,
        .place = origin->prefix,
        .label = declared->id};
    origin->commit.folder = declared->folder;
    if (part->source && !has_folder(part->source, arena, declared->folder))
        diagnostic_add(said, &no_folder, (struct span){0}, declared->id, declared->folder);
    return part->source && !said->count;
}

bool build_open_declared(struct build *build, const struct schema_source *declared,
                         struct origin *origin, struct source_part *part)
{
    struct diagnostics said = {.arena = &build->arena};
    bool good = fill_origin(build, declared, origin, part, &said);
    for (size_t i = 0; i < said.count; i++)
        said.items[i].span = declared->repository_span;
    diagnostics_merge(&build->diagnostics, &said);
    return good;
}

void build_name_keepers(struct build *build)
{
    const struct catalogue *catalogue = build->catalogue;
    for (size_t i = 0; i < catalogue->sheet_count && build->origin_count > 1; i++) {
        const struct sheet *sheet = catalogue->sheets[i];
        struct slice below;
        const struct origin *origin = build_origin_of(build, sheet->original->path, &below);
        if (origin->declared)
            catalogue_set_keeper(build->catalogue, sheet, &origin->declared->label);
    }
}
