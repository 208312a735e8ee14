/*
 * lua_value.h - typed values in Lua, and back.
 *
 * What a script gets for a value, by the type of its field:
 *
 *     text, markdown (its source), url, email, file    string
 *     boolean                                          boolean
 *     integer                                          integer
 *     number, percent                                  integer where it is written without decimals,
 *                                                      else a float: 12.5 for "12,5 %"
 *     money      money     amount (a number) currency; + - with its like, * / by a number,
 *                          money / money is a number; kept in decimals, never in binary
 *     date       date      year month day (nil: not known) iso; date - date is a number of days;
 *                          date + duration, date - duration, < and ==;
 *                          date:months_since(OTHER), whole months
 *     datetime   datetime  date hour minute second iso; < and ==
 *     duration   duration  months days (the whole of it, a number) years iso; + - with its like,
 *                          * / by a number, duration / duration is a number, < and ==
 *     term       term      id label code description vocabulary parent depth children ancestors,
 *                          term:label_in(LANGUAGE), term:is(ID) (it or one above it)
 *     ref        sheet     of a sheet that has a page; else nil
 *     list       table     a fresh one, in order, with map filter find includes join
 *     record     record    by the id of its field
 *
 * A value that a sheet does not give is nil. All but lists are userdata that nothing can change;
 * tostring and .. give what a reader sees, in the language of the sheet at hand. An attribute that
 * there is not is an error that names those there are.
 *
 * A float keeps 15 digits: a decimal of more loses the rest on its way through Lua. An amount of
 * money keeps them all, until it is multiplied or divided by a float.
 *
 *     struct lua_values *values = lua_values_open(lua, schema);
 *     values->catalogue = catalogue;
 *     lua_values_enter(values, edition);            // the sheet at hand, its language
 *     lua_value_push(lua, &edition->values[i]);
 *
 * All functions that take a lua_State may raise, unless said otherwise: call them where errors are
 * caught.
 */
#ifndef SCHEDARIO_SCRIPT_LUA_VALUE_H
#define SCHEDARIO_SCRIPT_LUA_VALUE_H

#include "content/yaml.h"
#include "model/catalogue.h"

#include <lua.h>

/* What dividing by zero raises: whoever computes a figure can tell it from a mistake. */
#define LUA_VALUE_DIVISION_BY_ZERO "a division by zero"

/* What values of one state have in common. Lives as long as the state. */
struct lua_values {
    const struct schema *schema;
    const struct catalogue *catalogue; /* NULL: nothing is gathered yet */
    const struct edition *edition;     /* the sheet at hand; NULL: none */
    unsigned language;                 /* that texts are shown in */
    bool is_computing;     /* computed fields of other sheets are not there: asking is an error */
    void *checking;        /* catalogue_check.c's, while a check runs; else NULL */
    struct buffer scratch; /* for one step, never across something that may raise */
};

/* Once a state, before any chunk runs; gives the same again afterwards. Raises for want of memory
 * alone. */
struct lua_values *lua_values_open(lua_State *lua, const struct schema *schema);
/* Of a state that was opened. */
struct lua_values *lua_values_of(lua_State *lua);
/* The sheet at hand and its language; NULL: none, and the site's first language. */
void lua_values_enter(struct lua_values *values, const struct edition *edition);

/* ---- to Lua ------------------------------------------------------------- */

/* NULL and VALUE_NONE are nil. */
void lua_value_push(lua_State *lua, const struct value *value);
void lua_value_push_decimal(lua_State *lua, struct decimal number);
void lua_value_push_money(lua_State *lua, struct decimal amount, struct slice currency);
void lua_value_push_date(lua_State *lua, struct date date);
void lua_value_push_duration(lua_State *lua, struct duration duration);
void lua_value_push_term(lua_State *lua, const struct term *term);
/* In the edition of the language at hand. */
void lua_value_push_sheet(lua_State *lua, const struct sheet *sheet);
void lua_value_push_edition(lua_State *lua, const struct edition *edition);
void lua_value_push_slice(lua_State *lua, struct slice text);
/* A text by language: the one at hand. nil where it is empty. */
void lua_value_push_local(lua_State *lua, const struct local_text *text);
/* A table with a list's methods, empty; items are set by lua_rawseti. */
void lua_value_push_list(lua_State *lua, size_t expected);

