/* Values of a declaration: texts, words, names of columns, each with what is said where it is not
 * one. */
#include "script/table_parts.h"

#include "text/nearest.h"

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

const struct problem table_no_groups = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: %1 speaks of groups, and the table has none",
     "catalogue.table: %1 parla di gruppi, ma la tabella non ne ha"},
    {"add group = 'COLUMN'", "aggiungi group = 'COLONNA'"}};

static const struct problem no_number = {
    "table-declaration",
    SEVERITY_ERROR,
    {"catalogue.table: %1 names the column \"%2\", which holds no numbers",
     "catalogue.table: %1 nomina la colonna \"%2\", che non contiene numeri"},
    {"name a column of type integer, number, money or percent",
     "indica una colonna di tipo integer, number, money o percent"}};

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

struct slice table_column_names(struct table_reading *reading)
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
        return table_wrong(reading, &table_no_column, where, id, table_column_names(reading));
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

bool table_are_numbers(struct table_reading *reading, struct slice where, const size_t *columns,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct table_column *column = &reading->table->columns[columns[i]];
        if (!table_type_is_number(column->type))
            return table_wrong(reading, &no_number, where, column->id);
    }
    return true;
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
bool table_take_word(struct table_reading *reading, struct slice where, const char *const *words,
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
