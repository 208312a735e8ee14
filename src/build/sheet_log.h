/*
 * sheet_log.h - how one sheet came to be: each version of its files, newest first, and what it changed. Drafts
 * too: it is for those who write the sheet.
 *
 *     struct sheet_log *log = sheet_log_create(&options, SLICE("esperienze/assist"));
 *     if (sheet_log_run(log, show, context) != SHEET_LOG_GOOD)
 *         report(sheet_log_diagnostics(log));
 *     sheet_log_destroy(log);
 */
#ifndef SCHEDARIO_BUILD_SHEET_LOG_H
#define SCHEDARIO_BUILD_SHEET_LOG_H

#include "build/build.h"
#include "content/document_difference.h"

struct sheet_log_subject {
    const struct schema *schema;
    const struct collection *collection;
    struct slice id, path, title; /* as they are, or were last */
    bool is_withdrawn;
    struct date withdrawn; /* the day on which its file was taken away */
    size_t version_count;
    bool is_cut; /* older versions are not in the repository */
};

struct sheet_log_version {
    struct slice commit; /* forty hexadecimal digits */
    struct slice author, subject;
    struct date date;
    struct slice path;        /* of the file then */
    struct slice path_before; /* what it was called in the version before; empty: the same */
    unsigned language;
    enum status status;
    bool is_first;    /* of its file */
    bool is_readable, was_readable; /* it, and the one before, as sheets */
    struct document_difference difference; /* from the one before, where both can be read */
};

/* Called for each version; what it is given is good until it returns. False: no more. */
typedef bool sheet_log_visitor(void *context, const struct sheet_log_subject *sheet,
                         const struct sheet_log_version *version);

enum sheet_log_outcome { SHEET_LOG_GOOD, SHEET_LOG_NOT_FOUND, SHEET_LOG_FAILED, SHEET_LOG_INTERRUPTED };

struct sheet_log;

/* `options` as for a build, which is always from a commit. `sheet`: an id, COLLECTION/ID, or the path of a
 * file that is or was there ("content/esperienze/assist.md"). */
struct sheet_log *sheet_log_create(const struct build_options *options, struct slice sheet);
enum sheet_log_outcome sheet_log_run(struct sheet_log *log, sheet_log_visitor *visitor, void *context);
const struct sheet_log_subject *sheet_log_subject(const struct sheet_log *log);
const struct diagnostics *sheet_log_diagnostics(const struct sheet_log *log);
void sheet_log_destroy(struct sheet_log *log);

#endif
