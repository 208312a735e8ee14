/* Files of sources are told of by the names that they have where they are kept: whoever keeps them has never
 * seen the catalogue's folders. */
#include "build/state.h"

struct showing {
    const struct build *build;
    struct arena *arena;
    struct map files; /* path to its text_file under the shown name */
};

static size_t part_of(const struct showing *showing, struct slice path)
{
    struct slice below;
    return slice_starts_with(path, SLICE("content/"))
               ? source_part_of(showing->build->source, path, &below)
               : 0;
}

static struct slice shown_path(const struct showing *showing, struct slice path)
{
    return part_of(showing, path) ? source_shown_path(showing->build->source, showing->arena, path)
                                  : path;
}

static void show_file(struct showing *showing, struct span *span)
{
    if (!span->file || !part_of(showing, span->file->path))
        return;
    struct text_file *shown = map_get(&showing->files, span->file->path);
    if (!shown) {
        shown = arena_new(showing->arena, struct text_file);
        *shown = *span->file;
        shown->path = shown_path(showing, span->file->path);
        map_set(showing->arena, &showing->files, span->file->path, shown);
    }
    span->file = shown;
}

/* What a source's file has in common with one of the site itself. */
static void say_whose(const struct showing *showing, struct diagnostic *diagnostic)
{
    if (!diagnostic->span.file || !diagnostic->related.file || diagnostic->related_text[0] ||
        !part_of(showing, diagnostic->span.file->path) ||
        part_of(showing, diagnostic->related.file->path) ||
        !slice_starts_with(diagnostic->related.file->path, SLICE("content/")))
        return;
    diagnostic->related_text[MESSAGES_ENGLISH] = "first stands here, among the site's own files";
    diagnostic->related_text[MESSAGES_ITALIAN] = "la prima volta sta qui, tra i file del sito stesso";
}

void build_show_sources(const struct build *build, struct diagnostics *diagnostics)
{
    struct showing showing = {build, diagnostics->arena, {0}};
    if (build->origin_count < 2)
        return;
    for (size_t i = 0; i < diagnostics->count; i++) {
        struct diagnostic *diagnostic = &diagnostics->items[i];
        say_whose(&showing, diagnostic);
        show_file(&showing, &diagnostic->span);
        show_file(&showing, &diagnostic->related);
        for (size_t k = 0; k < DIAGNOSTIC_ARGUMENTS_MAX; k++)
            diagnostic->arguments[k] = shown_path(&showing, diagnostic->arguments[k]);
    }
}
