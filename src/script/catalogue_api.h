/*
 * catalogue_api.h - the table `catalogue` that scripts find: the typed, frozen catalogue to read,
 * and what a script may add to it.
 *
 *     catalogue.field{} check{} table{} block{} filter{} func{} page{}     registrations (hooks.h)
 *     catalogue.this       the sheet at hand, in its language; nil where there is none
 *     catalogue.language   "it"
 *     catalogue.site       {title, tagline, description, base_url, languages, theme, publisher,
 *                          license}
 *     catalogue.collections            a list of {id, label, label_one, description, fields}
 *     catalogue.vocabulary(ID)         a list of its terms, parents before children
 *     catalogue.term(VOCABULARY, ID)   a term; nil where there is none
 *     catalogue.sheet(ID)              "esperienze/all-inclusive", or the id alone where one
 *                                      collection has it; nil where there is none
 *     catalogue.sheets{collection =, term =, where =}   a list, by collection and then by id:
 *                          of a collection, with a term (or one below it) in any field, for which
 *                          where(sheet) is true
 *     catalogue.money(AMOUNT, CURRENCY)   catalogue.date(TEXT or YEAR, MONTH, DAY)
 *     catalogue.duration(TEXT or {months =})
 *     catalogue.number(NUMBER, DIGITS)    as text, in the language at hand
 *
 * Sheets are there once all of them are read: not while scripts are loaded, where asking for them
 * is an error. Drafts are there with --drafts alone.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_API_H
#define SCHEDARIO_SCRIPT_CATALOGUE_API_H

#include "script/hooks.h"
#include "script/lua_value.h"

/* What hooks_set_catalogue() is given; lives as long as the hooks. */
struct catalogue_world {
    const struct catalogue *catalogue; /* NULL: not gathered yet */
    bool is_computing; /* computed fields are being made: those of other sheets are not there */
};

/* A new table `catalogue` on the stack, for the run that is on. */
void catalogue_api_push(lua_State *lua, const struct hook_run *run);

/* The typed values of the state, for the subject of the run that is on: the first call of every
 * body that pushes values. */
struct lua_values *catalogue_values(lua_State *lua);

/* The sheet's edition that a document holds; NULL: none (a broken sheet, or not gathered yet). */
const struct edition *catalogue_edition(const struct document *document);

#endif
