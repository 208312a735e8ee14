/* Where the dictionary is cut. A shard has about SHARD_BYTES; within some bounds it ends where the fewest
 * stems have forms on both sides, since such a stem costs whoever asks for it a second file. */
#include "search/index_parts.h"

#define LEAST_PART 3 /* quarters of SHARD_BYTES that a shard has at least */
#define MOST_PART  5 /* and at most, but for a stem that is larger */

/* What entry and postings take, about. */
static size_t form_size(struct index *index, const uint32_t *forms, size_t i)
{
    const struct form *form = lexicon_form(index->lexicon, forms[i]);
    struct slice before = i ? lexicon_form(index->lexicon, forms[i - 1])->folded : (struct slice){0};
    size_t shared = 0;
    while (shared < before.len && shared < form->folded.len &&
           before.ptr[shared] == form->folded.ptr[shared])
        shared++;
    bool same = slice_equal(form->written, form->folded);
    return 4 + form->folded.len - shared + (same ? 0 : form->written.len);
}

static size_t group_size(const struct index *index, uint32_t stem)
{
    return 4 + (index->stem_starts[stem + 1] - index->stem_starts[stem]) * 5 / 2;
}

static bool may_cut(struct index *index, const uint32_t *forms, size_t i)
{
    return !slice_equal(lexicon_form(index->lexicon, forms[i])->folded,
                        lexicon_form(index->lexicon, forms[i - 1])->folded);
}

static void measure(struct index *index, const uint32_t *forms, size_t count, size_t *sizes,
                    int32_t *open)
{
    size_t stems = lexicon_stem_count(index->lexicon);
    size_t *last = arena_array(&index->counting, size_t, stems + 1);
    for (size_t i = 0; i < count; i++)
        last[lexicon_form(index->lexicon, forms[i])->stem] = i + 1;
    for (size_t i = 0; i < count; i++) {
        uint32_t stem = lexicon_form(index->lexicon, forms[i])->stem;
        sizes[i] = form_size(index, forms, i);
        if (!last[stem])
            continue; /* counted at its first form */
        sizes[i] += group_size(index, stem);
        open[i + 1]++; /* a cut at i + 1, and up to its last form, divides the stem */
        open[last[stem]]--;
        last[stem] = 0;
    }
    for (size_t i = 1; i <= count; i++)
        open[i] += open[i - 1];
}

/* The place after the shard that begins at `start`. */
static size_t find_end(struct index *index, const uint32_t *forms, size_t count, size_t start,
                       const size_t *sizes, const int32_t *open)
{
    size_t size = sizes[start], best = 0;
    for (size_t i = start + 1; i < count; i++) {
        size_t with = size + sizes[i];
        if (may_cut(index, forms, i)) {
            if (size >= SHARD_BYTES * LEAST_PART / 4 || with > 2 * SHARD_BYTES)
                best = !best || open[i] <= open[best] ? i : best;
            if (best && with > SHARD_BYTES * MOST_PART / 4)
                return best;
        }
        size = with;
    }
    return count;
}

struct shard_plan index_plan_shards(struct index *index, const uint32_t *forms, size_t count)
{
    struct shard_plan plan = {0};
    size_t *sizes = arena_array(&index->counting, size_t, count + 1);
    int32_t *open = arena_array(&index->counting, int32_t, count + 2);
    measure(index, forms, count, sizes, open);
    for (size_t start = 0; start < count;) {
        start = find_end(index, forms, count, start, sizes, open);
        vector_push(&index->counting, &plan.ends, start);
    }
    return plan;
}
