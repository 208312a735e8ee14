/* Reading of dates and times (date.h). */
#include "text/date.h"

#include "text/utf8.h"

#include <stdio.h>

#define YEAR_MIN         1000
#define NAME_BYTES_MAX   64
#define ZONE_MINUTES_MAX (14 * 60)

/* ---- pieces ------------------------------------------------------------- */

struct digits {
    unsigned value; /* of the first nine */
    size_t len;
};

static struct digits take_digits(struct slice *rest)
{
    struct digits digits = {0, 0};
    while (digits.len < rest->len && (unsigned char)(rest->ptr[digits.len] - '0') < 10) {
        if (digits.len < 9)
            digits.value = digits.value * 10 + (unsigned)(rest->ptr[digits.len] - '0');
        digits.len++;
    }
    *rest = slice_after(*rest, digits.len);
    return digits;
}

static bool take_byte(struct slice *rest, char byte)
{
    if (!rest->len || *rest->ptr != byte)
        return false;
    *rest = slice_after(*rest, 1);
    return true;
}

static bool take_space(struct slice *rest)
{
    size_t len = rest->len;
    for (;;) {
        if (slice_starts_with(*rest, SLICE("\xC2\xA0")))
            *rest = slice_after(*rest, 2);
        else if (!take_byte(rest, ' ') && !take_byte(rest, '\t'))
            return rest->len < len;
    }
}

/* What may stand between the parts of a date in words: a dash, or a point or
 * a comma and spaces. */
static void take_gap(struct slice *rest)
{
    if (take_byte(rest, '-') || take_byte(rest, '/'))
        return;
    take_byte(rest, '.');
    take_byte(rest, ',');
    take_space(rest);
}

/* A run of letters, folded. */
static struct slice take_word(struct slice *rest, char folded[NAME_BYTES_MAX])
{
    struct slice start = *rest, next = *rest;
    uint32_t c;
    while (utf8_next(&next, &c) && (utf8_is_letter(c) || utf8_is_mark(c)))
        *rest = next;
    start.len -= rest->len;
    return slice_from(folded, utf8_fold_to(start, folded, NAME_BYTES_MAX));
}

/* ---- months ------------------------------------------------------------- */

static const struct {
    struct slice italian, english;
} month_names[12] = {
    {SLICE_INIT("gennaio"), SLICE_INIT("january")},
    {SLICE_INIT("febbraio"), SLICE_INIT("february")},
    {SLICE_INIT("marzo"), SLICE_INIT("march")},
    {SLICE_INIT("aprile"), SLICE_INIT("april")},
    {SLICE_INIT("maggio"), SLICE_INIT("may")},
    {SLICE_INIT("giugno"), SLICE_INIT("june")},
    {SLICE_INIT("luglio"), SLICE_INIT("july")},
    {SLICE_INIT("agosto"), SLICE_INIT("august")},
    {SLICE_INIT("settembre"), SLICE_INIT("september")},
    {SLICE_INIT("ottobre"), SLICE_INIT("october")},
    {SLICE_INIT("novembre"), SLICE_INIT("november")},
    {SLICE_INIT("dicembre"), SLICE_INIT("december")},
};

static bool is_name(struct slice word, struct slice name)
{
    char folded[NAME_BYTES_MAX];
    struct slice other = slice_from(folded, utf8_fold_to(name, folded, sizeof folded));
    if (slice_ends_with(other, SLICE("."))) /* the language's abbreviation, "sept." */
        other.len--;
    return slice_equal(word, other);
}

/* 1 to 12, or 0. The language's own names come first; Italian and English
 * ones, whole or cut after three letters or more, are known in any. */
static unsigned find_month(struct slice word, const struct locale *locale)
{
    struct slice language = locale_primary(locale);
    bool is_other = !slice_equal(language, SLICE("it")) && !slice_equal(language, SLICE("en"));
    for (unsigned i = 0; is_other && i < 12; i++)
        if (is_name(word, locale->month[i]) || is_name(word, locale->month_short[i]) ||
            is_name(word, locale->month_alone[i]))
            return i + 1;
    if (word.len < 3)
        return 0;
    for (unsigned i = 0; i < 12; i++)
        if (slice_starts_with(month_names[i].italian, word) ||
            slice_starts_with(month_names[i].english, word))
            return i + 1;
    return 0;
}

/* ---- dates -------------------------------------------------------------- */

static enum reading check_year(struct digits year)
{
    if (year.len == 4)
        return year.value >= YEAR_MIN ? READING_GOOD : READING_WRONG;
    return year.len == 5 || year.len == 6 ? READING_TOO_LARGE : READING_WRONG;
}

/* A month of length 0 is unknown, a day likewise. */
static enum reading complete(struct digits year, struct digits month, struct digits day,
                             struct date *date)
{
    if (month.len > 2 || day.len > 2)
        return READING_WRONG;
    enum reading reading = check_year(year);
    if (reading != READING_GOOD)
        return reading;
    if (month.len && (month.value < 1 || month.value > 12))
        return READING_IMPOSSIBLE;
    if (day.len && (day.value < 1 || day.value > date_days_of_month((int)year.value, month.value)))
        return READING_IMPOSSIBLE;
    *date = (struct date){(int16_t)year.value, (uint8_t)month.value, (uint8_t)day.value};
    return READING_GOOD;
}

