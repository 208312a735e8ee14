/* Vocabularies: terms, and their tree (schema_read.h). */
#include "content/schema_read.h"

#include "base/vector.h"
#include "text/url.h"

#define TILE_MAX 50

static const struct schema_unknown unknown_parent =
    SCHEMA_UNKNOWN("unknown-parent", "%1: \"%2\" is not a term of this vocabulary",
                   "%1: \"%2\" non è un termine di questo vocabolario");
static const struct problem parent_cycle = {
    "parent-cycle",
    SEVERITY_ERROR,
    {"%1: this term ends up below itself: %2", "%1: questo termine finisce sotto sé stesso: %2"},
    {"take out one of these parents", "togli uno di questi parent"}};
static const struct problem wrong_address = {
    "wrong-address",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not an address on the web", "%1: \"%2\" non è un indirizzo sul web"},
    {"write it whole: http://data.europa.eu/nuts/code/ITH3",
     "scrivilo intero: http://data.europa.eu/nuts/code/ITH3"}};
static const struct problem wrong_tile = {
    "wrong-tile",
    SEVERITY_ERROR,
    {"%1: a tile is a row and a column", "%1: una casella è una riga e una colonna"},
    {"write two whole numbers: [2, 5]", "scrivi due numeri interi: [2, 5]"}};
static const struct problem tile_clash = {
    "tile-clash",
    SEVERITY_ERROR,
    {"%1: this tile is that of the term \"%2\"", "%1: questa casella è già del termine \"%2\""},
    {"give each term a tile of its own", "dai a ogni termine una casella diversa"}};

static const struct problem too_deep = {
    "parent-depth",
    SEVERITY_ERROR,
    {"%1: terms stand below one another more than %2 levels deep",
     "%1: i termini stanno uno sotto l'altro per più di %2 livelli"},
    {"take out some levels: nobody finds what lies so deep",
     "togli qualche livello: nessuno trova ciò che sta così in fondo"}};

/* A term while it is read: the pointers of `term` are set once all terms are there. */
struct term_draft {
    struct term term;
    struct term *parent;
    const struct yaml_node *node;
    unsigned visit; /* number of the walk up to the root that came past; 0: none yet */
};

static struct term_draft *draft_of(struct term *term)
{
    return (struct term_draft *)((char *)term - offsetof(struct term_draft, term));
}

/* --- one term ------------------------------------------------------------- */

static void read_same_as(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, struct term *term)
{
    const struct yaml_node **texts;
    size_t count = schema_take_texts(reader, where, node, &texts);
    term->same_as = arena_array(reader->arena, struct slice, count);
    for (size_t i = 0; i < count; i++) {
        struct slice address = slice_trim(texts[i]->text);
        if (url_is_absolute(address))
            term->same_as[term->same_as_count++] = address;
        else
            diagnostic_add(reader->diagnostics, &wrong_address, texts[i]->span, where, address);
    }
}

static void read_tile(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, struct term *term, struct map *tiles)
{
    size_t row, column;
    if (node->kind != YAML_SEQUENCE || node->count != 2) {
        diagnostic_add(reader->diagnostics, &wrong_tile, node->span, where);
        return;
    }
    if (!schema_take_count(reader, where, node->items[0], 1, TILE_MAX, &row) ||
        !schema_take_count(reader, where, node->items[1], 1, TILE_MAX, &column))
        return;
    struct slice place = arena_format(reader->arena, "%zu,%zu", row, column);
    if (!map_add(reader->arena, tiles, place, term)) {
        const struct term *first = map_get(tiles, place);
        diagnostic_add(reader->diagnostics, &tile_clash, node->span, where, first->id)->related =
            first->span;
        return;
    }
    term->has_tile = true;
    term->tile_row = (int)row;
    term->tile_column = (int)column;
}

