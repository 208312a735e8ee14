#include "source/tree_compare.h"

#include "base/memory.h"

#define TREES_KEPT 64
#define MODE_MAX   7 /* digits of a mode */

/* ---- trees that were read lately ---------------------------------------- */

struct tree {
    git_oid id;
    git_odb_object *object;
    const char *data;
    size_t size;
    uint32_t *starts; /* where entries begin, and the end */
    size_t count;     /* entries; starts has one more */
    uint64_t used;    /* when; the longest ago makes room */
    unsigned borrowed;
};

struct tree_store {
    git_odb *objects;
    struct tree trees[TREES_KEPT];
    uint64_t clock, entries_left;
    bool good;
    struct buffer path;
};

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
    memory_release(store);
}

bool tree_store_is_good(const struct tree_store *store)
{
    return store->good;
}

struct entry {
    const char *name;
    size_t name_length;
    unsigned mode;
    const unsigned char *id;
    size_t end; /* where the next one begins */
};

static bool entry_read(const char *data, size_t size, size_t start, struct entry *entry)
{
    size_t at = start;
    unsigned mode = 0;
    while (at < size && data[at] >= '0' && data[at] <= '7' && at - start < MODE_MAX)
        mode = mode * 8 + (unsigned)(data[at++] - '0');
    if (at == start || at >= size || data[at] != ' ')
        return false;
    at++;
    const char *end = memchr(data + at, '\0', size - at);
    if (!end || size - (size_t)(end - data) < 1 + GIT_OID_RAWSZ)
        return false;
    size_t after = (size_t)(end - data) + 1;
    *entry = (struct entry){data + at, (size_t)(end - data) - at, mode,
                            (const unsigned char *)data + after, after + GIT_OID_RAWSZ};
    return true;
}

static bool mode_is_file(unsigned mode)
{
    return (mode & 0170000) == 0100000;
}

static bool mode_is_tree(unsigned mode)
{
    return mode == 040000;
}

