#include "test.h"

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/span_index.h"

#include <stdlib.h>
#include <time.h>

/* Every place of a text by the index and without it. */
static void assert_same_places(struct slice text)
{
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    struct text_file file = {SLICE_INIT("a.md"), text};
    size_t step = text.len > 20000 ? 97 : 1;
    for (size_t i = 0; i <= text.len + 3; i += step) {
        /* From the end backward, so that no place depends on the one before it. */
        struct span span = {&file, (uint32_t)(text.len + 3 - i), 1};
        struct position one = span_position(span), other = span_index_position(&index, span);
        assert_int_equal(one.line, other.line);
        assert_int_equal(one.column, other.column);
        struct slice line = span_line(span), found = span_index_line(&index, span);
        assert_ptr_equal(line.ptr, found.ptr);
        if (line.len < 4096)
            assert_int_equal(line.len, found.len);
        else
            assert_true(found.len <= line.len &&
                        (found.len == line.len || found.ptr + found.len >= text.ptr + span.start));
    }
    arena_release(&arena);
}

static void an_index_gives_the_places_that_reading_gives(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a\nb\n",
        "\n",
        "citt\xC3\xA0 nuova ",
        "\r\n",
        "\xF0\x9F\x98\x80",
        "testo lungo, ",
        "\t",
        "\r",
        "\n\n\n",
    };
    struct buffer text = {0};
    assert_same_places(SLICE("a"));
    assert_same_places(SLICE("\n"));
    assert_same_places(SLICE("\r\n"));
    assert_same_places(SLICE("a\r"));
    unsigned seed = 1;
    for (int round = 0; round < 30; round++) {
        buffer_clear(&text);
        if (round % 2)
            buffer_add(&text, SLICE("\xEF\xBB\xBF"));
        size_t length = (size_t)(round % 10) * 700, kinds = round < 10 ? 9 : 3 + (size_t)round % 7;
        while (text.len < length)
            buffer_add_string(&text, pieces[(seed = seed * 1103515245 + 12345) / 65536 % kinds]);
        /* Only places where a character begins: no mistake stands between two bytes of one. */
        struct slice view = buffer_view(&text);
        struct arena arena = {0};
        struct span_index index = {.arena = &arena};
        struct text_file file = {SLICE_INIT("a.md"), view};
        for (size_t i = round % 2 ? 3 : 0; i <= view.len; i++) {
            if (i < view.len && ((unsigned char)view.ptr[i] & 0xC0) == 0x80)
                continue;
            struct span span = {&file, (uint32_t)i, 1};
            assert_int_equal(span_position(span).line, span_index_position(&index, span).line);
            assert_int_equal(span_position(span).column, span_index_position(&index, span).column);
            assert_ptr_equal(span_line(span).ptr, span_index_line(&index, span).ptr);
            assert_int_equal(span_line(span).len < 4096 ? span_line(span).len : 0,
                             span_line(span).len < 4096 ? span_index_line(&index, span).len : 0);
        }
        arena_release(&arena);
    }
    /* Bytes that are no UTF-8 count one by one. */
    buffer_clear(&text);
    for (int i = 0; i < 5000; i++)
        buffer_add_byte(&text, (char)(i % 61 == 0 ? '\n' : 0x90));
    assert_same_places(buffer_view(&text));
    buffer_release(&text);
}

static void no_file_and_an_empty_one_are_at_the_start(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    struct text_file empty = {SLICE_INIT("a.md"), {NULL, 0}};
    assert_int_equal(span_index_position(&index, (struct span){0}).line, 1);
    assert_int_equal(span_index_position(&index, span_of_file(&empty)).column, 1);
    assert_int_equal(span_index_line(&index, span_of_file(&empty)).len, 0);
    arena_release(&arena);
}

static double seconds_for(size_t count, const char *piece, bool as_json)
{
    static const struct problem problem = {
        "code", SEVERITY_ERROR, {"text", "testo"}, {"hint", "aiuto"}};
    struct arena arena = {0};
    struct buffer text = {0}, out = {0};
    struct diagnostics list = {.arena = &arena};
    size_t length = slice_from_string(piece).len;
    for (size_t i = 0; i < count; i++)
        buffer_add_string(&text, piece);
    struct text_file file = {SLICE_INIT("a.md"), buffer_view(&text)};
    for (size_t i = 0; i < count; i++)
        diagnostic_add_plain(&list, &problem, (struct span){&file, (uint32_t)(i * length), 3})
            ->related = (struct span){&file, (uint32_t)((count - 1 - i) * length), 3};
    clock_t start = clock();
    if (as_json)
        diagnostics_write_json(&out, &list, MESSAGES_ENGLISH);
    else
        diagnostics_write_text(&out, &list, (struct diagnostic_style){0});
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_true(out.len > count * 20);
    buffer_release(&out);
    buffer_release(&text);
    arena_release(&arena);
    return seconds;
}

/* Eight times as many may take far less than eight times eight as long. */
static void many_mistakes_of_one_file_are_shown_in_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[x](javascript:a) parola per parola\n",
                                         "[x](javascript:a) parola per parola "};
    for (size_t i = 0; i < 4; i++) {
        double few = seconds_for(2000, pieces[i % 2], i > 1);
        double many = seconds_for(16000, pieces[i % 2], i > 1);
        if (many > few * 30 + 0.2)
            fail_msg("2,000 take %.3f s, 16,000 take %.3f s", few, many);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_gives_the_places_that_reading_gives),
        cmocka_unit_test(no_file_and_an_empty_one_are_at_the_start),
        cmocka_unit_test(many_mistakes_of_one_file_are_shown_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
