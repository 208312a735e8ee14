#include "search/small_index.h"

static void add_towns(struct small_index *small)
{
    small_index_add(small, "a", "Inclusione sociale",
                    "Il progetto porta l'inclusione delle persone nella città di Arezzo.");
    small_index_add(small, "b", "Formazione a distanza",
                    "Un corso di e-learning per il personale: il lavoro di persone e rete sociale.");
    small_index_add(small, "c", "Lavoro e rete",
                    "La rete del lavoro: lavoro, lavoro e ancora lavoro nelle citta' vicine.");
    small_index_add(small, "d", "Papa", "Il papa visita una scuola di Siena nel 2015.");
    small_index_add(small, "e", "Papà", "Un papà accompagna il figlio alla scuola di Siena nel 2016.");
}

static int set_up(void **state)
{
    small_index_set_up(state);
    add_towns(*state);
    small_index_open(*state);
    return 0;
}

static void any_word_may_match_and_all_come_first(void **state)
{
    assert_slice_equal(small_index_ask(*state, "inclusione rete "), "a c b");
    assert_slice_equal(small_index_ask(*state, "persone rete "), "b | c a");
    assert_int_equal(((struct small_index *)*state)->result.all_count, 1);
}

static void forms_of_a_word_are_found_together(void **state)
{
    assert_slice_equal(small_index_ask(*state, "inclusioni "), "a");
    assert_slice_equal(small_index_ask(*state, "persona "), "a b");
}

static void accents_need_not_be_typed_but_count(void **state)
{
    assert_slice_equal(small_index_ask(*state, "citta "), "c a");
    assert_slice_equal(small_index_ask(*state, "città "), "a c");
    assert_slice_equal(small_index_ask(*state, "papa "), "d e");
    assert_slice_equal(small_index_ask(*state, "papà "), "e d");
    assert_slice_equal(small_index_ask(*state, "PAPÀ "), "e d");
}

static void elision_is_passed_over_with_every_apostrophe(void **state)
{
    assert_slice_equal(small_index_ask(*state, "dell'inclusione "), "a");
    assert_slice_equal(small_index_ask(*state, "l’inclusione "), "a");
}

static void hyphens_may_be_typed_or_not(void **state)
{
    assert_slice_equal(small_index_ask(*state, "elearning "), "b");
    assert_slice_equal(small_index_ask(*state, "e-learning "), "b");
    assert_slice_equal(small_index_ask(*state, "e learning "), "b");
}

static void the_last_word_may_be_unfinished(void **state)
{
    assert_slice_equal(small_index_ask(*state, "inclu"), "a");
    assert_slice_equal(small_index_ask(*state, "rete forma"), "b | c");
    assert_int_equal(((struct small_index *)*state)->result.note_count, 0);
    /* Something behind it says that it is whole: then it is taken for another, and that is said. */
    assert_slice_equal(small_index_ask(*state, "forma?"), "b");
    assert_int_equal(((struct small_index *)*state)->result.note_count, 1);
}

static void common_words_are_passed_over_unless_alone(void **state)
{
    assert_slice_equal(small_index_ask(*state, "il lavoro "), "c b");
    assert_slice_equal(small_index_ask(*state, "nella "), "a c");
}

static void phrases_must_stand_just_so(void **state)
{
    assert_slice_equal(small_index_ask(*state, "\"rete sociale\""), "b");
    assert_slice_equal(small_index_ask(*state, "\"sociale rete\""), "");
    assert_slice_equal(small_index_ask(*state, "«rete del lavoro»"), "c");
    assert_slice_equal(small_index_ask(*state, "\"rete senza lavoro\""), "");
    assert_slice_equal(small_index_ask(*state, "lavoro \"scuola di Siena\" 2016"), "e d");
}

static void a_phrase_does_not_span_title_and_body(void **state)
{
    assert_slice_equal(small_index_ask(*state, "\"sociale progetto\""), "");
}

static void words_with_a_minus_are_left_out(void **state)
{
    assert_slice_equal(small_index_ask(*state, "rete -corso"), "c");
    assert_slice_equal(small_index_ask(*state, "scuola -2015"), "e");
    assert_slice_equal(small_index_ask(*state, "-scuola"), "a b c");
    assert_slice_equal(small_index_ask(*state, "-dinosauri rete "), "c b");
}

static void mistyped_words_find_their_neighbours_and_say_so(void **state)
{
    struct small_index *small = *state;
    assert_slice_equal(small_index_ask(small, "inclsuione "), "a");
    assert_int_equal(small->result.note_count, 1);
    assert_slice_equal(small->result.notes[0].typed, "inclsuione");
    assert_slice_equal(small->result.notes[0].used, "inclusione");
    assert_slice_equal(small_index_ask(small, "binclusione "), "a");
    assert_slice_equal(small_index_ask(small, "nclusione "), "a");
    assert_slice_equal(small_index_ask(small, "inxxclusione "), "a");
    assert_slice_equal(small_index_ask(small, "incxusiome "), "a"); /* one in each half */
    assert_slice_equal(small_index_ask(small, "imcluxiome "), ""); /* three */
    assert_slice_equal(small_index_ask(small, "rete "), "c b");
    assert_int_equal(small->result.note_count, 0);
}

