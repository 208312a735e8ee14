/* Fields, nested ones too: type, and what goes with it (schema_read.h). */
#include "content/schema_type.h"

#include "base/vector.h"
#include "text/number.h"

static const struct problem reserved_name = {
    "reserved-name",
    SEVERITY_ERROR,
    {"%1: \"%2\" is a key that every sheet has", "%1: \"%2\" è già una voce di tutte le schede"},
    {"give the field another name", "dai al campo un altro nome"}};
static const struct problem too_many_fields = {
    "too-many-fields",
    SEVERITY_ERROR,
    {"%1: there are more than %2 fields", "%1: ci sono più di %2 campi"},
    {"take out those from here on, or gather some in a record",
     "togli quelli da qui in poi, o raggruppane alcuni in un record"}};
static const struct problem too_deep = {
    "too-deep",
    SEVERITY_ERROR,
    {"%1: lists and records stand within one another more than %2 levels deep",
     "%1: elenchi e record sono uno dentro l'altro per più di %2 livelli"},
    {"make a collection of its own out of what is inside, and refer to it (type: ref)",
     "fai di ciò che sta all'interno una raccolta a parte, e rimandaci (type: ref)"}};
static const struct schema_unknown unknown_type = SCHEMA_UNKNOWN(
    "unknown-type", "%1: \"%2\" is not a type of field", "%1: \"%2\" non è un tipo di campo");
static const struct problem names_a_vocabulary = {
    "unknown-type",
    SEVERITY_ERROR,
    {"%1: \"%2\" is a vocabulary, and a type belongs here",
     "%1: \"%2\" è un vocabolario, e qui va un tipo"},
    {"write {type: term, of: %2}", "scrivi {type: term, of: %2}"}};
static const struct problem names_a_collection = {
    "unknown-type",
    SEVERITY_ERROR,
    {"%1: \"%2\" is a collection, and a type belongs here",
     "%1: \"%2\" è una raccolta, e qui va un tipo"},
    {"write {type: ref, to: %2}", "scrivi {type: ref, to: %2}"}};
static const struct problem misplaced_key = {
    "misplaced-key",
    SEVERITY_ERROR,
    {"%1: \"%2\" does not go with the type %3", "%1: \"%2\" non va con il tipo %3"},
    {"it goes with: %4", "va con: %4"}};
static const struct problem nested_key = {
    "nested-key",
    SEVERITY_ERROR,
    {"%1: \"%2\" is for the fields of a collection, not for those inside a record or list",
     "%1: \"%2\" vale per i campi di una raccolta, non per quelli dentro un record o un elenco"},
    {"take it out, or write it on the outermost field",
     "toglilo, o scrivilo sul campo più esterno"}};
static const struct schema_unknown unknown_vocabulary =
    SCHEMA_UNKNOWN("unknown-vocabulary", "%1: there is no vocabulary \"%2\"",
                   "%1: non c'è nessun vocabolario \"%2\"");
static const struct schema_unknown unknown_collection =
    SCHEMA_UNKNOWN("unknown-collection", "%1: there is no collection \"%2\"",
                   "%1: non c'è nessuna raccolta \"%2\"");
static const struct problem unknown_currency = {
    "unknown-currency",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a currency", "%1: \"%2\" non è una valuta"},
    {"write its code of three capital letters: EUR",
     "scrivi il suo codice di tre lettere maiuscole: EUR"}};

/* What a field's keys say, besides what goes straight into the field. */
struct field_draft {
    struct field field;
    struct slice type, to, currency;
    unsigned depth;
};

struct place {
    bool is_top;    /* a field of a collection, not of a record or list */
    unsigned depth; /* lists and records around it */
};

static struct field *read_field(struct schema_reader *reader, const struct schema_entry *entry,
                                struct slice id, struct place place);

/* --- the type ------------------------------------------------------------------ */

static struct span value_span(const struct schema_entry *entry, const char *key)
{
    const struct yaml_node *node = yaml_get(entry->node, key);
    return node ? node->span : entry->node ? entry->node->span : entry->name;
}

static void report_unknown_type(struct schema_reader *reader, struct slice where, struct span span,
                                struct slice name, enum value_kind *type)
{
    const struct problem *problem = NULL;
    if (map_get(&reader->schema->vocabularies_by_id, name))
        problem = &names_a_vocabulary;
    else if (map_get(&reader->schema->collections_by_id, name))
        problem = &names_a_collection;
    if (problem) {
        diagnostic_add(reader->diagnostics, problem, span, where, name);
        return;
    }
    struct slice near =
        schema_report_unknown(reader, &unknown_type, span, where, name, schema_type_names());
    if (near.len)
        *type = schema_find_type(near);
}

/* The rest is read as the type that was probably meant, else as a text. False: what the type asks
 * for is not known. */
