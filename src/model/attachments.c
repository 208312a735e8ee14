/* Files that are no sheets: whose they are, which may be published, and where. */
#include "model/link.h"

#include "base/files.h"
#include "text/escape.h"
#include "text/nearest.h"

#include <stdlib.h>

#define ATTACHMENT_SIZE_MAX_MB 50u

/* What is published. Whatever else a browser would open as a page or a program (HTML, XML,
 * JavaScript, Flash) could act in the site's name. */
static const char *const allowed_extensions[] = {
    "png", "jpg", "jpeg", "gif",  "webp", "avif", "svg", "pdf", "csv", "tsv", "json", "txt",  "ods",
    "odt", "odp", "odg",  "xlsx", "docx", "pptx", "zip", "ics", "mp3", "mp4", "ogg",  "webm", "vtt",
};

static const struct problem wrong_type = {
    "attachment-type",
    SEVERITY_ERROR,
    {"files of type \"%1\" cannot be published", "i file di tipo \"%1\" non si possono pubblicare"},
    {"those that can: %2", "quelli che si possono: %2"}};

static const struct problem too_large = {
    "attachment-size",
    SEVERITY_ERROR,
    {"this file has %1 MB; at most %2 MB can be published",
     "questo file è di %1 MB; se ne possono pubblicare al massimo %2"},
    {"make it smaller, or link to a place that holds large files",
     "rendilo più piccolo, oppure metti un collegamento al luogo che lo ospita"}};

static const struct problem unused = {
    "attachment-unused",
    SEVERITY_WARNING,
    {"no published sheet names this file: it is not published",
     "nessuna scheda pubblicata nomina questo file: non viene pubblicato"},
    {"link to it, put it in a sheet's own folder, or delete it",
     "metti un collegamento, spostalo nella cartella di una scheda, oppure cancellalo"}};

static const struct problem file_missing = {
    "file-missing",
    SEVERITY_ERROR,
    {"%1: there is no file \"%2\"", "%1: il file \"%2\" non c'è"},
    {"put it beside the sheet, or correct the name",
     "mettilo accanto alla scheda, o correggi il nome"}};

static const struct problem file_missing_near = {
    "file-missing",
    SEVERITY_ERROR,
    {"%1: there is no file \"%2\"", "%1: il file \"%2\" non c'è"},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};

static const struct problem file_of_draft = {
    "file-draft",
    SEVERITY_WARNING,
    {"%1: \"%2\" belongs to a sheet that is not published yet: it is left out here",
     "%1: \"%2\" appartiene a una scheda non ancora pubblicata: qui resta fuori"},
    {"publish %3 as well, or put the file elsewhere", "pubblica anche %3, oppure sposta il file"}};

static const struct problem drawing_as_file = {
    "file-svg",
    SEVERITY_ERROR,
    {"%1: an SVG drawing can run programs when it is opened by itself; it is for pictures alone",
     "%1: un disegno SVG, aperto da solo, può eseguire programmi; serve soltanto come immagine"},
    {"give it as PNG or PDF", "mettilo in PNG o in PDF"}};

bool attachment_type_is_allowed(struct slice extension)
{
    for (size_t i = 0; i < sizeof allowed_extensions / sizeof *allowed_extensions; i++)
        if (slice_equal_ignoring_case(extension, slice_from_string(allowed_extensions[i])))
            return true;
    return false;
}

struct slice attachment_list_types(struct arena *arena)
{
    struct buffer names = {0};
    for (size_t i = 0; i < sizeof allowed_extensions / sizeof *allowed_extensions; i++) {
        if (i)
            buffer_add(&names, SLICE(", "));
        buffer_add_string(&names, allowed_extensions[i]);
    }
    struct slice list = buffer_copy(&names, arena);
    buffer_release(&names);
    return list;
}

/* The file by its path alone: what it holds is nobody's business here. */
static struct span loose_span(struct link *link, const struct loose_file *file)
{
    struct text_file *text = arena_new(link->arena, struct text_file);
    text->path = file->attachment.path;
    return span_of_file(text);
}

static bool check_file(struct link *link, struct loose_file *file)
{
    if (file->checked)
        return file->allowed;
    file->checked = true;
    const uint64_t megabyte = 1u << 20;
    struct slice extension = slice_after(path_extension(file->attachment.path), 1);
    if (!attachment_type_is_allowed(extension)) {
        struct slice shown = extension.len ? extension : path_name(file->attachment.path);
        diagnostic_add(link->diagnostics, &wrong_type, loose_span(link, file), shown,
                       attachment_list_types(link->arena));
        return false;
    }
    if (file->attachment.size > ATTACHMENT_SIZE_MAX_MB * megabyte) {
        uint64_t size = (file->attachment.size + megabyte - 1) / megabyte;
        diagnostic_add(link->diagnostics, &too_large, loose_span(link, file),
                       arena_format(link->arena, "%llu", (unsigned long long)size),
                       arena_format(link->arena, "%u", ATTACHMENT_SIZE_MAX_MB));
        return false;
    }
    return file->allowed = true;
}

/* The sheet in whose folder the file stands, however deep. */
static struct linked_sheet *find_owner(const struct link *link, struct slice path)
{
    for (struct slice folder = path_folder(path); folder.len; folder = path_folder(folder)) {
        struct linked_sheet *owner = map_get(&link->state->sheets_by_folder, folder);
        if (owner)
            return owner;
    }
    return NULL;
}

