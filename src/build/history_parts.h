/*
 * history_parts.h - what the rooms of the catalogue's history share. Known to src/build/history*.c and sheet_log.c alone.
 *
 *     history.c            a walk an origin; files become sheets' histories
 *     history_texts.c      what each version said of itself, and whether readers saw it
 *     history_then.c       which files were sheets by the site.yaml of their time
 *     history_addresses.c  where sheets were, and which are no more
 *     history_links.c      addresses at the forge
 */
#ifndef SCHEDARIO_BUILD_HISTORY_PARTS_H
#define SCHEDARIO_BUILD_HISTORY_PARTS_H

#include "base/vector.h"
#include "build/state.h"
#include "model/history.h"
#include "source/history.h"

struct told_version {
    const struct history_version *version;
    struct slice path; /* of the file then, in the site */
    const struct sheet_name *name; /* of that path by today's schema; NULL: it is no sheet's */
    struct slice id;   /* that it gave itself; empty: none */
    enum status status;
    bool is_sheet;  /* it was one, in sight: by today's site.yaml, or that of its commit */
    bool is_public; /* readers saw it: it was published, and so was what it translates */
};

/* The file of an edition, or of one that is no more. */
struct told_file {
    const struct origin *origin;
    const struct history *history;
    const struct history_file *file;
    const struct edition *edition;  /* NULL: its sheet is not among those with pages */
    const struct item *item;        /* NULL: it is not there any more */
    unsigned language;
    struct told_version *versions; /* file->version_count of them, newest first */
    bool is_as_committed;          /* what the item says is what the newest version said */
};

/* What struct version has as its text. */
struct version_text {
    const struct origin *origin;
    struct object_id text;
};

struct telling {
    struct build *build;
    struct arena arena; /* until all is told: the catalogue takes copies */
    VECTOR(struct told_file) files;
};

/* NULL, and reported, where the repository cannot be read. */
const struct history *walk_origin(struct telling *telling, const struct origin *origin);
/* Fills in the versions of all files. False: interrupted. */
bool tell_texts(struct telling *telling);
/* NULL: it can be no sheet's. */
const struct sheet_name *name_of(struct telling *telling, struct slice path);

/* What site.yaml said at other times; zeroed before use, and released behind it. */
struct schemas_then {
    struct arena arena;
    struct map by_text; /* twenty bytes: struct schema, or NULL where it cannot be read */
};
bool was_sheet_then(struct schemas_then *schemas, struct repository *repository,
                    const struct object_id *site_yaml, struct slice path);
void schemas_then_release(struct schemas_then *schemas);
/* Gives sheets their old addresses, and the catalogue its withdrawals. */
void tell_addresses(struct telling *telling);

/* The day of a commit where its author was. */
struct date commit_date(const struct history_commit *commit);
/* 1 where the first came later: of one history by its order, else by the time of the commit. */
int compare_commits(const struct told_file *file, const struct history_commit *commit,
                    const struct told_file *other_file, const struct history_commit *other);
/* The site's path of a file below the origin's folder. */
struct slice origin_path(struct arena *arena, const struct origin *origin, struct slice below);
/* The path in the origin's repository. */
struct slice repository_file(struct arena *arena, const struct origin *origin, struct slice below);

/* Empty where no pattern is given, or where nobody else can reach the origin. */
struct slice commit_link(struct arena *arena, const struct build *build,
                         const struct origin *origin, struct slice commit);

#endif
