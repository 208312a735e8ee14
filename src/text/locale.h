/*
 * locale.h - what a language writes its own way: separators, months, quotes.
 *
 * Data comes from CLDR through ICU when the locale is opened; after that a
 * locale is immutable and shared by every worker.
 */
#ifndef SCHEDARIO_TEXT_LOCALE_H
#define SCHEDARIO_TEXT_LOCALE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"

struct locale {
    struct slice language;   /* BCP 47: "it", "en", "de-AT" */
    struct slice name;       /* in itself: "italiano", "English" */
    struct slice decimal;    /* "," */
    struct slice group;      /* "." */
    bool right_to_left;
    bool month_first;        /* 12/31/2017 rather than 31/12/2017 (en is day first but for en-US) */
    struct slice month[12];  /* "dicembre" */
    struct slice month_short[12]; /* "dic" */
};

/* NULL where ICU does not know the language. Lives in the arena. */
const struct locale *locale_open(struct arena *arena, struct slice language);

/* One of the plural categories of CLDR for a count in the language: "zero",
 * "one", "two", "few", "many", "other". */
struct slice locale_plural(const struct locale *locale, int64_t count);

#endif
