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

#include "content/markdown_nodes.h"

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
    bool is_collected; /* once: what is found in the source was found */
};

enum markdown_mark_kind {
    MARK_NONE,    /* attributes alone */
    MARK_HEADING, /* headings[index] */
    MARK_LINK,    /* links[index], on a LINK or an IMAGE that cmark made */
    MARK_WIKI,    /* links[index], on a LINK that stands for `written` */
    MARK_FENCE,   /* fences[index] */
    MARK_HIDDEN,  /* a text that is there for cmark's own output alone: {#id} */
    MARK_PLAIN,   /* a paragraph that is none: text without <p> */
    MARK_ELEMENT, /* of a custom node of cmark's: what GFM has no node for */
};

struct markdown_mark {
    enum markdown_mark_kind kind;
    size_t index;
    struct span span; /* of a heading, link or fence, once collected */
    const struct markdown_attributes *attributes; /* that GFM has no place for; or NULL */
    struct slice identifier;                      /* of an element: its id in the page */
    /* Of MARK_WIKI: */
    struct slice written;
    bool has_text; /* [[id|text]] */
    /* Of MARK_ELEMENT: */
    const struct markdown_element *element;
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

/* NULL where the node is one of cmark's own. */
static inline const struct markdown_element *markdown_element_of(const cmark_node *node)
{
    bool is_custom =
        node->type == CMARK_NODE_CUSTOM_BLOCK || node->type == CMARK_NODE_CUSTOM_INLINE;
    return is_custom && node->user_data ? ((const struct markdown_mark *)node->user_data)->element
                                        : NULL;
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
/* The same for a tree that was parsed before. */
cmark_node *markdown_node_create_in(struct arena *arena, cmark_node_type type);
/* An item becomes a task. */
void markdown_node_make_task(cmark_node *item, bool is_checked);

/* markdown_section.c */
/* The lines from `first` to `last`, counted from 1, with their ends; clamped. */
struct slice markdown_tree_lines(const struct markdown_tree *tree, int first, int last);
/* Of a part of the source; the file as a whole where the source is no view into it. */
struct span markdown_tree_span(const struct markdown_tree *tree, struct slice part);
void markdown_sections_collect(struct arena *arena, struct markdown *markdown);

/* markdown_visit.c */
bool markdown_is_tight(const cmark_node *paragraph);
/* Blocks from `first` to the last before `end`. */
void markdown_visit_blocks(struct arena *arena, const struct markdown *markdown,
                           const cmark_node *first, const cmark_node *end,
                           const struct markdown_visitor *visitor);

/* markdown_collect.c */
/* {name key=value …} of a fence's info string. */
bool markdown_fence_info_read(struct slice info, struct slice *name, struct slice *arguments);
/* Fills `markdown`, whose root is set; false, and reported, where a limit is passed. */
bool markdown_collect(struct arena *arena, struct markdown *markdown, struct markdown_ids *ids,
                      struct diagnostics *diagnostics);

#endif
