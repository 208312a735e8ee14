/* Looks at what a push brings, file by file, before anything reads it as a catalogue. */
#include "desk/receive_parts.h"

#include "base/files.h"
#include "base/map.h"
#include "base/vector.h"
#include "desk/contents.h"
#include "desk/names.h"

static const struct problem link = {
    "push-link",
    SEVERITY_ERROR,
    {"this is a symbolic link, and could lead anywhere on the computer that reads it",
     "questo è un collegamento simbolico, e può portare ovunque nel computer che lo legge"},
    {"put the file itself here", "metti qui il file vero e proprio"}};
static const struct problem submodule = {
    "push-submodule",
    SEVERITY_ERROR,
    {"this is a submodule, a commit of another repository",
     "questo è un sottomodulo, cioè un commit di un altro archivio"},
    {"put the files themselves here: git rm --cached it, delete the .git folder in it, and add it again",
     "metti qui i file veri e propri: git rm --cached, cancella la cartella .git che contiene, e aggiungila di nuovo"}};
static const struct problem odd_kind = {
    "push-kind",
    SEVERITY_ERROR,
    {"this is neither a file nor a folder", "questo non è né un file né una cartella"},
    {"this commit was not made by git itself: make it again with the files alone",
     "questo commit non è stato fatto da git: rifallo con i soli file"}};
static const struct problem wrong_type = {
    "push-type",
    SEVERITY_ERROR,
    {"files like \"%1\" are not taken here", "qui non si accettano file come \"%1\""},
    {"the ends that names may have: %2", "le estensioni ammesse: %2"}};
static const struct problem same_name = {
    "push-same-name",
    SEVERITY_ERROR,
    {"on Windows and macOS this is the same name as \"%1\", which is there too",
     "su Windows e macOS questo nome è lo stesso di \"%1\", che c'è già"},
    {"keep one of the two, or rename one: git mv", "tieni uno solo dei due, oppure rinominane uno: git mv"}};
static const struct problem not_yours = {
    "push-area",
    SEVERITY_ERROR,
    {"\"%1\" may not change this: the folder %2 belongs to %3",
     "\"%1\" non può modificare questo file: la cartella %2 è di %3"},
    {"take your change back (git checkout origin/%4 -- FILE; a new file: move it to a folder of yours), or ask "
     "them to make it",
     "torna indietro (git checkout origin/%4 -- FILE; se è nuovo, spostalo in una tua cartella), oppure chiedi "
     "a loro di fare la modifica"}};
static const struct problem publishers_only = {
    "push-publishers",
    SEVERITY_ERROR,
    {"\"%1\" may not change this: only publishers may (%2)",
     "\"%1\" non può modificare questo file: possono farlo solo i pubblicatori (%2)"},
    {"take your change back (git checkout origin/%3 -- FILE; a new file: move it to a folder of yours), or ask "
     "them to make it",
     "torna indietro (git checkout origin/%3 -- FILE; se è nuovo, spostalo in una tua cartella), oppure chiedi "
     "a loro di fare la modifica"}};
static const struct problem too_many_folders = {
    "push-too-many",
    SEVERITY_ERROR,
    {"there are more folders in this push than can be looked at (%1)",
     "in questo invio ci sono più cartelle di quante se ne possano controllare (%1)"},
    {"send less at a time: one folder after the other", "inviane meno per volta: una cartella dopo l'altra"}};

#define FOLDERS_MAX   20000u

/* ---- names that are one elsewhere ---------------------------------------- */

/* Folders in which something is new, the top included. */
static bool add_folders(struct arena *arena, struct map *folders, struct slice path)
{
    for (struct slice folder = path_folder(path);; folder = path_folder(folder)) {
        if (!map_add(arena, folders, folder, folders))
            return true; /* those above are there as well */
        if (folders->count > FOLDERS_MAX)
            return false;
        if (!folder.len)
            return true;
    }
}

