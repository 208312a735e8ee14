#include "template/filters.h"

#include "template/template_problems.h"

/* ------------------------------------------------------------------ sorting */

struct sort_part {
    struct data data;
    struct slice key; /* of a text: its place in the dictionary */
};

struct sort_item {
    struct data item;
    struct sort_part *parts;
};

struct sorter {
    const struct library_call *call;
    size_t part_count;
    bool descending;
};

static const struct collator *page_collator(struct template_runtime *runtime)
{
    if (!runtime->context->locale)
        return NULL;
    struct slice language = runtime->context->locale->language;
    for (size_t i = 0; i < runtime->collator_count; i++)
        if (slice_equal(runtime->collators[i].language, language))
            return runtime->collators[i].collator;
    size_t room = sizeof runtime->collators / sizeof *runtime->collators;
    struct collator *collator = runtime->collator_count < room ? collator_open(language) : NULL;
    if (!collator)
        return NULL;
    /* Locales outlive the engine. */
    runtime->collators[runtime->collator_count++] = (struct runtime_collator){language, collator};
    return collator;
}

static bool is_text(struct data data)
{
    return data.kind == DATA_TEXT || data.kind == DATA_MARKUP;
}

/* What an item is sorted by: objects and terms by what they print. */
static struct sort_part sort_part_of(const struct library_call *call, struct data data,
                                     bool case_sensitive)
{
    struct data number;
    bool is_term = data.kind == DATA_VALUE && data.as.value->kind == VALUE_TERM;
    if (data.kind == DATA_OBJECT && !data.as.object.class->items && data.as.object.class->text)
        data = data_text(data_to_text(call->runtime, data));
    else if (is_term)
        data = data_text(data_to_text(call->runtime, data));
    struct sort_part part = {data, {0}};
    if (!is_text(data) || data_to_number(data, &number))
        return part;
    const struct collator *collator = case_sensitive ? NULL : page_collator(call->runtime);
    library_charge(call, 4 + data.as.text.len / 8);
    if (collator)
        part.key = collator_key(collator, call->arena, data.as.text);
    else if (case_sensitive)
        part.key = data.as.text;
    else
        part.key = utf8_lower(call->arena, data.as.text, SLICE("en"));
    return part;
}

/* none comes last. */
static int compare_parts(const struct sorter *sorter, const struct sort_part *a,
                         const struct sort_part *b)
{
    int order;
    if (a->data.kind == DATA_NONE || b->data.kind == DATA_NONE) {
        order = (a->data.kind == DATA_NONE) - (b->data.kind == DATA_NONE);
        return sorter->descending ? -order : order;
    }
    if (is_text(a->data) && is_text(b->data))
        return slice_compare(a->key, b->key);
    if (!data_compare(sorter->call->runtime, a->data, b->data, &order))
        runtime_fail(
            sorter->call->runtime, &problem_operands, slice_from_string(sorter->call->name),
            data_kind_name(a->data, MESSAGES_ENGLISH), data_kind_name(b->data, MESSAGES_ENGLISH),
            data_kind_name(a->data, MESSAGES_ITALIAN), data_kind_name(b->data, MESSAGES_ITALIAN));
    return order;
}

static int compare_items(const struct sorter *sorter, const struct sort_item *a,
                         const struct sort_item *b)
{
    for (size_t i = 0; i < sorter->part_count; i++) {
        int order = compare_parts(sorter, &a->parts[i], &b->parts[i]);
        if (order)
            return sorter->descending ? -order : order;
    }
    return 0;
}

/* Merge sort, from the bottom: stable, and never worse than n log n. */
static struct sort_item *sort_items(const struct sorter *sorter, struct sort_item *items,
                                    size_t count)
{
    struct sort_item *from = items;
    struct sort_item *to = arena_array(sorter->call->arena, struct sort_item, count + 1);
    for (size_t width = 1; width < count; width *= 2) {
        library_charge(sorter->call, count);
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            size_t left = start, right = middle;
            for (size_t i = start; i < end; i++) {
                bool take_left =
                    left < middle &&
                    (right >= end || compare_items(sorter, &from[left], &from[right]) <= 0);
                to[i] = take_left ? from[left++] : from[right++];
            }
        }
        struct sort_item *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

/* "a,b.c" sorts by a, then by c of b. */
static struct data sort_list(const struct library_call *call, struct data list,
                             struct data attribute, bool case_sensitive, bool descending)
{
    size_t count = list.as.list.count;
    struct data paths[8];
    size_t part_count = 0;
    struct slice rest = is_text(attribute) ? attribute.as.text : (struct slice){0}, path;
    while (part_count < 8 && slice_next(&rest, ',', &path))
        paths[part_count++] = data_text(slice_trim(path));
    if (!part_count)
        paths[part_count++] = attribute;
    library_expect_size(
        call, count * (2 * sizeof(struct sort_item) + part_count * sizeof(struct sort_part)));
    struct sort_item *items = arena_array(call->arena, struct sort_item, count + 1);
    struct sort_part *parts = arena_array(call->arena, struct sort_part, count * part_count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i].item = list.as.list.items[i];
        items[i].parts = parts + i * part_count;
        for (size_t k = 0; k < part_count; k++) {
            struct data value = paths[k].kind == DATA_NONE
                                    ? items[i].item
                                    : data_get_path(call->runtime, items[i].item, paths[k]);
            items[i].parts[k] = sort_part_of(call, value, case_sensitive);
        }
    }
    struct sorter sorter = {call, part_count, descending};
    items = sort_items(&sorter, items, count);
    struct data *result = new_items(call, count);
    for (size_t i = 0; i < count; i++)
        result[i] = items[i].item;
    return data_list(result, count);
}

