#include "test.h"

#include "base/span.h"

static const struct text_file sheet = {
    SLICE_INIT("a.md"), SLICE_INIT("\xEF\xBB\xBFtitolo: citt\xC3\xA0 nuova\r\n\r\n# Alto\nfine")};

static struct span span_at(const char *words)
{
    struct slice found = slice_from_string(words);
    size_t start = slice_find(sheet.text, found);
    assert_true(start != SLICE_NOT_FOUND);
    return span_of(&sheet, slice_sub(sheet.text, start, found.len));
}

static void assert_position(struct span span, size_t line, size_t column)
{
    struct position position = span_position(span);
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
}

static void columns_count_characters_and_no_byte_order_mark(void **state)
{
    (void)state;
    assert_position(span_of_file(&sheet), 1, 1);
    assert_position(span_at("titolo"), 1, 1);
    assert_position(span_at("nuova"), 1, 15);
    assert_position(span_at("\r\n\r\n"), 1, 20);
    assert_position(span_at("# Alto"), 3, 1);
    assert_position(span_at("ine"), 4, 2);
}

static void a_span_gives_its_text_and_its_line(void **state)
{
    (void)state;
    assert_slice_equal(span_text(span_at("nuova")), "nuova");
    assert_slice_equal(span_line(span_at("Alto")), "# Alto");
    assert_slice_equal(span_line(span_at("\n\r\n")), "\xEF\xBB\xBFtitolo: citt\xC3\xA0 nuova");
    assert_slice_equal(span_line(span_at("\r\n# A")), "");
    assert_slice_equal(span_line(span_at("ine")), "fine");
}

static void the_end_of_the_file_has_a_place(void **state)
{
    (void)state;
    struct span end = span_of(&sheet, slice_after(sheet.text, sheet.text.len));
    assert_position(end, 4, 5);
    assert_slice_equal(span_line(end), "fine");
    struct text_file ended = {SLICE_INIT("b.md"), SLICE_INIT("a\n")};
    end = span_of(&ended, slice_after(ended.text, 2));
    assert_position(end, 2, 1);
    assert_slice_equal(span_line(end), "");
}

static void nothing_and_empty_files_are_at_the_start(void **state)
{
    (void)state;
    assert_position((struct span){0}, 1, 1);
    assert_slice_equal(span_line((struct span){0}), "");
    assert_slice_equal(span_text((struct span){0}), "");
    struct text_file empty = {SLICE_INIT("c.md"), {NULL, 0}};
    assert_position(span_of_file(&empty), 1, 1);
    assert_int_equal(span_of_file(&empty).length, 0);
    assert_slice_equal(span_line(span_of_file(&empty)), "");
    assert_position(span_of(&empty, SLICE("")), 1, 1);
    assert_position(span_of(&sheet, (struct slice){NULL, 0}), 1, 1);
    assert_position((struct span){&sheet, 100000, 5}, 4, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_count_characters_and_no_byte_order_mark),
        cmocka_unit_test(a_span_gives_its_text_and_its_line),
        cmocka_unit_test(the_end_of_the_file_has_a_place),
        cmocka_unit_test(nothing_and_empty_files_are_at_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
