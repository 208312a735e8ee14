#include "test.h"

#include "text/number.h"

#include <string.h>

/* U+00A0, U+202F, U+2009: spaces that do not break, narrow and thin ones. */
#define NBSP  "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"
#define THIN  "\xE2\x80\x89"

static const struct locale *it, *en, *fr, *de_ch, *es, *hi, *tr;
static struct arena arena;

static int open_locales(void **state)
{
    (void)state;
    it = locale_open(&arena, SLICE("it"));
    en = locale_open(&arena, SLICE("en"));
    fr = locale_open(&arena, SLICE("fr"));
    de_ch = locale_open(&arena, SLICE("de-CH"));
    es = locale_open(&arena, SLICE("es"));
    hi = locale_open(&arena, SLICE("hi"));
    tr = locale_open(&arena, SLICE("tr"));
    return 0;
}

static int close_locales(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const struct locale *locale_called(const char *name)
{
    return !strcmp(name, "it") ? it : !strcmp(name, "en") ? en : !strcmp(name, "fr") ? fr : de_ch;
}

/* What a text was read as: the plain number, "?" and both readings, or a word. */
static const char *shown(enum reading reading, struct decimal number, const struct readings *both)
{
    static char text[100];
    struct buffer buffer = {0};
    switch (reading) {
    case READING_GOOD:
        decimal_write_plain(&buffer, number);
        break;
    case READING_AMBIGUOUS:
        buffer_format(&buffer, "? %s or %s", both->text[0], both->text[1]);
        break;
    case READING_WRONG:
        buffer_add_string(&buffer, "wrong");
        break;
    case READING_TOO_LARGE:
        buffer_add_string(&buffer, "large");
        break;
    case READING_IMPOSSIBLE:
        buffer_add_string(&buffer, "impossible");
        break;
    }
    snprintf(text, sizeof text, "%s", buffer_string(&buffer));
    buffer_release(&buffer);
    return text;
}

struct row {
    const char *language, *text, *expected;
};

static const struct row decimals[] = {
    /* Whole numbers. */
    {"it", "0", "0"},
    {"it", "7", "7"},
    {"it", "84498", "84498"},
    {"en", "84498", "84498"},
    {"it", "007", "7"},
    {"it", "026081", "26081"},
    {"it", "-5", "-5"},
    {"it", "+5", "5"},
    {"it",
     "\xE2\x88\x92"
     "5",
     "-5"}, /* the minus sign */
    {"it", "-0", "0"},
    {"it", "  12  ", "12"},
    {"it", NBSP "12" NNBSP "\n", "12"},
    /* Two decimals. */
    {"it", "84498,00", "84498.00"},
    {"it", "84498.00", "84498.00"},
    {"en", "84498.00", "84498.00"},
    {"en", "84498,00", "84498.00"},
    {"it", "84.498,00", "84498.00"},
    {"en", "84,498.00", "84498.00"},
    {"it", "84,498.00", "84498.00"},
    {"en", "84.498,00", "84498.00"},
    {"it", "-84.498,00", "-84498.00"},
    {"it", "1.234.567,89", "1234567.89"},
    {"en", "1,234,567.89", "1234567.89"},
    {"it", "1,234,567.89", "1234567.89"},
    {"en", "1.234.567,89", "1234567.89"},
    /* One decimal, four and more. */
    {"it", "32,4", "32.4"},
    {"it", "32.4", "32.4"},
    {"en", "32.4", "32.4"},
    {"en", "32,4", "32.4"},
    {"it", "3,1415", "3.1415"},
    {"it", "3.1415", "3.1415"},
    {"en", "3,1415", "3.1415"},
    {"it", "0,5", "0.5"},
    {"it", "-0.5", "-0.5"},
    {"it", "0,0", "0.0"},
    {"it", "00,5", "0.5"},
    /* Groups alone. */
    {"it", "1.234.567", "1234567"},
    {"en", "1,234,567", "1234567"},
    {"it", "1,234,567", "1234567"},
    {"en", "1.234.567", "1234567"},
    {"it", "12.345.678", "12345678"},
    {"it", "123.456.789", "123456789"},
    {"it", "999.999.999.999.999.999", "999999999999999999"},
    /* One separator and three digits. */
    {"it", "84.498", "? 84498 or 84,498"},
    {"en", "84.498", "84.498"},
    {"it", "84,498", "84.498"},
    {"en", "84,498", "84498"},
    {"it", "1.000", "? 1000 or 1,000"},
    {"en", "1.000", "1.000"},
    {"it", "1,000", "1.000"},
    {"en", "1,000", "1000"},
    {"it", "-1.000", "? -1000 or -1,000"},
    {"it", "999.999", "? 999999 or 999,999"},
    {"it", "0.498", "0.498"},
    {"en", "0.498", "0.498"},
    {"it", "0,498", "0.498"},
    {"en", "0,498", "0.498"},
    {"it", "0.000", "0.000"},
    {"it", "012.345", "12.345"},
    {"it", "1234.567", "1234.567"},
    {"it", "1234,567", "1234.567"},
    {"en", "1234,567", "1234.567"},
    {"it", "84498.123", "84498.123"},
    {"it", "1.234,567", "1234.567"},
    {"en", "1,234.567", "1234.567"},
    {"it", "1,234.567", "1234.567"},
    {"en", "1.234,567", "1234.567"},
    /* Spaces and apostrophes between groups. */
    {"it", "84 498", "84498"},
    {"en", "84 498", "84498"},
    {"it", "84" NBSP "498", "84498"},
    {"it", "84" NNBSP "498,50", "84498.50"},
    {"it", "84" THIN "498.50", "84498.50"},
    {"it", "1 234 567", "1234567"},
    {"it", "1 234 567,89", "1234567.89"},
    {"en", "1 234 567.89", "1234567.89"},
    {"en", "1 234 567,89", "1234567.89"},
    {"it", "1 234.567", "1234.567"},
    {"it", "84'498", "84498"},
    {"it", "84’498.00", "84498.00"},
    {"it", "1'234'567,5", "1234567.5"},
    {"it", "1" NBSP "234 567", "1234567"},
    /* Groups that are none. */
    {"it", "1.23.456", "wrong"},
    {"it", "1.2.3", "wrong"},
    {"it", "1.234.56", "wrong"},
    {"it", "1234.567.890", "wrong"},
    {"it", "0.123.456", "wrong"},
    {"it", "1.234,567,890", "wrong"},
    {"it", "1.234,567.890", "wrong"},
    {"it", "12,34,567", "wrong"},
    {"it", "12.34,56", "wrong"},
    {"it", "1,23.456", "wrong"},
    {"it", "0.123,45", "wrong"},
    {"it", "8 4498", "wrong"},
    {"it", "84 49", "wrong"},
    {"it", "1 234.567 890", "wrong"},
    {"it", "1 234'567", "wrong"},
    {"it", "1234 567", "wrong"},
    {"it", "0 498", "wrong"},
    {"it", "84  498", "wrong"},
    {"it", "11.3.2020", "wrong"},
    {"it", "192.168.1.1", "wrong"},
    /* Not numbers at all. */
    {"it", "", "wrong"},
    {"it", "   ", "wrong"},
    {"it", "-", "wrong"},
    {"it", ".", "wrong"},
    {"it", ",", "wrong"},
    {"it", ".5", "wrong"},
    {"it", ",5", "wrong"},
    {"it", "5.", "wrong"},
    {"it", "5,", "wrong"},
    {"it", "1..2", "wrong"},
    {"it", "1.,2", "wrong"},
    {"it", "--5", "wrong"},
    {"it", "- 5", "wrong"},
    {"it", "5-", "wrong"},
    {"it", "240mila", "wrong"},
    {"it", "1e5", "wrong"},
    {"it", "0x10", "wrong"},
    {"it", "NaN", "wrong"},
    {"it", "inf", "wrong"},
    {"it", "12%", "wrong"},
    {"it", "€ 12", "wrong"},
    {"it", "½", "wrong"},
    {"it", "١٢", "wrong"},
    {"it", "1;2", "wrong"},
    {"it", "1\n000", "wrong"},
    {"it", "1\xFF", "wrong"},
    {"it", "10-20", "wrong"},
    {"it", "no", "wrong"},
    {"it", "1:30", "wrong"},
    /* Eighteen digits and no more. */
    {"it", "999999999999999999", "999999999999999999"},
    {"it", "-999999999999999999", "-999999999999999999"},
    {"it", "1000000000000000000", "large"},
    {"it", "9999999999999999,99", "9999999999999999.99"},
    {"it", "99999999999999999,99", "large"},
    {"it", "0,123456789012345678", "0.123456789012345678"},
    {"it", "0,1234567890123456789", "large"},
    {"it", "0000000000000000000000001", "1"},
    {"it", "1.000.000.000.000.000.000", "large"},
    {"it", "99999999999999999999999999999999999999999999999999", "large"},
    /* Languages that group with spaces and apostrophes. */
    {"fr", "84 498,50", "84498.50"},
    {"fr", "84" NNBSP "498", "84498"},
    {"fr", "84.498", "84.498"},
    {"fr", "84,498", "84.498"},
    {"de-CH", "84’498.50", "84498.50"},
    {"de-CH", "84.498", "84.498"},
    {"de-CH", "84,498", "? 84498 or 84.498"},
};

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        const struct row *row = &decimals[i];
        struct decimal number = {-77, 7};
        struct readings both = {{"", ""}};
        struct slice text = slice_from_string(row->text);
        enum reading reading = decimal_read(text, locale_called(row->language), &number, &both);
        const char *actual = shown(reading, number, &both);
        if (strcmp(actual, row->expected))
            fail_msg("in %s \"%s\": expected %s, was %s", row->language, row->text, row->expected,
                     actual);
        if (reading != READING_GOOD)
            assert_int_equal(number.units, -77); /* untouched */
        assert_int_equal(decimal_read(text, locale_called(row->language), &number, NULL), reading);
    }
    struct decimal number;
    assert_int_equal(decimal_read((struct slice){NULL, 0}, it, &number, NULL), READING_WRONG);
    assert_int_equal(decimal_read(SLICE("1\0"), it, &number, NULL), READING_WRONG);
}

