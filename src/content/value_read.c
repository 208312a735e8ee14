/*
 * value_read.c - one YAML node as a value: lists, terms, references. What is one text goes on to
 * value_scalar.c, what has fields of its own to value_record.c.
 */
#include "base/map.h"
#include "content/document.h"
#include "content/value_reader.h"
#include "text/utf8.h"

#define QUOTE_LENGTH_MAX 60u /* characters */

/* --- what is said ------------------------------------------------------- */

static const struct problem found_list = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: one value is wanted, and this is a list", "%1: serve un solo valore, questo è un elenco"},
    {"write the value after the colon; a text that begins with [ or - goes in quotes: \"…\"",
     "scrivi il valore dopo i due punti; un testo che comincia con [ o - va tra virgolette: "
     "\"…\""}};
static const struct problem found_mapping = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: one value is wanted, and these are several fields",
     "%1: serve un solo valore, questi sono più campi"},
    {"write the value after the colon; a text with a colon or { in it goes in quotes: \"…\"",
     "scrivi il valore dopo i due punti; un testo che contiene i due punti o { va tra "
     "virgolette: \"…\""}};
static const struct problem list_wanted = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: a list is wanted", "%1: serve un elenco"},
    {"begin each item on a line of its own, with a dash and a space before it",
     "scrivi ogni voce su una riga, preceduta da un trattino e uno spazio"}};
static const struct problem records_wanted = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: a list is wanted, each item with fields of its own (%2)",
     "%1: serve un elenco, ogni voce con i suoi campi (%2)"},
    {"begin each item with a dash and its first field, below this line: - %3: …",
     "comincia ogni voce con un trattino e il suo primo campo, sotto questa riga: - %3: …"}};
static const struct problem list_on_one_line = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: several values in one text", "%1: più valori in un solo testo"},
    {"put square brackets around them: [%2]", "racchiudili tra parentesi quadre: [%2]"}};
static const struct problem empty_item = {
    "list-item-empty",
    SEVERITY_ERROR,
    {"%1: this item of the list is empty", "%1: questa voce dell'elenco è vuota"},
    {"write the value after the dash, or delete the dash",
     "scrivi il valore dopo il trattino, o cancella il trattino"}};
static const struct problem repeated_item = {
    "list-item-repeated",
    SEVERITY_WARNING,
    {"%1: \"%2\" is in the list already", "%1: \"%2\" è già nell'elenco"},
    {"it counts once; delete one of the two", "conta una volta sola; cancellane una"}};
static const struct problem too_many_items = {
    "list-length",
    SEVERITY_ERROR,
    {"%1: this list is too long (items: %3, at most %2)",
     "%1: questo elenco è troppo lungo (voci: %3, al massimo %2)"},
    {"put a table this long into a file beside the sheet",
     "metti una tabella così lunga in un file accanto alla scheda"}};
static const struct problem unknown_term = {
    "unknown-term",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a term of \"%3\"", "%1: \"%2\" non è un termine di \"%3\""},
    {"the terms are: %4", "i termini sono: %4"}};
static const struct problem unknown_term_near = {
    "unknown-term",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a term of \"%3\"", "%1: \"%2\" non è un termine di \"%3\""},
    {"did you mean \"%4\"?", "forse \"%4\"?"}};
static const struct problem unknown_term_label = {
    "unknown-term",
    SEVERITY_ERROR,
    {"%1: \"%2\" is the label of a term of \"%3\", not its id",
     "%1: \"%2\" è l'etichetta di un termine di \"%3\", non il suo id"},
    {"write its id: \"%4\"", "scrivi il suo id: \"%4\""}};
static const struct problem name_too_long = {
    "field-length",
    SEVERITY_ERROR,
    {"%1: a name may have %2 bytes at most", "%1: un nome può avere al massimo %2 byte"},
    {"write one name alone, as short as those of files",
     "scrivi un solo nome, breve come quelli dei file"}};
/* --- the reader --------------------------------------------------------- */

struct value_reader value_reader_start(struct arena *arena, const struct schema *schema,
                                       unsigned language, enum status status,
                                       struct diagnostics *diagnostics)
{
    return (struct value_reader){.arena = arena,
                                 .schema = schema,
                                 .diagnostics = diagnostics,
                                 .locale = schema->locales[language],
                                 .language = language,
                                 .status = status,
                                 .suggestions = SUGGESTIONS_MAX};
}

