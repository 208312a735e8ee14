/* link: give every sheet its address, resolve links, build terms, backlinks and related sheets.
 * From here on the catalogue is read-only. */
#include "build/state.h"
#include "output/theme.h"

static bool has_template(const struct build *build, const char *name)
{
    return map_get(&build->theme->templates, slice_from_string(name)) != NULL;
}

/* Told to whoever checks, too, before there is any. */
static bool has_previews(const struct build *build)
{
    const struct schema_desk *desk = &build->schema->desk;
    bool has = build->options.previews.len || build->options.preview.len;
    for (size_t i = 0; i < desk->branch_count && !has; i++)
        has = desk->branches[i].preview;
    return has;
}

bool build_link(struct build *build)
{
    struct catalogue_options options = {
        .drafts = build->options.drafts,
        .previews = has_previews(build),
    };
    if (!build_history(build))
        return false;
    if (build->schema->has_repository && build_load_theme(build)) {
        options.history_pages = has_template(build, "history.html");
        options.version_pages = has_template(build, "version.html");
        options.withdrawn_pages = has_template(build, "withdrawn.html");
    }
    catalogue_link(build->catalogue, &options, &build->diagnostics);
    build_edit_links(build);
    build_name_keepers(build);
    build->counts.sheets = build->catalogue->sheet_count;
    return !workers_are_interrupted();
}
