#include "source/mirror_parts.h"

#include "base/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often one looks whether to stop, in milliseconds. */
#define LOOK_EVERY 200

static const struct problem busy = {
    "fetch-busy",
    SEVERITY_FAILURE,
    {"%1: another fetch of it is under way", "%1: un altro la sta già scaricando"},
    {"wait until it is done", "aspetta che abbia finito"}};
/* ---- looking at a mirror ------------------------------------------------- */

static bool is_of(git_repository *handle, struct slice url)
{
    git_config *config = NULL;
    const char *written = NULL;
    bool same = git_repository_config_snapshot(&config, handle) == 0 &&
                git_config_get_string(&written, config, "remote.origin.url") == 0 &&
                slice_equal_string(url, written);
    git_config_free(config);
    return same;
}

enum mirror_state mirror_look(struct arena *arena, struct slice path, struct slice url)
{
    git_repository *handle = NULL;
    enum mirror_state state = MIRROR_DAMAGED;
    struct file_status status;
    struct file_error error;
    const char *name = arena_string(arena, path);
    if (!file_status_read(name, &status, &error) || status.kind == FILE_MISSING)
        return MIRROR_MISSING;
    git_libgit2_init();
    if (git_repository_open_ext(&handle, name, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) == 0)
        state = is_of(handle, url) ? MIRROR_READY : MIRROR_OTHER;
    git_repository_free(handle);
    git_libgit2_shutdown();
    return state;
}

/* An empty one, which git could fetch into as well. */
static bool make_mirror(const char *path, const char *url)
{
    git_repository *handle = NULL;
    git_remote *remote = NULL;
    git_config *config = NULL;
    bool good = git_repository_init(&handle, path, true) == 0 &&
                git_remote_create_with_fetchspec(&remote, handle, "origin", url,
                                                 "+refs/heads/*:refs/heads/*") == 0 &&
                git_remote_add_fetch(handle, "origin", "+refs/tags/*:refs/tags/*") == 0 &&
                git_repository_config(&config, handle) == 0 &&
                git_config_set_bool(config, "remote.origin.prune", true) == 0;
    git_config_free(config);
    git_remote_free(remote);
    git_repository_free(handle);
    return good;
}

/* What a fetch that was killed left half written: nobody else writes here. */
static void sweep(struct arena *arena, struct slice path)
{
    struct slice folder = path_join(arena, path, SLICE("objects/pack"));
    struct slice *names;
    size_t count;
    struct file_error error;
    if (!directory_list(arena, arena_string(arena, folder), &names, &count, &error))
        return;
    for (size_t i = 0; i < count; i++)
        if (slice_starts_with(names[i], SLICE("pack_git2_")))
            unlink(arena_string(arena, path_join(arena, folder, names[i])));
}

/* ---- the process that fetches -------------------------------------------- */

static pid_t start(const struct mirror_order *order, const char *path, int *pipe_end)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        close(ends[0]);
        signal(SIGPIPE, SIG_IGN);
        mirror_fetch_here(order, path, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (child < 0)
        close(ends[0]);
    *pipe_end = ends[0];
    return child;
}

/* A message is written in one step, so it is read in one. */
static void listen(const struct mirror_order *order, int pipe_end, struct fetch_message *message)
{
    struct timespec last, now;
    clock_gettime(CLOCK_MONOTONIC, &last);
    while (!message->is_end) {
        struct pollfd end = {.fd = pipe_end, .events = POLLIN};
        int ready = poll(&end, 1, LOOK_EVERY);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (workers_are_interrupted()) {
            message->trouble = FETCH_INTERRUPTED;
            return;
        }
        if (ready > 0) {
            if (read(pipe_end, message, sizeof *message) != (ssize_t)sizeof *message)
                break; /* it is gone without a word */
            last = now;
            if (!message->is_end && order->watcher)
                order->watcher(order->context, &message->progress);
        } else if (now.tv_sec - last.tv_sec >= (time_t)order->timeout) {
            message->trouble = FETCH_SILENT;
            return;
        }
    }
    if (!message->is_end) {
        message->trouble = FETCH_OTHER;
        strcpy(message->detail, "the process that fetched died");
    }
}

