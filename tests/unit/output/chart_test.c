#include "test.h"

#include "output/chart.h"
#include "output/well_formed.h"

#include <stdlib.h>

struct fixture {
    struct arena arena;
    struct diagnostics list;
    struct table *table;
    struct table_chart asked;
    struct chart *chart;
    struct buffer svg;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->list.arena = &f->arena;
    f->table = table_create(&f->arena, SLICE("prova"), 0);
    f->table->columns[0] = (struct table_column){.precision = -1};
    table_add_column(f->table, SLICE("nome"));
    f->asked.title.text[0] = SLICE("Il primo \"vale\" più degli altri & basta");
    f->asked.description.text[0] = SLICE("Un elenco di barre.");
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    buffer_release(&f->svg);
    arena_release(&f->arena);
    free(f);
    return 0;
}

#define NONE INT64_MIN

static void series(struct fixture *f, enum table_type type, const char *label)
{
    struct table_column *column = table_add_column(f->table, slice_from_string(label));
    column->type = type;
    column->label.text[0] = column->id;
    f->asked.series[f->asked.series_count++] = column->index;
}

static void row(struct fixture *f, const char *name, size_t count, const int64_t *figures,
                unsigned scale)
{
    struct table_cell *cells = table_add_row(f->table, SLICE(""));
    cells[0] = (struct table_cell){.kind = CELL_TEXT, .as.text = slice_from_string(name)};
    for (size_t i = 0; i < count; i++)
        if (figures[i] != NONE)
            cells[i + 1] =
                (struct table_cell){.kind = CELL_NUMBER, .as.number = {figures[i], scale}};
}
#define ROW(name, scale, ...) \
    row(f, name, sizeof((int64_t[]){__VA_ARGS__}) / 8, (int64_t[]){__VA_ARGS__}, scale)

static void draw(struct fixture *f, enum table_chart_kind kind)
{
    static const struct chart_words words = {SLICE_INIT("dato mancante"),
                                             SLICE_INIT("{achieved} su {planned}"),
                                             SLICE_INIT("previsto = 100%")};
    const struct locale *locale = locale_open(&f->arena, SLICE("it"));
    if (!f->table->is_computed)
        table_compute(f->table, &f->list);
    f->asked.kind = kind;
    f->chart = chart_create(&f->arena, f->table, &f->asked, locale, &words);
    buffer_clear(&f->svg);
    if (!f->chart)
        return;
    chart_write_svg(&f->svg, f->chart, SLICE("g"));
    struct buffer document = {0};
    buffer_add_string(&document, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buffer_add(&document, buffer_view(&f->svg));
    const char *wrong = xml_mistake(buffer_view(&document));
    buffer_release(&document);
    if (wrong)
        fail_msg("%s", wrong);
}

struct box {
    double left, right, top, bottom;
};

static struct box box_of(const struct chart_shape *shape)
{
    double x = shape->x / 100 * CHART_WIDTH_MIN, x2 = shape->x2 / 100 * CHART_WIDTH_MIN;
    if (shape->kind == SHAPE_DOT)
        return (struct box){x - 6, x + 6, shape->y - 6, shape->y + 6};
    if (shape->kind != SHAPE_TEXT)
        return (struct box){x < x2 ? x : x2, x < x2 ? x2 : x,
                            shape->y < shape->y2 ? shape->y : shape->y2,
                            shape->y < shape->y2 ? shape->y2 : shape->y};
    double width = chart_text_width(shape->text), left = x + shape->dx;
    if (shape->anchor == ANCHOR_MIDDLE)
        left -= width / 2;
    if (shape->anchor == ANCHOR_END)
        left -= width;
    return (struct box){left, left + width, shape->y - 11, shape->y + 3};
}

static bool touch(struct box a, struct box b)
{
    double e = 0.01;
    return a.left < b.right - e && b.left < a.right - e && a.top < b.bottom - e &&
           b.top < a.bottom - e;
}

/* On the narrowest page all lies inside, and no text lies on another, on a bar or on a dot. */
static void assert_is_clean(const struct fixture *f)
{
    const struct chart *chart = f->chart;
    for (size_t i = 0; chart && i < chart->shapes.count; i++) {
        const struct chart_shape *shape = &chart->shapes.items[i];
        struct box box = box_of(shape);
        if (!(box.left >= -0.5 && box.right <= CHART_WIDTH_MIN + 0.5 && box.top >= -0.5 &&
              box.bottom <= chart->height + 0.5))
            fail_msg("outside: %.*s (%f to %f, %f to %f)", SLICE_ARG(shape->text), box.left,
                     box.right, box.top, box.bottom);
        if (shape->kind != SHAPE_TEXT)
            continue;
        bool inside = strcmp(shape->class, "c-inside") == 0;
        for (size_t j = 0; j < chart->shapes.count; j++) {
            const struct chart_shape *other = &chart->shapes.items[j];
            if (i == j || other->kind == SHAPE_LINE || (inside && other->kind == SHAPE_BAR))
                continue;
            if (touch(box, box_of(other)))
                fail_msg("\"%.*s\" touches \"%.*s\"", SLICE_ARG(shape->text),
                         SLICE_ARG(other->text));
        }
    }
}

static size_t count(const struct fixture *f, enum chart_shape_kind kind, unsigned of_series)
{
    size_t found = 0;
    for (size_t i = 0; i < f->chart->shapes.count; i++)
        found += f->chart->shapes.items[i].kind == kind &&
                 (!of_series || f->chart->shapes.items[i].series == of_series);
    return found;
}

static const struct chart_shape *find_text(const struct fixture *f, const char *text)
{
    for (size_t i = 0; i < f->chart->shapes.count; i++)
        if (slice_equal_string(f->chart->shapes.items[i].text, text))
            return &f->chart->shapes.items[i];
    fail_msg("no text %s", text);
    return NULL;
}

static const struct chart_shape *bar(const struct fixture *f, size_t index)
{
    for (size_t i = 0; i < f->chart->shapes.count; i++)
        if (f->chart->shapes.items[i].kind == SHAPE_BAR && index-- == 0)
            return &f->chart->shapes.items[i];
    fail_msg("no such bar");
    return NULL;
}

static bool near(double a, double b)
{
    return a - b < 0.01 && b - a < 0.01;
}

static void bars_begin_at_zero_and_are_as_long_as_their_figures(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_MONEY, "Importo");
    ROW("All Inclusive", 0, 242782);
    ROW("PER.LA di Firenze, un progetto dal nome così lungo che va su due righe", 0, 1414296);
    ROW("Mezzo", 0, 707148);
    draw(f, CHART_BAR);
    assert_is_clean(f);
    assert_true(near(bar(f, 0)->x, 0));
    assert_true(near(bar(f, 1)->x2, 2 * bar(f, 2)->x2));
    find_text(f, "1.414.296");
    assert_int_equal(count(f, SHAPE_BAR, 0), 3);
}

