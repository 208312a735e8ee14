#include "test.h"

#include "text/locale.h"

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

static void italian_writes_as_italians_do(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct locale *it = locale_open(&arena, SLICE("it"));
    assert_non_null(it);
    assert_slice_equal(it->language, "it");
    assert_slice_equal(it->name, "italiano");
    assert_slice_equal(it->decimal, ",");
    assert_slice_equal(it->group, ".");
    assert_int_equal(it->group_minimum, 1);
    assert_int_equal(it->group_further, 3);
    assert_slice_equal(it->percent_prefix, "");
    assert_slice_equal(it->percent_suffix, "%");
    assert_false(it->currency_first);
    assert_slice_equal(it->currency_space, "\xC2\xA0");
    assert_slice_equal(locale_currency_symbol(it, SLICE("EUR")), "€");
    assert_slice_equal(locale_currency_symbol(it, SLICE("CHF")), "CHF");
    assert_false(it->right_to_left);
    assert_false(it->month_first);
    assert_slice_equal(it->month[0], "gennaio");
    assert_slice_equal(it->month[11], "dicembre");
    assert_slice_equal(it->month_short[4], "mag");
    assert_slice_equal(it->date_pattern, "d MMMM y");
    assert_slice_equal(it->month_pattern, "MMMM y");
    assert_slice_equal(it->short_pattern, "dd/MM/y");
    arena_release(&arena);
}

static void english_is_day_first_but_for_american(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct locale *en = locale_open(&arena, SLICE("en"));
    assert_slice_equal(en->language, "en");
    assert_slice_equal(en->name, "English");
    assert_slice_equal(en->decimal, ".");
    assert_slice_equal(en->group, ",");
    assert_true(en->currency_first);
    assert_slice_equal(en->currency_space, "");
    assert_slice_equal(en->month[11], "December");
    assert_false(en->month_first);
    assert_slice_equal(en->date_pattern, "d MMMM y");
    const struct locale *us = locale_open(&arena, SLICE("en-US"));
    assert_slice_equal(us->language, "en-US");
    assert_true(us->month_first);
    assert_slice_equal(us->date_pattern, "MMMM d, y");
    assert_false(locale_open(&arena, SLICE("en-GB"))->month_first);
    assert_slice_equal(locale_primary(us), "en");
    assert_slice_equal(locale_primary(en), "en");
    arena_release(&arena);
}

static void other_languages_come_from_cldr(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct locale *es = locale_open(&arena, SLICE("es"));
    assert_int_equal(es->group_minimum, 2);
    assert_slice_equal(es->date_pattern, "d 'de' MMMM 'de' y");
    const struct locale *hi = locale_open(&arena, SLICE("hi"));
    assert_int_equal(hi->group_further, 2);
    const struct locale *pl = locale_open(&arena, SLICE("pl"));
    assert_slice_equal(pl->month[11], "grudnia");
    assert_slice_equal(pl->month_alone[11], "grudzień");
    assert_true(locale_open(&arena, SLICE("ar"))->right_to_left);
    const struct locale *fa = locale_open(&arena, SLICE("fa"));
    assert_true(fa->right_to_left);
    assert_slice_equal(fa->month[0], "ژانویهٔ"); /* Gregorian, not Persian */
    const struct locale *tr = locale_open(&arena, SLICE("tr"));
    assert_slice_equal(tr->percent_prefix, "%");
    assert_slice_equal(tr->percent_suffix, "");
    assert_slice_equal(locale_open(&arena, SLICE("de-AT"))->name, "Deutsch (Österreich)");
    assert_slice_equal(locale_open(&arena, SLICE("IT-ch"))->language, "it-CH");
    arena_release(&arena);
}

static void each_language_has_a_territory(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"it", "IT"},    {"en", "GB"},      {"en-US", "US"},
                                          {"de-AT", "AT"}, {"de", "DE"},      {"sl", "SI"},
                                          {"fur", "IT"},   {"zh-Hant", "TW"}, {"pt", "BR"}};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct locale *locale = locale_open(&arena, slice_from_string(rows[i][0]));
        assert_non_null(locale);
        assert_slice_equal(locale->territory, rows[i][1]);
    }
    arena_release(&arena);
}

static void what_icu_does_not_know_is_no_locale(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const wrong[] = {
        "",         "xx",
        "italiano", "it it",
        "it_",      "-it",
        "i",        "1",
        "../it",    "it@numbers=arab",
        "und",      "it-a-very-long-tag-that-goes-on-and-on-and-on-and-on-and-on-and-on",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (locale_open(&arena, slice_from_string(wrong[i])))
            fail_msg("opened: \"%s\"", wrong[i]);
    arena_release(&arena);
}

static void plurals_are_those_of_cldr(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const languages[] = {"it",    "en", "fr", "de", "es",    "pt",
                                            "pt-PT", "pl", "ar", "ru", "en-US", "it-CH"};
    static const int64_t counts[] = {0,  1,  2,  3,   5,   10,   11,     12,      21,      22,
                                     -1, -2, 99, 100, 101, 1000, 100000, 1000000, 2000000, 1000001};
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        const struct locale *locale = locale_open(&arena, slice_from_string(languages[l]));
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            UErrorCode status = U_ZERO_ERROR;
            UPluralRules *rules = uplrules_open(languages[l], &status);
            UChar wide[16];
            char expected[16] = "";
            int32_t length = uplrules_select(rules, (double)counts[c], wide, 16, &status);
            uplrules_close(rules);
            assert_true(U_SUCCESS(status));
            u_UCharsToChars(wide, expected, length);
            assert_slice_equal(locale_plural(locale, counts[c]), expected);
        }
    }
    const struct locale *it = locale_open(&arena, SLICE("it"));
    assert_slice_equal(locale_plural(it, 1), "one");
    assert_slice_equal(locale_plural(it, 0), "other");
    assert_slice_equal(locale_plural(it, INT64_MIN), "other");
    assert_slice_equal(locale_plural(locale_open(&arena, SLICE("fr")), 0), "one");
    assert_slice_equal(locale_plural(locale_open(&arena, SLICE("pl")), 3), "few");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(italian_writes_as_italians_do),
        cmocka_unit_test(english_is_day_first_but_for_american),
        cmocka_unit_test(other_languages_come_from_cldr),
        cmocka_unit_test(each_language_has_a_territory),
        cmocka_unit_test(what_icu_does_not_know_is_no_locale),
        cmocka_unit_test(plurals_are_those_of_cldr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
