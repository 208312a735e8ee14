#include "test.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <string.h>

static void an_empty_buffer_is_an_empty_string(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_string(&buffer), "");
    assert_int_equal(buffer_view(&buffer).len, 0);
    buffer_add(&buffer, (struct slice){NULL, 0});
    buffer_add_repeated(&buffer, 'x', 0);
    buffer_clear(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    buffer_release(&buffer);
}

static void everything_added_follows_in_order(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add(&buffer, SLICE("a"));
    buffer_add_string(&buffer, "bc");
    buffer_add_byte(&buffer, 'd');
    buffer_add_repeated(&buffer, 'e', 3);
    buffer_format(&buffer, "<%d>", 7);
    assert_string_equal(buffer_string(&buffer), "abcdeee<7>");
    buffer_truncate(&buffer, 2);
    assert_string_equal(buffer_string(&buffer), "ab");
    buffer_clear(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    buffer_release(&buffer);
    assert_null(buffer.ptr);
}

static void integers_are_written_up_to_their_limits(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_add_integer(&buffer, 0);
    buffer_add_integer(&buffer, -1);
    buffer_add_integer(&buffer, INT64_MAX);
    buffer_add_integer(&buffer, INT64_MIN);
    assert_string_equal(buffer_string(&buffer), "0-19223372036854775807-9223372036854775808");
    buffer_release(&buffer);
}

static void formatting_grows_at_every_length(void **state)
{
    (void)state;
    for (int length = 0; length < 300; length++) {
        struct buffer buffer = {0};
        buffer_format(&buffer, "%*s", length, "");
        buffer_format(&buffer, "%*s", length, "");
        assert_int_equal(buffer.len, 2 * length);
        assert_int_equal(strlen(buffer_string(&buffer)), 2 * length);
        buffer_release(&buffer);
    }
}

static void what_is_reserved_may_be_written_and_counted(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 1000; i++) {
        memcpy(buffer_reserve(&buffer, 10), "xxxxxxxxxx", 10);
        buffer.len += 3;
    }
    assert_int_equal(buffer.len, 3000);
    assert_int_equal(strlen(buffer_string(&buffer)), 3000);
    buffer_release(&buffer);
}

static void a_copy_outlives_the_buffer(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buffer buffer = {0};
    buffer_add(&buffer, SLICE("abc"));
    struct slice copy = buffer_copy(&buffer, &arena);
    buffer_release(&buffer);
    assert_slice_equal(copy, "abc");
    arena_release(&arena);
}

static jmp_buf exhausted;
static void leave_when_exhausted(size_t size)
{
    (void)size;
    longjmp(exhausted, 1);
}

static void a_buffer_stays_whole_when_memory_fails(void **state)
{
    (void)state;
    static struct buffer buffer;
    memory_set_handler(leave_when_exhausted);
    buffer_add(&buffer, SLICE("abc"));
    memory_fail_after(0);
    if (setjmp(exhausted) == 0) {
        buffer_add_repeated(&buffer, 'x', 1000);
        fail();
    }
    assert_string_equal(buffer_string(&buffer), "abc");
    if (setjmp(exhausted) == 0) {
        buffer_reserve(&buffer, SIZE_MAX - 1);
        fail();
    }
    buffer_add_repeated(&buffer, 'x', 1000);
    assert_int_equal(buffer.len, 1003);
    memory_set_handler(NULL);
    buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_string),
        cmocka_unit_test(everything_added_follows_in_order),
        cmocka_unit_test(integers_are_written_up_to_their_limits),
        cmocka_unit_test(formatting_grows_at_every_length),
        cmocka_unit_test(what_is_reserved_may_be_written_and_counted),
        cmocka_unit_test(a_copy_outlives_the_buffer),
        cmocka_unit_test(a_buffer_stays_whole_when_memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
