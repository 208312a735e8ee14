/* Lengths of time (date.h). */
#include "text/date.h"

#include "text/utf8.h"

#include <string.h>
#include <unicode/ulistformatter.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define UNITS          6
#define COUNT_MAX      99999
#define NAME_BYTES_MAX 64

/* From the longest to the shortest, as ISO 8601 orders them. */
static const struct unit {
    struct slice italian[2]; /* one, many */
    struct slice english[2];
    struct slice short_names[3];
    char designator;
    bool of_time;         /* behind the T */
    const char *skeleton; /* of ICU */
    double days;
} units[UNITS] = {
    {{SLICE_INIT("anno"), SLICE_INIT("anni")},
     {SLICE_INIT("year"), SLICE_INIT("years")},
     {SLICE_INIT("yr"), SLICE_INIT("yrs")},
     'Y',
     false,
     "unit/year unit-width-full-name",
     365.25},
    {{SLICE_INIT("mese"), SLICE_INIT("mesi")},
     {SLICE_INIT("month"), SLICE_INIT("months")},
     {{NULL, 0}},
     'M',
     false,
     "unit/month unit-width-full-name",
     30.44},
    {{SLICE_INIT("settimana"), SLICE_INIT("settimane")},
     {SLICE_INIT("week"), SLICE_INIT("weeks")},
     {{NULL, 0}},
     'W',
     false,
     "unit/week unit-width-full-name",
     7},
    {{SLICE_INIT("giorno"), SLICE_INIT("giorni")},
     {SLICE_INIT("day"), SLICE_INIT("days")},
     {SLICE_INIT("gg"), SLICE_INIT("g")},
     'D',
     false,
     "unit/day unit-width-full-name",
     1},
    {{SLICE_INIT("ora"), SLICE_INIT("ore")},
     {SLICE_INIT("hour"), SLICE_INIT("hours")},
     {SLICE_INIT("h")},
     'H',
     true,
     "unit/hour unit-width-full-name",
     1.0 / 24},
    {{SLICE_INIT("minuto"), SLICE_INIT("minuti")},
     {SLICE_INIT("minute"), SLICE_INIT("minutes")},
     {SLICE_INIT("min")},
     'M',
     true,
     "unit/minute unit-width-full-name",
     1.0 / 1440},
};

static uint32_t *part_of(struct duration *duration, size_t unit)
{
    uint32_t *parts[UNITS] = {&duration->years, &duration->months, &duration->weeks,
                              &duration->days,  &duration->hours,  &duration->minutes};
    return parts[unit];
}

/* ---- reading ------------------------------------------------------------ */

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* False where there is no digit. Past COUNT_MAX the value is COUNT_MAX + 1. */
static bool take_count(struct slice *rest, uint32_t *count)
{
    size_t len = 0;
    *count = 0;
    for (; len < rest->len && is_digit(rest->ptr[len]); len++)
        if (*count <= COUNT_MAX)
            *count = *count * 10 + (uint32_t)(rest->ptr[len] - '0');
    *rest = slice_after(*rest, len);
    if (*count > COUNT_MAX)
        *count = COUNT_MAX + 1;
    return len > 0;
}

/* P, then counts with their letters in order; T before those of time. */
static enum reading read_iso(struct slice rest, struct duration *duration)
{
    size_t next = 0;
    bool of_time = false, large = false;
    rest = slice_after(rest, 1);
    while (rest.len) {
        if (!of_time && (*rest.ptr | 0x20) == 't') {
            of_time = true;
            rest = slice_after(rest, 1);
        }
        uint32_t count;
        if (!take_count(&rest, &count) || !rest.len)
            return READING_WRONG;
        while (next < UNITS && (units[next].of_time != of_time ||
                                (units[next].designator | 0x20) != (*rest.ptr | 0x20)))
            next++;
        if (next == UNITS)
            return READING_WRONG;
        large |= count > COUNT_MAX;
        *part_of(duration, next++) = count;
        rest = slice_after(rest, 1);
    }
    if (!next)
        return READING_WRONG;
    return large ? READING_TOO_LARGE : READING_GOOD;
}

