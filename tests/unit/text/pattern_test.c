#include "test.h"

#include "text/pattern.h"

#include <string.h>

static bool matches(const char *expression, struct slice text)
{
    struct pattern *pattern = pattern_compile(slice_from_string(expression));
    assert_non_null(pattern);
    bool result = pattern_matches(pattern, text);
    pattern_release(pattern);
    return result;
}

static void the_whole_text_must_match(void **state)
{
    (void)state;
    assert_true(matches("[A-Z]\\d{2}[A-Z]\\d{11}", SLICE("J11B17000000006")));
    assert_false(matches("[A-Z]\\d{2}[A-Z]\\d{11}", SLICE("J11B170000000067")));
    assert_false(matches("b", SLICE("abc")));
    assert_false(matches("a", SLICE("a\n")));
    assert_true(matches("ITH?3?2?", SLICE("ITH32")));
    assert_true(matches("a|ab", SLICE("ab")));
    assert_true(matches("", SLICE("")));
    assert_true(matches("x*", (struct slice){NULL, 0}));
    assert_false(matches("", SLICE("a")));
}

static void characters_count_not_bytes(void **state)
{
    (void)state;
    assert_true(matches(".{6}", SLICE("perché")));
    assert_true(matches("\\p{L}+", SLICE("città")));
    assert_true(matches("(?i)CITTÀ", SLICE("città")));
    assert_true(matches(".", SLICE("😀")));
    assert_false(matches(".", SLICE("\xFF")));
}

static void a_wrong_expression_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"(", "[a-", "*a", "a{2", "\\", "(?<n>a)\\k<m>", "\xFF"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_null(pattern_compile(slice_from_string(wrong[i])));
    pattern_release(NULL);
}

static void a_match_that_takes_too_long_is_no_match(void **state)
{
    (void)state;
    char text[3001];
    memset(text, 'a', 3000);
    text[3000] = 'b';
    assert_false(matches("(a+)+", slice_from(text, sizeof text)));
    assert_false(matches("(a|a)*(a|aa)*c", slice_from(text, sizeof text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_text_must_match),
        cmocka_unit_test(characters_count_not_bytes),
        cmocka_unit_test(a_wrong_expression_is_none),
        cmocka_unit_test(a_match_that_takes_too_long_is_no_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
