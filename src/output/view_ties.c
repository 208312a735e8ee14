/* What ties a sheet to others: links, references, likeness, translations, attachments. */
#include "base/files.h"
#include "output/view_parts.h"

struct data view_language(const struct data_context *context, unsigned language)
{
    return data_object(&view_language_class, &view_site(context)->schema->languages[language]);
}

void view_sheet_backlinks(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet *sheet = self;
    struct data *items = arena_array(context->arena, struct data, sheet->backlink_count);
    for (size_t i = 0; i < sheet->backlink_count; i++) {
        const struct backlink *backlink = &sheet->backlinks[i];
        /* A heading of the edition that the link stands in may have another id in a translation. */
        bool shown = backlink->edition == sheet_edition(backlink->from, context->language);
        items[i] =
            VIEW_MAP(context, VIEW_PAIR("sheet", data_object(&view_sheet_class, backlink->from)),
                     VIEW_PAIR("anchor", shown ? view_optional(backlink->anchor) : data_none()));
    }
    *result = data_list(items, sheet->backlink_count);
}

void view_sheet_referrers(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet *sheet = self;
    struct data *items = arena_array(context->arena, struct data, sheet->referrer_count);
    for (size_t i = 0; i < sheet->referrer_count; i++) {
        const struct referrer *referrer = &sheet->referrers[i];
        items[i] = VIEW_MAP(
            context, VIEW_PAIR("field", data_object(&view_field_class, referrer->field)),
            VIEW_PAIR("collection", data_object(&view_collection_class, referrer->collection)),
            VIEW_PAIR("sheets", view_sheets(context, referrer->sheets, referrer->count)));
    }
    *result = data_list(items, sheet->referrer_count);
}

static struct slice reason_text(const struct data_context *context,
                                const struct related_reason *reason)
{
    struct slice label = {0};
    if (reason->field)
        label = local_text_get(&reason->field->label, context->language);
    switch (reason->kind) {
    case RELATED_BY_TERM: {
        const struct slice pairs[][2] = {
            {SLICE_INIT("field"), label},
            {SLICE_INIT("term"), local_text_get(&reason->term->label, context->language)},
            {{0}}};
        return view_message(context, "related_by_term", -1, pairs);
    }
    case RELATED_BY_REFERENCE: {
        const struct slice pairs[][2] = {
            {SLICE_INIT("field"), label},
            {SLICE_INIT("title"), sheet_edition(reason->sheet, context->language)->title},
            {{0}}};
        return view_message(context, "related_by_reference", -1, pairs);
    }
    default: {
        const struct slice pairs[][2] = {{SLICE_INIT("word"), reason->word}, {{0}}};
        return view_message(context, "related_by_text", -1, pairs);
    }
    }
}

void view_sheet_related(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet *sheet = self;
    struct data *items = arena_array(context->arena, struct data, sheet->related_count);
    for (size_t i = 0; i < sheet->related_count; i++) {
        const struct related *related = &sheet->related[i];
        struct data *reasons = arena_array(context->arena, struct data, related->reason_count);
        for (size_t j = 0; j < related->reason_count; j++)
            reasons[j] = data_text(reason_text(context, &related->reasons[j]));
        items[i] =
            VIEW_MAP(context, VIEW_PAIR("sheet", data_object(&view_sheet_class, related->sheet)),
                     VIEW_PAIR("reasons", data_list(reasons, related->reason_count)));
    }
    *result = data_list(items, sheet->related_count);
}

void view_sheet_attachments(const struct data_context *context, const void *self,
                            struct data *result)
{
    const struct sheet *sheet = self;
    struct data *items = arena_array(context->arena, struct data, sheet->attachment_count);
    for (size_t i = 0; i < sheet->attachment_count; i++) {
        const struct attachment *attachment = &sheet->attachments[i];
        items[i] = VIEW_MAP(context, VIEW_PAIR("name", data_text(path_name(attachment->path))),
                            VIEW_PAIR("url", view_href(context, attachment->url)),
                            VIEW_PAIR("size", data_integer((int64_t)attachment->size)));
    }
    *result = data_list(items, sheet->attachment_count);
}

static struct data edition_data(const struct data_context *context, const struct sheet *sheet,
                                const struct edition *edition)
{
    return VIEW_MAP(context, VIEW_PAIR("language", view_language(context, edition->language)),
                    VIEW_PAIR("title", data_text(edition->title)),
                    VIEW_PAIR("url", view_href(context, sheet->url[edition->language])));
}

void view_sheet_translations(const struct data_context *context, const void *self,
                             struct data *result)
{
    const struct sheet *sheet = self;
    const struct edition *shown = sheet_edition(self, context->language);
    struct data *items = arena_array(context->arena, struct data, SITE_LANGUAGES_MAX);
    size_t count = 0;
    for (unsigned i = 0; i < view_site(context)->schema->language_count; i++)
        if (sheet->editions[i] && sheet->editions[i] != shown)
            items[count++] = edition_data(context, sheet, sheet->editions[i]);
    *result = data_list(items, count);
}

void view_sheet_original(const struct data_context *context, const void *self, struct data *result)
{
    const struct sheet *sheet = self;
    *result = edition_data(context, sheet, sheet->original);
}

void view_sheet_notice(const struct data_context *context, const void *self, struct data *result)
{
    const struct edition *edition = sheet_edition(self, context->language);
    if (edition->language != context->language)
        *result = data_text(SLICE("missing"));
    else
        *result = edition->outdated ? data_text(SLICE("outdated")) : data_none();
}
