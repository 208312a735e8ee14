/* The axis: round numbers, few of them. */
#include "output/chart_parts.h"

#include <math.h>

/* 1, 2, 2.5 or 5 times a power of ten, not less than the step; a whole number of what is counted. */
static double round_step(double step, bool whole, unsigned *digits)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(step)));
    double round = 10 * power;
    for (size_t i = sizeof steps / sizeof *steps; i > 0; i--)
        if (steps[i - 1] * power >= step * (1 - 1e-9))
            round = steps[i - 1] * power;
    int most = (int)-floor(log10(round) + 1e-9);
    if (fabs(round / power - 2.5) < 1e-9)
        most++;
    *digits = most < 0 ? 0 : most > 9 ? 9 : (unsigned)most;
    if (whole && *digits) {
        *digits = 0;
        return round > 2 ? 5 : round > 1 ? 2 : 1;
    }
    return round;
}

static bool counts(const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->asked->series_count; i++)
        if (chart_series(drawing, i)->type != TABLE_INTEGER)
            return false;
    return true;
}

static struct chart_scale steps_of(double least, double most, size_t steps, bool whole)
{
    struct chart_scale scale = {0};
    double range = most - least;
    if (!(range > 0)) { /* all equal, or nothing at all */
        range = fabs(most) > 0 ? fabs(most) : 1;
        if (least < 0)
            least -= range / 2;
        else
            most += range / 2;
        range = most - least;
    }
    double step = round_step(range / (double)steps, whole, &scale.digits);
    double first = floor(least / step + 1e-9), last = ceil(most / step - 1e-9);
    scale.low = first * step;
    scale.high = last * step;
    for (double i = first; i <= last && scale.tick_count < CHART_TICKS + 2; i++)
        scale.ticks[scale.tick_count++] = i * step;
    return scale;
}

struct chart_scale chart_scale_upwards(const struct drawing *drawing, double least, double most,
                                       size_t steps)
{
    return steps_of(least, most, steps, counts(drawing));
}

double chart_scale_at(const struct chart_scale *scale, double figure)
{
    double part = (figure - scale->low) / (scale->high - scale->low);
    return scale->left + part * (scale->right - scale->left);
}

/* False: it has more digits than a number may have. */
static bool tick_number(const struct chart_scale *scale, size_t tick, struct decimal *number)
{
    double units = round(scale->ticks[tick] * pow(10, scale->digits));
    if (!(fabs(units) < 1e18))
        return false;
    *number = (struct decimal){(int64_t)units, scale->digits};
    return true;
}

struct slice chart_tick_text(const struct drawing *drawing, const struct chart_scale *scale,
                             size_t tick, bool is_percent)
{
    struct table_column column = {.type = is_percent ? TABLE_PERCENT : TABLE_NUMBER,
                                  .scale = scale->digits};
    struct table_cell cell = {.kind = CELL_NUMBER};
    struct buffer text = {0};
    if (!tick_number(scale, tick, &cell.as.number))
        return SLICE("");
    table_write_cell(&text, &column, &cell, drawing->locale);
    struct slice copy = buffer_copy(&text, drawing->arena);
    buffer_release(&text);
    return copy;
}

/* Whether the ticks' labels, each in the middle of its tick but for the first and last, keep apart. */
static bool labels_fit(const struct drawing *drawing, const struct chart_scale *scale,
                       bool is_percent)
{
    double widest = 0;
    for (size_t i = 0; i < scale->tick_count; i++) {
        double width = chart_text_width(chart_tick_text(drawing, scale, i, is_percent));
        widest = width > widest ? width : widest;
    }
    double gap = (scale->right - scale->left) / 100 * CHART_WIDTH_MIN;
    if (scale->tick_count > 1)
        gap *= (scale->ticks[1] - scale->ticks[0]) / (scale->high - scale->low);
    return scale->tick_count <= CHART_TICKS && gap >= widest * 1.5 + 8;
}

/* Bars end where the longest does, not at the next round number. */
static void end_at_figures(struct chart_scale *scale, double least, double most)
{
    size_t count = 0;
    double low = least < 0 ? least : 0, high = most > 0 ? most : 0;
    if (!(high > low))
        return; /* nothing but zeros */
    for (size_t i = 0; i < scale->tick_count; i++)
        if (scale->ticks[i] >= low * (1 + 1e-9) && scale->ticks[i] <= high * (1 + 1e-9))
            scale->ticks[count++] = scale->ticks[i];
    scale->tick_count = count;
    scale->low = low;
    scale->high = high;
}

static struct chart_scale scale_of(double least, double most, bool zero, size_t steps, bool whole,
                                   double left, double right)
{
    struct chart_scale scale = steps_of(least, most, steps, whole);
    scale.left = left;
    scale.right = right;
    if (zero)
        end_at_figures(&scale, least, most);
    return scale;
}

struct chart_scale chart_scale_for(const struct drawing *drawing, double least, double most,
                                   bool zero, double left, double right, bool is_percent)
{
    if (zero && least > 0)
        least = 0;
    if (zero && most < 0)
        most = 0;
    struct chart_scale scale = {0};
    /* What is drawn in percent of something else is not counted. */
    bool whole = drawing->asked->kind != CHART_BULLET && counts(drawing);
    for (size_t steps = 4; steps > 0; steps--) {
        scale = scale_of(least, most, zero, steps, whole, left, right);
        if (labels_fit(drawing, &scale, is_percent))
            return scale;
    }
    /* Both ends alone, or where even they would touch, one. */
    scale = scale_of(least, most, zero, 4, whole, left, right);
    scale.ticks[1] = scale.ticks[scale.tick_count - 1];
    scale.tick_count = scale.tick_count > 1 ? 2 : 1;
    if (scale.tick_count > 1 && !labels_fit(drawing, &scale, is_percent)) {
        if (scale.low <= 0 && scale.high >= 0)
            scale.ticks[0] = 0;
        scale.tick_count = 1;
    }
    return scale;
}

void chart_draw_axis(struct drawing *drawing, const struct chart_scale *scale, double top,
                     bool is_percent, struct slice unit)
{
    double bottom = drawing->y;
    drawing->y += CHART_TEXT_LINE;
    for (size_t i = 0; i < scale->tick_count; i++) {
        double x = chart_scale_at(scale, scale->ticks[i]);
        struct slice text = chart_tick_text(drawing, scale, i, is_percent);
        double half = chart_text_width(text) / 2;
        double at = x / 100 * CHART_WIDTH_MIN;
        enum chart_anchor anchor = at < half                     ? ANCHOR_START
                                   : at + half > CHART_WIDTH_MIN ? ANCHOR_END
                                                                 : ANCHOR_MIDDLE;
        bool is_zero = fabs(scale->ticks[i]) < 1e-12;
        chart_draw_line(drawing, is_zero ? "c-zero" : "c-grid", 0, x, top, x, bottom);
        chart_draw_text(drawing, "c-tick", x, 0, drawing->y - 4, anchor, text);
    }
    if (unit.len) {
        drawing->y += CHART_TEXT_LINE;
        chart_draw_text(drawing, "c-unit", 0, 0, drawing->y - 4, ANCHOR_START, unit);
    }
}
