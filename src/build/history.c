/* How the catalogue's sheets came to be what they are: read from the repositories that they come from,
 * and given to the model before it links. */
#include "build/history_parts.h"
#include "build/version_texts.h"

#include <stdlib.h>

struct date commit_date(const struct history_commit *commit)
{
    return date_from_seconds(commit->authored, commit->authored_zone);
}

struct slice origin_path(struct arena *arena, const struct origin *origin, struct slice below)
{
    return path_join(arena, origin->prefix, below);
}

struct slice repository_file(struct arena *arena, const struct origin *origin, struct slice below)
{
    return path_join(arena, origin->commit.folder, below);
}

int compare_commits(const struct told_file *file, const struct history_commit *commit,
                    const struct told_file *other_file, const struct history_commit *other)
{
    if (file->history == other_file->history)
        return (commit < other) - (commit > other);
    return (commit->committed > other->committed) - (commit->committed < other->committed);
}

/* ---- which files -------------------------------------------------------- */

static bool has_page(const struct build *build, const struct sheet *sheet)
{
    const struct catalogue *catalogue = build->catalogue;
    return sheet->index < catalogue->sheet_count && catalogue->sheets[sheet->index] == sheet;
}

static const struct edition *edition_with_page(const struct build *build, const struct item *item)
{
    const struct edition *edition = item->document->edition;
    if (!edition || !has_page(build, edition->sheet) ||
        edition->sheet->editions[edition->language] != edition)
        return NULL;
    return edition;
}

static void find_files(struct telling *telling, const struct history *const *histories)
{
    struct build *build = telling->build;
    for (size_t i = 0; i < build->item_count; i++) {
        struct item *item = &build->items[i];
        struct slice below;
        if (!item->is_sheet || !item->document || item->document->collection->is_generated)
            continue;
        const struct origin *origin = build_origin_of(build, item->entry.path, &below);
        const struct history *history = histories[origin - build->origins];
        const struct history_file *found = history ? history_find(history, below) : NULL;
        item->is_new = history && !found;
        if (!found)
            continue;
        struct told_file file = {.origin = origin,
                                 .history = history,
                                 .file = found,
                                 .edition = edition_with_page(build, item),
                                 .item = item,
                                 .language = item->name.language};
        vector_push(&telling->arena, &telling->files, file);
    }
}

/* Sheets that were taken away. Of a translation its sheet's page stays, in the first language. */
static void find_removed(struct telling *telling, const struct origin *origin,
                         const struct history *history)
{
    for (size_t i = 0; i < history->removed_count; i++) {
        const struct history_file *removed = &history->files[history->file_count + i];
        const struct sheet_name *name =
            name_of(telling, origin_path(&telling->arena, origin, removed->path));
        if (!name || name->is_translation)
            continue;
        struct told_file file = {.origin = origin, .history = history, .file = removed};
        vector_push(&telling->arena, &telling->files, file);
    }
}

/* ---- a sheet's history -------------------------------------------------- */

/* Of one sheet, while it is put together: the files of its editions. */
struct told_sheet {
    const struct told_file *files[SITE_LANGUAGES_MAX];
};

struct ordered_version {
    const struct told_file *file;
    const struct told_version *version;
};

static int compare_newest_first(const void *a, const void *b)
{
    const struct ordered_version *x = a, *y = b;
    int order = compare_commits(y->file, y->version->version->commit, x->file,
                                x->version->version->commit);
    if (order == 0)
        order = (x->file->language > y->file->language) - (x->file->language < y->file->language);
    return order;
}

/* Without addresses, which some programs take for names: of "Ada ada@example.org" Ada is told, of the address
 * alone what stands before the @. */
static struct slice author_of(struct arena *arena, const struct ordered_version *version)
{
    struct slice rest =
        version->file->history->people[version->version->version->commit->author].name;
    struct slice whole = rest, name = {0}, word;
    if (slice_find_byte(whole, '@') == SLICE_NOT_FOUND)
        return arena_copy(arena, whole);
    while (slice_next(&rest, ' ', &word))
        if (slice_find_byte(word, '@') == SLICE_NOT_FOUND)
            name = arena_concat(arena, name, name.len ? SLICE(" ") : SLICE(""), word,
                                (struct slice){0});
    return name.len ? name : arena_copy(arena, slice_sub(whole, 0, slice_find_byte(whole, '@')));
}

static struct version make_version(struct telling *telling, const struct ordered_version *told)
{
    struct build *build = telling->build;
    struct arena *arena = &build->arena;
    const struct history_commit *commit = told->version->version->commit;
    struct version version = {
        .commit = object_id_text(arena, &commit->id),
        .date = commit_date(commit),
        .authored = commit->authored,
        .subject = arena_copy(arena, commit->subject),
        .path = told->version->path,
        .language = told->file->language,
        .status = told->version->status,
    };
    struct buffer name = {0};
    date_write_iso(&name, version.date);
    buffer_format(&name, "-%.10s", version.commit.ptr);
    version.name = buffer_copy(&name, arena);
    buffer_release(&name);
    if (build->schema->repository.people)
        version.author = author_of(arena, told);
    version.commit_url = commit_link(arena, build, told->file->origin, version.commit);
    struct version_text *text = arena_new(arena, struct version_text);
    *text = (struct version_text){told->file->origin, told->version->version->text};
    version.text = text;
    return version;
}

