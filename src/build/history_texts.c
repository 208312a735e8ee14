/* What each version said of itself. A version is read for its status and its id alone, by today's names of
 * statuses; what it said of its fields is read again when its page is written. */
#include "build/history_parts.h"

#include "base/memory.h"
#include "content/document.h"

struct text_reading {
    struct telling *telling;
    struct arena *scratch; /* one a worker, reset after each file */
};

/* What cannot be read was an error in its time, and no reader saw it. */
static enum status read_self(const struct schema *schema, struct slice content, struct arena *arena,
                             struct slice *id)
{
    struct document_self self;
    *id = (struct slice){0};
    if (!document_read_self(arena, content, &self))
        return STATUS_DRAFT;
    *id = self.id;
    return document_self_status(schema, &self);
}

/* "x.en.md" is "x.md" in the first language. */
static struct slice original_of(struct arena *arena, struct slice path)
{
    struct slice stem = slice_sub(path, 0, path.len - strlen(".md"));
    size_t dot = slice_find_last_byte(stem, '.');
    if (dot != SLICE_NOT_FOUND)
        stem.len = dot;
    return arena_concat(arena, stem, SLICE(".md"), (struct slice){0});
}

/* A translation is seen where its original is: in the same commit. */
static bool original_is_public(const struct told_file *file, const struct told_version *version,
                               const struct schema *schema, struct arena *arena)
{
    struct repository *repository = file->origin->repository;
    struct slice id, content, path = original_of(arena, version->version->path);
    struct object_id text;
    path = repository_file(arena, file->origin, path);
    return history_find_text(repository, &version->version->commit->id, path, &text) &&
           history_read_text(repository, arena, &text, DOCUMENT_SIZE_MAX, &content) &&
           read_self(schema, content, arena, &id) == STATUS_PUBLISHED;
}

static bool is_translation(const struct told_file *file, const struct told_version *version)
{
    return version->name ? version->name->is_translation : file->language != 0;
}

static void read_version(struct told_file *file, struct told_version *version,
                         const struct schema *schema, struct arena *scratch, struct arena *arena)
{
    struct slice content, id;
    version->status = STATUS_DRAFT;
    if (!history_read_text(file->origin->repository, scratch, &version->version->text,
                           DOCUMENT_SIZE_MAX, &content))
        return;
    version->status = read_self(schema, content, scratch, &id);
    version->id = arena_copy(arena, id);
    version->is_public = version->status == STATUS_PUBLISHED &&
                         (!is_translation(file, version) ||
                          original_is_public(file, version, schema, scratch));
    if (version == file->versions && file->item)
        file->is_as_committed = slice_equal(content, file->item->file.text);
}

static void read_file(void *context, size_t index, unsigned worker)
{
    struct text_reading *reading = context;
    struct build *build = reading->telling->build;
    struct told_file *file = &reading->telling->files.items[index];
    struct arena *scratch = &reading->scratch[worker];
    for (size_t i = 0; i < file->file->version_count; i++) {
        read_version(file, &file->versions[i], build->schema, scratch,
                     &build->worker_states[worker].arena);
        arena_reset(scratch);
    }
}

const struct sheet_name *name_of(struct telling *telling, struct slice path)
{
    struct diagnostics unheard = {.arena = &telling->arena};
    struct text_file file = {.path = path};
    struct sheet_name *name = arena_new(&telling->arena, struct sheet_name);
    bool good = slice_starts_with(path, SLICE("content/")) &&
                sheet_name_read(telling->build->schema, &file,
                                slice_after(path, strlen("content/")), name, &unheard);
    return good ? name : NULL;
}

static void prepare_version(struct telling *telling, const struct told_file *file,
                            struct told_version *version, const struct told_version *newer)
{
    struct slice below = version->version->path;
    if (newer && slice_equal(newer->version->path, below)) {
        version->path = newer->path;
        version->name = newer->name;
    } else {
        version->path = arena_copy(&telling->build->arena,
                                   origin_path(&telling->arena, file->origin, below));
        version->name = name_of(telling, version->path);
    }
}

bool tell_texts(struct telling *telling)
{
    struct build *build = telling->build;
    unsigned workers = workers_count(build->workers);
    struct text_reading reading = {telling, arena_array(&telling->arena, struct arena, workers)};
    for (size_t i = 0; i < telling->files.count; i++) {
        struct told_file *file = &telling->files.items[i];
        size_t count = file->file->version_count;
        file->versions = arena_array(&telling->arena, struct told_version, count);
        for (size_t k = 0; k < count; k++) {
            file->versions[k].version = &file->file->versions[k];
            prepare_version(telling, file, &file->versions[k], k ? &file->versions[k - 1] : NULL);
        }
    }
    bool done = build_each(build, BUILD_LINK, telling->files.count, read_file, &reading);
    for (unsigned i = 0; i < workers; i++)
        arena_release(&reading.scratch[i]);
    return done;
}