static void a_form_never_seen_is_known_by_its_beginning(void **state)
{
    assert_slice_equal(small_index_ask(*state, "accompagnamento "), "e");
}

static void the_exact_title_comes_first(void **state)
{
    struct small_index *small = *state;
    assert_slice_equal(slice_sub(small_index_ask(small, "rete lavoro"), 0, 1), "c");
    uint32_t exact = small->result.hits[0].score;
    small_index_ask(small, "lavoro");
    assert_true(exact > 2 * small->result.hits[0].score);
}

static void no_words_are_every_document(void **state)
{
    assert_slice_equal(small_index_ask(*state, ""), "a b c d e");
    assert_slice_equal(small_index_ask(*state, "  "), "a b c d e");
    assert_slice_equal(small_index_ask(*state, "!?"), "a b c d e");
}

static void a_word_that_is_nowhere_has_no_results(void **state)
{
    assert_slice_equal(small_index_ask(*state, "xyzzyx "), "");
    assert_slice_equal(small_index_ask(*state, "99999 "), "");
}

static void queries_of_any_bytes_do_no_harm(void **state)
{
    char *text = malloc(10001);
    memset(text, 'x', 10000);
    text[10000] = 0;
    small_index_ask(*state, text);
    for (size_t i = 0; i < 10000; i++)
        text[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 23);
    small_index_ask(*state, text);
    for (size_t i = 0; i < 10000; i++)
        text[i] = (char)(1 + i * 7 % 255);
    small_index_ask(*state, text);
    memset(text, '"', 10000);
    small_index_ask(*state, text);
    memset(text, '-', 10000);
    small_index_ask(*state, text);
    free(text);
    small_index_ask(*state, "\xED\xA0\x80<script>alert(1)</script>");
    small_index_ask(*state, "\"");
    small_index_ask(*state, "-\"");
    small_index_ask(*state, "\xC3");
}

static void an_excerpt_shows_the_words(void **state)
{
    struct small_index *small = *state;
    small_index_ask(small, "figlio ");
    struct slice excerpt = query_excerpt(small->reader, SLICE("figlio"), 4, 200);
    assert_true(slice_find(excerpt, SLICE("figlio")) != SLICE_NOT_FOUND);
    assert_true(query_excerpt(small->reader, SLICE("figlio"), 4, 20).len <= 24);
}

/* ---- facets and orders, on documents of their own ------------------------ */

static int set_up_columns(void **state)
{
    static const uint32_t north[] = {0, 1}, south[] = {2}, town[] = {1}, valued[] = {0, 2, 3};
    static const int64_t amounts[] = {500, 200, 200};
    static const int64_t days[] = {17167, 17532, 17897}; /* 1 January of 2017, 2018, 2019 */
    static const struct index_value values[] = {
        {SLICE_INIT("nord"), SLICE_INIT("Nord"), 0, north, 2},
        {SLICE_INIT("arezzo"), SLICE_INIT("Arezzo"), 1, town, 1},
        {SLICE_INIT("sud"), SLICE_INIT("Sud"), 0, south, 1},
    };
    static const struct index_value themes[] = {
        {SLICE_INIT("casa"), SLICE_INIT("Casa"), 0, valued, 3},
    };
    static const struct index_column columns[] = {
        {.id = SLICE_INIT("luogo"), .kind = COLUMN_TERMS, .uses = COLUMN_FACET, .document_count = 3,
         .values = values, .value_count = 3},
        {.id = SLICE_INIT("tema"), .kind = COLUMN_TERMS, .uses = COLUMN_FACET, .document_count = 3,
         .values = themes, .value_count = 1},
        {.id = SLICE_INIT("budget"), .kind = COLUMN_NUMBERS, .uses = COLUMN_RANGE | COLUMN_SORT,
         .documents = valued, .numbers = amounts, .document_count = 3, .scale = 2},
        {.id = SLICE_INIT("avvio"), .kind = COLUMN_NUMBERS,
         .uses = COLUMN_RANGE | COLUMN_SORT | COLUMN_DAYS, .documents = valued, .numbers = days,
         .document_count = 3},
    };
    small_index_set_up(state);
    struct small_index *small = *state;
    small_index_add(small, "a", "Uno", "casa");
    small_index_add(small, "b", "Due", "casa bosco");
    small_index_add(small, "c", "Tre", "casa bosco");
    small_index_add(small, "d", "Quattro", "casa");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        index_add_column(small->index, &columns[i]);
    small_index_open(small);
    return 0;
}

static struct slice ask_with(struct small_index *small, const char *text, size_t count,
                             const struct query_choice *choices, const char *sort)
{
    small->request = (struct query_request){.choices = choices, .choice_count = count,
                                            .sort = slice_from_string(sort), .counts = true};
    return small_index_ask(small, text);
}