static enum reading complete_numeric(struct digits first, struct digits second, struct digits year,
                                     const struct locale *locale, struct date *date,
                                     struct readings *readings)
{
    bool either = locale->month_first || slice_equal(locale_primary(locale), SLICE("en"));
    struct date day_first, month_first;
    enum reading reading = complete(year, second, first, &day_first);
    if (!either || reading == READING_WRONG || reading == READING_TOO_LARGE) {
        if (reading == READING_GOOD)
            *date = day_first;
        return reading;
    }
    enum reading other = complete(year, first, second, &month_first);
    if (reading == READING_GOOD && other == READING_GOOD &&
        date_compare(day_first, month_first) != 0) {
        for (int i = 0; readings && i < 2; i++) {
            struct date shown = (i == 0) == locale->month_first ? month_first : day_first;
            snprintf(readings->text[i], sizeof readings->text[i], "%04d-%02u-%02u", shown.year,
                     shown.month, shown.day);
        }
        return READING_AMBIGUOUS;
    }
    if (reading != READING_GOOD && other != READING_GOOD)
        return reading;
    *date = reading == READING_GOOD ? day_first : month_first;
    return READING_GOOD;
}

/* "2017", "2017-12", "12/2017", "2017-12-20", "20/12/2017": the first number is taken. */
static enum reading read_numeric(struct digits first, struct slice rest,
                                 const struct locale *locale, struct date *date,
                                 struct readings *readings)
{
    static const struct digits unknown = {0, 0};
    if (!rest.len)
        return complete(first, unknown, unknown, date);
    char separator = *rest.ptr;
    if (separator != '-' && separator != '/' && separator != '.')
        return READING_WRONG;
    take_byte(&rest, separator);
    struct digits second = take_digits(&rest);
    if (!second.len)
        return READING_WRONG;
    if (!rest.len) {
        if (separator == '.') /* rather a number */
            return READING_WRONG;
        return first.len > 2 ? complete(first, second, unknown, date)
                             : complete(second, first, unknown, date);
    }
    if (!take_byte(&rest, separator))
        return READING_WRONG;
    struct digits third = take_digits(&rest);
    if (!third.len || rest.len)
        return READING_WRONG;
    if (first.len > 2)
        return separator == '.' ? READING_WRONG : complete(first, second, third, date);
    return complete_numeric(first, second, third, locale, date, readings);
}

/* "1º", "1°", "1ª", "1st", "1er"; the point of "20." goes with the gap. */
static void take_ordinal(struct slice *rest)
{
    static const struct slice endings[] = {
        SLICE_INIT("\xC2\xBA"), SLICE_INIT("\xC2\xB0"), SLICE_INIT("\xC2\xAA"), SLICE_INIT("st"),
        SLICE_INIT("nd"),       SLICE_INIT("rd"),       SLICE_INIT("th"),       SLICE_INIT("er"),
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct slice start = slice_sub(*rest, 0, endings[i].len);
        if (!slice_equal_ignoring_case(start, endings[i]))
            continue;
        *rest = slice_after(*rest, endings[i].len);
        return;
    }
}

static bool is_connector(struct slice word)
{
    return slice_equal_string(word, "de") || slice_equal_string(word, "del") ||
           slice_equal_string(word, "of");
}

/* The word after an optional "of". */
static struct slice take_name(struct slice *rest, char folded[NAME_BYTES_MAX])
{
    struct slice word = take_word(rest, folded);
    if (!is_connector(word))
        return word;
    take_gap(rest);
    return take_word(rest, folded);
}

/* "20 dicembre 2017", "December 20, 2017", "dicembre 2017": a day that came before the month
 * is taken. */
static enum reading read_in_words(struct digits day, struct slice rest, const struct locale *locale,
                                  struct date *date)
{
    char folded[NAME_BYTES_MAX];
    if (day.len) {
        take_ordinal(&rest);
        take_gap(&rest);
    }
    unsigned found = find_month(take_name(&rest, folded), locale);
    if (!found)
        return READING_WRONG;
    struct digits month = {found, 1}, year;
    take_gap(&rest);
    struct slice after_connector = rest;
    if (is_connector(take_word(&after_connector, folded))) {
        rest = after_connector;
        take_gap(&rest);
    }
    year = take_digits(&rest);
    if (!day.len && rest.len && year.len && year.len <= 2) {
        day = year;
        take_ordinal(&rest);
        take_gap(&rest);
        year = take_digits(&rest);
    }
    return rest.len ? READING_WRONG : complete(year, month, day, date);
}

static struct slice trim(struct slice text)
{
    text = slice_trim(text);
    take_space(&text);
    while (slice_ends_with(text, SLICE("\xC2\xA0"))) {
        text.len -= 2;
        text = slice_trim(text);
    }
    return text;
}

