#include "model/version.h"

#include "base/files.h"
#include "model/link.h"
#include "text/url.h"

#include <string.h>

struct past {
    const struct catalogue *catalogue;
    const struct sheet *sheet; /* as it is today */
    const struct version *version;
    const struct document *document;
    struct arena *arena;
};

/* ---- sheets, where they are now ------------------------------------------ */

/* What stands today where a sheet of that name was: itself, or its new place, or word that it was
 * withdrawn. */
static const struct route *route_of_name(const struct past *past, const struct sheet_name *name)
{
    struct slice url = catalogue_address_of(past->catalogue, past->arena, name, (struct slice){0},
                                            past->version->language);
    return url.len ? catalogue_find_route(past->catalogue, past->arena, url) : NULL;
}

static const struct route *route_of_id(const struct past *past, const struct collection *collection,
                                       struct slice id)
{
    struct sheet_name name = {.collection = collection,
                              .id = id,
                              .language = past->version->language};
    return route_of_name(past, &name);
}

static const struct sheet *sheet_of_route(const struct route *route)
{
    bool is_sheet = route && (route->kind == ROUTE_SHEET || route->kind == ROUTE_REDIRECT);
    return is_sheet ? route->sheet : NULL;
}

/* ---- references ----------------------------------------------------------- */

/* Stands for a sheet that is no more. */
static const struct sheet *make_gone(const struct past *past, const struct collection *collection,
                                     struct slice id, struct slice title)
{
    struct arena *arena = past->arena;
    struct sheet *gone = arena_new(arena, struct sheet);
    struct edition *edition = arena_new(arena, struct edition);
    struct document *document = arena_new(arena, struct document);
    *document = (struct document){.file = past->document->file, .collection = collection,
                                  .language = past->version->language, .edition = edition};
    document->values = arena_array(arena, struct value, collection->field_count);
    *edition = (struct edition){.sheet = gone, .language = past->version->language,
                                .document = document, .title = title,
                                .values = document->values};
    gone->id = id;
    gone->collection = collection;
    gone->original = gone->editions[edition->language] = edition;
    gone->status = STATUS_PUBLISHED;
    return gone;
}

static void resolve_reference(void *context, const struct field *field, uint64_t ordinal,
                              struct value *value)
{
    const struct past *past = context;
    (void)ordinal;
    if (value->kind != VALUE_REF)
        return;
    const struct collection *target = value->field ? value->field->target : field->target;
    if (!target)
        return;
    struct slice id = value->as.ref.id;
    struct slice prefix = arena_concat(past->arena, target->id, SLICE("/"), (struct slice){0});
    if (slice_starts_with(id, prefix))
        id = slice_after(id, prefix.len);
    value->as.ref.target =
        map_get(&past->catalogue->sheets_by_key,
                arena_concat(past->arena, prefix, id, (struct slice){0}));
    if (value->as.ref.target)
        return;
    const struct route *route = route_of_id(past, target, id);
    value->as.ref.target = sheet_of_route(route);
    if (!value->as.ref.target) {
        bool is_withdrawn = route && route->kind == ROUTE_WITHDRAWN;
        value->as.ref.target =
            make_gone(past, target, id, is_withdrawn ? route->withdrawal->title : id);
    }
}

/* ---- links ---------------------------------------------------------------- */

/* The id that a page's heading has for a fragment; empty: none. */
static struct slice find_anchor(const struct document *document, struct slice fragment)
{
    const struct markdown *markdown = document->markdown;
    const struct collection *collection = document->collection;
    for (size_t i = 0; markdown && i < markdown->heading_count; i++)
        if (slice_equal(markdown->headings[i].id, fragment))
            return fragment;
    for (size_t i = 0; markdown && i < markdown->anchor_count; i++)
        if (slice_equal(markdown->anchors[i], fragment))
            return fragment;
    for (size_t i = 0; document->sections && i < collection->section_count; i++)
        if (document->sections[i] && slice_equal(collection->sections[i]->id, fragment))
            return document->sections[i]->heading->id;
    return (struct slice){0};
}

static struct slice address(const struct past *past, struct slice url, struct slice fragment)
{
    return link_page_address(past->arena, past->catalogue->schema, url, fragment);
}

static void link_to_sheet(const struct past *past, struct markdown_link *link,
                          const struct sheet *sheet)
{
    const struct edition *edition = sheet_edition(sheet, past->version->language);
    struct slice fragment =
        link->fragment.len ? find_anchor(edition->document, link->fragment) : link->fragment;
    link->url = address(past, sheet->url[past->version->language], fragment);
    if (link->kind == MARKDOWN_LINK_WIKI)
        link->text = edition->title;
}

