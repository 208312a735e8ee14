/* render: templates around values and bodies; search index, feeds and data files beside them. Each
 * file is made in a worker's own memory and handed to the staging folder. */
#include "build/publish.h"
#include "build/state.h"
#include "output/offline.h"
#include "search/catalogue_index.h"

#include <errno.h>

#define LOGO_SIZE_MAX (1u << 20)

static const struct problem no_logo = {
    "no-logo",
    SEVERITY_ERROR,
    {"there is no file %1 for the logo", "non c'è il file %1 per il logo"},
    {"give its path from the folder of site.yaml",
     "indica il percorso a partire dalla cartella di site.yaml"}};

struct rendering {
    struct build *build;
    struct site_worker **workers;
    struct arena *arenas;   /* one a worker, reset after each file */
    struct buffer *buffers; /* likewise */
    size_t *waves[2];       /* routes by number; those of lists come second */
    size_t counts[2];
    size_t index_count; /* 0 when only checking: an index has no mistakes of its own */
};

/* The logo that site.yaml names is published with the theme's assets. */
static bool load_logo(struct build *build)
{
    struct slice name = build->schema->logo, content;
    struct file_error error;
    if (!name.len)
        return true;
    if (source_read(build->source, &build->arena, name, LOGO_SIZE_MAX, &content, &error)) {
        theme_set_logo(&build->arena, build->theme, name, content);
        return true;
    }
    if (error.number == ENOENT)
        diagnostic_add(&build->diagnostics, &no_logo, build->schema->logo_span, name);
    else
        file_error_report(&build->diagnostics, &error);
    return false;
}

static void keep(struct build *build, struct slice path, struct slice content,
                 struct diagnostics *diagnostics)
{
    if (build->staging)
        staging_write(build->staging, path, content, diagnostics);
}

static void render_route(struct rendering *rendering, size_t index, unsigned worker)
{
    struct build *build = rendering->build;
    struct diagnostics *diagnostics = &build->worker_states[worker].diagnostics;
    const struct route *route = &build->catalogue->routes[index];
    if (route->kind == ROUTE_ATTACHMENT) {
        if (build->staging)
            staging_copy(build->staging, build->source, route->attachment->path, route->output_path,
                         diagnostics);
        return;
    }
    struct buffer *buffer = &rendering->buffers[worker];
    struct arena *arena = &rendering->arenas[worker];
    buffer_clear(buffer);
    if (site_render(rendering->workers[worker], route, arena, buffer, diagnostics))
        keep(build, route->output_path, buffer_view(buffer), diagnostics);
    arena_reset(arena);
}

static void keep_asset(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    const struct asset *asset = &build->theme->assets[index];
    keep(build, asset->output_path, asset->content, &build->worker_states[worker].diagnostics);
}

/* ---- the search index --------------------------------------------------- */

struct kept_index {
    struct build *build;
    struct slice folder, header;
    struct arena *arena; /* that holds the header */
    struct diagnostics *diagnostics;
};

static void keep_index_file(void *context, struct slice name, struct slice content)
{
    struct kept_index *kept = context;
    struct arena arena = {0};
    if (slice_equal_string(name, "header.bin"))
        kept->header = arena_copy(kept->arena, content);
    if (kept->build->options.offline && slice_ends_with(name, SLICE(".bin"))) {
        struct slice script = slice_sub(name, 0, name.len - strlen(".bin"));
        struct buffer text = {0};
        offline_write_index_file(&text, name, content);
        script = arena_concat(&arena, script, SLICE(".js"), (struct slice){0});
        keep(kept->build, path_join(&arena, kept->folder, script), buffer_view(&text),
             kept->diagnostics);
        buffer_release(&text);
    } else {
        keep(kept->build, path_join(&arena, kept->folder, name), content, kept->diagnostics);
    }
    arena_release(&arena);
}

static struct slice index_folder(const struct build *build, struct arena *arena, size_t language)
{
    return path_join(arena, SLICE(FORMAT_DIRECTORY), build->schema->languages[language]);
}

