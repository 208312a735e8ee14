#include "template/filters.h"

#include "content/schema.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct locale *page_locale(const struct library_call *call)
{
    if (!call->runtime->context->locale)
        library_fail(call, "the page has no language", "la pagina non ha una lingua");
    return call->runtime->context->locale;
}

/* ------------------------------------------------------------------ numbers */

struct data filter_abs(const struct library_call *call)
{
    struct data number;
    if (!data_to_number(filter_subject(call), &number))
        library_fail_kind(call, filter_subject(call));
    if (number.kind == DATA_NUMBER)
        number.as.number = fabs(number.as.number);
    else if (number.as.integer < 0 && number.as.integer != INT64_MIN)
        number.as.integer = -number.as.integer;
    return number;
}

/* The whole of the text as a number; false where it is none. */
static bool text_to_double(struct slice text, double *number)
{
    char copy[64], *end;
    text = slice_trim(text);
    if (!text.len || text.len >= sizeof copy)
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (strspn(copy, "0123456789+-.eE_") != text.len)
        return false;
    *number = strtod(copy, &end);
    return !*end;
}

struct data filter_int(const struct library_call *call)
{
    struct data subject = filter_subject(call), number;
    struct data fallback = data_integer(argument_integer(call, 1, 0));
    int64_t base = argument_integer(call, 2, 10);
    double value;
    if (data_to_number(subject, &number)) {
        if (number.kind == DATA_INTEGER)
            return number;
        value = number.as.number;
    } else if (subject.kind != DATA_TEXT && subject.kind != DATA_MARKUP) {
        return fallback;
    } else if (base != 10 || subject.as.text.len < 18) {
        char copy[72], *end;
        struct slice text = slice_trim(subject.as.text);
        if (base < 2 || base > 36 || !text.len || text.len >= sizeof copy)
            return fallback;
        memcpy(copy, text.ptr, text.len);
        copy[text.len] = '\0';
        long long integer = strtoll(copy, &end, (int)base);
        if (!*end)
            return data_integer(integer);
        if (base != 10 || !text_to_double(text, &value))
            return fallback;
    } else if (!text_to_double(subject.as.text, &value)) {
        return fallback;
    }
    return value > -9.2e18 && value < 9.2e18 ? data_integer((int64_t)value) : fallback;
}

struct data filter_float(const struct library_call *call)
{
    struct data subject = filter_subject(call), number, fallback = library_argument(call, 1);
    double value = 0;
    if (data_to_number(subject, &number))
        value = data_to_double(number);
    else if ((subject.kind != DATA_TEXT && subject.kind != DATA_MARKUP) ||
             !text_to_double(subject.as.text, &value))
        value = data_to_number(fallback, &number) ? data_to_double(number) : 0;
    return (struct data){.kind = DATA_NUMBER, .as.number = value};
}

struct data filter_round(const struct library_call *call)
{
    struct data number;
    if (!data_to_number(filter_subject(call), &number))
        library_fail_kind(call, filter_subject(call));
    int64_t precision = argument_integer(call, 1, 0);
    struct slice method = argument_text(call, 2, SLICE("common"));
    if (precision < -15 || precision > 15)
        library_fail(call, "between -15 and 15 digits", "tra -15 e 15 cifre");
    if (number.kind == DATA_INTEGER && precision >= 0)
        return number;
    double value = data_to_double(number), factor = pow(10, (double)precision);
    char text[400];
    if (slice_equal_string(method, "ceil")) {
        value = ceil(value * factor) / factor;
    } else if (slice_equal_string(method, "floor")) {
        value = floor(value * factor) / factor;
    } else if (!slice_equal_string(method, "common")) {
        library_fail(call, "the method is 'common', 'ceil' or 'floor'",
                     "il metodo è 'common', 'ceil' o 'floor'");
    } else if (precision < 0) {
        value = round(value * factor) / factor;
    } else {
        snprintf(text, sizeof text, "%.*f", (int)precision, value);
        value = strtod(text, NULL);
    }
    return (struct data){.kind = DATA_NUMBER, .as.number = value};
}

