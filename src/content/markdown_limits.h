/*
 * markdown_limits.h - what a body may cost, found out before it is paid.
 *
 * cmark-gfm 0.29.0.gfm.6 takes quadratic time for some inputs. The steps it would
 * take for them are estimated, in nanoseconds or so, line by line before the
 * blocks are read and block by block before the inlines are.
 *
 *     a table's row of n cells         each cell is appended by a walk over the others
 *     a delimiter row that is none     reads the paragraph before it again
 *     `![` left open, then `]`         each `]` walks over the open brackets
 *     `<?` and `<!` without end        each reads to the end of the paragraph
 *     `)` at the end of an address     each counts the address's brackets again
 *     `@` after `@`                    each reads the word again, a thousand times at most
 *
 * Blocks nested without limit make each blank line cost as much as the depth.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_LIMITS_H
#define SCHEDARIO_CONTENT_MARKDOWN_LIMITS_H

#include "content/markdown_tree.h"

#define MARKDOWN_STEPS_MAX     1000000000u
#define MARKDOWN_DEPTH_MAX     100u       /* blocks and inlines around a text */
#define MARKDOWN_LINKS_MAX     50000u     /* in one body */
#define MARKDOWN_ADDRESSES_MAX (8u << 20) /* bytes of all links' addresses and titles */

struct markdown_limits {
    const struct markdown_tree *tree;
    struct diagnostics *diagnostics;
    uint64_t steps;
};

/* Before the line is fed to the parser. False, and reported, where it costs too much. */
bool markdown_limits_check_line(struct markdown_limits *limits, const cmark_parser *parser,
                                struct slice line);
/* After it was fed. */
bool markdown_limits_check_depth(struct markdown_limits *limits, const cmark_parser *parser,
                                 struct slice line);
/* When all lines are fed, before the parser is finished. */
bool markdown_limits_check_inlines(struct markdown_limits *limits, const cmark_node *root);

void markdown_limits_report_size(struct markdown_limits *limits);
void markdown_limits_report_memory(struct markdown_limits *limits);
void markdown_limits_report_depth(struct markdown_limits *limits, struct slice where);
void markdown_limits_report_links(struct markdown_limits *limits, struct slice where);
void markdown_limits_report_addresses(struct markdown_limits *limits, struct slice where);

#endif
