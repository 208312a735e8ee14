#include "content/markdown_reading.h"

static void a_heading_has_an_id_from_its_text(void **state)
{
    (void)state;
    struct markdown *markdown = parse("# Perché *l'inclusione*?\n\nTesto\n\nSotto `x`\n---\n");
    assert_int_equal(markdown->heading_count, 2);
    assert_slice_equal(markdown->headings[0].text, "Perché l'inclusione?");
    assert_slice_equal(markdown->headings[0].id, "perche-l-inclusione");
    assert_int_equal(markdown->headings[0].level, 1);
    assert_slice_equal(span_text(markdown->headings[0].span), "# Perché *l'inclusione*?");
    assert_slice_equal(markdown->headings[1].text, "Sotto x");
    assert_slice_equal(span_text(markdown->headings[1].span), "Sotto `x`");
    assert_slice_equal(html_of(markdown, (struct markdown_style){0}),
                       "<h1 id=\"perche-l-inclusione\">Perché <em>l'inclusione</em>?</h1>\n"
                       "<p>Testo</p>\n<h2 id=\"sotto-x\">Sotto <code>x</code></h2>\n");
}

static void equal_headings_get_numbers(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("## A\n\n## A\n\n## A-2\n\n> ## a\n\n- # A\n\n## !\n\n## ?\n");
    static const char *const ids[] = {"a", "a-2", "a-2-2", "a-3", "a-4", "sezione", "sezione-2"};
    assert_int_equal(markdown->heading_count, sizeof ids / sizeof *ids);
    for (size_t i = 0; i < markdown->heading_count; i++)
        assert_slice_equal(markdown->headings[i].id, ids[i]);
}

static void bodies_of_one_page_share_no_id(void **state)
{
    (void)state;
    struct markdown_ids *ids = markdown_ids_create(&arena);
    assert_slice_equal(markdown_ids_take(ids, SLICE("Sintesi")), "sintesi");
    file = (struct text_file){SLICE("a.md"), SLICE("# Sintesi\n")};
    struct markdown *markdown = markdown_parse(&arena, &file, file.text, ids, &diagnostics);
    assert_slice_equal(markdown->headings[0].id, "sintesi-2");
}

static void a_heading_may_say_its_id(void **state)
{
    (void)state;
    struct markdown *markdown = parse("## Un **titolo** lungo {#mio-id} ##\n\n# {#x}\n");
    assert_slice_equal(markdown->headings[0].id, "mio-id");
    assert_slice_equal(markdown->headings[0].text, "Un titolo lungo");
    assert_slice_equal(markdown->headings[1].text, "");
    assert_slice_equal(html_of(markdown, (struct markdown_style){0}),
                       "<h2 id=\"mio-id\">Un <strong>titolo</strong> lungo</h2>\n"
                       "<h1 id=\"x\"></h1>\n");
    assert_slice_equal(html_of(markdown, (struct markdown_style){.plain_gfm = true}),
                       "<h2>Un <strong>titolo</strong> lungo {#mio-id}</h2>\n<h1>{#x}</h1>\n");
    assert_slice_equal(markdown->plain, "Un titolo lungo\n");
    assert_int_equal(diagnostics.count, 0);
}

static void an_id_that_is_taken_or_wrong_is_told(void **state)
{
    (void)state;
    struct markdown *markdown = parse("## A {#uno}\n\n## B {#uno}\n\n## C {#Due Tre}\n");
    assert_slice_equal(markdown->headings[1].id, "uno-2");
    assert_slice_equal(markdown->headings[2].id, "c-due-tre");
    assert_int_equal(diagnostics.count, 2);
    assert_string_equal(diagnostics.items[0].problem->code, "heading-id");
    assert_int_equal(diagnostics.items[0].severity, SEVERITY_WARNING);
    assert_int_equal(span_position(diagnostics.items[0].span).line, 3);
    assert_int_equal(span_position(diagnostics.items[1].span).line, 5);
}

static void headings_shift_and_stop_at_six(void **state)
{
    (void)state;
    struct markdown *markdown = parse("# a\n##### b\n");
    assert_slice_equal(html_of(markdown, (struct markdown_style){.heading_shift = 2}),
                       "<h3 id=\"a\">a</h3>\n<h6 id=\"b\">b</h6>\n");
}

