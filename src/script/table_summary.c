/* What stands below a table's rows: groups, totals, notes. */
#include "script/table_parts.h"

#include "script/lua_value.h"

#include <stdlib.h>

static const struct problem no_note = {
    "table-note",
    SEVERITY_ERROR,
    {"%1 names a note \"%2\", and there is none", "%1 nomina una nota \"%2\" che non c'è"},
    {"the notes are %3", "le note sono %3"}};

/* ---- notes --------------------------------------------------------------- */

static int compare_notes(const void *a, const void *b)
{
    return slice_compare(((const struct table_footnote *)a)->id,
                         ((const struct table_footnote *)b)->id);
}

bool table_read_notes(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    struct table *table = reading->table;
    bool good = true;
    if (!table_get(reading, reading->spec, "notes"))
        return true;
    if (!lua_istable(lua, -1)) {
        lua_pop(lua, 1);
        return table_wrong(reading, &table_value_wrong, SLICE("notes"),
                           SLICE("{NAME = {it = '…', en = '…'}}"));
    }
    for (lua_pushnil(lua); lua_next(lua, -2);) {
        struct table_footnote note = {0};
        size_t length;
        if (lua_type(lua, -2) != LUA_TSTRING || table->footnotes.count == TABLE_FOOTNOTES_MAX) {
            lua_pop(lua, 3);
            return table_wrong(reading, &table_value_wrong, SLICE("notes"),
                               table_where(reading, "{NAME = {it = '…', en = '…'}} (1 … %d)",
                                           TABLE_FOOTNOTES_MAX));
        }
        const char *name = lua_tolstring(lua, -2, &length);
        note.id = arena_copy(reading->arena, slice_from(name, length));
        good &= table_take_local(reading, table_where(reading, "notes.%.*s", SLICE_ARG(note.id)),
                                 &note.text);
        vector_push(reading->arena, &table->footnotes, note);
    }
    lua_pop(lua, 1);
    if (table->footnotes.count)
        qsort(table->footnotes.items, table->footnotes.count, sizeof *table->footnotes.items,
              compare_notes);
    return good;
}

bool table_find_note(struct table_reading *reading, struct slice where, struct slice id,
                     unsigned *note)
{
    const struct table *table = reading->table;
    struct slice list = SLICE("");
    for (size_t i = 0; i < table->footnotes.count; i++) {
        if (slice_equal(table->footnotes.items[i].id, id)) {
            *note = (unsigned)i;
            return true;
        }
        list = arena_concat(reading->arena, list, i ? SLICE(", ") : SLICE(""),
                            table->footnotes.items[i].id, (struct slice){0});
    }
    return table_wrong(reading, &no_note, where, id, list.len ? list : SLICE("-"));
}

/* ---- groups -------------------------------------------------------------- */

static bool read_groups(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"id", "label", "note", NULL};
    bool good = true;
    if (table_get(reading, reading->spec, "group")) {
        reading->has_group = table_take_column(reading, SLICE("group"), &reading->group);
        if (!reading->has_group)
            return false;
        reading->table->columns[reading->group].hidden = true;
        reading->table->is_grouped = true;
        reading->table->group_column = reading->group;
    }
    if (!table_get(reading, reading->spec, "groups"))
        return true;
    size_t count = lua_istable(lua, -1) ? (size_t)lua_rawlen(lua, -1) : 0;
    int list = lua_gettop(lua);
    if (!count || count > TABLE_GIVEN_MAX || !reading->has_group) {
        lua_settop(lua, list - 1);
        return table_wrong(reading, &table_value_wrong, SLICE("groups"),
                           SLICE("group = 'COLUMN', groups = {{id = '…', label = …}, …}"));
    }
    for (size_t i = 0; good && i < count; i++) {
        struct slice where = table_where(reading, "groups[%zu]", i + 1), id, note;
        struct local_text label;
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        if (!lua_istable(lua, -1) || !table_check_keys(reading, -1, where, keys) ||
            !table_get(reading, list + 1, "id")) {
            good = table_wrong(reading, &table_value_wrong, where, SLICE("{id = '…', label = …}"));
            break;
        }
        good = table_take_text(reading, where, &id);
        if (!good)
            break;
        /* A row makes its group; this one has none yet, and keeps its place. */
        struct table_group group = {.key = id, .label = id};
        if (!table_find_group(reading->table, id)) {
            vector_push(reading->arena, &reading->table->groups, group);
            map_set(reading->arena, &reading->table->groups_by_key, id,
                    (void *)(uintptr_t)reading->table->groups.count);
        }
        struct table_group *added = table_find_group(reading->table, id);
        if (table_get(reading, list + 1, "label")) {
            good = table_take_local(reading, where, &label);
            added->label = good ? local_text_get(&label, reading->language) : id;
        }
        if (good && table_get(reading, list + 1, "note")) {
            unsigned *notes = arena_new(reading->arena, unsigned);
            good = table_take_text(reading, where, &note) &&
                   table_find_note(reading, where, note, notes);
            added->notes = notes;
            added->note_count = good;
        }
        lua_settop(lua, list);
    }
    lua_settop(lua, list - 1);
    return good;
}

