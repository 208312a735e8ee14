/* A sheet's history, its versions and what was withdrawn, as templates see them. */
#include "output/view_parts.h"
#include "text/escape.h"

struct data view_date(const struct data_context *context, struct date date)
{
    struct value *value = arena_new(context->arena, struct value);
    *value = (struct value){.kind = VALUE_DATE, .as.date = date};
    return data_value(value);
}

struct slice view_date_text(const struct data_context *context, struct date date)
{
    struct buffer text = {0};
    date_write(&text, date, context->locale);
    struct slice copy = buffer_copy(&text, context->arena);
    buffer_release(&text);
    return copy;
}

/* ---- a history: of a sheet ------------------------------------------------ */

static const struct sheet_history *history_of(const void *self)
{
    return ((const struct sheet *)self)->history;
}

static void history_address(const struct data_context *context, const void *self,
                            struct data *result)
{
    struct slice url = history_of(self)->url[context->language];
    *result = url.len ? view_href(context, url) : data_none();
}

static struct data version_date_of(const struct data_context *context,
                                   const struct version *version)
{
    return version ? view_date(context, version->date) : data_none();
}

/* Of a copy that holds the newest alone the oldest is not the first. */
static void history_first(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet_history *history = history_of(self);
    *result = history->is_cut ? data_none() : version_date_of(context, history->first_published);
}

static void history_last(const struct data_context *context, const void *self, struct data *result)
{
    *result = version_date_of(context, history_of(self)->last_published);
}

static void history_count(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_integer((int64_t)history_of(self)->version_count);
}

static void history_contributors(const struct data_context *context, const void *self,
                                 struct data *result)
{
    const struct sheet_history *history = history_of(self);
    struct data *items = arena_array(context->arena, struct data, history->contributor_count);
    for (size_t i = 0; i < history->contributor_count; i++)
        items[i] = data_text(history->contributors[i]);
    *result = data_list(items, history->contributor_count);
}

static void history_is_cut(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = data_boolean(history_of(self)->is_cut);
}

static void history_versions(const struct data_context *context, const void *self,
                             struct data *result)
{
    const struct sheet_history *history = history_of(self);
    struct data *items = arena_array(context->arena, struct data, history->version_count);
    for (size_t i = 0; i < history->version_count; i++)
        items[i] = view_version(context, self, &history->versions[i]);
    *result = data_list(items, history->version_count);
}

static const struct data_attribute history_attributes[] = {
    {"url", history_address},     {"first", history_first},
    {"last", history_last},       {"count", history_count},
    {"is_cut", history_is_cut},   {"contributors", history_contributors},
    {"versions", history_versions},
};
VIEW_CLASS(view_history_class, "history", history_attributes, NULL, NULL);

/* ---- a version ------------------------------------------------------------ */

struct data view_version(const struct data_context *context, const struct sheet *sheet,
                         const struct version *version)
{
    if (!version)
        return data_none();
    struct view_version *view = arena_new(context->arena, struct view_version);
    *view = (struct view_version){sheet, version};
    return data_object(&view_version_class, view);
}

static const struct version *version_of(const void *self)
{
    return ((const struct view_version *)self)->version;
}

static void version_date(const struct data_context *context, const void *self, struct data *result)
{
    *result = view_date(context, version_of(self)->date);
}

static void version_author(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = view_optional(version_of(self)->author);
}

static void version_subject(const struct data_context *context, const void *self,
                            struct data *result)
{
    (void)context;
    *result = view_optional(version_of(self)->subject);
}

static void version_path(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_text(version_of(self)->path);
}

static void version_address(const struct data_context *context, const void *self,
                            struct data *result)
{
    struct slice url = version_of(self)->url;
    *result = url.len ? view_href(context, url) : data_none();
}

static void version_permalink(const struct data_context *context, const void *self,
                              struct data *result)
{
    struct slice url = version_of(self)->url;
    *result = url.len ? data_text(site_permalink(view_site(context), context->arena, url))
                      : data_none();
}

static void version_commit(const struct data_context *context, const void *self,
                           struct data *result)
{
    (void)context;
    *result = data_text(version_short_commit(version_of(self)));
}

static void version_commit_url(const struct data_context *context, const void *self,
                               struct data *result)
{
    (void)context;
    *result = view_optional(version_of(self)->commit_url);
}

static void version_language(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = view_language(context, version_of(self)->language);
}

static struct data status_name(const struct data_context *context, enum status status)
{
    const struct schema *schema = view_site(context)->schema;
    return schema->status_name_count[status] ? data_text(schema->status_names[status][0])
                                             : data_none();
}

static void version_status(const struct data_context *context, const void *self,
                           struct data *result)
{
    *result = status_name(context, version_of(self)->status);
}

static void version_current(const struct data_context *context, const void *self,
                            struct data *result)
{
    (void)context;
    *result = data_boolean(version_of(self)->is_current);
}

static void version_first(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_version *view = self;
    const struct sheet_history *history = view->sheet->history;
    (void)context;
    *result = data_boolean(!history->is_cut && !version_before(history, view->version));
}

