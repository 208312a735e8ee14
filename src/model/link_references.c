/* References in fields: to whom, who refers, and how often each term is carried. */
#include "model/link.h"

#include <stdlib.h>

static const struct problem no_such_sheet = {
    "ref-missing",
    SEVERITY_ERROR,
    {"there is no sheet \"%1\" in %2", "in %2 non c'è la scheda \"%1\""},
    {"write the name of a file in content/%3/, without .md",
     "scrivi il nome di un file in content/%3/, senza .md"}};

static const struct problem no_such_sheet_near = {
    "ref-missing",
    SEVERITY_ERROR,
    {"there is no sheet \"%1\" in %2", "in %2 non c'è la scheda \"%1\""},
    {"did you mean \"%4\"?", "forse \"%4\"?"}};

static const struct problem draft_named = {
    "ref-draft",
    SEVERITY_WARNING,
    {"\"%1\" in %2 is not published yet: it is left out here",
     "\"%1\" in %2 non è ancora pubblicata: qui resta fuori"},
    {"publish %3 as well, or take it out", "pubblica anche %3, oppure toglila"}};

static const struct problem menu_missing = {"menu-missing",
                                            SEVERITY_ERROR,
                                            {"the menu names \"%1\", and there is no such sheet",
                                             "il menu nomina \"%1\", ma questa scheda non c'è"},
                                            {"write COLLECTION/ID, a collection or a vocabulary",
                                             "scrivi RACCOLTA/ID, una raccolta o un vocabolario"}};

struct resolver {
    struct link *link;
    struct linked_sheet *source;
};

static void report_missing(struct link *link, const struct collection *target,
                           const struct value *value)
{
    const struct linked_sheet *near = link_nearest_sheet(link, target, value->as.ref.id);
    diagnostic_add(link->diagnostics, near ? &no_such_sheet_near : &no_such_sheet, value->span,
                   value->as.ref.id, target->id, target->path,
                   near ? near->sheet.id : (struct slice){0});
}

static void resolve_reference(void *context, const struct field *field, uint64_t ordinal,
                              struct value *value)
{
    struct resolver *resolver = context;
    struct link *link = resolver->link;
    (void)ordinal;
    if (value->kind != VALUE_REF)
        return;
    const struct collection *target = value->field ? value->field->target : field->target;
    if (!target) /* site.yaml names a collection that is not there */
        return;
    struct slice prefix = arena_concat(link->arena, target->id, SLICE("/"), (struct slice){0});
    struct slice key = slice_starts_with(value->as.ref.id, prefix)
                           ? value->as.ref.id
                           : arena_concat(link->arena, prefix, value->as.ref.id, (struct slice){0});
    struct linked_sheet *found = map_get(&link->state->sheets_by_key, key);
    if (!found) {
        report_missing(link, target, value);
        return;
    }
    if (found->visible)
        value->as.ref.target = &found->sheet;
    else if (!found->broken && resolver->source->visible)
        diagnostic_add(link->diagnostics, &draft_named, value->span, found->sheet.id, target->id,
                       found->sheet.original->path);
}

static void check_menu(struct link *link)
{
    for (size_t i = 0; i < link->schema->menu_count; i++) {
        const struct menu_entry *entry = &link->schema->menu[i];
        if (slice_find_byte(entry->target, '/') == SLICE_NOT_FOUND)
            continue;
        const struct linked_sheet *found = map_get(&link->state->sheets_by_key, entry->target);
        if (!found)
            diagnostic_add(link->diagnostics, &menu_missing, entry->span, entry->target);
        else if (!found->visible && !found->broken)
            diagnostic_add(link->diagnostics, &draft_named, entry->span, found->sheet.id,
                           found->sheet.collection->id, found->sheet.original->path);
    }
}

static void resolve_edition(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                            void *context)
{
    const struct collection *collection = sheet->sheet.collection;
    struct resolver resolver = {link, sheet};
    (void)context;
    values_visit(collection->fields, collection->field_count, edition->document->values,
                 resolve_reference, &resolver);
}

void link_references(struct link *link)
{
    link_each_edition(link, resolve_edition, NULL);
    check_menu(link);
}

/* One sheet naming another in a field. */
struct mention {
    struct linked_sheet *target;
    const struct sheet *from;
    const struct field *field;
    uint64_t ordinal;
    size_t sequence; /* collections in their order, their sheets in theirs */
};

struct mentions {
    struct link *link;
    const struct sheet *from;
    VECTOR(struct mention) list;
};