struct data filter_sort(const struct library_call *call)
{
    return sort_list(call, subject_list(call), library_argument(call, 3),
                     argument_boolean(call, 2, false), argument_boolean(call, 1, false));
}

struct data filter_dictsort(const struct library_call *call)
{
    struct slice by = argument_text(call, 2, SLICE("key"));
    bool by_key = slice_equal_string(by, "key");
    if (!by_key && !slice_equal_string(by, "value"))
        library_fail(call, "by is 'key' or 'value'", "by è 'key' o 'value'");
    return sort_list(call, filter_items(call), data_integer(by_key ? 0 : 1),
                     argument_boolean(call, 1, false), argument_boolean(call, 3, false));
}

static struct data extreme(const struct library_call *call, bool largest)
{
    struct data sorted = sort_list(call, subject_list(call), library_argument(call, 2),
                                   argument_boolean(call, 1, false), largest);
    return sorted.as.list.count ? sorted.as.list.items[0] : data_none();
}

struct data filter_min(const struct library_call *call)
{
    return extreme(call, false);
}

struct data filter_max(const struct library_call *call)
{
    return extreme(call, true);
}

/* ------------------------------------------------------------------ groups */

struct group {
    struct data grouper, list;
};

static void group_grouper(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = ((const struct group *)self)->grouper;
}

static void group_list(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = ((const struct group *)self)->list;
}

/* So that "for grouper, list in …" takes it apart. */
static void group_items(const struct data_context *context, const void *self, struct data *result)
{
    const struct group *group = self;
    struct data *pair = arena_array(context->arena, struct data, 2);
    pair[0] = group->grouper;
    pair[1] = group->list;
    *result = data_list(pair, 2);
}

static const struct data_attribute group_attributes[] = {{"grouper", group_grouper},
                                                         {"list", group_list}};
static const struct data_class group_class = {"group", group_attributes, 2, NULL,
                                              NULL,    group_items};

static bool parts_equal(const struct library_call *call, struct data a, struct data b,
                        bool case_sensitive)
{
    if (!is_text(a) || !is_text(b) || case_sensitive)
        return data_equal(call->runtime, a, b);
    return slice_equal(utf8_lower(call->arena, a.as.text, SLICE("en")),
                       utf8_lower(call->arena, b.as.text, SLICE("en")));
}

struct data filter_groupby(const struct library_call *call)
{
    struct data attribute = library_argument(call, 1), fallback = library_argument(call, 2);
    bool case_sensitive = argument_boolean(call, 3, false);
    if (attribute.kind == DATA_NONE)
        library_fail(call, "needs an attribute", "serve un attributo");
    struct data sorted = sort_list(call, subject_list(call), attribute, case_sensitive, false);
    const struct data *items = sorted.as.list.items;
    size_t count = sorted.as.list.count, groups = 0, start = 0;
    struct data *result = new_items(call, count);
    for (size_t i = 1; i <= count; i++) {
        struct data first = attribute_or(call, items[start], attribute, fallback);
        if (i < count && parts_equal(call, first, attribute_or(call, items[i], attribute, fallback),
                                     case_sensitive))
            continue;
        struct group *group = arena_new(call->arena, struct group);
        group->grouper = first;
        group->list = data_list(items + start, i - start);
        result[groups++] = data_object(&group_class, group);
        start = i;
    }
    return data_list(result, groups);
}

/* A text that two items share just where they are the same. */
static struct slice identity(const struct library_call *call, struct data data, bool case_sensitive)
{
    size_t mark;
    if (is_text(data) && !case_sensitive)
        data.as.text = utf8_lower(call->arena, data.as.text, SLICE("en"));
    struct buffer *out = build_begin(call, &mark);
    if (data.kind == DATA_OBJECT && !data.as.object.class->items) {
        buffer_add(out, slice_from((const char *)&data.as.object.self, sizeof data.as.object.self));
    } else {
        struct json_writer json = {.out = out};
        data_write_json(call->runtime, &json, data);
    }
    return build_end(call, mark);
}

struct data filter_unique(const struct library_call *call)
{
    struct data list = subject_list(call), attribute = library_argument(call, 2);
    bool case_sensitive = argument_boolean(call, 1, false);
    struct data *result = new_items(call, list.as.list.count);
    struct map seen = {0};
    size_t count = 0;
    for (size_t i = 0; i < list.as.list.count; i++) {
        struct data item = list.as.list.items[i], value = item;
        if (attribute.kind != DATA_NONE)
            value = data_get_path(call->runtime, item, attribute);
        if (map_add(call->arena, &seen, identity(call, value, case_sensitive), result))
            result[count++] = item;
    }
    return data_list(result, count);
}
