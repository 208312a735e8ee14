#include "template/template_problems.h"
#include "template/template_runtime.h"

#include "text/escape.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

static _Noreturn void fail_operands(lua_State *lua, const char *sign)
{
    runtime_fail(
        runtime_of(lua), &problem_operands, slice_from_string(sign),
        runtime_kind_name(lua, 1, MESSAGES_ENGLISH), runtime_kind_name(lua, 2, MESSAGES_ENGLISH),
        runtime_kind_name(lua, 1, MESSAGES_ITALIAN), runtime_kind_name(lua, 2, MESSAGES_ITALIAN));
}

static bool is_text(struct data data)
{
    return data.kind == DATA_TEXT || data.kind == DATA_MARKUP;
}

/* ------------------------------------------------------------------ arithmetic */

/* Both as numbers; false where one is none. */
static bool two_numbers(lua_State *lua, struct data *a, struct data *b)
{
    struct data x, y;
    return runtime_to_data(lua, 1, &x) && runtime_to_data(lua, 2, &y) && data_to_number(x, a) &&
           data_to_number(y, b);
}

static int push_number(lua_State *lua, double number)
{
    lua_pushnumber(lua, number);
    return 1;
}

static int push_integer(lua_State *lua, int64_t number)
{
    lua_pushinteger(lua, number);
    return 1;
}

/* Text that markup is put together with is escaped; two plain texts stay plain. */
static void join_text(struct template_runtime *runtime, struct data data, bool as_markup)
{
    if (as_markup && data.kind != DATA_MARKUP)
        escape_html(runtime->out, data_to_text(runtime, data));
    else
        data_write_text(runtime, runtime->out, data);
}

static int push_joined(lua_State *lua, int count)
{
    struct template_runtime *runtime = runtime_of(lua);
    size_t mark = runtime->out->len;
    bool as_markup = false;
    for (int i = 1; i <= count; i++)
        as_markup = as_markup || runtime_data(lua, i).kind == DATA_MARKUP;
    for (int i = 1; i <= count; i++)
        join_text(runtime, runtime_data(lua, i), as_markup);
    struct slice text = runtime_take(runtime, mark);
    script_charge(lua, text.len / 16);
    runtime_push(lua, as_markup ? data_markup(text) : data_text(text));
    return 1;
}

static int function_add(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data a, b;
    int64_t sum;
    if (two_numbers(lua, &a, &b)) {
        if (a.kind == DATA_INTEGER && b.kind == DATA_INTEGER &&
            !__builtin_add_overflow(a.as.integer, b.as.integer, &sum))
            return push_integer(lua, sum);
        return push_number(lua, data_to_double(a) + data_to_double(b));
    }
    a = data_resolve(runtime, runtime_data(lua, 1));
    b = data_resolve(runtime, runtime_data(lua, 2));
    if (is_text(a) && is_text(b))
        return push_joined(lua, 2);
    if (a.kind != DATA_LIST || b.kind != DATA_LIST)
        fail_operands(lua, "+");
    size_t count = a.as.list.count + b.as.list.count;
    runtime_expect(runtime, count * sizeof(struct data));
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    if (a.as.list.count)
        memcpy(items, a.as.list.items, a.as.list.count * sizeof *items);
    if (b.as.list.count)
        memcpy(items + a.as.list.count, b.as.list.items, b.as.list.count * sizeof *items);
    script_charge(lua, count);
    runtime_push(lua, data_list(items, count));
    return 1;
}

static int function_subtract(lua_State *lua)
{
    struct data a, b;
    int64_t difference;
    if (!two_numbers(lua, &a, &b))
        fail_operands(lua, "-");
    if (a.kind == DATA_INTEGER && b.kind == DATA_INTEGER &&
        !__builtin_sub_overflow(a.as.integer, b.as.integer, &difference))
        return push_integer(lua, difference);
    return push_number(lua, data_to_double(a) - data_to_double(b));
}