/* Whoever wrote of it, while it was a draft too; not of what became a sheet later. */
static void take_contributors(struct telling *telling, struct sheet_history *history,
                              const struct ordered_version *versions, size_t count)
{
    struct arena *arena = &telling->build->arena;
    VECTOR(struct slice) names = {0};
    struct map seen = {0};
    for (size_t i = count; i > 0; i--) {
        struct slice name = author_of(arena, &versions[i - 1]);
        if (versions[i - 1].version->is_sheet && name.len &&
            map_add(&telling->arena, &seen, name, &seen))
            vector_push(arena, &names, name);
    }
    history->contributors = names.items;
    history->contributor_count = names.count;
}

/* What the edition says today is what its newest version said, unless the folder has changes that are
 * not committed, or a bot made some. */
static bool is_current(const struct told_file *file, const struct told_version *version)
{
    return version == file->versions && file->is_as_committed;
}

static void take_versions(struct telling *telling, struct sheet_history *history,
                          const struct ordered_version *versions, size_t count)
{
    struct build *build = telling->build;
    history->versions = arena_array(&build->arena, struct version, count);
    for (size_t i = 0; i < count; i++) {
        if (!versions[i].version->is_sheet ||
            (!versions[i].version->is_public && !build->options.drafts))
            continue;
        struct version *version = &history->versions[history->version_count++];
        *version = make_version(telling, &versions[i]);
        version->is_current = is_current(versions[i].file, versions[i].version);
        if (!versions[i].version->is_public)
            continue;
        if (!history->last_published)
            history->last_published = version;
        if (!history->is_cut)
            history->first_published = version;
    }
}

static void tell_sheet(struct telling *telling, const struct sheet *sheet,
                       const struct told_sheet *told)
{
    struct sheet_history *history = arena_new(&telling->build->arena, struct sheet_history);
    VECTOR(struct ordered_version) versions = {0};
    for (unsigned l = 0; l < SITE_LANGUAGES_MAX; l++) {
        const struct told_file *file = told->files[l];
        for (size_t i = 0; file && i < file->file->version_count; i++) {
            struct ordered_version version = {file, &file->versions[i]};
            vector_push(&telling->arena, &versions, version);
        }
        history->is_cut |= file && file->history->is_shallow;
    }
    if (!versions.count)
        return;
    qsort(versions.items, versions.count, sizeof *versions.items, compare_newest_first);
    take_versions(telling, history, versions.items, versions.count);
    if (telling->build->schema->repository.people)
        take_contributors(telling, history, versions.items, versions.count);
    catalogue_set_history(telling->build->catalogue, sheet, history);
}

static void tell_sheets(struct telling *telling)
{
    const struct catalogue *catalogue = telling->build->catalogue;
    struct told_sheet *sheets =
        arena_array(&telling->arena, struct told_sheet, catalogue->sheet_count);
    for (size_t i = 0; i < telling->files.count; i++) {
        const struct told_file *file = &telling->files.items[i];
        if (file->edition)
            sheets[file->edition->sheet->index].files[file->language] = file;
    }
    for (size_t i = 0; i < catalogue->sheet_count; i++)
        tell_sheet(telling, catalogue->sheets[i], &sheets[i]);
}

/* ---- the whole ---------------------------------------------------------- */

const struct history *walk_origin(struct telling *telling, const struct origin *origin)
{
    struct build *build = telling->build;
    const struct repository_links *links = &build->schema->repository;
    struct history_options options = {
        .folder = origin->commit.folder,
        .below = origin->declared ? (struct slice){0} : SLICE("content"),
        .bots = links->bots,
        .bot_count = links->bot_count,
        .keep = true,
        .is_trial = build->options.pushed,
    };
    return history_read(&telling->arena, origin->repository, &origin->head, &options,
                        &build->diagnostics);
}

static bool read_version(void *context, const struct version *version, struct arena *arena,
                         struct slice *content)
{
    const struct version_text *text = version->text;
    const struct build *build = context;
    return version_texts_read(build->version_texts, text->origin->repository, &text->text, arena,
                              content);
}

static bool tell(struct telling *telling)
{
    struct build *build = telling->build;
    const struct history **histories =
        arena_array(&telling->arena, const struct history *, build->origin_count);
    for (size_t i = 0; i < build->origin_count; i++)
        if (build->origins[i].repository) {
            histories[i] = walk_origin(telling, &build->origins[i]);
            if (!histories[i])
                return false;
        }
    find_files(telling, histories);
    for (size_t i = 0; i < build->origin_count; i++)
        if (histories[i])
            find_removed(telling, &build->origins[i], histories[i]);
    if (!tell_texts(telling))
        return false;
    tell_sheets(telling);
    tell_addresses(telling);
    build->version_texts = version_texts_create();
    catalogue_set_version_reader(build->catalogue, read_version, build);
    return true;
}

bool build_history(struct build *build)
{
    struct telling telling = {.build = build};
    const struct schema *schema = build->schema;
    bool done = true;
    if (schema->has_repository && schema->repository.history)
        done = tell(&telling);
    arena_release(&telling.arena);
    return done;
}
