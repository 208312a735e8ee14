/* Reading of numbers and percentages (number.h). */
#include "text/number_parts.h"
#include "text/utf8.h"

#include <stdio.h>

/* Far more than the digits that fit, so that what is too large is told from what is no number. */
#define PARTS_MAX 32

/* The grammar; a sign may lead:
 *
 *     number = part *( separator part )
 *     part = 1*DIGIT
 *     separator = "." / "," / space / apostrophe
 */
struct written {
    bool negative;
    struct slice parts[PARTS_MAX];
    char separators[PARTS_MAX]; /* before parts[i + 1]: . , space ' */
    size_t count;
};

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* A space, also one that does not break, narrow or not. */
static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

struct slice number_trim(struct slice s)
{
    static const struct slice spaces[] = {SLICE_INIT("\xC2\xA0"), SLICE_INIT("\xE2\x80\xAF"),
                                          SLICE_INIT("\xE2\x80\x89")};
    for (bool again = true; again;) {
        again = false;
        s = slice_trim(s);
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
            size_t len = spaces[i].len;
            if (slice_starts_with(s, spaces[i])) {
                s = slice_after(s, len);
                again = true;
            } else if (slice_ends_with(s, spaces[i])) {
                s.len -= len;
                again = true;
            }
        }
    }
    return s;
}

bool number_take_sign(struct slice *rest, bool *negative)
{
    static const struct slice minus = SLICE_INIT("\xE2\x88\x92"); /* U+2212 */
    size_t len = 0;
    if (rest->len && (*rest->ptr == '-' || *rest->ptr == '+'))
        len = 1;
    else if (slice_starts_with(*rest, minus))
        len = minus.len;
    if (len)
        *negative = *rest->ptr != '+';
    *rest = slice_after(*rest, len);
    return len > 0;
}

static bool take_separator(struct slice *rest, char *separator)
{
    uint32_t c;
    if (!utf8_next(rest, &c))
        return false;
    if (c == '.' || c == ',')
        *separator = (char)c;
    else if (is_space(c))
        *separator = ' ';
    else if (utf8_is_apostrophe(c))
        *separator = '\'';
    else
        return false;
    return true;
}

static enum reading read_parts(struct slice rest, struct written *written)
{
    while (written->count < PARTS_MAX) {
        size_t len = 0;
        while (len < rest.len && is_digit(rest.ptr[len]))
            len++;
        if (!len)
            return READING_WRONG;
        written->parts[written->count++] = slice_sub(rest, 0, len);
        rest = slice_after(rest, len);
        if (!rest.len)
            return READING_GOOD;
        if (!take_separator(&rest, &written->separators[written->count - 1]))
            return READING_WRONG;
    }
    return READING_TOO_LARGE;
}

/* Whether the first `count` parts are groups: one to three digits, then three each. */
static bool are_groups(const struct written *written, size_t count)
{
    const struct slice *parts = written->parts;
    for (size_t i = 1; i < count; i++)
        if (parts[i].len != 3 || written->separators[i - 1] != written->separators[0])
            return false;
    return count == 1 || (parts[0].len <= 3 && parts[0].ptr[0] != '0');
}

/* How many of the parts are the integer: all, or all but the last. */
static enum reading count_integer_parts(const struct written *written, const struct locale *locale,
                                        enum thousands thousands, size_t *integer_parts)
{
    size_t count = written->count;
    *integer_parts = count;
    if (count == 1)
        return READING_GOOD;
    char last = written->separators[count - 2];
    bool is_mark = last == '.' || last == ',';
    if (count > 2 || !is_mark) {
        if (are_groups(written, count))
            return READING_GOOD;
        *integer_parts = count - 1;
        bool differs = count > 2 && is_mark && last != written->separators[0];
        return differs && are_groups(written, count - 1) ? READING_GOOD : READING_WRONG;
    }
    /* One point or comma. */
    bool own_group = locale->group.len == 1 && last == locale->group.ptr[0];
    bool own_decimal = locale->decimal.len == 1 && last == locale->decimal.ptr[0];
    if (!are_groups(written, count)) {
        *integer_parts = 1;
        return READING_GOOD;
    }
    if (thousands == THOUSANDS_ONLY)
        return own_group ? READING_GOOD : READING_AMBIGUOUS;
    if (own_group)
        return last == '.' ? READING_AMBIGUOUS : READING_GOOD;
    *integer_parts = 1;
    return last == '.' || own_decimal ? READING_GOOD : READING_AMBIGUOUS;
}

