#include "test.h"

#include "model/small_site.h"
#include "model/table.h"

/* A table of a group column's key, and figures in the columns. */
struct fixture {
    struct arena arena;
    struct diagnostics list;
    struct table *table;
    const struct locale *locale;
    struct buffer text;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->list.arena = &f->arena;
    f->table = table_create(&f->arena, SLICE("prova"), 0);
    f->locale = locale_open(&f->arena, SLICE("it"));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    buffer_release(&f->text);
    arena_release(&f->arena);
    free(f);
    return 0;
}

static struct table_column *column(struct fixture *f, const char *id, enum table_type type)
{
    struct table_column *made = table_add_column(f->table, slice_from_string(id));
    made->type = type;
    made->label.text[0] = made->id;
    return made;
}

static struct table_column *derived(struct fixture *f, const char *id, enum table_type type,
                                    enum table_origin origin, size_t first, size_t second)
{
    struct table_column *made = column(f, id, type);
    made->origin = origin;
    made->first = first;
    made->second = second;
    return made;
}

#define NONE INT64_MIN

static struct table_cell number(int64_t units, unsigned scale)
{
    if (units == NONE)
        return (struct table_cell){0};
    return (struct table_cell){.kind = CELL_NUMBER, .as.number = {units, scale}};
}

static struct table_cell *row(struct fixture *f, const char *group, int64_t first, unsigned scale,
                              int64_t second, unsigned second_scale)
{
    struct table_cell *cells = table_add_row(f->table, slice_from_string(group));
    cells[0] = number(first, scale);
    if (f->table->column_count > 1)
        cells[1] = number(second, second_scale);
    return cells;
}

static struct slice shown(struct fixture *f, size_t at, const struct table_cell *cell)
{
    buffer_clear(&f->text);
    table_write_cell(&f->text, &f->table->columns[at], cell, f->locale);
    return buffer_view(&f->text);
}

static struct slice plain(struct fixture *f, size_t at, const struct table_cell *cell)
{
    buffer_clear(&f->text);
    table_write_cell_plain(&f->text, &f->table->columns[at], cell);
    return buffer_view(&f->text);
}

static const struct table_cell *total(struct fixture *f, size_t summary, size_t at)
{
    return &f->table->totals[summary * f->table->column_count + at];
}

static const struct table_cell *subtotal(struct fixture *f, const char *group, size_t summary,
                                         size_t at)
{
    const struct table_group *found = table_find_group(f->table, slice_from_string(group));
    assert_non_null(found);
    return &found->summaries[summary * f->table->column_count + at];
}

static struct table_unit unit(const struct schema *schema, const char *name)
{
    struct table_unit found;
    if (!table_unit_find(schema, slice_from_string(name), &found))
        fail_msg("no unit %s", name);
    return found;
}

static void compute(struct fixture *f)
{
    table_compute(f->table, &f->list);
}

/* The allocations of Axis B, in millions. */
static void allocations(struct fixture *f)
{
    static const struct {
        const char *group;
        int64_t units;
        unsigned scale;
    } rows[] = {{"9.i", 324, 1}, {"9.i", 216, 1}, {"9.i", 23, 1},  {"9.i", 59, 1},
                {"9.iv", 64, 1}, {"9.iv", 55, 0}, {"9.iv", 303, 1}};
    column(f, "importo", TABLE_MONEY);
    derived(f, "quota", TABLE_PERCENT, ORIGIN_SHARE, 0, 0);
    table_add_summary(f->table, AGGREGATE_SUM);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        row(f, rows[i].group, rows[i].units, rows[i].scale, NONE, 0);
}

