/*
 * template_check.h - what templates are to one another: which names they lend, whether what they
 * refer to is there.
 */
#ifndef SCHEDARIO_TEMPLATE_CHECK_H
#define SCHEDARIO_TEMPLATE_CHECK_H

#include "base/diagnostic.h"
#include "template/template.h"
#include "template/template_syntax.h"

/* All trees of the environment, in the order of its sources. */
struct template_family {
    const struct template_tree **trees;
    size_t count;
    struct map by_name;
};

/* The names of an extends, include, import or from that can be told before a page renders;
 * false where there are others. */
bool reference_names(struct arena *arena, const struct expression *value, struct slice **names,
                     size_t *count);
/* Names that a template may find in its context since another one includes, extends or is
 * extended by it. */
void family_visible_names(struct arena *arena, const struct template_family *family,
                          const struct template_tree *tree, struct map *names);
/* Whether a template that this expression names looks at the `loop` around it. NULL: any. */
bool family_mentions_loop(struct arena *arena, const struct template_family *family,
                          const struct expression *name);
/* Templates and imported names exist. */
bool family_check_references(struct arena *arena, const struct template_family *family,
                             const struct template_tree *tree, struct diagnostics *diagnostics);
struct slice family_nearest(const struct template_family *family, struct slice name);

#endif
