#include "source/source_kind.h"

#include <stdlib.h>

const struct problem source_link_left_out = {
    "file-link",
    SEVERITY_ERROR,
    {"this is a symbolic link: links are not followed",
     "questo è un collegamento simbolico: i collegamenti non si seguono"},
    {"put the file itself here", "metti qui il file vero e proprio"}};
const struct problem source_odd_file = {
    "file-kind",
    SEVERITY_ERROR,
    {"this is neither a file nor a folder: it is left out",
     "questo non è né un file né una cartella: resta fuori"},
    {"take it out of the site's folder", "toglilo dalla cartella del sito"}};
static const struct problem too_deep = {
    "folder-depth",
    SEVERITY_ERROR,
    {"folders may be %1 deep in each other: this one is deeper, and left out",
     "le cartelle possono stare una dentro l'altra fino a %1: questa è più in fondo e resta fuori"},
    {"move it further up", "spostala più in alto"}};
static const struct problem too_many_files = {
    "too-many-files",
    SEVERITY_ERROR,
    {"there are more than %1 files under %2", "ci sono più di %1 file sotto %2"},
    {NULL}};
static const struct problem too_many_folders = {
    "too-many-folders",
    SEVERITY_ERROR,
    {"there are more than %1 folders under %2", "ci sono più di %1 cartelle sotto %2"},
    {NULL}};

void source_close(struct source *source)
{
    if (source)
        source->kind->close(source);
}

bool source_list(struct source *source, struct arena *arena, struct slice folder,
                 struct source_entry **entries, size_t *count, struct diagnostics *diagnostics)
{
    return source->kind->list(source, arena, folder, entries, count, diagnostics);
}

bool source_read(const struct source *source, struct arena *arena, struct slice path, size_t max,
                 struct slice *content, struct file_error *error)
{
    return source->kind->read(source, arena, path, max, content, error);
}

bool source_name_is_hidden(struct slice name)
{
    return name.ptr[0] == '.' || name.ptr[name.len - 1] == '~';
}

struct span source_place(struct arena *arena, struct slice path)
{
    struct text_file *file = arena_new(arena, struct text_file);
    file->path = path;
    return span_of_file(file);
}

bool source_path_is_below(struct slice path)
{
    struct slice rest = path, part;
    while (slice_next(&rest, '/', &part))
        if (!part.len || slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return false;
    return path.len && path.ptr[path.len - 1] != '/';
}

/* ---- listings ----------------------------------------------------------- */

bool listing_add(struct listing *listing, struct slice path, uint64_t size)
{
    if (listing->entries.count == SOURCE_FILES_MAX)
        listing->too_many = true;
    if (listing->too_many)
        return false;
    struct source_entry entry = {path, size};
    vector_push(listing->arena, &listing->entries, entry);
    return true;
}

bool listing_enter(struct listing *listing, struct slice path, unsigned depth)
{
    if (depth >= SOURCE_DEPTH_MAX) {
        diagnostic_add(listing->diagnostics, &too_deep, source_place(listing->arena, path),
                       arena_format(listing->arena, "%d", SOURCE_DEPTH_MAX));
        return false;
    }
    if (listing->folder_count++ >= SOURCE_FOLDERS_MAX)
        listing->too_many = true;
    return !listing->too_many;
}

static int compare_entries(const void *a, const void *b)
{
    return slice_compare(((const struct source_entry *)a)->path,
                         ((const struct source_entry *)b)->path);
}

bool listing_end(struct listing *listing, struct slice folder, struct source_entry **entries,
                 size_t *count)
{
    if (listing->too_many) {
        bool folders = listing->folder_count > SOURCE_FOLDERS_MAX;
        diagnostic_add(
            listing->diagnostics, folders ? &too_many_folders : &too_many_files, (struct span){0},
            arena_format(listing->arena, "%d", folders ? SOURCE_FOLDERS_MAX : SOURCE_FILES_MAX),
            folder);
    }
    if (listing->entries.count)
        qsort(listing->entries.items, listing->entries.count, sizeof *listing->entries.items,
              compare_entries);
    *entries = listing->entries.items;
    *count = listing->entries.count;
    return !listing->too_many;
}
