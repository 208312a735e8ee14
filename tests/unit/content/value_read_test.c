#include "content/sheet.h"

/* A sheet with one field, `campo`, of the given description and value. */
static struct reading_of_sheet read_field(const char *description, const char *value,
                                          unsigned language)
{
    struct buffer site = {0}, sheet = {0};
    buffer_format(&site,
                  SITE_START "collections:\n"
                             "  schede:\n"
                             "    label: Schede\n"
                             "    fields:\n"
                             "      titolo: {type: text, role: title}\n"
                             "      campo: %s\n"
                             "  enti:\n"
                             "    label: Enti\n"
                             "    fields:\n"
                             "      nome: {type: text, role: title}\n",
                  description);
    buffer_format(&sheet, "---\ntitolo: Prova\ncampo: %s\n---\n", value);
    struct reading_of_sheet reading =
        sheet_read(buffer_string(&site), buffer_string(&sheet), language, false);
    buffer_release(&site);
    buffer_release(&sheet);
    return reading;
}

/* In Italian. */
static void assert_reads(const char *description, const char *value, const char *plain)
{
    struct reading_of_sheet reading = read_field(description, value, 0);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(sheet_plain(&reading, "campo"), plain);
    sheet_end(&reading);
}

static void assert_says_in(unsigned language, const char *description, const char *value,
                           const char *said)
{
    struct reading_of_sheet reading = read_field(description, value, language);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), said);
    sheet_end(&reading);
}

static void assert_says(const char *description, const char *value, const char *said)
{
    assert_says_in(0, description, value, said);
}

static void assert_codes(const char *description, const char *value, const char *codes)
{
    struct reading_of_sheet reading = read_field(description, value, 0);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), codes);
    sheet_end(&reading);
}

/* --- texts --------------------------------------------------------------- */

static void a_text_stays_what_was_written(void **state)
{
    (void)state;
    assert_reads("{type: text}", "no", "no");
    assert_reads("{type: text}", "012", "012");
    assert_reads("{type: text}", "1:30", "1:30");
    assert_reads("{type: text}", "2020-13-40", "2020-13-40");
    assert_reads("{type: text}", "\" con spazi \"", "con spazi");
    assert_reads("{type: text}", "|\n  Una riga.\n  Un'altra.", "Una riga.\nUn'altra.");
    assert_reads("{type: text}", "L'esperienza è \U0001F600", "L'esperienza è \U0001F600");
}

static void nothing_after_the_colon_is_no_value(void **state)
{
    (void)state;
    const char *const types[] = {"text", "integer", "date", "boolean", "url", "markdown"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char description[64];
        snprintf(description, sizeof description, "{type: %s}", types[i]);
        assert_reads(description, "", "");
        assert_reads(description, "\"\"", "");
        assert_reads(description, "~", "");
    }
}

static void a_text_has_a_length(void **state)
{
    (void)state;
    assert_reads("{type: text, min: 2, max: 4}", "però", "però");
    assert_says("{type: text, min: 2, max: 4}", "perché",
                "3:8 error field-length: campo: this text is too long (characters: 6, at most 4) "
                "| shorten it by 2\n");
    assert_says("{type: text, min: 2, max: 4}", "è",
                "3:8 error field-length: campo: this text is too short (characters: 1, at least "
                "2) | check it; if it is right, the limit in site.yaml must change\n");
    char long_text[10002];
    memset(long_text, 'x', 10001);
    long_text[10001] = '\0';
    assert_codes("{type: text}", long_text, "3:8 error field-length\n");
    assert_reads("{type: text}", long_text + 1, long_text + 1);
}

static void a_text_has_a_form(void **state)
{
    (void)state;
    assert_reads("{type: text, pattern: \"[A-Z]+-[0-9]+\"}", "AB-12", "AB-12");
    assert_says("{type: text, pattern: \"[A-Z]+-[0-9]+\", pattern_help: come AB-12}", "xAB-12",
                "3:8 error field-pattern: campo: \"xAB-12\" does not have the form that this "
                "field asks for | come AB-12\n");
}

