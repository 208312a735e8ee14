#include "test.h"

#include "base/diagnostic.h"
#include "base/map.h"
#include "base/memory.h"

#include <string.h>

static jmp_buf exhausted;
static size_t asked_for;
static void leave_when_exhausted(size_t size)
{
    asked_for = size;
    longjmp(exhausted, 1);
}

static int set_up(void **state)
{
    (void)state;
    memory_set_handler(leave_when_exhausted);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    memory_fail_after(-1);
    memory_set_handler(NULL);
    return 0;
}

static void nothing_asked_for_is_still_a_block(void **state)
{
    (void)state;
    void *block = memory_allocate(0), *zeroed = memory_allocate_zeroed(0);
    assert_non_null(block);
    assert_non_null(zeroed);
    block = memory_resize(block, 0);
    assert_non_null(block);
    memory_release(block);
    memory_release(zeroed);
    memory_release(NULL);
}

static void a_block_keeps_its_bytes_when_it_is_resized(void **state)
{
    (void)state;
    char *block = memory_allocate_zeroed(100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(block[i], 0);
    memset(block, 7, 100);
    block = memory_resize(block, 100000);
    assert_int_equal(block[99], 7);
    block = memory_resize(block, 1);
    assert_int_equal(block[0], 7);
    memory_release(block);
    memory_release(memory_resize(NULL, 10));
}

static void the_handler_learns_what_could_not_be_had(void **state)
{
    (void)state;
    memory_fail_after(0);
    if (setjmp(exhausted) == 0) {
        memory_allocate(1234);
        fail();
    }
    assert_int_equal(asked_for, 1234);
    if (setjmp(exhausted) == 0) {
        memory_exhausted(5);
        fail();
    }
    assert_int_equal(asked_for, 5);
}

static void one_chosen_allocation_fails_and_the_next_does_not(void **state)
{
    (void)state;
    void *volatile first = NULL;
    memory_fail_after(1);
    if (setjmp(exhausted) == 0) {
        first = memory_allocate(1);
        memory_allocate_zeroed(2);
        fail();
    }
    assert_non_null(first);
    assert_int_equal(asked_for, 2);
    void *second = memory_resize(first, 3);
    memory_release(second);
}

/* What a sheet's reading does with base, in small. */
static void work(struct arena *arena)
{
    struct map map = {0};
    struct diagnostics list = {.arena = arena};
    static const struct problem twice = {
        "twice", SEVERITY_ERROR, {"%1 stands twice", "%1 c'è due volte"}, {NULL}};
    for (int i = 0; i < 4000; i++) {
        struct slice key = arena_format(arena, "%d", i % 3000);
        if (!map_add(arena, &map, key, arena))
            diagnostic_add(&list, &twice, (struct span){0}, key);
    }
    assert_int_equal(map.count, 3000);
    diagnostics_sort(&list);
    assert_int_equal(list.count, 1000);
}

static void work_leaves_nothing_behind_wherever_memory_ends(void **state)
{
    (void)state;
    static struct arena arena;
    volatile long failures = 0;
    for (volatile bool whole = false; !whole;) {
        memory_fail_after(failures *
                          7); /* in steps: the debug arena allocates thousands of times */
        if (setjmp(exhausted) == 0) {
            work(&arena);
            whole = true;
        } else {
            failures++;
        }
        memory_fail_after(-1);
        arena_release(&arena);
    }
    assert_true(failures > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_asked_for_is_still_a_block),
        TEST(a_block_keeps_its_bytes_when_it_is_resized),
        TEST(the_handler_learns_what_could_not_be_had),
        TEST(one_chosen_allocation_fails_and_the_next_does_not),
        TEST(work_leaves_nothing_behind_wherever_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
