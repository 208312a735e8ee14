/* Amounts of money: decimals with a currency. */
#include "script/lua_value.h"

#include <lauxlib.h>
#include <string.h>

/* What a division leaves behind the comma, before it becomes a field's value. */
#define SCALE_OF_QUOTIENT 6u

struct money {
    struct decimal amount;
    char currency[4];
};

static struct money check_money(lua_State *lua, int index)
{
    return *(struct money *)lua_class_check(lua, index, &lua_money_class);
}

static struct slice currency_of(const struct money *money)
{
    return slice_from_string(money->currency);
}

void lua_value_push_money(lua_State *lua, struct decimal amount, struct slice currency)
{
    struct money *money = lua_class_new(lua, &lua_money_class, sizeof *money);
    money->amount = amount;
    memcpy(money->currency, currency.ptr, currency.len < 3 ? currency.len : 3);
}

bool lua_value_to_money(lua_State *lua, int index, struct decimal *amount, struct slice *currency)
{
    const struct money *money = lua_class_test(lua, index, &lua_money_class);
    if (!money)
        return false;
    *amount = money->amount;
    *currency = currency_of(money); /* as long as the object lives */
    return true;
}

void lua_money_write_plain(struct buffer *out, const void *self)
{
    const struct money *money = self;
    struct decimal amount = money->amount;
    decimal_rescale(amount, currency_digits(currency_of(money)), &amount);
    decimal_write_plain(out, amount);
}

static void push_amount(lua_State *lua, const void *self)
{
    lua_value_push_decimal(lua, ((const struct money *)self)->amount);
}

static void push_currency(lua_State *lua, const void *self)
{
    lua_pushstring(lua, ((const struct money *)self)->currency);
}

static void expect_same_currency(lua_State *lua, const struct money *a, const struct money *b)
{
    if (strcmp(a->currency, b->currency) != 0)
        luaL_error(lua, "amounts in %s and in %s do not go together", a->currency, b->currency);
}

static int add_or_subtract(lua_State *lua, int sign)
{
    struct money a = check_money(lua, 1), b = check_money(lua, 2);
    expect_same_currency(lua, &a, &b);
    struct decimal sum;
    if (!(sign > 0 ? decimal_add : decimal_subtract)(a.amount, b.amount, &sum))
        return luaL_error(lua, "this amount is too large");
    lua_value_push_money(lua, sum, currency_of(&a));
    return 1;
}

static int money_add(lua_State *lua)
{
    return add_or_subtract(lua, 1);
}

static int money_subtract(lua_State *lua)
{
    return add_or_subtract(lua, -1);
}

static int money_negate(lua_State *lua)
{
    struct money money = check_money(lua, 1);
    money.amount.units = -money.amount.units;
    lua_value_push_money(lua, money.amount, currency_of(&money));
    return 1;
}

static struct decimal check_number(lua_State *lua, int index)
{
    struct decimal number;
    luaL_checknumber(lua, index);
    luaL_argcheck(lua, lua_value_to_decimal(lua, index, &number), index,
                  "a number with fewer digits is wanted");
    return number;
}

static int money_multiply(lua_State *lua)
{
    int money_at = lua_isnumber(lua, 1) ? 2 : 1, number_at = 3 - money_at;
    struct money money = check_money(lua, money_at);
    if (lua_class_test(lua, number_at, &lua_money_class))
        return luaL_error(lua, "an amount of money times another means nothing");
    if (!decimal_multiply(money.amount, check_number(lua, number_at), &money.amount))
        return luaL_error(lua, "this amount is too large");
    lua_value_push_money(lua, money.amount, currency_of(&money));
    return 1;
}

static int money_divide(lua_State *lua)
{
    struct money money = check_money(lua, 1);
    const struct money *other = lua_class_test(lua, 2, &lua_money_class);
    if (other) {
        expect_same_currency(lua, &money, other);
        if (other->amount.units == 0)
            return luaL_error(lua, "a division by no money at all");
        lua_pushnumber(lua, decimal_to_double(money.amount) / decimal_to_double(other->amount));
        return 1;
    }
    struct decimal number = check_number(lua, 2);
    if (number.units == 0)
        return luaL_error(lua, LUA_VALUE_DIVISION_BY_ZERO);
    if (!decimal_divide(money.amount, number, SCALE_OF_QUOTIENT, &money.amount))
        return luaL_error(lua, "this amount is too large");
    lua_value_push_money(lua, decimal_trim(money.amount), currency_of(&money));
    return 1;
}

static int money_equal(lua_State *lua)
{
    const struct money *a = lua_class_test(lua, 1, &lua_money_class);
    const struct money *b = lua_class_test(lua, 2, &lua_money_class);
    lua_pushboolean(lua, a && b && strcmp(a->currency, b->currency) == 0 &&
                             decimal_compare(a->amount, b->amount) == 0);
    return 1;
}

static int compare(lua_State *lua)
{
    struct money a = check_money(lua, 1), b = check_money(lua, 2);
    expect_same_currency(lua, &a, &b);
    return decimal_compare(a.amount, b.amount);
}

static int money_less(lua_State *lua)
{
    lua_pushboolean(lua, compare(lua) < 0);
    return 1;
}

static int money_less_or_equal(lua_State *lua)
{
    lua_pushboolean(lua, compare(lua) <= 0);
    return 1;
}

static int money_tostring(lua_State *lua)
{
    struct money money = check_money(lua, 1);
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    money_write(&values->scratch, money.amount, currency_of(&money), false,
                values->schema->locales[values->language]);
    lua_values_push_scratch(lua);
    return 1;
}

/* money:round() to whole units, money:round(2) */
static int money_round(lua_State *lua)
{
    struct money money = check_money(lua, 1);
    lua_Integer digits = luaL_optinteger(lua, 2, 0);
    luaL_argcheck(lua, digits >= 0 && digits <= 6, 2, "0 to 6 digits");
    if (!decimal_rescale(money.amount, (unsigned)digits, &money.amount))
        return luaL_error(lua, "this amount is too large");
    lua_value_push_money(lua, money.amount, currency_of(&money));
    return 1;
}

static const struct lua_attribute_row attributes[] = {{"amount", push_amount},
                                                      {"currency", push_currency}};
static const luaL_Reg methods[] = {{"round", money_round}, {NULL, NULL}};
static const luaL_Reg meta[] = {{"__add", money_add},           {"__sub", money_subtract},
                                {"__mul", money_multiply},      {"__div", money_divide},
                                {"__unm", money_negate},        {"__eq", money_equal},
                                {"__lt", money_less},           {"__le", money_less_or_equal},
                                {"__tostring", money_tostring}, {NULL, NULL}};
const struct lua_class lua_money_class = {"money", attributes, 2, methods, meta, NULL};

int lua_money_make(lua_State *lua)
{
    struct decimal amount;
    size_t length;
    const char *currency = luaL_optlstring(lua, 2, "EUR", &length);
    luaL_argcheck(lua, lua_value_to_decimal(lua, 1, &amount), 1, "an amount is a number");
    luaL_argcheck(lua, currency_is_known(slice_from(currency, length)), 2,
                  "a currency is a code of three letters: EUR");
    lua_value_push_money(lua, amount, slice_from(currency, length));
    return 1;
}
