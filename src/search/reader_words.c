/* Forms, postings, positions and the vocabulary. */
#include "search/reader_parts.h"
#include "text/utf8.h"

#include <math.h>

#define WEIGHT_SCALE 64.0

/* ---- shards ------------------------------------------------------------- */

/* Among the shards from `low` up to `high`; of common words, or of the others. */
static void shard_range(const struct reader *reader, bool common, uint32_t *low, uint32_t *high)
{
    uint32_t regular = reader->shard_count - reader->common_shard_count;
    *low = common ? regular : 0;
    *high = common ? reader->shard_count : regular;
}

static uint32_t find_shard(const struct reader *reader, uint32_t low, uint32_t high,
                           struct slice folded)
{
    uint32_t first = low;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (slice_compare(reader->shards[middle].boundary, folded) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > first ? low - 1 : first;
}

static void read_entries(struct reader *reader, uint32_t number, struct cursor *cursor)
{
    struct reader_shard *shard = &reader->shards[number];
    char text[255];
    size_t length = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < shard->entry_count; i++) {
        struct entry *entry = &shard->entries[i];
        entry->folded = arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
        entry->written = cursor_string(cursor);
        if (!entry->written.len)
            entry->written = entry->folded;
        uint32_t place = cursor_varint(cursor);
        uint32_t back = place >> 4;
        entry->bit = place >> 1 & 7;
        if (place & 1) {
            entry->group = back;
            entry->shard = cursor_varint(cursor);
        } else {
            entry->group = next - back;
            entry->shard = number;
            cursor->bad = cursor->bad || back > next;
            next += back == 0;
        }
        if (entry->shard >= reader->shard_count)
            cursor->bad = true;
    }
}

/* ---- postings ----------------------------------------------------------- */

/* How rare a stem is, as whoever reads the index must compute it. */
static uint32_t find_weight(uint32_t documents, uint32_t having)
{
    double rarity = log(1 + ((double)documents - having + 0.5) / (having + 0.5));
    uint32_t weight = (uint32_t)floor(WEIGHT_SCALE * rarity + 0.5);
    return weight < 1 ? 1 : weight;
}

static void read_documents(struct reader *reader, struct cursor *cursor, struct reader_shard *shard,
                           bool common)
{
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        uint32_t number = cursor_varint(cursor);
        postings->count = number >> 1;
        postings->has_forms = number & 1;
        postings->common = common;
    }
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        postings->documents = reader_documents(reader, cursor, postings->count);
        postings->count = cursor->bad ? 0 : postings->count;
        postings->weight = find_weight(reader->document_count, postings->count);
    }
}

static void read_levels(struct reader *reader, struct cursor *cursor, struct reader_shard *shard)
{
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        postings->levels = arena_array(reader->arena, uint8_t, (size_t)postings->count + 1);
        postings->places = arena_array(reader->arena, uint8_t, (size_t)postings->count + 1);
        postings->title_stems = arena_array(reader->arena, uint8_t, (size_t)postings->count + 1);
        for (uint32_t j = 0; j < postings->count; j++)
            postings->levels[j] = cursor_byte(cursor);
    }
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        for (uint32_t j = 0; j < postings->count; j++)
            if (postings->levels[j] & LEVEL_MORE)
                postings->places[j] = cursor_byte(cursor);
            else if (!postings->common)
                postings->places[j] = (uint8_t)(1u << (postings->levels[j] >> LEVEL_PLACE & 7));
    }
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        for (uint32_t j = 0; j < postings->count; j++) {
            if (postings->levels[j] & LEVEL_MORE)
                postings->title_stems[j] = cursor_byte(cursor);
            postings->levels[j] &= LEVEL_MAX;
        }
    }
}

