#include "text/word_diff.h"

#include "base/vector.h"

struct word_list {
    struct slice *words;
    size_t count;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct word_list split(struct arena *arena, struct slice text)
{
    VECTOR(struct slice) words = {0};
    for (size_t at = 0; at < text.len;) {
        while (at < text.len && is_blank(text.ptr[at]))
            at++;
        size_t start = at;
        while (at < text.len && !is_blank(text.ptr[at]))
            at++;
        struct slice word = slice_sub(text, start, at - start);
        if (word.len)
            vector_push(arena, &words, word);
    }
    return (struct word_list){words.items, words.count};
}

struct diff {
    struct arena *arena;
    VECTOR(struct word_run) runs;
};

/* `count` words one after the other, which are neighbours in their text. */
static void add_run(struct diff *diff, enum word_run_kind kind, const struct slice *words,
                    size_t count)
{
    if (!count)
        return;
    const struct slice *last = &words[count - 1];
    struct slice text = slice_from(words[0].ptr, (size_t)(last->ptr + last->len - words[0].ptr));
    struct word_run *previous = diff->runs.count ? &diff->runs.items[diff->runs.count - 1] : NULL;
    if (previous && previous->kind == kind) {
        previous->text.len = (size_t)(text.ptr + text.len - previous->text.ptr);
        return;
    }
    struct word_run run = {kind, text};
    vector_push(diff->arena, &diff->runs, run);
}

/* An edit on the way: before it, `same` words that both have. */
struct step {
    uint32_t same_start; /* in the old text */
    uint32_t same;
    bool added; /* else a word of the old text was removed */
};

/* The furthest place on each diagonal after each number of edits; the way back is read from them. */
static bool find_steps(struct arena *arena, struct word_list a, struct word_list b,
                       struct step *steps, size_t *step_count)
{
    size_t most = a.count + b.count;
    size_t max = most < WORD_DIFF_EDITS_MAX ? most : WORD_DIFF_EDITS_MAX;
    int64_t n = (int64_t)a.count, m = (int64_t)b.count;
    int64_t *furthest = arena_array(arena, int64_t, 2 * max + 3);
    uint32_t **rows = arena_array(arena, uint32_t *, max + 1);
    furthest += max + 1;
    for (int64_t d = 0; d <= (int64_t)max; d++) {
        rows[d] = arena_array(arena, uint32_t, (size_t)d + 1);
        for (int64_t k = -d; k <= d; k += 2) {
            bool down = k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
            int64_t x = down ? furthest[k + 1] : furthest[k - 1] + 1;
            if (d == 0)
                x = 0;
            int64_t y = x - k;
            while (x < n && y < m && y >= 0 && slice_equal(a.words[x], b.words[y])) {
                x++;
                y++;
            }
            furthest[k] = x;
            rows[d][(k + d) / 2] = (uint32_t)x;
            if (x < n || y < m)
                continue;
            /* Back from the end, an edit at a time. */
            for (int64_t e = d; e > 0; e--) {
                bool came_down =
                    k == -e ||
                    (k != e && rows[e - 1][(k - 1 + e - 1) / 2] < rows[e - 1][(k + 1 + e - 1) / 2]);
                int64_t from = came_down ? k + 1 : k - 1;
                int64_t before = rows[e - 1][(from + e - 1) / 2];
                int64_t start = came_down ? before : before + 1;
                steps[e - 1] = (struct step){(uint32_t)start, (uint32_t)(x - start), came_down};
                x = before;
                k = from;
            }
            *step_count = (size_t)d;
            return true;
        }
    }
    return false;
}

/* Between removals and additions that follow one another nothing is the same: first what went. */
static void add_steps(struct diff *diff, struct word_list a, struct word_list b)
{
    struct step steps[WORD_DIFF_EDITS_MAX];
    struct arena arena = {0};
    size_t count = 0, i = 0, j = 0;
    if (!find_steps(&arena, a, b, steps, &count)) {
        arena_release(&arena);
        add_run(diff, WORDS_REMOVED, a.words, a.count);
        add_run(diff, WORDS_ADDED, b.words, b.count);
        return;
    }
    arena_release(&arena);
    size_t first = count ? steps[0].same_start - !steps[0].added : a.count;
    add_run(diff, WORDS_SAME, b.words, first);
    i = j = first;
    for (size_t e = 0; e < count;) {
        size_t removed = 0, added = 0;
        do {
            if (steps[e].added)
                added++;
            else
                removed++;
        } while (steps[e++].same == 0 && e < count);
        add_run(diff, WORDS_REMOVED, a.words + i, removed);
        add_run(diff, WORDS_ADDED, b.words + j, added);
        i += removed;
        j += added;
        add_run(diff, WORDS_SAME, b.words + j, steps[e - 1].same);
        i += steps[e - 1].same;
        j += steps[e - 1].same;
    }
}

void word_diff(struct arena *arena, struct slice before, struct slice after,
               struct word_run **runs, size_t *count)
{
    struct diff diff = {.arena = arena};
    struct word_list a = split(arena, before), b = split(arena, after);
    size_t shorter = a.count < b.count ? a.count : b.count, start = 0, end = 0;
    while (start < shorter && slice_equal(a.words[start], b.words[start]))
        start++;
    while (end < shorter - start &&
           slice_equal(a.words[a.count - 1 - end], b.words[b.count - 1 - end]))
        end++;
    add_run(&diff, WORDS_SAME, b.words, start);
    struct word_list middle_a = {a.words + start, a.count - start - end};
    struct word_list middle_b = {b.words + start, b.count - start - end};
    if (middle_a.count && middle_b.count) {
        add_steps(&diff, middle_a, middle_b);
    } else {
        add_run(&diff, WORDS_REMOVED, middle_a.words, middle_a.count);
        add_run(&diff, WORDS_ADDED, middle_b.words, middle_b.count);
    }
    add_run(&diff, WORDS_SAME, b.words + b.count - end, end);
    *runs = diff.runs.items;
    *count = diff.runs.count;
}
