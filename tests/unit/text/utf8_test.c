#include "test.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static size_t invalid(const char *bytes)
{
    return utf8_find_invalid(slice_from_string(bytes));
}

static void what_unicode_allows_is_valid(void **state)
{
    (void)state;
    static const char *const good[] = {
        "",
        "plain",
        "perch\xC3\xA9",
        "\xE2\x82\xAC",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBD",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
        "eight by\xC3\xA8te\xC3\xA8 and more than eight",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(invalid(good[i]) == SLICE_NOT_FOUND);
    assert_true(utf8_find_invalid(SLICE("a\0b")) == SLICE_NOT_FOUND);
    assert_true(utf8_find_invalid((struct slice){NULL, 0}) == SLICE_NOT_FOUND);
}

static void the_first_bad_byte_is_found(void **state)
{
    (void)state;
    assert_int_equal(invalid("\x80"), 0);
    assert_int_equal(invalid("abc\xFF"), 3);
    assert_int_equal(invalid("abcdefgh\xC3"), 8);
    assert_int_equal(invalid("abcdefghi\xC3\xA8\xC3("), 11);
    assert_int_equal(invalid("\xC0\xAF"), 0);             /* overlong / */
    assert_int_equal(invalid("\xC1\xBF"), 0);             /* overlong DEL */
    assert_int_equal(invalid("x\xE0\x80\xAF"), 1);        /* overlong */
    assert_int_equal(invalid("x\xE0\x9F\xBF"), 1);        /* overlong */
    assert_int_equal(invalid("x\xF0\x8F\xBF\xBF"), 1);    /* overlong */
    assert_int_equal(invalid("\xED\xA0\x80"), 0);         /* a surrogate */
    assert_int_equal(invalid("\xED\xBF\xBF"), 0);         /* a surrogate */
    assert_int_equal(invalid("\xF4\x90\x80\x80"), 0);     /* past U+10FFFF */
    assert_int_equal(invalid("\xF5\x80\x80\x80"), 0);     /* past U+10FFFF */
    assert_int_equal(invalid("\xF8\x88\x80\x80\x80"), 0); /* five bytes */
    assert_int_equal(invalid("ok\xE2\x82"), 2);           /* cut off */
    assert_int_equal(invalid("ok\xF0\x9F\x98"), 2);       /* cut off */
}

/* The characters, as hexadecimal numbers. */
static const char *characters(const char *bytes)
{
    static char shown[200];
    struct slice rest = slice_from_string(bytes);
    uint32_t character;
    size_t len = 0;
    shown[0] = '\0';
    while (utf8_next(&rest, &character))
        len += (size_t)snprintf(shown + len, sizeof shown - len, "%s%X", len ? " " : "", character);
    return shown;
}

static void walking_gives_each_character_and_fffd_for_what_is_none(void **state)
{
    (void)state;
    assert_string_equal(characters("aè€😀"), "61 E8 20AC 1F600");
    assert_string_equal(characters(""), "");
    assert_string_equal(characters("a\xFFz"), "61 FFFD 7A");
    /* One replacement for each maximal subpart (The Unicode Standard, table 3-8 and on). */
    assert_string_equal(characters("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
                        "FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD 41");
    assert_string_equal(characters("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
                        "FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD 41");
    assert_string_equal(characters("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"),
                        "FFFD FFFD FFFD FFFD 41");
}

static void every_character_is_written_as_it_is_read(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        char bytes[4];
        struct slice rest = slice_from(bytes, utf8_write(bytes, c));
        uint32_t read;
        assert_true(utf8_find_invalid(rest) == SLICE_NOT_FOUND);
        assert_true(utf8_next(&rest, &read));
        assert_int_equal(read, c);
        assert_int_equal(rest.len, 0);
    }
    struct buffer buffer = {0};
    utf8_add(&buffer, 0xD800);
    utf8_add(&buffer, 0x110000);
    assert_slice_equal(buffer_view(&buffer), "\xEF\xBF\xBD\xEF\xBF\xBD");
    buffer_release(&buffer);
}

static void characters_are_counted_and_cut_whole(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(SLICE("")), 0);
    assert_int_equal(utf8_count(SLICE("perché città")), 12);
    assert_int_equal(utf8_count(SLICE("\xFF\xFF")), 2);
    assert_slice_equal(utf8_prefix(SLICE("perché sì"), 6), "perché");
    assert_slice_equal(utf8_prefix(SLICE("perché"), 0), "");
    assert_slice_equal(utf8_prefix(SLICE("perché"), 99), "perché");
    assert_true(utf8_is_ascii(SLICE("plain text, more than eight")));
    assert_false(utf8_is_ascii(SLICE("plain text, mor\xC3\xA9")));
    assert_true(utf8_is_ascii((struct slice){NULL, 0}));
}

static void composed_text_is_returned_itself(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const composed[] = {"",       "plain",  "perché “città” €",
                                           "Привет", "한국어", "が"};
    for (size_t i = 0; i < sizeof composed / sizeof *composed; i++) {
        struct slice text = slice_from_string(composed[i]);
        assert_ptr_equal(utf8_normalize(&arena, text).ptr, text.ptr);
    }
    arena_release(&arena);
}

static void decomposed_text_is_composed(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(utf8_normalize(&arena, SLICE("perche\xCC\x81!")), "perché!");
    assert_slice_equal(utf8_normalize(&arena, SLICE("\xE2\x84\xAB")), "Å"); /* the angstrom sign */
    assert_slice_equal(utf8_normalize(&arena, SLICE("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB")), "한");
    /* Two marks in the wrong order: the cedilla comes before the acute. */
    assert_slice_equal(utf8_normalize(&arena, SLICE("x\xCC\x81\xCC\xA7")), "x\xCC\xA7\xCC\x81");
    /* One that grows threefold, many times over. */
    char text[3000 + 1], expected[6000 + 1];
    text[0] = expected[0] = '\0';
    for (int i = 0; i < 1000; i++) {
        strcat(text, "\xE0\xA5\x98");                 /* U+0958, excluded from composition */
        strcat(expected, "\xE0\xA4\x95\xE0\xA4\xBC"); /* U+0915 U+093C */
    }
    assert_slice_equal(utf8_normalize(&arena, slice_from_string(text)), expected);
    assert_slice_equal(utf8_normalize_compatible(&arena, SLICE("1ª ﬁne m²")), "1a fine m2");
    arena_release(&arena);
}

static void folding_drops_case_accents_and_typography(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"abc-1", "abc-1"},
        {"ABC XYZ @[`{", "abc xyz @[`{"},
        {"Perché", "perche"},
        {"PERCHÉ NO", "perche no"},
        {"perche\xCC\x81", "perche"},
        {"Città più È Ì", "citta piu e i"},
        {"l’inclusione", "l'inclusione"},
        {"l‘ʼ‛＇", "l''''"},
        {"Straße", "strasse"},
        {"STRASSE", "strasse"},
        {"ŉ", "'n"},
        {"İstanbul", "istanbul"},
        {"ıspanak", "ıspanak"},
        {"Łódź", "łodz"},
        {"Ærø", "ærø"},
        {"Žižek Çelik Ñandú", "zizek celik nandu"},
        {"Việt Nam", "viet nam"},
        {"Ǆ ǅ", "ǆ ǆ"},
        {"ﬁne", "fine"},
        {"ΆΈΣ άές", "αεσ αεσ"},
        {"Привет Ёлка", "привет елка"},
        {"한국어", "한국어"},
        {"がぎ", "がぎ"},
        {"हिन्दी", "हिन्दी"},
        {"שָׁלוֹם", "שלום"},
        {"con\xC2\xADtenuto", "contenuto"},
        {"Kelvin", "kelvin"},
        {"84.498,00 €", "84.498,00 €"},
        {"“x” – …", "“x” – …"},
        {"a\xFFz", "a\xEF\xBF\xBDz"},
        {"ΐ", "ι"},
        {"Ⱥ", "ⱥ"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice text = slice_from_string(rows[i][0]);
        struct slice folded = utf8_fold(&arena, text);
        assert_slice_equal(folded, rows[i][1]);
        assert_slice_equal(utf8_fold(&arena, folded), rows[i][1]);
        char out[100];
        assert_slice_equal(slice_from(out, utf8_fold_to(text, out, sizeof out)), rows[i][1]);
    }
    assert_int_equal(utf8_fold(&arena, (struct slice){NULL, 0}).len, 0);
    arena_release(&arena);
}

