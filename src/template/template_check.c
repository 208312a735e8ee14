#include "template/template_check.h"

#include "template/template_problems.h"
#include "text/nearest.h"

struct name_list {
    struct slice *items;
    size_t count;
    size_t capacity;
};

static bool collect_names(struct arena *arena, const struct expression *value,
                          struct name_list *names)
{
    bool all = true;
    switch (value ? value->kind : EXPRESSION_NONE) {
    case EXPRESSION_TEXT:
        vector_push(arena, names, value->text);
        return true;
    case EXPRESSION_LIST:
        for (size_t i = 0; i < value->count; i++)
            all = collect_names(arena, value->items[i], names) && all;
        return all;
    case EXPRESSION_CONDITION:
        all = collect_names(arena, value->items[0], names);
        return (!value->items[2] || collect_names(arena, value->items[2], names)) && all;
    default:
        return false;
    }
}

bool reference_names(struct arena *arena, const struct expression *value, struct slice **names,
                     size_t *count)
{
    struct name_list list = {0};
    bool all = collect_names(arena, value, &list);
    *names = list.items;
    *count = list.count;
    return all;
}

/* ------------------------------------------------------------------ names from elsewhere */

struct visit {
    struct arena *arena;
    const struct template_family *family;
    struct map *names;
    struct map seen; /* templates whose context may be this one's */
    struct name_list wait;
};

static void add_names(struct visit *visit, const struct map *names)
{
    for (size_t i = 0; i < names->count; i++)
        map_set(visit->arena, visit->names, names->entries[i].key, names->entries[i].value);
}

static void add_template(struct visit *visit, struct slice name)
{
    if (map_find(&visit->family->by_name, name) &&
        map_add(visit->arena, &visit->seen, name, visit->names))
        vector_push(visit->arena, &visit->wait, name);
}

static bool refers_to(struct visit *visit, const struct node *reference, struct slice name)
{
    struct slice *names;
    size_t count;
    if (!reference_names(visit->arena, reference->value, &names, &count))
        return true; /* who knows */
    for (size_t i = 0; i < count; i++)
        if (slice_equal(names[i], name))
            return true;
    return false;
}

/* Who passes a context to `tree`, or shares one with it. */
static void add_neighbours(struct visit *visit, const struct template_tree *tree)
{
    struct slice *names;
    size_t count;
    if (tree->extends) {
        if (!reference_names(visit->arena, tree->extends->value, &names, &count))
            for (size_t i = 0; i < visit->family->count; i++)
                add_template(visit, visit->family->trees[i]->name);
        for (size_t i = 0; i < count; i++)
            add_template(visit, names[i]);
    }
    for (size_t i = 0; i < visit->family->count; i++) {
        const struct template_tree *other = visit->family->trees[i];
        for (size_t k = 0; k < other->references.count; k++) {
            const struct node *reference = other->references.items[k];
            if ((reference->kind != NODE_EXTENDS && !reference->with_context) ||
                !refers_to(visit, reference, tree->name))
                continue;
            add_template(visit, other->name);
            /* Locals of the place where it is included come along. */
            if (reference->kind == NODE_EXTENDS)
                continue;
            add_names(visit, &other->all_names);
            map_set(visit->arena, visit->names, SLICE("loop"), visit->names);
        }
    }
}

void family_visible_names(struct arena *arena, const struct template_family *family,
                          const struct template_tree *tree, struct map *names)
{
    struct visit visit = {.arena = arena, .family = family, .names = names};
    add_template(&visit, tree->name);
    for (size_t i = 0; i < visit.wait.count; i++) {
        const struct template_tree *other = map_get(&family->by_name, visit.wait.items[i]);
        add_names(&visit, other->has_scoped_blocks ? &other->all_names : &other->top_names);
        if (other->has_scoped_blocks)
            map_set(arena, names, SLICE("loop"), names);
        add_neighbours(&visit, other);
    }
}

/* ------------------------------------------------------------------ loop */

static bool any_mentions_loop(const struct template_family *family)
{
    for (size_t i = 0; i < family->count; i++)
        if (family->trees[i]->mentions_loop)
            return true;
    return false;
}

static bool mentions_loop(struct arena *arena, const struct template_family *family,
                          const struct expression *name, unsigned depth)
{
    struct slice *names;
    size_t count;
    if (!name || depth > 8 || !reference_names(arena, name, &names, &count))
        return any_mentions_loop(family);
    for (size_t i = 0; i < count; i++) {
        const struct template_tree *tree = map_get(&family->by_name, names[i]);
        if (!tree)
            continue;
        if (tree->mentions_loop)
            return true;
        for (size_t k = 0; k < tree->references.count; k++)
            if (tree->references.items[k]->with_context &&
                mentions_loop(arena, family, tree->references.items[k]->value, depth + 1))
                return true;
    }
    return false;
}

bool family_mentions_loop(struct arena *arena, const struct template_family *family,
                          const struct expression *name)
{
    return any_mentions_loop(family) && mentions_loop(arena, family, name, 0);
}

/* ------------------------------------------------------------------ references */

struct slice family_nearest(const struct template_family *family, struct slice name)
{
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < family->count; i++)
        nearest_offer(&nearest, family->trees[i]->name);
    return nearest.best;
}

static bool check_imports(struct arena *arena, const struct template_tree *tree,
                          const struct node *reference, const struct template_tree *target,
                          struct diagnostics *diagnostics)
{
    bool good = true;
    for (size_t i = 0; i < reference->name_count; i++) {
        const struct imported_name *name = &reference->names[i];
        if (target->broken || map_find(&target->top_names, name->name))
            continue;
        struct nearest nearest = nearest_start(name->name);
        for (size_t k = 0; k < target->top_names.count; k++)
            nearest_offer(&nearest, target->top_names.entries[k].key);
        struct suggestion hint = suggest(arena, nearest.best);
        diagnostic_add(diagnostics, &problem_unknown_macro, template_span(tree, name->at),
                       target->name, name->name, hint.text[0], hint.text[1]);
        good = false;
    }
    return good;
}

bool family_check_references(struct arena *arena, const struct template_family *family,
                             const struct template_tree *tree, struct diagnostics *diagnostics)
{
    bool good = true;
    for (size_t i = 0; i < tree->references.count; i++) {
        const struct node *reference = tree->references.items[i];
        struct slice *names;
        size_t count;
        reference_names(arena, reference->value, &names, &count);
        bool is_list = reference->value->kind == EXPRESSION_LIST;
        for (size_t k = 0; k < count; k++) {
            const struct template_tree *target = map_get(&family->by_name, names[k]);
            if (target) {
                good = check_imports(arena, tree, reference, target, diagnostics) && good;
                continue;
            }
            if (reference->ignore_missing || is_list)
                continue;
            struct suggestion hint = suggest(arena, family_nearest(family, names[k]));
            diagnostic_add(diagnostics, &problem_unknown_template,
                           template_span(tree, reference->value->whole), names[k], hint.text[0],
                           hint.text[1]);
            good = false;
        }
    }
    return good;
}
