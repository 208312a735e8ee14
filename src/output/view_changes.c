/* What the versions of a sheet changed: their texts are read again, two at a time, and only the words
 * that tell it are kept. */
#include "output/view_parts.h"

/* ---- texts, read again ---------------------------------------------------- */

struct view_changes {
    const struct sheet *sheet;
    struct view_change *of; /* by version */
};

static struct view_change compare(const struct data_context *context,
                                  const struct document *before, const struct document *after)
{
    struct arena scratch = {0};
    struct difference_reader reader = {context->locale, context->language, true};
    struct document_difference difference = document_compare(&scratch, before, after);
    struct view_change change = {true, before->status, after->status,
                                 difference_words(context->arena, &difference, &reader)};
    arena_release(&scratch);
    return change;
}

/* From the newest on; each text is read once, and let go when the one before it was compared. */
static void compare_edition(const struct data_context *context, const struct sheet *sheet,
                            unsigned language, struct view_change *changes)
{
    const struct catalogue *catalogue = view_site(context)->catalogue;
    const struct sheet_history *history = sheet->history;
    const struct version *version = version_newest(history, language);
    struct arena texts[2] = {{0}, {0}};
    unsigned side = 0;
    const struct document *after =
        version ? version_document(catalogue, sheet, version, &texts[side]) : NULL;
    for (size_t count = 0; version && count < HISTORY_VERSION_PAGES_MAX; count++) {
        const struct version *older = version_before(history, version);
        side = !side;
        arena_reset(&texts[side]);
        const struct document *before =
            older ? version_document(catalogue, sheet, older, &texts[side]) : NULL;
        if (before && after)
            changes[version - history->versions] = compare(context, before, after);
        version = older;
        after = before;
    }
    arena_release(&texts[0]);
    arena_release(&texts[1]);
}

static const struct view_changes *changes_of(const struct data_context *context,
                                             const struct sheet *sheet)
{
    struct view *view = context->user;
    if (view->changes && view->changes->sheet == sheet)
        return view->changes;
    struct view_changes *changes = arena_new(context->arena, struct view_changes);
    changes->sheet = sheet;
    changes->of = arena_array(context->arena, struct view_change, sheet->history->version_count);
    for (unsigned i = 0; i < view_site(context)->schema->language_count; i++)
        compare_edition(context, sheet, i, changes->of);
    view->changes = changes;
    return changes;
}

struct view_change view_change_of(const struct data_context *context,
                                  const struct view_version *view)
{
    const struct view_changes *changes = changes_of(context, view->sheet);
    return changes->of[view->version - view->sheet->history->versions];
}

struct view_change view_change_since(const struct data_context *context,
                                     const struct view_version *view)
{
    const struct catalogue *catalogue = view_site(context)->catalogue;
    const struct version *newest = version_newest(view->sheet->history, view->version->language);
    struct arena texts = {0};
    const struct document *before =
        version_document(catalogue, view->sheet, view->version, &texts);
    const struct document *after = version_document(catalogue, view->sheet, newest, &texts);
    struct view_change change = {0};
    if (before && after)
        change = compare(context, before, after);
    arena_release(&texts);
    return change;
}

/* ---- as templates see it ------------------------------------------------ */

static struct data texts(const struct data_context *context, const struct slice *items,
                         size_t count)
{
    struct data *list = arena_array(context->arena, struct data, count);
    for (size_t i = 0; i < count; i++)
        list[i] = data_text(items[i]);
    return data_list(list, count);
}

static struct data pieces(const struct data_context *context, const struct difference_line *line)
{
    static const char *const kinds[] = {[PIECE_SAME] = "same", [PIECE_REMOVED] = "removed",
                                        [PIECE_ADDED] = "added", [PIECE_CUT] = "cut"};
    struct data *list = arena_array(context->arena, struct data, line->piece_count);
    for (size_t i = 0; i < line->piece_count; i++)
        list[i] = VIEW_MAP(
            context,
            VIEW_PAIR("kind", data_text(slice_from_string(kinds[line->pieces[i].kind]))),
            VIEW_PAIR("text", view_optional(line->pieces[i].text)));
    return data_list(list, line->piece_count);
}

static struct data difference(const struct data_context *context,
                              const struct difference_line *line)
{
    static const char *const kinds[] = {
        [LINE_VALUE] = "value", [LINE_TERMS] = "terms", [LINE_ORDER] = "order",
        [LINE_TEXT] = "text",   [LINE_FORM] = "form",   [LINE_ADDED] = "added",
        [LINE_REMOVED] = "removed"};
    return VIEW_MAP(
        context, VIEW_PAIR("label", view_optional(line->label)),
        VIEW_PAIR("field", data_object(&view_field_class, line->field)),
        VIEW_PAIR("kind", data_text(slice_from_string(kinds[line->kind]))),
        VIEW_PAIR("before", view_optional(line->before)),
        VIEW_PAIR("after", view_optional(line->after)),
        VIEW_PAIR("added", texts(context, line->added, line->added_count)),
        VIEW_PAIR("removed", texts(context, line->removed, line->removed_count)),
        VIEW_PAIR("pieces", pieces(context, line)));
}

struct data view_differences(const struct data_context *context,
                             const struct difference_line *lines, size_t count)
{
    struct data *list = arena_array(context->arena, struct data, count);
    for (size_t i = 0; i < count; i++)
        list[i] = difference(context, &lines[i]);
    return data_list(list, count);
}

bool view_change_is_same(const struct view_change *change)
{
    return change->is_known && change->before == change->after && !change->lines.field_count &&
           !change->lines.section_count;
}
