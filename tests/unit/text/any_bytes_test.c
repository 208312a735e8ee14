/* Whatever bytes come in: nothing breaks, and what goes out is UTF-8. */
#include "test.h"

#include "text/date.h"
#include "text/escape.h"
#include "text/nearest.h"
#include "text/pattern.h"
#include "text/slug.h"
#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

#define ROUNDS   4000
#define TEXT_MAX 60

/* Numerical Recipes' linear congruential generator: the same texts every time. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

/* Pieces that have a meaning somewhere, and single bytes. */
static struct slice make_text(uint32_t *seed, char text[TEXT_MAX + 16])
{
    static const char *const pieces[] = {
        "1",
        "12",
        "2017",
        "000",
        ".",
        ",",
        " ",
        "-",
        "/",
        ":",
        "T",
        "Z",
        "P",
        "M",
        "dicembre",
        " anno e ",
        "€",
        "EUR",
        "%",
        "'",
        "’",
        "l'",
        "è",
        "e\xCC\x81",
        "ß",
        "İ",
        "Ж",
        "日",
        "が",
        "ﬁ",
        "\xC2",
        "\xE2",
        "\xE2\x82",
        "\xF0\x9F",
        "\x80",
        "\xFF",
        "\xED\xA0\x80",
        "\xEF\xBF\xBF",
        "\xC2\xA0",
        "\xC2\xAD",
        "\xE2\x80\x8B",
        "&#x3a;",
        "&#",
        "&",
        "javascript",
        "http://",
        "\\",
        "<",
        "\"",
        "\n",
        "\t",
        "=",
        "@",
        "😀",
        "\xCC\xA7",
        "क़",
    };
    size_t len = 0;
    for (uint32_t count = next_random(seed) % 12; count > 0 && len < TEXT_MAX; count--) {
        uint32_t choice = next_random(seed) % (sizeof pieces / sizeof *pieces + 3);
        if (choice < sizeof pieces / sizeof *pieces) {
            size_t piece = strlen(pieces[choice]);
            memcpy(text + len, pieces[choice], piece);
            len += piece;
        } else {
            text[len++] = (char)next_random(seed);
        }
    }
    return slice_from(text, len);
}

static void assert_is_utf8(struct slice s)
{
    assert_true(utf8_find_invalid(s) == SLICE_NOT_FOUND);
}

static void folded_and_escaped_texts_are_utf8(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[TEXT_MAX + 16], out[TEXT_MAX];
        struct slice text = make_text(&seed, bytes);
        bool valid = utf8_find_invalid(text) == SLICE_NOT_FOUND;

        struct slice folded = utf8_fold(&arena, text);
        assert_is_utf8(folded);
        assert_true(slice_equal(utf8_fold(&arena, folded), folded));
        for (size_t room = 0; room < 9; room++) {
            size_t len = utf8_fold_to(text, out, room);
            assert_true(len <= room);
            assert_is_utf8(slice_from(out, len));
            assert_true(slice_starts_with(folded, slice_from(out, len)));
        }
        struct slice composed = utf8_normalize(&arena, text);
        assert_true(slice_equal(utf8_normalize(&arena, composed), composed));
        if (valid)
            assert_is_utf8(composed);
        assert_is_utf8(slug_make(&arena, text, SLICE("x")));
        assert_true(slug_make(&arena, text, SLICE("x")).len <= SLUG_LENGTH_MAX);
        assert_is_utf8(utf8_title(&arena, text, SLICE("it")));
        assert_is_utf8(utf8_upper(&arena, text, SLICE("tr")));
        assert_is_utf8(utf8_lower(&arena, text, SLICE("el")));
        assert_int_equal(utf8_prefix(text, utf8_count(text)).len, text.len);

        struct buffer buffer = {0};
        escape_json(&buffer, text);
        escape_json_for_script(&buffer, text);
        escape_xml(&buffer, text);
        escape_url(&buffer, text);
        escape_url_part(&buffer, text);
        assert_is_utf8(buffer_view(&buffer));
        escape_csv(&buffer, text);
        buffer_release(&buffer);
        arena_reset(&arena);
    }
    arena_release(&arena);
}

static void count_word(void *context, struct slice word)
{
    size_t *count = context;
    assert_true(word.len > 0 && word.len <= WORDS_BYTES_MAX);
    assert_is_utf8(word);
    (*count)++;
}

static void whatever_is_read_is_read_again_from_what_is_written(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct locale *locales[] = {locale_open(&arena, SLICE("it")),
                                      locale_open(&arena, SLICE("en-US"))};
    struct pattern *pattern = pattern_compile(SLICE("\\w+|[^a]*"));
    uint32_t seed = 2;
    for (int round = 0; round < 4 * ROUNDS; round++) {
        char bytes[TEXT_MAX + 16];
        struct slice text = make_text(&seed, bytes);
        const struct locale *locale = locales[round % 2];
        struct readings readings;
        struct buffer buffer = {0};
        struct decimal number, again;
        if (decimal_read(text, locale, &number, &readings) == READING_GOOD) {
            decimal_write_plain(&buffer, number);
            /* Without groups nothing is ambiguous but three digits after one to three. */
            enum reading reading = decimal_read(buffer_view(&buffer), locale, &again, NULL);
            assert_true(reading == READING_GOOD || number.scale == 3);
            assert_true(reading != READING_GOOD || decimal_compare(number, again) == 0);
        }
        int64_t integer;
        integer_read(text, locale, &integer, &readings);
        percent_read(text, locale, &number, &readings);
        money_read(text, SLICE("EUR"), locale, &number, &readings);
        buffer_clear(&buffer);
        struct date date, same_date;
        if (date_read(text, locale, &date, &readings) == READING_GOOD) {
            date_write_iso(&buffer, date);
            assert_int_equal(date_read(buffer_view(&buffer), locale, &same_date, NULL),
                             READING_GOOD);
            assert_int_equal(date_compare(date, same_date), 0);
        }
        buffer_clear(&buffer);
        struct datetime time;
        if (datetime_read(text, locale, &time, &readings) == READING_GOOD) {
            datetime_write_iso(&buffer, time);
            assert_int_equal(datetime_read(buffer_view(&buffer), locale, &time, NULL),
                             READING_GOOD);
        }
        buffer_clear(&buffer);
        struct duration duration, same;
        if (duration_read(text, locale, &duration, &readings) == READING_GOOD) {
            duration_write_iso(&buffer, duration);
            assert_int_equal(duration_read(buffer_view(&buffer), locale, &same, NULL),
                             READING_GOOD);
            assert_memory_equal(&duration, &same, sizeof same);
        }
        buffer_release(&buffer);

        size_t words = 0;
        words_visit(text, SLICE("it"), count_word, &words);
        words_count(text);
        url_is_allowed(text);
        email_is_valid(text);
        slug_is_identifier(text);
        pattern_matches(pattern, text);
        struct nearest nearest = nearest_start(text);
        nearest_offer(&nearest, SLICE("dicembre"));
        assert_null(text.len < 3 ? locale_open(&arena, slice_sub(text, 0, 1)) : NULL);
    }
    pattern_release(pattern);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded_and_escaped_texts_are_utf8),
        cmocka_unit_test(whatever_is_read_is_read_again_from_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
