#include "model/past_site.h"
#include "output/output_site.h"

/* progetti/alfa, with a translation; its first version said less, and of the second the file alone changed. */
static const struct small_file files[] = {
    {"content/progetti/alfa.md", "---\ntitolo: Alfa\nbudget: 20\ntemi: [lavoro]\n---\n\n## Testo\n\nUna rete larga.\n"},
    {"content/progetti/alfa.en.md", "---\ntitolo: Alpha\n---\n"},
    {"content/enti/beta.md", "---\nnome: Beta\n---\n"},
    {0}};
static const struct past_version versions[] = {
    {.sheet = "progetti/alfa", .path = "content/progetti/alfa.md", .date = "2022-05-03",
     .author = "Bruno Neri", .subject = "Il <budget>", .commit_url = "https://forge.example.org/c",
     .is_current = true,
     .text = "---\ntitolo: Alfa\nbudget: 20\ntemi: [lavoro]\n---\n\n## Testo\n\nUna rete larga.\n"},
    {.sheet = "progetti/alfa", .path = "content/progetti/alfa.md", .date = "2021-12-01",
     .author = "Anna Bianchi", .subject = "Spazi",
     .text = "---\ntitolo:  Alfa\nbudget: 10\nfondo: FSE\n---\n\n## Testo\n\nUna rete stretta.\n"},
    {.sheet = "progetti/alfa", .path = "content/progetti/alfa.en.md", .date = "2021-06-15",
     .author = "Anna Bianchi", .subject = "In inglese", .language = 1, .is_current = true,
     .text = "---\ntitolo: Alpha\n---\n"},
    {.sheet = "progetti/alfa", .path = "content/progetti/a.md", .date = "2021-03-01",
     .author = "Anna Bianchi", .subject = "Inizio",
     .text = "---\ntitolo: Alfa\nbudget: 10\nfondo: FSE\n---\n\n## Testo\n\nUna rete stretta.\n"},
    {.sheet = "enti/beta", .path = "content/enti/beta.md", .date = "2020-01-01", .text = NULL},
    {.sheet = "enti/beta", .path = "content/enti/beta.md", .date = "2019-01-01",
     .text = "---\nnome: Beta\n---\n\n```{prospetto}\n```\n\n```{dati}\na;1\n```\n"},
    {0}};
static struct withdrawal withdrawn[] = {{.title = SLICE_INIT("Gamma"),
                                         .url = {SLICE_INIT("/progetti/gamma/")},
                                         .date = {2022, 6, 1}},
                                        {.title = {0}}};

static struct output_site *start(const char *history, const char *version)
{
    void *folder;
    assert_int_equal(temporary_folder_set_up(&folder), 0);
    temporary_folder_put(folder, "test/templates/history.html", history);
    temporary_folder_put(folder, "test/templates/version.html", version);
    temporary_folder_put(folder, "test/templates/withdrawn.html",
                         "{{ page.metadata }}|{{ page.title }}|{{ withdrawal.title }} {{ withdrawal.date }}|"
                         "{{ collection.label }}{% for c in page.breadcrumbs %} {{ c.title }}{% endfor %}");
    struct small_site *small = past_site_link(OUTPUT_YAML, files, versions, withdrawn);
    withdrawn[0].collection = small->schema->collections[0];
    return output_site_of(small, folder);
}

static struct slice tidy(struct output_site *site, const char *path)
{
    return slice_trim(output_site_render(site, path));
}

#define VERSION_OF(day) "progetti/alfa/storia/" day "/index.html"

