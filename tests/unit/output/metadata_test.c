#include "output/output_site.h"
#include "output/well_formed.h"

static const struct small_file files[] = {
    {"content/enti/comune.md",
     "---\nnome: Comune\nsito: https://comune.example.org/\nluogo: veneto\n---\n"},
    {"content/enti/rete.md", "---\nnome: Rete\n---\n"},
    {"content/enti/rete.en.md", "---\nnome: Network\n---\n"},
    {"content/progetti/alfa/index.md",
     "---\ntitolo: Alfa\nsommario: Il primo.\nente: comune\npartner: [rete, comune]\n"
     "obiettivo: crescere\ntemi: [lavoro, inclusione]\nluogo: veneto\navvio: 2017-12-20\n"
     "fine: 2019\nbudget: \"84.498,00\"\nfondo: FSE\npubblicata: 2020-01-02\n"
     "aggiornata: 2021-02-03T10:30:00Z\nfoto: foto.png\n---\n"},
    {"content/progetti/alfa/index.en.md", "---\ntitolo: Alpha\nsommario: The first.\n---\n"},
    {"content/progetti/alfa/foto.png", NULL},
    {"content/progetti/beta.md",
     "---\ntitolo: Beta\ntemi: lavoro\navvio: 2016\nalias: /vecchia/\nfondo: FESR\n---\n"},
    {"content/progetti/gamma.md", "---\ntitolo: Gamma\n---\n"},
    {"content/progetti/bozza.md", "---\ntitolo: Bozza\nstato: bozza\navvio: 2024\n---\n"},
    {"content/progetti/bozza.en.md", "---\ntitolo: Draft\n---\n"},
    {"content/guida/index.md", "---\ntitolo: La guida\ndata: 2022-01-01\n---\n"},
    {"content/guida/passi.md", "---\ntitolo: Primi passi\n---\n"},
    {0},
};

#define ROOT "https://example.org/catalogo/"
#define HREFLANG(language, path) \
    "<link rel=\"alternate\" hreflang=\"" language "\" href=\"" ROOT path "\">\n"
#define BOTH(italian, english) \
    HREFLANG("it", italian) HREFLANG("en", english) HREFLANG("x-default", italian)
#define CANONICAL(path) "<link rel=\"canonical\" href=\"" ROOT path "\">\n"
#define OG(type, title, description, path, name, locale)               \
    "<meta property=\"og:type\" content=\"" type "\">\n"               \
    "<meta property=\"og:title\" content=\"" title "\">\n"             \
    "<meta property=\"og:description\" content=\"" description "\">\n" \
    "<meta property=\"og:url\" content=\"" ROOT path "\">\n"           \
    "<meta property=\"og:site_name\" content=\"" name "\">\n"          \
    "<meta property=\"og:locale\" content=\"" locale "\">\n"
#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">\n"
#define DCTERMS             "<link rel=\"schema.dcterms\" href=\"http://purl.org/dc/terms/\">\n"
#define LICENSE             "https://creativecommons.org/licenses/by/4.0/"
#define DCTERMS_END(path)                 \
    META("dcterms.identifier", ROOT path) \
    META("dcterms.license", LICENSE) META("dcterms.type", "Text")
#define GRAPH(items)                                                                               \
    "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[" items \
    "]}</script>\n"
#define CRUMB(position, name, path)                                      \
    "{\"@type\":\"ListItem\",\"position\":" position ",\"name\":\"" name \
    "\",\"item\":\"" ROOT path "\"}"
#define CRUMBS(items) "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[" items "]}"
#define LISTED(position, name, path)                                                               \
    "{\"@type\":\"ListItem\",\"position\":" position ",\"name\":\"" name "\",\"url\":\"" ROOT path \
    "\"}"
#define PUBLISHER(name)                                                \
    "\"publisher\":{\"@type\":\"Organization\",\"name\":\"" name "\"," \
    "\"url\":\"https://ente.example.org/\"}"

