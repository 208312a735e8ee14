/*
 * date.h - calendar dates, times and lengths of time, read as people write them.
 *
 * Dates are of the Gregorian calendar, year 1000 to 9999, and may be known to the
 * year or the month alone. Reading takes
 *
 *     2017-12-20   20/12/2017   20.12.2017   20-12-2017   20 dicembre 2017   December 20, 2017
 *     2017-12      12/2017      dicembre 2017
 *     2017
 *
 * Day before month, as Italian and British writers have it. In a language that
 * puts the month first, or in English, "03/04/2020" (both parts 12 or less, and
 * different) is ambiguous. In Italian it is 3 April.
 *
 * Durations are ISO 8601 (P6M, P1Y6M, P2W, P10D, PT4H30M) or words: "6 mesi",
 * "1 anno e 6 mesi", "18 months", "2 settimane", "30 giorni", "40 ore".
 */
#ifndef SCHEDARIO_TEXT_DATE_H
#define SCHEDARIO_TEXT_DATE_H

#include "text/number.h"

struct date {
    int16_t year;
    uint8_t month; /* 1 to 12; 0: known to the year */
    uint8_t day;   /* 1 to 31; 0: known to the month */
};

struct datetime {
    struct date date;
    uint8_t hour, minute, second;
    bool has_zone;
    int16_t zone_minutes; /* east of UTC */
};

struct duration {
    uint32_t years, months, weeks, days, hours, minutes;
};

enum reading date_read(struct slice text, const struct locale *locale, struct date *date,
                       struct readings *readings);
/* RFC 3339 and ISO 8601: "2017-12-20T10:30", "2017-12-20 10:30:00+01:00", "…Z". */
enum reading datetime_read(struct slice text, const struct locale *locale, struct datetime *time,
                           struct readings *readings);
enum reading duration_read(struct slice text, const struct locale *locale,
                           struct duration *duration, struct readings *readings);

/* "2017-12-20", "2017-12" or "2017". */
void date_write_iso(struct buffer *out, struct date date);
/* "20 dicembre 2017", "20 December 2017", "dicembre 2017", "2017". */
void date_write(struct buffer *out, struct date date, const struct locale *locale);
/* "20/12/2017". */
void date_write_short(struct buffer *out, struct date date, const struct locale *locale);
void datetime_write_iso(struct buffer *out, struct datetime time);
/* "20 dicembre 2017, 10:30". */
void datetime_write(struct buffer *out, struct datetime time, const struct locale *locale);
/* "P1Y6M". */
void duration_write_iso(struct buffer *out, struct duration duration);
/* "1 anno e 6 mesi", "6 months". Italian and English; other languages by ICU. */
void duration_write(struct buffer *out, struct duration duration, const struct locale *locale);

/* An unknown month or day comes before a known one. */
int date_compare(struct date a, struct date b);
/* 28 to 31. */
unsigned date_days_of_month(int year, unsigned month);
/* In days, a month counted as 30.44 and a year as 365.25: for sorting only. */
double duration_days(struct duration duration);
/* Since 1970-01-01 UTC; a time without a zone is taken as UTC. For sorting. */
int64_t datetime_to_seconds(struct datetime time);
/* The day of a moment, in seconds since 1970-01-01, somewhere east of UTC; before the year 1000 and after
 * 9999 the first and the last day that there is. */
struct date date_from_seconds(int64_t seconds, int zone_minutes);

#endif
