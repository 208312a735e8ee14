/* shape: each body parsed, the catalogue gathered, then all that a publisher's hooks may change:
 * they change it here, and nothing after it. */
#include "build/state.h"
#include "content/markdown_nodes.h"

static void shape_item(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    struct worker_state *state = &build->worker_states[worker];
    struct item *item = &build->items[index];
    item->of_sections.arena = &state->arena;
    if (item->document)
        document_shape_apart(&state->arena, build->schema, item->document, &state->diagnostics,
                             &item->of_sections);
}

/* Files become sheets: from here on scripts can read the whole catalogue. */
static void gather(struct build *build)
{
    struct diagnostics *diagnostics = &build->diagnostics;
    build->catalogue = catalogue_create(&build->arena, build->schema);
    for (size_t i = 0; i < build->item_count; i++) {
        struct item *item = &build->items[i];
        if (item->is_sheet)
            catalogue_add(build->catalogue, item->document, &item->name, &item->file, diagnostics);
        else
            catalogue_add_attachment(build->catalogue, item->entry.path, item->entry.size);
    }
    struct catalogue_options options = {.drafts = build->options.drafts};
    catalogue_gather(build->catalogue, &options, diagnostics);
}

static void compute_item(struct build *build, size_t index, unsigned worker, bool translations)
{
    struct worker_state *state = &build->worker_states[worker];
    struct document *document = build->items[index].document;
    if (document)
        catalogue_fields_compute(build->fields, build->hooks, worker, document, index, translations,
                                 &state->arena, &state->diagnostics);
}

static void compute_original(void *context, size_t index, unsigned worker)
{
    compute_item(context, index, worker, false);
}

static void compute_translation(void *context, size_t index, unsigned worker)
{
    compute_item(context, index, worker, true);
}

static bool compute_fields(struct build *build)
{
    build->world.catalogue = build->catalogue;
    hooks_set_catalogue(build->hooks, &build->world);
    if (catalogue_fields_are_none(build->fields))
        return true;
    build->world.is_computing = true;
    bool done = build_each(build, BUILD_SHAPE, build->item_count, compute_original, build) &&
                build_each(build, BUILD_SHAPE, build->item_count, compute_translation, build);
    build->world.is_computing = false;
    hooks_report(build->hooks, &build->diagnostics);
    return done;
}

/* What scripts make of a body. A sheet that none of them touches passes by. */
static void run_item(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    struct worker_state *state = &build->worker_states[worker];
    struct item *item = &build->items[index];
    bool changed = false;
    if (!item->document)
        return;
    if (hooks_touch(build->hooks, item->document)) {
        struct hook_subject subject = {.document = item->document,
                                       .index = index,
                                       .language = item->document->language,
                                       .arena = &state->arena,
                                       .diagnostics = &state->diagnostics};
        state->diagnostics.lenient = item->document->status == STATUS_DRAFT;
        hooks_begin(build->hooks, worker, &subject);
        hooks_shape(build->hooks, worker, item->document, &changed);
        hooks_end(build->hooks, worker);
        state->diagnostics.lenient = false;
    }
    if (!build->options.trial) /* which has not all scripts */
        hooks_check_fences(build->hooks, item->document, &state->diagnostics);
    if (changed)
        document_shape_again(&state->arena, build->schema, item->document, &state->diagnostics);
    else
        diagnostics_merge(&state->diagnostics, &item->of_sections);
}

static bool run_scripts(struct build *build)
{
    if (!build_each(build, BUILD_SHAPE, build->item_count, run_item, build))
        return false;
    if (!hooks_is_empty(build->hooks))
        catalogue_renew(build->catalogue);
    hooks_report(build->hooks, &build->diagnostics);
    return true;
}

static void check_item(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    struct worker_state *state = &build->worker_states[worker];
    struct document *document = build->items[index].document;
    if (document)
        catalogue_checks_run(build->checks, build->hooks, worker, document, index, &state->arena,
                             &state->diagnostics);
}

/* Their documents join those of files, for all that is done to bodies. */
static void make_pages(struct build *build)
{
    struct generated_page *pages;
    size_t count;
    if (!build->pages)
        return;
    catalogue_pages_make(build->hooks, build->schema, build->pages, &build->arena,
                         &build->diagnostics, &pages, &count);
    struct item *items = arena_array(&build->arena, struct item,
                                     build->item_count + count * build->schema->language_count);
    for (size_t i = 0; i < build->item_count; i++)
        items[i] = build->items[i];
    build->items = items;
    for (size_t i = 0; i < count; i++)
        for (unsigned language = 0; language < build->schema->language_count; language++) {
            struct document *document = pages[i].documents[language];
            if (!document)
                continue;
            struct item *item = &build->items[build->item_count++];
            item->is_sheet = true;
            item->file = *document->file;
            item->entry.path = item->file.path;
            item->document = document;
            if (document->markdown) /* made of elements */
                document_shape_again(&build->arena, build->schema, document, &build->diagnostics);
            else
                document_shape(&build->arena, build->schema, document, &build->diagnostics);
        }
    catalogue_add_pages(build->catalogue, build->pages, pages, count);
}

static void show_body(const struct build *build, const struct document *document,
                      struct buffer *text)
{
    static const struct markdown_style style = {0};
    if (!document->markdown)
        return;
    if (build->options.trial->html)
        markdown_write_html(text, document->markdown, &style);
    else
        markdown_write_outline(text, document->markdown);
}

static bool is_wanted(const struct item *item, struct slice sheet)
{
    if (!item->document || item->document->is_translation)
        return false;
    struct slice id = item->document->id.len ? item->document->id : item->name.id;
    size_t slash = slice_find_last_byte(sheet, '/');
    if (slash == SLICE_NOT_FOUND)
        return slice_equal(id, sheet);
    return slice_equal(id, slice_after(sheet, slash + 1)) &&
           slice_equal(item->document->collection->id, slice_sub(sheet, 0, slash));
}

/* The one sheet that a script is tried on. */
static void try_script(struct build *build)
{
    struct build_trial *trial = build->options.trial;
    for (size_t i = 0; i < build->item_count && !trial->is_found; i++) {
        struct item *item = &build->items[i];
        if (!is_wanted(item, trial->sheet))
            continue;
        trial->is_found = true;
        build->trial_file = item->document->file;
        show_body(build, item->document, &trial->before);
        run_item(build, i, 0);
        show_body(build, item->document, &trial->after);
        diagnostics_merge(&build->diagnostics, &build->worker_states[0].diagnostics);
    }
    hooks_report(build->hooks, &build->diagnostics);
}

bool build_shape(struct build *build)
{
    markdown_prepare();
    if (!build_each(build, BUILD_SHAPE, build->item_count, shape_item, build))
        return false;
    gather(build);
    if (!compute_fields(build))
        return false;
    make_pages(build);
    if (build->options.trial) {
        try_script(build);
        return true;
    }
    if (!run_scripts(build) ||
        !build_each(build, BUILD_SHAPE, build->item_count, check_item, build))
        return false;
    hooks_report(build->hooks, &build->diagnostics);
    return true;
}
