#include "template/filters.h"
#include "template/template_problems.h"

/* Every filter: name, function, parameters (template_library.h says how), what it does. */
const struct library_row template_filters[] = {
    {"abs", filter_abs, "", "the number without its sign"},
    {"attr", filter_attr, "name", "an attribute by name, none where there is none"},
    {"batch", filter_batch, "linecount fill_with", "a list of lists of so many items"},
    {"capitalize", filter_capitalize, "", "first letter upper case, the rest lower"},
    {"center", filter_center, "width", "centred in a field of so many characters"},
    {"count", filter_length, "", "number of items or characters"},
    {"d", filter_default, "default_value boolean", "the same as default"},
    {"date", filter_date, "format",
     "a date: 'long', 'short', 'iso', 'year' or a pattern like '%d/%m/%Y'"},
    {"default", filter_default, "default_value boolean",
     "another value for none; with true also for what is false or empty"},
    {"dictsort", filter_dictsort, "case_sensitive by reverse", "a map's pairs, sorted"},
    {"duration", filter_duration, "", "a length of time in words"},
    {"e", filter_escape, "", "the same as escape"},
    {"escape", filter_escape, "", "text as HTML; HTML stays as it is"},
    {"filesizeformat", filter_filesizeformat, "binary", "a number of bytes: 1,4 MB"},
    {"first", filter_first, "", "the first item"},
    {"float", filter_float, "default", "as a number with decimals"},
    {"forceescape", filter_forceescape, "", "text or HTML as HTML"},
    {"format", filter_format, "*", "'%s of %d'|format(a, b)"},
    {"groupby", filter_groupby, "attribute default case_sensitive",
     "groups of items with the same attribute: .grouper and .list"},
    {"indent", filter_indent, "width first blank", "lines moved to the right"},
    {"int", filter_int, "default base", "as a whole number"},
    {"items", filter_items, "", "a map's pairs"},
    {"join", filter_join, "d attribute", "items as one text, with a separator"},
    {"json", filter_tojson, "indent", "the same as tojson"},
    {"last", filter_last, "", "the last item"},
    {"length", filter_length, "", "number of items or characters"},
    {"list", filter_list, "", "characters, names or items as a list"},
    {"lower", filter_lower, "", "lower case"},
    {"map", filter_map, "attribute= default= name *", "a filter, or an attribute, of every item"},
    {"max", filter_max, "case_sensitive attribute", "the largest item"},
    {"min", filter_min, "case_sensitive attribute", "the smallest item"},
    {"money", filter_money, "currency whole", "an amount in the page's language"},
    {"number", filter_number, "digits", "a number in the page's language"},
    {"percent", filter_percent, "digits", "12.5 as 12,5%"},
    {"reject", filter_reject, "test *", "items that fail a test"},
    {"rejectattr", filter_rejectattr, "attribute test *", "items whose attribute fails a test"},
    {"replace", filter_replace, "old new count", "one text in the place of another"},
    {"reverse", filter_reverse, "", "from the end to the start"},
    {"round", filter_round, "precision method", "rounded: 'common', 'ceil' or 'floor'"},
    {"safe", filter_safe, "", "HTML that is written as it is"},
    {"select", filter_select, "test *", "items that pass a test"},
    {"selectattr", filter_selectattr, "attribute test *", "items whose attribute passes a test"},
    {"slice", filter_slice, "slices fill_with", "so many lists of about the same length"},
    {"slug", filter_slug, "", "as part of an address"},
    {"sort", filter_sort, "reverse case_sensitive attribute",
     "in order; texts as a dictionary of the page's language has them"},
    {"string", filter_string, "", "as text"},
    {"striptags", filter_striptags, "", "HTML as text, white space made one"},
    {"sum", filter_sum, "attribute start", "the sum of the items"},
    {"title", filter_title, "", "Every Word Capitalised"},
    {"tojson", filter_tojson, "indent", "as JSON"},
    {"trim", filter_trim, "chars", "without white space at the ends"},
    {"truncate", filter_truncate, "length killwords end leeway", "cut at a word"},
    {"unique", filter_unique, "case_sensitive attribute", "without repeated items"},
    {"upper", filter_upper, "", "upper case"},
    {"urlencode", filter_urlencode, "", "as part of an address; a map as a query"},
    {"wordcount", filter_wordcount, "", "number of words"},
    {"wordwrap", filter_wordwrap, "width break_long_words wrapstring",
     "in lines of so many characters"},
    {"xmlattr", filter_xmlattr, "autospace", "a map as attributes of a tag"},
    {NULL, NULL, NULL, NULL},
};

