/*
 * value_scalar.c - one text as what its field's type says.
 *
 * A row of the table below for each type: how it is read, and what to say when it is not.
 * The forms that numbers and dates may have are those of text/number.h and text/date.h.
 */
#include "content/value_reader.h"
#include "text/escape.h"
#include "text/utf8.h"

/* --- what is said ------------------------------------------------------- */

#define WRONG(english, italian, english_hint, italian_hint) \
    {                                                       \
        "field-type", SEVERITY_ERROR, {english, italian},   \
        {                                                   \
            english_hint, italian_hint                      \
        }                                                   \
    }

/* %1 the field, %2 what was written, %3 and %4 two ways to write it, %5 the currency. */
static const struct problem not_integer =
    WRONG("%1: \"%2\" is not a whole number", "%1: \"%2\" non è un numero intero",
          "write digits alone: %3", "scrivere solo cifre: %3");
static const struct problem not_number =
    WRONG("%1: \"%2\" is not a number", "%1: \"%2\" non è un numero", "write it as %3 or \"%4\"",
          "scriverlo come %3 o \"%4\"");
static const struct problem not_percent =
    WRONG("%1: \"%2\" is not a percentage", "%1: \"%2\" non è una percentuale",
          "write it as %3 or \"%4\"", "scriverla come %3 o \"%4\"");
static const struct problem not_money =
    WRONG("%1: \"%2\" is not an amount in %5", "%1: \"%2\" non è un importo in %5",
          "write it as %3 or \"%4\"", "scriverlo come %3 o \"%4\"");
static const struct problem not_date =
    WRONG("%1: \"%2\" is not a date", "%1: \"%2\" non è una data",
          "write it as 2017-12-20, 20/12/2017, 2017-12 or 2017",
          "scriverla come 2017-12-20, 20/12/2017, 2017-12 o 2017");
static const struct problem not_datetime =
    WRONG("%1: \"%2\" is not a date with a time", "%1: \"%2\" non è una data con l'ora",
          "write it as 2017-12-20T10:30", "scriverla come 2017-12-20T10:30");
static const struct problem not_duration =
    WRONG("%1: \"%2\" is not a length of time", "%1: \"%2\" non è una durata",
          "write a number and a unit: %3, %4", "scrivere un numero e un'unità: %3, %4");
static const struct problem not_boolean =
    WRONG("%1: \"%2\" is neither yes nor no", "%1: \"%2\" non è né sì né no", "write yes or no",
          "scrivere sì oppure no");
static const struct problem not_url =
    WRONG("%1: \"%2\" is not an address that a page may link to",
          "%1: \"%2\" non è un indirizzo che una pagina può collegare",
          "write it whole, without spaces: https://www.example.org/page",
          "scriverlo per intero, senza spazi: https://www.example.org/pagina");
static const struct problem url_without_scheme =
    WRONG("%1: \"%2\" is not a whole address", "%1: \"%2\" non è un indirizzo completo",
          "did you mean https://%2? (a page of this site begins with /)",
          "forse https://%2? (una pagina di questo sito comincia con /)");
static const struct problem not_email = WRONG(
    "%1: \"%2\" is not an e-mail address", "%1: \"%2\" non è un indirizzo e-mail",
    "write one address alone: name@example.org", "scrivere un solo indirizzo: nome@example.org");
static const struct problem not_file =
    WRONG("%1: \"%2\" is not the path of a file beside the sheet",
          "%1: \"%2\" non è il percorso di un file accanto alla scheda",
          "put the file in the sheet's folder and write its name: photo.jpg",
          "mettere il file nella cartella della scheda e scriverne il nome: foto.jpg");

static const struct problem ambiguous = {
    "field-ambiguous",
    SEVERITY_ERROR,
    {"%1: \"%2\" can be read as %3 or as %4", "%1: \"%2\" si può leggere come %3 o come %4"},
    {"write the one you mean: %3 or %4", "scrivere quello che si intende: %3 oppure %4"}};
static const struct problem impossible_date = {
    "field-impossible",
    SEVERITY_ERROR,
    {"%1: there is no such day or time as \"%2\"", "%1: \"%2\" non esiste nel calendario"},
    {"check day and month", "controllare giorno e mese"}};