static struct fetch_message run_fetch(const struct mirror_order *order, const char *path)
{
    struct fetch_message message = {0};
    int pipe_end = -1;
    pid_t child = start(order, path, &pipe_end);
    if (child < 0) {
        message.trouble = FETCH_OTHER;
        strncpy(message.detail, strerror(errno), sizeof message.detail - 1);
        return message;
    }
    listen(order, pipe_end, &message);
    if (!message.is_end)
        kill(child, SIGKILL);
    close(pipe_end);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    return message;
}

/* ---- a fetch ------------------------------------------------------------- */

/* Into a new mirror beside the old one's place, which it then takes. */
static bool fetch_first(struct arena *arena, const struct mirror_order *order, const char *path,
                        struct fetch_message *message, struct file_error *error)
{
    struct slice fresh = arena_concat(arena, order->path, SLICE(".new"), (struct slice){0});
    if (!directory_remove(fresh.ptr, error))
        return false;
    if (!make_mirror(fresh.ptr, arena_string(arena, order->url))) {
        message->trouble = FETCH_OTHER;
        const git_error *last = git_error_last();
        strncpy(message->detail, last ? last->message : "", sizeof message->detail - 1);
        return directory_remove(fresh.ptr, error);
    }
    *message = run_fetch(order, fresh.ptr);
    message->news.is_new = true;
    if (!message->trouble && !directory_exchange(fresh.ptr, path, error))
        return false;
    return directory_remove(fresh.ptr, error);
}

/* Links came with the site, perhaps: what stands where they lead is not ours to write in. */
static bool is_no_link(struct arena *arena, struct slice folder, struct file_error *error)
{
    struct file_status status;
    if (!file_status_read(arena_string(arena, folder), &status, error))
        return false;
    *error = (struct file_error){"create", folder, ENOTDIR, 0};
    return status.kind == FILE_MISSING || status.kind == FILE_DIRECTORY;
}

/* So that a mirror is not taken for a part of the site that its folder is versioned with. */
static bool make_folder(struct arena *arena, struct slice folder, struct file_error *error)
{
    const char *ignored =
        arena_string(arena, path_join(arena, path_folder(folder), SLICE(".gitignore")));
    struct file_status status;
    return is_no_link(arena, path_folder(folder), error) && is_no_link(arena, folder, error) &&
           directory_create(arena_string(arena, folder), error) &&
           file_status_read(ignored, &status, error) &&
           (status.kind != FILE_MISSING || file_write(ignored, SLICE("*\n"), error));
}

/* -1: another has it, or (reported in *error) it cannot be made. */
static int lock(const char *path, struct file_error *error)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    error->number = 0;
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file < 0 || errno != EWOULDBLOCK)
        *error = (struct file_error){"create", slice_from_string(path), errno, 0};
    if (file >= 0)
        close(file);
    return -1;
}

static bool fetch_locked(struct arena *arena, const struct mirror_order *order,
                         struct fetch_message *message, struct file_error *error)
{
    const char *path = arena_string(arena, order->path);
    if (mirror_look(arena, order->path, order->url) != MIRROR_READY)
        return fetch_first(arena, order, path, message, error);
    sweep(arena, order->path);
    *message = run_fetch(order, path);
    return true;
}

bool mirror_fetch(struct arena *arena, const struct mirror_order *order, struct mirror_news *news,
                  struct diagnostics *diagnostics)
{
    struct fetch_message message = {0};
    struct file_error error = {0};
    struct slice name = arena_concat(arena, order->path, SLICE(".lock"), (struct slice){0});
    bool good = make_folder(arena, path_folder(order->path), &error);
    int file = good ? lock(name.ptr, &error) : -1;
    if (good && file < 0 && !error.number) {
        diagnostic_add(diagnostics, &busy, (struct span){0}, order->name);
        return false;
    }
    git_libgit2_init();
    good = file >= 0 && fetch_locked(arena, order, &message, &error);
    git_libgit2_shutdown();
    if (file >= 0)
        close(file);
    if (!good)
        file_error_report(diagnostics, &error);
    else
        mirror_tell(order, &message, diagnostics);
    *news = message.news;
    return good && !message.trouble && message.has_ref;
}
