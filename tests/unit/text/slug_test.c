#include "test.h"

#include "text/slug.h"

#include <string.h>

static void titles_become_parts_of_an_address(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Principali output", "principali-output"},
        {"Perché", "perche"},
        {"perche\xCC\x81", "perche"},
        {"l'inclusione", "l-inclusione"},
        {"L’età dell’oro", "l-eta-dell-oro"},
        {"  Spazi   e -- trattini  ", "spazi-e-trattini"},
        {"Città (e più): già?", "citta-e-piu-gia"},
        {"C.L.A.S.S. 11.3", "c-l-a-s-s-11-3"},
        {"a_b", "a-b"},
        {"100% – €5", "100-5"},
        {"Straße Ærø Łódź ŒUVRE", "strasse-aero-lodz-oeuvre"},
        {"Þór & Đuro ıI", "thor-duro-ii"},
        {"1ª fase, m²", "1a-fase-m2"},
        {"ﬁne ＡＢＣ", "fine-abc"},
        {"con\xC2\xADtenuto", "contenuto"},
        {"Việt Nam ế", "viet-nam-e"},
        {"Привет, Мир", "привет-мир"},
        {"Йод и Ёлка", "йод-и-ёлка"},
        {"Ελλάδα", "ελλάδα"},
        {"日本語 テキスト", "日本語-テキスト"},
        {"हिन्दी में", "हिन्दी-में"},
        {"q\xCC\x83x", "qx"},
        {"\xCC\x81x", "x"},
        {"x \xCC\x81y", "x-y"},
        {"", "riserva"},
        {"???", "riserva"},
        {"  ", "riserva"},
        {"\xCC\x81", "riserva"},
        {"😀", "riserva"},
        {"a\xFF"
         "b",
         "a-b"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice slug = slug_make(&arena, slice_from_string(rows[i][0]), SLICE("riserva"));
        assert_slice_equal(slug, rows[i][1]);
        /* A slug of a slug is itself. */
        assert_slice_equal(slug_make(&arena, slug, SLICE("riserva")), rows[i][1]);
    }
    assert_slice_equal(slug_make(&arena, (struct slice){NULL, 0}, SLICE("x")), "x");
    arena_release(&arena);
}

static void long_titles_are_cut_at_a_hyphen(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[400], expected[400];

    memset(text, 'a', 80);
    strcpy(text + 80, "");
    assert_int_equal(slug_make(&arena, slice_from_string(text), SLICE("x")).len, 80);
    strcpy(text + 80, " b");
    assert_int_equal(slug_make(&arena, slice_from_string(text), SLICE("x")).len, 80);
    strcpy(text + 80, "aaaa");
    assert_int_equal(slug_make(&arena, slice_from_string(text), SLICE("x")).len, 80);

    strcpy(text, "");
    for (int i = 0; i < 20; i++)
        strcat(text, "parola ");
    strcpy(expected, "parola");
    for (int i = 1; i < 11; i++)
        strcat(expected, "-parola");
    assert_slice_equal(slug_make(&arena, slice_from_string(text), SLICE("x")), expected);

    /* Without a hyphen, at a whole character: 3 bytes each, 26 fit. */
    strcpy(text, "");
    for (int i = 0; i < 40; i++)
        strcat(text, "日");
    assert_int_equal(slug_make(&arena, slice_from_string(text), SLICE("x")).len, 78);
    arena_release(&arena);
}

static void identifiers_are_plain(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "9", "all-inclusive", "a_b-c", "026081", "a--b"};
    static const char *const bad[] = {"",  "-a", "a-",  "_a",  "a_",   "A",  "a b",
                                      "è", "-",  "a.b", "a/b", "../a", "a\n"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(slug_is_identifier(slice_from_string(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(slug_is_identifier(slice_from_string(bad[i])));
    char text[122];
    memset(text, 'a', sizeof text);
    assert_true(slug_is_identifier(slice_from(text, 120)));
    assert_false(slug_is_identifier(slice_from(text, 121)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_become_parts_of_an_address),
        cmocka_unit_test(long_titles_are_cut_at_a_hyphen),
        cmocka_unit_test(identifiers_are_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
