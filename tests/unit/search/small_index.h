/*
 * small_index.h - for tests of search: a few documents, their index in memory, and questions to it.
 *
 *     struct small_index *small = *state;      // of small_index_set_up
 *     small_index_add(small, "a", "Titolo", "Un testo.");
 *     small_index_open(small);
 *     assert_slice_equal(small_index_ask(small, "testo"), "a");
 */
#ifndef SCHEDARIO_TESTS_SMALL_INDEX_H
#define SCHEDARIO_TESTS_SMALL_INDEX_H

#include "base/map.h"
#include "base/vector.h"
#include "search/index.h"
#include "search/query.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

struct small_index {
    struct arena arena;
    struct index *index;
    struct map files; /* struct slice */
    struct reader *reader;
    struct query_request request;
    struct query_result result;
    struct buffer answer;
};

static inline int small_index_set_up(void **state)
{
    struct small_index *small = calloc(1, sizeof *small);
    small->index = index_create(&small->arena, SLICE("it"));
    *state = small;
    return 0;
}

static inline int small_index_tear_down(void **state)
{
    struct small_index *small = *state;
    index_destroy(small->index);
    if (small->reader)
        reader_close(small->reader);
    buffer_release(&small->answer);
    arena_release(&small->arena);
    free(small);
    return 0;
}

static inline void small_index_language(struct small_index *small, const char *language)
{
    index_destroy(small->index);
    small->index = index_create(&small->arena, slice_from_string(language));
}

static inline void small_index_add(struct small_index *small, const char *key, const char *title,
                                   const char *body)
{
    struct index_text *texts = arena_array(&small->arena, struct index_text, 2);
    texts[0] = (struct index_text){ZONE_TITLE, slice_from_string(title)};
    texts[1] = (struct index_text){ZONE_BODY, slice_from_string(body)};
    struct index_document document = {.key = slice_from_string(key),
                                      .address = slice_from_string(key),
                                      .title = slice_from_string(title),
                                      .excerpt = slice_from_string(body),
                                      .texts = texts,
                                      .text_count = 2};
    index_add(small->index, &document);
}

static inline void small_index_keep(void *context, struct slice name, struct slice content)
{
    struct small_index *small = context;
    struct slice *copy = arena_new(&small->arena, struct slice);
    *copy = arena_copy(&small->arena, content);
    map_set(&small->arena, &small->files, arena_copy(&small->arena, name), copy);
}

static inline bool small_index_fetch(void *context, struct slice name, struct buffer *out)
{
    const struct slice *content = map_get(&((struct small_index *)context)->files, name);
    if (content)
        buffer_add(out, *content);
    return content != NULL;
}

static inline void small_index_open(struct small_index *small)
{
    index_write(small->index, small_index_keep, small);
    small->reader = reader_open(&small->arena, small_index_fetch, small);
    assert_int_equal(small->reader->failure.kind, READER_GOOD);
}

/* The keys of the hits, "a b c"; a bar after the last that has every word, where others follow. */
static inline struct slice small_index_ask(struct small_index *small, const char *text)
{
    small->request.text = slice_from_string(text);
    small->result = query_run(small->reader, &small->request);
    buffer_clear(&small->answer);
    for (size_t i = 0; i < small->result.hit_count; i++) {
        if (i)
            buffer_add_string(&small->answer,
                              small->result.hits[i].all != small->result.hits[i - 1].all ? " | "
                                                                                         : " ");
        buffer_add(&small->answer, reader_card(small->reader, small->result.hits[i].document).key);
    }
    return buffer_view(&small->answer);
}

#endif
