#include "model/table.h"

const char *const table_type_names[TABLE_TYPES] = {"text",    "integer", "number", "money",
                                                   "percent", "date",    "sheet"};
const char *const table_aggregate_names[AGGREGATES] = {"sum", "mean", "weighted_mean", "median",
                                                       "min", "max",  "count",         "share"};
const char *const table_chart_names[CHART_KINDS] = {"bar",  "grouped", "stacked",
                                                    "line", "dot",     "bullet"};

struct table *table_create(struct arena *arena, struct slice id, unsigned language)
{
    struct table *table = arena_new(arena, struct table);
    table->arena = arena;
    table->id = table->name = id;
    table->language = language;
    /* All at once, so that pointers to columns stay good. */
    table->columns = arena_array(arena, struct table_column, TABLE_COLUMNS_MAX);
    return table;
}

struct table_column *table_add_column(struct table *table, struct slice id)
{
    if (table->column_count == TABLE_COLUMNS_MAX)
        return NULL;
    struct table_column *column = &table->columns[table->column_count];
    column->id = id;
    column->index = table->column_count++;
    column->precision = -1;
    return column;
}

struct table_column *table_find_column(const struct table *table, struct slice id)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (slice_equal(table->columns[i].id, id))
            return &table->columns[i];
    return NULL;
}

/* Groups are few and found by number: the vector may move while rows come. */
struct table_group *table_find_group(const struct table *table, struct slice key)
{
    const struct map_entry *entry = map_find(&table->groups_by_key, key);
    return entry ? &table->groups.items[(uintptr_t)entry->value - 1] : NULL;
}

static size_t group_index(struct table *table, struct slice key)
{
    const struct map_entry *entry = map_find(&table->groups_by_key, key);
    if (entry)
        return (uintptr_t)entry->value - 1;
    struct table_group group = {.key = key, .label = key};
    vector_push(table->arena, &table->groups, group);
    map_set(table->arena, &table->groups_by_key, key, (void *)(uintptr_t)table->groups.count);
    return table->groups.count - 1;
}

struct table_cell *table_add_row(struct table *table, struct slice group)
{
    if (table->rows.count == TABLE_ROWS_MAX ||
        (table->rows.count + 1) * table->column_count > TABLE_CELLS_MAX)
        return NULL;
    struct table_cell *cells = arena_array(table->arena, struct table_cell, table->column_count);
    vector_push(table->arena, &table->rows, cells);
    vector_push(table->arena, &table->row_groups, group_index(table, group));
    return cells;
}

struct table_summary *table_add_summary(struct table *table, enum table_aggregate aggregate)
{
    if (table->summaries.count == TABLE_SUMMARIES_MAX)
        return NULL;
    struct table_summary summary = {.aggregate = aggregate, .in_groups = true, .in_table = true};
    /* Room for all, so that pointers stay good. */
    if (table->summaries.count == 0) {
        table->summaries.items =
            arena_array(table->arena, struct table_summary, TABLE_SUMMARIES_MAX);
        table->summaries.capacity = TABLE_SUMMARIES_MAX;
    }
    vector_push(table->arena, &table->summaries, summary);
    return &table->summaries.items[table->summaries.count - 1];
}

bool table_type_is_number(enum table_type type)
{
    return type == TABLE_INTEGER || type == TABLE_NUMBER || type == TABLE_MONEY ||
           type == TABLE_PERCENT;
}

/* Averages and rates do not add up; shares do. */
static bool adds_up(const struct table_column *column)
{
    if (column->no_total)
        return false;
    switch (column->origin) {
    case ORIGIN_RATIO:
    case ORIGIN_GAP_PERCENT:
    case ORIGIN_ATTAINMENT:
        return false;
    case ORIGIN_SHARE:
        return true;
    default:
        return column->type != TABLE_PERCENT;
    }
}

bool table_summary_covers(const struct table_summary *summary, const struct table_column *column)
{
    if (!table_type_is_number(column->type))
        return false;
    if (summary->has_chosen)
        return summary->chosen[column->index];
    if (column->origin == ORIGIN_SHARE && column->in_group && !summary->in_groups)
        return false; /* of all groups together they are no share of anything */
    switch (summary->aggregate) {
    case AGGREGATE_SUM:
        return adds_up(column);
    case AGGREGATE_SHARE:
        return adds_up(column) && column->origin != ORIGIN_SHARE;
    case AGGREGATE_COUNT:
        return column->origin == ORIGIN_GIVEN;
    case AGGREGATE_WEIGHTED_MEAN:
        return column->index != summary->weight && column->origin != ORIGIN_SHARE;
    default:
        return column->origin != ORIGIN_SHARE;
    }
}