static void a_history_tells_each_version_and_what_it_changed(void **state)
{
    (void)state;
    struct output_site *site = start(
        "{{ page.title }}|{% for v in sheet.history.versions %}{{ v.date }} {{ v.commit }} {{ v.author }} "
        "{{ v.subject }} {{ v.language.code }}{% if v.first %} first{% endif %}{% if v.current %} now{% endif %}"
        "{% if v.is_same %} same{% endif %}{% for f in v.fields %} {{ f.label }}:{{ f.kind }} {{ f.before }}>"
        "{{ f.after }}{% for t in f.added %} +{{ t }}{% endfor %}{% endfor %}"
        "{% for s in v.sections %} {{ s.label }}:{% for p in s.pieces %} {{ p.kind }} {{ p.text }}{% endfor %}"
        "{% endfor %};{% endfor %}",
        "{{ page.title }}");
    assert_slice_equal(
        tidy(site, "progetti/alfa/storia/index.html"),
        "Past: Alfa|"
        "3 maggio 2022 2022050300 Bruno Neri Il &lt;budget&gt; it now Temi:value >Lavoro "
        "Budget:value 10,00\u00a0€>20,00\u00a0€ Fondo:text FSE> Testo: same Una rete removed stretta. "
        "added larga.;"
        "1 dicembre 2021 2021120100 Anna Bianchi Spazi it same;"
        "15 giugno 2021 2021061500 Anna Bianchi In inglese en first now;"
        "1 marzo 2021 2021030100 Anna Bianchi Inizio it first;");
    assert_has(output_site_render(site, "en/progetti/alfa/history/index.html"),
               "3 May 2022 2022050300 Bruno Neri Il &lt;budget&gt; it now Temi:value >Work");
    output_site_end(site);
}

static void a_history_knows_its_dates_and_people(void **state)
{
    (void)state;
    struct output_site *site = start(
        "{{ sheet.history.count }} {{ sheet.history.first }} {{ sheet.history.last }} "
        "{{ sheet.history.contributors | join(', ') }} {{ sheet.history.url }}",
        "");
    assert_slice_equal(
        tidy(site, "progetti/alfa/storia/index.html"),
        "4 1 marzo 2021 3 maggio 2022 Anna Bianchi, Anna Bianchi, Anna Bianchi, Bruno Neri "
        "/catalogo/progetti/alfa/storia/");
    output_site_end(site);
}

static void a_version_is_the_sheet_as_it_was(void **state)
{
    (void)state;
    struct output_site *site =
        start("{{ page.title }}",
              "{{ page.title }}|{{ version.sheet.values.budget }} {{ sheet.values.budget }}|"
              "{% for s in version.sheet.sections %}{{ s.content }}{% endfor %}|"
              "{{ version | citation }}|{{ version.older.commit }} {{ version.newer.commit }} "
              "{{ version.newest.commit }}|{% for f in version.since.fields %}{{ f.label }} {% endfor %}|"
              "{% for c in page.breadcrumbs %}{{ c.title }} {% endfor %}");
    assert_slice_equal(
        tidy(site, VERSION_OF("2021-12-01-2021120100")),
        "Alfa, 1 dicembre 2021|10,00\u00a0€ 20,00\u00a0€|<p>Una rete stretta.</p>\n|«Alfa», Catalogo, "
        "1 dicembre 2021 (2021120100), "
        "https://example.org/catalogo/progetti/alfa/storia/2021-12-01-2021120100/|"
        "2021030100 2022050300 2022050300|Temi Budget Fondo |Inizio Progetti Alfa Past 1 dicembre 2021");
    output_site_end(site);
}

static void a_version_that_cannot_be_read_says_so(void **state)
{
    (void)state;
    struct output_site *site =
        start("{% for v in sheet.history.versions %}{{ v.is_known }}{% endfor %}",
              "{% if version.sheet %}there{% else %}gone{% endif %} {{ version.since.is_known }} "
              "{{ page.title }}");
    assert_slice_equal(tidy(site, "enti/beta/storia/2020-01-01-2020010100/index.html"),
                       "gone false Beta, 1 gennaio 2020");
    assert_slice_equal(tidy(site, "enti/beta/storia/index.html"), "falsefalse");
    output_site_end(site);
}

static void of_an_old_table_the_data_are_shown_or_its_name(void **state)
{
    (void)state;
    struct output_site *site = start("", "{{ version.sheet.lead }}");
    assert_slice_equal(tidy(site, "enti/beta/storia/2019-01-01-2019010100/index.html"),
                       "<p>prospetto</p>\n<pre><code class=\"language-{dati}\">a;1\n</code></pre>");
    output_site_end(site);
}

