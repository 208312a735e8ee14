/*
 * search/index.h - writes an index: documents in, files out.
 *
 * A document is a text in zones. How much a word tells about a document is BM25F (Robertson,
 * Zaragoza 2009): the counts of its stem in each zone, each divided by the zone's length against the
 * average, weighed and added up, then saturated. The result is kept as a level of 1 to 15, the
 * stem's rarity as the group's weight, so that a query multiplies small whole numbers.
 *
 *     struct index *index = index_create(&arena, language);
 *     for (…) index_add(index, &document);              // in the order of the lists
 *     index_add_column(index, &column);
 *     index_write(index, keep_file, context);
 *     index_destroy(index);
 *
 * They are added in the order of the lists that show them; the index numbers them anew, so that
 * similar ones are neighbours and results lie in few files, and keeps the order as a column.
 * Texts are borrowed until index_write() returns, which forms the files one after the other. The same
 * documents in the same order give the same bytes.
 */
#ifndef SCHEDARIO_SEARCH_INDEX_H
#define SCHEDARIO_SEARCH_INDEX_H

#include "base/arena.h"
#include "search/format.h"

#define INDEX_TEXT_MAX    (256u << 10) /* bytes of a text that are read */
#define INDEX_EXCERPT_MAX 200          /* bytes kept for excerpts */

enum zone {
    ZONE_TITLE,
    ZONE_SUMMARY,
    ZONE_TERMS,    /* labels of terms, names of organisations and places */
    ZONE_FIELDS,   /* what other fields say */
    ZONE_HEADINGS, /* counted only: they stand in the body as well */
    ZONE_BODY,
    ZONE_COUNT
};

struct index_text {
    enum zone zone;
    struct slice text;
};

struct index_fact {
    struct slice field, text;
};

/* A field as readers see it, to compare documents and to download them. */
struct index_record {
    struct slice field, label, text;
};

struct index_document {
    struct slice key;     /* "esperienze/all-inclusive" */
    struct slice address; /* below the site's root: "/esperienze/all-inclusive/" */
    struct slice title;   /* also to be given as text of ZONE_TITLE */
    struct slice excerpt;
    const struct index_text *texts;
    size_t text_count;
    const struct index_fact *facts; /* shown on its card */
    size_t fact_count;
    const struct index_record *records;
    size_t record_count;
};

/* In columns a document is told by its place in the order in which they were added, from 0. */
struct index_value {
    struct slice id, label;
    size_t parent; /* its number + 1; 0: none */
    const uint32_t *documents; /* those of values below it among them */
    size_t document_count;
};

struct index_column {
    struct slice id, label;
    enum column_kind kind;
    unsigned uses; /* enum column_use */
    const uint32_t *documents; /* those that have a value */
    size_t document_count;
    const int64_t *numbers; /* COLUMN_NUMBERS, COLUMN_ORDER: one a document */
    unsigned scale;
    const struct index_value *values; /* COLUMN_TERMS */
    size_t value_count;
};

struct index;

struct index *index_create(struct arena *arena, struct slice language);
void index_add(struct index *index, const struct index_document *document);
void index_add_column(struct index *index, const struct index_column *column);

/* `name` within the index's folder; both live until the sink returns. */
typedef void index_sink(void *context, struct slice name, struct slice content);
void index_write(struct index *index, index_sink *sink, void *context);
void index_destroy(struct index *index);

#endif
