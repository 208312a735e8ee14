/*
 * template/data.h - what a template sees: plain data and objects with attributes.
 *
 * Whoever renders (src/output) gives templates a `struct data`; nothing is copied until a
 * template asks for it. An object is a pointer with a class; the class is a table of
 * attributes, a row each, so that an unknown attribute is an error that names the
 * nearest, found by the first page rendered by `check`.
 *
 *     static void sheet_title(const struct data_context *context, const void *self, struct data
 * *result)
 *     {
 *         *result = data_text(((const struct sheet *)self)->title);
 *     }
 *     static const struct data_attribute sheet_attributes[] = {{"title", sheet_title}, …};
 *     static const struct data_class sheet_class = {"sheet", sheet_attributes, COUNT, NULL, NULL};
 *     data_object(&sheet_class, sheet)
 *
 * In a template: none prints as nothing and is false; so are false, 0, empty text, list and map.
 */
#ifndef SCHEDARIO_TEMPLATE_DATA_H
#define SCHEDARIO_TEMPLATE_DATA_H

#include "base/arena.h"
#include "content/value.h"

enum data_kind {
    DATA_NONE,
    DATA_BOOLEAN,
    DATA_INTEGER,
    DATA_NUMBER,
    DATA_TEXT,
    DATA_MARKUP, /* HTML that is safe already: not escaped again */
    DATA_VALUE,  /* number, percent, money, date, datetime, duration: prints in the page's language
                  */
    DATA_LIST,
    DATA_MAP, /* names to data, in order */
    DATA_OBJECT,
};

struct data_class;
struct data_pair;

struct data {
    enum data_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct slice text;         /* TEXT, MARKUP */
        const struct value *value; /* a scalar of those kinds */
        struct {
            const struct data *items;
            size_t count;
        } list;
        struct {
            const struct data_pair *pairs;
            size_t count;
        } map;
        struct {
            const struct data_class *class;
            const void *self;
        } object;
    } as;
};

struct data_pair {
    struct slice name;
    struct data data;
};

/* What a getter may need: the page's memory, language and whatever the renderer hung there. */
struct data_context {
    struct arena *arena; /* until the page is written */
    const struct locale *locale;
    unsigned language; /* index of the site's language */
    void *user;
};

typedef void data_getter(const struct data_context *context, const void *self, struct data *result);

struct data_attribute {
    const char *name;
    data_getter *get;
};

struct data_class {
    const char *name; /* as messages show it: "sheet" */
    const struct data_attribute *attributes;
    size_t attribute_count;
    /* Names that depend on the object (a sheet's fields). False: no such name. May be NULL. */
    bool (*find)(const struct data_context *context, const void *self, struct slice name,
                 struct data *result);
    /* What {{ object }} prints, and what sorting goes by. NULL: printing is an error. */
    data_getter *text;
    /* The list that {% for %}, length and filters on lists see. NULL: no list. */
    data_getter *items;
};

struct data data_none(void);
struct data data_boolean(bool truth);
struct data data_integer(int64_t number);
struct data data_text(struct slice text);
struct data data_markup(struct slice html);
struct data data_value(const struct value *value);
struct data data_list(const struct data *items, size_t count);
struct data data_map(const struct data_pair *pairs, size_t count);
struct data data_object(const struct data_class *class, const void *self); /* self NULL: none */

#endif
