/*
 * state.h - what the five verbs hand on to one another. Known to src/build alone.
 *
 * The build owns the arenas. What one worker finds lies in that worker's arena, which lives
 * until the end; what depends on the order of sheets lies in the build's own.
 */
#ifndef SCHEDARIO_BUILD_STATE_H
#define SCHEDARIO_BUILD_STATE_H

#include "base/workers.h"
#include "build/build.h"
#include "model/catalogue.h"
#include "output/site.h"
#include "script/catalogue_check.h"
#include "script/catalogue_field.h"
#include "script/catalogue_page.h"
#include "source/repository.h"
#include "source/union.h"

/* A file under content/: a sheet's, or an attachment. */
struct item {
    struct source_entry entry;
    struct text_file file; /* its text is empty for an attachment */
    struct sheet_name name;
    bool is_sheet;
    bool is_new; /* in the folder, and not in the repository yet */
    struct document *document; /* NULL where it could not be read */
    /* What is said of its sections, until scripts have changed the body or not. */
    struct diagnostics of_sections;
};

struct worker_state {
    struct arena arena;
    struct diagnostics diagnostics;
};

/* One of the places that files come from; the first is the site's own. */
struct origin {
    const struct schema_source *declared; /* NULL: the site's own */
    struct repository *repository;        /* NULL: a folder that lies in no repository, or nobody asks */
    struct source_commit commit;          /* which commit, and the folder in its tree */
    struct object_id head;                /* that commit; for a work tree: HEAD */
    struct slice branch;                  /* "main"; empty: no branch's name is known */
    struct slice prefix;                  /* "content/esperienze/toscana"; "" for the site's own */
    bool is_work_tree;                    /* the files are a folder's, HEAD is what they began with */
    bool has_remote;                      /* there is a place where others can change them */
};

struct build {
    struct build_options options;
    struct arena arena;
    struct diagnostics diagnostics;
    struct workers *workers;
    struct worker_state *worker_states; /* one a worker */

    struct repository *repository; /* NULL: the files are a folder's */
    struct source_commit commit;   /* the one that they are taken from */
    struct object_id head;         /* what it was when the build began */
    struct source *source; /* once there are origins a union, whose parts they are */
    struct origin *origins;
    size_t origin_count;
    struct schema *schema;
    struct item *items;
    size_t item_count;
    struct hooks *hooks;             /* the scripts of lua-filters/ */
    struct catalogue_world world;    /* what they see */
    struct collection *pages; /* of the pages that they make; NULL: none */
    struct catalogue_checks *checks; /* what they look for */
    struct catalogue_fields *fields; /* what they compute */
    struct catalogue *catalogue;
    struct version_texts *version_texts; /* NULL: no history is told */
    struct theme *theme;
    bool theme_was_sought;
    struct site *site;
    struct staging *staging; /* NULL when only checking */
    struct build_counts counts;
    const struct text_file *trial_file; /* the sheet that a script is tried on */
};

/* read.c: site.yaml alone. False: reported. */
bool build_read_schema(struct build *build);
/* origins.c: opens what the files come from. False: reported. */
bool build_open_source(struct build *build);
/* Once site.yaml is read: fills in the origins. False: reported. */
bool build_open_origins(struct build *build);
void build_close_origins(struct build *build);
/* sources.c: where a source of site.yaml is read: a folder, or where the mirror of an address belongs. */
struct slice build_source_path(const struct build *build, const struct schema_source *declared);
/* Fills in the origin, and what stands in the union. False: reported. */
bool build_open_declared(struct build *build, const struct schema_source *declared,
                         struct origin *origin, struct source_part *part);
/* Says of each sheet that comes from a source whose it is. */
void build_name_keepers(struct build *build);
/* shown.c: names files of sources as those do who keep them: "toscana: schede/x.md". */
void build_show_sources(const struct build *build, struct diagnostics *diagnostics);
/* The origin of a file of the site, and its path below that origin's folder. */
const struct origin *build_origin_of(const struct build *build, struct slice path,
                                     struct slice *below);

/* The verbs. False: there is nothing to go on with (reported). */
bool build_read(struct build *build);
bool build_shape(struct build *build);
bool build_link(struct build *build);
bool build_render(struct build *build);
bool build_publish(struct build *build);

/* link: how sheets came to be what they are, before they are linked; and, when they have addresses, where
 * they can be changed. */
bool build_history(struct build *build);
void build_edit_links(struct build *build);
/* link or render: once. False: there is none (reported). */
bool build_load_theme(struct build *build);

/* The first three of them. */
bool build_prepare(struct build *build);

/* Runs a task on every index, then brings the workers' diagnostics home. False: interrupted. */
bool build_each(struct build *build, enum build_phase phase, size_t count, worker_task *task,
                void *context);

#endif
