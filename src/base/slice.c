#include "base/slice.h"

/* Stands for "one empty piece is left" in slice_next(): an empty rest that is
 * not yet used up. As a slice it is as empty as any other. */
static const char last_piece_is_empty[1] = "";

static unsigned char fold(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

bool slice_equal_ignoring_case(struct slice a, struct slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (fold(a.ptr[i]) != fold(b.ptr[i]))
            return false;
    return true;
}

int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool slice_starts_with(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && slice_equal(slice_sub(s, 0, prefix.len), prefix);
}

bool slice_ends_with(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len && slice_equal(slice_after(s, s.len - suffix.len), suffix);
}

bool slice_fits(struct slice s, struct slice pattern)
{
    size_t p = 0, at = 0, star = SLICE_NOT_FOUND, from = 0;
    while (at < s.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            from = at;
        } else if (p < pattern.len && fold(pattern.ptr[p]) == fold(s.ptr[at])) {
            p++;
            at++;
        } else if (star != SLICE_NOT_FOUND) {
            p = star + 1;
            at = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

size_t slice_find(struct slice s, struct slice needle)
{
    if (needle.len == 0)
        return 0;
    const char *found = s.len ? memmem(s.ptr, s.len, needle.ptr, needle.len) : NULL;
    return found ? (size_t)(found - s.ptr) : SLICE_NOT_FOUND;
}

size_t slice_find_byte(struct slice s, char byte)
{
    const char *found = s.len ? memchr(s.ptr, byte, s.len) : NULL;
    return found ? (size_t)(found - s.ptr) : SLICE_NOT_FOUND;
}

size_t slice_find_last_byte(struct slice s, char byte)
{
    const char *found = s.len ? memrchr(s.ptr, byte, s.len) : NULL;
    return found ? (size_t)(found - s.ptr) : SLICE_NOT_FOUND;
}

static bool is_white_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct slice slice_trim(struct slice s)
{
    while (s.len && is_white_space(s.ptr[0]))
        s = slice_after(s, 1);
    while (s.len && is_white_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool slice_next(struct slice *rest, char separator, struct slice *piece)
{
    if (rest->len == 0) {
        if (rest->ptr != last_piece_is_empty)
            return false;
        *piece = *rest;
        *rest = (struct slice){NULL, 0};
        return true;
    }
    size_t end = slice_find_byte(*rest, separator);
    if (end == SLICE_NOT_FOUND) {
        *piece = *rest;
        *rest = (struct slice){NULL, 0};
        return true;
    }
    *piece = slice_sub(*rest, 0, end);
    *rest = slice_after(*rest, end + 1);
    if (rest->len == 0)
        rest->ptr = last_piece_is_empty;
    return true;
}

bool slice_next_line(struct slice *rest, struct slice *line)
{
    if (rest->len == 0)
        return false;
    size_t end = slice_find_byte(*rest, '\n');
    if (end == SLICE_NOT_FOUND)
        end = rest->len;
    *line = slice_sub(*rest, 0, end);
    *rest = slice_after(*rest, end + 1);
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

uint64_t slice_hash(struct slice s)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return hash;
}

int slice_compare_for_sort(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}
