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

static struct slice file_name(struct reader *reader, const char *kind, size_t number)
{
    return arena_format(reader->arena, "%s-%zu-%08x.bin", kind, number,
                        (unsigned)reader->generation);
}

/* What stands behind the hash and the length; tells what is wrong with it. */
static enum reader_failure_kind check_file(struct slice file, struct slice *compressed)
{
    struct cursor cursor = {.rest = file};
    uint32_t hash = cursor_word(&cursor);
    struct slice hashed = cursor.rest;
    uint32_t length = cursor_varint(&cursor);
    *compressed = cursor.rest;
    if (cursor.bad || cursor.rest.len < length)
        return READER_CUT_SHORT;
    return bytes_hash(hashed) == hash && cursor.rest.len == length ? READER_GOOD : READER_DAMAGED;
}

bool reader_load(struct reader *reader, const char *kind, size_t number, struct cursor *cursor)
{
    struct buffer file = {0}, content = {0};
    struct slice name = file_name(reader, kind, number), compressed = {0};
    enum reader_failure_kind failure;
    *cursor = (struct cursor){0};
    if (reader->failure.kind)
        return false;
    if (!reader->fetch(reader->context, name, &file))
        failure = READER_MISSING;
    else
        failure = check_file(buffer_view(&file), &compressed);
    if (!failure && !bytes_inflate(compressed, &content))
        failure = READER_DAMAGED;
    if (failure) {
        reader_fail(reader, failure, name);
    } else {
        reader->files_read++;
        reader->bytes_read += file.len;
        cursor->rest = buffer_copy(&content, reader->arena);
    }
    buffer_release(&file);
    buffer_release(&content);
    return !failure;
}

