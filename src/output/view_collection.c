/* Collections and their fields, as templates see them. */
#include "output/view_parts.h"
#include "search/format.h"
#include "text/base64.h"

static void collection_id(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct collection *)self)->id);
}

static void collection_label(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_local(context, &((const struct collection *)self)->label);
}

static void collection_label_one(const struct data_context *context, const void *self,
                                 struct data *result)
{
    *result = view_local(context, &((const struct collection *)self)->label_one);
}

static void collection_description(const struct data_context *context, const void *self,
                                   struct data *result)
{
    *result = view_local(context, &((const struct collection *)self)->description);
}

static void collection_address(const struct data_context *context, const void *self,
                               struct data *result)
{
    *result = view_href(context, collection_url(view_site(context)->catalogue, context->arena, self,
                                                context->language));
}

static void collection_count(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = data_integer(
        (int64_t)catalogue_collection_sheets(view_site(context)->catalogue, self)->count);
}

static void collection_feed(const struct data_context *context, const void *self,
                            struct data *result)
{
    *result = ((const struct collection *)self)->feed
                  ? view_href(context, collection_feed_url(view_site(context)->catalogue,
                                                           context->arena, self, context->language))
                  : data_none();
}

static void collection_csv(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = view_href(context, collection_csv_url(view_site(context)->catalogue, context->arena,
                                                    self, context->language));
}

static void collection_json(const struct data_context *context, const void *self,
                            struct data *result)
{
    *result = view_href(context,
                        collection_json_url(view_site(context)->catalogue, context->arena, self));
}

static struct data view_of(const struct data_context *context, const struct collection *collection,
                           enum route_kind view)
{
    return collection_has_view(collection, view)
               ? view_href(context,
                           collection_view_url(view_site(context)->catalogue, context->arena,
                                               collection, view, context->language))
               : data_none();
}

static void collection_map(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = view_of(context, self, ROUTE_MAP);
}

static void collection_timeline(const struct data_context *context, const void *self,
                                struct data *result)
{
    *result = view_of(context, self, ROUTE_TIMELINE);
}

static void collection_compare(const struct data_context *context, const void *self,
                               struct data *result)
{
    *result = view_of(context, self, ROUTE_COMPARE);
}

static void collection_tiles(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = collection_has_view(self, ROUTE_MAP)
                  ? view_tiles(context, self, collection_places(self))
                  : data_none();
}

static void collection_spans(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = collection_has_view(self, ROUTE_TIMELINE) ? view_spans(context, self) : data_none();
}

static void collection_page_size(const struct data_context *context, const void *self,
                                 struct data *result)
{
    (void)context;
    *result = data_integer((int64_t)((const struct collection *)self)->page_size);
}

static void collection_template(const struct data_context *context, const void *self,
                                struct data *result)
{
    (void)context;
    *result = data_text(((const struct collection *)self)->template);
}

static void collection_all(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct collection_sheets *listed =
        catalogue_collection_sheets(view_site(context)->catalogue, self);
    *result = view_sheets(context, listed->sheets, listed->count);
}

static void collection_columns(const struct data_context *context, const void *self,
                               struct data *result)
{
    const struct collection *collection = self;
    struct data *items = arena_array(context->arena, struct data, collection->field_count);
    size_t count = 0;
    for (size_t i = 0; i < collection->field_count; i++)
        if (collection->fields[i]->column)
            items[count++] = data_object(&view_field_class, collection->fields[i]);
    *result = data_list(items, count);
}

static void collection_fields(const struct data_context *context, const void *self,
                              struct data *result)
{
    const struct collection *collection = self;
    struct data *items = arena_array(context->arena, struct data, collection->field_count);
    for (size_t i = 0; i < collection->field_count; i++)
        items[i] = data_object(&view_field_class, collection->fields[i]);
    *result = data_list(items, collection->field_count);
}

static void collection_facets(const struct data_context *context, const void *self,
                              struct data *result)
{
    const struct site *site = view_site(context);
    struct data *items = arena_array(context->arena, struct data, site->facet_count);
    size_t count = 0;
    for (size_t i = 0; i < site->facet_count; i++)
        if (site->facets[i].collection == self)
            items[count++] = data_object(&view_facet_class, &site->facets[i]);
    *result = data_list(items, count);
}

