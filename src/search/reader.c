/* Opening an index, and the files that cards, excerpts and columns are in. */
#include "search/reader_parts.h"

#include <stdlib.h>
#include <string.h>

void reader_fail(struct reader *reader, enum reader_failure_kind kind, struct slice name)
{
    if (reader->failure.kind == READER_GOOD)
        reader->failure =
            (struct reader_failure){kind, arena_copy(reader->arena, name)};
}

static struct slice file_name(struct reader *reader, const char *kind, size_t number,
                              uint32_t hash)
{
    return arena_format(reader->arena, "%s-%zu-%08x.bin", kind, number, (unsigned)hash);
}

bool reader_load(struct reader *reader, const char *kind, size_t number, uint32_t hash,
                 struct cursor *cursor)
{
    struct buffer file = {0}, content = {0};
    struct slice name = file_name(reader, kind, number, hash);
    bool good = false;
    *cursor = (struct cursor){0};
    if (reader->failure.kind)
        return false;
    if (!reader->fetch(reader->context, name, &file)) {
        reader_fail(reader, READER_MISSING, name);
    } else if (bytes_hash(buffer_view(&file)) != hash ||
               !bytes_inflate(buffer_view(&file), &content)) {
        reader_fail(reader, READER_DAMAGED, name);
    } else {
        good = true;
        reader->files_read++;
        reader->bytes_read += file.len;
        cursor->rest = buffer_copy(&content, reader->arena);
    }
    buffer_release(&file);
    buffer_release(&content);
    return good;
}

bool reader_check(struct reader *reader, const char *kind, size_t number,
                  const struct cursor *cursor)
{
    if (cursor->bad)
        reader_fail(reader, READER_DAMAGED, arena_format(reader->arena, "%s-%zu", kind, number));
    return !cursor->bad;
}

uint32_t *reader_documents(struct reader *reader, struct cursor *cursor, uint32_t count)
{
    if (count > cursor->rest.len || count > reader->document_count) {
        cursor->bad = true;
        count = 0;
    }
    uint32_t *documents = arena_array(reader->arena, uint32_t, (size_t)count + 1);
    uint64_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        before += cursor_varint(cursor) + (i ? 1u : 0u);
        if (before >= reader->document_count) {
            cursor->bad = true;
            before = 0;
        }
        documents[i] = (uint32_t)before;
    }
    return documents;
}

/* ---- header and directory ---------------------------------------------- */

static void read_shards(struct reader *reader, struct cursor *cursor)
{
    char text[255];
    size_t length = 0;
    reader->shard_count = cursor_count(cursor, 10);
    reader->shards = arena_array(reader->arena, struct reader_shard, reader->shard_count + 1);
    for (uint32_t i = 0; i < reader->shard_count; i++) {
        struct reader_shard *shard = &reader->shards[i];
        shard->boundary = arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
        shard->hash = cursor_word(cursor);
        shard->positions_hash = cursor_word(cursor);
    }
    length = 0;
    reader->vocabulary_count = cursor_count(cursor, 6);
    reader->vocabularies =
        arena_array(reader->arena, struct reader_vocabulary, reader->vocabulary_count + 1);
    for (uint32_t i = 0; i < reader->vocabulary_count; i++) {
        reader->vocabularies[i].boundary =
            arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
        reader->vocabularies[i].hash = cursor_word(cursor);
    }
}

static struct reader_group *read_groups(struct reader *reader, struct cursor *cursor,
                                        uint32_t *count)
{
    uint64_t first = 0;
    *count = cursor_count(cursor, 5);
    struct reader_group *groups = arena_array(reader->arena, struct reader_group, *count + 1);
    for (uint32_t i = 0; i < *count; i++) {
        groups[i].first = (uint32_t)first;
        groups[i].count = cursor_varint(cursor);
        groups[i].hash = cursor_word(cursor);
        first += groups[i].count;
        if (first > reader->document_count)
            cursor->bad = true;
    }
    if (first != reader->document_count)
        cursor->bad = true;
    return groups;
}

