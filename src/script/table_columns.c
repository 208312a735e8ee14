/* The columns of a declaration. */
#include "script/table_parts.h"

#include "text/slug.h"

static const struct problem column_twice = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: there are two columns \"%1\"",
     "catalogue.table: ci sono due colonne \"%1\""},
    {"give one of them another id", "dai un altro id a una delle due"}};

static const struct problem how_missing = {
    "table-how",
    SEVERITY_ERROR,
    {"catalogue.table: the column \"%1\" is computed, and nothing says how",
     "catalogue.table: la colonna \"%1\" è calcolata, ma non si dice come"},
    {"add how = {it = '…', en = '…'}: readers find it below the table",
     "aggiungi how = {it = '…', en = '…'}: chi legge lo trova sotto la tabella"}};

static const struct problem two_origins = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: the column \"%1\" is computed in two ways",
     "catalogue.table: la colonna \"%1\" è calcolata in due modi"},
    {"keep one of compute, share_of, ratio, gap, gap_percent, attainment",
     "tieni uno solo tra compute, share_of, ratio, gap, gap_percent, attainment"}};

static const struct problem too_many_columns = {
    "table-limit",
    SEVERITY_ERROR,
    {"catalogue.table: more than %1 columns", "catalogue.table: più di %1 colonne"},
    {"make two tables of it", "fanne due tabelle"}};

static const struct problem circle = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: the column \"%1\" is computed from itself (%2)",
     "catalogue.table: la colonna \"%1\" è calcolata da sé stessa (%2)"},
    {"begin with columns that the rows give", "parti da colonne che le righe contengono"}};

static const struct problem units_differ = {
    "table-unit",
    SEVERITY_ERROR,
    {"catalogue.table: the column \"%1\" is made of \"%2\" (%3) and \"%4\" (%5), which have no "
     "unit in common",
     "catalogue.table: la colonna \"%1\" mette insieme \"%2\" (%3) e \"%4\" (%5), che non hanno "
     "un'unità in comune"},
    {"give both a type and a unit that one can be converted to the other",
     "dai alle due un tipo e un'unità che si possano convertire l'uno nell'altro"}};

static const struct problem result_unit = {
    "table-unit",
    SEVERITY_ERROR,
    {"catalogue.table: the column \"%1\" (%2) cannot hold what it is made of (%3)",
     "catalogue.table: la colonna \"%1\" (%2) non può contenere quello di cui è fatta (%3)"},
    {"give it the type and a unit of what it is made of",
     "dalle il tipo e un'unità delle colonne di cui è fatta"}};

static const char *const column_keys[] = {
    "id",    "label",  "type",        "unit",       "precision",   "note",     "role",
    "from",  "hidden", "total",       "compute",    "how",         "share_of", "within",
    "ratio", "gap",    "gap_percent", "attainment", "approximate", NULL};

static bool read_unit(struct table_reading *reading, int index, struct slice where,
                      struct table_column *column)
{
    lua_State *lua = reading->lua;
    if (!table_get(reading, index, "unit")) {
        if (column->type == TABLE_MONEY)
            table_unit_find(reading->schema, SLICE("EUR"), &column->unit);
        return true;
    }
    where = table_where(reading, "%.*s.unit", SLICE_ARG(where));
    if (lua_istable(lua, -1) && column->type != TABLE_MONEY) {
        bool good = table_take_local(reading, where, &column->unit.label);
        column->unit.id = column->unit.label.text[0];
        return good;
    }
    struct slice name;
    if (!table_take_text(reading, where, &name))
        return false;
    bool found = table_unit_find(reading->schema, name, &column->unit);
    if (found && (column->unit.kind == UNIT_MONEY) == (column->type == TABLE_MONEY))
        return true;
    if (!found && column->type != TABLE_MONEY) { /* a word of its own: "persone" */
        column->unit = (struct table_unit){.id = name};
        column->unit.label.text[0] = name;
        return true;
    }
    return table_wrong(reading, &table_value_wrong, where, table_unit_names());
}

