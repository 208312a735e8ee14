#include "model/small_site.h"

static struct small_site *site;

static int open_site(void **state)
{
    static const struct small_file none[] = {{0}};
    (void)state;
    site = small_site_link(SMALL_SITE_YAML, none, false);
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    small_site_end(site);
    return 0;
}

static bool read_name(const char *path, struct sheet_name *name)
{
    struct text_file *file = arena_new(&site->arena, struct text_file);
    file->path =
        arena_concat(&site->arena, SLICE("content/"), slice_from_string(path), (struct slice){0});
    return sheet_name_read(site->schema, file, slice_from_string(path), name, &site->list);
}

static void test_a_file_is_a_sheet_of_the_collection_it_stands_under(void **state)
{
    struct sheet_name name;
    (void)state;
    assert_true(read_name("esperienze/all-inclusive.md", &name));
    assert_slice_equal(name.collection->id, "esperienze");
    assert_slice_equal(name.id, "all-inclusive");
    assert_slice_equal(name.folder, "");
    assert_int_equal(name.language, 0);
    assert_false(name.is_translation);
    assert_false(name.has_folder);
}

static void test_a_language_before_the_ending_makes_a_translation(void **state)
{
    struct sheet_name name;
    (void)state;
    assert_true(read_name("esperienze/x.en.md", &name));
    assert_slice_equal(name.id, "x");
    assert_int_equal(name.language, 1);
    assert_true(name.is_translation);
    assert_true(read_name("esperienze/x.it.md", &name));
    assert_int_equal(name.language, 0);
    assert_false(name.is_translation);
}

static void test_an_index_takes_the_name_of_its_folder(void **state)
{
    struct sheet_name name;
    (void)state;
    assert_true(read_name("esperienze/x/index.en.md", &name));
    assert_slice_equal(name.id, "x");
    assert_slice_equal(name.folder, "");
    assert_true(name.has_folder);
    assert_true(read_name("guida/uno/due/index.md", &name));
    assert_slice_equal(name.id, "due");
    assert_slice_equal(name.folder, "uno");
    assert_true(read_name("guida/index.md", &name));
    assert_slice_equal(name.id, "index");
    assert_slice_equal(name.folder, "");
    assert_true(read_name("guida/uno/tre.md", &name));
    assert_slice_equal(name.id, "tre");
    assert_slice_equal(name.folder, "uno");
}

static void test_what_is_no_markdown_is_no_sheet_and_no_mistake(void **state)
{
    struct sheet_name name;
    (void)state;
    assert_false(read_name("esperienze/x/foto.png", &name));
    assert_false(read_name("esperienze/md", &name));
    assert_int_equal(site->list.count, 0);
}

static void assert_refused(const char *path, const char *words)
{
    struct sheet_name name;
    site->list.count = 0;
    assert_false(read_name(path, &name));
    assert_true(small_site_says(site, words));
}

static void test_a_sheet_under_no_collection_is_told_where_to_go(void **state)
{
    (void)state;
    assert_refused("README.md", "content/README.md:1:1 error sheet-outside");
    assert_refused("altro/x.md", "content/esperienze/, content/enti/, content/guida/");
}

static void test_a_language_the_site_does_not_have_is_refused(void **state)
{
    (void)state;
    assert_refused("enti/x.fr.md", "sheet-language");
    assert_refused("enti/x.fr.md", "it, en");
    assert_refused("enti/x.pt-BR.md", "\"pt-BR\"");
}

static void test_a_name_that_cannot_be_an_address_gets_a_better_one(void **state)
{
    (void)state;
    assert_refused("enti/Citt\xc3\xa0 di Vicenza.md", "rename it to \"citta-di-vicenza\"");
    assert_refused("enti/v1.2.md", "sheet-name");
    assert_refused("enti/.md", "sheet-name");
    assert_refused("guida/Capitolo 1/x.md", "rename it to \"capitolo-1\"");
}

static void test_a_folder_outside_the_address_may_have_any_name(void **state)
{
    struct sheet_name name;
    (void)state;
    site->list.count = 0;
    assert_true(read_name("enti/Anno 2020/x.md", &name));
    assert_slice_equal(name.folder, "Anno 2020");
    assert_int_equal(site->list.count, 0);
}

static void test_only_a_guide_has_an_index_of_its_own(void **state)
{
    (void)state;
    assert_refused("esperienze/index.md", "sheet-index");
    assert_refused("esperienze/index.en.md", "sheet-index");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_a_sheet_of_the_collection_it_stands_under),
        cmocka_unit_test(test_a_language_before_the_ending_makes_a_translation),
        cmocka_unit_test(test_an_index_takes_the_name_of_its_folder),
        cmocka_unit_test(test_what_is_no_markdown_is_no_sheet_and_no_mistake),
        cmocka_unit_test(test_a_sheet_under_no_collection_is_told_where_to_go),
        cmocka_unit_test(test_a_language_the_site_does_not_have_is_refused),
        cmocka_unit_test(test_a_name_that_cannot_be_an_address_gets_a_better_one),
        cmocka_unit_test(test_a_folder_outside_the_address_may_have_any_name),
        cmocka_unit_test(test_only_a_guide_has_an_index_of_its_own),
    };
    return cmocka_run_group_tests_name("sheet_name", tests, open_site, close_site);
}
