/*
 * chart_parts.h - what the rooms of charts share: the scale and the pen. Known to chart*.c alone.
 *
 * chart.c what all have in common, chart_bars.c bars in a list, chart_points.c dots and lines,
 * chart_scale.c the axis, chart_svg.c the writing.
 */
#ifndef SCHEDARIO_OUTPUT_CHART_PARTS_H
#define SCHEDARIO_OUTPUT_CHART_PARTS_H

#include "output/chart.h"

#define CHART_TEXT_LINE 20.0 /* from one line of text to the next */
#define CHART_BAR       18.0
#define CHART_GAP       14.0 /* between rows */
#define CHART_TICKS     5

/* Figures to percent of the width. */
struct chart_scale {
    double low, high;   /* figures at both ends */
    double left, right; /* percent */
    double ticks[CHART_TICKS + 2];
    size_t tick_count;
    unsigned digits; /* of the ticks' labels, after the point */
};

/* A row as it is drawn: a row of the table, or the subtotal of a group. */
struct chart_row {
    struct slice label;
    const struct table_cell *cells; /* by column */
};

struct drawing {
    struct arena *arena;
    const struct table *table;
    const struct table_chart *asked;
    const struct locale *locale;
    const struct chart_words *words;
    struct chart *chart;
    struct chart_row *rows;
    size_t row_count;
    double y; /* where the next thing goes */
};

/* Round ends and at most CHART_TICKS round steps, so that labels of the width do not touch.
 * `zero`: it belongs to the scale. */
struct chart_scale chart_scale_for(const struct drawing *drawing, double least, double most,
                                   bool zero, double left, double right, bool is_percent);
/* The same steps, for a scale that goes upwards: nothing touches. */
struct chart_scale chart_scale_upwards(const struct drawing *drawing, double least, double most,
                                       size_t steps);
double chart_scale_at(const struct chart_scale *scale, double figure);
/* Empty where it has more digits than a number may have. */
struct slice chart_tick_text(const struct drawing *drawing, const struct chart_scale *scale,
                             size_t tick, bool is_percent);
/* Lines of the scale from `top` to where the drawing is, its labels and `unit` below. */
void chart_draw_axis(struct drawing *drawing, const struct chart_scale *scale, double top,
                     bool is_percent, struct slice unit);

/* A text that would leave the chart at CHART_WIDTH_MIN begins or ends where the chart does. */
void chart_draw_text(struct drawing *drawing, const char *class, double x, double dx, double y,
                     enum chart_anchor anchor, struct slice text);
void chart_draw_bar(struct drawing *drawing, unsigned series, double x, double x2, double y,
                    double height);
void chart_draw_line(struct drawing *drawing, const char *class, unsigned series, double x,
                     double y, double x2, double y2);
void chart_draw_dot(struct drawing *drawing, unsigned series, double x, double y);
/* A label on as many lines as it needs; moves the drawing down. */
void chart_draw_label(struct drawing *drawing, struct slice text);
/* A line for each series with its texture; nothing for one. */
void chart_draw_legend(struct drawing *drawing);

const struct table_column *chart_series(const struct drawing *drawing, size_t series);
/* NULL where there is no figure. */
const struct table_cell *chart_figure(const struct drawing *drawing, size_t row, size_t series);
struct slice chart_figure_text(const struct drawing *drawing, size_t row, size_t series);
bool chart_is_percent(const struct drawing *drawing);
/* Of all figures; false: there are none. */
bool chart_range(const struct drawing *drawing, double *least, double *most);
/* The widest text of a figure, in pixels. */
double chart_widest_figure(const struct drawing *drawing);

/* The text with what stands for the name in its place, once. */
struct slice chart_fill_in(struct arena *arena, struct slice text, struct slice name,
                           struct slice by);

void chart_draw_bars(struct drawing *drawing);
void chart_draw_stacked(struct drawing *drawing);
void chart_draw_bullets(struct drawing *drawing);
void chart_draw_dots(struct drawing *drawing);
void chart_draw_lines(struct drawing *drawing);

#endif
