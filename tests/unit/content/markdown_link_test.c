#include "content/markdown_reading.h"

static void assert_link(const struct markdown_link *link, enum markdown_link_kind kind,
                        const char *target, const char *fragment, const char *span)
{
    assert_int_equal(link->kind, kind);
    assert_slice_equal(link->target, target);
    assert_slice_equal(link->fragment, fragment);
    assert_slice_equal(span_text(link->span), span);
}

static void links_are_of_five_kinds(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("[a](../enti/engim.md#storia) e [b](<due%20parole.pdf>)\n[c](#risultati \"t\")\n\n"
              "- [d](https://x.it/a%20b#c) <e@f.it> www.g.it\n\n"
              "| ![h](foto.png) | [[i]] |\n|---|---|\n| [k](javascript:l) | [m](//n) |\n");
    struct markdown_link *links = markdown->links;
    assert_int_equal(markdown->link_count, 10);
    assert_link(&links[0], MARKDOWN_LINK_FILE, "../enti/engim.md", "storia",
                "../enti/engim.md#storia");
    assert_link(&links[1], MARKDOWN_LINK_FILE, "due parole.pdf", "", "due%20parole.pdf");
    assert_link(&links[2], MARKDOWN_LINK_FILE, "", "risultati", "#risultati");
    assert_link(&links[3], MARKDOWN_LINK_EXTERNAL, "https://x.it/a%20b", "c",
                "https://x.it/a%20b#c");
    assert_link(&links[4], MARKDOWN_LINK_EXTERNAL, "mailto:e@f.it", "", "e@f.it");
    assert_link(&links[5], MARKDOWN_LINK_EXTERNAL, "http://www.g.it", "", "www.g.it");
    assert_link(&links[6], MARKDOWN_LINK_IMAGE, "foto.png", "", "foto.png");
    assert_link(&links[7], MARKDOWN_LINK_WIKI, "i", "", "i");
    assert_link(&links[8], MARKDOWN_LINK_REFUSED, "javascript:l", "", "javascript:l");
    assert_link(&links[9], MARKDOWN_LINK_REFUSED, "//n", "", "//n");
}

static void an_address_may_hold_spaces(void **state)
{
    (void)state;
    struct markdown *markdown = parse("![a](<foto del progetto.jpg>) [b](<java script:c>)\n");
    assert_link(&markdown->links[0], MARKDOWN_LINK_IMAGE, "foto del progetto.jpg", "",
                "foto del progetto.jpg");
    assert_int_equal(markdown->links[1].kind, MARKDOWN_LINK_REFUSED);
    assert_slice_equal(html_of(markdown, (struct markdown_style){0}),
                       "<p><img src=\"foto%20del%20progetto.jpg\" alt=\"a\" /> "
                       "<a href=\"\">b</a></p>\n");
}

static void a_link_whose_address_is_elsewhere_has_the_span_of_its_line(void **state)
{
    (void)state;
    struct markdown *markdown = parse("uno\n\nvedi [a]\n\n[a]: b.md\n");
    assert_link(&markdown->links[0], MARKDOWN_LINK_FILE, "b.md", "", "vedi [a]");
}

static void positions_hold_with_a_byte_order_mark_and_crlf(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("\xEF\xBB\xBF# T\r\n\r\nuno\r\n[a](b.md)\r\n\r\n## Due\r\n\r\nc\r\n");
    struct position position = span_position(markdown->links[0].span);
    assert_int_equal(position.line, 4);
    assert_int_equal(position.column, 5);
    assert_int_equal(span_position(markdown->headings[1].span).line, 6);
    assert_slice_equal(markdown->sections[1].source, "c");
}

static void a_link_shows_what_linking_has_found(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("[a](b.md 'x') [[c]] [[d|*e* & f]] [[g]] ![h *i*](j) [k](l) [[m]]\n");
    markdown->links[0].url = SLICE("/b/?x=1&y='2'");
    markdown->links[1].url = SLICE("/c/");
    markdown->links[1].text = SLICE("Il \"titolo\"");
    markdown->links[2].url = SLICE("/d/");
    markdown->links[3].missing = true;
    markdown->links[3].text = SLICE("<g>");
    markdown->links[4].missing = true;
    markdown->links[5].missing = true;
    struct slice expected =
        SLICE("<p><a href=\"/b/?x=1&amp;y=&#x27;2&#x27;\" title=\"x\">a</a> "
              "<a href=\"/c/\">Il &quot;titolo&quot;</a> [[d|<em>e</em> &amp; f]] ");
    struct slice written = html_of(markdown, (struct markdown_style){0});
    assert_true(slice_starts_with(written, expected));
    assert_int_equal(markdown->link_count, 6);
}

