/* Vocabularies, terms and facets, as templates see them. */
#include "output/view_parts.h"

static struct data list_terms(const struct data_context *context, const struct term *const *terms,
                              size_t count)
{
    struct data *items = arena_array(context->arena, struct data, count);
    for (size_t i = 0; i < count; i++)
        items[i] = data_object(&view_term_class, terms[i]);
    return data_list(items, count);
}

static void vocabulary_id(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct vocabulary *)self)->id);
}

static void vocabulary_label(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_local(context, &((const struct vocabulary *)self)->label);
}

static void vocabulary_label_one(const struct data_context *context, const void *self,
                                 struct data *result)
{
    *result = view_local(context, &((const struct vocabulary *)self)->label_one);
}

static void vocabulary_description(const struct data_context *context, const void *self,
                                   struct data *result)
{
    *result = view_local(context, &((const struct vocabulary *)self)->description);
}

static void vocabulary_address(const struct data_context *context, const void *self,
                               struct data *result)
{
    *result = view_href(context, vocabulary_url(view_site(context)->catalogue, context->arena, self,
                                                context->language));
}

static void vocabulary_terms(const struct data_context *context, const void *self,
                             struct data *result)
{
    const struct vocabulary *vocabulary = self;
    struct data *items = arena_array(context->arena, struct data, vocabulary->term_count);
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->term_count; i++)
        if (!vocabulary->terms[i]->parent)
            items[count++] = data_object(&view_term_class, vocabulary->terms[i]);
    *result = data_list(items, count);
}

static void vocabulary_all(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct vocabulary *vocabulary = self;
    *result =
        list_terms(context, (const struct term *const *)vocabulary->terms, vocabulary->term_count);
}

static const struct vocabulary *field_vocabulary(const struct field *field)
{
    return field->type == VALUE_LIST ? field->item->vocabulary : field->vocabulary;
}

/* Of the first field that takes its terms and has a role. */
static void vocabulary_role(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct schema *schema = view_site(context)->schema;
    *result = data_none();
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        for (size_t j = 0; j < collection->field_count; j++) {
            const struct field *field = collection->fields[j];
            if (field_vocabulary(field) == self && field->role != ROLE_NONE) {
                *result = data_text(field_role_name(field->role));
                return;
            }
        }
    }
}

static void vocabulary_tiles(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_tiles(context, NULL, self);
}

static const struct data_attribute vocabulary_attributes[] = {
    {"id", vocabulary_id},
    {"label", vocabulary_label},
    {"label_one", vocabulary_label_one},
    {"description", vocabulary_description},
    {"url", vocabulary_address},
    {"terms", vocabulary_terms},
    {"all", vocabulary_all},
    {"role", vocabulary_role},
    {"tiles", vocabulary_tiles},
};
VIEW_CLASS(view_vocabulary_class, "vocabulary", vocabulary_attributes, NULL, vocabulary_label);

static const struct term_sheets *sheets_of(const struct data_context *context,
                                           const struct term *term)
{
    return catalogue_term_sheets(view_site(context)->catalogue, term);
}

static void term_id(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct term *)self)->id);
}

static void term_label(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct term *)self)->label);
}

static void term_description(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_local(context, &((const struct term *)self)->description);
}

static void term_code(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = view_optional(((const struct term *)self)->code);
}

static void term_address(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_href(
        context, term_url(view_site(context)->catalogue, context->arena, self, context->language));
}

static void term_vocabulary(const struct data_context *context, const void *self,
                            struct data *result)
{
    (void)context;
    *result = data_object(&view_vocabulary_class, ((const struct term *)self)->vocabulary);
}

static void term_parent(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&view_term_class, ((const struct term *)self)->parent);
}

static void term_children(const struct data_context *context, const void *self, struct data *result)
{
    const struct term *term = self;
    *result = list_terms(context, term->children, term->child_count);
}

static void term_ancestors(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct term *term = self;
    struct data *items = arena_array(context->arena, struct data, term->depth);
    unsigned place = term->depth;
    for (const struct term *above = term->parent; above && place; above = above->parent)
        items[--place] = data_object(&view_term_class, above);
    *result = data_list(items, term->depth);
}

static void term_count(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_integer((int64_t)sheets_of(context, self)->count);
}

static void term_own_count(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = data_integer((int64_t)sheets_of(context, self)->own_count);
}

static void term_same_as(const struct data_context *context, const void *self, struct data *result)
{
    const struct term *term = self;
    struct data *items = arena_array(context->arena, struct data, term->same_as_count);
    for (size_t i = 0; i < term->same_as_count; i++)
        items[i] = data_text(term->same_as[i]);
    *result = data_list(items, term->same_as_count);
}

static void term_depth(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_integer(((const struct term *)self)->depth);
}

static void term_feed(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_href(context, term_feed_url(view_site(context)->catalogue, context->arena, self,
                                               context->language));
}

