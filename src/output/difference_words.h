/*
 * difference_words.h - what changed in a sheet, line by line, as a reader would tell it.
 *
 * A terminal, a review and a page write the same lines, each in its own way. What they say between them
 * ("nothing", "a new section") is theirs: a terminal's messages, a theme's words.
 *
 *     struct difference_reader reader = {locale, language, .is_plain = true};
 *     struct difference_lines lines = difference_words(&arena, &difference, &reader);
 *     for (size_t i = 0; i < lines.field_count; i++) …
 */
#ifndef SCHEDARIO_OUTPUT_DIFFERENCE_WORDS_H
#define SCHEDARIO_OUTPUT_DIFFERENCE_WORDS_H

#include "content/document_difference.h"

/* Words of an unchanged text that are shown beside a change. */
#define DIFFERENCE_CONTEXT_WORDS 6

enum difference_line_kind {
    LINE_VALUE,   /* before → after; one of them may be empty */
    LINE_TERMS,   /* things that were taken out of a list, and put into it */
    LINE_ORDER,   /* the same things, in another order */
    LINE_TEXT,    /* its words: pieces */
    LINE_FORM,    /* the words are the same, what marks them up is not */
    LINE_ADDED,   /* a whole section: pieces too */
    LINE_REMOVED, /* likewise */
};

enum difference_piece_kind {
    PIECE_SAME,
    PIECE_REMOVED,
    PIECE_ADDED,
    PIECE_CUT, /* what is the same and far from any change; no text */
};

struct difference_piece {
    enum difference_piece_kind kind;
    struct slice text;
};

struct difference_line {
    enum difference_line_kind kind;
    const struct field *field; /* NULL: a section */
    struct slice label;        /* the field's, or the section's heading; empty: before the first */
    struct slice before, after;
    struct slice *added, *removed;
    size_t added_count, removed_count;
    struct difference_piece *pieces;
    size_t piece_count;
};

struct difference_lines {
    struct difference_line *fields, *sections;
    size_t field_count, section_count;
};

struct difference_reader {
    const struct locale *locale;
    unsigned language; /* of labels and terms */
    bool is_plain;     /* of texts the words alone, not Markdown */
};

/* In the arena; but for Markdown, which is a view of the texts themselves. */
struct difference_lines difference_words(struct arena *arena,
                                         const struct document_difference *difference,
                                         const struct difference_reader *reader);

/* A field's value in words: as value_write(), but references are titles where these are known, and
 * numbers stand with their field's unit. */
struct slice difference_value_text(struct arena *arena, const struct value *value,
                                   const struct difference_reader *reader);

#endif