static void read_term(struct schema_reader *reader, const struct schema_entry *entry,
                      struct term_draft *draft, struct map *tiles)
{
    static const struct schema_key keys[] = {
        {.name = "label", KEY_LOCAL, offsetof(struct term_draft, term.label), .is_required = true},
        {.name = "description", KEY_LOCAL, offsetof(struct term_draft, term.description)},
        {.name = "code", KEY_TEXT, offsetof(struct term_draft, term.code)},
        {.name = "parent", KEY_ELSEWHERE},
        {.name = "same_as", KEY_ELSEWHERE},
        {.name = "tile", KEY_ELSEWHERE},
    };
    draft->term.label = schema_label_from(reader, draft->term.id);
    draft->node = entry->node;
    if (!schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), draft))
        return;
    struct schema_entry same_as = schema_entry_under(reader, entry, "same_as");
    struct schema_entry tile = schema_entry_under(reader, entry, "tile");
    if (!schema_is_blank(same_as.node))
        read_same_as(reader, same_as.where, same_as.node, &draft->term);
    if (!schema_is_blank(tile.node))
        read_tile(reader, tile.where, tile.node, &draft->term, tiles);
}

/* --- the tree ---------------------------------------------------------------- */

static void find_parent(struct schema_reader *reader, struct slice where, struct term_draft *draft,
                        const struct vocabulary *vocabulary)
{
    const struct yaml_node *node = yaml_get(draft->node, "parent");
    struct slice id;
    where = schema_path(reader, schema_path(reader, where, draft->term.id), SLICE("parent"));
    if (schema_is_blank(node) || !schema_take_text(reader, where, node, &id))
        return;
    draft->parent = map_get(&vocabulary->by_id, id);
    if (!draft->parent)
        schema_report_unknown(reader, &unknown_parent, node->span, where, id,
                              names_of_map(&vocabulary->by_id));
}

static void report_cycle(struct schema_reader *reader, struct slice where, struct term_draft *first)
{
    struct buffer chain = {0};
    struct term_draft *at = first;
    do {
        buffer_add(&chain, at->term.id);
        buffer_add(&chain, SLICE(" < "));
        at = draft_of(at->parent);
    } while (at != first);
    buffer_add(&chain, first->term.id);
    diagnostic_add(reader->diagnostics, &parent_cycle, yaml_get(first->node, "parent")->span,
                   schema_path(reader, where, first->term.id), buffer_view(&chain));
    buffer_release(&chain);
}

/* Walks up from every term until a term that was seen before: on the same walk, it is a cycle,
 * which is told once and cut. True where there was none. */
static bool cut_cycles(struct schema_reader *reader, struct slice where,
                       const struct vocabulary *vocabulary)
{
    bool is_tree = true;
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        unsigned walk = (unsigned)i + 1;
        struct term_draft *at = draft_of(vocabulary->terms[i]);
        while (!at->visit) {
            at->visit = walk;
            if (!at->parent)
                break;
            struct term_draft *above = draft_of(at->parent);
            if (above->visit == walk) {
                report_cycle(reader, where, above);
                above->parent = NULL;
                is_tree = false;
                break;
            }
            at = above;
        }
    }
    return is_tree;
}

static void collect_children(struct schema_reader *reader, struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        struct term *parent = draft_of(vocabulary->terms[i])->parent;
        vocabulary->terms[i]->parent = parent;
        if (parent)
            parent->child_count++;
    }
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        struct term *term = vocabulary->terms[i];
        term->children = arena_array(reader->arena, const struct term *, term->child_count);
        term->child_count = 0;
    }
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        struct term *parent = draft_of(vocabulary->terms[i])->parent;
        if (parent)
            parent->children[parent->child_count++] = vocabulary->terms[i];
    }
}

/* Parents before children, siblings as they were written. By a stack of its own: a tree may be as
 * deep as it has terms. */
static void order_terms(struct schema_reader *reader, struct vocabulary *vocabulary)
{
    size_t count = vocabulary->term_count, waiting = 0, placed = 0;
    struct term **ordered = arena_array(reader->arena, struct term *, count);
    struct term **stack = arena_array(reader->arena, struct term *, count);
    for (size_t i = count; i-- > 0;)
        if (!vocabulary->terms[i]->parent)
            stack[waiting++] = vocabulary->terms[i];
    while (waiting) {
        struct term *term = stack[--waiting];
        term->depth = term->parent ? term->parent->depth + 1 : 0;
        term->index = placed;
        ordered[placed++] = term;
        for (size_t i = term->child_count; i-- > 0;)
            stack[waiting++] = (struct term *)term->children[i];
    }
    vocabulary->terms = ordered;
}