static void version_before_status(const struct data_context *context, const void *self,
                                  struct data *result)
{
    struct view_change change = view_change_of(context, self);
    *result = change.before == change.after ? data_none() : status_name(context, change.before);
}

static void version_fields(const struct data_context *context, const void *self,
                           struct data *result)
{
    struct view_change change = view_change_of(context, self);
    *result = view_differences(context, change.lines.fields, change.lines.field_count);
}

static void version_sections(const struct data_context *context, const void *self,
                             struct data *result)
{
    struct view_change change = view_change_of(context, self);
    *result = view_differences(context, change.lines.sections, change.lines.section_count);
}

static void version_is_same(const struct data_context *context, const void *self,
                            struct data *result)
{
    struct view_change change = view_change_of(context, self);
    *result = data_boolean(view_change_is_same(&change));
}

static void version_is_known(const struct data_context *context, const void *self,
                             struct data *result)
{
    *result = data_boolean(view_change_of(context, self).is_known);
}

static void version_since(const struct data_context *context, const void *self, struct data *result)
{
    struct view_change change = view_change_since(context, self);
    *result = VIEW_MAP(
        context,
        VIEW_PAIR("fields", view_differences(context, change.lines.fields, change.lines.field_count)),
        VIEW_PAIR("sections",
                  view_differences(context, change.lines.sections, change.lines.section_count)),
        VIEW_PAIR("is_same", data_boolean(view_change_is_same(&change))),
        VIEW_PAIR("is_known", data_boolean(change.is_known)));
}

static void version_newest_one(const struct data_context *context, const void *self,
                               struct data *result)
{
    const struct view_version *view = self;
    *result = view_version(context, view->sheet,
                           version_newest(view->sheet->history, view->version->language));
}

static void version_older(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_version *view = self;
    *result =
        view_version(context, view->sheet, version_before(view->sheet->history, view->version));
}

static void version_newer(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_version *view = self;
    const struct version *newer = view->version;
    while (newer > view->sheet->history->versions && (--newer)->language != view->version->language)
        ;
    bool is_newer = newer != view->version && newer->language == view->version->language;
    *result = view_version(context, view->sheet, is_newer ? newer : NULL);
}

/* Old texts call no scripts: a fence shows what it holds, and where that is nothing it says so. */
static void say_of_tables(const struct data_context *context, struct markdown *markdown)
{
    for (size_t i = 0; markdown && i < markdown->fence_count; i++) {
        struct markdown_fence *fence = &markdown->fences[i];
        const struct slice pairs[][2] = {{SLICE("name"), fence->name}, {{0}, {0}}};
        struct buffer html = {0};
        if (slice_trim(fence->body).len)
            continue;
        buffer_add_string(&html, "<p>");
        escape_html(&html, view_message(context, "version_table", -1, pairs));
        buffer_add_string(&html, "</p>\n");
        fence->html = buffer_copy(&html, context->arena);
        buffer_release(&html);
    }
}

static const struct sheet *read_sheet(const struct data_context *context,
                                      const struct view_version *self)
{
    struct sheet *past = version_sheet(view_site(context)->catalogue, self->sheet, self->version,
                                       context->arena);
    if (past)
        say_of_tables(context, past->original->document->markdown);
    return past;
}

/* Its page asks more than once. */
const struct sheet *view_version_sheet(const struct data_context *context,
                                       const struct view_version *self)
{
    struct view *view = context->user;
    if (view->route->version != self->version)
        return read_sheet(context, self);
    if (!view->past_was_read)
        view->past = read_sheet(context, self);
    view->past_was_read = true;
    return view->past;
}

const struct sheet *view_past(const struct data_context *context, const struct route *route)
{
    struct view_version view = {route->sheet, route->version};
    return route->version ? view_version_sheet(context, &view) : NULL;
}

static void version_sheet_then(const struct data_context *context, const void *self,
                               struct data *result)
{
    *result = data_object(&view_sheet_class, view_version_sheet(context, self));
}

static const struct data_attribute version_attributes[] = {
    {"date", version_date},
    {"author", version_author},
    {"subject", version_subject},
    {"path", version_path},
    {"url", version_address},
    {"permalink", version_permalink},
    {"commit", version_commit},
    {"commit_url", version_commit_url},
    {"language", version_language},
    {"status", version_status},
    {"current", version_current},
    {"first", version_first},
    {"before", version_before_status},
    {"fields", version_fields},
    {"sections", version_sections},
    {"is_same", version_is_same},
    {"is_known", version_is_known},
    {"since", version_since},
    {"newest", version_newest_one},
    {"older", version_older},
    {"newer", version_newer},
    {"sheet", version_sheet_then},
};
VIEW_CLASS(view_version_class, "version", version_attributes, NULL, version_date);

/* ---- what was withdrawn --------------------------------------------------- */

struct data view_withdrawal(const struct data_context *context,
                            const struct withdrawal *withdrawal)
{
    return VIEW_MAP(
        context, VIEW_PAIR("title", data_text(withdrawal->title)),
        VIEW_PAIR("date", view_date(context, withdrawal->date)),
        VIEW_PAIR("collection", data_object(&view_collection_class, withdrawal->collection)));
}
