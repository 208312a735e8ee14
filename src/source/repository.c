#include "source/repository_parts.h"

#include "base/memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static const struct problem no_repository = {
    "no-repository",
    SEVERITY_FAILURE,
    {"there is no git repository in %1", "in %1 non c'è un archivio git"},
    {"name with --repo the folder that \"git init\" or \"git clone\" made",
     "indica con --repo la cartella creata da \"git init\" o \"git clone\""}};
static const struct problem other_owner = {
    "repository-owner",
    SEVERITY_FAILURE,
    {"the repository %1 belongs to another user, so it is not trusted",
     "l'archivio %1 appartiene a un altro utente, perciò non ci si fida"},
    {"if you trust it, type: git config --global --add safe.directory %1",
     "se ti fidi, scrivi: git config --global --add safe.directory %1"}};
static const struct problem sha256 = {
    "repository-sha256",
    SEVERITY_FAILURE,
    {"the repository %1 names its objects by SHA-256, which cannot be read yet",
     "l'archivio %1 usa nomi SHA-256 per i suoi oggetti, che ancora non si possono leggere"},
    {"make a repository with: git init --object-format=sha1",
     "crea un archivio con: git init --object-format=sha1"}};
static const struct problem unreadable = {
    "repository-unreadable",
    SEVERITY_FAILURE,
    {"the repository %1 cannot be read: %2", "l'archivio %1 non si può leggere: %2"},
    {"\"git fsck\" in it tells what is damaged",
     "\"git fsck\" al suo interno dice che cosa è rotto"}};
static const struct problem no_commit = {
    "no-commit",
    SEVERITY_FAILURE,
    {"\"%1\" is no branch, tag or commit of %2",
     "\"%1\" non è un ramo, un'etichetta o un commit di %2"},
    {"\"git branch --all\" and \"git tag\" list what there is",
     "\"git branch --all\" e \"git tag\" elencano quello che c'è"}};
static const struct problem points_nowhere = {
    "ref-nowhere",
    SEVERITY_FAILURE,
    {"\"%1\" of %2 leads to a commit that is not there",
     "\"%1\" di %2 porta a un commit che non c'è"},
    {"\"git fsck\" in it tells what is damaged",
     "\"git fsck\" al suo interno dice che cosa è rotto"}};
static const struct problem empty_repository = {
    "repository-empty",
    SEVERITY_FAILURE,
    {"the repository %1 has no commit yet", "l'archivio %1 non ha ancora nessun commit"},
    {"commit the site's files first", "registra prima i file del sito con un commit"}};
static const struct problem nothing_so_early = {
    "commit-date",
    SEVERITY_FAILURE,
    {"\"%1\" has no commit so early: its first is of %2",
     "\"%1\" non ha commit così vecchi: il primo è del %2"},
    {NULL}};

static const struct problem cut_short = {
    "commit-date",
    SEVERITY_FAILURE,
    {"%1 holds the last commits alone: what was there on that day is not among them",
     "%1 contiene solo gli ultimi commit: quello che c'era quel giorno non è tra loro"},
    {"fetch the whole history: git fetch --unshallow",
     "scarica tutta la storia: git fetch --unshallow"}};

#define HANDLES_MAX 64

struct repository {
    struct slice path;
    git_repository *first; /* also among the free ones, or lent out */
    bool pushed;
    pthread_mutex_t lock; /* over what follows */
    git_repository *free[HANDLES_MAX];
    size_t free_count;
};

/* ---- opening ------------------------------------------------------------ */

static void report_error(struct slice path, int code, struct diagnostics *diagnostics)
{
    const git_error *error = git_error_last();
    struct slice message = slice_from_string(error ? error->message : NULL);
    /* libgit2 1.5 gives "not found" for another owner's where no safe.directory is set at all. */
    if (code == GIT_EOWNER || slice_find(message, SLICE("safe.directory")) != SLICE_NOT_FOUND)
        diagnostic_add(diagnostics, &other_owner, (struct span){0}, path);
    else if (code == GIT_ENOTFOUND)
        diagnostic_add(diagnostics, &no_repository, (struct span){0}, path);
    else if (slice_find(message, SLICE("objectformat")) != SLICE_NOT_FOUND)
        diagnostic_add(diagnostics, &sha256, (struct span){0}, path);
    else
        diagnostic_add(diagnostics, &unreadable, (struct span){0}, path, message);
}