struct page {
    const char *path, *head;
};

static void check_pages(const struct page *pages, size_t count)
{
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_slice_equal(small_site_codes(site->small), "");
    for (size_t i = 0; i < count; i++)
        assert_slice_equal(output_site_render(site, pages[i].path), pages[i].head);
    output_site_end(site);
}
#define CHECK(pages) check_pages((pages), sizeof(pages) / sizeof *(pages))

static void the_home_is_a_web_site(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"index.html",
         CANONICAL("") BOTH("", "en/")
             OG("website", "Catalogo", "Le esperienze.", "", "Catalogo", "it_IT")
                 GRAPH("{\"@type\":\"WebSite\",\"name\":\"Catalogo\",\"url\":\"" ROOT "\","
                       "\"description\":\"Le esperienze.\",\"inLanguage\":\"it\","
                       "\"license\":\"" LICENSE
                       "\"," PUBLISHER("Ente") "}," CRUMBS(CRUMB("1", "Inizio", "")))},
        {"en/index.html",
         CANONICAL("en/") BOTH("", "en/")
             OG("website", "Catalogue", "The experiences.", "en/", "Catalogue", "en_GB")
                 GRAPH("{\"@type\":\"WebSite\",\"name\":\"Catalogue\",\"url\":\"" ROOT "en/\","
                       "\"description\":\"The experiences.\",\"inLanguage\":\"en\","
                       "\"license\":\"" LICENSE
                       "\"," PUBLISHER("Body") "}," CRUMBS(CRUMB("1", "Home", "en/")))}};
    CHECK(pages);
}

static void a_list_counts_all_its_sheets_and_goes_on_from_page_to_page(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"en/progetti/index.html",
         CANONICAL("en/progetti/") BOTH("progetti/", "en/progetti/")
             OG("website", "Projects", "All projects.", "en/progetti/", "Catalogue", "en_GB")
                 GRAPH("{\"@type\":\"ItemList\",\"name\":\"Projects\",\"numberOfItems\":3,"
                       "\"itemListElement\":[" LISTED("1", "Alpha", "en/progetti/alfa/") "," LISTED(
                           "2", "Beta",
                           "progetti/beta/") "]}," CRUMBS(CRUMB("1", "Home",
                                                                "en/") "," CRUMB("2", "Projects",
                                                                                 "en/progetti/")))},
        {"progetti/pagina/2/index.html",
         CANONICAL("progetti/pagina/2/") BOTH("progetti/pagina/2/", "en/progetti/page/2/") OG(
             "website", "Progetti", "Tutti i progetti.", "progetti/pagina/2/", "Catalogo", "it_IT")
             GRAPH(
                 "{\"@type\":\"ItemList\",\"name\":\"Progetti\",\"numberOfItems\":3,"
                 "\"itemListElement\":[" LISTED("3", "Gamma", "progetti/gamma/") "]}," CRUMBS(
                     CRUMB("1", "Inizio", "") "," CRUMB("2", "Progetti", "progetti/pagina/2/")))}};
    CHECK(pages);
}

