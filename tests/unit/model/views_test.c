#include "model/small_site.h"

#define SITE                                                                      \
    "site: {title: S, base_url: \"https://example.org/\", languages: [it, en]}\n" \
    "vocabularies:\n"                                                             \
    "  luoghi: {a: {label: A, tile: [1, 1]}, b: {label: B}}\n"                    \
    "  altrove: {c: {label: C}}\n"                                                \
    "collections:\n"                                                              \
    "  tutto:\n"                                                                  \
    "    label: Tutto\n"                                                          \
    "    fields:\n"                                                               \
    "      titolo: {type: text, role: title}\n"                                   \
    "      dove: {type: list, of: {type: term, of: luoghi}, role: place}\n"       \
    "      avvio: {type: date, role: start}\n"                                    \
    "      durata: {type: duration, role: duration}\n"                            \
    "  meno:\n"                                                                   \
    "    label: Meno\n"                                                           \
    "    fields:\n"                                                               \
    "      titolo: {type: text, role: title}\n"                                   \
    "      dove: {type: term, of: altrove, role: place}\n"                        \
    "      avvio: {type: date, role: start}\n"                                    \
    "  fino:\n"                                                                   \
    "    label: Fino\n"                                                           \
    "    fields:\n"                                                               \
    "      titolo: {type: text, role: title}\n"                                   \
    "      dove: {type: term, of: luoghi, role: place}\n"                         \
    "      dal: {type: date, role: start}\n"                                      \
    "      al: {type: date, role: end}\n"                                         \
    "  guida:\n"                                                                  \
    "    label: Guida\n"                                                          \
    "    template: guide\n"                                                       \
    "    fields:\n"                                                               \
    "      titolo: {type: text, role: title}\n"                                   \
    "      dove: {type: term, of: luoghi, role: place}\n"

static void a_collection_has_the_views_that_its_fields_allow(void **state)
{
    (void)state;
    static const struct small_file files[] = {{"content/tutto/a.md", "---\ntitolo: A\n---\n"}, {0}};
    static const char *const there[] = {
        "tutto/mappa/index.html",       "en/tutto/map/index.html",    "tutto/tempo/index.html",
        "en/tutto/timeline/index.html", "tutto/confronta/index.html", "en/tutto/compare/index.html",
        "meno/confronta/index.html",    "fino/mappa/index.html",      "fino/tempo/index.html",
    };
    static const char *const none[] = {
        "meno/mappa/index.html",  "en/meno/map/index.html",     "meno/tempo/index.html",
        "guida/mappa/index.html", "guida/confronta/index.html",
    };
    struct small_site *site = small_site_link(SITE, files, false);
    assert_slice_equal(small_site_codes(site), "");
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (!small_site_has(site, there[i]))
            fail_msg("nothing at %s", there[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (small_site_has(site, none[i]))
            fail_msg("something at %s", none[i]);
    const struct route *route =
        catalogue_find_route(site->catalogue, &site->arena, SLICE("/en/tutto/timeline/"));
    assert_int_equal(route->kind, ROUTE_TIMELINE);
    assert_int_equal(route->language, 1);
    assert_slice_equal(route->collection->id, "tutto");
    small_site_end(site);
}

static void a_sheet_cannot_have_the_address_of_a_view(void **state)
{
    (void)state;
    static const struct small_file files[] = {{"content/tutto/compare.md", "---\ntitolo: A\n---\n"},
                                              {"content/tutto/mappa.md", "---\ntitolo: A\n---\n"},
                                              {"content/meno/mappa.md", "---\ntitolo: A\n---\n"},
                                              {0}};
    struct small_site *site = small_site_link(SITE, files, false);
    struct slice said = small_site_codes(site);
    assert_slice_equal(said, "content/tutto/compare.md:1:1 error address-clash\n"
                             "content/tutto/mappa.md:1:1 error address-clash\n");
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_collection_has_the_views_that_its_fields_allow),
        cmocka_unit_test(a_sheet_cannot_have_the_address_of_a_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