/* ---- totals -------------------------------------------------------------- */

static bool find_aggregate(struct table_reading *reading, struct slice where, struct slice name,
                           enum table_aggregate *aggregate)
{
    struct slice list = SLICE("");
    for (int i = 0; i < AGGREGATES; i++) {
        if (slice_equal_string(name, table_aggregate_names[i])) {
            *aggregate = (enum table_aggregate)i;
            return true;
        }
        list = arena_concat(reading->arena, list, i ? SLICE(", ") : SLICE(""),
                            slice_from_string(table_aggregate_names[i]), (struct slice){0});
    }
    return table_wrong(reading, &table_value_wrong, where, list);
}

/* 'sum', or {'sum', label = …}: the value on top, which stays. */
static bool read_summary(struct table_reading *reading, struct slice where, bool in_groups)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"label", "how", "columns", "weight", NULL};
    int index = lua_gettop(lua);
    struct slice name = {0};
    enum table_aggregate aggregate;
    bool has_more = lua_istable(lua, index);
    if (has_more)
        lua_rawgeti(lua, index, 1);
    else
        lua_pushvalue(lua, index);
    if (!table_take_text(reading, where, &name) ||
        !find_aggregate(reading, where, name, &aggregate))
        return false;
    struct table_summary *summary = table_add_summary(reading->table, aggregate);
    if (!summary)
        return table_wrong(reading, &table_value_wrong, where,
                           table_where(reading, "(1 … %d)", TABLE_SUMMARIES_MAX));
    summary->in_groups = in_groups;
    summary->in_table = !in_groups;
    bool good = true, has_weight = false;
    if (has_more) {
        for (lua_pushnil(lua); good && lua_next(lua, index); lua_pop(lua, 1)) {
            bool known = lua_type(lua, -2) == LUA_TNUMBER;
            for (size_t i = 0; !known && keys[i]; i++)
                known = lua_type(lua, -2) == LUA_TSTRING &&
                        slice_equal_string(slice_from_string(lua_tostring(lua, -2)), keys[i]);
            if (!known)
                good = table_wrong(reading, &table_value_wrong, where,
                                   SLICE("{'sum', label =, how =, columns =, weight =}"));
        }
        lua_settop(lua, index);
        size_t columns[TABLE_COLUMNS_MAX], count = 0;
        if (good && table_get(reading, index, "label"))
            good = table_take_local(reading, where, &summary->label);
        if (good && table_get(reading, index, "how"))
            good = table_take_local(reading, where, &summary->how);
        if (good && table_get(reading, index, "columns")) {
            good = table_take_columns(reading, where, columns, &count, TABLE_COLUMNS_MAX) &&
                   table_are_numbers(reading, where, columns, count);
            summary->has_chosen = true;
            for (size_t i = 0; good && i < count; i++)
                summary->chosen[columns[i]] = true;
        }
        if (good && table_get(reading, index, "weight")) {
            has_weight = true;
            good = table_take_column(reading, where, &summary->weight) &&
                   table_are_numbers(reading, where, &summary->weight, 1);
        }
    }
    if (good && (aggregate == AGGREGATE_WEIGHTED_MEAN) != has_weight)
        good = table_wrong(reading, &table_value_wrong, where,
                           SLICE("{'weighted_mean', weight = 'COLUMN'}"));
    return good;
}

