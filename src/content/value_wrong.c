/*
 * value_wrong.c - what is said of a text that is not what its field's type asks for, and how it
 * could be written instead.
 */
#include "content/value_reader.h"
#include "text/url.h"

/* --- what is said ------------------------------------------------------- */

#define WRONG(...) WRONG_OF(__VA_ARGS__) /* so that pairs of texts may have a name */
#define WRONG_OF(english, italian, english_hint, italian_hint) \
    {                                                          \
        "field-type", SEVERITY_ERROR, {english, italian},      \
        {                                                      \
            english_hint, italian_hint                         \
        }                                                      \
    }

/* %1 the field, %2 what was written, %3 and %4 two ways to write it, %5 the currency. Of a
 * number there are two: what was probably meant, or an example. */
#define INTEGER_WRONG "%1: \"%2\" is not a whole number", "%1: \"%2\" non è un numero intero"
#define NUMBER_WRONG  "%1: \"%2\" is not a number", "%1: \"%2\" non è un numero"
#define PERCENT_WRONG "%1: \"%2\" is not a percentage", "%1: \"%2\" non è una percentuale"
#define MONEY_WRONG   "%1: \"%2\" is not an amount in %5", "%1: \"%2\" non è un importo in %5"

static const struct problem not_integer =
    WRONG(INTEGER_WRONG, "write digits alone, such as %3", "scrivi solo cifre, per esempio %3");
static const struct problem not_integer_but =
    WRONG(INTEGER_WRONG, "write it as %3", "scrivilo come %3");
static const struct problem not_number = WRONG(NUMBER_WRONG, "write digits, such as %3 or \"%4\"",
                                               "scrivi cifre, per esempio %3 o \"%4\"");
static const struct problem not_number_but =
    WRONG(NUMBER_WRONG, "write it as %3 or \"%4\"", "scrivilo come %3 o \"%4\"");
static const struct problem not_percent = WRONG(PERCENT_WRONG, "write digits, such as %3 or \"%4\"",
                                                "scrivi cifre, per esempio %3 o \"%4\"");
static const struct problem not_percent_but =
    WRONG(PERCENT_WRONG, "write it as %3 or \"%4\"", "scrivila come %3 o \"%4\"");
static const struct problem not_money = WRONG(MONEY_WRONG, "write digits, such as %3 or \"%4\"",
                                              "scrivi cifre, per esempio %3 o \"%4\"");
static const struct problem not_money_but =
    WRONG(MONEY_WRONG, "write it as %3 or \"%4\"", "scrivilo come %3 o \"%4\"");
static const struct problem other_currency =
    WRONG(MONEY_WRONG, "convert it to %5, and tell the original amount in the text",
          "convertilo in %5, e riporta nel testo l'importo originale");
static const struct problem money_too_fine =
    WRONG("%1: \"%2\" has more digits after the comma than %5 has",
          "%1: \"%2\" ha più cifre dopo la virgola di quante ne abbia %5", "round it: %3 or \"%4\"",
          "arrotondalo: %3 o \"%4\"");
static const struct problem not_date =
    WRONG("%1: \"%2\" is not a date", "%1: \"%2\" non è una data",
          "write it as 2017-12-20, 20/12/2017, 2017-12 or 2017",
          "scrivila come 2017-12-20, 20/12/2017, 2017-12 o 2017");
static const struct problem not_datetime =
    WRONG("%1: \"%2\" is not a date with a time", "%1: \"%2\" non è una data con l'ora",
          "write it as 2017-12-20T10:30", "scrivila come 2017-12-20T10:30");
static const struct problem not_duration =
    WRONG("%1: \"%2\" is not a length of time", "%1: \"%2\" non è una durata",
          "write a number and a unit, such as %3 or %4",
          "scrivi un numero e un'unità, per esempio %3 o %4");
static const struct problem not_boolean =
    WRONG("%1: \"%2\" is neither yes nor no", "%1: \"%2\" non è né sì né no", "write yes or no",
          "scrivi sì oppure no");
static const struct problem not_url =
    WRONG("%1: \"%2\" is not an address that a page may link to",
          "%1: \"%2\" non è un indirizzo che una pagina può collegare",
          "begin it with https:// (http://, mailto: and tel: are taken too)",
          "fallo cominciare con https:// (vanno bene anche http://, mailto: e tel:)");
static const struct problem url_with_space =
    WRONG("%1: there is a space in the address \"%2\"", "%1: c'è uno spazio nell'indirizzo \"%2\"",
          "write one address alone; a space that belongs to it is written %%20",
          "scrivi un solo indirizzo; uno spazio che ne fa parte si scrive %%20");
