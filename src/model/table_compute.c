/* All that a table says that nobody wrote: derived columns, groups, aggregates, differences. */
#include "model/table.h"

#include "text/utf8.h"

#include <stdlib.h>

#define MONEY_SCALE_MAX   2 /* likewise of amounts, also of those converted to thousands */
#define DERIVED_SCALE_MAX 2 /* digits shown of a quotient, where nobody says how many */

static const struct problem total_differs = {
    "table-total",
    SEVERITY_WARNING,
    {"the total %1 of \"%2\" differs from the sum of the rows, %3, by %4, which rounding does not "
     "explain (%5 would be)",
     "il totale %1 di \"%2\" è diverso dalla somma delle righe, %3: la differenza, %4, non si "
     "spiega con gli arrotondamenti (al massimo %5)"},
    {"check the figures; where the source itself is wrong, leave them: the table says that they do "
     "not agree",
     "controlla i dati; se è la fonte a sbagliare, lasciali così: la tabella dice che non "
     "concordano"}};

static bool is_figure(const struct table_cell *cell)
{
    return cell->kind == CELL_NUMBER;
}

static void set_number(struct table_cell *cell, bool good, struct decimal number)
{
    cell->kind = good ? CELL_NUMBER : CELL_NOT_COMPUTABLE;
    if (good)
        cell->as.number = number;
}

/* ---- order --------------------------------------------------------------- */

struct ordered_row {
    const struct table *table;
    struct table_cell *cells;
    struct slice key; /* of a text, in the order of the table's language */
    size_t group, index;
};

static int compare_cells(const struct table_cell *a, const struct table_cell *b)
{
    switch (a->kind) {
    case CELL_NUMBER:
        return decimal_compare(a->as.number, b->as.number);
    case CELL_DATE:
        return date_compare(a->as.date, b->as.date);
    case CELL_SHEET:
        return slice_compare(a->as.ref.id, b->as.ref.id);
    default:
        return 0;
    }
}

/* What is missing comes last, whatever the direction. */
static int compare_rows(const void *x, const void *y)
{
    const struct ordered_row *a = x, *b = y;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->table->has_sort) {
        const struct table_cell *first = &a->cells[a->table->sort];
        const struct table_cell *second = &b->cells[a->table->sort];
        int order;
        if (first->kind != second->kind)
            order = first->kind > second->kind ? -1 : 1;
        else
            order = (first->kind == CELL_TEXT ? slice_compare(a->key, b->key)
                                              : compare_cells(first, second)) *
                    (a->table->sort_descending ? -1 : 1);
        if (order)
            return order;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static void find_keys(const struct table *table, struct ordered_row *rows, size_t count)
{
    struct collator *collator = table->locale ? collator_open(table->locale->language) : NULL;
    for (size_t i = 0; i < count; i++) {
        const struct table_cell *cell = &rows[i].cells[table->sort];
        if (cell->kind == CELL_TEXT)
            rows[i].key =
                collator ? collator_key(collator, table->arena, cell->as.text) : cell->as.text;
    }
    if (collator)
        collator_close(collator);
}

static void order_rows(struct table *table)
{
    size_t count = table->rows.count;
    struct ordered_row *rows = arena_array(table->arena, struct ordered_row, count);
    for (size_t i = 0; i < count; i++)
        rows[i] =
            (struct ordered_row){table, table->rows.items[i], {0}, table->row_groups.items[i], i};
    if (table->has_sort && table->columns[table->sort].type == TABLE_TEXT)
        find_keys(table, rows, count);
    if (count)
        qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < table->groups.count; i++)
        table->groups.items[i].first_row = table->groups.items[i].row_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct table_group *group = &table->groups.items[rows[i].group];
        if (group->row_count++ == 0)
            group->first_row = i;
        table->rows.items[i] = rows[i].cells;
        table->row_groups.items[i] = rows[i].group;
    }
}

/* ---- sums ---------------------------------------------------------------- */

struct total {
    struct decimal sum;
    uint32_t count;
    bool overflowed;
};

static struct total total_of(const struct table *table, size_t column, size_t first, size_t count)
{
    struct total total = {0};
    for (size_t i = first; i < first + count; i++) {
        const struct table_cell *cell = &table->rows.items[i][column];
        if (!is_figure(cell))
            continue;
        total.count++;
        total.overflowed |= !decimal_add(total.sum, cell->as.number, &total.sum);
    }
    return total;
}

/* What every group asks of the whole table, found once. */
struct computing {
    struct table *table;
    struct diagnostics *diagnostics;
    struct total totals[TABLE_COLUMNS_MAX];
    unsigned scales[TABLE_COLUMNS_MAX]; /* the most digits after the point of any figure */
};

/* ---- derived columns ----------------------------------------------------- */

