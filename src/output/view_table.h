/*
 * view_table.h - indicator tables on the page of their sheet.
 *
 * Before a sheet's page is rendered, each table of the edition that it shows is, by the theme's
 * partials/table.html, with `table` (output/view.h) among the globals and in the edition's language.
 * The text has a mark where the table stands (model/table_mark.h); the markup takes its place.
 */
#ifndef SCHEDARIO_OUTPUT_VIEW_TABLE_H
#define SCHEDARIO_OUTPUT_VIEW_TABLE_H

#include "model/table.h"
#include "output/view.h"

#define VIEW_TABLE_TEMPLATE "partials/table.html"

/* The markup of an edition's tables, in their order. */
struct view_tables {
    const struct edition *edition;
    const struct slice *html;
};

/* The table as templates see it. `context` is in the edition's language. */
struct data view_table(const struct data_context *context, const struct edition *edition,
                       const struct table *table);
/* `html` with the tables in the place of their marks; of an edition that is not the page's own, a
 * link to its page. */
struct slice view_tables_place(const struct data_context *context, const struct edition *edition,
                               struct slice html);

#endif
