/* The site, its languages and its menu, as templates see them. */
#include "output/offline.h"
#include "output/view_parts.h"

static void site_title(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct site *)self)->schema->title);
}

static void site_tagline(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_local(context, &((const struct site *)self)->schema->tagline);
}

static void site_description(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_local(context, &((const struct site *)self)->schema->description);
}

static void site_base_url(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct site *)self)->base_url);
}

static void site_home(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    *result =
        view_href(context, catalogue_home_url(site->catalogue, context->arena, context->language));
}

static void site_language(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    *result = data_object(&view_language_class, &site->schema->languages[context->language]);
}

static void site_languages(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    struct data *items = arena_array(context->arena, struct data, schema->language_count);
    for (unsigned i = 0; i < schema->language_count; i++)
        items[i] = data_object(&view_language_class, &schema->languages[i]);
    *result = data_list(items, schema->language_count);
}

static void site_collections(const struct data_context *context, const void *self,
                             struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    struct data *items = arena_array(context->arena, struct data, schema->collection_count);
    size_t count = 0;
    for (size_t i = 0; i < schema->collection_count; i++)
        if (!schema->collections[i]->is_generated)
            items[count++] = data_object(&view_collection_class, schema->collections[i]);
    *result = data_list(items, count);
}

static void site_pages(const struct data_context *context, const void *self, struct data *result)
{
    const struct catalogue *catalogue = ((const struct site *)self)->catalogue;
    *result = data_list(NULL, 0);
    for (size_t i = 0; i < catalogue->schema->collection_count; i++)
        if (catalogue->schema->collections[i]->is_generated)
            *result = view_sheets(context, catalogue->collections[i].sheets,
                                  catalogue->collections[i].count);
}

static void site_vocabularies(const struct data_context *context, const void *self,
                              struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    struct data *items = arena_array(context->arena, struct data, schema->vocabulary_count);
    for (size_t i = 0; i < schema->vocabulary_count; i++)
        items[i] = data_object(&view_vocabulary_class, schema->vocabularies[i]);
    *result = data_list(items, schema->vocabulary_count);
}

/* A menu's target: a collection, a vocabulary or COLLECTION/ID; the schema has checked its form. */
static struct slice menu_url(const struct data_context *context, struct slice target)
{
    const struct site *site = view_site(context);
    const struct collection *collection = map_get(&site->schema->collections_by_id, target);
    if (collection)
        return collection_url(site->catalogue, context->arena, collection, context->language);
    const struct vocabulary *vocabulary = map_get(&site->schema->vocabularies_by_id, target);
    if (vocabulary)
        return vocabulary_url(site->catalogue, context->arena, vocabulary, context->language);
    const struct sheet *sheet = catalogue_find_sheet(site->catalogue, target);
    return sheet ? sheet->url[context->language] : (struct slice){0};
}

static void site_menu(const struct data_context *context, const void *self, struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    struct data *items = arena_array(context->arena, struct data, schema->menu_count);
    size_t count = 0;
    for (size_t i = 0; i < schema->menu_count; i++) {
        const struct menu_entry *entry = &schema->menu[i];
        struct slice url = entry->url.len ? entry->url : menu_url(context, entry->target);
        if (!url.len)
            continue;
        bool current = !entry->url.len && slice_starts_with(view_route(context)->url, url);
        items[count++] =
            VIEW_MAP(context, VIEW_PAIR("label", view_local(context, &entry->label)),
                     VIEW_PAIR("url", entry->url.len ? data_text(url) : view_href(context, url)),
                     VIEW_PAIR("current", data_boolean(current)));
    }
    *result = data_list(items, count);
}

static void site_theme(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(((const struct site *)self)->theme->name);
}

static void site_accent(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = view_optional(((const struct site *)self)->schema->accent);
}

static void site_logo(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    const struct asset *asset = site->theme->logo;
    *result = asset ? view_href(context, arena_concat(context->arena, SLICE("/"),
                                                      asset->output_path, (struct slice){0}))
                    : data_none();
}

