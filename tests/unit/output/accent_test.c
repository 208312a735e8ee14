#include "test.h"

#include "output/accent.h"

static struct color color(const char *text)
{
    struct color read;
    assert_true(color_read(slice_from_string(text), &read));
    return read;
}

static void assert_color(struct color actual, const char *expected)
{
    struct buffer text = {0};
    color_write(&text, actual);
    assert_slice_equal(buffer_view(&text), expected);
    buffer_release(&text);
}

/* In hundredths, cut. */
static int contrast(const char *a, const char *b)
{
    assert_true(color_contrast(color(a), color(b)) == color_contrast(color(b), color(a)));
    return (int)(color_contrast(color(a), color(b)) * 100);
}

static void colours_are_read_as_six_digits_and_nothing_else(void **state)
{
    (void)state;
    struct color read;
    assert_color(color("#0b5cad"), "#0b5cad");
    assert_color(color("#0B5CAD"), "#0b5cad");
    assert_color(color("#000000"), "#000000");
    assert_color(color("#ffffff"), "#ffffff");
    static const char *const wrong[] = {
        "",        "#",       "#fff",    "0b5cad",        "#0b5ca",  "#0b5cadd", "#0b5cag",
        "#0b5ca ", " 0b5cad", "##b5cad", "#0b5c\xc3\xa1", "#-12345", "#0x1234",  "#@ABCDE"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(color_read(slice_from_string(wrong[i]), &read));
    assert_false(color_read((struct slice){NULL, 0}, &read));
    assert_false(color_read(SLICE("#00000\0"), &read));
}

/* The values of WebAIM's and W3C's own tables, cut at two decimals. */
static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    assert_int_equal(contrast("#000000", "#ffffff"), 2100);
    assert_int_equal(contrast("#ffffff", "#ffffff"), 100);
    assert_int_equal(contrast("#777777", "#ffffff"), 447);
    assert_int_equal(contrast("#767676", "#ffffff"), 454);
    assert_int_equal(contrast("#949494", "#ffffff"), 303);
    assert_int_equal(contrast("#959595", "#ffffff"), 299);
    assert_int_equal(contrast("#ff0000", "#ffffff"), 399);
    assert_int_equal(contrast("#0000ff", "#ffffff"), 859);
    assert_int_equal(contrast("#00ff00", "#ffffff"), 137);
    assert_int_equal(contrast("#ffff00", "#000000"), 1955);
}

static void a_colour_that_can_be_read_stays_as_it_is(void **state)
{
    (void)state;
    assert_color(color_readable_on(color("#0b5cad"), color("#ffffff")), "#0b5cad");
    assert_color(color_readable_on(color("#767676"), color("#ffffff")), "#767676");
    assert_color(color_readable_on(color("#78b0ee"), color("#121212")), "#78b0ee");
}

static void a_pale_colour_is_darkened_and_a_dark_one_lightened_no_more_than_needed(void **state)
{
    (void)state;
    struct color light = color_readable_on(color("#ffcc00"), color("#ffffff"));
    struct color dark = color_readable_on(color("#0b1c4d"), color("#121212"));
    double on_light = color_contrast(light, color("#ffffff"));
    double on_dark = color_contrast(dark, color("#121212"));
    assert_true(on_light >= CONTRAST_MINIMUM && on_light < CONTRAST_MINIMUM + 0.5);
    assert_true(on_dark >= CONTRAST_MINIMUM && on_dark < CONTRAST_MINIMUM + 0.5);
    assert_true(light.red > light.blue && light.red > light.green); /* yellow still */
    assert_true(dark.blue > dark.red);
}

static void every_colour_becomes_readable_on_every_paper(void **state)
{
    (void)state;
    uint32_t random = 20171220;
    for (int i = 0; i < 200; i++) {
        struct color pair[2];
        for (int j = 0; j < 2; j++) {
            random = random * 1664525 + 1013904223; /* Numerical Recipes' generator */
            pair[j] = (struct color){(uint8_t)(random >> 24), (uint8_t)(random >> 16),
                                     (uint8_t)(random >> 8)};
        }
        assert_true(color_contrast(color_readable_on(pair[0], pair[1]), pair[1]) >=
                    CONTRAST_MINIMUM);
        assert_true(color_contrast(color_readable_on(pair[0], (struct color){255, 255, 255}),
                                   (struct color){255, 255, 255}) >= CONTRAST_MINIMUM);
        assert_true(color_contrast(color_text_on(pair[0]), pair[0]) >= CONTRAST_MINIMUM);
    }
}

/* Where black and white are nearly as good as each other, both sides of the middle. */
static void every_grey_is_a_paper(void **state)
{
    (void)state;
    for (int grey = 0; grey < 256; grey++) {
        struct color paper = {(uint8_t)grey, (uint8_t)grey, (uint8_t)grey};
        assert_true(color_contrast(color_readable_on(paper, paper), paper) >= CONTRAST_MINIMUM);
    }
}

static void text_on_a_colour_is_black_or_white(void **state)
{
    (void)state;
    assert_color(color_text_on(color("#0b5cad")), "#ffffff");
    assert_color(color_text_on(color("#78b0ee")), "#000000");
    assert_color(color_text_on(color("#000000")), "#ffffff");
    assert_color(color_text_on(color("#ffffff")), "#000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_are_read_as_six_digits_and_nothing_else),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_colour_that_can_be_read_stays_as_it_is),
        cmocka_unit_test(a_pale_colour_is_darkened_and_a_dark_one_lightened_no_more_than_needed),
        cmocka_unit_test(every_colour_becomes_readable_on_every_paper),
        cmocka_unit_test(every_grey_is_a_paper),
        cmocka_unit_test(text_on_a_colour_is_black_or_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
