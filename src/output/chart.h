/*
 * chart.h - charts of indicator tables, in SVG, drawn when the site is built.
 *
 * A chart has no width of its own: what lies along it is in percent of whatever width it is given,
 * what lies down it in CSS pixels, and texts have the size that the theme's tables.css gives them
 * (CHART_TEXT_SIZE). So bars grow with the page and letters do not shrink on a phone. All is laid
 * out to fit a width of CHART_WIDTH_MIN, the column of a phone 320 pixels wide: a label stands on
 * lines of its own above its bar, a value behind the bar's end.
 *
 * Layout and writing are apart, so that a test can walk the shapes:
 *
 *     struct chart *chart = chart_create(arena, table, &table->charts.items[0], locale, &words);
 *     chart_write_svg(&html, chart, SLICE("dotazione-chart-1"));
 *
 * The SVG holds classes alone (the pages' Content-Security-Policy takes no style attributes):
 *
 *   chart          the svg
 *   c-label c-value c-tick c-unit c-inside     texts: of a row, of a figure, of the axis …
 *   c-grid c-zero  lines of the scale, and the one at zero
 *   c-mark         what was planned, in a bullet chart
 *   c-track        what dots of a row move on
 *   c-1 … c-4      series: told apart by texture, not by colour alone
 *
 * A title that holds {most} and {most_value}, {least} and {least_value} tells of the row with the
 * largest or smallest figure of the first series: what is found changes with the figures.
 *
 * Bars begin at zero, always; lines and dots need not. A missing figure is a gap, and says so.
 */
#ifndef SCHEDARIO_OUTPUT_CHART_H
#define SCHEDARIO_OUTPUT_CHART_H

#include "model/catalogue.h"
#include "model/table.h"

#define CHART_WIDTH_MIN  272 /* CSS pixels */
#define CHART_TEXT_SIZE  14
#define CHART_SERIES_MAX 4
#define CHART_ROWS_MAX   60

/* Texts of the theme. */
struct chart_words {
    struct slice missing;    /* "dato mancante" */
    struct slice of_planned; /* "{achieved} su {planned}" */
    struct slice planned;    /* of the axis of a bullet chart: "previsto = 100%" */
};

enum chart_shape_kind { SHAPE_BAR, SHAPE_LINE, SHAPE_DOT, SHAPE_TEXT };
enum chart_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct chart_shape {
    enum chart_shape_kind kind;
    const char *class;
    double x, x2;    /* percent of the width; of a bar and a line both ends, x <= x2 of a bar */
    double dx;       /* of a text, in pixels */
    double y, y2;    /* pixels from the top; of a text its base line */
    unsigned series; /* from 1; 0: none */
    enum chart_anchor anchor;
    struct slice text;
};

struct chart {
    double height;
    struct slice title, description;
    VECTOR(struct chart_shape) shapes;
    unsigned series_count;
};

/* The table is computed. NULL: no row has a figure, and there is nothing to draw. */
struct chart *chart_create(struct arena *arena, const struct table *table,
                           const struct table_chart *asked, const struct locale *locale,
                           const struct chart_words *words);
/* `id` is unique in the page, and so are those that begin with it and a "-". */
void chart_write_svg(struct buffer *out, const struct chart *chart, struct slice id);

/* How wide a text is drawn, at the most, in pixels. */
double chart_text_width(struct slice text);

#endif