static void an_experience_is_a_report_about_a_project_with_its_grant(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"en/progetti/alfa/index.html",
         CANONICAL("en/progetti/alfa/") BOTH("progetti/alfa/", "en/progetti/alfa/") OG(
             "article", "Alpha", "The first.", "en/progetti/alfa/", "Catalogue",
             "en_GB") "<meta property=\"og:image\" content=\"" ROOT
                      "progetti/alfa/foto.png\">\n" DCTERMS META("dcterms.title", "Alpha") META(
                          "dcterms.description",
                          "The first.") META("dcterms.creator",
                                             "Comune") META("dcterms.contributor",
                                                            "Network") META("dcterms.contributor",
                                                                            "Comune")
                          META("dcterms.subject", "Work") META("dcterms.subject", "Inclusion") META(
                              "dcterms.subject", "To grow") META("dcterms.spatial", "Veneto")
                              META("dcterms.publisher", "Body") META("dcterms.issued", "2020-01-02")
                                  META("dcterms.modified",
                                       "2021-02-03") META("dcterms.language", "en")
                                      DCTERMS_END("en/progetti/alfa/") GRAPH(
                                          "{\"@type\":\"Report\",\"url\":\"" ROOT
                                          "en/progetti/alfa/\","
                                          "\"name\":\"Alpha\",\"abstract\":\"The "
                                          "first.\",\"inLanguage\":\"en\","
                                          "\"datePublished\":\"2020-01-02\",\"dateModified\":"
                                          "\"2021-02-03\","
                                          "\"license\":\"" LICENSE "\"," PUBLISHER(
                                              "Body") ","
                                                      "\"keywords\":[\"Work\",\"Inclusion\"],"
                                                      "\"about\":{\"@type\":\"Project\",\"name\":"
                                                      "\"Alpha\","
                                                      "\"description\":\"The "
                                                      "first.\",\"foundingDate\":\"2017-12-20\","
                                                      "\"dissolutionDate\":\"2019\","
                                                      "\"parentOrganization\":["
                                                      "{\"@type\":\"Organization\",\"name\":"
                                                      "\"Comune\",\"url\":\"" ROOT
                                                      "enti/comune/\"}],\"member\":["
                                                      "{\"@type\":\"Organization\",\"name\":"
                                                      "\"Network\",\"url\":\"" ROOT
                                                      "en/enti/rete/\"},"
                                                      "{\"@type\":\"Organization\",\"name\":"
                                                      "\"Comune\",\"url\":\"" ROOT
                                                      "enti/comune/\"}],"
                                                      "\"areaServed\":[{\"@type\":\"Place\","
                                                      "\"name\":\"Veneto\"}],"
                                                      "\"funding\":{\"@type\":\"MonetaryGrant\","
                                                      "\"amount\":"
                                                      "{\"@type\":\"MonetaryAmount\",\"value\":"
                                                      "84498.00,\"currency\":\"EUR\"},"
                                                      "\"funder\":[{\"@type\":\"Organization\","
                                                      "\"name\":\"FSE\"}]}}}," CRUMBS(
                                                          CRUMB("1", "Home", "en/") "," CRUMB(
                                                              "2", "Projects",
                                                              "en/progetti/") "," CRUMB("3",
                                                                                        "Alpha",
                                                                                        "en/"
                                                                                        "progetti/"
                                                                                        "alfa"
                                                                                        "/")))}};
    CHECK(pages);
}

static void a_sheet_that_says_little_has_no_empty_elements(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"progetti/gamma/index.html",
         CANONICAL("progetti/gamma/") OG(
             "article", "Gamma", "Le esperienze.", "progetti/gamma/", "Catalogo",
             "it_IT") DCTERMS META("dcterms.title", "Gamma") META("dcterms.publisher", "Ente")
             META("dcterms.language", "it") DCTERMS_END("progetti/gamma/") GRAPH(
                 "{\"@type\":\"Report\",\"url\":\"" ROOT "progetti/gamma/\",\"name\":\"Gamma\","
                 "\"inLanguage\":\"it\",\"license\":\"" LICENSE "\"," PUBLISHER(
                     "Ente") ","
                             "\"about\":{\"@type\":\"Project\",\"name\":\"Gamma\"}}," CRUMBS(
                                 CRUMB("1", "Inizio", "") "," CRUMB(
                                     "2", "Progetti", "progetti/") "," CRUMB("3", "Gamma",
                                                                             "progetti/gamma/")))}};
    CHECK(pages);
}

