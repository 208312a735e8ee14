/* Commits in an order that does not depend on how they were found: children before parents (Kahn 1962),
 * of those that may come next the one committed last, then by name. */
#include "source/history_parts.h"

struct heap {
    const struct walk *walk;
    uint32_t *items;
    size_t count;
};

static bool comes_before(const struct walk *walk, uint32_t a, uint32_t b)
{
    const struct walked_commit *x = &walk->commits.items[a], *y = &walk->commits.items[b];
    if (x->committed != y->committed)
        return x->committed > y->committed;
    return memcmp(x->id.bytes, y->id.bytes, sizeof x->id.bytes) < 0;
}

static void heap_push(struct heap *heap, uint32_t item)
{
    size_t at = heap->count++;
    while (at && comes_before(heap->walk, item, heap->items[(at - 1) / 2])) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = item;
}

static uint32_t heap_pop(struct heap *heap)
{
    uint32_t top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < heap->count; at = child) {
        if (child + 1 < heap->count &&
            comes_before(heap->walk, heap->items[child + 1], heap->items[child]))
            child++;
        if (!comes_before(heap->walk, heap->items[child], last))
            break;
        heap->items[at] = heap->items[child];
    }
    heap->items[at] = last;
    return top;
}

static const uint32_t *parents_of(const struct walk *walk, uint32_t commit)
{
    return walk->parents.items + walk->commits.items[commit].first_parent;
}

/* How many children each reachable commit has. */
static uint32_t *count_children(const struct walk *walk, uint32_t head, uint32_t *stack)
{
    uint32_t *children = arena_array(walk->arena, uint32_t, walk->commits.count);
    size_t depth = 0;
    stack[depth++] = head;
    while (depth) {
        uint32_t commit = stack[--depth];
        const uint32_t *parents = parents_of(walk, commit);
        for (uint32_t i = 0; i < walk->commits.items[commit].parent_count; i++)
            if (children[parents[i]]++ == 0)
                stack[depth++] = parents[i];
    }
    return children;
}

uint32_t *walk_order(const struct walk *walk, uint32_t head, size_t *count)
{
    struct heap heap = {walk, arena_array(walk->arena, uint32_t, walk->commits.count + 1), 0};
    uint32_t *order = arena_array(walk->arena, uint32_t, walk->commits.count + 1);
    uint32_t *children = count_children(walk, head, heap.items);
    *count = 0;
    heap_push(&heap, head);
    while (heap.count) {
        uint32_t commit = heap_pop(&heap);
        const uint32_t *parents = parents_of(walk, commit);
        order[(*count)++] = commit;
        for (uint32_t i = 0; i < walk->commits.items[commit].parent_count; i++)
            if (--children[parents[i]] == 0)
                heap_push(&heap, parents[i]);
    }
    return order;
}
