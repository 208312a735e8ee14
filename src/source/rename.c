#include "source/rename.h"

#include "base/memory.h"

#include <stdlib.h>

#define PIECE_SIZE 64
#define SCORE_UNIT 60000
#define SCORE_MIN  30000

/* ---- texts as bags of pieces -------------------------------------------- */

struct piece {
    uint32_t hash;
    uint32_t size; /* bytes of all the pieces of this hash */
};

struct bag {
    struct piece *pieces; /* by hash, each once */
    size_t count, size;
    bool good;
};

static int compare_pieces(const void *a, const void *b)
{
    uint32_t x = ((const struct piece *)a)->hash, y = ((const struct piece *)b)->hash;
    return x < y ? -1 : x > y;
}

/* A line feed after a carriage return counts as one, as git has it for texts. */
static struct bag bag_make(const char *text, size_t size)
{
    struct bag bag = {.size = size, .good = true};
    size_t capacity = size / 16 + 16;
    bag.pieces = memory_allocate(capacity * sizeof *bag.pieces);
    for (size_t at = 0; at < size;) {
        uint32_t hash = 2166136261u;
        size_t start = at;
        while (at < size && at - start < PIECE_SIZE) {
            unsigned char c = (unsigned char)text[at++];
            if (c == '\r' && at < size && text[at] == '\n')
                continue;
            hash = (hash ^ c) * 16777619u;
            if (c == '\n')
                break;
        }
        if (bag.count == capacity) {
            capacity *= 2;
            bag.pieces = memory_resize(bag.pieces, capacity * sizeof *bag.pieces);
        }
        bag.pieces[bag.count++] = (struct piece){hash, (uint32_t)(at - start)};
    }
    if (bag.count)
        qsort(bag.pieces, bag.count, sizeof *bag.pieces, compare_pieces);
    size_t kept = 0;
    for (size_t i = 0; i < bag.count; i++) {
        if (kept && bag.pieces[kept - 1].hash == bag.pieces[i].hash)
            bag.pieces[kept - 1].size += bag.pieces[i].size;
        else
            bag.pieces[kept++] = bag.pieces[i];
    }
    bag.count = kept;
    return bag;
}

static struct bag bag_read(git_odb *objects, const git_oid *text)
{
    struct bag bag = {0};
    git_odb_object *object = NULL;
    size_t size;
    git_object_t type;
    if (git_odb_read_header(&size, &type, objects, text) == 0 && size <= RENAME_SIZE_MAX &&
        git_odb_read(&object, objects, text) == 0)
        bag = bag_make(git_odb_object_data(object), git_odb_object_size(object));
    git_odb_object_free(object);
    return bag;
}

static unsigned likeness(const struct bag *before, const struct bag *after)
{
    size_t larger = before->size > after->size ? before->size : after->size;
    size_t smaller = before->size + after->size - larger;
    if (!before->good || !after->good || !larger || smaller * SCORE_UNIT < larger * SCORE_MIN)
        return 0;
    size_t copied = 0;
    for (size_t i = 0, j = 0; i < before->count && j < after->count;) {
        const struct piece *a = &before->pieces[i], *b = &after->pieces[j];
        if (a->hash == b->hash)
            copied += a->size < b->size ? a->size : b->size;
        i += a->hash <= b->hash;
        j += b->hash <= a->hash;
    }
    return (unsigned)((uint64_t)copied * SCORE_UNIT / larger);
}

/* ---- pairs -------------------------------------------------------------- */

/* A file that went, or one that came. */
struct rename_side {
    struct slice path;
    git_oid text;
    size_t number; /* of the difference */
};

struct pair {
    unsigned score;
    bool same_name; /* moved to another folder */
    size_t removed, added;
};

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->same_name != y->same_name)
        return x->same_name ? -1 : 1;
    if (x->added != y->added)
        return x->added < y->added ? -1 : 1;
    return x->removed < y->removed ? -1 : x->removed > y->removed;
}

static bool has_same_name(const struct rename_side *a, const struct rename_side *b)
{
    return slice_equal(path_name(a->path), path_name(b->path));
}

struct same_text {
    git_oid text;
    size_t index;
};

