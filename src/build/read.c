/* read: list the source, split front matter from body, parse YAML into typed values, check them
 * against the collection's schema. */
#include "build/state.h"

#include "text/svg.h"
#include "text/utf8.h"

#include <errno.h>

#define DRAWING_SIZE_MAX   (4u << 20)

static const struct problem no_site_yaml = {
    "no-site-yaml",
    SEVERITY_ERROR,
    {"there is no site.yaml in %1", "in %1 non c'è site.yaml"},
    {"give the folder that holds site.yaml with -C",
     "indica con -C la cartella che contiene site.yaml"}};
static const struct problem file_too_large = {
    "file-too-large",
    SEVERITY_ERROR,
    {"%1 is larger than %2 bytes", "%1 supera i %2 byte"},
    {"split it, or put what is not text into an attachment",
     "dividilo, o metti in un allegato ciò che non è testo"}};
static const struct problem odd_file_name = {
    "file-name",
    SEVERITY_ERROR,
    {"the name of this file is not UTF-8 or has control characters: it is left out",
     "il nome di questo file non è UTF-8 o ha caratteri di controllo: resta fuori"},
    {"rename it with plain letters, digits and hyphens",
     "rinominalo con lettere semplici, cifre e trattini"}};
static const struct problem bad_base_url = {
    "base-url",
    SEVERITY_ERROR,
    {"\"%1\" is not an address of a site", "\"%1\" non è l'indirizzo di un sito"},
    {"write it whole: https://catalogo.example.org/",
     "scrivilo intero: https://catalogo.example.org/"}};

static const struct problem active_drawing = {
    "file-svg",
    SEVERITY_ERROR,
    {"\"%1\": this drawing does more than draw, and would do so in the site's name",
     "\"%1\": questo disegno non si limita a disegnare, e agirebbe a nome del sito"},
    {"save it again as plain SVG, without scripts, links that run them, pages inside or pictures "
     "from "
     "elsewhere; or give it as PNG",
     "salvalo di nuovo come SVG semplice, senza script, collegamenti che li avviano, pagine "
     "all'interno o immagini prese altrove; oppure mettilo in PNG"}};

static void report_unread(struct diagnostics *diagnostics, const struct file_error *error,
                          struct slice path, size_t max)
{
    if (error->number == EFBIG)
        diagnostic_add(diagnostics, &file_too_large, (struct span){0}, path,
                       arena_format(diagnostics->arena, "%zu", max));
    else
        file_error_report(diagnostics, error);
}

bool build_read_schema(struct build *build)
{
    struct text_file file = {.path = SLICE("site.yaml")};
    struct file_error error;
    if (!source_read(build->source, &build->arena, file.path, SITE_YAML_SIZE_MAX, &file.text,
                     &error)) {
        if (error.number == ENOENT)
            diagnostic_add(&build->diagnostics, &no_site_yaml, (struct span){0},
                           build->options.from_commit && build->options.ref.len
                               ? build->options.ref
                               : build->options.folder);
        else
            report_unread(&build->diagnostics, &error, file.path, SITE_YAML_SIZE_MAX);
        return false;
    }
    build->schema = schema_read(&build->arena, file, &build->diagnostics);
    if (!build->schema)
        return false;
    struct slice base_url = build->options.base_url;
    if (base_url.len && !schema_set_base_url(build->schema, &build->arena, base_url)) {
        diagnostic_add(&build->diagnostics, &bad_base_url, (struct span){0}, base_url);
        return false;
    }
    if (build->options.preview.len)
        schema_set_base_url(build->schema, &build->arena,
                            arena_concat(&build->arena, build->schema->base_url,
                                         SLICE(PREVIEWS_FOLDER "/"), build->options.preview_name,
                                         (struct slice){0}));
    return true;
}

static bool name_is_sound(struct slice path)
{
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.ptr[i] < 0x20 || path.ptr[i] == 0x7f)
            return false;
    return utf8_find_invalid(path) == SLICE_NOT_FOUND;
}

/* Whatever page shows it: it can be opened by its own address. */
static void check_drawing(struct build *build, struct item *item, struct arena *arena,
                          struct diagnostics *diagnostics)
{
    struct file_error error;
    struct arena scratch = {0};
    struct slice drawing;
    if (!source_read(build->source, &scratch, item->entry.path, DRAWING_SIZE_MAX, &drawing,
                     &error)) {
        report_unread(diagnostics, &error, item->entry.path, DRAWING_SIZE_MAX);
    } else if (svg_find_active(drawing).len) {
        item->file.text = arena_copy(arena, drawing);
        struct slice found = svg_find_active(item->file.text);
        diagnostic_add(diagnostics, &active_drawing, span_of(&item->file, found), found);
    }
    arena_release(&scratch);
}

static void read_item(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    struct item *item = &build->items[index];
    struct arena *arena = &build->worker_states[worker].arena;
    struct diagnostics *diagnostics = &build->worker_states[worker].diagnostics;

    item->file.path = item->entry.path;
    if (!name_is_sound(item->entry.path)) {
        diagnostic_add_plain(diagnostics, &odd_file_name, span_of_file(&item->file));
        return;
    }
    struct slice below_content = slice_after(item->entry.path, sizeof "content/" - 1);
    item->is_sheet =
        sheet_name_read(build->schema, &item->file, below_content, &item->name, diagnostics);
    if (!item->is_sheet) {
        if (slice_equal_ignoring_case(path_extension(item->entry.path), SLICE(".svg")))
            check_drawing(build, item, arena, diagnostics);
        return;
    }

    struct file_error error;
    if (!source_read(build->source, arena, item->entry.path, DOCUMENT_SIZE_MAX, &item->file.text,
                     &error)) {
        report_unread(diagnostics, &error, item->entry.path, DOCUMENT_SIZE_MAX);
        return;
    }
    struct document_names names = {item->name.collection, item->name.language,
                                   item->name.is_translation};
    item->document = document_read(arena, build->schema, &item->file, names, diagnostics);
}

/* Before any sheet: what scripts compute are fields of the schema. */
static void load_scripts(struct build *build)
{
    if (build->options.trial)
        build->hooks = hooks_create_alone(&build->arena, build->source, build->schema,
                                          build->options.trial->script, &build->diagnostics);
    else
        build->hooks = hooks_create(&build->arena, build->source, build->schema,
                                    workers_count(build->workers), &build->diagnostics);
    build->fields =
        catalogue_fields_create(build->hooks, build->schema, &build->arena, &build->diagnostics);
    if (!build->options.trial) /* which has not all scripts */
        schema_settle(build->schema, &build->arena, &build->diagnostics);
    if (hooks_have(build->hooks, HOOK_PAGE))
        build->pages = schema_add_pages(build->schema, &build->arena);
    build->checks =
        catalogue_checks_create(build->hooks, build->schema, &build->arena, &build->diagnostics);
}

bool build_read(struct build *build)
{
    if (!build_open_source(build) || !build_read_schema(build) || !build_open_origins(build))
        return false;

    load_scripts(build);
    struct source_entry *entries;
    if (!source_list(build->source, &build->arena, SLICE("content"), &entries, &build->item_count,
                     &build->diagnostics))
        return false;
    build->items = arena_array(&build->arena, struct item, build->item_count);
    for (size_t i = 0; i < build->item_count; i++)
        build->items[i].entry = entries[i];
    return build_each(build, BUILD_READ, build->item_count, read_item, build);
}
