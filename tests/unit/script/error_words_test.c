#include "script/error_words.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct saying {
    const char *text, *italian;
};

static void expect_words(const char *text, enum message_language language, const char *expected)
{
    struct arena arena = {0};
    struct slice words = error_words(&arena, slice_from_string(text), language);
    assert_string_equal(arena_string(&arena, words), expected);
    arena_release(&arena);
}

static void what_lua_says_is_said_in_italian(void **state)
{
    static const struct saying sayings[] = {
        {"attempt to index a nil value (local 'x')",
         "la variabile locale 'x' è nil (niente): non ha campi"},
        {"attempt to call a nil value (method 'foo')",
         "il metodo 'foo' è nil (niente): non si può chiamare"},
        {"attempt to compare number with nil",
         "non si può confrontare un numero con nil (niente)"},
        {"bad argument #1 to 'rep' (string expected, got table)",
         "l'argomento 1 di 'rep' deve essere un testo, e qui è una tabella"},
        {"bad argument #2 to 'insert' (position out of bounds)",
         "l'argomento 2 di 'insert' non va: il posto è fuori dalla lista"},
        {"'end' expected (to close 'if' at line 2) near '<eof>'",
         "vicino a (fine del file) manca 'end', che chiude 'if' della riga 2"},
        {"attempt to perform 'n%%0'", "resto di una divisione per zero"},
        {"the filter function 'Link' gave back something wrong: metadata expected, got number",
         "la funzione 'Link' del filtro ha restituito qualcosa che non va: serve un metadato, e "
         "qui c'è un numero"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++)
        expect_words(sayings[i].text, MESSAGES_ITALIAN, sayings[i].italian);
}

static void a_text_that_nobody_knows_stays(void **state)
{
    static const char *const texts[] = {"", "mah", "attempt to", "%1 %2", "attempt to index a ",
                                        "bad argument #", "il campo manca"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int language = 0; language < MESSAGE_LANGUAGES; language++)
            expect_words(texts[i], (enum message_language)language, texts[i]);
}

static void english_is_lua_s_own_but_for_what_is_not_here(void **state)
{
    (void)state;
    expect_words("attempt to index a nil value (local 'x')", MESSAGES_ENGLISH,
                 "attempt to index a nil value (local 'x')");
    expect_words("attempt to index a nil value (global 'os')", MESSAGES_ENGLISH,
                 "there is no os here: a script reaches neither files nor the machine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lua_says_is_said_in_italian),
        cmocka_unit_test(a_text_that_nobody_knows_stays),
        cmocka_unit_test(english_is_lua_s_own_but_for_what_is_not_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
