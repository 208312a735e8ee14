/*
 * locale.h - what a language writes its own way: separators, months, quotes.
 *
 * Data comes from CLDR through ICU when the locale is opened; after that a
 * locale is immutable and shared by every worker. Calendar and digits are always the
 * Gregorian one and 0 to 9. "en" alone is the English of the world (day first, as
 * in en-GB); who wants the month first says en-US.
 */
#ifndef SCHEDARIO_TEXT_LOCALE_H
#define SCHEDARIO_TEXT_LOCALE_H

#include "base/arena.h"
#include "base/slice.h"

/* Only where it is not the code itself. */
struct currency_symbol {
    char code[4];
    struct slice symbol;
};

struct locale {
    struct slice language;  /* BCP 47: "it", "en", "de-AT" */
    struct slice name;      /* in itself: "italiano", "English" */
    struct slice territory; /* "IT", the likeliest; of "en" alone "GB"; may be empty */
    struct slice decimal;   /* "," */
    struct slice group;     /* "." */
    unsigned group_minimum; /* digits before the first group: 1; 2 in Spanish, which writes 1234 */
    unsigned group_further; /* digits of the groups but for the last: 3; 2 in India */
    struct slice percent_prefix, percent_suffix; /* "" and "%" */
    bool currency_first;                         /* "€84,498.00" */
    struct slice currency_space; /* between symbol and amount: a no-break space, or nothing */
    const struct currency_symbol *currency_symbols; /* sorted by code */
    size_t currency_symbol_count;
    bool right_to_left;
    bool month_first;       /* 12/31/2017 rather than 31/12/2017 (en is day first but for en-US) */
    struct slice month[12]; /* "dicembre", as it stands in a date */
    struct slice month_short[12]; /* "dic" */
    struct slice month_alone[12]; /* "dicembre", without a day */
    /* In the letters of Unicode Technical Standard #35, part 4. */
    struct slice date_pattern;  /* "d MMMM y" */
    struct slice month_pattern; /* "MMMM y" */
    struct slice short_pattern; /* "dd/MM/y" */
};

/* NULL where ICU does not know the language. Lives in the arena. */
const struct locale *locale_open(struct arena *arena, struct slice language);

/* One of the plural categories of CLDR for a count in the language: "zero",
 * "one", "two", "few", "many", "other". Italian has "many" for whole millions. */
struct slice locale_plural(const struct locale *locale, int64_t count);

/* "it" of "it-CH". */
struct slice locale_primary(const struct locale *locale);
/* The symbol of a currency, or its code. */
struct slice locale_currency_symbol(const struct locale *locale, struct slice code);

#endif