static bool find_type(struct schema_reader *reader, const struct schema_entry *entry,
                      struct field_draft *draft)
{
    struct field *field = &draft->field;
    field->type = VALUE_TEXT;
    bool is_short = entry->node && entry->node->kind == YAML_SCALAR;
    if (draft->type.len == 0)
        return false;
    enum value_kind type = schema_find_type(draft->type);
    struct slice where = is_short ? entry->where : schema_path(reader, entry->where, SLICE("type"));
    if (type == VALUE_NONE)
        report_unknown_type(reader, where, value_span(entry, "type"), draft->type, &type);
    if (type == VALUE_NONE)
        return false;
    field->type = type;
    return true;
}

/* Keys that do not go with the type, and those that it needs. */
static void check_keys(struct schema_reader *reader, const struct schema_entry *entry,
                       enum value_kind type, bool is_top)
{
    for (size_t i = 0; i < schema_key_rule_count; i++) {
        const struct schema_key_rule *rule = &schema_key_rules[i];
        const struct yaml_node *key = yaml_get_key(entry->node, rule->key);
        if (key && rule->is_for_top && !is_top)
            diagnostic_add(reader->diagnostics, &nested_key, key->span, entry->where, key->text);
        else if (key && !(rule->types & TYPE(type)))
            diagnostic_add(reader->diagnostics, &misplaced_key, key->span, entry->where, key->text,
                           slice_from_string(schema_type_of(type)->name),
                           schema_list_types(reader, rule->types, 0));
        if ((rule->needed & TYPE(type)) && schema_is_blank(yaml_get(entry->node, rule->key)))
            schema_report_missing(reader, entry, rule->key);
    }
}

/* --- what the type asks for ----------------------------------------------------- */

static void read_vocabulary(struct schema_reader *reader, const struct schema_entry *entry,
                            struct field *field)
{
    const struct map *known = &reader->schema->vocabularies_by_id;
    struct schema_entry of = schema_entry_under(reader, entry, "of");
    struct slice name;
    if (!schema_is_blank(of.node) && schema_take_text(reader, of.where, of.node, &name)) {
        field->vocabulary = map_get(known, name);
        if (!field->vocabulary)
            field->vocabulary =
                map_get(known, schema_report_unknown(reader, &unknown_vocabulary, of.node->span,
                                                     of.where, name, names_of_map(known)));
    }
    if (!field->vocabulary)
        field->type = VALUE_TEXT;
}

static void read_target(struct schema_reader *reader, const struct schema_entry *entry,
                        struct field_draft *draft)
{
    const struct map *known = &reader->schema->collections_by_id;
    struct field *field = &draft->field;
    if (draft->to.len) {
        field->target = map_get(known, draft->to);
        if (!field->target)
            field->target = map_get(
                known, schema_report_unknown(reader, &unknown_collection, value_span(entry, "to"),
                                             schema_path(reader, entry->where, SLICE("to")),
                                             draft->to, names_of_map(known)));
    }
    if (!field->target)
        field->type = VALUE_TEXT;
}

static void read_currency(struct schema_reader *reader, const struct schema_entry *entry,
                          struct field_draft *draft)
{
    draft->field.currency = SLICE("EUR");
    if (draft->currency.len == 0)
        return;
    if (currency_is_known(draft->currency))
        draft->field.currency = draft->currency;
    else
        diagnostic_add(reader->diagnostics, &unknown_currency, value_span(entry, "currency"),
                       schema_path(reader, entry->where, SLICE("currency")), draft->currency);
}

static bool check_depth(struct schema_reader *reader, const struct schema_entry *entry,
                        unsigned depth)
{
    if (depth <= SCHEMA_DEPTH_MAX)
        return true;
    diagnostic_add(reader->diagnostics, &too_deep, entry->name, entry->where,
                   arena_format(reader->arena, "%d", SCHEMA_DEPTH_MAX));
    return false;
}

static void read_item(struct schema_reader *reader, const struct schema_entry *entry,
                      struct field_draft *draft)
{
    struct schema_entry of = schema_entry_under(reader, entry, "of");
    struct field *item;
    if (schema_is_blank(of.node) || !check_depth(reader, entry, draft->depth)) {
        item = arena_new(reader->arena, struct field);
        item->type = VALUE_TEXT;
        item->span = draft->field.span;
    } else {
        item = read_field(reader, &of, (struct slice){0}, (struct place){false, draft->depth});
    }
    if (item->label.text[0].len == 0)
        item->label = draft->field.label;
    draft->field.item = item;
}

static void read_members(struct schema_reader *reader, const struct schema_entry *entry,
                         struct field_draft *draft)
{
    struct schema_entry fields = schema_entry_under(reader, entry, "fields");
    if (!schema_is_blank(fields.node) && check_depth(reader, entry, draft->depth))
        schema_read_fields(reader, &fields, false, draft->depth, &draft->field.fields,
                           &draft->field.field_count, NULL);
}

/* --- fields ------------------------------------------------------------------------- */

