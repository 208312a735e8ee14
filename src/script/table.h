/*
 * table.h - catalogue.table{}: indicator tables, declared by a publisher and filled by editors.
 *
 *     catalogue.table {
 *       name = 'dotazione',                           -- called by ```{dotazione}
 *       caption = {it = 'Dotazione per priorità', en = 'Allocation by priority'},
 *       columns = {
 *         {id = 'priorita', label = {it = 'Priorità', en = 'Priority'}, type = 'text'},
 *         {id = 'intervento', label = …, type = 'text'},
 *         {id = 'importo', label = …, type = 'money', unit = 'Meuro', precision = 1},
 *         {id = 'quota', label = …, type = 'percent', share_of = 'importo'},
 *         {id = 'costo', label = …, type = 'money', unit = 'EUR',
 *          compute = function(row) return row.importo / row.persone end,
 *          how = {it = 'importo diviso per le persone', en = 'amount divided by people'}},
 *       },
 *       group = 'priorita',
 *       subtotals = {'sum'},
 *       totals = {'sum', {'weighted_mean', weight = 'persone'}},
 *       chart = {kind = 'bar', title = …, description = …, series = {'importo'}},
 *     }
 *
 * A table      name caption columns (required), description, rows, group, groups, subtotals, totals,
 *              given, notes, source, date, sort ('-importo': descending), chart or charts
 * A column     id label type (required); unit precision note role from hidden total approximate;
 *              of derived ones one of compute (with how), share_of (and within = 'group'),
 *              ratio = {a, b}, gap gap_percent attainment = {planned, achieved}
 *   type       text integer number money percent date sheet
 *   unit       EUR keur Meuro, another currency; years months weeks days hours minutes; or a text
 *              by language
 *   total      false: no sum of it makes sense
 *   role       'planned', 'achieved'; 'note': the text is a note below the table, of its row
 *   from       the name that it has in the rows, where it is not its id
 *   approximate  months and days may be taken for one another
 * Rows         'FIELD' of the front matter (a list of records), {csv = 'FILE'} beside the sheet,
 *              or function(arguments) that gives a list of tables; without it, what the fence holds.
 *              A fence says source=FILE.csv or field=FIELD instead.
 *   a cell     a figure, or {value =, unit =, note =, source =, date =}: note names one of `notes`
 *   in YAML    a list of mappings; or {rows: […], given: {importo: 154}, groups: {9.i: LABEL},
 *              caption:, source:, date:, notes: {…}}
 *   in CSV     a header of names; COLUMN.en is the text in English, COLUMN.unit, .note, .source
 *              and .date are of its figure
 * A function   of a row gets its figures by column: numbers, money and dates as lua_value.h has
 *              them. What is missing ends it, and so its own figure is missing; row.given.COLUMN
 *              says whether there is one.
 * An aggregate sum mean weighted_mean median min max count share, or {AGGREGATE, label =, how =,
 *              columns = {…}, weight =}
 * A total given  {column =, value =, group =, tolerance =}
 * A chart      kind title series (required; {most}, {most_value}, {least}, {least_value} in the
 *              title are the rows at both ends), description, label (column that names the bars),
 *              of = 'groups' (their subtotals)
 *
 * All of it is checked when the script is scanned, without a sheet: what is wrong is reported with
 * the script's line. Figures are checked as a fence is filled, at their own place. The computed
 * table goes to document->tables; in the text stands a comment where it is shown (table_mark).
 */
#ifndef SCHEDARIO_SCRIPT_TABLE_H
#define SCHEDARIO_SCRIPT_TABLE_H

#include "model/table.h"

#include <lua.h>

#define TABLE_CSV_SIZE_MAX (4u << 20)

struct hooks;

/* catalogue.table(spec). */
int catalogue_table(lua_State *lua);
/* Fills a fence: a body of hooks_run() for HOOK_TABLE, (spec, struct hook_fence *). */
int table_fill_fence(lua_State *lua);
/* All fences of a body that call a table, between hooks_begin() and hooks_end(). */
void table_fill_fences(struct hooks *hooks, unsigned worker, struct markdown *markdown);

#endif
