#include "content/sheet.h"

#define SITE                                                                                    \
    SITE_START                                                                                  \
    "collections:\n"                                                                            \
    "  schede:\n"                                                                               \
    "    label: Schede\n"                                                                       \
    "    fields:\n"                                                                             \
    "      titolo: {type: text, role: title, required: true, label: {it: Titolo, en: Title}}\n" \
    "      avvio: {type: date, label: {it: Data di avvio, en: Start date}}\n"                   \
    "      budget: {type: money, currency: EUR, required: in revisione}\n"                      \
    "      esito: {type: text, required: pubblicata, label: esito}\n"                           \
    "      lingua: {type: text, default: italiano}\n"                                           \
    "      luogo: {type: text, deprecated: {it: usare ente, en: use ente}}\n"

#define WHOLE "titolo: Prova\nbudget: 100\nesito: buono\n"

static struct reading_of_sheet read_sheet(const char *fields)
{
    struct buffer text = {0};
    buffer_format(&text, "---\n%s---\nTesto.\n", fields);
    struct reading_of_sheet reading = sheet_read(SITE, buffer_string(&text), 0, false);
    buffer_release(&text);
    return reading;
}

static void assert_codes(const char *fields, const char *codes)
{
    struct reading_of_sheet reading = read_sheet(fields);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), codes);
    sheet_end(&reading);
}

static void assert_says(const char *fields, const char *said)
{
    struct reading_of_sheet reading = read_sheet(fields);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), said);
    sheet_end(&reading);
}

static void a_whole_sheet_is_read(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_sheet(WHOLE "avvio: 20/12/2017\n");
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(reading.document->body, "Testo.\n");
    assert_slice_equal(sheet_shown(&reading, "avvio"), "20 dicembre 2017");
    assert_int_equal(reading.document->status, STATUS_PUBLISHED);
    assert_int_equal(reading.document->id.len, 0);
    assert_int_equal(span_position(sheet_value(&reading, "avvio")->span).column, 8);
    sheet_end(&reading);
}

static void a_broken_file_gives_no_sheet(void **state)
{
    (void)state;
    const char *const broken[] = {"", "testo", "---\na: [\n---\n", "---\nuna frase\n---\n",
                                  "---\n- a\n---\n"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct reading_of_sheet reading = sheet_read(SITE, broken[i], 0, false);
        assert_null(reading.document);
        assert_int_equal(reading.diagnosis->list.count, 1);
        sheet_end(&reading);
    }
}

static void what_is_missing_is_asked_for_where_it_would_be_added(void **state)
{
    (void)state;
    assert_says("budget: 1\nesito: buono\n",
                "4:1 error missing-field: the field \"Titolo\" (titolo) is missing | add above "
                "this line: \"titolo: …\"\n");
    assert_codes("", "2:1 error missing-field\n2:1 error missing-field\n2:1 error "
                     "missing-field\n");
}

static void what_is_empty_is_asked_for_at_its_own_line(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_sheet("titolo:\nbudget: 1\nesito: \"\"\n");
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH),
                       "2:8 error missing-field: the field \"Titolo\" (titolo) may not be empty | "
                       "write its value after the colon\n"
                       "4:8 error missing-field: the field \"esito\" may not be empty | write its "
                       "value after the colon\n");
    sheet_end(&reading);
}

static void what_is_wrong_is_not_called_missing_as_well(void **state)
{
    (void)state;
    assert_codes("titolo: Prova\nbudget: tanto\nesito: [a]\n",
                 "3:9 error field-type\n4:8 error field-shape\n");
}

static void the_status_says_what_is_required(void **state)
{
    (void)state;
    assert_codes("stato: in revisione\ntitolo: Prova\nbudget: 1\n", "");
    assert_codes("stato: in revisione\ntitolo: Prova\n", "4:1 error missing-field\n");
    assert_codes("status: published\ntitolo: Prova\nbudget: 1\n", "5:1 error missing-field\n");
    struct reading_of_sheet reading = read_sheet("stato: In revisione\ntitolo: P\nbudget: 1\n");
    assert_int_equal(reading.document->status, STATUS_REVIEW);
    sheet_end(&reading);
}

static void a_draft_is_warned_where_a_published_sheet_is_refused(void **state)
{
    (void)state;
    /* The status stands last, and counts from the first line on. */
    struct reading_of_sheet reading = read_sheet("budget: tanto\ncolore: rosso\nstato: bozza\n");
    assert_slice_equal(diagnosis_codes(reading.diagnosis),
                       "2:9 warning field-type\n3:1 warning unknown-field\n"
                       "5:1 warning missing-field\n");
    assert_true(diagnostics_are_good(&reading.diagnosis->list));
    assert_false(reading.diagnosis->list.lenient);
    assert_int_equal(reading.document->status, STATUS_DRAFT);
    sheet_end(&reading);
}

