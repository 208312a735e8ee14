#include "text/wide.h"

#include <assert.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define REPLACEMENT     0xFFFD
#define TEXT_LENGTH_MAX ((size_t)1 << 30)

struct wide wide_from(struct arena *arena, struct slice s)
{
    assert(s.len <= TEXT_LENGTH_MAX);
    struct wide wide = {arena_array(arena, UChar, s.len + 1), 0};
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide.ptr, (int32_t)s.len + 1, &wide.len, s.ptr, (int32_t)s.len,
                         REPLACEMENT, NULL, &status);
    assert(U_SUCCESS(status));
    return wide;
}

struct slice wide_to_utf8(struct arena *arena, struct wide wide)
{
    size_t capacity = (size_t)wide.len * 3 + 1; /* a unit takes three bytes at the most */
    char *bytes = arena_allocate(arena, capacity);
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(bytes, (int32_t)capacity, &len, wide.ptr, wide.len, REPLACEMENT, NULL,
                       &status);
    assert(U_SUCCESS(status));
    return slice_from(bytes, (size_t)len);
}

static int32_t map_once(enum mapping mapping, struct wide from, struct wide to, const char *locale,
                        UErrorCode *status)
{
    const UNormalizer2 *normalizer = NULL;
    switch (mapping) {
    case MAPPING_NFC:
        normalizer = unorm2_getNFCInstance(status);
        break;
    case MAPPING_NFD:
        normalizer = unorm2_getNFDInstance(status);
        break;
    case MAPPING_NFKC:
        normalizer = unorm2_getNFKCInstance(status);
        break;
    case MAPPING_FOLD:
        return u_strFoldCase(to.ptr, to.len, from.ptr, from.len, U_FOLD_CASE_DEFAULT, status);
    case MAPPING_UPPER:
        return u_strToUpper(to.ptr, to.len, from.ptr, from.len, locale, status);
    case MAPPING_LOWER:
        return u_strToLower(to.ptr, to.len, from.ptr, from.len, locale, status);
    }
    return unorm2_normalize(normalizer, from.ptr, from.len, to.ptr, to.len, status);
}

struct wide wide_map(struct arena *arena, struct wide from, enum mapping mapping,
                     const char *locale)
{
    struct wide to = {NULL, from.len + from.len / 8 + 16};
    for (;;) {
        to.ptr = arena_array(arena, UChar, (size_t)to.len);
        UErrorCode status = U_ZERO_ERROR;
        int32_t len = map_once(mapping, from, to, locale, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            to.len = len + 1;
            continue;
        }
        assert(U_SUCCESS(status));
        to.len = len;
        return to;
    }
}

/* ICU reads the locale up to the first - or _; longer names mean no language. */
const char *wide_locale(struct slice language, char name[WIDE_LOCALE_MAX])
{
    size_t len = language.len < WIDE_LOCALE_MAX ? language.len : 0;
    if (len)
        memcpy(name, language.ptr, len);
    name[len] = '\0';
    return name;
}
