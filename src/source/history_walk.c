/* Looks at commits: who made them, and which files they changed. */
#include "source/history_parts.h"

#include "base/memory.h"
#include "base/workers.h"
#include "source/rename.h"

/* Entries of folders that are looked at in one walk: what hostile trees can cost. */
#define ENTRIES_MAX 200000000u
#define SUBJECT_MAX 200

static uint32_t number_of(const struct map *map, struct slice key)
{
    return (uint32_t)(uintptr_t)map_get(map, key) - 1;
}

static void *number_value(size_t number)
{
    return (void *)(uintptr_t)(number + 1);
}

static struct slice id_key(const struct object_id *id)
{
    return slice_from((const char *)id->bytes, sizeof id->bytes);
}

uint32_t walk_find_commit(const struct walk *walk, const struct object_id *id)
{
    return number_of(&walk->commit_numbers, id_key(id));
}

void walk_add_commit(struct walk *walk, const struct walked_commit *commit)
{
    struct slice key = arena_copy(walk->arena, id_key(&commit->id));
    map_add(walk->arena, &walk->commit_numbers, key, number_value(walk->commits.count));
    vector_push(walk->arena, &walk->commits, *commit);
}

uint32_t walk_person(struct walk *walk, struct slice name, struct slice email)
{
    struct slice key = arena_concat(walk->arena, name, SLICE("\n"), email, (struct slice){0});
    uint32_t number = number_of(&walk->person_numbers, key);
    if (number != NOTHING)
        return number;
    map_add(walk->arena, &walk->person_numbers, key, number_value(walk->people.count));
    struct walked_person person = {slice_sub(key, 0, name.len), slice_after(key, name.len + 1)};
    vector_push(walk->arena, &walk->people, person);
    return (uint32_t)walk->people.count - 1;
}

uint32_t walk_path(struct walk *walk, struct slice path)
{
    uint32_t number = number_of(&walk->path_numbers, path);
    if (number != NOTHING)
        return number;
    path = arena_copy(walk->arena, path);
    map_add(walk->arena, &walk->path_numbers, path, number_value(walk->paths.count));
    vector_push(walk->arena, &walk->paths, path);
    return (uint32_t)walk->paths.count - 1;
}

/* ---- the changes of one commit ------------------------------------------ */

struct walking {
    struct walk *walk;
    git_repository *handle;
    git_odb *objects;
    struct tree_store *store;
    struct slice prefix; /* of paths in the repository, "catalogo/"; may be empty */
    struct slice folder; /* "catalogo/content" */
    struct arena scratch;
    VECTOR(struct tree_difference) found;
    VECTOR(unsigned) parents; /* how many each of them differs from */
    struct map found_by_path;
    unsigned parent; /* the one that is compared with */
};

static void take_difference(void *context, const struct tree_difference *difference)
{
    struct walking *walking = context;
    struct slice path = slice_after(difference->path, walking->prefix.len);
    if (walking->parent == 0) {
        struct tree_difference found = *difference;
        found.path = arena_copy(&walking->scratch, path);
        vector_push(&walking->scratch, &walking->found, found);
        vector_push(&walking->scratch, &walking->parents, 1);
        return;
    }
    /* A merge: what differs from the first parent and this one too. */
    size_t number = (size_t)(uintptr_t)map_get(&walking->found_by_path, path);
    if (number && walking->parents.items[number - 1] == walking->parent)
        walking->parents.items[number - 1]++;
}

