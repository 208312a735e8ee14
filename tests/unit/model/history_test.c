#include "model/history.h"

#include "model/small_site.h"

static const struct small_file files[] = {
    {"content/esperienze/a.md", "---\ntitolo: A\n---\n"},
    {"content/esperienze/b.md", "---\ntitolo: B\nalias: /vecchia/b/\n---\n"},
    {"content/guida/index.md", "---\ntitolo: Guida\n---\n"},
    {"content/guida/uno/index.md", "---\ntitolo: Uno\n---\n"},
    {"content/guida/uno/storia.md", "---\ntitolo: Una storia\n---\n"},
    {0},
};
static const struct catalogue_options with_pages = {
    .history_pages = true, .version_pages = true, .withdrawn_pages = true};

/* A site whose link waits for its histories. */
static struct small_site *site_open(const char *yaml, const struct small_file *added)
{
    struct small_site *site = calloc(1, sizeof *site);
    struct catalogue_options options = {0};
    site->list.arena = &site->arena;
    struct text_file file = {SLICE("site.yaml"), slice_from_string(yaml)};
    site->schema = schema_read(&site->arena, file, &site->list);
    assert_non_null(site->schema);
    site->catalogue = catalogue_create(&site->arena, site->schema);
    for (; added->path; added++)
        small_site_read(site, added);
    catalogue_gather(site->catalogue, &options, &site->list);
    return site;
}

static struct sheet_history *give_history(struct small_site *site, const char *name,
                                          size_t version_count)
{
    struct sheet_history *history = arena_new(&site->arena, struct sheet_history);
    history->versions = arena_array(&site->arena, struct version, version_count);
    history->version_count = version_count;
    for (size_t i = 0; i < version_count; i++)
        history->versions[i] =
            (struct version){.name = arena_format(&site->arena, "2021-03-01-%010zu", i),
                             .path = SLICE("content/esperienze/a.md"),
                             .status = STATUS_PUBLISHED};
    catalogue_set_history(site->catalogue, small_site_sheet(site, name), history);
    return history;
}

static void give_old_urls(struct small_site *site, const char *name, size_t count,
                          const char *const *urls)
{
    struct sheet_history *history = give_history(site, name, 0);
    struct slice *slices = arena_array(&site->arena, struct slice, count);
    for (size_t i = 0; i < count; i++)
        slices[i] = slice_from_string(urls[i]);
    history->old_urls = slices;
    history->old_url_languages = arena_array(&site->arena, unsigned, count);
    history->old_url_count = count;
}

static void link_site(struct small_site *site, const struct catalogue_options *options)
{
    catalogue_link(site->catalogue, options, &site->list);
}

static const struct route *route_at(struct small_site *site, const char *url)
{
    return catalogue_find_route(site->catalogue, &site->arena, slice_from_string(url));
}

static void test_a_sheet_with_a_history_has_pages_that_tell_it(void **state)
{
    (void)state;
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    struct sheet_history *history = give_history(site, "esperienze/a", 3);
    history->versions[1].language = 1;
    link_site(site, &with_pages);
    assert_slice_equal(small_site_codes(site), "");
    assert_slice_equal(history->url[0], "/esperienze/a/storia/");
    assert_slice_equal(history->url[1], "/en/esperienze/a/history/");
    assert_int_equal(route_at(site, "/esperienze/a/storia/")->kind, ROUTE_HISTORY);
    assert_int_equal(route_at(site, "/en/esperienze/a/history/")->language, 1);
    assert_slice_equal(history->versions[0].url,
                       "/esperienze/a/storia/2021-03-01-0000000000/");
    assert_slice_equal(history->versions[1].url,
                       "/en/esperienze/a/history/2021-03-01-0000000001/");
    const struct route *route = route_at(site, "/esperienze/a/storia/2021-03-01-0000000002/");
    assert_int_equal(route->kind, ROUTE_VERSION);
    assert_ptr_equal(route->version, &history->versions[2]);
    assert_ptr_equal(route->sheet, small_site_sheet(site, "esperienze/a"));
    assert_null(route_at(site, "/esperienze/b/storia/"));
    small_site_end(site);
}