/* The roots of a guide, in reading order. */
static void collection_tree(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct collection_sheets *listed =
        catalogue_collection_sheets(view_site(context)->catalogue, self);
    struct data *items = arena_array(context->arena, struct data, listed->count);
    size_t count = 0;
    for (size_t i = 0; i < listed->count; i++)
        if (!listed->sheets[i]->parent)
            items[count++] = data_object(&view_sheet_class, listed->sheets[i]);
    *result = data_list(items, count);
}

/* Where the page's language has its index, which a script of the list asks. */
static void collection_search(const struct data_context *context, const void *self,
                              struct data *result)
{
    (void)self;
    const struct site *site = view_site(context);
    struct slice header = site->index_headers[context->language];
    *result = data_none();
    if (!header.len)
        return;
    struct slice folder =
        arena_concat(context->arena, SLICE("/" FORMAT_DIRECTORY "/"),
                     site->schema->languages[context->language], SLICE("/"), (struct slice){0});
    struct buffer text = {0};
    base64_write(&text, header);
    *result = VIEW_MAP(context, VIEW_PAIR("folder", view_href(context, folder)),
                       VIEW_PAIR("header", data_text(buffer_copy(&text, context->arena))));
    buffer_release(&text);
}

/* The fields to choose and to sort by. */
static void collection_choices(const struct data_context *context, const void *self,
                               struct data *result)
{
    const struct collection *collection = self;
    struct data *items = arena_array(context->arena, struct data, collection->field_count);
    size_t count = 0;
    for (size_t i = 0; i < collection->field_count; i++)
        if (collection->fields[i]->facet != FACET_NONE || collection->fields[i]->sort)
            items[count++] = data_object(&view_field_class, collection->fields[i]);
    *result = data_list(items, count);
}

static const struct data_attribute collection_attributes[] = {
    {"id", collection_id},
    {"label", collection_label},
    {"label_one", collection_label_one},
    {"description", collection_description},
    {"url", collection_address},
    {"count", collection_count},
    {"feed", collection_feed},
    {"csv", collection_csv},
    {"json", collection_json},
    {"map", collection_map},
    {"timeline", collection_timeline},
    {"compare", collection_compare},
    {"tiles", collection_tiles},
    {"spans", collection_spans},
    {"template", collection_template},
    {"sheets", collection_all},
    {"columns", collection_columns},
    {"fields", collection_fields},
    {"facets", collection_facets},
    {"tree", collection_tree},
    {"search", collection_search},
    {"choices", collection_choices},
    {"page_size", collection_page_size},
};
VIEW_CLASS(view_collection_class, "collection", collection_attributes, NULL, collection_label);

static void field_id(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct field *)self)->id);
}

static void field_label(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct field *)self)->label);
}

static void field_help(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct field *)self)->help);
}

static void field_unit(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct field *)self)->unit);
}

static void field_type(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(value_kind_name(((const struct field *)self)->type));
}

static void field_of(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    const struct field *field = self;
    *result = field->item ? data_text(value_kind_name(field->item->type)) : data_none();
}

static void field_vocabulary(const struct data_context *context, const void *self,
                             struct data *result)
{
    (void)context;
    const struct field *field = self;
    *result = data_object(&view_vocabulary_class,
                          field->item ? field->item->vocabulary : field->vocabulary);
}

static void field_role(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = view_optional(field_role_name(((const struct field *)self)->role));
}

static void field_facet(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct field *)self)->facet != FACET_NONE);
}

static void field_column(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct field *)self)->column);
}

static void field_range(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct field *)self)->facet == FACET_RANGE);
}

static void field_sort(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct field *)self)->sort);
}

static void field_currency(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = view_optional(((const struct field *)self)->currency);
}

static const struct data_attribute field_attributes[] = {
    {"id", field_id},
    {"label", field_label},
    {"help", field_help},
    {"unit", field_unit},
    {"type", field_type},
    {"role", field_role},
    {"facet", field_facet},
    {"column", field_column},
    {"range", field_range},
    {"sort", field_sort},
    {"of", field_of},
    {"vocabulary", field_vocabulary},
    {"currency", field_currency},
};
VIEW_CLASS(view_field_class, "field", field_attributes, NULL, field_label);
