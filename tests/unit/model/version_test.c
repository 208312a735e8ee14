#include "model/past_site.h"

#include "content/markdown.h"

/* What the first version of esperienze/x says, in a site where b was renamed c, and d withdrawn. */
static const struct small_file files[] = {
    {"content/esperienze/x/index.md", "---\ntitolo: X di oggi\n---\n"},
    {"content/esperienze/x/foto.png", NULL},
    {"content/esperienze/c.md", "---\ntitolo: C\nalias: /esperienze/b/\n---\n\n## Esiti\n\nBuoni.\n"},
    {"content/esperienze/bozza.md", "---\ntitolo: Bozza\nstato: bozza\n---\n"},
    {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
    {0},
};

struct looking_back {
    struct small_site *site;
    struct arena arena;
    struct sheet *sheet;
};

static struct looking_back read_as(const char *path, const char *text)
{
    static struct withdrawal withdrawn[] = {
        {.title = SLICE_INIT("La D di un tempo"), .url = {SLICE_INIT("/esperienze/d/")}}, {.title = {0}}};
    struct past_version versions[] = {{.sheet = "esperienze/x",
         .path = path,
         .date = "2021-03-01",
         .text = text}, {0}};
    struct looking_back reading = {
        .site = past_site_link(SMALL_SITE_YAML, files, versions, withdrawn)};
    const struct sheet *sheet = small_site_sheet(reading.site, "esperienze/x");
    assert_slice_equal(small_site_codes(reading.site), "");
    reading.sheet = version_sheet(reading.site->catalogue, sheet, sheet->history->versions,
                                  &reading.arena);
    return reading;
}

static void end(struct looking_back *reading)
{
    arena_release(&reading->arena);
    small_site_end(reading->site);
}

static void check_html(const char *body, const char *expected)
{
    struct buffer text = {0}, html = {0};
    struct markdown_style style = {0};
    buffer_format(&text, "---\ntitolo: X\n---\n\n%s\n", body);
    struct looking_back reading =
        read_as("content/esperienze/vecchia/index.md", buffer_string(&text));
    markdown_write_html(&html, reading.sheet->original->document->markdown, &style);
    assert_slice_equal(slice_trim(buffer_view(&html)), expected);
    end(&reading);
    buffer_release(&text);
    buffer_release(&html);
}

static void it_is_a_sheet_of_its_own_at_the_address_of_today(void **state)
{
    (void)state;
    struct looking_back reading =
        read_as("content/esperienze/vecchia/index.md", "---\ntitolo: X di ieri\nbudget: 10\n---\n");
    assert_slice_equal(reading.sheet->original->title, "X di ieri");
    assert_slice_equal(reading.sheet->url[0], "/esperienze/x/");
    assert_int_equal(reading.sheet->attachment_count, 1);
    assert_slice_equal(small_site_sheet(reading.site, "esperienze/x")->original->title,
                       "X di oggi");
    end(&reading);
}

static void a_text_that_cannot_be_read_is_none(void **state)
{
    (void)state;
    struct looking_back reading = read_as("content/esperienze/x.md", NULL);
    assert_null(reading.sheet);
    end(&reading);
}

static void links_lead_where_what_they_name_is_now(void **state)
{
    (void)state;
    check_html("[qui](../../enti/engim.md) [[engim]]",
               "<p><a href=\"/catalogo/enti/engim/\">qui</a> <a "
               "href=\"/catalogo/enti/engim/\">Engim</a></p>");
    check_html("[c](../c.md#esiti) [b](../b.md#esiti) [[b]] [[esperienze/b|la b]]",
               "<p><a href=\"/catalogo/esperienze/c/#esiti\">c</a> <a "
               "href=\"/catalogo/esperienze/c/#esiti\">b</a> <a "
               "href=\"/catalogo/esperienze/c/\">C</a> <a href=\"/catalogo/esperienze/c/\">la "
               "b</a></p>");
    check_html("[t](/temi/lavoro/) [b](/esperienze/b/) [w](https://a.example.org/)",
               "<p><a href=\"/catalogo/temi/lavoro/\">t</a> <a "
               "href=\"/catalogo/esperienze/c/\">b</a> <a href=\"https://a.example.org/\">w</a></p>");
}

static void links_that_lead_nowhere_are_text(void **state)
{
    (void)state;
    check_html("[a](../a.md) [d](../d.md) [[d]] [[mai]] [bozza](../bozza.md) [su](../../../../x.md)",
               "<p><span class=\"missing-link\">a</span> <span class=\"missing-link\">d</span> "
               "<span class=\"missing-link\">La D di un tempo</span> <span "
               "class=\"missing-link\">mai</span> <span class=\"missing-link\">bozza</span> <span "
               "class=\"missing-link\">su</span></p>");
    check_html("[x](#mai) [y](/mai/)", "<p><span class=\"missing-link\">x</span> <span "
                                       "class=\"missing-link\">y</span></p>");
}

static void an_anchor_that_is_gone_leaves_the_page(void **state)
{
    (void)state;
    check_html("[c](../c.md#perduto)", "<p><a href=\"/catalogo/esperienze/c/\">c</a></p>");
    check_html("## Qui\n\n[x](#qui)", "<h2 id=\"qui\">Qui</h2>\n<p><a href=\"#qui\">x</a></p>");
}

static void an_image_that_has_moved_is_shown_and_one_that_is_gone_is_its_words(void **state)
{
    (void)state;
    check_html("![Una foto](foto.png)",
               "<p><img src=\"/catalogo/esperienze/x/foto.png\" alt=\"Una foto\" /></p>");
    check_html("![Un grafico](grafico.png)",
               "<p><span class=\"missing-link\">Un grafico</span></p>");
}

static const struct value *value_of(const struct looking_back *reading, const char *field)
{
    const struct edition *edition = reading->sheet->original;
    const struct field *found =
        map_get(&edition->sheet->collection->fields_by_id, slice_from_string(field));
    return &edition->values[found->index];
}

static void references_to_what_is_gone_keep_its_name(void **state)
{
    (void)state;
    struct looking_back reading =
        read_as("content/esperienze/x.md",
                "---\ntitolo: X\nente: engim\npartner: [mai, enti/engim]\n---\n");
    const struct value *partners = value_of(&reading, "partner");
    assert_ptr_equal(value_of(&reading, "ente")->as.ref.target,
                     small_site_sheet(reading.site, "enti/engim"));
    const struct sheet *gone = partners->as.list.items[0].as.ref.target;
    assert_slice_equal(sheet_edition(gone, 1)->title, "mai");
    assert_int_equal(gone->url[0].len, 0);
    assert_ptr_equal(partners->as.list.items[1].as.ref.target,
                     small_site_sheet(reading.site, "enti/engim"));
    end(&reading);
}

static void a_translation_has_what_its_original_said_at_the_time(void **state)
{
    (void)state;
    static const struct small_file both[] = {
        {"content/esperienze/x.md", "---\ntitolo: X\nbudget: 30\n---\n"},
        {"content/esperienze/x.en.md", "---\ntitolo: The X\n---\n"},
        {0}};
    static const struct past_version versions[] = {
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2023-03-01",
         .text = "---\ntitolo: X\nbudget: 30\n---\n"},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.en.md",
         .date = "2022-03-01",
         .text = "---\ntitolo: An X\n---\n",
         .language = 1},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2021-03-01",
         .text = "---\ntitolo: X\nbudget: 20\n---\n"},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2020-03-01",
         .text = "---\ntitolo: X\nbudget: 10\n---\n"},
        {0}};
    struct looking_back reading = {.site = past_site_link(SMALL_SITE_YAML, both, versions, NULL)};
    const struct sheet *sheet = small_site_sheet(reading.site, "esperienze/x");
    reading.sheet = version_sheet(reading.site->catalogue, sheet, &sheet->history->versions[1],
                                  &reading.arena);
    assert_slice_equal(reading.sheet->original->title, "An X");
    assert_int_equal(reading.sheet->original->language, 1);
    struct buffer text = {0};
    value_write_plain(&text, value_of(&reading, "budget"));
    assert_slice_equal(buffer_view(&text), "20");
    buffer_release(&text);
    end(&reading);
}

