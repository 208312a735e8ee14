#include "model/small_site.h"
#include "output/spans.h"
#include "output/tiles.h"

#define SITE                                                                  \
    "site: {title: S, base_url: \"https://example.org/\", languages: [it]}\n" \
    "vocabularies:\n"                                                         \
    "  luoghi:\n"                                                             \
    "    nord: {label: Provincia autonoma di Norden, tile: [2, 3]}\n"         \
    "    citta: {label: Città, parent: nord}\n"                              \
    "    sud: {label: Sudest, code: X9, tile: [4, 5]}\n"                      \
    "    sud2: {label: Sudovest, tile: [4, 4]}\n"                             \
    "    altro: {label: Altro}\n"                                             \
    "collections:\n"                                                          \
    "  schede:\n"                                                             \
    "    label: Schede\n"                                                     \
    "    fields:\n"                                                           \
    "      titolo: {type: text, role: title}\n"                               \
    "      dove: {type: list, of: {type: term, of: luoghi}, role: place}\n"   \
    "      avvio: {type: date, role: start}\n"                                \
    "      fine: {type: date, role: end}\n"                                   \
    "      durata: {type: duration, role: duration}\n"                        \
    "  altre:\n"                                                              \
    "    label: Altre\n"                                                      \
    "    fields:\n"                                                           \
    "      titolo: {type: text, role: title}\n"                               \
    "      luogo: {type: term, of: luoghi}\n"

static const struct small_file files[] = {
    {"content/schede/a.md", "---\ntitolo: A\ndove: [citta, nord]\navvio: 2017-12\n---\n"},
    {"content/schede/b.md", "---\ntitolo: B\ndove: citta\navvio: 2016\nfine: 2016\n---\n"},
    {"content/schede/c.md", "---\ntitolo: C\ndove: [sud, altro]\navvio: 2017-01-01\n"
                            "durata: 2 anni\n---\n"},
    {"content/schede/d.md", "---\ntitolo: D\ndove: nord\n---\n"},
    {"content/altre/e.md", "---\ntitolo: E\nluogo: sud2\n---\n"},
    {0},
};

static struct tiles *tiles_in(struct small_site *site, bool of_all)
{
    const struct collection *collection = site->schema->collections[0];
    assert_slice_equal(small_site_codes(site), "");
    return tiles_of(&site->arena, site->catalogue, of_all ? NULL : collection,
                    collection_places(collection), 0);
}

static void a_tile_counts_the_sheets_of_its_term_and_of_those_below_it_once(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SITE, files, false);
    struct tiles *tiles = tiles_in(site, false);
    assert_int_equal(tiles->count, 3);
    assert_slice_equal(tiles->tiles[0].term->id, "nord");
    assert_int_equal(tiles->tiles[0].count, 3);
    assert_int_equal(tiles->tiles[1].count, 1);
    assert_int_equal(tiles->tiles[2].count, 0);
    assert_int_equal(tiles_in(site, true)->tiles[2].count, 1);
    small_site_end(site);
}

static void the_grid_starts_with_the_first_row_and_column_that_are_there(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SITE, files, false);
    struct tiles *tiles = tiles_in(site, false);
    assert_int_equal(tiles->rows, 3);
    assert_int_equal(tiles->columns, 3);
    assert_int_equal(tiles->tiles[0].row, 0);
    assert_int_equal(tiles->tiles[0].column, 0);
    assert_int_equal(tiles->tiles[1].row, 2);
    assert_int_equal(tiles->tiles[1].column, 2);
    small_site_end(site);
}

static void short_names_tell_tiles_apart_where_there_is_a_code(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SITE, files, false);
    struct tiles *tiles = tiles_in(site, false);
    assert_slice_equal(tiles->tiles[0].short_name, "Nor");
    assert_slice_equal(tiles->tiles[1].short_name, "X9");
    assert_slice_equal(tiles->tiles[2].short_name, "Sud");
    small_site_end(site);
}