bool value_reader_may_suggest(struct value_reader *reader)
{
    return reader->suggestions > 0 && reader->suggestions--;
}

struct slice value_reader_quote(struct value_reader *reader, struct slice text)
{
    struct slice shown = utf8_prefix(text, QUOTE_LENGTH_MAX);
    shown = arena_concat(reader->arena, shown, shown.len < text.len ? SLICE("…") : SLICE(""),
                         (struct slice){0});
    for (size_t i = 0; i < shown.len; i++)
        if (shown.ptr[i] == '\n' || shown.ptr[i] == '\t')
            ((char *)shown.ptr)[i] = ' '; /* the copy is ours */
    return shown;
}

static struct slice term_name(const void *vocabulary, size_t i)
{
    return ((const struct vocabulary *)vocabulary)->terms[i]->id;
}

/* --- terms and references ----------------------------------------------- */

static const struct term *find_by_label(struct value_reader *reader,
                                        const struct vocabulary *vocabulary, struct slice text)
{
    struct slice wanted = utf8_fold(reader->arena, text);
    for (size_t i = 0; i < vocabulary->term_count; i++)
        for (unsigned language = 0; language < reader->schema->language_count; language++) {
            struct slice label = local_text_get(&vocabulary->terms[i]->label, language);
            if (slice_equal(utf8_fold(reader->arena, label), wanted))
                return vocabulary->terms[i];
        }
    return NULL;
}

static void report_unknown_term(struct value_reader *reader, const struct vocabulary *vocabulary,
                                struct slice text, struct span span)
{
    struct slice quoted = value_reader_quote(reader, text);
    const struct problem *problem = &unknown_term;
    struct names names = {vocabulary->term_count, term_name, vocabulary};
    struct slice suggestion = {0};
    if (value_reader_may_suggest(reader)) {
        const struct term *labelled = find_by_label(reader, vocabulary, text);
        problem = labelled ? &unknown_term_label : &unknown_term_near;
        suggestion = labelled ? labelled->id : names_nearest(names, text);
    }
    if (suggestion.len == 0) {
        problem = &unknown_term;
        suggestion = names_list(reader->arena, names);
    }
    diagnostic_add(reader->diagnostics, problem, span, reader->name, quoted, vocabulary->id,
                   suggestion);
}

static bool read_name(struct value_reader *reader, const struct field *field, struct slice text,
                      struct span span, struct value *value)
{
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = span};
    if (text.len > ADDRESS_LENGTH_MAX) {
        diagnostic_add(reader->diagnostics, &name_too_long, span, reader->name,
                       arena_format(reader->arena, "%u", ADDRESS_LENGTH_MAX));
        return false;
    }
    if (field->type == VALUE_REF) {
        value->kind = VALUE_REF;
        value->as.ref.id = text;
        return true;
    }
    /* Without a vocabulary the schema is wrong, and has said so. */
    const struct term *term = field->vocabulary ? map_get(&field->vocabulary->by_id, text) : NULL;
    if (!term) {
        if (field->vocabulary)
            report_unknown_term(reader, field->vocabulary, text, span);
        return false;
    }
    value->kind = VALUE_TERM;
    value->as.term = term;
    return true;
}

bool value_reader_read_text(struct value_reader *reader, const struct field *field,
                            struct slice text, struct span span, struct value *value)
{
    /* Markdown keeps its ends: four spaces before the first word make code. */
    struct slice trimmed = slice_trim(text);
    bool keeps_text = field->type == VALUE_TEXT || field->type == VALUE_MARKDOWN;
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = span};
    if (trimmed.len == 0 && !keeps_text)
        return true;
    if (field->type == VALUE_TERM || field->type == VALUE_REF)
        return read_name(reader, field, trimmed, span, value);
    return value_scalar_read(reader, field, field->type == VALUE_MARKDOWN ? text : trimmed, span,
                             value);
}

/* --- lists --------------------------------------------------------------- */

static bool is_name(const struct field *field)
{
    return field->type == VALUE_TERM || field->type == VALUE_REF;
}

static struct slice name_of(const struct value *value)
{
    return value->kind == VALUE_TERM ? value->as.term->id : value->as.ref.id;
}

