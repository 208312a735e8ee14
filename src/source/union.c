#include "source/union.h"

#include "base/map.h"
#include "source/source_kind.h"

#include <errno.h>

struct union_source {
    struct source source;
    struct arena *arena;
    const struct source_part *parts;
    size_t count;
    struct map owners; /* path to its part, of what was listed */
};

/* Each said of two sources, and of the site itself with a source. */
#define CLASH(english, italian)                                                                    \
    {                                                                                              \
        "source-clash", SEVERITY_ERROR, {english, italian},                                        \
        {                                                                                          \
            "rename one of them, or give the source another `prefix` in site.yaml",                \
                "rinomina uno dei due, o dai alla sorgente un altro `prefix` in site.yaml"         \
        }                                                                                          \
    }
static const struct problem same_file[] = {
    CLASH("two sources give the same file: \"%1\" and \"%2\"",
          "due sorgenti danno lo stesso file: \"%1\" e \"%2\""),
    CLASH("the site itself and a source give the same file: \"%1\" and \"%2\"",
          "il sito stesso e una sorgente danno lo stesso file: \"%1\" e \"%2\"")};
static const struct problem file_and_folder[] = {
    CLASH("one source has a file where another has a folder: \"%1\" and \"%2\"",
          "una sorgente ha un file dove un'altra ha una cartella: \"%1\" e \"%2\""),
    CLASH("the site itself and a source have a file and a folder in the same place: \"%1\" and \"%2\"",
          "il sito stesso e una sorgente hanno un file e una cartella nello stesso posto: \"%1\" e "
          "\"%2\"")};

/* ---- paths -------------------------------------------------------------- */

/* Whether `path` is `place` or stands below it; *below is what follows. */
static bool is_at(struct slice path, struct slice place, struct slice *below)
{
    *below = path;
    if (!place.len)
        return true;
    if (!slice_starts_with(path, place) || (path.len > place.len && path.ptr[place.len] != '/'))
        return false;
    *below = slice_after(path, place.len + 1);
    return true;
}

static struct slice path_in_source(struct arena *arena, const struct source_part *part,
                                   struct slice below)
{
    return below.len ? path_join(arena, part->folder, below) : part->folder;
}

static bool is_hidden(const struct union_source *source, size_t part, struct slice path)
{
    struct slice below;
    for (size_t i = part + 1; i < source->count; i++)
        if (source->parts[i].hides && is_at(path, source->parts[i].place, &below))
            return true;
    return false;
}

static struct slice shown_in(struct arena *arena, const struct source_part *part,
                             struct slice path_there)
{
    if (!part->label.len)
        return path_there;
    if (!path_there.len)
        return part->label;
    return arena_concat(arena, part->label, SLICE(": "), path_there, (struct slice){0});
}

/* ---- listing ------------------------------------------------------------ */

static struct slice name_file(const struct union_source *source, struct arena *arena, size_t part,
                              struct slice path)
{
    struct slice below;
    is_at(path, source->parts[part].place, &below);
    return shown_in(arena, &source->parts[part],
                    path_in_source(arena, &source->parts[part], below));
}

static void report_clash(const struct union_source *source, struct listing *listing,
                         const struct problem *problem, size_t first, struct slice first_path,
                         size_t second, struct slice second_path)
{
    struct slice shown = name_file(source, listing->arena, second, second_path);
    bool of_site = !source->parts[first].label.len || !source->parts[second].label.len;
    diagnostic_add(listing->diagnostics, &problem[of_site],
                   source_place(listing->arena, shown),
                   name_file(source, listing->arena, first, first_path), shown);
}

static bool find_owner(const struct union_source *source, struct slice path, size_t *part)
{
    void *value = map_get(&source->owners, path);
    *part = value ? (size_t)((const struct source_part *)value - source->parts) : 0;
    return value != NULL;
}

static void add_file(struct union_source *source, struct listing *listing, size_t part,
                     struct slice path, uint64_t size)
{
    size_t other;
    if (is_hidden(source, part, path))
        return;
    if (find_owner(source, path, &other) && other != part) {
        report_clash(source, listing, same_file, other, path, part, path);
        return;
    }
    map_set(source->arena, &source->owners, path, (void *)&source->parts[part]);
    listing_add(listing, path, size);
}

/* A file cannot also be a folder that another source's files stand in. */
static void check_folders(const struct union_source *source, struct listing *listing)
{
    for (size_t i = 0; i < listing->entries.count; i++) {
        struct slice path = listing->entries.items[i].path;
        for (struct slice above = path_folder(path); above.len; above = path_folder(above)) {
            size_t of_file, of_folder;
            if (!find_owner(source, above, &of_file))
                continue;
            find_owner(source, path, &of_folder);
            report_clash(source, listing, file_and_folder, of_file, above, of_folder, path);
            break;
        }
    }
}

