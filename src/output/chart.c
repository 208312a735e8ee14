#include "output/chart_parts.h"

#include "text/utf8.h"

/* ---- the pen ------------------------------------------------------------- */

/* Of a common sans-serif: wide letters make up for narrow ones. */
double chart_text_width(struct slice text)
{
    double width = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c & 0xc0) == 0x80) /* not the first byte of a character */
            continue;
        width += strchr("ijlft.,:;'|!()[] ", c) && c ? 0.36
                 : c == 'm' || c == 'w'              ? 0.88
                 : c >= 'A' && c <= 'Z'              ? 0.72
                 : c == '%'                          ? 0.9
                 : c >= 0xe2                         ? 0.9
                                                     : 0.58;
    }
    return width * CHART_TEXT_SIZE;
}

static void draw(struct drawing *drawing, struct chart_shape shape)
{
    vector_push(drawing->arena, &drawing->chart->shapes, shape);
}

#define TEXT_SLACK 6.0 /* pixels that a text's width may be guessed wrong by */

void chart_draw_text(struct drawing *drawing, const char *class, double x, double dx, double y,
                     enum chart_anchor anchor, struct slice text)
{
    double width = chart_text_width(text), at = x / 100 * CHART_WIDTH_MIN + dx;
    if (!text.len)
        return;
    if (anchor == ANCHOR_START && at > 0 && at + width > CHART_WIDTH_MIN + TEXT_SLACK) {
        anchor = ANCHOR_END;
        x = 100;
        dx = 0;
    } else if (anchor == ANCHOR_END && at < CHART_WIDTH_MIN && at - width < -TEXT_SLACK) {
        anchor = ANCHOR_START;
        x = dx = 0;
    }
    draw(drawing, (struct chart_shape){.kind = SHAPE_TEXT,
                                       .class = class,
                                       .x = x,
                                       .dx = dx,
                                       .y = y,
                                       .anchor = anchor,
                                       .text = text});
}

void chart_draw_bar(struct drawing *drawing, unsigned series, double x, double x2, double y,
                    double height)
{
    draw(drawing, (struct chart_shape){.kind = SHAPE_BAR,
                                       .series = series,
                                       .x = x < x2 ? x : x2,
                                       .x2 = x < x2 ? x2 : x,
                                       .y = y,
                                       .y2 = y + height});
}

void chart_draw_line(struct drawing *drawing, const char *class, unsigned series, double x,
                     double y, double x2, double y2)
{
    draw(drawing, (struct chart_shape){.kind = SHAPE_LINE,
                                       .class = class,
                                       .series = series,
                                       .x = x,
                                       .y = y,
                                       .x2 = x2,
                                       .y2 = y2});
}

void chart_draw_dot(struct drawing *drawing, unsigned series, double x, double y)
{
    draw(drawing, (struct chart_shape){
                      .kind = SHAPE_DOT, .series = series, .x = x, .x2 = x, .y = y, .y2 = y});
}

/* The part of a text that fits on a line, cut between words where it can be. */
static struct slice take_line(struct slice *rest)
{
    size_t end = 0, space = 0;
    while (end < rest->len && chart_text_width(slice_sub(*rest, 0, end + 1)) <= CHART_WIDTH_MIN) {
        if (rest->ptr[end] == ' ')
            space = end;
        end++;
    }
    if (end < rest->len) {
        if (space)
            end = space;
        while (end > 1 && ((unsigned char)rest->ptr[end] & 0xc0) == 0x80)
            end--;
    }
    struct slice line = slice_sub(*rest, 0, end);
    *rest = slice_trim(slice_after(*rest, end));
    return line;
}

#define LABEL_LINES_MAX 4

void chart_draw_label(struct drawing *drawing, struct slice text)
{
    struct slice rest = slice_trim(text);
    for (int i = 0; i < LABEL_LINES_MAX && rest.len; i++) {
        struct slice line = take_line(&rest);
        drawing->y += CHART_TEXT_LINE;
        chart_draw_text(drawing, "c-label", 0, 0, drawing->y - 5, ANCHOR_START, line);
    }
}

#define SWATCH_WIDTH 8.0 /* percent */

