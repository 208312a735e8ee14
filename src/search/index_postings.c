/* What each stem tells about each document it is in: BM25F (index.h), as a level. */
#include "search/index_parts.h"

#include <math.h>
#include <string.h>

/* Tuned on questions and key words over short and long sheets. */
#define SATURATION 0.9
static const struct {
    double weight, length; /* how much the zone counts, and how much its length is held against it */
} zones[ZONE_COUNT] = {
    [ZONE_TITLE] = {2.0, 0.3}, [ZONE_SUMMARY] = {1.5, 0.4},  [ZONE_TERMS] = {1.5, 0.2},
    [ZONE_FIELDS] = {1.0, 0.4}, [ZONE_HEADINGS] = {0.5, 0.2}, [ZONE_BODY] = {1.0, 0.5},
};

void index_count_stems(struct index *index)
{
    size_t stems = lexicon_stem_count(index->lexicon), count = index->counted.count;
    index->stem_starts = arena_array(&index->counting, uint32_t, stems + 2);
    for (size_t i = 0; i < count; i++)
        index->stem_starts[index->counted.items[i].stem + 1]++;
    for (size_t i = 1; i < stems + 2; i++)
        index->stem_starts[i] += index->stem_starts[i - 1];
    index->stem_common = arena_array(&index->counting, bool, stems + 1);
    for (size_t i = 0; i < stems; i++)
        index->stem_common[i] = true;
    for (size_t i = 0; i < lexicon_form_count(index->lexicon); i++)
        if (!lexicon_form(index->lexicon, i)->common)
            index->stem_common[lexicon_form(index->lexicon, i)->stem] = false;
}

static void find_averages(const struct index *index, double averages[ZONE_COUNT])
{
    for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
        double sum = 0;
        size_t count = 0;
        for (size_t i = 0; i < index->documents.count; i++) {
            sum += index->documents.items[i].lengths[zone];
            count += index->documents.items[i].lengths[zone] > 0;
        }
        averages[zone] = count ? sum / (double)count : 1;
    }
}

/* By what a count in each zone of the document is divided. */
static void find_divisors(const struct collected_document *document,
                          const double averages[ZONE_COUNT], double divisors[ZONE_COUNT])
{
    for (size_t zone = 0; zone < ZONE_COUNT; zone++)
        divisors[zone] =
            1 - zones[zone].length + zones[zone].length * document->lengths[zone] / averages[zone];
}

static unsigned find_level(const struct counted *counted, const double divisors[ZONE_COUNT])
{
    double sum = 0;
    for (size_t zone = 0; zone < ZONE_COUNT; zone++)
        if (counted->counts[zone])
            sum += zones[zone].weight * counted->counts[zone] / divisors[zone];
    double level = floor(LEVEL_MAX * sum / (SATURATION + sum) + 0.5);
    return level < 1 ? 1 : level > LEVEL_MAX ? LEVEL_MAX : (unsigned)level;
}

static unsigned first_place(unsigned places)
{
    unsigned place = 0;
    while (places && !(places >> place & 1))
        place++;
    return place;
}

/* A common word tells little: that it is there, and that it is in the title. */
static unsigned common_level(const struct counted *counted)
{
    return counted->counts[ZONE_TITLE] ? LEVEL_MAX : LEVEL_MAX / 2 + 1;
}

static struct posting weigh(const struct counted *counted, uint32_t number, uint32_t title_stems,
                            bool common, const double divisors[ZONE_COUNT])
{
    bool in_title = counted->counts[ZONE_TITLE] != 0;
    bool more = in_title || (counted->places & (counted->places - 1)) != 0;
    unsigned level = common ? common_level(counted)
                            : find_level(counted, divisors) |
                                  first_place(counted->places) << LEVEL_PLACE;
    unsigned stems = !in_title ? 0 : title_stems < TITLE_STEMS_MAX ? title_stems : TITLE_STEMS_MAX;
    return (struct posting){.document = number,
                            .positions = counted->positions,
                            .level = (uint8_t)(level | (more ? LEVEL_MORE : 0)),
                            .places = counted->places,
                            .title_stems = (uint8_t)stems,
                            .forms = counted->forms};
}

void index_gather_postings(struct index *index)
{
    size_t stems = lexicon_stem_count(index->lexicon);
    uint32_t *next = arena_array(&index->counting, uint32_t, stems + 1);
    double averages[ZONE_COUNT], divisors[ZONE_COUNT];
    find_averages(index, averages);
    index->postings = arena_array(&index->counting, struct posting, index->counted.count + 1);
    memcpy(next, index->stem_starts, stems * sizeof *next);
    for (size_t i = 0; i < index->documents.count; i++) {
        const struct collected_document *document = &index->documents.items[i];
        find_divisors(document, averages, divisors);
        for (size_t j = 0; j < document->stem_count; j++) {
            const struct counted *counted = &index->counted.items[document->first + j];
            index->postings[next[counted->stem]++] =
                weigh(counted, (uint32_t)i, document->title_stems,
                      index->stem_common[counted->stem], divisors);
        }
    }
}
