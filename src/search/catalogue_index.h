/*
 * search/catalogue_index.h - a catalogue as an index: what of a sheet is read, and what it counts.
 *
 * One index a language. It holds every sheet that has a page, in the edition that the page in this
 * language shows, in the order of the collections' lists: from the Markdown tree and the typed fields,
 * never from HTML.
 *
 *     title, summary            the zones of those names
 *     terms and references      their labels and titles: ZONE_TERMS
 *     other fields              as people read them: ZONE_FIELDS (addresses and files are left out)
 *     headings, body            those of the tree; a field that stands as a section is in the body
 *
 * A record is all that the fields say, as readers see it, addresses and files too: those that stand as
 * sections among them, in the schema's order.
 *
 * Columns: one for each field with `facet` or `sort`, named by the field's id. Fields of the same id in
 * several collections share a column where they hold the same kind of thing; otherwise the later one is
 * COLLECTION.FIELD. Besides them stand `collection`, whose values are the collections, and `list` (search/format.h).
 */
#ifndef SCHEDARIO_SEARCH_CATALOGUE_INDEX_H
#define SCHEDARIO_SEARCH_CATALOGUE_INDEX_H

#include "model/catalogue.h"
#include "search/index.h"

/* From any thread, once the catalogue is frozen. */
void catalogue_index_write(const struct catalogue *catalogue, unsigned language, index_sink *sink,
                           void *context);

#endif