size_t table_charted_summary(const struct table *table)
{
    size_t i = 0;
    while (i < table->summaries.count && (!table->summaries.items[i].in_groups ||
                                          table->summaries.items[i].aggregate == AGGREGATE_SHARE ||
                                          table->summaries.items[i].aggregate == AGGREGATE_COUNT))
        i++;
    return i;
}

/* ---- as text ------------------------------------------------------------- */

static const struct slice no_break_space = SLICE_INIT("\xc2\xa0");

static unsigned shown_digits(const struct table_column *column, const struct table_cell *cell)
{
    switch (cell->showing) {
    case SHOWN_AS_MEAN:
        return !column->scale && column->precision < 0 && column->type != TABLE_MONEY &&
                       decimal_trim(cell->as.number).scale
                   ? 1
                   : column->scale;
    case SHOWN_AS_SHARE:
        return 1;
    case SHOWN_AS_COUNT:
        return 0;
    default:
        return column->scale;
    }
}

static bool is_percentage(const struct table_column *column, const struct table_cell *cell)
{
    return cell->showing == SHOWN_AS_SHARE ||
           (column->type == TABLE_PERCENT && cell->showing != SHOWN_AS_COUNT);
}

void table_write_cell(struct buffer *out, const struct table_column *column,
                      const struct table_cell *cell, const struct locale *locale)
{
    struct buffer text = {0};
    struct decimal number;
    switch (cell->kind) {
    case CELL_TEXT:
        buffer_add(out, cell->as.text);
        return;
    case CELL_DATE:
        date_write(&text, cell->as.date, locale);
        break;
    case CELL_NUMBER:
        if (!decimal_rescale(cell->as.number, shown_digits(column, cell), &number))
            number = cell->as.number;
        if (number.units < 0) {
            buffer_add_string(&text, "\xe2\x88\x92"); /* a minus as wide as a plus */
            number.units = -number.units;
        }
        if (is_percentage(column, cell))
            percent_write(&text, number, locale);
        else
            decimal_write(&text, number, locale);
        break;
    default:
        return;
    }
    /* A figure or a date stays on one line. */
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ')
            buffer_add(out, no_break_space);
        else
            buffer_add_byte(out, text.ptr[i]);
    }
    buffer_release(&text);
}

void table_write_cell_plain(struct buffer *out, const struct table_column *column,
                            const struct table_cell *cell)
{
    switch (cell->kind) {
    case CELL_TEXT:
        buffer_add(out, cell->as.text);
        break;
    case CELL_DATE:
        date_write_iso(out, cell->as.date);
        break;
    case CELL_NUMBER:
        decimal_write_plain(out, column->origin == ORIGIN_GIVEN && !cell->counted
                                     ? cell->as.number
                                     : decimal_trim(cell->as.number));
        break;
    case CELL_SHEET:
        buffer_add(out, cell->as.ref.id);
        break;
    default:
        break;
    }
}

struct slice table_column_title(struct arena *arena, const struct table_column *column,
                                unsigned language)
{
    struct slice label = local_text_get(&column->label, language);
    struct slice unit = local_text_get(&column->unit.label, language);
    if (!unit.len)
        return label;
    return arena_concat(arena, label, SLICE(" ("), unit, SLICE(")"), (struct slice){0});
}

static void add_words(struct buffer *out, struct slice text)
{
    if (!text.len)
        return;
    buffer_add(out, text);
    buffer_add_byte(out, '\n');
}

void table_write_words(struct buffer *out, const struct table *table)
{
    add_words(out, local_text_get(&table->caption, table->language));
    add_words(out, local_text_get(&table->description, table->language));
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].hidden)
            add_words(out, local_text_get(&table->columns[c].label, table->language));
    for (size_t g = 0; table->is_grouped && g < table->groups.count; g++)
        add_words(out, table->groups.items[g].label);
    for (size_t r = 0; r < table->rows.count; r++)
        for (size_t c = 0; c < table->column_count; c++)
            if (table->rows.items[r][c].kind == CELL_TEXT && !table->columns[c].hidden)
                add_words(out, table->rows.items[r][c].as.text);
    for (size_t n = 0; n < table->footnotes.count; n++)
        add_words(out, local_text_get(&table->footnotes.items[n].text, table->language));
}
