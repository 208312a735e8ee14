#include "search/terms.h"

#include "base/buffer.h"
#include "test.h"

#include <string.h>

struct reading {
    struct lexicon *lexicon;
    struct buffer text;
};

static void add_form(void *context, uint32_t form, uint32_t position)
{
    struct reading *reading = context;
    if (reading->text.len)
        buffer_add_byte(&reading->text, ' ');
    buffer_add(&reading->text, lexicon_form(reading->lexicon, form)->folded);
    buffer_format(&reading->text, "@%u", (unsigned)position);
}

static void assert_forms(const char *language, const char *text, const char *expected)
{
    struct arena arena = {0};
    struct reading reading = {.lexicon = lexicon_create(&arena, slice_from_string(language))};
    uint32_t position = 0;
    lexicon_read(reading.lexicon, slice_from_string(text), &position, add_form, &reading);
    assert_slice_equal(buffer_view(&reading.text), expected);
    lexicon_destroy(reading.lexicon);
    buffer_release(&reading.text);
    arena_release(&arena);
}

static bool share_a_stem(const char *language, const char *one, const char *other)
{
    struct arena arena = {0};
    struct reading reading = {.lexicon = lexicon_create(&arena, slice_from_string(language))};
    struct slice text = arena_format(&arena, "%s %s", one, other);
    uint32_t position = 0;
    lexicon_read(reading.lexicon, text, &position, add_form, &reading);
    size_t stems = lexicon_stem_count(reading.lexicon);
    lexicon_destroy(reading.lexicon);
    buffer_release(&reading.text);
    arena_release(&arena);
    return stems == 1;
}

static void case_and_accents_are_folded(void **state)
{
    (void)state;
    assert_forms("it", "CITTÀ Perché", "citta@0 perche@1");
    assert_forms("it", "citta\xCC\x80", "citta@0"); /* a combining grave accent */
}

static void an_apostrophe_may_stand_for_an_accent(void **state)
{
    (void)state;
    assert_forms("it", "La citta' piu' bella", "la@0 citta@1 piu@2 bella@3");
}

static void elided_articles_are_no_words(void **state)
{
    (void)state;
    assert_forms("it", "l'inclusione dell’esperienza un'altra sant'Agostino quest'anno",
                 "inclusione@0 esperienza@1 altra@2 agostino@3 anno@4");
}

static void hyphens_are_joined_and_split(void **state)
{
    (void)state;
    assert_forms("it", "corso e-learning nuovo",
                 "corso@0 e@1 learning@2 elearning@1 nuovo@3");
    assert_forms("it", "socio-sanitario", "socio@0 sanitario@1 sociosanitario@0");
    assert_forms("it", "uno - due", "uno@0 due@1");
}

static void long_chains_of_hyphens_are_not_joined(void **state)
{
    (void)state;
    assert_forms("it", "a-b-c-d-e", "a@0 b@1 c@2 d@3 e@4");
}

static void codes_are_found_in_one_word_or_two(void **state)
{
    (void)state;
    assert_forms("it", "OT11", "ot11@0 ot@0 11@0");
    assert_forms("it", "OT 11 e", "ot@0 ot11@0 11@1 e@2");
    assert_forms("it", "RA 11.3, qui", "ra@0 ra11.3@0 11.3@1 qui@2");
    assert_forms("it", "n. 6456/2015", "n@0 6456@1 2015@2");
    assert_forms("it", "Nel 2015", "nel@0 2015@1");
}

static void a_very_long_word_is_cut_at_a_character(void **state)
{
    (void)state;
    char word[200];
    memset(word, 'a', 59);
    strcpy(word + 59, "àààà");
    struct arena arena = {0};
    struct form form = term_fold(&arena, slice_from_string(word), SLICE("it"));
    assert_true(form.written.len <= TERM_BYTES_MAX);
    assert_int_equal(form.written.len, 59);
    arena_release(&arena);
}

static void forms_of_a_word_share_a_stem(void **state)
{
    (void)state;
    assert_true(share_a_stem("it", "inclusione", "inclusioni"));
    assert_true(share_a_stem("it", "città", "citta"));
    assert_true(share_a_stem("en", "transferring", "transferred"));
    assert_true(share_a_stem("fr", "territoires", "territoire"));
    assert_true(share_a_stem("de", "Städten", "städten"));
    assert_true(share_a_stem("es", "políticas", "política"));
    assert_true(share_a_stem("pt", "regiões", "REGIÕES"));
    assert_false(share_a_stem("it", "lavoro", "inclusione"));
}

static void elision_is_each_languages_own(void **state)
{
    (void)state;
    assert_forms("fr", "l'inclusion qu'elle d’un quelqu'un", "inclusion@0 elle@1 un@2 un@3");
    assert_forms("en", "the city's don't", "the@0 city@1 don@2 t@3");
    assert_forms("de", "wie geht's", "wie@0 geht@1 s@2");
    assert_forms("es", "inclusión y niños", "inclusion@0 y@1 ninos@2");
    assert_forms("pt", "Ações de coesão", "acoes@0 de@1 coesao@2");
    assert_forms("de", "Straße für Älteste", "strasse@0 fur@1 alteste@2");
}

static void english_has_one_stem_for_two_spellings(void **state)
{
    (void)state;
    assert_true(share_a_stem("en", "organisation", "organizations"));
    assert_true(share_a_stem("en", "analyse", "analyzed"));
    assert_true(share_a_stem("en-GB", "labour", "labor"));
    assert_true(share_a_stem("en", "neighbourhoods", "neighborhood"));
    assert_true(share_a_stem("en", "centres", "center"));
    assert_true(share_a_stem("en", "programmes", "program"));
    assert_true(share_a_stem("en", "catalogue", "catalogs"));
    assert_false(share_a_stem("en", "size", "sise"));
    assert_false(share_a_stem("en", "hour", "hor"));
    assert_false(share_a_stem("it", "labour", "labor"));
}

static void a_language_without_a_stemmer_keeps_its_words(void **state)
{
    (void)state;
    assert_false(share_a_stem("xx", "words", "word"));
    assert_true(share_a_stem("xx", "Word", "word"));
}

static void numbers_are_their_own_stems(void **state)
{
    (void)state;
    assert_false(share_a_stem("it", "11.3", "11.30"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents_are_folded),
        cmocka_unit_test(an_apostrophe_may_stand_for_an_accent),
        cmocka_unit_test(elided_articles_are_no_words),
        cmocka_unit_test(hyphens_are_joined_and_split),
        cmocka_unit_test(long_chains_of_hyphens_are_not_joined),
        cmocka_unit_test(codes_are_found_in_one_word_or_two),
        cmocka_unit_test(a_very_long_word_is_cut_at_a_character),
        cmocka_unit_test(forms_of_a_word_share_a_stem),
        cmocka_unit_test(elision_is_each_languages_own),
        cmocka_unit_test(english_has_one_stem_for_two_spellings),
        cmocka_unit_test(a_language_without_a_stemmer_keeps_its_words),
        cmocka_unit_test(numbers_are_their_own_stems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
