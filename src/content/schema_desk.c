/* desk: how pushes are taken (schema_read.h, schema_desk.h). */
#include "content/schema_read.h"

#define BRANCHES_MAX 100u
#define PEOPLE_MAX   1000u
#define TYPES_MAX    100u
#define TYPE_LENGTH  12u

static const struct problem bad_branch = {
    "desk-branch",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not the name of a branch", "%1: \"%2\" non è il nome di un ramo"},
    {"write main, or with a star for any end: \"revisione/*\"",
     "scrivi main, oppure con un asterisco per qualunque finale: \"revisione/*\""}};
static const struct problem published_pattern = {
    "desk-publish",
    SEVERITY_ERROR,
    {"%1: only one branch is published, and \"%2\" can be many",
     "%1: si pubblica un solo ramo, e \"%2\" può essere più di uno"},
    {"give its whole name, without a star", "indica il suo nome intero, senza asterisco"}};
static const struct problem published_twice = {
    "desk-publish",
    SEVERITY_ERROR,
    {"%1: another branch is published already", "%1: c'è già un altro ramo che si pubblica"},
    {"leave publish: true on one of them", "lascia publish: true a uno solo"}};
static const struct problem never_reached = {
    "desk-order",
    SEVERITY_ERROR,
    {"%1: \"%2\" is never reached, because \"%3\" stands above it and fits it already",
     "%1: a \"%2\" non si arriva mai, perché più su c'è \"%3\", che la comprende già"},
    {"put it above \"%3\": the first that fits counts", "mettila sopra \"%3\": conta la prima che va bene"}};
static const struct problem area_twice = {
    "desk-area",
    SEVERITY_ERROR,
    {"%1: the folder \"%2\" is there twice", "%1: la cartella \"%2\" c'è due volte"},
    {"write it once, with all groups: [toscana, umbria]",
     "scrivila una volta sola, con tutti i gruppi: [toscana, umbria]"}};
static const struct schema_unknown unknown_rule =
    SCHEMA_UNKNOWN("desk-rule", "%1: there is no rule \"%2\"", "%1: non c'è la regola \"%2\"");
static const struct schema_unknown unknown_group =
    SCHEMA_UNKNOWN("desk-group", "%1: \"%2\" is not a group of desk.people",
                   "%1: \"%2\" non è un gruppo di desk.people");
static const struct problem no_publishers = {
    "desk-publishers",
    SEVERITY_ERROR,
    {"desk: the areas keep nobody out as long as everybody is a publisher",
     "desk: le aree non tengono fuori nessuno finché tutti sono pubblicatori"},
    {"add publishers: and the groups that may touch everything",
     "aggiungi publishers: con i gruppi che possono toccare tutto"}};
static const struct problem no_area = {
    "desk-area",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a folder of sheets", "%1: \"%2\" non è una cartella di schede"},
    {"write it from content/ on: content/esperienze/toscana",
     "scrivila a partire da content/: content/esperienze/toscana"}};
static const struct problem no_people = {
    "desk-people",
    SEVERITY_ERROR,
    {"%1: nobody is in this group", "%1: in questo gruppo non c'è nessuno"},
    {"name people by the names they push with: [anna, \"*@ente.example\"]",
     "indica le persone con i nomi con cui inviano: [anna, \"*@ente.example\"]"}};
static const struct problem bad_type = {
    "desk-type",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a type of file", "%1: \"%2\" non è un tipo di file"},
    {"write the end of the name, without the dot: pdf",
     "scrivi la fine del nome, senza il punto: pdf"}};
static const struct problem too_many = {
    "too-many-names",
    SEVERITY_ERROR,
    {"%1: %2 can be given at the most", "%1: se ne possono dare al massimo %2"},
    {"take out those from here on", "togli quelli da qui in poi"}};

struct desk_draft {
    const struct yaml_node *branches, *people, *publishers, *areas, *types;
    struct slice max_file, max_push;
};

/* How many of a list are read. */
static size_t limit_count(struct schema_reader *reader, struct slice where, size_t count,
                          size_t max, struct span first_over)
{
    if (count <= max)
        return count;
    diagnostic_add(reader->diagnostics, &too_many, first_over, where,
                   arena_format(reader->arena, "%zu", max));
    return max;
}

