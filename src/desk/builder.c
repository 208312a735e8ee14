#include "desk/builder.h"

#include "base/workers.h"
#include "desk/outcome.h"
#include "desk/previews.h"
#include "desk/publisher.h"
#include "source/branches.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY 20 /* milliseconds */

/* ---- the lock ----------------------------------------------------------- */

/* A lock of the open file, not of the process: what is forked holds it too. */
static struct flock whole_file(void)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

static int open_lock(const struct desk *desk, struct arena *arena)
{
    struct slice path = path_join(arena, desk->folder, SLICE("lock"));
    return open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
}

/* -1: another has it, or there is no lock to be had, which the log says. */
static int take_lock(const struct desk *desk, struct arena *arena)
{
    struct flock wanted = whole_file();
    int lock = open_lock(desk, arena);
    if (lock >= 0 && fcntl(lock, F_OFD_SETLK, &wanted) == 0)
        return lock;
    if (lock < 0 || (errno != EAGAIN && errno != EACCES))
        desk_log_write(&desk->log,
                       arena_format(arena, desk_say(desk->own, "the lock in %.*s: %s",
                                                    "il lucchetto in %.*s: %s"),
                                    SLICE_ARG(desk->folder), strerror(errno)));
    if (lock >= 0)
        close(lock);
    return -1;
}

bool builder_is_at_work(const struct desk *desk)
{
    struct arena arena = {0};
    struct flock wanted = whole_file();
    int lock = open_lock(desk, &arena);
    bool is_taken =
        lock >= 0 && fcntl(lock, F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
    if (lock >= 0)
        close(lock);
    arena_release(&arena);
    return is_taken;
}

/* ---- one build ---------------------------------------------------------- */

/* Asks the build to end when the builder is asked to. */
static int wait_for(pid_t child)
{
    struct timespec pause = {.tv_nsec = LOOK_EVERY * 1000000};
    bool is_told = false;
    int status;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (workers_are_interrupted() && !is_told) {
            kill(child, SIGTERM);
            is_told = true;
        }
        nanosleep(&pause, NULL);
    }
    return status;
}

static void tell_of_death(const struct desk *desk, struct arena *arena, const struct wish *wish,
                          int status)
{
    struct plan plan;
    struct repository *repository = repository_open(arena, desk->settings.repository, NULL);
    struct desk_outcome outcome = {.result = DESK_CRASHED, .branch = wish->branch};
    if (repository) {
        plan_read(&plan, arena, repository, &desk->settings);
        outcome.is_preview = plan_of(&plan, wish->branch) != PLAN_SITE;
        plan_release(&plan);
        repository_close(repository);
    }
    publisher_tell(desk, arena, &outcome, wish);
    if (WIFSIGNALED(status))
        desk_log_write(&desk->log,
                       arena_format(arena, desk_say(desk->own, "the build ended by signal %d",
                                                    "la costruzione è finita per il segnale %d"),
                                    WTERMSIG(status)));
}

static void answer(const struct desk *desk, struct arena *arena, const struct wish *wish)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(publisher_answer(desk, wish));
    int status = child < 0 ? -1 : wait_for(child);
    if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > PUBLISHER_LATER)
        tell_of_death(desk, arena, wish, status);
    else if (WEXITSTATUS(status) == PUBLISHER_DONE)
        queue_answer(desk->folder, arena, wish);
}

/* ---- all of them -------------------------------------------------------- */

static bool find_next(const struct desk *desk, struct arena *arena, const wish_numbers *tried,
                      struct wish *wish)
{
    struct repository *repository = repository_open(arena, desk->settings.repository, NULL);
    struct slice first = {0};
    if (repository)
        first = repository_head_branch(repository, arena);
    repository_close(repository);
    return !workers_are_interrupted() && queue_next(desk->folder, arena, first, tried, wish);
}

void builder_run(const struct desk *desk)
{
    struct arena arena = {0};
    wish_numbers tried = {0};
    struct wish wish;
    /* A wish that came while the lock was still held, and whose own builder went away for that, is seen once
     * it is let go. */
    do {
        int lock = take_lock(desk, &arena);
        if (lock < 0)
            break;
        desk_log_rotate(&desk->log);
        while (find_next(desk, &arena, &tried, &wish)) {
            vector_push(&arena, &tried, wish.number);
            answer(desk, &arena, &wish);
            previews_tidy(desk);
        }
        close(lock);
    } while (find_next(desk, &arena, &tried, &wish));
    arena_release(&arena);
}