/* What a source says of its files is told with its name in front. */
static void say_whose(struct listing *listing, const struct source_part *part,
                      struct slice folder, const struct diagnostics *said)
{
    for (size_t i = 0; i < said->count && part->label.len; i++) {
        struct diagnostic *one = &said->items[i];
        struct slice path = one->span.file ? one->span.file->path : folder;
        one->span = source_place(listing->arena, shown_in(listing->arena, part, path));
    }
    diagnostics_merge(listing->diagnostics, said);
}

/* The files of the part that stand below `folder` of the union. */
static bool list_part(struct union_source *source, struct listing *listing, size_t number,
                      struct slice folder)
{
    const struct source_part *part = &source->parts[number];
    struct slice below = {0};
    if (!is_at(folder, part->place, &below) && !is_at(part->place, folder, &(struct slice){0}))
        return true;
    if (folder.len <= part->place.len)
        below = (struct slice){0};
    struct diagnostics said = {.arena = listing->diagnostics->arena};
    struct source_entry *entries;
    size_t count;
    struct slice there = path_in_source(listing->arena, part, below);
    bool good = source_list(part->source, listing->arena, there, &entries, &count, &said);
    say_whose(listing, part, there, &said);
    size_t skipped = part->folder.len ? part->folder.len + 1 : 0;
    for (size_t i = 0; i < count && !listing->too_many; i++) {
        struct slice path = slice_after(entries[i].path, skipped);
        add_file(source, listing, number,
                 part->place.len || skipped ? path_join(source->arena, part->place, path) : path,
                 entries[i].size);
    }
    return good;
}

static bool union_list(struct source *base, struct arena *arena, struct slice folder,
                       struct source_entry **entries, size_t *count,
                       struct diagnostics *diagnostics)
{
    struct union_source *source = (struct union_source *)base;
    struct listing listing = {.arena = arena, .diagnostics = diagnostics};
    bool good = true;
    for (size_t i = 0; i < source->count; i++)
        good &= list_part(source, &listing, i, folder);
    if (source->count > 1)
        check_folders(source, &listing);
    return listing_end(&listing, folder, entries, count) && good;
}

/* ---- reading ------------------------------------------------------------ */

static bool read_part(const struct union_source *source, size_t number, struct arena *arena,
                      struct slice path, size_t max, struct slice *content,
                      struct file_error *error)
{
    const struct source_part *part = &source->parts[number];
    struct slice below;
    if (!is_at(path, part->place, &below) || !below.len || is_hidden(source, number, path)) {
        *error = (struct file_error){"read", path, ENOENT, 0};
        return false;
    }
    return source_read(part->source, arena, path_in_source(arena, part, below), max, content,
                       error);
}

static bool union_read(const struct source *base, struct arena *arena, struct slice path,
                       size_t max, struct slice *content, struct file_error *error)
{
    const struct union_source *source = (const struct union_source *)base;
    size_t owner;
    *error = (struct file_error){"read", path, ENOENT, 0};
    if (!source_path_is_below(path))
        return false;
    if (find_owner(source, path, &owner))
        return read_part(source, owner, arena, path, max, content, error);
    for (size_t i = 0; i < source->count; i++) {
        if (read_part(source, i, arena, path, max, content, error))
            return true;
        if (error->number != ENOENT)
            return false;
    }
    return false;
}

static void union_close(struct source *source)
{
    (void)source;
}

static const struct source_kind union_kind = {union_list, union_read, union_close};

struct source *source_open_union(struct arena *arena, const struct source_part *parts, size_t count)
{
    struct union_source *source = arena_new(arena, struct union_source);
    struct source_part *copy = arena_array(arena, struct source_part, count);
    for (size_t i = 0; i < count; i++)
        copy[i] = parts[i];
    *source = (struct union_source){{&union_kind}, arena, copy, count, {0}};
    return &source->source;
}

/* ---- whose -------------------------------------------------------------- */

size_t source_part_of(const struct source *base, struct slice path, struct slice *below)
{
    const struct union_source *source = (const struct union_source *)base;
    size_t nearest = 0;
    *below = path;
    if (base->kind != &union_kind)
        return 0;
    if (find_owner(source, path, &nearest)) {
        is_at(path, source->parts[nearest].place, below);
        return nearest;
    }
    for (size_t i = 0; i < source->count; i++) {
        struct slice rest;
        if (is_at(path, source->parts[i].place, &rest) && rest.len <= below->len) {
            nearest = i;
            *below = rest;
        }
    }
    return nearest;
}

struct slice source_shown_path(const struct source *base, struct arena *arena, struct slice path)
{
    const struct union_source *source = (const struct union_source *)base;
    struct slice below;
    size_t part = source_part_of(base, path, &below);
    return base->kind == &union_kind && source->parts[part].label.len
               ? name_file(source, arena, part, path)
               : path;
}
