#include "content/sheet.h"

#define SITE_WITH(other)                                                                      \
    SITE_START                                                                                \
    "collections:\n"                                                                          \
    "  schede:\n"                                                                             \
    "    label: Schede\n"                                                                     \
    "    other_sections: " other "\n"                                                         \
    "    fields:\n"                                                                           \
    "      titolo: {type: text, role: title, required: true}\n"                               \
    "      motto: {type: text, section: motto, max: 20}\n"                                    \
    "      storia: {type: markdown, section: storia}\n"                                       \
    "      prodotti: {type: list, of: markdown, section: prodotti, required: true, max: 3}\n" \
    "      note: {type: list, of: {type: record, fields: {testo: {type: markdown}}}}\n"       \
    "    sections:\n"                                                                         \
    "      - {id: sintesi, heading: {it: Sintesi, en: Summary}, required: true}\n"            \
    "      - {id: motto, heading: {it: Motto, en: Motto}}\n"                                  \
    "      - {id: storia, heading: {it: La storia, en: The story}}\n"                         \
    "      - {id: prodotti, heading: {it: Principali output, en: Main outputs}}\n"

#define SITE     SITE_WITH("refuse")
#define PRODUCTS "## Principali output\n\n- uno\n- due\n"
#define SUMMARY  "## Sintesi\n\nTesto.\n\n"

static struct reading_of_sheet shape_in(const char *site, const char *fields, const char *body,
                                        unsigned language, bool is_translation)
{
    struct buffer text = {0};
    buffer_format(&text, "---\ntitolo: Prova\n%s---\n%s", fields, body);
    struct reading_of_sheet reading =
        sheet_read(site, buffer_string(&text), language, is_translation);
    sheet_shape(&reading);
    buffer_release(&text);
    return reading;
}

static struct reading_of_sheet shape(const char *fields, const char *body)
{
    return shape_in(SITE, fields, body, 0, false);
}

static void assert_codes(const char *fields, const char *body, const char *codes)
{
    struct reading_of_sheet reading = shape(fields, body);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), codes);
    sheet_end(&reading);
}

static void assert_says(const char *fields, const char *body, const char *said)
{
    struct reading_of_sheet reading = shape(fields, body);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), said);
    sheet_end(&reading);
}

static void sections_are_found_by_their_headings(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        shape("", PRODUCTS "\n## LA STORIA:\n\nAllora.\n\n## sintesi\n\nTesto.\n");
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(reading.document->sections[0]->source, "Testo.");
    assert_null(reading.document->sections[1]);
    assert_slice_equal(reading.document->sections[2]->heading->text, "LA STORIA:");
    sheet_end(&reading);
}

static void a_sheet_in_another_language_may_keep_the_first_one_s_headings(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        shape_in(SITE, "", "## Summary\n\nText.\n\n## Principali output\n\n- one\n", 1, false);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_non_null(reading.document->sections[0]);
    assert_non_null(reading.document->sections[3]);
    sheet_end(&reading);
}

static void an_unknown_heading_names_the_nearest(void **state)
{
    (void)state;
    assert_says("", SUMMARY PRODUCTS "\n## La stora\n\nx\n",
                "13:1 error unknown-section: \"La stora\" is not a section of the collection "
                "\"schede\" | did you mean \"## La storia\"?\n");
    assert_says("", SUMMARY PRODUCTS "\n## Gruppo di lavoro\n\nx\n",
                "13:1 error unknown-section: \"Gruppo di lavoro\" is not a section of the "
                "collection \"schede\" | the sections are: Sintesi, Motto, La storia, Principali "
                "output; inside one of them write headings with ###\n");
}

static void other_sections_are_as_grave_as_the_schema_says(void **state)
{
    (void)state;
    const char *body = "Prima.\n\n" SUMMARY PRODUCTS "\n## Altro\n\nx\n";
    struct reading_of_sheet reading = shape_in(SITE_WITH("warn"), "", body, 0, false);
    assert_slice_equal(diagnosis_codes(reading.diagnosis),
                       "4:1 warning text-outside-sections\n15:1 warning unknown-section\n");
    sheet_end(&reading);
    reading = shape_in(SITE_WITH("allow"), "", body, 0, false);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "");
    sheet_end(&reading);
    reading = shape("", "\n" SUMMARY PRODUCTS);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "");
    sheet_end(&reading);
}

