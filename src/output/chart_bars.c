/* Lists of horizontal bars: single, in groups, stacked, and against what was planned. */
#include "output/chart_parts.h"

#define VALUE_GAP  6.0 /* pixels between a bar's end and its figure */
#define RIGHT_MIN  40.0
#define INSIDE_GAP 8.0

/* Where bars end so that the widest figure still fits behind them. */
static double right_for(double widest)
{
    double right = 100 - (widest + VALUE_GAP + 2) / CHART_WIDTH_MIN * 100;
    return right < RIGHT_MIN ? RIGHT_MIN : right;
}

static struct slice unit_of(const struct drawing *drawing)
{
    return local_text_get(&chart_series(drawing, 0)->unit.label, drawing->table->language);
}

/* A figure behind `x`, on the line of a bar of that height; where there is no room, on a line of
 * its own above. Before the bar is drawn: it moves the drawing down. */
static void draw_value(struct drawing *drawing, const char *class, double x, double height,
                       struct slice text)
{
    double room = (100 - x) / 100 * CHART_WIDTH_MIN - VALUE_GAP;
    if (chart_text_width(text) <= room) {
        chart_draw_text(drawing, class, x, VALUE_GAP, drawing->y + height / 2 + 5, ANCHOR_START,
                        text);
        return;
    }
    drawing->y += CHART_TEXT_LINE;
    chart_draw_text(drawing, class, 0, 0, drawing->y - 5, ANCHOR_START, text);
}

/* A bar from zero with its figure at its end, or behind `mark`; behind the zero where it goes to the
 * left. */
static void draw_figure(struct drawing *drawing, const struct chart_scale *scale, unsigned series,
                        double figure, bool has_figure, double mark, struct slice text)
{
    double zero = chart_scale_at(scale, 0), end = has_figure ? chart_scale_at(scale, figure) : zero;
    double behind = end > zero ? end : zero;
    draw_value(drawing, has_figure ? "c-value" : "c-missing", behind > mark ? behind : mark,
               CHART_BAR, text);
    if (has_figure)
        chart_draw_bar(drawing, series, zero, end, drawing->y, CHART_BAR);
    drawing->y += CHART_BAR;
}

void chart_draw_bars(struct drawing *drawing)
{
    double least, most, top;
    chart_range(drawing, &least, &most);
    struct chart_scale scale =
        chart_scale_for(drawing, least, most, true, 0, right_for(chart_widest_figure(drawing)),
                        chart_is_percent(drawing));
    chart_draw_legend(drawing);
    top = drawing->y;
    for (size_t i = 0; i < drawing->row_count; i++) {
        chart_draw_label(drawing, drawing->rows[i].label);
        for (size_t j = 0; j < drawing->asked->series_count; j++) {
            const struct table_cell *cell = chart_figure(drawing, i, j);
            draw_figure(drawing, &scale, (unsigned)j + 1,
                        cell ? decimal_to_double(cell->as.number) : 0, cell != NULL, 0,
                        chart_figure_text(drawing, i, j));
            drawing->y += 2;
        }
        drawing->y += CHART_GAP;
    }
    chart_draw_axis(drawing, &scale, top, chart_is_percent(drawing), unit_of(drawing));
}

/* ---- stacked ------------------------------------------------------------- */

/* The sum of a row's figures as text; "" where there is none, or it is too large. */
static struct slice sum_text(struct drawing *drawing, size_t row, double *sum, bool *is_partial)
{
    struct table_column column = *chart_series(drawing, 0);
    struct table_cell cell = {.kind = CELL_NUMBER};
    bool found = false;
    *sum = 0;
    *is_partial = false;
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        const struct table_cell *figure = chart_figure(drawing, row, j);
        *is_partial |= !figure;
        if (!figure)
            continue;
        found = true;
        *sum += decimal_to_double(figure->as.number);
        if (!decimal_add(cell.as.number, figure->as.number, &cell.as.number))
            return (struct slice){0};
    }
    struct buffer text = {0};
    if (found)
        table_write_cell(&text, &column, &cell, drawing->locale);
    struct slice copy = buffer_copy(&text, drawing->arena);
    buffer_release(&text);
    return copy;
}

