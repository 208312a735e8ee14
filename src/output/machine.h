/*
 * output/machine.h - files for machines: sitemap, robots, feeds, CSV and JSON.
 *
 *   sitemap.xml  sitemaps.org 0.9, with lastmod by role updated or published, and xhtml:link
 *                hreflang between real translations; cut, with a warning, at 50,000 addresses and
 *                50 MB; no drafts
 *   feed.xml     Atom (RFC 4287): the 50 newest published sheets by role updated, published or start;
 *                a sheet without any of these is left out. An entry's id is the permalink of the text
 *                it shows, so that an untranslated sheet is the same entry in every language's feed
 *   .csv         RFC 4180, UTF-8 with a byte order mark, a header row of labels, a column a field: id, title,
 *                address, then every field in the schema's order; records flattened as "field.member"
 *   .json        an array of the same objects as a sheet's index.json, without bodies and ties
 *   index.json   a sheet: id, collection, status, editions by language with title, summary, address and
 *                sections as Markdown; fields as value_write_json(); referrers, backlinks, related
 */
#ifndef SCHEDARIO_OUTPUT_MACHINE_H
#define SCHEDARIO_OUTPUT_MACHINE_H

#include "output/site.h"

/* Any route of kind ROUTE_MACHINE. */
void machine_write(struct buffer *out, const struct site *site, const struct route *route,
                   struct arena *arena, struct diagnostics *diagnostics);
/* The date feeds and `latest` go by; false where the sheet has none. */
bool sheet_date(const struct sheet *sheet, struct date *date);

#endif
