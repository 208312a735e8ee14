/*
 * site.h - every file of the site, as bytes.
 *
 * A site ties a frozen catalogue to a theme; it is read-only and shared. A worker holds what one
 * thread needs to render: a template engine. Rendering writes into a buffer and touches no disk.
 *
 *     struct site *site = site_create(arena, catalogue, theme);
 *     struct site_worker *worker = site_worker_create(site);     // one a thread
 *     site_render(worker, route, &arena, &bytes, diagnostics);   // any route but attachments
 *
 * What templates see is written down in output/view.h.
 */
#ifndef SCHEDARIO_OUTPUT_SITE_H
#define SCHEDARIO_OUTPUT_SITE_H

#include "base/buffer.h"
#include "model/catalogue.h"
#include "output/theme.h"
#include "template/template.h"

struct facet_counts;

struct site {
    const struct catalogue *catalogue;
    const struct schema *schema;
    const struct theme *theme;
    struct slice base_url;  /* "https://catalogo.example.org/", ends in "/" */
    struct slice base_path; /* "/" or "/catalogo/" */
    struct template_environment environment;
    struct hooks *hooks; /* the publisher's scripts; NULL: none */
    const struct sheet **latest; /* newest first, as sheet_date() says */
    size_t latest_count;
    struct facet_counts *facets; /* every field with `facet: true` that holds terms or references */
    size_t facet_count;
    struct slice preview; /* the branch's name; empty: the published site */
    bool offline;                /* pages work from a folder (output/offline.h) */
    struct slice *index_headers; /* by language; empty where no index is built */
};

/* How many sheets of a collection carry each term of a facet's vocabulary, descendants counted in;
 * of references, the sheets themselves know who names them. */
struct facet_counts {
    const struct collection *collection;
    const struct field *field;
    const struct vocabulary *vocabulary; /* NULL: references */
    uint32_t *counts;                    /* by term->index */
};

struct site *site_create(struct arena *arena, const struct catalogue *catalogue,
                         const struct theme *theme);

/* The header of a language's search index (search/format.h), for the pages of lists, which carry it.
 * To be set before they are rendered; `header` is borrowed. From any thread, once a language. */
void site_set_index_header(struct site *site, unsigned language, struct slice header);

/* Pages and index are to work from file://. Before anything is rendered. */
void site_set_offline(struct site *site);

/* Pages are a preview of a branch: they say so, and are not for search engines. Before anything is
 * rendered; `branch` is borrowed. */
void site_set_preview(struct site *site, struct slice branch);

/* The filters and functions of the publisher's scripts, for templates. Before any worker. */
struct hooks;
void site_add_scripts(struct site *site, struct arena *arena, struct hooks *hooks,
                      struct diagnostics *diagnostics);

struct site_worker;
/* Pages show indicator tables by the theme's partials/table.html, where it has one. */
struct site_worker *site_worker_create(const struct site *site);
/* Which of the build's workers it is, whose scripts it calls; 0 where nobody says. */
void site_worker_set_number(struct site_worker *worker, unsigned number);
void site_worker_destroy(struct site_worker *worker);

/* Checks every template of the theme, used or not. */
bool site_check_templates(struct site_worker *worker, struct diagnostics *diagnostics);

/* The bytes of the route's file. False when it could not be rendered (reported). `arena` is for
 * this one file and may be reset after it. */
bool site_render(struct site_worker *worker, const struct route *route, struct arena *arena,
                 struct buffer *out, struct diagnostics *diagnostics);

/* The address of something below the root, for pages: with the base path in front; and whole. */
struct slice site_href(const struct site *site, struct arena *arena, struct slice url);
/* The same as the route's page writes it: relative where the site is made to work offline. */
struct slice site_href_from(const struct site *site, struct arena *arena,
                            const struct route *route, struct slice url);
struct slice site_permalink(const struct site *site, struct arena *arena, struct slice url);

#endif
