#include "search/bytes.h"
#include "search/small_index.h"

#include <math.h>

/* ---- numbers ------------------------------------------------------------ */

static void numbers_come_back_as_they_were(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {0, 1, 127, 128, 16383, 16384, 0x7FFFFFFF, UINT32_MAX};
    static const int64_t wide[] = {0, -1, 1, -64, 64, INT32_MIN, INT64_MAX, INT64_MIN};
    struct buffer out = {0};
    for (size_t i = 0; i < 8; i++) {
        bytes_add_varint(&out, numbers[i]);
        bytes_add_number(&out, wide[i]);
        bytes_add_word(&out, numbers[i]);
    }
    struct cursor cursor = {.rest = buffer_view(&out)};
    for (size_t i = 0; i < 8; i++) {
        assert_true(cursor_varint(&cursor) == numbers[i]);
        assert_true(cursor_number(&cursor) == wide[i]);
        assert_true(cursor_word(&cursor) == numbers[i]);
    }
    assert_int_equal(cursor.rest.len, 0);
    assert_false(cursor.bad);
    assert_int_equal(cursor_byte(&cursor), 0);
    assert_true(cursor.bad);
    buffer_release(&out);
}

static void numbers_that_do_not_end_are_bad(void **state)
{
    (void)state;
    struct cursor cursor = {.rest = SLICE("\xFF\xFF\xFF\xFF\xFF\xFF\xFF")};
    assert_int_equal(cursor_varint(&cursor), 0);
    assert_true(cursor.bad);
    cursor = (struct cursor){.rest = SLICE("\x80")};
    cursor_varint(&cursor);
    assert_true(cursor.bad);
    cursor = (struct cursor){.rest = SLICE("\x05" "abc")};
    assert_int_equal(cursor_string(&cursor).len, 0);
    assert_true(cursor.bad);
}

static void files_are_deflated_and_cut_ones_are_refused(void **state)
{
    (void)state;
    struct buffer content = {0}, file = {0}, back = {0};
    for (int i = 0; i < 5000; i++)
        buffer_format(&content, "parola %d ", i % 97);
    bytes_deflate(buffer_view(&content), &file);
    assert_true(file.len < content.len / 3);
    assert_true(bytes_inflate(buffer_view(&file), &back));
    assert_true(slice_equal(buffer_view(&back), buffer_view(&content)));
    for (size_t cut = 0; cut < file.len; cut += 7) {
        buffer_clear(&back);
        assert_false(bytes_inflate(slice_sub(buffer_view(&file), 0, cut), &back));
    }
    buffer_release(&content);
    buffer_release(&file);
    buffer_release(&back);
}

/* ---- BM25F -------------------------------------------------------------- */

static const struct postings *find_postings(struct small_index *small, const char *folded)
{
    const struct entry *found;
    size_t count;
    reader_find_forms(small->reader, slice_from_string(folded), &found, &count);
    assert_int_equal(count, 1);
    return reader_postings(small->reader, found->shard, found->group);
}

/* Titles of one word each; bodies of 4, 2 and 6 words: the average is 4. In a title a word weighs 2,
 * with nothing to divide by; in a body 1, over 0.5 + 0.5 * length / 4; then sum / (0.9 + sum). */
static void levels_are_those_of_BM25F(void **state)
{
    struct small_index *small = *state;
    small_index_add(small, "a", "Faro", "mare mare costa vento");
    small_index_add(small, "b", "Mare", "costa vento");
    small_index_add(small, "c", "Porto", "mare barca rete pesce molo gru");
    small_index_open(small);
    const struct postings *postings = find_postings(small, "mare");
    assert_int_equal(postings->count, 3);
    double a = 2 / 1.0, b = 2.0, c = 1 / 1.25;
    assert_int_equal(postings->levels[0], (int)floor(LEVEL_MAX * a / (0.9 + a) + 0.5));
    assert_int_equal(postings->levels[1], (int)floor(LEVEL_MAX * b / (0.9 + b) + 0.5));
    assert_int_equal(postings->levels[2], (int)floor(LEVEL_MAX * c / (0.9 + c) + 0.5));
    assert_int_equal(postings->title_stems[0], 0);
    assert_int_equal(postings->title_stems[1], 1);
    assert_int_equal(postings->weight, (int)floor(64 * log(1 + 0.5 / 3.5) + 0.5));
    assert_int_equal(find_postings(small, "porto")->weight,
                     (int)floor(64 * log(1 + 2.5 / 1.5) + 0.5));
}

