#include "base/workers.h"

#include "base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

/* The parsers recurse; what the caller's thread can hold, each must hold. */
#define STACK_SIZE ((size_t)8 * 1024 * 1024)

struct thread {
    struct workers *workers;
    unsigned number;
    pthread_t id;
};

struct workers {
    unsigned count;
    struct thread threads[WORKERS_MAX]; /* from 1 on; 0 is the caller */

    pthread_mutex_t lock; /* over what follows, up to the blank line */
    pthread_cond_t work_is_there;
    pthread_cond_t all_are_done;
    unsigned long run; /* how many runs have begun: a thread that sees it change starts */
    unsigned busy;     /* threads that have not finished this run */
    bool closing;

    worker_task *task;
    void *context;
    size_t total;
    atomic_size_t next;
};

/* The one flag that a signal handler may set. */
static atomic_bool interrupted;

void workers_interrupt(void)
{
    atomic_store(&interrupted, true);
}

bool workers_are_interrupted(void)
{
    return atomic_load_explicit(&interrupted, memory_order_relaxed);
}

void workers_clear_interrupt(void)
{
    atomic_store(&interrupted, false);
}

/* One index at a time: sheets differ too much in size for larger portions. */
static void take_part(struct workers *workers, unsigned number)
{
    while (!workers_are_interrupted()) {
        size_t index = atomic_fetch_add_explicit(&workers->next, 1, memory_order_relaxed);
        if (index >= workers->total)
            return;
        workers->task(workers->context, index, number);
    }
}

static void *thread_main(void *argument)
{
    struct thread *thread = argument;
    struct workers *workers = thread->workers;
    unsigned long seen = 0;
    pthread_mutex_lock(&workers->lock);
    for (;;) {
        while (workers->run == seen && !workers->closing)
            pthread_cond_wait(&workers->work_is_there, &workers->lock);
        if (workers->closing)
            break;
        seen = workers->run;
        pthread_mutex_unlock(&workers->lock);
        take_part(workers, thread->number);
        pthread_mutex_lock(&workers->lock);
        if (--workers->busy == 0)
            pthread_cond_signal(&workers->all_are_done);
    }
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

/* Those that this process may run on, which in a container are often fewer
 * than the machine has. */
static unsigned processor_count(void)
{
    cpu_set_t set;
    long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                             : sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

/* Signals go to the caller's thread alone. Where the machine gives fewer
 * threads than were asked for, those must do. */
static void start_threads(struct workers *workers, unsigned wanted)
{
    sigset_t all, before;
    pthread_attr_t attributes;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    for (workers->count = 1; workers->count < wanted; workers->count++) {
        struct thread *thread = &workers->threads[workers->count];
        *thread = (struct thread){.workers = workers, .number = workers->count};
        if (pthread_create(&thread->id, &attributes, thread_main, thread) != 0)
            break;
    }
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct workers *workers_create(unsigned count)
{
    struct workers *workers = memory_allocate_zeroed(sizeof *workers);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->work_is_there, NULL);
    pthread_cond_init(&workers->all_are_done, NULL);
    if (count == 0)
        count = processor_count();
    start_threads(workers, count < WORKERS_MAX ? count : WORKERS_MAX);
    return workers;
}

unsigned workers_count(const struct workers *workers)
{
    return workers->count;
}

void workers_run(struct workers *workers, size_t count, worker_task *task, void *context)
{
    if (count == 0)
        return;
    pthread_mutex_lock(&workers->lock);
    assert(workers->busy == 0 && !workers->task);
    workers->task = task;
    workers->context = context;
    workers->total = count;
    atomic_store(&workers->next, 0);
    bool alone = workers->count == 1 || count == 1;
    if (!alone) {
        workers->busy = workers->count - 1;
        workers->run++;
        pthread_cond_broadcast(&workers->work_is_there);
    }
    pthread_mutex_unlock(&workers->lock);

    take_part(workers, 0);

    pthread_mutex_lock(&workers->lock);
    while (workers->busy)
        pthread_cond_wait(&workers->all_are_done, &workers->lock);
    workers->task = NULL;
    pthread_mutex_unlock(&workers->lock);
}

void workers_destroy(struct workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->closing = true;
    pthread_cond_broadcast(&workers->work_is_there);
    pthread_mutex_unlock(&workers->lock);
    for (unsigned i = 1; i < workers->count; i++)
        pthread_join(workers->threads[i].id, NULL);
    pthread_cond_destroy(&workers->all_are_done);
    pthread_cond_destroy(&workers->work_is_there);
    pthread_mutex_destroy(&workers->lock);
    memory_release(workers);
}
