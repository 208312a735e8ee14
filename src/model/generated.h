/*
 * generated.h - sheets that no file stands for: the pages that scripts make.
 *
 * They are sheets of the collection that schema_add_pages() made, added once the catalogue is
 * gathered and before it is linked, so that all that holds for sheets holds for them: addresses
 * that clash, links, search, the site map.
 */
#ifndef SCHEDARIO_MODEL_GENERATED_H
#define SCHEDARIO_MODEL_GENERATED_H

#include "model/catalogue.h"

/* One page: a document for each language that has it, at least one. */
struct generated_page {
    struct slice id;
    struct slice address[SITE_LANGUAGES_MAX]; /* below the language's root: "/anni/2017/" */
    struct document *documents[SITE_LANGUAGES_MAX];
};

/* All of them, once; sorts them by id. Where a language has no page, the first that has one shows
 * in its place. */
void catalogue_add_pages(struct catalogue *catalogue, const struct collection *collection,
                         struct generated_page *pages, size_t count);

#endif
