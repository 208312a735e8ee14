#include "test.h"

#include "text/word_diff.h"

#include <stdio.h>
#include <stdlib.h>

/* "a -b +c d": what was removed and added. */
static struct slice shown(struct arena *arena, const char *before, const char *after)
{
    struct word_run *runs;
    size_t count;
    word_diff(arena, slice_from_string(before), slice_from_string(after), &runs, &count);
    struct slice all = {0};
    static const char *const marks[] = {"", "-", "+"};
    for (size_t i = 0; i < count; i++)
        all = arena_format(arena, "%.*s%s%s[%.*s]", SLICE_ARG(all), i ? " " : "",
                           marks[runs[i].kind], SLICE_ARG(runs[i].text));
    return all;
}

static void words_that_changed_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after, *shown;
    } cases[] = {
        {"", "", ""},
        {" \n ", "\t", ""},
        {"", "uno due", "+[uno due]"},
        {"uno due", "", "-[uno due]"},
        {"uno due", "uno due", "[uno due]"},
        {"uno  due", "uno\ndue", "[uno\ndue]"},
        {"budget 80.000 euro", "budget 84.498 euro", "[budget] -[80.000] +[84.498] [euro]"},
        {"a b c", "a c", "[a] -[b] [c]"},
        {"a c", "a b c", "[a] +[b] [c]"},
        {"a b c d e", "x b c y e", "-[a] +[x] [b c] -[d] +[y] [e]"},
        {"a b c a b b a", "c b a b a c", "-[a b] [c] +[b] [a b] -[b] [a] +[c]"},
        {"uno due tre", "quattro cinque", "-[uno due tre] +[quattro cinque]"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_slice_equal(shown(&arena, cases[i].before, cases[i].after), cases[i].shown);
    arena_release(&arena);
}

/* Removed and same give the old text, added and same the new one, whatever the texts. */
static void runs_give_both_texts_back(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 400; round++) {
        struct arena arena = {0};
        struct slice texts[2] = {{0}}, back[2] = {{0}};
        for (int side = 0; side < 2; side++) {
            int count = (int)((seed = seed * 1103515245 + 12345) >> 16) % (round < 390 ? 12 : 1500);
            for (int i = 0; i < count; i++) {
                seed = seed * 1103515245 + 12345;
                texts[side] = arena_format(&arena, "%.*s%s%c", SLICE_ARG(texts[side]), i ? " " : "",
                                           (char)('a' + (seed >> 16) % 4));
            }
        }
        struct word_run *runs;
        size_t count;
        word_diff(&arena, texts[0], texts[1], &runs, &count);
        for (size_t i = 0; i < count; i++)
            for (int side = 0; side < 2; side++)
                if (runs[i].kind != (side ? WORDS_REMOVED : WORDS_ADDED))
                    back[side] = arena_format(&arena, "%.*s%s%.*s", SLICE_ARG(back[side]),
                                              back[side].len ? " " : "", SLICE_ARG(runs[i].text));
        assert_slice_equal(back[0], arena_string(&arena, texts[0]));
        assert_slice_equal(back[1], arena_string(&arena, texts[1]));
        for (size_t i = 1; i < count; i++)
            assert_true(runs[i].kind != runs[i - 1].kind);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_changed_are_told_apart),
        cmocka_unit_test(runs_give_both_texts_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
