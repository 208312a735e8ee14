#include "content/value.h"

#include "content/schema.h"

#define COMPARE_NUMBERS(a, b) (((a) > (b)) - ((a) < (b)))

struct slice value_kind_name(enum value_kind kind)
{
    static const char *const names[] = {
        [VALUE_NONE] = "none",         [VALUE_TEXT] = "text",       [VALUE_MARKDOWN] = "markdown",
        [VALUE_INTEGER] = "integer",   [VALUE_NUMBER] = "number",   [VALUE_PERCENT] = "percent",
        [VALUE_MONEY] = "money",       [VALUE_DATE] = "date",       [VALUE_DATETIME] = "datetime",
        [VALUE_DURATION] = "duration", [VALUE_BOOLEAN] = "boolean", [VALUE_URL] = "url",
        [VALUE_EMAIL] = "email",       [VALUE_FILE] = "file",       [VALUE_TERM] = "term",
        [VALUE_REF] = "ref",           [VALUE_LIST] = "list",       [VALUE_RECORD] = "record",
    };
    return slice_from_string(names[kind]);
}

bool value_is_empty(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        return true;
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        return slice_trim(value->as.text).len == 0;
    case VALUE_MARKDOWN:
        return slice_trim(value->as.markdown.source).len == 0;
    case VALUE_LIST:
        return value->as.list.count == 0;
    case VALUE_RECORD:
        for (size_t i = 0; i < value->field->field_count; i++)
            if (!value_is_empty(&value->as.record.members[i]))
                return false;
        return true;
    default:
        return false;
    }
}

/* --- for readers -------------------------------------------------------- */

static struct slice boolean_word(bool truth, const struct locale *locale)
{
    if (slice_starts_with(locale->language, SLICE("it")))
        return truth ? SLICE("sì") : SLICE("no");
    return truth ? SLICE("yes") : SLICE("no");
}

/* "Componente: formazione; Grado: trasferibile" */
static void write_record(struct buffer *out, const struct value *record,
                         const struct locale *locale, unsigned label_language)
{
    bool first = true;
    for (size_t i = 0; i < record->field->field_count; i++) {
        const struct value *member = &record->as.record.members[i];
        if (value_is_empty(member))
            continue;
        if (!first)
            buffer_add(out, SLICE("; "));
        first = false;
        buffer_add(out, local_text_get(&record->field->fields[i]->label, label_language));
        buffer_add(out, SLICE(": "));
        value_write(out, member, locale, label_language);
    }
}

void value_write(struct buffer *out, const struct value *value, const struct locale *locale,
                 unsigned label_language)
{
    switch (value->kind) {
    case VALUE_NONE:
        return;
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        buffer_add(out, value->as.text);
        return;
    case VALUE_MARKDOWN:
        buffer_add(out, value->as.markdown.source);
        return;
    case VALUE_INTEGER:
        decimal_write(out, decimal_from_integer(value->as.integer), locale);
        return;
    case VALUE_NUMBER:
        decimal_write(out, value->as.number, locale);
        return;
    case VALUE_PERCENT:
        percent_write(out, value->as.number, locale);
        return;
    case VALUE_MONEY:
        money_write(out, value->as.number, value->field->currency, false, locale);
        return;
    case VALUE_DATE:
        date_write(out, value->as.date, locale);
        return;
    case VALUE_DATETIME:
        datetime_write(out, value->as.datetime, locale);
        return;
    case VALUE_DURATION:
        duration_write(out, value->as.duration, locale);
        return;
    case VALUE_BOOLEAN:
        buffer_add(out, boolean_word(value->as.boolean, locale));
        return;
    case VALUE_TERM:
        buffer_add(out, local_text_get(&value->as.term->label, label_language));
        return;
    case VALUE_REF:
        buffer_add(out, value->as.ref.id);
        return;
    case VALUE_LIST:
        for (size_t i = 0; i < value->as.list.count; i++) {
            if (i > 0)
                buffer_add(out, SLICE(", "));
            value_write(out, &value->as.list.items[i], locale, label_language);
        }
        return;
    case VALUE_RECORD:
        write_record(out, value, locale, label_language);
        return;
    }
}

/* --- for machines ------------------------------------------------------- */

