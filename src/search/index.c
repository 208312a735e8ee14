/* Collects: the words of each document, counted by stem and zone. */
#include "search/index_parts.h"

#include "text/utf8.h"

#include <string.h>

#define ZONE_GAP 8 /* positions between two texts, so that no phrase spans them */

struct index *index_create(struct arena *arena, struct slice language)
{
    struct index *index = arena_new(arena, struct index);
    index->arena = arena;
    index->lexicon = lexicon_create(arena, language);
    return index;
}

void index_destroy(struct index *index)
{
    if (!index)
        return;
    lexicon_destroy(index->lexicon);
    buffer_release(&index->positions);
    arena_release(&index->counting);
}

static struct slice cut_text(struct slice text, size_t max)
{
    if (text.len <= max)
        return text;
    text.len = max;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

/* At a space where there is one near. */
static struct slice cut_excerpt(struct slice text)
{
    struct slice cut = cut_text(text, INDEX_EXCERPT_MAX);
    size_t space = cut.len < text.len ? slice_find_last_byte(cut, ' ') : SLICE_NOT_FOUND;
    return space == SLICE_NOT_FOUND || space < cut.len * 3 / 4 ? cut : slice_sub(cut, 0, space);
}

static struct current_stem *find_current(struct index *index, uint32_t stem)
{
    uint32_t document = (uint32_t)index->documents.count - 1;
    while (index->states.count <= stem)
        vector_push(&index->counting, &index->states, (struct stem_state){0});
    struct stem_state *state = &index->states.items[stem];
    if (state->seen != document + 1) {
        struct current_stem current = {.counted = {.stem = stem}};
        state->seen = document + 1;
        state->place = (uint32_t)index->current.count;
        vector_push(&index->counting, &index->current, current);
    }
    return &index->current.items[state->place];
}

static void count_term(void *context, uint32_t form_number, uint32_t position)
{
    struct index *index = context;
    const struct form *form = lexicon_form(index->lexicon, form_number);
    struct current_stem *current = find_current(index, form->stem);
    struct counted *counted = &current->counted;
    if (counted->counts[index->zone] < UINT8_MAX)
        counted->counts[index->zone]++;
    counted->forms |= (uint8_t)(1u << form->bit);
    if (index->zone == ZONE_HEADINGS || form->common)
        return;
    counted->places |= (uint8_t)(1u << (position / PLACE_WORDS % 8));
    /* Two ways of counting one word may give one stem twice at one place. */
    if (current->last && index->places.items[current->last - 1].position == position)
        return;
    vector_push(&index->counting, &index->places, ((struct place){form->stem, position, 0}));
    uint32_t added = (uint32_t)index->places.count;
    if (current->last)
        index->places.items[current->last - 1].next = added;
    else
        current->first = added;
    current->last = added;
}

/* A joined word is told after its parts, so its position may lie before the last one told of the same
 * stem; those that do not ascend are passed over. */
static void code_positions(struct index *index, const struct current_stem *current)
{
    struct buffer *out = &index->positions;
    uint32_t count = 0, before = 0;
    const struct place *places = index->places.items;
    for (uint32_t at = current->first; at; at = places[at - 1].next) {
        if (count && places[at - 1].position <= before)
            continue;
        before = places[at - 1].position;
        count++;
    }
    for (uint32_t c = count; ; c >>= 7) {
        buffer_add_byte(out, (char)(c > 0x7F ? c | 0x80 : c));
        if (c <= 0x7F)
            break;
    }
    size_t told = 0;
    for (uint32_t at = current->first; at; at = places[at - 1].next) {
        if (told && places[at - 1].position <= before)
            continue;
        index_add_gap(out, places[at - 1].position, told++, before);
        before = places[at - 1].position;
    }
}

void index_add(struct index *index, const struct index_document *document)
{
    struct collected_document added = {
        .key = document->key,
        .address = document->address,
        .title = document->title,
        .excerpt = cut_excerpt(document->excerpt),
        .facts = document->facts,
        .fact_count = document->fact_count,
        .records = document->records,
        .record_count = document->record_count,
        .added = (uint32_t)index->documents.count,
        .first = index->counted.count,
    };
    vector_push(&index->counting, &index->documents, added);
    struct collected_document *collected = &index->documents.items[index->documents.count - 1];
    uint32_t position = 0;
    index->current.count = 0;
    index->places.count = 0;
    for (size_t i = 0; i < document->text_count; i++) {
        const struct index_text *text = &document->texts[i];
        uint32_t start = position;
        index->zone = text->zone;
        lexicon_read(index->lexicon, cut_text(text->text, INDEX_TEXT_MAX), &position, count_term,
                     index);
        collected->lengths[text->zone] += position - start;
        position = text->zone == ZONE_HEADINGS ? start : position + ZONE_GAP;
    }
    collected->stem_count = index->current.count;
    bool common_title = true;
    for (size_t i = 0; i < index->current.count; i++)
        if (index->current.items[i].counted.counts[ZONE_TITLE] && index->current.items[i].first)
            common_title = false;
    for (size_t i = 0; i < index->current.count; i++) {
        struct current_stem *current = &index->current.items[i];
        current->counted.positions = (uint32_t)index->positions.len;
        code_positions(index, current);
        collected->title_stems += current->counted.counts[ZONE_TITLE] && (common_title || current->first != 0);
        vector_push(&index->counting, &index->counted, current->counted);
    }
}

void index_add_column(struct index *index, const struct index_column *column)
{
    vector_push(&index->counting, &index->columns, column);
}
