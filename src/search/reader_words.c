/* Forms, postings, positions and the vocabulary. */
#include "search/reader_parts.h"

/* ---- shards ------------------------------------------------------------- */

static uint32_t find_shard(const struct reader *reader, struct slice folded)
{
    uint32_t low = 0, high = reader->shard_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (slice_compare(reader->shards[middle].boundary, folded) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static void read_entries(struct reader *reader, uint32_t number, struct cursor *cursor)
{
    struct reader_shard *shard = &reader->shards[number];
    char text[255];
    size_t length = 0;
    shard->entry_count = cursor_count(cursor, 4);
    shard->entries = arena_array(reader->arena, struct entry, (size_t)shard->entry_count + 1);
    for (uint32_t i = 0; i < shard->entry_count; i++) {
        struct entry *entry = &shard->entries[i];
        entry->folded = arena_copy(reader->arena, cursor_front_coded(cursor, text, &length));
        entry->written = cursor_string(cursor);
        if (!entry->written.len)
            entry->written = entry->folded;
        uint32_t place = cursor_varint(cursor);
        entry->group = place >> 4;
        entry->bit = place >> 1 & 7;
        entry->shard = place & 1 ? cursor_varint(cursor) : number;
        if (entry->shard >= reader->shard_count)
            cursor->bad = true;
    }
}

static void load_shard(struct reader *reader, uint32_t number)
{
    struct reader_shard *shard = &reader->shards[number];
    struct cursor cursor;
    shard->is_loaded = true;
    if (!reader_load(reader, "words", number, shard->hash, &cursor))
        return;
    read_entries(reader, number, &cursor);
    shard->group_count = cursor_count(&cursor, 4);
    shard->groups = arena_array(reader->arena, struct group, (size_t)shard->group_count + 1);
    for (uint32_t i = 0; i < shard->group_count; i++) {
        struct group *group = &shard->groups[i];
        group->documents = cursor_varint(&cursor);
        group->weight = cursor_varint(&cursor);
        group->flags = cursor_byte(&cursor);
        group->bytes.len = cursor_varint(&cursor);
        if (group->weight > 4096)
            cursor.bad = true;
    }
    for (uint32_t i = 0; i < shard->group_count; i++)
        shard->groups[i].bytes = cursor_bytes(&cursor, shard->groups[i].bytes.len);
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
    const struct reader_shard *shard = shard_at(reader, find_shard(reader, folded));
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
    *found = arena_array(&reader->answers, const struct entry *, max + 1);
    *count = 0;
    for (uint32_t number = find_shard(reader, beginning); *count < max; number++) {
        const struct reader_shard *shard = shard_at(reader, number);
        if (!shard || (number && slice_compare(shard->boundary, beginning) > 0 &&
                       !slice_starts_with(shard->boundary, beginning) ))
            return;
        for (uint32_t i = first_entry(shard, beginning); i < shard->entry_count; i++) {
            if (!slice_starts_with(shard->entries[i].folded, beginning) || *count == max)
                return;
            (*found)[(*count)++] = &shard->entries[i];
        }
    }
}

/* ---- postings ----------------------------------------------------------- */

static struct group *group_at(struct reader *reader, uint32_t shard_number, uint32_t group)
{
    const struct reader_shard *shard = shard_at(reader, shard_number);
    return shard && group < shard->group_count ? &shard->groups[group] : NULL;
}

static const struct postings no_postings;

static void read_levels(struct reader *reader, struct cursor *cursor, struct postings *postings)
{
    const char *bytes = cursor_bytes(cursor, postings->count).ptr;
    uint32_t count = cursor->bad ? 0 : postings->count;
    postings->levels = arena_array(reader->arena, uint8_t, (size_t)count + 1);
    postings->places = arena_array(reader->arena, uint8_t, (size_t)count + 1);
    postings->title_stems = arena_array(reader->arena, uint8_t, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        postings->levels[i] = byte & LEVEL_MAX;
        postings->places[i] = byte & LEVEL_MORE     ? cursor_byte(cursor)
                              : postings->common ? 0
                                                 : (uint8_t)(1u << (byte >> LEVEL_PLACE & 7));
    }
    for (uint32_t i = 0; i < count; i++)
        if ((uint8_t)bytes[i] & LEVEL_MORE)
            postings->title_stems[i] = cursor_byte(cursor);
}

const struct postings *reader_postings(struct reader *reader, uint32_t shard, uint32_t number)
{
    struct group *group = group_at(reader, shard, number);
    if (!group)
        return &no_postings;
    if (group->postings)
        return group->postings;
    struct cursor cursor = {.rest = group->bytes};
    struct postings *postings = arena_new(reader->arena, struct postings);
    postings->weight = group->weight;
    postings->common = (group->flags & GROUP_COMMON) != 0;
    postings->has_forms = (group->flags & GROUP_FORMS) != 0;
    postings->documents = reader_documents(reader, &cursor, group->documents);
    postings->count = group->documents;
    read_levels(reader, &cursor, postings);
    if (postings->has_forms)
        postings->forms = (const uint8_t *)cursor_bytes(&cursor, postings->count).ptr;
    if (!reader_check(reader, "words", shard, &cursor))
        *postings = no_postings;
    return group->postings = postings;
}

static void load_positions(struct reader *reader, uint32_t number)
{
    struct reader_shard *shard = &reader->shards[number];
    struct cursor cursor;
    shard->has_positions = true;
    if (!reader_load(reader, "positions", number, shard->positions_hash, &cursor))
        return;
    if (cursor_varint(&cursor) != shard->group_count)
        cursor.bad = true;
    for (uint32_t i = 0; i < shard->group_count; i++)
        shard->groups[i].position_bytes.len = cursor_varint(&cursor);
    for (uint32_t i = 0; i < shard->group_count; i++)
        shard->groups[i].position_bytes =
            cursor_bytes(&cursor, shard->groups[i].position_bytes.len);
    reader_check(reader, "positions", number, &cursor);
}

static void decode_positions(struct reader *reader, uint32_t shard, struct group *group)
{
    struct cursor cursor = {.rest = group->position_bytes};
    group->positions = arena_array(reader->arena, uint32_t *, (size_t)group->documents + 1);
    group->position_counts = arena_array(reader->arena, uint32_t, (size_t)group->documents + 1);
    if (!group->position_bytes.len)
        return;
    for (uint32_t i = 0; i < group->documents && !cursor.bad; i++) {
        uint32_t count = cursor_count(&cursor, 1), before = 0;
        uint32_t *positions = arena_array(reader->arena, uint32_t, (size_t)count + 1);
        for (uint32_t j = 0; j < count; j++) {
            before += cursor_varint(&cursor) + (j ? 1u : 0u);
            positions[j] = before;
        }
        group->positions[i] = positions;
        group->position_counts[i] = count;
    }
    reader_check(reader, "positions", shard, &cursor);
}

void reader_positions(struct reader *reader, uint32_t shard, uint32_t number, uint32_t place,
                      const uint32_t **positions, uint32_t *count)
{
    struct group *group = group_at(reader, shard, number);
    *positions = NULL;
    *count = 0;
    if (!group || place >= reader_postings(reader, shard, number)->count)
        return;
    if (!reader->shards[shard].has_positions)
        load_positions(reader, shard);
    if (!group->positions)
        decode_positions(reader, shard, group);
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
    if (!reader_load(reader, "vocabulary", number, part->hash, &cursor))
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
