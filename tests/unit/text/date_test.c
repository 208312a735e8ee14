#include "test.h"

#include "text/date.h"

#include <stdlib.h>
#include <string.h>

static struct arena arena;
static const struct locale *it, *en, *us, *fr, *es, *pl, *de, *ja;

static int open_locales(void **state)
{
    (void)state;
    it = locale_open(&arena, SLICE("it"));
    en = locale_open(&arena, SLICE("en"));
    us = locale_open(&arena, SLICE("en-US"));
    fr = locale_open(&arena, SLICE("fr"));
    es = locale_open(&arena, SLICE("es"));
    pl = locale_open(&arena, SLICE("pl"));
    de = locale_open(&arena, SLICE("de"));
    ja = locale_open(&arena, SLICE("ja"));
    return 0;
}

static int close_locales(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const struct locale *locale_called(const char *name)
{
    const struct locale *all[] = {it, en, us, fr, es, pl, de, ja};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (slice_equal_string(all[i]->language, name))
            return all[i];
    return NULL;
}

/* The buffer's text, or what went wrong; releases the buffer. */
static const char *shown(enum reading reading, struct buffer *buffer, const struct readings *both)
{
    static char text[120];
    switch (reading) {
    case READING_GOOD:
        snprintf(text, sizeof text, "%s", buffer_string(buffer));
        break;
    case READING_AMBIGUOUS:
        snprintf(text, sizeof text, "? %s or %s", both->text[0], both->text[1]);
        break;
    case READING_WRONG:
        return "wrong";
    case READING_TOO_LARGE:
        return "large";
    case READING_IMPOSSIBLE:
        return "impossible";
    }
    buffer_release(buffer);
    return text;
}

struct row {
    const char *language, *text, *expected;
};

static const struct row dates[] = {
    /* ISO 8601. */
    {"it", "2017-12-20", "2017-12-20"},
    {"it", "2017-12", "2017-12"},
    {"it", "2017", "2017"},
    {"it", " 2017-12-20\n", "2017-12-20"},
    {"it",
     "\xC2\xA0"
     "2017\xC2\xA0",
     "2017"},
    {"it", "2017-1-5", "2017-01-05"},
    {"it", "2017/12/20", "2017-12-20"},
    {"it", "1000", "1000"},
    {"it", "9999-12-31", "9999-12-31"},
    /* Figures, the day first. */
    {"it", "20/12/2017", "2017-12-20"},
    {"it", "20.12.2017", "2017-12-20"},
    {"it", "20-12-2017", "2017-12-20"},
    {"it", "1/2/2017", "2017-02-01"},
    {"it", "03/04/2020", "2020-04-03"},
    {"it", "12/2017", "2017-12"},
    {"it", "12-2017", "2017-12"},
    {"it", "1/2017", "2017-01"},
    {"en", "20/12/2017", "2017-12-20"},
    {"en", "12/20/2017", "2017-12-20"},
    {"en-US", "12/20/2017", "2017-12-20"},
    {"en-US", "20/12/2017", "2017-12-20"},
    {"en", "03/04/2020", "? 2020-04-03 or 2020-03-04"},
    {"en-US", "03/04/2020", "? 2020-03-04 or 2020-04-03"},
    {"en", "3.4.2020", "? 2020-04-03 or 2020-03-04"},
    {"en", "04/04/2020", "2020-04-04"},
    {"en", "02/29/2021", "impossible"},
    {"en", "02/29/2020", "2020-02-29"},
    {"fr", "03/04/2020", "2020-04-03"},
    /* Words. */
    {"it", "20 dicembre 2017", "2017-12-20"},
    {"it", "20 Dicembre 2017", "2017-12-20"},
    {"it", "20 DICEMBRE 2017", "2017-12-20"},
    {"it", "20 dic 2017", "2017-12-20"},
    {"it", "20 dic. 2017", "2017-12-20"},
    {"it", "20-dic-2017", "2017-12-20"},
    {"it", "20  dicembre  2017", "2017-12-20"},
    {"it",
     "20\xC2\xA0"
     "dicembre\xC2\xA0"
     "2017",
     "2017-12-20"},
    {"it", "1º gennaio 2020", "2020-01-01"},
    {"it", "1° gennaio 2020", "2020-01-01"},
    {"it", "1 gennaio 2020", "2020-01-01"},
    {"it", "1 gennaio, 2020", "2020-01-01"},
    {"it", "dicembre 2017", "2017-12"},
    {"it", "Dicembre, 2017", "2017-12"},
    {"it", "dicembre del 2017", "2017-12"},
    {"it", "sett. 2017", "2017-09"},
    {"it", "set 2017", "2017-09"},
    {"it", "9 maggio 2019", "2019-05-09"},
    {"it", "9 mag 2019", "2019-05-09"},
    {"it", "15 ago 2019", "2019-08-15"},
    {"it", "31 ott 2019", "2019-10-31"},
    {"it", "20 December 2017", "2017-12-20"},
    {"en", "20 December 2017", "2017-12-20"},
    {"en", "December 20, 2017", "2017-12-20"},
    {"en", "December 20 2017", "2017-12-20"},
    {"en", "Dec 20, 2017", "2017-12-20"},
    {"en", "Dec. 20, 2017", "2017-12-20"},
    {"en", "december 20th, 2017", "2017-12-20"},
    {"en", "20th of December 2017", "2017-12-20"},
    {"en", "1st May 2020", "2020-05-01"},
    {"en", "2nd June 2020", "2020-06-02"},
    {"en", "3rd July 2020", "2020-07-03"},
    {"en", "Sept 2020", "2020-09"},
    {"en", "May 2020", "2020-05"},
    {"en", "20 dicembre 2017", "2017-12-20"},
    {"fr", "20 décembre 2017", "2017-12-20"},
    {"fr", "1er août 2020", "2020-08-01"},
    {"fr", "sept. 2020", "2020-09"},
    {"es", "20 de diciembre de 2017", "2017-12-20"},
    {"es", "enero de 2017", "2017-01"},
    {"de", "20. Dezember 2017", "2017-12-20"},
    {"de", "3. März 2017", "2017-03-03"},
    {"pl", "20 grudnia 2017", "2017-12-20"},
    {"pl", "grudzień 2017", "2017-12"},
    /* No such day. */
    {"it", "31/02/2020", "impossible"},
    {"it", "29/02/2019", "impossible"},
    {"it", "29/02/2020", "2020-02-29"},
    {"it", "29/02/1900", "impossible"},
    {"it", "29/02/2000", "2000-02-29"},
    {"it", "31/04/2020", "impossible"},
    {"it", "2020-13-40", "impossible"},
    {"it", "2020-13", "impossible"},
    {"it", "13/2020", "impossible"},
    {"it", "2020-00-10", "impossible"},
    {"it", "2020-10-00", "impossible"},
    {"it", "00/10/2020", "impossible"},
    {"it", "12/20/2017", "impossible"},
    {"en", "13/13/2017", "impossible"},
    {"it", "32 dicembre 2017", "impossible"},
    {"it", "30 febbraio 2017", "impossible"},
    {"it", "0 gennaio 2017", "impossible"},
    /* Years that are too short, too long, too early. */
    {"it", "20/12/17", "wrong"},
    {"en", "12/12/17", "wrong"},
    {"it", "20 dicembre 17", "wrong"},
    {"it", "dicembre 17", "wrong"},
    {"it", "17", "wrong"},
    {"it", "999", "wrong"},
    {"it", "0999", "wrong"},
    {"it", "0000-01-01", "wrong"},
    {"it", "12017", "large"},
    {"it", "12017-01-01", "large"},
    {"it", "1/1/10000", "large"},
    {"it", "1 gennaio 10000", "large"},
    {"it", "20171220", "wrong"},
    {"it", "99999999999999999999", "wrong"},
    /* Not dates. */
    {"it", "", "wrong"},
    {"it", "   ", "wrong"},
    {"it", "domani", "wrong"},
    {"it", "20 dicembre", "wrong"},
    {"it", "dicembre", "wrong"},
    {"it", "20/12", "wrong"},
    {"it", "12.2017", "wrong"},
    {"it", "2017.12.20", "wrong"},
    {"it", "20/12-2017", "wrong"},
    {"it", "20/12/2017/1", "wrong"},
    {"it", "20/12/", "wrong"},
    {"it", "/12/2017", "wrong"},
    {"it", "20//2017", "wrong"},
    {"it", "20/ 12/2017", "wrong"},
    {"it", "20 12 2017", "wrong"},
    {"it", "20 brumaio 2017", "wrong"},
    {"it", "20 di 2017", "wrong"},
    {"it", "20 ma 2017", "wrong"},
    {"it", "20 dicembre 2017 circa", "wrong"},
    {"it", "20 dicembre 2017-2018", "wrong"},
    {"it", "2017-2018", "wrong"},
    {"it", "2017-12-20T10:30", "wrong"},
    {"it", "120/12/2017", "wrong"},
    {"it", "20/120/2017", "wrong"},
    {"it", "2017-12-201", "wrong"},
    {"it", "+2017", "wrong"},
    {"it", "-2017", "wrong"},
    {"it", "2017,5", "wrong"},
    {"it", "dicembre 20", "wrong"},
    {"it", "\xFF", "wrong"},
};

static void dates_are_read_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const struct row *row = &dates[i];
        struct date date = {-1, 77, 77};
        struct readings both = {{"", ""}};
        struct buffer buffer = {0};
        enum reading reading =
            date_read(slice_from_string(row->text), locale_called(row->language), &date, &both);
        if (reading == READING_GOOD)
            date_write_iso(&buffer, date);
        else
            assert_int_equal(date.year, -1);
        const char *actual = shown(reading, &buffer, &both);
        if (strcmp(actual, row->expected))
            fail_msg("in %s \"%s\": expected %s, was %s", row->language, row->text, row->expected,
                     actual);
        assert_int_equal(
            date_read(slice_from_string(row->text), locale_called(row->language), &date, NULL),
            reading);
    }
    struct date date;
    assert_int_equal(date_read((struct slice){NULL, 0}, it, &date, NULL), READING_WRONG);
}