static const struct decimal hundred = {100, 0};

/* part / whole, as a percentage; false where there is none. */
static bool percentage(struct decimal part, struct decimal whole, struct decimal *result)
{
    struct decimal times;
    return decimal_multiply(part, hundred, &times) &&
           decimal_divide(times, whole, TABLE_QUOTIENT_SCALE, result);
}

static void derive_shares(struct table *table, const struct table_column *column)
{
    struct total whole = total_of(table, column->first, 0, table->rows.count);
    for (size_t g = 0; g < table->groups.count; g++) {
        const struct table_group *group = &table->groups.items[g];
        if (column->in_group)
            whole = total_of(table, column->first, group->first_row, group->row_count);
        for (size_t i = group->first_row; i < group->first_row + group->row_count; i++) {
            struct table_cell *cells = table->rows.items[i];
            struct decimal share = {0};
            if (is_figure(&cells[column->first]))
                set_number(&cells[column->index],
                           !whole.overflowed &&
                               percentage(cells[column->first].as.number, whole.sum, &share),
                           share);
        }
    }
}

/* The figure in another unit, where there is one: 32.4 Meuro as 32,400,000 EUR. */
static bool in_unit(struct decimal *figure, const struct table_column *of,
                    const struct table_unit *unit, bool about)
{
    if (of->unit.kind == UNIT_OTHER || unit->kind == UNIT_OTHER)
        return true;
    return table_unit_convert(*figure, &of->unit, unit, about, figure) <= CONVERTED_ABOUT;
}

/* a / b: two amounts, or two lengths of time, make a bare number; an amount a head keeps its unit. */
static bool ratio(const struct table *table, const struct table_column *column, struct decimal a,
                  struct decimal b, struct decimal *result)
{
    const struct table_column *first = &table->columns[column->first];
    const struct table_column *second = &table->columns[column->second];
    if (first->unit.kind == second->unit.kind && first->unit.kind != UNIT_OTHER)
        return in_unit(&b, second, &first->unit, column->about) &&
               decimal_divide(a, b, TABLE_QUOTIENT_SCALE, result);
    if (first->unit.kind == column->unit.kind && !in_unit(&a, first, &column->unit, column->about))
        return false;
    return decimal_divide(a, b, TABLE_QUOTIENT_SCALE, result);
}

static struct decimal distance(struct decimal number)
{
    number.units = number.units < 0 ? -number.units : number.units;
    return number;
}

static void derive_cell(const struct table *table, const struct table_column *column,
                        struct table_cell *cells)
{
    const struct table_column *made_of = &table->columns[column->first];
    const struct table_column *by = &table->columns[column->second];
    const struct table_cell *first = &cells[column->first], *second = &cells[column->second];
    struct table_cell *cell = &cells[column->index];
    struct decimal gap = {0}, result = {0};
    if (first->kind == CELL_NOT_COMPUTABLE || second->kind == CELL_NOT_COMPUTABLE)
        cell->kind = CELL_NOT_COMPUTABLE;
    if (!is_figure(first) || !is_figure(second))
        return;
    struct decimal a = first->as.number, b = second->as.number;
    const struct table_unit *unit =
        column->origin == ORIGIN_GAP && column->unit.id.len ? &column->unit : &made_of->unit;
    bool good;
    if (column->origin == ORIGIN_RATIO) {
        set_number(cell, ratio(table, column, a, b, &result), result);
        return;
    }
    good = in_unit(&a, made_of, unit, column->about) && in_unit(&b, by, unit, column->about);
    switch (column->origin) {
    case ORIGIN_GAP:
        good = good && decimal_subtract(b, a, &result);
        break;
    case ORIGIN_GAP_PERCENT: /* with the sign of the gap, also where less than zero was planned */
        good = good && decimal_subtract(b, a, &gap) && percentage(gap, distance(a), &result);
        break;
    case ORIGIN_ATTAINMENT:
        good = good && percentage(b, a, &result);
        break;
    default:
        return;
    }
    set_number(cell, good, result);
}

/* Those that it is made of first; whoever declares them sees to it that there is no circle. */
static void derive_column(struct table *table, size_t index, bool *done)
{
    const struct table_column *column = &table->columns[index];
    if (done[index])
        return;
    done[index] = true;
    if (column->origin == ORIGIN_GIVEN || column->origin == ORIGIN_FUNCTION)
        return;
    derive_column(table, column->first, done);
    if (column->origin == ORIGIN_SHARE) {
        derive_shares(table, column);
        return;
    }
    derive_column(table, column->second, done);
    for (size_t i = 0; i < table->rows.count; i++)
        derive_cell(table, column, table->rows.items[i]);
}

static void derive(struct table *table)
{
    bool done[TABLE_COLUMNS_MAX] = {0};
    for (size_t c = 0; c < table->column_count; c++)
        derive_column(table, c, done);
}

