#include "output/address.h"
#include "output/output_site.h"

#define START                                    \
    "site:\n"                                    \
    "  title: {it: Catalogo, en: Catalogue}\n"   \
    "  base_url: https://example.org/catalogo\n" \
    "  languages: [it, en]\n"                    \
    "  theme: test\n"
#define COLLECTION(name, template)                                                            \
    "  " name ":\n"                                                                           \
    "    label: " name "\n"                                                                   \
    "    template: " template "\n"                                                            \
                              "    fields: {titolo: {type: text, role: title}, data: {type: " \
                              "date, role: published}}\n"

/* ---- the newest ----------------------------------------------------------- */

static struct slice latest(struct output_site *site)
{
    return small_site_ids(site->small, site->site->latest, site->site->latest_count);
}

static void the_newest_sheets_come_first_without_guides_and_organisations(void **state)
{
    (void)state;
    static const char yaml[] =
        START "collections:\n" COLLECTION("avvisi", "sheet") COLLECTION("studi", "studio")
            COLLECTION("guida", "guide") COLLECTION("enti", "organisation");
    static const struct small_file files[] = {
        {"content/avvisi/b.md", "---\ntitolo: B\ndata: 2020-01-02\n---\n"},
        {"content/avvisi/a.md", "---\ntitolo: A\ndata: 2020-01-02\n---\n"},
        {"content/avvisi/c.md", "---\ntitolo: C\ndata: 2021\n---\n"},
        {"content/avvisi/undated.md", "---\ntitolo: U\n---\n"},
        {"content/studi/d.md", "---\ntitolo: D\ndata: 2022-05\n---\n"},
        {"content/guida/e.md", "---\ntitolo: E\ndata: 2024-01-01\n---\n"},
        {"content/enti/f.md", "---\ntitolo: F\ndata: 2024-01-01\n---\n"},
        {0}};
    struct output_site *site = output_site_start(yaml, files, false);
    assert_slice_equal(latest(site), "d c a b");
    output_site_end(site);
}

static void twelve_are_the_newest(void **state)
{
    (void)state;
    static const char yaml[] = START "collections:\n" COLLECTION("avvisi", "sheet");
    static char paths[14][32], texts[14][64];
    static struct small_file files[15];
    for (int i = 0; i < 14; i++) {
        snprintf(paths[i], sizeof paths[i], "content/avvisi/s%02d.md", i);
        snprintf(texts[i], sizeof texts[i], "---\ntitolo: S\ndata: %d\n---\n", 2000 + i);
        files[i] = (struct small_file){paths[i], texts[i]};
    }
    struct output_site *site = output_site_start(yaml, files, false);
    assert_slice_equal(latest(site), "s13 s12 s11 s10 s09 s08 s07 s06 s05 s04 s03 s02");
    output_site_end(site);
}

static void a_site_without_sheets_has_no_newest(void **state)
{
    (void)state;
    static const char yaml[] = START "collections:\n" COLLECTION("avvisi", "sheet");
    static const struct small_file none[] = {{0}};
    struct output_site *site = output_site_start(yaml, none, false);
    assert_int_equal(site->site->latest_count, 0);
    assert_int_equal(site->site->facet_count, 0);
    output_site_end(site);
}

/* ---- facets ---------------------------------------------------------------- */

static const struct facet_counts *find_facet(const struct output_site *site, const char *field)
{
    for (size_t i = 0; i < site->site->facet_count; i++)
        if (slice_equal_string(site->site->facets[i].field->id, field))
            return &site->site->facets[i];
    return NULL;
}

static unsigned counted(const struct facet_counts *facet, const char *term)
{
    const struct term *found = map_get(&facet->vocabulary->by_id, slice_from_string(term));
    assert_non_null(found);
    return facet->counts[found->index];
}

