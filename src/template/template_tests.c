#include "template/filters.h"

static struct data truth(bool value)
{
    return data_boolean(value);
}

static struct data other(const struct library_call *call)
{
    return library_argument(call, 1);
}

static struct data test_defined(const struct library_call *call)
{
    return truth(filter_subject(call).kind != DATA_NONE);
}

static struct data test_undefined(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_NONE);
}

static struct data test_empty(const struct library_call *call)
{
    struct data subject = data_resolve(call->runtime, filter_subject(call));
    bool is_number =
        subject.kind == DATA_INTEGER || subject.kind == DATA_NUMBER || subject.kind == DATA_BOOLEAN;
    if (subject.kind == DATA_VALUE)
        return truth(value_is_empty(subject.as.value));
    return truth(!is_number && !data_is_true(call->runtime, subject));
}

static struct data test_boolean(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_BOOLEAN);
}

static struct data test_true(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    return truth(subject.kind == DATA_BOOLEAN && subject.as.boolean);
}

static struct data test_false(const struct library_call *call)
{
    struct data subject = filter_subject(call);
    return truth(subject.kind == DATA_BOOLEAN && !subject.as.boolean);
}

static struct data test_number(const struct library_call *call)
{
    struct data number;
    return truth(data_to_number(filter_subject(call), &number));
}

static struct data test_integer(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_INTEGER);
}

static struct data test_float(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_NUMBER);
}

static struct data test_string(const struct library_call *call)
{
    enum data_kind kind = filter_subject(call).kind;
    return truth(kind == DATA_TEXT || kind == DATA_MARKUP);
}

static struct data test_escaped(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_MARKUP);
}

static struct data test_mapping(const struct library_call *call)
{
    return truth(filter_subject(call).kind == DATA_MAP);
}

static struct data test_sequence(const struct library_call *call)
{
    enum data_kind kind = data_resolve(call->runtime, filter_subject(call)).kind;
    return truth(kind == DATA_LIST || kind == DATA_MAP || kind == DATA_TEXT || kind == DATA_MARKUP);
}

static int64_t whole_number(const struct library_call *call, struct data data)
{
    struct data number;
    if (!data_to_number(data, &number) || number.kind != DATA_INTEGER)
        library_fail_kind(call, data);
    return number.as.integer;
}

static struct data test_even(const struct library_call *call)
{
    return truth(whole_number(call, filter_subject(call)) % 2 == 0);
}

static struct data test_odd(const struct library_call *call)
{
    return truth(whole_number(call, filter_subject(call)) % 2 != 0);
}

static struct data test_divisibleby(const struct library_call *call)
{
    int64_t divisor = whole_number(call, other(call));
    if (!divisor)
        library_fail(call, "division by zero", "divisione per zero");
    return truth(divisor == -1 || whole_number(call, filter_subject(call)) % divisor == 0);
}

static struct data test_lower(const struct library_call *call)
{
    struct slice text = subject_text(call);
    return truth(slice_equal(text, utf8_lower(call->arena, text, SLICE("en"))));
}

static struct data test_upper(const struct library_call *call)
{
    struct slice text = subject_text(call);
    return truth(slice_equal(text, utf8_upper(call->arena, text, SLICE("en"))));
}

static struct data test_eq(const struct library_call *call)
{
    return truth(data_equal(call->runtime, filter_subject(call), other(call)));
}

static struct data test_ne(const struct library_call *call)
{
    return truth(!data_equal(call->runtime, filter_subject(call), other(call)));
}

static int order(const struct library_call *call)
{
    int result;
    if (!data_compare(call->runtime, filter_subject(call), other(call), &result))
        library_fail_kind(call, filter_subject(call));
    return result;
}

static struct data test_lt(const struct library_call *call)
{
    return truth(order(call) < 0);
}

static struct data test_le(const struct library_call *call)
{
    return truth(order(call) <= 0);
}

static struct data test_gt(const struct library_call *call)
{
    return truth(order(call) > 0);
}

static struct data test_ge(const struct library_call *call)
{
    return truth(order(call) >= 0);
}

static struct data test_sameas(const struct library_call *call)
{
    return truth(filter_subject(call).kind == other(call).kind &&
                 data_equal(call->runtime, filter_subject(call), other(call)));
}

static struct data test_in(const struct library_call *call)
{
    struct data where = data_resolve(call->runtime, other(call)), what = filter_subject(call),
                found;
    if (where.kind == DATA_TEXT || where.kind == DATA_MARKUP)
        return truth(slice_find(where.as.text, data_to_text(call->runtime, what)) !=
                     SLICE_NOT_FOUND);
    if (where.kind == DATA_MAP)
        return truth(data_get(call->runtime, where, what, true, &found));
    if (where.kind != DATA_LIST && where.kind != DATA_NONE)
        library_fail_kind(call, where);
    for (size_t i = 0; where.kind == DATA_LIST && i < where.as.list.count; i++)
        if (data_equal(call->runtime, where.as.list.items[i], what))
            return truth(true);
    return truth(false);
}

/* Every test, as "x is NAME" or by select('NAME'). */
const struct library_row template_tests[] = {
    {"!=", test_ne, "other", "not the same"},
    {"<", test_lt, "other", "less"},
    {"<=", test_le, "other", "less or the same"},
    {"==", test_eq, "other", "the same"},
    {">", test_gt, "other", "more"},
    {">=", test_ge, "other", "more or the same"},
    {"boolean", test_boolean, "", "true or false"},
    {"defined", test_defined, "", "not none"},
    {"divisibleby", test_divisibleby, "num", "a multiple of it"},
    {"empty", test_empty, "", "none, or a text, list or map of nothing"},
    {"eq", test_eq, "other", "the same"},
    {"equalto", test_eq, "other", "the same"},
    {"escaped", test_escaped, "", "HTML"},
    {"even", test_even, "", "a multiple of two"},
    {"false", test_false, "", "false itself"},
    {"float", test_float, "", "a number with decimals"},
    {"ge", test_ge, "other", "more or the same"},
    {"greaterthan", test_gt, "other", "more"},
    {"gt", test_gt, "other", "more"},
    {"in", test_in, "seq", "among them, or part of the text"},
    {"integer", test_integer, "", "a whole number"},
    {"iterable", test_sequence, "", "something to loop over"},
    {"le", test_le, "other", "less or the same"},
    {"lessthan", test_lt, "other", "less"},
    {"lower", test_lower, "", "lower case"},
    {"lt", test_lt, "other", "less"},
    {"mapping", test_mapping, "", "a map"},
    {"ne", test_ne, "other", "not the same"},
    {"none", test_undefined, "", "none"},
    {"number", test_number, "", "a number"},
    {"odd", test_odd, "", "no multiple of two"},
    {"sameas", test_sameas, "other", "the same, and of the same kind"},
    {"sequence", test_sequence, "", "something to loop over"},
    {"string", test_string, "", "a text"},
    {"true", test_true, "", "true itself"},
    {"undefined", test_undefined, "", "none"},
    {"upper", test_upper, "", "upper case"},
    {NULL, NULL, NULL, NULL},
};