static void read_columns(struct reader *reader, struct cursor *cursor)
{
    reader->column_count = cursor_count(cursor, 8);
    reader->columns = arena_array(reader->arena, struct reader_column, reader->column_count + 1);
    for (uint32_t i = 0; i < reader->column_count; i++) {
        struct reader_column *column = &reader->columns[i];
        column->id = cursor_string(cursor);
        column->label = cursor_string(cursor);
        uint8_t kind = cursor_byte(cursor);
        column->uses = cursor_byte(cursor);
        column->hash = cursor_word(cursor);
        column->kind = kind < COLUMN_KINDS ? (enum column_kind)kind : COLUMN_ORDER;
        cursor->bad = cursor->bad || kind >= COLUMN_KINDS;
    }
}

static void read_common(struct reader *reader, struct cursor *cursor)
{
    char text[255];
    size_t length = 0;
    reader->common_count = cursor_count(cursor, 2);
    reader->common = arena_array(reader->arena, struct slice, reader->common_count + 1);
    for (uint32_t i = 0; i < reader->common_count; i++)
        reader->common[i] = arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
}

static bool read_header(struct reader *reader, uint32_t *hash)
{
    struct buffer file = {0};
    struct slice name = SLICE("header.bin");
    enum reader_failure_kind failure = READER_GOOD;
    if (!reader->fetch(reader->context, name, &file)) {
        failure = READER_MISSING;
    } else {
        struct slice bytes = arena_copy(reader->arena, buffer_view(&file));
        struct cursor cursor = {.rest = bytes};
        struct slice magic = cursor_bytes(&cursor, 4);
        uint8_t version = cursor_byte(&cursor);
        reader->language = cursor_string(&cursor);
        reader->document_count = cursor_varint(&cursor);
        cursor_varint(&cursor);
        *hash = cursor_word(&cursor);
        size_t checked = bytes.len - cursor.rest.len;
        uint32_t sum = cursor_word(&cursor);
        if (!slice_equal_string(magic, FORMAT_MAGIC))
            failure = READER_DAMAGED;
        else if (version != FORMAT_VERSION)
            failure = READER_OTHER_VERSION;
        else if (cursor.bad || cursor.rest.len || sum != bytes_hash(slice_sub(bytes, 0, checked)) ||
                 reader->document_count > READER_DOCUMENTS_MAX)
            failure = READER_DAMAGED;
        reader->files_read++;
        reader->bytes_read += file.len;
    }
    buffer_release(&file);
    if (failure) {
        reader_fail(reader, failure, name);
        reader->document_count = 0;
    }
    return !failure;
}

struct reader *reader_open(struct arena *arena, reader_fetch *fetch, void *context)
{
    struct reader *reader = arena_new(arena, struct reader);
    struct cursor cursor;
    uint32_t hash;
    *reader = (struct reader){.arena = arena, .fetch = fetch, .context = context};
    if (!read_header(reader, &hash) || !reader_load(reader, "directory", 0, hash, &cursor))
        return reader;
    read_shards(reader, &cursor);
    reader->cards = read_groups(reader, &cursor, &reader->card_group_count);
    reader->excerpts = read_groups(reader, &cursor, &reader->excerpt_group_count);
    read_columns(reader, &cursor);
    read_common(reader, &cursor);
    cursor.bad = cursor.bad || cursor.rest.len;
    reader_check(reader, "directory", 0, &cursor);
    return reader;
}

void reader_close(struct reader *reader)
{
    arena_release(&reader->answers);
}

bool reader_is_common(const struct reader *reader, struct slice folded)
{
    return reader->common_count &&
           bsearch(&folded, reader->common, reader->common_count, sizeof *reader->common,
                   slice_compare_for_sort) != NULL;
}

/* ---- cards and excerpts ------------------------------------------------- */

static struct reader_group *find_group(struct reader_group *groups, uint32_t count,
                                       uint32_t document)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (groups[middle].first + groups[middle].count <= document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count ? &groups[low] : NULL;
}

