#include "desk/updates.h"

#include "base/vector.h"

#define DIGITS 40

static bool read_commit(struct slice digits, struct slice *commit)
{
    bool is_nothing = true;
    if (digits.len != DIGITS)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        if (!strchr("0123456789abcdef", digits.ptr[i]) || !digits.ptr[i])
            return false;
        is_nothing &= digits.ptr[i] == '0';
    }
    *commit = is_nothing ? (struct slice){0} : digits;
    return true;
}

bool desk_updates_read(struct arena *arena, struct slice text, struct desk_updates *updates)
{
    VECTOR(struct desk_update) read = {0};
    struct slice line, before, after;
    while (slice_next_line(&text, &line)) {
        struct desk_update update = {.ref = line};
        if (read.count == DESK_UPDATES_MAX || !slice_next(&update.ref, ' ', &before) ||
            !slice_next(&update.ref, ' ', &after) || !read_commit(before, &update.before) ||
            !read_commit(after, &update.after) || !slice_starts_with(update.ref, SLICE("refs/")))
            return false;
        if (slice_starts_with(update.ref, SLICE("refs/heads/")))
            update.branch = slice_after(update.ref, strlen("refs/heads/"));
        vector_push(arena, &read, update);
    }
    *updates = (struct desk_updates){read.items, read.count};
    return true;
}
