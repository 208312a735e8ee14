/* publish: what was written beside the live site takes its place. */
#include "build/publish.h"

#include "base/memory.h"
#include "build/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define MARKER              ".schedario"
#define ATTACHMENT_SIZE_MAX (64u << 20)

static const struct problem not_ours = {
    "output-not-ours",
    SEVERITY_FAILURE,
    {"%1 holds files that schedario did not make: it is not overwritten",
     "%1 contiene file che schedario non ha fatto: non viene sovrascritta"},
    {"choose another folder with --out, or empty this one",
     "scegli un'altra cartella con --out, o svuota questa"}};
static const struct problem not_a_folder = {
    "output-not-a-folder",
    SEVERITY_FAILURE,
    {"%1 is not a folder", "%1 non è una cartella"},
    {"choose another one with --out", "scegline un'altra con --out"}};
static const struct problem busy = {
    "output-busy",
    SEVERITY_FAILURE,
    {"another build is writing to %1", "un'altra costruzione sta scrivendo in %1"},
    {"wait for it to end", "aspetta che finisca"}};
static const struct problem inside_content = {
    "output-inside-content",
    SEVERITY_FAILURE,
    {"the output folder %1 lies inside content/", "la cartella di uscita %1 sta dentro content/"},
    {"choose another one with --out", "scegline un'altra con --out"}};

static const struct problem over_sources = {
    "output-over-sources",
    SEVERITY_FAILURE,
    {"%1 holds the site's own sources, and the site would take their place",
     "%1 contiene i sorgenti del sito, e il sito ne prenderebbe il posto"},
    {"choose another folder with --out", "scegli un'altra cartella con --out"}};
static const struct problem holds_repository = {
    "output-repository",
    SEVERITY_FAILURE,
    {"%1 holds a git repository, which would be lost: it is not overwritten",
     "%1 contiene un archivio git, che andrebbe perso: non viene sovrascritta"},
    {"choose another folder with --out, and copy the site from there",
     "scegli un'altra cartella con --out, e copia il sito da lì"}};

struct staging {
    struct arena arena;
    const char *live;
    const char *staged;
    int lock;
    atomic_bool failed; /* a full disk is told once, not once a file */
};

static bool report(struct diagnostics *diagnostics, const struct file_error *error)
{
    file_error_report(diagnostics, error);
    return false;
}

/* Whether the live folder may be replaced: missing, empty, or made here. */
static bool may_replace(struct staging *staging, struct diagnostics *diagnostics)
{
    struct file_error error;
    struct file_status status;
    struct slice live = slice_from_string(staging->live);
    if (!file_status_read(staging->live, &status, &error))
        return report(diagnostics, &error);
    if (status.kind == FILE_MISSING)
        return true;
    if (status.kind != FILE_DIRECTORY) {
        diagnostic_add(diagnostics, &not_a_folder, (struct span){0}, live);
        return false;
    }
    struct slice *names;
    size_t count;
    if (!directory_list(&staging->arena, staging->live, &names, &count, &error))
        return report(diagnostics, &error);
    bool ours = count == 0, repository = false;
    for (size_t i = 0; i < count; i++) {
        ours |= slice_equal_string(names[i], MARKER);
        repository |= slice_equal_string(names[i], ".git");
    }
    if (ours && !repository)
        return true;
    diagnostic_add(diagnostics, repository ? &holds_repository : &not_ours, (struct span){0}, live);
    return false;
}