static void load_shard(struct reader *reader, uint32_t number)
{
    struct reader_shard *shard = &reader->shards[number];
    struct cursor cursor;
    shard->is_loaded = true;
    if (!reader_load(reader, "words", number, &cursor))
        return;
    shard->entry_count = cursor_count(&cursor, 4);
    shard->group_count = cursor_count(&cursor, 3);
    shard->entries = arena_array(reader->arena, struct entry, (size_t)shard->entry_count + 1);
    shard->groups = arena_array(reader->arena, struct group, (size_t)shard->group_count + 1);
    read_entries(reader, number, &cursor);
    read_documents(reader, &cursor, shard,
                   number >= reader->shard_count - reader->common_shard_count);
    read_levels(reader, &cursor, shard);
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct postings *postings = &shard->groups[i].postings;
        if (postings->has_forms)
            postings->forms = (const uint8_t *)cursor_bytes(&cursor, postings->count).ptr;
    }
    cursor.bad = cursor.bad || cursor.rest.len;
    if (!reader_check(reader, "words", number, &cursor))
        shard->entry_count = shard->group_count = 0;
}

static struct reader_shard *shard_at(struct reader *reader, uint32_t number)
{
    if (number >= reader->shard_count)
        return NULL;
    if (!reader->shards[number].is_loaded)
        load_shard(reader, number);
    return &reader->shards[number];
}

