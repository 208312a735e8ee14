/*
 * difference.h - changes of sheets in words: for the terminal, and as Markdown for a review.
 */
#ifndef SCHEDARIO_BUILD_DIFFERENCE_H
#define SCHEDARIO_BUILD_DIFFERENCE_H

#include "build/review.h"

struct difference_style {
    enum message_language language;
    bool markdown;
    bool offline; /* addresses name their page's file: the site was built to work from a folder */
    const struct schema *schema;
    unsigned sheet_language; /* of values and labels */
};

/* A line a field and a section, each after `indent`. */
void difference_write(struct buffer *out, const struct document_difference *difference,
                      const struct difference_style *style, const char *indent);
/* A whole review. */
void difference_write_review(struct buffer *out, const struct review_result *result,
                             const struct difference_style *style);
/* What difference_write_review() wrote as Markdown, or other Markdown of the program's own, as HTML. */
void difference_write_html(struct buffer *out, struct slice markdown);
/* The same for machines. */
void difference_write_review_json(struct buffer *out, const struct review_result *result,
                                  enum message_language language);
/* The fields and sections alone, as two members of the object that is open. */
void difference_write_json(struct json_writer *json, const struct document_difference *difference);

/* As it is, or with what Markdown would take for its own made harmless. */
void difference_write_text(struct buffer *out, struct slice text,
                           const struct difference_style *style);

#endif
