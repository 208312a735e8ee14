#include "template/template_problems.h"
#include "template/template_runtime.h"

#include "content/schema.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char runtime_table_key = 0;

/* ------------------------------------------------------------------ to Lua and back */

/* A light userdata: the page's arena holds what it points to, so that Lua has nothing to
 * allocate, to intern or to collect. */
void runtime_push(lua_State *lua, struct data data)
{
    switch (data.kind) {
    case DATA_NONE:
        lua_pushnil(lua);
        return;
    case DATA_BOOLEAN:
        lua_pushboolean(lua, data.as.boolean);
        return;
    case DATA_INTEGER:
        lua_pushinteger(lua, data.as.integer);
        return;
    case DATA_NUMBER:
        lua_pushnumber(lua, data.as.number);
        return;
    default:
        break;
    }
    if (data.kind == DATA_OBJECT && !data.as.object.self) {
        lua_pushnil(lua);
        return;
    }
    struct template_runtime *runtime = runtime_of(lua);
    runtime_expect(runtime, sizeof data);
    struct data *box = arena_new(runtime->context->arena, struct data);
    *box = data;
    lua_pushlightuserdata(lua, box);
}

void runtime_push_name(lua_State *lua, struct slice name)
{
    lua_pushlstring(lua, name.len ? name.ptr : "", name.len);
}

bool runtime_to_data(lua_State *lua, int index, struct data *data)
{
    size_t length;
    const char *text;
    switch (lua_type(lua, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        *data = data_none();
        return true;
    case LUA_TBOOLEAN:
        *data = data_boolean(lua_toboolean(lua, index));
        return true;
    case LUA_TNUMBER:
        if (lua_isinteger(lua, index))
            *data = data_integer(lua_tointeger(lua, index));
        else
            *data = (struct data){.kind = DATA_NUMBER, .as.number = lua_tonumber(lua, index)};
        return true;
    case LUA_TSTRING:
        text = lua_tolstring(lua, index, &length);
        *data = data_text(slice_from(text, length));
        return true;
    case LUA_TLIGHTUSERDATA:
        *data = *(const struct data *)lua_touserdata(lua, index);
        return true;
    default:
        return false;
    }
}

struct data runtime_data(lua_State *lua, int index)
{
    struct data data;
    if (!runtime_to_data(lua, index, &data))
        runtime_fail(runtime_of(lua), &problem_keep,
                     runtime_kind_name(lua, index, MESSAGES_ENGLISH),
                     runtime_kind_name(lua, index, MESSAGES_ITALIAN));
    return data;
}

enum runtime_table runtime_table_kind(lua_State *lua, int index)
{
    lua_rawgetp(lua, index, &runtime_table_key);
    lua_Integer kind = lua_tointeger(lua, -1);
    lua_pop(lua, 1);
    return (enum runtime_table)kind;
}

/* ------------------------------------------------------------------ names for messages */

struct slice data_kind_name(struct data data, enum message_language language)
{
    static const char *const names[][MESSAGE_LANGUAGES] = {
        [DATA_NONE] = {"none", "none"},
        [DATA_BOOLEAN] = {"true or false", "vero o falso"},
        [DATA_INTEGER] = {"a number", "un numero"},
        [DATA_NUMBER] = {"a number", "un numero"},
        [DATA_TEXT] = {"a text", "un testo"},
        [DATA_MARKUP] = {"HTML", "HTML"},
        [DATA_VALUE] = {"a field's value", "il valore di un campo"},
        [DATA_LIST] = {"a list", "una lista"},
        [DATA_MAP] = {"a map", "una mappa"},
        [DATA_OBJECT] = {"an object", "un oggetto"},
    };
    if (data.kind == DATA_OBJECT)
        return slice_from_string(data.as.object.class->name);
    return slice_from_string(names[data.kind][language]);
}

struct slice runtime_kind_name(lua_State *lua, int index, enum message_language language)
{
    struct data data;
    bool italian = language == MESSAGES_ITALIAN;
    if (runtime_to_data(lua, index, &data))
        return data_kind_name(data, language);
    if (lua_type(lua, index) == LUA_TFUNCTION)
        return italian ? SLICE("una macro") : SLICE("a macro");
    switch (runtime_table_kind(lua, index)) {
    case TABLE_NAMESPACE:
        return italian ? SLICE("un namespace") : SLICE("a namespace");
    case TABLE_MODULE:
        return italian ? SLICE("un modello importato") : SLICE("an imported template");
    case TABLE_CYCLER:
        return italian ? SLICE("un cycler") : SLICE("a cycler");
    default:
        return SLICE("loop");
    }
}

/* ------------------------------------------------------------------ numbers */

bool data_to_number(struct data data, struct data *number)
{
    *number = data;
    switch (data.kind) {
    case DATA_INTEGER:
    case DATA_NUMBER:
        return true;
    case DATA_BOOLEAN:
        *number = data_integer(data.as.boolean);
        return true;
    case DATA_VALUE:
        break;
    default:
        return false;
    }
    const struct value *value = data.as.value;
    if (value->kind != VALUE_NUMBER && value->kind != VALUE_PERCENT && value->kind != VALUE_MONEY)
        return false;
    struct decimal whole;
    if (decimal_rescale(value->as.number, 0, &whole) &&
        decimal_compare(whole, value->as.number) == 0)
        *number = data_integer(whole.units);
    else
        *number =
            (struct data){.kind = DATA_NUMBER, .as.number = decimal_to_double(value->as.number)};
    return true;
}

double data_to_double(struct data number)
{
    return number.kind == DATA_INTEGER ? (double)number.as.integer : number.as.number;
}

/* The shortest digits that read back as the same number; 2.0 keeps its point, as in Python. */
void number_write(struct buffer *out, double number)
{
    char text[40];
    if (isnan(number) || isinf(number)) {
        buffer_add_string(out, isnan(number) ? "nan" : number < 0 ? "-inf" : "inf");
        return;
    }
    double size = fabs(number);
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, number);
        if (strtod(text, NULL) != number)
            continue;
        if (size != 0 && (size >= 1e16 || size < 1e-4)) {
            snprintf(text, sizeof text, "%.*g", digits, number);
        } else {
            int exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
            int places = digits - 1 - exponent;
            snprintf(text, sizeof text, "%.*f", places > 1 ? places : 1, number);
        }
        break;
    }
    buffer_add_string(out, text);
}