static void values_of_a_facet_are_or_and_facets_are_and(void **state)
{
    struct query_choice choices[] = {{SLICE("luogo"), SLICE("arezzo")},
                                     {SLICE("luogo"), SLICE("sud")},
                                     {SLICE("tema"), SLICE("casa")}};
    assert_slice_equal(ask_with(*state, "", 1, choices, ""), "b");
    assert_slice_equal(ask_with(*state, "", 2, choices, ""), "b c");
    assert_slice_equal(ask_with(*state, "", 3, choices, ""), "c");
    assert_slice_equal(ask_with(*state, "bosco ", 2, choices, ""), "b c");
}

static void counts_say_what_a_choice_would_give(void **state)
{
    struct small_index *small = *state;
    struct query_choice choices[] = {{SLICE("luogo"), SLICE("nord")}};
    ask_with(small, "", 1, choices, "");
    assert_int_equal(small->result.facet_count, 2);
    /* Its own facet as if nothing were chosen in it, */
    assert_int_equal(small->result.facets[0].counts[0], 2);
    assert_int_equal(small->result.facets[0].counts[1], 1);
    assert_int_equal(small->result.facets[0].counts[2], 1);
    /* the other one within the choice; */
    assert_int_equal(small->result.facets[1].counts[0], 1);
    /* and all within the words. */
    ask_with(small, "bosco ", 0, NULL, "");
    assert_int_equal(small->result.facets[0].counts[0], 1);
}

static void ranges_are_of_numbers_and_dates(void **state)
{
    struct query_choice money[] = {{SLICE("budget"), SLICE("2-4")}};
    struct query_choice open_end[] = {{SLICE("budget"), SLICE("2.01..")}};
    struct query_choice year[] = {{SLICE("avvio"), SLICE("2017..2018")}};
    struct query_choice month[] = {{SLICE("avvio"), SLICE("..2018-01")}};
    assert_slice_equal(ask_with(*state, "", 1, money, ""), "c d");
    assert_slice_equal(ask_with(*state, "", 1, open_end, ""), "a");
    assert_slice_equal(ask_with(*state, "", 1, year, ""), "a c");
    assert_slice_equal(ask_with(*state, "", 1, month, ""), "a c");
}

static void what_has_no_value_comes_last_either_way(void **state)
{
    assert_slice_equal(ask_with(*state, "", 0, NULL, "budget"), "c d a b");
    assert_slice_equal(ask_with(*state, "", 0, NULL, "-budget"), "a c d b");
    assert_slice_equal(ask_with(*state, "", 0, NULL, "-avvio"), "d c a b");
}

static void unknown_names_are_told(void **state)
{
    struct small_index *small = *state;
    struct query_choice column[] = {{SLICE("colore"), SLICE("x")}};
    struct query_choice value[] = {{SLICE("luogo"), SLICE("est")}};
    struct query_choice range[] = {{SLICE("budget"), SLICE("molto")}};
    ask_with(small, "", 1, column, "");
    assert_int_equal(small->result.mistake, QUERY_NO_COLUMN);
    ask_with(small, "", 1, value, "");
    assert_int_equal(small->result.mistake, QUERY_NO_VALUE);
    ask_with(small, "", 1, range, "");
    assert_int_equal(small->result.mistake, QUERY_NO_VALUE);
    ask_with(small, "", 0, NULL, "luogo");
    assert_int_equal(small->result.mistake, QUERY_NO_ORDER);
    assert_int_equal(small->result.hit_count, 0);
}

#define TEST(name)         cmocka_unit_test_setup_teardown(name, set_up, small_index_tear_down)
#define TEST_COLUMNS(name) cmocka_unit_test_setup_teardown(name, set_up_columns, small_index_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_word_may_match_and_all_come_first),
        TEST(forms_of_a_word_are_found_together),
        TEST(accents_need_not_be_typed_but_count),
        TEST(elision_is_passed_over_with_every_apostrophe),
        TEST(hyphens_may_be_typed_or_not),
        TEST(the_last_word_may_be_unfinished),
        TEST(common_words_are_passed_over_unless_alone),
        TEST(phrases_must_stand_just_so),
        TEST(a_phrase_does_not_span_title_and_body),
        TEST(words_with_a_minus_are_left_out),
        TEST(mistyped_words_find_their_neighbours_and_say_so),
        TEST(a_form_never_seen_is_known_by_its_beginning),
        TEST(the_exact_title_comes_first),
        TEST(no_words_are_every_document),
        TEST(a_word_that_is_nowhere_has_no_results),
        TEST(queries_of_any_bytes_do_no_harm),
        TEST(an_excerpt_shows_the_words),
        TEST_COLUMNS(values_of_a_facet_are_or_and_facets_are_and),
        TEST_COLUMNS(counts_say_what_a_choice_would_give),
        TEST_COLUMNS(ranges_are_of_numbers_and_dates),
        TEST_COLUMNS(what_has_no_value_comes_last_either_way),
        TEST_COLUMNS(unknown_names_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
