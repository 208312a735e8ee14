/* Typed values, entries and records, as templates see them. */
#include "base/files.h"
#include "output/view_parts.h"

struct markdown_style view_markdown_style(const struct data_context *context)
{
    return (struct markdown_style){.footnote_back_label =
                                       view_message(context, "footnote_back", -1, NULL),
                                   .id_prefix = SLICE("_")}; /* no heading's id begins like this */
}

struct data view_markdown(const struct data_context *context, const struct markdown *markdown)
{
    struct markdown_style style = view_markdown_style(context);
    struct buffer html = {0};
    markdown_write_html(&html, markdown, &style);
    struct data data = data_markup(buffer_copy(&html, context->arena));
    buffer_release(&html);
    return data;
}

struct data view_markdown_in_line(const struct data_context *context,
                                  const struct markdown *markdown, struct slice prefix)
{
    struct markdown_style style = view_markdown_style(context);
    struct buffer html = {0};
    style.id_prefix = prefix;
    style.heading_shift = 2;
    if (markdown_is_inline(markdown))
        markdown_write_inline_html(&html, markdown, &style);
    else
        markdown_write_html(&html, markdown, &style);
    struct data data = data_markup(buffer_copy(&html, context->arena));
    buffer_release(&html);
    return data;
}

static struct data file_value(const struct data_context *context, const struct edition *edition,
                              const struct value *value)
{
    const struct attachment *attachment = catalogue_find_attachment(
        view_site(context)->catalogue, context->arena, edition, value->as.text);
    if (!attachment) /* of an old text: the file is no more */
        return VIEW_MAP(context, VIEW_PAIR("name", data_text(path_name(value->as.text))),
                        VIEW_PAIR("url", data_none()), VIEW_PAIR("size", data_none()));
    return VIEW_MAP(context, VIEW_PAIR("name", data_text(path_name(attachment->path))),
                    VIEW_PAIR("url", view_href(context, attachment->url)),
                    VIEW_PAIR("size", data_integer((int64_t)attachment->size)));
}

/* Empty, or naming sheets that are not published yet alone. */
static bool shows_nothing(const struct value *value)
{
    if (value->kind == VALUE_REF)
        return !value->as.ref.target;
    if (value->kind != VALUE_LIST)
        return value_is_empty(value);
    for (size_t i = 0; i < value->as.list.count; i++)
        if (!shows_nothing(&value->as.list.items[i]))
            return false;
    return true;
}

static const struct data_class record_class;

struct data view_value(const struct data_context *context, const struct edition *edition,
                       const struct value *value)
{
    if (!value || shows_nothing(value))
        return data_none();
    switch (value->kind) {
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_EMAIL:
        return data_text(value->as.text);
    case VALUE_MARKDOWN:
        if (!value->as.markdown.tree)
            return data_text(value->as.markdown.source);
        /* Footnotes of several texts in one page share no id. */
        return view_markdown_in_line(
            context, value->as.markdown.tree,
            arena_format(context->arena, "_%u-", (unsigned)value->span.start));
    case VALUE_INTEGER:
        return data_integer(value->as.integer);
    case VALUE_BOOLEAN:
        return data_boolean(value->as.boolean);
    case VALUE_FILE:
        return file_value(context, edition, value);
    case VALUE_TERM:
        return data_object(&view_term_class, value->as.term);
    case VALUE_REF:
        return data_object(&view_sheet_class, value->as.ref.target);
    case VALUE_LIST: {
        struct data *items = arena_array(context->arena, struct data, value->as.list.count);
        size_t count = 0;
        for (size_t i = 0; i < value->as.list.count; i++) {
            struct data item = view_value(context, edition, &value->as.list.items[i]);
            if (item.kind != DATA_NONE)
                items[count++] = item;
        }
        return data_list(items, count);
    }
    case VALUE_RECORD: {
        struct view_entry *record = arena_new(context->arena, struct view_entry);
        *record = (struct view_entry){edition, value};
        return data_object(&record_class, record);
    }
    default:
        return data_value(value);
    }
}