static void the_svg_has_a_name_and_no_style(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    series(f, TABLE_NUMBER, "B");
    ROW("<x>", 0, 1, 2);
    draw(f, CHART_GROUPED);
    struct slice svg = buffer_view(&f->svg);
    assert_true(slice_find(svg, SLICE("role=\"img\" aria-labelledby=\"g-t g-d\"")) !=
                SLICE_NOT_FOUND);
    assert_true(slice_find(svg, SLICE("<title id=\"g-t\">Il primo &quot;vale&quot;")) !=
                SLICE_NOT_FOUND);
    assert_true(slice_find(svg, SLICE("&lt;x&gt;")) != SLICE_NOT_FOUND);
    assert_true(slice_find(svg, SLICE("style")) == SLICE_NOT_FOUND);
    assert_true(slice_find(svg, SLICE("url(#g-2)")) != SLICE_NOT_FOUND);
    assert_is_clean(f);
}

static void negative_figures_go_to_the_left_of_zero(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "Scarto");
    ROW("uno", 1, -125);
    ROW("due", 1, 250);
    ROW("tre", 1, 0);
    draw(f, CHART_BAR);
    assert_is_clean(f);
    assert_true(bar(f, 0)->x2 > 0);
    assert_true(near(bar(f, 0)->x2, bar(f, 1)->x));
    assert_true(near(bar(f, 2)->x, bar(f, 2)->x2));
}

static void one_figure_equal_figures_and_no_figures(void **state)
{
    struct fixture *f = *state;
    static const enum table_chart_kind kinds[] = {CHART_BAR,  CHART_GROUPED, CHART_STACKED,
                                                  CHART_LINE, CHART_DOT,     CHART_BULLET};
    series(f, TABLE_NUMBER, "A");
    series(f, TABLE_NUMBER, "B");
    for (size_t k = 0; k < 6; k++) {
        draw(f, kinds[k]);
        assert_null(f->chart);
    }
    f->table->is_computed = false;
    ROW("zero", 0, NONE, NONE);
    for (size_t k = 0; k < 6; k++) {
        draw(f, kinds[k]);
        assert_null(f->chart);
    }
    f->table->is_computed = false;
    ROW("uno", 0, 5, 5);
    for (size_t k = 0; k < 6; k++) {
        draw(f, kinds[k]);
        assert_is_clean(f);
    }
    f->table->is_computed = false;
    ROW("due", 0, 5, 5);
    ROW("tre", 0, NONE, NONE);
    ROW("quattro", 0, 0, 0);
    for (size_t k = 0; k < 6; k++) {
        draw(f, kinds[k]);
        assert_is_clean(f);
    }
}

