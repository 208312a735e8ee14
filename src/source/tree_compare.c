#include "source/tree_parts.h"

#include "base/memory.h"

#define MODE_FILE     0100000u
#define TREE_NAME_MAX 4096u

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
            tree_index_from(after, at, capacity);
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
    bool all_kinds; /* not regular files alone */
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

/* Names that no folder can have, or that cost more than any can be worth. */
static bool name_is_odd(const struct entry *entry)
{
    return !entry->name_length || entry->name_length > TREE_NAME_MAX ||
           memchr(entry->name, '/', entry->name_length);
}

/* One entry that is in either tree alone, or in both with another content. */
static void visit(const struct comparison *comparison, const struct entry *before,
                  const struct entry *after, unsigned depth)
{
    static const git_oid none;
    const struct entry *entry = before ? before : after;
    struct buffer *path = &comparison->store->path;
    size_t length = path->len;
    if (comparison->store->wary && name_is_odd(entry)) {
        tree_store_note(comparison->store, TREE_ODD_NAME);
        return;
    }
    if (length)
        buffer_add_byte(path, '/');
    buffer_add(path, slice_from(entry->name, entry->name_length));
    git_oid ids[2] = {none, none}, trees[2] = {none, none};
    unsigned modes[2] = {0, 0};
    const struct entry *sides[2] = {before, after};
    for (int i = 0; i < 2; i++) {
        if (sides[i] && mode_is_tree(sides[i]->mode)) {
            git_oid_fromraw(&trees[i], sides[i]->id);
        } else if (sides[i] && (comparison->all_kinds || mode_is_file(sides[i]->mode))) {
            git_oid_fromraw(&ids[i], sides[i]->id);
            modes[i] = mode_is_file(sides[i]->mode) ? MODE_FILE : sides[i]->mode ? sides[i]->mode : 1;
        }
    }
    if (!git_oid_equal(&trees[0], &trees[1]))
        compare_folders(comparison, &trees[0], &trees[1], depth + 1);
    if (!git_oid_equal(&ids[0], &ids[1]) || modes[0] != modes[1]) {
        struct tree_difference difference = {buffer_view(path), ids[0], ids[1], modes[0], modes[1]};
        comparison->visitor(comparison->context, &difference);
    }
    buffer_truncate(path, length);
}

static bool spend(struct tree_store *store)
{
    if (!store->entries_left) {
        tree_store_note(store, TREE_TOO_MANY);
        return store->good = false;
    }
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

/* What stands behind its last entry is none. */
static bool is_cut(const struct tree *tree)
{
    return tree && tree->starts && tree->size != git_odb_object_size(tree->object);
}

static void compare_folders(const struct comparison *comparison, const git_oid *before,
                            const git_oid *after, unsigned depth)
{
    struct tree_store *store = comparison->store;
    if (git_oid_equal(before, after))
        return;
    if (depth > SOURCE_DEPTH_MAX) {
        tree_store_note(store, TREE_TOO_DEEP);
        return;
    }
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
    if (is_cut(a) || is_cut(b))
        tree_store_note(store, TREE_DAMAGED);
    tree_give(a);
    tree_give(b);
}

void tree_compare(struct tree_store *store, const git_oid *before, const git_oid *after,
                  struct slice folder, tree_visitor *visitor, void *context)
{
    struct comparison comparison = {store, false, visitor, context};
    buffer_clear(&store->path);
    buffer_add(&store->path, folder);
    compare_folders(&comparison, before, after, 0);
}

void tree_compare_all(struct tree_store *store, const git_oid *before, const git_oid *after,
                      tree_visitor *visitor, void *context)
{
    struct comparison comparison = {store, true, visitor, context};
    buffer_clear(&store->path);
    compare_folders(&comparison, before, after, 0);
}