static void a_text_holds_nothing_that_cannot_be_seen(void **state)
{
    (void)state;
    assert_codes("{type: text}", "\"a\\x9Db\"",
                 "3:8 error control-character\n3:8 error "
                 "yaml-control-character\n");
}

static void one_value_is_neither_a_list_nor_several_fields(void **state)
{
    (void)state;
    assert_codes("{type: text}", "[a, b]", "3:8 error field-shape\n");
    assert_codes("{type: text}", "{a: b}", "3:8 error field-shape\n");
    assert_codes("{type: money, currency: EUR}", "[100]", "3:8 error field-shape\n");
}

/* --- numbers ------------------------------------------------------------- */

static void amounts_are_read_as_italians_write_them(void **state)
{
    (void)state;
    const char *const written[] = {"84498",           "84498.00",  "\"84.498,00\"",
                                   "\"€ 84.498,00\"", "84498 EUR", "84.498,00 euro"};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        struct reading_of_sheet reading = read_field("{type: money, currency: EUR}", written[i], 0);
        assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
        assert_slice_equal(sheet_shown(&reading, "campo"), "84.498,00\u00A0€");
        sheet_end(&reading);
    }
}

static void a_word_in_an_amount_is_answered_with_the_number(void **state)
{
    (void)state;
    assert_says("{type: money, currency: EUR}", "240mila",
                "3:8 error field-type: campo: \"240mila\" is not an amount in EUR | write it as "
                "240000 or \"240.000,00\"\n");
    assert_says("{type: money, currency: EUR}", "€ 1,5 milioni",
                "3:8 error field-type: campo: \"€ 1,5 milioni\" is not an amount in EUR | write "
                "it as 1500000 or \"1.500.000,00\"\n");
    assert_says_in(1, "{type: money, currency: EUR}", "a lot",
                   "3:8 error field-type: campo: \"a lot\" is not an amount in EUR | write digits, "
                   "such as 240000 or \"240,000.00\"\n");
    assert_codes("{type: money, currency: EUR}", "99999999999999999mld", "3:8 error field-type\n");
    assert_codes("{type: money, currency: EUR}", "100 $", "3:8 error field-type\n");
}

static void what_is_said_of_a_number_fits_what_was_written(void **state)
{
    (void)state;
    const char *const cases[][3] = {
        {"{type: money, currency: EUR}", "circa 5.000 euro", "write it as 5000 or \"5.000,00\""},
        {"{type: money, currency: EUR}", "100 $", "convert it to EUR"},
        {"{type: money, currency: EUR}", "100 CHF", "convert it to EUR"},
        {"{type: money, currency: EUR}", "\"84.498,005\"", "round it: 84498.01 or \"84.498,01\""},
        {"{type: money, currency: EUR}", "da 5 a 10", "such as 240000"},
        {"{type: integer}", "più di 46", "write it as 46"},
        {"{type: integer}", "\"12,5\"", "write it as 13"},
        {"{type: integer}", "tanti", "such as 43"},
        {"{type: percent}", "circa il 30 per cento", "write it as 30 or \"30%\""},
        {"{type: number}", "1.5 milioni", "write it as 1500000 or \"1.500.000\""},
        {"{type: url}", "https://a.org/b c", "a space that belongs to it is written %20"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading_of_sheet reading = read_field(cases[i][0], cases[i][1], 0);
        struct slice said = diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH);
        if (slice_find(said, slice_from_string(cases[i][2])) == SLICE_NOT_FOUND)
            assert_slice_equal(said, cases[i][2]);
        sheet_end(&reading);
    }
}

static void what_can_be_read_two_ways_is_shown_in_both(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_field("{type: number}", "84.498", 0);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "3:8 error field-ambiguous\n");
    struct slice said = diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH);
    assert_true(slice_find(said, SLICE("84498")) != SLICE_NOT_FOUND);
    sheet_end(&reading);
}

