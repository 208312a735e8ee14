#include "search/spelling.h"

#include "text/utf8.h"

#include <string.h>

bool spelling_is_checked(struct slice folded)
{
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] >= '0' && folded.ptr[i] <= '9')
            return false;
    size_t count = utf8_count(folded);
    return count >= SPELLING_LENGTH_MIN && count <= SPELLING_LENGTH_MAX;
}

struct slice spelling_reverse(struct arena *arena, struct slice folded)
{
    char *bytes = arena_array(arena, char, folded.len + 1);
    struct slice rest = folded;
    uint32_t character;
    size_t end = folded.len;
    while (rest.len) {
        size_t before = rest.len;
        utf8_next(&rest, &character);
        size_t size = before - rest.len;
        end -= size;
        memcpy(bytes + end, rest.ptr - size, size);
    }
    return slice_from(bytes, folded.len);
}

unsigned spelling_reach(struct slice folded)
{
    size_t count = utf8_count(folded);
    if (!spelling_is_checked(folded))
        return 0;
    return count < 8 ? 1 : 2;
}

size_t spelling_half(struct slice folded)
{
    return (utf8_count(folded) - 1) / 2;
}

static size_t decode(struct slice word, uint32_t *characters)
{
    size_t count = 0;
    while (count <= SPELLING_LENGTH_MAX && utf8_next(&word, &characters[count]))
        count++;
    return count;
}

unsigned spelling_distance(struct slice a, struct slice b, unsigned limit)
{
    uint32_t x[SPELLING_LENGTH_MAX + 1], y[SPELLING_LENGTH_MAX + 1];
    unsigned rows[3][SPELLING_LENGTH_MAX + 2];
    size_t m = decode(a, x), n = decode(b, y);
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    if (m > SPELLING_LENGTH_MAX || n > SPELLING_LENGTH_MAX || (m > n ? m - n : n - m) > limit)
        return limit + 1;
    for (size_t j = 0; j <= n; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++) {
        unsigned least = row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = above[j - 1] + (x[i - 1] != y[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
            if (best < least)
                least = best;
        }
        if (least > limit)
            return limit + 1;
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[n] > limit ? limit + 1 : above[n];
}
