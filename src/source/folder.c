/* A folder as a source (source.h). */
#include "source/source.h"

#include "base/vector.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct source {
    struct slice folder;
};

static const struct problem no_such_folder = {"no-such-folder",
                                              SEVERITY_FAILURE,
                                              {"there is no folder %1", "la cartella %1 non c'è"},
                                              {"give the folder that holds site.yaml with -C",
                                               "indica con -C la cartella che contiene site.yaml"}};
static const struct problem link_left_out = {
    "file-link",
    SEVERITY_ERROR,
    {"this is a symbolic link: links are not followed",
     "questo è un collegamento simbolico: i collegamenti non si seguono"},
    {"put the file itself here", "metti qui il file vero e proprio"}};
static const struct problem odd_file = {
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
static const struct problem too_many = {
    "too-many-files",
    SEVERITY_ERROR,
    {"there are more than %1 files under %2", "ci sono più di %1 file sotto %2"},
    {NULL}};

struct source *source_open_folder(struct arena *arena, struct slice folder,
                                  struct diagnostics *diagnostics)
{
    struct stat status;
    const char *path = arena_string(arena, folder);
    int number = stat(path, &status) == 0 ? 0 : errno;
    if (number == ENOENT || number == ENOTDIR || (!number && !S_ISDIR(status.st_mode))) {
        diagnostic_add(diagnostics, &no_such_folder, (struct span){0}, folder);
        return NULL;
    }
    if (number) {
        struct file_error error = {"read", folder, number, 0};
        file_error_report(diagnostics, &error);
        return NULL;
    }
    struct source *source = arena_new(arena, struct source);
    source->folder = arena_copy(arena, folder);
    return source;
}

/* A file or folder stands for a place, though it has no lines. */
static struct span place_of(struct arena *arena, struct slice path)
{
    struct text_file *file = arena_new(arena, struct text_file);
    file->path = path;
    return span_of_file(file);
}

struct listing {
    const struct source *source;
    struct arena *arena;
    struct diagnostics *diagnostics;
    VECTOR(struct source_entry) entries;
    bool too_many;
};

static bool name_is_hidden(struct slice name)
{
    return name.ptr[0] == '.' || name.ptr[name.len - 1] == '~';
}

/* Files and folders of one folder, depth first. The depth is bounded, so the C stack is. */
static bool list_folder(struct listing *listing, struct slice folder, unsigned depth)
{
    struct arena *arena = listing->arena;
    struct file_error error;
    struct slice *names;
    size_t count;
    struct slice folder_on_disk = path_join(arena, listing->source->folder, folder);
    if (!directory_list(arena, arena_string(arena, folder_on_disk), &names, &count, &error)) {
        if (error.number == ENOENT && depth == 0)
            return true;
        file_error_report(listing->diagnostics, &error);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < count && !listing->too_many; i++) {
        if (name_is_hidden(names[i]))
            continue;
        struct slice path = path_join(arena, folder, names[i]);
        struct file_status status;
        struct slice on_disk = path_join(arena, folder_on_disk, names[i]);
        if (!file_status_read(on_disk.ptr, &status, &error)) {
            file_error_report(listing->diagnostics, &error);
            good = false;
        } else if (status.kind == FILE_REGULAR) {
            if (listing->entries.count == SOURCE_FILES_MAX) {
                listing->too_many = true;
            } else {
                struct source_entry entry = {path, status.size};
                vector_push(arena, &listing->entries, entry);
            }
        } else if (status.kind == FILE_DIRECTORY) {
            if (depth + 1 >= SOURCE_DEPTH_MAX)
                diagnostic_add(listing->diagnostics, &too_deep, place_of(arena, path),
                               arena_format(arena, "%d", SOURCE_DEPTH_MAX));
            else
                good &= list_folder(listing, path, depth + 1);
        } else if (status.kind != FILE_MISSING) {
            diagnostic_add_plain(listing->diagnostics,
                                 status.kind == FILE_LINK ? &link_left_out : &odd_file,
                                 place_of(arena, path));
        }
    }
    return good;
}

static int compare_entries(const void *a, const void *b)
{
    return slice_compare(((const struct source_entry *)a)->path,
                         ((const struct source_entry *)b)->path);
}

bool source_list(struct source *source, struct arena *arena, struct slice folder,
                 struct source_entry **entries, size_t *count, struct diagnostics *diagnostics)
{
    struct listing listing = {.source = source, .arena = arena, .diagnostics = diagnostics};
    struct file_status status;
    struct file_error error;
    struct slice on_disk = path_join(arena, source->folder, folder);
    bool is_link =
        folder.len && file_status_read(on_disk.ptr, &status, &error) && status.kind == FILE_LINK;
    if (is_link)
        diagnostic_add_plain(diagnostics, &link_left_out, place_of(arena, folder));
    bool good = !is_link && list_folder(&listing, folder, 0);
    if (listing.too_many) {
        diagnostic_add(diagnostics, &too_many, (struct span){0},
                       arena_format(arena, "%d", SOURCE_FILES_MAX), folder);
        good = false;
    }
    if (listing.entries.count)
        qsort(listing.entries.items, listing.entries.count, sizeof *listing.entries.items,
              compare_entries);
    *entries = listing.entries.items;
    *count = listing.entries.count;
    return good;
}

static bool is_below(struct slice path)
{
    struct slice rest = path, part;
    while (slice_next(&rest, '/', &part))
        if (!part.len || slice_equal_string(part, ".") || slice_equal_string(part, ".."))
            return false;
    return path.len && path.ptr[path.len - 1] != '/';
}

/* Whether a link stands anywhere in the path, which begins after `start` bytes of `on_disk`. */
static bool has_link(char *on_disk, size_t start, struct file_error *error)
{
    struct file_status status;
    for (size_t i = start + 1;; i++) {
        char byte = on_disk[i];
        if (byte != '/' && byte)
            continue;
        on_disk[i] = '\0';
        bool is_link = file_status_read(on_disk, &status, error) && status.kind == FILE_LINK;
        on_disk[i] = byte;
        if (is_link || !byte)
            return is_link;
    }
}

bool source_read(const struct source *source, struct arena *arena, struct slice path, size_t max,
                 struct slice *content, struct file_error *error)
{
    char *on_disk = arena_string(arena, source_file_path(source, arena, path));
    bool below = is_below(path);
    if (!below || has_link(on_disk, source->folder.len, error)) {
        *error =
            (struct file_error){"read", slice_from_string(on_disk), below ? EINVAL : ENOENT, 0};
        return false;
    }
    return file_read(arena, on_disk, max, content, error);
}

struct slice source_file_path(const struct source *source, struct arena *arena, struct slice path)
{
    return path_join(arena, source->folder, path);
}