static void more_of_a_word_counts_for_more_and_a_longer_text_for_less(void **state)
{
    struct small_index *small = *state;
    small_index_add(small, "a", "", "lupo uno due tre quattro cinque sei sette otto nove");
    small_index_add(small, "b", "", "lupo lupo due");
    small_index_add(small, "c", "", "lupo uno due");
    small_index_open(small);
    const struct postings *postings = find_postings(small, "lupo");
    assert_true(postings->levels[1] > postings->levels[2]);
    assert_true(postings->levels[2] > postings->levels[0]);
}

/* ---- layout ------------------------------------------------------------- */

static void add_many(struct small_index *small, size_t count)
{
    static const char *const parts[] = {"ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"};
    uint32_t state = 7;
    for (size_t i = 0; i < count; i++) {
        struct buffer body = {0};
        for (size_t j = 0; j < 60; j++) {
            for (int k = 0; k < 4; k++) {
                state = state * 1664525 + 1013904223;
                buffer_add_string(&body, parts[(state >> 16) % 10]);
            }
            buffer_add_byte(&body, ' ');
        }
        buffer_format(&body, "segno%zu", i);
        small_index_add(small, arena_format(&small->arena, "d%zu", i).ptr, "Titolo",
                        buffer_copy(&body, &small->arena).ptr);
        buffer_release(&body);
    }
}

static void every_word_is_found_in_its_shard(void **state)
{
    struct small_index *small = *state;
    add_many(small, 300);
    small_index_open(small);
    assert_true(small->reader->shard_count > 5);
    for (size_t i = 0; i < 300; i += 3) {
        char word[32], key[32];
        snprintf(word, sizeof word, "segno%zu ", i);
        snprintf(key, sizeof key, "d%zu", i);
        assert_slice_equal(small_index_ask(small, word), key);
        assert_int_equal(small->result.note_count, 0);
    }
    /* A form whose stem lies in another shard is found as well. */
    for (size_t i = 0; i < 300; i += 37) {
        struct slice body = reader_card(small->reader, (uint32_t)i).excerpt, word;
        while (slice_next(&body, ' ', &word)) {
            const struct entry *found;
            size_t count;
            reader_find_forms(small->reader, word, &found, &count);
            assert_int_equal(count, 1);
            const struct postings *postings =
                reader_postings(small->reader, found->shard, found->group);
            bool here = false;
            for (uint32_t p = 0; p < postings->count; p++)
                here = here || postings->documents[p] == i;
            assert_true(here);
        }
    }
    assert_int_equal(small->reader->failure.kind, READER_GOOD);
}

static void a_query_reads_few_files(void **state)
{
    struct small_index *small = *state;
    add_many(small, 300);
    small_index_open(small);
    size_t before = small->reader->files_read;
    small_index_ask(small, "segno7 ");
    assert_int_equal(small->reader->files_read, before + 2); /* words and cards */
}

static uint32_t generation_of(const struct small_index *small)
{
    struct arena arena = {0};
    struct reader *reader =
        reader_open(&arena, small_index_fetch, (void *)(uintptr_t)small);
    uint32_t generation = reader->generation;
    reader_close(reader);
    arena_release(&arena);
    return generation;
}

static void all_names_carry_one_generation_and_files_their_hash(void **state)
{
    struct small_index *small = *state;
    add_many(small, 50);
    small_index_open(small);
    char ending[16];
    snprintf(ending, sizeof ending, "-%08x.bin", (unsigned)generation_of(small));
    const struct slice *header = map_get(&small->files, SLICE("header.bin"));
    assert_true(header->len <= FORMAT_HEADER_MAX);
    for (size_t i = 0; i < small->files.count; i++) {
        struct slice name = small->files.entries[i].key;
        if (slice_equal_string(name, "header.bin"))
            continue;
        struct slice bytes = *(struct slice *)small->files.entries[i].value;
        struct cursor cursor = {.rest = bytes};
        assert_true(slice_ends_with(name, slice_from_string(ending)));
        assert_true(cursor_word(&cursor) == bytes_hash(slice_after(bytes, 4)));
    }
}

