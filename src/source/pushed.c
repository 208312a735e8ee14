#include "source/pushed.h"

#include "base/map.h"
#include "base/vector.h"
#include "base/workers.h"
#include "source/source_kind.h"
#include "source/tree_compare.h"

/* Entries of folders that are looked at, and bytes of paths that are kept: what hostile trees can cost. */
#define ENTRIES_MAX    10000000u
#define PATH_BYTES_MAX (64u << 20)

static const struct problem too_many = {
    "push-too-many",
    SEVERITY_ERROR,
    {"there are more files in this push than can be looked at (%1)",
     "in questo invio ci sono più file di quanti se ne possano controllare (%1)"},
    {"send less at a time: a few hundred sheets, or one folder after the other",
     "inviane meno per volta: qualche centinaio di schede, o una cartella dopo l'altra"}};
static const struct problem too_many_commits = {
    "push-too-many-commits",
    SEVERITY_ERROR,
    {"there are more commits in this push than can be looked at (%1)",
     "in questo invio ci sono più commit di quanti se ne possano controllare (%1)"},
    {"send the older ones first: git push origin COMMIT:refs/heads/BRANCH",
     "invia prima i più vecchi: git push origin COMMIT:refs/heads/RAMO"}};
static const struct problem too_deep = {
    "push-too-deep",
    SEVERITY_ERROR,
    {"folders may be %1 deep in each other, and here they are deeper",
     "le cartelle possono stare una dentro l'altra fino a %1, e qui vanno più in fondo"},
    {"move them further up", "spostale più in alto"}};
static const struct problem too_large = {
    "push-folder-size",
    SEVERITY_ERROR,
    {"a folder here has more names in it than can be read",
     "qui una cartella ha più nomi di quanti se ne possano leggere"},
    {"this commit was not made by git itself: make it again with the files alone",
     "questo commit non è stato fatto da git: rifallo con i soli file"}};
static const struct problem odd_name = {
    "name-impossible",
    SEVERITY_ERROR,
    {"in this folder there is a name that no file can have",
     "in questa cartella c'è un nome che nessun file può avere"},
    {"this commit was not made by git itself: make it again with the files alone",
     "questo commit non è stato fatto da git: rifallo con i soli file"}};
static const struct problem damaged = {
    "push-damaged",
    SEVERITY_ERROR,
    {"part of this push is missing or damaged", "una parte di questo invio manca o è rovinata"},
    {"type \"git fsck\" where you pushed from: it tells what is damaged",
     "scrivi \"git fsck\" nella cartella da cui hai inviato: dice che cosa è rotto"}};
static const struct problem interrupted = {
    "push-interrupted",
    SEVERITY_ERROR,
    {"looking at this push was interrupted", "il controllo di questo invio è stato interrotto"},
    {"push again", "invia di nuovo"}};

static bool report_trouble(struct tree_trouble trouble, struct diagnostics *diagnostics)
{
    struct arena *arena = diagnostics->arena;
    struct slice path = arena_copy(arena, slice_sub(trouble.path, 0, 1000));
    struct span place = path.len ? source_place(arena, path) : (struct span){0};
    switch (trouble.kind) {
    case TREE_GOOD:
        return true;
    case TREE_DAMAGED:
        diagnostic_add_plain(diagnostics, &damaged, place);
        break;
    case TREE_TOO_MANY:
        diagnostic_add(diagnostics, &too_many, place, arena_format(arena, "%u", ENTRIES_MAX));
        break;
    case TREE_TOO_DEEP:
        diagnostic_add(diagnostics, &too_deep, place, arena_format(arena, "%u", SOURCE_DEPTH_MAX));
        break;
    case TREE_TOO_LARGE:
        diagnostic_add_plain(diagnostics, &too_large, place);
        break;
    case TREE_ODD_NAME:
        diagnostic_add_plain(diagnostics, &odd_name, place);
        break;
    }
    return false;
}

/* ---- one commit ---------------------------------------------------------- */

struct comparing {
    struct arena *arena;
    struct tree_store *store;
    git_odb *objects;
    VECTOR(struct pushed_file) files;
    size_t path_bytes;
    unsigned base;       /* the one that is compared with */
    struct map by_path;  /* of `files`, by number + 1, once there is a second base */
    VECTOR(uint32_t) differs; /* how many bases each file differs from */
    bool is_full;
};

static enum pushed_kind kind_of(unsigned mode)
{
    switch (mode & 0170000) {
    case 0:
        return mode ? PUSHED_OTHER : PUSHED_REMOVED;
    case 0100000:
        return PUSHED_FILE;
    case 0120000:
        return PUSHED_LINK;
    case 0160000:
        return PUSHED_SUBMODULE;
    default:
        return PUSHED_OTHER;
    }
}

