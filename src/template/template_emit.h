/*
 * template_emit.h - a syntax tree to Lua.
 *
 * The chunk takes the runtime's functions and gives {root = function(C, B), blocks = {…}}: C is
 * the context (names to values), B the blocks of all templates of the chain. Every operation that
 * can fail begins a line of its own, and `positions` says where in the template that line comes
 * from: nothing is spent on that while a page renders.
 */
#ifndef SCHEDARIO_TEMPLATE_EMIT_H
#define SCHEDARIO_TEMPLATE_EMIT_H

#include "template/template.h"
#include "template/template_syntax.h"

struct emit_position {
    struct place at;
    struct place about;   /* what is none, when that is the mistake */
    uint32_t first_value; /* of a line that writes: where its values stand in `values` */
    uint32_t value_count;
};

struct template_code {
    struct buffer lua;
    VECTOR(struct emit_position) positions; /* by line; the first is not used */
    VECTOR(struct place) values;
};

/* What the emitter may ask about the rest of the theme. */
struct template_scene {
    const struct template_environment *environment;
    const struct template_tree *(*find_tree)(void *context, struct slice name);
    /* Whether another template may give this one such a name. */
    bool (*is_visible)(void *context, const struct template_tree *tree, struct slice name);
    /* Whether what is included there looks at the loop around it. */
    bool (*mentions_loop)(void *context, const struct expression *name);
    void *context;
};

/* False after an error (reported); release code->lua all the same. */
bool template_emit(struct arena *arena, const struct template_tree *tree,
                   const struct template_scene *scene, struct template_code *code,
                   struct diagnostics *diagnostics);

#endif
