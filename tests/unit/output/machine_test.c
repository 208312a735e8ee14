#include "output/machine.h"
#include "output/output_site.h"
#include "output/well_formed.h"

#define ROOT "https://example.org/catalogo/"
#define SITE_MAP_START                                               \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                   \
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" " \
    "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
#define ALTERNATE(language, path) \
    "<xhtml:link rel=\"alternate\" hreflang=\"" language "\" href=\"" ROOT path "\"/>\n"
#define BOTH(italian, english) ALTERNATE("it", italian) ALTERNATE("en", english)
#define PAGE(path, rest)       "<url>\n<loc>" ROOT path "</loc>\n" rest "</url>\n"

static const char yaml[] =
    "site:\n"
    "  title: {it: Catalogo, en: Catalogue}\n"
    "  base_url: https://example.org/catalogo/\n"
    "  languages: [it, en]\n"
    "  theme: test\n"
    "  publisher: {name: {it: Ente, en: Body}}\n"
    "collections:\n"
    "  schede:\n"
    "    label: {it: Schede, en: Sheets}\n"
    "    feed: true\n"
    "    fields:\n"
    "      titolo: {type: text, role: title}\n"
    "      sommario: {type: text, role: summary}\n"
    "      chi: {type: list, of: {type: ref, to: enti}, role: organisation}\n"
    "      avvio: {type: date, role: start}\n"
    "      pubblicata: {type: date, role: published}\n"
    "      aggiornata: {type: datetime, role: updated}\n"
    "  enti:\n"
    "    label: {it: Enti, en: Bodies}\n"
    "    template: organisation\n"
    "    feed: false\n"
    "    fields: {nome: {type: text, role: title}}\n";

static const struct small_file files[] = {
    {"content/enti/comune.md", "---\nnome: Comune\n---\n"},
    {"content/enti/comune.en.md", "---\nnome: Town\n---\n"},
    {"content/schede/a.md", "---\ntitolo: A\nsommario: Uno.\nchi: [comune]\navvio: 2014\n"
                            "pubblicata: 2019-05\naggiornata: 2021-02-03T10:30:00Z\n---\n"},
    {"content/schede/a.en.md",
     "---\ntitolo: A in English\naggiornata: 2022-03-04T08:00:00Z\n---\n"},
    {"content/schede/b.md", "---\ntitolo: B\npubblicata: 2019-05\nalias: /vecchia/\n---\n"},
    {"content/schede/c.md", "---\ntitolo: C\navvio: 2016\n---\n"},
    {"content/schede/d.md", "---\ntitolo: D\n---\n"},
    {"content/schede/e.md", "---\ntitolo: E\nstato: bozza\npubblicata: 2024-01-01\n---\n"},
    {"content/schede/f.md", "---\ntitolo: F\nstato: in revisione\npubblicata: 2024-01-01\n---\n"},
    {0},
};

/* How often a part stands in a text. */
static size_t count_of(struct slice text, const char *part)
{
    size_t count = 0, at;
    while ((at = slice_find(text, slice_from_string(part))) != SLICE_NOT_FOUND) {
        text = slice_after(text, at + 1);
        count++;
    }
    return count;
}

/* ---- the sitemap ---------------------------------------------------------- */

static const char site_map[] = SITE_MAP_START PAGE("en/enti/comune/",
                                                   BOTH("enti/comune/", "en/enti/comune/"))
    PAGE("en/enti/", BOTH("enti/", "en/enti/")) PAGE("en/", BOTH("", "en/"))
        PAGE("en/schede/a/", "<lastmod>2022-03-04</lastmod>\n" BOTH("schede/a/", "en/schede/a/"))
            PAGE("en/schede/", BOTH("schede/", "en/schede/")) PAGE("en/site-map/",
                                                                   BOTH("mappa/", "en/site-map/"))
                PAGE("enti/comune/", BOTH("enti/comune/", "en/enti/comune/"))
                    PAGE("enti/", BOTH("enti/", "en/enti/")) PAGE("", BOTH("", "en/"))
                        PAGE("mappa/", BOTH("mappa/", "en/site-map/")) PAGE(
                            "schede/a/",
                            "<lastmod>2021-02-03</lastmod>\n" BOTH("schede/a/", "en/schede/a/"))
                            PAGE("schede/b/", "<lastmod>2019-05</lastmod>\n") PAGE("schede/c/", "")
                                PAGE("schede/d/", "")
                                    PAGE("schede/", BOTH("schede/", "en/schede/")) "</urlset>\n";