/* ------------------------------------------------------------------ text */

struct data data_resolve(struct template_runtime *runtime, struct data data)
{
    if (data.kind != DATA_OBJECT || !data.as.object.class->items)
        return data;
    struct data list = data_none();
    data.as.object.class->items(runtime->context, data.as.object.self, &list);
    return list.kind == DATA_LIST ? list : data_list(NULL, 0);
}

static _Noreturn void fail_print(struct template_runtime *runtime, struct data data)
{
    bool is_list = data.kind == DATA_LIST;
    runtime_fail(runtime, &problem_print, data_kind_name(data, MESSAGES_ENGLISH),
                 data_kind_name(data, MESSAGES_ITALIAN),
                 is_list ? SLICE("use | join(', ') or | tojson") : SLICE("print one of its parts"),
                 is_list ? SLICE("usare | join(', ') o | tojson")
                         : SLICE("stampare una delle sue parti"));
}

void data_write_text(struct template_runtime *runtime, struct buffer *out, struct data data)
{
    const struct data_context *context = runtime->context;
    switch (data.kind) {
    case DATA_NONE:
        return;
    case DATA_BOOLEAN:
        buffer_add_string(out, data.as.boolean ? "true" : "false");
        return;
    case DATA_INTEGER:
        buffer_add_integer(out, data.as.integer);
        return;
    case DATA_NUMBER:
        number_write(out, data.as.number);
        return;
    case DATA_TEXT:
    case DATA_MARKUP:
        buffer_add(out, data.as.text);
        return;
    case DATA_VALUE:
        value_write(out, data.as.value, context->locale, context->language);
        return;
    case DATA_LIST:
    case DATA_MAP:
        fail_print(runtime, data);
    case DATA_OBJECT:
        break;
    }
    if (!data.as.object.class->text)
        fail_print(runtime, data);
    struct data text = data_none();
    data.as.object.class->text(context, data.as.object.self, &text);
    if (text.kind == DATA_OBJECT)
        fail_print(runtime, data);
    data_write_text(runtime, out, text);
}

struct slice runtime_take(struct template_runtime *runtime, size_t mark)
{
    struct slice built = slice_after(buffer_view(runtime->out), mark);
    struct slice text = arena_copy(runtime->context->arena, built);
    buffer_truncate(runtime->out, mark);
    runtime_check_size(runtime);
    return text;
}

struct slice data_to_text(struct template_runtime *runtime, struct data data)
{
    if (data.kind == DATA_TEXT || data.kind == DATA_MARKUP)
        return data.as.text;
    size_t mark = runtime->out->len;
    data_write_text(runtime, runtime->out, data);
    return runtime_take(runtime, mark);
}

/* ------------------------------------------------------------------ truth, equality, order */

bool data_is_true(struct template_runtime *runtime, struct data data)
{
    struct data number;
    switch (data.kind) {
    case DATA_NONE:
        return false;
    case DATA_BOOLEAN:
        return data.as.boolean;
    case DATA_INTEGER:
        return data.as.integer != 0;
    case DATA_NUMBER:
        return data.as.number != 0;
    case DATA_TEXT:
    case DATA_MARKUP:
        return data.as.text.len;
    case DATA_LIST:
        return data.as.list.count;
    case DATA_MAP:
        return data.as.map.count;
    case DATA_OBJECT:
        return !data.as.object.class->items || data_resolve(runtime, data).as.list.count;
    case DATA_VALUE:
        break;
    }
    if (data_to_number(data, &number))
        return data_is_true(runtime, number);
    return !value_is_empty(data.as.value);
}

static bool is_text(struct data data)
{
    return data.kind == DATA_TEXT || data.kind == DATA_MARKUP;
}

/* A date, duration, term …: what a template compares it with is its plain form. */
static struct slice plain_text(struct template_runtime *runtime, struct data data)
{
    if (is_text(data))
        return data.as.text;
    size_t mark = runtime->out->len;
    value_write_plain(runtime->out, data.as.value);
    return runtime_take(runtime, mark);
}

