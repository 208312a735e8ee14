#include "template/filters.h"

#include <string.h>

/* ------------------------------------------------------------------ items */

struct data filter_list(const struct library_call *call)
{
    return subject_list(call);
}

struct data filter_length(const struct library_call *call)
{
    struct data subject = data_resolve(call->runtime, filter_subject(call));
    switch (subject.kind) {
    case DATA_NONE:
        return data_integer(0);
    case DATA_TEXT:
    case DATA_MARKUP:
        return data_integer((int64_t)utf8_count(subject.as.text));
    case DATA_LIST:
        return data_integer((int64_t)subject.as.list.count);
    case DATA_MAP:
        return data_integer((int64_t)subject.as.map.count);
    default:
        library_fail_kind(call, subject);
    }
}

struct data filter_first(const struct library_call *call)
{
    struct data list = subject_list(call);
    return list.as.list.count ? list.as.list.items[0] : data_none();
}

struct data filter_last(const struct library_call *call)
{
    struct data list = subject_list(call);
    return list.as.list.count ? list.as.list.items[list.as.list.count - 1] : data_none();
}

struct data filter_reverse(const struct library_call *call)
{
    struct data subject = filter_subject(call), list = subject_list(call);
    size_t count = list.as.list.count, mark;
    if (subject.kind == DATA_TEXT || subject.kind == DATA_MARKUP) {
        struct buffer *out = build_begin(call, &mark);
        for (size_t i = count; i-- > 0;)
            buffer_add(out, list.as.list.items[i].as.text);
        return text_like_subject(call, build_end(call, mark));
    }
    struct data *items = new_items(call, count);
    for (size_t i = 0; i < count; i++)
        items[i] = list.as.list.items[count - 1 - i];
    return data_list(items, count);
}

static struct data pair_of(const struct library_call *call, struct slice name, struct data value)
{
    struct data *pair = new_items(call, 2);
    pair[0] = data_text(name);
    pair[1] = value;
    return data_list(pair, 2);
}

static struct data subject_map(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    if (subject.kind == DATA_NONE)
        return data_map(NULL, 0);
    if (subject.kind != DATA_MAP)
        library_fail_kind(call, subject);
    return subject;
}

struct data filter_items(const struct library_call *call)
{
    struct data map = subject_map(call);
    struct data *items = new_items(call, map.as.map.count);
    for (size_t i = 0; i < map.as.map.count; i++)
        items[i] = pair_of(call, map.as.map.pairs[i].name, map.as.map.pairs[i].data);
    return data_list(items, map.as.map.count);
}

struct data filter_join(const struct library_call *call)
{
    struct data list = subject_list(call), attribute = library_argument(call, 2);
    struct data separator = library_argument(call, 1);
    bool as_markup = separator.kind == DATA_MARKUP;
    size_t count = list.as.list.count, mark;
    struct data *items = new_items(call, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = list.as.list.items[i];
        if (attribute.kind != DATA_NONE)
            items[i] = data_get_path(call->runtime, items[i], attribute);
        as_markup = as_markup || items[i].kind == DATA_MARKUP;
    }
    struct slice between = data_to_text(call->runtime, separator);
    library_expect_size(call, between.len * count);
    struct buffer *out = build_begin(call, &mark);
    for (size_t i = 0; i < count; i++) {
        if (i)
            runtime_write(call->runtime, separator, as_markup ? WRITE_HTML : WRITE_PLAIN);
        runtime_write(call->runtime, items[i], as_markup ? WRITE_HTML : WRITE_PLAIN);
        if ((i & 255) == 255)
            runtime_check_size(call->runtime);
    }
    (void)out;
    struct slice text = build_end(call, mark);
    return as_markup ? data_markup(text) : data_text(text);
}

/* ------------------------------------------------------------------ pieces */

static size_t positive_argument(const struct library_call *call, size_t index)
{
    int64_t number = argument_integer(call, index, 0);
    if (number < 1 || number > 10000)
        library_fail(call, "needs a number between 1 and 10000", "serve un numero tra 1 e 10000");
    return (size_t)number;
}

struct data filter_batch(const struct library_call *call)
{
    struct data list = subject_list(call), fill = library_argument(call, 2);
    size_t size = positive_argument(call, 1), count = list.as.list.count;
    size_t lines = (count + size - 1) / size;
    bool fills = fill.kind != DATA_NONE;
    struct data *result = new_items(call, lines);
    for (size_t i = 0; i < lines; i++) {
        size_t start = i * size, length = count - start < size ? count - start : size;
        if (!fills || length == size) {
            result[i] = data_list(list.as.list.items + start, length);
            continue;
        }
        struct data *line = new_items(call, size);
        for (size_t k = 0; k < size; k++)
            line[k] = k < length ? list.as.list.items[start + k] : fill;
        result[i] = data_list(line, size);
    }
    return data_list(result, lines);
}

