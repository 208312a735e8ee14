/*
 * markdown_nodes.h - a body's tree for those who may not know cmark: read it node by node, change
 * it in places, or build another one.
 *
 * Elements are pandoc's (those of its reader for gfm): text splits into Str and Space, runs of
 * spaces are one; a paragraph of a tight list is Plain; a task is "â" or "â" and a Space at the start of its item; an
 * address that stands for itself is a Link of the class "uri" or "email", [[id]] one of the class
 * "wikilink"; a footnote is a Note where it is referred to; a fence {name key=value} is a CodeBlock
 * of the class NAME with these attributes. The way back is the same one.
 *
 * Raw HTML of the sheet is read as RawBlock or RawInline of the format "html", and stays out of
 * the page: also when it comes back letter for letter. Other raw HTML is the publisher's, and is
 * written as it is.
 *
 *     struct markdown_builder *builder = markdown_build_start(arena, markdown, NULL);
 *     struct markdown_visitor copy = {builder, copy_open, copy_close};
 *     markdown_visit(arena, markdown, &copy);
 *     struct markdown *twin = markdown_build_finish(builder, NULL, diagnostics);
 *
 * Spans of headings, links and fences go from the tree that is `like` to those in the new one that
 * have the same id, address or text; what is new has the place of what stands before it.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_NODES_H
#define SCHEDARIO_CONTENT_MARKDOWN_NODES_H

#include "content/markdown.h"

enum markdown_kind {
    /* what stands within a line */
    MARKDOWN_STR,
    MARKDOWN_SPACE,
    MARKDOWN_SOFT_BREAK,
    MARKDOWN_LINE_BREAK,
    MARKDOWN_EMPH,
    MARKDOWN_STRONG,
    MARKDOWN_UNDERLINE,
    MARKDOWN_STRIKEOUT,
    MARKDOWN_SUPERSCRIPT,
    MARKDOWN_SUBSCRIPT,
    MARKDOWN_SMALL_CAPS,
    MARKDOWN_QUOTED,
    MARKDOWN_CITE,
    MARKDOWN_CODE,
    MARKDOWN_MATH,
    MARKDOWN_RAW_INLINE,
    MARKDOWN_LINK,
    MARKDOWN_IMAGE,
    MARKDOWN_NOTE,
    MARKDOWN_SPAN,
    /* blocks */
    MARKDOWN_PLAIN,
    MARKDOWN_PARA,
    MARKDOWN_LINE_BLOCK,
    MARKDOWN_CODE_BLOCK,
    MARKDOWN_RAW_BLOCK,
    MARKDOWN_BLOCK_QUOTE,
    MARKDOWN_ORDERED_LIST,
    MARKDOWN_BULLET_LIST,
    MARKDOWN_DEFINITION_LIST,
    MARKDOWN_HEADER,
    MARKDOWN_HORIZONTAL_RULE,
    MARKDOWN_TABLE,
    MARKDOWN_DIV,
    MARKDOWN_FIGURE,
    MARKDOWN_NULL,
    /* parts of blocks, which no filter names */
    MARKDOWN_ITEM,
    MARKDOWN_LINE, /* of a LINE_BLOCK */
    MARKDOWN_TERM,
    MARKDOWN_DEFINITION,
    MARKDOWN_CAPTION,
    MARKDOWN_TABLE_HEAD,
    MARKDOWN_TABLE_BODY,
    MARKDOWN_TABLE_FOOT,
    MARKDOWN_ROW,
    MARKDOWN_CELL,
    MARKDOWN_KINDS
};
#define MARKDOWN_KIND_BIT(kind) ((uint64_t)1 << (kind))
/* "Str", "Header" …; of parts "Item", "Line" … */
const char *markdown_kind_name(enum markdown_kind kind);

#define MARKDOWN_NODES_MAX 1000000u /* in one tree that is built */

struct markdown_pair {
    struct slice name, value;
};

struct markdown_attributes {
    struct slice identifier;
    struct slice *classes;
    size_t class_count;
    struct markdown_pair *pairs;
    size_t pair_count;
};

enum markdown_alignment { MARKDOWN_DEFAULT, MARKDOWN_LEFT, MARKDOWN_RIGHT, MARKDOWN_CENTER };