static void groups_have_subtotals_and_the_table_its_total(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    compute(f);
    assert_int_equal(f->table->groups.count, 2);
    assert_slice_equal(plain(f, 0, subtotal(f, "9.i", 0, 0)), "62.2");
    assert_slice_equal(plain(f, 0, subtotal(f, "9.iv", 0, 0)), "91.7");
    assert_slice_equal(plain(f, 0, total(f, 0, 0)), "153.9");
    assert_slice_equal(shown(f, 0, &f->table->rows.items[5][0]), "55,0");
    assert_slice_equal(shown(f, 1, &f->table->rows.items[0][1]), "21,1%");
    assert_slice_equal(shown(f, 1, subtotal(f, "9.i", 0, 1)), "40,4%");
    assert_slice_equal(shown(f, 1, total(f, 0, 1)), "100,0%");
    assert_int_equal(total(f, 0, 0)->counted, 7);
    assert_int_equal(f->list.count, 0);
}

static void a_share_can_be_of_its_group(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    f->table->columns[1].in_group = true;
    compute(f);
    assert_slice_equal(shown(f, 1, &f->table->rows.items[0][1]), "52,1%");
    assert_slice_equal(shown(f, 1, subtotal(f, "9.iv", 0, 1)), "100,0%");
}

static void a_group_knows_its_share_of_the_whole(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    table_add_summary(f->table, AGGREGATE_SHARE);
    compute(f);
    assert_slice_equal(shown(f, 0, subtotal(f, "9.iv", 1, 0)), "59,6%");
}

static void given(struct fixture *f, int64_t units, unsigned scale, const char *group)
{
    struct table_given given = {.column = 0, .number = {units, scale}};
    if (group) {
        given.in_group = true;
        given.group_key = slice_from_string(group);
    }
    vector_push(&f->arena, &f->table->given, given);
}

static void a_total_of_the_source_may_differ_by_rounding(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    given(f, 154, 0, NULL);
    given(f, 622, 1, "9.i");
    compute(f);
    assert_int_equal(f->list.count, 0);
    assert_true(f->table->given.items[0].differs);
    assert_false(f->table->given.items[0].is_wrong);
    assert_false(f->table->given.items[1].differs);
    assert_true(f->table->given.items[1].is_compared);
}

static void a_total_of_the_source_that_is_too_far_is_reported(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    given(f, 1545, 1, NULL); /* 0.6 off, where rounding explains 0.4 */
    given(f, 622, 1, "none such");
    compute(f);
    assert_int_equal(f->list.count, 1);
    assert_string_equal(f->list.items[0].problem->code, "table-total");
    assert_slice_equal(f->list.items[0].arguments[3], "0.6");
    assert_slice_equal(f->list.items[0].arguments[4], "0.4");
    assert_true(f->table->given.items[0].is_wrong);
    assert_false(f->table->given.items[1].is_compared);
}

static void a_tolerance_can_be_declared(void **state)
{
    struct fixture *f = *state;
    allocations(f);
    given(f, 1545, 1, NULL);
    f->table->given.items[0].has_tolerance = true;
    f->table->given.items[0].tolerance = (struct decimal){6, 1};
    given(f, 154, 0, NULL);
    f->table->given.items[1].has_tolerance = true; /* of nothing */
    compute(f);
    assert_int_equal(f->list.count, 1);
    assert_false(f->table->given.items[0].is_wrong);
    assert_true(f->table->given.items[1].is_wrong);
}

/* Five amounts and people. */
static void cases(struct fixture *f)
{
    column(f, "importo", TABLE_MONEY);
    column(f, "persone", TABLE_INTEGER);
    derived(f, "costo", TABLE_MONEY, ORIGIN_RATIO, 0, 1)->precision = 0;
    row(f, "", 242782, 0, 40, 0);
    row(f, "", 394958, 0, 67, 0);
    row(f, "", 330014, 0, 50, 0);
    row(f, "", 968392, 0, 143, 0);
    row(f, "", 1414296, 0, 186, 0);
}