/* Where entries begin, from the place `at` on, by reading them. */
static void read_starts(struct tree *tree, size_t at, size_t capacity)
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
static struct tree *tree_take(struct tree_store *store, const git_oid *id)
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
    if (!oldest || !store->good || git_odb_read(&object, store->objects, id) != 0 ||
        git_odb_object_type(object) != GIT_OBJECT_TREE ||
        git_odb_object_size(object) > UINT32_MAX) {
        git_odb_object_free(object);
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

static void tree_give(struct tree *tree)
{
    if (tree)
        tree->borrowed--;
}

static void tree_index(struct tree *tree)
{
    if (!tree->starts)
        read_starts(tree, 0, 0);
}

/* ---- what two trees have in common -------------------------------------- */

static size_t common_beginning(const char *a, const char *b, size_t size)
{
    size_t at = 0;
    uint64_t x, y;
    for (; at + sizeof x <= size; at += sizeof x) {
        memcpy(&x, a + at, sizeof x);
        memcpy(&y, b + at, sizeof y);
        if (x != y)
            break;
    }
    while (at < size && a[at] == b[at])
        at++;
    return at;
}

static size_t common_end(const char *a, const char *b, size_t size)
{
    size_t at = 0;
    uint64_t x, y;
    for (; at + sizeof x <= size; at += sizeof x) {
        memcpy(&x, a - at - sizeof x, sizeof x);
        memcpy(&y, b - at - sizeof y, sizeof y);
        if (x != y)
            break;
    }
    while (at < size && a[-1 - (ptrdiff_t)at] == b[-1 - (ptrdiff_t)at])
        at++;
    return at;
}

/* The last entry that begins at or before the place. */
static size_t entry_at(const struct tree *tree, size_t place)
{
    size_t low = 0, high = tree->count;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (tree->starts[middle] <= place)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* The entries of each between what they have in common: [first, *_last). */
struct middle {
    size_t first, before_last, after_last;
};

/* `before` is indexed; `after` need not be, and is when this returns. */
static struct middle find_middle(struct tree *before, struct tree *after)
{
    size_t shorter = before->size < after->size ? before->size : after->size;
    size_t beginning = common_beginning(before->data, after->data, shorter);
    struct middle middle = {.first = entry_at(before, beginning)};
    size_t start = before->starts[middle.first];
    size_t ending =
        common_end(before->data + before->size, after->data + after->size, shorter - start);
    /* The first entry of `before` that lies whole within what is common at the end. */
    size_t tail = entry_at(before, before->size - ending);
    if (before->starts[tail] < before->size - ending)
        tail++;
    if (!after->starts) {
        size_t capacity = before->count + 64;
        after->starts = memory_allocate(capacity * sizeof *after->starts);
        memcpy(after->starts, before->starts, middle.first * sizeof *after->starts);
        after->count = middle.first;
        size_t at = start, in_step = after->size - (before->size - before->starts[tail]);
        struct entry entry;
        while (at < in_step && after->count + 2 < capacity &&
               entry_read(after->data, after->size, at, &entry)) {
            after->starts[after->count++] = (uint32_t)at;
            at = entry.end;
        }
        size_t rest = before->count - tail;
        if (at == in_step && after->count + rest + 1 <= capacity) {
            size_t shift = after->size - before->size;
            for (size_t i = 0; i <= rest; i++)
                after->starts[after->count + i] = (uint32_t)(before->starts[tail + i] + shift);
            after->count += rest;
        } else {
            read_starts(after, at, capacity);
            tail = before->count;
        }
    }
    size_t rest = before->count - tail;
    if (rest > after->count - middle.first ||
        after->size - after->starts[after->count - rest] != before->size - before->starts[tail])
        rest = 0; /* trees by hand alone */
    middle.before_last = before->count - rest;
    middle.after_last = after->count - rest;
    return middle;
}

/* ---- comparing ---------------------------------------------------------- */

struct comparison {
    struct tree_store *store;
    tree_visitor *visitor;
    void *context;
};

static void compare_folders(const struct comparison *comparison, const git_oid *before,
                            const git_oid *after, unsigned depth);

/* As git sorts a folder's entries: a folder's name as if it ended in a slash. */
static int compare_names(const struct entry *a, const struct entry *b)
{
    size_t shorter = a->name_length < b->name_length ? a->name_length : b->name_length;
    int order = memcmp(a->name, b->name, shorter);
    if (order)
        return order;
    int next_a = a->name_length > shorter ? (unsigned char)a->name[shorter]
                 : mode_is_tree(a->mode)  ? '/'
                                          : 0;
    int next_b = b->name_length > shorter ? (unsigned char)b->name[shorter]
                 : mode_is_tree(b->mode)  ? '/'
                                          : 0;
    return next_a - next_b;
}

/* One entry that is in either tree alone, or in both with another content. */
static void visit(const struct comparison *comparison, const struct entry *before,
                  const struct entry *after, unsigned depth)
{
    static const git_oid none;
    const struct entry *entry = before ? before : after;
    struct buffer *path = &comparison->store->path;
    size_t length = path->len;
    if (length)
        buffer_add_byte(path, '/');
    buffer_add(path, slice_from(entry->name, entry->name_length));
    git_oid ids[2] = {none, none}, trees[2] = {none, none};
    const struct entry *sides[2] = {before, after};
    for (int i = 0; i < 2; i++) {
        if (sides[i] && mode_is_file(sides[i]->mode))
            git_oid_fromraw(&ids[i], sides[i]->id);
        else if (sides[i] && mode_is_tree(sides[i]->mode))
            git_oid_fromraw(&trees[i], sides[i]->id);
    }
    if (!git_oid_equal(&trees[0], &trees[1]))
        compare_folders(comparison, &trees[0], &trees[1], depth + 1);
    if (!git_oid_equal(&ids[0], &ids[1])) {
        struct tree_difference difference = {buffer_view(path), ids[0], ids[1]};
        comparison->visitor(comparison->context, &difference);
    }
    buffer_truncate(path, length);
}

static bool spend(struct tree_store *store)
{
    if (!store->entries_left)
        return store->good = false;
    store->entries_left--;
    return true;
}

static void compare_middle(const struct comparison *comparison, struct tree *before,
                           struct tree *after, struct middle middle, unsigned depth)
{
    size_t i = middle.first, j = middle.first;
    struct entry a, b;
    while ((i < middle.before_last || j < middle.after_last) && spend(comparison->store)) {
        bool has_a =
            i < middle.before_last && entry_read(before->data, before->size, before->starts[i], &a);
        bool has_b =
            j < middle.after_last && entry_read(after->data, after->size, after->starts[j], &b);
        if (!has_a && !has_b)
            return;
        int order = !has_a ? 1 : !has_b ? -1 : compare_names(&a, &b);
        if (order == 0 && (a.mode != b.mode || memcmp(a.id, b.id, GIT_OID_RAWSZ) != 0))
            visit(comparison, &a, &b, depth);
        else if (order < 0)
            visit(comparison, &a, NULL, depth);
        else if (order > 0)
            visit(comparison, NULL, &b, depth);
        i += order <= 0;
        j += order >= 0;
    }
}

static void list_all(const struct comparison *comparison, struct tree *tree, bool is_after,
                     unsigned depth)
{
    struct entry entry;
    for (size_t i = 0; i < tree->count && spend(comparison->store); i++)
        if (entry_read(tree->data, tree->size, tree->starts[i], &entry))
            visit(comparison, is_after ? NULL : &entry, is_after ? &entry : NULL, depth);
}

static void compare_folders(const struct comparison *comparison, const git_oid *before,
                            const git_oid *after, unsigned depth)
{
    struct tree_store *store = comparison->store;
    if (depth > SOURCE_DEPTH_MAX || git_oid_equal(before, after))
        return;
    struct tree *a = git_oid_is_zero(before) ? NULL : tree_take(store, before);
    struct tree *b = git_oid_is_zero(after) ? NULL : tree_take(store, after);
    if (a && b) {
        /* Which of the two is indexed is a matter of which was read first. */
        if (!a->starts && b->starts) {
            struct middle middle = find_middle(b, a);
            size_t last = middle.before_last;
            middle.before_last = middle.after_last;
            middle.after_last = last;
            compare_middle(comparison, a, b, middle, depth);
        } else {
            tree_index(a);
            compare_middle(comparison, a, b, find_middle(a, b), depth);
        }
    } else if (a || b) {
        tree_index(a ? a : b);
        list_all(comparison, a ? a : b, b != NULL, depth);
    }
    tree_give(a);
    tree_give(b);
}

void tree_compare(struct tree_store *store, const git_oid *before, const git_oid *after,
                  struct slice folder, tree_visitor *visitor, void *context)
{
    struct comparison comparison = {store, visitor, context};
    buffer_clear(&store->path);
    buffer_add(&store->path, folder);
    compare_folders(&comparison, before, after, 0);
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
