/*
 * markdown_html.h - the two halves of the HTML writer: blocks in markdown_html.c, what
 * stands within a line, and footnotes, in markdown_html_inline.c.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_HTML_H
#define SCHEDARIO_CONTENT_MARKDOWN_HTML_H

#include "content/markdown_tree.h"

struct html_writer {
    struct buffer *out;
    size_t base; /* where our own bytes begin in out */
    const struct markdown *markdown;
    const struct markdown_style *style;
    const cmark_node *image;       /* within its alt attribute, text alone is written */
    size_t column;                 /* of the table cell at hand */
    int footnote, footnote_backed; /* definitions begun; the last with a way back */
};

void html_add(struct html_writer *w, const char *html);
/* A line ends here, where one has begun. */
void html_end_line(struct html_writer *w);
void html_add_escaped(struct html_writer *w, struct slice text);

void html_add_address(struct html_writer *w, struct slice address);

/* markdown_html_element.c: what is not GFM's. */
bool html_enter_element(struct html_writer *w, const cmark_node *node);
void html_leave_element(struct html_writer *w, const cmark_node *node);
/* From the class that stands at `first_class` on; `more_class` may be NULL. */
void html_add_attributes(struct html_writer *w, const cmark_node *node,
                         const struct markdown_attributes *attributes, size_t first_class,
                         const char *more_class);
void html_add_own_attributes(struct html_writer *w, const cmark_node *node, size_t first_class);

/* Node by node; true where the children follow. Strikethrough, too. */
bool html_enter_inline(struct html_writer *w, const cmark_node *node);
void html_leave_inline(struct html_writer *w, const cmark_node *node);

void html_enter_footnote(struct html_writer *w, const cmark_node *definition);
void html_leave_footnote(struct html_writer *w, const cmark_node *definition);
/* The ways back from a footnote, one for each place that refers to it; once only. */
bool html_add_footnote_back(struct html_writer *w, const cmark_node *definition);

#endif