static const struct row times[] = {
    {"it", "2017-12-20T10:30", "2017-12-20T10:30:00"},
    {"it", "2017-12-20t10:30:15", "2017-12-20T10:30:15"},
    {"it", "2017-12-20 10:30:00+01:00", "2017-12-20T10:30:00+01:00"},
    {"it", "2017-12-20T10:30:00Z", "2017-12-20T10:30:00Z"},
    {"it", "2017-12-20T10:30z", "2017-12-20T10:30:00Z"},
    {"it", "2017-12-20T10:30:00.123Z", "2017-12-20T10:30:00Z"},
    {"it", "2017-12-20T10:30:00,5-05:30", "2017-12-20T10:30:00-05:30"},
    {"it", "2017-12-20 10:30 +0100", "2017-12-20T10:30:00+01:00"},
    {"it", "2017-12-20 10:30 +01", "2017-12-20T10:30:00+01:00"},
    {"it",
     "2017-12-20T10:30\xE2\x88\x92"
     "01:00",
     "2017-12-20T10:30:00-01:00"},
    {"it", "2017-12-20T00:00:00+00:00", "2017-12-20T00:00:00Z"},
    {"it", "2017-12-20T23:59:59", "2017-12-20T23:59:59"},
    {"it", "2017-12-20 9:05", "2017-12-20T09:05:00"},
    {"it", "20/12/2017 10:30", "2017-12-20T10:30:00"},
    {"it", "20 dicembre 2017, 10:30", "2017-12-20T10:30:00"},
    {"it", "20 dicembre 2017 ore 10:30", "2017-12-20T10:30:00"},
    {"it", "20 dicembre 2017, alle ore 10:30", "2017-12-20T10:30:00"},
    {"en", "20 December 2017 at 10:30", "2017-12-20T10:30:00"},
    {"en", "03/04/2020 10:30", "? 2020-04-03 10:30 or 2020-03-04 10:30"},
    {"it", "2017-12-20T24:00", "impossible"},
    {"it", "2017-12-20T10:60", "impossible"},
    {"it", "2017-12-20T10:30:60", "impossible"},
    {"it", "2017-12-20T10:30+15:00", "impossible"},
    {"it", "2017-12-20T10:30+01:60", "impossible"},
    {"it", "2017-02-30T10:30", "impossible"},
    {"it", "2017-12-20", "wrong"},
    {"it", "10:30", "wrong"},
    {"it", "2017-12T10:30", "wrong"},
    {"it", "2017 10:30", "wrong"},
    {"it", "2017-12-20T10", "wrong"},
    {"it", "2017-12-20T10:3", "wrong"},
    {"it", "2017-12-20T10:30:", "wrong"},
    {"it", "2017-12-20T10:30:5", "wrong"},
    {"it", "2017-12-20T10:30:00.", "wrong"},
    {"it", "2017-12-20T100:30", "wrong"},
    {"it", "2017-12-20T10:30 CET", "wrong"},
    {"it", "2017-12-20T10:30+1", "wrong"},
    {"it", "2017-12-20T10:30+01:0", "wrong"},
    {"it", "2017-12-20T:30", "wrong"},
    {"it", "2017-12-2010:30", "wrong"},
    {"it", "2017-12-20TT10:30", "wrong"},
    {"it", "x T10:30", "wrong"},
    {"it", ":", "wrong"},
    {"it", "", "wrong"},
    {"en", "03/04/2020 10:3", "wrong"},
};