static bool take_lock(struct staging *staging, const char *path, struct diagnostics *diagnostics)
{
    staging->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (staging->lock < 0) {
        struct file_error error = {
            .action = "create", .path = slice_from_string(path), .number = errno};
        return report(diagnostics, &error);
    }
    if (flock(staging->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    diagnostic_add(diagnostics, &busy, (struct span){0}, slice_from_string(staging->live));
    return false;
}

/* Paths come sorted, so a folder is met in one run of them: each is made once. */
static bool create_folders(struct build *build)
{
    struct staging *staging = build->staging;
    struct file_error error;
    struct slice last = {0};
    if (!directory_create(staging->staged, &error))
        return report(&build->diagnostics, &error);
    size_t total = build->catalogue->route_count + build->theme->asset_count;
    for (size_t i = 0; i < total; i++) {
        struct slice path =
            i < build->catalogue->route_count
                ? build->catalogue->routes[i].output_path
                : build->theme->assets[i - build->catalogue->route_count].output_path;
        struct slice folder = path_folder(path);
        if (slice_equal(folder, last))
            continue;
        last = folder;
        struct slice full = path_join(&staging->arena, slice_from_string(staging->staged), folder);
        if (!directory_create(full.ptr, &error))
            return report(&build->diagnostics, &error);
    }
    return true;
}

/* The folder itself changes places, so a link to it must not: `public` may lead elsewhere. What is
 * not there yet is added to the real path of what is. */
static bool resolve_output(struct arena *arena, struct slice written, struct slice *out,
                           struct diagnostics *diagnostics)
{
    struct slice head = written, missing = {0}, part;
    struct file_error error = {.action = "create", .path = written};
    char *real;
    while (!(real = realpath(head.len ? arena_string(arena, head) : ".", NULL))) {
        error.number = errno;
        while (head.len > 1 && head.ptr[head.len - 1] == '/')
            head.len--;
        part = path_name(head);
        /* ".." of what is not there would lead somewhere else once it is. */
        if (error.number != ENOENT || !head.len || slice_equal_string(part, ".."))
            return report(diagnostics, &error);
        if (!slice_equal_string(part, "."))
            missing = missing.len ? path_join(arena, part, missing) : part;
        head.len -= part.len;
    }
    *out = arena_copy(arena, slice_from_string(real));
    if (missing.len)
        *out = arena_concat(arena, *out, slice_ends_with(*out, SLICE("/")) ? SLICE("") : SLICE("/"),
                            missing, (struct slice){0});
    free(real);
    return true;
}

/* Whether `inner` is the folder or lies in it; both are real paths. */
static bool is_within(struct slice inner, struct slice folder)
{
    return slice_starts_with(inner, folder) &&
           (inner.len == folder.len || slice_ends_with(folder, SLICE("/")) ||
            inner.ptr[folder.len] == '/');
}

static struct slice real_path(struct arena *arena, struct slice path)
{
    char *real = realpath(arena_string(arena, path), NULL);
    struct slice copy = real ? arena_copy(arena, slice_from_string(real)) : path;
    free(real);
    return copy;
}

/* Neither in the place of what the site is made from, nor among the sheets. */
static bool may_stand_there(struct build *build, struct arena *arena, struct slice out)
{
    struct slice source = build->options.folder;
    struct slice content = path_join(arena, source, SLICE("content"));
    const struct problem *problem = NULL;
    if (is_within(real_path(arena, source), out))
        problem = &over_sources;
    else if (is_within(out, real_path(arena, content)))
        problem = &inside_content;
    if (problem)
        diagnostic_add(&build->diagnostics, problem, (struct span){0}, build->options.out);
    return !problem;
}

/* /anteprima/: the sites of branches stay where they are while this one changes places. Where they lie beside
 * the site, the link goes with both of them. */
static bool link_previews(struct build *build)
{
    struct staging *staging = build->staging;
    struct slice previews = build->options.previews;
    struct file_error error;
    if (!previews.len)
        return true;
    if (!directory_create(arena_string(&staging->arena, previews), &error))
        return report(&build->diagnostics, &error);
    previews = real_path(&staging->arena, previews);
    if (slice_equal(path_folder(previews), path_folder(slice_from_string(staging->live))))
        previews = path_join(&staging->arena, SLICE(".."), path_name(previews));
    struct slice link =
        path_join(&staging->arena, slice_from_string(staging->staged), SLICE(PREVIEWS_FOLDER));
    if (symlink(previews.ptr, link.ptr) == 0)
        return true;
    error = (struct file_error){"create", link, errno, 0};
    return report(&build->diagnostics, &error);
}

bool staging_open(struct build *build)
{
    struct staging *staging = memory_allocate_zeroed(sizeof *staging);
    struct diagnostics *diagnostics = &build->diagnostics;
    struct arena *arena = &staging->arena;
    build->staging = staging;
    staging->lock = -1;

    struct slice out;
    if (!resolve_output(arena, build->options.out, &out, diagnostics) ||
        !may_stand_there(build, arena, out))
        return false;
    struct slice folder = path_folder(out), name = path_name(out);
    if (folder.len == 0)
        folder = SLICE("/");
    staging->live = arena_string(arena, out);
    struct slice staged = arena_format(arena, ".%.*s.staging", SLICE_ARG(name));
    struct slice lock = arena_format(arena, ".%.*s.lock", SLICE_ARG(name));
    staging->staged = path_join(arena, folder, staged).ptr;

    struct file_error error;
    if (!directory_create(arena_string(arena, folder), &error))
        return report(diagnostics, &error);
    if (!may_replace(staging, diagnostics) ||
        !take_lock(staging, path_join(arena, folder, lock).ptr, diagnostics))
        return false;
    if (!directory_remove(staging->staged, &error))
        return report(diagnostics, &error);
    return create_folders(build) && link_previews(build) &&
           staging_write(
               staging, SLICE(MARKER),
               SLICE("Made by schedario, which replaces this folder whole at each build.\n"),
               diagnostics);
}

bool staging_create_folder(struct staging *staging, struct slice path,
                           struct diagnostics *diagnostics)
{
    struct file_error error;
    struct slice full = path_join(&staging->arena, slice_from_string(staging->staged), path);
    return directory_create(full.ptr, &error) || report(diagnostics, &error);
}

bool staging_write(struct staging *staging, struct slice path, struct slice content,
                   struct diagnostics *diagnostics)
{
    struct buffer full = {0};
    struct file_error error;
    if (atomic_load(&staging->failed))
        return false;
    buffer_format(&full, "%s/%.*s", staging->staged, SLICE_ARG(path));
    bool good = file_write(buffer_string(&full), content, &error);
    if (!good && !atomic_exchange(&staging->failed, true))
        report(diagnostics, &error);
    buffer_release(&full);
    return good;
}

/* A copy, never a link: whoever edits an attachment in place must not change the live site. */
bool staging_copy(struct staging *staging, const struct source *source, struct slice source_path,
                  struct slice path, struct diagnostics *diagnostics)
{
    struct arena arena = {0};
    struct slice content;
    struct file_error error;
    bool good = source_read(source, &arena, source_path, ATTACHMENT_SIZE_MAX, &content, &error);
    if (!good)
        report(diagnostics, &error);
    else
        good = staging_write(staging, path, content, diagnostics);
    arena_release(&arena);
    return good;
}

void staging_discard(struct staging *staging)
{
    struct file_error error;
    if (!staging)
        return;
    if (staging->lock >= 0) {
        /* Whatever is left is the next build's to remove; there is nobody to tell here. */
        (void)directory_remove(staging->staged, &error);
        close(staging->lock);
    }
    arena_release(&staging->arena);
    memory_release(staging);
}

bool build_publish(struct build *build)
{
    struct staging *staging = build->staging;
    struct file_error error;
    if (!staging)
        return true;
    if (build->options.progress)
        build->options.progress(build->options.progress_context, BUILD_PUBLISH, 0, 1);
    if (!directory_synchronise(staging->staged, &error) ||
        !directory_exchange(staging->staged, staging->live, &error))
        return report(&build->diagnostics, &error);
    return true;
}
