#include "content/document.h"

#include "content/document_checks.h"
#include "content/front_matter.h"
#include "content/value_reader.h"
#include "text/nearest.h"
#include "text/slug.h"
#include "text/url.h"
#include "text/utf8.h"

#define ALIASES_MAX 50u

/* --- what is said ------------------------------------------------------- */

static const struct problem root_no_mapping = {
    "front-matter-no-fields",
    SEVERITY_ERROR,
    {"between the two lines of hyphens there are no fields",
     "tra le due righe di trattini non ci sono campi"},
    {"write one field a line: its name, a colon, a space, its value",
     "scrivi un campo per riga: il nome, i due punti, uno spazio, il valore"}};
static const struct problem unknown_field = {"unknown-field",
                                             SEVERITY_ERROR,
                                             {"\"%1\" is not a field of the collection \"%2\"",
                                              "\"%1\" non è un campo della raccolta \"%2\""},
                                             {"the fields are: %3", "i campi sono: %3"}};
static const struct problem unknown_field_near = {"unknown-field",
                                                  SEVERITY_ERROR,
                                                  {"\"%1\" is not a field of the collection \"%2\"",
                                                   "\"%1\" non è un campo della raccolta \"%2\""},
                                                  {"did you mean \"%3\"?", "forse \"%3\"?"}};
static const struct problem deprecated_field = {
    "deprecated-field",
    SEVERITY_WARNING,
    {"the field \"%1\" is no longer in use", "il campo \"%1\" non è più in uso"},
    {"%2", "%2"}};
static const struct problem computed_field = {
    "computed-field",
    SEVERITY_ERROR,
    {"the field \"%1\" is computed: a sheet cannot state it",
     "il campo \"%1\" si calcola da sé: una scheda non può dichiararlo"},
    {"delete this line", "cancella questa riga"}};
static const struct problem missing_field = {
    "missing-field",
    SEVERITY_ERROR,
    {"the field %1 is missing", "manca il campo %1"},
    {"add above this line: \"%2: …\"", "aggiungi sopra questa riga: \"%2: …\""}};
static const struct problem empty_field = {
    "missing-field",
    SEVERITY_ERROR,
    {"the field %1 may not be empty", "il campo %1 non può essere vuoto"},
    {"write its value after the colon", "scrivi il valore dopo i due punti"}};
static const struct problem not_one_text = {
    "field-shape",
    SEVERITY_ERROR,
    {"%1: one word or text is wanted here", "%1: qui serve una sola parola o un solo testo"},
    {"write it after the colon, without brackets or dashes",
     "scrivilo dopo i due punti, senza parentesi né trattini"}};
static const struct problem unknown_status = {
    "unknown-status",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a status of a sheet", "%1: \"%2\" non è uno stato di una scheda"},
    {"the statuses are: %3", "gli stati sono: %3"}};
static const struct problem unknown_status_near = {
    "unknown-status",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a status of a sheet", "%1: \"%2\" non è uno stato di una scheda"},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};
static const struct problem two_statuses = {
    "two-statuses",
    SEVERITY_ERROR,
    {"the status is given twice, as \"stato\" and as \"status\"",
     "lo stato è indicato due volte, come \"stato\" e come \"status\""},
    {"delete one of the two lines", "cancella una delle due righe"}};
static const struct problem wrong_id = {
    "wrong-id",
    SEVERITY_ERROR,
    {"id: \"%1\" cannot be part of an address", "id: \"%1\" non può far parte di un indirizzo"},
    {"use small letters, digits and hyphens: %2", "usa minuscole, cifre e trattini: %2"}};
static const struct problem wrong_alias = {
    "wrong-alias",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not an address of this site", "%1: \"%2\" non è un indirizzo di questo sito"},
    {"write what follows the site's name, from the first slash on: /old/page/",
     "scrivi quello che segue il nome del sito, dalla prima barra in poi: /vecchia/pagina/"}};
static const struct problem too_many_aliases = {
    "too-many-aliases",
    SEVERITY_ERROR,
    {"alias: a sheet may have %1 old addresses at most",
     "alias: una scheda può avere al massimo %1 vecchi indirizzi"},
    {"keep those that readers may still have, and delete the others",
     "tieni quelli che i lettori possono ancora avere, e cancella gli altri"}};

/* --- what every sheet may say ------------------------------------------- */