void value_write_plain(struct buffer *out, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        return;
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        buffer_add(out, value->as.text);
        return;
    case VALUE_MARKDOWN:
        buffer_add(out, value->as.markdown.source);
        return;
    case VALUE_INTEGER:
        buffer_add_integer(out, value->as.integer);
        return;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        decimal_write_plain(out, value->as.number);
        return;
    case VALUE_DATE:
        date_write_iso(out, value->as.date);
        return;
    case VALUE_DATETIME:
        datetime_write_iso(out, value->as.datetime);
        return;
    case VALUE_DURATION:
        duration_write_iso(out, value->as.duration);
        return;
    case VALUE_BOOLEAN:
        buffer_add(out, value->as.boolean ? SLICE("true") : SLICE("false"));
        return;
    case VALUE_TERM:
        buffer_add(out, value->as.term->id);
        return;
    case VALUE_REF:
        buffer_add(out, value->as.ref.id);
        return;
    case VALUE_LIST:
        for (size_t i = 0; i < value->as.list.count; i++) {
            if (i > 0)
                buffer_add(out, SLICE("; "));
            value_write_plain(out, &value->as.list.items[i]);
        }
        return;
    case VALUE_RECORD:
        for (size_t i = 0, written = 0; i < value->field->field_count; i++) {
            const struct value *member = &value->as.record.members[i];
            if (value_is_empty(member))
                continue;
            if (written++)
                buffer_add(out, SLICE(", "));
            buffer_add(out, value->field->fields[i]->id);
            buffer_add_byte(out, '=');
            value_write_plain(out, member);
        }
        return;
    }
}

static void write_money_json(struct json_writer *json, const struct value *value)
{
    struct buffer amount = {0};
    decimal_write_plain(&amount, value->as.number);
    json_begin_object(json);
    json_key(json, SLICE("amount"));
    json_number_text(json, buffer_view(&amount));
    json_member(json, SLICE("currency"), value->field->currency);
    json_end_object(json);
    buffer_release(&amount);
}

void value_write_json(struct json_writer *json, const struct value *value)
{
    struct buffer text = {0};
    switch (value->kind) {
    case VALUE_NONE:
        json_null(json);
        break;
    case VALUE_INTEGER:
        json_integer(json, value->as.integer);
        break;
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        decimal_write_plain(&text, value->as.number);
        json_number_text(json, buffer_view(&text));
        break;
    case VALUE_MONEY:
        write_money_json(json, value);
        break;
    case VALUE_BOOLEAN:
        json_boolean(json, value->as.boolean);
        break;
    case VALUE_LIST:
        json_begin_array(json);
        for (size_t i = 0; i < value->as.list.count; i++)
            value_write_json(json, &value->as.list.items[i]);
        json_end_array(json);
        break;
    case VALUE_RECORD:
        json_begin_object(json);
        for (size_t i = 0; i < value->field->field_count; i++) {
            json_key(json, value->field->fields[i]->id);
            value_write_json(json, &value->as.record.members[i]);
        }
        json_end_object(json);
        break;
    default: /* the others are text for machines as well */
        value_write_plain(&text, value);
        json_string(json, buffer_view(&text));
        break;
    }
    buffer_release(&text);
}

/* --- order -------------------------------------------------------------- */

static int compare_lists(const struct value *a, size_t a_count, const struct value *b,
                         size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++) {
        int order = value_compare(&a[i], &b[i]);
        if (order)
            return order;
    }
    return COMPARE_NUMBERS(a_count, b_count);
}

static int compare_terms(const struct term *a, const struct term *b)
{
    int order = COMPARE_NUMBERS(a->vocabulary->index, b->vocabulary->index);
    return order ? order : COMPARE_NUMBERS(a->index, b->index);
}

int value_compare(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind) {
        if (a->kind == VALUE_NONE || b->kind == VALUE_NONE)
            return a->kind == VALUE_NONE ? 1 : -1;
        return COMPARE_NUMBERS(a->kind, b->kind);
    }
    switch (a->kind) {
    case VALUE_NONE:
        return 0;
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        return slice_compare(a->as.text, b->as.text);
    case VALUE_MARKDOWN:
        return slice_compare(a->as.markdown.source, b->as.markdown.source);
    case VALUE_INTEGER:
        return COMPARE_NUMBERS(a->as.integer, b->as.integer);
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        return decimal_compare(a->as.number, b->as.number);
    case VALUE_DATE:
        return date_compare(a->as.date, b->as.date);
    case VALUE_DATETIME:
        return COMPARE_NUMBERS(datetime_to_seconds(a->as.datetime),
                               datetime_to_seconds(b->as.datetime));
    case VALUE_DURATION:
        return COMPARE_NUMBERS(duration_days(a->as.duration), duration_days(b->as.duration));
    case VALUE_BOOLEAN:
        return COMPARE_NUMBERS(a->as.boolean, b->as.boolean);
    case VALUE_TERM:
        return compare_terms(a->as.term, b->as.term);
    case VALUE_REF:
        return slice_compare(a->as.ref.id, b->as.ref.id);
    case VALUE_LIST:
        return compare_lists(a->as.list.items, a->as.list.count, b->as.list.items,
                             b->as.list.count);
    case VALUE_RECORD:
        return compare_lists(a->as.record.members, a->field->field_count, b->as.record.members,
                             b->field->field_count);
    }
    return 0;
}