/* The way through ICU and the short way for Latin letters must not differ. */
static void the_short_way_of_folding_equals_the_long_one(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x2100; c++) {
        char alone[16], beside[24], short_way[32], long_way[40];
        size_t len = utf8_write(alone, c);
        memcpy(beside, alone, len);
        memcpy(beside + len, "Ж", 2); /* of another script: sends the whole by ICU */
        size_t short_len = utf8_fold_to(slice_from(alone, len), short_way, sizeof short_way);
        size_t long_len = utf8_fold_to(slice_from(beside, len + 2), long_way, sizeof long_way);
        if (long_len != short_len + 2 || memcmp(short_way, long_way, short_len))
            fail_msg("U+%04X folds in two ways", c);
    }
}

static void folding_into_a_buffer_cuts_at_a_character(void **state)
{
    (void)state;
    char out[8];
    assert_slice_equal(slice_from(out, utf8_fold_to(SLICE("ABCDEF"), out, 3)), "abc");
    assert_slice_equal(slice_from(out, utf8_fold_to(SLICE("ABøF"), out, 3)), "ab");
    assert_slice_equal(slice_from(out, utf8_fold_to(SLICE("ЖЗИ"), out, 5)), "жз");
    assert_int_equal(utf8_fold_to(SLICE("abc"), out, 0), 0);
    assert_int_equal(utf8_fold_to(SLICE(""), out, 8), 0);
}

