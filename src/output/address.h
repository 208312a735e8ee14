/*
 * address.h - the same page in other languages, and which of them is the page itself.
 *
 * Addresses are below the root, "/" first: site_href() and site_permalink() make links of them.
 */
#ifndef SCHEDARIO_OUTPUT_ADDRESS_H
#define SCHEDARIO_OUTPUT_ADDRESS_H

#include "model/catalogue.h"

/* Page `number` (from 1) of a list or a term's list, in a language. */
struct slice address_of_page(const struct catalogue *catalogue, struct arena *arena,
                             const struct route *route, unsigned language, size_t number);
/* The page's counterpart in a language; always there, but it may show another language's text. */
struct slice address_in_language(const struct catalogue *catalogue, struct arena *arena,
                                 const struct route *route, unsigned language);
/* Whether the page's text is in that language: a sheet without a translation is not. */
bool address_is_translated(const struct route *route, unsigned language);
/* In how many languages that is so. */
unsigned address_translation_count(const struct catalogue *catalogue, const struct route *route);
/* Of a sheet's text as a reader of the language gets it: the translation's page, or the original's.
 */
struct slice address_of_sheet(const struct sheet *sheet, unsigned language);
/* The page itself, or the original where the page shows another language's text, or where a
 * redirect leads; of a version the sheet. */
struct slice address_canonical(const struct route *route);

#endif