static void a_missing_figure_is_a_gap_and_says_so(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    ROW("2018", 0, 4);
    ROW("2019", 0, NONE);
    ROW("2020", 0, 6);
    ROW("2021", 0, 7);
    draw(f, CHART_BAR);
    assert_is_clean(f);
    assert_string_equal(find_text(f, "dato mancante")->class, "c-missing");
    draw(f, CHART_LINE);
    assert_is_clean(f);
    assert_int_equal(count(f, SHAPE_DOT, 1), 3);
    assert_int_equal(count(f, SHAPE_LINE, 1), 1); /* from 2020 to 2021 alone */
}

static void a_stack_is_as_long_as_its_parts(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    series(f, TABLE_NUMBER, "B");
    series(f, TABLE_NUMBER, "C");
    ROW("uno", 0, 60, 30, 1);
    ROW("due", 0, 10, NONE, 20);
    draw(f, CHART_STACKED);
    assert_is_clean(f);
    /* The first three are the legend's. */
    assert_true(near(bar(f, 3)->x2, bar(f, 4)->x));
    assert_true(near(bar(f, 4)->x2, bar(f, 5)->x));
    assert_true(near(bar(f, 6)->x2, bar(f, 7)->x));
    find_text(f, "91");
    find_text(f, "30 + dato mancante");
    find_text(f, "60"); /* inside its part; 1 has no room */
    for (size_t i = 0; i < f->chart->shapes.count; i++)
        assert_false(slice_equal_string(f->chart->shapes.items[i].text, "1"));
}

static void a_bullet_is_drawn_in_percent_of_its_own_plan(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_INTEGER, "Previsto");
    series(f, TABLE_INTEGER, "Raggiunto");
    ROW("Amministrazioni", 0, 8, 23);
    ROW("Consulenze", 0, 25, 21);
    ROW("Ore", 0, NONE, 251);
    ROW("Niente previsto", 0, 0, 3);
    draw(f, CHART_BULLET);
    assert_is_clean(f);
    assert_int_equal(count(f, SHAPE_BAR, 0), 2);
    assert_true(near(bar(f, 0)->x2 / bar(f, 1)->x2, 287.5 / 84));
    find_text(f, "23 su 8");
    find_text(f, "previsto = 100%");
    find_text(f, "3 su 0");
}

static void a_title_tells_of_the_rows_at_both_ends(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    ROW("uno", 0, 5);
    ROW("due", 0, NONE);
    ROW("tre {most}", 0, 7);
    f->asked.title.text[0] = SLICE("{most}: {most_value}, {least}: {least_value} {altro}");
    draw(f, CHART_BAR);
    assert_slice_equal(f->chart->title, "tre {most}: 7, uno: 5 {altro}");
    f->table = table_create(&f->arena, SLICE("vuota"), 0);
    table_add_column(f->table, SLICE("nome"));
    table_add_column(f->table, SLICE("A"))->type = TABLE_NUMBER;
    series(f, TABLE_NUMBER, "B");
    ROW("uno", 0, NONE, 5);
    draw(f, CHART_GROUPED);
    assert_slice_equal(f->chart->title, "-: -, -: - {altro}");
}

static void a_long_figure_has_a_line_of_its_own(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_MONEY, "Previsto");
    series(f, TABLE_MONEY, "Raggiunto");
    ROW("Lungo", 2, 123456789012, 999456789012);
    ROW("Corto", 2, 100, 50);
    draw(f, CHART_BULLET);
    assert_is_clean(f);
    draw(f, CHART_BAR);
    assert_is_clean(f);
    draw(f, CHART_STACKED);
    assert_is_clean(f);
}

static void dots_show_both_ends(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_PERCENT, "Prima");
    series(f, TABLE_PERCENT, "Dopo");
    ROW("uno", 1, 345, 890);
    ROW("due", 1, 890, 345);
    draw(f, CHART_DOT);
    assert_is_clean(f);
    assert_int_equal(count(f, SHAPE_DOT, 1), 3); /* one is the legend's */
    find_text(f, "34,5%");
    find_text(f, "89,0%");
}

