/* Amounts and currencies (number.h). */
#include "text/number_parts.h"

#include <unicode/ucurr.h>
#include <unicode/uenum.h>

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
    *text = number_trim(*text);
    return longest > 0;
}

enum reading money_read(struct slice text, struct slice currency, const struct locale *locale,
                        struct decimal *amount, struct readings *readings)
{
    bool negative = false;
    text = number_trim(text);
    bool is_signed = number_take_sign(&text, &negative);
    bool named = take_currency(&text, currency, locale, true);
    if (!is_signed)
        number_take_sign(&text, &negative);
    if (!named)
        take_currency(&text, currency, locale, false);
    unsigned digits = currency_digits(currency);
    struct decimal read;
    enum reading reading =
        number_read_unsigned(text, negative, locale,
                             digits < 3 ? THOUSANDS_ONLY : THOUSANDS_OR_DECIMALS, &read, readings);
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
    bool drops = whole && amount.units % number_powers[amount.scale] == 0;
    decimal_rescale(amount, drops ? 0 : currency_digits(currency), &amount);
    struct slice symbol = locale_currency_symbol(locale, currency);
    number_write_sign(out, amount);
    if (locale->currency_first) {
        buffer_add(out, symbol);
        write_currency_space(out, locale, symbol.len ? symbol.ptr[symbol.len - 1] : ' ');
    }
    number_write_unsigned(out, amount, locale);
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