static void any_change_is_another_generation(void **state)
{
    struct small_index *small = *state;
    void *other_state;
    small_index_set_up(&other_state);
    struct small_index *other = other_state;
    small_index_add(small, "a", "Faro", "mare");
    small_index_add(other, "a", "Faro", "molo");
    small_index_open(small);
    small_index_open(other);
    assert_true(generation_of(small) != generation_of(other));
    small_index_tear_down(&other_state);
}

static void a_large_directory_is_a_file(void **state)
{
    struct small_index *small = *state;
    add_many(small, 20);
    small_index_open(small);
    assert_int_equal(small->reader->files_read, 1); /* the header alone */
    void *other_state;
    small_index_set_up(&other_state);
    struct small_index *other = other_state;
    struct buffer text = {0};
    for (uint32_t i = 0; i < 120000; i++) { /* many words of all beginnings */
        uint32_t number = i * 2654435761u;
        for (int k = 0; k < 7; k++, number /= 20)
            buffer_add_byte(&text, "aeioubcdfglmnprstvzq"[number % 20]);
        buffer_add_byte(&text, ' ');
        if (i % 1000 == 0) {
            small_index_add(other, "k", "", buffer_copy(&text, &other->arena).ptr);
            buffer_clear(&text);
        }
    }
    buffer_release(&text);
    small_index_open(other);
    assert_int_equal(other->reader->files_read, 2);
    assert_int_equal(other->reader->failure.kind, READER_GOOD);
    small_index_tear_down(&other_state);
}

/* ---- the order of documents --------------------------------------------- */

static const char *const topics[] = {
    "mare barca vela porto molo onda", "monte sentiero rifugio neve roccia cima",
    "scuola classe maestro libro banco lezione", "ospedale medico cura infermiere reparto visita",
    "treno binario stazione vagone biglietto ritardo", "forno pane farina lievito crosta impasto",
    "orto zappa seme pomodoro siepe annaffiatoio", "teatro attore scena sipario platea copione",
};

static size_t topic_of(size_t document)
{
    return (document * 2654435761u >> 16) % 8;
}

static void add_topics(struct small_index *small, size_t count)
{
    for (size_t i = 0; i < count; i++)
        small_index_add(small, arena_format(&small->arena, "t%zu-%zu", topic_of(i), i).ptr,
                        "Scheda", topics[topic_of(i)]);
}

static void similar_documents_are_neighbours(void **state)
{
    struct small_index *small = *state;
    add_topics(small, 128);
    small_index_open(small);
    size_t same = 0;
    for (uint32_t d = 1; d < 128; d++)
        same += reader_card(small->reader, d).key.ptr[1] == reader_card(small->reader, d - 1).key.ptr[1];
    assert_true(same >= 75); /* of 120 that could be; 15 by chance */
}

static void without_words_the_lists_order_is_kept(void **state)
{
    struct small_index *small = *state;
    add_topics(small, 100);
    small_index_open(small);
    small_index_ask(small, "");
    assert_int_equal(small->result.hit_count, 100);
    for (size_t i = 0; i < 100; i++) {
        char key[48];
        snprintf(key, sizeof key, "t%zu-%zu", topic_of(i), i);
        assert_slice_equal(reader_card(small->reader, small->result.hits[i].document).key, key);
    }
    small_index_ask(small, "-mare");
    assert_int_not_equal(reader_card(small->reader, small->result.hits[0].document).key.ptr[1], '0');
    small->request.sort = SLICE("-" FORMAT_LIST);
    small_index_ask(small, "");
    assert_slice_equal(reader_card(small->reader, small->result.hits[0].document).key,
                       arena_format(&small->arena, "t%zu-99", topic_of(99)).ptr);
}