static bool read_precision(struct table_reading *reading, int index, struct slice where,
                           struct table_column *column)
{
    if (!table_get(reading, index, "precision"))
        return true;
    int is_number;
    lua_Integer digits = lua_tointegerx(reading->lua, -1, &is_number);
    lua_pop(reading->lua, 1);
    if (!is_number || digits < 0 || digits > 9)
        return table_wrong(reading, &table_value_wrong,
                           table_where(reading, "%.*s.precision", SLICE_ARG(where)),
                           SLICE("0 … 9"));
    column->precision = (int)digits;
    return true;
}

/* Those that are made of other columns, which stand before them or behind. */
static const struct {
    const char *key;
    enum table_origin origin;
    size_t count;
} derivations[] = {{"share_of", ORIGIN_SHARE, 1},
                   {"ratio", ORIGIN_RATIO, 2},
                   {"gap", ORIGIN_GAP, 2},
                   {"gap_percent", ORIGIN_GAP_PERCENT, 2},
                   {"attainment", ORIGIN_ATTAINMENT, 2}};

static bool read_origin(struct table_reading *reading, int index, struct slice where,
                        struct table_column *column)
{
    lua_State *lua = reading->lua;
    size_t made_of[2] = {0}, count, ways = 0;
    bool good = true;
    if (table_get(reading, index, "compute")) {
        bool is_function = lua_isfunction(lua, -1);
        lua_pop(lua, 1);
        column->origin = ORIGIN_FUNCTION;
        ways++;
        if (!is_function)
            good = table_wrong(reading, &table_value_wrong,
                               table_where(reading, "%.*s.compute", SLICE_ARG(where)),
                               SLICE("function(row) return … end"));
        if (!column->how.text[0].len)
            good = table_wrong(reading, &how_missing, column->id);
    }
    for (size_t i = 0; i < sizeof derivations / sizeof *derivations; i++) {
        if (!table_get(reading, index, derivations[i].key))
            continue;
        struct slice key = table_where(reading, "%.*s.%s", SLICE_ARG(where), derivations[i].key);
        ways++;
        column->origin = derivations[i].origin;
        if (!table_take_columns(reading, key, made_of, &count, derivations[i].count))
            good = false;
        else if (count != derivations[i].count)
            good = table_wrong(reading, &table_value_wrong, key, SLICE("{'COLUMN', 'COLUMN'}"));
        good = good && table_are_numbers(reading, key, made_of, count);
        column->first = made_of[0];
        column->second = made_of[1];
    }
    if (ways > 1)
        good = table_wrong(reading, &two_origins, column->id);
    if (ways && column->origin != ORIGIN_FUNCTION && !table_type_is_number(column->type))
        good = table_wrong(reading, &table_value_wrong,
                           table_where(reading, "%.*s.type", SLICE_ARG(where)),
                           SLICE("integer, number, money, percent"));
    return good;
}

/* "money, Meuro" */
static struct slice kind_of(struct table_reading *reading, const struct table_column *column)
{
    return table_where(reading, "%s%s%.*s", table_type_names[column->type],
                       column->unit.id.len ? ", " : "", SLICE_ARG(column->unit.id));
}

/* Whether one can be taken from the other. A bare number goes with any that is no money and no
 * percentage. */
static bool are_comparable(const struct table_column *a, const struct table_column *b, bool about)
{
    struct decimal converted;
    if ((a->type == TABLE_MONEY) != (b->type == TABLE_MONEY) ||
        (a->type == TABLE_PERCENT) != (b->type == TABLE_PERCENT))
        return false;
    if (!a->unit.id.len || !b->unit.id.len)
        return true;
    return table_unit_convert(decimal_from_integer(1), &a->unit, &b->unit, about, &converted) <=
           CONVERTED_ABOUT;
}