static const struct problem impossible = {"field-impossible",
                                          SEVERITY_ERROR,
                                          {"%1: \"%2\" cannot be", "%1: \"%2\" non è possibile"},
                                          {NULL}};
static const struct problem out_of_bounds = {
    "field-too-large",
    SEVERITY_ERROR,
    {"%1: \"%2\" is too large to be kept exactly (numbers have 18 digits at most, years 4)",
     "%1: \"%2\" è troppo grande per essere conservato con esattezza (i numeri hanno al "
     "massimo 18 cifre, gli anni 4)"},
    {NULL}};

/* --- examples in the sheet's language ----------------------------------- */

struct magnitude {
    const char *word;
    int64_t factor;
};

static const struct magnitude magnitudes[] = {
    {"mila", 1000},           {"k", 1000},          {"thousand", 1000},
    {"milioni", 1000000},     {"milione", 1000000}, {"mln", 1000000},
    {"million", 1000000},     {"m", 1000000},       {"miliardi", 1000000000},
    {"miliardo", 1000000000}, {"mld", 1000000000},  {"billion", 1000000000},
};

/* "240mila", "€ 1,2 milioni": what was probably meant. */
static bool guess_number(struct value_reader *reader, struct slice text, struct decimal *number)
{
    size_t start = 0, end;
    while (start < text.len && (text.ptr[start] < '0' || text.ptr[start] > '9'))
        start++;
    for (end = start; end < text.len; end++)
        if (!(text.ptr[end] >= '0' && text.ptr[end] <= '9') && text.ptr[end] != '.' &&
            text.ptr[end] != ',')
            break;
    if (decimal_read(slice_sub(text, start, end - start), reader->locale, number, NULL) !=
        READING_GOOD)
        return false;
    struct slice word = slice_trim(slice_after(text, end));
    size_t letters = 0;
    while (letters < word.len &&
           ((word.ptr[letters] | 0x20) >= 'a' && (word.ptr[letters] | 0x20) <= 'z'))
        letters++;
    word = slice_sub(word, 0, letters);
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++) {
        if (!slice_equal_ignoring_case(word, slice_from_string(magnitudes[i].word)))
            continue;
        struct decimal product = {0, number->scale};
        if (number->units > INT64_MAX / magnitudes[i].factor ||
            number->units < -(INT64_MAX / magnitudes[i].factor))
            return false;
        product.units = number->units * magnitudes[i].factor;
        return decimal_rescale(product, 0, number);
    }
    return false;
}

static struct slice example_plain(struct value_reader *reader, struct decimal number)
{
    struct buffer text = {0};
    decimal_write_plain(&text, number);
    struct slice result = buffer_copy(&text, reader->arena);
    buffer_release(&text);
    return result;
}

static struct slice example_local(struct value_reader *reader, struct decimal number)
{
    struct buffer text = {0};
    decimal_write(&text, number, reader->locale);
    struct slice result = buffer_copy(&text, reader->arena);
    buffer_release(&text);
    return result;
}

static void choose_examples(struct value_reader *reader, enum value_kind kind, struct slice text,
                            struct slice example[2])
{
    struct decimal number, shown;
    bool italian = slice_starts_with(reader->locale->language, SLICE("it"));
    switch (kind) {
    case VALUE_DURATION:
        example[0] = italian ? SLICE("6 mesi") : SLICE("6 months");
        example[1] = italian ? SLICE("1 anno e 6 mesi") : SLICE("1 year and 6 months");
        return;
    case VALUE_PERCENT:
        number = (struct decimal){125, 1};
        example[0] = example_plain(reader, number);
        example[1] = arena_concat(reader->arena, example_local(reader, number), SLICE("%"),
                                  (struct slice){0});
        return;
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_MONEY:
        if (!guess_number(reader, text, &number))
            number = decimal_from_integer(240000);
        if (!decimal_rescale(number, 2, &shown))
            shown = number;
        example[0] = example_plain(reader, number);
        example[1] = example_local(reader, shown);
        return;
    default:
        return;
    }
}

/* --- one function a type ------------------------------------------------- */

