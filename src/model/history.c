#include "model/link.h"

void catalogue_set_history(struct catalogue *catalogue, const struct sheet *sheet,
                           struct sheet_history *history)
{
    (void)catalogue;
    linked_sheet_of(sheet)->sheet.history = history;
}

void catalogue_set_keeper(struct catalogue *catalogue, const struct sheet *sheet,
                          const struct local_text *keeper)
{
    (void)catalogue;
    linked_sheet_of(sheet)->sheet.keeper = keeper;
}

void catalogue_set_edit_links(struct catalogue *catalogue, const struct edition *edition,
                              const struct edit_links *links)
{
    (void)catalogue;
    linked_sheet_of(edition->sheet)->sheet.edit_links[edition->language] = links;
}

void catalogue_set_withdrawals(struct catalogue *catalogue, struct withdrawal *withdrawals,
                               size_t count)
{
    struct catalogue_state *state = catalogue->private;
    state->withdrawals = withdrawals;
    state->withdrawal_count = count;
}

void catalogue_set_version_reader(struct catalogue *catalogue, version_reader *reader,
                                  void *context)
{
    struct catalogue_state *state = catalogue->private;
    state->read_version = reader;
    state->version_context = context;
}

struct document *version_read(const struct catalogue *catalogue, const struct sheet *sheet,
                              const struct version *version, struct arena *arena)
{
    const struct catalogue_state *state = catalogue->private;
    struct text_file *file = arena_new(arena, struct text_file);
    struct diagnostics unheard = {.arena = arena};
    file->path = version->path;
    if (!state->read_version ||
        !state->read_version(state->version_context, version, arena, &file->text))
        return NULL;
    struct document_names names = {sheet->collection, version->language, version->language != 0};
    struct document *document = document_read(arena, catalogue->schema, file, names, &unheard);
    if (document)
        document_shape(arena, catalogue->schema, document, &unheard);
    return document;
}

const struct version *version_before(const struct sheet_history *history,
                                     const struct version *version)
{
    const struct version *end = history->versions + history->version_count;
    for (const struct version *older = version + 1; older < end; older++)
        if (older->language == version->language)
            return older;
    return NULL;
}
