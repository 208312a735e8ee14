/*
 * diagnostic.h - what is wrong, where, and how to mend it.
 *
 * Whoever finds a mistake in the input adds a diagnostic with its span and
 * returns false; nothing below src/cli prints or exits. Each worker adds to a
 * list of its own; the lists are merged, sorted by place and shown together.
 *
 * A module keeps its mistakes in one static table of struct problem, a row
 * each, in every language the interface has. Texts hold %1 to %9 for the
 * arguments and %% for a percent sign.
 *
 *     static const struct problem unknown_field = {
 *         "unknown-field", SEVERITY_ERROR,
 *         {"%1 is not a field of %2", "%1 non è un campo di %2"},
 *         {"did you mean %3?", "forse %3?"}};
 *     diagnostic_add(list, &unknown_field, span, name, collection, nearest);
 *
 * As text (tests/golden compares this form byte for byte):
 *
 *     content/esperienze/assist.md:7:9: error: "240mila" is not an amount in EUR [field-type]
 *         7 | budget: 240mila
 *           |         ^~~~~~~ write it as 240000 or "240.000,00"
 *
 * Where there is no span, the line is `schedario: error: text [code]`; a hint
 * then has a line of its own (`      | hint`), as for an empty file.
 */
#ifndef SCHEDARIO_BASE_DIAGNOSTIC_H
#define SCHEDARIO_BASE_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/span.h"

/* The languages of the interface: English is what the source is written in. */
enum message_language { MESSAGES_ENGLISH, MESSAGES_ITALIAN, MESSAGE_LANGUAGES };

enum severity {
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,   /* in the content: exit status 1 */
    SEVERITY_FAILURE, /* of the machine (disk, permission): exit status 3 */
};

struct problem {
    const char *code; /* kebab-case, stable: people search for it and filter by it */
    enum severity severity;
    const char *text[MESSAGE_LANGUAGES];
    const char *hint[MESSAGE_LANGUAGES]; /* {NULL}: none */
};

#define DIAGNOSTIC_ARGUMENTS_MAX 9
#define DIAGNOSTIC_ARGUMENT_SIZE 500 /* bytes; a longer one is cut and ends in … */

struct diagnostic {
    const struct problem *problem;
    enum severity severity; /* the problem's, unless lowered (a draft) */
    struct span span;
    struct span related; /* a second place; file NULL: none */
    /* What is there; {NULL}: "first stands here". */
    const char *related_text[MESSAGE_LANGUAGES];
    struct slice arguments[DIAGNOSTIC_ARGUMENTS_MAX]; /* copied into the list's arena */
};

struct diagnostics {
    struct arena *arena;
    struct diagnostic *items;
    size_t count;
    size_t capacity;
    /* Errors added while this is set become warnings: a draft is warned where
     * a published sheet is refused. */
    bool lenient;
};

/* Returns the entry, good until the next call, so that `related` can be set. */
struct diagnostic *diagnostic_add_list(struct diagnostics *list, const struct problem *problem,
                                       struct span span, size_t count,
                                       const struct slice *arguments);
#define diagnostic_add(list, problem, span, ...)                                      \
    diagnostic_add_list((list), (problem), (span),                                    \
                        sizeof((struct slice[]){__VA_ARGS__}) / sizeof(struct slice), \
                        (struct slice[]){__VA_ARGS__})
/* One without arguments. */
struct diagnostic *diagnostic_add_plain(struct diagnostics *list, const struct problem *problem,
                                        struct span span);

/* Moves all of `from` behind `into`; both keep their arenas, which must both live on. */
void diagnostics_merge(struct diagnostics *into, const struct diagnostics *from);
/* By path, place, code, text; equal ones once. Severity plays no part, but of
 * equal ones the gravest stays. Those without a place come first. */
void diagnostics_sort(struct diagnostics *list);
size_t diagnostics_count(const struct diagnostics *list, enum severity severity);
/* No error and no failure. */
bool diagnostics_are_good(const struct diagnostics *list);

struct diagnostic_style {
    enum message_language language;
    bool color;
};

/* One diagnostic as text, with the line and the caret, ending in a newline.
 * A related place follows as `path:line:column: note: first stands here`.
 * Control characters of the input are shown as ?, tabs as spaces, and a long
 * line is cut around the caret. */
void diagnostic_write_text(struct buffer *out, const struct diagnostic *diagnostic,
                           struct diagnostic_style style);
/* {"path","line","column","end_line","end_column","severity","code","message","hint"}
 * and, where there is a related place, "related":{"path","line","column"},
 * with "message" where it says what is there. What
 * has no value is null; severity and code are the same in every language. */
void diagnostic_write_json(struct buffer *out, const struct diagnostic *diagnostic,
                           enum message_language language);
/* All of them, in time that grows with the files and with their number, not with both together; the
 * JSON is a list, a line each. */
void diagnostics_write_text(struct buffer *out, const struct diagnostics *list,
                            struct diagnostic_style style);
void diagnostics_write_json(struct buffer *out, const struct diagnostics *list,
                            enum message_language language);
/* A problem's text or hint with its arguments filled in, as they are: whoever
 * shows them escapes them. False, and nothing written, where there is no hint. */
void diagnostic_write_message(struct buffer *out, const struct diagnostic *diagnostic,
                              enum message_language language);
bool diagnostic_write_hint(struct buffer *out, const struct diagnostic *diagnostic,
                           enum message_language language);
/* "error", "errore" … */
const char *severity_name(enum severity severity, enum message_language language);

#endif
