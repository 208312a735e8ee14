/* Dots on a line, and lines through points. */
#include "output/chart_parts.h"

#define DOT_ROW     22.0
#define DOT_GAP     11.0 /* pixels between the middle of a dot and its figure */
#define LINE_HEIGHT 200.0
#define LINE_STEPS  4
#define NAME_GAP    8.0 /* pixels between names below a line */

static struct slice unit_of(const struct drawing *drawing)
{
    return local_text_get(&chart_series(drawing, 0)->unit.label, drawing->table->language);
}

/* ---- dots ---------------------------------------------------------------- */

/* The figures at both ends say what they are; those between are in the table. */
static void draw_dots_of(struct drawing *drawing, const struct chart_scale *scale, size_t row)
{
    size_t first = 0, last = 0, found = 0;
    double least = 0, most = 0, middle = drawing->y + DOT_ROW / 2;
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        const struct table_cell *cell = chart_figure(drawing, row, j);
        if (!cell)
            continue;
        double figure = decimal_to_double(cell->as.number);
        if (!found || figure < least) {
            least = figure;
            first = j;
        }
        if (!found || figure > most) {
            most = figure;
            last = j;
        }
        found++;
    }
    if (found > 1)
        chart_draw_line(drawing, "c-track", 0, chart_scale_at(scale, least), middle,
                        chart_scale_at(scale, most), middle);
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        const struct table_cell *cell = chart_figure(drawing, row, j);
        if (cell)
            chart_draw_dot(drawing, (unsigned)j + 1,
                           chart_scale_at(scale, decimal_to_double(cell->as.number)), middle);
    }
    if (!found)
        chart_draw_text(drawing, "c-missing", scale->left, 0, middle + 5, ANCHOR_START,
                        drawing->words->missing);
    else
        chart_draw_text(drawing, "c-value", chart_scale_at(scale, most), DOT_GAP, middle + 5,
                        ANCHOR_START, chart_figure_text(drawing, row, last));
    if (found && least < most)
        chart_draw_text(drawing, "c-value", chart_scale_at(scale, least), -DOT_GAP, middle + 5,
                        ANCHOR_END, chart_figure_text(drawing, row, first));
}

void chart_draw_dots(struct drawing *drawing)
{
    double least, most;
    double side = (chart_widest_figure(drawing) + DOT_GAP + 2) / CHART_WIDTH_MIN * 100;
    double left = drawing->asked->series_count > 1 ? side : 3;
    side = side > 42 ? 42 : side;
    left = left > 42 ? 42 : left;
    chart_range(drawing, &least, &most);
    struct chart_scale scale =
        chart_scale_for(drawing, least, most, false, left, 100 - side, chart_is_percent(drawing));
    chart_draw_legend(drawing);
    double top = drawing->y;
    for (size_t i = 0; i < drawing->row_count; i++) {
        chart_draw_label(drawing, drawing->rows[i].label);
        draw_dots_of(drawing, &scale, i);
        drawing->y += DOT_ROW + CHART_GAP / 2;
    }
    chart_draw_axis(drawing, &scale, top, chart_is_percent(drawing), unit_of(drawing));
}

/* ---- lines --------------------------------------------------------------- */

struct plane {
    struct chart_scale scale; /* upwards */
    double top, left, right;
    size_t count;
};

static double at_x(const struct plane *plane, size_t row)
{
    if (plane->count < 2)
        return (plane->left + plane->right) / 2;
    return plane->left + (plane->right - plane->left) * (double)row / (double)(plane->count - 1);
}

static double at_y(const struct plane *plane, double figure)
{
    const struct chart_scale *scale = &plane->scale;
    return plane->top + LINE_HEIGHT * (scale->high - figure) / (scale->high - scale->low);
}

static void draw_level(struct drawing *drawing, const struct plane *plane, size_t tick)
{
    const struct chart_scale *scale = &plane->scale;
    double y = at_y(plane, scale->ticks[tick]);
    bool is_zero = scale->ticks[tick] > -1e-12 && scale->ticks[tick] < 1e-12;
    chart_draw_line(drawing, is_zero ? "c-zero" : "c-grid", 0, plane->left, y, plane->right, y);
    chart_draw_text(drawing, "c-tick", plane->left, -8, y + 5, ANCHOR_END,
                    chart_tick_text(drawing, scale, tick, chart_is_percent(drawing)));
}

