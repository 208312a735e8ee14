/*
 * review.h - two commits of a catalogue side by side: what a change does, the whole catalogue considered.
 *
 * Both are built up to the link, so that a link elsewhere which the change breaks is seen. A problem of
 * the new commit is new unless the old one has the same: the same code and words about the same line of
 * the same file, wherever that line stands now and whatever the file is called.
 *
 *     struct review *review = review_create(&options, SLICE("main"), SLICE("proposta"));
 *     if (review_run(review) != REVIEW_FAILED)
 *         show(review);
 *     review_destroy(review);
 */
#ifndef SCHEDARIO_BUILD_REVIEW_H
#define SCHEDARIO_BUILD_REVIEW_H

#include "build/build.h"
#include "content/document_difference.h"
#include "model/catalogue.h"

enum review_kind { REVIEW_ADDED, REVIEW_CHANGED, REVIEW_RENAMED, REVIEW_WITHDRAWN };

/* One file of a sheet. */
struct review_sheet {
    enum review_kind kind;
    struct slice path_before, path_after; /* as people see them: "content/esperienze/x.md" */
    struct slice title;                   /* the new one, else the old one */
    struct slice url;                     /* of its page, below the root; empty: it has none */
    unsigned language;
    const struct document *before, *after; /* by the new schema; NULL: not there, or unreadable */
    struct document_difference difference;
};

/* How many sheets of a collection have a term, before and after; with `term` NULL, how many there are. */
struct review_count {
    const struct collection *collection;
    const struct field *field; /* NULL: of the collection */
    struct slice label;        /* of the term, in the site's first language */
    size_t before, after;
};

/* What the sheets of a collection have of a field of money or number, added up. */
struct review_sum {
    const struct collection *collection;
    const struct field *field;
    struct decimal before, after;
};

struct review_result {
    const struct schema *schema;    /* the new one's */
    const struct slice *other_files; /* that changed besides sheets: site.yaml, pictures, scripts */
    size_t other_file_count;
    const struct review_sheet *sheets; /* by path */
    size_t sheet_count;
    const struct review_count *counts; /* those that moved alone */
    size_t count_count;
    const struct review_sum *sums;
    size_t sum_count;
    const struct diagnostics *problems; /* new ones, sorted */
    size_t old_problem_count;           /* there before, and still */
    size_t mended_count;                /* there before, and no more */
};

enum review_outcome {
    REVIEW_GOOD,
    REVIEW_PROBLEMS,    /* the change brings new errors */
    REVIEW_FAILED,      /* no such commit, no site.yaml: `problems` alone says what */
    REVIEW_INTERRUPTED,
};

struct review;

/* `options` as for a build from a commit; its `ref` gives no more than a folder. */
struct review *review_create(const struct build_options *options, struct slice before,
                             struct slice after);
enum review_outcome review_run(struct review *review);
/* Good until review_destroy(). */
const struct review_result *review_result(const struct review *review);
void review_destroy(struct review *review);

#endif
