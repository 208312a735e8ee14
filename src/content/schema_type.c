#include "content/schema_type.h"

static const struct schema_type types[] = {
    [VALUE_NONE] = {"", LIMITS_NONE, false},
    [VALUE_TEXT] = {"text", LIMITS_COUNT, false},
    [VALUE_MARKDOWN] = {"markdown", LIMITS_COUNT, false},
    [VALUE_INTEGER] = {"integer", LIMITS_VALUE, true},
    [VALUE_NUMBER] = {"number", LIMITS_VALUE, true},
    [VALUE_PERCENT] = {"percent", LIMITS_VALUE, true},
    [VALUE_MONEY] = {"money", LIMITS_VALUE, true},
    [VALUE_DATE] = {"date", LIMITS_VALUE, true},
    [VALUE_DATETIME] = {"datetime", LIMITS_VALUE, true},
    [VALUE_DURATION] = {"duration", LIMITS_VALUE, true},
    [VALUE_BOOLEAN] = {"boolean", LIMITS_NONE, false},
    [VALUE_URL] = {"url", LIMITS_NONE, false},
    [VALUE_EMAIL] = {"email", LIMITS_NONE, false},
    [VALUE_FILE] = {"file", LIMITS_NONE, false},
    [VALUE_TERM] = {"term", LIMITS_NONE, false},
    [VALUE_REF] = {"ref", LIMITS_NONE, false},
    [VALUE_LIST] = {"list", LIMITS_COUNT, false},
    [VALUE_RECORD] = {"record", LIMITS_NONE, false},
};
#define TYPE_COUNT (sizeof types / sizeof *types)

#define EVERY   ((1u << TYPE_COUNT) - 2)
#define TEXTS   (TYPE(VALUE_TEXT) | TYPE(VALUE_URL) | TYPE(VALUE_EMAIL) | TYPE(VALUE_FILE))
#define NUMBERS (TYPE(VALUE_INTEGER) | TYPE(VALUE_NUMBER))
#define ORDERED                                                                                    \
    (NUMBERS | TYPE(VALUE_PERCENT) | TYPE(VALUE_MONEY) | TYPE(VALUE_DATE) | TYPE(VALUE_DATETIME) | \
     TYPE(VALUE_DURATION))
#define LIMITED    (ORDERED | TYPE(VALUE_TEXT) | TYPE(VALUE_MARKDOWN) | TYPE(VALUE_LIST))
#define WRITTEN    (TYPE(VALUE_TEXT) | TYPE(VALUE_MARKDOWN))
#define UNSORTABLE (TYPE(VALUE_MARKDOWN) | TYPE(VALUE_LIST) | TYPE(VALUE_RECORD))

const struct schema_key_rule schema_key_rules[] = {
    {"of", TYPE(VALUE_TERM) | TYPE(VALUE_LIST), TYPE(VALUE_TERM) | TYPE(VALUE_LIST), false},
    {"to", TYPE(VALUE_REF), TYPE(VALUE_REF), false},
    {"fields", TYPE(VALUE_RECORD), TYPE(VALUE_RECORD), false},
    {"currency", TYPE(VALUE_MONEY), TYPE(VALUE_MONEY), false},
    {"unit", NUMBERS, 0, false},
    {"min", LIMITED, 0, false},
    {"max", LIMITED, 0, false},
    {"pattern", TEXTS, 0, false},
    {"pattern_help", TEXTS, 0, false},
    {"sort", EVERY & ~UNSORTABLE, 0, true},
    {"facet", EVERY, 0, true},
    {"section", EVERY, 0, true},
    {"role", EVERY, 0, true},
    {"column", EVERY, 0, true},
};
const size_t schema_key_rule_count = sizeof schema_key_rules / sizeof *schema_key_rules;

/* Who or what a field names: a sheet, a term, or plain words. */
#define NAMES  (TYPE(VALUE_REF) | TYPE(VALUE_TERM) | TYPE(VALUE_TEXT))
#define LINKS  (TYPE(VALUE_REF) | TYPE(VALUE_TERM))
#define MOMENT (TYPE(VALUE_DATE) | TYPE(VALUE_DATETIME))

