#include "text/number.h"

#include "text/utf8.h"

#include <stdio.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>

/* Far more than the digits that fit, so that what is too large is told from what is no number. */
#define PARTS_MAX 32

static const int64_t powers[DECIMAL_DIGITS_MAX + 1] = {1,
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

/* ---- reading ------------------------------------------------------------ */

/* What one separator before three digits may be. */
enum thousands {
    THOUSANDS_OR_DECIMALS, /* three decimals are possible */
    THOUSANDS_ONLY,        /* they are not: whole numbers, cents */
};

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

static struct slice trim(struct slice s)
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

static bool take_sign(struct slice *rest, bool *negative)
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

static enum reading read_unsigned(struct slice text, bool negative, const struct locale *locale,
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
    text = trim(text);
    take_sign(&text, &negative);
    return read_unsigned(text, negative, locale, thousands, number, readings);
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
    if (read.units % powers[read.scale])
        return READING_WRONG;
    *number = read.units / powers[read.scale];
    return READING_GOOD;
}

enum reading percent_read(struct slice text, const struct locale *locale, struct decimal *number,
                          struct readings *readings)
{
    text = trim(text);
    if (slice_ends_with(text, SLICE("%")))
        text.len--;
    else if (locale->percent_prefix.len && slice_starts_with(text, SLICE("%")))
        text = slice_after(text, 1);
    return decimal_read(text, locale, number, readings);
}

/* ---- arithmetic --------------------------------------------------------- */

int decimal_compare(struct decimal a, struct decimal b)
{
    int64_t a_whole = a.units / powers[a.scale], b_whole = b.units / powers[b.scale];
    if (a_whole != b_whole)
        return a_whole < b_whole ? -1 : 1;
    int64_t a_rest = a.units % powers[a.scale] * powers[DECIMAL_DIGITS_MAX - a.scale];
    int64_t b_rest = b.units % powers[b.scale] * powers[DECIMAL_DIGITS_MAX - b.scale];
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
        if (__builtin_mul_overflow(units, powers[scale - number.scale], &units))
            return false;
    } else {
        int64_t power = powers[number.scale - scale], rest = units % power;
        units /= power;
        if ((rest < 0 ? -rest : rest) >= power - power / 2)
            units += rest < 0 ? -1 : 1;
    }
    *result = (struct decimal){units, scale};
    return true;
}

