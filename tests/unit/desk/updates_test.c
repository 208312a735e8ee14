#include "test.h"

#include "base/buffer.h"
#include "desk/updates.h"

#define A "1111111111111111111111111111111111111111"
#define B "abcdef0123456789abcdef0123456789abcdef01"
#define NONE "0000000000000000000000000000000000000000"

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void each_line_is_an_update(void **state)
{
    (void)state;
    struct desk_updates updates;
    assert_true(desk_updates_read(&arena,
                                  SLICE(A " " B " refs/heads/revisione/anna\n" NONE " " A
                                        " refs/tags/v1\n" B " " NONE " refs/heads/a b\xff\n"),
                                  &updates));
    assert_int_equal(updates.count, 3);
    assert_slice_equal(updates.items[0].before, A);
    assert_slice_equal(updates.items[0].after, B);
    assert_slice_equal(updates.items[0].ref, "refs/heads/revisione/anna");
    assert_slice_equal(updates.items[0].branch, "revisione/anna");
    assert_slice_equal(updates.items[1].before, "");
    assert_slice_equal(updates.items[1].branch, "");
    assert_slice_equal(updates.items[2].after, "");
    assert_slice_equal(updates.items[2].branch, "a b\xff");
}

static void nothing_is_no_update(void **state)
{
    (void)state;
    struct desk_updates updates;
    assert_true(desk_updates_read(&arena, SLICE(""), &updates));
    assert_int_equal(updates.count, 0);
}

static void what_git_does_not_write_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\n", A, A " " B, A " " B " ", A " " B " main\n", "1111 " B " refs/heads/main\n",
        A " " B "  refs/heads/main\n", A "  refs/heads/main\n",
        "ABCDEF0123456789abcdef0123456789abcdef01 " B " refs/heads/main\n",
    };
    struct desk_updates updates;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(desk_updates_read(&arena, slice_from_string(wrong[i]), &updates));
}

static void too_many_updates_are_refused(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct desk_updates updates;
    for (int i = 0; i <= DESK_UPDATES_MAX; i++)
        buffer_add_string(&text, A " " B " refs/heads/main\n");
    assert_false(desk_updates_read(&arena, buffer_view(&text), &updates));
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_line_is_an_update, tear_down),
        cmocka_unit_test_teardown(nothing_is_no_update, tear_down),
        cmocka_unit_test_teardown(what_git_does_not_write_is_refused, tear_down),
        cmocka_unit_test_teardown(too_many_updates_are_refused, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
