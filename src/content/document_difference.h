/*
 * document_difference.h - what changed between two versions of a sheet, in its own terms: fields,
 * terms that came and went, sections with the words that changed.
 *
 * Both are read by today's schema: a field that there is no more is not seen. A field whose text alone
 * changed ("84498" became "84.498,00") has not changed.
 *
 *     struct document_difference difference = document_compare(&arena, before, after);
 *     for (size_t i = 0; i < difference.field_count; i++) …
 */
#ifndef SCHEDARIO_CONTENT_DOCUMENT_DIFFERENCE_H
#define SCHEDARIO_CONTENT_DOCUMENT_DIFFERENCE_H

#include "content/document.h"
#include "text/word_diff.h"

enum difference_kind { DIFFERENCE_ADDED, DIFFERENCE_REMOVED, DIFFERENCE_CHANGED };

struct field_difference {
    enum difference_kind kind;
    const struct field *field;
    const struct value *before, *after; /* NULL: it said nothing */
    /* Of a list of simple things, what came and what went; without any, only the order changed. */
    bool is_set;
    const struct value **added, **removed;
    size_t added_count, removed_count;
    /* Of a text, the words. */
    struct word_run *runs;
    size_t run_count;
};

struct section_difference {
    enum difference_kind kind;
    struct slice heading; /* the new one's; empty: before the first */
    /* Where they stand in the two documents' bodies; NULL: there is none. */
    const struct markdown_section *before, *after;
    struct word_run *runs; /* of the source */
    size_t run_count;
};

struct document_difference {
    const struct document *before, *after; /* as they were given */
    bool status_changed;
    enum status status_before, status_after;
    struct field_difference *fields; /* in the schema's order */
    size_t field_count;
    struct section_difference *sections; /* in the new text's order, then those that went */
    size_t section_count;
};

/* Shaped documents of one collection; either may be NULL: then all of the other came or went. */
struct document_difference document_compare(struct arena *arena, const struct document *before,
                                            const struct document *after);

/* Nothing that a reader sees changed: spaces, the way a date is written. */
bool document_difference_is_empty(const struct document_difference *difference);

#endif