static void
a_page_that_shows_another_languages_text_is_not_indexed_and_names_the_original(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"en/progetti/beta/index.html",
         META("robots", "noindex") CANONICAL("progetti/beta/") OG(
             "article", "Beta", "The experiences.", "progetti/beta/", "Catalogue",
             "it_IT") DCTERMS META("dcterms.title", "Beta") META("dcterms.subject",
                                                                 "Work") META("dcterms.publisher",
                                                                              "Body")
             META("dcterms.language", "it") DCTERMS_END("progetti/beta/") GRAPH(
                 "{\"@type\":\"Report\",\"url\":\"" ROOT "progetti/beta/\",\"name\":\"Beta\","
                 "\"inLanguage\":\"it\",\"license\":\"" LICENSE "\"," PUBLISHER(
                     "Body") ","
                             "\"keywords\":[\"Work\"],"
                             "\"about\":{\"@type\":\"Project\",\"name\":\"Beta\","
                             "\"foundingDate\":\"2016\",\"funding\":{\"@type\":\"MonetaryGrant\","
                             "\"funder\":[{\"@type\":\"Organization\",\"name\":\"FESR\"}]}}}"
                             "," CRUMBS(CRUMB("1", "Home", "en/") "," CRUMB(
                                 "2", "Projects",
                                 "en/progetti/") "," CRUMB("3", "Beta", "en/progetti/beta/")))}};
    CHECK(pages);
}

static void organisations_and_guides_have_types_of_their_own(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"enti/comune/index.html",
         CANONICAL("enti/comune/") OG("article", "Comune", "Le esperienze.", "enti/comune/",
                                      "Catalogo", "it_IT") DCTERMS META("dcterms.title", "Comune")
             META("dcterms.spatial", "Veneto") META("dcterms.publisher", "Ente")
                 META("dcterms.language", "it") DCTERMS_END("enti/comune/")
                     GRAPH("{\"@type\":\"Organization\",\"name\":\"Comune\","
                           "\"url\":\"https://comune.example.org/\","
                           "\"areaServed\":[{\"@type\":\"Place\",\"name\":\"Veneto\"}]}," CRUMBS(
                               CRUMB("1", "Inizio", "") "," CRUMB("2", "Enti", "enti/") "," CRUMB(
                                   "3", "Comune", "enti/comune/")))},
        {"guida/index.html",
         CANONICAL("guida/") OG("article", "La guida", "Le esperienze.", "guida/", "Catalogo",
                                "it_IT") DCTERMS META("dcterms.title", "La guida")
             META("dcterms.publisher", "Ente") META("dcterms.modified", "2022-01-01")
                 META("dcterms.language", "it") DCTERMS_END("guida/") GRAPH(
                     "{\"@type\":\"TechArticle\",\"url\":\"" ROOT "guida/\",\"name\":\"La guida\","
                     "\"inLanguage\":\"it\",\"dateModified\":\"2022-01-01\","
                     "\"license\":\"" LICENSE "\"," PUBLISHER("Ente") "}," CRUMBS(
                         CRUMB("1", "Inizio", "") "," CRUMB("2", "La guida", "guida/")))}};
    CHECK(pages);
}

