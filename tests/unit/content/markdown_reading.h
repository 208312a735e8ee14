/*
 * markdown_reading.h - bodies read for tests. Every test has its own arena.
 */
#ifndef SCHEDARIO_TESTS_CONTENT_MARKDOWN_READING_H
#define SCHEDARIO_TESTS_CONTENT_MARKDOWN_READING_H

#include "test.h"

#include "content/markdown.h"

static struct arena arena;
static struct diagnostics diagnostics;
static struct text_file file;

static inline int start(void **state)
{
    (void)state;
    arena = (struct arena){0};
    diagnostics = (struct diagnostics){.arena = &arena};
    return 0;
}

static inline int stop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static inline struct markdown *parse(const char *text)
{
    file = (struct text_file){SLICE("a.md"), slice_from_string(text)};
    struct markdown *markdown = markdown_parse(&arena, &file, file.text, NULL, &diagnostics);
    assert_non_null(markdown);
    return markdown;
}

static inline struct slice html_of(const struct markdown *markdown, struct markdown_style style)
{
    struct buffer html = {0};
    markdown_write_html(&html, markdown, &style);
    struct slice copy = buffer_copy(&html, &arena);
    buffer_release(&html);
    return copy;
}

static inline struct slice html(const char *text)
{
    return html_of(parse(text), (struct markdown_style){0});
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

#endif
