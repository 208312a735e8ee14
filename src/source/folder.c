/* A folder as a source. */
#include "source/source_kind.h"

#include <errno.h>
#include <sys/stat.h>

struct folder_source {
    struct source source;
    struct slice folder;
};

static const struct problem no_such_folder = {"no-such-folder",
                                              SEVERITY_FAILURE,
                                              {"there is no folder %1", "la cartella %1 non c'è"},
                                              {"give the folder that holds site.yaml with -C",
                                               "indica con -C la cartella che contiene site.yaml"}};

static struct slice path_on_disk(const struct source *source, struct arena *arena,
                                 struct slice path)
{
    return path_join(arena, ((const struct folder_source *)source)->folder, path);
}

/* Files and folders of one folder, depth first. The depth is bounded, so the C stack is. */
static bool list_below(struct listing *listing, const struct source *source, struct slice folder,
                       unsigned depth)
{
    struct arena *arena = listing->arena;
    struct file_error error;
    struct slice *names;
    size_t count;
    struct slice folder_on_disk = path_on_disk(source, arena, folder);
    if (!directory_list(arena, arena_string(arena, folder_on_disk), &names, &count, &error)) {
        if (error.number == ENOENT && depth == 0)
            return true;
        file_error_report(listing->diagnostics, &error);
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < count && !listing->too_many; i++) {
        if (source_name_is_hidden(names[i]))
            continue;
        struct slice path = path_join(arena, folder, names[i]);
        struct file_status status;
        struct slice on_disk = path_join(arena, folder_on_disk, names[i]);
        if (!file_status_read(on_disk.ptr, &status, &error)) {
            file_error_report(listing->diagnostics, &error);
            good = false;
        } else if (status.kind == FILE_REGULAR) {
            listing_add(listing, path, status.size);
        } else if (status.kind == FILE_DIRECTORY) {
            if (listing_enter(listing, path, depth + 1))
                good &= list_below(listing, source, path, depth + 1);
        } else if (status.kind != FILE_MISSING) {
            diagnostic_add_plain(listing->diagnostics,
                                 status.kind == FILE_LINK ? &source_link_left_out
                                                          : &source_odd_file,
                                 source_place(arena, path));
        }
    }
    return good;
}

static bool folder_list(struct source *source, struct arena *arena, struct slice folder,
                        struct source_entry **entries, size_t *count,
                        struct diagnostics *diagnostics)
{
    struct listing listing = {.arena = arena, .diagnostics = diagnostics};
    struct file_status status;
    struct file_error error;
    struct slice on_disk = path_on_disk(source, arena, folder);
    bool is_link =
        folder.len && file_status_read(on_disk.ptr, &status, &error) && status.kind == FILE_LINK;
    if (is_link)
        diagnostic_add_plain(diagnostics, &source_link_left_out, source_place(arena, folder));
    bool good = !is_link && list_below(&listing, source, folder, 0);
    return listing_end(&listing, folder, entries, count) && good;
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

static bool folder_read(const struct source *source, struct arena *arena, struct slice path,
                        size_t max, struct slice *content, struct file_error *error)
{
    char *on_disk = arena_string(arena, path_on_disk(source, arena, path));
    bool below = source_path_is_below(path);
    size_t start = ((const struct folder_source *)source)->folder.len;
    if (!below || has_link(on_disk, start, error)) {
        *error =
            (struct file_error){"read", slice_from_string(on_disk), below ? EINVAL : ENOENT, 0};
        return false;
    }
    return file_read(arena, on_disk, max, content, error);
}

static void folder_close(struct source *source)
{
    (void)source;
}

static const struct source_kind folder_kind = {folder_list, folder_read, folder_close};

struct source *source_open_folder(struct arena *arena, struct slice folder,
                                  struct diagnostics *diagnostics)
{
    struct stat status;
    const char *path = arena_string(arena, folder);
    int number = stat(path, &status) == 0 ? 0 : errno;
    if (!diagnostics && (number || !S_ISDIR(status.st_mode)))
        return NULL;
    if (number == ENOENT || number == ENOTDIR || (!number && !S_ISDIR(status.st_mode))) {
        diagnostic_add(diagnostics, &no_such_folder, (struct span){0}, folder);
        return NULL;
    }
    if (number) {
        struct file_error error = {"read", folder, number, 0};
        file_error_report(diagnostics, &error);
        return NULL;
    }
    struct folder_source *source = arena_new(arena, struct folder_source);
    source->source.kind = &folder_kind;
    source->folder = arena_copy(arena, folder);
    return &source->source;
}
