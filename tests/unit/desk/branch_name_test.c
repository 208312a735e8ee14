#include "test.h"

#include "desk/branch_name.h"

static struct arena arena;

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void names_are_readable_where_they_may_be(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"main", "main"},
        {"revisione/anna", "revisione~anna"},
        {"bando-2021_b.1", "bando-2021_b.1"},
        {"Bozza", "=42ozza"},
        {"due parole", "due=20parole"},
        {"città", "citt=c3=a0"},
        {"a=b", "a=3db"},
        {"..", "=2e=2e"},
        {"../../etc", "=2e=2e~=2e=2e~etc"},
        {".nascosto", "=2enascosto"},
        {"a..b", "a=2e=2eb"},
        {"fine.", "fine=2e"},
        {"a/.b", "a~=2eb"},
        {"\xff", "=ff"},
        {"a?b#c%d", "a=3fb=23c=25d"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct slice name = branch_name_encode(&arena, slice_from_string(pairs[i][0]));
        assert_slice_equal(name, pairs[i][1]);
        assert_slice_equal(branch_name_decode(&arena, name), pairs[i][0]);
    }
}

static void every_byte_comes_back(void **state)
{
    (void)state;
    char bytes[50];
    for (int start = 1; start < 256; start += 50) {
        size_t count = 0;
        for (int c = start; c < 256 && count < sizeof bytes; c++)
            if (c != '~')
                bytes[count++] = (char)c;
        struct slice branch = slice_from(bytes, count);
        struct slice name = branch_name_encode(&arena, branch);
        assert_true(name.len > 0);
        assert_true(slice_equal(branch_name_decode(&arena, name), branch));
        for (size_t i = 0; i < name.len; i++)
            assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz0123456789-_.~=", name.ptr[i]));
    }
}

static void a_name_that_no_branch_has_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "Main",  "=61", "=2", "=", "a=zz", "=2E",
                                        ".a", "a..b", "..",  "a/b", "a b", "main.it."};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_slice_equal(branch_name_decode(&arena, slice_from_string(wrong[i])), "");
}

static void a_name_that_would_be_too_long_is_none(void **state)
{
    (void)state;
    char branch[BRANCH_NAME_MAX + 1];
    memset(branch, 'a', sizeof branch);
    assert_int_equal(branch_name_encode(&arena, slice_from(branch, BRANCH_NAME_MAX)).len,
                     BRANCH_NAME_MAX);
    assert_int_equal(branch_name_encode(&arena, slice_from(branch, sizeof branch)).len, 0);
    memset(branch, 'A', sizeof branch);
    assert_int_equal(branch_name_encode(&arena, slice_from(branch, 67)).len, 0);
    assert_int_equal(branch_name_encode(&arena, slice_from(branch, 66)).len, 198);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(names_are_readable_where_they_may_be, tear_down),
        cmocka_unit_test_teardown(every_byte_comes_back, tear_down),
        cmocka_unit_test_teardown(a_name_that_no_branch_has_is_none, tear_down),
        cmocka_unit_test_teardown(a_name_that_would_be_too_long_is_none, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