/* A column's units go with those of the columns that it is made of. */
static bool check_units(struct table_reading *reading, const struct table_column *column)
{
    const struct table_column *first = &reading->table->columns[column->first];
    const struct table_column *second = &reading->table->columns[column->second];
    if (column->origin == ORIGIN_RATIO) {
        bool both_money = first->type == TABLE_MONEY && second->type == TABLE_MONEY;
        if (both_money && !are_comparable(first, second, false))
            return table_wrong(reading, &units_differ, column->id, first->id,
                               kind_of(reading, first), second->id, kind_of(reading, second));
        if (column->type == TABLE_MONEY &&
            (both_money || !are_comparable(first, column, column->about)))
            return table_wrong(reading, &result_unit, column->id, kind_of(reading, column),
                               kind_of(reading, first));
        return true;
    }
    if (column->origin == ORIGIN_SHARE)
        return true;
    if (!are_comparable(first, second, column->about))
        return table_wrong(reading, &units_differ, column->id, first->id, kind_of(reading, first),
                           second->id, kind_of(reading, second));
    if (column->origin == ORIGIN_GAP && !are_comparable(first, column, column->about) &&
        !(first->type == TABLE_PERCENT && column->type == TABLE_NUMBER)) /* points */
        return table_wrong(reading, &result_unit, column->id, kind_of(reading, column),
                           kind_of(reading, first));
    return true;
}

/* Derived columns are made of others, and in the end of those that rows and functions give. */
enum look { LOOK_NEW, LOOK_OPEN, LOOK_DONE };

static bool check_circle(struct table_reading *reading, size_t index, enum look *looks,
                         struct slice way)
{
    const struct table_column *column = &reading->table->columns[index];
    if (column->origin <= ORIGIN_FUNCTION || looks[index] == LOOK_DONE)
        return true;
    way = arena_concat(reading->arena, way, way.len ? SLICE(" → ") : SLICE(""), column->id,
                       (struct slice){0});
    if (looks[index] == LOOK_OPEN)
        return table_wrong(reading, &circle, column->id, way);
    looks[index] = LOOK_OPEN;
    bool good =
        check_circle(reading, column->first, looks, way) &&
        (column->origin == ORIGIN_SHARE || check_circle(reading, column->second, looks, way));
    looks[index] = LOOK_DONE;
    return good;
}

/* What only all columns together tell. */
static bool check_derived(struct table_reading *reading)
{
    enum look looks[TABLE_COLUMNS_MAX] = {LOOK_NEW};
    bool good = true;
    for (size_t i = 0; good && i < reading->table->column_count; i++) {
        const struct table_column *column = &reading->table->columns[i];
        good = column->origin <= ORIGIN_FUNCTION ||
               (check_circle(reading, i, looks, SLICE("")) && check_units(reading, column));
    }
    return good;
}

static bool take_flag(struct table_reading *reading, int index, const char *key, bool *flag)
{
    if (!table_get(reading, index, key))
        return true;
    bool good = lua_isboolean(reading->lua, -1);
    if (good)
        *flag = lua_toboolean(reading->lua, -1);
    lua_pop(reading->lua, 1);
    return good ||
           table_wrong(reading, &table_value_wrong, slice_from_string(key), SLICE("true, false"));
}

static bool read_column_notes(struct table_reading *reading, int index, struct slice where,
                              struct table_column *column)
{
    struct slice id;
    if (!table_get(reading, index, "note"))
        return true;
    where = table_where(reading, "%.*s.note", SLICE_ARG(where));
    if (lua_istable(reading->lua, -1)) { /* a text of its own */
        struct table_footnote note = {.id = where};
        if (!table_take_local(reading, where, &note.text))
            return false;
        column->notes = arena_new(reading->arena, unsigned);
        column->notes[0] = (unsigned)reading->table->footnotes.count;
        column->note_count = 1;
        vector_push(reading->arena, &reading->table->footnotes, note);
        return true;
    }
    if (!table_take_text(reading, where, &id))
        return false;
    column->notes = arena_new(reading->arena, unsigned);
    column->note_count = 1;
    return table_find_note(reading, where, id, column->notes);
}

