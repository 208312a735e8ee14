/*
 * catalogue_check.h - a publisher's rules: catalogue.check{}.
 *
 *     catalogue.check{
 *       id = "start-and-end", severity = "error", collection = "esperienze",
 *       check = function(sheet)
 *         local v = sheet.values
 *         if v.avvio and v.fine and v.fine < v.avvio then
 *           sheet:report{field = "fine", also = {field = "avvio"},
 *             message = {it = "la fine viene prima dell'avvio", en = "it ends before it starts"}}
 *         end
 *       end}
 *
 * A check runs for each sheet of its collection (or of those in a list; of all where it names
 * none), in every language, once all fields are computed. What it finds is told by sheet:report{},
 * or returned, as one finding or a list of them:
 *
 *     message    text, or texts by language of the interface (it, en)
 *     help       likewise: how to mend it
 *     field      the place: a field; with `item` the n-th of a list, with `member` of a record
 *     section    or a section of the body; neither: the sheet as a whole
 *     text       words of that place, quoted as they stand there: the place is narrowed to them
 *     severity   error, warning or note, in place of the check's own
 *     also       {field, item, member, section, text, sheet, label = text or texts}: a second place
 *
 * The check's id is the code of its findings. A draft's errors are warnings. In a translation,
 * findings about a field that it takes over are its original's, and told there.
 *
 * A sheet answers for what is no mistake with a waiver (content/document.h). An original's waivers
 * count for its translations; one that waives nothing is a warning.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_CHECK_H
#define SCHEDARIO_SCRIPT_CATALOGUE_CHECK_H

#include "script/catalogue_api.h"

#define CHECK_FINDINGS_MAX 200 /* of one check in one sheet */

struct catalogue_checks;

/* After hooks_create(); collections that are none are reported. */
struct catalogue_checks *catalogue_checks_create(struct hooks *hooks, const struct schema *schema,
                                                 struct arena *arena,
                                                 struct diagnostics *diagnostics);

/* Runs the checks of a document that has an edition. From any worker, each document once; `index`
 * is its place in the build's order. */
void catalogue_checks_run(const struct catalogue_checks *checks, struct hooks *hooks,
                          unsigned worker, struct document *document, size_t index,
                          struct arena *arena, struct diagnostics *diagnostics);

/* sheet:report{} */
int catalogue_check_report(lua_State *lua);

#endif