void chart_draw_legend(struct drawing *drawing)
{
    if (drawing->asked->series_count < 2)
        return;
    for (size_t i = 0; i < drawing->asked->series_count; i++) {
        struct slice rest =
            table_column_title(drawing->arena, chart_series(drawing, i), drawing->table->language);
        drawing->y += CHART_TEXT_LINE + 2;
        double middle = drawing->y - 9;
        if (drawing->asked->kind == CHART_DOT || drawing->asked->kind == CHART_LINE)
            chart_draw_dot(drawing, (unsigned)i + 1, SWATCH_WIDTH / 2, middle);
        else
            chart_draw_bar(drawing, (unsigned)i + 1, 0, SWATCH_WIDTH, middle - 6, 12);
        if (drawing->asked->kind == CHART_LINE)
            chart_draw_line(drawing, "c-line", (unsigned)i + 1, 0, middle, SWATCH_WIDTH, middle);
        double room = CHART_WIDTH_MIN * (1 - SWATCH_WIDTH / 100) - 6;
        while (chart_text_width(rest) > room) { /* cut at a word */
            size_t space = slice_find_last_byte(rest, ' ');
            if (space == SLICE_NOT_FOUND)
                break;
            rest = slice_sub(rest, 0, space);
        }
        chart_draw_text(drawing, "c-label", SWATCH_WIDTH, 6, drawing->y - 4, ANCHOR_START, rest);
    }
    drawing->y += CHART_GAP / 2;
}

/* ---- figures ------------------------------------------------------------- */

const struct table_column *chart_series(const struct drawing *drawing, size_t series)
{
    return &drawing->table->columns[drawing->asked->series[series]];
}

const struct table_cell *chart_figure(const struct drawing *drawing, size_t row, size_t series)
{
    const struct table_cell *cell = &drawing->rows[row].cells[drawing->asked->series[series]];
    return cell->kind == CELL_NUMBER ? cell : NULL;
}

struct slice chart_figure_text(const struct drawing *drawing, size_t row, size_t series)
{
    const struct table_cell *cell = chart_figure(drawing, row, series);
    if (!cell)
        return drawing->words->missing;
    struct buffer text = {0};
    table_write_cell(&text, chart_series(drawing, series), cell, drawing->locale);
    struct slice copy = buffer_copy(&text, drawing->arena);
    buffer_release(&text);
    return copy;
}

bool chart_is_percent(const struct drawing *drawing)
{
    return chart_series(drawing, 0)->type == TABLE_PERCENT;
}

bool chart_range(const struct drawing *drawing, double *least, double *most)
{
    bool found = false;
    *least = *most = 0;
    for (size_t i = 0; i < drawing->row_count; i++) {
        for (size_t j = 0; j < drawing->asked->series_count; j++) {
            const struct table_cell *cell = chart_figure(drawing, i, j);
            if (!cell)
                continue;
            double figure = decimal_to_double(cell->as.number);
            *least = !found || figure < *least ? figure : *least;
            *most = !found || figure > *most ? figure : *most;
            found = true;
        }
    }
    return found;
}

double chart_widest_figure(const struct drawing *drawing)
{
    double widest = 0;
    for (size_t i = 0; i < drawing->row_count; i++) {
        for (size_t j = 0; j < drawing->asked->series_count; j++) {
            double width = chart_text_width(chart_figure_text(drawing, i, j));
            if (chart_figure(drawing, i, j) && width > widest)
                widest = width;
        }
    }
    return widest;
}

/* ---- rows ---------------------------------------------------------------- */

static struct slice label_of(const struct drawing *drawing, const struct table_cell *cell)
{
    const struct table *table = drawing->table;
    if (cell->kind == CELL_SHEET)
        return cell->as.ref.sheet ? sheet_edition(cell->as.ref.sheet, table->language)->title
                                  : cell->as.ref.id;
    struct buffer text = {0};
    table_write_cell(&text, &table->columns[drawing->asked->label], cell, drawing->locale);
    struct slice copy = buffer_copy(&text, drawing->arena);
    buffer_release(&text);
    return copy;
}

