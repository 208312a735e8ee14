#include "template/template_problems.h"
#include "template/template_runtime.h"

#include "content/schema.h"
#include "template/template_library.h"
#include "text/nearest.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* Maps with more names than this get an index, once a page. */
#define MAP_WITHOUT_INDEX 12

/* ------------------------------------------------------------------ objects */

/* A class has a few tens of names at the most, and they differ in their first letters. */
static const struct data_attribute *find_attribute(const struct data_class *class,
                                                   struct slice name)
{
    for (size_t i = 0; name.len && i < class->attribute_count; i++)
        if (*class->attributes[i].name == *name.ptr &&
            slice_equal_string(name, class->attributes[i].name))
            return &class->attributes[i];
    return NULL;
}

static bool get_of_object(struct template_runtime *runtime, struct data base, struct slice name,
                          struct data *result)
{
    const struct data_class *class = base.as.object.class;
    const struct data_attribute *attribute = find_attribute(class, name);
    *result = data_none();
    if (attribute) {
        attribute->get(runtime->context, base.as.object.self, result);
        return true;
    }
    return class->find && class->find(runtime->context, base.as.object.self, name, result);
}

/* ------------------------------------------------------------------ maps */

static bool get_of_large_map(struct template_runtime *runtime, struct data base, struct slice name,
                             struct data *result)
{
    lua_State *lua = runtime->lua;
    luaL_checkstack(lua, 8, NULL);
    /* The page's own table of indexes is emptied when the page begins. */
    lua_rawgetp(lua, LUA_REGISTRYINDEX, runtime);
    if (lua_rawgetp(lua, -1, base.as.map.pairs) != LUA_TTABLE) {
        lua_pop(lua, 1);
        lua_createtable(lua, 0, (int)base.as.map.count);
        for (size_t i = base.as.map.count; i-- > 0;) {
            struct slice key = base.as.map.pairs[i].name;
            lua_pushlstring(lua, key.len ? key.ptr : "", key.len);
            lua_pushinteger(lua, (lua_Integer)i);
            lua_rawset(lua, -3);
        }
        lua_pushvalue(lua, -1);
        lua_rawsetp(lua, -3, base.as.map.pairs);
    }
    lua_pushlstring(lua, name.len ? name.ptr : "", name.len);
    bool found = lua_rawget(lua, -2) == LUA_TNUMBER;
    if (found)
        *result = base.as.map.pairs[lua_tointeger(lua, -1)].data;
    lua_pop(lua, 3);
    return found;
}

static bool get_of_map(struct template_runtime *runtime, struct data base, struct slice name,
                       struct data *result)
{
    if (base.as.map.count > MAP_WITHOUT_INDEX)
        return get_of_large_map(runtime, base, name, result);
    for (size_t i = 0; i < base.as.map.count; i++)
        if (slice_equal(base.as.map.pairs[i].name, name)) {
            *result = base.as.map.pairs[i].data;
            return true;
        }
    return false;
}

/* ------------------------------------------------------------------ typed values */

static struct data number_data(struct decimal number)
{
    struct value value = {.kind = VALUE_NUMBER, .as.number = number};
    struct data result;
    data_to_number((struct data){.kind = DATA_VALUE, .as.value = &value}, &result);
    return result;
}

static bool get_of_date(struct date date, struct slice name, struct data *result)
{
    if (slice_equal_string(name, "year"))
        *result = data_integer(date.year);
    else if (slice_equal_string(name, "month"))
        *result = date.month ? data_integer(date.month) : data_none();
    else if (slice_equal_string(name, "day"))
        *result = date.day ? data_integer(date.day) : data_none();
    else
        return false;
    return true;
}

