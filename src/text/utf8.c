#include "text/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

#define REPLACEMENT 0xFFFD

/* ---- bytes to characters ------------------------------------------------ */

/* The length of the ASCII run at the start. */
static size_t ascii_run(const char *ptr, size_t len)
{
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t word;
        memcpy(&word, ptr + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < len && (unsigned char)ptr[i] < 0x80)
        i++;
    return i;
}

/* How many bytes the first character takes; *valid is false where they are not
 * one, and then they are the maximal subpart (at least one byte). */
static size_t decode(const char *ptr, size_t len, uint32_t *character, bool *valid)
{
    const unsigned char *p = (const unsigned char *)ptr;
    uint32_t c = p[0];
    *valid = true;
    if (c < 0x80) {
        *character = c;
        return 1;
    }
    size_t more = 0;
    /* What the second byte may be: narrower after E0 (overlong), ED
     * (surrogates), F0 (overlong) and F4 (past U+10FFFF). */
    unsigned char low = 0x80, high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
        more = 1;
        c &= 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
        more = 2;
        low = c == 0xE0 ? 0xA0 : 0x80;
        high = c == 0xED ? 0x9F : 0xBF;
        c &= 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        more = 3;
        low = c == 0xF0 ? 0x90 : 0x80;
        high = c == 0xF4 ? 0x8F : 0xBF;
        c &= 0x07;
    }
    size_t i = 1;
    for (; i <= more && i < len && p[i] >= low && p[i] <= high; i++) {
        c = c << 6 | (p[i] & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    if (!more || i <= more) {
        *valid = false;
        c = REPLACEMENT;
    }
    *character = c;
    return i;
}

size_t utf8_find_invalid(struct slice s)
{
    size_t i = 0;
    while (i < s.len) {
        if ((unsigned char)s.ptr[i] < 0x80) {
            i += ascii_run(s.ptr + i, s.len - i);
            continue;
        }
        uint32_t character;
        bool valid;
        size_t taken = decode(s.ptr + i, s.len - i, &character, &valid);
        if (!valid)
            return i;
        i += taken;
    }
    return SLICE_NOT_FOUND;
}

bool utf8_is_ascii(struct slice s)
{
    return !s.len || ascii_run(s.ptr, s.len) == s.len;
}

bool utf8_next(struct slice *rest, uint32_t *character)
{
    if (!rest->len)
        return false;
    bool valid;
    size_t taken = decode(rest->ptr, rest->len, character, &valid);
    rest->ptr += taken;
    rest->len -= taken;
    return true;
}

size_t utf8_write(char *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void utf8_add(struct buffer *out, uint32_t character)
{
    char bytes[4];
    buffer_add(out, slice_from(bytes, utf8_write(bytes, character)));
}

size_t utf8_count(struct slice s)
{
    size_t count = 0;
    while (s.len) {
        size_t ascii = ascii_run(s.ptr, s.len);
        count += ascii;
        s = slice_after(s, ascii);
        uint32_t character;
        count += utf8_next(&s, &character);
    }
    return count;
}

struct slice utf8_prefix(struct slice s, size_t count)
{
    struct slice rest = s;
    uint32_t character;
    while (count && utf8_next(&rest, &character))
        count--;
    return slice_from(s.ptr, s.len - rest.len);
}

/* ---- what a character is ------------------------------------------------ */

bool utf8_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26;
    return (U_MASK(u_charType((UChar32)c)) & U_GC_L_MASK) && !utf8_is_apostrophe(c);
}

bool utf8_is_digit(uint32_t c)
{
    return c < 0x80 ? c - '0' < 10 : u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER;
}

bool utf8_is_mark(uint32_t c)
{
    return c >= 0x300 && (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK);
}

bool utf8_is_ignorable(uint32_t c)
{
    return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

bool utf8_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x201B || c == 0x2BC || c == 0xFF07;
}
