/*
 * A tree that is read element by element and built again from them gives the HTML that it gave
 * before, on documents and on the examples of specifications, but for what markdown_nodes.h says:
 * runs of spaces are one.
 *
 *     copy_test FILE.md… FILE.json…
 */
#include "base/files.h"
#include "content/markdown_nodes.h"
#include "spec_reader.h"

#include <stdio.h>

struct run {
    struct arena arena;
    size_t passed, failed;
};

static void copy_open(void *context, const struct markdown_element *element)
{
    markdown_build_open(context, element);
}

static void copy_close(void *context, const struct markdown_element *element)
{
    (void)element;
    markdown_build_close(context);
}

/* Spaces, tabs and line ends in a row are one; none where a tag begins or ends a line. */
static struct slice normalised(struct arena *arena, struct slice html)
{
    char *bytes = arena_array(arena, char, html.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < html.len; i++) {
        char c = html.ptr[i];
        if (c == '\t')
            c = ' ';
        if (c == ' ' && len && (bytes[len - 1] == ' ' || bytes[len - 1] == '\n'))
            continue;
        if (c == '\n' && len && bytes[len - 1] == ' ')
            len--;
        if (c == '\n' && len && bytes[len - 1] == '\n')
            continue;
        bytes[len++] = c;
    }
    return slice_from(bytes, len);
}

static void compare(struct run *run, struct slice name, struct slice text)
{
    struct arena arena = {0};
    struct text_file file = {name, text};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_style style = {0};
    struct buffer before = {0}, after = {0};
    struct markdown *markdown = markdown_parse(&arena, &file, text, NULL, &diagnostics);
    if (markdown) {
        struct markdown_builder *builder = markdown_build_start(&arena, markdown, NULL);
        struct markdown_visitor visitor = {builder, copy_open, copy_close};
        markdown_write_html(&before, markdown, &style);
        markdown_visit(&arena, markdown, &visitor);
        struct markdown *copy = markdown_build_finish(builder, NULL, &diagnostics);
        if (copy)
            markdown_write_html(&after, copy, &style);
        bool good = copy && slice_equal(normalised(&arena, buffer_view(&before)),
                                        normalised(&arena, buffer_view(&after)));
        for (size_t i = 0; good && i < markdown->link_count; i++)
            good =
                i < copy->link_count && markdown->links[i].span.start == copy->links[i].span.start;
        for (size_t i = 0; good && i < markdown->heading_count; i++)
            good = markdown->headings[i].span.start == copy->headings[i].span.start;
        run->passed += good;
        run->failed += !good;
        if (!good)
            printf("not ok %.*s\n--- text\n%.*s\n--- before\n%s--- after\n%s\n", SLICE_ARG(name),
                   SLICE_ARG(text), buffer_string(&before), buffer_string(&after));
    }
    buffer_release(&before);
    buffer_release(&after);
    arena_release(&arena);
}

static void compare_file(struct run *run, const char *path)
{
    struct slice content, text, name = slice_from_string(path);
    struct file_error error;
    if (!file_read(&run->arena, path, 8 << 20, &content, &error)) {
        fprintf(stderr, "copy_test: cannot read %s\n", path);
        run->failed++;
        return;
    }
    /* Notes within notes are not followed. */
    if (slice_find(name, SLICE("footnotes-in-footnotes")) != SLICE_NOT_FOUND ||
        slice_find(name, SLICE("hostile-footnotes")) != SLICE_NOT_FOUND)
        return;
    if (!slice_ends_with(name, SLICE(".json"))) {
        compare(run, name, content);
        return;
    }
    for (size_t i = 1; spec_next(&run->arena, &content, &text); i++)
        compare(run, arena_format(&run->arena, "%s example %zu", path, i), text);
}

int main(int count, char **arguments)
{
    struct run run = {0};
    for (int i = 1; i < count; i++)
        compare_file(&run, arguments[i]);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    arena_release(&run.arena);
    return run.failed != 0;
}
