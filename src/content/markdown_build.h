/*
 * markdown_build.h - where the parts of a tree that is built come from, in the tree that it is
 * like: found again by what they say. Private to markdown_build*.c.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_BUILD_H
#define SCHEDARIO_CONTENT_MARKDOWN_BUILD_H

#include "base/map.h"
#include "content/markdown_tree.h"

struct build_origins {
    struct arena *arena;
    const cmark_node *top; /* the root, or the node whose place is taken */
    bool is_ready;
    struct map links, images; /* address -> struct origin_spans */
    struct map headings;      /* id -> cmark_node */
    struct map fences;        /* name, line end, body -> cmark_node */
    struct map raw;           /* texts */
    struct map notes;         /* plain text -> struct origin_note */
    struct map labels;        /* of notes, that are taken */
    const struct markdown *like;
};

/* Each looks for the parts when it is first asked. */
bool build_origins_take_link(struct build_origins *origins, bool is_image, struct slice target,
                             struct span *span);
/* Once each; NULL: none, or none left. */
const cmark_node *build_origins_take_heading(struct build_origins *origins, struct slice id);
const cmark_node *build_origins_take_fence(struct build_origins *origins, struct slice name,
                                           struct slice body);
bool build_origins_have_raw(struct build_origins *origins, struct slice text);
/* The definition that stands for a note of this text: the one given, which gets the origin's label,
 * or the one that was given for the same origin before. */
cmark_node *build_origins_take_note(struct build_origins *origins, cmark_node *definition);
void build_origins_keep_label(struct build_origins *origins, struct slice label);
struct slice build_origins_new_label(struct build_origins *origins, int number);

#endif
