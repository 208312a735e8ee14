#include "output/spans.h"

#include "search/days.h"

#include <stdlib.h>

#define YEARS_MAX 9999

static bool date_of(const struct edition *edition, enum field_role role, struct date *date)
{
    const struct value *value = edition_role(edition, role);
    if (value && value->kind == VALUE_DATE)
        *date = value->as.date;
    else if (value && value->kind == VALUE_DATETIME)
        *date = value->as.datetime.date;
    else
        return false;
    return true;
}

static int64_t first_day(struct date date)
{
    return days_from_date(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

static int64_t last_day(struct date date)
{
    unsigned month = date.month ? date.month : 12;
    return days_from_date(date.year, month,
                          date.day ? date.day : date_days_of_month(date.year, month));
}

static bool read_row(struct span_row *row)
{
    const struct edition *edition = row->sheet->original;
    struct date date;
    if (!date_of(edition, ROLE_START, &date))
        return false;
    row->start = row->end = first_day(date);
    const struct value *duration = edition_role(edition, ROLE_DURATION);
    if (date_of(edition, ROLE_END, &date)) {
        row->end = last_day(date);
    } else if (duration && duration->kind == VALUE_DURATION) {
        double days = duration_days(duration->as.duration);
        int64_t most = days_from_date(YEARS_MAX, 12, 31);
        row->end = days < (double)(most - row->start) ? row->start + (int64_t)days : most;
    }
    if (row->end < row->start)
        row->end = row->start;
    return true;
}

static int compare_rows(const void *a, const void *b)
{
    const struct span_row *first = a, *second = b;
    if (first->start != second->start)
        return first->start < second->start ? -1 : 1;
    return (first->position > second->position) - (first->position < second->position);
}

/* Of a day since 1970; the estimate is a year off at the most. */
static int year_of(int64_t day)
{
    int year = (int)(1970 + day * 400 / 146097);
    while (days_from_date(year, 1, 1) > day)
        year--;
    while (days_from_date(year + 1, 1, 1) <= day)
        year++;
    return year;
}

/* Whole years around all rows, marked every 1, 2, 5, 10 … of them. */
static void place_rows(struct spans *spans)
{
    int64_t first = spans->rows[0].start, last = first;
    for (size_t i = 0; i < spans->count; i++)
        last = spans->rows[i].end > last ? spans->rows[i].end : last;
    int from = year_of(first), to = year_of(last > first ? last - 1 : last) + 1, step = 1;
    spans->from = from;
    spans->to = to - 1;
    while (to - from > step * (SPAN_TICKS_MAX - 1)) {
        int leading = step;
        while (leading >= 10)
            leading /= 10;
        step = leading == 2 ? step / 2 * 5 : step * 2; /* 1, 2, 5, 10, 20, 50 … */
    }
    from -= from % step;
    to += (step - to % step) % step;
    int64_t start = days_from_date(from, 1, 1), length = days_from_date(to, 1, 1) - start;
    for (int year = from; year <= to; year += step)
        spans->ticks[spans->tick_count++] = (struct span_tick){
            year, (unsigned)((days_from_date(year, 1, 1) - start) * SPAN_WIDTH / length)};
    for (size_t i = 0; i < spans->count; i++) {
        struct span_row *row = &spans->rows[i];
        row->x = (unsigned)((row->start - start) * SPAN_WIDTH / length);
        row->width = (unsigned)((row->end - start) * SPAN_WIDTH / length) - row->x;
        if (!row->width && row->end > row->start)
            row->width = 1;
    }
}

struct spans *spans_of(struct arena *arena, const struct catalogue *catalogue,
                       const struct collection *collection)
{
    const struct collection_sheets *listed = catalogue_collection_sheets(catalogue, collection);
    struct spans *spans = arena_new(arena, struct spans);
    spans->rows = arena_array(arena, struct span_row, listed->count);
    for (size_t i = 0; i < listed->count; i++) {
        struct span_row row = {.sheet = listed->sheets[i], .position = i};
        if (read_row(&row))
            spans->rows[spans->count++] = row;
    }
    spans->undated = listed->count - spans->count;
    if (!spans->count)
        return spans;
    qsort(spans->rows, spans->count, sizeof *spans->rows, compare_rows);
    if (spans->count > SPAN_ROWS_MAX) {
        spans->left_out = spans->count - SPAN_ROWS_MAX;
        spans->rows += spans->left_out;
        spans->count = SPAN_ROWS_MAX;
    }
    place_rows(spans);
    return spans;
}