static void columns_follow_the_documents(void **state)
{
    struct small_index *small = *state;
    uint32_t documents[100];
    int64_t numbers[100];
    add_topics(small, 100);
    for (uint32_t i = 0; i < 100; i++) {
        documents[i] = i;
        numbers[i] = 1000 - i;
    }
    struct index_value values[] = {{SLICE("primi"), SLICE("I primi"), 0, documents, 30}};
    struct index_column terms = {.id = SLICE("parte"), .label = SLICE("Parte"), .kind = COLUMN_TERMS,
                                 .uses = COLUMN_FACET, .document_count = 30, .values = values,
                                 .value_count = 1};
    struct index_column costs = {.id = SLICE("costo"), .kind = COLUMN_NUMBERS,
                                 .uses = COLUMN_SORT | COLUMN_RANGE, .document_count = 100,
                                 .documents = documents, .numbers = numbers};
    index_add_column(small->index, &terms);
    index_add_column(small->index, &costs);
    small_index_open(small);
    struct query_choice choice = {SLICE("parte"), SLICE("primi")};
    small->request.choices = &choice;
    small->request.choice_count = 1;
    small->request.sort = SLICE("costo");
    small_index_ask(small, "");
    assert_int_equal(small->result.hit_count, 30);
    for (size_t i = 0; i < 30; i++) {
        char key[48];
        snprintf(key, sizeof key, "t%zu-%zu", topic_of(29 - i), 29 - i);
        assert_slice_equal(reader_card(small->reader, small->result.hits[i].document).key, key);
    }
    struct reader_column *column = reader_find_column(small->reader, SLICE("parte"), COLUMN_FACET);
    assert_slice_equal(reader_column(small->reader, column)->label, "Parte");
}

/* ---- records ------------------------------------------------------------ */

static void records_come_back_as_they_were(void **state)
{
    struct small_index *small = *state;
    struct index_record records[3] = {
        {SLICE("ente"), SLICE("Ente"), SLICE("Comune di Bari")},
        {SLICE("costo"), SLICE("Costo"), SLICE("10 €")},
        {SLICE("ente"), SLICE("Realizzato da"), SLICE("Regione")}, /* another collection's field */
    };
    for (size_t i = 0; i < 3; i++) {
        struct index_document document = {
            .key = arena_format(&small->arena, "d%zu", i), .records = records + i,
            .record_count = 3 - i};
        index_add(small->index, &document);
    }
    small_index_open(small);
    const struct reader_record *fields;
    uint32_t count;
    for (uint32_t d = 0; d < 3; d++) {
        reader_record(small->reader, d, &fields, &count);
        assert_int_equal(count, 3 - d);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(slice_equal(fields[i].field, records[d + i].field));
            assert_true(slice_equal(fields[i].label, records[d + i].label));
            assert_true(slice_equal(fields[i].text, records[d + i].text));
        }
    }
    reader_record(small->reader, 3, &fields, &count);
    assert_int_equal(count, 0);
}

static void an_index_without_records_has_no_files_of_them(void **state)
{
    struct small_index *small = *state;
    const struct reader_record *fields;
    uint32_t count;
    add_many(small, 3);
    small_index_open(small);
    for (size_t i = 0; i < small->files.count; i++)
        assert_false(slice_starts_with(small->files.entries[i].key, SLICE("records")));
    reader_record(small->reader, 0, &fields, &count);
    assert_int_equal(count, 0);
}

/* ---- the same again ------------------------------------------------------ */

static void the_same_documents_give_the_same_bytes(void **state)
{
    struct small_index *small = *state;
    void *other_state;
    small_index_set_up(&other_state);
    struct small_index *other = other_state;
    add_many(small, 40);
    add_many(other, 40);
    small_index_open(small);
    small_index_open(other);
    assert_int_equal(small->files.count, other->files.count);
    for (size_t i = 0; i < small->files.count; i++) {
        const struct slice *bytes = map_get(&other->files, small->files.entries[i].key);
        assert_non_null(bytes);
        assert_true(slice_equal(*bytes, *(struct slice *)small->files.entries[i].value));
    }
    small_index_tear_down(&other_state);
}

static void an_index_of_nothing_answers_nothing(void **state)
{
    struct small_index *small = *state;
    small_index_open(small);
    assert_slice_equal(small_index_ask(small, "parola"), "");
    assert_slice_equal(small_index_ask(small, ""), "");
    assert_slice_equal(small_index_ask(small, "\"una parola\" -altra"), "");
}

/* ---- damage ------------------------------------------------------------- */

static void ask_everything(struct small_index *small)
{
    static const char *const texts[] = {"", "segno3 ", "seg", "sengo3 badifogu ",
                                        "\"titolo\" baceladi", "-segno1 segno", "titlo "};
    struct query_choice choice = {SLICE("tema"), SLICE("t0")};
    const struct reader_record *fields;
    uint32_t count;
    small->reader = reader_open(&small->arena, small_index_fetch, small);
    reader_record(small->reader, 0, &fields, &count);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        small->request.choices = &choice;
        small->request.choice_count = i % 2;
        small->request.counts = true;
        small_index_ask(small, texts[i]);
        query_excerpt(small->reader, slice_from_string(texts[i]), 0, 100);
    }
}