static void check_folder(struct receiving *receiving, struct refchange *change,
                         struct slice folder)
{
    struct arena scratch = {0}, *arena = &receiving->arena;
    struct map keys = {0}, old = {0};
    struct slice *names, *old_names;
    size_t count, old_count = 0;
    pushed_list_names(receiving->repository, &scratch, &change->after, folder, &names, &count);
    if (change->base_count)
        pushed_list_names(receiving->repository, &scratch, &change->bases[0], folder, &old_names,
                          &old_count);
    for (size_t i = 0; i < old_count; i++)
        map_add(&scratch, &old, old_names[i], &old);
    for (size_t i = 0; i < count; i++) {
        struct slice key = names_key(&scratch, names[i]);
        struct slice *other = map_get(&keys, key);
        if (!other) {
            map_add(&scratch, &keys, key, &names[i]);
            continue;
        }
        bool is_new = !map_get(&old, names[i]);
        if (!is_new && map_get(&old, *other))
            continue;
        struct slice shown = is_new ? names[i] : *other, with = is_new ? *other : names[i];
        diagnostic_add(&change->refused, &same_name,
                       inspect_place(arena, path_join(arena, folder, arena_copy(arena, shown))), with);
    }
    arena_release(&scratch);
}

static void check_same_names(struct receiving *receiving, struct refchange *change,
                             const struct pushed_files *files)
{
    struct map folders = {0};
    bool good = true;
    for (size_t i = 0; i < files->count && good; i++)
        if (files->items[i].is_added)
            good = add_folders(&receiving->arena, &folders, files->items[i].path);
    if (!good)
        diagnostic_add(&change->refused, &too_many_folders, (struct span){0},
                       arena_format(&receiving->arena, "%u", FOLDERS_MAX));
    for (size_t i = 0; i < folders.count && good; i++)
        check_folder(receiving, change, folders.entries[i].key);
}

/* ---- file by file -------------------------------------------------------- */

struct inspecting {
    struct receiving *receiving;
    struct refchange *change;
    struct map checked; /* folders whose names were looked at */
};

/* Every name on the way, each folder once. `all`: also what Windows cannot have. */
static void check_names(struct inspecting *inspecting, struct slice path, bool all)
{
    struct arena *arena = &inspecting->receiving->arena;
    struct diagnostics *refused = &inspecting->change->refused;
    struct slice rest = path, part;
    size_t end = 0;
    while (slice_next(&rest, '/', &part)) {
        end += part.len;
        struct slice here = slice_sub(path, 0, end++);
        if (rest.len && !map_add(arena, &inspecting->checked, here, inspecting))
            continue;
        const struct problem *problem = all ? names_check(part) : names_check_harm(part);
        if (problem) {
            diagnostic_add(refused, problem, inspect_place(arena, here), part,
                           names_suggest(arena, part));
            return;
        }
    }
    const struct problem *problem = all ? names_check_path(path) : NULL;
    if (problem)
        diagnostic_add(refused, problem, inspect_place(arena, path),
                       arena_format(arena, "%u", NAMES_PATH_MAX));
}

static bool check_kind(struct inspecting *inspecting, const struct pushed_file *file)
{
    static const struct problem *const problems[] = {
        [PUSHED_LINK] = &link, [PUSHED_SUBMODULE] = &submodule, [PUSHED_OTHER] = &odd_kind};
    if (file->kind == PUSHED_FILE)
        return true;
    diagnostic_add_plain(&inspecting->change->refused, problems[file->kind],
                         inspect_place(&inspecting->receiving->arena, file->path));
    return false;
}

static bool is_left_out(struct slice path)
{
    struct slice name = path_name(path);
    return name.ptr[0] == '.' || name.ptr[name.len - 1] == '~';
}

