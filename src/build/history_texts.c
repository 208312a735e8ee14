/* What each version said of itself. A version is read for its status and its id alone, by today's names of
 * statuses; what it said of its fields is read again when its page is written. */
#include "build/history_parts.h"

#include "base/memory.h"
#include "build/history_selves.h"

/* ---- names -------------------------------------------------------------- */

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

static void prepare_versions(struct telling *telling)
{
    for (size_t i = 0; i < telling->files.count; i++) {
        struct told_file *file = &telling->files.items[i];
        size_t count = file->file->version_count;
        file->versions = arena_array(&telling->arena, struct told_version, count);
        for (size_t k = 0; k < count; k++) {
            file->versions[k].version = &file->file->versions[k];
            prepare_version(telling, file, &file->versions[k], k ? &file->versions[k - 1] : NULL);
        }
    }
}

/* ---- texts that are not known yet --------------------------------------- */

struct unread {
    struct object_id text;
    struct self self;
    bool is_missing; /* it cannot be had now, and perhaps another time */
};

struct text_reading {
    struct build *build;
    struct repository *repository;
    VECTOR(struct unread) unread;
    struct map listed;
    struct arena *scratch; /* one a worker, reset after each text */
};

static void want_text(struct text_reading *reading, const struct selves *selves,
                      const struct object_id *text)
{
    struct slice key = slice_from((const char *)text->bytes, sizeof text->bytes);
    if (selves_find(selves, text) || !map_add(selves->arena, &reading->listed, key, reading))
        return;
    struct unread unread = {.text = *text};
    vector_push(selves->arena, &reading->unread, unread);
}

/* What cannot be read was an error in its time. */
static void read_text(void *context, size_t index, unsigned worker)
{
    struct text_reading *reading = context;
    struct arena *scratch = &reading->scratch[worker];
    struct arena *arena = &reading->build->worker_states[worker].arena;
    struct unread *unread = &reading->unread.items[index];
    struct self *self = &unread->self;
    struct slice content;
    unread->is_missing = !history_read_text(reading->repository, scratch, &unread->text,
                                            DOCUMENT_SIZE_MAX, &content);
    if (!unread->is_missing && document_read_self(scratch, content, &self->says)) {
        self->is_sheet = true;
        self->says.status = arena_copy(arena, self->says.status);
        self->says.id = arena_copy(arena, self->says.id);
    }
    arena_reset(scratch);
}

static bool read_texts(struct text_reading *reading, struct selves *selves)
{
    unsigned workers = workers_count(reading->build->workers);
    reading->scratch = arena_array(selves->arena, struct arena, workers);
    bool done = build_each(reading->build, BUILD_LINK, reading->unread.count, read_text, reading);
    for (unsigned i = 0; i < workers; i++)
        arena_release(&reading->scratch[i]);
    for (size_t i = 0; i < reading->unread.count && done; i++)
        if (!reading->unread.items[i].is_missing)
            selves_add(selves, &reading->unread.items[i].text, &reading->unread.items[i].self);
    return done;
}

/* ---- originals of translations ------------------------------------------ */

static bool is_translation(const struct told_file *file, const struct told_version *version)
{
    return version->name ? version->name->is_translation : file->language != 0;
}

/* "x.en.md" is "x.md" in the first language; here as the repository has it. */
static struct slice original_of(struct telling *telling, const struct told_file *file,
                                const struct told_version *version)
{
    struct slice stem = version->version->path;
    stem = repository_file(&telling->arena, file->origin,
                           slice_sub(stem, 0, stem.len - strlen(".md")));
    size_t dot = slice_find_last_byte(stem, '.');
    if (dot != SLICE_NOT_FOUND)
        stem.len = dot;
    return arena_concat(&telling->arena, stem, SLICE(".md"), (struct slice){0});
}

/* site.yaml, as the repository of the site itself has it. */
static struct slice site_yaml_of(struct telling *telling, const struct told_file *file)
{
    return repository_file(&telling->arena, file->origin, SLICE("site.yaml"));
}

/* It is no sheet's by today's site.yaml; that of another repository than its own says nothing of its past. */
static bool needs_schema_then(const struct told_file *file, const struct told_version *version)
{
    return !version->name && !file->origin->declared;
}

struct wanted_places {
    struct telling *telling;
    const struct selves *selves;
    VECTOR(struct history_place) unknown;
};

static void want_place(struct wanted_places *wanted, const struct told_version *version,
                       struct slice path)
{
    struct history_place place = {.commit = version->version->commit, .path = path};
    if (!selves_find_place(wanted->selves, &place.commit->id, path))
        vector_push(&wanted->telling->arena, &wanted->unknown, place);
}