static void a_mean_and_a_weighted_mean_differ(void **state)
{
    struct fixture *f = *state;
    cases(f);
    table_add_summary(f->table, AGGREGATE_SUM);
    table_add_summary(f->table, AGGREGATE_MEAN);
    table_add_summary(f->table, AGGREGATE_WEIGHTED_MEAN)->weight = 1;
    compute(f);
    assert_slice_equal(shown(f, 0, total(f, 0, 0)), "3.350.442");
    assert_slice_equal(shown(f, 1, total(f, 0, 1)), "486");
    assert_slice_equal(shown(f, 2, &f->table->rows.items[0][2]), "6.070");
    assert_slice_equal(shown(f, 2, total(f, 1, 2)), "6.588"); /* the mean of five costs */
    assert_slice_equal(shown(f, 2, total(f, 2, 2)), "6.894"); /* 3,350,442 / 486 */
    assert_slice_equal(shown(f, 1, total(f, 1, 1)), "97,2");
    assert_int_equal(total(f, 0, 2)->kind, CELL_MISSING); /* costs are not added up */
    assert_int_equal(total(f, 2, 1)->kind, CELL_MISSING); /* nothing weighs itself */
}

static void a_median_is_between_two_where_they_are_even(void **state)
{
    struct fixture *f = *state;
    column(f, "mesi", TABLE_INTEGER);
    table_add_summary(f->table, AGGREGATE_MEDIAN);
    table_add_summary(f->table, AGGREGATE_MIN);
    table_add_summary(f->table, AGGREGATE_MAX);
    table_add_summary(f->table, AGGREGATE_COUNT);
    row(f, "", 6, 0, 0, 0);
    row(f, "", -3, 0, 0, 0);
    row(f, "", NONE, 0, 0, 0);
    row(f, "", 12, 0, 0, 0);
    row(f, "", 9, 0, 0, 0);
    compute(f);
    assert_slice_equal(shown(f, 0, total(f, 0, 0)), "7,5");
    assert_slice_equal(shown(f, 0, total(f, 1, 0)), "\xe2\x88\x92"
                                                    "3");
    assert_slice_equal(shown(f, 0, total(f, 2, 0)), "12");
    assert_slice_equal(shown(f, 0, total(f, 3, 0)), "4");
    assert_int_equal(total(f, 0, 0)->counted, 4);
    assert_int_equal(total(f, 0, 0)->counted_of, 5);
}

static void what_is_missing_counts_nowhere(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    column(f, "b", TABLE_NUMBER);
    derived(f, "quota", TABLE_PERCENT, ORIGIN_SHARE, 0, 0);
    derived(f, "scarto", TABLE_NUMBER, ORIGIN_GAP, 0, 1);
    table_add_summary(f->table, AGGREGATE_MEAN);
    row(f, "", 10, 0, 1, 0);
    row(f, "", NONE, 0, 2, 0);
    row(f, "", 20, 0, NONE, 0);
    compute(f);
    assert_slice_equal(plain(f, 0, total(f, 0, 0)), "15");
    assert_int_equal(f->table->rows.items[1][2].kind, CELL_MISSING);
    assert_int_equal(f->table->rows.items[1][3].kind, CELL_MISSING);
    assert_int_equal(f->table->rows.items[2][3].kind, CELL_MISSING);
    assert_slice_equal(shown(f, 2, &f->table->rows.items[2][2]), "66,7%");
    assert_slice_equal(shown(f, 0, &f->table->rows.items[1][0]), "");
}

static void of_no_figures_there_is_no_aggregate(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    for (int i = 0; i < AGGREGATES; i++)
        table_add_summary(f->table, (enum table_aggregate)i);
    row(f, "x", NONE, 0, 0, 0);
    row(f, "x", NONE, 0, 0, 0);
    given(f, 3, 0, NULL);
    compute(f);
    for (size_t i = 0; i < AGGREGATES; i++)
        if (i == AGGREGATE_COUNT)
            assert_slice_equal(plain(f, 0, total(f, i, 0)), "0");
        else
            assert_int_equal(total(f, i, 0)->kind, CELL_MISSING);
    assert_false(f->table->given.items[0].is_compared);
}

