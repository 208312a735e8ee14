/*
 * value_scalar.c - one text as what its field's type says.
 *
 * A row of the table below for each type. The forms that numbers and dates may have are those of
 * text/number.h and text/date.h; what is said of others stands in value_wrong.c.
 */
#include "content/value_reader.h"
#include "text/url.h"
#include "text/utf8.h"

/* --- one function a type ------------------------------------------------- */

static enum reading read_integer(struct value_reader *reader, struct slice text,
                                 struct value *value, struct readings *readings)
{
    return integer_read(text, reader->locale, &value->as.integer, readings);
}

static enum reading read_number(struct value_reader *reader, struct slice text, struct value *value,
                                struct readings *readings)
{
    return decimal_read(text, reader->locale, &value->as.number, readings);
}

static enum reading read_percent(struct value_reader *reader, struct slice text,
                                 struct value *value, struct readings *readings)
{
    return percent_read(text, reader->locale, &value->as.number, readings);
}

static enum reading read_money(struct value_reader *reader, struct slice text, struct value *value,
                               struct readings *readings)
{
    return money_read(text, value->field->currency, reader->locale, &value->as.number, readings);
}

static enum reading read_date(struct value_reader *reader, struct slice text, struct value *value,
                              struct readings *readings)
{
    return date_read(text, reader->locale, &value->as.date, readings);
}

static enum reading read_datetime(struct value_reader *reader, struct slice text,
                                  struct value *value, struct readings *readings)
{
    return datetime_read(text, reader->locale, &value->as.datetime, readings);
}

static enum reading read_duration(struct value_reader *reader, struct slice text,
                                  struct value *value, struct readings *readings)
{
    return duration_read(text, reader->locale, &value->as.duration, readings);
}

static enum reading read_boolean(struct value_reader *reader, struct slice text,
                                 struct value *value, struct readings *readings)
{
    static const struct {
        struct slice word;
        bool truth;
    } words[] = {
        {SLICE_INIT("true"), true}, {SLICE_INIT("false"), false}, {SLICE_INIT("yes"), true},
        {SLICE_INIT("no"), false},  {SLICE_INIT("si"), true},     {SLICE_INIT("on"), true},
        {SLICE_INIT("off"), false}, {SLICE_INIT("vero"), true},   {SLICE_INIT("falso"), false},
    };
    (void)readings;
    struct slice folded = utf8_fold(reader->arena, text); /* "Sì" is "si" */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal(folded, words[i].word)) {
            value->as.boolean = words[i].truth;
            return READING_GOOD;
        }
    return READING_WRONG;
}

static enum reading read_any_text(struct value_reader *reader, struct slice text,
                                  struct value *value, struct readings *readings)
{
    (void)reader, (void)readings;
    value->as.text = text;
    return READING_GOOD;
}

static enum reading read_markdown(struct value_reader *reader, struct slice text,
                                  struct value *value, struct readings *readings)
{
    (void)reader, (void)readings;
    value->as.markdown.source = text;
    return READING_GOOD;
}

/* A relative address begins so that it cannot be a host whose scheme was forgotten. */
static bool is_relative(struct slice text)
{
    return slice_starts_with(text, SLICE("/")) || slice_starts_with(text, SLICE("./")) ||
           slice_starts_with(text, SLICE("../")) || slice_starts_with(text, SLICE("#"));
}

static enum reading read_url(struct value_reader *reader, struct slice text, struct value *value,
                             struct readings *readings)
{
    (void)reader, (void)readings;
    value->as.text = text;
    if (!url_is_allowed(text) || (!is_relative(text) && !url_has_scheme(text)))
        return READING_WRONG;
    struct slice start = slice_sub(text, 0, 4);
    if (slice_equal_ignoring_case(start, SLICE("http")) && !url_is_absolute(text))
        return READING_WRONG;
    return READING_GOOD;
}

static enum reading read_email(struct value_reader *reader, struct slice text, struct value *value,
                               struct readings *readings)
{
    (void)reader, (void)readings;
    value->as.text = text;
    return email_is_valid(text) ? READING_GOOD : READING_WRONG;
}

/* Below the sheet's own folder, whatever is done to the path later. */
static enum reading read_file(struct value_reader *reader, struct slice text, struct value *value,
                              struct readings *readings)
{
    (void)reader, (void)readings;
    struct slice rest = text, part;
    if (text.ptr[0] == '/' || text.ptr[text.len - 1] == '/' ||
        slice_find_byte(text, '\\') != SLICE_NOT_FOUND ||
        slice_find_byte(text, ':') != SLICE_NOT_FOUND)
        return READING_WRONG;
    while (slice_next(&rest, '/', &part))
        if (part.len == 0 || slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return READING_WRONG;
    value->as.text = text;
    return READING_GOOD;
}

typedef enum reading scalar_reader(struct value_reader *reader, struct slice text,
                                   struct value *value, struct readings *readings);

static scalar_reader *const readers[] = {
    [VALUE_TEXT] = read_any_text,     [VALUE_MARKDOWN] = read_markdown,
    [VALUE_INTEGER] = read_integer,   [VALUE_NUMBER] = read_number,
    [VALUE_PERCENT] = read_percent,   [VALUE_MONEY] = read_money,
    [VALUE_DATE] = read_date,         [VALUE_DATETIME] = read_datetime,
    [VALUE_DURATION] = read_duration, [VALUE_BOOLEAN] = read_boolean,
    [VALUE_URL] = read_url,           [VALUE_EMAIL] = read_email,
    [VALUE_FILE] = read_file,
};

bool value_scalar_read(struct value_reader *reader, const struct field *field, struct slice text,
                       struct span span, struct value *value)
{
    struct readings readings = {0};
    *value = (struct value){.kind = field->type, .field = field, .span = span};
    enum reading reading = readers[field->type](reader, text, value, &readings);
    if (reading == READING_GOOD && value_limits_check(reader, value))
        return true;
    if (reading != READING_GOOD)
        value_wrong_report(reader, value, text, reading, &readings);
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = span};
    return false;
}