static const struct schema_role roles[ROLE_COUNT] = {
    [ROLE_NONE] = {"", 0, 0},
    [ROLE_TITLE] = {"title", TYPE(VALUE_TEXT), 0},
    [ROLE_SUMMARY] = {"summary", WRITTEN, 0},
    [ROLE_ORGANISATION] = {"organisation", NAMES, NAMES},
    [ROLE_PARTNER] = {"partner", NAMES, NAMES},
    [ROLE_OBJECTIVE] = {"objective", LINKS, LINKS},
    [ROLE_THEME] = {"theme", LINKS, LINKS},
    [ROLE_PLACE] = {"place", LINKS, LINKS},
    [ROLE_START] = {"start", MOMENT, 0},
    [ROLE_END] = {"end", MOMENT, 0},
    [ROLE_DURATION] = {"duration", TYPE(VALUE_DURATION), 0},
    [ROLE_BUDGET] = {"budget", TYPE(VALUE_MONEY), 0},
    [ROLE_FUND] = {"fund", NAMES, NAMES},
    [ROLE_PUBLISHED] = {"published", MOMENT, 0},
    [ROLE_UPDATED] = {"updated", MOMENT, 0},
    [ROLE_ORDER] = {"order", TYPE(VALUE_INTEGER), 0},
    [ROLE_PARENT] = {"parent", TYPE(VALUE_REF), 0},
    [ROLE_IMAGE] = {"image", TYPE(VALUE_FILE), 0},
    [ROLE_WEBSITE] = {"website", TYPE(VALUE_URL), 0},
    [ROLE_SAMPLE] = {"sample", TYPE(VALUE_BOOLEAN), 0},
    [ROLE_TRANSFERABILITY] = {"transferability", 0, TYPE(VALUE_RECORD)},
    [ROLE_SOURCE_NOTE] = {"source_note", 0, WRITTEN},
};

/* --- types ---------------------------------------------------------------- */

enum value_kind schema_find_type(struct slice name)
{
    for (size_t i = 1; i < TYPE_COUNT; i++)
        if (slice_equal_string(name, types[i].name))
            return (enum value_kind)i;
    return VALUE_NONE;
}

const struct schema_type *schema_type_of(enum value_kind kind)
{
    return &types[kind];
}

static struct slice type_name(const void *things, size_t index)
{
    (void)things;
    return slice_from_string(types[index + 1].name);
}

struct names schema_type_names(void)
{
    return (struct names){TYPE_COUNT - 1, type_name, NULL};
}

struct slice schema_list_types(struct schema_reader *reader, unsigned of_types, unsigned of_items)
{
    struct buffer out = {0};
    for (size_t i = 1; i < TYPE_COUNT; i++)
        if (of_types & TYPE(i))
            buffer_format(&out, "%s%s", out.len ? ", " : "", types[i].name);
    for (size_t i = 1; i < TYPE_COUNT; i++)
        if (of_items & TYPE(i))
            buffer_format(&out, "%slist of: %s", out.len ? ", " : "", types[i].name);
    struct slice list = buffer_copy(&out, reader->arena);
    buffer_release(&out);
    return list;
}

/* --- roles ------------------------------------------------------------------ */

struct slice field_role_name(enum field_role role)
{
    return slice_from_string(roles[role].name);
}

enum field_role schema_find_role(struct slice name)
{
    for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        if (slice_equal_string(name, roles[role].name))
            return (enum field_role)role;
    return ROLE_NONE;
}

const struct schema_role *schema_role_of(enum field_role role)
{
    return &roles[role];
}

static struct slice role_name(const void *things, size_t index)
{
    (void)things;
    return slice_from_string(roles[index + 1].name);
}

struct names schema_role_names(void)
{
    return (struct names){ROLE_COUNT - 1, role_name, NULL};
}
