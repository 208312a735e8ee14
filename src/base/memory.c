#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static void abort_with_message(size_t size)
{
    static const char message[] = "schedario: out of memory\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    (void)size;
    abort();
}

/* The two globals of this layer's policy: who is told, and the tests' switch. */
static _Atomic(memory_handler *) handler = abort_with_message;
static atomic_long allocations_until_failure = -1;

/* True once, when the count that a test has set is used up. */
static bool must_fail(void)
{
    long left = atomic_load_explicit(&allocations_until_failure, memory_order_relaxed);
    while (left >= 0)
        if (atomic_compare_exchange_weak(&allocations_until_failure, &left, left - 1))
            return left == 0;
    return false;
}

void *memory_allocate(size_t size)
{
    void *block = must_fail() ? NULL : malloc(size ? size : 1);
    if (!block)
        memory_exhausted(size);
    return block;
}

void *memory_allocate_zeroed(size_t size)
{
    void *block = must_fail() ? NULL : calloc(1, size ? size : 1);
    if (!block)
        memory_exhausted(size);
    return block;
}

void *memory_resize(void *block, size_t size)
{
    void *resized = must_fail() ? NULL : realloc(block, size ? size : 1);
    if (!resized)
        memory_exhausted(size);
    return resized;
}

void memory_release(void *block)
{
    free(block);
}

void memory_set_handler(memory_handler *new_handler)
{
    atomic_store(&handler, new_handler ? new_handler : abort_with_message);
}

_Noreturn void memory_exhausted(size_t size)
{
    memory_handler *current = atomic_load(&handler);
    current(size);
    abort();
}

void memory_fail_after(long count)
{
    atomic_store(&allocations_until_failure, count);
}