static void lines_of_several_series_have_their_figures_apart(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    series(f, TABLE_NUMBER, "B");
    series(f, TABLE_NUMBER, "C");
    for (int i = 0; i < 30; i++)
        row(f, "novembre 2020", 3, (int64_t[]){100 + i, 101 + i, -102 + i}, 1);
    draw(f, CHART_LINE);
    assert_is_clean(f);
}

static void what_is_counted_has_no_half_on_the_axis(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_INTEGER, "Persone");
    ROW("uno", 0, 10);
    ROW("due", 0, 3);
    for (size_t k = 0; k < 2; k++) {
        draw(f, k ? CHART_LINE : CHART_BAR);
        assert_is_clean(f);
        for (size_t i = 0; i < f->chart->shapes.count; i++)
            assert_int_equal(slice_find_byte(f->chart->shapes.items[i].text, ','), SLICE_NOT_FOUND);
    }
}

static void an_axis_without_room_for_its_numbers_keeps_both_ends_or_zero(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    series(f, TABLE_NUMBER, "B");
    ROW("uno", 0, 1, -2);
    ROW("due", 0, 1000000, 0);
    draw(f, CHART_DOT);
    find_text(f, "\xe2\x88\x92"
                 "500.000");
    f->table->rows.items[1][1].as.number = (struct decimal){900000000000000000, 0};
    draw(f, CHART_DOT);
    find_text(f, "0");
}

static void the_first_name_below_a_line_is_there(void **state)
{
    struct fixture *f = *state;
    series(f, TABLE_NUMBER, "A");
    ROW("Uno", 0, 5);
    ROW("Due", 0, 5);
    ROW("Tre", 0, 5);
    draw(f, CHART_LINE);
    find_text(f, "Uno");
    find_text(f, "Tre");
}

/* Pseudo-random figures of every size. */
static void any_figures_at_all(void **state)
{
    struct fixture *f = *state;
    uint64_t seed = 42;
    for (int run = 0; run < 200; run++) {
        f->table = table_create(&f->arena, SLICE("prova"), 0);
        table_add_column(f->table, SLICE("nome"));
        f->asked.series_count = 0;
        unsigned columns = 1 + (unsigned)run % CHART_SERIES_MAX;
        for (unsigned i = 0; i < columns; i++)
            series(f, run % 5 ? TABLE_NUMBER : TABLE_PERCENT, "Una serie con un nome");
        for (int i = 0; i < run % 9; i++) {
            int64_t figures[CHART_SERIES_MAX];
            for (unsigned j = 0; j < columns; j++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                int64_t units = (int64_t)(seed >> 33) % (run % 2                   ? 1000
                                                         : run % 7 || run % 5 == 0 ? 100000000
                                                                                   : 2000000000);
                figures[j] = seed >> 60 == 0 ? NONE : run % 3 == 0 ? units - 400 : units;
            }
            row(f, "Una riga qualsiasi", columns, figures, (unsigned)run % 3);
        }
        static const enum table_chart_kind kinds[] = {CHART_BAR, CHART_GROUPED, CHART_LINE,
                                                      CHART_DOT};
        for (size_t k = 0; k < 4; k++) {
            draw(f, kinds[k]);
            assert_is_clean(f);
        }
        if (run % 3) {
            draw(f, CHART_STACKED);
            assert_is_clean(f);
        }
        if (columns == 2 && run % 3) {
            draw(f, CHART_BULLET);
            assert_is_clean(f);
        }
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(bars_begin_at_zero_and_are_as_long_as_their_figures),
        TEST(the_svg_has_a_name_and_no_style),
        TEST(negative_figures_go_to_the_left_of_zero),
        TEST(one_figure_equal_figures_and_no_figures),
        TEST(a_missing_figure_is_a_gap_and_says_so),
        TEST(a_stack_is_as_long_as_its_parts),
        TEST(a_bullet_is_drawn_in_percent_of_its_own_plan),
        TEST(a_title_tells_of_the_rows_at_both_ends),
        TEST(a_long_figure_has_a_line_of_its_own),
        TEST(dots_show_both_ends),
        TEST(lines_of_several_series_have_their_figures_apart),
        TEST(what_is_counted_has_no_half_on_the_axis),
        TEST(an_axis_without_room_for_its_numbers_keeps_both_ends_or_zero),
        TEST(the_first_name_below_a_line_is_there),
        TEST(any_figures_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
