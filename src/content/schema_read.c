#include "content/schema_read.h"

static const struct schema_unknown unknown_key = SCHEMA_UNKNOWN(
    "unknown-key", "%1: there is no key \"%2\" here", "%1: qui non c'è nessuna voce \"%2\"");
static const struct problem empty = {
    "empty-key",
    SEVERITY_ERROR,
    {"%1: nothing is written here", "%1: qui non è scritto niente"},
    {"write what belongs here, or take the line out", "scrivi ciò che va qui, oppure togli la riga"}};
static const struct problem missing_key = {
    "missing-key",
    SEVERITY_ERROR,
    {"%1: the key \"%2\" is missing", "%1: manca la voce \"%2\""},
    {"add \"%2:\" and its value", "aggiungi \"%2:\" con il suo valore"}};

struct slice schema_path(struct schema_reader *reader, struct slice where, struct slice key)
{
    /* The top is called by the file's name, what stands in it is not. */
    if (slice_equal(where, reader->schema->file.path))
        return key;
    return arena_concat(reader->arena, where, SLICE("."), key, (struct slice){0});
}

struct schema_entry schema_entry_of(struct schema_reader *reader, const struct schema_entry *parent,
                                    size_t index)
{
    const struct yaml_node *node = parent->node->items[index];
    if (parent->node->kind == YAML_MAPPING) {
        const struct yaml_node *key = parent->node->keys[index];
        return (struct schema_entry){schema_path(reader, parent->where, key->text), key->span,
                                     node};
    }
    struct slice number = arena_format(reader->arena, "%zu", index + 1);
    return (struct schema_entry){schema_path(reader, parent->where, number), node->span, node};
}

struct schema_entry schema_entry_under(struct schema_reader *reader,
                                       const struct schema_entry *parent, const char *key)
{
    const struct yaml_node *name = yaml_get_key(parent->node, key);
    return (struct schema_entry){schema_path(reader, parent->where, slice_from_string(key)),
                                 name ? name->span : parent->name, yaml_get(parent->node, key)};
}

struct slice schema_report_unknown(struct schema_reader *reader,
                                   const struct schema_unknown *unknown, struct span span,
                                   struct slice where, struct slice name, struct names names)
{
    struct slice near = {0};
    if (reader->suggestions) {
        reader->suggestions--;
        near = names_nearest(names, name);
    }
    diagnostic_add(reader->diagnostics, near.len ? &unknown->near : &unknown->far, span, where,
                   name,
                   near.len      ? near
                   : names.count ? names_list(reader->arena, names)
                                 : SLICE("-"));
    return near;
}

struct key_table {
    const struct schema_key *keys;
    size_t count;
};

static struct slice key_name(const void *table, size_t index)
{
    return slice_from_string(((const struct key_table *)table)->keys[index].name);
}

static const struct schema_key *find_key(const struct key_table *table, struct slice name)
{
    for (size_t i = 0; i < table->count; i++)
        if (slice_equal_string(name, table->keys[i].name))
            return &table->keys[i];
    return NULL;
}

static void take_checked_text(struct schema_reader *reader, const struct schema_key *key,
                              struct slice where, const struct yaml_node *node, struct slice *into)
{
    struct slice text;
    if (!schema_take_text(reader, where, node, &text))
        return;
    if (!key->is_good || key->is_good(text))
        *into = text;
    else
        diagnostic_add(reader->diagnostics, key->otherwise, node->span, where, text);
}

static void take_value(struct schema_reader *reader, const struct schema_key *key,
                       struct slice where, const struct yaml_node *node, void *into)
{
    switch (key->kind) {
    case KEY_TEXT:
        take_checked_text(reader, key, where, node, into);
        break;
    case KEY_LOCAL:
        schema_take_local(reader, where, node, into);
        break;
    case KEY_BOOLEAN:
        schema_take_boolean(reader, where, node, into);
        break;
    case KEY_COUNT:
        schema_take_count(reader, where, node, key->min, key->max, into);
        break;
    case KEY_MAPPING:
        if (schema_take_mapping(reader, where, node))
            *(const struct yaml_node **)into = node;
        break;
    case KEY_LIST:
        if (schema_take_list(reader, where, node))
            *(const struct yaml_node **)into = node;
        break;
    case KEY_NODE:
        *(const struct yaml_node **)into = node;
        break;
    case KEY_ELSEWHERE:
        break;
    }
}

void schema_report_missing(struct schema_reader *reader, const struct schema_entry *entry,
                           const char *key)
{
    const struct yaml_node *written = yaml_get_key(entry->node, key);
    diagnostic_add(reader->diagnostics, &missing_key, written ? written->span : entry->name,
                   entry->where, slice_from_string(key));
}

bool schema_read_mapping(struct schema_reader *reader, const struct schema_entry *entry,
                         const struct schema_key *keys, size_t count, void *into)
{
    struct key_table table = {keys, count};
    const struct yaml_node *node = entry->node;
    bool is_blank = schema_is_blank(node);
    if (!is_blank && !schema_take_mapping(reader, entry->where, node))
        return false;
    for (size_t i = 0; !is_blank && i < node->count; i++) {
        const struct schema_key *key = find_key(&table, node->keys[i]->text);
        if (!key)
            schema_report_unknown(reader, &unknown_key, node->keys[i]->span, entry->where,
                                  node->keys[i]->text, (struct names){count, key_name, &table});
        else if (!schema_is_blank(node->items[i]))
            take_value(reader, key, schema_path(reader, entry->where, node->keys[i]->text),
                       node->items[i], (char *)into + key->offset);
    }
    for (size_t i = 0; i < count; i++)
        if (keys[i].is_required && schema_is_blank(yaml_get(node, keys[i].name)))
            schema_report_missing(reader, entry, keys[i].name);
    return true;
}

static bool holds_nothing(const struct yaml_node *node)
{
    return schema_is_blank(node) ||
           ((node->kind == YAML_MAPPING || node->kind == YAML_SEQUENCE) && !node->count);
}

void schema_report_empty(struct schema_reader *reader, const struct schema_entry *entry)
{
    const struct yaml_node *node = entry->node;
    if (holds_nothing(node)) {
        diagnostic_add(reader->diagnostics, &empty, entry->name, entry->where);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        struct schema_entry thing = schema_entry_of(reader, entry, i);
        if (holds_nothing(thing.node))
            diagnostic_add(reader->diagnostics, &empty, thing.name, thing.where);
    }
}