static void read_keys(struct schema_reader *reader, const struct schema_entry *entry,
                      struct field_draft *draft)
{
    static const struct schema_key keys[] = {
        {.name = "type", KEY_TEXT, offsetof(struct field_draft, type), .is_required = true},
        {.name = "of", KEY_ELSEWHERE},
        {.name = "to", KEY_TEXT, offsetof(struct field_draft, to)},
        {.name = "fields", KEY_ELSEWHERE},
        {.name = "currency", KEY_TEXT, offsetof(struct field_draft, currency)},
        {.name = "unit", KEY_LOCAL, offsetof(struct field_draft, field.unit)},
        {.name = "role", KEY_ELSEWHERE},
        {.name = "label", KEY_LOCAL, offsetof(struct field_draft, field.label)},
        {.name = "help", KEY_LOCAL, offsetof(struct field_draft, field.help)},
        {.name = "required", KEY_ELSEWHERE},
        {.name = "min", KEY_ELSEWHERE},
        {.name = "max", KEY_ELSEWHERE},
        {.name = "pattern", KEY_ELSEWHERE},
        {.name = "pattern_help", KEY_LOCAL, offsetof(struct field_draft, field.pattern_help)},
        {.name = "default", KEY_ELSEWHERE},
        {.name = "deprecated", KEY_LOCAL, offsetof(struct field_draft, field.deprecated_help)},
        {.name = "facet", KEY_ELSEWHERE},
        {.name = "sort", KEY_BOOLEAN, offsetof(struct field_draft, field.sort)},
        {.name = "column", KEY_BOOLEAN, offsetof(struct field_draft, field.column)},
        {.name = "section", KEY_ELSEWHERE},
    };
    /* `of: text` is short for `of: {type: text}`. */
    if (entry->node && entry->node->kind == YAML_SCALAR)
        draft->type = slice_trim(entry->node->text);
    else
        schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), draft);
}

static void read_type(struct schema_reader *reader, const struct schema_entry *entry,
                      struct field_draft *draft)
{
    switch (draft->field.type) {
    case VALUE_TERM:
        read_vocabulary(reader, entry, &draft->field);
        break;
    case VALUE_REF:
        read_target(reader, entry, draft);
        break;
    case VALUE_MONEY:
        read_currency(reader, entry, draft);
        break;
    case VALUE_LIST:
        draft->depth++;
        read_item(reader, entry, draft);
        break;
    case VALUE_RECORD:
        draft->depth++;
        read_members(reader, entry, draft);
        break;
    default:
        break;
    }
}

static struct field *read_field(struct schema_reader *reader, const struct schema_entry *entry,
                                struct slice id, struct place place)
{
    struct field_draft *draft = arena_new(reader->arena, struct field_draft);
    struct field *field = &draft->field;
    draft->depth = place.depth;
    field->id = id;
    field->span = entry->name;
    read_keys(reader, entry, draft);
    if (id.len && field->label.text[0].len == 0)
        field->label = schema_label_from(reader, id);
    if (find_type(reader, entry, draft))
        check_keys(reader, entry, field->type, place.is_top);
    struct schema_entry required = schema_entry_under(reader, entry, "required");
    schema_take_required(reader, required.where, required.node, &field->required,
                         &field->required_from);
    field->deprecated = field->deprecated_help.text[0].len > 0;
    read_type(reader, entry, draft);
    schema_read_limits(reader, entry, field, place.is_top);
    return field;
}

static bool check_name(struct schema_reader *reader, struct slice where,
                       const struct yaml_node *key, bool is_top)
{
    static const char *const reserved[] = {"id",    "stato",   "status",
                                           "alias", "waivers", "deroghe"};
    if (!schema_check_identifier(reader, where, key))
        return false;
    for (size_t i = 0; is_top && i < sizeof reserved / sizeof *reserved; i++)
        if (slice_equal_string(key->text, reserved[i])) {
            diagnostic_add(reader->diagnostics, &reserved_name, key->span, where, key->text);
            return false;
        }
    return true;
}

void schema_read_fields(struct schema_reader *reader, const struct schema_entry *entry, bool is_top,
                        unsigned depth, struct field ***fields, size_t *count, struct map *by_id)
{
    VECTOR(struct field *) read = {0};
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return;
    for (size_t i = 0; i < entry->node->count; i++) {
        const struct yaml_node *key = entry->node->keys[i];
        struct schema_entry item = schema_entry_of(reader, entry, i);
        if (read.count == SCHEMA_FIELDS_MAX) {
            diagnostic_add(reader->diagnostics, &too_many_fields, key->span, entry->where,
                           arena_format(reader->arena, "%d", SCHEMA_FIELDS_MAX));
            break;
        }
        if (!check_name(reader, item.where, key, is_top))
            continue;
        struct field *field = read_field(reader, &item, key->text, (struct place){is_top, depth});
        field->index = read.count;
        vector_push(reader->arena, &read, field);
        if (by_id)
            map_set(reader->arena, by_id, field->id, field);
    }
    *fields = read.items;
    *count = read.count;
}