static void an_unknown_status_names_the_nearest(void **state)
{
    (void)state;
    assert_codes(WHOLE "stato: [bozza]\n", "5:8 error field-shape\n");
    assert_codes(WHOLE "stato: bozza\nstatus: draft\n", "6:1 error two-statuses\n");
    struct reading_of_sheet reading = read_sheet(WHOLE "stato: boza\n");
    struct slice said = diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH);
    assert_true(slice_find(said, SLICE("did you mean \"bozza\"?")) != SLICE_NOT_FOUND);
    sheet_end(&reading);
    reading = read_sheet(WHOLE "stato: quasi finita\n");
    said = diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH);
    assert_true(slice_find(said, SLICE("the statuses are: bozza, ")) != SLICE_NOT_FOUND);
    sheet_end(&reading);
}

static void an_unknown_field_names_the_nearest(void **state)
{
    (void)state;
    assert_says(WHOLE "bugdet: 1\n",
                "5:1 error unknown-field: \"bugdet\" is not a field of the collection \"schede\" | "
                "did you mean \"budget\"?\n");
    assert_says(WHOLE "Data di avvio: 2017\n",
                "5:1 error unknown-field: \"Data di avvio\" is not a field of the collection "
                "\"schede\" | did you mean \"avvio\"?\n");
    assert_says(WHOLE "aliass: /a/\n",
                "5:1 error unknown-field: \"aliass\" is not a field of the collection \"schede\" | "
                "did you mean \"alias\"?\n");
    assert_says(WHOLE "colore: rosso\n",
                "5:1 error unknown-field: \"colore\" is not a field of the collection \"schede\" | "
                "the fields are: titolo, avvio, budget, esito, lingua, luogo\n");
}

static void a_field_out_of_use_is_warned_in_the_schema_s_words(void **state)
{
    (void)state;
    assert_says(WHOLE "luogo: Vicenza\n",
                "5:1 warning deprecated-field: the field \"luogo\" is no longer in use | usare "
                "ente\n");
}

static void a_default_stands_where_the_sheet_says_nothing(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_sheet(WHOLE);
    assert_slice_equal(sheet_plain(&reading, "lingua"), "italiano");
    sheet_end(&reading);
    reading = read_sheet(WHOLE "lingua: sloveno\n");
    assert_slice_equal(sheet_plain(&reading, "lingua"), "sloveno");
    sheet_end(&reading);
}

static void a_translation_may_leave_everything_out(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        sheet_read(SITE, "---\ntitolo: Trial\navvio: 20 December 2017\n---\n", 1, true);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_int_equal(sheet_value(&reading, "lingua")->kind, VALUE_NONE);
    assert_slice_equal(sheet_plain(&reading, "avvio"), "2017-12-20");
    sheet_end(&reading);
}

static void an_id_may_be_part_of_an_address(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_sheet(WHOLE "id: prova-1\n");
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "");
    assert_slice_equal(reading.document->id, "prova-1");
    assert_int_equal(span_position(reading.document->id_span).line, 5);
    sheet_end(&reading);
    assert_says(WHOLE "id: Prova Numero 1\n",
                "5:5 error wrong-id: id: \"Prova Numero 1\" cannot be part of an address | use "
                "small letters, digits and hyphens: prova-numero-1\n");
}

static void old_addresses_are_one_or_many(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_sheet(WHOLE "alias: [/vecchia/, /a/b.html]\n");
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "");
    assert_int_equal(reading.document->alias_count, 2);
    assert_slice_equal(reading.document->aliases[1], "/a/b.html");
    sheet_end(&reading);
    reading = read_sheet(WHOLE "alias: /vecchia/\n");
    assert_int_equal(reading.document->alias_count, 1);
    sheet_end(&reading);
    const char *const bad[] = {"vecchia", "//host/", "/",    "/a/../b",
                               "/a b",    "/a?b",    "/a#b", "https://example.org/",
                               "/a\\b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[128];
        snprintf(text, sizeof text, WHOLE "alias: '%s'\n", bad[i]);
        assert_codes(text, "5:8 error wrong-alias\n");
    }
    assert_codes(WHOLE "alias: [[/a/]]\n", "5:9 error field-shape\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_sheet_is_read),
        cmocka_unit_test(a_broken_file_gives_no_sheet),
        cmocka_unit_test(what_is_missing_is_asked_for_where_it_would_be_added),
        cmocka_unit_test(what_is_empty_is_asked_for_at_its_own_line),
        cmocka_unit_test(what_is_wrong_is_not_called_missing_as_well),
        cmocka_unit_test(the_status_says_what_is_required),
        cmocka_unit_test(a_draft_is_warned_where_a_published_sheet_is_refused),
        cmocka_unit_test(an_unknown_status_names_the_nearest),
        cmocka_unit_test(an_unknown_field_names_the_nearest),
        cmocka_unit_test(a_field_out_of_use_is_warned_in_the_schema_s_words),
        cmocka_unit_test(a_default_stands_where_the_sheet_says_nothing),
        cmocka_unit_test(a_translation_may_leave_everything_out),
        cmocka_unit_test(an_id_may_be_part_of_an_address),
        cmocka_unit_test(old_addresses_are_one_or_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