/* One sheet while it is read. */
struct reading_document {
    struct document *document;
    struct value_reader reader;
};

static const struct yaml_node *get_text(struct reading_document *sheet,
                                        const struct yaml_node *root, const char *key)
{
    const struct yaml_node *node = yaml_get(root, key);
    if (!node || node->kind == YAML_NULL)
        return NULL;
    if (node->kind == YAML_SCALAR)
        return slice_trim(node->text).len ? node : NULL;
    diagnostic_add(sheet->reader.diagnostics, &not_one_text, node->span, slice_from_string(key));
    return NULL;
}

static void report_unknown_status(struct reading_document *sheet, const char *key,
                                  const struct yaml_node *node)
{
    const struct schema *schema = sheet->reader.schema;
    struct nearest nearest = nearest_start(slice_trim(node->text));
    struct buffer all = {0};
    for (int status = 0; status < STATUS_COUNT; status++)
        for (size_t i = 0; i < schema->status_name_count[status]; i++) {
            struct slice name = schema->status_names[status][i];
            nearest_offer(&nearest, name);
            buffer_format(&all, "%s%.*s", all.len ? ", " : "", SLICE_ARG(name));
        }
    bool is_near = nearest.best.len > 0;
    diagnostic_add(sheet->reader.diagnostics, is_near ? &unknown_status_near : &unknown_status,
                   node->span, slice_from_string(key),
                   value_reader_quote(&sheet->reader, node->text),
                   is_near ? nearest.best : buffer_view(&all));
    buffer_release(&all);
}

/* Read before everything else: it says how strict the rest is. */
static void read_status(struct reading_document *sheet, const struct yaml_node *root)
{
    struct document *document = sheet->document;
    document->status = STATUS_PUBLISHED;
    const char *key = yaml_get(root, "stato") ? "stato" : "status";
    const struct yaml_node *node = get_text(sheet, root, key);
    if (node &&
        !schema_find_status(sheet->reader.schema, slice_trim(node->text), &document->status))
        report_unknown_status(sheet, key, node);
    const struct yaml_node *first = yaml_get_key(root, "stato"),
                           *second = yaml_get_key(root, "status");
    if (first && second) {
        bool in_order = first->span.start < second->span.start;
        diagnostic_add_plain(sheet->reader.diagnostics, &two_statuses,
                             in_order ? second->span : first->span)
            ->related = in_order ? first->span : second->span;
    }
    sheet->reader.status = document->status;
}

static void read_id(struct reading_document *sheet, const struct yaml_node *root)
{
    struct arena *arena = sheet->reader.arena;
    const struct yaml_node *node = get_text(sheet, root, "id");
    if (!node)
        return;
    struct slice id = slice_trim(node->text);
    if (!slug_is_identifier(id)) {
        diagnostic_add(sheet->reader.diagnostics, &wrong_id, node->span,
                       value_reader_quote(&sheet->reader, id),
                       slug_make(arena, id, SLICE("nome-della-scheda")));
        return;
    }
    sheet->document->id = id;
    sheet->document->id_span = node->span;
}

