#include "search/query_parts.h"

#include "text/utf8.h"
#include "text/words.h"

struct query_result query_run(struct reader *reader, const struct query_request *request)
{
    struct query_result result = {0};
    struct query query;
    bool only_common = true;
    arena_reset(&reader->answers);
    query_parse(reader, request->text, &query);
    for (size_t i = 0; i < query.word_count; i++)
        only_common = only_common && query.words[i].common;
    for (size_t i = 0; i < query.word_count; i++)
        if (only_common || query.words[i].phrase || !query.words[i].common)
            query_find_word(reader, &query.words[i], &result);
    for (size_t i = 0; i < query.excluded_count; i++) {
        struct query_result ignored = {0};
        query_find_word(reader, &query.excluded[i], &ignored);
        if (ignored.note_count) /* a word that is nowhere excludes nothing */
            query.excluded[i].match_count = 0;
    }
    query_score(reader, &query, &result);
    query_choose(reader, request, query.word_count == 0, &result);
    if (reader->failure.kind)
        result.hit_count = result.all_count = 0;
    return result;
}

/* ---- excerpts ----------------------------------------------------------- */

#define WINDOW_WORDS 30
#define BACK_WORDS   6

struct window {
    struct slice words[WINDOW_WORDS + BACK_WORDS]; /* the last ones, in a ring */
    bool found[WINDOW_WORDS];
};

static bool is_asked(const struct query *query, const struct form *form)
{
    for (size_t i = 0; i < query->word_count; i++) {
        const struct query_word *word = &query->words[i];
        if (word->common)
            continue;
        size_t len = word->folded.len < form->folded.len ? word->folded.len : form->folded.len;
        /* Another form of the word: all but its ending is the same. */
        size_t same = 0;
        while (same < len && word->folded.ptr[same] == form->folded.ptr[same])
            same++;
        if (same >= 3 ? same + 3 >= word->folded.len && same + 4 >= form->folded.len
                      : same == word->folded.len && same == form->folded.len)
            return true;
    }
    return false;
}

struct slice query_excerpt(struct reader *reader, struct slice text, uint32_t document,
                           size_t length)
{
    struct slice excerpt = reader_card(reader, document).excerpt, word;
    struct words words = words_begin(excerpt, reader->language);
    struct arena scratch = {0};
    struct window window = {0};
    struct query query;
    size_t seen = 0, count = 0, best = 0, best_start = 0;
    query_parse(reader, text, &query);
    while (words_next(&words, &word)) {
        struct form form = term_fold(&scratch, word, reader->language);
        bool found = is_asked(&query, &form);
        arena_reset(&scratch);
        count += found;
        count -= window.found[seen % WINDOW_WORDS];
        window.found[seen % WINDOW_WORDS] = found;
        window.words[seen % (WINDOW_WORDS + BACK_WORDS)] = word;
        seen++;
        if (count > best) {
            best = count;
            size_t back = found && count == 1 ? BACK_WORDS : WINDOW_WORDS - 1;
            size_t first = seen > back + 1 ? seen - back - 1 : 0;
            best_start = (size_t)(window.words[first % (WINDOW_WORDS + BACK_WORDS)].ptr - excerpt.ptr);
        }
    }
    arena_release(&scratch);
    struct slice part = utf8_prefix(slice_after(excerpt, best_start), length);
    if (part.ptr && part.ptr + part.len < excerpt.ptr + excerpt.len) {
        size_t end = slice_find_last_byte(part, ' ');
        part.len = end == SLICE_NOT_FOUND || end < part.len / 2 ? part.len : end;
    }
    return part;
}