static void find_rows(struct drawing *drawing)
{
    const struct table *table = drawing->table;
    bool of_groups = drawing->asked->of_groups;
    size_t count = of_groups ? table->groups.count : table->rows.count;
    size_t summary = table_charted_summary(table);
    if (count > CHART_ROWS_MAX)
        count = CHART_ROWS_MAX;
    drawing->rows = arena_array(drawing->arena, struct chart_row, count);
    for (size_t i = 0; i < count; i++) {
        struct chart_row row;
        if (of_groups) {
            const struct table_group *group = &table->groups.items[i];
            row.label = group->label;
            if (summary == table->summaries.count || !group->row_count)
                continue;
            row.cells = &group->summaries[summary * table->column_count];
        } else {
            row.cells = table->rows.items[i];
            row.label = label_of(drawing, &row.cells[drawing->asked->label]);
        }
        drawing->rows[drawing->row_count++] = row;
    }
}

struct slice chart_fill_in(struct arena *arena, struct slice text, struct slice name,
                           struct slice by)
{
    size_t at = slice_find(text, name);
    if (at == SLICE_NOT_FOUND)
        return text;
    return arena_concat(arena, slice_sub(text, 0, at), by, slice_after(text, at + name.len),
                        (struct slice){0});
}

/* {most}, {most_value}, {least}, {least_value}: the rows at both ends of the first series. */
static struct slice fill_extremes(const struct drawing *drawing, struct slice text)
{
    const struct table_cell *most = NULL, *least = NULL;
    size_t most_row = 0, least_row = 0;
    if (slice_find_byte(text, '{') == SLICE_NOT_FOUND || !drawing->asked->series_count)
        return text;
    for (size_t i = 0; i < drawing->row_count; i++) {
        const struct table_cell *cell = chart_figure(drawing, i, 0);
        if (cell && (!most || decimal_compare(cell->as.number, most->as.number) > 0)) {
            most = cell;
            most_row = i;
        }
        if (cell && (!least || decimal_compare(cell->as.number, least->as.number) < 0)) {
            least = cell;
            least_row = i;
        }
    }
    struct slice none = SLICE("-");
    struct slice parts[][2] = {
        {SLICE("{most}"), most ? drawing->rows[most_row].label : none},
        {SLICE("{most_value}"), most ? chart_figure_text(drawing, most_row, 0) : none},
        {SLICE("{least}"), least ? drawing->rows[least_row].label : none},
        {SLICE("{least_value}"), least ? chart_figure_text(drawing, least_row, 0) : none}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        text = chart_fill_in(drawing->arena, text, parts[i][0], parts[i][1]);
    return text;
}

/* Whether there is anything to draw. */
static bool has_figures(const struct drawing *drawing)
{
    bool is_bullet = drawing->asked->kind == CHART_BULLET;
    double least, most;
    for (size_t i = 0; is_bullet && i < drawing->row_count; i++)
        if (chart_figure(drawing, i, 0) && chart_figure(drawing, i, 1))
            return true;
    return !is_bullet && chart_range(drawing, &least, &most);
}

struct chart *chart_create(struct arena *arena, const struct table *table,
                           const struct table_chart *asked, const struct locale *locale,
                           const struct chart_words *words)
{
    struct chart *chart = arena_new(arena, struct chart);
    struct drawing drawing = {.arena = arena,
                              .table = table,
                              .asked = asked,
                              .locale = locale,
                              .words = words,
                              .chart = chart};
    chart->series_count = (unsigned)asked->series_count;
    find_rows(&drawing);
    if (!has_figures(&drawing))
        return NULL;
    chart->title = fill_extremes(&drawing, local_text_get(&asked->title, table->language));
    chart->description =
        fill_extremes(&drawing, local_text_get(&asked->description, table->language));
    switch (asked->kind) {
    case CHART_STACKED:
        chart_draw_stacked(&drawing);
        break;
    case CHART_LINE:
        chart_draw_lines(&drawing);
        break;
    case CHART_DOT:
        chart_draw_dots(&drawing);
        break;
    case CHART_BULLET:
        chart_draw_bullets(&drawing);
        break;
    default:
        chart_draw_bars(&drawing);
        break;
    }
    chart->height = drawing.y + 4;
    return chart;
}