static void site_publisher(const struct data_context *context, const void *self,
                           struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    *result = VIEW_MAP(context, VIEW_PAIR("name", view_local(context, &schema->publisher_name)),
                       VIEW_PAIR("url", view_optional(schema->publisher_url)),
                       VIEW_PAIR("email", view_optional(schema->publisher_email)));
}

static void site_license(const struct data_context *context, const void *self, struct data *result)
{
    const struct schema *schema = ((const struct site *)self)->schema;
    *result = VIEW_MAP(context, VIEW_PAIR("name", view_local(context, &schema->license_name)),
                       VIEW_PAIR("url", view_optional(schema->license_url)));
}

static void site_offline(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_boolean(((const struct site *)self)->offline);
}

/* Where addresses below the root begin: "/", "/catalogo/", "../../". */
static void site_root(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    *result =
        data_text(site->offline ? offline_root(context->arena, view_route(context)->output_path)
                                : site->base_path);
}

static void site_preview(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = view_optional(((const struct site *)self)->preview);
}

static void site_generator(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    (void)self;
    *result = data_text(SLICE("schedario " SCHEDARIO_VERSION));
}

/* Without the pages that scripts make: a reader counts experiences. */
static void site_sheet_count(const struct data_context *context, const void *self,
                             struct data *result)
{
    const struct catalogue *catalogue = ((const struct site *)self)->catalogue;
    size_t count = catalogue->sheet_count;
    (void)context;
    for (size_t i = 0; i < catalogue->schema->collection_count; i++)
        if (catalogue->schema->collections[i]->is_generated)
            count -= catalogue->collections[i].count;
    *result = data_integer((int64_t)count);
}

static void site_site_map(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    *result = view_href(context,
                        catalogue_site_map_url(site->catalogue, context->arena, context->language));
}

static void site_latest(const struct data_context *context, const void *self, struct data *result)
{
    const struct site *site = self;
    *result = view_sheets(context, site->latest, site->latest_count);
}

static const struct data_attribute site_attributes[] = {
    {"title", site_title},
    {"tagline", site_tagline},
    {"description", site_description},
    {"base_url", site_base_url},
    {"home", site_home},
    {"language", site_language},
    {"languages", site_languages},
    {"collections", site_collections},
    {"vocabularies", site_vocabularies},
    {"menu", site_menu},
    {"theme", site_theme},
    {"accent", site_accent},
    {"logo", site_logo},
    {"publisher", site_publisher},
    {"license", site_license},
    {"preview", site_preview},
    {"generator", site_generator},
    {"offline", site_offline},
    {"root", site_root},
    {"sheet_count", site_sheet_count},
    {"pages", site_pages},
    {"site_map", site_site_map},
    {"latest", site_latest},
};
VIEW_CLASS(view_site_class, "site", site_attributes, NULL, site_title);

static unsigned language_index(const struct data_context *context, const void *self)
{
    return (unsigned)((const struct slice *)self - view_site(context)->schema->languages);
}

static void language_code(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(*(const struct slice *)self);
}

static void language_name(const struct data_context *context, const void *self, struct data *result)
{
    *result = data_text(view_site(context)->schema->locales[language_index(context, self)]->name);
}

static void language_home(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_href(context, catalogue_home_url(view_site(context)->catalogue, context->arena,
                                                    language_index(context, self)));
}

static void language_direction(const struct data_context *context, const void *self,
                               struct data *result)
{
    const struct locale *locale =
        view_site(context)->schema->locales[language_index(context, self)];
    *result = data_text(locale->right_to_left ? SLICE("rtl") : SLICE("ltr"));
}

static const struct data_attribute language_attributes[] = {
    {"code", language_code},
    {"name", language_name},
    {"home", language_home},
    {"direction", language_direction},
};
VIEW_CLASS(view_language_class, "language", language_attributes, NULL, language_code);
