#include "build/sheet_log.h"

#include "base/memory.h"
#include "build/history_parts.h"
#include "text/nearest.h"

#include <stdlib.h>

static const struct problem no_sheet = {
    "no-sheet",
    SEVERITY_ERROR,
    {"there is no sheet \"%1\", and there was none", "non c'è la scheda \"%1\", e non c'è mai stata"},
    {"give its id, COLLECTION/ID, or the path of its file; what is not committed yet has no history",
     "indica il suo id, RACCOLTA/ID, o il percorso del suo file; ciò che non è ancora registrato con un "
     "commit non ha storia"}};
static const struct problem no_sheet_near = {
    "no-sheet",
    SEVERITY_ERROR,
    {"there is no sheet \"%1\", and there was none", "non c'è la scheda \"%1\", e non c'è mai stata"},
    {"did you mean \"%2\"?", "forse \"%2\"?"}};
static const struct problem several_sheets = {
    "several-sheets",
    SEVERITY_ERROR,
    {"\"%1\" is the id of several sheets: %2", "\"%1\" è l'id di più schede: %2"},
    {"write one of these", "scrivi uno di questi"}};

struct sheet_log {
    struct build *build;
    struct telling telling; /* the files of the sheet alone */
    const struct history **histories;
    struct slice wanted;
    struct sheet_log_subject sheet;
};

struct sheet_log *sheet_log_create(const struct build_options *options, struct slice sheet)
{
    struct sheet_log *log = memory_allocate_zeroed(sizeof *log);
    struct build_options own = *options;
    own.from_commit = own.check_only = true;
    log->build = build_create(&own);
    log->telling.build = log->build;
    log->wanted = sheet;
    return log;
}

void sheet_log_destroy(struct sheet_log *log)
{
    build_destroy(log->build);
    arena_release(&log->telling.arena);
    memory_release(log);
}

const struct sheet_log_subject *sheet_log_subject(const struct sheet_log *log)
{
    return &log->sheet;
}

const struct diagnostics *sheet_log_diagnostics(const struct sheet_log *log)
{
    return &log->build->diagnostics;
}

/* ---- which sheet -------------------------------------------------------- */

static struct slice id_of(const struct item *item)
{
    return item->document && item->document->id.len ? item->document->id : item->name.id;
}

/* "a" or "schede/a". */
static bool is_named(struct slice wanted, const struct collection *collection, struct slice id)
{
    size_t slash = slice_find_last_byte(wanted, '/');
    if (slash == SLICE_NOT_FOUND)
        return slice_equal(wanted, id);
    return slice_equal(slice_sub(wanted, 0, slash), collection->id) &&
           slice_equal(slice_after(wanted, slash + 1), id);
}

static void choose(struct sheet_log *log, const struct origin *origin, const struct history_file *file,
                   unsigned language)
{
    struct told_file chosen = {.origin = origin,
                               .history = log->histories[origin - log->build->origins],
                               .file = file,
                               .language = language};
    vector_push(&log->telling.arena, &log->telling.files, chosen);
}

/* The file of an item and those of its translations. */
static void choose_item(struct sheet_log *log, const struct item *original)
{
    struct build *build = log->build;
    log->sheet.collection = original->name.collection;
    log->sheet.id = id_of(original);
    log->sheet.path = original->entry.path;
    for (size_t i = 0; i < build->item_count; i++) {
        const struct item *item = &build->items[i];
        struct slice below;
        if (!item->is_sheet || item->name.collection != original->name.collection ||
            !slice_equal(item->name.folder, original->name.folder) ||
            !slice_equal(item->name.id, original->name.id))
            continue;
        const struct origin *origin = build_origin_of(build, item->entry.path, &below);
        const struct history *history = log->histories[origin - build->origins];
        const struct history_file *file = history ? history_find(history, below) : NULL;
        if (file)
            choose(log, origin, file, item->name.language);
    }
}

/* False, and reported, where several sheets have the id. */
static bool find_item(struct sheet_log *log, const struct item **found)
{
    struct build *build = log->build;
    struct arena *arena = &log->telling.arena;
    struct slice all = SLICE("");
    size_t count = 0;
    for (size_t i = 0; i < build->item_count; i++) {
        const struct item *item = &build->items[i];
        if (!item->is_sheet || item->name.is_translation ||
            !is_named(log->wanted, item->name.collection, id_of(item)))
            continue;
        *found = item;
        all = arena_concat(arena, all, count++ ? SLICE(", ") : SLICE(""),
                           item->name.collection->id, SLICE("/"), id_of(item), (struct slice){0});
    }
    if (count > 1)
        diagnostic_add(&build->diagnostics, &several_sheets, (struct span){0}, log->wanted, all);
    return count < 2;
}

/* A path as it is typed: with or without "content/". */
static struct slice wanted_path(struct sheet_log *log)
{
    struct slice path = log->wanted;
    if (slice_starts_with(path, SLICE("./")))
        path = slice_after(path, 2);
    return slice_starts_with(path, SLICE("content/"))
               ? path
               : path_join(&log->telling.arena, SLICE("content"), path);
}

