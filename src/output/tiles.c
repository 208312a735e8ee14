#include "output/tiles.h"

#include "base/map.h"
#include "text/utf8.h"

#define SHORT_LENGTH 3 /* characters */

struct counter {
    size_t *counts; /* by term->index */
    size_t *seen;   /* the last sheet counted for the term, from 1 */
    size_t sheet;   /* that is being counted */
};

static void count_term(struct counter *counter, const struct term *term)
{
    for (; term && counter->seen[term->index] != counter->sheet; term = term->parent) {
        counter->seen[term->index] = counter->sheet;
        counter->counts[term->index]++;
    }
}

static void count_value(struct counter *counter, const struct value *value)
{
    if (value->kind == VALUE_TERM)
        count_term(counter, value->as.term);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        count_value(counter, &value->as.list.items[i]);
}

static size_t *count_sheets(struct arena *arena, const struct catalogue *catalogue,
                            const struct collection *collection,
                            const struct vocabulary *vocabulary)
{
    struct counter counter = {.counts = arena_array(arena, size_t, vocabulary->term_count),
                              .seen = arena_array(arena, size_t, vocabulary->term_count)};
    if (!collection) {
        for (size_t i = 0; i < vocabulary->term_count; i++)
            counter.counts[i] = catalogue_term_sheets(catalogue, vocabulary->terms[i])->count;
        return counter.counts;
    }
    const struct collection_sheets *listed = catalogue_collection_sheets(catalogue, collection);
    for (size_t i = 0; i < listed->count; i++) {
        const struct value *place = edition_role(listed->sheets[i]->original, ROLE_PLACE);
        counter.sheet = i + 1;
        if (place)
            count_value(&counter, place);
    }
    return counter.counts;
}

/* "Tos" of "Toscana", "Tre" of "Provincia autonoma di Trento", "Nor" of "Il nord". */
static struct slice short_name(struct slice label)
{
    size_t words = 1, last = 0, first = label.len;
    for (size_t i = 0; i < label.len; i++)
        if (label.ptr[i] == ' ') {
            first = words++ == 1 ? i : first;
            last = i + 1;
        }
    return utf8_prefix(words > 2 || first < SHORT_LENGTH ? slice_after(label, last) : label,
                       SHORT_LENGTH);
}

/* Where two are the same, both go by their codes. */
static void name_tiles(struct arena *arena, struct tiles *tiles, unsigned language)
{
    struct map names = {0};
    for (size_t i = 0; i < tiles->count; i++) {
        struct tile *tile = &tiles->tiles[i];
        tile->short_name = short_name(local_text_get(&tile->term->label, language));
        struct tile *other = map_get(&names, tile->short_name);
        map_add(arena, &names, tile->short_name, tile);
        if (!other)
            continue;
        if (tile->term->code.len)
            tile->short_name = tile->term->code;
        if (other->term->code.len)
            other->short_name = other->term->code;
    }
}

unsigned tiles_shade(const struct tiles *tiles, size_t count)
{
    unsigned shade = 0;
    while (shade < tiles->shade_count && count >= tiles->from[shade])
        shade++;
    return shade;
}

/* Equal steps from 1 to the largest count. */
static void shade_tiles(struct tiles *tiles)
{
    tiles->shade_count = tiles->most < TILE_SHADES_MAX ? (unsigned)tiles->most : TILE_SHADES_MAX;
    for (unsigned i = 0; i < tiles->shade_count; i++)
        tiles->from[i] = 1 + i * tiles->most / tiles->shade_count;
    for (size_t i = 0; i < tiles->count; i++)
        tiles->tiles[i].shade = tiles_shade(tiles, tiles->tiles[i].count);
}

struct tiles *tiles_of(struct arena *arena, const struct catalogue *catalogue,
                       const struct collection *collection, const struct vocabulary *vocabulary,
                       unsigned language)
{
    struct tiles *tiles = arena_new(arena, struct tiles);
    size_t *counts = count_sheets(arena, catalogue, collection, vocabulary);
    int last_row = 0, last_column = 0, first_row = 0, first_column = 0;
    tiles->vocabulary = vocabulary;
    tiles->counts = counts;
    tiles->tiles = arena_array(arena, struct tile, vocabulary->term_count);
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        const struct term *term = vocabulary->terms[i];
        if (!term->has_tile)
            continue;
        int row = term->tile_row, column = term->tile_column;
        first_row = tiles->count && first_row < row ? first_row : row;
        first_column = tiles->count && first_column < column ? first_column : column;
        last_row = row > last_row ? row : last_row;
        last_column = column > last_column ? column : last_column;
        tiles->most = counts[i] > tiles->most ? counts[i] : tiles->most;
        tiles->tiles[tiles->count++] =
            (struct tile){.term = term, .count = counts[i], .row = row, .column = column};
    }
    for (size_t i = 0; i < tiles->count; i++) {
        tiles->tiles[i].row -= first_row;
        tiles->tiles[i].column -= first_column;
    }
    tiles->rows = last_row - first_row + 1;
    tiles->columns = last_column - first_column + 1;
    name_tiles(arena, tiles, language);
    shade_tiles(tiles);
    return tiles;
}