static void times_are_read_with_and_without_a_zone(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        const struct row *row = &times[i];
        struct datetime time = {.hour = 77};
        struct readings both = {{"", ""}};
        struct buffer buffer = {0};
        enum reading reading =
            datetime_read(slice_from_string(row->text), locale_called(row->language), &time, &both);
        if (reading == READING_GOOD)
            datetime_write_iso(&buffer, time);
        else
            assert_int_equal(time.hour, 77);
        const char *actual = shown(reading, &buffer, &both);
        if (strcmp(actual, row->expected))
            fail_msg("in %s \"%s\": expected %s, was %s", row->language, row->text, row->expected,
                     actual);
    }
}

#define assert_written(expected, call)                     \
    do {                                                   \
        struct buffer out = {0};                           \
        call;                                              \
        assert_slice_equal(buffer_view(&out), (expected)); \
        buffer_release(&out);                              \
    } while (0)

static void dates_are_written_in_the_languages_way(void **state)
{
    (void)state;
    struct date date = {2017, 12, 20}, first = {2020, 1, 1}, month = {2017, 12, 0},
                year = {2017, 0, 0};
    assert_written("20 dicembre 2017", date_write(&out, date, it));
    assert_written("1 gennaio 2020", date_write(&out, first, it));
    assert_written("20 December 2017", date_write(&out, date, en));
    assert_written("December 20, 2017", date_write(&out, date, us));
    assert_written("20 de diciembre de 2017", date_write(&out, date, es));
    assert_written("20. Dezember 2017", date_write(&out, date, de));
    assert_written("20 grudnia 2017", date_write(&out, date, pl));
    assert_written("2017年12月20日", date_write(&out, date, ja));
    assert_written("dicembre 2017", date_write(&out, month, it));
    assert_written("grudzień 2017", date_write(&out, month, pl));
    assert_written("2017", date_write(&out, year, it));
    assert_written("20/12/2017", date_write_short(&out, date, it));
    assert_written("01/01/2020", date_write_short(&out, first, it));
    assert_written("01/01/2020", date_write_short(&out, first, en));
    assert_written("12/20/2017", date_write_short(&out, date, us));
    assert_written("12/2017", date_write_short(&out, month, it));
    assert_written("2017", date_write_short(&out, year, it));
    assert_written("2017-12", date_write_iso(&out, month));
    assert_written("2017", date_write_iso(&out, year));
    struct datetime time = {.date = date, .hour = 9, .minute = 5};
    assert_written("20 dicembre 2017, 09:05", datetime_write(&out, time, it));
}