static void link_to_attachment(const struct past *past, struct markdown_link *link,
                               const struct attachment *attachment)
{
    bool opens_drawing = link->kind != MARKDOWN_LINK_IMAGE &&
                         slice_equal_ignoring_case(path_extension(attachment->path), SLICE(".svg"));
    link->missing = opens_drawing || !attachment->url.len;
    if (!link->missing)
        link->url = address(past, attachment->url, link->fragment);
}

/* Where the sheet's own folder has another name now, its files have moved with it. */
static const struct attachment *moved_attachment(const struct past *past, struct slice folder,
                                                 struct slice path)
{
    bool is_own = slice_starts_with(path_name(past->version->path), SLICE("index.")) &&
                  slice_starts_with(path, folder) && path.len > folder.len;
    struct slice name = slice_after(path, folder.len); /* with its slash */
    for (size_t i = 0; is_own && i < past->sheet->attachment_count; i++)
        if (slice_ends_with(past->sheet->attachments[i].path, name))
            return &past->sheet->attachments[i];
    return NULL;
}

static const struct sheet *sheet_of_path(const struct past *past, struct slice path)
{
    const struct linked_sheet *linked = link_sheet_of_file(past->catalogue, path);
    if (!linked)
        linked = link_sheet_of_folder(past->catalogue, path);
    if (linked)
        return linked->visible ? &linked->sheet : NULL;
    struct sheet_name name;
    struct diagnostics unheard = {.arena = past->arena};
    bool is_sheet = sheet_name_read(past->catalogue->schema, past->document->file, path, &name,
                                    &unheard);
    return is_sheet ? sheet_of_route(route_of_name(past, &name)) : NULL;
}

/* "/temi/lavoro/?a=b": an address of the site itself. */
static void link_to_address(const struct past *past, struct markdown_link *link, struct slice path)
{
    size_t mark = slice_find_byte(path, '?');
    struct slice query = mark == SLICE_NOT_FOUND ? (struct slice){0} : slice_after(path, mark);
    struct slice url = arena_concat(past->arena, SLICE("/"), slice_sub(path, 0, path.len - query.len),
                                    (struct slice){0});
    const struct route *route = catalogue_find_route(past->catalogue, past->arena, url);
    if (!route && !slice_ends_with(url, SLICE("/"))) {
        url = arena_concat(past->arena, url, SLICE("/"), (struct slice){0});
        route = catalogue_find_route(past->catalogue, past->arena, url);
    }
    const struct sheet *sheet = sheet_of_route(route);
    if (sheet)
        link_to_sheet(past, link, sheet);
    else if (route && route->kind != ROUTE_WITHDRAWN)
        link->url = address(past, arena_concat(past->arena, route->url, query, (struct slice){0}),
                            link->fragment);
    else
        link->missing = true;
}

static void link_within(const struct past *past, struct markdown_link *link)
{
    struct slice anchor = find_anchor(past->document, link->fragment);
    link->missing = link->fragment.len && !anchor.len;
    if (anchor.len)
        link->url = arena_concat(past->arena, SLICE("#"), anchor, (struct slice){0});
}

static void resolve_path(const struct past *past, struct markdown_link *link)
{
    const struct catalogue_state *state = past->catalogue->private;
    bool from_root = slice_starts_with(link->target, SLICE("/"));
    bool is_image = link->kind == MARKDOWN_LINK_IMAGE;
    struct slice folder = path_folder(content_path(past->version->path)), path;
    if (!link->target.len) {
        link_within(past, link);
        return;
    }
    if (!content_path_resolve(past->arena, from_root ? SLICE("") : folder, link->target, &path)) {
        link->missing = true;
        return;
    }
    const struct sheet *sheet = is_image ? NULL : sheet_of_path(past, path);
    const struct loose_file *file = sheet ? NULL : map_get(&state->loose_by_path, path);
    const struct attachment *attachment =
        file ? &file->attachment : moved_attachment(past, folder, path);
    if (sheet)
        link_to_sheet(past, link, sheet);
    else if (attachment)
        link_to_attachment(past, link, attachment);
    else if (from_root && !is_image)
        link_to_address(past, link, path);
    else
        link->missing = true;
}

/* [[id]] or [[COLLECTION/ID]]. */
static void resolve_wiki(const struct past *past, struct markdown_link *link)
{
    const struct schema *schema = past->catalogue->schema;
    const struct sheet *sheet = catalogue_find_sheet(past->catalogue, link->target);
    struct slice id = link->target, title = {0};
    const struct collection *given = NULL;
    size_t slash = slice_find_byte(id, '/');
    if (slash != SLICE_NOT_FOUND) {
        given = map_get(&schema->collections_by_id, slice_sub(id, 0, slash));
        id = slice_after(id, slash + 1);
    }
    for (size_t i = 0; !sheet && i < schema->collection_count; i++) {
        if (slash != SLICE_NOT_FOUND && schema->collections[i] != given)
            continue;
        const struct route *route = route_of_id(past, schema->collections[i], id);
        sheet = sheet_of_route(route);
        if (route && route->kind == ROUTE_WITHDRAWN)
            title = route->withdrawal->title;
    }
    if (sheet) {
        link_to_sheet(past, link, sheet);
        return;
    }
    link->missing = true;
    link->text = title.len ? title : id;
}