static bool read_summaries(struct table_reading *reading, const char *key, bool in_groups)
{
    lua_State *lua = reading->lua;
    bool good = true;
    if (!table_get(reading, reading->spec, key))
        return true;
    int list = lua_gettop(lua);
    if (!lua_istable(lua, list)) {
        lua_settop(lua, list - 1);
        return table_wrong(reading, &table_value_wrong, slice_from_string(key), SLICE("{'sum'}"));
    }
    if (in_groups && !reading->has_group) {
        lua_settop(lua, list - 1);
        return table_wrong(reading, &table_no_groups, SLICE("subtotals"));
    }
    size_t count = (size_t)lua_rawlen(lua, list);
    for (size_t i = 0; good && i < count; i++) {
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        good = read_summary(reading, table_where(reading, "%s[%zu]", key, i + 1), in_groups);
        lua_settop(lua, list);
    }
    lua_settop(lua, list - 1);
    return good;
}

/* ---- totals that the source gives ---------------------------------------- */

static bool read_given(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"column", "value", "group", "tolerance", NULL};
    bool good = true;
    if (!table_get(reading, reading->spec, "given"))
        return true;
    int list = lua_gettop(lua);
    size_t count = lua_istable(lua, list) ? (size_t)lua_rawlen(lua, list) : 0;
    if (!count || count > TABLE_GIVEN_MAX) {
        good = table_wrong(reading, &table_value_wrong, SLICE("given"),
                           SLICE("{{column = '…', value = '…'}, …}"));
    }
    for (size_t i = 0; good && i < count; i++) {
        struct slice where = table_where(reading, "given[%zu]", i + 1);
        struct table_given given = {0};
        struct table_cell cell = {0};
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        if (!lua_istable(lua, -1) || !table_check_keys(reading, -1, where, keys) ||
            !table_get(reading, list + 1, "column")) {
            good = table_wrong(reading, &table_value_wrong, where,
                               SLICE("{column = '…', value = '…'}"));
            break;
        }
        good = table_take_column(reading, where, &given.column) &&
               table_are_numbers(reading, where, &given.column, 1);
        if (good && table_get(reading, list + 1, "value"))
            good = table_cell_from_lua(reading, &reading->table->columns[given.column], -1, &cell);
        if (good && cell.kind != CELL_NUMBER)
            good = table_wrong(reading, &table_value_wrong, where, SLICE("value = '…'"));
        given.number = cell.as.number;
        lua_settop(lua, list + 1);
        if (good && table_get(reading, list + 1, "group")) {
            given.in_group = true;
            good = table_take_text(reading, where, &given.group_key) &&
                   (reading->has_group || table_wrong(reading, &table_no_groups, where));
        }
        if (good && table_get(reading, list + 1, "tolerance")) {
            given.has_tolerance = true;
            good = lua_value_to_decimal(lua, -1, &given.tolerance) && given.tolerance.units >= 0;
            if (!good)
                table_wrong(reading, &table_value_wrong, where, SLICE("tolerance = 0.1"));
        }
        if (good)
            vector_push(reading->arena, &reading->table->given, given);
        lua_settop(lua, list);
    }
    lua_settop(lua, list - 1);
    return good;
}

bool table_read_below(struct table_reading *reading)
{
    bool good = read_groups(reading);
    good &= read_summaries(reading, "subtotals", true);
    good &= read_summaries(reading, "totals", false);
    good &= read_given(reading);
    good &= table_read_charts(reading);
    return good;
}
