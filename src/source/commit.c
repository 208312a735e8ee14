/* A folder of a commit as a source: names come from its trees, contents from its blobs. */
#include "source/repository_parts.h"
#include "source/source_kind.h"

#include "base/map.h"

#include <errno.h>

struct commit_source {
    struct source source;
    struct arena *arena;
    struct repository *repository;
    struct slice place; /* "archive.git main", for messages */
    git_oid root;       /* the tree of the folder */
    struct map found;   /* path to struct found, of what was listed */
};

struct found {
    git_oid oid;
    git_filemode_t mode;
};

static const struct problem no_such_folder = {
    "no-such-folder",
    SEVERITY_FAILURE,
    {"there is no folder %1 in \"%2\"", "in \"%2\" non c'è la cartella %1"},
    {"after the colon comes the folder that holds site.yaml: main:catalogo",
     "dopo i due punti va la cartella che contiene site.yaml: main:catalogo"}};
static const struct problem submodule = {
    "file-submodule",
    SEVERITY_ERROR,
    {"this is a submodule, a commit of another repository: it is left out",
     "questo è un sottomodulo, cioè un commit di un altro archivio: resta fuori"},
    {"put the files themselves here, or list their repository under `sources` in site.yaml",
     "metti qui i file veri e propri, o elenca il loro archivio in `sources` di site.yaml"}};
static const struct problem odd_name = {
    "tree-name",
    SEVERITY_ERROR,
    {"a folder of the commit holds the name \"%1\", which no file can have",
     "una cartella del commit contiene il nome \"%1\", che nessun file può avere"},
    {"the commit was not made by git itself: \"git fsck\" tells more",
     "il commit non è stato fatto da git: \"git fsck\" dice di più"}};
static const struct problem twice = {
    "tree-twice",
    SEVERITY_ERROR,
    {"a folder of the commit holds this name twice: the first counts",
     "una cartella del commit contiene due volte questo nome: conta il primo"},
    {"the commit was not made by git itself: \"git fsck\" tells more",
     "il commit non è stato fatto da git: \"git fsck\" dice di più"}};

static bool name_is_possible(struct slice name)
{
    return name.len && slice_find_byte(name, '/') == SLICE_NOT_FOUND &&
           !slice_equal_string(name, ".") && !slice_equal_string(name, "..");
}

struct walk {
    struct commit_source *source;
    git_repository *handle;
    git_odb *objects;
    struct listing *listing;
    bool failed;
};

/* The size alone: a blob of any size costs nothing. */
static uint64_t blob_size(struct walk *walk, const git_oid *oid)
{
    size_t size = 0;
    git_object_t type;
    if (git_odb_read_header(&size, &type, walk->objects, oid) != 0 || type != GIT_OBJECT_BLOB)
        walk->failed = true;
    return size;
}

static void walk_tree(struct walk *walk, const git_oid *oid, struct slice folder, unsigned depth);

static void walk_entry(struct walk *walk, const git_tree_entry *entry, struct slice folder,
                       unsigned depth)
{
    struct listing *listing = walk->listing;
    struct diagnostics *diagnostics = listing->diagnostics;
    struct slice name = slice_from_string(git_tree_entry_name(entry));
    if (!name_is_possible(name)) {
        diagnostic_add(diagnostics, &odd_name, source_place(listing->arena, folder), name);
        return;
    }
    if (source_name_is_hidden(name))
        return;
    struct arena *arena = walk->source->arena;
    struct slice path = path_join(arena, folder, arena_copy(arena, name));
    struct found *found = arena_new(arena, struct found);
    *found = (struct found){*git_tree_entry_id(entry), git_tree_entry_filemode(entry)};
    if (!map_add(arena, &walk->source->found, path, found)) {
        diagnostic_add_plain(diagnostics, &twice, source_place(listing->arena, path));
        return;
    }
    switch (found->mode) {
    case GIT_FILEMODE_TREE:
        if (listing_enter(listing, path, depth + 1))
            walk_tree(walk, &found->oid, path, depth + 1);
        break;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        listing_add(listing, path, blob_size(walk, &found->oid));
        break;
    case GIT_FILEMODE_LINK:
        diagnostic_add_plain(diagnostics, &source_link_left_out,
                             source_place(listing->arena, path));
        break;
    case GIT_FILEMODE_COMMIT:
        diagnostic_add_plain(diagnostics, &submodule, source_place(listing->arena, path));
        break;
    default:
        diagnostic_add_plain(diagnostics, &source_odd_file, source_place(listing->arena, path));
    }
}

/* The depth is bounded by listing_enter(), the number of trees too: the same tree may stand in
 * another many times over. */
static void walk_tree(struct walk *walk, const git_oid *oid, struct slice folder, unsigned depth)
{
    git_tree *tree = NULL;
    if (git_tree_lookup(&tree, walk->handle, oid) != 0) {
        walk->failed = true;
        return;
    }
    size_t count = git_tree_entrycount(tree);
    for (size_t i = 0; i < count && !walk->listing->too_many && !walk->failed; i++)
        walk_entry(walk, git_tree_entry_byindex(tree, i), folder, depth);
    git_tree_free(tree);
}