static void a_table_without_rows_is_a_table(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    table_add_summary(f->table, AGGREGATE_SUM);
    table_add_summary(f->table, AGGREGATE_MEDIAN);
    compute(f);
    assert_int_equal(f->table->rows.count, 0);
    assert_int_equal(f->table->groups.count, 0);
    assert_int_equal(total(f, 0, 0)->kind, CELL_MISSING);
}

static void what_was_planned_is_compared_with_what_was_achieved(void **state)
{
    struct fixture *f = *state;
    column(f, "previsto", TABLE_INTEGER);
    column(f, "raggiunto", TABLE_INTEGER);
    derived(f, "scarto", TABLE_INTEGER, ORIGIN_GAP, 0, 1);
    derived(f, "scarto_percento", TABLE_PERCENT, ORIGIN_GAP_PERCENT, 0, 1);
    derived(f, "attuazione", TABLE_PERCENT, ORIGIN_ATTAINMENT, 0, 1)->precision = 0;
    row(f, "", 8, 0, 23, 0);
    row(f, "", 25, 0, 21, 0);
    row(f, "", 0, 0, 4, 0);
    row(f, "", -4, 0, 2, 0);
    compute(f);
    assert_slice_equal(shown(f, 2, &f->table->rows.items[0][2]), "15");
    assert_slice_equal(shown(f, 3, &f->table->rows.items[0][3]), "187,5%");
    assert_slice_equal(shown(f, 2, &f->table->rows.items[1][2]), "\xe2\x88\x92"
                                                                 "4");
    assert_slice_equal(shown(f, 3, &f->table->rows.items[1][3]), "\xe2\x88\x92"
                                                                 "16,0%");
    assert_slice_equal(shown(f, 4, &f->table->rows.items[1][4]), "84%");
    assert_slice_equal(shown(f, 2, &f->table->rows.items[2][2]), "4");
    assert_int_equal(f->table->rows.items[2][3].kind, CELL_NOT_COMPUTABLE);
    /* 2 where -4 was planned is more, not less. */
    assert_slice_equal(shown(f, 3, &f->table->rows.items[3][3]), "150,0%");
}

static void what_units_are_is_minded(void **state)
{
    struct fixture *f = *state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, (struct small_file[]){{0}}, false);
    struct table_unit euro = unit(site->schema, "EUR"), millions = unit(site->schema, "Meuro");
    struct table_unit thousands = unit(site->schema, "keur");
    column(f, "previsto", TABLE_MONEY)->unit = euro;
    column(f, "raggiunto", TABLE_MONEY)->unit = millions;
    column(f, "persone", TABLE_INTEGER);
    derived(f, "scarto", TABLE_MONEY, ORIGIN_GAP, 0, 1)->unit = thousands;
    derived(f, "attuazione", TABLE_PERCENT, ORIGIN_ATTAINMENT, 0, 1);
    derived(f, "a_testa", TABLE_MONEY, ORIGIN_RATIO, 1, 2)->unit = euro;
    derived(f, "volte", TABLE_NUMBER, ORIGIN_RATIO, 1, 0);
    struct table_cell *cells = row(f, "", 4000000, 0, 5, 0);
    cells[2] = number(8, 0);
    compute(f);
    cells = f->table->rows.items[0];
    assert_slice_equal(plain(f, 3, &cells[3]), "1000");
    assert_slice_equal(plain(f, 4, &cells[4]), "125");
    assert_slice_equal(plain(f, 5, &cells[5]), "625000");
    assert_slice_equal(plain(f, 6, &cells[6]), "1.25");
    small_site_end(site);
}

static void a_derived_column_may_be_made_of_one_behind_it(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    column(f, "b", TABLE_NUMBER);
    derived(f, "rapporto", TABLE_NUMBER, ORIGIN_RATIO, 3, 0);
    derived(f, "scarto", TABLE_NUMBER, ORIGIN_GAP, 0, 1);
    row(f, "", 2, 0, 8, 0);
    compute(f);
    assert_slice_equal(plain(f, 2, &f->table->rows.items[0][2]), "3");
}