static void shades_are_equal_steps_up_to_the_largest_count(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SITE, files, false);
    struct tiles *tiles = tiles_in(site, false);
    assert_int_equal(tiles->most, 3);
    assert_int_equal(tiles->shade_count, 3);
    assert_int_equal(tiles->from[0], 1);
    assert_int_equal(tiles->from[2], 3);
    assert_int_equal(tiles->tiles[0].shade, 3);
    assert_int_equal(tiles->tiles[1].shade, 1);
    assert_int_equal(tiles->tiles[2].shade, 0);
    small_site_end(site);
}

static void without_sheets_every_tile_is_empty_and_no_shade_is_needed(void **state)
{
    (void)state;
    static const struct small_file none[] = {{0}};
    struct small_site *site = small_site_link(SITE, none, false);
    struct tiles *tiles = tiles_in(site, false);
    assert_int_equal(tiles->shade_count, 0);
    assert_int_equal(tiles->tiles[0].shade, 0);
    struct spans *spans = spans_of(&site->arena, site->catalogue, site->schema->collections[0]);
    assert_int_equal(spans->count, 0);
    assert_int_equal(spans->tick_count, 0);
    small_site_end(site);
}

static void rows_stand_by_their_start_on_an_axis_of_whole_years(void **state)
{
    (void)state;
    struct small_site *site = small_site_link(SITE, files, false);
    struct spans *spans = spans_of(&site->arena, site->catalogue, site->schema->collections[0]);
    assert_int_equal(spans->count, 3);
    assert_int_equal(spans->undated, 1);
    assert_int_equal(spans->left_out, 0);
    /* 2016 to 2018: three years, four marks */
    assert_int_equal(spans->tick_count, 4);
    assert_int_equal(spans->ticks[0].year, 2016);
    assert_int_equal(spans->ticks[3].year, 2019);
    assert_int_equal(spans->ticks[3].x, SPAN_WIDTH);
    assert_int_equal(spans->from, 2016);
    assert_int_equal(spans->to, 2018);
    /* known to the year: all of it */
    assert_slice_equal(spans->rows[0].sheet->id, "b");
    assert_int_equal(spans->rows[0].x, 0);
    assert_in_range(spans->rows[0].width, 332, 334);
    assert_slice_equal(spans->rows[1].sheet->id, "c");
    assert_in_range(spans->rows[1].x + spans->rows[1].width, 998, 1000);
    /* neither end nor duration: a point */
    assert_slice_equal(spans->rows[2].sheet->id, "a");
    assert_int_equal(spans->rows[2].width, 0);
    assert_int_equal(spans->rows[2].position, 0);
    small_site_end(site);
}

static void a_long_time_is_marked_every_so_many_years(void **state)
{
    (void)state;
    static const struct small_file far[] = {
        {"content/schede/a.md", "---\ntitolo: A\navvio: 1003\n---\n"},
        {"content/schede/b.md", "---\ntitolo: B\navvio: 2017\ndurata: 7500 anni\n---\n"},
        {"content/schede/c.md", "---\ntitolo: C\navvio: 2017-03-02\nfine: 2016\n---\n"},
        {0}};
    struct small_site *site = small_site_link(SITE, far, false);
    struct spans *spans = spans_of(&site->arena, site->catalogue, site->schema->collections[0]);
    assert_in_range(spans->tick_count, 3, SPAN_TICKS_MAX + 1);
    assert_int_equal(spans->ticks[0].year, 1000);
    assert_int_equal(spans->ticks[1].year, 2000);
    assert_int_equal(spans->ticks[spans->tick_count - 1].x, SPAN_WIDTH);
    assert_int_equal(spans->rows[2].width, 0); /* an end before its start */
    for (size_t i = 0; i < spans->count; i++)
        assert_in_range(spans->rows[i].x + spans->rows[i].width, 0, SPAN_WIDTH);
    small_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tile_counts_the_sheets_of_its_term_and_of_those_below_it_once),
        cmocka_unit_test(the_grid_starts_with_the_first_row_and_column_that_are_there),
        cmocka_unit_test(short_names_tell_tiles_apart_where_there_is_a_code),
        cmocka_unit_test(shades_are_equal_steps_up_to_the_largest_count),
        cmocka_unit_test(without_sheets_every_tile_is_empty_and_no_shade_is_needed),
        cmocka_unit_test(rows_stand_by_their_start_on_an_axis_of_whole_years),
        cmocka_unit_test(a_long_time_is_marked_every_so_many_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