/* Reads one item to the list's end. */
static bool read_item(struct value_reader *reader, const struct field *field,
                      const struct yaml_node *node, struct map *names, struct value *list)
{
    struct value *item = &list->as.list.items[list->as.list.count];
    if (!value_reader_read(reader, field, node, item))
        return false;
    if (item->kind == VALUE_NONE || (field->type != VALUE_RECORD && value_is_empty(item))) {
        diagnostic_add(reader->diagnostics, &empty_item, node->span, reader->name);
        return false;
    }
    if (is_name(field) && !map_add(reader->arena, names, name_of(item), item)) {
        const struct value *first = map_get(names, name_of(item));
        diagnostic_add(reader->diagnostics, &repeated_item, node->span, reader->name, name_of(item))
            ->related = first->span;
        return true;
    }
    list->as.list.count++;
    return true;
}

/* One text where a list may stand is a list of one: editors write `temi: inclusione`, and
 * mean it. */
static bool read_single_item(struct value_reader *reader, const struct field *item,
                             const struct yaml_node *node, struct value *list)
{
    if (slice_trim(node->text).len == 0) {
        list->kind = VALUE_NONE;
        return true;
    }
    if (is_name(item) && slice_find_byte(node->text, ',') != SLICE_NOT_FOUND) {
        diagnostic_add(reader->diagnostics, &list_on_one_line, node->span, reader->name,
                       value_reader_quote(reader, node->text));
        return false;
    }
    struct map names = {0};
    list->as.list.items = arena_new(reader->arena, struct value);
    return read_item(reader, item, node, &names, list);
}

static void report_no_list(struct value_reader *reader, const struct field *item,
                           const struct yaml_node *node)
{
    if (item->type == VALUE_RECORD && item->field_count)
        diagnostic_add(reader->diagnostics, &records_wanted, node->span, reader->name,
                       names_list(reader->arena, names_of_fields(item->fields, item->field_count)),
                       item->fields[0]->id);
    else
        diagnostic_add(reader->diagnostics, &list_wanted, node->span, reader->name);
}

static bool read_list(struct value_reader *reader, const struct field *field,
                      const struct yaml_node *node, struct value *value)
{
    const struct field *item = field->item;
    bool good = true;
    if (!item) { /* the schema is wrong, and has said so */
        value->kind = VALUE_NONE;
        return false;
    }
    if (node->kind == YAML_SCALAR && item->type != VALUE_LIST && item->type != VALUE_RECORD) {
        good = read_single_item(reader, item, node, value);
    } else if (node->kind != YAML_SEQUENCE) {
        report_no_list(reader, item, node);
        good = false;
    } else if (node->count > LIST_ITEMS_MAX) {
        diagnostic_add(reader->diagnostics, &too_many_items, node->span, reader->name,
                       arena_format(reader->arena, "%u", LIST_ITEMS_MAX),
                       arena_format(reader->arena, "%zu", node->count));
        good = false;
    } else {
        struct map names = {0};
        value->as.list.items = arena_array(reader->arena, struct value, node->count);
        for (size_t i = 0; i < node->count; i++)
            good = read_item(reader, item, node->items[i], &names, value) && good;
    }
    if (good && value->kind == VALUE_LIST)
        good = value_reader_check_list(reader, value);
    return good;
}

/* --- any node ------------------------------------------------------------ */

static bool read_node(struct value_reader *reader, const struct field *field,
                      const struct yaml_node *node, struct value *value)
{
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = node->span};
    if (node->kind == YAML_NULL)
        return true;
    if (field->type == VALUE_LIST || field->type == VALUE_RECORD) {
        value->kind = field->type;
        return field->type == VALUE_LIST ? read_list(reader, field, node, value)
                                         : value_record_read(reader, field, node, value);
    }
    if (node->kind != YAML_SCALAR) {
        diagnostic_add(reader->diagnostics,
                       node->kind == YAML_SEQUENCE ? &found_list : &found_mapping, node->span,
                       reader->name);
        return false;
    }
    return value_reader_read_text(reader, field, node->text, node->span, value);
}

bool value_reader_read(struct value_reader *reader, const struct field *field,
                       const struct yaml_node *node, struct value *value)
{
    struct slice outer = reader->name;
    if (field->id.len) /* an item goes by the name of its list */
        reader->name = field->id;
    bool good = read_node(reader, field, node, value);
    reader->name = outer;
    return good;
}

bool value_read(struct arena *arena, const struct schema *schema, const struct field *field,
                const struct yaml_node *node, unsigned language, struct value *value,
                struct diagnostics *diagnostics)
{
    struct value_reader reader =
        value_reader_start(arena, schema, language, STATUS_PUBLISHED, diagnostics);
    return value_reader_read(&reader, field, node, value);
}
