#include "content/markdown_reading.h"

#include "base/memory.h"

#include <string.h>
#include <time.h>

/* `before`, `count` times `piece`, `after`. */
static struct slice repeat(const char *before, const char *piece, size_t count, const char *after)
{
    struct buffer text = {0};
    buffer_add_string(&text, before);
    for (size_t i = 0; i < count; i++)
        buffer_add_string(&text, piece);
    buffer_add_string(&text, after);
    struct slice copy = buffer_copy(&text, &arena);
    buffer_release(&text);
    return copy;
}

static struct markdown *read_text(struct slice text)
{
    file = (struct text_file){SLICE("a.md"), text};
    return markdown_parse(&arena, &file, text, NULL, &diagnostics);
}

/* Refused with this one error, on this line, within the time of a person's patience. */
static void assert_refused(struct slice text, const char *code, size_t line)
{
    clock_t begin = clock();
    diagnostics.count = 0;
    assert_null(read_text(text));
    assert_int_equal(diagnostics.count, 1);
    assert_string_equal(diagnostics.items[0].problem->code, code);
    assert_int_equal(diagnostics.items[0].severity, SEVERITY_ERROR);
    assert_int_equal(span_position(diagnostics.items[0].span).line, line);
    assert_true(clock() - begin < 20 * CLOCKS_PER_SEC);
}

static void a_body_of_four_megabytes_is_read_and_no_larger_one(void **state)
{
    (void)state;
    struct slice text = repeat("", "una riga di testo come tante altre, né lunga né corta\n",
                               MARKDOWN_SIZE_MAX / 56, "");
    assert_non_null(read_text(text));
    assert_refused(repeat("x\n", "abcd", MARKDOWN_SIZE_MAX / 4, ""), "markdown-size", 1);
}

static void a_table_that_is_padded_to_gigabytes_is_refused(void **state)
{
    (void)state;
    struct buffer table = {0};
    buffer_add(&table, repeat("", "|a", 5000, "|\n"));
    buffer_add(&table, repeat("", "|-", 5000, "|\n"));
    buffer_add(&table, repeat("", "a\n", 5000, ""));
    struct slice text = buffer_copy(&table, &arena);
    buffer_release(&table);
    assert_refused(text, "markdown-memory", 1);
    assert_int_equal(arena.limit, 0);
    assert_null(arena.on_limit);
    assert_non_null(read_text(SLICE("# dopo\n")));
}

static void what_takes_quadratic_time_is_refused(void **state)
{
    (void)state;
    assert_refused(repeat("uno\n\n", "![[]()", 40000, "\n"), "markdown-cost", 3);
    assert_refused(repeat("", "x<?", 66000, "\n"), "markdown-cost", 1);
    assert_refused(repeat("", "x<!A ", 100000, "\n"), "markdown-cost", 1);
    assert_refused(repeat("http://a", ")", 200000, "\n"), "markdown-cost", 1);
    assert_refused(repeat("", "a@", 1000000, "\n"), "markdown-cost", 1);
    assert_refused(repeat("uno\n\n", "|a", 50000, "|\n"), "markdown-cost", 3);
    diagnostics.count = 0;
    assert_null(read_text(repeat("", "a|b\n-|\n", 30000, "")));
    assert_int_equal(diagnostics.count, 1);
}

static void ordinary_text_of_the_same_signs_is_read(void **state)
{
    (void)state;
    assert_non_null(
        read_text(repeat("", "vedi [nota](a.md) e (b) <!-- c --> d@e.it\n\n", 20000, "")));
    assert_non_null(
        read_text(repeat("| a | b | c |\n|---|---|---|\n", "| 1 | 2 | 3 |\n", 5000, "")));
    assert_non_null(read_text(repeat("```\n", "![[]() <? | | | http://a)))\n", 20000, "```\n")));
    assert_int_equal(diagnostics.count, 0);
}

static void deep_nesting_is_refused_where_it_stands(void **state)
{
    (void)state;
    assert_refused(repeat("uno\n\n", "> ", 101, "a\n"), "markdown-depth", 3);
    assert_refused(repeat("", "> ", 1000000, "a\n"), "markdown-depth", 1);
    assert_refused(repeat("", "- ", 51, "a\n"), "markdown-depth", 1);
    assert_refused(repeat("", "1. ", 700000, "a\n"), "markdown-depth", 1);
    assert_refused(repeat("uno\n\n", "*a **a ", 200, repeat("b", " a** a*", 200, "\n").ptr),
                   "markdown-depth", 3);
    assert_non_null(read_text(repeat("", "> ", 90, "a\n")));
    assert_non_null(read_text(repeat("", "* ", 5000, "\n")));
    assert_non_null(read_text(repeat("```\n", "> > > > > > > > > > ", 500, "\n```\n")));
}

static void long_definitions_used_often_are_refused(void **state)
{
    (void)state;
    struct slice definition = repeat("[a]: /", "indirizzo-lungo/", 2000, "\n\n");
    assert_refused(repeat(definition.ptr, "[a] ", 1000, "\n"), "markdown-addresses", 3);
    assert_refused(repeat("", "[[a]]\n", 50001, ""), "markdown-links", 50001);
}

static void many_links_take_linear_time(void **state)
{
    (void)state;
    clock_t begin = clock();
    assert_non_null(read_text(repeat("[a]: b\n\n", "[a] ", 49000, "\n")));
    assert_non_null(read_text(repeat("", "[[a ", 200000, "\n")));
    assert_non_null(read_text(repeat("", "[[a|b\n", 49000, "")));
    assert_non_null(read_text(repeat("", "# a\n", 100000, "")));
    assert_true(clock() - begin < 20 * CLOCKS_PER_SEC);
}

static void a_larger_task_keeps_its_own_budget(void **state)
{
    (void)state;
    jmp_buf over;
    struct arena task = {0};
    volatile bool is_over = false;
    task.limit = 1u << 20;
    task.on_limit = &over;
    struct slice text = repeat("", "*a* **b** `c` [d](e)\n", 10000, "");
    file = (struct text_file){SLICE("a.md"), text};
    if (setjmp(over) == 0)
        markdown_parse(&task, &file, text, NULL, &diagnostics);
    else
        is_over = true;
    assert_true(is_over);
    assert_int_equal(diagnostics.count, 0);
    assert_int_equal(task.limit, 1u << 20);
    assert_ptr_equal(task.on_limit, &over);
    arena_release(&task);
    assert_non_null(read_text(SLICE("a ~~b~~ www.c.it\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_body_of_four_megabytes_is_read_and_no_larger_one),
        TEST(a_table_that_is_padded_to_gigabytes_is_refused),
        TEST(what_takes_quadratic_time_is_refused),
        TEST(ordinary_text_of_the_same_signs_is_read),
        TEST(deep_nesting_is_refused_where_it_stands),
        TEST(long_definitions_used_often_are_refused),
        TEST(many_links_take_linear_time),
        TEST(a_larger_task_keeps_its_own_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