/* Anything that is or reads as a number, exactly. */
static struct decimal subject_decimal(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    struct decimal number = {0, 0};
    char text[64];
    if (subject.kind == DATA_VALUE &&
        (subject.as.value->kind == VALUE_NUMBER || subject.as.value->kind == VALUE_PERCENT ||
         subject.as.value->kind == VALUE_MONEY))
        return subject.as.value->as.number;
    struct data plain;
    if (data_to_number(subject, &plain)) {
        if (plain.kind == DATA_INTEGER && llabs(plain.as.integer) < 999999999999999999)
            return decimal_from_integer(plain.as.integer);
        double value = data_to_double(plain);
        if (!(fabs(value) < 1e15))
            library_fail(call, "the number is too large", "il numero è troppo grande");
        double size = fabs(value) < 1 ? 1 : fabs(value);
        int places = 15 - (int)ceil(log10(size) + 1e-12);
        if (places > 12)
            places = 12;
        snprintf(text, sizeof text, "%.*f", places > 0 ? places : 0, value);
        char *point = strchr(text, '.');
        if (point) { /* the shortest form of what a double can say */
            char *end = text + strlen(text);
            while (end > point + 1 && end[-1] == '0')
                end--;
            *(end == point + 1 ? point : end) = '\0';
        }
    } else if (subject.kind == DATA_TEXT && subject.as.text.len < sizeof text) {
        snprintf(text, sizeof text, "%.*s", SLICE_ARG(subject.as.text));
    } else {
        library_fail_kind(call, subject);
    }
    struct slice digits = slice_trim(slice_from_string(text));
    size_t i = 0;
    bool negative = digits.len && digits.ptr[0] == '-', point = false;
    for (i = negative; i < digits.len; i++) {
        char c = digits.ptr[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9' && number.units < 99999999999999999) {
            number.units = number.units * 10 + (c - '0');
            number.scale += point;
        } else {
            library_fail_kind(call, subject);
        }
    }
    if (negative)
        number.units = -number.units;
    return number;
}

static struct decimal with_digits(const struct library_call *call, struct decimal number,
                                  size_t index)
{
    if (library_argument(call, index).kind == DATA_NONE)
        return number;
    int64_t digits = argument_integer(call, index, 0);
    struct decimal result;
    if (digits < 0 || digits > 12 || !decimal_rescale(number, (unsigned)digits, &result))
        library_fail(call, "too many digits", "troppe cifre");
    return result;
}

struct data filter_number(const struct library_call *call)
{
    if (filter_subject(call).kind == DATA_NONE)
        return data_none();
    const struct locale *locale = page_locale(call);
    struct decimal number = with_digits(call, subject_decimal(call), 1);
    size_t mark;
    decimal_write(build_begin(call, &mark), number, locale);
    return data_text(build_end(call, mark));
}

struct data filter_percent(const struct library_call *call)
{
    if (filter_subject(call).kind == DATA_NONE)
        return data_none();
    const struct locale *locale = page_locale(call);
    struct decimal number = with_digits(call, subject_decimal(call), 1);
    size_t mark;
    percent_write(build_begin(call, &mark), number, locale);
    return data_text(build_end(call, mark));
}

struct data filter_money(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    if (subject.kind == DATA_NONE)
        return data_none();
    const struct locale *locale = page_locale(call);
    struct slice currency = SLICE("EUR");
    if (subject.kind == DATA_VALUE && subject.as.value->kind == VALUE_MONEY &&
        subject.as.value->field)
        currency = subject.as.value->field->currency;
    currency = argument_text(call, 1, currency);
    bool whole = argument_boolean(call, 2, false);
    struct decimal amount = subject_decimal(call);
    if (amount.scale > 2 && !decimal_rescale(amount, 2, &amount))
        library_fail(call, "the number is too large", "il numero è troppo grande");
    size_t mark;
    money_write(build_begin(call, &mark), amount, currency, whole, locale);
    return data_text(build_end(call, mark));
}

struct data filter_filesizeformat(const struct library_call *call)
{
    struct data number;
    struct data subject = filter_float(call);
    if (!data_to_number(subject, &number))
        library_fail_kind(call, filter_subject(call));
    bool binary = argument_boolean(call, 1, false);
    const struct locale *locale = call->runtime->context->locale;
    bool italian = locale && slice_starts_with(locale->language, SLICE("it"));
    static const char prefixes[] = "kMGTPEZY";
    double bytes = data_to_double(number), base = binary ? 1024 : 1000, unit = base;
    if (bytes < base) {
        bool one = bytes == 1;
        return data_text(arena_format(call->arena, "%lld %s", (long long)bytes,
                                      italian ? "byte"
                                      : one   ? "Byte"
                                              : "Bytes"));
    }
    size_t i = 0;
    while (i + 1 < sizeof prefixes - 1 && bytes >= unit * base) {
        unit *= base;
        i++;
    }
    char prefix = binary && prefixes[i] == 'k' ? 'K' : prefixes[i];
    struct slice text =
        arena_format(call->arena, "%.1f %c%sB", bytes / unit, prefix, binary ? "i" : "");
    size_t point = slice_find_byte(text, '.');
    if (locale && locale->decimal.len == 1)
        ((char *)text.ptr)[point] = locale->decimal.ptr[0];
    return data_text(text);
}

/* ------------------------------------------------------------------ dates */