static void a_facet_counts_each_sheet_once_for_a_term_and_those_above_it(void **state)
{
    (void)state;
    static const char yaml[] =
        START "vocabularies:\n"
              "  temi:\n"
              "    a: {label: A}\n"
              "    a1: {label: A1, parent: a}\n"
              "    a11: {label: A11, parent: a1}\n"
              "    a2: {label: A2, parent: a}\n"
              "    b: {label: B}\n"
              "collections:\n"
              "  schede:\n"
              "    label: Schede\n"
              "    fields:\n"
              "      titolo: {type: text, role: title}\n"
              "      temi: {type: list, of: {type: term, of: temi}, facet: true}\n"
              "      uno: {type: term, of: temi, facet: true}\n"
              "      altro: {type: term, of: temi}\n"
              "      amici: {type: list, of: {type: ref, to: schede}, facet: true}\n"
              "  altre:\n"
              "    label: Altre\n"
              "    fields:\n"
              "      titolo: {type: text, role: title}\n"
              "      temi: {type: list, of: {type: term, of: temi}, facet: true}\n";
    static const struct small_file files[] = {
        {"content/schede/x.md", "---\ntitolo: X\ntemi: [a11, a2, a]\nuno: b\naltro: b\n---\n"},
        {"content/schede/y.md", "---\ntitolo: Y\ntemi: [a2, b]\n---\n"},
        {"content/schede/z.md", "---\ntitolo: Z\nstato: bozza\ntemi: [a11]\n---\n"},
        {"content/altre/w.md", "---\ntitolo: W\ntemi: [b]\n---\n"},
        {0}};
    struct output_site *site = output_site_start(yaml, files, false);
    const struct facet_counts *facet = find_facet(site, "temi");
    assert_int_equal(site->site->facet_count, 4);
    assert_int_equal(counted(facet, "a"), 2);
    assert_int_equal(counted(facet, "a1"), 1);
    assert_int_equal(counted(facet, "a11"), 1);
    assert_int_equal(counted(facet, "a2"), 2);
    assert_int_equal(counted(facet, "b"), 1);
    assert_int_equal(counted(find_facet(site, "uno"), "b"), 1);
    assert_null(find_facet(site, "altro"));
    assert_null(find_facet(site, "amici")->vocabulary);
    output_site_end(site);
}

/* ---- addresses -------------------------------------------------------------- */

static void addresses_stand_below_the_sites_path_and_are_escaped(void **state)
{
    (void)state;
    static const char yaml[] = START "collections:\n" COLLECTION("avvisi", "sheet");
    static const struct small_file none[] = {{0}};
    struct output_site *site = output_site_start(yaml, none, false);
    struct arena *arena = &site->arena;
    assert_slice_equal(site_href(site->site, arena, SLICE("/")), "/catalogo/");
    assert_slice_equal(site_href(site->site, arena, SLICE("/en/a/")), "/catalogo/en/a/");
    assert_slice_equal(site_href(site->site, arena, SLICE("/a b/\xc3\xa8\"<'/")),
                       "/catalogo/a%20b/%C3%A8%22%3C'/");
    assert_slice_equal(site_href(site->site, arena, SLICE("/a%20b/")), "/catalogo/a%20b/");
    assert_slice_equal(site_permalink(site->site, arena, SLICE("/")),
                       "https://example.org/catalogo/");
    assert_slice_equal(site_permalink(site->site, arena, SLICE("/en/a/")),
                       "https://example.org/catalogo/en/a/");
    output_site_end(site);
}

static const struct route *find_route(struct output_site *site, const char *path)
{
    const struct route *route =
        map_get(&site->small->catalogue->routes_by_path, slice_from_string(path));
    assert_non_null(route);
    return route;
}