static void text_before_the_first_section_is_refused_unless_it_is_a_comment(void **state)
{
    (void)state;
    assert_codes("", "Prima.\n\n" SUMMARY PRODUCTS, "4:1 error text-outside-sections\n");
    assert_codes("", "<!-- nota -->\n\n" SUMMARY PRODUCTS, "");
}

static void a_heading_of_the_first_level_is_warned(void **state)
{
    (void)state;
    assert_codes("", "# Prova\n\n" SUMMARY PRODUCTS, "4:1 warning heading-level\n");
}

static void a_section_stands_once(void **state)
{
    (void)state;
    struct reading_of_sheet reading = shape("", SUMMARY PRODUCTS "\n## Summary\n\nx\n");
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "13:1 error unknown-section\n");
    sheet_end(&reading);
    reading = shape("", SUMMARY PRODUCTS "\n## Sintesi\n\nx\n");
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "13:1 error repeated-section\n");
    assert_int_equal(span_position(reading.diagnosis->list.items[0].related).line, 4);
    sheet_end(&reading);
}

static void a_section_that_must_be_there_is_asked_for(void **state)
{
    (void)state;
    assert_says("", PRODUCTS,
                "3:1 error missing-section: the section \"Sintesi\" is missing | add to the text "
                "below this line a heading \"## Sintesi\", and its text\n");
    assert_codes("", "## Sintesi\n\n" PRODUCTS, "4:1 error missing-section\n");
    assert_codes("stato: bozza\n", PRODUCTS, "4:1 warning missing-section\n");
}

static void a_field_may_stand_as_a_section(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        shape("", SUMMARY "## Motto\n\nInsieme\n*si* può.\n\n## La storia\n\nUna **storia**.\n\n"
                          "Lunga.\n\n" PRODUCTS);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(sheet_plain(&reading, "motto"), "Insieme si può.");
    assert_slice_equal(sheet_plain(&reading, "storia"), "Una **storia**.\n\nLunga.");
    assert_slice_equal(sheet_plain(&reading, "prodotti"), "uno; due");
    assert_non_null(sheet_value(&reading, "storia")->as.markdown.tree);
    assert_non_null(sheet_value(&reading, "prodotti")->as.list.items[1].as.markdown.tree);
    sheet_end(&reading);
}

static void a_field_may_stand_above_instead(void **state)
{
    (void)state;
    struct reading_of_sheet reading = shape("prodotti: [uno, due]\nmotto: Insieme\n", SUMMARY);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(sheet_plain(&reading, "prodotti"), "uno; due");
    sheet_end(&reading);
}

static void a_field_never_stands_in_both_places(void **state)
{
    (void)state;
    struct reading_of_sheet reading = shape("prodotti: [uno]\n", SUMMARY PRODUCTS);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "9:1 error field-given-twice\n");
    assert_int_equal(span_position(reading.diagnosis->list.items[0].related).line, 3);
    sheet_end(&reading);
}

static void a_required_field_may_be_missing_from_both_places_once(void **state)
{
    (void)state;
    assert_says("", SUMMARY,
                "3:1 error missing-field: the field \"Prodotti\" (prodotti) is missing | add above "
                "this line \"prodotti: …\", or to the text a heading \"## Principali output\"\n");
    assert_codes("prodotti: {}\n", SUMMARY, "3:11 error field-shape\n");
    assert_codes("", SUMMARY "## Principali output\n", "8:1 error missing-section\n");
}

static void a_section_of_a_list_holds_a_list_alone(void **state)
{
    (void)state;
    assert_codes("", SUMMARY "## Principali output\n\nUno e due.\n", "8:1 error section-no-list\n");
    assert_codes("", SUMMARY "## Principali output\n\n- uno\n\nE due.\n",
                 "8:1 error section-no-list\n");
    assert_codes("", SUMMARY "## Principali output\n\n- a\n- b\n- c\n- d\n",
                 "8:1 error list-length\n");
}