static void the_sitemap_has_every_page_its_languages_and_when_it_changed(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(yaml, files, false);
    assert_slice_equal(small_site_codes(site->small), "");
    assert_slice_equal(output_site_render(site, "sitemap.xml"), site_map);
    assert_null(xml_mistake(output_site_render(site, "sitemap.xml")));
    output_site_end(site);
}

static void a_build_with_drafts_keeps_them_out_of_sitemap_and_feeds(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(yaml, files, true);
    assert_true(small_site_has(site->small, "schede/e/index.html"));
    assert_slice_equal(output_site_render(site, "sitemap.xml"), site_map);
    assert_has_not(output_site_render(site, "schede/feed.xml"), "<title>E</title>");
    assert_has_not(output_site_render(site, "schede/feed.xml"), "<title>F</title>");
    output_site_end(site);
}

/* A catalogue of many homes: what the pages are plays no part. */
static struct slice render_many(struct output_site *site, size_t count, const char *url)
{
    struct catalogue *many = arena_new(&site->small->arena, struct catalogue);
    *many = *site->small->catalogue;
    many->routes = arena_array(&site->small->arena, struct route, count);
    many->route_count = count;
    for (size_t i = 0; i < count; i++)
        many->routes[i] = (struct route){.kind = ROUTE_HOME, .url = slice_from_string(url)};
    struct route route = {.kind = ROUTE_MACHINE, .machine = MACHINE_SITEMAP};
    site->site->catalogue = many;
    buffer_clear(&site->out);
    machine_write(&site->out, site->site, &route, &site->arena, &site->list);
    return buffer_view(&site->out);
}

static const char one_language[] = "site:\n"
                                   "  title: T\n"
                                   "  base_url: https://example.org/catalogo/\n"
                                   "  languages: [it]\n"
                                   "  theme: test\n"
                                   "collections:\n"
                                   "  schede:\n"
                                   "    label: Schede\n"
                                   "    feed: true\n"
                                   "    fields:\n"
                                   "      titolo: {type: text, role: title}\n"
                                   "      data: {type: date, role: start}\n";
static const struct small_file no_files[] = {{0}};

static void the_sitemap_ends_at_fifty_thousand_addresses_with_a_warning(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(one_language, no_files, false);
    struct slice text = render_many(site, 50000, "/");
    assert_int_equal(count_of(text, "<loc>"), 50000);
    assert_int_equal(site->list.count, 0);
    text = render_many(site, 50003, "/");
    assert_int_equal(count_of(text, "<loc>"), 50000);
    assert_true(slice_ends_with(text, SLICE("</url>\n</urlset>\n")));
    assert_int_equal(site->list.count, 1);
    struct buffer message = {0};
    assert_int_equal(site->list.items[0].severity, SEVERITY_WARNING);
    diagnostic_write_message(&message, &site->list.items[0], MESSAGES_ENGLISH);
    assert_slice_equal(buffer_view(&message),
                       "sitemap.xml leaves out 3 pages of 50003: it may have "
                       "50000 addresses and 50 MB");
    buffer_release(&message);
    output_site_end(site);
}

static void the_sitemap_ends_before_fifty_megabytes_with_a_warning(void **state)
{
    (void)state;
    char url[4001] = "/";
    memset(url + 1, 'a', sizeof url - 2);
    struct output_site *site = output_site_start(one_language, no_files, false);
    struct slice text = render_many(site, 20000, url);
    assert_true(text.len <= 50u << 20);
    assert_true(text.len > (50u << 20) - 5000);
    assert_true(slice_ends_with(text, SLICE("</url>\n</urlset>\n")));
    assert_int_equal(count_of(text, "<url>"), count_of(text, "</url>"));
    assert_int_equal(site->list.count, 1);
    output_site_end(site);
}

static void a_site_without_sheets_in_one_language_names_no_other(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(one_language, no_files, false);
    assert_slice_equal(output_site_render(site, "sitemap.xml"),
                       SITE_MAP_START PAGE("", "") PAGE("mappa/", "")
                           PAGE("schede/", "") "</urlset>\n");
    output_site_end(site);
}

