/*
 * history.h - how each file came to be what it is: one walk over all commits, for all files.
 *
 * A file's versions are the commits that changed it, newest first, on whatever branch they were made
 * and merged from. A merge is a version only where its text is none of its parents'. Renames are
 * followed (git's own measure: half of the text is the same), also into a branch that still had the old
 * name; copies are not: a sheet made from another is a new sheet. A file that is not there any more has a
 * history too, up to the commit that took it away.
 *
 * Commits that are not as git makes them, whose authors or times nobody can read, make no versions; what came before
 * them does.
 *
 * People are as .mailmap says in the commit; those whose name or address fits a pattern of `bots` make no versions.
 *
 * What the walk found is kept in the repository's folder (schedario/history-….bin) by commit, and
 * extended when there are new ones. Where the commit that was walked from is no ancestor of today's, the
 * history was rewritten: `rewritten` says so, and all is walked again. The result never depends on
 * what was kept.
 *
 *     struct history *history = history_read(&arena, repository, &head, &options, diagnostics);
 *     const struct history_file *file = history_find(history, SLICE("content/esperienze/assist.md"));
 *     for (size_t i = 0; i < file->version_count; i++)
 *         show(file->versions[i].commit->authored);
 */
#ifndef SCHEDARIO_SOURCE_HISTORY_H
#define SCHEDARIO_SOURCE_HISTORY_H

#include "base/map.h"
#include "source/repository.h"

/* Past these the walk stops with a warning, and older versions are unknown. */
#define HISTORY_COMMITS_MAX 2000000
#define HISTORY_CHANGES_MAX 20000000

struct history_options {
    struct slice folder;      /* of the repository, that holds site.yaml; empty: the whole */
    struct slice below;       /* "content": files elsewhere have no history here */
    const struct slice *bots; /* patterns with *, of "Name <address>", case folded */
    size_t bot_count;
    bool keep; /* what was found, for the next time */
    bool is_trial; /* what was kept is read, and nothing is written: the commit may be refused yet */
};

struct history_person {
    struct slice name, email; /* each a line in UTF-8, as long as what is shown may be */
    bool is_bot;
};

struct history_commit {
    struct object_id id;
    int64_t authored, committed; /* seconds since 1970-01-01 UTC */
    int16_t authored_zone;       /* minutes east of UTC */
    uint32_t author;             /* in history->people */
    struct slice subject; /* a line in UTF-8 too, of at most 200 characters */
};

struct history_version {
    const struct history_commit *commit;
    struct slice path; /* of the file then, below the site's folder */
    struct object_id text;
};

struct history_file {
    struct slice path; /* today, or the last it had */
    struct history_version *versions;
    size_t version_count;                 /* 0: bots alone */
    const struct history_commit *removed; /* NULL: it is there */
};

struct history {
    struct object_id head;
    struct history_person *people;
    size_t person_count;
    struct history_commit *commits; /* newest first; parents come after their children */
    size_t commit_count;
    struct history_file *files; /* those that are there, then those that are not; each by path */
    size_t file_count, removed_count;
    bool rewritten;
    bool is_shallow; /* there are older commits, and they are not known */
    size_t walked; /* commits that were looked at now */
};

/* NULL, and reported, where the repository cannot be read. */
struct history *history_read(struct arena *arena, struct repository *repository,
                             const struct object_id *head, const struct history_options *options,
                             struct diagnostics *diagnostics);

/* A file that is there; NULL: none of that path (it is not committed). */
const struct history_file *history_find(const struct history *history, struct slice path);

/* A file in a commit: which text it had. */
struct history_place {
    const struct history_commit *commit; /* of one history, all of them */
    struct slice path;                   /* below the repository's own root */
    struct object_id text;               /* found: zeros where it was not there */
};
/* False: interrupted, or the repository cannot be read. */
bool history_find_texts(struct repository *repository, struct history_place *places, size_t count);

/* The name that git has for a text. */
struct object_id history_text_id(struct slice text);

/* The file as it was. False where the object is missing or too large. */
bool history_read_text(struct repository *repository, struct arena *arena,
                       const struct object_id *text, size_t max, struct slice *content);

#endif
