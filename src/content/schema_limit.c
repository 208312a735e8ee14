/* A field's limits, pattern, default, facet (schema_read.h). */
#include "content/schema_type.h"

#include "content/document.h"

#define COUNT_MAX          1000000
#define PATTERN_LENGTH_MAX 1000

static const struct problem wrong_facet = {
    "wrong-facet",
    SEVERITY_ERROR,
    {"%1: \"%2\" is neither true, nor false, nor range",
     "%1: \"%2\" non è né true, né false, né range"},
    {"write facet: true for a list of values, facet: range for from and to",
     "scrivi facet: true per un elenco di valori, facet: range per da e a"}};
static const struct problem facet_without_order = {
    "facet-order",
    SEVERITY_ERROR,
    {"%1: a range needs a type with an order, and %2 has none",
     "%1: un intervallo richiede un tipo con un ordine, e %2 non ce l'ha"},
    {"write facet: true", "scrivi facet: true"}};
static const struct problem no_facet = {"facet-type",
                                        SEVERITY_ERROR,
                                        {"%1: the type of this field cannot be a facet: %2",
                                         "%1: il tipo di questo campo non può fare da filtro: %2"},
                                        {"take facet: out", "togli facet:"}};
static const struct problem wrong_pattern = {
    "wrong-pattern",
    SEVERITY_ERROR,
    {"%1: this regular expression cannot be read", "%1: questa espressione regolare non si legge"},
    {"look for a bracket that is not closed, and write it in single quotes: '[0-9]{4}'",
     "cerca una parentesi non chiusa, e scrivila tra apici: '[0-9]{4}'"}};
static const struct problem long_pattern = {
    "wrong-pattern",
    SEVERITY_ERROR,
    {"%1: a regular expression has %2 bytes at the most",
     "%1: un'espressione regolare può avere al massimo %2 byte"},
    {"shorten it", "accorciala"}};
static const struct problem min_over_max = {
    "min-over-max",
    SEVERITY_ERROR,
    {"%1: the minimum is above the maximum", "%1: il minimo è sopra il massimo"},
    {"swap min and max", "scambia min e max"}};

static bool read_limit(struct schema_reader *reader, const struct schema_entry *entry,
                       const struct field *field, const char *key, struct value *limit)
{
    struct schema_entry written = schema_entry_under(reader, entry, key);
    enum schema_limits limits = schema_type_of(field->type)->limits;
    if (schema_is_blank(written.node) || limits == LIMITS_NONE)
        return false;
    if (limits == LIMITS_VALUE)
        return value_read(reader->arena, reader->schema, field, written.node, 0, limit,
                          reader->diagnostics) &&
               limit->kind == field->type;
    size_t count;
    if (!schema_take_count(reader, written.where, written.node, 0, COUNT_MAX, &count))
        return false;
    limit->kind = VALUE_INTEGER;
    limit->span = written.node->span;
    limit->as.integer = (int64_t)count;
    return true;
}

static void read_bounds(struct schema_reader *reader, const struct schema_entry *entry,
                        struct field *field)
{
    /* Both are read before either counts, or the minimum would be held against the maximum. */
    bool has_min = read_limit(reader, entry, field, "min", &field->min);
    bool has_max = read_limit(reader, entry, field, "max", &field->max);
    if (has_min && has_max && value_compare(&field->min, &field->max) > 0) {
        diagnostic_add(reader->diagnostics, &min_over_max, field->min.span, entry->where)->related =
            field->max.span;
        return;
    }
    field->has_min = has_min;
    field->has_max = has_max;
}

static void read_pattern(struct schema_reader *reader, const struct schema_entry *entry,
                         struct field *field)
{
    struct schema_entry written = schema_entry_under(reader, entry, "pattern");
    struct slice pattern;
    if (schema_is_blank(written.node) ||
        !schema_take_text(reader, written.where, written.node, &pattern))
        return;
    if (pattern.len > PATTERN_LENGTH_MAX)
        diagnostic_add(reader->diagnostics, &long_pattern, written.node->span, written.where,
                       arena_format(reader->arena, "%d", PATTERN_LENGTH_MAX));
    else if (!(field->pattern = pattern_compile(pattern)))
        diagnostic_add(reader->diagnostics, &wrong_pattern, written.node->span, written.where);
}

static void read_default(struct schema_reader *reader, const struct schema_entry *entry,
                         struct field *field)
{
    const struct yaml_node *node = yaml_get(entry->node, "default");
    struct value *value = arena_new(reader->arena, struct value);
    if (!schema_is_blank(node) &&
        value_read(reader->arena, reader->schema, field, node, 0, value, reader->diagnostics) &&
        value->kind != VALUE_NONE)
        field->fallback = value;
}

static void read_facet(struct schema_reader *reader, const struct schema_entry *entry,
                       struct field *field)
{
    struct schema_entry facet = schema_entry_under(reader, entry, "facet");
    struct slice text;
    if (schema_is_blank(facet.node) || !schema_take_text(reader, facet.where, facet.node, &text) ||
        slice_equal_ignoring_case(text, SLICE("false")))
        return;
    bool is_range = slice_equal_string(text, "range");
    enum value_kind held = field->item ? field->item->type : field->type;
    unsigned in_list = field->item ? TYPE(held) : 0, alone = field->item ? 0 : TYPE(held);
    if (!is_range && !slice_equal_ignoring_case(text, SLICE("true")))
        diagnostic_add(reader->diagnostics, &wrong_facet, facet.node->span, facet.where, text);
    else if (held == VALUE_MARKDOWN || held == VALUE_FILE || held == VALUE_RECORD ||
             held == VALUE_LIST)
        diagnostic_add(reader->diagnostics, &no_facet, facet.node->span, facet.where,
                       schema_list_types(reader, alone, in_list));
    else if (is_range && !schema_type_of(field->type)->is_ordered)
        diagnostic_add(reader->diagnostics, &facet_without_order, facet.node->span, facet.where,
                       schema_list_types(reader, alone, in_list));
    else
        field->facet = is_range ? FACET_RANGE : FACET_VALUES;
}

void schema_read_limits(struct schema_reader *reader, const struct schema_entry *entry,
                        struct field *field, bool is_top)
{
    read_bounds(reader, entry, field);
    read_pattern(reader, entry, field);
    /* After them: a default keeps to the limits. */
    read_default(reader, entry, field);
    if (is_top)
        read_facet(reader, entry, field);
}