struct markdown_column {
    enum markdown_alignment alignment;
    double width; /* of the line; 0: default */
};

/* A node's own; what stands below it comes between its open and its close. */
struct markdown_element {
    enum markdown_kind kind;
    struct slice text;          /* STR, CODE, MATH, RAW_*, CODE_BLOCK */
    struct slice format;        /* RAW_*: "html"; ORDERED_LIST: style, "Decimal" … */
    struct slice delimiter;     /* ORDERED_LIST: "Period" … */
    struct slice target, title; /* LINK, IMAGE; CITE: target is the ids, by spaces */
    int number;                 /* HEADER: level; ORDERED_LIST: start; TABLE_BODY: head columns */
    bool flag;                  /* MATH: on a line of its own; QUOTED: double */
    enum markdown_alignment alignment; /* CELL */
    int rows, columns;                 /* CELL: spans */
    struct markdown_column *layout;    /* TABLE */
    size_t layout_count;
    struct markdown_attributes attributes;
};

/* ---- reading ---- */

struct markdown_visitor {
    void *context;
    /* Both are called for every element; texts are good until they return. They may leave by
     * longjmp. */
    void (*open)(void *context, const struct markdown_element *element);
    void (*close)(void *context, const struct markdown_element *element);
};

void markdown_visit(struct arena *arena, const struct markdown *markdown,
                    const struct markdown_visitor *visitor);
/* A node that markdown_next_node() gave, with all below it. */
void markdown_visit_node(struct arena *arena, const struct markdown *markdown, void *node,
                         const struct markdown_visitor *visitor);
/* The node after `node` (NULL: the first) among those of the kinds in the set, children before
 * their parents, in the order of the text, notes where they are defined. NULL: no more. Texts (STR,
 * SPACE) and parts are no nodes. */
void *markdown_next_node(const struct markdown *markdown, void *node, uint64_t kinds);
enum markdown_kind markdown_node_kind(const void *node);
/* NULL: the node is no fence {name …}. */
const struct markdown_fence *markdown_node_fence(const struct markdown *markdown, const void *node);
/* key=value or key="more words" off the front of a fence's arguments; a word alone has no name. */
void markdown_fence_next_argument(struct slice *rest, struct slice *name, struct slice *value);

/* For people: an element a line, indented by what it stands in, words together. */
void markdown_write_outline(struct buffer *out, const struct markdown *markdown);

/* ---- building ---- */

struct markdown_builder;

/* `node`: NULL for a tree, or the one whose place will be taken. */
struct markdown_builder *markdown_build_start(struct arena *arena, const struct markdown *like,
                                              void *node);
/* What is in `element` is copied. False: MARKDOWN_NODES_MAX is passed, and nothing is built. */
bool markdown_build_open(struct markdown_builder *builder, const struct markdown_element *element);
void markdown_build_close(struct markdown_builder *builder);
/* The tree, collected. NULL, and reported, where it goes over a limit. `ids` as in markdown_parse(). */
struct markdown *markdown_build_finish(struct markdown_builder *builder, struct markdown_ids *ids,
                                       struct diagnostics *diagnostics);
/* What was built takes the place of the node, in the tree that it is like; that one is to be
 * collected again. Inlines for an inline, blocks for a block. */
void markdown_build_replace(struct markdown_builder *builder, void *node);
/* Headings, ids, links, sections, fences, texts of a tree that was changed, as if read anew. */
bool markdown_collect_again(struct arena *arena, struct markdown *markdown,
                            struct markdown_ids *ids, struct diagnostics *diagnostics);

/* A section as a tree of its own, or each item of its list (markdown_section_items() tells whether
 * it is one). */
struct markdown *markdown_section_tree(struct arena *arena, const struct markdown *markdown,
                                       const struct markdown_section *section,
                                       struct diagnostics *diagnostics);
struct markdown **markdown_section_item_trees(struct arena *arena, const struct markdown *markdown,
                                              const struct markdown_section *section, size_t *count,
                                              struct diagnostics *diagnostics);
/* The words of a tree on one line. */
struct slice markdown_plain_line(struct arena *arena, const struct markdown *markdown);

#endif