static void a_section_of_a_text_holds_one_paragraph(void **state)
{
    (void)state;
    assert_codes("", SUMMARY PRODUCTS "\n## Motto\n\nUno.\n\nDue.\n",
                 "13:1 error section-no-paragraph\n");
    assert_codes("", SUMMARY PRODUCTS "\n## Motto\n\n- Uno\n", "13:1 error section-no-paragraph\n");
    assert_codes("", SUMMARY PRODUCTS "\n## Motto\n\nUn motto davvero troppo lungo.\n",
                 "13:1 error field-length\n");
}

static void a_translation_misses_no_field_and_is_warned_of_a_text(void **state)
{
    (void)state;
    struct reading_of_sheet reading = shape_in(SITE, "", "", 1, true);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "3:1 warning missing-section\n");
    sheet_end(&reading);
}

static void fields_and_body_share_no_id(void **state)
{
    (void)state;
    struct reading_of_sheet reading = shape("note:\n  - testo: |\n      ### Risultati\n\n      x\n",
                                            SUMMARY "### Risultati\n\nx\n\n" PRODUCTS);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    const struct value *note = &sheet_value(&reading, "note")->as.list.items[0];
    assert_slice_equal(reading.document->markdown->headings[1].id, "risultati");
    assert_slice_equal(note->as.record.members[0].as.markdown.tree->headings[0].id, "risultati-2");
    sheet_end(&reading);
}

/* Where the n-th link of the note stands. */
static void assert_link_at(const char *note, size_t line, size_t column)
{
    char fields[256];
    snprintf(fields, sizeof fields, "note:\n  - testo: %s\n", note);
    struct reading_of_sheet reading = shape(fields, SUMMARY PRODUCTS);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    const struct value *value = &sheet_value(&reading, "note")->as.list.items[0];
    const struct markdown *tree = value->as.record.members[0].as.markdown.tree;
    assert_int_equal(tree->link_count, 1);
    struct span span = tree->links[0].span;
    assert_ptr_equal(span.file, reading.document->file);
    assert_int_equal(span_position(span).line, line);
    assert_int_equal(span_position(span).column, column);
    assert_slice_equal(span_text(span), "engim.md");
    sheet_end(&reading);
}

static void links_in_fields_keep_their_places(void **state)
{
    (void)state;
    assert_link_at("vedi [x](engim.md)", 4, 21);
    assert_link_at("\"vedi [x](engim.md)\"", 4, 22);
    assert_link_at("|\n      Uno.\n\n      Due, [x](engim.md).", 7, 16);
    assert_link_at("|-\n      [x](engim.md)", 5, 11);
}

static void links_in_folded_fields_stand_in_the_field(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        shape("note:\n  - testo: >\n      Uno\n      e [x](engim.md).\n", SUMMARY PRODUCTS);
    const struct value *value = &sheet_value(&reading, "note")->as.list.items[0];
    const struct markdown *tree = value->as.record.members[0].as.markdown.tree;
    assert_int_equal(span_position(tree->links[0].span).line, 4);
    sheet_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_are_found_by_their_headings),
        cmocka_unit_test(a_sheet_in_another_language_may_keep_the_first_one_s_headings),
        cmocka_unit_test(an_unknown_heading_names_the_nearest),
        cmocka_unit_test(other_sections_are_as_grave_as_the_schema_says),
        cmocka_unit_test(text_before_the_first_section_is_refused_unless_it_is_a_comment),
        cmocka_unit_test(a_heading_of_the_first_level_is_warned),
        cmocka_unit_test(a_section_stands_once),
        cmocka_unit_test(a_section_that_must_be_there_is_asked_for),
        cmocka_unit_test(a_field_may_stand_as_a_section),
        cmocka_unit_test(a_field_may_stand_above_instead),
        cmocka_unit_test(a_field_never_stands_in_both_places),
        cmocka_unit_test(a_required_field_may_be_missing_from_both_places_once),
        cmocka_unit_test(a_section_of_a_list_holds_a_list_alone),
        cmocka_unit_test(a_section_of_a_text_holds_one_paragraph),
        cmocka_unit_test(a_translation_misses_no_field_and_is_warned_of_a_text),
        cmocka_unit_test(fields_and_body_share_no_id),
        cmocka_unit_test(links_in_fields_keep_their_places),
        cmocka_unit_test(links_in_folded_fields_stand_in_the_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
