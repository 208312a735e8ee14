/*
 * metadata.h - what machines read in a page's head.
 *
 * Canonical address and hreflang (real translations, and x-default), Open Graph, Dublin Core
 * (DCMI terms in <meta>, as RFC 5013 and "Expressing Dublin Core in HTML" have it), and
 * schema.org as JSON-LD: WebSite for the home, ItemList for lists and terms, DefinedTerm for a
 * term, and for an experience a Report about a Project with its MonetaryGrant; Organization for
 * organisations, TechArticle for guides; BreadcrumbList everywhere. A version says in Dublin Core alone
 * what it is of; pages of history, of redirects and of what is gone have nothing to add.
 */
#ifndef SCHEDARIO_OUTPUT_METADATA_H
#define SCHEDARIO_OUTPUT_METADATA_H

#include "output/site.h"

struct breadcrumb {
    struct slice title;
    struct slice url; /* below the root */
};

struct page_summary {
    struct slice title;         /* of the page alone */
    struct slice description;   /* plain, cut at 160 characters */
    struct slice canonical_url; /* below the root */
    const struct breadcrumb *breadcrumbs;
    size_t breadcrumb_count;
    const struct sheet **sheets;                      /* of a list or term page */
    size_t sheet_count, sheets_before, sheets_in_all; /* on the page, before it, on all pages */
    bool noindex;
};

/* HTML for <head>, a line an element. */
void metadata_write(struct buffer *out, const struct site *site, const struct route *route,
                    const struct page_summary *summary, struct arena *arena);

#endif
