#include "test.h"

#include "text/svg.h"

#include <string.h>

static void a_drawing_that_only_draws_is_good(void **state)
{
    (void)state;
    static const char *const good[] = {
        "",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='no'?>\n<svg/>",
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg></svg>",
        "<!-- <script> --><svg viewBox='0 0 1 1'><path d=\"M0 0\"/></svg>",
        "<svg><style><![CDATA[ a > b { fill: url(#g) } <script> ]]></style></svg>",
        "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><use xlink:href=\"#a\"/></svg>",
        "<svg><image href=\"data:image/png;base64,AAAA\"/><image href='foto.jpg' /></svg>",
        "<svg><a href=\"https://example.org/?a=1&amp;b=2\"><text>x &amp; &#233;</text></a></svg>",
        "<svg xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
        "inkscape:version=\"1\">"
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></metadata>"
        "</svg>",
        "<svg><animate attributeName=\"fill\" to=\"red\"/></svg>",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct slice found = svg_find_active(slice_from_string(good[i]));
        if (found.len)
            fail_msg("refused for \"%.*s\": %s", SLICE_ARG(found), good[i]);
    }
}

static void what_does_more_is_shown(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"<svg><script>alert(1)</script></svg>", "script"},
        {"<svg><SCRIPT href='x.js'/></svg>", "SCRIPT"},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>", "s:script"},
        {"<svg onload=\"alert(1)\"/>", "onload"},
        {"<svg\nOnClick = 'x'/>", "OnClick"},
        {"<svg a='>' onload='x'/>", "onload"},
        {"<svg a=\"'\" onload='x'/>", "onload"},
        {"<svg><a href=\"javascript:alert(1)\"/></svg>", "href"},
        {"<svg><a xlink:href=\" java&#115;cript:alert(1)\"/></svg>", "xlink:href"},
        {"<svg><a x:href=\"javascript&colon;alert(1)\"/></svg>", "x:href"},
        {"<svg><a href=\"data:text/html,x\"/></svg>", "href"},
        {"<svg><use href=\"data:image/svg+xml;base64,AAAA\"/></svg>", "href"},
        {"<svg><image href=\"https://example.org/x.png\"/></svg>", "href"},
        {"<svg><image href=\"//example.org/x.png\"/></svg>", "href"},
        {"<svg><set attributeName=\"href\" to=\"javascript:alert(1)\"/></svg>", "attributeName"},
        {"<svg><set attributeName=\" xlink:href\" to=\"x\"/></svg>", "attributeName"},
        {"<svg><set attributeName=\"onclick\" to=\"x\"/></svg>", "attributeName"},
        {"<svg><set attributeName=\"h&#114;ef\" to=\"x\"/></svg>", "attributeName"},
        {"<svg><foreignObject/></svg>", "foreignObject"},
        {"<svg><b xmlns=\"http://www.w3.org/1999/xhtml\"/></svg>", "xmlns"},
        {"<svg><b xmlns:h=\"http://www.w3.org/1999/xhtml\"/></svg>", "xmlns:h"},
        {"<svg><b xmlns=\"http://www.w3.org/1999/&#120;html\"/></svg>", "xmlns"},
        {"<svg><b xmlns=\"http://www.w3.org/1998/Math/MathML\"/></svg>", "xmlns"},
        {"<svg xml:base=\"javascript:\"/>", "xml:base"},
        {"<!DOCTYPE svg [<!ENTITY x \"<script/>\">]><svg>&x;</svg>", "<!DOCTYPE"},
        {"<!ENTITY x 'y'>", "<!"},
        {"<?xml-stylesheet href='x.xsl'?><svg/>", "xml-stylesheet href='x.xsl'"},
        {"<?xml version='1.0' encoding='UTF-7'?><svg/>", "xml version='1.0' encoding='UTF-7'"},
        {"<svg onload=alert(1)>", "onload"},
        {"<svg a=b>", "a"},
        {"<svg a>", "a"},
        {"<svg a=\"<\">", "a"},
        {"<svg a=\"x>", "a"},
        {"<svg", "svg"},
        {"<svg \"", "\""},
        {"<", "<"},
        {"< svg/>", "<"},
        {"<!-- x", "<!--"},
        {"<svg/>\xFF", "\xFF"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct slice found = svg_find_active(slice_from_string(bad[i][0]));
        if (!slice_equal_string(found, bad[i][1]))
            fail_msg("shown as \"%.*s\": %s", SLICE_ARG(found), bad[i][0]);
        struct slice svg = slice_from_string(bad[i][0]);
        assert_true(found.len > 0 && found.ptr >= svg.ptr &&
                    found.ptr + found.len <= svg.ptr + svg.len);
    }
    static const char sixteen[] = "<\0s\0v\0g\0/\0>\0";
    assert_true(svg_find_active(slice_from(sixteen, sizeof sixteen - 1)).len == 1);
}

/* Every start of a drawing, and every byte of it changed, is read to an end. */
static void any_bytes_are_read_to_an_end(void **state)
{
    (void)state;
    static const char text[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE svg><!-- x --><svg a='b' c = \"d\">"
        "<![CDATA[x]]><a href=\"#x\"/></svg>";
    char changed[sizeof text];
    for (size_t length = 0; length < sizeof text; length++) {
        svg_find_active(slice_from(text, length));
        for (int byte = 0; byte < 256; byte++) {
            memcpy(changed, text, sizeof text);
            changed[length] = (char)byte;
            svg_find_active(slice_from(changed, sizeof text - 1));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drawing_that_only_draws_is_good),
        cmocka_unit_test(what_does_more_is_shown),
        cmocka_unit_test(any_bytes_are_read_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