/* What a message proposes must be taken when it is written. */
static void both_readings_of_an_ambiguous_number_can_be_read(void **state)
{
    (void)state;
    struct decimal number;
    struct readings both;
    assert_int_equal(decimal_read(SLICE("84.498"), it, &number, &both), READING_AMBIGUOUS);
    for (int i = 0; i < 2; i++) {
        struct slice text = slice_from_string(both.text[i]);
        assert_int_equal(decimal_read(text, it, &number, NULL), READING_GOOD);
        assert_int_equal(number.units, 84498);
        assert_int_equal(number.scale, i ? 3 : 0);
    }
}

static void what_is_written_in_a_language_is_read_in_it(void **state)
{
    (void)state;
    static const struct decimal numbers[] = {
        {0, 0},         {7, 0},         {-7, 1},           {12345, 2},
        {8449800, 2},   {-12345678, 2}, {999999999999, 0}, {100000, 5},
        {123456789, 1},
    };
    const struct locale *locales[] = {it, en, fr, de_ch};
    for (size_t l = 0; l < sizeof locales / sizeof *locales; l++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            struct buffer buffer = {0};
            struct decimal read;
            decimal_write(&buffer, numbers[i], locales[l]);
            assert_int_equal(decimal_read(buffer_view(&buffer), locales[l], &read, NULL),
                             READING_GOOD);
            assert_int_equal(read.units, numbers[i].units);
            assert_int_equal(read.scale, numbers[i].scale);
            buffer_release(&buffer);
        }
}

