/* The shards of words: forms in their order, the postings of their stems, positions apart. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include <string.h>

struct shard {
    struct buffer entries, documents;
    struct buffer gaps, levels, places, titles, forms; /* the groups' postings */
    struct buffer position_counts, positions;          /* of all shards of a file */
    uint32_t entry_count, group_count, number;
    struct slice last; /* the folded form before */
};

struct writing {
    struct index *index;
    uint32_t *shard_of_stem, *group_of_stem; /* shard + 1; 0: not placed yet */
    uint8_t *forms_of_stem;                  /* 2 stands for more as well */
    struct shard shard;
    struct slice last_boundary;
    struct buffer listed; /* the directory's entries */
};

void index_add_gap(struct buffer *out, uint32_t number, size_t place, uint32_t before)
{
    bytes_add_varint(out, place ? number - before - 1 : number);
}

static void add_posting(struct shard *shard, const struct posting *posting)
{
    buffer_add_byte(&shard->levels, (char)posting->level);
    if (posting->level & LEVEL_MORE) {
        buffer_add_byte(&shard->places, (char)posting->places);
        buffer_add_byte(&shard->titles, (char)posting->title_stems);
    }
}

/* The bytes of one document's positions, as they were coded when it was counted. */
static struct slice position_bytes(const struct index *index, const struct posting *posting)
{
    struct cursor cursor = {.rest = slice_after(buffer_view(&index->positions),
                                                posting->positions)};
    const char *start = cursor.rest.ptr;
    uint32_t count = cursor_varint(&cursor);
    for (uint32_t i = 0; i < count && !cursor.bad; i++)
        cursor_varint(&cursor);
    return slice_from(start, (size_t)(cursor.rest.ptr - start));
}

static void add_group(struct writing *writing, uint32_t stem)
{
    const struct index *index = writing->index;
    struct shard *shard = &writing->shard;
    const struct posting *list = index->postings + index->stem_starts[stem];
    size_t count = index->stem_starts[stem + 1] - index->stem_starts[stem];
    bool common = index->stem_common[stem], forms = writing->forms_of_stem[stem] > 1 && !common;
    bytes_add_varint(&shard->documents, (uint32_t)count << 1 | forms);
    size_t before = shard->positions.len;
    for (size_t i = 0; i < count; i++) {
        index_add_gap(&shard->gaps, list[i].document, i, i ? list[i - 1].document : 0);
        add_posting(shard, &list[i]);
        if (forms)
            buffer_add_byte(&shard->forms, (char)list[i].forms);
        if (!common)
            buffer_add(&shard->positions, position_bytes(index, &list[i]));
    }
    if (!common)
        bytes_add_varint(&shard->position_counts, (uint32_t)(shard->positions.len - before));
    writing->shard_of_stem[stem] = shard->number + 1;
    writing->group_of_stem[stem] = shard->group_count++;
}

static void add_entry(struct writing *writing, const struct form *form)
{
    struct shard *shard = &writing->shard;
    uint32_t home = writing->shard_of_stem[form->stem], next = shard->group_count;
    if (!home) {
        add_group(writing, form->stem);
        home = shard->number + 1;
    }
    bool elsewhere = home != shard->number + 1;
    uint32_t group = writing->group_of_stem[form->stem];
    bytes_add_front_coded(&shard->entries, shard->last, form->folded);
    bytes_add_string(&shard->entries,
                     slice_equal(form->folded, form->written) ? (struct slice){0} : form->written);
    bytes_add_varint(&shard->entries, (elsewhere ? group : next - group) << 4 |
                                          (uint32_t)form->bit << 1 | elsewhere);
    if (elsewhere)
        bytes_add_varint(&shard->entries, home - 1);
    shard->last = form->folded;
    shard->entry_count++;
}

static void write_shard(struct writing *writing)
{
    struct shard *shard = &writing->shard;
    struct buffer file = {0};
    struct buffer *const parts[] = {
        &shard->entries, &shard->documents, &shard->gaps,  &shard->levels,
        &shard->places,  &shard->titles,    &shard->forms,
    };
    bytes_add_varint(&file, shard->entry_count);
    bytes_add_varint(&file, shard->group_count);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buffer_add(&file, buffer_view(parts[i]));
        buffer_clear(parts[i]);
    }
    index_write_file(writing->index, "words", shard->number, buffer_view(&file));
    buffer_release(&file);
}

