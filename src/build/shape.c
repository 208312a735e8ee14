/* shape: each body parsed, the catalogue gathered, then all that a publisher's hooks may change:
 * they change it here, and nothing after it. */
#include "build/state.h"
#include "content/markdown_nodes.h"
#include "text/nearest.h"

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
    switch (build->options.trial->form) {
    case TRIAL_HTML:
        markdown_write_html(text, document->markdown, &style);
        break;
    case TRIAL_PANDOC:
        hooks_write_pandoc(build->hooks, 0, document, text);
        break;
    default:
        markdown_write_outline(text, document->markdown);
    }
}

/* As JSON; Markdown as the HTML that its tree gives, since that is what filters change. */
static void write_value(struct json_writer *json, const struct value *value)
{
    static const struct markdown_style style = {0};
    if (value->kind == VALUE_MARKDOWN && value->as.markdown.tree) {
        struct buffer html = {0};
        markdown_write_html(&html, value->as.markdown.tree, &style);
        json_string(json, slice_trim(buffer_view(&html)));
        buffer_release(&html);
    } else if (value->kind == VALUE_LIST) {
        json_begin_array(json);
        for (size_t i = 0; i < value->as.list.count; i++)
            write_value(json, &value->as.list.items[i]);
        json_end_array(json);
    } else {
        value_write_json(json, value);
    }
}

/* The fields' values, by field; those that stand in the body are shown with it. */
static struct slice *field_texts(struct build *build, const struct document *document)
{
    size_t count = document->collection->field_count;
    struct slice *texts = arena_array(&build->arena, struct slice, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (document_field_is_in_body(document, &document->values[i]))
            continue;
        struct buffer text = {0};
        struct json_writer json = {.out = &text};
        write_value(&json, &document->values[i]);
        texts[i] = buffer_copy(&text, &build->arena);
        buffer_release(&text);
    }
    return texts;
}

/* Those that a script has changed, a line each. */
static void show_fields(const struct document *document, const struct slice *texts,
                        const struct slice *others, struct buffer *out)
{
    for (size_t i = 0; i < document->collection->field_count; i++) {
        if (slice_equal(texts[i], others[i]) || !texts[i].len || !others[i].len)
            continue;
        buffer_add(out, document->collection->fields[i]->id);
        buffer_add(out, SLICE(": "));
        buffer_add(out, texts[i]);
        buffer_add_byte(out, '\n');
    }
}

static struct slice id_of(const struct item *item)
{
    return item->document->id.len ? item->document->id : item->name.id;
}

static bool is_wanted(const struct item *item, struct slice sheet)
{
    if (!item->document || item->document->is_translation)
        return false;
    struct slice id = id_of(item);
    size_t slash = slice_find_last_byte(sheet, '/');
    if (slash == SLICE_NOT_FOUND)
        return slice_equal(id, sheet);
    return slice_equal(id, slice_after(sheet, slash + 1)) &&
           slice_equal(item->document->collection->id, slice_sub(sheet, 0, slash));
}

static struct slice name_part(struct slice sheet)
{
    size_t slash = slice_find_last_byte(sheet, '/');
    return slash == SLICE_NOT_FOUND ? sheet : slice_after(sheet, slash + 1);
}

/* The one sheet that a script is tried on. */
static void try_script(struct build *build)
{
    struct build_trial *trial = build->options.trial;
    struct nearest nearest = nearest_start(name_part(trial->sheet));
    for (size_t i = 0; i < build->item_count && !trial->is_found; i++) {
        struct item *item = &build->items[i];
        if (!is_wanted(item, trial->sheet)) {
            if (item->document && !item->document->is_translation)
                nearest_offer(&nearest, id_of(item));
            continue;
        }
        trial->is_found = true;
        trial->path = item->document->file->path;
        build->trial_file = item->document->file;
        struct buffer body = {0};
        struct slice *before = field_texts(build, item->document);
        show_body(build, item->document, &body);
        run_item(build, i, 0);
        struct slice *after = field_texts(build, item->document);
        if (trial->form == TRIAL_OUTLINE) {
            show_fields(item->document, before, after, &trial->before);
            show_fields(item->document, after, before, &trial->after);
        }
        buffer_add(&trial->before, buffer_view(&body));
        buffer_release(&body);
        show_body(build, item->document, &trial->after);
        diagnostics_merge(&build->diagnostics, &build->worker_states[0].diagnostics);
    }
    trial->nearest = nearest.best;
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