static const struct row integers[] = {
    {"it", "1000", "1000"},
    {"it", "1.000", "1000"},
    {"en", "1,000", "1000"},
    {"en", "1.000", "? 1000 or 1.000"},
    {"it", "1,000", "? 1000 or 1,000"},
    {"fr", "1.000", "? 1000 or 1,000"},
    {"fr", "1 000", "1000"},
    {"it", "1 000", "1000"},
    {"it", "1.500", "1500"},
    {"it", "-1.500", "-1500"},
    {"it", "1.234.567", "1234567"},
    {"it", "12,00", "12"},
    {"it", "12.0", "12"},
    {"it", "0,000", "0"},
    {"it", "12,5", "wrong"},
    {"it", "12.50", "wrong"},
    {"it", "0,001", "wrong"},
    {"it", "1234,567", "wrong"},
    {"it", "-0,5", "wrong"},
    {"it", "43 di 46", "wrong"},
    {"it", "", "wrong"},
    {"it", "999999999999999999", "999999999999999999"},
    {"it", "1000000000000000000", "large"},
};

static void whole_numbers_have_thousands_and_no_decimals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        const struct row *row = &integers[i];
        int64_t number = 0;
        struct readings both = {{"", ""}};
        enum reading reading = integer_read(slice_from_string(row->text),
                                            locale_called(row->language), &number, &both);
        const char *actual = shown(reading, decimal_from_integer(number), &both);
        if (strcmp(actual, row->expected))
            fail_msg("in %s \"%s\": expected %s, was %s", row->language, row->text, row->expected,
                     actual);
    }
}

