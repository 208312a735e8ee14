/*
 * desk/report.h - what a push brought, as a letter: REPO/schedario/report.eml.
 *
 * It says what came of it, who pushed, and what changed by field, as `schedario diff` does. Where the
 * setting `mail` names a command and there is somebody to write to, that command is given the letter on its
 * standard input; what it says goes into the log. From and To are settings, else the publisher's address
 * of site.yaml.
 */
#ifndef SCHEDARIO_DESK_REPORT_H
#define SCHEDARIO_DESK_REPORT_H

#include "desk/desk.h"
#include "desk/outcome.h"

struct report {
    const struct desk_outcome *outcome;
    const struct wish *wish;
    const struct review_result *review; /* NULL: there was nothing to compare with */
    struct slice site_title, publisher_email; /* may be empty */
    struct slice commit;                      /* its digits */
    struct slice author, subject;             /* of the commit, as somebody wrote them */
};

/* Writes it, and has it sent. What goes wrong is in the log alone: the site is there. */
void report_make(const struct desk *desk, struct arena *arena, const struct report *report);

#endif