static void note_mention(void *context, const struct field *field, uint64_t ordinal,
                         struct value *value)
{
    struct mentions *mentions = context;
    if (value->kind != VALUE_REF || !value->as.ref.target || value->as.ref.target == mentions->from)
        return;
    struct mention mention = {linked_sheet_of(value->as.ref.target), mentions->from, field, ordinal,
                              mentions->list.count};
    vector_push(mentions->link->arena, &mentions->list, mention);
}

static int compare_mentions(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    if (x->target != y->target)
        return x->target->sheet.index < y->target->sheet.index ? -1 : 1;
    size_t first = x->from->collection->index, second = y->from->collection->index;
    if (first != second)
        return first < second ? -1 : 1;
    if (x->ordinal != y->ordinal)
        return x->ordinal < y->ordinal ? -1 : 1;
    return x->sequence < y->sequence ? -1 : 1;
}

static bool mentions_are_grouped(const struct mention *a, const struct mention *b)
{
    return a->target == b->target && a->from->collection == b->from->collection &&
           a->ordinal == b->ordinal;
}

/* Sorted mentions, group by group; a sheet that names another twice in one field counts once. */
static void fill_referrers(struct link *link, const struct mention *list, size_t count)
{
    struct referrer *referrers = arena_array(link->arena, struct referrer, count);
    const struct sheet **sheets = arena_array(link->arena, const struct sheet *, count);
    struct referrer *referrer = NULL;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !mentions_are_grouped(&list[i - 1], &list[i])) {
            struct sheet *target = &list[i].target->sheet;
            referrer = referrers++;
            *referrer =
                (struct referrer){list[i].field, list[i].from->collection, &sheets[used], 0};
            if (target->referrer_count++ == 0)
                target->referrers = referrer;
        }
        if (referrer->count && referrer->sheets[referrer->count - 1] == list[i].from)
            continue;
        sheets[used++] = list[i].from;
        referrer->count++;
    }
}

void link_referrers(struct link *link)
{
    struct catalogue *catalogue = link->catalogue;
    struct mentions mentions = {.link = link};
    for (size_t i = 0; i < link->schema->collection_count; i++) {
        const struct collection *collection = link->schema->collections[i];
        for (size_t k = 0; k < catalogue->collections[i].count; k++) {
            mentions.from = catalogue->collections[i].sheets[k];
            values_visit(collection->fields, collection->field_count,
                         mentions.from->original->values, note_mention, &mentions);
        }
    }
    if (mentions.list.count)
        qsort(mentions.list.items, mentions.list.count, sizeof *mentions.list.items,
              compare_mentions);
    fill_referrers(link, mentions.list.items, mentions.list.count);
}

/* What a walk over sheets knows of one term. */
struct term_tally {
    const struct sheet *last, *last_own;
    VECTOR(const struct sheet *) sheets;
    size_t own_count;
};

struct tally {
    struct link *link;
    const struct sheet *sheet;
    struct term_tally **terms;
};

static void count_term(void *context, const struct field *field, uint64_t ordinal,
                       struct value *value)
{
    struct tally *tally = context;
    (void)field;
    (void)ordinal;
    if (value->kind != VALUE_TERM)
        return;
    for (const struct term *term = value->as.term; term; term = term->parent) {
        struct term_tally *count = &tally->terms[term->vocabulary->index][term->index];
        if (term == value->as.term && count->last_own != tally->sheet) {
            count->last_own = tally->sheet;
            count->own_count++;
        }
        if (count->last == tally->sheet)
            continue;
        count->last = tally->sheet;
        vector_push(tally->link->arena, &count->sheets, tally->sheet);
    }
}

void link_terms(struct link *link)
{
    const struct schema *schema = link->schema;
    struct catalogue *catalogue = link->catalogue;
    struct tally tally = {.link = link};
    tally.terms = arena_array(link->arena, struct term_tally *, schema->vocabulary_count);
    for (size_t i = 0; i < schema->vocabulary_count; i++)
        tally.terms[i] =
            arena_array(link->arena, struct term_tally, schema->vocabularies[i]->term_count);
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        for (size_t k = 0; k < catalogue->collections[i].count; k++) {
            tally.sheet = catalogue->collections[i].sheets[k];
            values_visit(collection->fields, collection->field_count, tally.sheet->original->values,
                         count_term, &tally);
        }
    }
    catalogue->terms = arena_array(link->arena, struct term_sheets *, schema->vocabulary_count);
    for (size_t i = 0; i < schema->vocabulary_count; i++) {
        size_t count = schema->vocabularies[i]->term_count;
        catalogue->terms[i] = arena_array(link->arena, struct term_sheets, count);
        for (size_t k = 0; k < count; k++) {
            const struct term_tally *term = &tally.terms[i][k];
            catalogue->terms[i][k] =
                (struct term_sheets){term->sheets.items, term->sheets.count, term->own_count};
        }
    }
}