static void robots_are_shown_the_sitemap(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(one_language, no_files, false);
    assert_slice_equal(output_site_render(site, "robots.txt"),
                       "User-agent: *\nAllow: /\n\nSitemap: " ROOT "sitemap.xml\n");
    output_site_end(site);
}

/* ---- feeds ---------------------------------------------------------------- */

#define FEED(language, title, subtitle, feed, page, updated)                      \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                \
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" language "\">\n"    \
    "<title>" title "</title>\n"                                                  \
    "<subtitle>" subtitle "</subtitle>\n"                                         \
    "<id>" ROOT feed "</id>\n"                                                    \
    "<link rel=\"self\" type=\"application/atom+xml\" href=\"" ROOT feed "\"/>\n" \
    "<link rel=\"alternate\" type=\"text/html\" href=\"" ROOT page "\"/>\n"       \
    "<updated>" updated "T00:00:00Z</updated>\n"                                  \
    "<generator>schedario</generator>\n"
#define ENTRY(start, title, id, page, updated, author, rest)                      \
    start "\n<title>" title "</title>\n"                                          \
          "<id>" ROOT id "</id>\n"                                                \
          "<link rel=\"alternate\" type=\"text/html\" href=\"" ROOT page "\"/>\n" \
          "<updated>" updated "T00:00:00Z</updated>\n"                            \
          "<author><name>" author "</name></author>\n" rest "</entry>\n"

static void a_feed_has_the_newest_first_and_all_that_atom_asks_for(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(yaml, files, false);
    assert_slice_equal(output_site_render(site, "schede/feed.xml"),
                       FEED("it", "Schede", "Catalogo", "schede/feed.xml", "schede/",
                            "2021-02-03") ENTRY("<entry>", "A", "schede/a/", "schede/a/",
                                                "2021-02-03", "Comune", "<summary>Uno.</summary>\n")
                           ENTRY("<entry>", "B", "schede/b/", "schede/b/", "2019-05-01", "Ente", "")
                               ENTRY("<entry>", "C", "schede/c/", "schede/c/", "2016-01-01", "Ente",
                                     "") "</feed>\n");
    output_site_end(site);
}

static void an_untranslated_sheet_is_the_same_entry_in_every_language(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(yaml, files, false);
    assert_slice_equal(
        output_site_render(site, "en/schede/feed.xml"),
        FEED("en", "Sheets", "Catalogue", "en/schede/feed.xml", "en/schede/", "2021-02-03")
            ENTRY("<entry>", "A in English", "en/schede/a/", "en/schede/a/", "2021-02-03", "Town",
                  "<summary>Uno.</summary>\n") ENTRY("<entry xml:lang=\"it\">", "B", "schede/b/",
                                                     "en/schede/b/", "2019-05-01", "Body", "")
                ENTRY("<entry xml:lang=\"it\">", "C", "schede/c/", "en/schede/c/", "2016-01-01",
                      "Body", "") "</feed>\n");
    output_site_end(site);
}

static void an_empty_feed_is_a_feed_all_the_same(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(one_language, no_files, false);
    struct slice feed = output_site_render(site, "schede/feed.xml");
    assert_slice_equal(
        feed, FEED("it", "Schede", "T", "schede/feed.xml", "schede/", "1970-01-01") "</feed>\n");
    assert_null(xml_mistake(feed));
    output_site_end(site);
}

static void a_collection_that_wants_no_feed_has_none(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(yaml, files, false);
    assert_false(small_site_has(site->small, "enti/feed.xml"));
    output_site_end(site);
}

static void a_feed_ends_after_fifty_and_ties_go_by_id(void **state)
{
    (void)state;
    static char paths[60][40], texts[60][60];
    static struct small_file many[61];
    for (int i = 0; i < 60; i++) {
        snprintf(paths[i], sizeof paths[i], "content/schede/s%02d.md", i);
        snprintf(texts[i], sizeof texts[i], "---\ntitolo: S%02d\ndata: %d\n---\n", i,
                 i < 55 ? 2020 : 2021);
        many[i] = (struct small_file){paths[i], texts[i]};
    }
    struct output_site *site = output_site_start(one_language, many, false);
    struct slice feed = output_site_render(site, "schede/feed.xml");
    assert_int_equal(count_of(feed, "<entry>"), 50);
    size_t at = 0;
    static const char *const order[] = {"S55", "S56", "S59", "S00", "S01", "S44"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        char title[32];
        snprintf(title, sizeof title, "<title>%s</title>", order[i]);
        size_t found = slice_find(feed, slice_from_string(title));
        assert_int_not_equal(found, SLICE_NOT_FOUND);
        assert_true(found > at);
        at = found;
    }
    assert_has_not(feed, "<title>S45</title>");
    output_site_end(site);
}

