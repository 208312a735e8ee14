/* How much a push brings: all that is new, also what only passes through. */
#include "desk/receive_parts.h"

#include "base/files.h"
#include "base/map.h"
#include "base/vector.h"

#include <stdlib.h>

const struct problem inspect_file_size = {
    "push-file-size",
    SEVERITY_ERROR,
    {"this file has %1; at most %2 is taken", "questo file è di %1; se ne accettano al massimo %2"},
    {"make it smaller, or put it where large files live and link to it",
     "rendilo più piccolo, oppure mettilo dove stanno i file grandi e inserisci un collegamento"}};
static const struct problem file_size_before = {
    "push-file-size",
    SEVERITY_ERROR,
    {"in the commit %3 this file has %1; at most %2 is taken, even if a later commit takes it out",
     "nel commit %3 questo file è di %1; se ne accettano al massimo %2, anche se un commit successivo lo toglie"},
    {"make one new commit of your work without it: git reset --soft %4 && git commit",
     "fai un solo commit nuovo del tuo lavoro senza di esso: git reset --soft %4 && git commit"}};
const struct problem inspect_push_size = {
    "push-size",
    SEVERITY_ERROR,
    {"this push brings %1; at most %2 is taken at a time",
     "questo invio porta %1; se ne accettano al massimo %2 per volta"},
    {"send fewer files at a time, or smaller ones", "invia meno file per volta, o più piccoli"}};

#define TOO_LARGE_MAX 1000u /* files that are told of */

/* Rounded up: what is a little over 10 MB is not told as 10 MB. */
struct slice inspect_size_text(struct arena *arena, uint64_t bytes)
{
    static const char *const units[] = {"byte", "kB", "MB", "GB"};
    unsigned unit = 0;
    for (; bytes >= 10000 && unit < 3; unit++)
        bytes = (bytes + 1023) / 1024;
    for (; bytes >= 1024 && bytes % 1024 == 0 && unit < 3; unit++)
        bytes /= 1024;
    return arena_format(arena, "%llu %s", (unsigned long long)bytes, units[unit]);
}

struct span inspect_place(struct arena *arena, struct slice path)
{
    struct text_file *file = arena_new(arena, struct text_file);
    file->path = path;
    return span_of_file(file);
}

struct large_file {
    struct slice path;
    struct object_id text, commit;
    uint64_t size;
};

struct sizing {
    struct receiving *receiving;
    VECTOR(struct large_file) large;
    struct map seen;
};

static void take_size(void *context, const struct object_id *commit,
                      const struct pushed_file *file)
{
    struct sizing *sizing = context;
    struct arena *arena = &sizing->receiving->arena;
    if (file->kind != PUSHED_FILE || file->size <= sizing->receiving->rules.desk.max_file ||
        sizing->large.count == TOO_LARGE_MAX)
        return;
    struct large_file large = {arena_copy(arena, file->path), file->text, *commit, file->size};
    struct slice key = arena_concat(
        arena, large.path, SLICE("\n"),
        slice_from((const char *)large.text.bytes, sizeof large.text.bytes), (struct slice){0});
    if (map_add(arena, &sizing->seen, key, sizing))
        vector_push(arena, &sizing->large, large);
}

/* Files that are there at the end of a push are told of plainly; the others with their commit. */
static void report_large(struct receiving *receiving, const struct large_file *file)
{
    struct arena *arena = &receiving->arena;
    struct slice own = receiving->rules.branch;
    diagnostic_add(&receiving->general, &file_size_before, inspect_place(arena, file->path),
                   inspect_size_text(arena, file->size),
                   inspect_size_text(arena, receiving->rules.desk.max_file),
                   slice_sub(object_id_text(arena, &file->commit), 0, 10),
                   arena_concat(arena, SLICE("origin/"), own, (struct slice){0}));
}

static bool is_at_a_tip(struct receiving *receiving, const struct large_file *file)
{
    for (size_t i = 0; i < receiving->change_count; i++) {
        const struct refchange *change = &receiving->changes[i];
        for (size_t k = 0; k < change->refused.count; k++) {
            const struct diagnostic *one = &change->refused.items[k];
            if (one->problem == &inspect_file_size && slice_equal(one->span.file->path, file->path))
                return true;
        }
    }
    return false;
}

/* What git keeps of the push on disk until it is taken. */
static uint64_t folder_size(struct arena *arena, struct slice path, unsigned depth)
{
    struct slice *names;
    size_t count;
    struct file_error error;
    struct file_status status;
    uint64_t total = 0;
    if (depth > 4 || !directory_list(arena, arena_string(arena, path), &names, &count, &error))
        return 0;
    for (size_t i = 0; i < count; i++) {
        struct slice file = path_join(arena, path, names[i]);
        if (!file_status_read(file.ptr, &status, &error))
            continue;
        total += status.kind == FILE_REGULAR     ? status.size
                 : status.kind == FILE_DIRECTORY ? folder_size(arena, file, depth + 1)
                                                 : 0;
    }
    return total;
}

static void check_push_size(struct receiving *receiving)
{
    struct slice quarantine = slice_from_string(getenv("GIT_QUARANTINE_PATH"));
    struct arena scratch = {0};
    uint64_t size = quarantine.len ? folder_size(&scratch, quarantine, 0) : 0;
    arena_release(&scratch);
    if (size > receiving->rules.desk.max_push)
        diagnostic_add(&receiving->general, &inspect_push_size, (struct span){0},
                       inspect_size_text(&receiving->arena, size),
                       inspect_size_text(&receiving->arena, receiving->rules.desk.max_push));
}

void inspect_objects(struct receiving *receiving)
{
    struct object_id *tips = arena_array(&receiving->arena, struct object_id,
                                         receiving->change_count + 1);
    struct sizing sizing = {.receiving = receiving};
    size_t count = 0, commits;
    for (size_t i = 0; i < receiving->change_count; i++)
        if (receiving->changes[i].has_after) {
            if (!receiving->changes[i].is_whole)
                return; /* it is refused already, and looking at it costs too much */
            tips[count++] = receiving->changes[i].after;
        }
    check_push_size(receiving);
    if (!count)
        return;
    pushed_walk(receiving->repository, tips, count, take_size, &sizing, &commits,
                &receiving->general);
    for (size_t i = 0; i < sizing.large.count; i++)
        if (!is_at_a_tip(receiving, &sizing.large.items[i]))
            report_large(receiving, &sizing.large.items[i]);
}