static int push_repeated(lua_State *lua, struct data what, int64_t times)
{
    struct template_runtime *runtime = runtime_of(lua);
    bool text = is_text(what);
    size_t size = text ? what.as.text.len : what.as.list.count * sizeof(struct data);
    if (times < 0 || !size)
        times = 0;
    if (times && size > RUNTIME_MEMORY_MAX / (uint64_t)times)
        runtime_fail(runtime, &problem_memory, (struct slice){0});
    runtime_expect(runtime, size * (size_t)times);
    script_charge(lua, size * (size_t)times / 16);
    if (text) {
        size_t mark = runtime->out->len;
        for (int64_t i = 0; i < times; i++)
            buffer_add(runtime->out, what.as.text);
        what.as.text = runtime_take(runtime, mark);
        runtime_push(lua, what);
        return 1;
    }
    size_t count = what.as.list.count * (size_t)times;
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = what.as.list.items[i % what.as.list.count];
    runtime_push(lua, data_list(items, count));
    return 1;
}

static int function_multiply(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data a, b;
    int64_t product;
    if (two_numbers(lua, &a, &b)) {
        if (a.kind == DATA_INTEGER && b.kind == DATA_INTEGER &&
            !__builtin_mul_overflow(a.as.integer, b.as.integer, &product))
            return push_integer(lua, product);
        return push_number(lua, data_to_double(a) * data_to_double(b));
    }
    a = data_resolve(runtime, runtime_data(lua, 1));
    b = data_resolve(runtime, runtime_data(lua, 2));
    if ((is_text(a) || a.kind == DATA_LIST) && b.kind == DATA_INTEGER)
        return push_repeated(lua, a, b.as.integer);
    if ((is_text(b) || b.kind == DATA_LIST) && a.kind == DATA_INTEGER)
        return push_repeated(lua, b, a.as.integer);
    fail_operands(lua, "*");
}

static void check_divisor(lua_State *lua, struct data divisor)
{
    if (data_to_double(divisor) == 0)
        runtime_fail(runtime_of(lua), &problem_division, (struct slice){0});
}

static int function_divide(lua_State *lua)
{
    struct data a, b;
    if (!two_numbers(lua, &a, &b))
        fail_operands(lua, "/");
    check_divisor(lua, b);
    return push_number(lua, data_to_double(a) / data_to_double(b));
}

/* Rounded down, so that the remainder has the divisor's sign. */
static int function_floor(lua_State *lua)
{
    struct data a, b;
    if (!two_numbers(lua, &a, &b))
        fail_operands(lua, "//");
    check_divisor(lua, b);
    if (a.kind != DATA_INTEGER || b.kind != DATA_INTEGER || b.as.integer == -1) {
        double quotient = floor(data_to_double(a) / data_to_double(b));
        if (a.kind == DATA_INTEGER && b.kind == DATA_INTEGER && fabs(quotient) < 9e18)
            return push_integer(lua, -a.as.integer);
        return push_number(lua, quotient);
    }
    int64_t quotient = a.as.integer / b.as.integer;
    if (a.as.integer % b.as.integer && (a.as.integer < 0) != (b.as.integer < 0))
        quotient--;
    return push_integer(lua, quotient);
}

static int function_modulo(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data a, b;
    if (!two_numbers(lua, &a, &b)) {
        if (!is_text(runtime_data(lua, 1)))
            fail_operands(lua, "%");
        /* "%s" % value */
        lua_settop(lua, 2);
        lua_getfield(lua, lua_upvalueindex(2), "format");
        lua_insert(lua, 1);
        lua_call(lua, 2, 1);
        (void)runtime;
        return 1;
    }
    check_divisor(lua, b);
    if (a.kind == DATA_INTEGER && b.kind == DATA_INTEGER) {
        if (b.as.integer == -1)
            return push_integer(lua, 0);
        int64_t rest = a.as.integer % b.as.integer;
        if (rest && (rest < 0) != (b.as.integer < 0))
            rest += b.as.integer;
        return push_integer(lua, rest);
    }
    double divisor = data_to_double(b), rest = fmod(data_to_double(a), divisor);
    if (rest != 0 && (rest < 0) != (divisor < 0))
        rest += divisor;
    return push_number(lua, rest);
}

