/* The shards of words: forms in their order, the postings of their stems, positions apart. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include <math.h>
#include <string.h>

/* BM25F, tuned on questions and key words over short and long sheets. */
#define SATURATION   0.9
#define WEIGHT_SCALE 64.0
static const struct {
    double weight, length; /* how much the zone counts, and how much its length is held against it */
} zones[ZONE_COUNT] = {
    [ZONE_TITLE] = {2.0, 0.3}, [ZONE_SUMMARY] = {1.5, 0.4},  [ZONE_TERMS] = {1.5, 0.2},
    [ZONE_FIELDS] = {1.0, 0.4}, [ZONE_HEADINGS] = {0.5, 0.2}, [ZONE_BODY] = {1.0, 0.5},
};

struct shard {
    struct buffer entries, groups, postings, positions, position_sizes;
    uint32_t entry_count, group_count, number;
    struct slice last; /* the folded form before */
};

struct writing {
    struct index *index;
    struct buffer *directory;
    double averages[ZONE_COUNT];
    uint32_t *shard_of_stem, *group_of_stem; /* shard + 1; 0: not placed yet */
    struct shard shard;
    struct slice boundary, last_boundary;
    struct buffer blob;
    struct buffer listed; /* the directory's entries */
};

void index_add_gap(struct buffer *out, uint32_t number, size_t place, uint32_t before)
{
    bytes_add_varint(out, place ? number - before - 1 : number);
}

static void find_averages(struct writing *writing)
{
    const struct index *index = writing->index;
    for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
        double sum = 0;
        size_t count = 0;
        for (size_t i = 0; i < index->documents.count; i++) {
            sum += index->documents.items[i].lengths[zone];
            count += index->documents.items[i].lengths[zone] > 0;
        }
        writing->averages[zone] = count ? sum / (double)count : 1;
    }
}

static uint8_t find_level(const struct writing *writing, const struct counted *counted)
{
    const uint32_t *lengths = writing->index->documents.items[counted->document].lengths;
    double sum = 0;
    for (size_t zone = 0; zone < ZONE_COUNT; zone++)
        if (counted->counts[zone])
            sum += zones[zone].weight * counted->counts[zone] /
                   (1 - zones[zone].length +
                    zones[zone].length * lengths[zone] / writing->averages[zone]);
    double level = floor(LEVEL_MAX * sum / (SATURATION + sum) + 0.5);
    return (uint8_t)(level < 1 ? 1 : level > LEVEL_MAX ? LEVEL_MAX : level);
}

static uint32_t find_weight(size_t documents, size_t having)
{
    double rarity = log(1 + ((double)documents - (double)having + 0.5) / ((double)having + 0.5));
    double weight = floor(WEIGHT_SCALE * rarity + 0.5);
    return weight < 1 ? 1 : (uint32_t)weight;
}

static bool has_more(const struct counted *counted)
{
    return counted->counts[ZONE_TITLE] || (counted->places & (counted->places - 1)) != 0;
}

static unsigned first_place(const struct counted *counted)
{
    unsigned place = 0;
    while (counted->places && !(counted->places >> place & 1))
        place++;
    return place;
}

static void encode_postings(struct writing *writing, uint32_t stem, bool has_forms)
{
    const struct index *index = writing->index;
    const struct counted **list = index->by_stem + index->stem_starts[stem];
    size_t count = index->stem_starts[stem + 1] - index->stem_starts[stem];
    struct buffer *out = &writing->blob;
    buffer_clear(out);
    for (size_t i = 0; i < count; i++)
        index_add_gap(out, list[i]->document, i, i ? list[i - 1]->document : 0);
    for (size_t i = 0; i < count; i++)
        buffer_add_byte(out, (char)(find_level(writing, list[i]) |
                                    first_place(list[i]) << LEVEL_PLACE |
                                    (has_more(list[i]) ? LEVEL_MORE : 0)));
    for (size_t i = 0; i < count; i++)
        if (has_more(list[i]))
            buffer_add_byte(out, (char)list[i]->places);
    for (size_t i = 0; i < count; i++)
        if (has_more(list[i])) {
            uint32_t stems = list[i]->counts[ZONE_TITLE]
                                 ? index->documents.items[list[i]->document].title_stems
                                 : 0;
            buffer_add_byte(out, (char)(stems < TITLE_STEMS_MAX ? stems : TITLE_STEMS_MAX));
        }
    for (size_t i = 0; i < count && has_forms; i++)
        buffer_add_byte(out, (char)list[i]->forms);
}

/* The bytes of one document's positions, as they were coded when it was counted. */
static struct slice position_bytes(const struct index *index, const struct counted *counted)
{
    struct cursor cursor = {.rest = slice_after(buffer_view(&index->positions),
                                                counted->positions)};
    const char *start = cursor.rest.ptr;
    uint32_t count = cursor_varint(&cursor);
    for (uint32_t i = 0; i < count && !cursor.bad; i++)
        cursor_varint(&cursor);
    return slice_from(start, (size_t)(cursor.rest.ptr - start));
}