static void test_a_theme_that_cannot_show_them_has_no_such_pages(void **state)
{
    (void)state;
    static const char *const old[] = {"/esperienze/vecchia/"};
    struct catalogue_options none = {0}, no_versions = {.history_pages = true};
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    struct sheet_history *history = give_history(site, "esperienze/a", 1);
    struct withdrawal gone = {.url = {SLICE("/esperienze/andata/")}};
    give_old_urls(site, "esperienze/b", 1, old);
    catalogue_set_withdrawals(site->catalogue, &gone, 1);
    link_site(site, &none);
    assert_int_equal(history->url[0].len + history->versions[0].url.len, 0);
    assert_null(route_at(site, "/esperienze/a/storia/"));
    assert_null(route_at(site, "/esperienze/andata/"));
    assert_int_equal(route_at(site, "/esperienze/vecchia/")->kind, ROUTE_REDIRECT);
    small_site_end(site);
    site = site_open(SMALL_SITE_YAML, files);
    history = give_history(site, "esperienze/a", 1);
    link_site(site, &no_versions);
    assert_int_equal(history->versions[0].url.len, 0);
    assert_non_null(route_at(site, "/esperienze/a/storia/"));
    small_site_end(site);
}

static void test_the_oldest_of_many_versions_have_no_page(void **state)
{
    (void)state;
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    struct sheet_history *history =
        give_history(site, "esperienze/a", HISTORY_VERSION_PAGES_MAX + 1);
    link_site(site, &with_pages);
    assert_int_not_equal(history->versions[HISTORY_VERSION_PAGES_MAX - 1].url.len, 0);
    assert_int_equal(history->versions[HISTORY_VERSION_PAGES_MAX].url.len, 0);
    small_site_end(site);
}

static void test_an_old_address_leads_to_todays_page_unless_a_page_stands_there(void **state)
{
    (void)state;
    static const char *const old[] = {"/esperienze/vecchia/", "/esperienze/b/", "/esperienze/",
                                      "/search/x/", "/vecchia/b/", "/sitemap.xml/x/"};
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    give_old_urls(site, "esperienze/a", sizeof old / sizeof *old, old);
    link_site(site, &with_pages);
    assert_slice_equal(small_site_codes(site), "");
    const struct route *route = route_at(site, "/esperienze/vecchia/");
    assert_int_equal(route->kind, ROUTE_REDIRECT);
    assert_true(route->is_old);
    assert_ptr_equal(route->sheet, small_site_sheet(site, "esperienze/a"));
    assert_int_equal(route_at(site, "/esperienze/b/")->kind, ROUTE_SHEET);
    assert_int_equal(route_at(site, "/esperienze/")->kind, ROUTE_COLLECTION);
    assert_ptr_equal(route_at(site, "/vecchia/b/")->sheet, small_site_sheet(site, "esperienze/b"));
    assert_null(route_at(site, "/search/x/"));
    assert_null(route_at(site, "/sitemap.xml/x/"));
    assert_int_equal(route_at(site, "/sitemap.xml")->kind, ROUTE_MACHINE);
    for (size_t i = 0; i < site->catalogue->route_count; i++)
        assert_int_not_equal(site->catalogue->routes[i].url.len, 0);
    small_site_end(site);
}

static void test_where_a_sheet_was_stands_that_it_was_taken_away(void **state)
{
    (void)state;
    static const char *const old[] = {"/esperienze/presa/"};
    struct withdrawal gone[] = {
        {.url = {SLICE("/esperienze/andata/"), SLICE("/en/esperienze/andata/")}},
        {.url = {SLICE("/esperienze/a/")}},
        {.url = {SLICE("/esperienze/presa/")}},
        {.url = {SLICE("/esperienze/andata/")}},
    };
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    give_old_urls(site, "esperienze/a", 1, old);
    catalogue_set_withdrawals(site->catalogue, gone, sizeof gone / sizeof *gone);
    link_site(site, &with_pages);
    assert_slice_equal(small_site_codes(site), "");
    assert_int_equal(route_at(site, "/esperienze/andata/")->kind, ROUTE_WITHDRAWN);
    assert_ptr_equal(route_at(site, "/esperienze/andata/")->withdrawal, &gone[0]);
    assert_int_equal(route_at(site, "/en/esperienze/andata/")->language, 1);
    assert_int_equal(route_at(site, "/esperienze/a/")->kind, ROUTE_SHEET);
    assert_int_equal(route_at(site, "/esperienze/presa/")->kind, ROUTE_REDIRECT);
    small_site_end(site);
}

static void test_a_page_in_the_way_of_a_history_is_told_of(void **state)
{
    (void)state;
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    struct sheet_history *history = give_history(site, "guida/uno", 1);
    link_site(site, &with_pages);
    assert_slice_equal(small_site_codes(site),
                       "content/guida/uno/storia.md:1:1 warning history-address\n");
    assert_true(small_site_says(site, "the history of content/guida/uno/index.md would stand at "
                                      "/guida/uno/storia/, where content/guida/uno/storia.md is"));
    assert_int_equal(history->url[0].len + history->versions[0].url.len, 0);
    assert_slice_equal(history->url[1], "/en/guida/uno/history/");
    small_site_end(site);
}