/* The first of each branch that lies too deep stands for what is below it. */
static void check_depth(struct schema_reader *reader, struct slice where,
                        const struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        const struct term *term = vocabulary->terms[i];
        if (term->depth == SCHEMA_TERM_DEPTH_MAX)
            diagnostic_add(reader->diagnostics, &too_deep, term->span,
                           schema_path(reader, where, term->id),
                           arena_format(reader->arena, "%d", SCHEMA_TERM_DEPTH_MAX));
    }
}

/* --- vocabularies --------------------------------------------------------------- */

static void read_terms(struct schema_reader *reader, const struct schema_entry *entry,
                       struct vocabulary *vocabulary)
{
    VECTOR(struct term *) terms = {0};
    struct map tiles = {0};
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return;
    for (size_t i = 0; i < entry->node->count; i++) {
        struct schema_entry item = schema_entry_of(reader, entry, i);
        if (!schema_check_identifier(reader, item.where, entry->node->keys[i]))
            continue;
        struct term_draft *draft = arena_new(reader->arena, struct term_draft);
        draft->term.id = entry->node->keys[i]->text;
        draft->term.span = item.name;
        draft->term.vocabulary = vocabulary;
        read_term(reader, &item, draft, &tiles);
        map_set(reader->arena, &vocabulary->by_id, draft->term.id, &draft->term);
        vector_push(reader->arena, &terms, &draft->term);
    }
    vocabulary->terms = terms.items;
    vocabulary->term_count = terms.count;
    for (size_t i = 0; i < terms.count; i++)
        find_parent(reader, entry->where, draft_of(terms.items[i]), vocabulary);
    bool is_tree = cut_cycles(reader, entry->where, vocabulary);
    collect_children(reader, vocabulary);
    order_terms(reader, vocabulary);
    if (is_tree) /* how deep it is meant to be, a circle does not tell */
        check_depth(reader, entry->where, vocabulary);
}

/* Terms alone, or in full: any key of the full form makes it one. */
static bool is_in_full(const struct yaml_node *node, const struct schema_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (yaml_get_key(node, keys[i].name))
            return true;
    return false;
}

static void read_vocabulary(struct schema_reader *reader, const struct schema_entry *entry,
                            struct vocabulary *vocabulary)
{
    static const struct schema_key keys[] = {
        {.name = "label", KEY_LOCAL, offsetof(struct vocabulary, label)},
        {.name = "label_one", KEY_LOCAL, offsetof(struct vocabulary, label_one)},
        {.name = "description", KEY_LOCAL, offsetof(struct vocabulary, description)},
        {.name = "url", KEY_ELSEWHERE},
        {.name = "terms", KEY_ELSEWHERE, .is_required = true},
    };
    vocabulary->label = schema_label_from(reader, vocabulary->id);
    vocabulary->url =
        arena_concat(reader->arena, SLICE("/"), vocabulary->id, SLICE("/{id}/"), (struct slice){0});
    if (entry->node->kind != YAML_MAPPING || !is_in_full(entry->node, SCHEMA_KEYS(keys))) {
        read_terms(reader, entry, vocabulary);
    } else if (schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), vocabulary)) {
        struct schema_entry terms = schema_entry_under(reader, entry, "terms");
        read_terms(reader, &terms, vocabulary);
    }
    schema_read_url(reader, entry, false, &vocabulary->url);
    if (vocabulary->label_one.text[0].len == 0)
        vocabulary->label_one = vocabulary->label;
}

void schema_read_vocabularies(struct schema_reader *reader, const struct schema_entry *entry)
{
    struct schema *schema = reader->schema;
    VECTOR(struct vocabulary *) vocabularies = {0};
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return;
    for (size_t i = 0; i < entry->node->count; i++) {
        struct schema_entry item = schema_entry_of(reader, entry, i);
        if (!schema_check_identifier(reader, item.where, entry->node->keys[i]))
            continue;
        struct vocabulary *vocabulary = arena_new(reader->arena, struct vocabulary);
        vocabulary->id = entry->node->keys[i]->text;
        vocabulary->span = item.name;
        vocabulary->index = vocabularies.count;
        read_vocabulary(reader, &item, vocabulary);
        map_set(reader->arena, &schema->vocabularies_by_id, vocabulary->id, vocabulary);
        vector_push(reader->arena, &vocabularies, vocabulary);
    }
    schema->vocabularies = vocabularies.items;
    schema->vocabulary_count = vocabularies.count;
}