static void take_file(struct sheet_log *log, const struct origin *origin,
                      const struct history_file *file, const struct sheet_name *name)
{
    log->sheet.collection = name->collection;
    log->sheet.id = arena_copy(&log->build->arena, name->id);
    log->sheet.path = arena_copy(&log->build->arena, origin_path(&log->telling.arena, origin, file->path));
    choose(log, origin, file, name->language);
}

static bool had_path(struct sheet_log *log, const struct origin *origin, const struct history_file *file,
                     struct slice path)
{
    for (size_t i = 0; i < file->version_count; i++)
        if (slice_equal(origin_path(&log->telling.arena, origin, file->versions[i].path), path))
            return true;
    return false;
}

/* How well a file fits what is wanted; 0: not at all. */
static int fitness(struct sheet_log *log, const struct origin *origin, const struct history_file *file,
                   const struct sheet_name *name, struct slice path)
{
    if (!slice_ends_with(log->wanted, SLICE(".md")))
        return file->removed && !name->is_translation &&
               is_named(log->wanted, name->collection, name->id);
    if (slice_equal(origin_path(&log->telling.arena, origin, file->path), path))
        return file->removed ? 2 : 3;
    return had_path(log, origin, file, path);
}

/* By path, of today or of once; by id, what was taken away. Of several that fit as well the one that was
 * changed last. */
static void find_file(struct sheet_log *log)
{
    struct build *build = log->build;
    struct slice path = wanted_path(log);
    struct told_file best = {0};
    const struct sheet_name *best_name = NULL;
    int best_fitness = 0;
    for (size_t i = 0; i < build->origin_count; i++) {
        const struct history *history = log->histories[i];
        const struct origin *origin = &build->origins[i];
        for (size_t k = 0; history && k < history->file_count + history->removed_count; k++) {
            const struct history_file *file = &history->files[k];
            struct told_file one = {.origin = origin, .history = history, .file = file};
            const struct sheet_name *name = file->version_count
                ? name_of(&log->telling, origin_path(&log->telling.arena, origin, file->path))
                : NULL;
            int fits = name ? fitness(log, origin, file, name, path) : 0;
            if (!fits || fits < best_fitness ||
                (fits == best_fitness &&
                 compare_commits(&one, file->versions[0].commit, &best,
                                 best.file->versions[0].commit) < 0))
                continue;
            best = one;
            best_name = name;
            best_fitness = fits;
        }
    }
    if (best.file)
        take_file(log, best.origin, best.file, best_name);
}

static void report_not_found(struct sheet_log *log)
{
    struct build *build = log->build;
    size_t slash = slice_find_last_byte(log->wanted, '/');
    bool is_path = slice_ends_with(log->wanted, SLICE(".md"));
    bool has_collection = !is_path && slash != SLICE_NOT_FOUND;
    struct slice wanted = is_path ? wanted_path(log) : log->wanted;
    struct nearest nearest = nearest_start(wanted);
    for (size_t i = 0; i < build->item_count; i++) {
        const struct item *item = &build->items[i];
        if (!item->is_sheet || (item->name.is_translation && !is_path))
            continue;
        nearest_offer(&nearest, is_path ? item->entry.path
                                : has_collection
                                    ? arena_concat(&log->telling.arena, item->name.collection->id,
                                                   SLICE("/"), id_of(item), (struct slice){0})
                                    : id_of(item));
    }
    if (nearest.best.len)
        diagnostic_add(&build->diagnostics, &no_sheet_near, (struct span){0}, log->wanted,
                       nearest.best);
    else
        diagnostic_add(&build->diagnostics, &no_sheet, (struct span){0}, log->wanted);
}

static bool find_sheet(struct sheet_log *log)
{
    const struct item *item = NULL;
    if (!find_item(log, &item))
        return false;
    if (item)
        choose_item(log, item);
    else
        find_file(log);
    if (!log->telling.files.count)
        report_not_found(log);
    return log->telling.files.count > 0;
}

/* ---- its versions ------------------------------------------------------- */

struct logged {
    const struct told_file *file;
    const struct history_version *version;
};

static int compare_logged(const void *a, const void *b)
{
    const struct logged *x = a, *y = b;
    int order = compare_commits(y->file, y->version->commit, x->file, x->version->commit);
    return order ? order : (x->file->language > y->file->language) - (x->file->language < y->file->language);
}

static const struct document *read_document(const struct sheet_log *log, const struct logged *logged,
                                            struct arena *arena)
{
    const struct told_file *told = logged->file;
    struct diagnostics unheard = {.arena = arena};
    struct text_file *file = arena_new(arena, struct text_file);
    struct document_names names = {log->sheet.collection, told->language, told->language != 0};
    file->path = logged->version->path;
    if (!history_read_text(told->origin->repository, arena, &logged->version->text,
                           DOCUMENT_SIZE_MAX, &file->text))
        return NULL;
    struct document *document =
        document_read(arena, log->build->schema, file, names, &unheard);
    if (document)
        document_shape(arena, log->build->schema, document, &unheard);
    return document;
}

