/* The order of a dictionary (utf8.h). */
#include "base/memory.h"
#include "text/utf8.h"
#include "text/wide.h"

#include <assert.h>
#include <unicode/ucol.h>

struct collator {
    UCollator *order;
};

struct collator *collator_open(struct slice language)
{
    char name[WIDE_LOCALE_MAX];
    UErrorCode status = U_ZERO_ERROR;
    struct collator *collator = memory_allocate_zeroed(sizeof *collator);
    collator->order = ucol_open(wide_locale(language, name), &status);
    assert(U_SUCCESS(status));
    return collator;
}

struct slice collator_key(const struct collator *collator, struct arena *arena, struct slice s)
{
    struct wide wide = wide_from(arena, s);
    int32_t capacity = wide.len * 4 + 16;
    for (;;) {
        uint8_t *key = arena_allocate(arena, (size_t)capacity);
        int32_t len = ucol_getSortKey(collator->order, wide.ptr, wide.len, key, capacity);
        if (len <= capacity) /* the last byte of a key is a NUL */
            return slice_from((const char *)key, len > 0 ? (size_t)len - 1 : 0);
        capacity = len;
    }
}

void collator_close(struct collator *collator)
{
    if (!collator)
        return;
    ucol_close(collator->order);
    memory_release(collator);
}