static void a_quote_in_a_pattern_is_text(void **state)
{
    (void)state;
    struct locale locale = *it;
    locale.date_pattern = SLICE("d 'of the' M 'o''clock' '' MMM LLLL yy 'd");
    assert_written("5 of the 3 o'clock ' mar marzo 2020 d",
                   date_write(&out, ((struct date){2020, 3, 5}), &locale));
}

static void an_unknown_part_comes_before_a_known_one(void **state)
{
    (void)state;
    struct date order[] = {{2016, 12, 31}, {2017, 0, 0},  {2017, 1, 0}, {2017, 1, 1},
                           {2017, 1, 2},   {2017, 12, 0}, {2018, 0, 0}};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < sizeof order / sizeof *order; j++)
            assert_int_equal(date_compare(order[i], order[j]), (i > j) - (i < j));
}

static void a_time_counts_seconds_since_1970(void **state)
{
    (void)state;
    static const struct {
        struct datetime time;
        int64_t seconds;
    } moments[] = {
        {{.date = {1970, 1, 1}}, 0},
        {{.date = {1969, 12, 31}, .hour = 23, .minute = 59, .second = 59}, -1},
        {{.date = {2017, 12, 20}, .hour = 10, .minute = 30, .second = 15}, 1513765815},
        {{.date = {2000, 2, 29}}, 951782400},
        {{.date = {2038, 1, 19}, .hour = 3, .minute = 14, .second = 8}, 2147483648},
        {{.date = {1970, 1, 1}, .hour = 1, .has_zone = true, .zone_minutes = 60}, 0},
        {{.date = {1970, 0, 0}}, 0},
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        assert_int_equal(datetime_to_seconds(moments[i].time), moments[i].seconds);
    /* Every day of 400 years follows the one before. */
    int64_t seconds = datetime_to_seconds((struct datetime){.date = {1969, 12, 31}});
    for (int16_t year = 1970; year < 2370; year++)
        for (uint8_t month = 1; month <= 12; month++)
            for (uint8_t day = 1; day <= date_days_of_month(year, month); day++) {
                int64_t next = datetime_to_seconds((struct datetime){.date = {year, month, day}});
                assert_int_equal(next, seconds + 86400);
                seconds = next;
                struct date date = date_from_seconds(seconds + 86399, 0);
                assert_int_equal(date_compare(date, (struct date){year, month, day}), 0);
            }
}

static void a_moment_has_a_day_where_its_author_was(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        int zone;
        const char *day;
    } moments[] = {
        {0, 0, "1970-01-01"},
        {-1, 0, "1969-12-31"},
        {-1, 1, "1970-01-01"},
        {1513810800 - 1, 0, "2017-12-20"},
        {1513810800 - 1, 120, "2017-12-21"},
        {951782400, -60, "2000-02-28"},
        {INT64_MIN, -600, "1000-01-01"},
        {INT64_MAX, 600, "9999-12-31"},
        {253402300799, 600, "9999-12-31"},
        {-30610224000, -600, "1000-01-01"},
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct buffer text = {0};
        date_write_iso(&text, date_from_seconds(moments[i].seconds, moments[i].zone));
        assert_string_equal(buffer_string(&text), moments[i].day);
        buffer_release(&text);
    }
}

