/*
 * test.h - what every unit test includes: cmocka and what it needs before it.
 */
#ifndef SCHEDARIO_TESTS_TEST_H
#define SCHEDARIO_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"

#include <stdio.h>

/* Shows both sides where they differ. */
#define assert_slice_equal(actual, expected) \
    assert_slices_equal_at((actual), (expected), __FILE__, __LINE__)

static inline void assert_slices_equal_at(struct slice actual, const char *expected,
                                          const char *file, int line)
{
    if (slice_equal_string(actual, expected))
        return;
    print_error("expected: \"%s\"\nactual:   \"%.*s\"\n", expected, SLICE_ARG(actual));
    _fail(file, line);
}

#endif