static void the_newest_and_the_first_are_of_one_edition(void **state)
{
    (void)state;
    static const struct past_version versions[] = {
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2023-03-01",
         .text = ""},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.en.md",
         .date = "2022-03-01",
         .text = "",
         .language = 1},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2021-03-01",
         .text = ""},
        {.sheet = "esperienze/x",
         .path = "content/esperienze/x.md",
         .date = "2020-03-01",
         .text = "", .status = STATUS_REVIEW},
        {0}};
    struct small_site *site = past_site_link(SMALL_SITE_YAML, files, versions, NULL);
    struct sheet_history *history = small_site_sheet(site, "esperienze/x")->history;
    struct date date;
    assert_ptr_equal(version_newest(history, 0), &history->versions[0]);
    assert_ptr_equal(version_newest(history, 1), &history->versions[1]);
    assert_null(version_newest(NULL, 0));
    assert_true(version_first_date(history, 0, &date));
    assert_int_equal(date.year, 2021);
    assert_true(version_first_date(history, 1, &date));
    assert_int_equal(date.year, 2022);
    history->is_cut = true;
    assert_false(version_first_date(history, 0, &date));
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_sheet_of_its_own_at_the_address_of_today),
        cmocka_unit_test(a_text_that_cannot_be_read_is_none),
        cmocka_unit_test(links_lead_where_what_they_name_is_now),
        cmocka_unit_test(links_that_lead_nowhere_are_text),
        cmocka_unit_test(an_anchor_that_is_gone_leaves_the_page),
        cmocka_unit_test(an_image_that_has_moved_is_shown_and_one_that_is_gone_is_its_words),
        cmocka_unit_test(references_to_what_is_gone_keep_its_name),
        cmocka_unit_test(a_translation_has_what_its_original_said_at_the_time),
        cmocka_unit_test(the_newest_and_the_first_are_of_one_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
