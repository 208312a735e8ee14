#include "test.h"

#include "base/buffer.h"
#include "text/words.h"

#include <string.h>

static void collect(void *context, struct slice word)
{
    struct buffer *words = context;
    if (words->len)
        buffer_add_byte(words, '|');
    buffer_add(words, word);
}

static void assert_words(const char *language, const char *text, const char *expected)
{
    struct buffer words = {0};
    words_visit(slice_from_string(text), slice_from_string(language), collect, &words);
    assert_slice_equal(buffer_view(&words), expected);
    buffer_release(&words);
}

static void words_are_runs_of_letters_and_digits(void **state)
{
    (void)state;
    assert_words("it", "", "");
    assert_words("it", " - ... !", "");
    assert_words("it", "Uno, due; TRE!", "uno|due|tre");
    assert_words("it", "Città più È", "citta|piu|e");
    assert_words("it", "e-mail COVID-19 a/b x_y", "e|mail|covid|19|a|b|x|y");
    assert_words("it", "perche\xCC\x81 no", "perche|no");
    assert_words("it", "\xCC\x81solo", "solo");
    assert_words("it", "con\xC2\xADtenuto", "contenuto");
    assert_words("it", "“citazione” – fine…", "citazione|fine");
    assert_words("it",
                 "a\xC2\xA0"
                 "b",
                 "a|b");
    assert_words("it", "Привет, мир 日本語 한국어", "привет|мир|日本語|한국어");
    assert_words("hi", "हिन्दी में", "हिन्दी|में");
    assert_words("it",
                 "a\xFF"
                 "b",
                 "a|b");
    assert_words("it", "😀 ciao", "ciao");
}

static void a_number_keeps_its_points(void **state)
{
    (void)state;
    assert_words("it", "Obiettivo 11.3.", "obiettivo|11.3");
    assert_words("it", "1.234.567 euro", "1.234.567|euro");
    assert_words("it", "art.11 fine.Poi 3.x x.3 ..5", "art|11|fine|poi|3|x|x|3|5");
    assert_words("it", "32,4", "32|4");
    assert_words("it", "3..4", "3|4");
    assert_words("it", "v1.2", "v1.2");
}

static void italian_elision_is_cut(void **state)
{
    (void)state;
    assert_words("it", "l'inclusione dell'esperienza", "inclusione|esperienza");
    assert_words("it", "L’Età DELL’ORO", "eta|oro");
    assert_words("it-CH", "un'altra quest'anno c'è", "altra|anno|e");
    assert_words("it", "all'inizio dall'alto nell'area sull'acqua", "inizio|alto|area|acqua");
    assert_words("it", "un po' di l' inclusione", "un|po|di|l|inclusione");
    assert_words("it", "'citato' l'", "citato|l");
    assert_words("it", "tutt'altro", "tutt|altro");
    assert_words("it", "l'11", "l|11"); /* only before a letter */
    assert_words("it", "l''x", "l|x");
    assert_words("it", "dell'l'x", "x");
}

static void other_languages_have_their_own_elision(void **state)
{
    (void)state;
    assert_words("fr", "l'école qu'il aujourd'hui", "ecole|il|aujourd|hui");
    assert_words("en", "the city's budget", "the|city|budget");
    assert_words("en", "don't l'inclusione", "don|t|l|inclusione");
    assert_words("de", "l'inclusione", "l|inclusione");
    assert_words("", "l'inclusione", "l|inclusione");
    assert_words("ita", "l'inclusione", "l|inclusione");
}

static void long_words_are_cut(void **state)
{
    (void)state;
    char text[2001], expected[WORDS_BYTES_MAX + 3];
    memset(text, 'A', 2000);
    strcpy(text + 1998, " b");
    memset(expected, 'a', WORDS_BYTES_MAX);
    strcpy(expected + WORDS_BYTES_MAX, "|b");
    assert_words("it", text, expected);
    /* Two bytes each: the last one does not fit whole. */
    text[0] = expected[0] = '\0';
    for (int i = 0; i < 500; i++)
        strcat(text, "ж");
    for (int i = 0; i < WORDS_BYTES_MAX / 2; i++)
        strcat(expected, "ж");
    assert_words("ru", text, expected);
}

static void words_are_counted_as_people_do(void **state)
{
    (void)state;
    assert_int_equal(words_count(SLICE("")), 0);
    assert_int_equal(words_count((struct slice){NULL, 0}), 0);
    assert_int_equal(words_count(SLICE("L'inclusione è un'altra cosa, 11.3!")), 5);
    assert_int_equal(words_count(SLICE(" uno\ndue\ttre ")), 3);
    assert_int_equal(words_count(SLICE("...")), 0);
}

static void common_words_carry_no_meaning(void **state)
{
    (void)state;
    struct slice it = SLICE("it"), en = SLICE("en-GB");
    static const char *const italian[] = {"il",  "e",    "della", "perche",
                                          "piu", "sono", "un",    "dell"};
    static const char *const english[] = {"the", "of", "is", "which", "their", "and"};
    static const char *const nouns[] = {"stato", "stati", "sei", "verso", "prima"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        assert_false(word_is_common(slice_from_string(nouns[i]), it));
    static const char *const neither[] = {"",        "inclusione", "comune", "territorio",
                                          "project", "budget",     "zzz",    "aaa"};
    for (size_t i = 0; i < sizeof italian / sizeof *italian; i++)
        assert_true(word_is_common(slice_from_string(italian[i]), it));
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_true(word_is_common(slice_from_string(english[i]), en));
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
        assert_false(word_is_common(slice_from_string(neither[i]), it));
        assert_false(word_is_common(slice_from_string(neither[i]), en));
    }
    assert_false(word_is_common(SLICE("the"), it));
    assert_false(word_is_common(SLICE("il"), SLICE("de")));
}

static void the_lists_are_folded_and_in_order(void **state)
{
    (void)state;
    static const char *const languages[] = {"it", "en", "fr", "de", "es", "pt"};
    for (size_t l = 0; l < 6; l++) {
        size_t count;
        const char *const *list = words_common(slice_from_string(languages[l]), &count);
        assert_true(count > 100);
        for (size_t i = 0; i < count; i++) {
            assert_true(i == 0 || strcmp(list[i - 1], list[i]) < 0);
            assert_true(
                word_is_common(slice_from_string(list[i]), slice_from_string(languages[l])));
            assert_words("", list[i], list[i]);
        }
    }
    size_t none;
    words_common(SLICE("xx"), &none);
    assert_int_equal(none, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_runs_of_letters_and_digits),
        cmocka_unit_test(a_number_keeps_its_points),
        cmocka_unit_test(italian_elision_is_cut),
        cmocka_unit_test(other_languages_have_their_own_elision),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(words_are_counted_as_people_do),
        cmocka_unit_test(common_words_carry_no_meaning),
        cmocka_unit_test(the_lists_are_folded_and_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
