#include "search/spelling.h"

#include "test.h"

static unsigned distance(const char *a, const char *b)
{
    return spelling_distance(slice_from_string(a), slice_from_string(b), 2);
}

static void one_slip_is_one_away(void **state)
{
    (void)state;
    assert_int_equal(distance("inclusione", "inclusione"), 0);
    assert_int_equal(distance("inclusone", "inclusione"), 1);
    assert_int_equal(distance("incllusione", "inclusione"), 1);
    assert_int_equal(distance("inclusiome", "inclusione"), 1);
    assert_int_equal(distance("inclusoine", "inclusione"), 1);
    assert_int_equal(distance("binclusione", "inclusione"), 1);
    assert_int_equal(distance("onclusione", "inclusione"), 1);
    assert_int_equal(distance("città", "citta"), 1);
}

static void what_is_too_far_is_not_measured(void **state)
{
    (void)state;
    assert_int_equal(distance("inclusione", "conclusioni"), 3);
    assert_int_equal(distance("a", "abcdefg"), 3);
    char long_word[200];
    for (size_t i = 0; i < sizeof long_word; i++)
        long_word[i] = 'x';
    assert_int_equal(spelling_distance(slice_from(long_word, 200), slice_from(long_word, 200), 2), 3);
}

/* Whatever the one slip, one of the halves stays as it was. */
static void assert_found_by_a_half(const char *typed, const char *meant)
{
    struct slice word = slice_from_string(typed), other = slice_from_string(meant);
    size_t half = spelling_half(word); /* of ASCII */
    assert_true(slice_starts_with(other, slice_sub(word, 0, half)) ||
                slice_ends_with(other, slice_after(word, word.len - half)));
}

static void every_single_slip_leaves_a_half(void **state)
{
    (void)state;
    const char *word = "abcdefgh";
    char typed[40];
    for (size_t length = 4; length <= 8; length++) {
        char meant[16];
        snprintf(meant, sizeof meant, "%.*s", (int)length, word);
        for (size_t i = 0; i < length; i++) {
            snprintf(typed, sizeof typed, "%s", meant);
            typed[i] = 'x';
            assert_found_by_a_half(typed, meant);
            snprintf(typed, sizeof typed, "%.*sx%s", (int)i, meant, meant + i);
            assert_found_by_a_half(typed, meant);
            snprintf(typed, sizeof typed, "%.*s%s", (int)i, meant, meant + i + 1);
            assert_found_by_a_half(typed, meant);
            if (i + 1 < length) {
                snprintf(typed, sizeof typed, "%s", meant);
                typed[i] = meant[i + 1];
                typed[i + 1] = meant[i];
                assert_found_by_a_half(typed, meant);
            }
        }
    }
}

static void words_are_reversed_by_characters(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(spelling_reverse(&arena, SLICE("città")), "àttic");
    assert_slice_equal(spelling_reverse(&arena, SLICE("")), "");
    arena_release(&arena);
}

static void numbers_and_short_words_are_left_as_typed(void **state)
{
    (void)state;
    assert_int_equal(spelling_reach(SLICE("ot11")), 0);
    assert_int_equal(spelling_reach(SLICE("tre")), 0);
    assert_int_equal(spelling_reach(SLICE("rete")), 1);
    assert_int_equal(spelling_reach(SLICE("inclusione")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_slip_is_one_away),
        cmocka_unit_test(what_is_too_far_is_not_measured),
        cmocka_unit_test(every_single_slip_leaves_a_half),
        cmocka_unit_test(words_are_reversed_by_characters),
        cmocka_unit_test(numbers_and_short_words_are_left_as_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
