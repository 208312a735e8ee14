#include "content/sheet.h"
#include "output/difference_words.h"

static const char site[] = SITE_START
    "collections:\n"
    "  schede:\n"
    "    label: Schede\n"
    "    fields:\n"
    "      titolo: {type: text, role: title, label: {it: Titolo, en: Title}}\n"
    "      temi: {type: list, of: {type: term, of: temi}, label: {it: Temi, en: Themes}}\n"
    "      ore: {type: number, unit: {it: ore, en: hours}, label: {it: Ore, en: Hours}}\n"
    "      esiti: {type: list, label: Esiti, of: {type: record, fields: {\n"
    "        anno: {type: date, label: Anno}, esito: {type: text, label: Esito}}}}\n"
    "      nota: {type: markdown, label: Nota}\n"
    "    sections: [{id: sintesi, heading: {it: Sintesi, en: Summary}}]\n"
    "    other_sections: allow\n";

/* A line of the difference a line: "Ore: 10 ore > 12 ore", words as [removed] {added} and "…". */
static void write_line(struct buffer *out, const struct difference_line *line)
{
    static const char *const marks[][2] = {{"", ""}, {"[", "]"}, {"{", "}"}, {"…", ""}};
    static const char *const kinds[] = {"", "", "order", "", "form", "new", "gone"};
    buffer_format(out, "%.*s:%s", SLICE_ARG(line->label), kinds[line->kind]);
    if (line->kind == LINE_VALUE)
        buffer_format(out, " %.*s > %.*s", SLICE_ARG(line->before), SLICE_ARG(line->after));
    for (size_t i = 0; i < line->removed_count; i++)
        buffer_format(out, " -%.*s", SLICE_ARG(line->removed[i]));
    for (size_t i = 0; i < line->added_count; i++)
        buffer_format(out, " +%.*s", SLICE_ARG(line->added[i]));
    for (size_t i = 0; i < line->piece_count; i++)
        buffer_format(out, " %s%.*s%s", marks[line->pieces[i].kind][0],
                      SLICE_ARG(line->pieces[i].text), marks[line->pieces[i].kind][1]);
    buffer_add_string(out, "\n");
}

static void check_as(bool is_plain, unsigned language, const char *before, const char *after,
                     const char *expected)
{
    struct reading_of_sheet old = sheet_read(site, before, 0, false);
    struct reading_of_sheet new = sheet_read(site, after, 0, false);
    sheet_shape(&old);
    sheet_shape(&new);
    struct arena *arena = &new.diagnosis->arena;
    struct document_difference difference = document_compare(arena, old.document, new.document);
    struct difference_reader reader = {new.schema->locales[language], language, is_plain};
    struct difference_lines lines = difference_words(arena, &difference, &reader);
    struct buffer text = {0};
    for (size_t i = 0; i < lines.field_count; i++)
        write_line(&text, &lines.fields[i]);
    for (size_t i = 0; i < lines.section_count; i++)
        write_line(&text, &lines.sections[i]);
    assert_slice_equal(buffer_view(&text), expected);
    buffer_release(&text);
    sheet_end(&old);
    sheet_end(&new);
}

static void check(const char *before, const char *after, const char *expected)
{
    check_as(true, 0, before, after, expected);
}

static void values_speak_the_readers_language_with_their_unit(void **state)
{
    (void)state;
    static const char before[] = "---\ntitolo: U\nore: 1000\ntemi: [lavoro]\n---\n",
                      after[] = "---\ntitolo: U\nore: 1000.5\ntemi: [inclusione]\n---\n";
    check(before, after, "Temi: -Lavoro +Inclusione sociale\nOre: 1.000 ore > 1.000,5 ore\n");
    check_as(true, 1, before, after, "Themes: -Work +Social inclusion\nHours: 1,000 hours > 1,000.5 hours\n");
}

static void what_is_only_there_now_was_nothing_before(void **state)
{
    (void)state;
    check("---\ntitolo: U\n---\n", "---\ntitolo: U\nore: 3\n---\n", "Ore:  > 3 ore\n");
    check("---\ntitolo: U\nore: 3\n---\n", "---\ntitolo: U\n---\n", "Ore: 3 ore > \n");
}