static enum reading combine(const struct written *written, size_t integer_parts,
                            struct decimal *number)
{
    struct decimal result = {0, 0};
    size_t digits = 0;
    for (size_t i = 0; i < written->count; i++) {
        struct slice part = written->parts[i];
        bool decimals = i >= integer_parts;
        for (size_t d = 0; d < part.len; d++) {
            if (result.units || decimals || part.ptr[d] != '0')
                digits++;
            if (digits > DECIMAL_DIGITS_MAX)
                return READING_TOO_LARGE;
            result.units = result.units * 10 + (part.ptr[d] - '0');
        }
        if (decimals)
            result.scale = (unsigned)part.len;
    }
    if (written->negative)
        result.units = -result.units;
    *number = result;
    return READING_GOOD;
}

/* Both readings of two parts: all digits together, and with the decimal mark between them.
 * There are six digits and a sign at the most. */
static void show_readings(const struct written *written, const struct locale *locale,
                          struct readings *readings)
{
    const char *sign = written->negative ? "-" : "";
    struct slice whole = written->parts[0], decimals = written->parts[1];
    snprintf(readings->text[0], sizeof readings->text[0], "%s%.*s%.*s", sign, SLICE_ARG(whole),
             SLICE_ARG(decimals));
    snprintf(readings->text[1], sizeof readings->text[1], "%s%.*s%.*s%.*s", sign, SLICE_ARG(whole),
             SLICE_ARG(locale->decimal), SLICE_ARG(decimals));
}

enum reading number_read_unsigned(struct slice text, bool negative, const struct locale *locale,
                                  enum thousands thousands, struct decimal *number,
                                  struct readings *readings)
{
    struct written written = {.negative = negative};
    size_t integer_parts;
    enum reading reading = read_parts(text, &written);
    if (reading == READING_GOOD)
        reading = count_integer_parts(&written, locale, thousands, &integer_parts);
    if (reading == READING_GOOD)
        reading = combine(&written, integer_parts, number);
    if (reading == READING_AMBIGUOUS && readings)
        show_readings(&written, locale, readings);
    return reading;
}

static enum reading read_signed(struct slice text, const struct locale *locale,
                                enum thousands thousands, struct decimal *number,
                                struct readings *readings)
{
    bool negative = false;
    text = number_trim(text);
    number_take_sign(&text, &negative);
    return number_read_unsigned(text, negative, locale, thousands, number, readings);
}

enum reading decimal_read(struct slice text, const struct locale *locale, struct decimal *number,
                          struct readings *readings)
{
    return read_signed(text, locale, THOUSANDS_OR_DECIMALS, number, readings);
}

enum reading integer_read(struct slice text, const struct locale *locale, int64_t *number,
                          struct readings *readings)
{
    struct decimal read;
    enum reading reading = read_signed(text, locale, THOUSANDS_ONLY, &read, readings);
    if (reading != READING_GOOD)
        return reading;
    if (read.units % number_powers[read.scale])
        return READING_WRONG;
    *number = read.units / number_powers[read.scale];
    return READING_GOOD;
}

enum reading percent_read(struct slice text, const struct locale *locale, struct decimal *number,
                          struct readings *readings)
{
    text = number_trim(text);
    if (slice_ends_with(text, SLICE("%")))
        text.len--;
    else if (locale->percent_prefix.len && slice_starts_with(text, SLICE("%")))
        text = slice_after(text, 1);
    return decimal_read(text, locale, number, readings);
}