static int compare_texts(const void *a, const void *b)
{
    const struct same_text *x = a, *y = b;
    int order = git_oid_cmp(&x->text, &y->text);
    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* By sorting: thousands of files may move at once. */
static void find_same(const struct rename_side *removed, size_t removed_count,
                      const struct rename_side *added, size_t added_count, size_t *was, bool *taken)
{
    struct same_text *texts = memory_allocate(removed_count * sizeof *texts);
    for (size_t i = 0; i < removed_count; i++)
        texts[i] = (struct same_text){removed[i].text, i};
    qsort(texts, removed_count, sizeof *texts, compare_texts);
    for (int any_name = 0; any_name < 2; any_name++)
        for (size_t j = 0; j < added_count; j++) {
            size_t low = 0, high = removed_count;
            while (low < high) {
                size_t middle = (low + high) / 2;
                if (git_oid_cmp(&texts[middle].text, &added[j].text) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            /* Of many that hold the same a few are looked at: empty files say nothing. */
            size_t end = low + 100 < removed_count ? low + 100 : removed_count;
            for (;
                 was[j] == SIZE_MAX && low < end && git_oid_equal(&texts[low].text, &added[j].text);
                 low++) {
                size_t i = texts[low].index;
                if (taken[i] || !(any_name || has_same_name(&removed[i], &added[j])))
                    continue;
                was[j] = i;
                taken[i] = true;
            }
        }
    memory_release(texts);
}

static void find_alike(git_odb *objects, const struct rename_side *removed, size_t removed_count,
                       const struct rename_side *added, size_t added_count, size_t *was,
                       bool *taken)
{
    struct bag *bags = memory_allocate_zeroed(removed_count * sizeof *bags);
    struct pair *pairs = memory_allocate(removed_count * added_count * sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < removed_count; i++)
        if (!taken[i])
            bags[i] = bag_read(objects, &removed[i].text);
    for (size_t j = 0; j < added_count; j++) {
        if (was[j] != SIZE_MAX)
            continue;
        struct bag bag = bag_read(objects, &added[j].text);
        for (size_t i = 0; i < removed_count; i++) {
            unsigned score = taken[i] ? 0 : likeness(&bags[i], &bag);
            if (score >= SCORE_MIN)
                pairs[count++] = (struct pair){score, has_same_name(&removed[i], &added[j]), i, j};
        }
        memory_release(bag.pieces);
    }
    if (count)
        qsort(pairs, count, sizeof *pairs, compare_pairs);
    for (size_t k = 0; k < count; k++) {
        if (was[pairs[k].added] != SIZE_MAX || taken[pairs[k].removed])
            continue;
        was[pairs[k].added] = pairs[k].removed;
        taken[pairs[k].removed] = true;
    }
    for (size_t i = 0; i < removed_count; i++)
        memory_release(bags[i].pieces);
    memory_release(bags);
    memory_release(pairs);
}

static void find_sides(git_repository *handle, const struct rename_side *removed,
                       size_t removed_count, const struct rename_side *added, size_t added_count,
                       size_t *was)
{
    git_odb *objects = NULL;
    bool *taken = memory_allocate_zeroed(removed_count * sizeof *taken);
    for (size_t j = 0; j < added_count; j++)
        was[j] = SIZE_MAX;
    find_same(removed, removed_count, added, added_count, was, taken);
    if (removed_count <= RENAME_PAIRS_MAX / added_count &&
        git_repository_odb(&objects, handle) == 0)
        find_alike(objects, removed, removed_count, added, added_count, was, taken);
    git_odb_free(objects);
    memory_release(taken);
}

void rename_find(git_repository *handle, const struct tree_difference *differences, size_t count,
                 size_t *was)
{
    size_t removed_count = 0, added_count = 0;
    for (size_t i = 0; i < count; i++) {
        was[i] = SIZE_MAX;
        removed_count += git_oid_is_zero(&differences[i].after);
        added_count += git_oid_is_zero(&differences[i].before);
    }
    if (!removed_count || !added_count)
        return;
    struct rename_side *removed = memory_allocate(removed_count * sizeof *removed);
    struct rename_side *added = memory_allocate(added_count * sizeof *added);
    size_t *found = memory_allocate(added_count * sizeof *found);
    removed_count = added_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct tree_difference *one = &differences[i];
        if (git_oid_is_zero(&one->after))
            removed[removed_count++] = (struct rename_side){one->path, one->before, i};
        else if (git_oid_is_zero(&one->before))
            added[added_count++] = (struct rename_side){one->path, one->after, i};
    }
    if (removed_count && added_count)
        find_sides(handle, removed, removed_count, added, added_count, found);
    for (size_t j = 0; removed_count && j < added_count; j++)
        if (found[j] != SIZE_MAX)
            was[added[j].number] = removed[found[j]].number;
    memory_release(removed);
    memory_release(added);
    memory_release(found);
}
