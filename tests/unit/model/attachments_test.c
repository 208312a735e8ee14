#include "model/small_site.h"

#define SHEET "---\ntitolo: X\n---\n\n"

static void test_all_files_of_a_sheets_folder_are_published_below_it(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/dati/tabella 1.csv", NULL},
        {"content/esperienze/x/foto.png", NULL},
        {"content/esperienze/x/index.md", SHEET "![f](foto.png) [d](dati/tabella%201.csv)\n"},
        {"content/esperienze/y.md", "---\ntitolo: Y\n---\n\n![f](x/foto.png)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "");
    const struct sheet *x = small_site_sheet(site, "x");
    assert_int_equal(x->attachment_count, 2);
    assert_slice_equal(x->attachments[0].url, "/esperienze/x/dati/tabella%201.csv");
    assert_slice_equal(x->attachments[1].path, "content/esperienze/x/foto.png");
    assert_true(small_site_has(site, "esperienze/x/foto.png"));
    assert_true(small_site_has(site, "esperienze/x/dati/tabella 1.csv"));
    assert_slice_equal(small_site_link_url(site, "x", 0, 1),
                       "/catalogo/esperienze/x/dati/tabella%201.csv");
    assert_slice_equal(small_site_link_url(site, "y", 0, 0), "/catalogo/esperienze/x/foto.png");
    small_site_end(site);
}

static void test_a_file_beside_sheets_is_published_when_one_names_it(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/inutile.pdf", NULL},
        {"content/esperienze/piano.pdf", NULL},
        {"content/esperienze/scheda.pdf", NULL},
        {"content/esperienze/x.md", "---\ntitolo: X\nscheda: scheda.pdf\n---\n\n[p](piano.pdf)\n"},
        {"content/logo.svg", NULL},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/inutile.pdf:1:1 warning attachment-unused\n");
    assert_true(small_site_has(site, "esperienze/piano.pdf"));
    assert_true(small_site_has(site, "esperienze/scheda.pdf"));
    assert_false(small_site_has(site, "esperienze/inutile.pdf"));
    const struct edition *edition = small_site_sheet(site, "x")->original;
    const struct attachment *file =
        catalogue_find_attachment(site->catalogue, &site->arena, edition, SLICE("./scheda.pdf"));
    assert_slice_equal(file->url, "/esperienze/scheda.pdf");
    assert_null(
        catalogue_find_attachment(site->catalogue, &site->arena, edition, SLICE("inutile.pdf")));
    small_site_end(site);
}

static void test_what_could_run_in_the_sites_name_is_not_published(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/a.HTML", NULL},
        {"content/esperienze/x/b.js", NULL},
        {"content/esperienze/x/c.PDF", NULL},
        {"content/esperienze/x/d.svg", NULL},
        {"content/esperienze/x/e.mp4", "51"},
        {"content/esperienze/x/f.mp4", "50"},
        {"content/esperienze/x/index.md",
         "---\ntitolo: X\nfoto: d.svg\nscheda: d.svg\n---\n\n![d](d.svg) [d](d.svg)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x/a.HTML:1:1 error attachment-type\n"
                       "content/esperienze/x/b.js:1:1 error attachment-type\n"
                       "content/esperienze/x/e.mp4:1:1 error attachment-size\n"
                       "content/esperienze/x/index.md:4:9 error file-svg\n"
                       "content/esperienze/x/index.md:7:17 error link-svg\n");
    assert_true(small_site_says(site, "those that can: png, jpg"));
    assert_true(small_site_says(site, "has 51 MB; at most 50 MB"));
    small_site_end(site);
}

static void test_a_missing_file_names_the_nearest_beside_it(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/foto.png", NULL},
        {"content/esperienze/x/index.md",
         "---\ntitolo: X\nscheda: fotto.png\n---\n\n![f](foot.png)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_said(site, true),
                       "content/esperienze/x/index.md:3:9 error file-missing: scheda: there is no "
                       "file \"fotto.png\" | did you mean \"foto.png\"?\n"
                       "content/esperienze/x/index.md:6:6 error link-dead: there is nothing at "
                       "\"foot.png\" | did you mean \"foto.png\"?\n");
    small_site_end(site);
}

static void test_a_drafts_files_are_not_published(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/b.js", NULL},
        {"content/esperienze/x/foto.png", NULL},
        {"content/esperienze/x/index.md", "---\ntitolo: X\nstato: bozza\n---\n\n![f](foto.png)\n"},
        {"content/esperienze/y.md", "---\ntitolo: Y\nfoto: x/foto.png\n---\n\n![f](x/foto.png)\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x/b.js:1:1 warning attachment-type\n"
                       "content/esperienze/y.md:3:7 warning file-draft\n"
                       "content/esperienze/y.md:6:6 warning link-draft\n");
    assert_false(small_site_has(site, "esperienze/x/foto.png"));
    small_site_end(site);
}

static void test_a_file_may_not_have_the_name_of_a_generated_one(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/INDEX.JSON", NULL},
        {"content/esperienze/x/index.json", NULL},
        {"content/esperienze/x/index.md", SHEET},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x/INDEX.JSON:1:1 error address-case\n"
                       "content/esperienze/x/index.json:1:1 error address-clash\n");
    small_site_end(site);
}

static void test_a_file_cannot_stand_where_a_folder_must(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x/foto.png", NULL},
        {"content/esperienze/x/index.md", "---\ntitolo: X\nalias: /esperienze/x/foto.png/\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x/foto.png:1:1 error address-clash\n");
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_files_of_a_sheets_folder_are_published_below_it),
        cmocka_unit_test(test_a_file_beside_sheets_is_published_when_one_names_it),
        cmocka_unit_test(test_what_could_run_in_the_sites_name_is_not_published),
        cmocka_unit_test(test_a_missing_file_names_the_nearest_beside_it),
        cmocka_unit_test(test_a_drafts_files_are_not_published),
        cmocka_unit_test(test_a_file_may_not_have_the_name_of_a_generated_one),
        cmocka_unit_test(test_a_file_cannot_stand_where_a_folder_must),
    };
    return cmocka_run_group_tests_name("attachments", tests, NULL, NULL);
}
