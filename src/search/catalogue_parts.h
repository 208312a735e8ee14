/*
 * search/catalogue_parts.h - what catalogue_index.c (documents) and catalogue_columns.c share.
 */
#ifndef SCHEDARIO_SEARCH_CATALOGUE_PARTS_H
#define SCHEDARIO_SEARCH_CATALOGUE_PARTS_H

#include "search/catalogue_index.h"

struct indexing {
    const struct catalogue *catalogue;
    const struct schema *schema;
    unsigned language;
    const struct locale *locale;
    struct arena *arena;
    struct index *index;
    const struct sheet **sheets; /* by number of document */
    size_t sheet_count;
};

/* Visits each value that is no list: a list's items, or the value itself. Empty ones are left out. */
typedef void item_visitor(void *context, const struct value *value);
void catalogue_visit_items(const struct value *value, item_visitor *visitor, void *context);
/* As a reader sees it: labels of terms, titles of the sheets that are named. */
void catalogue_write_value(struct buffer *out, const struct indexing *indexing,
                           const struct value *value);

void catalogue_add_columns(struct indexing *indexing);

/* The facts of a card: of each column its field's id and text; ".sample" and ".draft" where it is
 * one; "FIELD.TERM" and a number where components of the transferability have that degree. */
void catalogue_add_facts(struct indexing *indexing, const struct edition *edition,
                         struct index_document *document);

#endif
