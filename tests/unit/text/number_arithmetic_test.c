#include "test.h"

#include "text/number.h"

static struct decimal d(int64_t units, unsigned scale)
{
    return (struct decimal){units, scale};
}

#define assert_decimal(number, expected_units, expected_scale) \
    do {                                                       \
        assert_int_equal((number).units, (expected_units));    \
        assert_int_equal((number).scale, (expected_scale));    \
    } while (0)

static void sums_are_exact_and_keep_the_larger_scale(void **state)
{
    (void)state;
    struct decimal r;
    assert_true(decimal_add(d(324, 1), d(55, 0), &r));
    assert_decimal(r, 874, 1);
    assert_true(decimal_subtract(d(1, 1), d(2, 1), &r));
    assert_decimal(r, -1, 1);
    assert_true(decimal_add(d(1, 1), d(2, 1), &r));
    assert_int_equal(decimal_compare(r, d(3, 1)), 0); /* 0.1 + 0.2 is 0.3 */
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct decimal r = d(7, 7);
    assert_false(decimal_add(d(999999999999999999, 0), d(1, 0), &r));
    assert_false(decimal_subtract(d(-999999999999999999, 0), d(1, 0), &r));
    assert_false(decimal_add(d(999999999999999999, 0), d(1, 18), &r));
    assert_false(decimal_multiply(d(999999999999999999, 0), d(2, 0), &r));
    assert_false(decimal_divide(d(999999999999999999, 0), d(1, 1), 0, &r));
    assert_decimal(r, 7, 7);
    assert_true(decimal_subtract(d(0, 0), d(INT64_MIN, 18), &r) == false);
}

static void products_are_exact_until_they_must_be_rounded(void **state)
{
    (void)state;
    struct decimal r;
    assert_true(decimal_multiply(d(125, 2), d(-4, 1), &r));
    assert_decimal(r, -500, 3);
    assert_true(decimal_multiply(d(123456789012345, 12), d(123456789012345, 12), &r));
    assert_true(r.scale <= DECIMAL_DIGITS_MAX);
    assert_int_equal((int64_t)decimal_to_double(r), 15241);
}

static void quotients_are_rounded_half_away_from_zero(void **state)
{
    (void)state;
    struct decimal r;
    assert_true(decimal_divide(d(242782, 0), d(40, 0), 2, &r));
    assert_decimal(r, 606955, 2);
    assert_true(decimal_divide(d(-1, 0), d(8, 0), 2, &r));
    assert_decimal(r, -13, 2);
    assert_true(decimal_divide(d(1, 0), d(-3, 0), 3, &r));
    assert_decimal(r, -333, 3);
    assert_true(decimal_divide(d(2, 0), d(5, 1), 0, &r));
    assert_decimal(r, 4, 0);
    assert_true(decimal_divide(d(125, 5), d(1, 0), 1, &r));
    assert_decimal(r, 0, 1);
    assert_false(decimal_divide(d(1, 0), d(0, 3), 2, &r));
}

static void zeros_at_the_end_can_be_taken_off(void **state)
{
    (void)state;
    assert_decimal(decimal_trim(d(12500, 3)), 125, 1);
    assert_decimal(decimal_trim(d(0, 3)), 0, 0);
    assert_decimal(decimal_trim(d(100, 0)), 100, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_exact_and_keep_the_larger_scale),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(products_are_exact_until_they_must_be_rounded),
        cmocka_unit_test(quotients_are_rounded_half_away_from_zero),
        cmocka_unit_test(zeros_at_the_end_can_be_taken_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