static void write_positions(struct writing *writing, struct buffer *head)
{
    struct shard *shard = &writing->shard;
    buffer_add(head, buffer_view(&shard->positions));
    index_write_file(writing->index, "positions", (shard->number - 1) / POSITION_SHARDS,
                     buffer_view(head));
    buffer_clear(&shard->positions);
    buffer_clear(head);
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

/* The shards of these forms; how many. */
static uint32_t write_shards(struct writing *writing, const uint32_t *forms, size_t count,
                             bool positions)
{
    struct index *index = writing->index;
    struct shard *shard = &writing->shard;
    struct shard_plan plan = index_plan_shards(index, forms, count);
    struct buffer head = {0};
    struct slice before = {0};
    size_t form = 0;
    writing->last_boundary = (struct slice){0};
    for (size_t i = 0; i < plan.ends.count; i++) {
        struct slice first = lexicon_form(index->lexicon, forms[form])->folded;
        struct slice boundary = i ? shortest_above(before, first) : (struct slice){0};
        bytes_add_front_coded(&writing->listed, writing->last_boundary, boundary);
        writing->last_boundary = boundary;
        shard->entry_count = shard->group_count = 0;
        shard->last = (struct slice){0};
        for (; form < plan.ends.items[i]; form++)
            add_entry(writing, lexicon_form(index->lexicon, forms[form]));
        before = shard->last;
        write_shard(writing);
        shard->number++;
        if (positions) {
            bytes_add_varint(&head, shard->group_count);
            buffer_add(&head, buffer_view(&shard->position_counts));
            buffer_clear(&shard->position_counts);
            if (shard->number % POSITION_SHARDS == 0 || i + 1 == plan.ends.count)
                write_positions(writing, &head);
        }
    }
    buffer_release(&head);
    return (uint32_t)plan.ends.count;
}

static size_t choose_forms(struct index *index, bool common, uint32_t *chosen)
{
    const uint32_t *sorted = index_sorted_forms(index);
    size_t count = 0;
    for (size_t i = 0; i < lexicon_form_count(index->lexicon); i++)
        if (lexicon_form(index->lexicon, sorted[i])->common == common)
            chosen[count++] = sorted[i];
    return count;
}

static void release(struct writing *writing)
{
    struct shard *shard = &writing->shard;
    struct buffer *const all[] = {
        &shard->entries, &shard->documents, &shard->gaps,      &shard->levels,          &shard->places,
        &shard->titles,  &shard->forms,     &shard->positions, &shard->position_counts, &writing->listed,
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_release(all[i]);
}

void index_write_words(struct index *index, struct buffer *directory)
{
    size_t forms = lexicon_form_count(index->lexicon), stems = lexicon_stem_count(index->lexicon);
    struct writing writing = {.index = index};
    uint32_t *chosen = arena_array(&index->counting, uint32_t, forms + 1);
    writing.shard_of_stem = arena_array(&index->counting, uint32_t, stems + 1);
    writing.group_of_stem = arena_array(&index->counting, uint32_t, stems + 1);
    writing.forms_of_stem = arena_array(&index->counting, uint8_t, stems + 1);
    for (size_t i = 0; i < forms; i++) {
        uint8_t *count = &writing.forms_of_stem[lexicon_form(index->lexicon, i)->stem];
        *count = *count < 2 ? *count + 1 : 2;
    }
    size_t count = choose_forms(index, false, chosen);
    uint32_t shards = write_shards(&writing, chosen, count, true);
    count = choose_forms(index, true, chosen);
    uint32_t common = write_shards(&writing, chosen, count, false);
    bytes_add_varint(directory, shards + common);
    bytes_add_varint(directory, common);
    bytes_add_varint(directory, POSITION_SHARDS);
    buffer_add(directory, buffer_view(&writing.listed));
    release(&writing);
}
