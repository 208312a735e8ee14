/*
 * desk/settings.h - how a repository publishes: what its git configuration says under "schedario.".
 *
 *     git config schedario.out /var/www/catalogo      where the site goes
 *     git config schedario.baseUrl https://…/         its address, in place of site.yaml's
 *     git config schedario.folder catalogo            the folder of the repository that holds site.yaml
 *     git config schedario.lang it                    of messages, log and report: it or en
 *     git config schedario.wait 10                    seconds that a push waits for the outcome
 *     git config schedario.checkSeconds 120           seconds that looking at a push may take; 0: no limit
 *     git config schedario.previews 20                at the most; the oldest ones go
 *     git config schedario.mail "msmtp -t"            a command that the report is given to
 *     git config schedario.from, schedario.to         addresses of the report
 *
 * `hook install` writes them, people change them with `git config`.
 *
 *     struct desk_settings settings;
 *     desk_settings_read(repository, &arena, &settings, diagnostics);
 */
#ifndef SCHEDARIO_DESK_SETTINGS_H
#define SCHEDARIO_DESK_SETTINGS_H

#include "source/repository.h"

struct desk_settings {
    struct slice repository;   /* its folder, absolute */
    struct slice out;          /* absolute; where nothing is set, schedario/public in the repository */
    struct slice previews;     /* the folder of previews, beside `out` */
    struct slice base_url;     /* empty: as site.yaml says */
    struct slice below;        /* "catalogo"; empty: the whole */
    struct slice language;     /* "it", "en" or empty */
    struct slice mail;         /* empty: nobody is written to */
    struct slice from, to;     /* may be empty */
    unsigned wait;             /* seconds */
    unsigned check_seconds;
    unsigned previews_max;
    bool is_shared; /* core.sharedRepository: a group writes here */
};

/* Everything has a value afterwards. What is set but makes no sense is told as a warning and left out. */
void desk_settings_read(struct repository *repository, struct arena *arena,
                        struct desk_settings *settings, struct diagnostics *diagnostics);

/* Writes one setting by its name: "out", "baseUrl", "lang" … ; a path is made absolute. False, and
 * reported, where the value makes no sense or cannot be written. */
bool desk_settings_write(struct repository *repository, const char *name, struct slice value,
                         struct diagnostics *diagnostics);

/* The language of what a pusher reads: the push option `lang=en` (git push -o lang=en), else the
 * repository's, else the environment's, which is given. */
enum message_language desk_language(const struct desk_settings *settings,
                                    enum message_language environment);

#endif
