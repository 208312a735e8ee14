#include "test.h"

#include "base/map.h"

static void an_empty_map_holds_nothing(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_get(&map, SLICE("a")));
    assert_null(map_find(&map, SLICE("")));
}

static void what_is_there_already_is_not_added(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = {0};
    int one, two;
    assert_true(map_add(&arena, &map, SLICE("a"), &one));
    assert_false(map_add(&arena, &map, SLICE("a"), &two));
    assert_ptr_equal(map_get(&map, SLICE("a")), &one);
    map_set(&arena, &map, SLICE("a"), &two);
    assert_ptr_equal(map_get(&map, SLICE("a")), &two);
    assert_int_equal(map.count, 1);
    assert_true(map_add(&arena, &map, SLICE(""), NULL));
    assert_null(map_get(&map, SLICE("")));
    assert_non_null(map_find(&map, SLICE("")));
    assert_true(map_add(&arena, &map, SLICE("\0"), &one));
    arena_release(&arena);
}

static void many_keys_are_found_in_the_order_they_came(void **state)
{
    (void)state;
    enum { COUNT = 50000 };
    struct arena arena = {0};
    struct map map = {0};
    for (uintptr_t i = 0; i < COUNT; i++) {
        struct slice key = arena_format(&arena, "%lu", (unsigned long)(i * 7919 % COUNT));
        assert_true(map_add(&arena, &map, key, (void *)(i + 1)));
        if (i < 20)
            for (uintptr_t j = 0; j <= i; j++)
                assert_ptr_equal(map_get(&map, map.entries[j].key), (void *)(j + 1));
    }
    assert_int_equal(map.count, COUNT);
    for (uintptr_t i = 0; i < COUNT; i++) {
        assert_ptr_equal(map.entries[i].value, (void *)(i + 1));
        assert_ptr_equal(map_find(&map, map.entries[i].key), &map.entries[i]);
    }
    assert_null(map_get(&map, SLICE("50000")));
    assert_null(map_get(&map, SLICE("")));
    assert_false(map_add(&arena, &map, SLICE("1"), NULL));
    assert_true(map.slot_count * 2 >= map.count * 3);
    arena_release(&arena);
}

/* Keys that differ in one place only, wherever that is. */
static void like_keys_spread_over_the_slots(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct map map = {0};
    for (unsigned i = 0; i < 40000; i++) {
        char key[24] = "aaaaaaaaaaaaaaaaaaaaaaa";
        key[i % 3 * 8] = (char)(i / 3);
        key[i % 3 * 8 + 1] = (char)(i / 3 >> 8);
        map_add(&arena, &map, arena_copy(&arena, slice_from(key, 24)), &map);
    }
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < map.slot_count; i++) {
        run = map.slots[i] ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    assert_true(longest < 300);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_holds_nothing),
        cmocka_unit_test(what_is_there_already_is_not_added),
        cmocka_unit_test(many_keys_are_found_in_the_order_they_came),
        cmocka_unit_test(like_keys_spread_over_the_slots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
