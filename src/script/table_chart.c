/* The charts of a declaration. */
#include "script/table_parts.h"

static const struct problem no_subtotals = {
    "table-chart",
    SEVERITY_ERROR,
    {"catalogue.table: %1 is of groups, and the table has no subtotals of groups",
     "catalogue.table: %1 è dei gruppi, ma la tabella non ha subtotali di gruppi"},
    {"add group = 'COLUMN', subtotals = {'sum'}",
     "aggiungi group = 'COLONNA', subtotals = {'sum'}"}};

static const struct problem chart_of_units = {
    "table-chart",
    SEVERITY_ERROR,
    {"catalogue.table: %1 sets figures of different units on one scale",
     "catalogue.table: %1 mette sulla stessa scala valori con unità diverse"},
    {"make a chart of each, or give the columns one unit",
     "fai un grafico per ciascuna, o dai alle colonne la stessa unità"}};

static const struct problem series_count = {
    "table-chart",
    SEVERITY_ERROR,
    {"catalogue.table: %1 has %2 series, and a chart of this kind takes %3",
     "catalogue.table: %1 ha %2 serie, ma un grafico di questo tipo ne prende %3"},
    {"change `series` or `kind`", "cambia `series` o `kind`"}};

#define CHART_SERIES_LIMIT 4 /* told apart by texture */

/* The first column of words that is shown. */
static size_t label_column(const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].hidden && !table_type_is_number(table->columns[i].type))
            return i;
    return 0;
}

static bool read_chart(struct table_reading *reading, struct slice where)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"kind",   "title", "description", "label",
                                       "series", "of",    NULL};
    struct table_chart chart = {.label = label_column(reading->table)};
    int index = lua_gettop(lua);
    struct slice text;
    if (!lua_istable(lua, index))
        return table_wrong(reading, &table_value_wrong, where,
                           SLICE("{kind = 'bar', title = …, series = {'…'}}"));
    bool good = table_check_keys(reading, index, where, keys), known = false;
    if (table_get(reading, index, "kind")) {
        good &= table_take_text(reading, where, &text);
        for (int i = 0; i < CHART_KINDS; i++) {
            if (good && slice_equal_string(text, table_chart_names[i])) {
                chart.kind = (enum table_chart_kind)i;
                known = true;
            }
        }
    }
    if (!known)
        good = table_wrong(reading, &table_value_wrong,
                           table_where(reading, "%.*s.kind", SLICE_ARG(where)),
                           SLICE("bar, grouped, stacked, line, dot, bullet"));
    if (table_get(reading, index, "title"))
        good &= table_take_local(reading, where, &chart.title);
    else
        good = table_wrong(reading, &table_value_missing,
                           table_where(reading, "%.*s.title", SLICE_ARG(where)),
                           SLICE("title = {it = '…', en = '…'}"));
    if (table_get(reading, index, "description"))
        good &= table_take_local(reading, where, &chart.description);
    if (table_get(reading, index, "label"))
        good &= table_take_column(reading, where, &chart.label);
    if (table_get(reading, index, "of")) {
        static const char *const of[] = {"rows", "groups"};
        int chosen = 0;
        good &= table_take_word(reading, table_where(reading, "%.*s.of", SLICE_ARG(where)), of, 2,
                                &chosen);
        chart.of_groups = chosen == 1;
        if (chart.of_groups &&
            table_charted_summary(reading->table) == reading->table->summaries.count)
            good = table_wrong(reading, &no_subtotals, where);
    }
    if (table_get(reading, index, "series"))
        good &= table_take_columns(reading, table_where(reading, "%.*s.series", SLICE_ARG(where)),
                                   chart.series, &chart.series_count, CHART_SERIES_LIMIT);
    else
        good = table_wrong(reading, &table_value_missing,
                           table_where(reading, "%.*s.series", SLICE_ARG(where)),
                           SLICE("series = {'COLUMN'}"));
    good = good && table_are_numbers(reading, table_where(reading, "%.*s.series", SLICE_ARG(where)),
                                     chart.series, chart.series_count);
    for (size_t i = 1; good && i < chart.series_count; i++) {
        const struct table_column *first = &reading->table->columns[chart.series[0]];
        const struct table_column *other = &reading->table->columns[chart.series[i]];
        if ((first->type == TABLE_PERCENT) != (other->type == TABLE_PERCENT) ||
            !slice_equal(first->unit.id, other->unit.id))
            good = table_wrong(reading, &chart_of_units, where);
    }
    size_t wanted = chart.kind == CHART_BULLET ? 2 : chart.kind == CHART_BAR ? 1 : 0;
    if (good && wanted && chart.series_count != wanted)
        good = table_wrong(reading, &series_count, where,
                           table_where(reading, "%zu", chart.series_count),
                           table_where(reading, "%zu", wanted));
    if (good)
        vector_push(reading->arena, &reading->table->charts, chart);
    return good;
}

bool table_read_charts(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    bool good = true;
    if (table_get(reading, reading->spec, "chart")) {
        good = read_chart(reading, SLICE("chart"));
        lua_pop(lua, 1);
    }
    if (!table_get(reading, reading->spec, "charts"))
        return good;
    int list = lua_gettop(lua);
    size_t count = lua_istable(lua, list) ? (size_t)lua_rawlen(lua, list) : 0;
    if (!count || count > TABLE_CHARTS_MAX)
        good = table_wrong(reading, &table_value_wrong, SLICE("charts"),
                           table_where(reading, "{{kind = …}, …} (1 … %d)", TABLE_CHARTS_MAX));
    for (size_t i = 0; i < count && i < TABLE_CHARTS_MAX; i++) {
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        good &= read_chart(reading, table_where(reading, "charts[%zu]", i + 1));
        lua_settop(lua, list);
    }
    lua_settop(lua, list - 1);
    return good;
}