/* The first entry that is not below. */
static uint32_t first_entry(const struct reader_shard *shard, struct slice folded)
{
    uint32_t low = 0, high = shard->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (slice_compare(shard->entries[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void reader_find_forms(struct reader *reader, struct slice folded, const struct entry **found,
                       size_t *count)
{
    uint32_t low, high;
    shard_range(reader, reader_is_common(reader, folded), &low, &high);
    const struct reader_shard *shard = shard_at(reader, find_shard(reader, low, high, folded));
    *count = 0;
    *found = NULL;
    if (!shard)
        return;
    uint32_t first = first_entry(shard, folded);
    *found = shard->entry_count ? &shard->entries[first] : NULL;
    while (first + *count < shard->entry_count &&
           slice_equal(shard->entries[first + *count].folded, folded))
        ++*count;
}

void reader_find_beginning(struct reader *reader, struct slice beginning, size_t max,
                           const struct entry ***found, size_t *count)
{
    uint32_t low, high;
    *found = arena_array(&reader->answers, const struct entry *, max + 1);
    *count = 0;
    shard_range(reader, false, &low, &high);
    uint32_t first = find_shard(reader, low, high, beginning);
    uint32_t shards = utf8_count(beginning) < READER_BEGINNING_LONG ? 1 : 2;
    for (uint32_t number = first; number < high && number - first < shards; number++) {
        const struct reader_shard *shard = shard_at(reader, number);
        if (number > first && !slice_starts_with(shard->boundary, beginning))
            return;
        for (uint32_t i = first_entry(shard, beginning); i < shard->entry_count; i++) {
            if (!slice_starts_with(shard->entries[i].folded, beginning) || *count == max)
                return;
            (*found)[(*count)++] = &shard->entries[i];
        }
    }
}

/* ---- stems -------------------------------------------------------------- */

static struct group *group_at(struct reader *reader, uint32_t shard_number, uint32_t group)
{
    const struct reader_shard *shard = shard_at(reader, shard_number);
    return shard && group < shard->group_count ? &shard->groups[group] : NULL;
}

static const struct postings no_postings;

const struct postings *reader_postings(struct reader *reader, uint32_t shard, uint32_t number)
{
    const struct group *group = group_at(reader, shard, number);
    return group ? &group->postings : &no_postings;
}

/* A file holds those of several shards, which are all taken in. */
static void load_positions(struct reader *reader, uint32_t number)
{
    uint32_t regular = reader->shard_count - reader->common_shard_count;
    uint32_t file = number / reader->position_shards, first = file * reader->position_shards;
    uint32_t end = regular - first < reader->position_shards ? regular
                                                             : first + reader->position_shards;
    struct cursor cursor;
    for (uint32_t i = first; i < end; i++)
        reader->shards[i].has_positions = true;
    if (!reader_load(reader, "positions", file, &cursor))
        return;
    for (uint32_t i = first; i < end; i++) {
        struct reader_shard *shard = &reader->shards[i];
        shard->position_count = cursor_count(&cursor, 1);
        shard->position_bytes =
            arena_array(reader->arena, struct slice, (size_t)shard->position_count + 1);
        for (uint32_t j = 0; j < shard->position_count; j++)
            shard->position_bytes[j].len = cursor_varint(&cursor);
    }
    for (uint32_t i = first; i < end; i++)
        for (uint32_t j = 0; j < reader->shards[i].position_count; j++) {
            struct slice *bytes = &reader->shards[i].position_bytes[j];
            *bytes = cursor_bytes(&cursor, bytes->len);
        }
    if (!reader_check(reader, "positions", file, &cursor))
        for (uint32_t i = first; i < end; i++)
            reader->shards[i].position_count = 0;
}

static void decode_positions(struct reader *reader, uint32_t shard, struct group *group,
                             struct slice bytes)
{
    struct cursor cursor = {.rest = bytes};
    uint32_t documents = group->postings.count;
    group->positions = arena_array(reader->arena, uint32_t *, (size_t)documents + 1);
    group->position_counts = arena_array(reader->arena, uint32_t, (size_t)documents + 1);
    for (uint32_t i = 0; i < documents && !cursor.bad; i++) {
        uint32_t count = cursor_count(&cursor, 1), before = 0;
        uint32_t *positions = arena_array(reader->arena, uint32_t, (size_t)count + 1);
        for (uint32_t j = 0; j < count; j++) {
            before += cursor_varint(&cursor) + (j ? 1u : 0u);
            positions[j] = before;
        }
        group->positions[i] = positions;
        group->position_counts[i] = count;
    }
    reader_check(reader, "positions", shard / reader->position_shards, &cursor);
}

void reader_positions(struct reader *reader, uint32_t number, uint32_t group_number, uint32_t place,
                      const uint32_t **positions, uint32_t *count)
{
    struct group *group = group_at(reader, number, group_number);
    *positions = NULL;
    *count = 0;
    if (!group || group->postings.common || place >= group->postings.count ||
        number >= reader->shard_count - reader->common_shard_count)
        return;
    struct reader_shard *shard = &reader->shards[number];
    if (!shard->has_positions)
        load_positions(reader, number);
    if (!group->positions && group_number < shard->position_count)
        decode_positions(reader, number, group, shard->position_bytes[group_number]);
    if (!group->positions)
        return;
    *positions = group->positions[place];
    *count = group->position_counts[place];
}

/* ---- vocabulary --------------------------------------------------------- */

static void load_vocabulary(struct reader *reader, uint32_t number)
{
    struct reader_vocabulary *part = &reader->vocabularies[number];
    struct cursor cursor;
    char text[255];
    size_t length = 0;
    part->is_loaded = true;
    if (!reader_load(reader, "vocabulary", number, &cursor))
        return;
    part->word_count = cursor_count(&cursor, 3);
    part->words = arena_array(reader->arena, struct reader_word, (size_t)part->word_count + 1);
    for (uint32_t i = 0; i < part->word_count; i++) {
        part->words[i].text = arena_copy(reader->arena, cursor_front_coded(&cursor, text, &length));
        part->words[i].rank = cursor_byte(&cursor);
    }
    if (!reader_check(reader, "vocabulary", number, &cursor))
        part->word_count = 0;
}

void reader_find_words(struct reader *reader, struct slice beginning, size_t max,
                       struct reader_word **words, size_t *count)
{
    uint32_t number = 0, high = reader->vocabulary_count;
    *words = arena_array(&reader->answers, struct reader_word, max + 1);
    *count = 0;
    while (number < high) {
        uint32_t middle = number + (high - number) / 2;
        if (slice_compare(reader->vocabularies[middle].boundary, beginning) <= 0)
            number = middle + 1;
        else
            high = middle;
    }
    for (number -= number > 0; number < reader->vocabulary_count && *count < max; number++) {
        struct reader_vocabulary *part = &reader->vocabularies[number];
        if (slice_compare(part->boundary, beginning) > 0 &&
            !slice_starts_with(part->boundary, beginning))
            return;
        if (!part->is_loaded)
            load_vocabulary(reader, number);
        for (uint32_t i = 0; i < part->word_count && *count < max; i++)
            if (slice_starts_with(part->words[i].text, beginning))
                (*words)[(*count)++] = part->words[i];
    }
}
