/* Where the theme is looked for. */
#include "build/state.h"
#include "output/theme.h"

/* How far above the program the source tree's themes may stand: build/asan/schedario is two below it. */
#define THEMES_ABOVE_MAX 2

static void add_theme_folder(struct build *build, struct theme_folder *folders, size_t *count,
                             struct slice folder)
{
    struct source *source = source_open_folder(&build->arena, folder, NULL);
    if (source)
        folders[(*count)++] = (struct theme_folder){source, {0}};
}

/* themes/ of the site's own files, then beside the program or above it, then the installed ones: of the
 * prefix that the program stands in, wherever it was moved to, and of the one it was built for. */
bool build_load_theme(struct build *build)
{
    if (build->theme_was_sought)
        return build->theme != NULL;
    build->theme_was_sought = true;
    struct arena *arena = &build->arena;
    struct slice program = build->options.program_folder;
    struct theme_folder folders[THEMES_ABOVE_MAX + 5] = {{build->source, SLICE("themes")}};
    size_t count = build->repository ? 1 : 0;
    /* On disk themes/ itself may be a link to where the themes are kept. */
    if (!count)
        add_theme_folder(build, folders, &count,
                         path_join(arena, build->options.folder, SLICE("themes")));
    for (unsigned above = 0; above <= THEMES_ABOVE_MAX && program.len; above++) {
        add_theme_folder(build, folders, &count, path_join(arena, program, SLICE("themes")));
        program = path_folder(program);
    }
    struct slice prefix = path_folder(build->options.program_folder);
    if (prefix.len)
        add_theme_folder(build, folders, &count,
                         path_join(arena, prefix, SLICE("share/schedario/themes")));
    add_theme_folder(build, folders, &count, slice_from_string(SCHEDARIO_DATADIR "/themes"));
    build->theme = theme_load(arena, build->schema, folders, &build->diagnostics);
    return build->theme != NULL;
}