static void take_first(struct comparing *comparing, const struct tree_difference *difference)
{
    comparing->path_bytes += difference->path.len;
    if (comparing->files.count == PUSHED_FILES_MAX || comparing->path_bytes > PATH_BYTES_MAX) {
        comparing->is_full = true;
        tree_store_stop(comparing->store);
        return;
    }
    struct pushed_file file = {
        .path = arena_copy(comparing->arena, difference->path),
        .kind = kind_of(difference->mode_after),
        .is_added = !difference->mode_before,
        .text = object_id_from_git(&difference->after),
    };
    vector_push(comparing->arena, &comparing->files, file);
    vector_push(comparing->arena, &comparing->differs, 1);
}

static void take_difference(void *context, const struct tree_difference *difference)
{
    struct comparing *comparing = context;
    if (comparing->is_full)
        return;
    if (comparing->base == 0) {
        take_first(comparing, difference);
        return;
    }
    size_t number = (size_t)(uintptr_t)map_get(&comparing->by_path, difference->path);
    if (number && comparing->differs.items[number - 1] == comparing->base) {
        comparing->differs.items[number - 1]++;
        comparing->files.items[number - 1].is_added &= !difference->mode_before;
    }
}

/* Keeps what differs from all of them. */
static void keep_brought(struct comparing *comparing, unsigned base_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < comparing->files.count; i++)
        if (comparing->differs.items[i] == base_count)
            comparing->files.items[kept++] = comparing->files.items[i];
    comparing->files.count = kept;
}

static bool compare_trees(struct comparing *comparing, const git_oid *after, const git_oid *bases,
                          unsigned count)
{
    static const git_oid nothing;
    if (!count) {
        bases = &nothing;
        count = 1;
    }
    for (unsigned i = 0; i < count; i++) {
        comparing->base = i;
        for (size_t k = 0; i == 1 && k < comparing->files.count; k++)
            map_add(comparing->arena, &comparing->by_path, comparing->files.items[k].path,
                    (void *)(uintptr_t)(k + 1));
        tree_compare_all(comparing->store, &bases[i], after, take_difference, comparing);
    }
    keep_brought(comparing, count);
    for (size_t i = 0; i < comparing->files.count; i++) {
        struct pushed_file *file = &comparing->files.items[i];
        git_oid oid = object_id_to_git(&file->text);
        size_t size;
        git_object_t type;
        if (file->kind != PUSHED_FILE)
            continue;
        if (git_odb_read_header(&size, &type, comparing->objects, &oid) != 0 ||
            type != GIT_OBJECT_BLOB)
            return false;
        file->size = size;
    }
    return true;
}

static bool tree_of(git_repository *handle, const git_oid *commit, git_oid *tree)
{
    git_commit *object = NULL;
    if (git_commit_lookup(&object, handle, commit) != 0)
        return false;
    *tree = *git_commit_tree_id(object);
    git_commit_free(object);
    return true;
}

static bool report(struct comparing *comparing, bool read, struct diagnostics *diagnostics)
{
    struct tree_trouble trouble = tree_store_trouble(comparing->store);
    if (comparing->is_full) {
        diagnostic_add(diagnostics, &too_many, (struct span){0},
                       arena_format(diagnostics->arena, "%u", PUSHED_FILES_MAX));
        return false;
    }
    if (trouble.kind == TREE_GOOD && !read)
        trouble.kind = TREE_DAMAGED;
    return report_trouble(trouble, diagnostics);
}

bool pushed_compare(struct repository *repository, struct arena *arena,
                    const struct object_id *after, const struct object_id *bases,
                    size_t base_count, struct pushed_files *files, struct diagnostics *diagnostics)
{
    git_repository *handle = repository_borrow(repository);
    struct comparing comparing = {.arena = arena};
    git_oid trees[PUSHED_BASES_MAX + 1], oid = object_id_to_git(after);
    *files = (struct pushed_files){0};
    if (!handle || git_repository_odb(&comparing.objects, handle) != 0) {
        repository_report(repository, diagnostics);
        if (handle)
            repository_return(repository, handle);
        return false;
    }
    comparing.store = tree_store_create(handle, ENTRIES_MAX);
    tree_store_be_wary(comparing.store);
    if (base_count > PUSHED_BASES_MAX)
        base_count = PUSHED_BASES_MAX;
    bool good = tree_of(handle, &oid, &trees[0]);
    for (size_t i = 0; i < base_count && good; i++) {
        oid = object_id_to_git(&bases[i]);
        good = tree_of(handle, &oid, &trees[i + 1]);
    }
    good = good && compare_trees(&comparing, &trees[0], &trees[1], (unsigned)base_count);
    *files = (struct pushed_files){comparing.files.items, comparing.files.count};
    good = report(&comparing, good, diagnostics);
    tree_store_destroy(comparing.store);
    git_odb_free(comparing.objects);
    repository_return(repository, handle);
    return good;
}

/* ---- all new commits ----------------------------------------------------- */

struct walking {
    git_repository *handle;
    struct comparing comparing;
    struct arena scratch;
    pushed_visitor *visitor;
    void *context;
};