static void a_whole_number_reads_points_as_groups(void **state)
{
    (void)state;
    assert_reads("{type: integer}", "84.498", "84498");
    assert_reads("{type: integer}", "\"1.234.567\"", "1234567");
    assert_reads("{type: integer}", "12,00", "12");
    assert_reads("{type: integer}", "-3", "-3");
    assert_codes("{type: integer}", "\"12,5\"", "3:8 error field-type\n");
    assert_codes("{type: integer}", "dodici", "3:8 error field-type\n");
}

static void numbers_have_limits(void **state)
{
    (void)state;
    assert_reads("{type: percent, min: 0, max: 100}", "\"12,5 %\"", "12.5");
    assert_codes("{type: percent, min: 0, max: 100}", "101%", "3:8 error field-range\n");
    assert_says("{type: integer, min: 1}", "0",
                "3:8 error field-range: campo: 0 is below the minimum, 1 | check it; if it is "
                "right, the limit in site.yaml must change\n");
    assert_says(
        "{type: money, currency: EUR, max: 1000000}", "1000000.01",
        "3:8 error field-range: campo: 1.000.000,01\u00A0€ is above the maximum, "
        "1.000.000,00\u00A0€ | check it; if it is right, the limit in site.yaml must change\n");
    assert_codes("{type: number}", "1234567890123456789012", "3:8 error field-too-large\n");
}

/* --- times --------------------------------------------------------------- */

static void dates_are_read_as_they_are_written(void **state)
{
    (void)state;
    assert_reads("{type: date}", "20/12/2017", "2017-12-20");
    assert_reads("{type: date}", "2017-12-20", "2017-12-20");
    assert_reads("{type: date}", "dicembre 2017", "2017-12");
    assert_reads("{type: date}", "2017", "2017");
    assert_reads("{type: datetime}", "2017-12-20 10:30", "2017-12-20T10:30:00");
    assert_reads("{type: duration}", "1 anno e 6 mesi", "P1Y6M");
    assert_reads("{type: duration}", "P6M", "P6M");
}

static void a_day_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    assert_codes("{type: date}", "31/02/2020", "3:8 error field-impossible\n");
    assert_codes("{type: date}", "ieri", "3:8 error field-type\n");
    assert_codes("{type: datetime}", "ieri", "3:8 error field-type\n");
    assert_codes("{type: duration}", "un po'", "3:8 error field-type\n");
}

static void dates_have_limits_as_far_as_they_are_known(void **state)
{
    (void)state;
    assert_codes("{type: date, min: 2000-06-01}", "2000-05-31", "3:8 error field-range\n");
    assert_codes("{type: date, min: 2000-06-01}", "1999", "3:8 error field-range\n");
    assert_reads("{type: date, min: 2000-06-01}", "2000", "2000");
    assert_reads("{type: date, max: 2000-06-01}", "2000-06", "2000-06");
    assert_codes("{type: date, max: 2000-06-01}", "2000-07", "3:8 error field-range\n");
    assert_codes("{type: duration, max: P2Y}", "25 mesi", "3:8 error field-range\n");
}

/* --- the other scalars ---------------------------------------------------- */

