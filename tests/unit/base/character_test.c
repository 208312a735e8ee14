#include "test.h"

#include "base/character.h"

static void assert_decodes(struct slice bytes, uint32_t expected, size_t expected_length)
{
    size_t length;
    assert_int_equal(character_decode(bytes, &length), expected);
    assert_int_equal(length, expected_length);
}

static void the_limits_of_every_length_are_decoded(void **state)
{
    (void)state;
    assert_decodes(SLICE("\0"), 0, 1);
    assert_decodes(SLICE("\x7F"), 0x7F, 1);
    assert_decodes(SLICE("\xC2\x80"), 0x80, 2);
    assert_decodes(SLICE("\xDF\xBF"), 0x7FF, 2);
    assert_decodes(SLICE("\xE0\xA0\x80"), 0x800, 3);
    assert_decodes(SLICE("\xED\x9F\xBF"), 0xD7FF, 3);
    assert_decodes(SLICE("\xEE\x80\x80"), 0xE000, 3);
    assert_decodes(SLICE("\xEF\xBF\xBF"), 0xFFFF, 3);
    assert_decodes(SLICE("\xF0\x90\x80\x80"), 0x10000, 4);
    assert_decodes(SLICE("\xF4\x8F\xBF\xBF"), 0x10FFFF, 4);
}

static void what_is_not_utf_8_is_one_invalid_byte(void **state)
{
    (void)state;
    static const struct slice invalid[] = {
        SLICE_INIT("\x80"),
        SLICE_INIT("\xBF"),
        SLICE_INIT("\xC0\x80"),
        SLICE_INIT("\xC1\xBF"),
        SLICE_INIT("\xE0\x9F\xBF"),
        SLICE_INIT("\xED\xA0\x80"),
        SLICE_INIT("\xED\xBF\xBF"),
        SLICE_INIT("\xF0\x8F\xBF\xBF"),
        SLICE_INIT("\xF4\x90\x80\x80"),
        SLICE_INIT("\xF5\x80\x80\x80"),
        SLICE_INIT("\xFF"),
        SLICE_INIT("\xC3"),
        SLICE_INIT("\xC3x"),
        SLICE_INIT("\xE2\x82"),
        SLICE_INIT("\xE2\x82x"),
        SLICE_INIT("\xF0\x9F\x98"),
    };
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        assert_decodes(invalid[i], CHARACTER_INVALID, 1);
}

static void controls_and_turning_marks_are_known(void **state)
{
    (void)state;
    static const uint32_t controls[] = {0, 0x1B, 0x7F, 0x9B, 0x200F, 0x202E, 0x2066, 0x2069};
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
        assert_true(character_is_control(controls[i]));
    static const uint32_t others[] = {' ', 'a', 0xA0, 0xE0, 0x2019, 0x20AC, CHARACTER_INVALID};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(character_is_control(others[i]));
}

static void widths_are_those_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(character_width('a'), 1);
    assert_int_equal(character_width(0x20AC), 1);
    assert_int_equal(character_width(CHARACTER_INVALID), 1);
    assert_int_equal(character_width(0x0301), 0);
    assert_int_equal(character_width(0x200D), 0);
    assert_int_equal(character_width(0xFE0F), 0);
    assert_int_equal(character_width(0x65E5), 2);
    assert_int_equal(character_width(0x1F600), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limits_of_every_length_are_decoded),
        cmocka_unit_test(what_is_not_utf_8_is_one_invalid_byte),
        cmocka_unit_test(controls_and_turning_marks_are_known),
        cmocka_unit_test(widths_are_those_of_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
