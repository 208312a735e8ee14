/* What was typed, as words. */
#include "search/query_parts.h"

#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

/* “ ” „ « » and the straight one; how many bytes, 0: none. */
static size_t quote_at(struct slice text)
{
    static const char *const marks[] = {"\"", "“", "”", "„", "«", "»"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_starts_with(text, slice_from_string(marks[i])))
            return strlen(marks[i]);
    return 0;
}

static struct query_word *add_word(struct reader *reader, struct query *query, struct slice word,
                                   bool excluded)
{
    size_t *count = excluded ? &query->excluded_count : &query->word_count;
    struct query_word *words = excluded ? query->excluded : query->words;
    struct form form = term_fold(&reader->answers, word, reader->language);
    if (*count == QUERY_WORDS_MAX || !form.folded.len)
        return NULL;
    words[*count] = (struct query_word){
        .folded = form.folded,
        .written = form.written,
        .common = reader_is_common(reader, form.folded),
    };
    return &words[(*count)++];
}

/* "e-learning" as one word besides its parts. */
static void add_joined(struct reader *reader, struct query *query, const struct slice *parts,
                       size_t count, bool excluded)
{
    char bytes[TERM_BYTES_MAX];
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (len + parts[i].len > sizeof bytes)
            return;
        memcpy(bytes + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    struct slice joined = arena_copy(&reader->answers, slice_from(bytes, len));
    struct query_word *word = add_word(reader, query, joined, excluded);
    if (word)
        word->joined = true;
}

static void add_piece(struct reader *reader, struct query *query, struct slice piece,
                      bool excluded, unsigned phrase)
{
    struct words words = words_begin(piece, reader->language);
    struct slice chain[TERM_COMPOUND_PARTS], word;
    size_t parts = 0;
    uint32_t offset = 0;
    while (words_next(&words, &word)) {
        bool joins = parts && parts <= TERM_COMPOUND_PARTS &&
                     term_hyphen(chain[parts - 1 < TERM_COMPOUND_PARTS ? parts - 1 : 0], word);
        if (!joins) {
            if (parts > 1 && parts <= TERM_COMPOUND_PARTS && !phrase)
                add_joined(reader, query, chain, parts, excluded);
            parts = 0;
        }
        if (parts < TERM_COMPOUND_PARTS)
            chain[parts] = word;
        parts++;
        struct query_word *added = add_word(reader, query, word, excluded);
        if (added) {
            added->phrase = phrase;
            added->offset = offset;
        }
        offset++;
    }
    if (parts > 1 && parts <= TERM_COMPOUND_PARTS && !phrase)
        add_joined(reader, query, chain, parts, excluded);
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A word twice counts once, but within phrases, which need each. */
static void drop_repeated(struct query *query)
{
    size_t kept = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        bool repeated = false;
        for (size_t j = 0; j < kept && !query->words[i].phrase; j++)
            repeated = repeated || slice_equal(query->words[j].written, query->words[i].written);
        if (!repeated)
            query->words[kept++] = query->words[i];
    }
    query->word_count = kept;
}

static struct slice cut_query(struct slice text)
{
    if (text.len <= QUERY_BYTES_MAX)
        return text;
    text.len = QUERY_BYTES_MAX;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

void query_parse(struct reader *reader, struct slice text, struct query *query)
{
    struct slice rest = cut_query(text);
    bool cut = rest.len < text.len, ends_in_word = false;
    *query = (struct query){0};
    while (rest.len) {
        size_t mark = quote_at(rest);
        bool excluded = *rest.ptr == '-' && rest.len > 1;
        if (is_white(*rest.ptr)) {
            rest = slice_after(rest, 1);
            ends_in_word = false;
            continue;
        }
        if (excluded)
            rest = slice_after(rest, 1);
        mark = quote_at(rest);
        size_t len = 0;
        if (mark) {
            rest = slice_after(rest, mark);
            while (len < rest.len && !quote_at(slice_after(rest, len)))
                len++;
            struct slice piece = slice_sub(rest, 0, len);
            add_piece(reader, query, piece, excluded, excluded ? 0 : ++query->phrase_count);
            rest = slice_after(rest, len);
            rest = slice_after(rest, quote_at(rest));
            ends_in_word = false;
            continue;
        }
        while (len < rest.len && !is_white(rest.ptr[len]) && !quote_at(slice_after(rest, len)))
            len++;
        struct slice piece = slice_sub(rest, 0, len);
        size_t before = query->word_count;
        add_piece(reader, query, piece, excluded, 0);
        rest = slice_after(rest, len);
        /* A mark of punctuation behind it says that the word is whole. */
        struct slice tail = slice_sub(piece, piece.len ? piece.len - 1 : 0, 1);
        ends_in_word = !excluded && query->word_count > before && tail.len &&
                       ((unsigned char)*tail.ptr >= 0x80 || (*tail.ptr >= '0' && *tail.ptr <= '9') ||
                        (((unsigned char)*tail.ptr | 0x20) >= 'a' &&
                         ((unsigned char)*tail.ptr | 0x20) <= 'z'));
    }
    if (ends_in_word && !cut && query->word_count) {
        struct query_word *last = &query->words[query->word_count - 1];
        last->unfinished = true;
        if (last->joined && query->word_count > 1)
            query->words[query->word_count - 2].unfinished = true;
    }
    drop_repeated(query);
}
