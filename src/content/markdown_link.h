/*
 * markdown_link.h - what an address says, where it is written, and [[id]].
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_LINK_H
#define SCHEDARIO_CONTENT_MARKDOWN_LINK_H

#include "content/markdown_tree.h"

/* Where the search for the next link goes on. One for each tree. */
struct markdown_link_finder {
    const struct markdown_tree *tree;
    const cmark_node *block; /* in which `rest` lies */
    struct slice rest;
    size_t effort; /* bytes searched in vain, so that it stays linear */
};

/* kind, target and fragment of a LINK or an IMAGE. */
struct markdown_link markdown_link_read(struct arena *arena, const cmark_node *node);
/* Of the address as it is written, or of the block's first line. Links are to be
 * asked for in the order of the tree. */
struct span markdown_link_find(struct markdown_link_finder *finder, const cmark_node *node);

/* Cuts the first [[id]] out of a text: the text keeps what stands before it, a LINK with a mark
 * and the text behind it follow. Also where a line ends within the brackets. False where
 * there is none. */
bool markdown_wiki_split(struct arena *arena, struct markdown_link_finder *finder,
                         cmark_node *text);
/* target, fragment and kind of what stands in [[ ]], these included. */
struct markdown_link markdown_wiki_read(struct slice written);

#endif