static const struct row percents[] = {
    {"it", "12", "12"},
    {"it", "12%", "12"},
    {"it", "12 %", "12"},
    {"it", "12" NBSP "%", "12"},
    {"it", "12,5%", "12.5"},
    {"it", "12.5 %", "12.5"},
    {"it", " 100% ", "100"},
    {"it", "-3%", "-3"},
    {"it", "12.345%", "? 12345 or 12,345"},
    {"it", "%12", "wrong"},
    {"it", "%", "wrong"},
    {"it", "12%%", "wrong"},
    {"it", "12 % circa", "wrong"},
    {"it", "12 per cento", "wrong"},
    {"it", "", "wrong"},
};

static void percentages_are_read_as_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        const struct row *row = &percents[i];
        struct decimal number = {0, 0};
        struct readings both = {{"", ""}};
        enum reading reading = percent_read(slice_from_string(row->text),
                                            locale_called(row->language), &number, &both);
        assert_string_equal(shown(reading, number, &both), row->expected);
    }
    struct decimal number;
    assert_int_equal(percent_read(SLICE("%12,5"), tr, &number, NULL), READING_GOOD);
}

struct money_row {
    const char *language, *currency, *text, *expected;
};

static const struct money_row amounts[] = {
    {"it", "EUR", "84498", "84498"},
    {"it", "EUR", "84498.00", "84498.00"},
    {"it", "EUR", "84.498,00", "84498.00"},
    {"it", "EUR", "€ 84.498,00", "84498.00"},
    {"it", "EUR", "€84.498,00", "84498.00"},
    {"it", "EUR", "84.498,00 €", "84498.00"},
    {"it", "EUR", "84.498,00" NBSP "€", "84498.00"},
    {"it", "EUR", "€" NBSP "84.498,00", "84498.00"},
    {"it", "EUR", "84498 EUR", "84498"},
    {"it", "EUR", "84498EUR", "84498"},
    {"it", "EUR", "EUR 84498", "84498"},
    {"it", "EUR", "eur 84498", "84498"},
    {"it", "EUR", "84.498 euro", "84498"},
    {"it", "EUR", "84.498 Euro", "84498"},
    {"it", "EUR", "euro 84.498", "84498"},
    {"it", "EUR", "84.498", "84498"},
    {"it", "EUR", "84.498 €", "84498"},
    {"it", "EUR", "1.000", "1000"},
    {"it", "EUR", "84,5", "84.5"},
    {"it", "EUR", "84 498,5 €", "84498.5"},
    {"it", "EUR", "1.234.567", "1234567"},
    {"it", "EUR", "-5 €", "-5"},
    {"it", "EUR", "-€ 5", "-5"},
    {"it", "EUR", "€ -5", "-5"},
    {"it", "EUR", "0", "0"},
    {"en", "EUR", "€84,498.00", "84498.00"},
    {"en", "EUR", "84,498", "84498"},
    {"en", "EUR", "84,498 euros", "84498"},
    {"en", "EUR", "84.498,00", "84498.00"},
    {"en", "EUR", "84.498", "? 84498 or 84.498"},
    {"it", "EUR", "84,498", "? 84498 or 84,498"},
    {"it", "EUR", "84,498 €", "? 84498 or 84,498"},
    {"it", "EUR", "-84,498", "? -84498 or -84,498"},
    {"it", "EUR", "0,498", "wrong"},
    {"it", "EUR", "84498,123", "wrong"},
    {"it", "EUR", "84.498,000", "wrong"},
    {"it", "EUR", "1,2345", "wrong"},
    {"it", "EUR", "$ 84498", "wrong"},
    {"it", "EUR", "84498 USD", "wrong"},
    {"it", "EUR", "£5", "wrong"},
    {"it", "EUR", "€ 5 €", "wrong"},
    {"it", "EUR", "EUR 5 EUR", "wrong"},
    {"it", "EUR", "- € -5", "wrong"},
    {"it", "EUR", "240mila", "wrong"},
    {"it", "EUR", "1,2 milioni", "wrong"},
    {"it", "EUR", "5 eurocent", "wrong"},
    {"it", "EUR", "5 neuro", "wrong"},
    {"it", "EUR", "euro", "wrong"},
    {"it", "EUR", "€", "wrong"},
    {"it", "EUR", "", "wrong"},
    {"it", "EUR", "10%", "wrong"},
    {"it", "EUR", "10.000-20.000", "wrong"},
    {"it", "EUR", "9999999999999999999", "large"},
    {"en", "USD", "$84,498.00", "84498.00"},
    {"en", "USD", "US$ 5", "5"},
    {"it", "USD", "5 dollari", "5"},
    {"it", "CHF", "CHF 84’498.50", "84498.50"},
    {"en", "GBP", "£5.50", "5.50"},
    {"it", "JPY", "84.498", "84498"},
    {"it", "JPY", "5,0", "wrong"},
    {"it", "TND", "84.498", "? 84498 or 84,498"},
    {"it", "TND", "84,498", "84.498"},
    {"en", "TND", "84.498", "84.498"},
};

