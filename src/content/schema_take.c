/* One value of site.yaml: a text, a number, a name (schema_read.h). */
#include "content/schema_read.h"

#include "base/vector.h"
#include "text/slug.h"

#define COUNT_DIGITS_MAX 9
#define SIZE_DIGITS      6u

static const struct problem no_text = {"key-shape",
                                       SEVERITY_ERROR,
                                       {"%1: a text belongs here", "%1: qui va un testo"},
                                       {"write a single text, without brackets or dashes",
                                        "scrivi un solo testo, senza parentesi né trattini"}};
static const struct problem no_local = {
    "key-shape",
    SEVERITY_ERROR,
    {"%1: a text belongs here, or one for each language",
     "%1: qui va un testo, o uno per ogni lingua"},
    {"write a text, or {it: …, en: …}", "scrivi un testo, oppure {it: …, en: …}"}};
static const struct problem no_list = {"key-shape",
                                       SEVERITY_ERROR,
                                       {"%1: a list belongs here", "%1: qui va un elenco"},
                                       {"write [a, b], or a line with a dash for each",
                                        "scrivi [a, b], o una riga con un trattino per ciascuno"}};
static const struct problem no_mapping = {
    "key-shape",
    SEVERITY_ERROR,
    {"%1: names with their values belong here", "%1: qui vanno delle voci con i loro valori"},
    {"write each on a line of its own, indented: name: value",
     "scrivi ogni voce su una riga, con un rientro: nome: valore"}};
static const struct problem no_boolean = {
    "key-boolean",
    SEVERITY_ERROR,
    {"%1: \"%2\" is neither true nor false", "%1: \"%2\" non è né true né false"},
    {"write true (yes) or false (no)", "scrivi true (sì) o false (no)"}};
static const struct problem no_count = {"key-number",
                                        SEVERITY_ERROR,
                                        {"%1: \"%2\" is not a whole number from %3 to %4",
                                         "%1: \"%2\" non è un numero intero da %3 a %4"},
                                        {"write digits alone", "scrivi solo cifre"}};
static const struct problem bad_size = {
    "key-size",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a size", "%1: \"%2\" non è una dimensione"},
    {"write a whole number and its unit, from 1 kB to 4000 MB: 10 MB",
     "scrivi un numero intero con la sua unità, da 1 kB a 4000 MB: 10 MB"}};
static const struct problem no_identifier = {
    "wrong-name",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be a name: only small letters, digits, - and _ can, and letters or digits "
     "at "
     "the ends",
     "%1: \"%2\" non può essere un nome: può avere solo lettere minuscole, cifre, - e _, con "
     "lettere o cifre alle estremità"},
    {"write it as %3", "scrivilo %3"}};
static const struct schema_unknown unknown_language =
    SCHEMA_UNKNOWN("unknown-language", "%1: \"%2\" is not one of the site's languages",
                   "%1: \"%2\" non è una delle lingue del sito");
static const struct problem no_first_language = {
    "first-language",
    SEVERITY_ERROR,
    {"%1: the text in \"%2\", the site's first language, is missing",
     "%1: manca il testo in \"%2\", la prima lingua del sito"},
    {"add \"%2: …\": it also stands in for other languages",
     "aggiungi \"%2: …\": vale anche per le altre lingue"}};
static const struct schema_unknown unknown_status =
    SCHEMA_UNKNOWN("unknown-status", "%1: \"%2\" is neither true, nor false, nor a status",
                   "%1: \"%2\" non è né true, né false, né uno stato");

bool schema_is_blank(const struct yaml_node *node)
{
    return !node || node->kind == YAML_NULL ||
           (node->kind == YAML_SCALAR && slice_trim(node->text).len == 0);
}

static bool has_kind(struct schema_reader *reader, struct slice where, const struct yaml_node *node,
                     enum yaml_kind kind, const struct problem *otherwise)
{
    if (node->kind == kind)
        return true;
    diagnostic_add(reader->diagnostics, otherwise, node->span, where);
    return false;
}

bool schema_take_text(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, struct slice *text)
{
    if (!has_kind(reader, where, node, YAML_SCALAR, &no_text))
        return false;
    *text = slice_trim(node->text);
    return true;
}

bool schema_take_mapping(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node)
{
    return has_kind(reader, where, node, YAML_MAPPING, &no_mapping);
}

bool schema_take_list(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node)
{
    return has_kind(reader, where, node, YAML_SEQUENCE, &no_list);
}

bool schema_take_boolean(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, bool *truth)
{
    struct slice text;
    if (!schema_take_text(reader, where, node, &text))
        return false;
    bool is_true = slice_equal_ignoring_case(text, SLICE("true"));
    if (!is_true && !slice_equal_ignoring_case(text, SLICE("false"))) {
        diagnostic_add(reader->diagnostics, &no_boolean, node->span, where, text);
        return false;
    }
    *truth = is_true;
    return true;
}

static bool read_digits(struct slice text, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *number = *number * 10 + (size_t)(text.ptr[i] - '0');
    }
    return text.len > 0;
}

bool schema_take_count(struct schema_reader *reader, struct slice where,
                       const struct yaml_node *node, size_t min, size_t max, size_t *number)
{
    struct slice text;
    size_t read;
    if (!schema_take_text(reader, where, node, &text))
        return false;
    if (text.len > COUNT_DIGITS_MAX || !read_digits(text, &read) || read < min || read > max) {
        diagnostic_add(reader->diagnostics, &no_count, node->span, where, text,
                       arena_format(reader->arena, "%zu", min),
                       arena_format(reader->arena, "%zu", max));
        return false;
    }
    *number = read;
    return true;
}

