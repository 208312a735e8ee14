/* The declaration of a table, read and checked. */
#include "script/table_parts.h"

#include "script/lua_value.h"
#include "text/nearest.h"
#include "text/slug.h"

#include <lauxlib.h>

static const struct problem unknown_key = {"table-key",
                                           SEVERITY_ERROR,
                                           {"catalogue.table: \"%1\" means nothing in %2",
                                            "catalogue.table: \"%1\" non significa nulla in %2"},
                                           {"write one of %3", "scrivi uno tra %3"}};

static const struct problem unknown_key_near = {
    "table-key",
    SEVERITY_ERROR,
    {"catalogue.table: \"%1\" means nothing in %2",
     "catalogue.table: \"%1\" non significa nulla in %2"},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};

const struct problem table_value_wrong = {"table-declaration",
                                          SEVERITY_ERROR,
                                          {"catalogue.table: %1 is not what it should be",
                                           "catalogue.table: %1 non è quello che dovrebbe essere"},
                                          {"write %2", "scrivi %2"}};

const struct problem table_value_missing = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: %1 is missing", "catalogue.table: manca %1"},
    {"add it: %2", "aggiungilo: %2"}};

const struct problem table_no_column = {
    "table-no-column",
    SEVERITY_ERROR,
    {"catalogue.table: %1 names a column \"%2\", and there is none",
     "catalogue.table: %1 nomina una colonna \"%2\" che non c'è"},
    {"the columns are %3", "le colonne sono %3"}};

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

/* ---- taking values ------------------------------------------------------- */

struct slice table_where(struct table_reading *reading, const char *format, ...)
{
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&text, format, arguments);
    va_end(arguments);
    struct slice copy = buffer_copy(&text, reading->arena);
    buffer_release(&text);
    return copy;
}

bool table_get(struct table_reading *reading, int index, const char *key)
{
    lua_getfield(reading->lua, index, key);
    if (!lua_isnil(reading->lua, -1))
        return true;
    lua_pop(reading->lua, 1);
    return false;
}

static struct slice text_at(struct table_reading *reading, int index)
{
    size_t length;
    const char *text = lua_tolstring(reading->lua, index, &length);
    return arena_copy(reading->arena, slice_from(text, length));
}

bool table_take_text(struct table_reading *reading, struct slice where, struct slice *text)
{
    bool good = lua_type(reading->lua, -1) == LUA_TSTRING;
    if (good)
        *text = text_at(reading, -1);
    lua_pop(reading->lua, 1);
    return good || table_wrong(reading, &table_value_wrong, where, SLICE("'…'"));
}

static bool take_language(struct table_reading *reading, struct slice where,
                          struct local_text *text, struct slice *any)
{
    lua_State *lua = reading->lua;
    if (lua_type(lua, -2) != LUA_TSTRING || lua_type(lua, -1) != LUA_TSTRING)
        return table_wrong(reading, &table_value_wrong, where, SLICE("{it = '…', en = '…'}"));
    int language = schema_find_language(reading->schema, text_at(reading, -2));
    if (language < 0)
        return table_wrong(reading, &unknown_key, text_at(reading, -2), where,
                           SLICE("site.yaml: languages"));
    text->text[language] = text_at(reading, -1);
    if (!any->len || language == 0)
        *any = text->text[language];
    return true;
}

bool table_take_local(struct table_reading *reading, struct slice where, struct local_text *text)
{
    lua_State *lua = reading->lua;
    struct slice any = {0};
    bool good = true;
    *text = (struct local_text){0};
    if (lua_type(lua, -1) == LUA_TSTRING)
        return table_take_text(reading, where, &text->text[0]);
    if (!lua_istable(lua, -1)) {
        lua_pop(lua, 1);
        return table_wrong(reading, &table_value_wrong, where, SLICE("{it = '…', en = '…'}"));
    }
    for (lua_pushnil(lua); good && lua_next(lua, -2);) {
        good = take_language(reading, where, text, &any);
        lua_pop(lua, good ? 1 : 2);
    }
    lua_pop(lua, 1);
    if (good && !any.len)
        return table_wrong(reading, &table_value_wrong, where, SLICE("{it = '…', en = '…'}"));
    if (!text->text[0].len) /* what has no text of its own takes the first language's */
        text->text[0] = any;
    return good;
}

