/*
 * number_parts.h - what reading and writing of numbers and of money share; for src/text alone.
 */
#ifndef SCHEDARIO_TEXT_NUMBER_PARTS_H
#define SCHEDARIO_TEXT_NUMBER_PARTS_H

#include "text/number.h"

/* 10 to the power of 0 to DECIMAL_DIGITS_MAX. */
extern const int64_t number_powers[DECIMAL_DIGITS_MAX + 1];

/* What one separator before three digits may be. */
enum thousands {
    THOUSANDS_OR_DECIMALS, /* three decimals are possible */
    THOUSANDS_ONLY,        /* they are not: whole numbers, cents */
};

/* Without spaces at both ends, also those that do not break. */
struct slice number_trim(struct slice text);
/* + or - or the minus sign; false where there is none. */
bool number_take_sign(struct slice *rest, bool *negative);
enum reading number_read_unsigned(struct slice text, bool negative, const struct locale *locale,
                                  enum thousands thousands, struct decimal *number,
                                  struct readings *readings);

void number_write_sign(struct buffer *out, struct decimal number);
/* In the language's way, without the sign. */
void number_write_unsigned(struct buffer *out, struct decimal number, const struct locale *locale);

#endif