/* ---- branches ------------------------------------------------------------ */

static const char *const rule_names[] = {
    [DESK_STRICT] = "strict", [DESK_WARN] = "warn", [DESK_FREE] = "free"};
#define RULE_COUNT (sizeof rule_names / sizeof *rule_names)

static struct slice rule_name(const void *names, size_t index)
{
    return slice_from_string(((const char *const *)names)[index]);
}

static bool is_branch_pattern(struct slice pattern)
{
    struct buffer name = {0};
    for (size_t i = 0; i < pattern.len; i++)
        buffer_add_byte(&name, pattern.ptr[i] == '*' ? 'x' : pattern.ptr[i]);
    bool good = schema_is_branch(buffer_view(&name));
    buffer_release(&name);
    return good;
}

struct branch_draft {
    struct slice name;
    const struct yaml_node *rule;
    bool publish, preview;
};

static void take_rule(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, enum desk_rule *rule)
{
    struct slice text;
    if (schema_is_blank(node) || !schema_take_text(reader, where, node, &text))
        return;
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (slice_equal_string(text, rule_names[i])) {
            *rule = (enum desk_rule)i;
            return;
        }
    schema_report_unknown(reader, &unknown_rule, node->span, where, text,
                          (struct names){RULE_COUNT, rule_name, rule_names});
}

static void check_publish(struct schema_reader *reader, const struct schema_entry *entry,
                          struct schema_desk *desk, struct desk_branch *branch)
{
    if (!branch->publish)
        return;
    struct slice where = schema_path(reader, entry->where, SLICE("publish"));
    struct span span = yaml_get(entry->node, "publish")->span;
    branch->publish = false;
    if (slice_find_byte(branch->pattern, '*') != SLICE_NOT_FOUND) {
        diagnostic_add(reader->diagnostics, &published_pattern, span, where, branch->pattern);
        return;
    }
    for (size_t i = 0; i < desk->branch_count; i++)
        if (desk->branches[i].publish) {
            diagnostic_add(reader->diagnostics, &published_twice, span, where)->related =
                desk->branches[i].span;
            return;
        }
    branch->publish = true;
}

/* A pattern that fits the text of another one fits all that the other one does. */
static void check_order(struct schema_reader *reader, struct slice where,
                        const struct schema_desk *desk, const struct desk_branch *branch)
{
    for (size_t i = 0; i < desk->branch_count; i++)
        if (slice_fits(branch->pattern, desk->branches[i].pattern)) {
            diagnostic_add(reader->diagnostics, &never_reached, branch->span, where,
                           branch->pattern, desk->branches[i].pattern)->related =
                desk->branches[i].span;
            return;
        }
}

static void read_branch(struct schema_reader *reader, const struct schema_entry *entry,
                        struct schema_desk *desk)
{
    static const struct schema_key keys[] = {
        {.name = "name", KEY_TEXT, offsetof(struct branch_draft, name), .is_required = true,
         .is_good = is_branch_pattern, .otherwise = &bad_branch},
        {.name = "rule", KEY_NODE, offsetof(struct branch_draft, rule), .is_required = true},
        {.name = "publish", KEY_BOOLEAN, offsetof(struct branch_draft, publish)},
        {.name = "preview", KEY_BOOLEAN, offsetof(struct branch_draft, preview)},
    };
    struct branch_draft draft = {0};
    /* What is not understood holds the branch more tightly, not less. */
    struct desk_branch branch = {.rule = DESK_STRICT, .span = entry->name};
    if (!schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), &draft))
        return;
    take_rule(reader, schema_path(reader, entry->where, SLICE("rule")), draft.rule, &branch.rule);
    schema_report_empty(reader, entry);
    if (!draft.name.len)
        return;
    branch.pattern = draft.name;
    branch.publish = draft.publish;
    branch.preview = draft.preview;
    check_publish(reader, entry, desk, &branch);
    check_order(reader, entry->where, desk, &branch);
    desk->branches[desk->branch_count++] = branch;
}

