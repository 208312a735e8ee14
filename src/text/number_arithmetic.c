/* Sums, products and quotients of decimals, in twice the width. */
#include "text/number_parts.h"

__extension__ typedef __int128 wide_integer;

/* The largest number of DECIMAL_DIGITS_MAX digits. */
#define UNITS_MAX INT64_C(999999999999999999)

static bool fits(wide_integer units)
{
    return units <= UNITS_MAX && units >= -UNITS_MAX;
}

static wide_integer magnitude(wide_integer units)
{
    return units < 0 ? -units : units;
}

/* Rounded half away from zero. */
static wide_integer divide_rounded(wide_integer dividend, wide_integer divisor)
{
    wide_integer quotient = dividend / divisor, rest = magnitude(dividend % divisor);
    if (rest >= magnitude(divisor) - rest)
        quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
    return quotient;
}

static bool add_units(struct decimal a, wide_integer b_units, unsigned b_scale,
                      struct decimal *result)
{
    unsigned scale = a.scale > b_scale ? a.scale : b_scale;
    wide_integer sum = (wide_integer)a.units * number_powers[scale - a.scale] +
                       b_units * number_powers[scale - b_scale];
    if (!fits(sum))
        return false;
    *result = (struct decimal){(int64_t)sum, scale};
    return true;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *result)
{
    return add_units(a, b.units, b.scale, result);
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *result)
{
    return add_units(a, -(wide_integer)b.units, b.scale, result);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *result)
{
    wide_integer product = (wide_integer)a.units * b.units;
    unsigned scale = a.scale + b.scale, dropped = 0;
    wide_integer power = 1;
    while (dropped < scale &&
           (scale - dropped > DECIMAL_DIGITS_MAX || !fits(divide_rounded(product, power)))) {
        dropped++;
        power *= 10;
    }
    product = divide_rounded(product, power);
    if (!fits(product))
        return false;
    *result = (struct decimal){(int64_t)product, scale - dropped};
    return true;
}

bool decimal_divide(struct decimal a, struct decimal b, unsigned scale, struct decimal *result)
{
    if (b.units == 0 || scale > DECIMAL_DIGITS_MAX)
        return false;
    wide_integer dividend = a.units, divisor = b.units;
    for (unsigned i = scale + b.scale; i > a.scale; i--)
        if (__builtin_mul_overflow(dividend, (wide_integer)10, &dividend))
            return false;
    for (unsigned i = scale + b.scale; i < a.scale; i++)
        if (__builtin_mul_overflow(divisor, (wide_integer)10, &divisor))
            return false;
    wide_integer quotient = divide_rounded(dividend, divisor);
    if (!fits(quotient))
        return false;
    *result = (struct decimal){(int64_t)quotient, scale};
    return true;
}

struct decimal decimal_trim(struct decimal number)
{
    while (number.scale > 0 && number.units % 10 == 0) {
        number.units /= 10;
        number.scale--;
    }
    return number;
}