static const struct problem url_without_scheme =
    WRONG("%1: \"%2\" is not a whole address", "%1: \"%2\" non è un indirizzo completo",
          "did you mean https://%2? (a page of this site begins with /)",
          "forse https://%2? (una pagina di questo sito comincia con /)");
static const struct problem not_email = WRONG(
    "%1: \"%2\" is not an e-mail address", "%1: \"%2\" non è un indirizzo e-mail",
    "write one address alone: name@example.org", "scrivi un solo indirizzo: nome@example.org");
static const struct problem not_file =
    WRONG("%1: \"%2\" is not the path of a file beside the sheet",
          "%1: \"%2\" non è il percorso di un file accanto alla scheda",
          "put the file in the sheet's folder and write its name: photo.jpg",
          "metti il file nella cartella della scheda e scrivi il suo nome: foto.jpg");

static const struct problem ambiguous = {
    "field-ambiguous",
    SEVERITY_ERROR,
    {"%1: \"%2\" can be read as %3 or as %4", "%1: \"%2\" si può leggere come %3 o come %4"},
    {"write the one you mean: %3 or %4", "scrivi quello che intendi: %3 oppure %4"}};
static const struct problem impossible_date = {
    "field-impossible",
    SEVERITY_ERROR,
    {"%1: there is no day \"%2\" in the calendar",
     "%1: il giorno \"%2\" non esiste nel calendario"},
    {"check day, month and year", "controlla giorno, mese e anno"}};
static const struct problem impossible_datetime = {
    "field-impossible",
    SEVERITY_ERROR,
    {"%1: there is no day or hour \"%2\"", "%1: il giorno o l'ora \"%2\" non esiste"},
    {"check the date, and the hour (00:00 to 23:59)",
     "controlla la data, e l'ora (da 00:00 a 23:59)"}};
static const struct problem impossible = {"field-impossible",
                                          SEVERITY_ERROR,
                                          {"%1: there is no \"%2\"", "%1: \"%2\" non esiste"},
                                          {NULL}};
static const struct problem number_too_large = {
    "field-too-large",
    SEVERITY_ERROR,
    {"%1: \"%2\" has more than 18 digits", "%1: \"%2\" ha più di 18 cifre"},
    {"check the number, or write it in a larger unit",
     "controlla il numero, o scrivilo in un'unità più grande"}};
static const struct problem time_too_large = {
    "field-too-large",
    SEVERITY_ERROR,
    {"%1: \"%2\" is too large", "%1: \"%2\" è troppo grande"},
    {"check it: years have four digits", "controlla: gli anni hanno quattro cifre"}};

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

/* The factor that the word behind a number stands for; 1 where it is none. */
static int64_t factor_of(struct slice rest)
{
    struct slice word = slice_trim(rest);
    size_t letters = 0;
    while (letters < word.len &&
           ((word.ptr[letters] | 0x20) >= 'a' && (word.ptr[letters] | 0x20) <= 'z'))
        letters++;
    word = slice_sub(word, 0, letters);
    for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes; i++)
        if (slice_equal_ignoring_case(word, slice_from_string(magnitudes[i].word)))
            return magnitudes[i].factor;
    return 1;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "240mila", "€ 1,2 milioni", "circa 5.000 euro": what was probably meant, where there is one
 * number in the text. */
static bool guess_number(struct value_reader *reader, struct slice text, struct decimal *number)
{
    size_t start = 0, end;
    while (start < text.len && !is_digit(text.ptr[start]))
        start++;
    for (end = start; end < text.len; end++)
        if (!is_digit(text.ptr[end]) && text.ptr[end] != '.' && text.ptr[end] != ',')
            break;
    struct slice rest = slice_after(text, end), digits = slice_sub(text, start, end - start);
    struct readings readings = {0};
    enum reading reading = decimal_read(digits, reader->locale, number, &readings);
    if (reading == READING_AMBIGUOUS) /* "circa 5.000" is hardly five */
        reading = decimal_read(slice_from_string(readings.text[0]), reader->locale, number, NULL);
    if (reading != READING_GOOD)
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if (is_digit(rest.ptr[i]))
            return false;
    int64_t factor = factor_of(rest);
    if (factor == 1)
        return true;
    if (number->units > INT64_MAX / factor)
        return false;
    number->units *= factor;
    return decimal_rescale(*number, 0, number);
}

