#include "text/number.h"

#include "text/number_parts.h"

const int64_t number_powers[DECIMAL_DIGITS_MAX + 1] = {1,
                                                       10,
                                                       100,
                                                       1000,
                                                       10000,
                                                       100000,
                                                       1000000,
                                                       10000000,
                                                       100000000,
                                                       1000000000,
                                                       10000000000,
                                                       100000000000,
                                                       1000000000000,
                                                       10000000000000,
                                                       100000000000000,
                                                       1000000000000000,
                                                       10000000000000000,
                                                       100000000000000000,
                                                       1000000000000000000};

/* ---- arithmetic --------------------------------------------------------- */

int decimal_compare(struct decimal a, struct decimal b)
{
    int64_t a_whole = a.units / number_powers[a.scale], b_whole = b.units / number_powers[b.scale];
    if (a_whole != b_whole)
        return a_whole < b_whole ? -1 : 1;
    int64_t a_rest = a.units % number_powers[a.scale] * number_powers[DECIMAL_DIGITS_MAX - a.scale];
    int64_t b_rest = b.units % number_powers[b.scale] * number_powers[DECIMAL_DIGITS_MAX - b.scale];
    return (a_rest > b_rest) - (a_rest < b_rest);
}

struct decimal decimal_from_integer(int64_t number)
{
    return (struct decimal){number, 0};
}

bool decimal_rescale(struct decimal number, unsigned scale, struct decimal *result)
{
    if (scale > DECIMAL_DIGITS_MAX)
        return false;
    int64_t units = number.units;
    if (scale >= number.scale) {
        if (__builtin_mul_overflow(units, number_powers[scale - number.scale], &units))
            return false;
    } else {
        int64_t power = number_powers[number.scale - scale], rest = units % power;
        units /= power;
        if ((rest < 0 ? -rest : rest) >= power - power / 2)
            units += rest < 0 ? -1 : 1;
    }
    *result = (struct decimal){units, scale};
    return true;
}

double decimal_to_double(struct decimal number)
{
    return (double)number.units / (double)number_powers[number.scale];
}

/* ---- writing ------------------------------------------------------------ */

struct format {
    struct slice decimal, group;
    unsigned group_minimum, group_further;
};

/* Whether a separator stands before the digit that `left` digits follow, itself among them. */
static bool begins_group(unsigned left, const struct format *format)
{
    return left >= 3 && (left - 3) % format->group_further == 0;
}

static void write_unsigned(struct buffer *out, struct decimal number, const struct format *format)
{
    char digits[24];
    uint64_t units = number.units < 0 ? -(uint64_t)number.units : (uint64_t)number.units;
    unsigned count = 0;
    while (units || count <= number.scale) { /* from the last; at least one before the point */
        digits[count++] = (char)('0' + units % 10);
        units /= 10;
    }
    unsigned whole = count - number.scale;
    bool grouped = format->group.len && whole >= 3 + format->group_minimum;
    for (unsigned left = whole; left > 0; left--) {
        if (grouped && left < whole && begins_group(left, format))
            buffer_add(out, format->group);
        buffer_add_byte(out, digits[number.scale + left - 1]);
    }
    if (number.scale)
        buffer_add(out, format->decimal);
    for (unsigned left = number.scale; left > 0; left--)
        buffer_add_byte(out, digits[left - 1]);
}

void number_write_unsigned(struct buffer *out, struct decimal number, const struct locale *locale)
{
    struct format format = {locale->decimal, locale->group, locale->group_minimum,
                            locale->group_further};
    write_unsigned(out, number, &format);
}

void number_write_sign(struct buffer *out, struct decimal number)
{
    if (number.units < 0)
        buffer_add_byte(out, '-');
}

void decimal_write_plain(struct buffer *out, struct decimal number)
{
    struct format format = {SLICE_INIT("."), {NULL, 0}, 0, 3};
    number_write_sign(out, number);
    write_unsigned(out, number, &format);
}

void decimal_write(struct buffer *out, struct decimal number, const struct locale *locale)
{
    number_write_sign(out, number);
    number_write_unsigned(out, number, locale);
}

void percent_write(struct buffer *out, struct decimal number, const struct locale *locale)
{
    number_write_sign(out, number);
    buffer_add(out, locale->percent_prefix);
    number_write_unsigned(out, number, locale);
    buffer_add(out, locale->percent_suffix);
}