struct data view_entry(const struct data_context *context, const struct edition *edition,
                       const struct value *value)
{
    if (!value || shows_nothing(value))
        return data_none();
    struct view_entry *entry = arena_new(context->arena, struct view_entry);
    *entry = (struct view_entry){edition, value};
    return data_object(&view_entry_class, entry);
}

/* A record: a list of its members with a value, and each by its name. */
static void record_items(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_entry *record = self;
    const struct field *field = record->value->field;
    struct data *items = arena_array(context->arena, struct data, field->field_count);
    size_t count = 0;
    for (size_t i = 0; i < field->field_count; i++) {
        struct data entry =
            view_entry(context, record->edition, &record->value->as.record.members[i]);
        if (entry.kind != DATA_NONE)
            items[count++] = entry;
    }
    *result = data_list(items, count);
}

static bool member_find(const struct data_context *context, const void *self, struct slice name,
                        struct data *result)
{
    const struct view_entry *record = self;
    const struct field *field = record->value->field;
    for (size_t i = 0; i < field->field_count; i++) {
        if (slice_equal(field->fields[i]->id, name)) {
            *result = view_value(context, record->edition, &record->value->as.record.members[i]);
            return true;
        }
    }
    return false;
}

static const struct data_class members_class = {"record.by", NULL, 0, member_find, NULL, NULL};

static void record_by(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&members_class, self);
}

static const struct data_attribute record_attributes[] = {{"by", record_by},
                                                          {"entries", record_items}};
static const struct data_class record_class = {"record", record_attributes, 2, NULL,
                                               NULL,     record_items};

static const struct field *entry_of(const void *self)
{
    return ((const struct view_entry *)self)->value->field;
}

static void entry_field(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = data_object(&view_field_class, entry_of(self));
}

static void entry_value(const struct data_context *context, const void *self, struct data *result)
{
    const struct view_entry *entry = self;
    *result = view_value(context, entry->edition, entry->value);
}

/* Of a list of records: the members that any of them fills, in the schema's order. */
static void entry_columns(const struct data_context *context, const void *self, struct data *result)
{
    const struct value *value = ((const struct view_entry *)self)->value;
    const struct field *item = value->field->item;
    *result = data_list(NULL, 0);
    if (value->kind != VALUE_LIST || !item || item->type != VALUE_RECORD)
        return;
    struct data *items = arena_array(context->arena, struct data, item->field_count);
    size_t count = 0;
    for (size_t i = 0; i < item->field_count; i++) {
        bool filled = false;
        for (size_t j = 0; j < value->as.list.count && !filled; j++) {
            const struct value *record = &value->as.list.items[j];
            filled = record->kind == VALUE_RECORD && !shows_nothing(&record->as.record.members[i]);
        }
        if (filled)
            items[count++] = data_object(&view_field_class, item->fields[i]);
    }
    *result = data_list(items, count);
}

/* What the field says, an entry says too: `entry.label` for `entry.field.label`. */
static bool entry_find(const struct data_context *context, const void *self, struct slice name,
                       struct data *result)
{
    for (size_t i = 0; i < view_field_class.attribute_count; i++) {
        if (slice_equal_string(name, view_field_class.attributes[i].name)) {
            view_field_class.attributes[i].get(context, entry_of(self), result);
            return true;
        }
    }
    return false;
}

/* What an entry prints: its value as plain text, references by their titles. */
static void write_text(const struct data_context *context, struct buffer *out,
                       const struct value *value)
{
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->as.list.count; i++) {
            if (i)
                buffer_add_string(out, ", ");
            write_text(context, out, &value->as.list.items[i]);
        }
    } else if (value->kind == VALUE_REF && value->as.ref.target) {
        buffer_add(out, sheet_edition(value->as.ref.target, context->language)->title);
    } else {
        value_write(out, value, context->locale, context->language);
    }
}

static void entry_text(const struct data_context *context, const void *self, struct data *result)
{
    struct buffer text = {0};
    write_text(context, &text, ((const struct view_entry *)self)->value);
    *result = data_text(buffer_copy(&text, context->arena));
    buffer_release(&text);
}

static const struct data_attribute entry_attributes[] = {
    {"field", entry_field},
    {"value", entry_value},
    {"columns", entry_columns},
};
VIEW_CLASS(view_entry_class, "entry", entry_attributes, entry_find, entry_text);