static const struct history_version *version_before_of(const struct logged *logged)
{
    const struct history_file *file = logged->file->file;
    return logged->version + 1 < file->versions + file->version_count ? logged->version + 1 : NULL;
}

static struct sheet_log_version read_version(const struct sheet_log *log, const struct logged *logged,
                                       struct arena *arena)
{
    const struct history_version *older = version_before_of(logged);
    const struct history_commit *commit = logged->version->commit;
    const struct origin *origin = logged->file->origin;
    struct sheet_log_version version = {
        .commit = object_id_text(arena, &commit->id),
        .author = logged->file->history->people[commit->author].name,
        .subject = commit->subject,
        .date = commit_date(commit),
        .path = origin_path(arena, origin, logged->version->path),
        .language = logged->file->language,
        .is_first = !older,
    };
    const struct document *document = read_document(log, logged, arena), *before = NULL;
    if (older) {
        struct logged last = {logged->file, older};
        before = read_document(log, &last, arena);
        if (!slice_equal(older->path, logged->version->path))
            version.path_before = origin_path(arena, origin, older->path);
    }
    version.is_readable = document != NULL;
    version.was_readable = before != NULL;
    version.status = document ? document->status : STATUS_DRAFT;
    if (document && before)
        version.difference = document_compare(arena, before, document);
    return version;
}

static void describe_sheet(struct sheet_log *log, const struct logged *newest, struct arena *arena)
{
    struct sheet_log_subject *sheet = &log->sheet;
    const struct history_file *file = newest->file->file;
    const struct document *document = read_document(log, newest, arena);
    const struct field *field = sheet->collection->by_role[ROLE_TITLE];
    const struct value *title = document && field ? &document->values[field->index] : NULL;
    sheet->schema = log->build->schema;
    sheet->title = title && title->kind == VALUE_TEXT
                       ? arena_copy(&log->build->arena, slice_trim(title->as.text))
                       : sheet->id;
    sheet->is_withdrawn = file->removed != NULL;
    if (file->removed)
        sheet->withdrawn = commit_date(file->removed);
}

/* The file that gives the sheet its name: the original, or the one that was asked for. */
static const struct told_file *main_file(const struct sheet_log *log)
{
    const struct told_file *first = log->telling.files.items;
    for (size_t i = 1; i < log->telling.files.count; i++)
        if (log->telling.files.items[i].language < first->language)
            first = &log->telling.files.items[i];
    return first;
}

static enum sheet_log_outcome visit_versions(struct sheet_log *log, sheet_log_visitor *visitor, void *context)
{
    VECTOR(struct logged) all = {0};
    struct arena arena = {0};
    for (size_t i = 0; i < log->telling.files.count; i++) {
        const struct told_file *file = &log->telling.files.items[i];
        for (size_t k = 0; k < file->file->version_count; k++) {
            struct logged logged = {file, &file->file->versions[k]};
            vector_push(&log->telling.arena, &all, logged);
        }
        log->sheet.is_cut |= file->history->is_shallow;
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_logged);
    log->sheet.version_count = all.count;
    for (size_t i = 0; i < all.count && !log->sheet.title.len; i++)
        if (all.items[i].file == main_file(log))
            describe_sheet(log, &all.items[i], &arena);
    bool go_on = true;
    for (size_t i = 0; i < all.count && go_on && !workers_are_interrupted(); i++) {
        struct sheet_log_version version = read_version(log, &all.items[i], &arena);
        go_on = visitor(context, &log->sheet, &version);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return workers_are_interrupted() ? SHEET_LOG_INTERRUPTED : SHEET_LOG_GOOD;
}

static bool walk_origins(struct sheet_log *log)
{
    struct build *build = log->build;
    log->histories = arena_array(&log->telling.arena, const struct history *, build->origin_count);
    for (size_t i = 0; i < build->origin_count; i++) {
        if (!build->origins[i].repository)
            continue;
        log->histories[i] = walk_origin(&log->telling, &build->origins[i]);
        if (!log->histories[i])
            return false;
    }
    return true;
}

enum sheet_log_outcome sheet_log_run(struct sheet_log *log, sheet_log_visitor *visitor, void *context)
{
    struct diagnostics *said = &log->build->diagnostics;
    if (!build_read(log->build))
        return workers_are_interrupted() ? SHEET_LOG_INTERRUPTED : SHEET_LOG_FAILED;
    /* What is wrong with sheets is not asked here. */
    *said = (struct diagnostics){.arena = said->arena};
    markdown_prepare();
    if (!walk_origins(log))
        return workers_are_interrupted() ? SHEET_LOG_INTERRUPTED : SHEET_LOG_FAILED;
    if (!find_sheet(log))
        return SHEET_LOG_NOT_FOUND;
    return visit_versions(log, visitor, context);
}