/* Which page a page is the same as in the other language, and whether that is really so. */
static void each_page_has_its_counterpart_in_each_language(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"content/progetti/a.md", "---\ntitolo: A\ntemi: inclusione\n---\n"},
        {"content/progetti/a.en.md", "---\ntitolo: A\n---\n"},
        {"content/progetti/b.md", "---\ntitolo: B\ntemi: inclusione\nalias: /vecchia/\n---\n"},
        {"content/progetti/c.md", "---\ntitolo: C\ntemi: inclusione\n---\n"},
        {0}};
    static const struct {
        const char *path, *italian, *english, *canonical;
        unsigned translations;
    } rows[] = {
        {"index.html", "/", "/en/", "/", 2},
        {"404.html", "/", "/en/", "/404.html", 2},
        {"en/progetti/index.html", "/progetti/", "/en/progetti/", "/en/progetti/", 2},
        {"en/progetti/page/2/index.html", "/progetti/pagina/2/", "/en/progetti/page/2/",
         "/en/progetti/page/2/", 2},
        {"temi/inclusione/pagina/2/index.html", "/temi/inclusione/pagina/2/",
         "/en/temi/inclusione/page/2/", "/temi/inclusione/pagina/2/", 2},
        {"temi/index.html", "/temi/", "/en/temi/", "/temi/", 2},
        {"mappa/index.html", "/mappa/", "/en/site-map/", "/mappa/", 2},
        {"progetti/a/index.html", "/progetti/a/", "/en/progetti/a/", "/progetti/a/", 2},
        {"en/progetti/a/index.html", "/progetti/a/", "/en/progetti/a/", "/en/progetti/a/", 2},
        {"progetti/b/index.html", "/progetti/b/", "/en/progetti/b/", "/progetti/b/", 1},
        {"en/progetti/b/index.html", "/progetti/b/", "/en/progetti/b/", "/progetti/b/", 1},
        {"vecchia/index.html", "/progetti/b/", "/en/progetti/b/", "/progetti/b/", 2},
    };
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    const struct catalogue *catalogue = site->small->catalogue;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct route *route = find_route(site, rows[i].path);
        assert_slice_equal(address_in_language(catalogue, &site->arena, route, 0), rows[i].italian);
        assert_slice_equal(address_in_language(catalogue, &site->arena, route, 1), rows[i].english);
        assert_slice_equal(address_canonical(route), rows[i].canonical);
        assert_int_equal(address_translation_count(catalogue, route), rows[i].translations);
    }
    output_site_end(site);
}

/* ---- rendering --------------------------------------------------------------- */

static void every_file_of_a_site_is_the_same_when_it_is_made_again(void **state)
{
    (void)state;
    static const struct small_file files[] = {
        {"content/enti/comune.md", "---\nnome: Comune\n---\n"},
        {"content/progetti/a.md", "---\ntitolo: A\nente: comune\ntemi: [lavoro]\n---\n\n## B\n"},
        {"content/progetti/a.en.md", "---\ntitolo: A\n---\n"},
        {"content/progetti/b.md", "---\ntitolo: B\nente: comune\navvio: 2020\n---\n"},
        {0}};
    struct output_site *first = output_site_start(OUTPUT_YAML, files, false);
    struct output_site *second = output_site_start(OUTPUT_YAML, files, false);
    assert_true(site_check_templates(first->worker, &first->list));
    assert_int_equal(first->small->catalogue->route_count, second->small->catalogue->route_count);
    assert_true(first->small->catalogue->route_count > 40);
    /* The other way round, so that what came before plays no part. */
    size_t count = first->small->catalogue->route_count;
    struct slice *made = arena_array(&first->small->arena, struct slice, count);
    for (size_t i = 0; i < count; i++) {
        const struct route *route = &first->small->catalogue->routes[i];
        const char *path = arena_string(&first->small->arena, route->output_path);
        if (route->kind != ROUTE_ATTACHMENT)
            made[i] = arena_copy(&first->small->arena, output_site_render(first, path));
    }
    for (size_t i = count; i-- > 0;) {
        const struct route *route = &second->small->catalogue->routes[i];
        const char *path = arena_string(&second->small->arena, route->output_path);
        if (route->kind != ROUTE_ATTACHMENT)
            assert_true(slice_equal(output_site_render(second, path), made[i]));
    }
    output_site_end(first);
    output_site_end(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_sheets_come_first_without_guides_and_organisations),
        cmocka_unit_test(twelve_are_the_newest),
        cmocka_unit_test(a_site_without_sheets_has_no_newest),
        cmocka_unit_test(a_facet_counts_each_sheet_once_for_a_term_and_those_above_it),
        cmocka_unit_test(addresses_stand_below_the_sites_path_and_are_escaped),
        cmocka_unit_test(each_page_has_its_counterpart_in_each_language),
        cmocka_unit_test(every_file_of_a_site_is_the_same_when_it_is_made_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
