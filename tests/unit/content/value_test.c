#include "content/sheet.h"

#define SITE                                                                                 \
    SITE_START                                                                               \
    "collections:\n"                                                                         \
    "  schede:\n"                                                                            \
    "    label: Schede\n"                                                                    \
    "    fields:\n"                                                                          \
    "      titolo: {type: text, role: title}\n"                                              \
    "      nota: {type: markdown}\n"                                                         \
    "      persone: {type: integer}\n"                                                       \
    "      quota: {type: percent}\n"                                                         \
    "      budget: {type: money, currency: EUR}\n"                                           \
    "      avvio: {type: date}\n"                                                            \
    "      incontro: {type: datetime}\n"                                                     \
    "      durata: {type: duration}\n"                                                       \
    "      concluso: {type: boolean}\n"                                                      \
    "      tema: {type: term, of: temi}\n"                                                   \
    "      ente: {type: ref, to: schede}\n"                                                  \
    "      parole: {type: list, of: text}\n"                                                 \
    "      parte:\n"                                                                         \
    "        type: record\n"                                                                 \
    "        fields: {nome: {type: text, label: Nome}, costo: {type: money, currency: EUR, " \
    "label: Costo}}\n"

#define SHEET                            \
    "---\n"                              \
    "titolo: Una \"prova\"\n"            \
    "nota: Un *testo*\n"                 \
    "persone: 1234567\n"                 \
    "quota: 12,5 %\n"                    \
    "budget: 84498\n"                    \
    "avvio: 20/12/2017\n"                \
    "incontro: 2017-12-20T10:30\n"       \
    "durata: 18 mesi\n"                  \
    "concluso: sì\n"                    \
    "tema: inclusione\n"                 \
    "ente: engim\n"                      \
    "parole: [rete, lavoro]\n"           \
    "parte: {nome: Corso, costo: 100}\n" \
    "---\n"

static void readers_see_values_in_their_language(void **state)
{
    (void)state;
    struct reading_of_sheet sheet = sheet_read(SITE, SHEET, 0, false);
    assert_slice_equal(diagnosis_text(sheet.diagnosis, MESSAGES_ENGLISH), "");
    assert_slice_equal(sheet_shown(&sheet, "persone"), "1.234.567");
    assert_slice_equal(sheet_shown(&sheet, "quota"), "12,5%");
    assert_slice_equal(sheet_shown(&sheet, "budget"), "84.498,00\u00A0€");
    assert_slice_equal(sheet_shown(&sheet, "avvio"), "20 dicembre 2017");
    assert_slice_equal(sheet_shown(&sheet, "concluso"), "sì");
    assert_slice_equal(sheet_shown(&sheet, "tema"), "Inclusione sociale");
    assert_slice_equal(sheet_shown(&sheet, "ente"), "engim");
    assert_slice_equal(sheet_shown(&sheet, "parole"), "rete, lavoro");
    assert_slice_equal(sheet_shown(&sheet, "parte"), "Nome: Corso; Costo: 100,00\u00A0€");
    struct buffer english = {0};
    value_write(&english, sheet_value(&sheet, "tema"), sheet.schema->locales[1], 1);
    value_write(&english, sheet_value(&sheet, "concluso"), sheet.schema->locales[1], 1);
    assert_slice_equal(buffer_view(&english), "Social inclusionyes");
    buffer_release(&english);
    sheet_end(&sheet);
}

static void machines_get_values_without_language(void **state)
{
    (void)state;
    struct reading_of_sheet sheet = sheet_read(SITE, SHEET, 0, false);
    assert_slice_equal(sheet_plain(&sheet, "persone"), "1234567");
    assert_slice_equal(sheet_plain(&sheet, "quota"), "12.5");
    assert_slice_equal(sheet_plain(&sheet, "budget"), "84498");
    assert_slice_equal(sheet_plain(&sheet, "avvio"), "2017-12-20");
    assert_slice_equal(sheet_plain(&sheet, "durata"), "P18M");
    assert_slice_equal(sheet_plain(&sheet, "concluso"), "true");
    assert_slice_equal(sheet_plain(&sheet, "tema"), "inclusione");
    assert_slice_equal(sheet_plain(&sheet, "parole"), "rete; lavoro");
    assert_slice_equal(sheet_plain(&sheet, "parte"), "nome=Corso, costo=100");
    sheet_end(&sheet);
}

