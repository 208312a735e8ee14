#include "model/small_site.h"

static const struct small_file files[] = {
    {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
    {"content/esperienze/a.md", "---\ntitolo: Orti sociali\ntemi: [lavoro]\nente: engim\n---\n\nUn "
                                "apiario in citt\xc3\xa0.\n"},
    {"content/esperienze/b.md",
     "---\ntitolo: Sartoria\ntemi: [lavoro]\nente: engim\n---\n\nCucire insieme.\n"},
    {"content/esperienze/c.md", "---\ntitolo: Ponti\ntemi: [inclusione]\n---\n\nMattoni.\n"},
    {"content/esperienze/d.md",
     "---\ntitolo: Fiumi\ntemi: [ambiente]\n---\n\nUn Apiario e le api.\n"},
    {"content/esperienze/e.md", "---\ntitolo: Altro\n---\n\nNulla di comune.\n"},
    {0},
};

static void test_what_is_shared_says_who_is_related_and_why(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *a = small_site_sheet(site, "a");
    assert_true(a->related_count >= 2);
    assert_slice_equal(a->related[0].sheet->id, "b");
    assert_int_equal(a->related[0].reason_count, 2);
    assert_int_equal(a->related[0].reasons[0].kind, RELATED_BY_REFERENCE);
    assert_slice_equal(a->related[0].reasons[0].sheet->id, "engim");
    assert_slice_equal(a->related[0].reasons[0].field->id, "ente");
    assert_int_equal(a->related[0].reasons[1].kind, RELATED_BY_TERM);
    assert_slice_equal(a->related[0].reasons[1].term->id, "lavoro");
    assert_slice_equal(a->related[0].reasons[1].field->id, "temi");
    for (size_t i = 1; i < a->related_count; i++)
        assert_true(a->related[i].score <= a->related[i - 1].score);
    small_site_end(site);
}

static void test_a_word_that_few_sheets_have_is_shown_as_it_is_written(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *d = small_site_sheet(site, "d");
    assert_int_equal(d->related_count, 1);
    assert_slice_equal(d->related[0].sheet->id, "a");
    assert_int_equal(d->related[0].reasons[0].kind, RELATED_BY_TEXT);
    assert_slice_equal(d->related[0].reasons[0].word, "Apiario");
    small_site_end(site);
}

static void test_a_shared_parent_relates_more_weakly(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *c = small_site_sheet(site, "c");
    assert_int_equal(c->related_count, 2);
    assert_slice_equal(c->related[0].reasons[0].term->id, "inclusione");
    assert_true(c->related[0].score < small_site_sheet(site, "a")->related[0].score);
    assert_int_equal(small_site_sheet(site, "e")->related_count, 0);
    assert_int_equal(small_site_sheet(site, "engim")->related_count, 0);
    small_site_end(site);
}

/* Sheets that share everything: ties go by id, and the time does not grow with the square. */
static void test_thousands_of_equal_sheets_are_related_to_their_neighbours(void **state)
{
    enum { COUNT = 3000 };
    struct small_file *many = calloc(COUNT + 1, sizeof *many);
    struct arena arena = {0};
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        many[i].path = arena_format(&arena, "content/esperienze/s%04d.md", i).ptr;
        many[i].text = arena_format(&arena, "---\ntitolo: Uguale\ntemi: [%s]\n---\n\nTesto w%d.\n",
                                    i % 2 ? "lavoro" : "ambiente", i % 7)
                           .ptr;
    }
    struct small_site *site = small_site_link(SMALL_SITE_YAML, many, false);
    const struct sheet *sheet = small_site_sheet(site, "s1501");
    assert_int_equal(sheet->related_count, RELATED_MAX);
    for (size_t i = 0; i < RELATED_MAX; i++)
        assert_slice_equal(sheet->related[i].reasons[0].term->id, "lavoro");
    assert_slice_equal(small_site_sheet(site, "s0001")->related[0].sheet->id, "s0003");
    small_site_end(site);
    arena_release(&arena);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_shared_says_who_is_related_and_why),
        cmocka_unit_test(test_a_word_that_few_sheets_have_is_shown_as_it_is_written),
        cmocka_unit_test(test_a_shared_parent_relates_more_weakly),
        cmocka_unit_test(test_thousands_of_equal_sheets_are_related_to_their_neighbours),
    };
    return cmocka_run_group_tests_name("related", tests, NULL, NULL);
}