static bool subject_datetime(const struct library_call *call, struct datetime *time)
{
    struct data subject = filter_subject(call);
    *time = (struct datetime){0};
    if (subject.kind == DATA_VALUE && subject.as.value->kind == VALUE_DATETIME) {
        *time = subject.as.value->as.datetime;
        return true;
    }
    if (subject.kind == DATA_VALUE && subject.as.value->kind == VALUE_DATE) {
        time->date = subject.as.value->as.date;
        return false;
    }
    if (subject.kind != DATA_TEXT)
        library_fail_kind(call, subject);
    if (datetime_read(subject.as.text, page_locale(call), time, NULL) == READING_GOOD)
        return true;
    *time = (struct datetime){0};
    if (date_read(subject.as.text, page_locale(call), &time->date, NULL) != READING_GOOD)
        library_fail(call, "not a date", "non è una data");
    return false;
}

static void add_two(struct buffer *out, unsigned number)
{
    buffer_format(out, "%02u", number);
}

/* One letter of a pattern; what is not known of the date is left out. */
static bool write_date_part(struct buffer *out, char letter, const struct datetime *time,
                            const struct locale *locale)
{
    struct date date = time->date;
    switch (letter) {
    case 'd':
        if (date.day)
            add_two(out, date.day);
        return true;
    case 'e':
        if (date.day)
            buffer_format(out, "%u", date.day);
        return true;
    case 'm':
        if (date.month)
            add_two(out, date.month);
        return true;
    case 'B':
        if (date.month)
            buffer_add(out, locale->month[date.month - 1]);
        return true;
    case 'b':
        if (date.month)
            buffer_add(out, locale->month_short[date.month - 1]);
        return true;
    case 'Y':
        buffer_format(out, "%04d", date.year);
        return true;
    case 'y':
        add_two(out, (unsigned)date.year % 100);
        return true;
    case 'H':
        add_two(out, time->hour);
        return true;
    case 'M':
        add_two(out, time->minute);
        return true;
    case 'S':
        add_two(out, time->second);
        return true;
    case '%':
        buffer_add_byte(out, '%');
        return true;
    default:
        return false;
    }
}

struct data filter_date(const struct library_call *call)
{
    struct datetime time;
    if (filter_subject(call).kind == DATA_NONE)
        return data_none();
    const struct locale *locale = page_locale(call);
    bool has_time = subject_datetime(call, &time);
    struct slice format = argument_text(call, 1, SLICE("long"));
    size_t mark;
    struct buffer *out = build_begin(call, &mark);
    if (slice_equal_string(format, "long")) {
        date_write(out, time.date, locale);
    } else if (slice_equal_string(format, "short")) {
        date_write_short(out, time.date, locale);
    } else if (slice_equal_string(format, "iso") && has_time) {
        datetime_write_iso(out, time);
    } else if (slice_equal_string(format, "iso")) {
        date_write_iso(out, time.date);
    } else if (slice_equal_string(format, "year")) {
        buffer_add_integer(out, time.date.year);
    } else if (slice_equal_string(format, "time") && has_time) {
        datetime_write(out, time, locale);
    } else {
        bool any = false;
        for (size_t i = 0; i < format.len; i++) {
            if (format.ptr[i] != '%' || i + 1 == format.len) {
                buffer_add_byte(out, format.ptr[i]);
                continue;
            }
            any = true;
            if (!write_date_part(out, format.ptr[++i], &time, locale))
                library_fail(call, "in a pattern may stand %d %e %m %B %b %Y %y %H %M %S",
                             "in un modello possono stare %d %e %m %B %b %Y %y %H %M %S");
        }
        if (!any)
            library_fail(call, "the format is 'long', 'short', 'iso', 'year', 'time' or a pattern",
                         "il formato è 'long', 'short', 'iso', 'year', 'time' o un modello");
    }
    return data_text(build_end(call, mark));
}

struct data filter_duration(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    struct duration duration;
    if (subject.kind == DATA_NONE)
        return data_none();
    if (subject.kind == DATA_VALUE && subject.as.value->kind == VALUE_DURATION)
        duration = subject.as.value->as.duration;
    else if (subject.kind != DATA_TEXT)
        library_fail_kind(call, subject);
    else if (duration_read(subject.as.text, page_locale(call), &duration, NULL) != READING_GOOD)
        library_fail(call, "not a length of time", "non è una durata");
    const struct locale *locale = page_locale(call);
    size_t mark;
    duration_write(build_begin(call, &mark), duration, locale);
    return data_text(build_end(call, mark));
}

/* ------------------------------------------------------------------ others */

struct data filter_default(const struct library_call *call)
{
    struct data subject = filter_subject(call), fallback = library_argument(call, 1);
    bool empty = argument_boolean(call, 2, false) ? !data_is_true(call->runtime, subject)
                                                  : subject.kind == DATA_NONE;
    if (!empty)
        return subject;
    return call->argument_count < 2 ? data_text((struct slice){0}) : fallback;
}

struct data filter_attr(const struct library_call *call)
{
    struct data result;
    data_get(call->runtime, filter_subject(call), library_argument(call, 1), true, &result);
    return result;
}