static void keep_changes(struct walking *walking, struct walked_commit *commit)
{
    struct walk *walk = walking->walk;
    size_t count = walking->found.count;
    size_t *was = arena_array(&walking->scratch, size_t, count ? count : 1);
    bool *renamed = arena_array(&walking->scratch, bool, count ? count : 1);
    if (commit->parent_count == 1)
        rename_find(walking->handle, walking->found.items, count, was);
    else
        memset(was, 0xff, count * sizeof *was);
    for (size_t i = 0; i < count; i++)
        if (was[i] != SIZE_MAX)
            renamed[was[i]] = true;
    commit->first_change = (uint32_t)walk->changes.count;
    for (size_t i = 0; i < count; i++) {
        const struct tree_difference *found = &walking->found.items[i];
        if (renamed[i] || walking->parents.items[i] < commit->parent_count)
            continue;
        if (walk->changes.count == HISTORY_CHANGES_MAX) {
            walk->is_cut = true;
            break;
        }
        struct change change = {walk_path(walk, found->path), NOTHING,
                                object_id_from_git(&found->after)};
        if (was[i] != SIZE_MAX)
            change.from = walk_path(walk, walking->found.items[was[i]].path);
        vector_push(walk->arena, &walk->changes, change);
        commit->change_count++;
    }
}

static bool content_tree_of(struct walking *walking, const struct object_id *id, git_oid *tree)
{
    git_oid oid = object_id_to_git(id);
    git_commit *object = NULL;
    struct broken_commit broken;
    bool is_broken = git_commit_lookup(&object, walking->handle, &oid) != 0;
    if (is_broken && !broken_commit_read(walking->objects, &oid, &walking->scratch, &broken))
        return false;
    *tree = tree_store_find(walking->store,
                            is_broken ? &broken.tree : git_commit_tree_id(object),
                            walking->folder);
    git_commit_free(object);
    return true;
}

/* Against each parent that is there; those that a shallow clone lacks count as none. */
static void find_changes(struct walking *walking, struct walked_commit *walked)
{
    git_oid tree;
    if (!content_tree_of(walking, &walked->id, &tree))
        return;
    unsigned count = walked->parent_count ? walked->parent_count : 1;
    git_oid *before = arena_array(&walking->scratch, git_oid, count);
    for (unsigned i = 0; i < walked->parent_count; i++) {
        uint32_t parent = walking->walk->parents.items[walked->first_parent + i];
        if (!content_tree_of(walking, &walking->walk->commits.items[parent].id, &before[i]) ||
            git_oid_equal(&before[i], &tree))
            return;
    }
    for (unsigned i = 0; i < count; i++) {
        walking->parent = i;
        if (i == 1)
            for (size_t k = 0; k < walking->found.count; k++)
                map_add(&walking->scratch, &walking->found_by_path, walking->found.items[k].path,
                        (void *)(uintptr_t)(k + 1));
        tree_compare(walking->store, &before[i], &tree, walking->folder, take_difference, walking);
    }
    keep_changes(walking, walked);
}

/* ---- commits ------------------------------------------------------------ */

static struct slice first_line(struct arena *arena, const char *message)
{
    struct slice text = slice_trim(slice_from_string(message)), line = {0};
    slice_next_line(&text, &line);
    return history_line(arena, line, SUBJECT_MAX);
}

/* Numbers a parent that is there; a new one joins the end of the list, to be looked at in turn. */
static void take_parent(struct walking *walking, const git_oid *oid, struct walked_commit *walked)
{
    struct walk *walk = walking->walk;
    struct walked_commit parent = {.id = object_id_from_git(oid)};
    uint32_t number = walk_find_commit(walk, &parent.id);
    if (number == NOTHING && walk->commits.count == HISTORY_COMMITS_MAX) {
        walk->is_cut = true;
        return;
    }
    if (number == NOTHING && !git_odb_exists(walking->objects, oid)) {
        walk->is_shallow = true;
        return;
    }
    if (number == NOTHING) {
        number = (uint32_t)walk->commits.count;
        walk_add_commit(walk, &parent);
    }
    vector_push(walk->arena, &walk->parents, number);
    walked->parent_count++;
}

static void take_commit(struct walking *walking, const git_commit *commit,
                        struct walked_commit *walked)
{
    struct walk *walk = walking->walk;
    const git_signature *author = git_commit_author(commit);
    walked->authored = author->when.time;
    walked->authored_zone = (int16_t)author->when.offset;
    walked->committed = git_commit_time(commit);
    walked->author =
        walk_person(walk, slice_from_string(author->name), slice_from_string(author->email));
    walked->subject = first_line(walk->arena, git_commit_message(commit));
    for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
        take_parent(walking, git_commit_parent_id(commit, i), walked);
}

