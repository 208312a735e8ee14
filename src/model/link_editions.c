/* Translations: what they inherit, where they contradict their original, when they are older. */
#include "model/link.h"

static const struct problem other_value = {
    "translation-value",
    SEVERITY_WARNING,
    {"this translation says %1 otherwise than its original, %2",
     "questa traduzione dice %1 diversamente dal suo originale, %2"},
    {"take it out here: a translation takes its facts from the original",
     "toglilo da qui: una traduzione prende i dati dall'originale"}};

/* A fact is the same in every language; a text is not. */
static bool kind_is_fact(enum value_kind kind)
{
    switch (kind) {
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_MARKDOWN:
    case VALUE_URL:
    case VALUE_EMAIL:
    case VALUE_FILE:
        return false;
    default:
        return true;
    }
}

static bool item_is_fact(const struct field *field)
{
    return !field->item || kind_is_fact(field->item->type);
}

/* A member's default is written in site.yaml: the translation says nothing of it. */
static bool value_is_stated(const struct value *value, const struct text_file *file)
{
    return !value_is_empty(value) && (!value->span.file || value->span.file == file);
}

static bool value_differs(const struct field *field, const struct value *own,
                          const struct value *original, const struct text_file *file)
{
    if (!value_is_stated(own, file) || !kind_is_fact(own->kind))
        return false;
    if (own->kind != original->kind)
        return own->kind != VALUE_RECORD && (own->kind != VALUE_LIST || item_is_fact(field));
    switch (own->kind) {
    case VALUE_LIST:
        if (own->as.list.count != original->as.list.count)
            return item_is_fact(field);
        for (size_t i = 0; i < own->as.list.count; i++)
            if (value_differs(field->item, &own->as.list.items[i], &original->as.list.items[i],
                              file))
                return true;
        return false;
    case VALUE_RECORD:
        for (size_t i = 0; i < field->field_count; i++)
            if (value_differs(field->fields[i], &own->as.record.members[i],
                              &original->as.record.members[i], file))
                return true;
        return false;
    case VALUE_REF:
        return !slice_equal(own->as.ref.id, original->as.ref.id);
    default:
        return value_compare(own, original) != 0;
    }
}

/* When a translation was published or brought up to date is its own affair. */
static bool field_is_own(const struct field *field)
{
    return field->role == ROLE_UPDATED || field->role == ROLE_PUBLISHED;
}

/* A record is taken over member by member, so that a translation need only say its texts. */
struct value link_inherit_value(struct arena *arena, const struct field *field,
                                const struct value *own, const struct value *original,
                                const struct text_file *file)
{
    if (!value_is_stated(own, file)) {
        struct value taken = *original;
        taken.inherited = true;
        return taken;
    }
    if (own->kind != VALUE_RECORD || original->kind != VALUE_RECORD)
        return *own;
    struct value merged = *own;
    merged.as.record.members = arena_array(arena, struct value, field->field_count);
    for (size_t i = 0; i < field->field_count; i++)
        merged.as.record.members[i] =
            link_inherit_value(arena, field->fields[i], &own->as.record.members[i],
                               &original->as.record.members[i], file);
    return merged;
}

static void inherit_values(struct link *link, struct linked_sheet *sheet, struct edition *edition)
{
    const struct edition *original = sheet->sheet.original;
    const struct collection *collection = sheet->sheet.collection;
    const struct text_file *file = edition->document->file;
    struct value *values = arena_array(link->arena, struct value, collection->field_count);
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        const struct value *own = &edition->document->values[i];
        if (!field_is_own(field) && value_differs(field, own, &original->values[i], file))
            diagnostic_add(link->diagnostics, &other_value, own->span, field->id, original->path);
        values[i] = link_inherit_value(link->arena, field, own, &original->values[i], file);
    }
    edition->values = values;
    const struct value *updated = edition_role(edition, ROLE_UPDATED);
    const struct value *original_updated = edition_role(original, ROLE_UPDATED);
    edition->outdated = updated && original_updated && updated->kind == original_updated->kind &&
                        value_compare(updated, original_updated) < 0;
}

struct slice value_plain_text(const struct value *value)
{
    if (value && value->kind == VALUE_TEXT)
        return slice_trim(value->as.text);
    if (value && value->kind == VALUE_MARKDOWN && value->as.markdown.tree)
        return slice_trim(value->as.markdown.tree->plain);
    return (struct slice){0};
}

static void read_title(struct edition *edition)
{
    edition->title = value_plain_text(edition_role(edition, ROLE_TITLE));
    if (edition->title.len == 0)
        edition->title = edition->sheet->id;
}

static void complete_edition(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                             void *context)
{
    (void)context;
    if (edition != sheet->sheet.original)
        inherit_values(link, sheet, edition);
    read_title(edition);
    if (edition == sheet->sheet.original)
        sheet->title_key = collator_key(link->collator, link->arena, edition->title);
}

void link_editions(struct link *link)
{
    link_each_edition(link, complete_edition, NULL);
}

/* ---- when scripts have changed texts ---- */

static bool holds_text(const struct field *field)
{
    const struct field *item = field->type == VALUE_LIST ? field->item : field;
    return item->type == VALUE_TEXT || item->type == VALUE_MARKDOWN;
}

static void renew_edition(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                          void *context)
{
    const struct collection *collection = sheet->sheet.collection;
    struct slice title = edition->title;
    (void)context;
    for (size_t i = 0; edition->values != edition->document->values && i < collection->field_count;
         i++) {
        struct value *value = &edition->values[i];
        bool inherited = value->inherited;
        if (!holds_text(collection->fields[i]))
            continue;
        /* What is computed stands here alone. */
        if (inherited || !value_is_empty(&edition->document->values[i]))
            *value = inherited ? sheet->sheet.original->values[i] : edition->document->values[i];
        value->inherited = inherited;
    }
    read_title(edition);
    if (edition == sheet->sheet.original && !slice_equal(title, edition->title))
        sheet->title_key = collator_key(link->collator, link->arena, edition->title);
}

void link_renew_editions(struct link *link)
{
    link_each_edition(link, renew_edition, NULL);
}
