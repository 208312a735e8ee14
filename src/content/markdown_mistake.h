/*
 * markdown_mistake.h - what was meant as a link, and Markdown reads as text.
 *
 * Markdown has no errors: `[il bando](bando di gara.pdf)`, whose address holds spaces, goes onto
 * the page with its brackets. That would be a silent loss of a link, so it is warned.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_MISTAKE_H
#define SCHEDARIO_CONTENT_MARKDOWN_MISTAKE_H

#include "content/markdown_tree.h"

struct markdown_mistakes {
    const struct markdown_tree *tree;
    struct diagnostics *diagnostics;
    unsigned tries; /* searches of a block so far, so that the effort stays linear */
};

/* `text` is a TEXT that stands in no link. */
void markdown_mistake_check(struct markdown_mistakes *mistakes, const cmark_node *text);

#endif