static void read_branches(struct schema_reader *reader, const struct schema_entry *parent,
                          struct schema_desk *desk)
{
    struct schema_entry entry = schema_entry_under(reader, parent, "branches");
    if (schema_is_blank(entry.node))
        return;
    size_t count = limit_count(reader, entry.where, entry.node->count, BRANCHES_MAX,
                               entry.node->count > BRANCHES_MAX
                                   ? entry.node->items[BRANCHES_MAX]->span
                                   : entry.name);
    desk->branches = arena_array(reader->arena, struct desk_branch, count);
    for (size_t i = 0; i < count; i++) {
        struct schema_entry branch = schema_entry_of(reader, &entry, i);
        read_branch(reader, &branch, desk);
    }
}

/* ---- people -------------------------------------------------------------- */

static void read_groups(struct schema_reader *reader, const struct schema_entry *parent,
                        struct schema_desk *desk)
{
    struct schema_entry entry = schema_entry_under(reader, parent, "people");
    if (schema_is_blank(entry.node))
        return;
    desk->groups = arena_array(reader->arena, struct desk_group, entry.node->count);
    for (size_t i = 0; i < entry.node->count; i++) {
        struct schema_entry named = schema_entry_of(reader, &entry, i);
        struct desk_group *group = &desk->groups[desk->group_count];
        const struct yaml_node **texts = NULL;
        size_t count = schema_is_blank(named.node)
                           ? 0
                           : schema_take_texts(reader, named.where, named.node, &texts);
        if (!schema_check_identifier(reader, entry.where, entry.node->keys[i]))
            continue;
        if (!count)
            diagnostic_add(reader->diagnostics, &no_people, named.name, named.where);
        else
            schema_report_empty(reader, &named);
        count = limit_count(reader, named.where, count, PEOPLE_MAX,
                            count > PEOPLE_MAX ? texts[PEOPLE_MAX]->span : named.name);
        *group = (struct desk_group){.id = entry.node->keys[i]->text, .span = named.name};
        group->people = arena_array(reader->arena, struct slice, count);
        for (size_t k = 0; k < count; k++)
            group->people[group->people_count++] = slice_trim(texts[k]->text);
        desk->group_count++;
    }
}

static struct slice group_name(const void *desk, size_t index)
{
    return ((const struct schema_desk *)desk)->groups[index].id;
}

/* The groups that a text or a list names. */
static size_t take_groups(struct schema_reader *reader, struct slice where,
                          const struct yaml_node *node, const struct schema_desk *desk,
                          const struct desk_group ***groups)
{
    const struct yaml_node **texts = NULL;
    size_t count = schema_is_blank(node) ? 0 : schema_take_texts(reader, where, node, &texts);
    size_t found = 0;
    *groups = arena_array(reader->arena, const struct desk_group *, count);
    for (size_t i = 0; i < count; i++) {
        struct slice name = slice_trim(texts[i]->text);
        const struct desk_group *group = NULL;
        for (size_t k = 0; k < desk->group_count && !group; k++)
            if (slice_equal(desk->groups[k].id, name))
                group = &desk->groups[k];
        if (group)
            (*groups)[found++] = group;
        else
            schema_report_unknown(reader, &unknown_group, texts[i]->span, where, name,
                                  (struct names){desk->group_count, group_name, desk});
    }
    return found;
}

static void read_publishers(struct schema_reader *reader, const struct schema_entry *parent,
                            struct schema_desk *desk)
{
    struct schema_entry entry = schema_entry_under(reader, parent, "publishers");
    schema_report_empty(reader, &entry);
    desk->has_publishers = true;
    desk->publisher_count =
        take_groups(reader, entry.where, entry.node, desk, &desk->publishers);
}

/* ---- areas --------------------------------------------------------------- */

