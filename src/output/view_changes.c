/* What the versions of a sheet changed: their texts are read again, two at a time, and only the words
 * that tell it are kept. */
#include "output/view_parts.h"

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