static const struct row durations[] = {
    {"it", "6 mesi", "P6M"},
    {"it", "1 anno e 6 mesi", "P1Y6M"},
    {"it", "1 anno, 6 mesi e 3 giorni", "P1Y6M3D"},
    {"it", "1 anno 6 mesi", "P1Y6M"},
    {"it", "1 anno, e 6 mesi", "P1Y6M"},
    {"it", "un anno", "P1Y"},
    {"it", "una settimana", "P1W"},
    {"it", "Un'ora", "wrong"},
    {"it", "18 MESI", "P18M"},
    {"it", "18mesi", "P18M"},
    {"it", "18\xC2\xA0mesi", "P18M"},
    {"it", " 2 settimane ", "P2W"},
    {"it", "30 giorni", "P30D"},
    {"it", "30 gg", "P30D"},
    {"it", "40 ore", "PT40H"},
    {"it", "1 ora e 30 minuti", "PT1H30M"},
    {"it", "2 giorni e 4 ore", "P2DT4H"},
    {"it", "18 months", "P18M"},
    {"en", "18 months", "P18M"},
    {"en", "1 year and 6 months", "P1Y6M"},
    {"en", "a year", "P1Y"},
    {"en", "one month", "P1M"},
    {"en", "2 weeks, 3 days", "P2W3D"},
    {"en", "4 h 30 min", "PT4H30M"},
    {"en", "6 mesi", "P6M"},
    {"fr", "6 mesi", "P6M"},
    {"it", "0 mesi", "P0D"},
    {"it", "P6M", "P6M"},
    {"it", "P1Y6M", "P1Y6M"},
    {"it", "P2W", "P2W"},
    {"it", "P10D", "P10D"},
    {"it", "PT4H30M", "PT4H30M"},
    {"it", "P1Y2M3W4DT5H6M", "P1Y2M3W4DT5H6M"},
    {"it", "p6m", "P6M"},
    {"it", "pt6m", "PT6M"},
    {"it", "P0D", "P0D"},
    {"it", "P06M", "P6M"},
    {"it", "99999 giorni", "P99999D"},
    {"it", "100000 giorni", "large"},
    {"it", "99999999999999999999 giorni", "large"},
    {"it", "P100000D", "large"},
    {"it", "P99999999999999999999D", "large"},
    {"it", "", "wrong"},
    {"it", "6", "wrong"},
    {"it", "mesi", "wrong"},
    {"it", "6 m", "wrong"},
    {"it", "sei mesi", "wrong"},
    {"it", "6 mesi e", "wrong"},
    {"it", "6 mesi,", "wrong"},
    {"it", "6 mesi circa", "wrong"},
    {"it", "6 mesi e 1 anno", "wrong"},
    {"it", "6 mesi e 6 mesi", "wrong"},
    {"it", "6 e mesi", "wrong"},
    {"it", "1,5 anni", "wrong"},
    {"it", "-6 mesi", "wrong"},
    {"it", "6-12 mesi", "wrong"},
    {"it", "e 6 mesi", "wrong"},
    {"it", "P", "wrong"},
    {"it", "PT", "wrong"},
    {"it", "P6", "wrong"},
    {"it", "P6X", "wrong"},
    {"it", "P6M1Y", "wrong"},
    {"it", "P6M6M", "wrong"},
    {"it", "P4H", "wrong"},
    {"it", "PT6D", "wrong"},
    {"it", "P6MT", "wrong"},
    {"it", "PT30S", "wrong"},
    {"it", "P1.5Y", "wrong"},
    {"it", "P-6M", "wrong"},
    {"it", "P6M ", "P6M"},
    {"it", "P 6M", "wrong"},
    {"it", "\xFF", "wrong"},
};