static void load_cards(struct reader *reader, struct reader_group *group)
{
    struct cursor cursor;
    size_t number = (size_t)(group - reader->cards);
    group->is_loaded = true;
    group->cards = arena_array(reader->arena, struct card, (size_t)group->count + 1);
    if (!reader_load(reader, "cards", number, group->hash, &cursor))
        return;
    for (uint32_t i = 0; i < group->count; i++) {
        struct card *card = &group->cards[i];
        card->key = cursor_string(&cursor);
        card->address = cursor_string(&cursor);
        card->title = cursor_string(&cursor);
        card->fact_count = cursor_count(&cursor, 2);
        card->facts = arena_array(reader->arena, struct reader_fact, (size_t)card->fact_count + 1);
        for (uint32_t j = 0; j < card->fact_count; j++) {
            card->facts[j].field = cursor_string(&cursor);
            card->facts[j].text = cursor_string(&cursor);
        }
    }
    reader_check(reader, "cards", number, &cursor);
}

struct card reader_card(struct reader *reader, uint32_t document)
{
    struct reader_group *group = find_group(reader->cards, reader->card_group_count, document);
    if (!group)
        return (struct card){0};
    if (!group->is_loaded)
        load_cards(reader, group);
    return group->cards[document - group->first];
}

struct slice reader_excerpt(struct reader *reader, uint32_t document)
{
    struct reader_group *group =
        find_group(reader->excerpts, reader->excerpt_group_count, document);
    if (!group)
        return (struct slice){0};
    if (!group->is_loaded) {
        struct cursor cursor;
        size_t number = (size_t)(group - reader->excerpts);
        group->is_loaded = true;
        group->excerpts = arena_array(reader->arena, struct slice, (size_t)group->count + 1);
        if (reader_load(reader, "excerpts", number, group->hash, &cursor)) {
            for (uint32_t i = 0; i < group->count; i++)
                group->excerpts[i] = cursor_string(&cursor);
            reader_check(reader, "excerpts", number, &cursor);
        }
    }
    return group->excerpts[document - group->first];
}

/* ---- columns ------------------------------------------------------------ */

struct reader_column *reader_find_column(struct reader *reader, struct slice id, unsigned uses)
{
    for (uint32_t i = 0; i < reader->column_count; i++)
        if (slice_equal(reader->columns[i].id, id) && reader->columns[i].uses & uses)
            return &reader->columns[i];
    return NULL;
}

static void read_values(struct reader *reader, struct cursor *cursor, struct column *column)
{
    column->value_count = cursor_count(cursor, 4);
    column->values = arena_array(reader->arena, struct column_value, (size_t)column->value_count + 1);
    for (uint32_t i = 0; i < column->value_count && !cursor->bad; i++) {
        struct column_value *value = &column->values[i];
        value->id = cursor_string(cursor);
        value->label = cursor_string(cursor);
        value->parent = cursor_varint(cursor);
        value->document_count = cursor_count(cursor, 1);
        value->documents = reader_documents(reader, cursor, value->document_count);
        if (value->parent > i)
            cursor->bad = true;
    }
}

const struct column *reader_column(struct reader *reader, struct reader_column *wanted)
{
    struct cursor cursor;
    size_t number = (size_t)(wanted - reader->columns);
    if (wanted->loaded || !reader_load(reader, "column", number, wanted->hash, &cursor))
        return wanted->loaded;
    struct column *column = arena_new(reader->arena, struct column);
    column->document_count = cursor_varint(&cursor);
    if (wanted->kind == COLUMN_TERMS) {
        read_values(reader, &cursor, column);
    } else {
        if (wanted->kind == COLUMN_NUMBERS)
            column->scale = cursor_byte(&cursor);
        column->documents = reader_documents(reader, &cursor, column->document_count);
        uint32_t count = cursor.bad ? 0 : column->document_count;
        column->numbers = arena_array(reader->arena, int64_t, (size_t)count + 1);
        for (uint32_t i = 0; i < count; i++) {
            uint64_t before = i ? (uint64_t)column->numbers[i - 1] : 0;
            column->numbers[i] = wanted->kind == COLUMN_ORDER
                                     ? (int64_t)cursor_varint(&cursor)
                                     : (int64_t)(before + (uint64_t)cursor_number(&cursor));
        }
    }
    if (reader_check(reader, "column", number, &cursor))
        wanted->loaded = column;
    return wanted->loaded;
}
