/*
 * value_record.c - a value with fields of its own.
 */
#include "content/value_reader.h"

#define RECORD_WANTED                                        \
    {                                                        \
        "%1: fields with their values are wanted here (%2)", \
            "%1: qui servono campi con i loro valori (%2)"   \
    }
static const struct problem record_wanted = {
    "field-shape",
    SEVERITY_ERROR,
    RECORD_WANTED,
    {"write each below this line, with two spaces before it: %3: …",
     "scrivi ognuno sotto questa riga, con due spazi davanti: %3: …"}};
static const struct problem record_in_list = {
    "field-shape",
    SEVERITY_ERROR,
    RECORD_WANTED,
    {"there is one of these, no list: write it without the dash, %3: …",
     "ce n'è uno solo, non un elenco: scrivilo senza il trattino, %3: …"}};
static const struct problem unknown_member = {
    "unknown-field",
    SEVERITY_ERROR,
    {"\"%1\" is not a field of \"%2\"", "\"%1\" non è un campo di \"%2\""},
    {"the fields are: %3", "i campi sono: %3"}};
static const struct problem unknown_member_near = {
    "unknown-field",
    SEVERITY_ERROR,
    {"\"%1\" is not a field of \"%2\"", "\"%1\" non è un campo di \"%2\""},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};
static const struct problem missing_member = {
    "missing-field",
    SEVERITY_ERROR,
    {"%1: \"%2\" (%3) is missing here", "%1: qui manca \"%2\" (%3)"},
    {"add a line \"%3: …\"", "aggiungi una riga \"%3: …\""}};
static const struct problem deprecated_member = {
    "deprecated-field",
    SEVERITY_WARNING,
    {"the field \"%1\" is no longer in use", "il campo \"%1\" non è più in uso"},
    {"%2", "%2"}};

static void report_unknown_member(struct value_reader *reader, const struct field *record,
                                  const struct yaml_node *key)
{
    struct names names = names_of_fields(record->fields, record->field_count);
    struct slice near = {0};
    if (value_reader_may_suggest(reader))
        near = names_nearest(names, key->text);
    diagnostic_add(reader->diagnostics, near.len ? &unknown_member_near : &unknown_member,
                   key->span, value_reader_quote(reader, key->text), reader->name,
                   near.len ? near : names_list(reader->arena, names));
}

static const struct field *find_member(const struct field *record, struct slice id)
{
    for (size_t i = 0; i < record->field_count; i++)
        if (slice_equal(record->fields[i]->id, id))
            return record->fields[i];
    return NULL;
}

/* After its keys: what the sheet did not say. `refused` are members that were there, and wrong. */
static bool complete_record(struct value_reader *reader, const struct field *field,
                            const bool *refused, struct value *record)
{
    bool good = true;
    for (size_t i = 0; i < field->field_count; i++) {
        const struct field *member = field->fields[i];
        struct value *value = &record->as.record.members[i];
        if (refused[i] || !value_is_empty(value))
            continue;
        if (member->fallback && value->kind == VALUE_NONE) {
            *value = *member->fallback;
        } else if (member->required && reader->status >= member->required_from) {
            diagnostic_add(reader->diagnostics, &missing_member, record->span, reader->name,
                           local_text_get(&member->label, reader->language), member->id);
            good = false;
        }
    }
    return good;
}

bool value_record_read(struct value_reader *reader, const struct field *field,
                       const struct yaml_node *node, struct value *value)
{
    if (node->kind != YAML_MAPPING) {
        diagnostic_add(
            reader->diagnostics, node->kind == YAML_SEQUENCE ? &record_in_list : &record_wanted,
            node->span, reader->name,
            names_list(reader->arena, names_of_fields(field->fields, field->field_count)),
            field->field_count ? field->fields[0]->id : SLICE(""));
        value->kind = VALUE_NONE;
        return false;
    }
    bool good = true;
    bool *refused = arena_array(reader->arena, bool, field->field_count);
    struct value *members = arena_array(reader->arena, struct value, field->field_count);
    for (size_t i = 0; i < field->field_count; i++)
        members[i] = (struct value){.field = field->fields[i], .span = node->span};
    value->as.record.members = members;
    for (size_t i = 0; i < node->count; i++) {
        const struct field *member = find_member(field, node->keys[i]->text);
        if (!member) {
            report_unknown_member(reader, field, node->keys[i]);
            good = false;
            continue;
        }
        if (member->deprecated)
            diagnostic_add(reader->diagnostics, &deprecated_member, node->keys[i]->span, member->id,
                           local_text_get(&member->deprecated_help, reader->language));
        refused[member->index] =
            !value_reader_read(reader, member, node->items[i], &members[member->index]);
        good = good && !refused[member->index];
    }
    return complete_record(reader, field, refused, value) && good;
}