static bool maps_equal(struct template_runtime *runtime, struct data a, struct data b)
{
    for (size_t i = 0; i < a.as.map.count; i++) {
        struct data other;
        if (!data_get(runtime, b, data_text(a.as.map.pairs[i].name), true, &other) ||
            !data_equal(runtime, a.as.map.pairs[i].data, other))
            return false;
    }
    return a.as.map.count == b.as.map.count;
}

bool data_equal(struct template_runtime *runtime, struct data a, struct data b)
{
    struct data x, y;
    if (data_to_number(a, &x) && data_to_number(b, &y)) {
        if (x.kind == DATA_INTEGER && y.kind == DATA_INTEGER)
            return x.as.integer == y.as.integer;
        return data_to_double(x) == data_to_double(y);
    }
    if (is_text(a) && is_text(b))
        return slice_equal(a.as.text, b.as.text);
    if ((a.kind == DATA_VALUE && (is_text(b) || b.kind == DATA_VALUE)) ||
        (is_text(a) && b.kind == DATA_VALUE))
        return slice_equal(plain_text(runtime, a), plain_text(runtime, b));
    a = data_resolve(runtime, a);
    b = data_resolve(runtime, b);
    if (a.kind != b.kind)
        return false;
    script_charge(runtime->lua, 1);
    switch (a.kind) {
    case DATA_NONE:
        return true;
    case DATA_LIST:
        if (a.as.list.count != b.as.list.count)
            return false;
        for (size_t i = 0; i < a.as.list.count; i++)
            if (!data_equal(runtime, a.as.list.items[i], b.as.list.items[i]))
                return false;
        return true;
    case DATA_MAP:
        return maps_equal(runtime, a, b);
    case DATA_OBJECT:
        return a.as.object.self == b.as.object.self && a.as.object.class == b.as.object.class;
    default:
        return false;
    }
}

bool data_compare(struct template_runtime *runtime, struct data a, struct data b, int *order)
{
    struct data x, y;
    if (data_to_number(a, &x) && data_to_number(b, &y)) {
        if (x.kind == DATA_INTEGER && y.kind == DATA_INTEGER)
            *order = (x.as.integer > y.as.integer) - (x.as.integer < y.as.integer);
        else
            *order =
                (data_to_double(x) > data_to_double(y)) - (data_to_double(x) < data_to_double(y));
        return true;
    }
    if (is_text(a) && is_text(b)) {
        *order = slice_compare(a.as.text, b.as.text);
        return true;
    }
    if (a.kind == DATA_VALUE && b.kind == DATA_VALUE) {
        *order = value_compare(a.as.value, b.as.value);
        return true;
    }
    if ((a.kind == DATA_VALUE && is_text(b)) || (is_text(a) && b.kind == DATA_VALUE)) {
        *order = slice_compare(plain_text(runtime, a), plain_text(runtime, b));
        return true;
    }
    a = data_resolve(runtime, a);
    b = data_resolve(runtime, b);
    if (a.kind == DATA_LIST && b.kind == DATA_LIST) {
        size_t count = a.as.list.count < b.as.list.count ? a.as.list.count : b.as.list.count;
        for (size_t i = 0; i < count; i++) {
            script_charge(runtime->lua, 1);
            if (!data_compare(runtime, a.as.list.items[i], b.as.list.items[i], order))
                return false;
            if (*order)
                return true;
        }
        *order = (a.as.list.count > b.as.list.count) - (a.as.list.count < b.as.list.count);
        return true;
    }
    if (a.kind == DATA_OBJECT && b.kind == DATA_OBJECT && a.as.object.class->text &&
        b.as.object.class->text) {
        *order = slice_compare(data_to_text(runtime, a), data_to_text(runtime, b));
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------ lists */

static struct data characters_of(struct template_runtime *runtime, struct slice text)
{
    size_t count = utf8_count(text), index = 0;
    runtime_expect(runtime, count * sizeof(struct data));
    script_charge(runtime->lua, count);
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    struct slice rest = text;
    uint32_t character;
    while (rest.len) {
        struct slice before = rest;
        utf8_next(&rest, &character);
        items[index++] = data_text(slice_sub(before, 0, before.len - rest.len));
    }
    return data_list(items, index);
}

bool data_to_list(struct template_runtime *runtime, struct data data, struct data *list)
{
    data = data_resolve(runtime, data);
    struct data *items;
    switch (data.kind) {
    case DATA_NONE:
        *list = data_list(NULL, 0);
        return true;
    case DATA_LIST:
        *list = data;
        return true;
    case DATA_MAP:
        items = arena_array(runtime->context->arena, struct data, data.as.map.count + 1);
        for (size_t i = 0; i < data.as.map.count; i++)
            items[i] = data_text(data.as.map.pairs[i].name);
        *list = data_list(items, data.as.map.count);
        return true;
    case DATA_TEXT:
    case DATA_MARKUP:
        *list = characters_of(runtime, data.as.text);
        return true;
    default:
        return false;
    }
}