static void draw_stack(struct drawing *drawing, const struct chart_scale *scale, size_t row)
{
    double total, sum = 0;
    bool is_partial;
    struct slice text = sum_text(drawing, row, &total, &is_partial);
    if (text.len && is_partial) /* what is drawn is not all of it */
        text = arena_concat(drawing->arena, text, SLICE(" + "), drawing->words->missing,
                            (struct slice){0});
    draw_value(drawing, text.len ? "c-value" : "c-missing", chart_scale_at(scale, total),
               CHART_BAR + 4, text.len ? text : drawing->words->missing);
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        const struct table_cell *cell = chart_figure(drawing, row, j);
        if (!cell)
            continue;
        double from = chart_scale_at(scale, sum);
        sum += decimal_to_double(cell->as.number);
        double to = chart_scale_at(scale, sum);
        struct slice inside = chart_figure_text(drawing, row, j);
        chart_draw_bar(drawing, (unsigned)j + 1, from, to, drawing->y, CHART_BAR + 4);
        if ((to - from) / 100 * CHART_WIDTH_MIN > chart_text_width(inside) + INSIDE_GAP)
            chart_draw_text(drawing, "c-inside", (from + to) / 2, 0, drawing->y + 16, ANCHOR_MIDDLE,
                            inside);
    }
    drawing->y += CHART_BAR + 4 + CHART_GAP;
}

void chart_draw_stacked(struct drawing *drawing)
{
    double most = 0, sum, widest = 0;
    bool is_partial;
    for (size_t i = 0; i < drawing->row_count; i++) {
        double width = chart_text_width(sum_text(drawing, i, &sum, &is_partial));
        most = sum > most ? sum : most;
        widest = width > widest ? width : widest;
    }
    struct chart_scale scale =
        chart_scale_for(drawing, 0, most, true, 0, right_for(widest), chart_is_percent(drawing));
    chart_draw_legend(drawing);
    double top = drawing->y;
    for (size_t i = 0; i < drawing->row_count; i++) {
        chart_draw_label(drawing, drawing->rows[i].label);
        draw_stack(drawing, &scale, i);
    }
    chart_draw_axis(drawing, &scale, top, chart_is_percent(drawing), unit_of(drawing));
}

/* ---- planned and achieved ------------------------------------------------ */

/* "21 su 25". */
static struct slice bullet_text(struct drawing *drawing, size_t row)
{
    struct slice text = chart_fill_in(drawing->arena, drawing->words->of_planned,
                                      SLICE("{achieved}"), chart_figure_text(drawing, row, 1));
    return chart_fill_in(drawing->arena, text, SLICE("{planned}"),
                         chart_figure_text(drawing, row, 0));
}

/* Achieved as a percentage of planned; false where there is none. */
static bool attained(const struct drawing *drawing, size_t row, double *percent)
{
    const struct table_cell *planned = chart_figure(drawing, row, 0);
    const struct table_cell *achieved = chart_figure(drawing, row, 1);
    if (!planned || !achieved || planned->as.number.units == 0)
        return false;
    *percent = decimal_to_double(achieved->as.number) / decimal_to_double(planned->as.number) * 100;
    return true;
}

/* Rows have units of their own, so each is drawn in percent of what it was to be. */
void chart_draw_bullets(struct drawing *drawing)
{
    double least = 0, most = 100, widest = 0, percent, top = drawing->y;
    for (size_t i = 0; i < drawing->row_count; i++) {
        if (!chart_figure(drawing, i, 0) || !chart_figure(drawing, i, 1))
            continue;
        double width = chart_text_width(bullet_text(drawing, i));
        widest = width > widest ? width : widest;
        if (!attained(drawing, i, &percent))
            continue;
        least = percent < least ? percent : least;
        most = percent > most ? percent : most;
    }
    struct chart_scale scale =
        chart_scale_for(drawing, least, most, true, 0, right_for(widest), true);
    for (size_t i = 0; i < drawing->row_count; i++) {
        if (!chart_figure(drawing, i, 0) || !chart_figure(drawing, i, 1))
            continue; /* nothing to compare: the table has it */
        chart_draw_label(drawing, drawing->rows[i].label);
        bool has_figure = attained(drawing, i, &percent);
        double goal = chart_scale_at(&scale, 100);
        draw_figure(drawing, &scale, 1, percent, has_figure, has_figure ? goal : 0,
                    bullet_text(drawing, i));
        if (has_figure)
            chart_draw_line(drawing, "c-mark", 0, goal, drawing->y - CHART_BAR - 3, goal,
                            drawing->y + 3);
        drawing->y += CHART_GAP;
    }
    chart_draw_axis(drawing, &scale, top, true, drawing->words->planned);
}