/* ---- aggregates ---------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b)
{
    return decimal_compare(*(const struct decimal *)a, *(const struct decimal *)b);
}

static bool median_of(struct table *table, size_t column, size_t first, size_t count,
                      size_t figures, struct decimal *result)
{
    struct decimal *numbers = arena_array(table->arena, struct decimal, figures), sum;
    size_t found = 0;
    for (size_t i = first; i < first + count; i++)
        if (is_figure(&table->rows.items[i][column]))
            numbers[found++] = table->rows.items[i][column].as.number;
    qsort(numbers, found, sizeof *numbers, compare_numbers);
    *result = numbers[found / 2];
    if (found % 2)
        return true;
    return decimal_add(numbers[found / 2 - 1], numbers[found / 2], &sum) &&
           decimal_divide(sum, decimal_from_integer(2),
                          sum.scale + 1 > DECIMAL_DIGITS_MAX ? DECIMAL_DIGITS_MAX : sum.scale + 1,
                          result);
}

/* A row whose weight is missing counts no more than one whose figure is. */
static bool weighted_mean_of(const struct table *table, size_t column, size_t weight, size_t first,
                             size_t count, uint32_t *counted, struct decimal *result)
{
    struct decimal sum = {0}, weights = {0}, product;
    bool good = true;
    *counted = 0;
    for (size_t i = first; i < first + count; i++) {
        const struct table_cell *figure = &table->rows.items[i][column];
        const struct table_cell *by = &table->rows.items[i][weight];
        if (!is_figure(figure) || !is_figure(by))
            continue;
        ++*counted;
        good = good && decimal_multiply(figure->as.number, by->as.number, &product) &&
               decimal_add(sum, product, &sum) && decimal_add(weights, by->as.number, &weights);
    }
    return good && decimal_divide(sum, weights, TABLE_QUOTIENT_SCALE, result);
}

static void find_extreme(const struct table *table, size_t column, size_t first, size_t count,
                         bool largest, struct decimal *result)
{
    bool found = false;
    for (size_t i = first; i < first + count; i++) {
        const struct table_cell *cell = &table->rows.items[i][column];
        if (!is_figure(cell))
            continue;
        int order = found ? decimal_compare(cell->as.number, *result) : 0;
        if (!found || (largest ? order > 0 : order < 0))
            *result = cell->as.number;
        found = true;
    }
}

static void aggregate(const struct computing *computing, const struct table_summary *summary,
                      size_t column, size_t first, size_t count, struct table_cell *cell)
{
    struct table *table = computing->table;
    const struct total *whole = &computing->totals[column];
    struct total total = total_of(table, column, first, count);
    struct decimal result = total.sum;
    bool good = !total.overflowed;
    cell->counted = total.count;
    cell->counted_of = (uint32_t)count;
    if (summary->aggregate == AGGREGATE_COUNT) {
        set_number(cell, true, decimal_from_integer(total.count));
        cell->showing = SHOWN_AS_COUNT;
        return;
    }
    if (!total.count)
        return;
    switch (summary->aggregate) {
    case AGGREGATE_MEAN:
        cell->showing = SHOWN_AS_MEAN;
        good = good && decimal_divide(total.sum, decimal_from_integer(total.count),
                                      TABLE_QUOTIENT_SCALE, &result);
        break;
    case AGGREGATE_WEIGHTED_MEAN:
        cell->showing = SHOWN_AS_MEAN;
        good =
            weighted_mean_of(table, column, summary->weight, first, count, &cell->counted, &result);
        if (!cell->counted)
            return;
        break;
    case AGGREGATE_MEDIAN:
        cell->showing = SHOWN_AS_MEAN;
        good = median_of(table, column, first, count, total.count, &result);
        break;
    case AGGREGATE_MIN:
    case AGGREGATE_MAX:
        find_extreme(table, column, first, count, summary->aggregate == AGGREGATE_MAX, &result);
        good = true;
        break;
    case AGGREGATE_SHARE:
        cell->showing = SHOWN_AS_SHARE;
        good = good && !whole->overflowed && percentage(total.sum, whole->sum, &result);
        break;
    default:
        break;
    }
    set_number(cell, good, result);
}

static struct table_cell *summarise(const struct computing *computing, size_t first, size_t count,
                                    bool of_group)
{
    struct table *table = computing->table;
    size_t columns = table->column_count;
    struct table_cell *cells =
        arena_array(table->arena, struct table_cell, table->summaries.count * columns);
    for (size_t s = 0; s < table->summaries.count; s++) {
        const struct table_summary *summary = &table->summaries.items[s];
        if (of_group ? !summary->in_groups : !summary->in_table)
            continue;
        for (size_t c = 0; c < columns; c++)
            if (table_summary_covers(summary, &table->columns[c]))
                aggregate(computing, summary, c, first, count, &cells[s * columns + c]);
    }
    return cells;
}

