#include "model/small_site.h"

static struct slice reading_order(struct small_site *site)
{
    const struct collection_sheets *list =
        catalogue_collection_sheets(site->catalogue, site->schema->collections[2]);
    return small_site_ids(site, list->sheets, list->count);
}

static void test_folders_make_the_tree_and_order_then_title_the_way_to_read_it(void **state)
{
    static const struct small_file files[] = {
        {"content/guida/avvio/index.md", "---\ntitolo: Avvio\nordine: 1\n---\n"},
        {"content/guida/avvio/installare.md", "---\ntitolo: Installare\nordine: 2\n---\n"},
        {"content/guida/avvio/prima.md", "---\ntitolo: Prima\nordine: 1\n---\n"},
        {"content/guida/avvio/senza/foglia.md", "---\ntitolo: Foglia\n---\n"},
        {"content/guida/index.md", "---\ntitolo: Zeta\nordine: 9\n---\n"},
        {"content/guida/schede.md", "---\ntitolo: Schede\n---\n"},
        {"content/guida/schede/campi.md", "---\ntitolo: Campi\n---\n"},
        {"content/guida/appendice.md", "---\ntitolo: Appendice\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "");
    assert_slice_equal(reading_order(site),
                       "index avvio prima installare foglia appendice schede campi");
    const struct sheet *start = small_site_sheet(site, "avvio");
    assert_null(start->parent);
    assert_slice_equal(small_site_ids(site, start->children, start->child_count),
                       "prima installare foglia");
    assert_ptr_equal(small_site_sheet(site, "foglia")->parent, start);
    assert_slice_equal(small_site_sheet(site, "campi")->parent->id, "schede");
    assert_slice_equal(start->previous->id, "index");
    assert_slice_equal(start->next->id, "prima");
    assert_null(small_site_sheet(site, "index")->previous);
    assert_null(small_site_sheet(site, "campi")->next);
    small_site_end(site);
}

static void test_a_parent_that_is_named_counts_more_than_the_folder(void **state)
{
    static const struct small_file files[] = {
        {"content/guida/a/index.md", "---\ntitolo: A\n---\n"},
        {"content/guida/a/x.md", "---\ntitolo: X\nsopra: b\n---\n"},
        {"content/guida/b.md", "---\ntitolo: B\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(reading_order(site), "a b x");
    assert_slice_equal(small_site_sheet(site, "x")->parent->id, "b");
    assert_int_equal(small_site_sheet(site, "a")->child_count, 0);
    small_site_end(site);
}

static void test_a_circle_of_chapters_is_broken_and_reported(void **state)
{
    static const struct small_file files[] = {
        {"content/guida/a.md", "---\ntitolo: A\nsopra: b\n---\n"},
        {"content/guida/b.md", "---\ntitolo: B\nsopra: a\n---\n"},
        {"content/guida/c.md", "---\ntitolo: C\nsopra: c\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/guida/b.md:3:8 error parent-cycle\n"
                                               "content/guida/c.md:3:8 error parent-cycle\n");
    assert_slice_equal(reading_order(site), "b a c");
    small_site_end(site);
}

static void test_a_guide_deeper_than_a_page_can_show_is_an_error(void **state)
{
    struct small_file files[41] = {{0}};
    struct arena arena = {0};
    (void)state;
    for (int i = 0; i < 40; i++) {
        files[i].path = arena_format(&arena, "content/guida/c%02d.md", i).ptr;
        files[i].text = i ? arena_format(&arena, "---\ntitolo: C\nsopra: c%02d\n---\n", i - 1).ptr
                          : "---\ntitolo: C\n---\n";
    }
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/guida/c12.md:1:1 error guide-depth\n"
                                               "content/guida/c24.md:1:1 error guide-depth\n"
                                               "content/guida/c36.md:1:1 error guide-depth\n");
    assert_int_equal(site->catalogue->collections[2].count, 40);
    small_site_end(site);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folders_make_the_tree_and_order_then_title_the_way_to_read_it),
        cmocka_unit_test(test_a_parent_that_is_named_counts_more_than_the_folder),
        cmocka_unit_test(test_a_circle_of_chapters_is_broken_and_reported),
        cmocka_unit_test(test_a_guide_deeper_than_a_page_can_show_is_an_error),
    };
    return cmocka_run_group_tests_name("guide", tests, NULL, NULL);
}
