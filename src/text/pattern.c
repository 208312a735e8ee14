#include "text/pattern.h"

#include "base/memory.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

/* Steps of ICU's matcher, about a millisecond each; what needs more is no match. */
#define STEPS_MAX       100
#define STACK_BYTES_MAX (4 << 20)
/* A field that is longer has a mistake of its own. */
#define TEXT_BYTES_MAX (1 << 20)

struct pattern {
    URegularExpression *expression; /* never matched itself: every match takes a copy */
};

/* Owned by the caller; NULL where it is not UTF-8 or too long. */
static UChar *to_utf16(struct slice text, int32_t *length)
{
    if (text.len > TEXT_BYTES_MAX)
        return NULL;
    UChar *wide = memory_allocate((text.len + 1) * sizeof *wide);
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(wide, (int32_t)text.len + 1, length, text.ptr, (int32_t)text.len, &status);
    if (U_SUCCESS(status))
        return wide;
    memory_release(wide);
    return NULL;
}

struct pattern *pattern_compile(struct slice expression)
{
    int32_t length;
    UChar *wide = to_utf16(expression, &length);
    if (!wide)
        return NULL;
    UErrorCode status = U_ZERO_ERROR;
    /* ICU takes no empty expression, which matches the empty text alone. */
    URegularExpression *compiled = length ? uregex_open(wide, length, 0, NULL, &status)
                                          : uregex_openC("(?:)", 0, NULL, &status);
    memory_release(wide);
    if (U_FAILURE(status)) {
        uregex_close(compiled);
        return NULL;
    }
    struct pattern *pattern = memory_allocate(sizeof *pattern);
    pattern->expression = compiled;
    return pattern;
}

bool pattern_matches(const struct pattern *pattern, struct slice text)
{
    int32_t length;
    UChar *wide = to_utf16(text, &length);
    if (!wide)
        return false;
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *matcher = uregex_clone(pattern->expression, &status);
    uregex_setText(matcher, wide, length, &status);
    uregex_setTimeLimit(matcher, STEPS_MAX, &status); /* a copy does not take the limits over */
    uregex_setStackLimit(matcher, STACK_BYTES_MAX, &status);
    bool matches = uregex_matches(matcher, -1, &status) && U_SUCCESS(status);
    uregex_close(matcher);
    memory_release(wide);
    return matches;
}

void pattern_release(struct pattern *pattern)
{
    if (!pattern)
        return;
    uregex_close(pattern->expression);
    memory_release(pattern);
}