static struct slice column_names(struct table_reading *reading)
{
    const struct table *table = reading->table;
    struct slice list = SLICE("");
    for (size_t i = 0; i < table->column_count; i++)
        list = arena_concat(reading->arena, list, i ? SLICE(", ") : SLICE(""), table->columns[i].id,
                            (struct slice){0});
    return list;
}

bool table_take_column(struct table_reading *reading, struct slice where, size_t *column)
{
    struct slice id;
    if (!table_take_text(reading, where, &id))
        return false;
    const struct table_column *found = table_find_column(reading->table, id);
    if (!found)
        return table_wrong(reading, &table_no_column, where, id, column_names(reading));
    *column = found->index;
    return true;
}

bool table_take_columns(struct table_reading *reading, struct slice where, size_t *columns,
                        size_t *count, size_t max)
{
    lua_State *lua = reading->lua;
    bool good = true;
    *count = 0;
    if (lua_type(lua, -1) == LUA_TSTRING) {
        *count = 1;
        return table_take_column(reading, where, columns);
    }
    size_t listed = lua_istable(lua, -1) ? (size_t)lua_rawlen(lua, -1) : 0;
    if (!listed || listed > max) {
        lua_pop(lua, 1);
        return table_wrong(reading, &table_value_wrong, where,
                           table_where(reading, "{'COLUMN', …} (1 … %zu)", max));
    }
    for (size_t i = 0; i < listed; i++) {
        lua_rawgeti(lua, -1, (lua_Integer)i + 1);
        good &= table_take_column(reading, where, &columns[i]);
    }
    lua_pop(lua, 1);
    *count = listed;
    return good;
}

#define UNKNOWN_KEYS_MAX 20 /* of one table: told of */

bool table_check_keys(struct table_reading *reading, int index, struct slice where,
                      const char *const *known)
{
    lua_State *lua = reading->lua;
    bool good = true;
    unsigned unknown = 0;
    index = lua_absindex(lua, index);
    for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1)) {
        struct slice key = lua_type(lua, -2) == LUA_TSTRING ? text_at(reading, -2) : SLICE("[…]");
        struct nearest nearest = nearest_start(key);
        struct slice list = SLICE("");
        bool found = false;
        for (size_t i = 0; known[i]; i++) {
            found |= slice_equal_string(key, known[i]);
            nearest_offer(&nearest, slice_from_string(known[i]));
            list = arena_concat(reading->arena, list, i ? SLICE(", ") : SLICE(""),
                                slice_from_string(known[i]), (struct slice){0});
        }
        if (!found && unknown++ == UNKNOWN_KEYS_MAX) {
            lua_pop(lua, 2);
            return false;
        }
        if (!found)
            good = table_wrong(reading, nearest.best.len ? &unknown_key_near : &unknown_key, key,
                               where, nearest.best.len ? nearest.best : list);
    }
    return good;
}

/* One of a list of words; the value on top is popped. */
static bool take_word(struct table_reading *reading, struct slice where, const char *const *words,
                      size_t count, int *chosen)
{
    struct slice text, list = SLICE("");
    if (!table_take_text(reading, where, &text))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_string(text, words[i])) {
            *chosen = (int)i;
            return true;
        }
        if (words[i][0])
            list = arena_concat(reading->arena, list, list.len ? SLICE(", ") : SLICE(""),
                                slice_from_string(words[i]), (struct slice){0});
    }
    return table_wrong(reading, &table_value_wrong, where, list);
}

/* ---- columns ------------------------------------------------------------- */

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
        column->unit = (struct table_unit){.id = SLICE("other")};
        return table_take_local(reading, where, &column->unit.label);
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
        for (size_t j = 0; good && j < count; j++)
            if (!table_type_is_number(reading->table->columns[made_of[j]].type))
                good = table_wrong(reading, &table_value_wrong, key,
                                   SLICE("integer, number, money, percent"));
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
        good &= take_word(reading, table_where(reading, "%.*s.type", SLICE_ARG(where)),
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
        good &= take_word(reading, table_where(reading, "%.*s.role", SLICE_ARG(where)), roles, 4,
                          &chosen);
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
        good &= take_word(reading, table_where(reading, "%.*s.within", SLICE_ARG(where)), within, 2,
                          &chosen);
        column->in_group = chosen == 1;
    }
    return good;
}

static bool read_columns(struct table_reading *reading)
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
    return good;
}

/* ---- the whole ----------------------------------------------------------- */

static const char *const table_keys[] = {
    "name",  "caption", "description", "rows", "columns", "group", "groups", "subtotals", "totals",
    "given", "notes",   "source",      "date", "sort",    "chart", "charts", NULL};