struct data filter_slice(const struct library_call *call)
{
    struct data list = subject_list(call), fill = library_argument(call, 2);
    size_t slices = positive_argument(call, 1), count = list.as.list.count;
    size_t size = count / slices, more = count % slices, start = 0;
    struct data *result = new_items(call, slices);
    for (size_t i = 0; i < slices; i++) {
        size_t length = size + (i < more);
        bool fills = fill.kind != DATA_NONE && more && i >= more;
        struct data *part = new_items(call, length + 1);
        if (length)
            memcpy(part, list.as.list.items + start, length * sizeof *part);
        part[length] = fill;
        result[i] = data_list(part, length + fills);
        start += length;
    }
    return data_list(result, slices);
}

/* ------------------------------------------------------------------ all items alike */

struct data filter_sum(const struct library_call *call)
{
    struct data list = subject_list(call), attribute = library_argument(call, 1);
    struct data start = library_argument(call, 2), number;
    bool whole = true;
    int64_t integer = 0;
    double sum = 0;
    for (size_t i = 0; i <= list.as.list.count; i++) {
        struct data item = i ? list.as.list.items[i - 1] : start;
        if (i && attribute.kind != DATA_NONE)
            item = data_get_path(call->runtime, item, attribute);
        if (item.kind == DATA_NONE)
            continue;
        if (!data_to_number(item, &number))
            library_fail_kind(call, item);
        sum += data_to_double(number);
        whole = whole && number.kind == DATA_INTEGER &&
                !__builtin_add_overflow(integer, number.as.integer, &integer);
    }
    if (whole)
        return data_integer(integer);
    return (struct data){.kind = DATA_NUMBER, .as.number = sum};
}

/* Those behind `first` with the item before them. */
static size_t arguments_for_item(const struct library_call *call, size_t first,
                                 struct data *arguments)
{
    size_t count = 1;
    for (size_t i = first; i < call->argument_count && count < 16; i++)
        arguments[count++] = call->arguments[i];
    return count;
}

struct data filter_map(const struct library_call *call)
{
    struct data list = subject_list(call), attribute = library_argument(call, 1);
    struct data fallback = library_argument(call, 2), name = library_argument(call, 3);
    struct data arguments[16];
    size_t count = arguments_for_item(call, 4, arguments);
    struct data *result = new_items(call, list.as.list.count);
    if (attribute.kind == DATA_NONE && name.kind == DATA_NONE)
        library_fail(
            call, "needs a filter's name or attribute=", "serve il nome di un filtro o attribute=");
    for (size_t i = 0; i < list.as.list.count; i++) {
        arguments[0] = list.as.list.items[i];
        if (attribute.kind != DATA_NONE)
            result[i] = attribute_or(call, arguments[0], attribute, fallback);
        else
            result[i] = call_filter(call, data_to_text(call->runtime, name), arguments, count);
    }
    return data_list(result, list.as.list.count);
}

static struct data select_items(const struct library_call *call, struct data attribute, size_t test,
                                bool wanted)
{
    struct data list = subject_list(call), name = library_argument(call, test);
    struct data arguments[16];
    size_t count = arguments_for_item(call, test + 1, arguments), kept = 0;
    struct data *result = new_items(call, list.as.list.count);
    for (size_t i = 0; i < list.as.list.count; i++) {
        struct data item = list.as.list.items[i];
        arguments[0] =
            attribute.kind == DATA_NONE ? item : data_get_path(call->runtime, item, attribute);
        bool passes = name.kind == DATA_NONE
                          ? data_is_true(call->runtime, arguments[0])
                          : call_test(call, data_to_text(call->runtime, name), arguments, count);
        if (passes == wanted)
            result[kept++] = item;
    }
    return data_list(result, kept);
}

struct data filter_select(const struct library_call *call)
{
    return select_items(call, data_none(), 1, true);
}

struct data filter_reject(const struct library_call *call)
{
    return select_items(call, data_none(), 1, false);
}

static struct data attribute_argument(const struct library_call *call)
{
    struct data attribute = library_argument(call, 1);
    if (attribute.kind == DATA_NONE)
        library_fail(call, "needs an attribute", "serve un attributo");
    return attribute;
}

struct data filter_selectattr(const struct library_call *call)
{
    return select_items(call, attribute_argument(call), 2, true);
}

struct data filter_rejectattr(const struct library_call *call)
{
    return select_items(call, attribute_argument(call), 2, false);
}