static void term_all_sheets(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct term_sheets *listed = sheets_of(context, self);
    *result = view_sheets(context, listed->sheets, listed->count);
}

static void term_row(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct term *term = self;
    *result = term->has_tile ? data_integer(term->tile_row) : data_none();
}

static void term_column(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct term *term = self;
    *result = term->has_tile ? data_integer(term->tile_column) : data_none();
}

/* Among its siblings, from 1. */
static void term_position(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct term *term = self;
    int64_t position = 1;
    for (size_t i = 0; i < term->index; i++)
        position += term->vocabulary->terms[i]->parent == term->parent;
    *result = data_integer(position);
}

/* By collection, in the schema's order; within each in the list's. */
static void term_groups(const struct data_context *context, const void *self, struct data *result)
{
    const struct schema *schema = view_site(context)->schema;
    const struct term_sheets *listed = sheets_of(context, self);
    struct data *groups = arena_array(context->arena, struct data, schema->collection_count);
    size_t group_count = 0;
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct sheet **members =
            arena_array(context->arena, const struct sheet *, listed->count);
        size_t count = 0;
        for (size_t j = 0; j < listed->count; j++)
            if (listed->sheets[j]->collection == schema->collections[i])
                members[count++] = listed->sheets[j];
        if (count)
            groups[group_count++] =
                VIEW_MAP(context,
                         VIEW_PAIR("collection",
                                   data_object(&view_collection_class, schema->collections[i])),
                         VIEW_PAIR("sheets", view_sheets(context, members, count)));
    }
    *result = data_list(groups, group_count);
}

static const struct data_attribute term_attributes[] = {
    {"id", term_id},         {"label", term_label},         {"description", term_description},
    {"code", term_code},     {"url", term_address},         {"vocabulary", term_vocabulary},
    {"parent", term_parent}, {"children", term_children},   {"ancestors", term_ancestors},
    {"count", term_count},   {"own_count", term_own_count}, {"same_as", term_same_as},
    {"depth", term_depth},   {"feed", term_feed},           {"sheets", term_all_sheets},
    {"row", term_row},       {"column", term_column},       {"position", term_position},
    {"groups", term_groups},
};
VIEW_CLASS(view_term_class, "term", term_attributes, NULL, term_label);

static void facet_field(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&view_field_class, ((const struct facet_counts *)self)->field);
}

static struct data facet_choice(const struct data_context *context, struct slice id,
                                struct data label, size_t count, struct data url, struct data term,
                                unsigned depth)
{
    return VIEW_MAP(context, VIEW_PAIR("id", data_text(id)), VIEW_PAIR("label", label),
                    VIEW_PAIR("count", data_integer((int64_t)count)), VIEW_PAIR("url", url),
                    VIEW_PAIR("term", term), VIEW_PAIR("depth", data_integer(depth)));
}

/* Those that a sheet of the collection carries, in the vocabulary's order. */
static struct data facet_vocabulary_terms(const struct data_context *context,
                                          const struct facet_counts *facet)
{
    const struct vocabulary *vocabulary = facet->vocabulary;
    struct data *items = arena_array(context->arena, struct data, vocabulary->term_count);
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        const struct term *term = vocabulary->terms[i];
        struct data url;
        if (!facet->counts[i])
            continue;
        term_address(context, term, &url);
        items[count++] =
            facet_choice(context, term->id, view_local(context, &term->label), facet->counts[i],
                         url, data_object(&view_term_class, term), term->depth);
    }
    return data_list(items, count);
}

/* The sheets that the field names, with how many name them. */
static struct data facet_references(const struct data_context *context,
                                    const struct facet_counts *facet)
{
    const struct field *field = facet->field;
    const struct collection *target =
        field->type == VALUE_LIST ? field->item->target : field->target;
    const struct collection_sheets *named =
        catalogue_collection_sheets(view_site(context)->catalogue, target);
    struct data *items = arena_array(context->arena, struct data, named->count);
    size_t count = 0;
    for (size_t i = 0; i < named->count; i++) {
        const struct sheet *sheet = named->sheets[i];
        for (size_t j = 0; j < sheet->referrer_count; j++)
            if (sheet->referrers[j].field == field)
                items[count++] = facet_choice(
                    context, sheet->id, data_text(sheet_edition(sheet, context->language)->title),
                    sheet->referrers[j].count, view_href(context, sheet->url[context->language]),
                    data_none(), 0);
    }
    return data_list(items, count);
}

static void facet_terms(const struct data_context *context, const void *self, struct data *result)
{
    const struct facet_counts *facet = self;
    *result = facet->vocabulary ? facet_vocabulary_terms(context, facet)
                                : facet_references(context, facet);
}

static const struct data_attribute facet_attributes[] = {
    {"field", facet_field},
    {"terms", facet_terms},
};
VIEW_CLASS(view_facet_class, "facet", facet_attributes, NULL, NULL);