static void a_term_is_defined_and_lists_its_sheets(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"temi/lavoro/index.html",
         CANONICAL("temi/lavoro/") BOTH("temi/lavoro/", "en/temi/lavoro/")
             OG("website", "Lavoro", "Il lavoro.", "temi/lavoro/", "Catalogo", "it_IT") GRAPH(
                 "{\"@type\":\"DefinedTerm\",\"name\":\"Lavoro\","
                 "\"description\":\"Il lavoro.\",\"termCode\":\"T2\","
                 "\"url\":\"" ROOT "temi/lavoro/\","
                 "\"sameAs\":[\"https://a.example.org/1\",\"https://b.example.org/2\"],"
                 "\"inDefinedTermSet\":{\"@type\":\"DefinedTermSet\",\"name\":\"Temi\","
                 "\"url\":\"" ROOT "temi/\"}},"
                 "{\"@type\":\"ItemList\",\"name\":\"Lavoro\",\"numberOfItems\":2,"
                 "\"itemListElement\":[" LISTED("1", "Alfa", "progetti/alfa/") "," LISTED("2", "Beta", "progetti/beta/") "]}," CRUMBS(
                     CRUMB("1", "Inizio", "") "," CRUMB("2", "Temi", "temi/") "," CRUMB(
                         "3", "Inclusione", "temi/inclusione/") "," CRUMB("4", "Lavoro",
                                                                          "temi/lavoro/")))},
        {"en/temi/index.html",
         CANONICAL("en/temi/") BOTH("temi/", "en/temi/")
             OG("website", "Themes", "The experiences.", "en/temi/", "Catalogue", "en_GB")
                 GRAPH(CRUMBS(CRUMB("1", "Home", "en/") "," CRUMB("2", "Themes", "en/temi/")))}};
    CHECK(pages);
}

static void pages_that_are_none_say_only_where_to_look(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"404.html", META("robots", "noindex")},
        {"en/404.html", META("robots", "noindex")},
        {"vecchia/index.html", CANONICAL("progetti/beta/")},
    };
    CHECK(pages);
}

static void a_draft_is_not_indexed(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, true);
    struct slice head = output_site_render(site, "progetti/bozza/index.html");
    assert_true(slice_starts_with(
        head, SLICE(META("robots", "noindex") CANONICAL(
                  "progetti/bozza/") "<meta property=\"og:type\" content=\"article\">\n")));
    output_site_end(site);
}

