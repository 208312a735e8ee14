#include "test.h"

#include "text/csv.h"

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void assert_reads(const char *text, const char *expected)
{
    struct csv csv;
    struct slice lines = SLICE("");
    csv_start(&csv, &arena, slice_from_string(text));
    while (csv_next(&csv)) {
        for (size_t i = 0; i < csv.count; i++)
            lines = arena_concat(&arena, lines, SLICE("<"), csv.fields[i], SLICE(">"),
                                 (struct slice){0});
        lines = arena_concat(&arena, lines, SLICE("/"), (struct slice){0});
    }
    if (csv.problem)
        lines = arena_concat(&arena, lines, SLICE("!"), (struct slice){0});
    assert_slice_equal(lines, expected);
}

static void fields_stand_between_commas_semicolons_or_tabs(void **state)
{
    (void)state;
    assert_reads("a,b\n1,2\n", "<a><b>/<1><2>/");
    assert_reads("a;b\r\n32,4;2\r\n", "<a><b>/<32,4><2>/");
    assert_reads("a\tb, c\n1\t2", "<a><b, c>/<1><2>/");
    assert_reads("solo\n1\n", "<solo>/<1>/");
}

static void quotes_hold_what_would_end_a_field(void **state)
{
    (void)state;
    assert_reads("a,b\n\"1,5\",\"due \"\"righe\"\"\nqui\"\n", "<a><b>/<1,5><due \"righe\"\nqui>/");
    assert_reads("\"a;b\",c,d\n1,2,3", "<a;b><c><d>/<1><2><3>/");
    assert_reads("a , \"b\" \n , 2 \n", "<a><b>/<><2>/");
}

static void empty_lines_and_comments_are_passed_over(void **state)
{
    (void)state;
    assert_reads("\xef\xbb\xbf# nota, con virgole\n\na;b\n\n1;2\n  \n# fine\n", "<a><b>/<1><2>/");
    assert_reads("", "");
    assert_reads("\n\n", "");
    assert_reads("a,b\n,\n", "<a><b>/<><>/");
    assert_reads("a,b\n1,", "<a><b>/<1><>/"); /* the file ends with the separator */
}

static void what_is_wrong_stops_it(void **state)
{
    (void)state;
    assert_reads("a,b\n\"1,2\n", "<a><b>/!");
    assert_reads("a,b\n\"1\"2,3\n", "<a><b>/!");
    struct csv csv;
    struct slice text = SLICE("");
    for (int i = 0; i <= CSV_FIELDS_MAX; i++)
        text = arena_concat(&arena, text, SLICE("x,"), (struct slice){0});
    csv_start(&csv, &arena, text);
    assert_false(csv_next(&csv));
    assert_int_equal(csv.problem, CSV_TOO_MANY_FIELDS);
}

static void places_are_views_into_the_text(void **state)
{
    (void)state;
    struct slice text = SLICE("a,\"b\"\"c\"\n");
    struct csv csv;
    csv_start(&csv, &arena, text);
    assert_true(csv_next(&csv));
    assert_ptr_equal(csv.places[1].ptr, text.ptr + 3);
    assert_slice_equal(csv.fields[1], "b\"c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(fields_stand_between_commas_semicolons_or_tabs, tear_down),
        cmocka_unit_test_teardown(quotes_hold_what_would_end_a_field, tear_down),
        cmocka_unit_test_teardown(empty_lines_and_comments_are_passed_over, tear_down),
        cmocka_unit_test_teardown(what_is_wrong_stops_it, tear_down),
        cmocka_unit_test_teardown(places_are_views_into_the_text, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