/* As many labels as fit, the first and the last among them. */
static void draw_names(struct drawing *drawing, const struct plane *plane)
{
    double end = -NAME_GAP, last_x, last_width;
    if (!plane->count)
        return;
    struct slice last = drawing->rows[plane->count - 1].label;
    last_width = chart_text_width(last);
    last_x = at_x(plane, plane->count - 1) / 100 * CHART_WIDTH_MIN;
    for (size_t i = 0; i < plane->count; i++) {
        struct slice text = drawing->rows[i].label;
        double x = at_x(plane, i), width = chart_text_width(text);
        double middle = x / 100 * CHART_WIDTH_MIN;
        bool is_last = i + 1 == plane->count;
        double begin = middle - width / 2, stop = middle + width / 2;
        enum chart_anchor anchor = ANCHOR_MIDDLE;
        if (stop > CHART_WIDTH_MIN) {
            anchor = ANCHOR_END;
            begin = middle - width;
            stop = middle;
        } else if (begin < 0) {
            anchor = ANCHOR_START;
            begin = middle;
            stop = middle + width;
        }
        double last_begin = last_x + last_width / 2 > CHART_WIDTH_MIN ? last_x - last_width
                                                                      : last_x - last_width / 2;
        if (begin < end + NAME_GAP || (!is_last && stop + NAME_GAP > last_begin) || begin < 0 ||
            stop > CHART_WIDTH_MIN)
            continue;
        end = stop;
        chart_draw_text(drawing, "c-tick", x, 0, drawing->y - 4, anchor, text);
    }
}

/* The figures of the last row, pushed apart where they would touch. */
static void draw_last_figures(struct drawing *drawing, const struct plane *plane)
{
    double taken[CHART_SERIES_MAX];
    size_t count = 0;
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        size_t i = plane->count;
        if (i == 0 || !chart_figure(drawing, i - 1, j))
            continue;
        double y = at_y(plane, decimal_to_double(chart_figure(drawing, i - 1, j)->as.number)) + 5;
        for (size_t k = 0; k < count; k++)
            if (y > taken[k] - 18 && y < taken[k] + 18) {
                y = taken[k] + 18;
                k = (size_t)-1; /* it may touch another now */
            }
        taken[count++] = y;
        if (y + 4 > drawing->y)
            drawing->y = y + 4;
        chart_draw_text(drawing, "c-value", at_x(plane, i - 1), DOT_GAP, y, ANCHOR_START,
                        chart_figure_text(drawing, i - 1, j));
    }
}

void chart_draw_lines(struct drawing *drawing)
{
    double least, most, widest = 0;
    chart_range(drawing, &least, &most);
    if (least > 0 && least < most / 2)
        least = 0; /* near enough to show it */
    struct plane plane = {.scale = chart_scale_upwards(drawing, least, most, LINE_STEPS),
                          .count = drawing->row_count};
    for (size_t i = 0; i < plane.scale.tick_count; i++) {
        double width =
            chart_text_width(chart_tick_text(drawing, &plane.scale, i, chart_is_percent(drawing)));
        widest = width > widest ? width : widest;
    }
    plane.left = (widest + 10) / CHART_WIDTH_MIN * 100;
    plane.right = 100 - (chart_widest_figure(drawing) + DOT_GAP + 2) / CHART_WIDTH_MIN * 100;
    plane.left = plane.left > 42 ? 42 : plane.left;
    plane.right = plane.right < 58 ? 58 : plane.right;
    chart_draw_legend(drawing);
    plane.top = drawing->y + 12;
    drawing->y = plane.top + LINE_HEIGHT + 12;
    for (size_t i = 0; i < plane.scale.tick_count; i++)
        draw_level(drawing, &plane, i);
    for (size_t j = 0; j < drawing->asked->series_count; j++) {
        for (size_t i = 0; i < plane.count; i++) {
            const struct table_cell *cell = chart_figure(drawing, i, j);
            const struct table_cell *before = i ? chart_figure(drawing, i - 1, j) : NULL;
            if (!cell)
                continue;
            double y = at_y(&plane, decimal_to_double(cell->as.number));
            if (before)
                chart_draw_line(drawing, "c-line", (unsigned)j + 1, at_x(&plane, i - 1),
                                at_y(&plane, decimal_to_double(before->as.number)), at_x(&plane, i),
                                y);
            chart_draw_dot(drawing, (unsigned)j + 1, at_x(&plane, i), y);
        }
    }
    draw_last_figures(drawing, &plane);
    drawing->y += CHART_TEXT_LINE;
    draw_names(drawing, &plane);
    if (unit_of(drawing).len) {
        drawing->y += CHART_TEXT_LINE;
        chart_draw_text(drawing, "c-unit", 0, 0, drawing->y - 4, ANCHOR_START, unit_of(drawing));
    }
}
