/*
 * csv.h - comma-separated values, as spreadsheets write them (RFC 4180).
 *
 * The separator is a comma, a semicolon or a tab: whichever stands most often in the first line,
 * outside of quotes. A field may be in double quotes, where a double quote is written twice and
 * lines may end. White space around a field is passed over, a byte order mark too; empty lines and
 * lines that begin with # are passed over.
 *
 *     struct csv csv;
 *     csv_start(&csv, arena, text);
 *     while (csv_next(&csv))
 *         for (size_t i = 0; i < csv.count; i++)
 *             use(csv.fields[i]);
 *     if (csv.problem == CSV_OPEN_QUOTE) …
 */
#ifndef SCHEDARIO_TEXT_CSV_H
#define SCHEDARIO_TEXT_CSV_H

#include "base/arena.h"

#define CSV_FIELDS_MAX 200

enum csv_problem { CSV_GOOD, CSV_OPEN_QUOTE, CSV_AFTER_QUOTE, CSV_TOO_MANY_FIELDS };

struct csv {
    struct arena *arena;
    struct slice rest;
    char separator;
    struct slice fields[CSV_FIELDS_MAX]; /* without quotes */
    struct slice places[CSV_FIELDS_MAX]; /* views into the text, for messages */
    size_t count;
    enum csv_problem problem;
    struct slice where; /* of the problem */
};

void csv_start(struct csv *csv, struct arena *arena, struct slice text);
/* The next line with anything in it. False: there is none, or there is a problem. */
bool csv_next(struct csv *csv);

#endif
