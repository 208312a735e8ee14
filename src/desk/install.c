#include "desk/install.h"

#include "base/files.h"
#include "desk/settings.h"
#include "source/branches.h"
#include "source/repository_config.h"
#include "source/repository_make.h"

#include <stdio.h>
#include <stdlib.h>

/* The most that max_push may be (content/schema_desk.c): beyond it git does not even store it. */
#define INPUT_MAX "4194304000"
#define HOOK_SIZE_MAX (1u << 20)
#define MARK "# Written by \"schedario hook install\""

static const struct problem folder_in_use = {
    "install-folder",
    SEVERITY_ERROR,
    {"%1 is there, and is no repository", "%1 c'è, e non è un archivio git"},
    {"give a folder that is not there yet, or an empty one: /srv/catalogo.git",
     "indica una cartella che non c'è ancora, o vuota: /srv/catalogo.git"}};
static const struct problem has_work_tree = {
    "install-work-tree",
    SEVERITY_ERROR,
    {"%1 is a folder that people work in; pushes need a repository without one",
     "%1 è una cartella in cui si lavora; per ricevere gli invii serve un archivio senza cartella di lavoro"},
    {"make one of it: git clone --bare %1 %1.git, and give that",
     "ricavane uno: git clone --bare %1 %1.git, e indica quello"}};
static const struct problem hooks_elsewhere = {
    "install-hooks-path",
    SEVERITY_ERROR,
    {"git looks for the hooks of %1 in %2", "git cerca gli agganci di %1 in %2"},
    {"give the repository its own: git -C %1 config core.hooksPath hooks, then type this again",
     "dai all'archivio i suoi: git -C %1 config core.hooksPath hooks, poi ripeti il comando"}};
static const struct problem hook_of_others = {
    "install-hook",
    SEVERITY_ERROR,
    {"%1 is there, and somebody else wrote it: it was left as it is",
     "%1 c'è, e l'ha scritto qualcun altro: è rimasto com'era"},
    {"add this line to it, with what git writes to its input: %2 hook %3",
     "aggiungigli questa riga, con ciò che git scrive al suo ingresso: %2 hook %3"}};
static const struct problem other_branch = {
    "install-branch",
    SEVERITY_WARNING,
    {"the site is made from the branch \"%1\" of this repository, which is not there",
     "il sito si fa dal ramo \"%1\" di questo archivio, che non c'è"},
    {"to use another: git -C %2 symbolic-ref HEAD refs/heads/main",
     "per usarne un altro: git -C %2 symbolic-ref HEAD refs/heads/main"}};

struct slice install_quote(struct arena *arena, struct slice text)
{
    struct buffer word = {0};
    buffer_add_byte(&word, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            buffer_add(&word, SLICE("'\\''"));
        else
            buffer_add_byte(&word, text.ptr[i]);
    }
    buffer_add_byte(&word, '\'');
    struct slice quoted = buffer_copy(&word, arena);
    buffer_release(&word);
    return quoted;
}

/* ---- hooks --------------------------------------------------------------- */

/* Where the program has moved, the one on the path; where there is none, pre-receive refuses: what nobody
 * checks is not taken. */
static struct slice hook_text(struct arena *arena, struct slice program, const char *name)
{
    bool refuses = strcmp(name, "pre-receive") == 0;
    struct buffer text = {0};
    struct slice quoted = install_quote(arena, program);
    buffer_format(&text,
                  "#!/bin/sh\n" MARK
                  ", which also writes it again; add nothing here.\n"
                  "program=%.*s\n"
                  "[ -x \"$program\" ] || program=$(command -v schedario) || {\n"
                  "    cat >/dev/null\n"
                  "    echo \"schedario: %s; %s: schedario hook install\" >&2\n"
                  "    exit %d\n"
                  "}\n"
                  "exec \"$program\" hook %s\n",
                  SLICE_ARG(quoted), "il programma non c'è più / the program is gone",
                  "chi gestisce il server scriva / whoever runs the server types", refuses, name);
    struct slice hook = buffer_copy(&text, arena);
    buffer_release(&text);
    return hook;
}

static bool is_ours(struct slice text)
{
    return slice_find(slice_sub(text, 0, 200), SLICE(MARK)) != SLICE_NOT_FOUND;
}

static bool install_hook(struct arena *arena, struct slice folder, struct slice program,
                         const char *name, struct diagnostics *diagnostics)
{
    struct slice path = path_join(arena, folder, slice_from_string(name)), old;
    struct slice text = hook_text(arena, program, name);
    struct file_error error;
    struct file_status status;
    bool good = directory_create(folder.ptr, &error) &&
                file_status_read(path.ptr, &status, &error) &&
                (status.kind == FILE_MISSING ||
                 file_read(arena, path.ptr, HOOK_SIZE_MAX, &old, &error));
    if (good && status.kind != FILE_MISSING && !is_ours(old)) {
        diagnostic_add(diagnostics, &hook_of_others, (struct span){0}, path,
                       install_quote(arena, program), slice_from_string(name));
        return false;
    }
    good = good && ((status.kind == FILE_REGULAR && slice_equal(old, text)) ||
                    file_replace(path.ptr, text, 0755, &error));
    if (!good)
        file_error_report(diagnostics, &error);
    return good;
}

