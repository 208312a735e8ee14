#include "test.h"

#include "text/escape.h"

#include <string.h>

typedef void escaper(struct buffer *out, struct slice text);

static void assert_escaped(escaper *escape, struct slice text, const char *expected)
{
    struct buffer buffer = {0};
    buffer_add_byte(&buffer, '[');
    escape(&buffer, text);
    buffer_add_byte(&buffer, ']');
    struct slice inside = buffer_view(&buffer);
    assert_slice_equal(slice_sub(inside, 1, inside.len - 2), expected);
    buffer_release(&buffer);
}

static void html_escapes_five_characters_and_no_more(void **state)
{
    (void)state;
    assert_escaped(escape_html, SLICE(""), "");
    assert_escaped(escape_html, (struct slice){NULL, 0}, "");
    assert_escaped(escape_html, SLICE("plain, à €"), "plain, à €");
    assert_escaped(escape_html, SLICE("<a href=\"x\">l'&amp;</a>"),
                   "&lt;a href=&quot;x&quot;&gt;l&#39;&amp;amp;&lt;/a&gt;");
    assert_escaped(escape_html, SLICE("&&"), "&amp;&amp;");
}

static void xml_drops_what_it_forbids(void **state)
{
    (void)state;
    assert_escaped(escape_xml, SLICE("<à> & \"x\" 'y'"),
                   "&lt;à&gt; &amp; &quot;x&quot; &apos;y&apos;");
    assert_escaped(escape_xml,
                   SLICE("a\0b\x01"
                         "c\x1B[0m\td\ne\rf\x7F"),
                   "abc[0m\td\ne\rf\x7F");
    assert_escaped(escape_xml,
                   SLICE("a\xEF\xBF\xBE"
                         "b\xEF\xBF\xBF"
                         "c"),
                   "abc");
    assert_escaped(escape_xml, SLICE("a\xFFz\xC3"), "a\xEF\xBF\xBDz\xEF\xBF\xBD");
    assert_escaped(escape_xml, (struct slice){NULL, 0}, "");
}

static void json_escapes_quotes_controls_and_bad_bytes(void **state)
{
    (void)state;
    assert_escaped(escape_json, SLICE(""), "");
    assert_escaped(escape_json, SLICE("città €😀"), "città €😀");
    assert_escaped(escape_json, SLICE("a\"b\\c/d"), "a\\\"b\\\\c/d");
    assert_escaped(escape_json, SLICE("\b\t\n\v\f\r"), "\\b\\t\\n\\u000B\\f\\r");
    assert_escaped(escape_json, SLICE("\0\x01\x1F\x7F"), "\\u0000\\u0001\\u001F\x7F");
    assert_escaped(escape_json, SLICE("a\xFF\xC3(z"), "a\xEF\xBF\xBD\xEF\xBF\xBD(z");
    assert_escaped(escape_json, SLICE("</script>&\xE2\x80\xA8"), "</script>&\xE2\x80\xA8");
}

static void json_for_a_script_cannot_end_it(void **state)
{
    (void)state;
    assert_escaped(escape_json_for_script, SLICE("</script><!--&\xE2\x80\xA8\xE2\x80\xA9 à\""),
                   "\\u003C/script\\u003E\\u003C!--\\u0026\\u2028\\u2029 à\\\"");
}

static void a_part_of_an_address_keeps_only_unreserved_characters(void **state)
{
    (void)state;
    assert_escaped(escape_url_part, SLICE("azAZ09-._~"), "azAZ09-._~");
    assert_escaped(escape_url_part, SLICE("a/b?c=d&e#f g%"), "a%2Fb%3Fc%3Dd%26e%23f%20g%25");
    assert_escaped(escape_url_part, SLICE("città"), "citt%C3%A0");
    assert_escaped(escape_url_part, SLICE("\0\xFF"), "%00%FF");
    assert_escaped(escape_url_part, (struct slice){NULL, 0}, "");
}

static void a_whole_address_keeps_what_means_something(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"https://example.org/a/b?c=d&e=f#g", "https://example.org/a/b?c=d&e=f#g"},
        {"/città vecchia", "/citt%C3%A0%20vecchia"},
        {"a%20b%2F", "a%20b%2F"},
        {"100%", "100%25"},
        {"100%zz%4", "100%25zz%254"},
        {"a\"b<c>d`e{f}g|h\\i^j", "a%22b%3Cc%3Ed%60e%7Bf%7Dg%7Ch%5Ci%5Ej"},
        {"http://[::1]:80/a[0]?b[1]", "http://[::1]:80/a%5B0%5D?b%5B1%5D"},
        {"a[0]", "a%5B0%5D"},
        {"?u=http://[x]", "?u=http://%5Bx%5D"},
        {"x#a#b", "x#a%23b"},
        {"mailto:a@b.it?subject=x'y", "mailto:a@b.it?subject=x'y"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_escaped(escape_url, slice_from_string(rows[i][0]), rows[i][1]);
    /* Escaped twice is escaped once. */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_escaped(escape_url, slice_from_string(rows[i][1]), rows[i][1]);
}

static void csv_quotes_where_it_must(void **state)
{
    (void)state;
    assert_escaped(escape_csv, SLICE(""), "");
    assert_escaped(escape_csv, SLICE("plain text; a 'b'"), "plain text; a 'b'");
    assert_escaped(escape_csv, SLICE("a,b"), "\"a,b\"");
    assert_escaped(escape_csv, SLICE("say \"yes\""), "\"say \"\"yes\"\"\"");
    assert_escaped(escape_csv, SLICE("\""), "\"\"\"\"");
    assert_escaped(escape_csv, SLICE("two\nlines"), "\"two\nlines\"");
    assert_escaped(escape_csv, SLICE("two\r\nlines"), "\"two\r\nlines\"");
}

static void csv_defuses_formulas_but_not_numbers(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
        {"+39 06 1234", "'+39 06 1234"},
        {"-2+3", "'-2+3"},
        {"-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\tx", "'\tx"},
        {"\rx", "\"'\rx\""},
        {"-", "'-"},
        {"--5", "'--5"},
        {"-5.", "'-5."},
        {"-.5", "'-.5"},
        {"+", "'+"},
        {"-12.5", "-12.5"},
        {"-84.498,00", "\"-84.498,00\""},
        {"+3", "+3"},
        {"-7", "-7"},
        {"a=b", "a=b"},
        {" =b", " =b"},
        {"84498.00", "84498.00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_escaped(escape_csv, slice_from_string(rows[i][0]), rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_escapes_five_characters_and_no_more),
        cmocka_unit_test(xml_drops_what_it_forbids),
        cmocka_unit_test(json_escapes_quotes_controls_and_bad_bytes),
        cmocka_unit_test(json_for_a_script_cannot_end_it),
        cmocka_unit_test(a_part_of_an_address_keeps_only_unreserved_characters),
        cmocka_unit_test(a_whole_address_keeps_what_means_something),
        cmocka_unit_test(csv_quotes_where_it_must),
        cmocka_unit_test(csv_defuses_formulas_but_not_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
