/*
 * catalogue_call.h - catalogue.filter{} and catalogue.func{}: what templates call.
 *
 *     catalogue.filter{name = "per_person", call = function(amount, people) … end}
 *     catalogue.func{name = "half", call = function(x) return x / 2 end}
 *
 * in a template {{ sheet.values.budget | per_person(12) }} and {{ half(3) }}. Named arguments come
 * as a table behind the others. Templates live in states of their own: arguments and results are
 * carried over as plain data.
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_CALL_H
#define SCHEDARIO_SCRIPT_CATALOGUE_CALL_H

#include "script/catalogue_api.h"

enum catalogue_data_kind {
    CATALOGUE_NONE,
    CATALOGUE_BOOLEAN,
    CATALOGUE_INTEGER,
    CATALOGUE_NUMBER,
    CATALOGUE_TEXT,
    CATALOGUE_VALUE, /* to Lua any, from Lua money, a date, a time, a duration */
    CATALOGUE_TERM,
    CATALOGUE_SHEET,
    CATALOGUE_LIST,
    CATALOGUE_MAP, /* names[i] is that of items[i] */
};

struct catalogue_data {
    enum catalogue_data_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct slice text;
        const struct value *value;
        const struct term *term;
        const struct edition *edition;
        struct {
            struct catalogue_data *items;
            struct slice *names;
            size_t count;
        } list;
    } as;
};

/* Calls the hook's function within hooks_begin() and hooks_end(). The result lies in `arena`. False:
 * *error says why, in English; a mistake of the script's is noted as well (hooks_report). */
bool catalogue_call(struct hooks *hooks, unsigned worker, const struct hook *hook,
                    const struct catalogue_data *arguments, size_t count, struct arena *arena,
                    struct catalogue_data *result, struct slice *error);

#endif