static void resolve_link(const struct past *past, struct markdown_link *link)
{
    switch (link->kind) {
    case MARKDOWN_LINK_EXTERNAL:
        break;
    case MARKDOWN_LINK_REFUSED:
        link->missing = true;
        break;
    case MARKDOWN_LINK_WIKI:
        resolve_wiki(past, link);
        break;
    case MARKDOWN_LINK_IMAGE:
    case MARKDOWN_LINK_FILE:
        if (!url_is_absolute(link->target))
            resolve_path(past, link);
        break;
    }
}

static void resolve_tree(const struct past *past, struct markdown *tree)
{
    for (size_t i = 0; tree && i < tree->link_count; i++)
        resolve_link(past, &tree->links[i]);
}

static void resolve_text(void *context, const struct field *field, uint64_t ordinal,
                         struct value *value)
{
    (void)field;
    (void)ordinal;
    if (value->kind == VALUE_MARKDOWN)
        resolve_tree(context, value->as.markdown.tree);
}

/* ---- a version ------------------------------------------------------------ */

struct document *version_document(const struct catalogue *catalogue, const struct sheet *sheet,
                                  const struct version *version, struct arena *arena)
{
    struct document *document = version_read(catalogue, sheet, version, arena);
    if (!document)
        return NULL;
    const struct collection *collection = document->collection;
    struct past past = {catalogue, sheet, version, document, arena};
    values_visit(collection->fields, collection->field_count, document->values, resolve_reference,
                 &past);
    values_visit(collection->fields, collection->field_count, document->values, resolve_text,
                 &past);
    resolve_tree(&past, document->markdown);
    return document;
}

/* The text that a translation was one of: of the same commit, or the newest before it. */
static const struct version *original_of(const struct sheet *sheet, const struct version *version)
{
    const struct sheet_history *history = sheet->history;
    const struct version *found = NULL;
    for (size_t i = 0; i < history->version_count; i++) {
        const struct version *other = &history->versions[i];
        if (other->language != sheet->original->language)
            continue;
        if (slice_equal(other->commit, version->commit))
            return other;
        if (other > version && !found)
            found = other;
    }
    return found;
}

static void inherit_values(const struct catalogue *catalogue, const struct sheet *sheet,
                           const struct version *version, struct edition *edition,
                           struct arena *arena)
{
    const struct version *original = original_of(sheet, version);
    const struct document *said =
        original ? version_document(catalogue, sheet, original, arena) : NULL;
    struct document *document = edition->document;
    const struct collection *collection = document->collection;
    edition->values = arena_array(arena, struct value, collection->field_count);
    for (size_t i = 0; i < collection->field_count; i++)
        edition->values[i] =
            said ? link_inherit_value(arena, collection->fields[i], &document->values[i],
                                      &said->values[i], document->file)
                 : document->values[i];
}

struct sheet *version_sheet(const struct catalogue *catalogue, const struct sheet *sheet,
                            const struct version *version, struct arena *arena)
{
    struct document *document = version_document(catalogue, sheet, version, arena);
    if (!document)
        return NULL;
    struct sheet *past = arena_new(arena, struct sheet);
    struct edition *edition = arena_new(arena, struct edition);
    *past = (struct sheet){.id = sheet->id, .collection = sheet->collection, .index = sheet->index,
                           .original = edition, .status = version->status,
                           .folder = sheet->folder, .attachments = sheet->attachments,
                           .attachment_count = sheet->attachment_count};
    memcpy(past->url, sheet->url, sizeof past->url);
    past->editions[version->language] = edition;
    *edition = (struct edition){.sheet = past, .language = version->language, .document = document,
                                .path = version->path, .values = document->values};
    if (version->language != sheet->original->language)
        inherit_values(catalogue, sheet, version, edition, arena);
    document->edition = edition;
    edition->title = value_plain_text(edition_role(edition, ROLE_TITLE));
    if (!edition->title.len)
        edition->title = sheet->id;
    edition->summary = value_plain_text(edition_role(edition, ROLE_SUMMARY));
    return past;
}

const struct version *version_newest(const struct sheet_history *history, unsigned language)
{
    for (size_t i = 0; history && i < history->version_count; i++)
        if (history->versions[i].language == language)
            return &history->versions[i];
    return NULL;
}

bool version_first_date(const struct sheet_history *history, unsigned language, struct date *date)
{
    if (!history || history->is_cut)
        return false;
    for (size_t i = history->version_count; i-- > 0;) {
        const struct version *version = &history->versions[i];
        if (version->language == language && version->status == STATUS_PUBLISHED) {
            *date = version->date;
            return true;
        }
    }
    return false;
}
