/*
 * catalogue_field.h - computed fields: catalogue.field{}.
 *
 *     catalogue.field{
 *       collection = "esperienze", id = "costo_per_persona", type = "money",
 *       label = {it = "Costo per persona", en = "Cost per person"},
 *       sort = true, column = true, after = "persone",
 *       value = function(sheet)
 *         local v = sheet.values
 *         return v.budget and v.persone and v.budget / v.persone
 *       end}
 *
 * The field stands in the schema beside those of site.yaml, and is used like them. Its value is
 * computed once for each sheet, from its original; a translation takes it over, unless it is a text
 * (or Markdown, or a list of those), which is computed again in the translation's language. It sees
 * what the sheet says, fields that were registered earlier, and what other sheets say, but not what
 * is computed for them. What it returns passes the checks of the field's type; nil (or false, for
 * all but booleans) is no value.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_FIELD_H
#define SCHEDARIO_SCRIPT_CATALOGUE_FIELD_H

#include "script/catalogue_api.h"

struct catalogue_fields;

/* Adds every registered field to the schema. After hooks_create(), before any document is read. */
struct catalogue_fields *catalogue_fields_create(struct hooks *hooks, struct schema *schema,
                                                 struct arena *arena,
                                                 struct diagnostics *diagnostics);
bool catalogue_fields_are_none(const struct catalogue_fields *fields);

/* Fills the computed fields of a document that has an edition: first of all originals, then of all
 * translations. From any worker, each document once; `index` is its place in the build's order.
 * What is made lies in `arena`. */
void catalogue_fields_compute(const struct catalogue_fields *fields, struct hooks *hooks,
                              unsigned worker, struct document *document, size_t index,
                              bool translations, struct arena *arena,
                              struct diagnostics *diagnostics);

#endif