static void test_an_alias_that_hides_a_history_is_an_error(void **state)
{
    (void)state;
    static const struct small_file hiding[] = {
        {"content/esperienze/a.md", "---\ntitolo: A\n---\n"},
        {"content/esperienze/b.md", "---\ntitolo: B\nalias: /esperienze/a/storia/\n---\n"},
        {0},
    };
    struct small_site *site = site_open(SMALL_SITE_YAML, hiding);
    give_history(site, "esperienze/a", 1);
    link_site(site, &with_pages);
    assert_slice_equal(small_site_codes(site), "content/esperienze/b.md:3:8 error alias-taken\n");
    small_site_end(site);
}

static void test_an_old_name_gives_the_address_of_its_time(void **state)
{
    (void)state;
    static const struct {
        const char *path, *id, *italian, *english;
    } names[] = {
        {"esperienze/x.md", "", "/esperienze/x/", "/en/esperienze/x/"},
        {"esperienze/x/index.md", "", "/esperienze/x/", "/en/esperienze/x/"},
        {"esperienze/x.md", "altro", "/esperienze/altro/", "/en/esperienze/altro/"},
        {"guida/uno/due.md", "", "/guida/uno/due/", "/en/guida/uno/due/"},
        {"guida/uno/due.md", "tre", "/guida/uno/tre/", "/en/guida/uno/tre/"},
        {"guida/index.md", "", "/guida/", "/en/guida/"},
    };
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text_file file = {slice_from_string(names[i].path), {0}};
        struct slice id = slice_from_string(names[i].id);
        struct sheet_name name;
        assert_true(sheet_name_read(site->schema, &file, file.path, &name, &site->list));
        assert_slice_equal(catalogue_address_of(site->catalogue, &site->arena, &name, id, 0),
                           names[i].italian);
        assert_slice_equal(catalogue_address_of(site->catalogue, &site->arena, &name, id, 1),
                           names[i].english);
    }
    small_site_end(site);
}

static bool read_text(void *context, const struct version *version, struct arena *arena,
                      struct slice *text)
{
    (void)arena;
    *text = slice_from_string(version->text);
    return context != NULL && version->text;
}

static void test_a_version_is_read_again_by_todays_schema(void **state)
{
    (void)state;
    struct small_site *site = site_open(SMALL_SITE_YAML, files);
    struct sheet_history *history = give_history(site, "esperienze/a", 4);
    const struct sheet *sheet = small_site_sheet(site, "esperienze/a");
    history->versions[0].text = "---\ntitolo: Nuova\nbudget: 12\nfinito: no\n---\n\nTesto.\n";
    history->versions[1].text = "---\ntitolo: New\n---\n";
    history->versions[1].language = 1;
    history->versions[2].text = "no front matter";
    assert_null(version_read(site->catalogue, sheet, &history->versions[0], &site->arena));
    catalogue_set_version_reader(site->catalogue, read_text, site);
    const struct document *document =
        version_read(site->catalogue, sheet, &history->versions[0], &site->arena);
    assert_slice_equal(document->values[0].as.text, "Nuova");
    assert_non_null(document->markdown);
    assert_true(
        version_read(site->catalogue, sheet, &history->versions[1], &site->arena)->is_translation);
    assert_null(version_read(site->catalogue, sheet, &history->versions[2], &site->arena));
    assert_null(version_read(site->catalogue, sheet, &history->versions[3], &site->arena));
    assert_slice_equal(small_site_codes(site), "");
    assert_ptr_equal(version_before(history, &history->versions[0]), &history->versions[2]);
    assert_null(version_before(history, &history->versions[1]));
    assert_null(version_before(history, &history->versions[3]));
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sheet_with_a_history_has_pages_that_tell_it),
        cmocka_unit_test(test_a_theme_that_cannot_show_them_has_no_such_pages),
        cmocka_unit_test(test_the_oldest_of_many_versions_have_no_page),
        cmocka_unit_test(test_an_old_address_leads_to_todays_page_unless_a_page_stands_there),
        cmocka_unit_test(test_where_a_sheet_was_stands_that_it_was_taken_away),
        cmocka_unit_test(test_a_page_in_the_way_of_a_history_is_told_of),
        cmocka_unit_test(test_an_alias_that_hides_a_history_is_an_error),
        cmocka_unit_test(test_an_old_name_gives_the_address_of_its_time),
        cmocka_unit_test(test_a_version_is_read_again_by_todays_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