/* Who made it, and when, nobody knows. */
static bool take_broken(struct walking *walking, const git_oid *oid, struct walked_commit *walked)
{
    struct broken_commit broken;
    if (!broken_commit_read(walking->objects, oid, &walking->scratch, &broken))
        return false;
    walked->author = walk_person(walking->walk, (struct slice){0}, (struct slice){0});
    for (size_t i = 0; i < broken.parents.count; i++)
        take_parent(walking, &broken.parents.items[i], walked);
    return true;
}

static bool look_at(struct walking *walking, size_t number)
{
    struct walk *walk = walking->walk;
    struct walked_commit walked = {.id = walk->commits.items[number].id,
                                   .first_parent = (uint32_t)walk->parents.count};
    git_oid oid = object_id_to_git(&walked.id);
    git_commit *commit = NULL;
    if (git_commit_lookup(&commit, walking->handle, &oid) == 0)
        take_commit(walking, commit, &walked);
    else if (!take_broken(walking, &oid, &walked))
        return false;
    find_changes(walking, &walked);
    walk->commits.items[number] = walked;
    git_commit_free(commit);
    arena_reset(&walking->scratch);
    walking->found.items = NULL;
    walking->found.count = walking->found.capacity = 0;
    walking->parents.items = NULL;
    walking->parents.count = walking->parents.capacity = 0;
    walking->found_by_path = (struct map){0};
    return true;
}

/* ---- a walk ------------------------------------------------------------- */

static bool walking_start(struct walking *walking, struct walk *walk, struct repository *repository,
                          const struct history_options *options)
{
    *walking = (struct walking){.walk = walk, .handle = repository_borrow(repository)};
    if (!walking->handle)
        return false;
    if (git_repository_odb(&walking->objects, walking->handle) != 0) {
        repository_return(repository, walking->handle);
        return false;
    }
    walking->store = tree_store_create(walking->handle, ENTRIES_MAX);
    if (options->folder.len)
        walking->prefix = arena_concat(walk->arena, options->folder, SLICE("/"), (struct slice){0});
    walking->folder = path_join(walk->arena, options->folder, options->below);
    return true;
}

static void walking_end(struct walking *walking, struct repository *repository)
{
    walking->walk->is_damaged |= !tree_store_is_good(walking->store);
    tree_store_destroy(walking->store);
    arena_release(&walking->scratch);
    git_odb_free(walking->objects);
    repository_return(repository, walking->handle);
}

bool walk_extend(struct walk *walk, struct repository *repository, const struct object_id *head,
                 const struct history_options *options)
{
    struct walking walking;
    if (walk_find_commit(walk, head) != NOTHING)
        return true;
    if (!walking_start(&walking, walk, repository, options))
        return false;
    size_t number = walk->commits.count;
    struct walked_commit first = {.id = *head};
    walk_add_commit(walk, &first);
    bool good = true;
    for (; number < walk->commits.count && good && !workers_are_interrupted(); number++)
        good = look_at(&walking, number);
    walking_end(&walking, repository);
    return good && !workers_are_interrupted();
}

bool walk_list(struct walk *walk, struct repository *repository, const struct object_id *head,
               const struct history_options *options, uint32_t **paths, size_t *count)
{
    struct walking walking;
    git_oid tree, nothing = {{0}};
    if (!walking_start(&walking, walk, repository, options))
        return false;
    bool good = content_tree_of(&walking, head, &tree);
    if (good)
        tree_compare(walking.store, &nothing, &tree, walking.folder, take_difference, &walking);
    *count = walking.found.count;
    *paths = arena_array(walk->arena, uint32_t, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*paths)[i] = walk_path(walk, walking.found.items[i].path);
    walking_end(&walking, repository);
    return good;
}
