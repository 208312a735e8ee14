/*
 * log.h - how one sheet came to be: each version of its files, newest first, and what it changed. Drafts
 * too: it is for those who write the sheet.
 *
 *     struct log *log = log_create(&options, SLICE("esperienze/assist"));
 *     if (log_run(log, show, context) != LOG_GOOD)
 *         report(log_diagnostics(log));
 *     log_destroy(log);
 */
#ifndef SCHEDARIO_BUILD_LOG_H
#define SCHEDARIO_BUILD_LOG_H

#include "build/build.h"
#include "content/document_difference.h"

struct log_sheet {
    const struct schema *schema;
    const struct collection *collection;
    struct slice id, path, title; /* as they are, or were last */
    bool is_withdrawn;
    struct date withdrawn; /* the day on which its file was taken away */
    size_t version_count;
    bool is_cut; /* older versions are not in the repository */
};

struct log_version {
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
typedef bool log_visitor(void *context, const struct log_sheet *sheet,
                         const struct log_version *version);

enum log_outcome { LOG_GOOD, LOG_NOT_FOUND, LOG_FAILED, LOG_INTERRUPTED };

struct log;

/* `options` as for a build, which is always from a commit. `sheet`: an id, COLLECTION/ID, or the path of a
 * file that is or was there ("content/esperienze/assist.md"). */
struct log *log_create(const struct build_options *options, struct slice sheet);
enum log_outcome log_run(struct log *log, log_visitor *visitor, void *context);
const struct log_sheet *log_sheet(const struct log *log);
const struct diagnostics *log_diagnostics(const struct log *log);
void log_destroy(struct log *log);

#endif
