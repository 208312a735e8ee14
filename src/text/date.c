#include "text/date.h"

#define SECONDS_A_DAY 86400

/* ---- the calendar ------------------------------------------------------- */

unsigned date_days_of_month(int year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01, in eras of 400 years that start in March
 * (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_date(struct date date)
{
    int64_t month = date.month ? date.month : 1, day = date.day ? date.day : 1;
    int64_t year = date.year - (month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* The same the other way round. */
static struct date date_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day = days - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    day -= (153 * month + 2) / 5;
    month += month < 10 ? 3 : -9;
    return (struct date){(int16_t)(year + era * 400 + (month <= 2)), (uint8_t)month,
                         (uint8_t)(day + 1)};
}

struct date date_from_seconds(int64_t seconds, int zone_minutes)
{
    static const int64_t first = -30610224000, last = 253402300799;
    if (seconds < first || seconds > last) /* before anything is added to it */
        return date_from_days((seconds < first ? first : last - SECONDS_A_DAY + 1) / SECONDS_A_DAY);
    seconds += zone_minutes * 60;
    seconds = seconds < first ? first : seconds > last ? last : seconds;
    return date_from_days((seconds - (seconds < 0 ? SECONDS_A_DAY - 1 : 0)) / SECONDS_A_DAY);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int64_t datetime_to_seconds(struct datetime time)
{
    int64_t zone = time.has_zone ? time.zone_minutes * 60 : 0;
    return days_from_date(time.date) * SECONDS_A_DAY + time.hour * 3600 + time.minute * 60 +
           time.second - zone;
}

/* ---- writing ------------------------------------------------------------ */

void date_write_iso(struct buffer *out, struct date date)
{
    buffer_format(out, "%04d", date.year);
    if (date.month)
        buffer_format(out, "-%02u", date.month);
    if (date.month && date.day)
        buffer_format(out, "-%02u", date.day);
}

static void write_padded(struct buffer *out, unsigned number, size_t width)
{
    if (width > 1 && number < 10)
        buffer_add_byte(out, '0');
    buffer_add_integer(out, number);
}

static void write_field(struct buffer *out, char letter, size_t width, struct date date,
                        const struct locale *locale)
{
    if (letter == 'y')
        buffer_add_integer(out, date.year);
    else if (letter == 'd')
        write_padded(out, date.day, width);
    else if (width < 3)
        write_padded(out, date.month, width);
    else if (width == 3)
        buffer_add(out, locale->month_short[date.month - 1]);
    else if (letter == 'L')
        buffer_add(out, locale->month_alone[date.month - 1]);
    else
        buffer_add(out, locale->month[date.month - 1]);
}

/* A pattern of Unicode Technical Standard #35, part 4: letters are fields, text in
 * single quotes and all the rest stands as it is. */
static void write_pattern(struct buffer *out, struct slice pattern, struct date date,
                          const struct locale *locale)
{
    bool quoted = false;
    for (size_t i = 0; i < pattern.len;) {
        char c = pattern.ptr[i];
        size_t width = 1;
        while (i + width < pattern.len && pattern.ptr[i + width] == c)
            width++;
        if (c == '\'') {
            for (size_t pair = width / 2; pair > 0; pair--)
                buffer_add_byte(out, '\'');
            quoted ^= width % 2;
        } else if (!quoted && (c == 'y' || c == 'M' || c == 'L' || c == 'd')) {
            write_field(out, c, width, date, locale);
        } else {
            buffer_add_repeated(out, c, width);
        }
        i += width;
    }
}

void date_write(struct buffer *out, struct date date, const struct locale *locale)
{
    if (!date.month)
        buffer_add_integer(out, date.year);
    else
        write_pattern(out, date.day ? locale->date_pattern : locale->month_pattern, date, locale);
}

void date_write_short(struct buffer *out, struct date date, const struct locale *locale)
{
    if (date.month && date.day)
        write_pattern(out, locale->short_pattern, date, locale);
    else if (date.month)
        buffer_format(out, "%02u/%04d", date.month, date.year);
    else
        buffer_add_integer(out, date.year);
}

void datetime_write_iso(struct buffer *out, struct datetime time)
{
    date_write_iso(out, time.date);
    buffer_format(out, "T%02u:%02u:%02u", time.hour, time.minute, time.second);
    if (!time.has_zone)
        return;
    int minutes = time.zone_minutes < 0 ? -time.zone_minutes : time.zone_minutes;
    if (minutes)
        buffer_format(out, "%c%02d:%02d", time.zone_minutes < 0 ? '-' : '+', minutes / 60,
                      minutes % 60);
    else
        buffer_add_byte(out, 'Z');
}

void datetime_write(struct buffer *out, struct datetime time, const struct locale *locale)
{
    date_write(out, time.date, locale);
    buffer_format(out, ", %02u:%02u", time.hour, time.minute);
}
