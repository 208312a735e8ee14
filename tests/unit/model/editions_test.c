#include "model/small_site.h"

static const struct value *value_of(const struct edition *edition, const char *field)
{
    const struct field *found =
        map_get(&edition->sheet->collection->fields_by_id, slice_from_string(field));
    assert_non_null(found);
    return &edition->values[found->index];
}

static void test_a_translation_inherits_what_it_does_not_state(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x.en.md", "---\ntitolo: Smart networks\nsostegno: {testo: In "
                                       "English}\n---\n\n## Summary\n\nShort.\n"},
        {"content/esperienze/x.md",
         "---\ntitolo: Reti intelligenti\nbudget: \"84.498,00\"\ntemi: [lavoro]\n"
         "sostegno: {grado: 3, testo: In italiano}\n---\n\n## Sintesi\n\nBreve & *chiara*[^1]: "
         "a<b.\n\n- uno\n- due\n\n[^1]: nota\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "");
    const struct sheet *sheet = small_site_sheet(site, "esperienze/x");
    assert_non_null(sheet);
    const struct edition *english = sheet_edition(sheet, 1), *italian = sheet_edition(sheet, 0);
    assert_ptr_equal(italian, sheet->original);
    assert_slice_equal(english->title, "Smart networks");
    assert_slice_equal(italian->title, "Reti intelligenti");
    assert_slice_equal(english->summary, "Short.");
    assert_slice_equal(italian->summary, "Breve & chiara: a<b. uno due");
    assert_int_equal(value_of(english, "budget")->as.number.units, 8449800);
    assert_true(value_of(english, "budget")->inherited);
    assert_false(value_of(english, "titolo")->inherited);
    assert_false(value_of(italian, "budget")->inherited);

    const struct value *support = value_of(english, "sostegno");
    assert_int_equal(support->as.record.members[0].as.integer, 3);
    assert_true(support->as.record.members[0].inherited);
    assert_slice_equal(support->as.record.members[1].as.text, "In English");
    assert_null(edition_role(english, ROLE_UPDATED));
    small_site_end(site);
}

static void test_a_page_without_a_translation_shows_the_original(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\ncapofila: ~\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *sheet = small_site_sheet(site, "engim");
    assert_null(sheet->editions[1]);
    assert_ptr_equal(sheet_edition(sheet, 1), sheet->original);
    assert_slice_equal(sheet->original->title, "engim");
    assert_slice_equal(sheet->url[0], "/enti/engim/");
    assert_slice_equal(sheet->url[1], "/en/enti/engim/");
    small_site_end(site);
}

static void test_a_translation_that_contradicts_a_fact_is_a_warning(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/x.en.md",
         "---\ntitolo: Other words\nbudget: 2\naggiornata: 2020-01-01\ntemi: [lavoro, ambiente]\n"
         "sostegno: {grado: 4}\n---\n"},
        {"content/esperienze/x.md",
         "---\ntitolo: Parole\nbudget: 1\naggiornata: 2021-01-01\ntemi: [lavoro]\n"
         "sostegno: {grado: 3}\n---\n"},
        {"content/esperienze/y.en.md", "---\ntitolo: Same\nbudget: \"1.00\"\n---\n"},
        {"content/esperienze/y.md", "---\ntitolo: Uguale\nbudget: 1\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/esperienze/x.en.md:3:9 warning translation-value\n"
                       "content/esperienze/x.en.md:5:7 warning translation-value\n"
                       "content/esperienze/x.en.md:6:11 warning translation-value\n");
    const struct sheet *sheet = small_site_sheet(site, "x");
    assert_true(sheet->editions[1]->outdated);
    assert_false(sheet->editions[0]->outdated);
    assert_false(small_site_sheet(site, "y")->editions[1]->outdated);
    small_site_end(site);
}

static void test_a_translation_without_original_is_an_error(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.en.md", "---\nnome: A\n---\n"},
        {"content/enti/b.en.md", "---\nnome: B\n---\n"},
        {"content/enti/b.md", "not a sheet at all\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_true(
        small_site_says(site, "content/enti/a.en.md:1:1 error translation-without-original"));
    assert_true(small_site_says(site, "write a.md first"));
    assert_int_equal(slice_find(small_site_codes(site), SLICE("b.en.md")), SLICE_NOT_FOUND);
    assert_int_equal(site->catalogue->sheet_count, 0);
    small_site_end(site);
}