/* "240.000 $", "100 CHF". */
static bool names_other_currency(struct slice text, struct slice currency)
{
    static const char *const signs[] = {"$", "£", "¥"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_find(text, slice_from_string(signs[i])) != SLICE_NOT_FOUND)
            return true;
    struct slice rest = text, word;
    while (slice_next(&rest, ' ', &word))
        if (word.len == 3 && currency_is_known(word) && !slice_equal(word, currency))
            return true;
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

static void write_examples(struct value_reader *reader, enum value_kind kind, struct decimal number,
                           struct slice example[2])
{
    struct decimal shown = number;
    if (kind == VALUE_MONEY && !decimal_rescale(number, 2, &shown))
        shown = number;
    example[0] = example_plain(reader, number);
    example[1] = example_local(reader, shown);
    if (kind == VALUE_PERCENT)
        example[1] = arena_concat(reader->arena, example[1], SLICE("%"), (struct slice){0});
}

static const struct problem *explain_number(struct value_reader *reader, const struct value *value,
                                            struct slice text, struct slice example[2])
{
    static const struct {
        const struct problem *wrong, *wrong_but;
        struct decimal example;
    } rows[] = {
        [VALUE_INTEGER] = {&not_integer, &not_integer_but, {43, 0}},
        [VALUE_NUMBER] = {&not_number, &not_number_but, {12505, 1}},
        [VALUE_PERCENT] = {&not_percent, &not_percent_but, {125, 1}},
        [VALUE_MONEY] = {&not_money, &not_money_but, {240000, 0}},
    };
    enum value_kind kind = value->field->type;
    const struct problem *problem = rows[kind].wrong_but;
    struct decimal number;
    if (kind == VALUE_MONEY && names_other_currency(text, value->field->currency))
        return &other_currency;
    if (!guess_number(reader, text, &number) ||
        (kind == VALUE_INTEGER && !decimal_rescale(number, 0, &number))) {
        number = rows[kind].example;
        problem = rows[kind].wrong;
    } else if (kind == VALUE_MONEY && number.scale > 2 && decimal_rescale(number, 2, &number)) {
        problem = &money_too_fine;
    }
    write_examples(reader, kind, number, example);
    return problem;
}

static const struct problem *explain(struct value_reader *reader, const struct value *value,
                                     struct slice text, const struct problem *problem,
                                     struct slice example[2])
{
    bool italian = slice_starts_with(reader->locale->language, SLICE("it"));
    switch (value->field->type) {
    case VALUE_DURATION:
        example[0] = italian ? SLICE("6 mesi") : SLICE("6 months");
        example[1] = italian ? SLICE("1 anno e 6 mesi") : SLICE("1 year and 6 months");
        return problem;
    case VALUE_URL:
        if (slice_find_byte(text, ' ') != SLICE_NOT_FOUND)
            return &url_with_space;
        return url_is_allowed(text) && !url_has_scheme(text) ? &url_without_scheme : problem;
    default:
        return problem;
    }
}

/* --- the report ---------------------------------------------------------- */

static bool is_number(enum value_kind kind)
{
    return kind == VALUE_INTEGER || kind == VALUE_NUMBER || kind == VALUE_PERCENT ||
           kind == VALUE_MONEY;
}

void value_wrong_report(struct value_reader *reader, const struct value *value, struct slice text,
                        enum reading reading, const struct readings *readings)
{
    static const struct problem *const plain[] = {
        [VALUE_DATE] = &not_date,         [VALUE_DATETIME] = &not_datetime,
        [VALUE_DURATION] = &not_duration, [VALUE_BOOLEAN] = &not_boolean,
        [VALUE_URL] = &not_url,           [VALUE_EMAIL] = &not_email,
        [VALUE_FILE] = &not_file,
    };
    struct slice quoted = value_reader_quote(reader, text);
    enum value_kind kind = value->field->type;
    bool is_time = kind == VALUE_DATE || kind == VALUE_DATETIME || kind == VALUE_DURATION;
    struct slice first = slice_from_string(readings->text[0]),
                 second = slice_from_string(readings->text[1]);
    struct slice example[2] = {SLICE(""), SLICE("")};
    const struct problem *problem;
    switch (reading) {
    case READING_AMBIGUOUS:
        diagnostic_add(reader->diagnostics, &ambiguous, value->span, reader->name, quoted, first,
                       second);
        return;
    case READING_TOO_LARGE:
        problem = is_time ? &time_too_large : &number_too_large;
        break;
    case READING_IMPOSSIBLE:
        problem = kind == VALUE_DATE       ? &impossible_date
                  : kind == VALUE_DATETIME ? &impossible_datetime
                                           : &impossible;
        break;
    default:
        problem = is_number(kind) ? explain_number(reader, value, text, example)
                                  : explain(reader, value, text, plain[kind], example);
        break;
    }
    diagnostic_add(reader->diagnostics, problem, value->span, reader->name, quoted, example[0],
                   example[1], value->field->currency);
}
