/* The vocabulary for mistyped words: every form forwards and in reverse, so that a word with a mistake
 * in one half is found by the other. */
#include "search/bytes.h"
#include "search/index_parts.h"
#include "search/spelling.h"
#include "text/utf8.h"

#include <stdlib.h>

struct key {
    struct slice text;
    uint8_t rank;
};

static int compare_keys(const void *a, const void *b)
{
    return slice_compare(((const struct key *)a)->text, ((const struct key *)b)->text);
}

static uint8_t rank_of(size_t documents)
{
    uint8_t rank = 0;
    for (; documents; documents >>= 1)
        rank++;
    return rank;
}

static size_t collect_keys(struct index *index, struct key **keys)
{
    size_t form_count = lexicon_form_count(index->lexicon), count = 0;
    const uint32_t *sorted = index_sorted_forms(index);
    struct slice before = {0};
    *keys = arena_array(&index->counting, struct key, 2 * form_count + 1);
    for (size_t i = 0; i < form_count; i++) {
        const struct form *form = lexicon_form(index->lexicon, sorted[i]);
        size_t having = index->stem_starts[form->stem + 1] - index->stem_starts[form->stem];
        if (form->common || !spelling_is_checked(form->folded) || slice_equal(form->folded, before))
            continue;
        before = form->folded;
        struct key forwards = {arena_concat(&index->counting, SLICE(">"), form->folded,
                                            (struct slice){0}),
                               rank_of(having)};
        struct key backwards = {
            arena_concat(&index->counting, SLICE("<"),
                         spelling_reverse(&index->counting, form->folded), (struct slice){0}),
            rank_of(having)};
        (*keys)[count++] = forwards;
        (*keys)[count++] = backwards;
    }
    qsort(*keys, count, sizeof **keys, compare_keys);
    return count;
}

void index_write_vocabulary(struct index *index, struct buffer *directory)
{
    struct key *keys;
    size_t count = collect_keys(index, &keys);
    struct buffer file = {0}, body = {0}, listed = {0};
    struct slice boundary = {0};
    uint32_t shards = 0;
    for (size_t i = 0; i < count;) {
        size_t start = i;
        struct slice first = i ? keys[i].text : (struct slice){0};
        buffer_clear(&body);
        for (; i < count && body.len < VOCABULARY_BYTES; i++) {
            bytes_add_front_coded(&body, i > start ? keys[i - 1].text : (struct slice){0},
                                  keys[i].text);
            buffer_add_byte(&body, (char)keys[i].rank);
        }
        buffer_clear(&file);
        bytes_add_varint(&file, (uint32_t)(i - start));
        buffer_add(&file, buffer_view(&body));
        bytes_add_front_coded(&listed, boundary, first);
        index_write_file(index, "vocabulary", shards++, buffer_view(&file));
        boundary = first;
    }
    bytes_add_varint(directory, shards);
    buffer_add(directory, buffer_view(&listed));
    buffer_release(&file);
    buffer_release(&body);
    buffer_release(&listed);
}