static void search_engines_leave_history_alone(void **state)
{
    (void)state;
    struct output_site *site = start("{{ page.metadata }}", "{{ page.metadata }}");
    static const char *const pages[] = {"progetti/alfa/storia/index.html",
                                        VERSION_OF("2021-03-01-2021030100"),
                                        "progetti/gamma/index.html"};
    for (size_t i = 0; i < 3; i++)
        assert_has(output_site_render(site, pages[i]), "content=\"noindex\"");
    struct slice version = output_site_render(site, pages[1]);
    assert_has(version, "rel=\"canonical\" href=\"https://example.org/catalogo/progetti/alfa/\"");
    assert_has(version, "name=\"dcterms.issued\" content=\"2021-03-01\"");
    assert_has(version, "name=\"dcterms.isVersionOf\" content=\"https://example.org/catalogo/progetti/alfa/\"");
    assert_has(output_site_render(site, pages[0]), "hreflang=\"en\" href=\"https://example.org/catalogo/"
                                                   "en/progetti/alfa/history/\"");
    assert_has_not(output_site_render(site, "sitemap.xml"), "storia");
    assert_has(output_site_render(site, "sitemap.xml"),
               "/progetti/alfa/</loc>\n<lastmod>2022-05-03</lastmod>");
    output_site_end(site);
}

static void a_sheet_without_dates_has_those_of_its_history(void **state)
{
    (void)state;
    struct output_site *site = start("", "");
    struct slice page = output_site_render(site, "progetti/alfa/index.html");
    assert_has(page, "name=\"dcterms.issued\" content=\"2021-03-01\"");
    assert_has(page, "name=\"dcterms.modified\" content=\"2022-05-03\"");
    assert_has(page, "name=\"dcterms.contributor\" content=\"Bruno Neri\"");
    assert_has(page, "\"dateModified\":\"2022-05-03\"");
    assert_has(page, "\"version\":\"2022050300\"");
    page = output_site_render(site, "en/progetti/alfa/index.html");
    assert_has(page, "name=\"dcterms.issued\" content=\"2021-06-15\"");
    output_site_end(site);
}

static void a_sheets_data_list_its_versions(void **state)
{
    (void)state;
    struct output_site *site = start("", "");
    struct slice json = output_site_render(site, "progetti/alfa/index.json");
    assert_has(json, "\"versions\": [\n    {\n      \"date\": \"2022-05-03\",\n      \"commit\": "
                     "\"2022050300000000000000000000000000000000\",\n      \"language\": \"it\",\n      \"author\": "
                     "\"Bruno Neri\",\n      \"url\": "
                     "\"https://example.org/catalogo/progetti/alfa/storia/2022-05-03-2022050300/\"");
    output_site_end(site);
}

static void what_was_withdrawn_says_when(void **state)
{
    (void)state;
    struct output_site *site = start("", "");
    assert_has(output_site_render(site, "progetti/gamma/index.html"),
               "|Gone: Gamma|Gamma 1 giugno 2022|Progetti Inizio Progetti Gamma");
    output_site_end(site);
}

static void a_preview_is_not_for_search_engines(void **state)
{
    (void)state;
    struct output_site *site = start("", "");
    assert_has_not(output_site_render(site, "enti/beta/index.html"), "noindex");
    site_set_preview(site->site, SLICE("bozze/anna"));
    assert_has(output_site_render(site, "enti/beta/index.html"), "content=\"noindex\"");
    assert_slice_equal(output_site_render(site, "robots.txt"), "User-agent: *\nDisallow: /\n");
    output_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_history_tells_each_version_and_what_it_changed),
        cmocka_unit_test(a_history_knows_its_dates_and_people),
        cmocka_unit_test(a_version_is_the_sheet_as_it_was),
        cmocka_unit_test(a_version_that_cannot_be_read_says_so),
        cmocka_unit_test(of_an_old_table_the_data_are_shown_or_its_name),
        cmocka_unit_test(search_engines_leave_history_alone),
        cmocka_unit_test(a_sheet_without_dates_has_those_of_its_history),
        cmocka_unit_test(a_sheets_data_list_its_versions),
        cmocka_unit_test(what_was_withdrawn_says_when),
        cmocka_unit_test(a_preview_is_not_for_search_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
