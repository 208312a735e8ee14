#include "script/lua_value.h"

#include "text/nearest.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static const char values_key = 0;

/* ------------------------------------------------------------------ the state's own */

static int release_values(lua_State *lua)
{
    struct lua_values *values = lua_touserdata(lua, 1);
    buffer_release(&values->scratch);
    return 0;
}

static const struct lua_class *const classes[] = {
    &lua_money_class, &lua_date_class,  &lua_datetime_class, &lua_duration_class,
    &lua_term_class,  &lua_sheet_class, &lua_record_class};

struct lua_values *lua_values_open(lua_State *lua, const struct schema *schema)
{
    struct lua_values *values = lua_values_of(lua);
    if (values)
        return values;
    values = lua_newuserdatauv(lua, sizeof *values, 0);
    memset(values, 0, sizeof *values);
    values->schema = schema;
    lua_createtable(lua, 0, 1);
    lua_pushcfunction(lua, release_values);
    lua_setfield(lua, -2, "__gc");
    lua_setmetatable(lua, -2);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &values_key);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        lua_class_open(lua, classes[i]);
    return values;
}

struct lua_values *lua_values_of(lua_State *lua)
{
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &values_key);
    struct lua_values *values = lua_touserdata(lua, -1);
    lua_pop(lua, 1);
    return values;
}

void lua_values_enter(struct lua_values *values, const struct edition *edition)
{
    values->edition = edition;
    values->language = edition ? edition->language : 0;
}

void lua_values_push_scratch(lua_State *lua)
{
    struct buffer *scratch = &lua_values_of(lua)->scratch;
    lua_pushlstring(lua, buffer_string(scratch), scratch->len);
    buffer_clear(scratch);
}

/* ------------------------------------------------------------------ classes */

/* "money has no \"amuont\"; it has: amount, currency" */
static int fail_attribute(lua_State *lua, const struct lua_class *class, struct slice name)
{
    luaL_Buffer message;
    luaL_buffinit(lua, &message);
    luaL_addstring(&message, class->name);
    luaL_addstring(&message, " has no \"");
    luaL_addlstring(&message, name.len ? name.ptr : "", name.len < 100 ? name.len : 100);
    luaL_addstring(&message, "\"; it has: ");
    for (size_t i = 0; i < class->attribute_count; i++) {
        luaL_addstring(&message, i ? ", " : "");
        luaL_addstring(&message, class->attributes[i].name);
    }
    for (const luaL_Reg *row = class->methods; row && row->name; row++) {
        luaL_addstring(&message, ", ");
        luaL_addstring(&message, row->name);
    }
    luaL_pushresult(&message);
    return luaL_error(lua, "%s", lua_tostring(lua, -1));
}

/* Upvalues: the class, its table of methods. */
static int class_index(lua_State *lua)
{
    const struct lua_class *class = lua_touserdata(lua, lua_upvalueindex(1));
    const void *self = lua_class_check(lua, 1, class);
    if (lua_type(lua, 2) != LUA_TSTRING)
        return luaL_error(lua, "%s has attributes, no items", class->name);
    struct slice name = {0};
    name.ptr = lua_tolstring(lua, 2, &name.len);
    for (size_t i = 0; i < class->attribute_count; i++)
        if (slice_equal_string(name, class->attributes[i].name)) {
            class->attributes[i].push(lua, self);
            return 1;
        }
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, lua_upvalueindex(2)) != LUA_TNIL)
        return 1;
    if (class->find && class->find(lua, self, name))
        return 1;
    /* What generic code asks of anything. */
    if (slice_equal_string(name, "t") || slice_equal_string(name, "tag")) {
        lua_pushnil(lua);
        return 1;
    }
    return fail_attribute(lua, class, name);
}

static int class_newindex(lua_State *lua)
{
    const struct lua_class *class = lua_touserdata(lua, lua_upvalueindex(1));
    return luaL_error(lua, "%s cannot be changed", class->name);
}

void lua_class_open(lua_State *lua, const struct lua_class *class)
{
    luaL_newmetatable(lua, class->name);
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    if (class->meta)
        luaL_setfuncs(lua, class->meta, 0);
    lua_pushlightuserdata(lua, (void *)class);
    lua_newtable(lua);
    if (class->methods)
        luaL_setfuncs(lua, class->methods, 0);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, -4, "methods");
    lua_pushcclosure(lua, class_index, 2);
    lua_setfield(lua, -2, "__index");
    lua_pushlightuserdata(lua, (void *)class);
    lua_pushcclosure(lua, class_newindex, 1);
    lua_setfield(lua, -2, "__newindex");
    lua_pushcfunction(lua, lua_value_concat);
    lua_setfield(lua, -2, "__concat");
    lua_pop(lua, 1);
}

void *lua_class_new(lua_State *lua, const struct lua_class *class, size_t size)
{
    void *self = lua_newuserdatauv(lua, size, 0);
    memset(self, 0, size);
    luaL_setmetatable(lua, class->name);
    return self;
}

void *lua_class_test(lua_State *lua, int index, const struct lua_class *class)
{
    return lua_type(lua, index) == LUA_TUSERDATA ? luaL_testudata(lua, index, class->name) : NULL;
}

void *lua_class_check(lua_State *lua, int index, const struct lua_class *class)
{
    void *self = lua_class_test(lua, index, class);
    if (!self)
        luaL_typeerror(lua, index, class->name);
    return self;
}

