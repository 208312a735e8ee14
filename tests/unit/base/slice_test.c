#include "test.h"

static void empty_slices_are_equal_whatever_they_point_to(void **state)
{
    (void)state;
    assert_true(slice_equal((struct slice){NULL, 0}, SLICE("")));
    assert_true(slice_equal_string((struct slice){NULL, 0}, ""));
    assert_true(slice_equal(slice_from_string(NULL), SLICE("")));
    assert_int_equal(slice_compare((struct slice){NULL, 0}, SLICE("")), 0);
    assert_true(slice_starts_with((struct slice){NULL, 0}, SLICE("")));
    assert_true(slice_ends_with(SLICE("a"), (struct slice){NULL, 0}));
    assert_int_equal(slice_trim((struct slice){NULL, 0}).len, 0);
    assert_int_equal(slice_sub((struct slice){NULL, 0}, 3, 4).len, 0);
}

static void a_prefix_comes_first_and_bytes_compare_unsigned(void **state)
{
    (void)state;
    assert_true(slice_compare(SLICE("ab"), SLICE("abc")) < 0);
    assert_true(slice_compare(SLICE("abc"), SLICE("ab")) > 0);
    assert_true(slice_compare(SLICE("z"), SLICE("\xC3\xA0")) < 0);
    assert_true(slice_compare(SLICE("a\0b"), SLICE("a\0a")) > 0);
}

static void only_ascii_letters_are_folded(void **state)
{
    (void)state;
    assert_true(slice_equal_ignoring_case(SLICE("Schedario"), SLICE("sCHEDARIO")));
    assert_false(slice_equal_ignoring_case(SLICE("\xC3\xA0"), SLICE("\xC3\x80")));
    assert_false(slice_equal_ignoring_case(SLICE("@"), SLICE("`")));
    assert_false(slice_equal_ignoring_case(SLICE("a"), SLICE("ab")));
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    assert_int_equal(slice_find(SLICE("banana"), SLICE("nan")), 2);
    assert_int_equal(slice_find(SLICE("banana"), SLICE("")), 0);
    assert_true(slice_find(SLICE("ba"), SLICE("ban")) == SLICE_NOT_FOUND);
    assert_true(slice_find((struct slice){NULL, 0}, SLICE("a")) == SLICE_NOT_FOUND);
    assert_int_equal(slice_find_byte(SLICE("banana"), 'a'), 1);
    assert_int_equal(slice_find_last_byte(SLICE("banana"), 'a'), 5);
    assert_true(slice_find_last_byte((struct slice){NULL, 0}, 'a') == SLICE_NOT_FOUND);
}

static void parts_are_clamped(void **state)
{
    (void)state;
    assert_slice_equal(slice_sub(SLICE("abc"), 1, 1), "b");
    assert_slice_equal(slice_sub(SLICE("abc"), 1, SIZE_MAX), "bc");
    assert_slice_equal(slice_sub(SLICE("abc"), 9, 1), "");
    assert_slice_equal(slice_after(SLICE("abc"), 3), "");
    assert_slice_equal(slice_trim(SLICE(" \t\r\n a b \v\f")), "a b");
    assert_slice_equal(slice_trim(SLICE(" \n ")), "");
}

/* The pieces of `text`, in brackets. */
static const char *pieces(struct slice text, char separator)
{
    static char shown[100];
    size_t used = 0;
    struct slice rest = text, piece;
    shown[0] = '\0';
    while (separator ? slice_next(&rest, separator, &piece) : slice_next_line(&rest, &piece))
        used += (size_t)snprintf(shown + used, sizeof shown - used, "[%.*s]", SLICE_ARG(piece));
    assert_false(slice_next(&rest, ',', &piece));
    return shown;
}

static void a_separator_at_the_end_leaves_an_empty_piece(void **state)
{
    (void)state;
    assert_string_equal(pieces(SLICE("a,b"), ','), "[a][b]");
    assert_string_equal(pieces(SLICE("a,"), ','), "[a][]");
    assert_string_equal(pieces(SLICE(",a"), ','), "[][a]");
    assert_string_equal(pieces(SLICE(","), ','), "[][]");
    assert_string_equal(pieces(SLICE(",,"), ','), "[][][]");
    assert_string_equal(pieces(SLICE(""), ','), "");
    assert_string_equal(pieces((struct slice){NULL, 0}, ','), "");
}

static void what_follows_the_last_separator_is_an_ordinary_empty_slice(void **state)
{
    (void)state;
    struct slice rest = SLICE("key="), key;
    assert_true(slice_next(&rest, '=', &key));
    assert_slice_equal(key, "key");
    assert_slice_equal(rest, "");
}

static void a_line_end_at_the_end_starts_no_line(void **state)
{
    (void)state;
    assert_string_equal(pieces(SLICE("a\nb"), 0), "[a][b]");
    assert_string_equal(pieces(SLICE("a\nb\n"), 0), "[a][b]");
    assert_string_equal(pieces(SLICE("a\r\n\r\nb"), 0), "[a][][b]");
    assert_string_equal(pieces(SLICE("\n"), 0), "[]");
    assert_string_equal(pieces(SLICE("a\r"), 0), "[a]");
    assert_string_equal(pieces(SLICE(""), 0), "");
}

static void the_hash_is_the_published_fnv_1a(void **state)
{
    (void)state;
    assert_true(slice_hash(SLICE("")) == 0xcbf29ce484222325u);
    assert_true(slice_hash(SLICE("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(slice_hash(SLICE("foobar")) == 0x85944171f73967e8u);
}

static void a_star_stands_for_any_run_of_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pattern;
        bool fits;
    } cases[] = {
        {"anna", "anna", true},          {"Anna", "anna", true},      {"anna", "ann", false},
        {"anna@ente.example", "*@ente.example", true},                {"anna", "*", true},
        {"anna@altro.example", "*@ente.example", false},              {"", "*", true},
        {"revisione/x/y", "revisione/*", true}, {"revisione", "revisione/*", false},
        {"aaab", "*a*b", true},          {"ab", "a**b", true},        {"ab", "*c*", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (slice_fits(slice_from_string(cases[i].text), slice_from_string(cases[i].pattern)) !=
            cases[i].fits)
            fail_msg("\"%s\" and \"%s\"", cases[i].text, cases[i].pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_slices_are_equal_whatever_they_point_to),
        cmocka_unit_test(a_prefix_comes_first_and_bytes_compare_unsigned),
        cmocka_unit_test(only_ascii_letters_are_folded),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(parts_are_clamped),
        cmocka_unit_test(a_separator_at_the_end_leaves_an_empty_piece),
        cmocka_unit_test(what_follows_the_last_separator_is_an_ordinary_empty_slice),
        cmocka_unit_test(a_line_end_at_the_end_starts_no_line),
        cmocka_unit_test(the_hash_is_the_published_fnv_1a),
        cmocka_unit_test(a_star_stands_for_any_run_of_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
