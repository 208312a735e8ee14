#include "test.h"

#include "base/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MANY = 5000 };

struct record {
    unsigned char times[MANY]; /* written by whoever has the index: no lock */
    unsigned long done[WORKERS_MAX];
    unsigned workers;
    size_t interrupt_at;
};

static void note(void *context, size_t index, unsigned worker)
{
    struct record *record = context;
    if (worker >= record->workers)
        abort();
    record->times[index]++;
    record->done[worker]++;
    if (record->interrupt_at && index == record->interrupt_at)
        workers_interrupt();
}

static void every_index_is_done_once_with_any_number_of_workers(void **state)
{
    (void)state;
    static const unsigned counts[] = {0, 1, 2, 3, 8, WORKERS_MAX, WORKERS_MAX + 10};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct workers *workers = workers_create(counts[i]);
        struct record record = {.workers = workers_count(workers)};
        assert_in_range(record.workers, 1, WORKERS_MAX);
        workers_run(workers, MANY, note, &record);
        unsigned long done = 0;
        for (size_t index = 0; index < MANY; index++)
            assert_int_equal(record.times[index], 1);
        for (unsigned worker = 0; worker < WORKERS_MAX; worker++)
            done += record.done[worker];
        assert_int_equal(done, MANY);
        workers_destroy(workers);
    }
}

static void threads_serve_one_run_after_the_other(void **state)
{
    (void)state;
    struct workers *workers = workers_create(4);
    struct record record = {.workers = 4};
    for (size_t count = 0; count < 200; count++)
        workers_run(workers, count, note, &record);
    for (size_t index = 0; index < 199; index++)
        assert_int_equal(record.times[index], 199 - index);
    assert_int_equal(record.times[199], 0);
    workers_destroy(workers);
}

struct caller {
    pthread_t thread;
    size_t next;
    bool good;
};

static void check_caller(void *context, size_t index, unsigned worker)
{
    struct caller *caller = context;
    caller->good = caller->good && pthread_equal(caller->thread, pthread_self()) &&
                   index == caller->next++ && worker == 0;
}

static void one_worker_runs_on_the_callers_thread_in_order(void **state)
{
    (void)state;
    struct caller caller = {pthread_self(), 0, true};
    struct workers *workers = workers_create(1);
    assert_int_equal(workers_count(workers), 1);
    workers_run(workers, 100, check_caller, &caller);
    assert_true(caller.good);
    assert_int_equal(caller.next, 100);
    workers_destroy(workers);
}

static void an_interrupt_hands_out_nothing_more(void **state)
{
    (void)state;
    for (unsigned count = 1; count <= 4; count++) {
        struct workers *workers = workers_create(count);
        struct record record = {.workers = count, .interrupt_at = 10};
        workers_run(workers, MANY, note, &record);
        assert_true(workers_are_interrupted());
        assert_int_equal(record.times[10], 1);
        assert_int_equal(record.times[MANY - 1], 0);
        struct record after = {.workers = count};
        workers_run(workers, 5, note, &after);
        assert_int_equal(after.times[0], 0);
        workers_clear_interrupt();
        workers_run(workers, 5, note, &after);
        assert_int_equal(after.times[0], 1);
        workers_destroy(workers);
    }
}

/* Four megabytes of stack, touched. */
static void use_stack(void *context, size_t index, unsigned worker)
{
    (void)worker;
    volatile char bytes[4 * 1024 * 1024];
    for (size_t i = 0; i < sizeof bytes; i += 1024)
        bytes[i] = (char)index;
    atomic_fetch_add((atomic_int *)context, bytes[0] == (char)index);
}

static void every_worker_has_a_deep_stack(void **state)
{
    (void)state;
    atomic_int good = 0;
    struct workers *workers = workers_create(3);
    workers_run(workers, 30, use_stack, &good);
    assert_int_equal(good, 30);
    workers_destroy(workers);
    workers_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_index_is_done_once_with_any_number_of_workers),
        cmocka_unit_test(threads_serve_one_run_after_the_other),
        cmocka_unit_test(one_worker_runs_on_the_callers_thread_in_order),
        cmocka_unit_test(an_interrupt_hands_out_nothing_more),
        cmocka_unit_test(every_worker_has_a_deep_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
