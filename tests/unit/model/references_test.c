#include "model/small_site.h"

static void test_a_reference_finds_its_sheet_wherever_it_stands(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
        {"content/enti/vicenza/index.md", "---\nnome: Vicenza\n---\n"},
        {"content/esperienze/x.en.md", "---\ntitolo: X\n---\n"},
        {"content/esperienze/x.md",
         "---\ntitolo: X\nente: engim\npartner: [vicenza, enti/engim, vicenza]\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *x = small_site_sheet(site, "x"), *engim = small_site_sheet(site, "engim");
    const struct value *values = x->original->values;
    assert_ptr_equal(values[1].as.ref.target, engim);
    assert_ptr_equal(values[2].as.list.items[0].as.ref.target, small_site_sheet(site, "vicenza"));
    assert_ptr_equal(values[2].as.list.items[1].as.ref.target, engim);
    assert_ptr_equal(x->editions[1]->values[1].as.ref.target, engim);
    small_site_end(site);
}

static void test_a_missing_sheet_names_the_nearest(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
        {"content/esperienze/x.md", "---\ntitolo: X\nente: enigm\npartner:\n  - qqqqqqqq\n---\n"},
        {"content/esperienze/y.md", "---\ntitolo: Y\nstato: bozza\nente: enigm\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(
        small_site_said(site, true),
        "content/esperienze/x.md:3:7 error ref-missing: there is no sheet \"enigm\" in enti | did "
        "you mean \"engim\"?\n"
        "content/esperienze/x.md:5:5 error ref-missing: there is no sheet \"qqqqqqqq\" in enti | "
        "write the name of a file in content/enti/, without .md\n"
        "content/esperienze/y.md:4:7 warning ref-missing: there is no sheet \"enigm\" in enti | "
        "did you mean \"engim\"?\n");
    small_site_end(site);
}

static void test_a_reference_to_a_sheet_that_could_not_be_read_is_not_reported_again(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "nothing\n"},
        {"content/esperienze/x.md",
         "---\ntitolo: X\nente: engim\n---\n\n[e](../enti/engim.md) [[engim]]\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_int_equal(slice_find(small_site_codes(site), SLICE("x.md")), SLICE_NOT_FOUND);
    assert_null(small_site_sheet(site, "x")->original->values[1].as.ref.target);
    assert_true(small_site_sheet(site, "x")->original->document->markdown->links[0].missing);
    small_site_end(site);
}

static void test_a_draft_that_is_named_is_left_out_with_a_warning(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\nnome: Engim\nstato: bozza\n---\n"},
        {"content/esperienze/x.md", "---\ntitolo: X\nente: engim\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/esperienze/x.md:3:7 warning ref-draft\n");
    assert_null(small_site_sheet(site, "x")->original->values[1].as.ref.target);
    small_site_end(site);
    site = small_site_link(SMALL_SITE_YAML, files, true);
    assert_slice_equal(small_site_codes(site), "");
    assert_non_null(small_site_sheet(site, "x")->original->values[1].as.ref.target);
    small_site_end(site);
}

static void test_an_organisation_knows_who_names_it_and_how(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/engim.md", "---\nnome: Engim\ncapofila: engim\n---\n"},
        {"content/enti/sede.md", "---\nnome: Sede\ncapofila: engim\n---\n"},
        {"content/esperienze/a.md", "---\ntitolo: A\nbudget: 1\npartner: [engim, engim]\n---\n"},
        {"content/esperienze/b.md",
         "---\ntitolo: B\nbudget: 2\nente: engim\npartner: [engim]\n---\n"},
        {"content/esperienze/c.md", "---\ntitolo: C\nbudget: 3\nente: engim\n---\n"},
        {"content/esperienze/d.md", "---\ntitolo: D\nente: engim\nstato: bozza\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct sheet *engim = small_site_sheet(site, "engim");
    assert_int_equal(engim->referrer_count, 3);
    assert_slice_equal(engim->referrers[0].field->id, "ente");
    assert_slice_equal(engim->referrers[0].collection->id, "esperienze");
    assert_slice_equal(small_site_ids(site, engim->referrers[0].sheets, engim->referrers[0].count),
                       "c b");
    assert_slice_equal(engim->referrers[1].field->id, "partner");
    assert_slice_equal(small_site_ids(site, engim->referrers[1].sheets, engim->referrers[1].count),
                       "b a");
    assert_slice_equal(engim->referrers[2].field->id, "capofila");
    assert_slice_equal(small_site_ids(site, engim->referrers[2].sheets, engim->referrers[2].count),
                       "sede");
    assert_int_equal(small_site_sheet(site, "sede")->referrer_count, 0);
    small_site_end(site);
}

static void test_parents_in_a_circle_are_an_error(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.md", "---\nnome: A\ncapofila: b\n---\n"},
        {"content/enti/b.md", "---\nnome: B\ncapofila: c\n---\n"},
        {"content/enti/c.md", "---\nnome: C\ncapofila: b\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    assert_slice_equal(small_site_codes(site), "content/enti/c.md:3:11 error parent-cycle\n");
    small_site_end(site);
}

static const struct term_sheets *sheets_of_term(struct small_site *site, const char *id)
{
    const struct vocabulary *temi = site->schema->vocabularies[0];
    return catalogue_term_sheets(site->catalogue, map_get(&temi->by_id, slice_from_string(id)));
}

static void test_a_term_counts_the_sheets_of_those_below_it(void **state)
{
    static const struct small_file files[] = {
        {"content/esperienze/a.md", "---\ntitolo: A\nbudget: 1\ntemi: [lavoro]\n---\n"},
        {"content/esperienze/b.md", "---\ntitolo: B\nbudget: 2\ntemi: [lavoro, inclusione]\n---\n"},
        {"content/esperienze/c.md", "---\ntitolo: C\nbudget: 3\ntemi: [inclusione]\n---\n"},
        {"content/esperienze/d.md", "---\ntitolo: D\ntemi: [lavoro]\nstato: bozza\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct term_sheets *inclusion = sheets_of_term(site, "inclusione");
    assert_int_equal(inclusion->own_count, 2);
    assert_slice_equal(small_site_ids(site, inclusion->sheets, inclusion->count), "c b a");
    const struct term_sheets *work = sheets_of_term(site, "lavoro");
    assert_int_equal(work->own_count, 2);
    assert_slice_equal(small_site_ids(site, work->sheets, work->count), "b a");
    assert_int_equal(sheets_of_term(site, "ambiente")->count, 0);
    small_site_end(site);
}

static void test_lists_are_in_the_collections_order_and_what_lacks_the_value_is_last(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/z.md", "---\nnome: Ab\n---\n"},
        {"content/enti/y.md", "---\nnome: \xc3\x80\x63\x61\n---\n"},
        {"content/enti/x.md", "---\nnome: abaco\n---\n"},
        {"content/esperienze/a.md", "---\ntitolo: Zeta\n---\n"},
        {"content/esperienze/b.md", "---\ntitolo: Alfa\n---\n"},
        {"content/esperienze/c.md", "---\ntitolo: C\nbudget: 9\n---\n"},
        {"content/esperienze/d.md", "---\ntitolo: D\nbudget: 10\n---\n"},
        {0},
    };
    (void)state;
    struct small_site *site = small_site_link(SMALL_SITE_YAML, files, false);
    const struct collection_sheets *list =
        catalogue_collection_sheets(site->catalogue, site->schema->collections[0]);
    assert_slice_equal(small_site_ids(site, list->sheets, list->count), "d c b a");
    list = catalogue_collection_sheets(site->catalogue, site->schema->collections[1]);
    assert_slice_equal(small_site_ids(site, list->sheets, list->count), "z x y");
    small_site_end(site);
}

static void test_a_menu_that_names_no_sheet_is_an_error(void **state)
{
    static const struct small_file files[] = {
        {"content/enti/a.md", "---\nnome: A\n---\n"},
        {"content/enti/b.md", "---\nnome: B\nstato: bozza\n---\n"},
        {0},
    };
    static const char yaml[] = "site:\n"
                               "  title: Catalogo\n"
                               "  base_url: https://example.org/\n"
                               "  languages: [it]\n"
                               "  menu:\n"
                               "    - {label: A, to: enti/a}\n"
                               "    - {label: B, to: enti/b}\n"
                               "    - {label: C, to: enti/c}\n"
                               "collections:\n"
                               "  enti:\n"
                               "    label: Enti\n"
                               "    fields: {nome: {type: text, role: title, label: Nome}}\n";
    (void)state;
    struct small_site *site = small_site_link(yaml, files, false);
    assert_true(small_site_says(site, "warning ref-draft: \"b\" in enti is not published"));
    assert_true(small_site_says(site, "error menu-missing: the menu names \"enti/c\""));
    assert_int_equal(site->list.count, 2);
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reference_finds_its_sheet_wherever_it_stands),
        cmocka_unit_test(test_a_missing_sheet_names_the_nearest),
        cmocka_unit_test(test_a_reference_to_a_sheet_that_could_not_be_read_is_not_reported_again),
        cmocka_unit_test(test_a_draft_that_is_named_is_left_out_with_a_warning),
        cmocka_unit_test(test_an_organisation_knows_who_names_it_and_how),
        cmocka_unit_test(test_parents_in_a_circle_are_an_error),
        cmocka_unit_test(test_a_term_counts_the_sheets_of_those_below_it),
        cmocka_unit_test(test_lists_are_in_the_collections_order_and_what_lacks_the_value_is_last),
        cmocka_unit_test(test_a_menu_that_names_no_sheet_is_an_error),
    };
    return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