static void a_list_in_another_order_is_told_as_that(void **state)
{
    (void)state;
    check("---\ntitolo: U\ntemi: [lavoro, inclusione]\n---\n",
          "---\ntitolo: U\ntemi: [inclusione, lavoro]\n---\n", "Temi:order\n");
}

static void of_records_the_words_that_changed_are_shown(void **state)
{
    (void)state;
    check("---\ntitolo: U\nesiti:\n  - {anno: 2019, esito: dieci corsi}\n---\n",
          "---\ntitolo: U\nesiti:\n  - {anno: 2019, esito: dodici corsi}\n---\n",
          "Esiti: Anno: 2019; Esito: [dieci] {dodici} corsi\n");
}

static void far_from_a_change_an_unchanged_text_is_cut(void **state)
{
    (void)state;
    check("---\ntitolo: U\n---\n\n## Testo\n\na b c d e f g h vecchio i l m n o p q r s t u v z altro.\n",
          "---\ntitolo: U\n---\n\n## Testo\n\na b c d e f g h nuovo i l m n o p q r s t u v z fine.\n",
          "Testo: … c d e f g h [vecchio] {nuovo} i l m n o p … r s t u v z [altro.] {fine.}\n");
}

static void of_a_text_the_words_alone_are_compared(void **state)
{
    (void)state;
    static const char before[] = "---\ntitolo: U\nnota: un *testo* breve\n---\n\n## Testo\n\nLa "
                                 "[rete](https://a.example.org/) cresce.\n\n- uno\n",
                      after[] = "---\ntitolo: U\nnota: un **testo** lungo\n---\n\n## Testo\n\nLa "
                                "[rete](https://b.example.org/) cresce.\n\n- due\n";
    check(before, after, "Nota: un testo [breve] {lungo}\nTesto: La rete cresce. [uno] {due}\n");
    check_as(false, 0, before, after,
             "Nota: un [*testo* breve] {**testo** lungo}\nTesto: La [[rete](https://a.example.org/)] "
             "{[rete](https://b.example.org/)} cresce.\n\n- [uno] {due}\n");
}

static void where_the_words_are_the_same_only_the_form_changed(void **state)
{
    (void)state;
    check("---\ntitolo: U\n---\n\n## Testo\n\nUn *testo* solo.\n",
          "---\ntitolo: U\n---\n\n## Testo\n\nUn **testo** solo.\n", "Testo:form\n");
}

static void sections_come_and_go(void **state)
{
    (void)state;
    check("---\ntitolo: U\n---\n\n## Prima\n\nEra qui.\n",
          "---\ntitolo: U\n---\n\n## Dopo\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n",
          "Dopo:new {A  B\n1  2\nx = 1}\nPrima:gone [Era qui.]\n");
}

static void a_section_of_the_schema_has_its_name_in_the_readers_language(void **state)
{
    (void)state;
    check_as(true, 1, "---\ntitolo: U\n---\n\n## Sintesi\n\nUno.\n\n## Altro\n\nUno.\n",
             "---\ntitolo: U\n---\n\n## Sintesi\n\nDue.\n\n## Altro\n\nDue.\n",
             "Summary: [Uno.] {Due.}\nAltro: [Uno.] {Due.}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_speak_the_readers_language_with_their_unit),
        cmocka_unit_test(what_is_only_there_now_was_nothing_before),
        cmocka_unit_test(a_list_in_another_order_is_told_as_that),
        cmocka_unit_test(of_records_the_words_that_changed_are_shown),
        cmocka_unit_test(far_from_a_change_an_unchanged_text_is_cut),
        cmocka_unit_test(of_a_text_the_words_alone_are_compared),
        cmocka_unit_test(where_the_words_are_the_same_only_the_form_changed),
        cmocka_unit_test(sections_come_and_go),
        cmocka_unit_test(a_section_of_the_schema_has_its_name_in_the_readers_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
