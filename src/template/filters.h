/*
 * filters.h - what the filters' files share: arguments, texts, and the filters themselves, for
 * the one table in template_filters.c.
 */
#ifndef SCHEDARIO_TEMPLATE_FILTERS_H
#define SCHEDARIO_TEMPLATE_FILTERS_H

#include "template/template_library.h"
#include "template/template_runtime.h"

/* arguments[0], the filtered value. */
static inline struct data filter_subject(const struct library_call *call)
{
    return library_argument(call, 0);
}

/* Arguments by place; the fallback where none is given, an error where the kind is wrong. */
int64_t argument_integer(const struct library_call *call, size_t index, int64_t fallback);
bool argument_boolean(const struct library_call *call, size_t index, bool fallback);
struct slice argument_text(const struct library_call *call, size_t index, struct slice fallback);

struct slice subject_text(const struct library_call *call);
struct data subject_list(const struct library_call *call);
/* Text where the subject is text, markup where it is markup. */
struct data text_like_subject(const struct library_call *call, struct slice text);
/* A text is built at the end of this buffer, from here … */
struct buffer *build_begin(const struct library_call *call, size_t *mark);
/* … and taken off it. */
struct slice build_end(const struct library_call *call, size_t mark);
struct data *new_items(const struct library_call *call, size_t count);

/* The attribute of an item, or the fallback where that is none. */
struct data attribute_or(const struct library_call *call, struct data item, struct data attribute,
                         struct data fallback);

/* Another filter or test by name: for map() and select(). */
struct data call_filter(const struct library_call *call, struct slice name,
                        const struct data *arguments, size_t count);
bool call_test(const struct library_call *call, struct slice name, const struct data *arguments,
               size_t count);

#define FILTERS(X)                                                                               \
    X(abs)                                                                                       \
    X(attr)                                                                                      \
    X(batch)                                                                                     \
    X(capitalize)                                                                                \
    X(center)                                                                                    \
    X(date)                                                                                      \
    X(default)                                                                                   \
    X(dictsort)                                                                                  \
    X(duration)                                                                                  \
    X(escape) X(filesizeformat) X(first) X(float) X(forceescape) X(format) X(groupby) X(indent)  \
        X(int) X(items) X(join) X(last) X(length) X(list) X(lower) X(map) X(max) X(min) X(money) \
            X(number) X(percent) X(reject) X(rejectattr) X(replace) X(reverse) X(round) X(safe)  \
                X(select) X(selectattr) X(slice) X(slug) X(sort) X(string) X(striptags) X(sum)   \
                    X(title) X(tojson) X(trim) X(truncate) X(unique) X(upper) X(urlencode)       \
                        X(wordcount) X(wordwrap) X(xmlattr)
#define FILTER_DECLARE(name) library_function filter_##name;
FILTERS(FILTER_DECLARE)
#undef FILTER_DECLARE

#endif
