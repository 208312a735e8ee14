/* Sections, and the fields bound to them (schema_read.h). */
#include "content/schema_type.h"

#include "base/vector.h"
#include "text/nearest.h"
#include "text/slug.h"
#include "text/utf8.h"

#define SECTIONS_MAX 100

static const struct problem section_clash = {
    "section-clash",
    SEVERITY_ERROR,
    {"%1: there is already a section \"%2\"", "%1: c'è già una sezione \"%2\""},
    {"give one of the two another id", "dai a una delle due un altro id"}};
static const struct problem heading_clash = {
    "heading-clash",
    SEVERITY_ERROR,
    {"%1: the section \"%3\" already has the heading \"%2\"",
     "%1: la sezione \"%3\" ha già il titolo \"%2\""},
    {"give one of the two another heading; a field binds to a section by its id: section: %3",
     "dai a una delle due un altro titolo; un campo si lega a una sezione con il suo id: section: "
     "%3"}};
static const struct problem too_many = {
    "too-many-sections",
    SEVERITY_ERROR,
    {"%1: there are more than %2 sections", "%1: ci sono più di %2 sezioni"},
    {"take out those from here on", "togli quelle da qui in poi"}};
static const struct schema_unknown unknown_section = SCHEMA_UNKNOWN(
    "unknown-section", "%1: there is no section \"%2\"", "%1: non c'è nessuna sezione \"%2\"");
static const struct problem bound_twice = {
    "section-bound-twice",
    SEVERITY_ERROR,
    {"%1: the section \"%2\" is already that of the field \"%3\"",
     "%1: la sezione \"%2\" è già quella del campo \"%3\""},
    {"give each field a section of its own", "dai a ogni campo una sezione diversa"}};
static const struct problem wrong_type = {
    "section-type",
    SEVERITY_ERROR,
    {"%1: a section holds text, and the type of this field is another: %2",
     "%1: una sezione contiene testo, e il tipo di questo campo è un altro: %2"},
    {"it can be: %3", "può essere: %3"}};

struct sections {
    struct schema_reader *reader;
    struct collection *collection;
    VECTOR(struct section *) list;
    struct map by_id;
    struct map headings; /* "LANGUAGE FOLDED" to its section */
};

static struct slice heading_key(struct sections *sections, unsigned language, struct slice heading)
{
    struct arena *arena = sections->reader->arena;
    struct slice folded = utf8_fold(arena, heading);
    return arena_format(arena, "%u %.*s", language, SLICE_ARG(folded));
}

/* Two headings that read alike in one language could not be told apart in a sheet. */
static void claim_headings(struct sections *sections, const struct schema_entry *entry,
                           struct section *section)
{
    struct schema_reader *reader = sections->reader;
    bool is_told = false;
    for (unsigned language = 0; language < reader->schema->language_count; language++) {
        struct slice heading = section->heading.text[language];
        struct slice key = heading_key(sections, language, heading);
        if (heading.len == 0 || map_add(reader->arena, &sections->headings, key, section) ||
            is_told)
            continue;
        const struct section *first = map_get(&sections->headings, key);
        diagnostic_add(reader->diagnostics, &heading_clash, section->span, entry->where, heading,
                       first->id)
            ->related = first->span;
        is_told = true;
    }
}

/* False where there is no place for it. */
static bool add_section(struct sections *sections, const struct schema_entry *entry,
                        struct section *section)
{
    struct schema_reader *reader = sections->reader;
    if (sections->list.count == SECTIONS_MAX) {
        diagnostic_add(reader->diagnostics, &too_many, section->span, entry->where,
                       arena_format(reader->arena, "%d", SECTIONS_MAX));
        return false;
    }
    if (!map_add(reader->arena, &sections->by_id, section->id, section)) {
        const struct section *first = map_get(&sections->by_id, section->id);
        diagnostic_add(reader->diagnostics, &section_clash, section->span, entry->where,
                       section->id)
            ->related = first->span;
        return false;
    }
    claim_headings(sections, entry, section);
    section->index = sections->list.count;
    vector_push(reader->arena, &sections->list, section);
    return true;
}