static void add_group(struct writing *writing, uint32_t stem, bool has_forms)
{
    const struct index *index = writing->index;
    struct shard *shard = &writing->shard;
    size_t start = index->stem_starts[stem], count = index->stem_starts[stem + 1] - start;
    unsigned flags = (index->stem_common[stem] ? GROUP_COMMON : 0) | (has_forms ? GROUP_FORMS : 0);
    bytes_add_varint(&shard->groups, (uint32_t)count);
    bytes_add_varint(&shard->groups, find_weight(index->documents.count, count));
    buffer_add_byte(&shard->groups, (char)flags);
    bytes_add_varint(&shard->groups, (uint32_t)writing->blob.len);
    buffer_add(&shard->postings, buffer_view(&writing->blob));
    size_t before = shard->positions.len;
    for (size_t i = 0; i < count && !index->stem_common[stem]; i++)
        buffer_add(&shard->positions, position_bytes(index, index->by_stem[start + i]));
    bytes_add_varint(&shard->position_sizes, (uint32_t)(shard->positions.len - before));
    writing->shard_of_stem[stem] = shard->number + 1;
    writing->group_of_stem[stem] = shard->group_count++;
}

static void add_entry(struct writing *writing, const struct form *form)
{
    struct shard *shard = &writing->shard;
    uint32_t home = writing->shard_of_stem[form->stem] - 1;
    bytes_add_front_coded(&shard->entries, shard->last, form->folded);
    bytes_add_string(&shard->entries,
                     slice_equal(form->folded, form->written) ? (struct slice){0} : form->written);
    bytes_add_varint(&shard->entries, writing->group_of_stem[form->stem] << 4 |
                                          (uint32_t)form->bit << 1 | (home != shard->number));
    if (home != shard->number)
        bytes_add_varint(&shard->entries, home);
    shard->last = form->folded;
    shard->entry_count++;
}

static void close_shard(struct writing *writing)
{
    struct shard *shard = &writing->shard;
    struct buffer file = {0};
    bytes_add_varint(&file, shard->entry_count);
    buffer_add(&file, buffer_view(&shard->entries));
    bytes_add_varint(&file, shard->group_count);
    buffer_add(&file, buffer_view(&shard->groups));
    buffer_add(&file, buffer_view(&shard->postings));
    uint32_t words = index_write_file(writing->index, "words", shard->number, buffer_view(&file));
    buffer_clear(&file);
    bytes_add_varint(&file, shard->group_count);
    buffer_add(&file, buffer_view(&shard->position_sizes));
    buffer_add(&file, buffer_view(&shard->positions));
    uint32_t positions =
        index_write_file(writing->index, "positions", shard->number, buffer_view(&file));
    bytes_add_front_coded(&writing->listed, writing->last_boundary, writing->boundary);
    bytes_add_word(&writing->listed, words);
    bytes_add_word(&writing->listed, positions);
    writing->last_boundary = writing->boundary;
    buffer_release(&file);
    buffer_clear(&shard->entries);
    buffer_clear(&shard->groups);
    buffer_clear(&shard->postings);
    buffer_clear(&shard->positions);
    buffer_clear(&shard->position_sizes);
    shard->entry_count = shard->group_count = 0;
    shard->last = (struct slice){0};
    shard->number++;
}

/* The shortest beginning of `text` that is above `before`, whole characters. */
static struct slice shortest_above(struct slice before, struct slice text)
{
    size_t len = 0;
    while (len < before.len && len < text.len && before.ptr[len] == text.ptr[len])
        len++;
    len++;
    while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len++;
    return slice_sub(text, 0, len);
}

static size_t shard_size(const struct shard *shard)
{
    return shard->entries.len + shard->groups.len + shard->postings.len;
}

void index_write_words(struct index *index, struct buffer *directory)
{
    size_t form_count = lexicon_form_count(index->lexicon);
    size_t stem_count = lexicon_stem_count(index->lexicon);
    const uint32_t *sorted = index_sorted_forms(index);
    struct writing writing = {.index = index, .directory = directory};
    writing.shard_of_stem = arena_array(&index->counting, uint32_t, stem_count);
    writing.group_of_stem = arena_array(&index->counting, uint32_t, stem_count);
    uint8_t *forms_of_stem = arena_array(&index->counting, uint8_t, stem_count);
    for (size_t i = 0; i < form_count; i++) {
        uint8_t *count = &forms_of_stem[lexicon_form(index->lexicon, i)->stem];
        *count = *count < 2 ? *count + 1 : 2;
    }
    find_averages(&writing);
    struct slice before = {0};
    for (size_t i = 0; i < form_count; i++) {
        const struct form *form = lexicon_form(index->lexicon, sorted[i]);
        bool is_new = !writing.shard_of_stem[form->stem];
        if (is_new) {
            size_t size = shard_size(&writing.shard);
            bool has_forms = forms_of_stem[form->stem] > 1 && !index->stem_common[form->stem];
            encode_postings(&writing, form->stem, has_forms);
            if (writing.shard.entry_count && !slice_equal(before, form->folded) &&
                (size >= SHARD_BYTES || size + writing.blob.len > 2 * SHARD_BYTES)) {
                close_shard(&writing);
                writing.boundary = shortest_above(before, form->folded);
            }
            add_group(&writing, form->stem, has_forms);
        }
        add_entry(&writing, form);
        before = form->folded;
    }
    close_shard(&writing);
    bytes_add_varint(directory, writing.shard.number);
    buffer_add(directory, buffer_view(&writing.listed));
    buffer_release(&writing.listed);
    buffer_release(&writing.blob);
    buffer_release(&writing.shard.entries);
    buffer_release(&writing.shard.groups);
    buffer_release(&writing.shard.postings);
    buffer_release(&writing.shard.positions);
    buffer_release(&writing.shard.position_sizes);
}
