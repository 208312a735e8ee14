/*
 * search/days.h - dates as numbers, so that columns of dates are columns of numbers.
 */
#ifndef SCHEDARIO_SEARCH_DAYS_H
#define SCHEDARIO_SEARCH_DAYS_H

#include <stdint.h>

/* Days since 1970-01-01 in the Gregorian calendar, negative before it (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil). `month` and `day` count from 1. */
int64_t days_from_date(int year, unsigned month, unsigned day);

#endif