static void a_count_is_not_rounded(void **state)
{
    struct fixture *f = *state;
    column(f, "persone", TABLE_INTEGER);
    row(f, "", 21, 0, NONE, 0);
    row(f, "", 22, 0, NONE, 0);
    given(f, 44, 0, NULL);
    compute(f);
    assert_true(f->table->given.items[0].is_wrong);
    assert_int_equal(f->list.count, 1);
}

static void a_mean_has_the_digits_that_somebody_asked_for(void **state)
{
    struct fixture *f = *state;
    column(f, "giorni", TABLE_NUMBER)->precision = 0;
    column(f, "persone", TABLE_INTEGER);
    table_add_summary(f->table, AGGREGATE_MEAN);
    row(f, "", 1, 0, 1, 0);
    row(f, "", 2, 0, 2, 0);
    compute(f);
    assert_slice_equal(shown(f, 0, total(f, 0, 0)), "2");
    assert_slice_equal(shown(f, 1, total(f, 0, 1)), "1,5");
}

static void texts_are_sorted_as_a_dictionary_has_them(void **state)
{
    static const char *const names[] = {"zucca", "\xc3\xa8 tardi", "Zero", "fine", "alba"};
    static const char *const sorted[] = {"alba", "\xc3\xa8 tardi", "fine", "Zero", "zucca"};
    struct fixture *f = *state;
    column(f, "nome", TABLE_TEXT);
    f->table->locale = f->locale;
    f->table->has_sort = true;
    for (size_t i = 0; i < 5; i++)
        row(f, "", NONE, 0, NONE, 0)[0] =
            (struct table_cell){.kind = CELL_TEXT, .as.text = slice_from_string(names[i])};
    compute(f);
    for (size_t i = 0; i < 5; i++)
        assert_slice_equal(f->table->rows.items[i][0].as.text, sorted[i]);
}

static void shares_of_nothing_are_not_computable(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    derived(f, "quota", TABLE_PERCENT, ORIGIN_SHARE, 0, 0);
    row(f, "", 5, 0, NONE, 0);
    row(f, "", -5, 0, NONE, 0);
    compute(f);
    assert_int_equal(f->table->rows.items[0][1].kind, CELL_NOT_COMPUTABLE);
}

static void weights_that_are_missing_or_add_up_to_nothing(void **state)
{
    struct fixture *f = *state;
    column(f, "costo", TABLE_NUMBER);
    column(f, "peso", TABLE_NUMBER);
    table_add_summary(f->table, AGGREGATE_WEIGHTED_MEAN)->weight = 1;
    row(f, "a", 10, 0, NONE, 0);
    row(f, "a", 20, 0, 3, 0);
    row(f, "a", NONE, 0, 5, 0);
    row(f, "b", 10, 0, 0, 0);
    row(f, "c", 10, 0, NONE, 0);
    compute(f);
    assert_slice_equal(plain(f, 0, subtotal(f, "a", 0, 0)), "20");
    assert_int_equal(subtotal(f, "a", 0, 0)->counted, 1);
    assert_int_equal(subtotal(f, "b", 0, 0)->kind, CELL_NOT_COMPUTABLE);
    assert_int_equal(subtotal(f, "c", 0, 0)->kind, CELL_MISSING);
}

static void a_sum_too_large_says_so(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    derived(f, "quota", TABLE_PERCENT, ORIGIN_SHARE, 0, 0);
    table_add_summary(f->table, AGGREGATE_SUM);
    table_add_summary(f->table, AGGREGATE_MEAN);
    table_add_summary(f->table, AGGREGATE_MEDIAN);
    row(f, "", 999999999999999999, 0, NONE, 0);
    row(f, "", 999999999999999999, 0, NONE, 0);
    given(f, 1, 0, NULL);
    compute(f);
    assert_int_equal(total(f, 0, 0)->kind, CELL_NOT_COMPUTABLE);
    assert_int_equal(total(f, 1, 0)->kind, CELL_NOT_COMPUTABLE);
    assert_int_equal(total(f, 2, 0)->kind, CELL_NOT_COMPUTABLE);
    assert_int_equal(f->table->rows.items[0][1].kind, CELL_NOT_COMPUTABLE);
    assert_false(f->table->given.items[0].is_compared);
}