/* ------------------------------------------------------------------ arguments */

int64_t argument_integer(const struct library_call *call, size_t index, int64_t fallback)
{
    struct data data = library_argument(call, index), number;
    if (data.kind == DATA_NONE)
        return fallback;
    if (!data_to_number(data, &number))
        library_fail_kind(call, data);
    if (number.kind == DATA_INTEGER)
        return number.as.integer;
    if (!(number.as.number > -1e15 && number.as.number < 1e15))
        library_fail(call, "the number is too large", "il numero è troppo grande");
    return (int64_t)number.as.number;
}

bool argument_boolean(const struct library_call *call, size_t index, bool fallback)
{
    struct data data = library_argument(call, index);
    return data.kind == DATA_NONE ? fallback : data_is_true(call->runtime, data);
}

struct slice argument_text(const struct library_call *call, size_t index, struct slice fallback)
{
    struct data data = library_argument(call, index);
    return data.kind == DATA_NONE ? fallback : data_to_text(call->runtime, data);
}

struct slice subject_text(const struct library_call *call)
{
    return data_to_text(call->runtime, filter_subject(call));
}

struct data subject_list(const struct library_call *call)
{
    struct data list;
    if (!data_to_list(call->runtime, filter_subject(call), &list))
        library_fail_kind(call, filter_subject(call));
    return list;
}

struct data text_like_subject(const struct library_call *call, struct slice text)
{
    return filter_subject(call).kind == DATA_MARKUP ? data_markup(text) : data_text(text);
}

struct buffer *build_begin(const struct library_call *call, size_t *mark)
{
    *mark = call->runtime->out->len;
    return call->runtime->out;
}

struct slice build_end(const struct library_call *call, size_t mark)
{
    return runtime_take(call->runtime, mark);
}

struct data *new_items(const struct library_call *call, size_t count)
{
    library_expect_size(call, count * sizeof(struct data));
    return arena_array(call->arena, struct data, count + 1);
}

struct data attribute_or(const struct library_call *call, struct data item, struct data attribute,
                         struct data fallback)
{
    struct data value = data_get_path(call->runtime, item, attribute);
    return value.kind == DATA_NONE ? fallback : value;
}

/* ------------------------------------------------------------------ filters by name */

struct data call_filter(const struct library_call *call, struct slice name,
                        const struct data *arguments, size_t count)
{
    struct template_runtime *runtime = call->runtime;
    const struct template_environment *environment = engine_environment(runtime->engine);
    for (size_t i = 0; i < environment->function_count; i++) {
        const struct template_function *function = &environment->functions[i];
        if (!function->is_filter || !slice_equal_string(name, function->name))
            continue;
        struct data result = data_none();
        struct template_call host = {.context = runtime->context,
                                     .arguments = arguments,
                                     .argument_count = count,
                                     .function = function};
        if (!function->call(&host, &result))
            runtime_fail(runtime, &problem_function, name, host.error);
        return result;
    }
    const struct library_row *row = library_find(template_filters, name);
    if (!row)
        runtime_fail(runtime, &problem_unknown_filter, name, (struct slice){0});
    struct library_call inner = {runtime, call->arena, row->name, arguments, count};
    library_charge(call, 2);
    return row->call(&inner);
}

bool call_test(const struct library_call *call, struct slice name, const struct data *arguments,
               size_t count)
{
    const struct library_row *row = library_find(template_tests, name);
    if (!row)
        runtime_fail(call->runtime, &problem_unknown_test, name, (struct slice){0});
    struct library_call inner = {call->runtime, call->arena, row->name, arguments, count};
    return data_is_true(call->runtime, row->call(&inner));
}
