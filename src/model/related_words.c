/* Which words set a sheet apart from the others of its collection: tf-idf (Spaerck Jones 1972;
 * Salton and Buckley 1988) over title, summary and text, common words dropped. */
#include "model/related.h"

#include "text/words.h"

#include <math.h>
#include <stdlib.h>

/* Bytes of text looked at in one collection; a sheet of a very large one is known by its beginning.
 */
#define TEXT_TOTAL_MAX    (8u << 20)
#define TEXT_OF_SHEET_MIN 1024u
#define TEXT_OF_SHEET_MAX (16u << 10)
#define WORD_LENGTH_MIN   4u
#define WORD_LENGTH_MAX   40u
#define TITLE_WEIGHT      3
#define SUMMARY_WEIGHT    2
/* A word in more than half of the sheets tells nothing; nor does one in more than a fifth, once
 * there are more than a few. */
#define COMMON_SHARE     5
#define COMMON_COUNT_MIN 4

struct word {
    struct slice folded;
    struct slice written; /* empty until somebody asks */
    uint32_t sheets;      /* that have it */
    uint32_t last_sheet;  /* + 1 */
    uint32_t last_place;  /* among the words of that sheet */
};

struct counted_word {
    uint32_t word, count;
};

struct word_table {
    struct arena *arena;
    struct map by_folded; /* index + 1 */
    VECTOR(struct word) words;
    struct slice language;
};

struct counting {
    struct word_table *table;
    uint32_t sheet, weight;
    VECTOR(struct counted_word) counts;
};

