#include "text/nearest.h"

#include "text/utf8.h"

/* In characters; 0 for an empty name and for one that is too long. */
static size_t fold(struct slice name, uint32_t folded[NEAREST_LENGTH_MAX])
{
    /* A character takes four bytes at the most; folding gives three for one at the most, but
     * what is cut then is too long as well. */
    char bytes[4 * (NEAREST_LENGTH_MAX + 1)];
    if (name.len > 8 * NEAREST_LENGTH_MAX)
        return 0;
    struct slice rest = slice_from(bytes, utf8_fold_to(name, bytes, sizeof bytes));
    size_t length = 0;
    uint32_t character;
    while (utf8_next(&rest, &character)) {
        if (length == NEAREST_LENGTH_MAX)
            return 0;
        folded[length++] = character;
    }
    return length;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment, three rows of the table at a time; `limit` + 1 where
 * the distance is more than that. */
static unsigned distance(const uint32_t *a, size_t a_length, const uint32_t *b, size_t b_length,
                         unsigned limit)
{
    unsigned rows[3][NEAREST_LENGTH_MAX + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= a_length; i++) {
        unsigned best = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned cost = above[j - 1] + (a[i - 1] != b[j - 1]);
            cost = least(cost, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = least(cost, before[j - 2] + 1);
            row[j] = cost;
            best = least(best, cost);
        }
        if (best > limit) /* the row before had limit at the least, and a swap costs one */
            return limit + 1;
        unsigned *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b_length];
}

struct nearest nearest_start(struct slice wanted)
{
    struct nearest nearest = {.wanted = wanted};
    nearest.length = fold(wanted, nearest.folded);
    return nearest;
}

void nearest_offer(struct nearest *nearest, struct slice candidate)
{
    uint32_t folded[NEAREST_LENGTH_MAX];
    size_t length = nearest->length ? fold(candidate, folded) : 0;
    if (!length)
        return;
    size_t longer = length > nearest->length ? length : nearest->length;
    size_t shorter = length + nearest->length - longer;
    unsigned limit = (unsigned)longer / 3;
    if (nearest->best.len) { /* only a nearer one takes the place of the first */
        if (!nearest->distance)
            return;
        limit = least(limit, nearest->distance - 1);
    }
    if (longer - shorter > limit)
        return;
    unsigned found = distance(nearest->folded, nearest->length, folded, length, limit);
    if (found > limit)
        return;
    nearest->best = candidate;
    nearest->distance = found;
}
