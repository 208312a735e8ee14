#include "source/history_parts.h"

#include "base/memory.h"
#include "base/workers.h"
#include "source/tree_compare.h"

#include <stdlib.h>

#define MAILMAP_SIZE_MAX (1u << 20)
#define NAME_MAX_SHOWN   100
#define EMAIL_MAX        320

static const struct problem shallow = {
    "history-shallow",
    SEVERITY_WARNING,
    {"the repository %1 holds the last commits alone: first dates, authors and old addresses may be missing",
     "l'archivio %1 contiene solo gli ultimi commit: possono mancare prime date, autori e vecchi indirizzi"},
    {"fetch the whole history: git fetch --unshallow",
     "scarica tutta la storia: git fetch --unshallow"}};
static const struct problem cut = {
    "history-long",
    SEVERITY_WARNING,
    {"the history of %1 is longer than can be read: its oldest part is left out",
     "la storia di %1 è più lunga di quanto si possa leggere: la parte più vecchia resta fuori"},
    {NULL}};
static const struct problem damaged = {
    "history-damaged",
    SEVERITY_WARNING,
    {"parts of the history of %1 cannot be read: dates and authors may be wrong",
     "parti della storia di %1 non si leggono: date e autori possono essere sbagliati"},
    {"\"git fsck\" in it tells what is damaged",
     "\"git fsck\" al suo interno dice che cosa è rotto"}};

/* Of the commit itself, whatever the repository's HEAD or work tree has; NULL: none. */
static git_mailmap *read_mailmap(git_repository *handle, const struct object_id *head,
                                 struct arena *arena)
{
    git_oid oid = object_id_to_git(head);
    git_commit *commit = NULL;
    git_mailmap *mailmap = NULL;
    struct slice text;
    if (git_commit_lookup(&commit, handle, &oid) != 0)
        return NULL;
    struct tree_store *store = tree_store_create(handle, UINT64_MAX);
    oid = tree_store_find_file(store, git_commit_tree_id(commit), SLICE(".mailmap"));
    if (!git_oid_is_zero(&oid) &&
        repository_read_blob(handle, &oid, arena, MAILMAP_SIZE_MAX, &text) == 0)
        git_mailmap_from_buffer(&mailmap, text.len ? text.ptr : "", text.len);
    tree_store_destroy(store);
    git_commit_free(commit);
    return mailmap;
}

static void name_people(struct history *history, const struct walk *walk,
                        const struct history_options *options, git_repository *handle,
                        struct arena *arena)
{
    git_mailmap *mailmap = read_mailmap(handle, &history->head, arena);
    history->person_count = walk->people.count;
    history->people = arena_array(arena, struct history_person, walk->people.count + 1);
    for (size_t i = 0; i < walk->people.count; i++) {
        struct walked_person written = walk->people.items[i];
        const char *name = NULL, *email = NULL;
        bool is_mapped = mailmap && git_mailmap_resolve(&name, &email, mailmap,
                                                        arena_string(arena, written.name),
                                                        arena_string(arena, written.email)) == 0;
        struct history_person *person = &history->people[i];
        person->name = history_line(arena, is_mapped ? slice_from_string(name) : written.name,
                                    NAME_MAX_SHOWN);
        person->email = history_line(arena, is_mapped ? slice_from_string(email) : written.email,
                                     EMAIL_MAX);
        struct slice whole = arena_concat(arena, person->name, SLICE(" <"), person->email,
                                          SLICE(">"), (struct slice){0});
        person->is_bot = !written.name.len && !written.email.len; /* of broken commits */
        for (size_t k = 0; k < options->bot_count; k++)
            person->is_bot |= slice_fits(whole, options->bots[k]);
    }
    git_mailmap_free(mailmap);
}

/* One file a site's folder: a repository may hold several. */
static struct slice kept_name(const struct history_options *options, struct arena *arena)
{
    struct slice key =
        arena_concat(arena, options->folder, SLICE("\n"), options->below, (struct slice){0});
    return arena_format(arena, "history-%016llx.bin", (unsigned long long)slice_hash(key));
}

static void take_commits(struct history *history, const struct walk *walk, const uint32_t *order,
                         struct arena *arena)
{
    history->commits = arena_array(arena, struct history_commit, history->commit_count + 1);
    for (size_t i = 0; i < history->commit_count; i++) {
        const struct walked_commit *commit = &walk->commits.items[order[i]];
        history->commits[i] = (struct history_commit){commit->id,        commit->authored,
                                                      commit->committed, commit->authored_zone,
                                                      commit->author,    commit->subject};
    }
}

