#include "text/unicode.h"

#include "base/memory.h"

#include <unicode/uclean.h>

static void *allocate(const void *context, size_t size)
{
    (void)context;
    return memory_allocate(size);
}

static void *resize(const void *context, void *block, size_t size)
{
    (void)context;
    return memory_resize(block, size);
}

static void release(const void *context, void *block)
{
    (void)context;
    memory_release(block);
}

void unicode_prepare(void)
{
    UErrorCode status = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, allocate, resize, release, &status);
}