static void a_site_in_one_language_names_no_other(void **state)
{
    (void)state;
    static const char yaml[] = "site:\n"
                               "  title: T\n"
                               "  base_url: https://example.org\n"
                               "  languages: [en]\n"
                               "  theme: test\n"
                               "collections:\n"
                               "  schede:\n"
                               "    label: Sheets\n"
                               "    fields: {titolo: {type: text, role: title}}\n";
    static const struct small_file none[] = {{0}};
    struct output_site *site = output_site_start(yaml, none, false);
    assert_slice_equal(
        output_site_render(site, "index.html"),
        "<link rel=\"canonical\" href=\"https://example.org/\">\n"
        "<meta property=\"og:type\" content=\"website\">\n"
        "<meta property=\"og:title\" content=\"T\">\n"
        "<meta property=\"og:url\" content=\"https://example.org/\">\n"
        "<meta property=\"og:site_name\" content=\"T\">\n"
        "<meta property=\"og:locale\" content=\"en_GB\">\n"
        "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":["
        "{\"@type\":\"WebSite\",\"name\":\"T\",\"url\":\"https://example.org/\","
        "\"inLanguage\":\"en\"},{\"@type\":\"BreadcrumbList\",\"itemListElement\":["
        "{\"@type\":\"ListItem\",\"position\":1,\"name\":\"Home\","
        "\"item\":\"https://example.org/\"}]}]}</script>\n");
    assert_has(output_site_render(site, "schede/index.html"),
               "\"numberOfItems\":0,\"itemListElement\":[]}");
    output_site_end(site);
}

/* Every text that an editor or a publisher writes. */
#define HOSTILE "\"<b>\\\" & </script> ]]> <!-- '{{ x }} \\u2028 end\""
static void hostile_texts_stay_texts(void **state)
{
    (void)state;
    static const char yaml[] =
        "site:\n"
        "  title: " HOSTILE "\n"
        "  description: " HOSTILE "\n"
        "  base_url: https://example.org/\n"
        "  languages: [it, en]\n"
        "  theme: test\n"
        "  publisher: {name: " HOSTILE "}\n"
        "vocabularies:\n"
        "  temi: {label: " HOSTILE ", terms: {a: {label: " HOSTILE ", code: " HOSTILE
        ", description: " HOSTILE "}}}\n"
        "collections:\n"
        "  schede:\n"
        "    label: " HOSTILE "\n"
        "    description: " HOSTILE "\n"
        "    fields:\n"
        "      titolo: {type: text, role: title}\n"
        "      sommario: {type: text, role: summary}\n"
        "      ente: {type: text, role: organisation}\n"
        "      fondo: {type: text, role: fund}\n"
        "      temi: {type: list, of: {type: term, of: temi}, role: theme}\n";
    static const struct small_file hostile[] = {
        {"content/schede/x.md", "---\ntitolo: " HOSTILE "\nsommario: " HOSTILE "\nente: " HOSTILE
                                "\nfondo: " HOSTILE "\ntemi: a\n---\n"},
        {0}};
    struct output_site *site = output_site_start(yaml, hostile, false);
    size_t pages = 0;
    for (size_t i = 0; i < site->small->catalogue->route_count; i++) {
        struct slice path = site->small->catalogue->routes[i].output_path;
        if (!slice_ends_with(path, SLICE(".html")))
            continue;
        struct slice head = output_site_render(site, arena_string(&site->small->arena, path));
        const char *mistake = head_mistake(head);
        if (mistake)
            print_error("%.*s: %s\n%.*s\n", SLICE_ARG(path), mistake, SLICE_ARG(head));
        assert_null(mistake);
        pages++;
    }
    assert_true(pages > 8);
    struct slice sheet = output_site_render(site, "schede/x/index.html");
    assert_has(sheet,
               "<meta name=\"dcterms.title\" content=\"&lt;b&gt;&quot; &amp; &lt;/script&gt; "
               "]]&gt; &lt;!-- &#39;{{ x }} \xe2\x80\xa8 end\">\n");
    assert_has(sheet, "\"name\":\"\\u003Cb\\u003E\\\" \\u0026 \\u003C/script\\u003E "
                      "]]\\u003E \\u003C!-- '{{ x }} \\u2028 end\"");
    output_site_end(site);
}

static void the_checker_of_heads_finds_mistakes(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "<meta name=\"a\" content=\"b\"",
        "<meta name=\"a\" content=\"b\"c\">",
        "<meta name=\"a\" content=\"<b>\">",
        "<title>x</title>",
        "<script type=\"application/ld+json\">{</script>",
        "<script type=\"application/ld+json\">{\"a\":\"</b>\"}</script>",
        "<script type=\"application/ld+json\">{\"a\":1,}</script>",
        "<script type=\"application/ld+json\">{\"a\":01}</script>",
        "<script type=\"application/ld+json\">[1 2]</script>",
        "<script type=\"application/ld+json\">[\"\\x\"]</script>",
        "<script type=\"application/ld+json\">[tru]</script>",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(head_mistake(slice_from_string(wrong[i])));
    assert_null(
        head_mistake(SLICE("<meta a=\"\">\n<script type=\"application/ld+json\">"
                           "{\"a\":[-1.5,0,true,null,\"\\u00e8\\n\"],\"b\":{}}</script>\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_home_is_a_web_site),
        cmocka_unit_test(a_list_counts_all_its_sheets_and_goes_on_from_page_to_page),
        cmocka_unit_test(an_experience_is_a_report_about_a_project_with_its_grant),
        cmocka_unit_test(a_sheet_that_says_little_has_no_empty_elements),
        cmocka_unit_test(
            a_page_that_shows_another_languages_text_is_not_indexed_and_names_the_original),
        cmocka_unit_test(organisations_and_guides_have_types_of_their_own),
        cmocka_unit_test(a_term_is_defined_and_lists_its_sheets),
        cmocka_unit_test(pages_that_are_none_say_only_where_to_look),
        cmocka_unit_test(a_draft_is_not_indexed),
        cmocka_unit_test(a_site_in_one_language_names_no_other),
        cmocka_unit_test(hostile_texts_stay_texts),
        cmocka_unit_test(the_checker_of_heads_finds_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
