/*
 * names.h - what that is called which a field names: a sheet, a term, or what a text says.
 */
#ifndef SCHEDARIO_OUTPUT_NAMES_H
#define SCHEDARIO_OUTPUT_NAMES_H

#include "model/catalogue.h"

/* A sheet's title, a term's label, a text; empty for every other kind, and for a sheet that is not
 * published yet. */
struct slice value_name(const struct value *value, unsigned language);
/* Who carried it out, the first of them; empty: nobody is named. */
struct slice edition_author(const struct edition *edition, unsigned language);

#endif
