#include "content/document_difference.h"

#include "base/vector.h"

/* ---- values ------------------------------------------------------------- */

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_NUMBER || value->kind == VALUE_PERCENT || value->kind == VALUE_MONEY;
}

/* A text for machines says all of a value; of a number also how many zeros were written. */
static bool values_are_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    if (is_number(a))
        return value_compare(a, b) == 0;
    if (a->kind == VALUE_LIST) {
        bool equal = a->as.list.count == b->as.list.count;
        for (size_t i = 0; equal && i < a->as.list.count; i++)
            equal = values_are_equal(&a->as.list.items[i], &b->as.list.items[i]);
        return equal;
    }
    struct buffer texts[2] = {{0}, {0}};
    value_write_plain(&texts[0], a);
    value_write_plain(&texts[1], b);
    bool equal = slice_equal(buffer_view(&texts[0]), buffer_view(&texts[1]));
    buffer_release(&texts[0]);
    buffer_release(&texts[1]);
    return equal;
}

static bool is_simple(const struct value *value)
{
    return value->kind != VALUE_LIST && value->kind != VALUE_RECORD &&
           value->kind != VALUE_MARKDOWN;
}

static bool is_simple_list(const struct value *value)
{
    if (value->kind != VALUE_LIST)
        return false;
    for (size_t i = 0; i < value->as.list.count; i++)
        if (!is_simple(&value->as.list.items[i]))
            return false;
    return true;
}

/* The items of one list that the other does not have. Lists are short: the schema bounds them. */
static const struct value **items_without(struct arena *arena, const struct value *list,
                                          const struct value *other, size_t *count)
{
    const struct value **found = arena_array(arena, const struct value *, list->as.list.count + 1);
    *count = 0;
    for (size_t i = 0; i < list->as.list.count; i++) {
        bool is_there = false;
        for (size_t k = 0; k < other->as.list.count && !is_there; k++)
            is_there = values_are_equal(&list->as.list.items[i], &other->as.list.items[k]);
        if (!is_there)
            found[(*count)++] = &list->as.list.items[i];
    }
    return found;
}

static struct slice text_of(const struct value *value)
{
    if (value && value->kind == VALUE_TEXT)
        return value->as.text;
    if (value && value->kind == VALUE_MARKDOWN)
        return value->as.markdown.source;
    return (struct slice){0};
}

static void compare_lists(struct arena *arena, struct field_difference *difference)
{
    difference->is_set = true;
    difference->added =
        items_without(arena, difference->after, difference->before, &difference->added_count);
    difference->removed =
        items_without(arena, difference->before, difference->after, &difference->removed_count);
}

/* False where it is the same. */
static bool compare_field(struct arena *arena, const struct value *before,
                          const struct value *after, struct field_difference *difference)
{
    bool was = before && !value_is_empty(before), is = after && !value_is_empty(after);
    if ((!was && !is) || (was && is && values_are_equal(before, after)))
        return false;
    *difference = (struct field_difference){
        .kind = !was ? DIFFERENCE_ADDED : !is ? DIFFERENCE_REMOVED : DIFFERENCE_CHANGED,
        .before = was ? before : NULL,
        .after = is ? after : NULL,
    };
    if (was && is && is_simple_list(before) && is_simple_list(after))
        compare_lists(arena, difference);
    else
        word_diff(arena, text_of(difference->before), text_of(difference->after),
                  &difference->runs, &difference->run_count);
    return true;
}

/* ---- sections ----------------------------------------------------------- */

/* A section of the schema is the same whatever its heading says in this language. */
struct part {
    struct slice heading, source;
    const struct markdown_section *section;
    size_t index; /* of the schema's section + 1; 0: none */
    bool is_field; /* its text is a field's */
};

static struct part *list_parts(struct arena *arena, const struct document *document, size_t *count)
{
    *count = document && document->markdown ? document->markdown->section_count : 0;
    struct part *parts = arena_array(arena, struct part, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const struct markdown_section *section = &document->markdown->sections[i];
        parts[i] = (struct part){.source = section->source, .section = section};
        if (section->heading)
            parts[i].heading = section->heading->text;
        for (size_t k = 0; k < document->collection->section_count; k++)
            if (document->sections[k] == section) {
                parts[i].index = k + 1;
                parts[i].is_field = document->collection->sections[k]->field != NULL;
            }
    }
    return parts;
}

static bool parts_match(const struct part *a, const struct part *b)
{
    return a->index || b->index ? a->index == b->index : slice_equal(a->heading, b->heading);
}

static void compare_sections(struct arena *arena, const struct document *before,
                             const struct document *after, struct document_difference *difference)
{
    size_t old_count, new_count;
    struct part *old = list_parts(arena, before, &old_count);
    struct part *new = list_parts(arena, after, &new_count);
    bool *matched = arena_array(arena, bool, old_count + 1);
    VECTOR(struct section_difference) found = {0};
    for (size_t i = 0; i < new_count; i++) {
        if (new[i].is_field)
            continue;
        size_t k = 0;
        while (k < old_count && (matched[k] || !parts_match(&old[k], &new[i])))
            k++;
        struct section_difference one = {k < old_count ? DIFFERENCE_CHANGED : DIFFERENCE_ADDED,
                                         new[i].heading, k < old_count ? old[k].section : NULL,
                                         new[i].section, NULL, 0};
        if (k < old_count)
            matched[k] = true;
        word_diff(arena, k < old_count ? old[k].source : (struct slice){0}, new[i].source,
                  &one.runs, &one.run_count);
        bool same = k < old_count && (one.run_count == 0 ||
                                      (one.run_count == 1 && one.runs[0].kind == WORDS_SAME));
        if (!same)
            vector_push(arena, &found, one);
    }
    for (size_t k = 0; k < old_count; k++) {
        if (matched[k] || old[k].is_field)
            continue;
        struct section_difference one = {DIFFERENCE_REMOVED, old[k].heading, old[k].section, NULL, NULL, 0};
        word_diff(arena, old[k].source, (struct slice){0}, &one.runs, &one.run_count);
        vector_push(arena, &found, one);
    }
    difference->sections = found.items;
    difference->section_count = found.count;
}

struct document_difference document_compare(struct arena *arena, const struct document *before,
                                            const struct document *after)
{
    struct document_difference difference = {.before = before, .after = after};
    const struct document *any = after ? after : before;
    const struct collection *collection = any->collection;
    difference.status_before = before ? before->status : STATUS_DRAFT;
    difference.status_after = after ? after->status : STATUS_DRAFT;
    difference.status_changed =
        before && after && difference.status_before != difference.status_after;
    difference.fields = arena_array(arena, struct field_difference, collection->field_count + 1);
    for (size_t i = 0; i < collection->field_count; i++) {
        struct field_difference *one = &difference.fields[difference.field_count];
        if (compare_field(arena, before ? &before->values[i] : NULL,
                          after ? &after->values[i] : NULL, one)) {
            one->field = collection->fields[i];
            difference.field_count++;
        }
    }
    compare_sections(arena, before, after, &difference);
    return difference;
}

bool document_difference_is_empty(const struct document_difference *difference)
{
    return !difference->status_changed && !difference->field_count && !difference->section_count;
}