static int function_power(lua_State *lua)
{
    struct data a, b;
    if (!two_numbers(lua, &a, &b))
        fail_operands(lua, "**");
    if (a.kind != DATA_INTEGER || b.kind != DATA_INTEGER || b.as.integer < 0)
        return push_number(lua, pow(data_to_double(a), data_to_double(b)));
    int64_t result = 1, base = a.as.integer;
    bool overflow = false;
    for (int64_t exponent = b.as.integer; exponent && !overflow; exponent >>= 1) {
        if (exponent & 1)
            overflow = __builtin_mul_overflow(result, base, &result);
        if (exponent > 1)
            overflow = overflow || __builtin_mul_overflow(base, base, &base);
    }
    if (overflow)
        return push_number(lua, pow(data_to_double(a), data_to_double(b)));
    return push_integer(lua, result);
}

static int push_signed(lua_State *lua, bool negative)
{
    struct data data = runtime_data(lua, 1), number;
    if (!data_to_number(data, &number))
        runtime_fail(runtime_of(lua), &problem_operand, negative ? SLICE("-") : SLICE("+"),
                     data_kind_name(data, MESSAGES_ENGLISH),
                     data_kind_name(data, MESSAGES_ITALIAN));
    if (negative && number.kind == DATA_INTEGER && number.as.integer != INT64_MIN)
        number.as.integer = -number.as.integer;
    else if (negative)
        number = (struct data){.kind = DATA_NUMBER, .as.number = -data_to_double(number)};
    runtime_push(lua, number);
    return 1;
}

static int function_negative(lua_State *lua)
{
    return push_signed(lua, true);
}

static int function_positive(lua_State *lua)
{
    return push_signed(lua, false);
}

/* ------------------------------------------------------------------ comparing */

static int push_boolean(lua_State *lua, bool truth)
{
    lua_pushboolean(lua, truth);
    return 1;
}

static int function_equal(lua_State *lua)
{
    struct data a, b;
    if (lua_rawequal(lua, 1, 2))
        return push_boolean(lua, true);
    if (!runtime_to_data(lua, 1, &a) || !runtime_to_data(lua, 2, &b))
        return push_boolean(lua, false);
    return push_boolean(lua, data_equal(runtime_of(lua), a, b));
}

static int compare(lua_State *lua, const char *sign)
{
    int order;
    if (!data_compare(runtime_of(lua), runtime_data(lua, 1), runtime_data(lua, 2), &order))
        fail_operands(lua, sign);
    return order;
}

static int function_less(lua_State *lua)
{
    return push_boolean(lua, compare(lua, "<") < 0);
}

static int function_less_equal(lua_State *lua)
{
    return push_boolean(lua, compare(lua, "<=") <= 0);
}

/* contains(where, what) */
static int function_contains(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data where = data_resolve(runtime, runtime_data(lua, 1)), what = runtime_data(lua, 2),
                found;
    switch (where.kind) {
    case DATA_NONE:
        return push_boolean(lua, false);
    case DATA_TEXT:
    case DATA_MARKUP:
        script_charge(lua, where.as.text.len / 16);
        return push_boolean(lua, slice_find(where.as.text, data_to_text(runtime, what)) !=
                                     SLICE_NOT_FOUND);
    case DATA_LIST:
        script_charge(lua, where.as.list.count);
        for (size_t i = 0; i < where.as.list.count; i++)
            if (data_equal(runtime, where.as.list.items[i], what))
                return push_boolean(lua, true);
        return push_boolean(lua, false);
    case DATA_MAP:
        return push_boolean(lua, is_text(what) && data_get(runtime, where, what, true, &found));
    case DATA_OBJECT:
        return push_boolean(lua, is_text(what) && data_get(runtime, where, what, true, &found));
    default:
        break;
    }
    lua_settop(lua, 2);
    lua_insert(lua, 1);
    fail_operands(lua, "in");
}