static bool read_rows(struct table_reading *reading)
{
    lua_State *lua = reading->lua;
    static const char *const keys[] = {"csv", "field", NULL};
    if (!table_get(reading, reading->spec, "rows"))
        return true;
    if (lua_isfunction(lua, -1)) {
        reading->rows = ROWS_OF_FUNCTION;
        lua_pop(lua, 1);
        return true;
    }
    if (lua_type(lua, -1) == LUA_TSTRING) {
        reading->rows = ROWS_OF_FIELD;
        return table_take_text(reading, SLICE("rows"), &reading->rows_name);
    }
    bool good = lua_istable(lua, -1) && table_check_keys(reading, -1, SLICE("rows"), keys);
    int index = lua_gettop(lua);
    if (good && table_get(reading, index, "csv")) {
        reading->rows = ROWS_OF_CSV;
        good = table_take_text(reading, SLICE("rows.csv"), &reading->rows_name);
    } else if (good && table_get(reading, index, "field")) {
        reading->rows = ROWS_OF_FIELD;
        good = table_take_text(reading, SLICE("rows.field"), &reading->rows_name);
    } else {
        good = table_wrong(reading, &table_value_wrong, SLICE("rows"),
                           SLICE("'FIELD', {csv = 'FILE.csv'}, function(arguments) … end"));
    }
    lua_settop(lua, index - 1);
    return good;
}

static bool read_sort(struct table_reading *reading)
{
    struct slice name;
    if (!table_get(reading, reading->spec, "sort"))
        return true;
    if (!table_take_text(reading, SLICE("sort"), &name))
        return false;
    reading->table->sort_descending = slice_starts_with(name, SLICE("-"));
    if (reading->table->sort_descending)
        name = slice_after(name, 1);
    const struct table_column *column = table_find_column(reading->table, name);
    if (!column)
        return table_wrong(reading, &table_no_column, SLICE("sort"), name, column_names(reading));
    reading->table->has_sort = true;
    reading->table->sort = column->index;
    return true;
}

static bool read_date(struct table_reading *reading)
{
    struct slice text;
    if (!table_get(reading, reading->spec, "date"))
        return true;
    if (lua_value_to_date(reading->lua, -1, &reading->table->as_of)) {
        lua_pop(reading->lua, 1);
    } else {
        if (!table_take_text(reading, SLICE("date"), &text))
            return false;
        if (date_read(text, reading->schema->locales[0], &reading->table->as_of, NULL) !=
            READING_GOOD)
            return table_wrong(reading, &table_value_wrong, SLICE("date"), SLICE("'2020-03'"));
    }
    reading->table->has_as_of = true;
    return true;
}

bool table_read_declaration(struct table_reading *reading)
{
    struct table *table = reading->table;
    luaL_checkstack(reading->lua, 20, NULL);
    bool good = table_check_keys(reading, reading->spec, SLICE("catalogue.table"), table_keys);
    if (table_get(reading, reading->spec, "caption"))
        good &= table_take_local(reading, SLICE("caption"), &table->caption);
    else
        good = table_wrong(reading, &table_value_missing, SLICE("caption"),
                           SLICE("caption = {it = '…', en = '…'}"));
    if (table_get(reading, reading->spec, "description"))
        good &= table_take_local(reading, SLICE("description"), &table->description);
    if (table_get(reading, reading->spec, "source"))
        good &= table_take_text(reading, SLICE("source"), &table->source);
    good &= read_date(reading);
    good &= read_rows(reading);
    bool has_columns = table_read_notes(reading) && read_columns(reading);
    return has_columns && read_sort(reading) && table_read_below(reading) && good;
}

/* ---- catalogue.table ----------------------------------------------------- */

int catalogue_table(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    const struct hook_run *run = hooks_run_of(lua);
    if (run->is_scan && run->subject->diagnostics) {
        struct table_reading *reading = arena_new(run->subject->arena, struct table_reading);
        *reading = (struct table_reading){
            .lua = lua,
            .arena = run->subject->arena,
            .schema = lua_values_of(lua)->schema,
            .diagnostics = run->subject->diagnostics,
            .span = hooks_span_of_caller(lua),
            .spec = 1,
            .table = table_create(run->subject->arena, SLICE("table"), 0),
        };
        table_read_declaration(reading);
        lua_settop(lua, 1);
    }
    hooks_register(lua, HOOK_TABLE, 1);
    return 0;
}