static struct slice language_name(const void *schema, size_t index)
{
    return ((const struct schema *)schema)->languages[index];
}

static void take_language(struct schema_reader *reader, struct slice where,
                          const struct yaml_node *key, const struct yaml_node *node,
                          struct local_text *text)
{
    int language = schema_find_language(reader->schema, key->text);
    if (language >= 0) {
        if (node->kind != YAML_NULL)
            schema_take_text(reader, schema_path(reader, where, key->text), node,
                             &text->text[language]);
        return;
    }
    struct names names = {reader->schema->language_count, language_name, reader->schema};
    schema_report_unknown(reader, &unknown_language, key->span, where, key->text, names);
}

bool schema_take_local(struct schema_reader *reader, struct slice where,
                       const struct yaml_node *node, struct local_text *text)
{
    struct local_text read = {0};
    if (node->kind == YAML_MAPPING) {
        for (size_t i = 0; i < node->count; i++)
            take_language(reader, where, node->keys[i], node->items[i], &read);
        if (read.text[0].len == 0) {
            diagnostic_add(reader->diagnostics, &no_first_language, node->span, where,
                           reader->schema->languages[0]);
            return false;
        }
    } else if (!has_kind(reader, where, node, YAML_SCALAR, &no_local)) {
        return false;
    } else {
        read.text[0] = slice_trim(node->text);
    }
    for (size_t i = 1; i < reader->schema->language_count; i++)
        if (read.text[i].len == 0)
            read.text[i] = read.text[0];
    *text = read;
    return true;
}

size_t schema_take_texts(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, const struct yaml_node ***texts)
{
    VECTOR(const struct yaml_node *) found = {0};
    if (node->kind == YAML_SCALAR) {
        vector_push(reader->arena, &found, node);
    } else if (schema_take_list(reader, where, node)) {
        for (size_t i = 0; i < node->count; i++) {
            struct slice text = {0};
            if (schema_take_text(reader, where, node->items[i], &text) && text.len)
                vector_push(reader->arena, &found, node->items[i]);
        }
    }
    *texts = found.items;
    return found.count;
}

static struct slice status_name(const void *schema, size_t index)
{
    const struct schema *of = schema;
    for (int status = 0; status < STATUS_COUNT; status++) {
        if (index < of->status_name_count[status])
            return of->status_names[status][index];
        index -= of->status_name_count[status];
    }
    return (struct slice){0};
}

void schema_take_required(struct schema_reader *reader, struct slice where,
                          const struct yaml_node *node, bool *required, enum status *from)
{
    struct slice text;
    if (schema_is_blank(node) || !schema_take_text(reader, where, node, &text))
        return;
    *from = STATUS_DRAFT;
    *required = slice_equal_ignoring_case(text, SLICE("true"));
    if (*required || slice_equal_ignoring_case(text, SLICE("false")))
        return;
    if (schema_find_status(reader->schema, text, from)) {
        *required = true;
        return;
    }
    struct names names = {0, status_name, reader->schema};
    for (int status = 0; status < STATUS_COUNT; status++)
        names.count += reader->schema->status_name_count[status];
    schema_report_unknown(reader, &unknown_status, node->span, where, text, names);
}

bool schema_check_identifier(struct schema_reader *reader, struct slice where,
                             const struct yaml_node *node)
{
    if (slug_is_identifier(node->text))
        return true;
    diagnostic_add(reader->diagnostics, &no_identifier, node->span, where, node->text,
                   slug_make(reader->arena, node->text, SLICE("nome")));
    return false;
}

struct local_text schema_label_from(struct schema_reader *reader, struct slice id)
{
    char *text = arena_string(reader->arena, id);
    for (size_t i = 0; i < id.len; i++)
        if (text[i] == '-' || text[i] == '_')
            text[i] = ' ';
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    struct local_text label = {0};
    for (size_t i = 0; i < reader->schema->language_count; i++)
        label.text[i] = slice_from(text, id.len);
    return label;
}

/* "10 MB", "500kB", "1 GB", "2000" (bytes): 0 where it is none of these. */
static uint64_t read_size(struct slice text)
{
    static const struct {
        const char *name;
        unsigned shift;
    } units[] = {{"kB", 10}, {"MB", 20}, {"GB", 30}};
    uint64_t number = 0;
    size_t digits = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9' &&
           digits < SIZE_DIGITS)
        number = number * 10 + (uint64_t)(text.ptr[digits++] - '0');
    struct slice unit = slice_trim(slice_after(text, digits));
    for (size_t i = 0; digits && i < sizeof units / sizeof *units; i++)
        if (slice_equal_ignoring_case(unit, slice_from_string(units[i].name))) {
            uint64_t size = number << units[i].shift;
            return size <= (uint64_t)4000 << 20 ? size : 0;
        }
    return 0;
}

void schema_take_size(struct schema_reader *reader, const struct schema_entry *parent,
                      const char *key, struct slice text, uint64_t *size)
{
    if (!text.len)
        return;
    struct schema_entry entry = schema_entry_under(reader, parent, key);
    uint64_t read = read_size(text);
    if (read)
        *size = read;
    else
        diagnostic_add(reader->diagnostics, &bad_size, entry.node->span, entry.where, text);
}