static void a_body_falls_into_sections(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("\nPrima\n\n# Titolo\n\n## Sintesi\n\nUno[^1]\n\n> ## non qui\n\n"
              "Due {#d}\n---\n\n\n    codice\n\n### dentro\n\n[^1]: nota\n\n## Vuota\n");
    assert_int_equal(markdown->section_count, 4);
    struct markdown_section *sections = markdown->sections;
    assert_null(sections[0].heading);
    assert_slice_equal(sections[0].source, "Prima\n\n# Titolo");
    assert_slice_equal(sections[1].heading->text, "Sintesi");
    assert_slice_equal(sections[1].source, "Uno[^1]\n\n> ## non qui");
    assert_slice_equal(span_text(sections[1].span), "## Sintesi");
    assert_slice_equal(sections[2].heading->id, "d");
    assert_slice_equal(sections[2].source, "    codice\n\n### dentro\n\n[^1]: nota");
    assert_slice_equal(sections[3].source, "");
    struct buffer out = {0};
    struct markdown_style style = {0};
    markdown_write_section_html(&out, markdown, &sections[2], &style);
    assert_string_equal(buffer_string(&out),
                        "<pre><code>codice\n</code></pre>\n<h3 id=\"dentro\">dentro</h3>\n");
    buffer_clear(&out);
    markdown_write_section_html(&out, markdown, &sections[3], &style);
    assert_int_equal(out.len, 0);
    buffer_release(&out);
}

static void a_body_that_starts_with_a_heading_has_no_part_before_it(void **state)
{
    (void)state;
    struct markdown *markdown = parse("\n## A\n");
    assert_int_equal(markdown->section_count, 1);
    assert_non_null(markdown->sections[0].heading);
    assert_int_equal(parse("")->section_count, 0);
    assert_int_equal(parse("[a]: b\n")->section_count, 0);
}

static void a_section_that_is_a_list_gives_its_items(void **state)
{
    (void)state;
    struct markdown *markdown =
        parse("## A\n\n- uno\n-   due *x*\n    righe\n\n    altro\n- [ ] tre\n\n"
              "## B\n\n10. a\n\n    b\n11. c\n\n## C\n\ntesto\n\n- a\n\n## D\n");
    struct slice *items;
    size_t count;
    assert_true(markdown_section_items(&arena, &markdown->sections[0], &items, &count));
    assert_int_equal(count, 3);
    assert_slice_equal(items[0], "uno");
    assert_slice_equal(span_text(span_of(&file, items[0])), "uno");
    assert_slice_equal(items[2], "[ ] tre");
    assert_true(markdown_section_items(&arena, &markdown->sections[1], &items, &count));
    assert_int_equal(count, 2);
    assert_slice_equal(items[0], "a\n\nb");
    assert_slice_equal(items[1], "c");
    assert_false(markdown_section_items(&arena, &markdown->sections[2], &items, &count));
    assert_true(markdown_section_items(&arena, &markdown->sections[3], &items, &count));
    assert_int_equal(count, 0);
}

static void a_fence_may_call_a_name(void **state)
{
    (void)state;
    struct markdown *markdown = parse(
        "```{indicatori anno=2017 tipo=\"a b\"}\nx: 1\n```\n\n- ```{grafico}\n  y: 2\n  ```\n\n"
        "```{.python}\nz\n```\n\n```yaml\n{no}\n```\n");
    assert_int_equal(markdown->fence_count, 2);
    struct markdown_fence *fences = markdown->fences;
    assert_slice_equal(fences[0].name, "indicatori");
    assert_slice_equal(fences[0].arguments, "anno=2017 tipo=\"a b\"");
    assert_slice_equal(fences[0].body, "x: 1\n");
    assert_slice_equal(span_text(fences[0].span), "{indicatori anno=2017 tipo=\"a b\"}");
    assert_int_equal(span_position(span_of(&file, fences[0].body)).line, 2);
    assert_slice_equal(fences[1].name, "grafico");
    assert_slice_equal(fences[1].body, "y: 2\n");
    fences[1].html = SLICE("<figure></figure>");
    struct slice written = html_of(markdown, (struct markdown_style){0});
    assert_true(slice_find(written, SLICE("<li>\n<figure></figure>\n</li>")) != SLICE_NOT_FOUND);
    assert_true(
        slice_starts_with(written, SLICE("<pre><code class=\"language-{indicatori\">x: 1\n")));
}

