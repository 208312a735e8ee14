#include "model/small_site.h"

static const struct small_file files[] = {
    {"content/enti/a.md", "---\nnome: A\nalias: [/vecchia/a/, /vecchia.html]\n---\n"},
    {"content/esperienze/a.md", "---\ntitolo: A\ntemi: [lavoro]\n---\n"},
    {"content/esperienze/b.md", "---\ntitolo: B\ntemi: [lavoro]\n---\n"},
    {"content/esperienze/c.en.md", "---\ntitolo: C\nalias: /en/old\n---\n"},
    {"content/esperienze/c.md", "---\ntitolo: C\ntemi: [lavoro]\n---\n"},
    {"content/guida/uno/index.md", "---\ntitolo: Uno\n---\n"},
    {"content/guida/uno/due.md", "---\ntitolo: Due\n---\n"},
    {0},
};

static void test_everything_has_a_place_in_each_language(void **state)
{
    static const char *const paths[] = {
        "index.html",
        "en/index.html",
        "404.html",
        "en/404.html",
        "mappa/index.html",
        "en/site-map/index.html",
        "sitemap.xml",
        "robots.txt",
        "esperienze/index.html",
        "esperienze/pagina/2/index.html",
        "en/esperienze/page/2/index.html",
        "esperienze/esperienze.csv",
        "en/esperienze/esperienze.csv",
        "esperienze/esperienze.json",
        "esperienze/a/index.html",
        "en/esperienze/a/index.html",
        "esperienze/a/index.json",
        "temi/index.html",
        "en/temi/index.html",
        "temi/ambiente/index.html",
        "temi/lavoro/pagina/2/index.html",
        "en/temi/inclusione/page/2/index.html",
        "temi/lavoro/feed.xml",
        "en/temi/lavoro/feed.xml",
        "guida/index.html",
        "guida/uno/index.html",
        "guida/uno/due/index.html",
        "vecchia/a/index.html",
        "vecchia.html",
        "en/old/index.html",
    };
    static const char *const none[] = {
        "en/esperienze/a/index.json",
        "en/esperienze/esperienze.json",
        "en/sitemap.xml",
        "esperienze/pagina/3/index.html",
        "esperienze/pagina/1/index.html",
        "temi/ambiente/pagina/2/index.html",
        "guida/due/index.html",
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "");
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (!small_site_has(site, paths[i]))
            fail_msg("nothing at %s", paths[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (small_site_has(site, none[i]))
            fail_msg("something at %s", none[i]);
    for (size_t i = 1; i < site->catalogue->route_count; i++)
        assert_true(slice_compare(site->catalogue->routes[i - 1].output_path,
                                  site->catalogue->routes[i].output_path) < 0);
    small_site_end(site);
}

static void test_a_route_says_what_it_is(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct route *route =
        catalogue_find_route(site->catalogue, &site->arena, SLICE("/en/esperienze/page/2/"));
    assert_int_equal(route->kind, ROUTE_COLLECTION);
    assert_int_equal(route->language, 1);
    assert_int_equal(route->page, 2);
    assert_int_equal(route->page_count, 2);
    assert_slice_equal(route->collection->id, "esperienze");
    route = catalogue_find_route(site->catalogue, &site->arena, SLICE("/en/old/"));
    assert_int_equal(route->kind, ROUTE_REDIRECT);
    assert_int_equal(route->language, 1);
    assert_slice_equal(route->sheet->id, "c");
    route = catalogue_find_route(site->catalogue, &site->arena, SLICE("/temi/lavoro/feed.xml"));
    assert_int_equal(route->machine, MACHINE_TERM_FEED);
    assert_slice_equal(route->term->id, "lavoro");
    assert_null(catalogue_find_route(site->catalogue, &site->arena, SLICE("/nulla/")));
    small_site_end(site);
}

static void test_a_guides_own_page_stands_in_the_place_of_its_list(void **state)
{
    static const struct small_file guide[] = {
        {"content/guida/index.md", "---\ntitolo: Guida\n---\n"},
        {"content/guida/uno.md", "---\ntitolo: Uno\n---\n\n[su](index.md) [[index]]\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, guide, false);
    assert_slice_equal(small_site_codes(site), "");
    const struct route *route =
        catalogue_find_route(site->catalogue, &site->arena, SLICE("/guida/"));
    assert_int_equal(route->kind, ROUTE_SHEET);
    assert_slice_equal(route->sheet->id, "index");
    route = catalogue_find_route(site->catalogue, &site->arena, SLICE("/en/guida/"));
    assert_int_equal(route->kind, ROUTE_SHEET);
    assert_slice_equal(small_site_link_url(site, "uno", 0, 0), "/catalogo/guida/");
    small_site_end(site);
}

static void test_an_alias_that_no_disk_or_server_takes_is_an_error(void **state)
{
    (void)state;
    char text[1000], name[300];
    memset(name, 'x', sizeof name);
    snprintf(text, sizeof text,
             "---\nnome: A\nalias: [/.htaccess, /.schedario/, /a/.git/x.html, /%.256s/]\n---\n", name);
    const struct small_file hidden[] = {{"content/enti/a.md", text}, {0}};
    struct small_site *site = small_site_link(SMALL_SITE_YAML, hidden, false);
    assert_slice_equal(small_site_codes(site), "content/enti/a.md:3:9 error alias-unusable\n"
                                               "content/enti/a.md:3:21 error alias-unusable\n"
                                               "content/enti/a.md:3:35 error alias-unusable\n"
                                               "content/enti/a.md:3:51 error alias-unusable\n");
    small_site_end(site);
}

static void test_an_alias_that_hides_a_page_is_an_error(void **state)
{
    static const struct small_file clashing[] = {
        {"content/enti/a.md", "---\nnome: A\nalias: [/enti/b, /Temi/, /x.php, /mappa/]\n---\n"},
        {"content/enti/b.md", "---\nnome: B\nalias: /x/%2e%2e/%2e%2e/y/\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, clashing, false);
    assert_slice_equal(small_site_codes(site), "content/enti/a.md:3:9 error alias-taken\n"
                                               "content/enti/a.md:3:18 error alias-taken\n"
                                               "content/enti/a.md:3:26 error alias-unusable\n"
                                               "content/enti/a.md:3:34 error alias-taken\n"
                                               "content/enti/b.md:3:8 error alias-unusable\n");
    assert_true(small_site_says(site, "the old address /enti/b of content/enti/a.md is the address "
                                      "of content/enti/b.md"));
    small_site_end(site);
}

#define TWO_COLLECTIONS(url)                                       \
    "site:\n"                                                      \
    "  title: Catalogo\n"                                          \
    "  base_url: https://example.org/\n"                           \
    "  languages: [it]\n"                                          \
    "collections:\n"                                               \
    "  enti:\n"                                                    \
    "    label: Enti\n"                                            \
    "    url: /enti/{id}/\n"                                       \
    "    fields: {nome: {type: text, role: title, label: Nome}}\n" \
    "  sedi:\n"                                                    \
    "    label: Sedi\n"                                            \
    "    url: " url "\n"                                           \
    "    fields: {nome: {type: text, role: title, label: Nome}}\n"

static void test_two_pages_for_one_address_name_both(void **state)
{
    static const struct small_file clashing[] = {
        {"content/enti/sedi.md", "---\nnome: A\n---\n"},
        {"content/sedi/b.md", "---\nnome: B\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(TWO_COLLECTIONS("/enti/sedi/{id}/"), clashing, false);
    assert_true(small_site_says(site, "content/enti/sedi.md:1:1 error address-clash: "
                                      "content/enti/sedi.md and site.yaml: collections: sedi would "
                                      "both stand at /enti/sedi/"));
    assert_slice_equal(site->list.items[0].related.file->path, "site.yaml");
    small_site_end(site);
}

static void test_addresses_that_differ_in_case_alone_clash(void **state)
{
    static const struct small_file clashing[] = {
        {"content/enti/b.md", "---\nnome: A\n---\n"},
        {"content/sedi/b.md", "---\nnome: B\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(TWO_COLLECTIONS("/Enti/{id}/"), clashing, false);
    assert_true(small_site_says(site, "content/sedi/b.md:1:1 error address-case"));
    assert_true(small_site_says(site, "/Enti/b/ and /enti/b/"));
    small_site_end(site);
}

static void test_addresses_of_the_site_itself_are_taken(void **state)
{
    static const struct small_file clashing[] = {{0}};
    (void)state;
    struct small_site *site = small_site_link(TWO_COLLECTIONS("/mappa/{id}/"), clashing, false);
    assert_true(small_site_says(site, "site.yaml:10:"));
    assert_true(small_site_says(site, "site.yaml: collections: sedi and /mappa/ would both stand"));
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_has_a_place_in_each_language),
        cmocka_unit_test(test_a_route_says_what_it_is),
        cmocka_unit_test(test_a_guides_own_page_stands_in_the_place_of_its_list),
        cmocka_unit_test(test_an_alias_that_hides_a_page_is_an_error),
        cmocka_unit_test(test_an_alias_that_no_disk_or_server_takes_is_an_error),
        cmocka_unit_test(test_two_pages_for_one_address_name_both),
        cmocka_unit_test(test_addresses_that_differ_in_case_alone_clash),
        cmocka_unit_test(test_addresses_of_the_site_itself_are_taken),
    };
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