/* What the site would give to readers. */
static void check_content(struct inspecting *inspecting, const struct pushed_file *file,
                          struct slice below)
{
    struct receiving *receiving = inspecting->receiving;
    struct arena *arena = &receiving->arena;
    struct slice extension = path_extension(below);
    if (!slice_starts_with(below, SLICE("content/")) || is_left_out(below))
        return;
    if (!rules_allow_type(&receiving->rules, below)) {
        diagnostic_add(&inspecting->change->refused, &wrong_type, inspect_place(arena, file->path),
                       extension.len ? extension : path_name(below),
                       rules_list_types(&receiving->rules, arena));
        return;
    }
    if (file->size <= receiving->rules.desk.max_file)
        contents_check(receiving->repository, arena, file, &inspecting->change->refused);
}

/* On a free branch it is told, as it would be refused where it counts: on the repository's own, whatever its
 * rule. */
static void check_right(struct inspecting *inspecting, const struct pushed_file *file,
                        struct slice below)
{
    struct receiving *receiving = inspecting->receiving;
    struct refchange *change = inspecting->change;
    struct arena *arena = &receiving->arena;
    const struct desk_area *area;
    if (rules_may_touch(&receiving->rules, &receiving->who, below, &area)) {
        change->may_shape |= rules_is_shaping(below);
        return;
    }
    struct span place = inspect_place(arena, file->path);
    struct slice groups = rules_list_groups(&receiving->rules, arena, area);
    struct diagnostic *one =
        area && area->group_count
            ? diagnostic_add(&change->refused, &not_yours, place, receiving->who.name,
                             area->folder, groups, receiving->rules.branch)
            : diagnostic_add(&change->refused, &publishers_only, place, receiving->who.name,
                             rules_list_groups(&receiving->rules, arena, NULL),
                             receiving->rules.branch);
    if ((change->rule.rule == DESK_FREE && !change->is_own) || change->is_tag)
        one->severity = SEVERITY_WARNING;
}

static void inspect_file(struct inspecting *inspecting, const struct pushed_file *file)
{
    struct receiving *receiving = inspecting->receiving;
    struct refchange *change = inspecting->change;
    struct slice below;
    bool is_site = receiving_below(receiving, file->path, &below);
    if (file->is_added && file->kind != PUSHED_REMOVED)
        check_names(inspecting, file->path, is_site);
    if (file->kind == PUSHED_FILE && file->size > receiving->rules.desk.max_file)
        diagnostic_add(&change->refused, &inspect_file_size, inspect_place(&receiving->arena, file->path),
                       inspect_size_text(&receiving->arena, file->size),
                       inspect_size_text(&receiving->arena, receiving->rules.desk.max_file));
    if (!is_site)
        return;
    change->touches_site = true;
    change->touches_shaping |= rules_is_shaping(below);
    check_right(inspecting, file, below);
    if (file->kind != PUSHED_REMOVED && check_kind(inspecting, file))
        check_content(inspecting, file, below);
}

void inspect_change(struct receiving *receiving, struct refchange *change)
{
    struct inspecting inspecting = {receiving, change, {0}};
    struct pushed_files files;
    uint64_t total = 0;
    if (!change->has_after)
        return;
    bool whole = pushed_compare(receiving->repository, &receiving->arena, &change->after,
                                change->bases, change->base_count, &files, &change->refused);
    for (size_t i = 0; i < files.count; i++)
        if (files.items[i].kind == PUSHED_FILE &&
            files.items[i].size <= receiving->rules.desk.max_file) /* others are told one by one */
            total += files.items[i].size;
    if (total > receiving->rules.desk.max_push) {
        diagnostic_add(&change->refused, &inspect_push_size, (struct span){0},
                       inspect_size_text(&receiving->arena, total),
                       inspect_size_text(&receiving->arena, receiving->rules.desk.max_push));
        whole = false;
    }
    change->is_whole = whole;
    if (!whole)
        return; /* what there is too much of is not read */
    for (size_t i = 0; i < files.count; i++)
        inspect_file(&inspecting, &files.items[i]);
    check_same_names(receiving, change, &files);
}