static bool is_number(struct slice word)
{
    return word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

static void count_word(void *context, struct slice folded)
{
    struct counting *counting = context;
    struct word_table *table = counting->table;
    if (folded.len < WORD_LENGTH_MIN || folded.len > WORD_LENGTH_MAX || is_number(folded))
        return;
    uintptr_t found = (uintptr_t)map_get(&table->by_folded, folded);
    if (!found) {
        if (word_is_common(folded, table->language))
            return;
        struct word word = {.folded = arena_copy(table->arena, folded)};
        vector_push(table->arena, &table->words, word);
        found = table->words.count;
        map_set(table->arena, &table->by_folded, word.folded, (void *)found);
    }
    struct word *word = &table->words.items[found - 1];
    if (word->last_sheet == counting->sheet + 1) {
        counting->counts.items[word->last_place].count += counting->weight;
        return;
    }
    word->last_sheet = counting->sheet + 1;
    word->last_place = (uint32_t)counting->counts.count;
    word->sheets++;
    struct counted_word count = {(uint32_t)(found - 1), counting->weight};
    vector_push(table->arena, &counting->counts, count);
}

static struct slice cut_text(struct slice text, size_t max)
{
    if (text.len <= max)
        return text;
    text.len = max;
    while (text.len && text.ptr[text.len] != ' ' && text.ptr[text.len] != '\n')
        text.len--;
    return text;
}

static struct slice sheet_text(const struct sheet *sheet)
{
    const struct markdown *body = sheet->original->document->markdown;
    return body ? body->plain : (struct slice){0};
}

static void count_sheet(struct counting *counting, const struct sheet *sheet, size_t text_max)
{
    const struct {
        struct slice text;
        uint32_t weight;
    } parts[] = {{sheet->original->title, TITLE_WEIGHT},
                 {sheet->original->summary, SUMMARY_WEIGHT},
                 {sheet_text(sheet), 1}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        counting->weight = parts[i].weight;
        words_visit(cut_text(parts[i].text, text_max), counting->table->language, count_word,
                    counting);
    }
}

static int compare_weights(const void *a, const void *b, void *context)
{
    const struct weighed_word *x = a, *y = b;
    const struct word_table *table = context;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return slice_compare(table->words.items[x->word].folded, table->words.items[y->word].folded);
}

static void keep_heaviest(struct word_table *table, struct arena *scratch,
                          const struct counted_word *counts, size_t count, size_t sheet_count,
                          struct sheet_words *kept)
{
    struct weighed_word *words = arena_array(scratch, struct weighed_word, count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t sheets = table->words.items[counts[i].word].sheets;
        bool is_common = (size_t)sheets * 2 > sheet_count ||
                         (sheets > COMMON_COUNT_MIN && (size_t)sheets * COMMON_SHARE > sheet_count);
        if (sheets < 2 || is_common) /* a word of its own ties a sheet to none */
            continue;
        words[used++] = (struct weighed_word){counts[i].word,
                                              (1 + log((double)counts[i].count)) *
                                                  log((double)(sheet_count + 1) / (double)sheets)};
    }
    if (used)
        qsort_r(words, used, sizeof *words, compare_weights, table);
    kept->count = used < RELATED_WORDS_MAX ? used : RELATED_WORDS_MAX;
    double sum = 0;
    for (size_t i = 0; i < kept->count; i++)
        sum += words[i].weight * words[i].weight;
    for (size_t i = 0; i < kept->count; i++) {
        kept->words[i] = words[i];
        kept->words[i].weight /= sqrt(sum);
    }
}

struct word_table *words_weigh(struct link *link, struct arena *arena,
                               const struct sheet *const *sheets, size_t count,
                               struct sheet_words *words)
{
    struct word_table *table = arena_new(arena, struct word_table);
    struct counting counting = {.table = table};
    size_t *ends = arena_array(arena, size_t, count);
    size_t text_max = count ? TEXT_TOTAL_MAX / count : 0;
    text_max = text_max < TEXT_OF_SHEET_MIN   ? TEXT_OF_SHEET_MIN
               : text_max > TEXT_OF_SHEET_MAX ? TEXT_OF_SHEET_MAX
                                              : text_max;
    table->arena = arena;
    table->language = link->schema->languages[0];
    for (size_t i = 0; i < count; i++) {
        counting.sheet = (uint32_t)i;
        count_sheet(&counting, sheets[i], text_max);
        ends[i] = counting.counts.count;
    }
    struct arena scratch = {0};
    for (size_t i = 0; i < count; i++) {
        size_t start = i ? ends[i - 1] : 0;
        keep_heaviest(table, &scratch, counting.counts.items + start, ends[i] - start, count,
                      &words[i]);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    return table;
}

size_t word_table_count(const struct word_table *table)
{
    return table->words.count;
}

static bool is_word_byte(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

/* The first run of letters that folds to the word; most are found by their bytes. */
static struct slice find_written(struct arena *arena, struct slice text, struct slice folded)
{
    size_t start = 0;
    while (start < text.len) {
        while (start < text.len && !is_word_byte(text.ptr[start]))
            start++;
        size_t end = start;
        bool is_ascii = true;
        for (; end < text.len && is_word_byte(text.ptr[end]); end++)
            is_ascii = is_ascii && (unsigned char)text.ptr[end] < 0x80;
        struct slice run = slice_sub(text, start, end - start);
        if (is_ascii ? slice_equal_ignoring_case(run, folded)
                     : slice_equal(utf8_fold(arena, run), folded))
            return run;
        start = end;
    }
    return (struct slice){0};
}

struct slice word_as_written(struct link *link, struct word_table *table, uint32_t index,
                             const struct sheet *sheet)
{
    struct word *word = &table->words.items[index];
    const struct slice texts[] = {sheet_text(sheet), sheet->original->summary,
                                  sheet->original->title};
    for (size_t i = 0; i < sizeof texts / sizeof *texts && word->written.len == 0; i++) {
        struct slice found =
            find_written(table->arena, cut_text(texts[i], TEXT_OF_SHEET_MAX), word->folded);
        if (found.len)
            word->written = arena_copy(link->arena, found);
    }
    if (word->written.len == 0)
        word->written = arena_copy(link->arena, word->folded);
    return word->written;
}
