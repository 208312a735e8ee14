/* Upper, lower and title case (utf8.h). */
#include "text/utf8.h"

#include "text/wide.h"

#include <unicode/uchar.h>

/* "tr" and "az" have a dotless i; "lt" keeps the dot under an accent. */
static bool has_own_i(struct slice language)
{
    struct slice primary = slice_sub(language, 0, 2);
    return (language.len == 2 || (language.len > 2 && language.ptr[2] == '-')) &&
           (slice_equal_ignoring_case(primary, SLICE("tr")) ||
            slice_equal_ignoring_case(primary, SLICE("az")) ||
            slice_equal_ignoring_case(primary, SLICE("lt")));
}

static struct slice change_case(struct arena *arena, struct slice s, struct slice language,
                                enum mapping mapping)
{
    if (utf8_is_ascii(s) && !has_own_i(language)) {
        char *changed = arena_allocate(arena, s.len);
        char first = mapping == MAPPING_UPPER ? 'a' : 'A';
        for (size_t i = 0; i < s.len; i++)
            changed[i] = (char)((unsigned char)(s.ptr[i] - first) < 26 ? s.ptr[i] ^ 32 : s.ptr[i]);
        return slice_from(changed, s.len);
    }
    char name[WIDE_LOCALE_MAX];
    struct wide wide = wide_from(arena, s);
    return wide_to_utf8(arena, wide_map(arena, wide, mapping, wide_locale(language, name)));
}

struct slice utf8_upper(struct arena *arena, struct slice s, struct slice language)
{
    return change_case(arena, s, language, MAPPING_UPPER);
}

struct slice utf8_lower(struct arena *arena, struct slice s, struct slice language)
{
    return change_case(arena, s, language, MAPPING_LOWER);
}

struct slice utf8_title(struct arena *arena, struct slice s, struct slice language)
{
    struct slice rest = utf8_lower(arena, s, language);
    bool own_i = has_own_i(language) && !slice_starts_with(language, SLICE("lt"));
    /* A capital may take a byte more than its small letter: at most half of it again. */
    char *title = arena_allocate(arena, rest.len * 2 + 4);
    size_t len = 0;
    bool inside = false;
    uint32_t c;
    while (utf8_next(&rest, &c)) {
        bool letter = utf8_is_letter(c);
        if (letter && !inside && c == 0xDF) {
            len += utf8_write(title + len, 'S');
            c = 's';
        } else if (letter && !inside) {
            c = own_i && c == 'i' ? 0x130 : (uint32_t)u_totitle((UChar32)c);
        }
        inside = letter || utf8_is_digit(c) ||
                 (inside && (utf8_is_mark(c) || utf8_is_ignorable(c) || utf8_is_apostrophe(c)));
        len += utf8_write(title + len, c);
    }
    return slice_from(title, len);
}
