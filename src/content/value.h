/*
 * value.h - typed values: what a field of a sheet holds.
 *
 * The schema decides the kind; a value keeps the place it was read from. All of
 * it lives in an arena and is frozen after link. Nobody else's values are
 * changed: link fills in `target` of references, and nothing after it.
 */
#ifndef SCHEDARIO_CONTENT_VALUE_H
#define SCHEDARIO_CONTENT_VALUE_H

#include "base/span.h"
#include "text/date.h"
#include "text/json.h"
#include "text/number.h"

struct field;
struct markdown;
struct sheet; /* model/sheet.h: only passed on here */
struct term;

enum value_kind {
    VALUE_NONE, /* the sheet does not say */
    VALUE_TEXT,
    VALUE_MARKDOWN,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_PERCENT,
    VALUE_MONEY,
    VALUE_DATE,
    VALUE_DATETIME,
    VALUE_DURATION,
    VALUE_BOOLEAN,
    VALUE_URL,
    VALUE_EMAIL,
    VALUE_FILE,
    VALUE_TERM,
    VALUE_REF,
    VALUE_LIST,
    VALUE_RECORD,
};

struct value {
    enum value_kind kind;
    bool inherited;            /* a translation that takes its original's value */
    const struct field *field; /* type, label, unit; for an item of a list, the list's item field */
    struct span span;
    union {
        struct slice text; /* TEXT, URL, EMAIL, FILE (path relative to the sheet's folder) */
        struct {
            struct slice source;
            struct markdown *tree; /* parsed in shape */
        } markdown;
        int64_t integer;
        struct decimal number; /* NUMBER; PERCENT: 12.5 for "12,5 %"; MONEY: currency in field */
        struct date date;
        struct datetime datetime;
        struct duration duration;
        bool boolean;
        const struct term *term;
        struct {
            struct slice id;            /* "COLLECTION's sheet id" */
            const struct sheet *target; /* set in link */
        } ref;
        struct {
            struct value *items;
            size_t count;
        } list;
        struct {
            struct value *members; /* one for each field of field->fields, in their order */
        } record;
    } as;
};

/* As site.yaml names the type: "text", "markdown" …; "none" for VALUE_NONE. */
struct slice value_kind_name(enum value_kind kind);

/* NONE, an empty text, an empty list, a record of nothing. */
bool value_is_empty(const struct value *value);

/* What a reader sees, as plain text in a language: "84.498,00 €", "20 dicembre 2017",
 * "Inclusione sociale", "sì". `label_language` is the index of the site's language for
 * labels of terms. A list is joined by ", "; a ref gives its id (the model knows titles);
 * markdown gives its source; a number stands without its field's unit; a record is
 * "Label: value; Label: value". */
void value_write(struct buffer *out, const struct value *value, const struct locale *locale,
                 unsigned label_language);
/* For machines: ISO dates, plain numbers, ids. A list is joined by "; ". */
void value_write_plain(struct buffer *out, const struct value *value);
/* As JSON: {"amount": 84498.00, "currency": "EUR"} for money, ISO text for dates and durations,
 * an id for terms and refs, null for NONE. */
void value_write_json(struct json_writer *json, const struct value *value);
/* Order for sorting: by kind, then by value; NONE last. Texts by bytes. */
int value_compare(const struct value *a, const struct value *b);

#endif