void repository_report_none(struct slice path, struct diagnostics *diagnostics)
{
    diagnostic_add(diagnostics, &no_repository, (struct span){0}, path);
}

void repository_report(const struct repository *repository, struct diagnostics *diagnostics)
{
    report_error(repository->path, GIT_ERROR, diagnostics);
}

static struct repository *repository_create(struct slice path, git_repository *handle)
{
    struct repository *repository = memory_allocate_zeroed(sizeof *repository);
    char *copy = memory_allocate(path.len + 1);
    memcpy(copy, path.len ? path.ptr : "", path.len);
    copy[path.len] = '\0';
    repository->path = slice_from(copy, path.len);
    repository->first = handle;
    repository->free[repository->free_count++] = handle;
    pthread_mutex_init(&repository->lock, NULL);
    return repository;
}

/* The repository whose hook runs, for messages: git names it as ".". */
static struct slice environment_place(struct arena *arena)
{
    const char *named = getenv("GIT_DIR");
    char *whole = realpath(named ? named : ".", NULL);
    struct slice place = arena_copy(arena, slice_from_string(whole ? whole : named));
    free(whole);
    return place;
}

static struct repository *open_with(struct arena *arena, struct slice path, unsigned flags,
                                    struct diagnostics *diagnostics)
{
    git_repository *handle = NULL;
    git_libgit2_init();
    /* As git does: what inflates well is not hashed again at each reading, which took four fifths of
     * the time of a long history. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    int code =
        git_repository_open_ext(&handle, path.len ? arena_string(arena, path) : NULL, flags, NULL);
    if (code == 0)
        return repository_create(path.len ? path : slice_from_string(git_repository_path(handle)),
                                 handle);
    if (diagnostics)
        report_error(path.len ? path : environment_place(arena), code, diagnostics);
    git_libgit2_shutdown();
    return NULL;
}

struct repository *repository_open(struct arena *arena, struct slice path,
                                   struct diagnostics *diagnostics)
{
    return open_with(arena, path, GIT_REPOSITORY_OPEN_NO_SEARCH, diagnostics);
}

struct repository *repository_open_pushed(struct arena *arena, struct diagnostics *diagnostics)
{
    struct repository *repository =
        open_with(arena, (struct slice){0}, GIT_REPOSITORY_OPEN_FROM_ENV, diagnostics);
    if (repository)
        repository->pushed = true;
    return repository;
}

struct repository *repository_discover(struct arena *arena, struct slice folder,
                                       struct slice *below, struct diagnostics *diagnostics)
{
    git_buf found = {0};
    char *whole = realpath(arena_string(arena, folder), NULL);
    git_libgit2_init();
    bool is_there = whole && git_repository_discover(&found, whole, 0, NULL) == 0;
    struct repository *repository =
        is_there ? repository_open(arena, slice_from_string(found.ptr), diagnostics) : NULL;
    const char *tree = repository ? git_repository_workdir(repository->first) : NULL;
    *below = (struct slice){0};
    if (tree) {
        /* The work tree's path ends in a slash. */
        struct slice here = slice_from_string(whole), top = slice_from_string(tree);
        if (slice_starts_with(here, top))
            *below = arena_copy(arena, slice_after(here, top.len));
    } else {
        repository_close(repository);
        repository = NULL;
    }
    git_buf_dispose(&found);
    free(whole);
    git_libgit2_shutdown();
    return repository;
}

void repository_close(struct repository *repository)
{
    if (!repository)
        return;
    for (size_t i = 0; i < repository->free_count; i++)
        git_repository_free(repository->free[i]);
    pthread_mutex_destroy(&repository->lock);
    memory_release((char *)repository->path.ptr);
    memory_release(repository);
    git_libgit2_shutdown();
}

struct slice repository_path(const struct repository *repository)
{
    return repository->path;
}

