/*
 * word_diff.h - what changed between two texts, word by word.
 *
 * Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986): the
 * shortest way from one to the other. A word is what stands between blanks; blanks alone are no
 * change. Texts that differ in more than WORD_DIFF_EDITS_MAX words between their common beginning
 * and end are one change there.
 *
 *     word_diff(&arena, before, after, &runs, &count);
 *     for (size_t i = 0; i < count; i++)
 *         show(runs[i].kind, runs[i].text);
 */
#ifndef SCHEDARIO_TEXT_WORD_DIFF_H
#define SCHEDARIO_TEXT_WORD_DIFF_H

#include "base/arena.h"

#define WORD_DIFF_EDITS_MAX 600

enum word_run_kind { WORDS_SAME, WORDS_REMOVED, WORDS_ADDED };

/* A view into one of the texts, without blanks at its ends: those that are the same, into the new one. */
struct word_run {
    enum word_run_kind kind;
    struct slice text;
};

/* In the order of the texts; what was removed comes before what was added in its place. None where both
 * are blank. */
void word_diff(struct arena *arena, struct slice before, struct slice after,
               struct word_run **runs, size_t *count);

#endif
