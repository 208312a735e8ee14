#include "output/view.h"

#include "content/markdown.h"
#include "output/names.h"
#include "output/view_parts.h"
#include "text/date.h"

const struct site *view_site(const struct data_context *context)
{
    return ((const struct view *)context->user)->site;
}

const struct route *view_route(const struct data_context *context)
{
    return ((const struct view *)context->user)->route;
}

struct data view_local(const struct data_context *context, const struct local_text *text)
{
    return view_optional(local_text_get(text, context->language));
}

struct data view_optional(struct slice text)
{
    return text.len ? data_text(text) : data_none();
}

struct data view_href(const struct data_context *context, struct slice url)
{
    return data_text(site_href_from(view_site(context), context->arena, view_route(context), url));
}

struct data view_pair_map(struct arena *arena, size_t count, const struct data_pair *pairs)
{
    struct data_pair *copy = arena_array(arena, struct data_pair, count);
    for (size_t i = 0; i < count; i++)
        copy[i] = pairs[i];
    return data_map(copy, count);
}

/* {name} becomes the text of that name; a name that is not given stays as it is. */
static struct slice fill(struct arena *arena, struct slice text, const struct slice (*pairs)[2])
{
    struct buffer filled = {0};
    size_t open;
    if (slice_find_byte(text, '{') == SLICE_NOT_FOUND)
        return text;
    while ((open = slice_find_byte(text, '{')) != SLICE_NOT_FOUND) {
        struct slice rest = slice_after(text, open + 1);
        size_t close = slice_find_byte(rest, '}');
        if (close == SLICE_NOT_FOUND)
            break;
        struct slice name = slice_sub(rest, 0, close);
        const struct slice(*pair)[2] = pairs;
        while (pair && (*pair)[0].len && !slice_equal((*pair)[0], name))
            pair++;
        buffer_add(&filled, slice_sub(text, 0, open));
        if (pair && (*pair)[0].len)
            buffer_add(&filled, (*pair)[1]);
        else
            buffer_add(&filled, slice_sub(text, open, close + 2));
        text = slice_after(rest, close + 1);
    }
    buffer_add(&filled, text);
    struct slice result = buffer_copy(&filled, arena);
    buffer_release(&filled);
    return result;
}

struct slice view_message(const struct data_context *context, const char *key, int64_t count,
                          const struct slice (*pairs)[2])
{
    struct slice text = theme_message(view_site(context)->theme, context->locale, context->language,
                                      slice_from_string(key), count);
    return fill(context->arena, text, pairs);
}

/* What a call's argument says, as plain text. */
static bool argument_text(struct template_call *call, const struct data *data, struct slice *text)
{
    struct buffer written = {0};
    switch (data->kind) {
    case DATA_TEXT:
    case DATA_MARKUP:
        *text = data->as.text;
        return true;
    case DATA_INTEGER:
        decimal_write(&written, decimal_from_integer(data->as.integer), call->context->locale);
        break;
    case DATA_NUMBER:
        buffer_format(&written, "%.15g", data->as.number);
        break;
    case DATA_VALUE:
        value_write(&written, data->as.value, call->context->locale, call->context->language);
        break;
    case DATA_NONE:
        break;
    default:
        call->error = SLICE("a text or a number is wanted here, not a list or an object");
        return false;
    }
    *text = buffer_copy(&written, call->context->arena);
    buffer_release(&written);
    return true;
}

enum { MESSAGE_PAIRS_MAX = 16 };