static enum reading read_integer(struct value_reader *reader, struct slice text,
                                 struct value *value, struct readings *readings)
{
    struct decimal number, whole;
    enum reading reading = decimal_read(text, reader->locale, &number, readings);
    /* "84.498" in Italian could be 84 point 498 as well; not where only whole numbers are. */
    for (size_t i = 0; reading == READING_AMBIGUOUS && i < 2; i++) {
        struct slice one = slice_from_string(readings->text[i]);
        if (slice_find_byte(one, '.') == SLICE_NOT_FOUND &&
            slice_find_byte(one, ',') == SLICE_NOT_FOUND)
            reading = decimal_read(one, reader->locale, &number, NULL);
    }
    if (reading != READING_GOOD)
        return reading;
    if (!decimal_rescale(number, 0, &whole) || decimal_compare(whole, number) != 0)
        return READING_WRONG;
    value->as.integer = whole.units;
    return READING_GOOD;
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

static bool has_scheme(struct slice text)
{
    return slice_find_byte(text, ':') < slice_find_byte(text, '/');
}

static enum reading read_url(struct value_reader *reader, struct slice text, struct value *value,
                             struct readings *readings)
{
    (void)reader, (void)readings;
    value->as.text = text;
    if (!url_is_allowed(text) || (!is_relative(text) && !has_scheme(text)))
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

struct scalar_type {
    enum reading (*read)(struct value_reader *reader, struct slice text, struct value *value,
                         struct readings *readings);
    const struct problem *wrong;
};

static const struct scalar_type types[] = {
    [VALUE_TEXT] = {read_any_text, NULL},
    [VALUE_MARKDOWN] = {read_markdown, NULL},
    [VALUE_INTEGER] = {read_integer, &not_integer},
    [VALUE_NUMBER] = {read_number, &not_number},
    [VALUE_PERCENT] = {read_percent, &not_percent},
    [VALUE_MONEY] = {read_money, &not_money},
    [VALUE_DATE] = {read_date, &not_date},
    [VALUE_DATETIME] = {read_datetime, &not_datetime},
    [VALUE_DURATION] = {read_duration, &not_duration},
    [VALUE_BOOLEAN] = {read_boolean, &not_boolean},
    [VALUE_URL] = {read_url, &not_url},
    [VALUE_EMAIL] = {read_email, &not_email},
    [VALUE_FILE] = {read_file, &not_file},
};

static void report(struct value_reader *reader, const struct value *value, struct slice text,
                   enum reading reading, const struct readings *readings)
{
    struct slice quoted = value_reader_quote(reader, text);
    enum value_kind kind = value->field->type;
    bool is_date = kind == VALUE_DATE || kind == VALUE_DATETIME;
    struct slice example[2] = {SLICE(""), SLICE("")};
    const struct problem *problem = types[kind].wrong;
    switch (reading) {
    case READING_AMBIGUOUS:
        diagnostic_add(reader->diagnostics, &ambiguous, value->span, reader->name, quoted,
                       slice_from_string(readings->text[0]), slice_from_string(readings->text[1]));
        return;
    case READING_TOO_LARGE:
        diagnostic_add(reader->diagnostics, &out_of_bounds, value->span, reader->name, quoted);
        return;
    case READING_IMPOSSIBLE:
        diagnostic_add(reader->diagnostics, is_date ? &impossible_date : &impossible, value->span,
                       reader->name, quoted);
        return;
    default:
        if (kind == VALUE_URL && url_is_allowed(text) && !has_scheme(text))
            problem = &url_without_scheme;
        choose_examples(reader, kind, text, example);
        diagnostic_add(reader->diagnostics, problem, value->span, reader->name, quoted, example[0],
                       example[1], value->field->currency);
        return;
    }
}

bool value_scalar_read(struct value_reader *reader, const struct field *field, struct slice text,
                       struct span span, struct value *value)
{
    struct readings readings = {0};
    *value = (struct value){.kind = field->type, .field = field, .span = span};
    enum reading reading = types[field->type].read(reader, text, value, &readings);
    if (reading == READING_GOOD && value_limits_check(reader, value))
        return true;
    if (reading != READING_GOOD)
        report(reader, value, text, reading, &readings);
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = span};
    return false;
}