/* Where the path leads to a tree or a blob; GIT_ENOTFOUND where it does not lead anywhere. */
static int find_entry(git_repository *handle, const git_oid *root, const char *path,
                      struct found *found)
{
    git_tree *tree = NULL;
    git_tree_entry *entry = NULL;
    int code = git_tree_lookup(&tree, handle, root);
    if (code == 0)
        code = git_tree_entry_bypath(&entry, tree, path);
    if (code == 0)
        *found = (struct found){*git_tree_entry_id(entry), git_tree_entry_filemode(entry)};
    git_tree_entry_free(entry);
    git_tree_free(tree);
    return code;
}

static bool commit_list(struct source *base, struct arena *arena, struct slice folder,
                        struct source_entry **entries, size_t *count,
                        struct diagnostics *diagnostics)
{
    struct commit_source *source = (struct commit_source *)base;
    struct listing listing = {.arena = arena, .diagnostics = diagnostics};
    struct walk walk = {source, repository_borrow(source->repository), NULL, &listing, false};
    struct found top = {source->root, GIT_FILEMODE_TREE};
    walk.failed = !walk.handle || git_repository_odb(&walk.objects, walk.handle) != 0;
    int code = walk.failed || !folder.len
                   ? 0
                   : find_entry(walk.handle, &source->root, arena_string(arena, folder), &top);
    if (code == 0 && top.mode == GIT_FILEMODE_LINK)
        diagnostic_add_plain(diagnostics, &source_link_left_out, source_place(arena, folder));
    if (code && code != GIT_ENOTFOUND)
        walk.failed = true;
    if (!walk.failed && code == 0 && top.mode == GIT_FILEMODE_TREE)
        walk_tree(&walk, &top.oid, folder, 0);
    if (walk.failed)
        repository_report(source->repository, diagnostics);
    git_odb_free(walk.objects);
    if (walk.handle)
        repository_return(source->repository, walk.handle);
    return listing_end(&listing, folder, entries, count) && !walk.failed &&
           top.mode == GIT_FILEMODE_TREE;
}

static bool commit_read(const struct source *base, struct arena *arena, struct slice path,
                        size_t max, struct slice *content, struct file_error *error)
{
    const struct commit_source *source = (const struct commit_source *)base;
    git_repository *handle = repository_borrow(source->repository);
    const struct found *known = map_get(&source->found, path);
    struct found found;
    int number = handle ? 0 : EMFILE;
    if (!number && !source_path_is_below(path))
        number = ENOENT;
    if (!number && known) {
        found = *known;
    } else if (!number) {
        int code = find_entry(handle, &source->root, arena_string(arena, path), &found);
        if (code)
            number = code == GIT_ENOTFOUND ? ENOENT : EIO;
    }
    if (!number && found.mode == GIT_FILEMODE_LINK)
        number = EINVAL;
    else if (!number && found.mode == GIT_FILEMODE_TREE)
        number = EISDIR;
    if (!number)
        number = repository_read_blob(handle, &found.oid, arena, max, content);
    if (handle)
        repository_return(source->repository, handle);
    if (number)
        *error = (struct file_error){"read", path_join(arena, source->place, path), number, max};
    return number == 0;
}

static void commit_close(struct source *source)
{
    (void)source;
}

static const struct source_kind commit_kind = {commit_list, commit_read, commit_close};

/* The tree of the commit's folder. */
static bool find_root(git_repository *handle, const struct object_id *commit, struct slice folder,
                      struct arena *arena, git_oid *root, bool *is_there)
{
    git_oid oid = object_id_to_git(commit);
    git_commit *object = NULL;
    struct found top = {.mode = GIT_FILEMODE_TREE};
    if (!handle || git_commit_lookup(&object, handle, &oid) != 0)
        return false;
    top.oid = *git_commit_tree_id(object);
    git_commit_free(object);
    int code = folder.len ? find_entry(handle, &top.oid, arena_string(arena, folder), &top) : 0;
    *is_there = code == 0 && top.mode == GIT_FILEMODE_TREE;
    *root = top.oid;
    return code == 0 || code == GIT_ENOTFOUND;
}

struct source *source_open_commit(struct arena *arena, struct repository *repository,
                                  const struct source_commit *commit,
                                  struct diagnostics *diagnostics)
{
    struct object_id found;
    return repository_find_commit(repository, commit, &found, diagnostics)
               ? source_open_found(arena, repository, &found, commit, diagnostics)
               : NULL;
}

struct source *source_open_found(struct arena *arena, struct repository *repository,
                                 const struct object_id *found, const struct source_commit *commit,
                                 struct diagnostics *diagnostics)
{
    struct commit_source *source = arena_new(arena, struct commit_source);
    struct slice name = commit->name.len ? commit->name : SLICE("HEAD");
    source->source.kind = &commit_kind;
    source->arena = arena;
    source->repository = repository;
    source->place =
        arena_concat(arena, repository_path(repository), SLICE(" "), name, (struct slice){0});
    struct slice folder = commit->folder;
    while (folder.len && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    bool is_there = false;
    git_repository *handle = repository_borrow(repository);
    bool good = find_root(handle, found, folder, arena, &source->root, &is_there);
    if (!good)
        repository_report(repository, diagnostics);
    else if (!is_there)
        diagnostic_add(diagnostics, &no_such_folder, (struct span){0}, folder, source->place);
    if (handle)
        repository_return(repository, handle);
    return good && is_there ? &source->source : NULL;
}
