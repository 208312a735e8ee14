#include "model/table_unit.h"

/* An average month: a twelfth of 365.25 days. */
#define MINUTES_A_DAY   1440
#define MINUTES_A_MONTH 43830

struct unit_row {
    const char *names[8]; /* the first is the unit's id */
    enum table_unit_kind kind;
    const char *currency;
    int64_t factor;
    const char *english, *italian; /* as a column's head shows it */
};

static const struct unit_row unit_rows[] = {
    {{"EUR", "euro", "€", NULL}, UNIT_MONEY, "EUR", 1, "euro", "euro"},
    {{"keur", "kEUR", "migliaia di euro", "thousand euro", NULL},
     UNIT_MONEY,
     "EUR",
     1000,
     "thousand euro",
     "migliaia di euro"},
    {{"Meuro", "MEUR", "M€", "milioni di euro", "million euro", NULL},
     UNIT_MONEY,
     "EUR",
     1000000,
     "million euro",
     "milioni di euro"},
    {{"years", "anni", "year", "anno", NULL}, UNIT_MONTHS, NULL, 12, "years", "anni"},
    {{"months", "mesi", "month", "mese", NULL}, UNIT_MONTHS, NULL, 1, "months", "mesi"},
    {{"weeks", "settimane", "week", "settimana", NULL},
     UNIT_MINUTES,
     NULL,
     7 * MINUTES_A_DAY,
     "weeks",
     "settimane"},
    {{"days", "giorni", "day", "giorno", NULL},
     UNIT_MINUTES,
     NULL,
     MINUTES_A_DAY,
     "days",
     "giorni"},
    {{"hours", "ore", "hour", "ora", NULL}, UNIT_MINUTES, NULL, 60, "hours", "ore"},
    {{"minutes", "minuti", "minute", "minuto", NULL}, UNIT_MINUTES, NULL, 1, "minutes", "minuti"},
};

struct slice table_unit_names(void)
{
    return SLICE("EUR, keur, Meuro, years, months, weeks, days, hours, minutes");
}

static bool has_name(const struct unit_row *row, struct slice name)
{
    for (size_t i = 0; row->names[i]; i++)
        if (slice_equal_string(name, row->names[i]))
            return true;
    return false;
}

bool table_unit_find(const struct schema *schema, struct slice name, struct table_unit *unit)
{
    for (size_t i = 0; i < sizeof unit_rows / sizeof *unit_rows; i++) {
        const struct unit_row *row = &unit_rows[i];
        if (!has_name(row, name))
            continue;
        *unit = (struct table_unit){.id = slice_from_string(row->names[0]),
                                    .kind = row->kind,
                                    .currency = slice_from_string(row->currency),
                                    .factor = row->factor};
        for (unsigned j = 0; j < schema->language_count; j++) {
            bool italian = slice_equal_string(locale_primary(schema->locales[j]), "it");
            unit->label.text[j] = slice_from_string(italian ? row->italian : row->english);
        }
        return true;
    }
    if (!currency_is_known(name))
        return false;
    *unit = (struct table_unit){.id = name, .kind = UNIT_MONEY, .currency = name, .factor = 1};
    for (unsigned j = 0; j < schema->language_count; j++)
        unit->label.text[j] = name;
    return true;
}

/* number * numerator / denominator; exact where eighteen digits can be. */
static enum table_conversion scale_by(struct decimal number, int64_t numerator, int64_t denominator,
                                      enum table_conversion outcome, struct decimal *result)
{
    struct decimal product;
    if (!decimal_multiply(number, decimal_from_integer(numerator), &product))
        return CONVERSION_TOO_LARGE;
    for (unsigned scale = DECIMAL_DIGITS_MAX; scale >= product.scale; scale--) {
        if (decimal_divide(product, decimal_from_integer(denominator), scale, result)) {
            *result = decimal_trim(*result);
            if (result->scale < number.scale)
                decimal_rescale(*result, number.scale, result);
            return outcome;
        }
        if (scale == 0)
            break;
    }
    return CONVERSION_TOO_LARGE;
}

enum table_conversion table_unit_convert(struct decimal number, const struct table_unit *from,
                                         const struct table_unit *to, bool about,
                                         struct decimal *result)
{
    if (slice_equal(from->id, to->id) || from->id.len == 0) {
        *result = number;
        return CONVERTED;
    }
    if (from->kind == UNIT_OTHER || to->kind == UNIT_OTHER)
        return NOT_CONVERTIBLE;
    if (from->kind == to->kind) {
        if (from->kind == UNIT_MONEY && !slice_equal(from->currency, to->currency))
            return NOT_CONVERTIBLE;
        return scale_by(number, from->factor, to->factor, CONVERTED, result);
    }
    if (from->kind == UNIT_MONEY || to->kind == UNIT_MONEY || !about)
        return NOT_CONVERTIBLE;
    if (from->kind == UNIT_MONTHS)
        return scale_by(number, from->factor * MINUTES_A_MONTH, to->factor, CONVERTED_ABOUT,
                        result);
    return scale_by(number, from->factor, to->factor * MINUTES_A_MONTH, CONVERTED_ABOUT, result);
}

enum table_conversion table_unit_of_duration(struct duration duration, const struct table_unit *to,
                                             bool about, struct decimal *result)
{
    int64_t months = (int64_t)duration.years * 12 + duration.months;
    int64_t minutes = ((int64_t)duration.weeks * 7 + duration.days) * MINUTES_A_DAY +
                      (int64_t)duration.hours * 60 + duration.minutes;
    struct table_unit month = {.id = SLICE("months"), .kind = UNIT_MONTHS, .factor = 1};
    struct table_unit minute = {.id = SLICE("minutes"), .kind = UNIT_MINUTES, .factor = 1};
    struct decimal of_months = {0}, of_minutes = {0};
    enum table_conversion first = CONVERTED, second = CONVERTED;
    if (to->kind != UNIT_MONTHS && to->kind != UNIT_MINUTES)
        return NOT_CONVERTIBLE;
    if (months)
        first = table_unit_convert(decimal_from_integer(months), &month, to, about, &of_months);
    if (minutes)
        second = table_unit_convert(decimal_from_integer(minutes), &minute, to, about, &of_minutes);
    if (first > CONVERTED_ABOUT || second > CONVERTED_ABOUT)
        return first > second ? first : second;
    if (!decimal_add(of_months, of_minutes, result))
        return CONVERSION_TOO_LARGE;
    return first > second ? first : second;
}