static bool look_at(struct walking *walking, const git_oid *oid)
{
    struct comparing *comparing = &walking->comparing;
    git_commit *commit = NULL;
    git_oid bases[PUSHED_BASES_MAX];
    if (git_commit_lookup(&commit, walking->handle, oid) != 0)
        return false;
    git_oid tree = *git_commit_tree_id(commit);
    unsigned count = git_commit_parentcount(commit);
    if (count > PUSHED_BASES_MAX)
        count = PUSHED_BASES_MAX;
    bool good = true;
    for (unsigned i = 0; i < count && good; i++)
        good = tree_of(walking->handle, git_commit_parent_id(commit, i), &bases[i]);
    git_commit_free(commit);
    arena_reset(&walking->scratch);
    *comparing = (struct comparing){.arena = &walking->scratch,
                                    .store = comparing->store,
                                    .objects = comparing->objects};
    good = good && compare_trees(comparing, &tree, bases, count);
    struct object_id id = object_id_from_git(oid);
    for (size_t i = 0; i < comparing->files.count && good; i++)
        walking->visitor(walking->context, &id, &comparing->files.items[i]);
    return good && !comparing->is_full && tree_store_is_good(comparing->store);
}

/* The commits that lead to the tips and to nothing that the repository has. */
static bool start_walk(git_revwalk **walk, git_repository *handle, const struct object_id *tips,
                       size_t count)
{
    bool good = git_revwalk_new(walk, handle) == 0 && git_revwalk_hide_glob(*walk, "*") == 0;
    for (size_t i = 0; i < count && good; i++) {
        git_oid oid = object_id_to_git(&tips[i]);
        good = git_revwalk_push(*walk, &oid) == 0;
    }
    return good;
}

bool pushed_walk(struct repository *repository, const struct object_id *tips, size_t tip_count,
                 pushed_visitor *visitor, void *context, size_t *commit_count,
                 struct diagnostics *diagnostics)
{
    struct walking walking = {.handle = repository_borrow(repository), .visitor = visitor,
                              .context = context};
    git_revwalk *walk = NULL;
    git_oid oid;
    int code = GIT_ERROR;
    *commit_count = 0;
    bool good = walking.handle && git_repository_odb(&walking.comparing.objects, walking.handle) == 0;
    if (!good) {
        repository_report(repository, diagnostics);
        if (walking.handle)
            repository_return(repository, walking.handle);
        return false;
    }
    walking.comparing.store = tree_store_create(walking.handle, ENTRIES_MAX);
    tree_store_be_wary(walking.comparing.store);
    good = start_walk(&walk, walking.handle, tips, tip_count);
    while (good && *commit_count < PUSHED_COMMITS_MAX && !workers_are_interrupted() &&
           (code = git_revwalk_next(&oid, walk)) == 0) {
        ++*commit_count;
        good = look_at(&walking, &oid);
    }
    if (good && code == 0 && workers_are_interrupted()) {
        diagnostic_add_plain(diagnostics, &interrupted, (struct span){0});
        good = false;
    } else if (good && code == 0 && *commit_count == PUSHED_COMMITS_MAX) {
        diagnostic_add(diagnostics, &too_many_commits, (struct span){0},
                       arena_format(diagnostics->arena, "%u", PUSHED_COMMITS_MAX));
        good = false;
    } else {
        good = report(&walking.comparing, good && code == GIT_ITEROVER, diagnostics);
    }
    git_revwalk_free(walk);
    tree_store_destroy(walking.comparing.store);
    git_odb_free(walking.comparing.objects);
    arena_release(&walking.scratch);
    repository_return(repository, walking.handle);
    return good;
}

/* ---- names --------------------------------------------------------------- */

/* The tree of a folder of a commit; NULL: there is none. */
static git_tree *folder_of(git_repository *handle, const struct object_id *commit,
                           const char *folder)
{
    git_oid oid = object_id_to_git(commit);
    git_commit *object = NULL;
    git_tree *top = NULL, *tree = NULL;
    git_tree_entry *entry = NULL;
    if (git_commit_lookup(&object, handle, &oid) != 0)
        return NULL;
    if (git_commit_tree(&top, object) == 0 && *folder &&
        git_tree_entry_bypath(&entry, top, folder) == 0 &&
        git_tree_entry_type(entry) == GIT_OBJECT_TREE)
        git_tree_lookup(&tree, handle, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    git_commit_free(object);
    if (!*folder)
        return top;
    git_tree_free(top);
    return tree;
}

void pushed_list_names(struct repository *repository, struct arena *arena,
                       const struct object_id *commit, struct slice folder, struct slice **names,
                       size_t *count)
{
    git_repository *handle = repository_borrow(repository);
    git_tree *tree = handle ? folder_of(handle, commit, arena_string(arena, folder)) : NULL;
    *count = tree ? git_tree_entrycount(tree) : 0;
    *names = arena_array(arena, struct slice, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*names)[i] = arena_copy(
            arena, slice_from_string(git_tree_entry_name(git_tree_entry_byindex(tree, i))));
    git_tree_free(tree);
    if (handle)
        repository_return(repository, handle);
}