static void durations_are_read_in_words_and_iso(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        const struct row *row = &durations[i];
        struct duration duration = {.years = 77};
        struct readings both = {{"", ""}};
        struct buffer buffer = {0};
        enum reading reading = duration_read(slice_from_string(row->text),
                                             locale_called(row->language), &duration, &both);
        if (reading == READING_GOOD)
            duration_write_iso(&buffer, duration);
        else
            assert_int_equal(duration.years, 77);
        const char *actual = shown(reading, &buffer, &both);
        if (strcmp(actual, row->expected))
            fail_msg("\"%s\": expected %s, was %s", row->text, row->expected, actual);
    }
}

static void durations_are_written_in_words(void **state)
{
    (void)state;
    struct duration six = {.months = 6}, long_one = {.years = 1, .months = 6, .days = 1};
    assert_written("6 mesi", duration_write(&out, six, it));
    assert_written("6 months", duration_write(&out, six, en));
    assert_written("1 mese", duration_write(&out, (struct duration){.months = 1}, it));
    assert_written("1 anno e 6 mesi",
                   duration_write(&out, ((struct duration){.years = 1, .months = 6}), it));
    assert_written("1 anno, 6 mesi e 1 giorno", duration_write(&out, long_one, it));
    assert_written("1 year, 6 months and 1 day", duration_write(&out, long_one, en));
    assert_written("1.000 giorni", duration_write(&out, (struct duration){.days = 1000}, it));
    assert_written("4 ore e 30 minuti",
                   duration_write(&out, ((struct duration){.hours = 4, .minutes = 30}), it));
    assert_written("2 weeks", duration_write(&out, (struct duration){.weeks = 2}, en));
    assert_written("0 giorni", duration_write(&out, (struct duration){0}, it));
    assert_written("0 days", duration_write(&out, (struct duration){0}, en));
    assert_written("6\xC2\xA0mois", duration_write(&out, six, fr));
    assert_written("1\xC2\xA0"
                   "an, 6\xC2\xA0mois et 1\xC2\xA0jour",
                   duration_write(&out, long_one, fr));
    assert_written("6 miesięcy", duration_write(&out, six, pl));
    assert_written("1 Jahr, 6 Monate und 1 Tag", duration_write(&out, long_one, de));
}

static void durations_sort_by_days(void **state)
{
    (void)state;
    assert_true(duration_days((struct duration){.months = 12}) > 365);
    assert_true(duration_days((struct duration){.months = 6}) >
                duration_days((struct duration){.weeks = 26}));
    assert_true(duration_days((struct duration){.hours = 25}) >
                duration_days((struct duration){.days = 1}));
    assert_float_equal(duration_days((struct duration){.weeks = 1, .days = 1}), 8, 0.0001);
    assert_float_equal(duration_days((struct duration){0}), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_people_write_them),
        cmocka_unit_test(times_are_read_with_and_without_a_zone),
        cmocka_unit_test(dates_are_written_in_the_languages_way),
        cmocka_unit_test(a_quote_in_a_pattern_is_text),
        cmocka_unit_test(an_unknown_part_comes_before_a_known_one),
        cmocka_unit_test(a_time_counts_seconds_since_1970),
        cmocka_unit_test(a_moment_has_a_day_where_its_author_was),
        cmocka_unit_test(durations_are_read_in_words_and_iso),
        cmocka_unit_test(durations_are_written_in_words),
        cmocka_unit_test(durations_sort_by_days),
    };
    return cmocka_run_group_tests(tests, open_locales, close_locales);
}