/* budget.amount, avvio.year … and `plain`, what machines read, of all of them. */
static bool get_of_value(struct template_runtime *runtime, const struct value *value,
                         struct slice name, struct data *result)
{
    if (slice_equal_string(name, "plain") || slice_equal_string(name, "iso")) {
        size_t mark = runtime->out->len;
        value_write_plain(runtime->out, value);
        *result = data_text(runtime_take(runtime, mark));
        return true;
    }
    switch (value->kind) {
    case VALUE_MONEY:
        if (slice_equal_string(name, "currency") && value->field) {
            *result = data_text(value->field->currency);
            return true;
        }
        if (!slice_equal_string(name, "amount"))
            return false;
        *result = number_data(value->as.number);
        return true;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        if (!slice_equal_string(name, "number"))
            return false;
        *result = number_data(value->as.number);
        return true;
    case VALUE_DATE:
        return get_of_date(value->as.date, name, result);
    case VALUE_DATETIME:
        return get_of_date(value->as.datetime.date, name, result);
    case VALUE_DURATION:
        if (!slice_equal_string(name, "days"))
            return false;
        *result =
            (struct data){.kind = DATA_NUMBER, .as.number = duration_days(value->as.duration)};
        return true;
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ texts and lists */

static bool get_of_list(struct data base, int64_t index, struct data *result)
{
    int64_t count = (int64_t)base.as.list.count;
    if (index < 0)
        index += count;
    *result = data_none();
    if (index < 0 || index >= count)
        return false;
    *result = base.as.list.items[index];
    return true;
}

static bool get_of_text(struct data base, int64_t index, struct data *result)
{
    *result = data_none();
    if (index < 0)
        index += (int64_t)utf8_count(base.as.text);
    if (index < 0 || (size_t)index >= base.as.text.len)
        return false;
    struct slice rest = slice_after(base.as.text, utf8_prefix(base.as.text, (size_t)index).len);
    *result = data_text(utf8_prefix(rest, 1));
    return rest.len;
}

/* ------------------------------------------------------------------ errors */

static _Noreturn void fail_none(struct template_runtime *runtime, struct slice name)
{
    runtime_fail(runtime, &problem_none_attribute, runtime_subject(runtime), name);
}

static _Noreturn void fail_attribute(struct template_runtime *runtime, struct data base,
                                     struct slice name)
{
    struct nearest nearest = nearest_start(name);
    struct arena *arena = runtime->context->arena;
    if (base.kind == DATA_OBJECT)
        for (size_t i = 0; i < base.as.object.class->attribute_count; i++)
            nearest_offer(&nearest, slice_from_string(base.as.object.class->attributes[i].name));
    struct slice hint[MESSAGE_LANGUAGES] = {{NULL, 0}, {NULL, 0}};
    if (nearest.best.len) {
        hint[0] = arena_format(arena, "did you mean \"%.*s\"? ", SLICE_ARG(nearest.best));
        hint[1] = arena_format(arena, "forse \"%.*s\"? ", SLICE_ARG(nearest.best));
    }
    runtime_fail(runtime, &problem_attribute, data_kind_name(base, MESSAGES_ENGLISH), name, hint[0],
                 hint[1]);
}

static _Noreturn void fail_text_method(struct template_runtime *runtime, struct slice name)
{
    struct slice filter = name;
    if (slice_equal_string(name, "strip"))
        filter = SLICE("trim");
    else if (!library_find(template_filters, name))
        filter = SLICE("FILTER");
    runtime_fail(runtime, &problem_text_method, name, filter);
}

/* ------------------------------------------------------------------ the way in */

bool data_get(struct template_runtime *runtime, struct data base, struct data key, bool soft,
              struct data *result)
{
    *result = data_none();
    bool is_name = key.kind == DATA_TEXT || key.kind == DATA_MARKUP, found = false;
    struct data number;
    bool is_index = !is_name && key.kind != DATA_BOOLEAN && data_to_number(key, &number) &&
                    number.kind == DATA_INTEGER;
    if (base.kind == DATA_OBJECT && is_index)
        base = data_resolve(runtime, base);
    switch (base.kind) {
    case DATA_NONE:
        if (!soft)
            fail_none(runtime, is_name ? key.as.text : data_to_text(runtime, key));
        return false;
    case DATA_MAP:
        return get_of_map(runtime, base, data_to_text(runtime, key), result);
    case DATA_LIST:
        if (is_index)
            return get_of_list(base, number.as.integer, result);
        break;
    case DATA_TEXT:
    case DATA_MARKUP:
        if (is_index)
            return get_of_text(base, number.as.integer, result);
        if (!soft && is_name)
            fail_text_method(runtime, key.as.text);
        return false;
    case DATA_OBJECT:
        found = is_name && get_of_object(runtime, base, key.as.text, result);
        break;
    case DATA_VALUE:
        found = is_name && get_of_value(runtime, base.as.value, key.as.text, result);
        break;
    default:
        break;
    }
    if (!found && !soft)
        fail_attribute(runtime, base, data_to_text(runtime, key));
    return found;
}

struct data data_get_path(struct template_runtime *runtime, struct data base, struct data path)
{
    struct data result = base;
    if (path.kind != DATA_TEXT && path.kind != DATA_MARKUP) {
        data_get(runtime, base, path, true, &result);
        return result;
    }
    struct slice rest = path.as.text, name;
    while (slice_next(&rest, '.', &name)) {
        struct data key = data_text(name);
        /* "0" in a path is a place in a list. */
        if (name.len && name.len < 10 && strspn(name.ptr, "0123456789") >= name.len)
            key = data_integer(strtoll(name.ptr, NULL, 10));
        if (result.kind == DATA_NONE)
            return result;
        data_get(runtime, result, key, false, &result);
    }
    return result;
}

static int get_of_table(lua_State *lua, bool soft)
{
    struct template_runtime *runtime = runtime_of(lua);
    enum runtime_table kind = runtime_table_kind(lua, 1);
    lua_settop(lua, 2);
    struct slice name = data_to_text(runtime, runtime_data(lua, 2));
    lua_pushlstring(lua, name.len ? name.ptr : "", name.len);
    lua_rawget(lua, 1);
    if (!lua_isnil(lua, -1) || kind == TABLE_NAMESPACE || kind == TABLE_LOOP || soft)
        return 1;
    runtime_fail(runtime, &problem_attribute, runtime_kind_name(lua, 1, MESSAGES_ENGLISH), name,
                 (struct slice){0}, (struct slice){0});
}

static int get_any(lua_State *lua, bool soft)
{
    if (lua_type(lua, 1) == LUA_TTABLE)
        return get_of_table(lua, soft);
    struct data result;
    data_get(runtime_of(lua), runtime_data(lua, 1), runtime_data(lua, 2), soft, &result);
    runtime_push(lua, result);
    return 1;
}

int runtime_function_get(lua_State *lua)
{
    return get_any(lua, false);
}

int runtime_function_gets(lua_State *lua)
{
    return get_any(lua, true);
}

int runtime_function_setattr(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    if (lua_type(lua, 1) != LUA_TTABLE || runtime_table_kind(lua, 1) != TABLE_NAMESPACE)
        runtime_fail(runtime, &problem_assignment, runtime_subject(runtime));
    struct slice name = data_to_text(runtime, runtime_data(lua, 2));
    lua_pushlstring(lua, name.len ? name.ptr : "", name.len);
    lua_pushvalue(lua, 3);
    lua_rawset(lua, 1);
    return 0;
}

/* ------------------------------------------------------------------ parts of lists and texts */

static bool optional_integer(lua_State *lua, int index, int64_t *number)
{
    struct data data, value;
    if (lua_isnoneornil(lua, index))
        return false;
    data = runtime_data(lua, index);
    if (!data_to_number(data, &value) || value.kind != DATA_INTEGER)
        runtime_fail(runtime_of(lua), &problem_operand, SLICE("[:]"),
                     data_kind_name(data, MESSAGES_ENGLISH),
                     data_kind_name(data, MESSAGES_ITALIAN));
    *number = value.as.integer;
    return true;
}

static int64_t clamp(int64_t number, int64_t low, int64_t high)
{
    return number < low ? low : number > high ? high : number;
}

/* a[start:stop:step], as Python has it. */
int runtime_function_part(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data base = data_resolve(runtime, runtime_data(lua, 1)), list;
    bool is_text = base.kind == DATA_TEXT || base.kind == DATA_MARKUP;
    if (base.kind == DATA_NONE)
        return 0;
    if ((base.kind != DATA_LIST && !is_text) || !data_to_list(runtime, base, &list))
        runtime_fail(runtime, &problem_operand, SLICE("[:]"),
                     data_kind_name(base, MESSAGES_ENGLISH),
                     data_kind_name(base, MESSAGES_ITALIAN));
    int64_t count = (int64_t)list.as.list.count, start, stop, step;
    if (!optional_integer(lua, 4, &step))
        step = 1;
    if (step == 0)
        runtime_fail(runtime, &problem_division, SLICE("0"));
    step = clamp(step, -count - 1, count + 1);
    int64_t low = step > 0 ? 0 : -1, high = step > 0 ? count : count - 1;
    if (!optional_integer(lua, 2, &start))
        start = step > 0 ? low : high;
    else
        start = clamp(start < 0 ? start + count : start, low, high);
    if (!optional_integer(lua, 3, &stop))
        stop = step > 0 ? high : low;
    else
        stop = clamp(stop < 0 ? stop + count : stop, low, high);
    struct data *items = arena_array(runtime->context->arena, struct data, (size_t)count + 1);
    size_t taken = 0;
    size_t mark = runtime->out->len;
    for (int64_t i = start; step > 0 ? i < stop : i > stop; i += step) {
        if (is_text)
            buffer_add(runtime->out, list.as.list.items[i].as.text);
        else
            items[taken++] = list.as.list.items[i];
    }
    script_charge(lua, (uint64_t)count);
    if (is_text)
        runtime_push(lua, data_text(runtime_take(runtime, mark)));
    else
        runtime_push(lua, data_list(items, taken));
    return 1;
}