bool reader_check(struct reader *reader, const char *kind, size_t number,
                  const struct cursor *cursor)
{
    if (cursor->bad)
        reader_fail(reader, READER_DAMAGED, file_name(reader, kind, number));
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

static void read_boundaries(struct reader *reader, struct cursor *cursor)
{
    char text[255];
    size_t length = 0;
    reader->shard_count = cursor_varint(cursor);
    reader->common_shard_count = cursor_varint(cursor);
    reader->position_shards = cursor_varint(cursor);
    if (reader->shard_count > cursor->rest.len / 2 || !reader->position_shards ||
        reader->common_shard_count > reader->shard_count) {
        cursor->bad = true;
        reader->shard_count = reader->common_shard_count = 0;
    }
    reader->shards = arena_array(reader->arena, struct reader_shard, reader->shard_count + 1);
    for (uint32_t i = 0; i < reader->shard_count; i++) {
        length = i == reader->shard_count - reader->common_shard_count ? 0 : length;
        reader->shards[i].boundary =
            arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
    }
    length = 0;
    reader->vocabulary_count = cursor_count(cursor, 2);
    reader->vocabularies =
        arena_array(reader->arena, struct reader_vocabulary, reader->vocabulary_count + 1);
    for (uint32_t i = 0; i < reader->vocabulary_count; i++)
        reader->vocabularies[i].boundary =
            arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
}

static uint32_t file_count(const struct reader *reader, uint32_t group)
{
    return group ? (reader->document_count + group - 1) / group : 0;
}

static void read_group_sizes(struct reader *reader, struct cursor *cursor)
{
    reader->card_group = cursor_varint(cursor);
    reader->record_group = cursor_varint(cursor);
    if (!reader->card_group || reader->card_group > READER_DOCUMENTS_MAX ||
        reader->record_group > READER_DOCUMENTS_MAX) {
        cursor->bad = true;
        reader->card_group = reader->record_group = 1;
    }
    reader->cards =
        arena_array(reader->arena, struct card *, file_count(reader, reader->card_group) + 1);
    reader->records = arena_array(reader->arena, struct reader_records,
                                  file_count(reader, reader->record_group) + 1);
}

static void read_columns(struct reader *reader, struct cursor *cursor)
{
    reader->column_count = cursor_count(cursor, 3);
    reader->columns = arena_array(reader->arena, struct reader_column, reader->column_count + 1);
    for (uint32_t i = 0; i < reader->column_count; i++) {
        struct reader_column *column = &reader->columns[i];
        column->id = cursor_string(cursor);
        uint8_t kind = cursor_byte(cursor);
        column->uses = cursor_byte(cursor);
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

static enum reader_failure_kind check_header(struct reader *reader, struct slice bytes,
                                             struct slice *directory)
{
    struct cursor cursor = {.rest = bytes};
    struct slice magic = cursor_bytes(&cursor, 4);
    uint8_t version = cursor_byte(&cursor);
    if (magic.len && !slice_equal_string(magic, FORMAT_MAGIC))
        return READER_DAMAGED;
    if (!cursor.bad && version != FORMAT_VERSION)
        return READER_OTHER_VERSION;
    reader->language = cursor_string(&cursor);
    reader->document_count = cursor_varint(&cursor);
    reader->generation = cursor_word(&cursor);
    *directory = cursor_string(&cursor);
    size_t checked = bytes.len - cursor.rest.len;
    uint32_t sum = cursor_word(&cursor);
    if (cursor.bad)
        return READER_CUT_SHORT;
    bool good = !cursor.rest.len && sum == bytes_hash(slice_sub(bytes, 0, checked)) &&
                reader->document_count <= READER_DOCUMENTS_MAX;
    return good ? READER_GOOD : READER_DAMAGED;
}

/* The directory's bytes, from the header or from its file. */
static bool read_header(struct reader *reader, struct cursor *cursor)
{
    struct buffer file = {0}, content = {0};
    struct slice name = SLICE("header.bin"), directory = {0};
    enum reader_failure_kind failure = READER_MISSING;
    if (reader->fetch(reader->context, name, &file)) {
        failure = check_header(reader, arena_copy(reader->arena, buffer_view(&file)), &directory);
        reader->files_read++;
        reader->bytes_read += file.len;
    }
    if (!failure && directory.len && !bytes_inflate(directory, &content))
        failure = READER_DAMAGED;
    bool good = !failure;
    if (failure) {
        reader_fail(reader, failure, name);
        reader->document_count = 0;
    } else if (directory.len) {
        *cursor = (struct cursor){.rest = buffer_copy(&content, reader->arena)};
    } else {
        good = reader_load(reader, "directory", 0, cursor);
    }
    buffer_release(&file);
    buffer_release(&content);
    return good;
}

struct reader *reader_open(struct arena *arena, reader_fetch *fetch, void *context)
{
    struct reader *reader = arena_new(arena, struct reader);
    struct cursor cursor;
    *reader = (struct reader){.arena = arena, .fetch = fetch, .context = context};
    if (!read_header(reader, &cursor))
        return reader;
    read_boundaries(reader, &cursor);
    read_group_sizes(reader, &cursor);
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

/* ---- cards and records -------------------------------------------------- */

/* How many documents the file has. */
static uint32_t documents_in(const struct reader *reader, uint32_t file, uint32_t group)
{
    uint32_t rest = reader->document_count - file * group;
    return rest < group ? rest : group;
}

static struct card read_card(struct reader *reader, struct cursor *cursor)
{
    struct card card = {.key = cursor_string(cursor)};
    card.address = cursor_string(cursor);
    card.title = cursor_string(cursor);
    card.fact_count = cursor_count(cursor, 2);
    card.facts = arena_array(reader->arena, struct reader_fact, (size_t)card.fact_count + 1);
    for (uint32_t i = 0; i < card.fact_count; i++) {
        card.facts[i].field = cursor_string(cursor);
        card.facts[i].text = cursor_string(cursor);
    }
    card.excerpt = cursor_string(cursor);
    return card;
}

struct card reader_card(struct reader *reader, uint32_t document)
{
    if (document >= reader->document_count || !reader->card_group)
        return (struct card){0};
    uint32_t file = document / reader->card_group;
    if (!reader->cards[file]) {
        uint32_t count = documents_in(reader, file, reader->card_group);
        struct card *cards = arena_array(reader->arena, struct card, count);
        struct cursor cursor;
        reader->cards[file] = cards;
        if (reader_load(reader, "cards", file, &cursor)) {
            for (uint32_t i = 0; i < count && !cursor.bad; i++)
                cards[i] = read_card(reader, &cursor);
            reader_check(reader, "cards", file, &cursor);
        }
    }
    return reader->cards[file][document % reader->card_group];
}

static void read_records(struct reader *reader, struct cursor *cursor,
                         struct reader_records *records, uint32_t count)
{
    uint32_t field_count = cursor_count(cursor, 2);
    struct reader_record *fields =
        arena_array(reader->arena, struct reader_record, (size_t)field_count + 1);
    for (uint32_t i = 0; i < field_count; i++) {
        fields[i].field = cursor_string(cursor);
        fields[i].label = cursor_string(cursor);
    }
    for (uint32_t i = 0; i < count && !cursor->bad; i++) {
        records->counts[i] = cursor_count(cursor, 2);
        records->fields[i] = arena_array(reader->arena, struct reader_record,
                                         (size_t)records->counts[i] + 1);
        for (uint32_t j = 0; j < records->counts[i]; j++) {
            uint32_t number = cursor_varint(cursor);
            cursor->bad = cursor->bad || number >= field_count;
            records->fields[i][j] = fields[cursor->bad ? 0 : number];
            records->fields[i][j].text = cursor_string(cursor);
        }
    }
}

void reader_record(struct reader *reader, uint32_t document, const struct reader_record **fields,
                   uint32_t *count)
{
    *fields = NULL;
    *count = 0;
    if (document >= reader->document_count || !reader->record_group)
        return;
    uint32_t file = document / reader->record_group, place = document % reader->record_group;
    struct reader_records *records = &reader->records[file];
    if (!records->is_loaded) {
        uint32_t documents = documents_in(reader, file, reader->record_group);
        struct cursor cursor;
        records->is_loaded = true;
        records->fields = arena_array(reader->arena, struct reader_record *, documents);
        records->counts = arena_array(reader->arena, uint32_t, documents);
        if (reader_load(reader, "records", file, &cursor)) {
            read_records(reader, &cursor, records, documents);
            reader_check(reader, "records", file, &cursor);
        }
    }
    *fields = records->fields[place];
    *count = records->counts[place];
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
    if (wanted->loaded || !reader_load(reader, "column", number, &cursor))
        return wanted->loaded;
    struct column *column = arena_new(reader->arena, struct column);
    column->label = cursor_string(&cursor);
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