double decimal_to_double(struct decimal number)
{
    return (double)number.units / (double)powers[number.scale];
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

static void write_in_language(struct buffer *out, struct decimal number,
                              const struct locale *locale)
{
    struct format format = {locale->decimal, locale->group, locale->group_minimum,
                            locale->group_further};
    write_unsigned(out, number, &format);
}

static void write_sign(struct buffer *out, struct decimal number)
{
    if (number.units < 0)
        buffer_add_byte(out, '-');
}

void decimal_write_plain(struct buffer *out, struct decimal number)
{
    struct format format = {SLICE_INIT("."), {NULL, 0}, 0, 3};
    write_sign(out, number);
    write_unsigned(out, number, &format);
}

void decimal_write(struct buffer *out, struct decimal number, const struct locale *locale)
{
    write_sign(out, number);
    write_in_language(out, number, locale);
}

void percent_write(struct buffer *out, struct decimal number, const struct locale *locale)
{
    write_sign(out, number);
    buffer_add(out, locale->percent_prefix);
    write_in_language(out, number, locale);
    buffer_add(out, locale->percent_suffix);
}

/* ---- money -------------------------------------------------------------- */

/* What people write for a currency, besides its code and the language's symbol. */
static const struct {
    struct slice code;
    struct slice name;
} currency_names[] = {
    {SLICE_INIT("EUR"), SLICE_INIT("€")},        {SLICE_INIT("EUR"), SLICE_INIT("euro")},
    {SLICE_INIT("EUR"), SLICE_INIT("euros")},    {SLICE_INIT("USD"), SLICE_INIT("$")},
    {SLICE_INIT("USD"), SLICE_INIT("US$")},      {SLICE_INIT("USD"), SLICE_INIT("dollari")},
    {SLICE_INIT("USD"), SLICE_INIT("dollars")},  {SLICE_INIT("GBP"), SLICE_INIT("£")},
    {SLICE_INIT("GBP"), SLICE_INIT("sterline")}, {SLICE_INIT("GBP"), SLICE_INIT("pounds")},
    {SLICE_INIT("CHF"), SLICE_INIT("franchi")},  {SLICE_INIT("CHF"), SLICE_INIT("francs")},
};

static bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* The length of `name` where it stands whole at the start or the end of the text, else 0. */
static size_t match_name(struct slice text, struct slice name, bool at_start)
{
    if (!name.len || name.len > text.len)
        return 0;
    size_t from = at_start ? 0 : text.len - name.len;
    if (!slice_equal_ignoring_case(slice_sub(text, from, name.len), name))
        return 0;
    if (name.len == text.len)
        return name.len;
    bool goes_on = at_start ? is_letter(name.ptr[name.len - 1]) && is_letter(text.ptr[name.len])
                            : is_letter(name.ptr[0]) && is_letter(text.ptr[from - 1]);
    return goes_on ? 0 : name.len;
}

/* Takes the currency off one end, the longest name that stands there. */
static bool take_currency(struct slice *text, struct slice code, const struct locale *locale,
                          bool at_start)
{
    size_t longest = match_name(*text, code, at_start);
    size_t symbol = match_name(*text, locale_currency_symbol(locale, code), at_start);
    if (symbol > longest)
        longest = symbol;
    for (size_t i = 0; i < sizeof currency_names / sizeof *currency_names; i++) {
        if (!slice_equal(code, currency_names[i].code))
            continue;
        size_t len = match_name(*text, currency_names[i].name, at_start);
        if (len > longest)
            longest = len;
    }
    *text = at_start ? slice_after(*text, longest) : slice_sub(*text, 0, text->len - longest);
    *text = trim(*text);
    return longest > 0;
}

enum reading money_read(struct slice text, struct slice currency, const struct locale *locale,
                        struct decimal *amount, struct readings *readings)
{
    bool negative = false;
    text = trim(text);
    bool is_signed = take_sign(&text, &negative);
    bool named = take_currency(&text, currency, locale, true);
    if (!is_signed)
        take_sign(&text, &negative);
    if (!named)
        take_currency(&text, currency, locale, false);
    unsigned digits = currency_digits(currency);
    struct decimal read;
    enum reading reading =
        read_unsigned(text, negative, locale, digits < 3 ? THOUSANDS_ONLY : THOUSANDS_OR_DECIMALS,
                      &read, readings);
    if (reading == READING_GOOD && read.scale > digits)
        return READING_WRONG;
    if (reading == READING_GOOD)
        *amount = read;
    return reading;
}

/* An amount and letters beside it never touch (CLDR, currencySpacing). */
static void write_currency_space(struct buffer *out, const struct locale *locale, char beside)
{
    bool needs_space = !locale->currency_space.len && is_letter(beside);
    buffer_add(out, needs_space ? SLICE("\xC2\xA0") : locale->currency_space);
}

void money_write(struct buffer *out, struct decimal amount, struct slice currency, bool whole,
                 const struct locale *locale)
{
    bool drops = whole && amount.units % powers[amount.scale] == 0;
    decimal_rescale(amount, drops ? 0 : currency_digits(currency), &amount);
    struct slice symbol = locale_currency_symbol(locale, currency);
    write_sign(out, amount);
    if (locale->currency_first) {
        buffer_add(out, symbol);
        write_currency_space(out, locale, symbol.len ? symbol.ptr[symbol.len - 1] : ' ');
    }
    write_in_language(out, amount, locale);
    if (!locale->currency_first) {
        write_currency_space(out, locale, symbol.len ? symbol.ptr[0] : ' ');
        buffer_add(out, symbol);
    }
}

unsigned currency_digits(struct slice code)
{
    if (code.len != 3 || slice_equal_string(code, "EUR"))
        return 2;
    UChar wide[4] = {(unsigned char)code.ptr[0], (unsigned char)code.ptr[1],
                     (unsigned char)code.ptr[2], 0};
    UErrorCode status = U_ZERO_ERROR;
    int32_t digits = ucurr_getDefaultFractionDigits(wide, &status);
    return U_SUCCESS(status) && digits >= 0 && digits <= 4 ? (unsigned)digits : 2;
}

bool currency_is_known(struct slice code)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
    bool known = false;
    int32_t length;
    const char *name;
    while (!known && U_SUCCESS(status) && (name = uenum_next(codes, &length, &status)))
        known = slice_equal(code, slice_from(name, (size_t)length));
    uenum_close(codes);
    return known;
}