static void a_missing_link_is_text(void **state)
{
    (void)state;
    struct markdown *markdown = parse("[a *b*](c) [[d]] [[e|f]] ![g](h)\n");
    for (size_t i = 0; i < markdown->link_count; i++)
        markdown->links[i].missing = true;
    markdown->links[1].text = SLICE("D");
    assert_slice_equal(html_of(markdown, (struct markdown_style){0}),
                       "<p><span class=\"missing-link\">a <em>b</em></span> "
                       "<span class=\"missing-link\">D</span> "
                       "<span class=\"missing-link\">f</span> "
                       "<span class=\"missing-link\">g</span></p>\n");
}

static void an_address_that_is_not_allowed_is_empty(void **state)
{
    (void)state;
    assert_slice_equal(html("[a](feed:x) ![b](data:image/png;base64,x) [c](JAVASCRIPT:d) "
                            "[e](//f) [g]() [h](tel:1)\n"),
                       "<p><a href=\"\">a</a> <img src=\"\" alt=\"b\" /> <a href=\"\">c</a> "
                       "<a href=\"\">e</a> <a href=\"\">g</a> <a href=\"tel:1\">h</a></p>\n");
}

static void an_id_in_double_brackets_is_a_link(void **state)
{
    (void)state;
    struct markdown *markdown = parse("[[uno]] [[due#qui|Due]] [[[tre]]] *[[ quattro ]]* "
                                      "[[cinque|una riga\nche va a capo]]\n\n"
                                      "| [[sei\\|Sei]] |\n|---|\n");
    static const char *const targets[] = {"uno", "due", "tre", "quattro", "cinque", "sei"};
    assert_int_equal(markdown->link_count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(markdown->links[i].kind, MARKDOWN_LINK_WIKI);
        assert_slice_equal(markdown->links[i].target, targets[i]);
    }
    assert_slice_equal(markdown->links[1].fragment, "qui");
    assert_slice_equal(html_of(markdown, (struct markdown_style){0}),
                       "<p><a href=\"uno\">uno</a> <a href=\"due#qui\">Due</a> "
                       "[<a href=\"tre\">tre</a>] <em><a href=\"quattro\">quattro</a></em> "
                       "<a href=\"cinque\">una riga\nche va a capo</a></p>\n"
                       "<table>\n<thead>\n<tr>\n<th><a href=\"sei\">Sei</a></th>\n</tr>\n"
                       "</thead>\n</table>\n");
}

static void double_brackets_elsewhere_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "`[[a]]`\n",    "    [[a]]\n",       "```\n[[a]]\n```\n", "[[]] [[|a]] [[#b]] [[ ]]\n",
        "[[a] [b]]\n",  "\\[[a]] [\\[b]]\n", "[[a\n\nb]]\n",      "[x [[a]] y](z)\n",
        "![[[a]]](z)\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct markdown *markdown = parse(texts[i]);
        for (size_t j = 0; j < markdown->link_count; j++)
            assert_int_not_equal(markdown->links[j].kind, MARKDOWN_LINK_WIKI);
        struct markdown_style plain = {.plain_gfm = true};
        struct slice expected = html_of(markdown, plain);
        assert_true(slice_equal(html_of(markdown, (struct markdown_style){0}), expected));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(links_are_of_five_kinds),
        TEST(an_address_may_hold_spaces),
        TEST(a_link_whose_address_is_elsewhere_has_the_span_of_its_line),
        TEST(positions_hold_with_a_byte_order_mark_and_crlf),
        TEST(a_link_shows_what_linking_has_found),
        TEST(a_missing_link_is_text),
        TEST(an_address_that_is_not_allowed_is_empty),
        TEST(an_id_in_double_brackets_is_a_link),
        TEST(double_brackets_elsewhere_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
