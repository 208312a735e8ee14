/*
 * markdown_nodes.h - a body's tree for those who may not know cmark: read it node by node, and
 * build another one.
 *
 * The kinds are pandoc's, which are those that filters name.
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

#endif