static bool function_t(struct template_call *call, struct data *result)
{
    struct slice pairs[MESSAGE_PAIRS_MAX + 1][2] = {{{0}}};
    struct slice key;
    int64_t count = -1;
    if (call->argument_count != 1 || !argument_text(call, &call->arguments[0], &key)) {
        call->error = SLICE("t() takes the key of a text");
        return false;
    }
    if (call->named_count > MESSAGE_PAIRS_MAX) {
        call->error = SLICE("t() takes at most 16 names");
        return false;
    }
    for (size_t i = 0; i < call->named_count; i++) {
        const struct data_pair *named = &call->named[i];
        if (slice_equal_string(named->name, "count") && named->data.kind == DATA_INTEGER)
            count = named->data.as.integer;
        pairs[i][0] = named->name;
        if (!argument_text(call, &named->data, &pairs[i][1]))
            return false;
    }
    const struct data_context *context = call->context;
    struct slice text =
        theme_message(view_site(context)->theme, context->locale, context->language, key, count);
    if (!text.len) {
        call->error = arena_concat(context->arena, SLICE("the theme has no text \""), key,
                                   SLICE("\" in i18n/"), (struct slice){0});
        return false;
    }
    *result = data_text(fill(context->arena, text, (const struct slice(*)[2])pairs));
    return true;
}

static bool function_asset(struct template_call *call, struct data *result)
{
    struct slice name;
    if (call->argument_count != 1 || !argument_text(call, &call->arguments[0], &name)) {
        call->error = SLICE("asset() takes the name of a file in assets/");
        return false;
    }
    const struct site *site = view_site(call->context);
    const struct asset *asset = map_get(&site->theme->assets_by_name, name);
    if (!asset) {
        call->error = arena_concat(call->context->arena, SLICE("there is no assets/"), name,
                                   (struct slice){0});
        return false;
    }
    *result = view_href(call->context, arena_concat(call->context->arena, SLICE("/"),
                                                    asset->output_path, (struct slice){0}));
    return true;
}

static bool function_url(struct template_call *call, struct data *result)
{
    struct slice address;
    if (call->argument_count != 1 || !argument_text(call, &call->arguments[0], &address) ||
        !slice_starts_with(address, SLICE("/"))) {
        call->error = SLICE("url() takes an address below the root, with / first");
        return false;
    }
    *result = view_href(call->context, address);
    return true;
}

static bool filter_markdown(struct template_call *call, struct data *result)
{
    struct slice text;
    if (call->argument_count < 1 || !argument_text(call, &call->arguments[0], &text))
        return false;
    struct arena *arena = call->context->arena;
    struct diagnostics ignored = {.arena = arena};
    struct text_file *file = arena_new(arena, struct text_file);
    file->text = text;
    struct markdown *markdown = markdown_parse(arena, file, text, NULL, &ignored);
    if (!markdown) {
        call->error = SLICE("this text is too large to be Markdown");
        return false;
    }
    *result = view_markdown_in_line(call->context, markdown, SLICE("_text-"));
    return true;
}

static void add_citation_part(struct buffer *out, struct slice part)
{
    if (!part.len)
        return;
    if (out->len)
        buffer_add_string(out, ", ");
    buffer_add(out, part);
}

static void add_citation_date(const struct data_context *context, struct buffer *citation,
                              const struct edition *edition)
{
    const struct value *date = edition_role(edition, ROLE_UPDATED);
    if (!date)
        date = edition_role(edition, ROLE_PUBLISHED);
    if (!date)
        return;
    buffer_add_string(citation, ", ");
    value_write(citation, date, context->locale, context->language);
}

/* "versione del 1 marzo 2021 (1a2b3c4d5e)" */
static struct slice version_words(const struct data_context *context, const struct version *version)
{
    const struct slice pairs[][2] = {
        {SLICE("date"), view_date_text(context, version->date)},
        {SLICE("commit"), version_short_commit(version)},
        {{0}, {0}}};
    return view_message(context, "citation_version", -1, pairs);
}

/* Who, «title», the catalogue, the version or a date, address. */
static void write_citation(const struct data_context *context, struct buffer *citation,
                           const struct edition *edition, const struct version *version)
{
    const struct site *site = view_site(context);
    const struct sheet *sheet = edition->sheet;
    add_citation_part(citation, edition_author(edition, context->language));
    add_citation_part(citation, arena_concat(context->arena, SLICE("«"), edition->title,
                                             SLICE("»"), (struct slice){0}));
    add_citation_part(citation, local_text_get(&site->schema->title, context->language));
    if (version)
        add_citation_part(citation, version_words(context, version));
    else
        add_citation_date(context, citation, edition);
    add_citation_part(citation,
                      site_permalink(site, context->arena,
                                     version ? version->url : sheet->url[context->language]));
}

