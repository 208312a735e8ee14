/*
 * markdown_tree.h - what the rooms of markdown share. Only markdown_*.c includes it.
 *
 * The tree is cmark-gfm's. What the design adds hangs on its nodes as a mark
 * (node->user_data): nothing is rewritten, so that the tree can still be
 * written exactly as cmark-gfm writes it.
 *
 * cmark's accessors make copies of what they return, inside the node. A tree
 * is written by several threads at once, so these rooms read the fields.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_TREE_H
#define SCHEDARIO_CONTENT_MARKDOWN_TREE_H

#include "content/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>

/* Exported by libcmark-gfm-extensions, declared in none of its installed headers. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

/* The root's user_data. */
struct markdown_tree {
    const struct text_file *file;
    struct slice source;
    uint32_t *line_starts; /* line_count + 1 of them; the last is the source's length */
    size_t line_count;
};

enum markdown_mark_kind {
    MARK_HEADING, /* headings[index] */
    MARK_LINK,    /* links[index], on a LINK or an IMAGE that cmark made */
    MARK_WIKI,    /* links[index], on a LINK that stands for `written` */
    MARK_FENCE,   /* fences[index] */
    MARK_HIDDEN,  /* a text that is there for cmark's own output alone: {#id} */
};

struct markdown_mark {
    enum markdown_mark_kind kind;
    size_t index;
    /* Of MARK_WIKI: */
    struct slice written;
    struct span span;
    bool has_text; /* [[id|text]] */
};

/* NULL where there is none; not for the root. */
static inline const struct markdown_mark *markdown_mark_of(const cmark_node *node)
{
    return node->user_data;
}

static inline struct slice markdown_chunk(const cmark_chunk *chunk)
{
    return slice_from((const char *)chunk->data, (size_t)chunk->len);
}

static inline bool markdown_node_is(const cmark_node *node, cmark_node_type type)
{
    return node->type == (uint16_t)type;
}

/* The node after this one where every node comes before its children; NULL after the last. */
static inline cmark_node *markdown_node_after(const cmark_node *node, const cmark_node *root)
{
    if (node->first_child)
        return node->first_child;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/* markdown_parse.c */
/* New nodes for a tree that is being collected, in its arena. */
cmark_node *markdown_node_create(cmark_node_type type);

/* markdown_section.c */
/* The lines from `first` to `last`, counted from 1, with their ends; clamped. */
struct slice markdown_tree_lines(const struct markdown_tree *tree, int first, int last);
/* Of a part of the source; the file as a whole where the source is no view into it. */
struct span markdown_tree_span(const struct markdown_tree *tree, struct slice part);
void markdown_sections_collect(struct arena *arena, struct markdown *markdown);

/* markdown_ids.c */
/* This very id, as {#id} asks for it; false where it is taken. `id` lives as long as `ids`. */
bool markdown_ids_reserve(struct markdown_ids *ids, struct slice id);

/* markdown_collect.c */
/* Fills `markdown`, whose root is set; false, and reported, where a limit is passed. */
bool markdown_collect(struct arena *arena, struct markdown *markdown, struct markdown_ids *ids,
                      struct diagnostics *diagnostics);

#endif