static void footnotes_speak_the_language_of_the_page(void **state)
{
    (void)state;
    struct markdown *markdown = parse("## A\n\na[^n] b[^n]\n\n[^n]: nota\n");
    assert_true(markdown->has_footnotes);
    struct markdown_style style = {.footnote_back_label = SLICE("Torna \"al\" testo"),
                                   .id_prefix = SLICE("s-")};
    struct buffer out = {0};
    markdown_write_section_html(&out, markdown, &markdown->sections[0], &style);
    assert_string_equal(
        buffer_string(&out),
        "<p>a<sup class=\"footnote-ref\"><a href=\"#s-fn-n\" id=\"s-fnref-n\" data-footnote-ref>1"
        "</a></sup> b<sup class=\"footnote-ref\"><a href=\"#s-fn-n\" id=\"s-fnref-n-2\" "
        "data-footnote-ref>1</a></sup></p>\n");
    buffer_clear(&out);
    markdown_write_footnotes_html(&out, markdown, &style);
    assert_string_equal(
        buffer_string(&out),
        "<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"s-fn-n\">\n<p>nota "
        "<a href=\"#s-fnref-n\" class=\"footnote-backref\" data-footnote-backref "
        "aria-label=\"Torna &quot;al&quot; testo\">↩</a> <a href=\"#s-fnref-n-2\" "
        "class=\"footnote-backref\" data-footnote-backref aria-label=\"Torna &quot;al&quot; "
        "testo\">↩<sup class=\"footnote-ref\">2</sup></a></p>\n</li>\n</ol>\n</section>\n");
    buffer_release(&out);
    assert_false(parse("a[^n]\n")->has_footnotes);
}

static void raw_html_never_reaches_the_page(void **state)
{
    (void)state;
    assert_slice_equal(html("<script>a</script>\n\n*b* <i>c</i>\n"),
                       "<!-- raw HTML omitted -->\n<p><em>b</em> <!-- raw HTML omitted -->c"
                       "<!-- raw HTML omitted --></p>\n");
}

static void the_text_alone_is_kept(void **state)
{
    (void)state;
    assert_slice_equal(
        parse("# A *b*\n\nc\nd  \ne <i>f</i> [g](h) ![i](j) [[k|l]] &amp; `m`[^1]\n\n"
              "- n\n- o\n\n| p | q |\n|---|---|\n| r | s |\n\n    t\n\n[^1]: u\n")
            ->plain,
        "A b\nc d e f g i l & m\nn\no\np q \nr s \nt\nu\n");
}

static void a_title_is_written_without_its_paragraph(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"Un *titolo* & <b>", "Un <em>titolo</em> &amp; "
                                                                 "<!-- raw HTML omitted -->"},
                                           {"1. Premessa", "1. Premessa"},
                                           {"# <hash>\n", "# &lt;hash&gt;"},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buffer out = {0};
        struct markdown_style style = {0};
        markdown_write_inline_html(&out, parse(pairs[i][0]), &style);
        assert_string_equal(buffer_string(&out), pairs[i][1]);
        buffer_release(&out);
    }
}

static void what_was_written_before_stays_untouched(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct markdown_style style = {0};
    buffer_add_string(&out, "<main>");
    markdown_write_html(&out, parse("a\n"), &style);
    assert_string_equal(buffer_string(&out), "<main><p>a</p>\n");
    buffer_release(&out);
}

static void a_text_from_elsewhere_is_read_too(void **state)
{
    (void)state;
    file = (struct text_file){SLICE("a.md"), SLICE("titolo: x\n")};
    struct markdown *markdown =
        markdown_parse(&arena, &file, SLICE("# A\n\n[b](c.md)\n"), NULL, &diagnostics);
    assert_int_equal(markdown->links[0].span.start, 0);
    assert_int_equal(markdown->headings[0].span.start, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_heading_has_an_id_from_its_text),
        TEST(equal_headings_get_numbers),
        TEST(bodies_of_one_page_share_no_id),
        TEST(a_heading_may_say_its_id),
        TEST(an_id_that_is_taken_or_wrong_is_told),
        TEST(headings_shift_and_stop_at_six),
        TEST(a_body_falls_into_sections),
        TEST(a_body_that_starts_with_a_heading_has_no_part_before_it),
        TEST(a_section_that_is_a_list_gives_its_items),
        TEST(a_fence_may_call_a_name),
        TEST(footnotes_speak_the_language_of_the_page),
        TEST(raw_html_never_reaches_the_page),
        TEST(the_text_alone_is_kept),
        TEST(a_title_is_written_without_its_paragraph),
        TEST(what_was_written_before_stays_untouched),
        TEST(a_text_from_elsewhere_is_read_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
