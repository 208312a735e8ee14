/* Trees as git has them, kept for a while, and where their entries begin. */
#include "source/tree_parts.h"

#include "base/files.h"
#include "base/memory.h"

#define TREE_SIZE_MAX (64u << 20)

struct tree_store *tree_store_create(git_repository *handle, uint64_t entries_max)
{
    struct tree_store *store = memory_allocate_zeroed(sizeof *store);
    store->entries_left = entries_max;
    store->good = git_repository_odb(&store->objects, handle) == 0;
    return store;
}

static void release_tree(struct tree *tree)
{
    git_odb_object_free(tree->object);
    memory_release(tree->starts);
    *tree = (struct tree){0};
}

void tree_store_destroy(struct tree_store *store)
{
    for (size_t i = 0; i < TREES_KEPT; i++)
        release_tree(&store->trees[i]);
    git_odb_free(store->objects);
    buffer_release(&store->path);
    buffer_release(&store->trouble_path);
    memory_release(store);
}

bool tree_store_is_good(const struct tree_store *store)
{
    return store->good;
}

void tree_store_be_wary(struct tree_store *store)
{
    store->wary = true;
}

void tree_store_stop(struct tree_store *store)
{
    store->entries_left = 0;
    store->good = false;
}

struct tree_trouble tree_store_trouble(const struct tree_store *store)
{
    struct tree_trouble trouble = store->trouble;
    trouble.path = buffer_view(&store->trouble_path);
    return trouble;
}

void tree_store_note(struct tree_store *store, enum tree_trouble_kind kind)
{
    if (store->trouble.kind == TREE_GOOD) {
        store->trouble.kind = kind;
        buffer_add(&store->trouble_path, buffer_view(&store->path));
    }
}

/* Before it is read: what inflates to a gigabyte costs nothing. */
static bool is_too_large(struct tree_store *store, const git_oid *id)
{
    size_t size;
    git_object_t type;
    return store->wary && git_odb_read_header(&size, &type, store->objects, id) == 0 &&
           size > TREE_SIZE_MAX;
}

/* Where entries begin, from the place `at` on, by reading them. */
void tree_index_from(struct tree *tree, size_t at, size_t capacity)
{
    struct entry entry;
    while (at < tree->size) {
        if (tree->count + 2 > capacity) {
            capacity = capacity ? capacity * 2 : 64;
            tree->starts = memory_resize(tree->starts, capacity * sizeof *tree->starts);
        }
        tree->starts[tree->count++] = (uint32_t)at;
        if (!entry_read(tree->data, tree->size, at, &entry)) {
            tree->size = at; /* what follows is no entry */
            tree->count--;
            break;
        }
        at = entry.end;
    }
    if (!tree->starts)
        tree->starts = memory_allocate(sizeof *tree->starts);
    tree->starts[tree->count] = (uint32_t)tree->size;
}

/* NULL where it cannot be read. Borrowed until it is given back. */
struct tree *tree_take(struct tree_store *store, const git_oid *id)
{
    struct tree *oldest = NULL;
    for (size_t i = 0; i < TREES_KEPT; i++) {
        struct tree *tree = &store->trees[i];
        if (tree->object && git_oid_equal(&tree->id, id)) {
            tree->used = ++store->clock;
            tree->borrowed++;
            return tree;
        }
        if (!tree->borrowed && (!oldest || tree->used < oldest->used))
            oldest = tree;
    }
    git_odb_object *object = NULL;
    if (store->good && is_too_large(store, id)) {
        tree_store_note(store, TREE_TOO_LARGE);
        return NULL;
    }
    if (!oldest || !store->good || git_odb_read(&object, store->objects, id) != 0 ||
        git_odb_object_type(object) != GIT_OBJECT_TREE ||
        git_odb_object_size(object) > UINT32_MAX) {
        git_odb_object_free(object);
        tree_store_note(store, TREE_DAMAGED);
        store->good = false;
        return NULL;
    }
    release_tree(oldest);
    *oldest = (struct tree){.id = *id,
                            .object = object,
                            .data = git_odb_object_data(object),
                            .size = git_odb_object_size(object),
                            .used = ++store->clock,
                            .borrowed = 1};
    return oldest;
}

void tree_give(struct tree *tree)
{
    if (tree)
        tree->borrowed--;
}

void tree_index(struct tree *tree)
{
    if (!tree->starts)
        tree_index_from(tree, 0, 0);
}

/* The entry of this name that is of the wanted kind; zeros: none. */
static git_oid find_entry(struct tree_store *store, const git_oid *tree, struct slice name,
                          bool (*is_wanted)(unsigned mode))
{
    git_oid found = {{0}};
    struct tree *here = git_oid_is_zero(tree) ? NULL : tree_take(store, tree);
    struct entry entry = {0};
    for (size_t at = 0; here && entry_read(here->data, here->size, at, &entry); at = entry.end)
        if (is_wanted(entry.mode) && slice_equal(slice_from(entry.name, entry.name_length), name))
            git_oid_fromraw(&found, entry.id);
    tree_give(here);
    return found;
}

git_oid tree_store_find(struct tree_store *store, const git_oid *tree, struct slice folder)
{
    git_oid found = *tree;
    struct slice name;
    while (slice_next(&folder, '/', &name) && !git_oid_is_zero(&found))
        found = find_entry(store, &found, name, mode_is_tree);
    return found;
}

git_oid tree_store_find_file(struct tree_store *store, const git_oid *tree, struct slice path)
{
    git_oid folder = tree_store_find(store, tree, path_folder(path));
    return find_entry(store, &folder, path_name(path), mode_is_file);
}