static bool is_alias(struct slice address)
{
    struct slice rest = address, part;
    if (!slice_starts_with(address, SLICE("/")) || !url_is_allowed(address) ||
        address.len > ADDRESS_LENGTH_MAX || address.len == 1 ||
        slice_find_byte(address, '?') != SLICE_NOT_FOUND ||
        slice_find_byte(address, '#') != SLICE_NOT_FOUND ||
        slice_find_byte(address, '\\') != SLICE_NOT_FOUND)
        return false;
    while (slice_next(&rest, '/', &part))
        if (slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return false;
    return true;
}

static void read_alias(struct reading_document *sheet, const struct yaml_node *node)
{
    struct document *document = sheet->document;
    struct slice address = node->kind == YAML_SCALAR ? slice_trim(node->text) : SLICE("");
    if (node->kind != YAML_SCALAR)
        diagnostic_add(sheet->reader.diagnostics, &not_one_text, node->span, SLICE("alias"));
    else if (!is_alias(address))
        diagnostic_add(sheet->reader.diagnostics, &wrong_alias, node->span, SLICE("alias"),
                       value_reader_quote(&sheet->reader, address));
    else
        document->aliases[document->alias_count++] = address;
}

static void read_aliases(struct reading_document *sheet, const struct yaml_node *root)
{
    const struct yaml_node *node = yaml_get(root, "alias");
    if (!node || node->kind == YAML_NULL)
        return;
    size_t count = node->kind == YAML_SEQUENCE ? node->count : 1;
    if (count > ALIASES_MAX) {
        diagnostic_add(sheet->reader.diagnostics, &too_many_aliases, node->span,
                       arena_format(sheet->reader.arena, "%u", ALIASES_MAX));
        return;
    }
    sheet->document->aliases = arena_array(sheet->reader.arena, struct slice, count);
    if (node->kind != YAML_SEQUENCE)
        read_alias(sheet, node);
    else
        for (size_t i = 0; i < count; i++)
            read_alias(sheet, node->items[i]);
}

/* --- fields --------------------------------------------------------------- */

static const char *const common_keys[] = {"id", "stato", "status", "alias", "waivers", "deroghe"};

static bool is_common_key(struct slice key)
{
    for (size_t i = 0; i < sizeof common_keys / sizeof *common_keys; i++)
        if (slice_equal_string(key, common_keys[i]))
            return true;
    return false;
}

/* An editor may know a field by its label, as the page shows it. */
static const struct field *find_by_label(struct reading_document *sheet, struct slice text)
{
    const struct collection *collection = sheet->document->collection;
    struct arena *arena = sheet->reader.arena;
    struct slice wanted = utf8_fold(arena, text);
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct local_text *label = &collection->fields[i]->label;
        if (slice_equal(utf8_fold(arena, local_text_get(label, sheet->reader.language)), wanted) ||
            slice_equal(utf8_fold(arena, local_text_get(label, 0)), wanted))
            return collection->fields[i];
    }
    return NULL;
}

static void report_unknown_field(struct reading_document *sheet, const struct yaml_node *key)
{
    const struct collection *collection = sheet->document->collection;
    struct slice suggestion = {0};
    if (value_reader_may_suggest(&sheet->reader)) {
        const struct field *labelled = find_by_label(sheet, key->text);
        struct nearest nearest = nearest_start(key->text);
        for (size_t i = 0; i < collection->field_count; i++)
            nearest_offer(&nearest, collection->fields[i]->id);
        for (size_t i = 0; i < sizeof common_keys / sizeof *common_keys; i++)
            nearest_offer(&nearest, slice_from_string(common_keys[i]));
        suggestion = labelled ? labelled->id : nearest.best;
    }
    bool is_near = suggestion.len > 0;
    if (!is_near)
        suggestion = names_list(sheet->reader.arena,
                                names_of_fields(collection->fields, collection->field_count));
    diagnostic_add(sheet->reader.diagnostics, is_near ? &unknown_field_near : &unknown_field,
                   key->span, value_reader_quote(&sheet->reader, key->text), collection->id,
                   suggestion);
}

static void read_fields(struct reading_document *sheet, const struct yaml_node *root)
{
    struct document *document = sheet->document;
    for (size_t i = 0; i < root->count; i++) {
        const struct yaml_node *key = root->keys[i];
        if (is_common_key(key->text))
            continue;
        const struct field *field = map_get(&document->collection->fields_by_id, key->text);
        if (!field) {
            report_unknown_field(sheet, key);
            continue;
        }
        if (field->computed) {
            diagnostic_add(sheet->reader.diagnostics, &computed_field, key->span, field->id);
            continue;
        }
        if (field->deprecated)
            diagnostic_add(sheet->reader.diagnostics, &deprecated_field, key->span, field->id,
                           local_text_get(&field->deprecated_help, document->language));
        struct value *value = &document->values[field->index];
        document->refused[field->index] =
            !value_reader_read(&sheet->reader, field, root->items[i], value);
        if (value->kind == VALUE_NONE)
            value->span = root->items[i]->span;
    }
}

struct slice document_name_field(struct arena *arena, const struct field *field, unsigned language)
{
    struct slice label = local_text_get(&field->label, language);
    if (label.len == 0 || slice_equal(label, field->id))
        return arena_format(arena, "\"%.*s\"", SLICE_ARG(field->id));
    return arena_format(arena, "\"%.*s\" (%.*s)", SLICE_ARG(label), SLICE_ARG(field->id));
}

bool document_wants(const struct document *document, bool required, enum status from)
{
    return required && document->status >= from;
}

