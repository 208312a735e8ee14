#include "model/small_site.h"

#define FRONT "---\ntitolo: X\n---\n\n"

static const struct small_file good[] = {
    {"content/enti/engim.md", "---\nnome: Engim\n---\n\n## Storia\n\nTesto.\n"},
    {"content/enti/rete/index.en.md", "---\nnome: Network\n---\n"},
    {"content/enti/rete/index.md", "---\nnome: Rete\n---\n"},
    {"content/esperienze/x.en.md", "---\ntitolo: The X\n---\n\n[a](../enti/engim.md) [[rete]]\n"},
    {"content/esperienze/x.md",
     FRONT "## Sintesi\n\n[a](../enti/engim.md) [b](../enti/engim.md#storia)\n"
           "[c](/enti/engim.md) [d](../enti/rete/) [e](../enti/rete/index.en.md)\n"
           "[f](y.md#sintesi) [g](#sintesi) [h](/enti/engim/) [i](/en/enti/)\n"
           "[j](https://example.org/) [k](/enti/engim)\n\n"
           "[[engim]] [[enti/rete|la rete]] [[y#sintesi]]\n"},
    {"content/esperienze/y.md", "---\ntitolo: Y\n---\n\n## Sintesi\n\nTesto.\n"},
    {0},
};

static void test_links_get_the_addresses_of_what_they_name(void **state)
{
    static const char *const urls[] = {
        "/catalogo/enti/engim/",
        "/catalogo/enti/engim/#storia",
        "/catalogo/enti/engim/",
        "/catalogo/enti/rete/",
        "/catalogo/enti/rete/",
        "/catalogo/esperienze/y/#sintesi",
        "",
        "/catalogo/enti/engim/",
        "/catalogo/en/enti/",
        "",
        "/catalogo/enti/engim/",
        "/catalogo/enti/engim/",
        "/catalogo/enti/rete/",
        "/catalogo/esperienze/y/#sintesi",
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, good, false);
    assert_slice_equal(small_site_said(site, true), "");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        assert_slice_equal(small_site_link_url(site, "x", 0, i), urls[i]);
    const struct markdown *body = small_site_sheet(site, "x")->original->document->markdown;
    assert_slice_equal(body->links[11].text, "Engim");
    small_site_end(site);
}

static void test_a_translation_links_to_pages_of_its_language(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, good, false);
    assert_slice_equal(small_site_link_url(site, "x", 1, 0), "/catalogo/en/enti/engim/");
    assert_slice_equal(small_site_link_url(site, "x", 1, 1), "/catalogo/en/enti/rete/");
    assert_slice_equal(small_site_sheet(site, "x")->editions[1]->document->markdown->links[1].text,
                       "Network");
    small_site_end(site);
}

static void test_a_sheet_knows_who_links_to_it_and_from_where(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.md", "---\nnome: A\n---\n\n[me](a.md) [x](../esperienze/x.md)\n"},
        {"content/esperienze/x.md", FRONT "[a](../enti/a.md)\n"},
        {"content/esperienze/y.md",
         "---\ntitolo: Alfa\nnota: si veda [a](../enti/a.md)\n---\n\n## Dopo\n\n[[a]]\n"},
        {"content/esperienze/z.en.md", "---\ntitolo: Z\n---\n\n## There\n\n[[a]]\n"},
        {"content/esperienze/z.md", "---\ntitolo: Z\n---\n\n## Qui\n\n[[x]]\n\n## La\n\n[[x]]\n"},
        {"content/guida/g.md", "---\ntitolo: G\nstato: bozza\n---\n\n[[a]]\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "");
    const struct sheet *a = small_site_sheet(site, "a"), *x = small_site_sheet(site, "x");
    assert_int_equal(a->backlink_count, 3);
    assert_slice_equal(a->backlinks[0].from->id, "y");
    assert_slice_equal(a->backlinks[0].anchor, "dopo");
    assert_slice_equal(a->backlinks[1].from->id, "x");
    assert_slice_equal(a->backlinks[1].anchor, "");
    assert_slice_equal(a->backlinks[2].from->id, "z");
    assert_slice_equal(a->backlinks[2].anchor, "there");
    assert_int_equal(a->backlinks[2].edition->language, 1);
    assert_int_equal(x->backlink_count, 2);
    assert_slice_equal(x->backlinks[0].from->id, "z");
    assert_slice_equal(x->backlinks[0].anchor, "qui");
    assert_slice_equal(x->backlinks[1].from->id, "a");
    const struct markdown *note = small_site_sheet(site, "y")->original->values[6].as.markdown.tree;
    assert_slice_equal(note->links[0].url, "/catalogo/enti/a/");
    small_site_end(site);
}

static void test_a_dead_link_is_an_error_with_its_line_and_the_nearest(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\nnome: Engim\n---\n\n## Storia\n"},
        {"content/esperienze/x.md",
         FRONT "[a](../enti/enigm.md)\n\n[b](../../../etc/passwd)\n\n[c](/enti/enigm/)\n\n"
               "[d](../enti/engim.md#storie)\n\n[e](#niente)\n\n[[enigm]]\n\n[[enti/zzzzzzz]]\n\n"
               "![f](foto.png)\n\n[g](/enti/engim.md/)\n\n![h](../enti/engim.md)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/esperienze/x.md:5:5 error link-dead\n"
                                               "content/esperienze/x.md:7:5 error link-dead\n"
                                               "content/esperienze/x.md:9:5 error link-dead\n"
                                               "content/esperienze/x.md:11:5 error link-anchor\n"
                                               "content/esperienze/x.md:13:5 error link-anchor\n"
                                               "content/esperienze/x.md:15:3 error link-dead\n"
                                               "content/esperienze/x.md:17:3 error link-dead\n"
                                               "content/esperienze/x.md:19:6 error link-dead\n"
                                               "content/esperienze/x.md:21:5 error link-dead\n"
                                               "content/esperienze/x.md:23:6 error link-dead\n");
    assert_true(small_site_says(site, "did you mean \"/enti/engim.md\"?"));
    assert_true(small_site_says(site, "content/enti/engim.md has no heading \"#storie\" | did you "
                                      "mean \"#storia\"?"));
    assert_true(small_site_says(site, "did you mean [[engim]]?"));
    assert_true(small_site_sheet(site, "x")->original->document->markdown->links[0].missing);
    small_site_end(site);
}

static void test_mistakes_of_a_draft_are_warnings(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x.md", "---\ntitolo: X\nstato: bozza\n---\n\n[a](no.md) [[no]]\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/esperienze/x.md:6:5 warning link-dead\n"
                                               "content/esperienze/x.md:6:14 warning link-dead\n");
    small_site_end(site);
}