static void the_author_may_be_a_term(void **state)
{
    (void)state;
    static const char terms[] = "site:\n"
                                "  title: Sito\n"
                                "  base_url: https://example.org/\n"
                                "  languages: [it]\n"
                                "  theme: test\n"
                                "vocabularies: {uffici: {a: {label: Ufficio A}}}\n"
                                "collections:\n"
                                "  schede:\n"
                                "    label: Schede\n"
                                "    fields:\n"
                                "      titolo: {type: text, role: title}\n"
                                "      chi: {type: term, of: uffici, role: organisation}\n"
                                "      data: {type: date, role: start}\n";
    static const struct small_file one[] = {
        {"content/schede/a.md", "---\ntitolo: A\nchi: a\ndata: 2020\n---\n"}, {0}};
    struct output_site *site = output_site_start(terms, one, false);
    assert_has(output_site_render(site, "schede/feed.xml"),
               "<author><name>Ufficio A</name></author>");
    output_site_end(site);
}

static void the_author_is_who_carried_it_out_else_the_publisher_else_the_site(void **state)
{
    (void)state;
    static const char authors[] = "site:\n"
                                  "  title: Sito\n"
                                  "  base_url: https://example.org/\n"
                                  "  languages: [it]\n"
                                  "  theme: test\n"
                                  "collections:\n"
                                  "  schede:\n"
                                  "    label: Schede\n"
                                  "    fields:\n"
                                  "      titolo: {type: text, role: title}\n"
                                  "      chi: {type: text, role: organisation}\n"
                                  "      data: {type: date, role: start}\n";
    static const struct small_file two[] = {
        {"content/schede/a.md", "---\ntitolo: A\nchi: \"Rossi & C.\"\ndata: 2020\n---\n"},
        {"content/schede/b.md", "---\ntitolo: B\ndata: 2019\n---\n"},
        {0}};
    struct output_site *site = output_site_start(authors, two, false);
    struct slice feed = output_site_render(site, "schede/feed.xml");
    assert_has(feed, "<author><name>Rossi &amp; C.</name></author>");
    assert_has(feed, "<author><name>Sito</name></author>");
    output_site_end(site);
}

static void a_terms_feed_has_the_sheets_of_its_descendants(void **state)
{
    (void)state;
    static const struct small_file tagged[] = {
        {"content/progetti/x.md", "---\ntitolo: X\ntemi: lavoro\navvio: 2020\n---\n"},
        {"content/progetti/y.md", "---\ntitolo: Y\navvio: 2020\n---\n"},
        {0}};
    struct output_site *site = output_site_start(OUTPUT_YAML, tagged, false);
    struct slice feed = output_site_render(site, "en/temi/inclusione/feed.xml");
    assert_null(xml_mistake(feed));
    assert_has(feed, "<title>Inclusion</title>\n");
    assert_has(feed, "<id>" ROOT "en/temi/inclusione/feed.xml</id>\n");
    assert_has(feed, "href=\"" ROOT "en/temi/inclusione/\"/>\n");
    assert_has(feed, "<title>X</title>");
    assert_has_not(feed, "<title>Y</title>");
    output_site_end(site);
}

/* ---- what is hostile ------------------------------------------------------ */