void lua_class_add_method(lua_State *lua, const char *class, const char *name, lua_CFunction method)
{
    luaL_getmetatable(lua, class);
    lua_getfield(lua, -1, "methods");
    lua_pushcfunction(lua, method);
    lua_setfield(lua, -2, name);
    lua_pop(lua, 2);
}

int lua_value_concat(lua_State *lua)
{
    luaL_tolstring(lua, 1, NULL);
    luaL_tolstring(lua, 2, NULL);
    lua_concat(lua, 2);
    return 1;
}

/* ------------------------------------------------------------------ to Lua */

void lua_value_push_slice(lua_State *lua, struct slice text)
{
    lua_pushlstring(lua, text.len ? text.ptr : "", text.len);
}

void lua_value_push_local(lua_State *lua, const struct local_text *text)
{
    struct slice shown = local_text_get(text, lua_values_of(lua)->language);
    if (shown.len)
        lua_value_push_slice(lua, shown);
    else
        lua_pushnil(lua);
}

void lua_value_push_decimal(lua_State *lua, struct decimal number)
{
    if (number.scale == 0)
        lua_pushinteger(lua, number.units);
    else
        lua_pushnumber(lua, decimal_to_double(number));
}

static void push_items(lua_State *lua, const struct value *list)
{
    size_t count = 0;
    lua_value_push_list(lua, list->as.list.count);
    for (size_t i = 0; i < list->as.list.count; i++) {
        luaL_checkstack(lua, 8, "too many values");
        lua_value_push(lua, &list->as.list.items[i]);
        if (lua_isnil(lua, -1)) /* a reference to a draft leaves no hole */
            lua_pop(lua, 1);
        else
            lua_rawseti(lua, -2, (lua_Integer)++count);
    }
}

void lua_value_push(lua_State *lua, const struct value *value)
{
    switch (value ? value->kind : VALUE_NONE) {
    case VALUE_NONE:
        lua_pushnil(lua);
        break;
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        lua_value_push_slice(lua, value->as.text);
        break;
    case VALUE_MARKDOWN:
        lua_value_push_slice(lua, value->as.markdown.source);
        break;
    case VALUE_INTEGER:
        lua_pushinteger(lua, value->as.integer);
        break;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        lua_value_push_decimal(lua, value->as.number);
        break;
    case VALUE_MONEY:
        lua_value_push_money(lua, value->as.number, value->field->currency);
        break;
    case VALUE_DATE:
        lua_value_push_date(lua, value->as.date);
        break;
    case VALUE_DATETIME:
        lua_value_push_datetime(lua, value->as.datetime);
        break;
    case VALUE_DURATION:
        lua_value_push_duration(lua, value->as.duration);
        break;
    case VALUE_BOOLEAN:
        lua_pushboolean(lua, value->as.boolean);
        break;
    case VALUE_TERM:
        lua_value_push_term(lua, value->as.term);
        break;
    case VALUE_REF:
        lua_value_push_sheet(lua, value->as.ref.target);
        break;
    case VALUE_LIST:
        push_items(lua, value);
        break;
    case VALUE_RECORD:
        lua_value_push_record(lua, value);
        break;
    }
}

/* ------------------------------------------------------------------ from Lua */

enum lua_value_kind lua_value_kind(lua_State *lua, int index)
{
    static const enum lua_value_kind kinds[] = {
        LUA_VALUE_MONEY, LUA_VALUE_DATE,  LUA_VALUE_DATETIME, LUA_VALUE_DURATION,
        LUA_VALUE_TERM,  LUA_VALUE_SHEET, LUA_VALUE_RECORD};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (lua_class_test(lua, index, classes[i]))
            return kinds[i];
    return LUA_VALUE_NONE;
}

/* The shortest decimal of at most 15 digits that is nearest to the float. */
static bool decimal_from_float(double number, struct decimal *decimal)
{
    char text[40];
    if (!isfinite(number) || fabs(number) >= 1e15)
        return false;
    double whole = floor(fabs(number));
    int digits = whole >= 1 ? (int)floor(log10(whole)) + 1 : 0;
    int scale = digits < 15 ? 15 - digits : 0;
    snprintf(text, sizeof text, "%.*f", scale > 12 ? 12 : scale, number);
    struct slice written = slice_from_string(text);
    bool is_negative = *text == '-', behind = false;
    *decimal = (struct decimal){0};
    for (size_t i = is_negative; i < written.len; i++) {
        if (text[i] == '.') {
            behind = true;
            continue;
        }
        decimal->units = decimal->units * 10 + (text[i] - '0');
        decimal->scale += behind;
    }
    while (decimal->scale && decimal->units % 10 == 0) {
        decimal->units /= 10;
        decimal->scale--;
    }
    if (is_negative)
        decimal->units = -decimal->units;
    return true;
}

bool lua_value_to_decimal(lua_State *lua, int index, struct decimal *number)
{
    if (lua_type(lua, index) != LUA_TNUMBER)
        return false;
    if (lua_isinteger(lua, index)) {
        *number = decimal_from_integer(lua_tointeger(lua, index));
        return number->units < 1000000000000000000 && number->units > -1000000000000000000;
    }
    return decimal_from_float(lua_tonumber(lua, index), number);
}