enum reading date_read(struct slice text, const struct locale *locale, struct date *date,
                       struct readings *readings)
{
    struct slice rest = trim(text);
    struct digits first = take_digits(&rest);
    bool numeric = first.len && (!rest.len || (rest.len > 1 && *rest.ptr != ' ' &&
                                               (unsigned char)(rest.ptr[1] - '0') < 10));
    return numeric ? read_numeric(first, rest, locale, date, readings)
                   : read_in_words(first, rest, locale, date);
}

/* ---- times -------------------------------------------------------------- */

/* "+01:00", "+0100", "+01", "Z"; nothing at all is no zone. */
static enum reading read_zone(struct slice rest, struct datetime *time)
{
    take_space(&rest);
    if (!rest.len)
        return READING_GOOD;
    time->has_zone = true;
    if (rest.len == 1 && (*rest.ptr | 0x20) == 'z')
        return READING_GOOD;
    bool west = *rest.ptr == '-';
    if (!take_byte(&rest, '+') && !take_byte(&rest, '-')) {
        if (!slice_starts_with(rest, SLICE("\xE2\x88\x92"))) /* the minus sign */
            return READING_WRONG;
        rest = slice_after(rest, 3);
        west = true;
    }
    struct digits hours = take_digits(&rest), minutes = {0, 2};
    if (take_byte(&rest, ':')) {
        minutes = take_digits(&rest);
    } else if (hours.len == 4) {
        minutes.value = hours.value % 100;
        hours = (struct digits){hours.value / 100, 2};
    }
    if (hours.len != 2 || minutes.len != 2 || rest.len)
        return READING_WRONG;
    unsigned offset = hours.value * 60 + minutes.value;
    if (minutes.value > 59 || offset > ZONE_MINUTES_MAX)
        return READING_IMPOSSIBLE;
    time->zone_minutes = (int16_t)(west ? -(int)offset : (int)offset);
    return READING_GOOD;
}

static enum reading read_time(struct slice rest, struct datetime *time)
{
    struct digits hour = take_digits(&rest), minute = {0, 0}, second = {0, 2};
    if (take_byte(&rest, ':'))
        minute = take_digits(&rest);
    if (take_byte(&rest, ':')) {
        second = take_digits(&rest);
        bool has_fraction = take_byte(&rest, '.') || take_byte(&rest, ',');
        if (has_fraction && !take_digits(&rest).len)
            return READING_WRONG;
    }
    if (!hour.len || hour.len > 2 || minute.len != 2 || second.len != 2)
        return READING_WRONG;
    enum reading reading = read_zone(rest, time);
    if (reading != READING_GOOD)
        return reading;
    if (hour.value > 23 || minute.value > 59 || second.value > 59)
        return READING_IMPOSSIBLE;
    time->hour = (uint8_t)hour.value;
    time->minute = (uint8_t)minute.value;
    time->second = (uint8_t)second.value;
    return READING_GOOD;
}

/* Takes off what joins a date to a time: "T", a comma, "ore", "alle", "at". False where
 * nothing does. */
static bool drop_joint(struct slice *date)
{
    static const struct slice words[] = {SLICE_INIT("ore"), SLICE_INIT("alle"), SLICE_INIT("at")};
    struct slice rest = *date;
    if (rest.len > 1 && (rest.ptr[rest.len - 1] | 0x20) == 't' &&
        (unsigned char)(rest.ptr[rest.len - 2] - '0') < 10) {
        date->len--;
        return true;
    }
    rest = trim(rest);
    bool joined = rest.len < date->len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!slice_ends_with(rest, words[i]))
            continue;
        struct slice before = trim(slice_sub(rest, 0, rest.len - words[i].len));
        if (before.len + words[i].len < rest.len)
            rest = before;
    }
    if (slice_ends_with(rest, SLICE(",")))
        rest.len--;
    *date = rest;
    return joined;
}

enum reading datetime_read(struct slice text, const struct locale *locale, struct datetime *time,
                           struct readings *readings)
{
    text = trim(text);
    size_t start = slice_find_byte(text, ':');
    if (start == SLICE_NOT_FOUND)
        return READING_WRONG;
    while (start > 0 && (unsigned char)(text.ptr[start - 1] - '0') < 10)
        start--;
    struct datetime read = {.hour = 0};
    struct slice day = slice_sub(text, 0, start);
    if (!drop_joint(&day))
        return READING_WRONG;
    enum reading reading = date_read(day, locale, &read.date, readings);
    if (reading == READING_GOOD && !read.date.day)
        return READING_WRONG;
    enum reading of_time = read_time(slice_after(text, start), &read);
    if (of_time == READING_WRONG || reading == READING_GOOD)
        reading = of_time;
    for (int i = 0; reading == READING_AMBIGUOUS && readings && i < 2; i++)
        snprintf(readings->text[i] + 10, sizeof readings->text[i] - 10, " %02u:%02u", read.hour,
                 read.minute);
    if (reading == READING_GOOD)
        *time = read;
    return reading;
}