static void rows_of_a_group_come_together(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    row(f, "nord", 1, 0, 0, 0);
    row(f, "sud", 2, 0, 0, 0);
    row(f, "nord", 3, 0, 0, 0);
    compute(f);
    assert_slice_equal(plain(f, 0, &f->table->rows.items[1][0]), "3");
    assert_int_equal(f->table->groups.items[0].row_count, 2);
    assert_int_equal(f->table->groups.items[1].first_row, 2);
}

static void rows_can_be_sorted_by_a_derived_figure_missing_ones_last(void **state)
{
    struct fixture *f = *state;
    cases(f);
    row(f, "", 1, 0, NONE, 0);
    f->table->has_sort = true;
    f->table->sort = 2;
    f->table->sort_descending = true;
    compute(f);
    assert_slice_equal(plain(f, 0, &f->table->rows.items[0][0]), "1414296");
    assert_slice_equal(plain(f, 0, &f->table->rows.items[4][0]), "394958");
    assert_slice_equal(plain(f, 0, &f->table->rows.items[5][0]), "1");
}

static void ten_thousand_rows_in_ten_thousand_groups(void **state)
{
    struct fixture *f = *state;
    column(f, "a", TABLE_NUMBER);
    derived(f, "quota", TABLE_PERCENT, ORIGIN_SHARE, 0, 0);
    for (int i = 0; i < 4; i++)
        table_add_summary(f->table, (enum table_aggregate[]){AGGREGATE_SUM, AGGREGATE_MEDIAN,
                                                             AGGREGATE_SHARE, AGGREGATE_MAX}[i]);
    for (int i = 0; i < 10000; i++) {
        struct slice key = arena_format(&f->arena, "g%d", i);
        table_add_row(f->table, key)[0] = number(i, 1);
        struct table_given given = {.in_group = true, .group_key = key, .number = {i, 1}};
        vector_push(&f->arena, &f->table->given, given);
    }
    compute(f);
    assert_slice_equal(plain(f, 0, total(f, 0, 0)), "4999500");
    assert_int_equal(f->list.count, 0);
}

static void columns_and_rows_have_a_maximum(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < TABLE_COLUMNS_MAX; i++)
        assert_non_null(table_add_column(f->table, SLICE("c")));
    assert_null(table_add_column(f->table, SLICE("c")));
    for (int i = 0; i < TABLE_SUMMARIES_MAX; i++)
        assert_non_null(table_add_summary(f->table, AGGREGATE_SUM));
    assert_null(table_add_summary(f->table, AGGREGATE_SUM));
    f->table->column_count = 1;
    for (int i = 0; i < TABLE_ROWS_MAX; i++)
        assert_non_null(table_add_row(f->table, SLICE("")));
    assert_null(table_add_row(f->table, SLICE("")));
}

/* ---- units --------------------------------------------------------------- */