static void amounts_are_read_with_and_without_their_currency(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        const struct money_row *row = &amounts[i];
        struct decimal amount = {-77, 7};
        struct readings both = {{"", ""}};
        enum reading reading =
            money_read(slice_from_string(row->text), slice_from_string(row->currency),
                       locale_called(row->language), &amount, &both);
        const char *actual = shown(reading, amount, &both);
        if (strcmp(actual, row->expected))
            fail_msg("in %s \"%s\" as %s: expected %s, was %s", row->language, row->text,
                     row->currency, row->expected, actual);
        if (reading != READING_GOOD)
            assert_int_equal(amount.units, -77);
    }
}

static void decimals_compare_by_value(void **state)
{
    (void)state;
    struct decimal largest = {INT64_MAX, 0}, smallest = {INT64_MIN, 0}, tiny = {1, 18};
    assert_int_equal(decimal_compare((struct decimal){10, 1}, (struct decimal){1, 0}), 0);
    assert_int_equal(decimal_compare((struct decimal){105, 1}, (struct decimal){1049, 2}), 1);
    assert_int_equal(decimal_compare((struct decimal){-105, 1}, (struct decimal){-1049, 2}), -1);
    assert_int_equal(decimal_compare((struct decimal){-5, 1}, (struct decimal){5, 1}), -1);
    assert_int_equal(decimal_compare(largest, smallest), 1);
    assert_int_equal(decimal_compare(tiny, largest), -1);
    assert_int_equal(decimal_compare(tiny, (struct decimal){0, 0}), 1);
    assert_int_equal(decimal_compare((struct decimal){-1, 18}, (struct decimal){0, 18}), -1);
}

