/* A value that was read, against minimum, maximum, length, pattern (value_reader.h). */
#include "content/value_reader.h"
#include "text/utf8.h"

static const struct problem too_short = {
    "field-length",
    SEVERITY_ERROR,
    {"%1: this text is too short (characters: %2, at least %3)",
     "%1: questo testo è troppo corto (caratteri: %2, almeno %3)"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_long = {
    "field-length",
    SEVERITY_ERROR,
    {"%1: this text is too long (characters: %2, at most %3)",
     "%1: questo testo è troppo lungo (caratteri: %2, al massimo %3)"},
    {"shorten it by %4", "accorcialo di %4"}};
static const struct problem too_small = {
    "field-range",
    SEVERITY_ERROR,
    {"%1: %2 is below the minimum, %3", "%1: %2 è sotto il minimo, %3"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_large = {
    "field-range",
    SEVERITY_ERROR,
    {"%1: %2 is above the maximum, %3", "%1: %2 è sopra il massimo, %3"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_early = {
    "field-range",
    SEVERITY_ERROR,
    {"%1: %2 is before %3, the earliest date", "%1: %2 è prima del %3, la prima data ammessa"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_late = {
    "field-range",
    SEVERITY_ERROR,
    {"%1: %2 is after %3, the latest date", "%1: %2 è dopo il %3, l'ultima data ammessa"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_few_items = {
    "list-length",
    SEVERITY_ERROR,
    {"%1: this list is too short (items: %2, at least %3)",
     "%1: questo elenco è troppo corto (voci: %2, almeno %3)"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem too_many_items = {
    "list-length",
    SEVERITY_ERROR,
    {"%1: this list is too long (items: %2, at most %3)",
     "%1: questo elenco è troppo lungo (voci: %2, al massimo %3)"},
    {"check it; if it is right, the limit in site.yaml must change",
     "controlla; se è giusto così, va cambiato il limite in site.yaml"}};
static const struct problem wrong_form = {
    "field-pattern",
    SEVERITY_ERROR,
    {"%1: \"%2\" does not have the form that this field asks for",
     "%1: \"%2\" non ha la forma che questo campo richiede"},
    {NULL}};
static const struct problem wrong_form_with_help = {
    "field-pattern",
    SEVERITY_ERROR,
    {"%1: \"%2\" does not have the form that this field asks for",
     "%1: \"%2\" non ha la forma che questo campo richiede"},
    {"%3", "%3"}};
static const struct problem control_character = {
    "control-character",
    SEVERITY_ERROR,
    {"%1: the text holds a character that cannot be seen (code %2)",
     "%1: il testo contiene un carattere invisibile (codice %2)"},
    {"delete it and type the text again", "cancellalo e riscrivi il testo"}};

static struct slice integer_text(struct value_reader *reader, int64_t number)
{
    return arena_format(reader->arena, "%lld", (long long)number);
}

static bool check_characters(struct value_reader *reader, const struct value *value,
                             struct slice text)
{
    uint32_t character;
    while (utf8_next(&text, &character)) {
        bool is_control = character < 0x20 || (character >= 0x7F && character < 0xA0);
        if (!is_control || character == '\n' || character == '\t')
            continue;
        diagnostic_add(reader->diagnostics, &control_character, value->span, reader->name,
                       arena_format(reader->arena, "U+%04X", (unsigned)character));
        return false;
    }
    return true;
}

static bool check_length(struct value_reader *reader, const struct value *value, struct slice text,
                         int64_t default_max)
{
    const struct field *field = value->field;
    int64_t length = (int64_t)utf8_count(text);
    int64_t max = field->has_max ? field->max.as.integer : default_max;
    if (length > max) {
        diagnostic_add(reader->diagnostics, &too_long, value->span, reader->name,
                       integer_text(reader, length), integer_text(reader, max),
                       integer_text(reader, length - max));
        return false;
    }
    /* An empty text says nothing: whether it may is the business of `required`. */
    if (field->has_min && length > 0 && length < field->min.as.integer) {
        diagnostic_add(reader->diagnostics, &too_short, value->span, reader->name,
                       integer_text(reader, length), integer_text(reader, field->min.as.integer));
        return false;
    }
    return true;
}

static bool check_pattern(struct value_reader *reader, const struct value *value, struct slice text)
{
    const struct field *field = value->field;
    if (!field->pattern || text.len == 0 || pattern_matches(field->pattern, text))
        return true;
    struct slice help = local_text_get(&field->pattern_help, reader->language);
    diagnostic_add(reader->diagnostics, help.len ? &wrong_form_with_help : &wrong_form, value->span,
                   reader->name, value_reader_quote(reader, text), help);
    return false;
}

static bool check_text(struct value_reader *reader, const struct value *value, struct slice text,
                       int64_t default_max)
{
    return check_characters(reader, value, text) &&
           check_length(reader, value, text, default_max) && check_pattern(reader, value, text);
}

/* What the sheet knows only to the year is compared by the year. */
static int compare_dates(struct date date, struct date limit)
{
    if (date.month == 0)
        limit.month = 0;
    if (date.day == 0 || date.month == 0)
        limit.day = 0;
    return date_compare(date, limit);
}

static int compare_to_limit(const struct value *value, const struct value *limit)
{
    if (value->kind == VALUE_DATE && limit->kind == VALUE_DATE)
        return compare_dates(value->as.date, limit->as.date);
    if (value->kind == VALUE_DATETIME && limit->kind == VALUE_DATE)
        return compare_dates(value->as.datetime.date, limit->as.date);
    if (value->kind != VALUE_INTEGER && limit->kind == VALUE_INTEGER)
        return decimal_compare(value->as.number, decimal_from_integer(limit->as.integer));
    return value->kind == limit->kind ? value_compare(value, limit) : 0;
}

static struct slice written(struct value_reader *reader, const struct value *value,
                            const struct field *field)
{
    struct value copy = *value;
    copy.field = field; /* a limit stands for its field's currency */
    struct buffer text = {0};
    if (value->kind == VALUE_DATE || value->kind == VALUE_DATETIME)
        value_write_plain(&text, &copy); /* no language's own: the message may be in another */
    else
        value_write(&text, &copy, reader->locale, reader->language);
    struct slice result = buffer_copy(&text, reader->arena);
    buffer_release(&text);
    return result;
}

static bool check_range(struct value_reader *reader, const struct value *value)
{
    const struct field *field = value->field;
    bool is_time = value->kind == VALUE_DATE || value->kind == VALUE_DATETIME;
    if (field->has_min && compare_to_limit(value, &field->min) < 0) {
        diagnostic_add(reader->diagnostics, is_time ? &too_early : &too_small, value->span,
                       reader->name, written(reader, value, field),
                       written(reader, &field->min, field));
        return false;
    }
    if (field->has_max && compare_to_limit(value, &field->max) > 0) {
        diagnostic_add(reader->diagnostics, is_time ? &too_late : &too_large, value->span,
                       reader->name, written(reader, value, field),
                       written(reader, &field->max, field));
        return false;
    }
    return true;
}

bool value_reader_check_list(struct value_reader *reader, const struct value *list)
{
    const struct field *field = list->field;
    int64_t count = (int64_t)list->as.list.count;
    if (field->has_min && count < field->min.as.integer) {
        diagnostic_add(reader->diagnostics, &too_few_items, list->span, reader->name,
                       integer_text(reader, count), integer_text(reader, field->min.as.integer));
        return false;
    }
    if (field->has_max && count > field->max.as.integer) {
        diagnostic_add(reader->diagnostics, &too_many_items, list->span, reader->name,
                       integer_text(reader, count), integer_text(reader, field->max.as.integer));
        return false;
    }
    return true;
}

bool value_limits_check(struct value_reader *reader, const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        return check_text(reader, value, value->as.text, TEXT_LENGTH_MAX);
    case VALUE_MARKDOWN:
        return check_text(reader, value, value->as.markdown.source, MARKDOWN_FIELD_MAX);
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        return check_text(reader, value, value->as.text, ADDRESS_LENGTH_MAX);
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_PERCENT:
    case VALUE_MONEY:
    case VALUE_DATE:
    case VALUE_DATETIME:
    case VALUE_DURATION:
        return check_range(reader, value);
    default:
        return true;
    }
}