static void report(const struct walk *walk, struct slice path, struct diagnostics *diagnostics)
{
    if (walk->is_shallow)
        diagnostic_add(diagnostics, &shallow, (struct span){0}, path);
    if (walk->is_cut)
        diagnostic_add(diagnostics, &cut, (struct span){0}, path);
    if (walk->is_damaged)
        diagnostic_add(diagnostics, &damaged, (struct span){0}, path);
}

struct history *history_read(struct arena *arena, struct repository *repository,
                             const struct object_id *head, const struct history_options *options,
                             struct diagnostics *diagnostics)
{
    struct history *history = arena_new(arena, struct history);
    struct walk walk = {.arena = arena};
    struct object_id kept_head;
    uint32_t *paths;
    size_t path_count;
    git_repository *handle = repository_borrow(repository);
    struct slice kept = kept_name(options, arena);
    bool was_kept = handle && options->keep && walk_load(&walk, repository, kept, &kept_head);
    size_t known = walk.commits.count;
    bool good = handle && walk_extend(&walk, repository, head, options) &&
                walk_list(&walk, repository, head, options, &paths, &path_count);
    if (good) {
        const uint32_t *order =
            walk_order(&walk, walk_find_commit(&walk, head), &history->commit_count);
        history->head = *head;
        history->is_shallow = walk.is_shallow || walk.is_cut;
        history->walked = walk.commits.count - known;
        take_commits(history, &walk, order, arena);
        name_people(history, &walk, options, handle, arena);
        history_follow(history, &walk, order, paths, path_count, arena);
        bool is_whole = !walk.is_shallow && !walk.is_cut && !walk.is_damaged;
        if (was_kept) {
            uint32_t before = walk_find_commit(&walk, &kept_head);
            history->rewritten = true;
            for (size_t i = 0; i < history->commit_count && history->rewritten; i++)
                history->rewritten = order[i] != before;
        }
        if (options->keep && !options->is_trial && is_whole && (history->walked || !was_kept))
            walk_save(&walk, repository, kept, head);
        report(&walk, repository_path(repository), diagnostics);
    } else if (!workers_are_interrupted()) {
        repository_report(repository, diagnostics);
    }
    if (handle)
        repository_return(repository, handle);
    return good ? history : NULL;
}

const struct history_file *history_find(const struct history *history, struct slice path)
{
    size_t low = 0, high = history->file_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = slice_compare(history->files[middle].path, path);
        if (order == 0)
            return &history->files[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int compare_places(const void *a, const void *b)
{
    const struct history_commit *x = (*(struct history_place *const *)a)->commit;
    const struct history_commit *y = (*(struct history_place *const *)b)->commit;
    return (x > y) - (x < y);
}

/* From commit to commit, as the trees of two that follow one another have most in common. */
bool history_find_texts(struct repository *repository, struct history_place *places, size_t count)
{
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return false;
    struct tree_store *store = tree_store_create(handle, UINT64_MAX);
    struct history_place **ordered = memory_allocate((count + 1) * sizeof *ordered);
    for (size_t i = 0; i < count; i++)
        ordered[i] = &places[i];
    qsort(ordered, count, sizeof *ordered, compare_places);
    for (size_t i = 0; i < count && !workers_are_interrupted(); i++) {
        git_oid oid = object_id_to_git(&ordered[i]->commit->id);
        git_commit *commit = NULL;
        ordered[i]->text = (struct object_id){{0}};
        if (git_commit_lookup(&commit, handle, &oid) == 0) {
            oid = tree_store_find_file(store, git_commit_tree_id(commit), ordered[i]->path);
            ordered[i]->text = object_id_from_git(&oid);
        }
        git_commit_free(commit);
    }
    memory_release(ordered);
    tree_store_destroy(store);
    repository_return(repository, handle);
    return !workers_are_interrupted();
}

struct object_id history_text_id(struct slice text)
{
    git_oid oid = {{0}};
    git_odb_hash(&oid, text.ptr, text.len, GIT_OBJECT_BLOB);
    return object_id_from_git(&oid);
}

bool history_read_text(struct repository *repository, struct arena *arena,
                       const struct object_id *text, size_t max, struct slice *content)
{
    git_repository *handle = repository_borrow(repository);
    git_oid oid = object_id_to_git(text);
    int number = handle ? repository_read_blob(handle, &oid, arena, max, content) : -1;
    if (handle)
        repository_return(repository, handle);
    return number == 0;
}