static bool read_column(struct table_reading *reading, size_t number)
{
    lua_State *lua = reading->lua;
    int index = lua_gettop(lua), chosen = 0;
    struct slice where = table_where(reading, "columns[%zu]", number), id;
    static const char *const roles[] = {"", "planned", "achieved", "note"};
    if (!lua_istable(lua, index))
        return table_wrong(reading, &table_value_wrong, where, SLICE("{id = '…', label = …}"));
    bool good = table_check_keys(reading, index, where, column_keys);
    if (!table_get(reading, index, "id"))
        return table_wrong(reading, &table_value_missing,
                           table_where(reading, "%.*s.id", SLICE_ARG(where)), SLICE("id = '…'"));
    if (!table_take_text(reading, table_where(reading, "%.*s.id", SLICE_ARG(where)), &id))
        return false;
    if (!slug_is_identifier(id))
        return table_wrong(reading, &table_value_wrong,
                           table_where(reading, "%.*s.id", SLICE_ARG(where)), SLICE("a-z 0-9 _ -"));
    where = table_where(reading, "columns.%.*s", SLICE_ARG(id));
    if (table_find_column(reading->table, id))
        return table_wrong(reading, &column_twice, id);
    struct table_column *column = table_add_column(reading->table, id);
    if (!column)
        return table_wrong(reading, &too_many_columns,
                           table_where(reading, "%d", TABLE_COLUMNS_MAX));
    struct declared_column *more = &reading->more[column->index];
    more->from = id;
    if (table_get(reading, index, "label"))
        good &= table_take_local(reading, table_where(reading, "%.*s.label", SLICE_ARG(where)),
                                 &column->label);
    else
        good = table_wrong(reading, &table_value_missing,
                           table_where(reading, "%.*s.label", SLICE_ARG(where)),
                           SLICE("label = {it = '…', en = '…'}"));
    if (table_get(reading, index, "type"))
        good &= table_take_word(reading, table_where(reading, "%.*s.type", SLICE_ARG(where)),
                                table_type_names, TABLE_TYPES, &chosen);
    else
        good = table_wrong(reading, &table_value_missing,
                           table_where(reading, "%.*s.type", SLICE_ARG(where)),
                           SLICE("text, integer, number, money, percent, date, sheet"));
    column->type = (enum table_type)chosen;
    good &= read_unit(reading, index, where, column);
    good &= read_precision(reading, index, where, column);
    good &= read_column_notes(reading, index, where, column);
    if (table_get(reading, index, "how"))
        good &= table_take_local(reading, table_where(reading, "%.*s.how", SLICE_ARG(where)),
                                 &column->how);
    chosen = 0;
    if (table_get(reading, index, "role"))
        good &= table_take_word(reading, table_where(reading, "%.*s.role", SLICE_ARG(where)), roles,
                                4, &chosen);
    column->role = (enum table_role)chosen;
    column->hidden = column->role == TABLE_ROLE_NOTE;
    if (table_get(reading, index, "from"))
        good &= table_take_text(reading, table_where(reading, "%.*s.from", SLICE_ARG(where)),
                                &more->from);
    bool total = true;
    good &= take_flag(reading, index, "hidden", &column->hidden) &&
            take_flag(reading, index, "approximate", &more->about) &&
            take_flag(reading, index, "total", &total);
    column->no_total = !total;
    column->about = more->about;
    if (table_get(reading, index, "within")) {
        static const char *const within[] = {"table", "group"};
        chosen = 0;
        good &= table_take_word(reading, table_where(reading, "%.*s.within", SLICE_ARG(where)),
                                within, 2, &chosen);
        column->in_group = chosen == 1;
    }
    return good;
}

bool table_read_columns(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    bool good = true;
    if (!table_get(reading, reading->spec, "columns"))
        return table_wrong(reading, &table_value_missing, SLICE("columns"),
                           SLICE("columns = {{id = '…', label = …, type = '…'}, …}"));
    size_t count = lua_istable(lua, -1) ? (size_t)lua_rawlen(lua, -1) : 0;
    if (!count || count > TABLE_COLUMNS_MAX) {
        lua_pop(lua, 1);
        return count ? table_wrong(reading, &too_many_columns,
                                   table_where(reading, "%d", TABLE_COLUMNS_MAX))
                     : table_wrong(reading, &table_value_wrong, SLICE("columns"),
                                   SLICE("{{id = '…', label = …, type = '…'}, …}"));
    }
    int list = lua_gettop(lua);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        good &= read_column(reading, i + 1);
        lua_settop(lua, list);
    }
    for (size_t i = 0; good && i < count; i++) { /* they name one another */
        lua_rawgeti(lua, list, (lua_Integer)i + 1);
        struct table_column *column = &reading->table->columns[i];
        good &= read_origin(reading, list + 1,
                            table_where(reading, "columns.%.*s", SLICE_ARG(column->id)), column);
        lua_settop(lua, list);
    }
    lua_pop(lua, 1);
    return good && check_derived(reading);
}