static void read_section(struct sections *sections, const struct schema_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "id", KEY_ELSEWHERE, .is_required = true},
        {.name = "heading", KEY_LOCAL, offsetof(struct section, heading), .is_required = true},
        {.name = "help", KEY_LOCAL, offsetof(struct section, help)},
        {.name = "role", KEY_TEXT, offsetof(struct section, role)},
        {.name = "required", KEY_ELSEWHERE},
    };
    struct schema_reader *reader = sections->reader;
    struct section *section = arena_new(reader->arena, struct section);
    section->span = entry->name;
    if (!schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), section))
        return;
    struct schema_entry id = schema_entry_under(reader, entry, "id");
    struct schema_entry required = schema_entry_under(reader, entry, "required");
    schema_take_required(reader, required.where, required.node, &section->required,
                         &section->required_from);
    if (schema_is_blank(id.node) || !schema_take_text(reader, id.where, id.node, &section->id) ||
        !schema_check_identifier(reader, id.where, id.node))
        return;
    section->span = id.node->span;
    add_section(sections, entry, section);
}

/* --- fields that are sections -------------------------------------------------- */

/* One word that is nearly a section's id is a slip of the pen; any other text is a heading. */
static bool is_slip(struct sections *sections, struct slice text)
{
    struct nearest nearest = nearest_start(text);
    if (!slug_is_identifier(text))
        return false;
    for (size_t i = 0; i < sections->list.count; i++)
        nearest_offer(&nearest, sections->list.items[i]->id);
    return nearest.best.len > 0;
}

static struct section *declare_section(struct sections *sections, const struct schema_entry *entry,
                                       const struct field *field)
{
    struct schema_reader *reader = sections->reader;
    struct section *section = arena_new(reader->arena, struct section);
    section->id = field->id;
    section->span = entry->node->span;
    section->help = field->help;
    if (!schema_take_local(reader, entry->where, entry->node, &section->heading) ||
        !add_section(sections, entry, section))
        return NULL;
    return section;
}

static struct section *find_section(struct sections *sections, const struct schema_entry *entry,
                                    const struct field *field)
{
    struct slice text =
        entry->node->kind == YAML_SCALAR ? slice_trim(entry->node->text) : SLICE("");
    struct section *section = map_get(&sections->by_id, text);
    if (section)
        return section;
    if (!is_slip(sections, text))
        return declare_section(sections, entry, field);
    schema_report_unknown(sections->reader, &unknown_section, entry->node->span, entry->where, text,
                          names_of_map(&sections->by_id));
    return NULL;
}

static bool holds_text(const struct field *field)
{
    enum value_kind type = field->type == VALUE_LIST ? field->item->type : field->type;
    return type == VALUE_TEXT || type == VALUE_MARKDOWN;
}

static void bind(struct sections *sections, const struct schema_entry *entry, struct field *field)
{
    struct schema_reader *reader = sections->reader;
    if (!holds_text(field)) {
        unsigned texts = TYPE(VALUE_TEXT) | TYPE(VALUE_MARKDOWN);
        unsigned type = TYPE(field->item ? field->item->type : field->type);
        diagnostic_add(reader->diagnostics, &wrong_type, entry->node->span, entry->where,
                       schema_list_types(reader, field->item ? 0 : type, field->item ? type : 0),
                       schema_list_types(reader, texts, texts));
        return;
    }
    struct section *section = find_section(sections, entry, field);
    if (!section)
        return;
    if (section->field) {
        diagnostic_add(reader->diagnostics, &bound_twice, entry->node->span, entry->where,
                       section->id, section->field->id)
            ->related = section->field->span;
        return;
    }
    section->field = field;
    field->section = section;
}

static void bind_fields(struct sections *sections, const struct schema_entry *fields)
{
    struct map *by_id = &sections->collection->fields_by_id;
    if (!fields->node || fields->node->kind != YAML_MAPPING)
        return;
    for (size_t i = 0; i < fields->node->count; i++) {
        struct field *field = map_get(by_id, fields->node->keys[i]->text);
        struct schema_entry item = schema_entry_of(sections->reader, fields, i);
        struct schema_entry section = schema_entry_under(sections->reader, &item, "section");
        if (field && !schema_is_blank(section.node))
            bind(sections, &section, field);
    }
}

void schema_read_sections(struct schema_reader *reader, struct collection *collection,
                          const struct schema_entry *entry, const struct schema_entry *fields)
{
    struct sections sections = {.reader = reader, .collection = collection};
    if (!schema_is_blank(entry->node) && schema_take_list(reader, entry->where, entry->node))
        for (size_t i = 0; i < entry->node->count; i++) {
            struct schema_entry item = schema_entry_of(reader, entry, i);
            read_section(&sections, &item);
        }
    bind_fields(&sections, fields);
    collection->sections = sections.list.items;
    collection->section_count = sections.list.count;
}