static void test_an_id_in_two_collections_must_be_written_in_full(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.md", "---\nnome: A\n---\n"},
        {"content/esperienze/a.md", "---\ntitolo: A\n---\n"},
        {"content/esperienze/x.md", FRONT "[[a]] [[enti/a]]\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_said(site, true),
                       "content/esperienze/x.md:5:3 error link-ambiguous: [[a]] may be a sheet of "
                       "enti or of esperienze | write [[enti/a]] or [[esperienze/a]]\n");
    assert_slice_equal(small_site_link_url(site, "x", 0, 1), "/catalogo/enti/a/");
    assert_null(small_site_sheet(site, "a"));
    assert_non_null(small_site_sheet(site, "enti/a"));
    small_site_end(site);
}

static void test_a_link_to_a_draft_becomes_text_with_a_warning(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.md", "---\nnome: A\nstato: bozza\n---\n\n[x](../esperienze/x.md)\n"},
        {"content/enti/b.md", "---\nnome: B\nstato: bozza\n---\n\n[a](a.md)\n"},
        {"content/esperienze/x.md", FRONT "[a](../enti/a.md)\n\n[[a]]\n\n[c](/enti/a/)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/esperienze/x.md:5:5 warning link-draft\n"
                                               "content/esperienze/x.md:7:3 warning link-draft\n"
                                               "content/esperienze/x.md:9:5 warning link-draft\n");
    assert_true(small_site_sheet(site, "x")->original->document->markdown->links[0].missing);
    assert_int_equal(small_site_sheet(site, "x")->backlink_count, 0);
    small_site_end(site);
    site = small_site_link(SMALL_SITE_YAML, files, true);
    assert_slice_equal(small_site_codes(site), "");
    assert_slice_equal(small_site_link_url(site, "x", 0, 0), "/catalogo/enti/a/");
    small_site_end(site);
}

static void test_an_address_that_may_not_stand_in_a_page_is_told(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x.md",
         FRONT "[a](javascript:alert) [b](ftp://example.org/)\n\n[d](<../a "
               "b.md>)\n\n![c](https://example.org/x.png)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x.md:5:5 warning link-scheme\n"
                       "content/esperienze/x.md:5:27 warning link-scheme\n"
                       "content/esperienze/x.md:7:6 error link-dead\n"
                       "content/esperienze/x.md:9:6 warning image-elsewhere\n");
    assert_true(small_site_says(site, "there is nothing at"));
    assert_true(small_site_sheet(site, "x")->original->document->markdown->links[0].missing);
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links_get_the_addresses_of_what_they_name),
        cmocka_unit_test(test_a_translation_links_to_pages_of_its_language),
        cmocka_unit_test(test_a_sheet_knows_who_links_to_it_and_from_where),
        cmocka_unit_test(test_a_dead_link_is_an_error_with_its_line_and_the_nearest),
        cmocka_unit_test(test_mistakes_of_a_draft_are_warnings),
        cmocka_unit_test(test_an_id_in_two_collections_must_be_written_in_full),
        cmocka_unit_test(test_a_link_to_a_draft_becomes_text_with_a_warning),
        cmocka_unit_test(test_an_address_that_may_not_stand_in_a_page_is_told),
    };
    return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