/* The first handle is never closed before the repository, and what is asked of it here never changes. */
struct slice repository_top(struct repository *repository, struct arena *arena)
{
    const char *tree = git_repository_workdir(repository->first);
    struct slice top = slice_from_string(tree ? tree : git_repository_path(repository->first));
    while (top.len > 1 && top.ptr[top.len - 1] == '/')
        top.len--;
    return arena_copy(arena, top);
}

bool repository_is_bare(struct repository *repository)
{
    return git_repository_workdir(repository->first) == NULL;
}

/* ---- handles ------------------------------------------------------------ */

git_repository *repository_borrow(struct repository *repository)
{
    git_repository *handle = NULL;
    pthread_mutex_lock(&repository->lock);
    if (repository->free_count)
        handle = repository->free[--repository->free_count];
    pthread_mutex_unlock(&repository->lock);
    if (handle)
        return handle;
    int code = repository->pushed
                   ? git_repository_open_ext(&handle, NULL, GIT_REPOSITORY_OPEN_FROM_ENV, NULL)
                   : git_repository_open_ext(&handle, repository->path.ptr,
                                             GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    return code == 0 ? handle : NULL;
}

void repository_return(struct repository *repository, git_repository *handle)
{
    pthread_mutex_lock(&repository->lock);
    bool kept = repository->free_count < HANDLES_MAX;
    if (kept)
        repository->free[repository->free_count++] = handle;
    pthread_mutex_unlock(&repository->lock);
    if (!kept)
        git_repository_free(handle);
}

/* ---- contents ----------------------------------------------------------- */

int repository_read_blob(git_repository *handle, const git_oid *oid, struct arena *arena,
                         size_t max, struct slice *content)
{
    git_odb *objects = NULL;
    git_odb_object *object = NULL;
    size_t size;
    git_object_t type;
    int number = EIO;
    if (git_repository_odb(&objects, handle) != 0)
        return EIO;
    if (git_odb_read_header(&size, &type, objects, oid) != 0 || type != GIT_OBJECT_BLOB)
        number = EIO;
    else if (size > max)
        number = EFBIG;
    else if (git_odb_read(&object, objects, oid) == 0) {
        number = 0;
        *content =
            arena_copy(arena, slice_from(git_odb_object_data(object), git_odb_object_size(object)));
    }
    git_odb_object_free(object);
    git_odb_free(objects);
    return number;
}

/* ---- commits ------------------------------------------------------------ */

static void report_no_commit(git_repository *handle, const struct repository *repository,
                             struct slice name, int code, struct diagnostics *diagnostics)
{
    if (git_repository_is_empty(handle) == 1 ||
        (slice_equal_string(name, "HEAD") && git_repository_head_unborn(handle) == 1))
        diagnostic_add(diagnostics, &empty_repository, (struct span){0}, repository->path);
    else
        diagnostic_add(diagnostics, code == GIT_EINVALID ? &points_nowhere : &no_commit,
                       (struct span){0}, name, repository->path);
}

static struct slice date_text(struct arena *arena, git_time_t seconds)
{
    /* Days to a date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
    int64_t days = (seconds >= 0 ? seconds : seconds - 86399) / 86400 + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day = days - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153, of_month = day - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    return arena_format(arena, "%04d-%02d-%02d", (int)(year + era * 400 + (month <= 2)), (int)month,
                        (int)of_month);
}

/* The last commit, by first parents, that was there at the date. */
static bool go_back(const struct repository *repository, git_repository *handle,
                    git_commit **commit, int64_t date, struct slice name,
                    struct diagnostics *diagnostics)
{
    while (git_commit_time(*commit) > date) {
        git_commit *parent = NULL;
        if (git_commit_parentcount(*commit) == 0) {
            diagnostic_add(diagnostics, &nothing_so_early, (struct span){0}, name,
                           date_text(diagnostics->arena, git_commit_time(*commit)));
            return false;
        }
        if (git_commit_lookup(&parent, handle, git_commit_parent_id(*commit, 0)) != 0) {
            if (git_repository_is_shallow(handle) == 1)
                diagnostic_add(diagnostics, &cut_short, (struct span){0}, repository->path);
            return false;
        }
        git_commit_free(*commit);
        *commit = parent;
    }
    return true;
}

static bool is_whole_id(struct slice name)
{
    size_t digits = 0;
    while (digits < name.len && strchr("0123456789abcdefABCDEF", name.ptr[digits]))
        digits++;
    return digits == GIT_OID_HEXSZ && digits == name.len;
}

/* What the name means: 0, GIT_ENOTFOUND, or GIT_EINVALID where a ref of this name leads nowhere. Refs are
 * looked for first: git_revparse_single() of libgit2 1.5 loses those that lead nowhere. */
static int find_named(git_repository *handle, const char *name, git_object **commit)
{
    git_reference *ref = NULL;
    git_object *object = NULL;
    int code;
    if (!is_whole_id(slice_from_string(name)) && git_reference_dwim(&ref, handle, name) == 0) {
        code = git_reference_peel(commit, ref, GIT_OBJECT_COMMIT);
        if (code == GIT_ENOTFOUND)
            code = GIT_EINVALID;
    } else {
        code = git_revparse_single(&object, handle, name);
        if (code == 0)
            code = git_object_peel(commit, object, GIT_OBJECT_COMMIT);
    }
    git_object_free(object);
    git_reference_free(ref);
    return code;
}

bool repository_find_commit(struct repository *repository, const struct source_commit *name,
                            struct object_id *commit, struct diagnostics *diagnostics)
{
    git_repository *handle = repository_borrow(repository);
    git_object *peeled = NULL;
    struct slice written = name->name.len ? name->name : SLICE("HEAD");
    if (!handle) {
        repository_report(repository, diagnostics);
        return false;
    }
    size_t before = diagnostics->count;
    int code = find_named(handle, arena_string(diagnostics->arena, written), &peeled);
    bool good = code == 0;
    if (!good) {
        report_no_commit(handle, repository, written, code, diagnostics);
    } else {
        git_commit *found = (git_commit *)peeled;
        good = !name->is_dated || go_back(repository, handle, &found, name->date, written, diagnostics);
        if (good)
            *commit = object_id_from_git(git_commit_id(found));
        else if (diagnostics->count == before)
            repository_report(repository, diagnostics);
        peeled = (git_object *)found;
    }
    git_object_free(peeled);
    repository_return(repository, handle);
    return good;
}

struct slice repository_branch(struct repository *repository, struct arena *arena,
                               struct slice name)
{
    git_repository *handle = repository_borrow(repository);
    git_reference *named = NULL, *found = NULL;
    struct slice branch = {0};
    if (!handle)
        return branch;
    if (git_reference_dwim(&named, handle, name.len ? arena_string(arena, name) : "HEAD") == 0 &&
        git_reference_resolve(&found, named) == 0 && git_reference_is_branch(found))
        branch = arena_copy(arena, slice_from_string(git_reference_shorthand(found)));
    git_reference_free(found);
    git_reference_free(named);
    repository_return(repository, handle);
    return branch;
}

/* As git_remote_list() would, which in libgit2 1.5 loses memory at each key of the configuration. */
static bool config_has_remote(git_repository *handle)
{
    git_config *config = NULL;
    git_config_iterator *keys = NULL;
    git_config_entry *entry;
    bool has = false;
    if (git_repository_config_snapshot(&config, handle) == 0 &&
        git_config_iterator_new(&keys, config) == 0)
        while (!has && git_config_next(&entry, keys) == 0)
            has = slice_starts_with(slice_from_string(entry->name), SLICE("remote.")) &&
                  slice_ends_with(slice_from_string(entry->name), SLICE(".url"));
    git_config_iterator_free(keys);
    git_config_free(config);
    return has;
}

bool repository_has_remote(struct repository *repository)
{
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return false;
    bool has = git_repository_is_bare(handle) == 1 || config_has_remote(handle);
    repository_return(repository, handle);
    return has;
}

struct slice object_id_text(struct arena *arena, const struct object_id *id)
{
    char text[GIT_OID_HEXSZ + 1];
    git_oid oid = object_id_to_git(id);
    git_oid_tostr(text, sizeof text, &oid);
    return arena_copy(arena, slice_from_string(text));
}