static void units_of_a_kind_are_one_another(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, (struct small_file[]){{0}}, false);
    const struct schema *schema = site->schema;
    struct table_unit eur = unit(schema, "euro"), meur = unit(schema, "Meuro"),
                      keur = unit(schema, "keur"), months = unit(schema, "mesi"),
                      years = unit(schema, "years"), days = unit(schema, "days"),
                      weeks = unit(schema, "settimane"), usd = unit(schema, "USD"), none = {0};
    struct table_unit people = {.id = SLICE("people")};
    struct decimal r;
    assert_slice_equal(local_text_get(&meur.label, 0), "milioni di euro");
    assert_slice_equal(local_text_get(&meur.label, 1), "million euro");
    assert_int_equal(table_unit_convert((struct decimal){33001450, 2}, &eur, &meur, false, &r),
                     CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){33001450, 8}), 0);
    assert_int_equal(table_unit_convert((struct decimal){78, 1}, &meur, &eur, false, &r),
                     CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){7800000, 0}), 0);
    assert_int_equal(table_unit_convert((struct decimal){5, 0}, &keur, &meur, false, &r),
                     CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){5, 3}), 0);
    assert_int_equal(table_unit_convert((struct decimal){30, 0}, &months, &years, false, &r),
                     CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){25, 1}), 0);
    assert_int_equal(table_unit_convert((struct decimal){10, 0}, &days, &weeks, false, &r),
                     CONVERTED);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &months, &days, false, &r),
                     NOT_CONVERTIBLE);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &months, &days, true, &r),
                     CONVERTED_ABOUT);
    assert_int_equal(decimal_compare(r, (struct decimal){60875, 3}), 0);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &eur, &months, true, &r),
                     NOT_CONVERTIBLE);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &eur, &usd, true, &r),
                     NOT_CONVERTIBLE);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &people, &eur, true, &r),
                     NOT_CONVERTIBLE);
    assert_int_equal(table_unit_convert((struct decimal){2, 0}, &none, &eur, true, &r), CONVERTED);
    assert_int_equal(
        table_unit_convert((struct decimal){999999999999999999, 0}, &meur, &eur, false, &r),
        CONVERSION_TOO_LARGE);
    assert_false(table_unit_find(schema, SLICE("parsec"), &none));
    small_site_end(site);
}

static void a_duration_has_months_or_days(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, (struct small_file[]){{0}}, false);
    struct table_unit months = unit(site->schema, "months"), days = unit(site->schema, "days");
    struct decimal r;
    assert_int_equal(
        table_unit_of_duration((struct duration){.years = 1, .months = 6}, &months, false, &r),
        CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){18, 0}), 0);
    assert_int_equal(table_unit_of_duration((struct duration){.weeks = 2}, &days, false, &r),
                     CONVERTED);
    assert_int_equal(decimal_compare(r, (struct decimal){14, 0}), 0);
    assert_int_equal(table_unit_of_duration((struct duration){.days = 45}, &months, false, &r),
                     NOT_CONVERTIBLE);
    assert_int_equal(table_unit_of_duration((struct duration){.days = 45}, &months, true, &r),
                     CONVERTED_ABOUT);
    small_site_end(site);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(groups_have_subtotals_and_the_table_its_total),
        TEST(a_share_can_be_of_its_group),
        TEST(a_group_knows_its_share_of_the_whole),
        TEST(a_total_of_the_source_may_differ_by_rounding),
        TEST(a_total_of_the_source_that_is_too_far_is_reported),
        TEST(a_tolerance_can_be_declared),
        TEST(a_mean_and_a_weighted_mean_differ),
        TEST(a_median_is_between_two_where_they_are_even),
        TEST(what_is_missing_counts_nowhere),
        TEST(of_no_figures_there_is_no_aggregate),
        TEST(a_table_without_rows_is_a_table),
        TEST(what_was_planned_is_compared_with_what_was_achieved),
        TEST(what_units_are_is_minded),
        TEST(a_derived_column_may_be_made_of_one_behind_it),
        TEST(a_count_is_not_rounded),
        TEST(a_mean_has_the_digits_that_somebody_asked_for),
        TEST(texts_are_sorted_as_a_dictionary_has_them),
        TEST(shares_of_nothing_are_not_computable),
        TEST(weights_that_are_missing_or_add_up_to_nothing),
        TEST(a_sum_too_large_says_so),
        TEST(rows_of_a_group_come_together),
        TEST(rows_can_be_sorted_by_a_derived_figure_missing_ones_last),
        TEST(ten_thousand_rows_in_ten_thousand_groups),
        TEST(columns_and_rows_have_a_maximum),
        TEST(units_of_a_kind_are_one_another),
        TEST(a_duration_has_months_or_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