static void test_two_files_for_one_sheet_name_both(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.it.md", "---\nnome: A\n---\n"},
        {"content/enti/a.md", "---\nnome: A\n---\n"},
        {"content/enti/a/index.md", "---\nnome: A\n---\n"},
        {"content/enti/b.md", "---\nid: a\nnome: B\n---\n"},
        {"content/enti/d/c.md", "---\nnome: C\n---\n"},
        {"content/enti/e/c.md", "---\nnome: C\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/enti/a.md:1:1 error sheet-twice\n"
                                               "content/enti/a/index.md:1:1 error sheet-twice\n"
                                               "content/enti/b.md:2:5 error id-twice\n"
                                               "content/enti/e/c.md:1:1 error id-twice\n");
    assert_true(small_site_says(site, "content/enti/a.it.md and content/enti/a.md"));
    assert_true(small_site_says(site, "by content/enti/d/c.md"));
    assert_slice_equal(site->list.items[3].related.file->path, "content/enti/d/c.md");
    small_site_end(site);
}

static void test_a_sheet_may_have_another_id_than_its_file(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/vecchio.en.md", "---\nid: altro\nnome: New\n---\n"},
        {"content/enti/vecchio.md", "---\nid: nuovo\nnome: Nuovo\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site),
                       "content/enti/vecchio.en.md:2:5 error translation-id\n");
    const struct sheet *sheet = small_site_sheet(site, "enti/nuovo");
    assert_slice_equal(sheet->url[1], "/en/enti/nuovo/");
    assert_slice_equal(sheet->editions[1]->title, "New");
    assert_null(small_site_sheet(site, "enti/vecchio"));
    small_site_end(site);
}

static const struct small_file drafts[] = {
    {"content/enti/a.md", "---\nnome: A\nstato: bozza\n---\n"},
    {"content/enti/b.md", "---\nnome: B\nstato: in revisione\n---\n"},
    {"content/enti/c.en.md", "---\nnome: See\nstato: bozza\n---\n"},
    {"content/enti/c.md", "---\nnome: C\n---\n"},
    {0},
};

static void test_drafts_have_no_page(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, drafts, false);
    assert_slice_equal(small_site_codes(site), "");
    assert_int_equal(site->catalogue->sheet_count, 1);
    assert_slice_equal(site->catalogue->sheets[0]->id, "c");
    assert_null(site->catalogue->sheets[0]->editions[1]);
    assert_null(small_site_sheet(site, "a"));
    assert_false(small_site_has(site, "enti/a/index.html"));
    assert_true(small_site_has(site, "en/enti/c/index.html"));
    small_site_end(site);
}

static void test_drafts_have_pages_when_asked_for(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, drafts, true);
    assert_int_equal(site->catalogue->sheet_count, 3);
    assert_int_equal(small_site_sheet(site, "a")->status, STATUS_DRAFT);
    assert_int_equal(small_site_sheet(site, "b")->status, STATUS_REVIEW);
    assert_slice_equal(small_site_sheet(site, "c")->editions[1]->title, "See");
    assert_true(small_site_has(site, "enti/a/index.html"));
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_translation_inherits_what_it_does_not_state),
        cmocka_unit_test(test_a_page_without_a_translation_shows_the_original),
        cmocka_unit_test(test_a_translation_that_contradicts_a_fact_is_a_warning),
        cmocka_unit_test(test_a_translation_without_original_is_an_error),
        cmocka_unit_test(test_two_files_for_one_sheet_name_both),
        cmocka_unit_test(test_a_sheet_may_have_another_id_than_its_file),
        cmocka_unit_test(test_drafts_have_no_page),
        cmocka_unit_test(test_drafts_have_pages_when_asked_for),
    };
    return cmocka_run_group_tests_name("editions", tests, NULL, NULL);
}
