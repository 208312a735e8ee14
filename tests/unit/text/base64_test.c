#include "test.h"

#include "text/base64.h"

static void bytes_become_text(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xff\xfe\xfd", "//79"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out = {0};
        base64_write(&out, slice_from_string(rows[i][0]));
        assert_slice_equal(buffer_view(&out), rows[i][1]);
        buffer_release(&out);
    }
}

static void a_nul_is_a_byte_like_others(void **state)
{
    (void)state;
    struct buffer out = {0};
    base64_write(&out, (struct slice){"\0\0\0\1", 4});
    assert_slice_equal(buffer_view(&out), "AAAAAQ==");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_text),
        cmocka_unit_test(a_nul_is_a_byte_like_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
