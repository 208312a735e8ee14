/* A body cut at its headings, and the items of a section that is a list. */
#include "base/vector.h"
#include "content/markdown_tree.h"

struct slice markdown_tree_lines(const struct markdown_tree *tree, int first, int last)
{
    size_t from = first < 1 ? 0 : (size_t)first - 1, to = last < 0 ? 0 : (size_t)last;
    if (from > tree->line_count)
        from = tree->line_count;
    if (to > tree->line_count)
        to = tree->line_count;
    if (to < from)
        to = from;
    size_t start = tree->line_starts[from];
    return slice_sub(tree->source, start, tree->line_starts[to] - start);
}

struct span markdown_tree_span(const struct markdown_tree *tree, struct slice part)
{
    struct slice text = tree->file->text;
    bool is_inside =
        part.ptr && text.ptr && part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len;
    return is_inside ? span_of(tree->file, part) : span_of_file(tree->file);
}

/* Without the blank lines before and the white space behind; the indentation of the
 * first line that is left means something and stays. */
static struct slice trim_blank_lines(struct slice s)
{
    size_t start = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\n' || s.ptr[i] == '\r')
            start = i + 1;
        else if (s.ptr[i] != ' ' && s.ptr[i] != '\t')
            break;
    }
    struct slice rest = slice_after(s, start);
    while (rest.len && (rest.ptr[rest.len - 1] == ' ' || rest.ptr[rest.len - 1] == '\t' ||
                        rest.ptr[rest.len - 1] == '\n' || rest.ptr[rest.len - 1] == '\r'))
        rest.len--;
    return rest;
}

void markdown_sections_collect(struct arena *arena, struct markdown *markdown)
{
    cmark_node *root = markdown->root;
    const struct markdown_tree *tree = root->user_data;
    VECTOR(struct markdown_section) sections = {0};
    struct markdown_section section = {.span =
                                           markdown_tree_span(tree, slice_sub(tree->source, 0, 1))};
    int first_line = 1;
    for (cmark_node *node = root->first_child;; node = node->next) {
        bool is_end = !node || markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION);
        bool is_heading =
            !is_end && markdown_node_is(node, CMARK_NODE_HEADING) && node->as.heading.level == 2;
        if (!is_end && !is_heading) {
            if (!section.first)
                section.first = node;
            section.last = node;
            continue;
        }
        int last_line = is_end ? (int)tree->line_count : node->start_line - 1;
        /* A heading that a filter made stands on no line. */
        if (first_line && last_line >= 0)
            section.source = trim_blank_lines(markdown_tree_lines(tree, first_line, last_line));
        if (section.heading || section.first)
            vector_push(arena, &sections, section);
        if (is_end)
            break;
        section = (struct markdown_section){.heading =
                                                &markdown->headings[markdown_mark_of(node)->index]};
        section.span = section.heading->span;
        first_line = (node->as.heading.setext ? node->end_line : node->start_line) + 1;
        if (!node->start_line)
            first_line = 0;
    }
    markdown->sections = sections.items;
    markdown->section_count = sections.count;
}

/* How many bytes the item's marker takes at the start of its line. */
static size_t marker_length(struct slice line)
{
    size_t i = 0;
    while (i < line.len && line.ptr[i] >= '0' && line.ptr[i] <= '9')
        i++;
    return i + (i < line.len);
}

/* The lines behind the first without the indentation that makes them the item's. */
static struct slice dedent(struct arena *arena, struct slice source, size_t columns)
{
    char *bytes = arena_array(arena, char, source.len + 1);
    size_t len = 0, skip = 0;
    for (size_t i = 0; i < source.len; i++) {
        if (skip && source.ptr[i] == ' ') {
            skip--;
            continue;
        }
        skip = source.ptr[i] == '\n' ? columns : 0;
        bytes[len++] = source.ptr[i];
    }
    return slice_from(bytes, len);
}

bool markdown_section_items(struct arena *arena, const struct markdown_section *section,
                            struct slice **sources, size_t *count)
{
    VECTOR(struct slice) items = {0};
    const cmark_node *list = section->first;
    if (list && (list != section->last || !markdown_node_is(list, CMARK_NODE_LIST)))
        return false;
    for (const cmark_node *item = list ? list->first_child : NULL; item; item = item->next) {
        const struct markdown_tree *tree = list->parent->user_data;
        struct slice lines = markdown_tree_lines(tree, item->start_line, item->end_line);
        lines = slice_after(lines, (size_t)item->start_column - 1);
        struct slice source = slice_trim(slice_after(lines, marker_length(lines)));
        /* Up to three spaces mean nothing to Markdown; a view keeps the spans good. */
        int columns = item->as.list.marker_offset + item->as.list.padding;
        if (columns > 3 && slice_find_byte(source, '\n') != SLICE_NOT_FOUND)
            source = dedent(arena, source, (size_t)columns);
        vector_push(arena, &items, source);
    }
    *sources = items.items;
    *count = items.count;
    return true;
}
