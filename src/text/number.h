/*
 * number.h - exact decimal numbers, read as people write them.
 *
 * A decimal is units / 10^scale, with at most 18 digits: "84.498,00" is
 * {8449800, 2}. The scale that was written is kept, so that 32,4 is shown
 * with one digit after the comma.
 *
 * Reading: digits with the language's own separators, or with a point and no
 * groups, or with spaces (also non-breaking) or apostrophes between groups:
 *
 *     in Italian    84498   84498.00   84498,00   84.498,00   1.234.567   84 498
 *     in English    84498   84498.00   84,498.00  1,234,567   84 498
 *
 * One separator followed by exactly three digits, where the language would
 * group with it and a decimal point could stand there as well ("84.498" in
 * Italian: eighty-four thousand or 84 point 498), is ambiguous: refused, with
 * both readings. "0.498" is not (no group starts with 0), neither is
 * "1.234.567". A separator of the other kind ("84,498.00" in Italian, "84.498,00" in
 * English) is read where it can mean one thing only.
 */
#ifndef SCHEDARIO_TEXT_NUMBER_H
#define SCHEDARIO_TEXT_NUMBER_H

#include "base/buffer.h"
#include "text/locale.h"

#define DECIMAL_DIGITS_MAX 18

struct decimal {
    int64_t units;
    unsigned scale; /* 0 to 18 */
};

enum reading {
    READING_GOOD,
    READING_WRONG,     /* not of this kind at all */
    READING_AMBIGUOUS, /* readings[0] and readings[1] say what it could be, in unambiguous form */
    READING_TOO_LARGE, /* more digits than DECIMAL_DIGITS_MAX, a year past 9999 … */
    READING_IMPOSSIBLE /* of the right form, but there is no such thing: 31 February */
};

struct readings {
    char text[2][40]; /* NUL-terminated, as the language writes it without groups: "84498" and
                         "84,498" in Italian */
};

/* `readings` may be NULL. White space around is passed over; a sign may lead;
 * "%" is not read here. */
enum reading decimal_read(struct slice text, const struct locale *locale, struct decimal *number,
                          struct readings *readings);

/* A whole number. A group of three can only be thousands here, so "1.000" in Italian and
 * "1,000" in English is 1000; with the other language's separator it is ambiguous ("1.000" in
 * English). Decimals are READING_WRONG unless they are zeros. */
enum reading integer_read(struct slice text, const struct locale *locale, int64_t *number,
                          struct readings *readings);

int decimal_compare(struct decimal a, struct decimal b);
struct decimal decimal_from_integer(int64_t number);
/* Rounded half away from zero. False where it does not fit. */
bool decimal_rescale(struct decimal number, unsigned scale, struct decimal *result);
double decimal_to_double(struct decimal number);

/* Exact arithmetic. False where the result does not fit, or there is none (a division by zero).
 * A sum has the larger scale of the two; a product the sum of both, unless it would not fit: then
 * it is rounded to what does. A quotient is rounded half away from zero to the scale asked for. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *result);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *result);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *result);
bool decimal_divide(struct decimal a, struct decimal b, unsigned scale, struct decimal *result);
/* Without zeros at the end of its digits after the point: 12.50 as 12.5. */
struct decimal decimal_trim(struct decimal number);

/* "84498.00": a point, no groups, for JSON, CSV and schema.org. */
void decimal_write_plain(struct buffer *out, struct decimal number);
/* In the language's way, with groups: "84.498,00". */
void decimal_write(struct buffer *out, struct decimal number, const struct locale *locale);

/* "12 %", "12%" and "12": a percentage as it is written, 12 (not 0.12). */
enum reading percent_read(struct slice text, const struct locale *locale, struct decimal *number,
                          struct readings *readings);
/* "12,5%" in Italian, "12.5%" in English. */
void percent_write(struct buffer *out, struct decimal number, const struct locale *locale);

/* "€ 84.498,00", "84498 EUR", "EUR 84498", "84.498 euro": an amount in `currency` (ISO 4217).
 * The symbol may be left out; another currency's is READING_WRONG. The scale is what was written,
 * and never more than the currency has (EUR: 2), which is READING_WRONG. Where a currency has
 * no three digits after the point, a group of three is thousands in the language's own separator
 * ("84.498 €" in Italian, "€84,498" in English: cents are two) and ambiguous in the other's. */
enum reading money_read(struct slice text, struct slice currency, const struct locale *locale,
                        struct decimal *amount, struct readings *readings);
/* "84.498,00 €" with a no-break space in Italian, "€84,498.00" in English. Always the
 * currency's digits after the comma (EUR: 2), none when `whole` and the amount is. */
void money_write(struct buffer *out, struct decimal amount, struct slice currency, bool whole,
                 const struct locale *locale);
/* The digits after the comma: 2 for EUR, 0 for JPY; 2 where ICU does not know it. */
unsigned currency_digits(struct slice code);
/* Three capital letters that ICU knows as a currency in use. */
bool currency_is_known(struct slice code);

#endif