static void take_space(struct slice *rest)
{
    for (;;) {
        size_t len = slice_starts_with(*rest, SLICE("\xC2\xA0"))              ? 2
                     : rest->len && (*rest->ptr == ' ' || *rest->ptr == '\t') ? 1
                                                                              : 0;
        if (!len)
            return;
        *rest = slice_after(*rest, len);
    }
}

static struct slice take_word(struct slice *rest, char folded[NAME_BYTES_MAX])
{
    struct slice start = *rest, next = *rest;
    uint32_t c;
    while (utf8_next(&next, &c) && utf8_is_letter(c))
        *rest = next;
    start.len -= rest->len;
    return slice_from(folded, utf8_fold_to(start, folded, NAME_BYTES_MAX));
}

static bool is_word_in(struct slice word, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (slice_equal_string(word, words[i]))
            return true;
    return false;
}

/* Digits, or the word for one. */
static bool take_counting(struct slice *rest, uint32_t *count)
{
    static const char *const ones[] = {"un", "uno", "una", "a", "an", "one", NULL};
    char folded[NAME_BYTES_MAX];
    if (take_count(rest, count))
        return true;
    *count = 1;
    return is_word_in(take_word(rest, folded), ones);
}

/* UNITS where the word is none. */
static size_t find_unit(struct slice word)
{
    size_t unit = word.len ? 0 : UNITS;
    for (; unit < UNITS; unit++) {
        const struct unit *u = &units[unit];
        for (size_t i = 0; i < 3; i++)
            if ((i < 2 && (slice_equal(word, u->italian[i]) || slice_equal(word, u->english[i]))) ||
                slice_equal(word, u->short_names[i]))
                return unit;
    }
    return unit;
}

/* What may stand between "1 anno" and "6 mesi". */
static void take_joint(struct slice *rest)
{
    static const char *const words[] = {"e", "ed", "and", NULL};
    char folded[NAME_BYTES_MAX];
    take_space(rest);
    if (rest->len && *rest->ptr == ',')
        *rest = slice_after(*rest, 1);
    take_space(rest);
    struct slice after = *rest;
    if (is_word_in(take_word(&after, folded), words)) {
        *rest = after;
        take_space(rest);
    }
}

/* Counts with their words, from the longest unit to the shortest, each once at the most. */
static enum reading read_words(struct slice rest, struct duration *duration)
{
    char folded[NAME_BYTES_MAX];
    size_t next = 0;
    bool large = false;
    do {
        uint32_t count;
        if (!take_counting(&rest, &count))
            return READING_WRONG;
        take_space(&rest);
        size_t unit = find_unit(take_word(&rest, folded));
        if (unit == UNITS || unit < next)
            return READING_WRONG;
        next = unit + 1;
        large |= count > COUNT_MAX;
        *part_of(duration, unit) = count;
        if (rest.len)
            take_joint(&rest);
        else
            return large ? READING_TOO_LARGE : READING_GOOD;
    } while (rest.len);
    return READING_WRONG; /* an "and" with nothing behind it */
}

enum reading duration_read(struct slice text, const struct locale *locale,
                           struct duration *duration, struct readings *readings)
{
    (void)locale; /* Italian and English words are known in every language */
    (void)readings;
    struct duration read = {0};
    text = slice_trim(text);
    bool iso = text.len > 1 && (*text.ptr | 0x20) == 'p' &&
               (is_digit(text.ptr[1]) || (text.ptr[1] | 0x20) == 't');
    enum reading reading = iso ? read_iso(text, &read) : read_words(text, &read);
    if (reading == READING_GOOD)
        *duration = read;
    return reading;
}

/* ---- writing ------------------------------------------------------------ */

