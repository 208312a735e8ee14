/*
 * machine.h - files for machines: sitemap, robots, feeds, CSV and JSON.
 *
 *   robots.txt   of a preview, it refuses all
 *   sitemap.xml  sitemaps.org 0.9, with lastmod by role updated or published, else by the newest
 *                version, and xhtml:link
 *                hreflang between real translations; cut, with a warning, at 50,000 addresses and
 *                50 MB; no drafts
 *   feed.xml     Atom (RFC 4287): the 50 newest published sheets by role updated, published or
 *                start; a sheet without any of these is left out. An entry's id is the permalink
 *                of the text it shows, so that an untranslated sheet is one entry in all languages
 *   .csv         RFC 4180, UTF-8 with a byte order mark, a header row of labels: id, title,
 *                address, then every field in the schema's order; a record's members are columns
 *                of their own ("Sostegno.Grado")
 *   .json        an array of the same objects as a sheet's index.json, without bodies and ties
 *   index.json   a sheet: id, collection, status; fields as value_write_json(); editions by
 *                language with title, summary, address, sections as Markdown and indicator tables
 *                with columns, rows and totals; referrers, backlinks, related; where its history is
 *                told, its versions, newest first: date, commit, language, url, author
 *   TABLE.csv    an indicator table's rows, beside its sheet's page: numbers with a point and
 *                without groups, dates as ISO 8601; a group is a column, computed columns are there,
 *                totals are not; sources and dates of single figures are columns behind
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