/* ---- totals that the source gives ---------------------------------------- */

static unsigned scale_of(const struct table *table, size_t column)
{
    unsigned scale = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct table_cell *cell = &table->rows.items[i][column];
        if (is_figure(cell) && cell->as.number.scale > scale)
            scale = cell->as.number.scale;
    }
    return scale;
}

/* Half of the last digit for each figure, and for the total itself. */
static struct decimal rounding(unsigned scale, const struct table_given *given, uint32_t figures)
{
    struct decimal of_rows = {5, scale + 1}, of_total = {5, given->number.scale + 1}, sum = {0};
    if (scale >= DECIMAL_DIGITS_MAX || given->number.scale >= DECIMAL_DIGITS_MAX ||
        !decimal_multiply(of_rows, decimal_from_integer(figures), &of_rows) ||
        !decimal_add(of_rows, of_total, &sum))
        return (struct decimal){0};
    return sum;
}

static struct slice number_text(struct arena *arena, struct decimal number)
{
    struct buffer text = {0};
    decimal_write_plain(&text, decimal_trim(number));
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

static void compare_given(const struct computing *computing, struct table_given *given)
{
    struct table *table = computing->table;
    struct arena *arena = table->arena;
    size_t first = 0, count = table->rows.count;
    if (given->in_group) {
        given->group = table_find_group(table, given->group_key);
        if (!given->group)
            return;
        first = given->group->first_row;
        count = given->group->row_count;
    }
    struct total total = total_of(table, given->column, first, count);
    if (!total.count || total.overflowed ||
        !decimal_subtract(given->number, total.sum, &given->difference))
        return;
    given->is_compared = true;
    given->computed = total.sum;
    given->differs = given->difference.units != 0;
    if (!given->has_tolerance && table->columns[given->column].type != TABLE_INTEGER)
        given->tolerance = rounding(computing->scales[given->column], given, total.count);
    given->is_wrong = decimal_compare(distance(given->difference), given->tolerance) > 0;
    if (given->is_wrong)
        diagnostic_add(computing->diagnostics, &total_differs,
                       given->span.file ? given->span : table->span,
                       number_text(arena, given->number),
                       local_text_get(&table->columns[given->column].label, table->language),
                       number_text(arena, given->computed), number_text(arena, given->difference),
                       number_text(arena, given->tolerance));
}

/* ---- digits shown -------------------------------------------------------- */

static unsigned shown_scale(const struct table *table, const struct table_column *column,
                            unsigned scale)
{
    if (column->precision >= 0)
        return (unsigned)column->precision;
    if (column->type == TABLE_INTEGER)
        return 0;
    if (column->origin == ORIGIN_GIVEN)
        return column->type != TABLE_MONEY              ? scale
               : scale > MONEY_SCALE_MAX                ? MONEY_SCALE_MAX
               : scale == 1 && column->unit.factor == 1 ? MONEY_SCALE_MAX /* cents are two */
                                                        : scale;
    if (column->origin == ORIGIN_GAP)
        return scale;
    if (column->type == TABLE_PERCENT)
        return 1;
    unsigned most = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct table_cell *cell = &table->rows.items[i][column->index];
        if (is_figure(cell) && decimal_trim(cell->as.number).scale > most)
            most = decimal_trim(cell->as.number).scale;
    }
    if (most == 1 && column->type == TABLE_MONEY && column->unit.factor == 1)
        return MONEY_SCALE_MAX;
    return most > DERIVED_SCALE_MAX ? DERIVED_SCALE_MAX : most;
}

void table_compute(struct table *table, struct diagnostics *diagnostics)
{
    struct computing computing = {.table = table, .diagnostics = diagnostics};
    order_rows(table);
    derive(table);
    if (table->has_sort && table->columns[table->sort].origin > ORIGIN_FUNCTION)
        order_rows(table); /* by what has only now been derived */
    for (size_t c = 0; c < table->column_count; c++) {
        computing.totals[c] = total_of(table, c, 0, table->rows.count);
        computing.scales[c] = scale_of(table, c);
        table->columns[c].scale = shown_scale(table, &table->columns[c], computing.scales[c]);
    }
    for (size_t g = 0; g < table->groups.count; g++) {
        struct table_group *group = &table->groups.items[g];
        group->summaries = summarise(&computing, group->first_row, group->row_count, true);
    }
    table->totals = summarise(&computing, 0, table->rows.count, false);
    for (size_t i = 0; i < table->given.count; i++)
        compare_given(&computing, &table->given.items[i]);
    table->is_computed = true;
}