static void add_column(struct small_index *small)
{
    static const uint32_t documents[] = {0, 2};
    static const struct index_value value = {SLICE_INIT("t0"), SLICE_INIT("T"), 0, documents, 2};
    static const struct index_column column = {.id = SLICE_INIT("tema"), .kind = COLUMN_TERMS,
                                               .uses = COLUMN_FACET, .document_count = 2,
                                               .values = &value, .value_count = 1};
    index_add_column(small->index, &column);
}

static void a_missing_file_is_told_by_its_name(void **state)
{
    struct small_index *small = *state;
    add_many(small, 20);
    add_column(small);
    index_write(small->index, small_index_keep, small);
    struct map all = small->files;
    for (size_t i = 0; i < all.count; i++) {
        small->files = (struct map){0};
        for (size_t j = 0; j < all.count; j++)
            if (j != i)
                map_set(&small->arena, &small->files, all.entries[j].key, all.entries[j].value);
        ask_everything(small);
        if (small->reader->failure.kind) {
            assert_int_equal(small->reader->failure.kind, READER_MISSING);
            assert_true(slice_equal(small->reader->failure.name, all.entries[i].key));
            assert_int_equal(small->result.hit_count, 0);
        }
        reader_close(small->reader);
        small->reader = NULL;
    }
}

static void a_damaged_file_is_told_and_never_read_past_its_end(void **state)
{
    struct small_index *small = *state;
    add_many(small, 20);
    add_column(small);
    index_write(small->index, small_index_keep, small);
    size_t told = 0;
    for (size_t i = 0; i < small->files.count; i++) {
        struct slice *file = small->files.entries[i].value, whole = *file;
        for (size_t cut = 0; cut < whole.len; cut += whole.len / 5 + 1) {
            *file = slice_sub(whole, 0, cut);
            ask_everything(small);
            told += small->reader->failure.kind != READER_GOOD;
            reader_close(small->reader);
            char *bytes = arena_string(&small->arena, whole);
            bytes[cut] ^= 0x55;
            *file = slice_from(bytes, whole.len);
            ask_everything(small);
            told += small->reader->failure.kind != READER_GOOD;
            reader_close(small->reader);
        }
        *file = whole;
    }
    small->reader = NULL;
    assert_true(told > 20);
}

static void what_is_wrong_with_a_file_is_told_apart(void **state)
{
    struct small_index *small = *state;
    add_many(small, 20);
    index_write(small->index, small_index_keep, small);
    for (size_t i = 0; i < small->files.count; i++) {
        struct slice *file = small->files.entries[i].value, whole = *file;
        if (!slice_starts_with(small->files.entries[i].key, SLICE("cards-0")) &&
            !slice_starts_with(small->files.entries[i].key, SLICE("header")))
            continue;
        for (size_t cut = 0; cut < whole.len; cut += 3) {
            *file = slice_sub(whole, 0, cut);
            ask_everything(small);
            assert_int_equal(small->reader->failure.kind, READER_CUT_SHORT);
            reader_close(small->reader);
        }
        char *bytes = arena_string(&small->arena, whole);
        bytes[whole.len - 1] ^= 1;
        *file = slice_from(bytes, whole.len);
        ask_everything(small);
        assert_int_equal(small->reader->failure.kind, READER_DAMAGED);
        reader_close(small->reader);
        *file = arena_concat(&small->arena, whole, SLICE("<!doctype html>"), (struct slice){0});
        ask_everything(small);
        assert_int_equal(small->reader->failure.kind, READER_DAMAGED);
        reader_close(small->reader);
        *file = whole;
    }
    small->reader = NULL;
}

static void change_bytes(struct buffer *content, uint32_t *random)
{
    for (int k = 0; k < 3 && content->len; k++) {
        *random = *random * 1664525 + 1013904223;
        content->ptr[(*random >> 8) % content->len] = (char)(*random >> 24);
    }
}

