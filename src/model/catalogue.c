#include "model/link.h"

#include "base/files.h"

#include <string.h>

static const struct problem edition_twice = {
    "sheet-twice",
    SEVERITY_ERROR,
    {"two files for the same sheet: %1 and %2", "due file per la stessa scheda: %1 e %2"},
    {"keep one of them, or rename it", "tieni uno solo dei due, oppure rinominalo"}};

/* A name that is wrong costs a walk over all ids. After so many comparisons nobody is told
 * the nearest any more, so that ten thousand wrong names do not take minutes. */
#define NEAREST_OFFERS_MAX 1000000u

struct catalogue *catalogue_create(struct arena *arena, struct schema *schema)
{
    struct catalogue *catalogue = arena_new(arena, struct catalogue);
    catalogue->arena = arena;
    catalogue->schema = schema;
    catalogue->private = arena_new(arena, struct catalogue_state);
    return catalogue;
}

void catalogue_add(struct catalogue *catalogue, struct document *document,
                   const struct sheet_name *name, const struct text_file *file,
                   struct diagnostics *diagnostics)
{
    struct catalogue_state *state = catalogue->private;
    struct arena *arena = catalogue->arena;
    struct added_file *added = arena_new(arena, struct added_file);
    added->name = *name;
    added->file = file;
    added->document = document;
    struct slice key = content_path(file->path);
    key.len -= strlen(".md");
    struct slice language = catalogue->schema->languages[name->language];
    size_t dot = slice_find_last_byte(path_name(key), '.');
    if (dot != SLICE_NOT_FOUND)
        key.len -= path_name(key).len - dot;
    added->key = key;

    struct slice edition =
        arena_format(arena, "%.*s/%.*s/%.*s.%.*s", SLICE_ARG(name->collection->id),
                     SLICE_ARG(name->folder), SLICE_ARG(name->id), SLICE_ARG(language));
    if (!map_add(arena, &state->editions_by_file, edition, added)) {
        const struct added_file *first = map_get(&state->editions_by_file, edition);
        diagnostic_add(diagnostics, &edition_twice, span_of_file(file), first->file->path,
                       file->path)
            ->related = span_of_file(first->file);
        return;
    }
    vector_push(arena, &state->added, added);
}

void catalogue_add_attachment(struct catalogue *catalogue, struct slice path, uint64_t size)
{
    struct catalogue_state *state = catalogue->private;
    if (slice_ends_with(path, SLICE(".md"))) /* a sheet that was refused */
        return;
    struct loose_file *file = arena_new(catalogue->arena, struct loose_file);
    file->attachment.path = path;
    file->attachment.size = size;
    if (map_add(catalogue->arena, &state->loose_by_path, content_path(path), file))
        vector_push(catalogue->arena, &state->loose, file);
}

static struct link link_start(struct catalogue *catalogue, const struct catalogue_options *options,
                              struct diagnostics *diagnostics)
{
    return (struct link){
        .catalogue = catalogue,
        .state = catalogue->private,
        .arena = catalogue->arena,
        .schema = catalogue->schema,
        .options = *options,
        .diagnostics = diagnostics,
        .collator = collator_open(catalogue->schema->languages[0]),
        .nearest_left = NEAREST_OFFERS_MAX,
    };
}

void catalogue_gather(struct catalogue *catalogue, const struct catalogue_options *options,
                      struct diagnostics *diagnostics)
{
    bool lenient = diagnostics->lenient;
    struct link link = link_start(catalogue, options, diagnostics);
    link_sheets(&link);
    link_references(&link);
    link_editions(&link);
    link.state->is_gathered = true;
    collator_close(link.collator);
    diagnostics->lenient = lenient;
}

void catalogue_renew(struct catalogue *catalogue)
{
    struct catalogue_options options = {0};
    struct diagnostics none = {.arena = catalogue->arena};
    struct link link = link_start(catalogue, &options, &none);
    link_renew_editions(&link);
    collator_close(link.collator);
}

void catalogue_link(struct catalogue *catalogue, const struct catalogue_options *options,
                    struct diagnostics *diagnostics)
{
    struct catalogue_state *state = catalogue->private;
    if (!state->is_gathered)
        catalogue_gather(catalogue, options, diagnostics);
    bool lenient = diagnostics->lenient;
    struct link link = link_start(catalogue, options, diagnostics);
    link_order(&link);
    link_guides(&link);
    link_terms(&link);
    link_referrers(&link);
    link_tables(&link);
    link_addresses(&link);
    link_routes(&link);
    link_attachments(&link);
    link_markdown(&link);
    link_files(&link);
    link_summaries(&link);
    link_related(&link);
    link_histories(&link);
    link_finish_routes(&link);
    collator_close(link.collator);
    diagnostics->lenient = lenient;
}

const struct edition *sheet_edition(const struct sheet *sheet, unsigned language)
{
    return sheet->editions[language] ? sheet->editions[language] : sheet->original;
}

const struct value *edition_role(const struct edition *edition, enum field_role role)
{
    const struct field *field = edition->sheet->collection->by_role[role];
    if (!field)
        return NULL;
    const struct value *value = &edition->values[field->index];
    return value_is_empty(value) ? NULL : value;
}

const struct sheet *catalogue_find_sheet(const struct catalogue *catalogue, struct slice name)
{
    const struct catalogue_state *state = catalogue->private;
    if (slice_find_byte(name, '/') != SLICE_NOT_FOUND)
        return map_get(&catalogue->sheets_by_key, name);
    const struct namesakes *named = map_get(&state->sheets_by_id, name);
    if (!named || named->second || !named->first->visible)
        return NULL;
    return &named->first->sheet;
}

const struct term_sheets *catalogue_term_sheets(const struct catalogue *catalogue,
                                                const struct term *term)
{
    return &catalogue->terms[term->vocabulary->index][term->index];
}

const struct collection_sheets *catalogue_collection_sheets(const struct catalogue *catalogue,
                                                            const struct collection *collection)
{
    return &catalogue->collections[collection->index];
}

const struct route *catalogue_find_route(const struct catalogue *catalogue, struct arena *arena,
                                         struct slice url)
{
    return map_get(&catalogue->routes_by_path, url_output_path(arena, url));
}

const struct attachment *catalogue_find_attachment(const struct catalogue *catalogue,
                                                   struct arena *arena,
                                                   const struct edition *edition, struct slice path)
{
    const struct catalogue_state *state = catalogue->private;
    struct slice resolved;
    if (!content_path_resolve(arena, path_folder(content_path(edition->path)), path, &resolved))
        return NULL;
    const struct loose_file *file = map_get(&state->loose_by_path, resolved);
    return file && file->attachment.url.len ? &file->attachment : NULL;
}