/* Its own folder, or the one that git's settings name in it; empty, and reported, where it is elsewhere. */
static struct slice hooks_folder(struct repository *repository, struct arena *arena,
                                 struct slice place, struct diagnostics *diagnostics)
{
    struct slice set;
    if (!repository_config_read(repository, arena, "core.hooksPath", &set))
        return path_join(arena, place, SLICE("hooks"));
    struct slice whole =
        slice_starts_with(set, SLICE("/")) ? set : path_join(arena, place, set);
    if (slice_starts_with(whole, place) &&
        slice_find(whole, SLICE("..")) == SLICE_NOT_FOUND)
        return whole;
    diagnostic_add(diagnostics, &hooks_elsewhere, (struct span){0}, place, whole);
    return (struct slice){0};
}

/* ---- the repository ------------------------------------------------------ */

static bool is_free(struct arena *arena, struct slice path)
{
    struct file_status status;
    struct file_error error;
    struct slice *names;
    size_t count = 0;
    if (!file_status_read(arena_string(arena, path), &status, &error))
        return true; /* making it tells what is the matter */
    if (status.kind == FILE_DIRECTORY)
        return directory_list(arena, arena_string(arena, path), &names, &count, &error) && !count;
    return status.kind == FILE_MISSING;
}

static struct repository *open_or_make(const struct install_options *options, struct arena *arena,
                                       struct install_result *result,
                                       struct diagnostics *diagnostics)
{
    struct slice path = options->repository;
    struct file_status status;
    struct file_error error;
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    if (is_free(arena, path)) {
        if (!repository_make(arena, path, "main", diagnostics))
            return NULL;
        return repository_open(arena, path, diagnostics);
    }
    result->was_there = true;
    bool has_git = file_status_read(path_join(arena, path, SLICE("HEAD")).ptr, &status, &error) &&
                   status.kind == FILE_REGULAR;
    bool has_tree = file_status_read(path_join(arena, path, SLICE(".git")).ptr, &status, &error) &&
                    status.kind != FILE_MISSING;
    if (!has_git) {
        diagnostic_add(diagnostics, has_tree ? &has_work_tree : &folder_in_use, (struct span){0},
                       path);
        return NULL;
    }
    struct repository *repository = repository_open(arena, path, diagnostics);
    if (repository && !repository_is_bare(repository)) {
        diagnostic_add(diagnostics, &has_work_tree, (struct span){0}, path);
        repository_close(repository);
        return NULL;
    }
    return repository;
}

static bool write_settings(const struct install_options *options, struct repository *repository,
                           struct diagnostics *diagnostics)
{
    static const char *const gits[][2] = {{"receive.fsckObjects", "true"},
                                          {"receive.maxInputSize", INPUT_MAX},
                                          {"receive.advertisePushOptions", "true"}};
    const struct {
        const char *name;
        struct slice value;
    } ours[] = {{"out", options->out}, {"baseUrl", options->base_url}, {"lang", options->language}};
    bool good = true;
    for (size_t i = 0; i < sizeof gits / sizeof *gits; i++)
        good &= repository_config_write(repository, gits[i][0], slice_from_string(gits[i][1]),
                                        diagnostics);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        good &= !ours[i].value.len || desk_settings_write(repository, ours[i].name, ours[i].value,
                                                          diagnostics);
    return good;
}

bool install_desk(const struct install_options *options, struct arena *arena,
                  struct install_result *result, struct diagnostics *diagnostics)
{
    static const char *const hooks[] = {"pre-receive", "post-receive"};
    struct desk_settings settings;
    struct object_id tip;
    *result = (struct install_result){0};
    struct repository *repository = open_or_make(options, arena, result, diagnostics);
    if (!repository)
        return false;
    result->repository = repository_folder(repository, arena);
    struct slice folder = hooks_folder(repository, arena, result->repository, diagnostics);
    bool good = folder.len > 0;
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks && folder.len; i++)
        good &= install_hook(arena, folder, options->program, hooks[i], diagnostics);
    good &= write_settings(options, repository, diagnostics);
    desk_settings_read(repository, arena, &settings, diagnostics);
    result->out = settings.out;
    result->branch = repository_head_branch(repository, arena);
    result->has_branch = repository_find_branch(repository, result->branch, &tip);
    if (result->was_there && !result->has_branch && !slice_equal_string(result->branch, "main"))
        diagnostic_add(diagnostics, &other_branch, (struct span){0}, result->branch,
                       result->repository);
    repository_close(repository);
    return good;
}