static bool is_true(lua_State *lua, int index)
{
    struct data data;
    switch (lua_type(lua, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return false;
    case LUA_TBOOLEAN:
        return lua_toboolean(lua, index);
    default:
        return !runtime_to_data(lua, index, &data) || data_is_true(runtime_of(lua), data);
    }
}

static int function_truth(lua_State *lua)
{
    return push_boolean(lua, is_true(lua, 1));
}

/* The value where it is true, else false: "either(a) or b". */
static int function_either(lua_State *lua)
{
    if (!is_true(lua, 1))
        return push_boolean(lua, false);
    lua_settop(lua, 1);
    return 1;
}

/* ------------------------------------------------------------------ literals */

static int function_concat(lua_State *lua)
{
    return push_joined(lua, lua_gettop(lua));
}

static int function_list(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    size_t count = (size_t)lua_gettop(lua);
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = runtime_data(lua, (int)i + 1);
    runtime_push(lua, data_list(items, count));
    return 1;
}

static int function_list_join(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int pieces = lua_gettop(lua);
    size_t count = 0;
    for (int i = 1; i <= pieces; i++)
        count += runtime_data(lua, i).as.list.count;
    struct data *items = arena_array(runtime->context->arena, struct data, count + 1);
    count = 0;
    for (int i = 1; i <= pieces; i++) {
        struct data piece = runtime_data(lua, i);
        if (piece.as.list.count)
            memcpy(items + count, piece.as.list.items, piece.as.list.count * sizeof *items);
        count += piece.as.list.count;
    }
    runtime_push(lua, data_list(items, count));
    return 1;
}

/* A later pair of the same name takes the place of the earlier. */
static size_t add_pair(struct data_pair *pairs, size_t count, struct slice name, struct data data)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(pairs[i].name, name)) {
            pairs[i].data = data;
            return count;
        }
    pairs[count] = (struct data_pair){name, data};
    return count + 1;
}

static int function_map(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    int top = lua_gettop(lua);
    struct data_pair *pairs =
        arena_array(runtime->context->arena, struct data_pair, (size_t)top / 2 + 1);
    size_t count = 0;
    for (int i = 1; i < top; i += 2)
        count = add_pair(pairs, count, data_to_text(runtime, runtime_data(lua, i)),
                         runtime_data(lua, i + 1));
    runtime_push(lua, data_map(pairs, count));
    return 1;
}

static int function_map_join(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct map seen = {0};
    struct arena *arena = runtime->context->arena;
    VECTOR(struct data_pair) pairs = {0};
    for (int i = 1; i <= lua_gettop(lua); i++) {
        struct data piece = runtime_data(lua, i);
        for (size_t k = 0; k < piece.as.map.count; k++) {
            const struct data_pair *pair = &piece.as.map.pairs[k];
            const struct map_entry *entry = map_find(&seen, pair->name);
            if (entry) {
                pairs.items[(size_t)(uintptr_t)entry->value].data = pair->data;
                continue;
            }
            map_set(arena, &seen, pair->name, (void *)(uintptr_t)pairs.count);
            vector_push(arena, &pairs, *pair);
        }
    }
    runtime_push(lua, data_map(pairs.items, pairs.count));
    return 1;
}

const struct lua_function runtime_operations[] = {
    {"W", runtime_function_write},
    {"get", runtime_function_get},
    {"gets", runtime_function_gets},
    {"part", runtime_function_part},
    {"setattr", runtime_function_setattr},
    {"add", function_add},
    {"subtract", function_subtract},
    {"multiply", function_multiply},
    {"divide", function_divide},
    {"floor", function_floor},
    {"modulo", function_modulo},
    {"power", function_power},
    {"negative", function_negative},
    {"positive", function_positive},
    {"equal", function_equal},
    {"less", function_less},
    {"less_equal", function_less_equal},
    {"contains", function_contains},
    {"truth", function_truth},
    {"either", function_either},
    {"concat", function_concat},
    {"concat_join", function_concat},
    {"list", function_list},
    {"list_join", function_list_join},
    {"map", function_map},
    {"map_join", function_map_join},
    {NULL, NULL},
};
