/*
 * report.h - what a person at the terminal sees of a build: progress, problems, the outcome.
 */
#ifndef SCHEDARIO_CLI_REPORT_H
#define SCHEDARIO_CLI_REPORT_H

#include "cli/command.h"

#include <time.h>

/* A line that is written over, on a terminal, once a build takes longer than a moment. */
struct progress {
    bool shown;   /* standard error is a terminal and nothing asked for silence */
    bool written; /* there is a line to wipe */
    enum message_language language;
    struct timespec next;
};

void progress_start(struct progress *progress, const struct invocation *invocation);
void progress_show(void *context, enum build_phase phase, size_t done, size_t total);
void progress_line(struct progress *progress, const char *text);
void progress_end(struct progress *progress);

/* Text on standard error, JSON on standard output. */
void report_diagnostics(const struct invocation *invocation, const struct diagnostics *diagnostics);
/* One line: how much there is and where it went, or how many problems and that the site is as it
 * was. */
void report_outcome(const struct invocation *invocation, const struct build *build,
                    enum build_outcome outcome, bool check_only);

#endif