static void json_keeps_numbers_numbers(void **state)
{
    (void)state;
    struct reading_of_sheet sheet = sheet_read(SITE, SHEET, 0, false);
    struct buffer text = {0};
    struct json_writer json = {.out = &text};
    json_begin_array(&json);
    for (size_t i = 0; i < sheet.document->collection->field_count; i++)
        value_write_json(&json, &sheet.document->values[i]);
    struct value nothing = {0};
    value_write_json(&json, &nothing);
    json_end_array(&json);
    assert_slice_equal(
        buffer_view(&text),
        "[\"Una \\\"prova\\\"\",\"Un *testo*\",1234567,12.5,"
        "{\"amount\":84498,\"currency\":\"EUR\"},\"2017-12-20\","
        "\"2017-12-20T10:30:00\",\"P18M\",true,\"inclusione\",\"engim\","
        "[\"rete\",\"lavoro\"],"
        "{\"nome\":\"Corso\",\"costo\":{\"amount\":100,\"currency\":\"EUR\"}},null]");
    buffer_release(&text);
    sheet_end(&sheet);
}

static void nothing_is_empty_in_every_form(void **state)
{
    (void)state;
    struct field record = {.field_count = 2};
    struct value members[2] = {{0}, {.kind = VALUE_TEXT, .as.text = SLICE(" ")}};
    const struct value empty[] = {
        {0},
        {.kind = VALUE_TEXT},
        {.kind = VALUE_MARKDOWN, .as.markdown.source = SLICE("\n ")},
        {.kind = VALUE_LIST},
        {.kind = VALUE_RECORD, .field = &record, .as.record.members = members},
    };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_true(value_is_empty(&empty[i]));
    const struct value zero = {.kind = VALUE_INTEGER}, no = {.kind = VALUE_BOOLEAN};
    assert_false(value_is_empty(&zero));
    assert_false(value_is_empty(&no));
    members[0] = zero;
    assert_false(value_is_empty(&empty[4]));
}

static struct value datetime(int hour, int zone)
{
    return (struct value){
        .kind = VALUE_DATETIME,
        .as.datetime = {{2017, 12, 31}, (uint8_t)hour, 0, 0, true, (int16_t)zone}};
}

static void values_sort_by_what_they_mean(void **state)
{
    (void)state;
    const struct value none = {0}, one = {.kind = VALUE_INTEGER, .as.integer = 1},
                       two = {.kind = VALUE_INTEGER, .as.integer = 2};
    assert_true(value_compare(&one, &two) < 0);
    assert_true(value_compare(&two, &one) > 0);
    assert_true(value_compare(&two, &none) < 0);
    assert_true(value_compare(&none, &one) > 0);
    assert_int_equal(value_compare(&none, &none), 0);

    const struct value short_amount = {.kind = VALUE_MONEY, .as.number = {5, 0}},
                       long_amount = {.kind = VALUE_MONEY, .as.number = {499, 2}};
    assert_true(value_compare(&long_amount, &short_amount) < 0);

    const struct value year = {.kind = VALUE_DURATION, .as.duration = {.years = 1}},
                       months = {.kind = VALUE_DURATION, .as.duration = {.months = 13}};
    assert_true(value_compare(&year, &months) < 0);

    struct value here = datetime(23, 60), there = datetime(22, -120);
    assert_true(value_compare(&here, &there) < 0); /* 22:00 and 24:00 UTC */
    struct value same = datetime(22, 0);
    assert_int_equal(value_compare(&here, &same), 0);

    struct value items[3] = {one, two, two};
    const struct value shorter = {.kind = VALUE_LIST, .as.list = {items, 2}},
                       longer = {.kind = VALUE_LIST, .as.list = {items, 3}},
                       later = {.kind = VALUE_LIST, .as.list = {items + 1, 1}};
    assert_true(value_compare(&shorter, &longer) < 0);
    assert_true(value_compare(&longer, &later) < 0);
}

static void times_sort_across_years_and_leap_days(void **state)
{
    (void)state;
    static const struct date days[] = {{1999, 12, 31}, {2000, 1, 1},  {2000, 2, 28},
                                       {2000, 2, 29},  {2000, 3, 1},  {2000, 12, 31},
                                       {2001, 1, 1},   {2001, 2, 28}, {2001, 3, 1}};
    for (size_t i = 0; i + 1 < sizeof days / sizeof *days; i++) {
        const struct value a = {.kind = VALUE_DATETIME,
                                .as.datetime = {days[i], 23, 0, 0, true, 0}},
                           b = {.kind = VALUE_DATETIME,
                                .as.datetime = {days[i + 1], 0, 0, 0, true, 0}};
        assert_true(value_compare(&a, &b) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readers_see_values_in_their_language),
        cmocka_unit_test(machines_get_values_without_language),
        cmocka_unit_test(json_keeps_numbers_numbers),
        cmocka_unit_test(nothing_is_empty_in_every_form),
        cmocka_unit_test(values_sort_by_what_they_mean),
        cmocka_unit_test(times_sort_across_years_and_leap_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
