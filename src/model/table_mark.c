#include "model/table_mark.h"

static const struct slice opening = SLICE_INIT("<!--table "), closing = SLICE_INIT("-->");

struct slice table_mark_write(struct arena *arena, struct slice id)
{
    return arena_concat(arena, opening, id, closing, SLICE("\n"), (struct slice){0});
}

bool table_mark_next(struct slice *rest, struct slice *before, struct slice *id)
{
    size_t start = slice_find(*rest, opening);
    struct slice after =
        slice_after(*rest, start == SLICE_NOT_FOUND ? rest->len : start + opening.len);
    size_t end = start == SLICE_NOT_FOUND ? SLICE_NOT_FOUND : slice_find(after, closing);
    if (end == SLICE_NOT_FOUND) {
        *before = *rest;
        *rest = (struct slice){0};
        return false;
    }
    *before = slice_sub(*rest, 0, start);
    *id = slice_sub(after, 0, end);
    *rest = slice_after(after, end + closing.len);
    return true;
}