/* Of a sheet the version that its text is of; NULL where that has no page, or is no version yet. */
static const struct version *cited_version(const struct sheet *sheet, const struct edition *edition)
{
    const struct version *version = version_newest(sheet->history, edition->language);
    return version && version->is_current && version->url.len ? version : NULL;
}

static bool filter_citation(struct template_call *call, struct data *result)
{
    const struct data_context *context = call->context;
    const struct data *data = call->arguments;
    const struct edition *edition = NULL;
    const struct version *version = NULL;
    if (call->argument_count && data->kind == DATA_OBJECT &&
        data->as.object.class == &view_sheet_class) {
        edition = sheet_edition(data->as.object.self, context->language);
        version = cited_version(edition->sheet, edition);
    } else if (call->argument_count && data->kind == DATA_OBJECT &&
               data->as.object.class == &view_version_class) {
        const struct view_version *view = data->as.object.self;
        const struct sheet *past = view_version_sheet(context, view);
        edition = sheet_edition(past ? past : view->sheet, view->version->language);
        version = view->version->url.len ? view->version : NULL;
    } else {
        call->error = SLICE("citation is for sheets and versions");
        return false;
    }
    struct buffer citation = {0};
    write_citation(context, &citation, edition, version);
    *result = data_text(buffer_copy(&citation, context->arena));
    buffer_release(&citation);
    return true;
}

const struct template_function view_functions[] = {
    {"t", function_t, false},
    {"asset", function_asset, false},
    {"url", function_url, false},
    {"markdown", filter_markdown, true},
    {"citation", filter_citation, true},
};
const size_t view_function_count = sizeof view_functions / sizeof *view_functions;

const char *const view_global_names[] = {"site",  "page", "collection", "vocabulary",
                                         "sheet", "term", "sheets",     "version",
                                         "withdrawal", "table"};
const size_t view_global_count = sizeof view_global_names / sizeof *view_global_names;

/* The sheets of this page of a list. */
static struct data page_sheets(const struct data_context *context)
{
    const struct route *route = view_route(context);
    struct view_list list = view_listed(context, route);
    bool is_list = route->kind == ROUTE_COLLECTION || route->kind == ROUTE_TERM;
    return is_list ? view_sheets(context, list.sheets, list.count) : data_none();
}

static bool tells_of_sheet(const struct route *route)
{
    return route->kind == ROUTE_SHEET || route->kind == ROUTE_HISTORY ||
           route->kind == ROUTE_VERSION;
}

const struct data *view_globals(const struct data_context *context)
{
    const struct route *route = view_route(context);
    const struct collection *collection = route->collection ? route->collection
                                          : route->sheet    ? route->sheet->collection
                                          : route->withdrawal ? route->withdrawal->collection
                                                              : NULL;
    const struct vocabulary *vocabulary = route->vocabulary ? route->vocabulary
                                          : route->term     ? route->term->vocabulary
                                                            : NULL;
    struct data *globals = arena_array(context->arena, struct data, view_global_count);
    globals[0] = data_object(&view_site_class, view_site(context));
    globals[1] = data_object(&view_page_class, route);
    globals[2] = data_object(&view_collection_class, collection);
    globals[3] = data_object(&view_vocabulary_class, vocabulary);
    globals[4] = data_object(&view_sheet_class, tells_of_sheet(route) ? route->sheet : NULL);
    globals[5] = data_object(&view_term_class, route->term);
    globals[6] = page_sheets(context);
    globals[7] = view_version(context, route->sheet, route->version);
    globals[8] = route->withdrawal ? view_withdrawal(context, route->withdrawal) : data_none();
    return globals;
}