/* A translation says only what differs: it inherits the rest when the sheets are linked. A field
 * that may stand in the body waits for document_shape(). */
static void complete_fields(struct reading_document *sheet)
{
    struct document *document = sheet->document;
    for (size_t i = 0; !document->is_translation && i < document->collection->field_count; i++) {
        const struct field *field = document->collection->fields[i];
        struct value *value = &document->values[i];
        if (field->section || document->refused[i] || !value_is_empty(value))
            continue;
        bool is_written = value->span.file != NULL;
        struct slice name = document_name_field(sheet->reader.arena, field, document->language);
        if (field->fallback && value->kind == VALUE_NONE)
            *value = *field->fallback;
        else if (document_wants(document, field->required, field->required_from))
            diagnostic_add(sheet->reader.diagnostics, is_written ? &empty_field : &missing_field,
                           is_written ? value->span : document->front_matter_end, name, field->id);
    }
}

static struct slice self_text(const struct yaml_node *root, const char *key)
{
    const struct yaml_node *node = yaml_get(root, key);
    if (!node || node->kind == YAML_NULL)
        return (struct slice){0};
    return node->kind == YAML_SCALAR ? slice_trim(node->text) : SLICE("[]"); /* which nothing is called */
}

bool document_read_self(struct arena *arena, struct slice text, struct document_self *self)
{
    struct diagnostics unheard = {.arena = arena};
    struct text_file file = {.text = text};
    struct front_matter parts;
    if (!front_matter_split(arena, &file, &parts, &unheard))
        return false;
    const struct yaml_node *root = yaml_parse(arena, &file, parts.fields, &unheard);
    if (!root || (root->kind != YAML_MAPPING && root->kind != YAML_NULL) ||
        !diagnostics_are_good(&unheard))
        return false;
    self->status = self_text(root, yaml_get(root, "stato") ? "stato" : "status");
    struct slice id = self_text(root, "id");
    self->id = slug_is_identifier(id) ? id : (struct slice){0};
    return true;
}

enum status document_self_status(const struct schema *schema, const struct document_self *self)
{
    enum status status = STATUS_PUBLISHED;
    if (self->status.len && !schema_find_status(schema, self->status, &status))
        status = STATUS_DRAFT;
    return status;
}

struct document *document_create(struct arena *arena, const struct text_file *file,
                                 struct document_names names, struct slice body, struct span span)
{
    struct document *document = arena_new(arena, struct document);
    size_t field_count = names.collection->field_count;
    document->file = file;
    document->collection = names.collection;
    document->language = names.language;
    document->is_translation = names.is_translation;
    document->status = STATUS_PUBLISHED;
    document->body = body;
    document->front_matter_end = span;
    document->values = arena_array(arena, struct value, field_count);
    document->refused = arena_array(arena, bool, field_count);
    document->above = arena_array(arena, bool, field_count);
    document->sections =
        arena_array(arena, const struct markdown_section *, names.collection->section_count);
    for (size_t i = 0; i < field_count; i++)
        document->values[i].field = names.collection->fields[i];
    return document;
}

struct document *document_read(struct arena *arena, const struct schema *schema,
                               const struct text_file *file, struct document_names names,
                               struct diagnostics *diagnostics)
{
    struct front_matter parts;
    if (!front_matter_split(arena, file, &parts, diagnostics))
        return NULL;
    struct yaml_node *root = yaml_parse(arena, file, parts.fields, diagnostics);
    if (!root)
        return NULL;
    if (root->kind != YAML_MAPPING && root->kind != YAML_NULL) {
        diagnostic_add_plain(diagnostics, &root_no_mapping, root->span);
        return NULL;
    }
    struct reading_document sheet = {
        .document = document_create(arena, file, names, parts.body, parts.end),
        .reader = value_reader_start(arena, schema, names.language, STATUS_PUBLISHED, diagnostics),
    };
    read_status(&sheet, root);
    bool outer = diagnostics->lenient;
    diagnostics->lenient = outer || sheet.document->status == STATUS_DRAFT;
    read_id(&sheet, root);
    read_aliases(&sheet, root);
    document_read_waivers(&sheet.reader, root, sheet.document);
    read_fields(&sheet, root);
    complete_fields(&sheet);
    diagnostics->lenient = outer;
    return sheet.document;
}