static void assert_rescaled(struct decimal number, unsigned scale, int64_t units)
{
    struct decimal result;
    assert_true(decimal_rescale(number, scale, &result));
    assert_int_equal(result.units, units);
    assert_int_equal(result.scale, scale);
}

static void rescaling_rounds_half_away_from_zero(void **state)
{
    (void)state;
    assert_rescaled((struct decimal){5, 0}, 2, 500);
    assert_rescaled((struct decimal){12344, 3}, 2, 1234);
    assert_rescaled((struct decimal){12345, 3}, 2, 1235);
    assert_rescaled((struct decimal){-12345, 3}, 2, -1235);
    assert_rescaled((struct decimal){-12344, 3}, 2, -1234);
    assert_rescaled((struct decimal){449, 3}, 0, 0);
    assert_rescaled((struct decimal){5, 1}, 0, 1);
    assert_rescaled((struct decimal){999999999999999999, 18}, 0, 1);
    assert_rescaled((struct decimal){499999999999999999, 18}, 0, 0);
    assert_rescaled((struct decimal){500000000000000000, 18}, 0, 1);
    assert_rescaled((struct decimal){0, 0}, 18, 0);
    struct decimal result;
    assert_false(decimal_rescale((struct decimal){10, 0}, 18, &result));
    assert_false(decimal_rescale((struct decimal){INT64_MAX, 0}, 1, &result));
    assert_false(decimal_rescale((struct decimal){1, 0}, 19, &result));
    assert_float_equal(decimal_to_double((struct decimal){8449850, 2}), 84498.5, 0);
    assert_float_equal(decimal_to_double((struct decimal){1, 1}), 0.1, 0);
}

#define assert_written(expected, call)                     \
    do {                                                   \
        struct buffer out = {0};                           \
        call;                                              \
        assert_slice_equal(buffer_view(&out), (expected)); \
        buffer_release(&out);                              \
    } while (0)

static void plain_numbers_have_a_point_and_no_groups(void **state)
{
    (void)state;
    assert_written("84498.00", decimal_write_plain(&out, (struct decimal){8449800, 2}));
    assert_written("0.005", decimal_write_plain(&out, (struct decimal){5, 3}));
    assert_written("-0.5", decimal_write_plain(&out, (struct decimal){-5, 1}));
    assert_written("0", decimal_write_plain(&out, (struct decimal){0, 0}));
    assert_written("0.00", decimal_write_plain(&out, (struct decimal){0, 2}));
    assert_written("-9223372036854775808",
                   decimal_write_plain(&out, (struct decimal){INT64_MIN, 0}));
    assert_written("0.000000000000000001", decimal_write_plain(&out, (struct decimal){1, 18}));
}