/* Some bytes changed within a file, and the hash that tells made right again, as somebody might. */
static struct slice forge_file(struct small_index *small, struct slice file, uint32_t *random)
{
    struct cursor cursor = {.rest = file};
    struct buffer content = {0}, compressed = {0}, body = {0}, forged = {0};
    cursor_word(&cursor);
    assert_true(bytes_inflate(cursor_string(&cursor), &content));
    change_bytes(&content, random);
    bytes_deflate(buffer_view(&content), &compressed);
    bytes_add_string(&body, buffer_view(&compressed));
    bytes_add_word(&forged, bytes_hash(buffer_view(&body)));
    buffer_add(&forged, buffer_view(&body));
    struct slice copy = buffer_copy(&forged, &small->arena);
    buffer_release(&content);
    buffer_release(&compressed);
    buffer_release(&body);
    buffer_release(&forged);
    return copy;
}

static struct slice forge_header(struct small_index *small, struct slice file, uint32_t *random)
{
    struct cursor cursor = {.rest = file};
    struct buffer content = {0}, compressed = {0}, forged = {0};
    cursor_bytes(&cursor, 5);
    cursor_string(&cursor);
    cursor_varint(&cursor);
    cursor_word(&cursor);
    buffer_add(&forged, slice_sub(file, 0, file.len - cursor.rest.len));
    assert_true(bytes_inflate(cursor_string(&cursor), &content));
    change_bytes(&content, random);
    bytes_deflate(buffer_view(&content), &compressed);
    bytes_add_string(&forged, buffer_view(&compressed));
    bytes_add_word(&forged, bytes_hash(buffer_view(&forged)));
    struct slice copy = buffer_copy(&forged, &small->arena);
    buffer_release(&content);
    buffer_release(&compressed);
    buffer_release(&forged);
    return copy;
}

static void forged_files_do_no_harm(void **state)
{
    struct small_index *small = *state;
    add_many(small, 20);
    add_column(small);
    index_write(small->index, small_index_keep, small);
    uint32_t random = 3;
    size_t told = 0;
    for (size_t victim = 0; victim < small->files.count; victim++) {
        struct slice *file = small->files.entries[victim].value, whole = *file;
        bool header = slice_equal_string(small->files.entries[victim].key, "header.bin");
        for (int round = 0; round < (header ? 400 : 40); round++) {
            *file = header ? forge_header(small, whole, &random) : forge_file(small, whole, &random);
            ask_everything(small);
            told += small->reader->failure.kind != READER_GOOD;
            reader_close(small->reader);
        }
        *file = whole;
    }
    small->reader = NULL;
    assert_true(told > 50);
}

static void another_version_is_told(void **state)
{
    struct small_index *small = *state;
    add_many(small, 3);
    index_write(small->index, small_index_keep, small);
    struct slice *header = map_get(&small->files, SLICE("header.bin"));
    char *bytes = arena_string(&small->arena, *header);
    bytes[4] = FORMAT_VERSION + 1;
    *header = slice_from(bytes, header->len);
    struct reader *reader = reader_open(&small->arena, small_index_fetch, small);
    assert_int_equal(reader->failure.kind, READER_OTHER_VERSION);
    reader_close(reader);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, small_index_set_up, small_index_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back_as_they_were),
        cmocka_unit_test(numbers_that_do_not_end_are_bad),
        cmocka_unit_test(files_are_deflated_and_cut_ones_are_refused),
        TEST(levels_are_those_of_BM25F),
        TEST(more_of_a_word_counts_for_more_and_a_longer_text_for_less),
        TEST(every_word_is_found_in_its_shard),
        TEST(a_query_reads_few_files),
        TEST(all_names_carry_one_generation_and_files_their_hash),
        TEST(any_change_is_another_generation),
        TEST(a_large_directory_is_a_file),
        TEST(similar_documents_are_neighbours),
        TEST(without_words_the_lists_order_is_kept),
        TEST(columns_follow_the_documents),
        TEST(records_come_back_as_they_were),
        TEST(an_index_without_records_has_no_files_of_them),
        TEST(the_same_documents_give_the_same_bytes),
        TEST(an_index_of_nothing_answers_nothing),
        TEST(a_missing_file_is_told_by_its_name),
        TEST(a_damaged_file_is_told_and_never_read_past_its_end),
        TEST(what_is_wrong_with_a_file_is_told_apart),
        TEST(forged_files_do_no_harm),
        TEST(another_version_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