/* ---- from Lua; none of these raises ----------------------------------------- */

enum lua_value_kind {
    LUA_VALUE_NONE, /* nil, or nothing of these */
    LUA_VALUE_MONEY,
    LUA_VALUE_DATE,
    LUA_VALUE_DATETIME,
    LUA_VALUE_DURATION,
    LUA_VALUE_TERM,
    LUA_VALUE_SHEET,
    LUA_VALUE_RECORD,
};
enum lua_value_kind lua_value_kind(lua_State *lua, int index);
bool lua_value_to_money(lua_State *lua, int index, struct decimal *amount, struct slice *currency);
bool lua_value_to_date(lua_State *lua, int index, struct date *date);
bool lua_value_to_duration(lua_State *lua, int index, struct duration *duration);
const struct term *lua_value_to_term(lua_State *lua, int index);
const struct edition *lua_value_to_edition(lua_State *lua, int index);
/* A number as a decimal of at most 15 digits. False for what is no number, NaN, and what is too
 * large. */
bool lua_value_to_decimal(lua_State *lua, int index, struct decimal *number);

/* The Lua value as YAML nodes at one place: tables are sequences (keys 1 to n) or mappings (texts;
 * sorted by bytes), typed values their plain form. NULL, and *problem says why (in English), for
 * functions, strange keys, and what is deeper than 16 levels, larger than 20,000 nodes or
 * longer than 4 MB of text. */
struct yaml_node *lua_value_to_yaml(lua_State *lua, int index, struct arena *arena,
                                    struct span span, const char **problem);
/* A value of a field's type, checked as if a sheet gave it: what is wrong is reported at `span`.
 * nil gives VALUE_NONE. */
bool lua_value_read(lua_State *lua, int index, const struct field *field, struct arena *arena,
                    unsigned language, struct span span, struct value *value,
                    struct diagnostics *diagnostics);

/* ---- for the rooms lua_value*.c, and those that give sheets more methods ---- */

/* An attribute of an object: pushes one value. */
typedef void lua_attribute(lua_State *lua, const void *self);
struct lua_attribute_row {
    const char *name;
    lua_attribute *push;
};
struct lua_class {
    const char *name; /* of the metatable and in messages */
    const struct lua_attribute_row *attributes;
    size_t attribute_count;
    const struct luaL_Reg *methods; /* may be NULL */
    const struct luaL_Reg *meta;    /* __tostring, __eq … */
    /* Other names; false: there is no such name. May be NULL. */
    bool (*find)(lua_State *lua, const void *self, struct slice name);
};
void lua_class_open(lua_State *lua, const struct lua_class *class);
/* New, zeroed, on the stack. */
void *lua_class_new(lua_State *lua, const struct lua_class *class, size_t size);
/* NULL where it is nothing of the class. Does not raise. */
void *lua_class_test(lua_State *lua, int index, const struct lua_class *class);
void *lua_class_check(lua_State *lua, int index, const struct lua_class *class);
/* A method more for every object of a class ("sheet"), in this state. */
void lua_class_add_method(lua_State *lua, const char *class, const char *name,
                          lua_CFunction method);
/* What is in the scratch buffer becomes a string; empties it. */
void lua_values_push_scratch(lua_State *lua);
/* tostring() of whatever is there, joined: for __concat. */
int lua_value_concat(lua_State *lua);

extern const struct lua_class lua_money_class, lua_date_class, lua_datetime_class,
    lua_duration_class, lua_term_class, lua_sheet_class, lua_record_class;
/* How each room shows its objects' values in plain form. */
void lua_money_write_plain(struct buffer *out, const void *self);
void lua_date_write_plain(struct buffer *out, const void *self);
void lua_datetime_write_plain(struct buffer *out, const void *self);
void lua_duration_write_plain(struct buffer *out, const void *self);
const struct value *lua_record_value(const void *self);
void lua_value_push_datetime(lua_State *lua, struct datetime time);
void lua_value_push_record(lua_State *lua, const struct value *record);
/* catalogue.money(amount, currency), .date(text or year, month, day), .duration(text or table) */
int lua_money_make(lua_State *lua);
int lua_date_make(lua_State *lua);
int lua_duration_make(lua_State *lua);

#endif