static bool is_area(struct slice folder)
{
    struct slice rest = folder, part;
    if (!slice_next(&rest, '/', &part) || !slice_equal_string(part, "content"))
        return false;
    while (slice_next(&rest, '/', &part))
        if (!part.len || slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return false;
    return true;
}

static void read_areas(struct schema_reader *reader, const struct schema_entry *parent,
                       struct schema_desk *desk)
{
    struct schema_entry entry = schema_entry_under(reader, parent, "areas");
    if (schema_is_blank(entry.node))
        return;
    if (schema_is_blank(yaml_get(parent->node, "publishers")))
        diagnostic_add_plain(reader->diagnostics, &no_publishers, entry.name);
    desk->areas = arena_array(reader->arena, struct desk_area, entry.node->count);
    for (size_t i = 0; i < entry.node->count; i++) {
        struct schema_entry named = schema_entry_of(reader, &entry, i);
        struct slice folder = slice_trim(entry.node->keys[i]->text);
        while (folder.len && folder.ptr[folder.len - 1] == '/')
            folder.len--;
        if (!is_area(folder)) {
            diagnostic_add(reader->diagnostics, &no_area, named.name, entry.where,
                           entry.node->keys[i]->text);
            continue;
        }
        /* An area whose groups are unknown stays: it is the publishers' alone. */
        struct desk_area *area = &desk->areas[desk->area_count++];
        for (struct desk_area *other = desk->areas; other < area; other++)
            if (slice_equal_ignoring_case(other->folder, folder))
                diagnostic_add(reader->diagnostics, &area_twice, named.name, entry.where, folder);
        area->folder = folder;
        schema_report_empty(reader, &named);
        area->group_count = take_groups(reader, named.where, named.node, desk, &area->groups);
    }
}

/* ---- types ----------------------------------------------------- */

static bool is_type(struct slice type)
{
    for (size_t i = 0; i < type.len; i++)
        if (!(type.ptr[i] >= 'a' && type.ptr[i] <= 'z') &&
            !(type.ptr[i] >= '0' && type.ptr[i] <= '9'))
            return false;
    return type.len && type.len <= TYPE_LENGTH;
}

static void read_types(struct schema_reader *reader, const struct schema_entry *parent,
                       struct schema_desk *desk)
{
    struct schema_entry entry = schema_entry_under(reader, parent, "types");
    const struct yaml_node **texts = NULL;
    if (schema_is_blank(entry.node))
        return;
    schema_report_empty(reader, &entry);
    size_t count = schema_take_texts(reader, entry.where, entry.node, &texts);
    count = limit_count(reader, entry.where, count, TYPES_MAX,
                        count > TYPES_MAX ? texts[TYPES_MAX]->span : entry.name);
    desk->types = arena_array(reader->arena, struct slice, count);
    for (size_t i = 0; i < count; i++) {
        struct slice type = slice_trim(texts[i]->text);
        if (is_type(type))
            desk->types[desk->type_count++] = type;
        else
            diagnostic_add(reader->diagnostics, &bad_type, texts[i]->span, entry.where, type);
    }
}

/* ---- the whole ----------------------------------------------------------- */

void schema_read_desk(struct schema_reader *reader, const struct schema_entry *entry)
{
    static const struct schema_key keys[] = {
        {.name = "branches", KEY_LIST, offsetof(struct desk_draft, branches)},
        {.name = "people", KEY_MAPPING, offsetof(struct desk_draft, people)},
        {.name = "publishers", KEY_NODE, offsetof(struct desk_draft, publishers)},
        {.name = "areas", KEY_MAPPING, offsetof(struct desk_draft, areas)},
        {.name = "max_file", KEY_TEXT, offsetof(struct desk_draft, max_file)},
        {.name = "max_push", KEY_TEXT, offsetof(struct desk_draft, max_push)},
        {.name = "types", KEY_NODE, offsetof(struct desk_draft, types)},
    };
    struct schema_desk *desk = &reader->schema->desk;
    *desk = (struct schema_desk){.max_file = DESK_FILE_MAX, .max_push = DESK_PUSH_MAX};
    struct desk_draft draft = {0};
    if (!entry->node || !schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), &draft))
        return;
    schema_report_empty(reader, entry);
    if (draft.branches)
        read_branches(reader, entry, desk);
    if (draft.people)
        read_groups(reader, entry, desk);
    if (draft.publishers)
        read_publishers(reader, entry, desk);
    if (draft.areas)
        read_areas(reader, entry, desk);
    schema_take_size(reader, entry, "max_file", draft.max_file, &desk->max_file);
    schema_take_size(reader, entry, "max_push", draft.max_push, &desk->max_push);
    if (draft.types)
        read_types(reader, entry, desk);
}