#define HOSTILE "\"<b>\\\" & </title> ]]> <!-- ' \\u2028 \\ufffe end\""
static void every_xml_file_is_well_formed_whatever_is_written(void **state)
{
    (void)state;
    static const char texts[] =
        "site:\n"
        "  title: " HOSTILE "\n"
        "  base_url: \"https://example.org/a&b/\"\n"
        "  languages: [it, en]\n"
        "  theme: test\n"
        "  publisher: {name: " HOSTILE "}\n"
        "vocabularies:\n"
        "  temi: {label: " HOSTILE ", terms: {a: {label: " HOSTILE "}}}\n"
        "collections:\n"
        "  schede:\n"
        "    label: " HOSTILE "\n"
        "    feed: true\n"
        "    fields:\n"
        "      titolo: {type: text, role: title}\n"
        "      sommario: {type: text, role: summary}\n"
        "      chi: {type: text, role: organisation}\n"
        "      temi: {type: list, of: {type: term, of: temi}, role: theme}\n"
        "      data: {type: date, role: updated}\n";
    static const struct small_file hostile[] = {
        {"content/schede/x.md", "---\ntitolo: " HOSTILE "\nsommario: " HOSTILE "\nchi: " HOSTILE
                                "\ntemi: a\ndata: 2020\n---\n"},
        {"content/schede/y.md", "---\ntitolo: \"\"\nchi: \" \"\ndata: 2021\n---\n"},
        {0}};
    struct output_site *site = output_site_start(texts, hostile, false);
    size_t count = 0;
    for (size_t i = 0; i < site->small->catalogue->route_count; i++) {
        struct slice path = site->small->catalogue->routes[i].output_path;
        if (!slice_ends_with(path, SLICE(".xml")))
            continue;
        struct slice text = output_site_render(site, arena_string(&site->small->arena, path));
        const char *mistake = xml_mistake(text);
        if (mistake)
            print_error("%.*s: %s\n%.*s\n", SLICE_ARG(path), mistake, SLICE_ARG(text));
        assert_null(mistake);
        count++;
    }
    assert_int_equal(count, 5); /* the sitemap; in both languages the sheets and the term */
    struct slice feed = output_site_render(site, "schede/feed.xml");
    assert_has(feed, "<title>&lt;b&gt;&quot; &amp; &lt;/title&gt; ]]&gt; &lt;!-- &apos; ");
    assert_has(feed, "<title>y</title>\n"); /* without a title, the id */
    assert_has_not(feed, "<name></name>");
    assert_has_not(feed, "<name> </name>");
    output_site_end(site);
}

static void the_checker_of_xml_finds_mistakes(void **state)
{
    (void)state;
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    static const char *const wrong[] = {
        "<a/>",
        XML "",
        XML "<a>",
        XML "<a></b>",
        XML "<a/><b/>",
        XML "<a>&b;</a>",
        XML "<a>&</a>",
        XML "<a>]]></a>",
        XML "<a b=c/>",
        XML "<a b=\"<\"/>",
        XML "<a b=\"\" b=\"\"/>",
        XML "<a>\x01</a>",
        XML "<x:a/>",
        XML "<a><b></a></b>",
        XML "<a b=\"&\"/>",
        XML "text",
        XML "<a></a>x",
        XML "<a>\xff</a>",
        XML "<a",
        XML "<a b=\"",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(xml_mistake(slice_from_string(wrong[i])));
    assert_null(xml_mistake(SLICE(XML "<a xmlns:x=\"y\" b=\"&quot;'\"><x:c/>&amp;<d></d></a>\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sitemap_has_every_page_its_languages_and_when_it_changed),
        cmocka_unit_test(a_build_with_drafts_keeps_them_out_of_sitemap_and_feeds),
        cmocka_unit_test(the_sitemap_ends_at_fifty_thousand_addresses_with_a_warning),
        cmocka_unit_test(the_sitemap_ends_before_fifty_megabytes_with_a_warning),
        cmocka_unit_test(a_site_without_sheets_in_one_language_names_no_other),
        cmocka_unit_test(robots_are_shown_the_sitemap),
        cmocka_unit_test(a_feed_has_the_newest_first_and_all_that_atom_asks_for),
        cmocka_unit_test(an_untranslated_sheet_is_the_same_entry_in_every_language),
        cmocka_unit_test(an_empty_feed_is_a_feed_all_the_same),
        cmocka_unit_test(a_collection_that_wants_no_feed_has_none),
        cmocka_unit_test(a_feed_ends_after_fifty_and_ties_go_by_id),
        cmocka_unit_test(the_author_is_who_carried_it_out_else_the_publisher_else_the_site),
        cmocka_unit_test(the_author_may_be_a_term),
        cmocka_unit_test(a_terms_feed_has_the_sheets_of_its_descendants),
        cmocka_unit_test(every_xml_file_is_well_formed_whatever_is_written),
        cmocka_unit_test(the_checker_of_xml_finds_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