static void case_changes_follow_the_language(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice it = SLICE("it"), tr = SLICE("tr"), none = SLICE("");
    assert_slice_equal(utf8_upper(&arena, SLICE("perché no {z}"), it), "PERCHÉ NO {Z}");
    assert_slice_equal(utf8_upper(&arena, SLICE("abc {z} `"), it), "ABC {Z} `");
    assert_slice_equal(utf8_lower(&arena, SLICE("ABC [Z] @"), it), "abc [z] @");
    assert_slice_equal(utf8_upper(&arena, SLICE("straße"), SLICE("de")), "STRASSE");
    assert_slice_equal(utf8_lower(&arena, SLICE("ΟΔΟΣ"), SLICE("el")), "οδος");
    assert_slice_equal(utf8_upper(&arena, SLICE("izmir"), tr), "İZMİR");
    assert_slice_equal(utf8_lower(&arena, SLICE("ISPARTA"), SLICE("tr-TR")), "ısparta");
    assert_slice_equal(utf8_lower(&arena, SLICE("TRI"), SLICE("tri")), "tri");
    assert_slice_equal(utf8_upper(&arena, SLICE(""), none), "");
    arena_release(&arena);
}

static void a_title_has_a_capital_for_each_word(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice it = SLICE("it");
    assert_slice_equal(utf8_title(&arena, SLICE("COMUNE di vicenza"), it), "Comune Di Vicenza");
    assert_slice_equal(utf8_title(&arena, SLICE("l'inclusione è qui"), it), "L'inclusione È Qui");
    assert_slice_equal(utf8_title(&arena, SLICE("l’età (b) 3d x-y"), it), "L’età (B) 3d X-Y");
    assert_slice_equal(utf8_title(&arena, SLICE("ǆ ßa"), it), "ǅ Ssa");
    assert_slice_equal(utf8_title(&arena, SLICE("izmir ili"), SLICE("tr")), "İzmir İli");
    assert_slice_equal(utf8_title(&arena, SLICE(""), it), "");
    assert_slice_equal(utf8_title(&arena, SLICE("\xFF\xFF\xFF\xFF"), it),
                       "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    arena_release(&arena);
}

static void assert_order(const char *language, const char *first, const char *second)
{
    struct arena arena = {0};
    struct collator *collator = collator_open(slice_from_string(language));
    struct slice a = collator_key(collator, &arena, slice_from_string(first));
    struct slice b = collator_key(collator, &arena, slice_from_string(second));
    if (slice_compare(a, b) >= 0)
        fail_msg("in \"%s\", \"%s\" does not come before \"%s\"", language, first, second);
    collator_close(collator);
    arena_release(&arena);
}

static void the_order_is_that_of_a_dictionary(void **state)
{
    (void)state;
    assert_order("it", "città", "cittadino");
    assert_order("it", "abaco", "Àbaco");
    assert_order("it", "Zara", "zaratustra");
    assert_order("it", "è", "ebano");
    assert_order("it", "", "a");
    assert_order("de", "Ö", "Z");
    assert_order("sv", "Z", "Ö");
    assert_order("xx-unknown-language", "a", "B");
    collator_close(NULL);
    /* A key longer than the first guess. */
    char text[4001];
    memset(text, 'z', 4000);
    text[4000] = '\0';
    assert_order("it", "a", text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_unicode_allows_is_valid),
        cmocka_unit_test(the_first_bad_byte_is_found),
        cmocka_unit_test(walking_gives_each_character_and_fffd_for_what_is_none),
        cmocka_unit_test(every_character_is_written_as_it_is_read),
        cmocka_unit_test(characters_are_counted_and_cut_whole),
        cmocka_unit_test(composed_text_is_returned_itself),
        cmocka_unit_test(decomposed_text_is_composed),
        cmocka_unit_test(folding_drops_case_accents_and_typography),
        cmocka_unit_test(the_short_way_of_folding_equals_the_long_one),
        cmocka_unit_test(folding_into_a_buffer_cuts_at_a_character),
        cmocka_unit_test(case_changes_follow_the_language),
        cmocka_unit_test(a_title_has_a_capital_for_each_word),
        cmocka_unit_test(the_order_is_that_of_a_dictionary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