/* Which texts the originals had in the commits of their translations' versions, and site.yaml. */
static bool find_places(struct telling *telling, const struct origin *origin,
                        struct selves *selves)
{
    struct wanted_places wanted = {.telling = telling, .selves = selves};
    for (size_t i = 0; i < telling->files.count; i++) {
        const struct told_file *file = &telling->files.items[i];
        for (size_t k = 0; file->origin == origin && k < file->file->version_count; k++) {
            const struct told_version *version = &file->versions[k];
            if (is_translation(file, version))
                want_place(&wanted, version, original_of(telling, file, version));
            if (needs_schema_then(file, version))
                want_place(&wanted, version, site_yaml_of(telling, file));
        }
    }
    struct history_place *places = wanted.unknown.items;
    if (wanted.unknown.count &&
        !history_find_texts(origin->repository, places, wanted.unknown.count))
        return false;
    for (size_t i = 0; i < wanted.unknown.count; i++)
        selves_add_place(selves, &places[i].commit->id, places[i].path, &places[i].text);
    return true;
}

static const struct object_id *original_text(struct telling *telling, const struct selves *selves,
                                             const struct told_file *file,
                                             const struct told_version *version)
{
    return selves_find_place(selves, &version->version->commit->id,
                             original_of(telling, file, version));
}

/* ---- the whole ---------------------------------------------------------- */

static enum status status_of(const struct build *build, const struct selves *selves,
                             const struct object_id *text)
{
    const struct self *self = selves_find(selves, text);
    return self && self->is_sheet ? document_self_status(build->schema, &self->says)
                                  : STATUS_DRAFT;
}

/* A sheet that was kept out of sight. */
static bool is_hidden(struct slice path)
{
    struct slice part;
    while (slice_next(&path, '/', &part))
        if (part.len && source_name_is_hidden(part))
            return true;
    return false;
}

static bool was_sheet(struct telling *telling, const struct selves *selves,
                      struct schemas_then *schemas, const struct told_file *file,
                      const struct told_version *version)
{
    const struct object_id *commit = &version->version->commit->id;
    if (is_hidden(version->path))
        return false;
    return version->name ||
           (needs_schema_then(file, version) &&
            was_sheet_then(schemas, file->origin->repository,
                           selves_find_place(selves, commit, site_yaml_of(telling, file)),
                           version->path));
}

/* A translation is seen where its original is: in the same commit. */
static void fill_version(struct telling *telling, const struct selves *selves,
                         struct schemas_then *schemas, struct told_file *file,
                         struct told_version *version)
{
    const struct build *build = telling->build;
    const struct object_id *text = &version->version->text;
    const struct self *self = selves_find(selves, text);
    version->status = status_of(build, selves, text);
    version->id = self ? self->says.id : (struct slice){0};
    version->is_sheet = was_sheet(telling, selves, schemas, file, version);
    version->is_public =
        version->is_sheet && version->status == STATUS_PUBLISHED &&
        (!is_translation(file, version) ||
         status_of(build, selves, original_text(telling, selves, file, version)) ==
             STATUS_PUBLISHED);
}

static void compare_with_today(struct told_file *file)
{
    if (!file->item || !file->file->version_count)
        return;
    struct object_id today = history_text_id(file->item->file.text);
    file->is_as_committed =
        memcmp(today.bytes, file->versions[0].version->text.bytes, sizeof today.bytes) == 0;
}

static bool tell_origin(struct telling *telling, const struct origin *origin)
{
    struct build *build = telling->build;
    struct selves *selves = selves_open(&telling->arena, origin->repository);
    struct text_reading reading = {.build = build, .repository = origin->repository};
    struct schemas_then schemas = {0};
    if (!find_places(telling, origin, selves))
        return false;
    for (size_t i = 0; i < telling->files.count; i++) {
        const struct told_file *file = &telling->files.items[i];
        for (size_t k = 0; file->origin == origin && k < file->file->version_count; k++) {
            const struct told_version *version = &file->versions[k];
            want_text(&reading, selves, &version->version->text);
            if (is_translation(file, version))
                want_text(&reading, selves, original_text(telling, selves, file, version));
        }
    }
    if (!read_texts(&reading, selves))
        return false;
    if (!build->options.pushed)
        selves_keep(selves);
    for (size_t i = 0; i < telling->files.count; i++) {
        struct told_file *file = &telling->files.items[i];
        for (size_t k = 0; file->origin == origin && k < file->file->version_count; k++)
            fill_version(telling, selves, &schemas, file, &file->versions[k]);
        compare_with_today(file);
    }
    schemas_then_release(&schemas);
    return true;
}

bool tell_texts(struct telling *telling)
{
    prepare_versions(telling);
    for (size_t i = 0; i < telling->build->origin_count; i++)
        if (telling->build->origins[i].repository &&
            !tell_origin(telling, &telling->build->origins[i]))
            return false;
    return true;
}