static void yes_and_no_are_read_in_both_languages(void **state)
{
    (void)state;
    const char *const yes[] = {"true", "yes", "sì", "si", "Sì", "on", "vero", "TRUE"};
    const char *const no[] = {"false", "no", "No", "off", "falso"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_reads("{type: boolean}", yes[i], "true");
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_reads("{type: boolean}", no[i], "false");
    assert_codes("{type: boolean}", "forse", "3:8 error field-type\n");
    assert_codes("{type: boolean}", "1", "3:8 error field-type\n");
}

static void addresses_are_whole_or_of_this_site(void **state)
{
    (void)state;
    assert_reads("{type: url}", "https://www.example.org/a?b=c#d",
                 "https://www.example.org/a?b=c#d");
    assert_reads("{type: url}", "/esperienze/", "/esperienze/");
    assert_reads("{type: url}", "mailto:a@example.org", "mailto:a@example.org");
    const char *const bad[] = {"javascript:alert(1)", "www.example.org",  "example.org/a",
                               "//example.org",       "data:text/html,x", "http:///x",
                               "feed:https://x.org",  "https://x.org/a b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_codes("{type: url}", bad[i], "3:8 error field-type\n");
    assert_says("{type: url}", "www.example.org",
                "3:8 error field-type: campo: \"www.example.org\" is not a whole address | did "
                "you mean https://www.example.org? (a page of this site begins with /)\n");
    assert_reads("{type: email}", "a.b@example.org", "a.b@example.org");
    assert_codes("{type: email}", "a.b(at)example.org", "3:8 error field-type\n");
}

static void files_stay_beside_the_sheet(void **state)
{
    (void)state;
    assert_reads("{type: file}", "foto.jpg", "foto.jpg");
    assert_reads("{type: file}", "immagini/foto 1.jpg", "immagini/foto 1.jpg");
    const char *const bad[] = {"/etc/passwd", "../foto.jpg", "a/../b", "a//b",
                               "./a",         "C:\\a.jpg",   "a/",     "https://x.org/a.jpg"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_codes("{type: file}", bad[i], "3:8 error field-type\n");
}

/* --- terms, references ----------------------------------------------------- */

static void a_term_goes_by_its_id(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_field("{type: term, of: temi}", "inclusione", 0);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "");
    assert_slice_equal(sheet_shown(&reading, "campo"), "Inclusione sociale");
    sheet_end(&reading);
}

static void an_unknown_term_is_answered_with_the_nearest(void **state)
{
    (void)state;
    assert_says("{type: term, of: temi}", "inclusone",
                "3:8 error unknown-term: campo: \"inclusone\" is not a term of \"temi\" | did you "
                "mean \"inclusione\"?\n");
    assert_says("{type: term, of: temi}", "social inclusion",
                "3:8 error unknown-term: campo: \"social inclusion\" is the label of a term of "
                "\"temi\", not its id | write its id: \"inclusione\"\n");
    assert_says("{type: term, of: temi}", "agricoltura",
                "3:8 error unknown-term: campo: \"agricoltura\" is not a term of \"temi\" | the "
                "terms are: inclusione, lavoro, competenze\n");
}

static void a_reference_keeps_its_text_for_later(void **state)
{
    (void)state;
    assert_reads("{type: ref, to: enti}", "engim-veneto", "engim-veneto");
    assert_codes("{type: ref, to: enti}", "[engim-veneto]", "3:8 error field-shape\n");
}

/* --- lists ------------------------------------------------------------------ */

#define TERMS "{type: list, of: {type: term, of: temi}, max: 2}"

static void lists_are_written_in_brackets_or_with_dashes(void **state)
{
    (void)state;
    assert_reads(TERMS, "[inclusione, lavoro]", "inclusione; lavoro");
    assert_reads(TERMS, "\n  - inclusione\n  - lavoro", "inclusione; lavoro");
    assert_reads(TERMS, "[]", "");
}

static void one_value_alone_is_a_list_of_one(void **state)
{
    (void)state;
    assert_reads(TERMS, "lavoro", "lavoro");
    assert_reads("{type: list, of: text}", "una voce, con virgola", "una voce, con virgola");
    assert_reads("{type: list, of: markdown}", "una *voce*", "una *voce*");
    assert_codes("{type: list, of: {type: record, fields: {a: {type: text}}}}", "x",
                 "3:8 error field-shape\n");
}

static void names_in_one_text_are_not_taken_for_one(void **state)
{
    (void)state;
    assert_says(TERMS, "inclusione, lavoro",
                "3:8 error field-shape: campo: several values in one text | put square brackets "
                "around them: [inclusione, lavoro]\n");
}

static void each_item_has_its_own_mistakes(void **state)
{
    (void)state;
    assert_codes("{type: list, of: date}", "\n  - 2017\n  - ieri\n  -\n  - [x]",
                 "5:5 error field-type\n6:4 error list-item-empty\n7:5 error field-shape\n");
}

static void the_good_items_of_a_list_are_kept(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_field("{type: list, of: integer}", "[1, due, 3]", 0);
    assert_slice_equal(sheet_plain(&reading, "campo"), "1; 3");
    sheet_end(&reading);
}

static void a_name_that_a_list_holds_twice_counts_once(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_field(TERMS, "[lavoro, inclusione, lavoro]", 0);
    assert_slice_equal(diagnosis_codes(reading.diagnosis), "3:29 warning list-item-repeated\n");
    assert_slice_equal(sheet_plain(&reading, "campo"), "lavoro; inclusione");
    sheet_end(&reading);
    assert_reads("{type: list, of: text}", "[a, a]", "a; a");
}

static void lists_have_a_length(void **state)
{
    (void)state;
    assert_codes(TERMS, "[lavoro, inclusione, competenze]", "3:8 error list-length\n");
    assert_codes("{type: list, of: text, min: 2}", "[a]", "3:8 error list-length\n");
    struct buffer many = {0};
    buffer_add(&many, SLICE("[1"));
    for (size_t i = 0; i < 1000; i++)
        buffer_add(&many, SLICE(", 1"));
    buffer_add(&many, SLICE("]"));
    assert_codes("{type: list, of: integer}", buffer_string(&many), "3:8 error list-length\n");
    buffer_release(&many);
}

static void thousands_of_unknown_terms_are_read_in_moderate_time(void **state)
{
    (void)state;
    struct buffer many = {0};
    buffer_add(&many, SLICE("[x0"));
    for (size_t i = 1; i < 1000; i++)
        buffer_format(&many, ", inclusionee%zu", i);
    buffer_add(&many, SLICE("]"));
    struct reading_of_sheet reading =
        read_field("{type: list, of: {type: term, of: temi}}", buffer_string(&many), 0);
    assert_int_equal(reading.diagnosis->list.count, 1000);
    sheet_end(&reading);
    buffer_release(&many);
}

/* --- records ------------------------------------------------------------------ */

#define RECORD                                                                    \
    "{type: record, fields: {nome: {type: text, required: true, label: Nome}, "   \
    "grado: {type: term, of: temi, required: in revisione}, "                     \
    "costo: {type: money, currency: EUR}, note: {type: text, default: nessuna}, " \
    "vecchio: {type: text, deprecated: usare nome}}}"

static void a_record_has_fields_of_its_own(void **state)
{
    (void)state;
    struct reading_of_sheet reading =
        read_field(RECORD, "\n  nome: Corso\n  grado: lavoro\n  costo: 100", 0);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(sheet_plain(&reading, "campo"),
                       "nome=Corso, grado=lavoro, costo=100, note=nessuna");
    sheet_end(&reading);
}

static void an_unknown_member_names_the_nearest(void **state)
{
    (void)state;
    assert_says(RECORD, "{nome: Corso, grado: lavoro, csto: 1}",
                "3:37 error unknown-field: \"csto\" is not a field of \"campo\" | did you mean "
                "\"costo\"?\n");
    assert_says(RECORD, "{nome: Corso, grado: lavoro, colore: 1}",
                "3:37 error unknown-field: \"colore\" is not a field of \"campo\" | the fields "
                "are: nome, grado, costo, note, vecchio\n");
}

static void a_missing_member_is_reported_once_and_only_where_it_is_missing(void **state)
{
    (void)state;
    assert_says(RECORD, "{grado: lavoro}",
                "3:8 error missing-field: campo: \"Nome\" (nome) is missing here | add a line "
                "\"nome: …\"\n");
    assert_codes(RECORD, "{nome: [x], grado: lavoro}", "3:15 error field-shape\n");
    assert_codes(RECORD, "{nome: Corso}", "3:8 error missing-field\n");
}

static void a_member_out_of_use_is_warned(void **state)
{
    (void)state;
    assert_says(RECORD, "{nome: Corso, grado: lavoro, vecchio: x}",
                "3:37 warning deprecated-field: the field \"vecchio\" is no longer in use | usare "
                "nome\n");
}

static void a_record_is_no_text_and_no_list(void **state)
{
    (void)state;
    assert_codes(RECORD, "Corso", "3:8 error field-shape\n");
    assert_codes(RECORD, "[{nome: Corso}]", "3:8 error field-shape\n");
}

static void lists_of_records_report_each_member(void **state)
{
    (void)state;
    assert_codes("{type: list, of: {type: record, fields: {nome: {type: text, required: true}, "
                 "quando: {type: date}}}}",
                 "\n  - nome: Uno\n    quando: ieri\n  - quando: 2017\n  - {}",
                 "5:13 error field-type\n6:5 error missing-field\n7:5 error missing-field\n");
}

static void italian_messages_are_there_as_well(void **state)
{
    (void)state;
    struct reading_of_sheet reading = read_field("{type: money, currency: EUR}", "240mila", 0);
    assert_slice_equal(diagnosis_text(reading.diagnosis, MESSAGES_ITALIAN),
                       "3:8 error field-type: campo: \"240mila\" non è un importo in EUR | "
                       "scrivilo come 240000 o \"240.000,00\"\n");
    sheet_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_stays_what_was_written),
        cmocka_unit_test(nothing_after_the_colon_is_no_value),
        cmocka_unit_test(a_text_has_a_length),
        cmocka_unit_test(a_text_has_a_form),
        cmocka_unit_test(a_text_holds_nothing_that_cannot_be_seen),
        cmocka_unit_test(one_value_is_neither_a_list_nor_several_fields),
        cmocka_unit_test(amounts_are_read_as_italians_write_them),
        cmocka_unit_test(a_word_in_an_amount_is_answered_with_the_number),
        cmocka_unit_test(what_is_said_of_a_number_fits_what_was_written),
        cmocka_unit_test(what_can_be_read_two_ways_is_shown_in_both),
        cmocka_unit_test(a_whole_number_reads_points_as_groups),
        cmocka_unit_test(numbers_have_limits),
        cmocka_unit_test(dates_are_read_as_they_are_written),
        cmocka_unit_test(a_day_that_does_not_exist_is_refused),
        cmocka_unit_test(dates_have_limits_as_far_as_they_are_known),
        cmocka_unit_test(yes_and_no_are_read_in_both_languages),
        cmocka_unit_test(addresses_are_whole_or_of_this_site),
        cmocka_unit_test(files_stay_beside_the_sheet),
        cmocka_unit_test(a_term_goes_by_its_id),
        cmocka_unit_test(an_unknown_term_is_answered_with_the_nearest),
        cmocka_unit_test(a_reference_keeps_its_text_for_later),
        cmocka_unit_test(lists_are_written_in_brackets_or_with_dashes),
        cmocka_unit_test(one_value_alone_is_a_list_of_one),
        cmocka_unit_test(names_in_one_text_are_not_taken_for_one),
        cmocka_unit_test(each_item_has_its_own_mistakes),
        cmocka_unit_test(the_good_items_of_a_list_are_kept),
        cmocka_unit_test(a_name_that_a_list_holds_twice_counts_once),
        cmocka_unit_test(lists_have_a_length),
        cmocka_unit_test(thousands_of_unknown_terms_are_read_in_moderate_time),
        cmocka_unit_test(a_record_has_fields_of_its_own),
        cmocka_unit_test(an_unknown_member_names_the_nearest),
        cmocka_unit_test(a_missing_member_is_reported_once_and_only_where_it_is_missing),
        cmocka_unit_test(a_member_out_of_use_is_warned),
        cmocka_unit_test(a_record_is_no_text_and_no_list),
        cmocka_unit_test(lists_of_records_report_each_member),
        cmocka_unit_test(italian_messages_are_there_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
