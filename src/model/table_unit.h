/*
 * table_unit.h - the units that figures are in, and what one of them is in another.
 *
 * Money: any currency that ICU knows, and of the euro thousands (keur) and millions (Meuro).
 * Time: years, months, weeks, days, hours, minutes. Years and months are one another exactly
 * (12), so are weeks, days, hours and minutes; but no number of days is a month: that is
 * refused, unless whoever asks accepts the average month of 30.4375 days, and says so.
 */
#ifndef SCHEDARIO_MODEL_TABLE_UNIT_H
#define SCHEDARIO_MODEL_TABLE_UNIT_H

#include "content/schema.h"

enum table_unit_kind { UNIT_OTHER, UNIT_MONEY, UNIT_MONTHS, UNIT_MINUTES };

struct table_unit {
    struct slice id; /* "EUR", "Meuro", "months"; empty: figures are bare */
    enum table_unit_kind kind;
    struct slice currency;   /* of MONEY: "EUR" of "Meuro" */
    int64_t factor;          /* of the smallest of its kind: 1,000,000 of Meuro, 12 of years */
    struct local_text label; /* as a column's head shows it: "milioni di euro" */
};

/* False: no unit has that name ("euro", "mesi" and the like are names too). Labels are in the
 * languages of the site, in English where a language is neither English nor Italian. */
bool table_unit_find(const struct schema *schema, struct slice name, struct table_unit *unit);
/* The names, for messages: "EUR, keur, Meuro, years …". */
struct slice table_unit_names(void);

enum table_conversion { CONVERTED, CONVERTED_ABOUT, NOT_CONVERTIBLE, CONVERSION_TOO_LARGE };

/* Exact wherever a decimal can be. `about`: months and days may be taken for one another. */
enum table_conversion table_unit_convert(struct decimal number, const struct table_unit *from,
                                         const struct table_unit *to, bool about,
                                         struct decimal *result);
/* A length of time in a unit of time; hours and minutes of a day count. */
enum table_conversion table_unit_of_duration(struct duration duration, const struct table_unit *to,
                                             bool about, struct decimal *result);

#endif
