#include "test.h"

#include "output/offline.h"

static struct buffer out;

static const char *page(const char *html, const char *base_path)
{
    buffer_clear(&out);
    offline_write_page(&out, slice_from_string(html), slice_from_string(base_path), SLICE("../"));
    return buffer_string(&out);
}

static void addresses_of_the_site_lead_to_files(void **state)
{
    (void)state;
    assert_string_equal(page("<a href=\"/a/b/\">x</a>", "/"),
                        "<a href=\"../a/b/index.html\">x</a>");
    assert_string_equal(page("<a href='/'>x</a>", "/"), "<a href='../index.html'>x</a>");
    assert_string_equal(page("<a href=/a/ id=b>x</a>", "/"), "<a href=../a/index.html id=b>x</a>");
    assert_string_equal(page("<A HREF = \"/a.csv\">", "/"), "<A HREF = \"../a.csv\">");
    assert_string_equal(page("<a href=\"/a/#b\"><img src=\"/c.png?d=/e/\">", "/"),
                        "<a href=\"../a/index.html#b\"><img src=\"../c.png?d=/e/\">");
    assert_string_equal(page("<form action=\"/a/?q=1&amp;b=2\">", "/"),
                        "<form action=\"../a/index.html?q=1&amp;b=2\">");
    assert_string_equal(page("<meta http-equiv=\"refresh\" content=\"0; url=/a/\">", "/"),
                        "<meta http-equiv=\"refresh\" content=\"0; url=../a/index.html\">");
}

static void below_a_path_the_path_goes_too(void **state)
{
    (void)state;
    assert_string_equal(page("<a href=\"/c/a/\"><a href=\"/c/\"><a href=\"/d/\">", "/c/"),
                        "<a href=\"../a/index.html\"><a href=\"../index.html\"><a href=\"/d/\">");
}

static void everything_else_stays(void **state)
{
    (void)state;
    static const char *const same[] = {
        "",
        "<",
        "<a",
        "<a href",
        "<a href=",
        "<a href=\"",
        "text with href=\"/a/\" & <b>more</b>",
        "<a href=\"https://example.org/a/\"><a href=\"//example.org/\"><a href=\"#b\">",
        "<a title=\"/a/\" data-x='/a/' alt=/a/>",
        "<!-- <a href=\"/a/\"> --><!DOCTYPE html>",
        "<script>f('<a href=\"/a/\">')</script><style>a{b:url(/a/)}</style>",
        "<a href=\"../a/index.html\"/>",
        "<meta name=\"description\" content=\"/a/\">",
        "1 < 2 </a href=\"/b/\"",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(page(same[i], "/"), same[i]);
    /* an end without its quote, as far as it goes */
    assert_string_equal(page("<a href=\"/a/", "/"), "<a href=\"../a/index.html");
    /* a script's text ends with the script */
    assert_string_equal(page("<script></script><a href=\"/\">", "/"),
                        "<script></script><a href=\"../index.html\">");
}

static void a_file_of_the_index_hands_over_its_bytes(void **state)
{
    (void)state;
    buffer_clear(&out);
    offline_write_index_file(&out, SLICE("words-0-00000000.bin"), SLICE("ab\0c"));
    assert_string_equal(buffer_string(&out),
                        "schedario_file(\"words-0-00000000.bin\",\"YWIAYw==\");\n");
}

static void the_way_to_the_root_goes_up_from_every_folder(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(offline_root(&arena, SLICE("index.html")), "");
    assert_slice_equal(offline_root(&arena, SLICE("a/b/index.html")), "../../");
    arena_release(&arena);
}

static int release(void **state)
{
    (void)state;
    buffer_release(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_the_site_lead_to_files),
        cmocka_unit_test(below_a_path_the_path_goes_too),
        cmocka_unit_test(everything_else_stays),
        cmocka_unit_test(a_file_of_the_index_hands_over_its_bytes),
        cmocka_unit_test(the_way_to_the_root_goes_up_from_every_folder),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