static void numbers_are_written_in_the_languages_way(void **state)
{
    (void)state;
    struct decimal number = {123456789, 2};
    assert_written("1.234.567,89", decimal_write(&out, number, it));
    assert_written("1,234,567.89", decimal_write(&out, number, en));
    assert_written("1" NNBSP "234" NNBSP "567,89", decimal_write(&out, number, fr));
    assert_written("12,34,567.89", decimal_write(&out, number, hi));
    assert_written("123", decimal_write(&out, (struct decimal){123, 0}, it));
    assert_written("-1.234", decimal_write(&out, (struct decimal){-1234, 0}, it));
    assert_written("1234", decimal_write(&out, (struct decimal){1234, 0}, es));
    assert_written("12.345", decimal_write(&out, (struct decimal){12345, 0}, es));
    assert_written("999,999", decimal_write(&out, (struct decimal){999999, 3}, it));
    assert_written("100.000", decimal_write(&out, (struct decimal){100000, 0}, it));
    assert_written("12,5%", percent_write(&out, (struct decimal){125, 1}, it));
    assert_written("12.5%", percent_write(&out, (struct decimal){125, 1}, en));
    assert_written("12,5" NBSP "%", percent_write(&out, (struct decimal){125, 1}, fr));
    assert_written("%12,5", percent_write(&out, (struct decimal){125, 1}, tr));
    assert_written("-3%", percent_write(&out, (struct decimal){-3, 0}, it));
}

static void amounts_are_written_with_their_currency(void **state)
{
    (void)state;
    struct decimal amount = {8449800, 2}, cents = {8449850, 2};
    struct slice eur = SLICE("EUR"), chf = SLICE("CHF");
    assert_written("84.498,00" NBSP "€", money_write(&out, amount, eur, false, it));
    assert_written("€84,498.00", money_write(&out, amount, eur, false, en));
    assert_written("84.498" NBSP "€", money_write(&out, amount, eur, true, it));
    assert_written("84.498,50" NBSP "€", money_write(&out, cents, eur, true, it));
    assert_written("84.498,50" NBSP "€",
                   money_write(&out, (struct decimal){844985, 1}, eur, false, it));
    assert_written("84.498,00" NBSP "€",
                   money_write(&out, (struct decimal){84498, 0}, eur, false, it));
    assert_written("0,13" NBSP "€", money_write(&out, (struct decimal){125, 3}, eur, false, it));
    assert_written("-5,00" NBSP "€", money_write(&out, (struct decimal){-5, 0}, eur, false, it));
    assert_written("-€5.00", money_write(&out, (struct decimal){-5, 0}, eur, false, en));
    assert_written("CHF" NBSP "84,498.00", money_write(&out, amount, chf, false, en));
    assert_written("84.498,00" NBSP "CHF", money_write(&out, amount, chf, false, it));
    assert_written("JP¥84,498", money_write(&out, amount, SLICE("JPY"), false, en));
    assert_written("999.999.999.999.999.999" NBSP "€",
                   money_write(&out, (struct decimal){999999999999999999, 0}, eur, false, it));
}

static void currencies_are_those_of_iso_4217(void **state)
{
    (void)state;
    static const char *const known[] = {"EUR", "USD", "CHF", "GBP", "JPY", "TND"};
    static const char *const unknown[] = {"", "eur", "ITL", "EU", "EURO", "€", "XXX", "ABC"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(currency_is_known(slice_from_string(known[i])));
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_false(currency_is_known(slice_from_string(unknown[i])));
    assert_int_equal(currency_digits(SLICE("EUR")), 2);
    assert_int_equal(currency_digits(SLICE("JPY")), 0);
    assert_int_equal(currency_digits(SLICE("TND")), 3);
    assert_int_equal(currency_digits(SLICE("??")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(both_readings_of_an_ambiguous_number_can_be_read),
        cmocka_unit_test(what_is_written_in_a_language_is_read_in_it),
        cmocka_unit_test(whole_numbers_have_thousands_and_no_decimals),
        cmocka_unit_test(percentages_are_read_as_written),
        cmocka_unit_test(amounts_are_read_with_and_without_their_currency),
        cmocka_unit_test(decimals_compare_by_value),
        cmocka_unit_test(rescaling_rounds_half_away_from_zero),
        cmocka_unit_test(plain_numbers_have_a_point_and_no_groups),
        cmocka_unit_test(numbers_are_written_in_the_languages_way),
        cmocka_unit_test(amounts_are_written_with_their_currency),
        cmocka_unit_test(currencies_are_those_of_iso_4217),
    };
    return cmocka_run_group_tests(tests, open_locales, close_locales);
}
