/*
 * memory.h - one policy for no memory: one handler, one message, one exit status.
 *
 * Everything that allocates goes through here and never gets NULL, so nobody
 * checks. When the machine has no memory left, the handler that src/cli set
 * is called; it must not return. The live site is safe, because publishing
 * is a swap.
 */
#ifndef SCHEDARIO_BASE_MEMORY_H
#define SCHEDARIO_BASE_MEMORY_H

#include <stddef.h>

/* Not zeroed, except memory_allocate_zeroed. A size of 0 gives a pointer that
 * may be released and not read. */
void *memory_allocate(size_t size);
void *memory_allocate_zeroed(size_t size);
void *memory_resize(void *block, size_t size);
void memory_release(void *block);

/* The handler must not return. The default writes one line and aborts. */
typedef void memory_handler(size_t size);
void memory_set_handler(memory_handler *handler);
/* Calls the handler: for libraries' allocators that run out themselves. */
_Noreturn void memory_exhausted(size_t size);

/* For tests: the allocation after `count` more fails, that one alone; a negative
 * count stops that. */
void memory_fail_after(long count);

#endif
