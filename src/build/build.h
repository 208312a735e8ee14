/*
 * build.h - from sheets to a published site, in five verbs.
 *
 *     read     list the source, split front matter from body, type the fields     read.c
 *     shape    parse the bodies; the last moment at which anything may change them  shape.c
 *     link     history, addresses, references, links, terms; the catalogue is     link.c
 *              frozen
 *     render   templates around values and bodies, files for machines beside them  render.c
 *     publish  what was written beside the live site takes its place, in whole    publish.c
 *
 * One direction, no way back. Each verb reports every mistake that it finds and lets the next one
 * go on with what is sound, so that one broken sheet never hides another's errors; pages are
 * rendered and published only where there is none.
 *
 *     struct build *build = build_create(&options);
 *     enum build_outcome outcome = build_run(build);
 *     show(build_diagnostics(build));
 *     build_destroy(build);
 */
#ifndef SCHEDARIO_BUILD_BUILD_H
#define SCHEDARIO_BUILD_BUILD_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/slice.h"

enum build_phase { BUILD_READ, BUILD_SHAPE, BUILD_LINK, BUILD_RENDER, BUILD_PUBLISH };

/* Called now and then from the thread that runs the build. */
typedef void build_progress(void *context, enum build_phase phase, size_t done, size_t total);

/* One script on one sheet, to see what it does: `schedario lua`. */
enum trial_form {
    TRIAL_OUTLINE, /* an element a line */
    TRIAL_HTML,
    TRIAL_PANDOC, /* the document with its fields, in pandoc's JSON */
};

struct build_trial {
    struct text_file script;
    struct slice sheet; /* its id, or COLLECTION/ID */
    enum trial_form form;
    struct buffer before, after; /* of the body; whoever asks releases them */
    bool is_found;               /* there is such a sheet */
    struct slice path;           /* of its file */
    struct slice nearest;        /* where there is none, the id that is most like it; or nothing */
};

struct build_options {
    struct slice folder; /* that holds site.yaml */
    /* Instead of the folder's files those of a commit, as git has them. Where no repository is named,
     * the one that the folder lies in, and in it the folder's place. */
    bool from_commit;
    struct slice repository;
    bool pushed;                 /* the one whose hook git runs: a push not yet accepted is seen */
    struct slice ref;            /* "main", "v1", "main:catalogo"; empty: HEAD */
    /* A commit in whose site.yaml, themes/ and lua-filters/ one trusts; `ref` then gives content/ alone.
     * Empty: all are `ref`'s. */
    struct slice trusted_ref;
    bool is_dated;               /* the last commit before `date` */
    int64_t date;                /* seconds since 1970-01-01 UTC */
    struct slice out;            /* empty: folder/public */
    struct slice base_url;       /* empty: as site.yaml says */
    struct slice program_folder; /* for the themes beside the program; may be empty */
    /* Of a branch that is looked at before it is published: its name, which every page says, and its part of
     * the address: the site's, then anteprima/NAME/. Empty: the site itself. */
    struct slice preview, preview_name;
    /* The folder that holds the sites of such branches: /anteprima/ is a link to it, and nothing else of the
     * site may stand there. Empty: none. */
    struct slice previews;
    bool drafts;
    bool offline;             /* pages work from a folder, by file:// (output/offline.h) */
    bool check_only;          /* everything but writing: pages are rendered and thrown away */
    unsigned jobs;            /* 0: as many as there are processors */
    struct build_trial *trial; /* NULL, or build_try() is called */
    build_progress *progress; /* may be NULL */
    void *progress_context;
};

enum build_outcome {
    BUILD_GOOD,
    BUILD_PROBLEMS,    /* in the content, the schema or the theme; the live site is as it was */
    BUILD_FAILED,      /* the machine; the live site is as it was */
    BUILD_INTERRUPTED, /* the same */
};

struct build_counts {
    size_t sheets, files; /* files: pages, data files, attachments, assets */
};

struct build;

struct build *build_create(const struct build_options *options);
enum build_outcome build_run(struct build *build);
/* Fills the trial; what is said is of its script and its sheet alone. */
enum build_outcome build_try(struct build *build);
/* Sorted; good until build_destroy(). */
const struct diagnostics *build_diagnostics(const struct build *build);
struct build_counts build_counts(const struct build *build);
/* What site.yaml says; NULL where it could not be read. Good until build_destroy(). */
struct schema;
const struct schema *build_schema(const struct build *build);
void build_destroy(struct build *build);

#endif