static void write_index(struct build *build, unsigned language, unsigned worker)
{
    struct worker_state *state = &build->worker_states[worker];
    struct arena arena = {0};
    struct kept_index kept = {.build = build,
                              .folder = index_folder(build, &arena, language),
                              .arena = &state->arena,
                              .diagnostics = &state->diagnostics};
    catalogue_index_write(build->catalogue, language, keep_index_file, &kept);
    site_set_index_header(build->site, language, kept.header);
    arena_release(&arena);
}

static bool create_index_folders(struct build *build)
{
    bool good = true;
    for (unsigned i = 0; build->staging && i < build->schema->language_count && good; i++)
        good = staging_create_folder(build->staging, index_folder(build, &build->arena, i),
                                     &build->diagnostics);
    return good;
}

/* ---- two waves ---------------------------------------------------------- */

/* The pages of collections carry their language's index's header, and those of withdrawn sheets ask whether
 * there is one: they are rendered when all else is. */
static void plan_waves(struct rendering *rendering)
{
    const struct catalogue *catalogue = rendering->build->catalogue;
    for (int wave = 0; wave < 2; wave++)
        rendering->waves[wave] =
            arena_array(&rendering->build->arena, size_t, catalogue->route_count + 1);
    for (size_t i = 0; i < catalogue->route_count; i++) {
        enum route_kind kind = catalogue->routes[i].kind;
        int wave = kind == ROUTE_COLLECTION || kind == ROUTE_MAP || kind == ROUTE_TIMELINE ||
                   kind == ROUTE_COMPARE || kind == ROUTE_WITHDRAWN;
        rendering->waves[wave][rendering->counts[wave]++] = i;
    }
    if (rendering->build->staging)
        rendering->index_count = rendering->build->schema->language_count;
}

/* The indexes come first: each takes longer than any page. */
static void render_first(void *context, size_t index, unsigned worker)
{
    struct rendering *rendering = context;
    if (index < rendering->index_count)
        write_index(rendering->build, (unsigned)index, worker);
    else
        render_route(rendering, rendering->waves[0][index - rendering->index_count], worker);
}

static void render_second(void *context, size_t index, unsigned worker)
{
    struct rendering *rendering = context;
    render_route(rendering, rendering->waves[1][index], worker);
}

static bool render_waves(struct rendering *rendering)
{
    plan_waves(rendering);
    return build_each(rendering->build, BUILD_RENDER, rendering->index_count + rendering->counts[0],
                      render_first, rendering) &&
           build_each(rendering->build, BUILD_RENDER, rendering->counts[1], render_second,
                      rendering);
}

static bool render_all(struct build *build)
{
    unsigned count = workers_count(build->workers);
    struct rendering rendering = {.build = build,
                                  .workers =
                                      arena_array(&build->arena, struct site_worker *, count),
                                  .arenas = arena_array(&build->arena, struct arena, count),
                                  .buffers = arena_array(&build->arena, struct buffer, count)};
    for (unsigned i = 0; i < count; i++) {
        rendering.workers[i] = site_worker_create(build->site);
        site_worker_set_number(rendering.workers[i], i);
    }

    bool good = site_check_templates(rendering.workers[0], &build->diagnostics) &&
                diagnostics_are_good(&build->diagnostics) &&
                (build->options.check_only || staging_open(build)) &&
                build_each(build, BUILD_RENDER, build->theme->asset_count, keep_asset, build) &&
                create_index_folders(build) && render_waves(&rendering);

    for (unsigned i = 0; i < count; i++) {
        site_worker_destroy(rendering.workers[i]);
        arena_release(&rendering.arenas[i]);
        buffer_release(&rendering.buffers[i]);
    }
    hooks_report(build->hooks, &build->diagnostics);
    build->counts.files = build->catalogue->route_count + build->theme->asset_count;
    return good && diagnostics_are_good(&build->diagnostics);
}

bool build_render(struct build *build)
{
    if (!build_load_theme(build) || !load_logo(build))
        return false;
    build->site = site_create(&build->arena, build->catalogue, build->theme);
    site_add_scripts(build->site, &build->arena, build->hooks, &build->diagnostics);
    if (build->options.offline)
        site_set_offline(build->site);
    if (build->options.preview.len)
        site_set_preview(build->site, build->options.preview);
    return render_all(build);
}
