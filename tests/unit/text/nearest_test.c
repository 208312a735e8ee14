#include "test.h"

#include "text/nearest.h"

#include <string.h>

/* The best of up to four candidates, and its distance. */
static void assert_nearest(const char *wanted, const char *best, unsigned distance,
                           const char *const candidates[4])
{
    struct nearest nearest = nearest_start(slice_from_string(wanted));
    for (size_t i = 0; i < 4 && candidates[i]; i++)
        nearest_offer(&nearest, slice_from_string(candidates[i]));
    assert_slice_equal(nearest.best, best);
    if (nearest.best.len)
        assert_int_equal(nearest.distance, distance);
}

#define CANDIDATES(...) ((const char *const[4]){__VA_ARGS__})

static void the_nearest_name_wins(void **state)
{
    (void)state;
    assert_nearest("titlo", "titolo", 1, CANDIDATES("ente", "titolo", "temi"));
    assert_nearest("obbiettivo", "obiettivo", 1, CANDIDATES("oggetto", "obiettivo"));
    assert_nearest("tiotlo", "titolo", 1, CANDIDATES("titolo"));           /* a swap */
    assert_nearest("titolo", "titolo", 0, CANDIDATES("titoli", "titolo")); /* the same */
    assert_nearest("Titolo", "titolo", 0, CANDIDATES("titolo"));
    assert_nearest("città", "citta", 0, CANDIDATES("citta"));
    assert_nearest("inclusione-social", "inclusione-sociale", 1,
                   CANDIDATES("innovazione-sociale", "inclusione-sociale"));
    assert_nearest("привте", "привет", 1, CANDIDATES("привет"));
}

static void the_first_of_equals_wins(void **state)
{
    (void)state;
    assert_nearest("temo", "tema", 1, CANDIDATES("tema", "temi"));
    assert_nearest("temo", "temi", 1, CANDIDATES("temi", "tema"));
}

static void what_is_too_far_is_not_offered(void **state)
{
    (void)state;
    assert_nearest("budget", "", 0, CANDIDATES("titolo", "ente", "temi"));
    assert_nearest("abc", "abd", 1, CANDIDATES("abd")); /* one of three */
    assert_nearest("ab", "", 0, CANDIDATES("ac"));      /* one of two */
    assert_nearest("abcde", "", 0, CANDIDATES("abcxy"));
    assert_nearest("abcdef", "abcdxy", 2, CANDIDATES("abcdxy"));
    assert_nearest("abcdefghi", "", 0, CANDIDATES("abcdeWXYZ"));
    assert_nearest("", "", 0, CANDIDATES("a", ""));
    assert_nearest("a", "", 0, CANDIDATES(""));
    /* Optimal string alignment: no edit inside a swap, so this is 3 and not 2. */
    assert_nearest("ca", "", 0, CANDIDATES("abc"));
}

static void long_names_are_not_compared(void **state)
{
    (void)state;
    char name[66], other[66];
    memset(name, 'a', 65);
    name[65] = '\0';
    strcpy(other, name);
    assert_nearest(name, "", 0, CANDIDATES(other));
    name[64] = other[64] = '\0';
    other[63] = 'b';
    assert_nearest(name, other, 1, CANDIDATES(other));
    /* 64 characters of four bytes. */
    char wide[4 * 65 + 1] = "";
    for (int i = 0; i < 64; i++)
        strcat(wide, "𐐨");
    assert_nearest(wide, wide, 0, CANDIDATES(wide));
    strcat(wide, "𐐨");
    assert_nearest(wide, "", 0, CANDIDATES(wide));
}

/* The definition, without any cutting short. */
static unsigned plain_distance(const char *a, const char *b)
{
    unsigned table[20][20];
    size_t la = strlen(a), lb = strlen(b);
    for (size_t i = 0; i <= la; i++)
        for (size_t j = 0; j <= lb; j++) {
            unsigned best =
                i && j ? table[i - 1][j - 1] + (a[i - 1] != b[j - 1]) : (unsigned)(i + j);
            if (i && table[i - 1][j] + 1 < best)
                best = table[i - 1][j] + 1;
            if (j && table[i][j - 1] + 1 < best)
                best = table[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                table[i - 2][j - 2] + 1 < best)
                best = table[i - 2][j - 2] + 1;
            table[i][j] = best;
        }
    return table[la][lb];
}

static void the_distance_is_that_of_the_definition(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char names[2][16];
        for (int n = 0; n < 2; n++) {
            seed = seed * 1664525 + 1013904223;
            size_t len = 1 + (seed >> 24) % 12;
            for (size_t i = 0; i < len; i++) {
                seed = seed * 1664525 + 1013904223;
                names[n][i] = (char)('a' + (seed >> 24) % 3);
            }
            names[n][len] = '\0';
        }
        unsigned expected = plain_distance(names[0], names[1]);
        size_t longer = strlen(names[0]) > strlen(names[1]) ? strlen(names[0]) : strlen(names[1]);
        struct nearest nearest = nearest_start(slice_from_string(names[0]));
        nearest_offer(&nearest, slice_from_string(names[1]));
        assert_int_equal(nearest.best.len > 0, expected <= longer / 3);
        if (nearest.best.len)
            assert_int_equal(nearest.distance, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_name_wins),
        cmocka_unit_test(the_first_of_equals_wins),
        cmocka_unit_test(what_is_too_far_is_not_offered),
        cmocka_unit_test(long_names_are_not_compared),
        cmocka_unit_test(the_distance_is_that_of_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