void duration_write_iso(struct buffer *out, struct duration duration)
{
    bool empty = true, of_time = false;
    buffer_add_byte(out, 'P');
    for (size_t unit = 0; unit < UNITS; unit++) {
        uint32_t count = *part_of(&duration, unit);
        if (!count)
            continue;
        if (units[unit].of_time && !of_time)
            buffer_add_byte(out, 'T');
        of_time = units[unit].of_time;
        empty = false;
        buffer_add_integer(out, count);
        buffer_add_byte(out, units[unit].designator);
    }
    if (empty)
        buffer_add_string(out, "0D");
}

/* The units that are not zero; days where all are. */
static size_t list_units(struct duration duration, size_t listed[UNITS])
{
    size_t count = 0;
    for (size_t unit = 0; unit < UNITS; unit++)
        if (*part_of(&duration, unit))
            listed[count++] = unit;
    if (!count)
        listed[count++] = 3;
    return count;
}

static void write_words(struct buffer *out, struct duration duration, const struct locale *locale,
                        bool italian)
{
    size_t listed[UNITS], count = list_units(duration, listed);
    for (size_t i = 0; i < count; i++) {
        const struct unit *unit = &units[listed[i]];
        uint32_t number = *part_of(&duration, listed[i]);
        if (i > 0)
            buffer_add_string(out, i + 1 < count ? ", " : italian ? " e " : " and ");
        decimal_write(out, decimal_from_integer(number), locale);
        buffer_add_byte(out, ' ');
        buffer_add(out, (italian ? unit->italian : unit->english)[number != 1]);
    }
}

static int32_t format_unit(uint32_t number, size_t unit, const char *language, UChar *text,
                           int32_t capacity, UErrorCode *status)
{
    UChar skeleton[NAME_BYTES_MAX];
    u_uastrcpy(skeleton, units[unit].skeleton);
    UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(skeleton, -1, language, status);
    UFormattedNumber *formatted = unumf_openResult(status);
    unumf_formatInt(formatter, number, formatted, status);
    int32_t length = unumf_resultToString(formatted, text, capacity, status);
    unumf_closeResult(formatted);
    unumf_close(formatter);
    return length;
}

static bool write_by_icu(struct buffer *out, struct duration duration, const struct locale *locale)
{
    UChar texts[UNITS][NAME_BYTES_MAX], joined[UNITS * NAME_BYTES_MAX];
    const UChar *strings[UNITS];
    int32_t lengths[UNITS];
    char language[NAME_BYTES_MAX];
    if (locale->language.len >= sizeof language)
        return false;
    memcpy(language, locale->language.ptr, locale->language.len);
    language[locale->language.len] = '\0';
    UErrorCode status = U_ZERO_ERROR;
    size_t listed[UNITS], count = list_units(duration, listed);
    for (size_t i = 0; i < count; i++) {
        strings[i] = texts[i];
        lengths[i] = format_unit(*part_of(&duration, listed[i]), listed[i], language, texts[i],
                                 NAME_BYTES_MAX, &status);
    }
    UListFormatter *list = ulistfmt_open(language, &status);
    int32_t length = ulistfmt_format(list, strings, lengths, (int32_t)count, joined,
                                     UNITS * NAME_BYTES_MAX, &status);
    ulistfmt_close(list);
    if (U_FAILURE(status))
        return false;
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(joined, i, length, c);
        utf8_add(out, (uint32_t)c);
    }
    return true;
}

void duration_write(struct buffer *out, struct duration duration, const struct locale *locale)
{
    struct slice language = locale_primary(locale);
    bool italian = slice_equal(language, SLICE("it"));
    if (!italian && !slice_equal(language, SLICE("en")) && write_by_icu(out, duration, locale))
        return;
    write_words(out, duration, locale, italian);
}

double duration_days(struct duration duration)
{
    double days = 0;
    for (size_t unit = 0; unit < UNITS; unit++)
        days += *part_of(&duration, unit) * units[unit].days;
    return days;
}
