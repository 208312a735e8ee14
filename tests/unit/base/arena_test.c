#include "test.h"

#include "base/arena.h"
#include "base/memory.h"
#include "base/vector.h"

#include <stdalign.h>
#include <string.h>

static void memory_comes_zeroed_and_aligned_whatever_the_size(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (int round = 0; round < 2; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            char *block = arena_allocate(&arena, size);
            assert_non_null(block);
            assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(block[i], 0);
            memset(block, 0xAA, size);
        }
        arena_reset(&arena);
        assert_int_equal(arena.used, 0);
    }
    arena_release(&arena);
    assert_null(arena.newest);
}

static void large_requests_leave_the_others_whole(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_allocate(&arena, 10);
    char *large = arena_allocate(&arena, 5000000);
    char *next = arena_allocate(&arena, 10);
    memset(small, 1, 10);
    memset(large, 2, 5000000);
    memset(next, 3, 10);
    assert_int_equal(small[9], 1);
    assert_int_equal(large[0], 2);
    assert_int_equal(large[4999999], 2);
    assert_true(arena.used >= 5000020);
    arena_release(&arena);
}

static void resizing_keeps_the_bytes_and_zeroes_the_rest(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *text = arena_allocate(&arena, 5);
    memcpy(text, "abcde", 5);
    size_t size = 5;
    while (size < 100000) {
        size_t larger = size * 3;
        text = arena_resize(&arena, text, size, larger);
        assert_memory_equal(text, "abcde", 5);
        for (size_t i = 5; i < larger; i++)
            assert_int_equal(text[i], 0);
        size = larger;
    }
    char *other = arena_resize(&arena, NULL, 0, 3);
    assert_non_null(other);
    text = arena_resize(&arena, text, size, size + 1);
    assert_memory_equal(text, "abcde", 5);
    assert_ptr_equal(arena_resize(&arena, text, size, 2), text);
    arena_release(&arena);
}

#ifndef SCHEDARIO_ARENA_DEBUG
static void the_last_block_grows_where_it_stands(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *text = arena_allocate(&arena, 3);
    assert_ptr_equal(arena_resize(&arena, text, 3, 100), text);
    arena_allocate(&arena, 1);
    assert_ptr_not_equal(arena_resize(&arena, text, 100, 200), text);
    arena_release(&arena);
}
#endif

static void going_over_the_limit_jumps_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    jmp_buf out;
    arena.limit = 10000;
    arena.on_limit = &out;
    volatile int allocations = 0;
    if (setjmp(out) == 0)
        for (;;) {
            arena_allocate(&arena, 1000);
            allocations++;
        }
    assert_in_range(allocations, 9, 10);
    arena_reset(&arena);
    assert_non_null(arena_allocate(&arena, 9000));
    if (setjmp(out) == 0) {
        arena_allocate(&arena, SIZE_MAX);
        fail();
    }
    if (setjmp(out) == 0) {
        arena_resize(&arena, arena_allocate(&arena, 1), 1, 5000);
        fail();
    }
    arena_release(&arena);
}

static jmp_buf exhausted;
static void leave_when_exhausted(size_t size)
{
    (void)size;
    longjmp(exhausted, 1);
}

static void an_array_that_cannot_be_counted_is_no_memory(void **state)
{
    (void)state;
    struct arena arena = {0};
    memory_set_handler(leave_when_exhausted);
    if (setjmp(exhausted) == 0) {
        arena_allocate_array(&arena, SIZE_MAX / 2, 3);
        fail();
    }
    memory_set_handler(NULL);
    assert_non_null(arena_array(&arena, int, 0));
    arena_release(&arena);
}

/* Steps a failure through every allocation of a piece of work. */
static void no_memory_at_any_point_leaks_nothing(void **state)
{
    (void)state;
    static struct arena arena;
    memory_set_handler(leave_when_exhausted);
    volatile long failures = 0;
    for (volatile long after = 0;; after++) {
        memory_fail_after(after);
        if (setjmp(exhausted) == 0) {
            VECTOR(size_t) numbers = {0};
            for (size_t i = 0; i < 5000; i++)
                vector_push(&arena, &numbers, i);
            arena_format(&arena, "%0*d", 9000, 1);
            memory_fail_after(-1);
            arena_release(&arena);
            break;
        }
        failures++;
        arena_release(&arena);
    }
    memory_set_handler(NULL);
    assert_true(failures > 2);
}

static void copies_end_in_nul_and_hold_any_byte(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice copy = arena_copy(&arena, SLICE("a\0b"));
    assert_int_equal(copy.len, 3);
    assert_memory_equal(copy.ptr, "a\0b", 4);
    assert_string_equal(arena_string(&arena, (struct slice){NULL, 0}), "");
    assert_string_equal(arena_string(&arena, slice_sub(SLICE("abc"), 0, 2)), "ab");
    arena_release(&arena);
}

static void text_is_formatted_and_joined(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(arena_format(&arena, "%s/%d", "a", 12), "a/12");
    assert_slice_equal(arena_format(&arena, "%s", ""), "");
    assert_int_equal(arena_format(&arena, "%9000d", 1).len, 9000);
    struct slice joined =
        arena_concat(&arena, SLICE("a"), SLICE(""), SLICE("/"), SLICE("b"), (struct slice){0});
    assert_slice_equal(joined, "a/b");
    assert_int_equal(joined.ptr[joined.len], '\0');
    assert_slice_equal(arena_concat(&arena, (struct slice){0}), "");
    arena_release(&arena);
}

static void a_vector_keeps_its_order_as_it_grows(void **state)
{
    (void)state;
    struct arena arena = {0};
    VECTOR(struct slice) words = {0};
    for (int i = 0; i < 1000; i++)
        vector_push(&arena, &words, arena_format(&arena, "%d", i));
    assert_int_equal(words.count, 1000);
    for (int i = 0; i < 1000; i++) {
        char expected[20];
        snprintf(expected, sizeof expected, "%d", i);
        assert_slice_equal(words.items[i], expected);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_comes_zeroed_and_aligned_whatever_the_size),
        cmocka_unit_test(large_requests_leave_the_others_whole),
        cmocka_unit_test(resizing_keeps_the_bytes_and_zeroes_the_rest),
#ifndef SCHEDARIO_ARENA_DEBUG
        cmocka_unit_test(the_last_block_grows_where_it_stands),
#endif
        cmocka_unit_test(going_over_the_limit_jumps_out),
        cmocka_unit_test(an_array_that_cannot_be_counted_is_no_memory),
        cmocka_unit_test(no_memory_at_any_point_leaks_nothing),
        cmocka_unit_test(copies_end_in_nul_and_hold_any_byte),
        cmocka_unit_test(text_is_formatted_and_joined),
        cmocka_unit_test(a_vector_keeps_its_order_as_it_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