static struct slice file_url(struct link *link, struct slice base, struct slice relative)
{
    struct buffer url = {0};
    struct slice part;
    bool first = true;
    buffer_add(&url, base);
    while (slice_next(&relative, '/', &part)) {
        if (!first)
            buffer_add_byte(&url, '/');
        escape_url_part(&url, part);
        first = false;
    }
    struct slice result = buffer_copy(&url, link->arena);
    buffer_release(&url);
    return result;
}

static void publish_file(struct link *link, struct loose_file *file, const struct sheet *sheet)
{
    struct route route = {.kind = ROUTE_ATTACHMENT,
                          .url = file->attachment.url,
                          .sheet = sheet,
                          .attachment = &file->attachment};
    link_add_route(link, route);
}

static int compare_files(const void *a, const void *b)
{
    return slice_compare((*(struct loose_file *const *)a)->attachment.path,
                         (*(struct loose_file *const *)b)->attachment.path);
}

/* Of a folder with index.md all files are published, named in the text or not. */
void link_attachments(struct link *link)
{
    struct catalogue_state *state = link->state;
    if (state->loose.count)
        qsort(state->loose.items, state->loose.count, sizeof *state->loose.items, compare_files);
    for (size_t i = 0; i < state->loose.count; i++) {
        struct loose_file *file = state->loose.items[i];
        struct slice path = content_path(file->attachment.path);
        file->collection = schema_find_collection(link->schema, path);
        struct linked_sheet *owner = file->owner = find_owner(link, path);
        if (!owner || owner->broken)
            continue;
        link_set_lenient(link, owner->sheet.original->document);
        bool allowed = check_file(link, file);
        link_set_lenient(link, NULL);
        if (!allowed || !owner->visible)
            continue;
        struct slice folder = path_folder(content_path(owner->sheet.original->path));
        file->attachment.url =
            file_url(link, owner->sheet.url[0], slice_after(path, folder.len + 1));
        vector_push(link->arena, &owner->attachments, file->attachment);
        publish_file(link, file, &owner->sheet);
    }
    for (size_t i = 0; i < state->all.count; i++) {
        struct linked_sheet *sheet = state->all.items[i];
        sheet->sheet.attachments = sheet->attachments.items;
        sheet->sheet.attachment_count = sheet->attachments.count;
    }
}

/* A file that lies beside sheets goes beside their pages; one outside all collections to the
 * same place below the root. */
bool link_use_file(struct link *link, struct loose_file *file, struct linked_sheet *user)
{
    if (file->owner || file->attachment.url.len)
        return file->attachment.url.len > 0;
    if (!check_file(link, file))
        return false;
    struct slice path = content_path(file->attachment.path), base = SLICE("/");
    if (file->collection) {
        base = collection_url(link->catalogue, link->arena, file->collection, 0);
        path = slice_after(path, file->collection->path.len + (file->collection->path.len > 0));
    }
    file->attachment.url = file_url(link, base, path);
    file->user = user;
    publish_file(link, file, &user->sheet);
    return true;
}

struct slice link_nearest_file(struct link *link, struct slice path)
{
    struct catalogue_state *state = link->state;
    struct slice folder = path_folder(path);
    struct nearest nearest = nearest_start(path_name(path));
    if (link->nearest_left < state->loose.count)
        return nearest.best;
    link->nearest_left -= state->loose.count;
    for (size_t i = 0; i < state->loose.count; i++) {
        struct slice other = content_path(state->loose.items[i]->attachment.path);
        if (slice_equal(path_folder(other), folder))
            nearest_offer(&nearest, path_name(other));
    }
    return nearest.best;
}

struct file_user {
    struct link *link;
    struct linked_sheet *sheet;
    const struct edition *edition;
};

static void resolve_file(void *context, const struct field *field, uint64_t ordinal,
                         struct value *value)
{
    struct file_user *user = context;
    struct link *link = user->link;
    struct slice folder = path_folder(content_path(user->edition->path)), name = value->as.text;
    struct slice path = {0};
    (void)ordinal;
    if (value->kind != VALUE_FILE || name.len == 0)
        return;
    struct loose_file *file = NULL;
    if (content_path_resolve(link->arena, name.ptr[0] == '/' ? SLICE("") : folder, name, &path))
        file = map_get(&link->state->loose_by_path, path);
    if (!file) {
        struct slice near = link_nearest_file(link, path);
        diagnostic_add(link->diagnostics, near.len ? &file_missing_near : &file_missing,
                       value->span, field->id, name, near);
    } else if (field->role != ROLE_IMAGE &&
               slice_equal_ignoring_case(path_extension(path), SLICE(".svg"))) {
        diagnostic_add(link->diagnostics, &drawing_as_file, value->span, field->id);
    } else if (user->sheet->visible && file->owner && !file->owner->visible) {
        if (!file->owner->broken)
            diagnostic_add(link->diagnostics, &file_of_draft, value->span, field->id, name,
                           file->owner->sheet.original->path);
    } else if (user->sheet->visible) {
        link_use_file(link, file, user->sheet);
    }
}

static void resolve_files(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                          void *context)
{
    const struct collection *collection = sheet->sheet.collection;
    struct file_user user = {link, sheet, edition};
    (void)context;
    values_visit(collection->fields, collection->field_count, edition->document->values,
                 resolve_file, &user);
}

/* After the links of the bodies: what is named nowhere is left out. */
void link_files(struct link *link)
{
    link_each_edition(link, resolve_files, NULL);
    for (size_t i = 0; i < link->state->loose.count; i++) {
        const struct loose_file *file = link->state->loose.items[i];
        if (!file->owner && file->collection && !file->checked && !file->has_rows)
            diagnostic_add_plain(link->diagnostics, &unused, loose_span(link, file));
    }
}
