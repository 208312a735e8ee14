#include "template/data.h"

struct data data_none(void)
{
    return (struct data){.kind = DATA_NONE};
}

struct data data_boolean(bool truth)
{
    return (struct data){.kind = DATA_BOOLEAN, .as.boolean = truth};
}

struct data data_integer(int64_t number)
{
    return (struct data){.kind = DATA_INTEGER, .as.integer = number};
}

struct data data_text(struct slice text)
{
    return (struct data){.kind = DATA_TEXT, .as.text = text};
}

struct data data_markup(struct slice html)
{
    return (struct data){.kind = DATA_MARKUP, .as.text = html};
}

/* What a template can compute with as it is needs no class of its own. */
struct data data_value(const struct value *value)
{
    if (!value)
        return data_none();
    switch (value->kind) {
    case VALUE_NONE:
        return data_none();
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        return data_text(value->as.text);
    case VALUE_INTEGER:
        return data_integer(value->as.integer);
    case VALUE_BOOLEAN:
        return data_boolean(value->as.boolean);
    default:
        return (struct data){.kind = DATA_VALUE, .as.value = value};
    }
}

struct data data_list(const struct data *items, size_t count)
{
    return (struct data){.kind = DATA_LIST, .as.list = {items, count}};
}

struct data data_map(const struct data_pair *pairs, size_t count)
{
    return (struct data){.kind = DATA_MAP, .as.map = {pairs, count}};
}

struct data data_object(const struct data_class *class, const void *self)
{
    if (!self)
        return data_none();
    return (struct data){.kind = DATA_OBJECT, .as.object = {class, self}};
}
