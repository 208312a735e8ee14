#include "content/markdown_link.h"

#include "text/url.h"

#include <string.h>

static void split_fragment(struct slice address, struct slice *target, struct slice *fragment)
{
    size_t hash = slice_find_byte(address, '#');
    bool has_fragment = hash != SLICE_NOT_FOUND;
    *target = has_fragment ? slice_sub(address, 0, hash) : address;
    *fragment = has_fragment ? slice_after(address, hash + 1) : (struct slice){NULL, 0};
}

/* As it will stand in the page, where a space is %20: "<foto del progetto.jpg>" is a fine address.
 */
static bool is_allowed_with_spaces(struct slice address)
{
    struct buffer written = {0};
    for (size_t i = 0; i < address.len; i++) {
        if (address.ptr[i] == ' ')
            buffer_add(&written, SLICE("%20"));
        else
            buffer_add_byte(&written, address.ptr[i]);
    }
    bool is_good = url_is_allowed(buffer_view(&written));
    buffer_release(&written);
    return is_good;
}

struct markdown_link markdown_link_read(struct arena *arena, const cmark_node *node)
{
    struct slice address = markdown_chunk(&node->as.link.url);
    struct markdown_link link = {.kind = MARKDOWN_LINK_FILE};
    bool has_space = slice_find_byte(address, ' ') != SLICE_NOT_FOUND;
    if (has_space ? !is_allowed_with_spaces(address) : !url_is_allowed(address)) {
        link.kind = MARKDOWN_LINK_REFUSED;
        link.target = address;
        return link;
    }
    split_fragment(address, &link.target, &link.fragment);
    if (url_has_scheme(address)) {
        link.kind = MARKDOWN_LINK_EXTERNAL;
    } else {
        link.target = url_decode(arena, link.target);
        link.fragment = url_decode(arena, link.fragment);
    }
    if (markdown_node_is(node, CMARK_NODE_IMAGE))
        link.kind = MARKDOWN_LINK_IMAGE;
    return link;
}

/* The lines in which the node's source stands: its paragraph, heading or whole table
 * (a cell of cmark's knows its own line, the header's may be off by a few). */
static const cmark_node *block_of(const cmark_node *node)
{
    while (node->parent && (CMARK_NODE_INLINE_P((cmark_node *)node) ||
                            markdown_node_is(node, CMARK_NODE_TABLE_CELL) ||
                            markdown_node_is(node, CMARK_NODE_TABLE_ROW)))
        node = node->parent;
    return node;
}

static int line_of(const cmark_node *node)
{
    while (node->parent && CMARK_NODE_INLINE_P((cmark_node *)node))
        node = node->parent;
    return node->start_line;
}

/* Past this many bytes for each byte of the source, links get the span of their block. */
#define EFFORT_MAX 64u

/* The next place of before + needle; only the needle is returned. */
static struct slice search(struct markdown_link_finder *finder, const char *before,
                           struct slice needle)
{
    size_t before_length = strlen(before);
    struct slice rest = finder->rest;
    while (needle.len && finder->effort <= EFFORT_MAX * (finder->tree->source.len + 1024)) {
        size_t at = slice_find(rest, needle);
        finder->effort += at == SLICE_NOT_FOUND ? rest.len : at + 1;
        if (at == SLICE_NOT_FOUND)
            break;
        size_t offset = (size_t)(rest.ptr - finder->rest.ptr) + at;
        if (offset >= before_length &&
            memcmp(finder->rest.ptr + offset - before_length, before, before_length) == 0) {
            struct slice found = slice_sub(finder->rest, offset, needle.len);
            finder->rest = slice_after(finder->rest, offset + needle.len);
            return found;
        }
        rest = slice_after(rest, at + 1);
    }
    return (struct slice){NULL, 0};
}

static void enter_block(struct markdown_link_finder *finder, const cmark_node *node)
{
    const cmark_node *block = block_of(node);
    if (finder->block == block)
        return;
    int last = block->end_line > block->start_line ? block->end_line : block->start_line;
    finder->block = block;
    finder->rest = markdown_tree_lines(finder->tree, block->start_line, last);
}

static struct span found_or_line(const struct markdown_link_finder *finder, const cmark_node *node,
                                 struct slice found)
{
    int line = line_of(node);
    if (!found.len)
        found = slice_trim(markdown_tree_lines(finder->tree, line, line));
    return markdown_tree_span(finder->tree, found);
}

struct span markdown_link_find(struct markdown_link_finder *finder, const cmark_node *node)
{
    struct slice address = markdown_chunk(&node->as.link.url);
    enter_block(finder, node);
    struct slice found = search(finder, "](", address);
    if (!found.len)
        found = search(finder, "", address);
    /* An address that stands as itself, "www.example.org", has got its scheme. */
    const cmark_node *text = node->first_child;
    if (!found.len && text && markdown_node_is(text, CMARK_NODE_TEXT) &&
        slice_ends_with(address, markdown_chunk(&text->as.literal)))
        found = search(finder, "", markdown_chunk(&text->as.literal));
    return found_or_line(finder, node, found);
}

struct markdown_link markdown_wiki_read(struct slice written)
{
    struct markdown_link link = {.kind = MARKDOWN_LINK_WIKI};
    struct slice inside = slice_sub(written, 2, written.len - 4);
    size_t bar = slice_find_byte(inside, '|');
    split_fragment(bar == SLICE_NOT_FOUND ? inside : slice_sub(inside, 0, bar), &link.target,
                   &link.fragment);
    link.target = slice_trim(link.target);
    link.fragment = slice_trim(link.fragment);
    return link;
}

/* From `from` on, the first [[...]] without brackets inside. Where none is closed, *open is
 * where the last was opened. */
static bool find_wiki(struct slice s, size_t from, size_t *start, size_t *end, size_t *open)
{
    *open = SLICE_NOT_FOUND;
    size_t first = slice_find_byte(slice_after(s, from), '[');
    if (first == SLICE_NOT_FOUND)
        return false;
    for (size_t i = from + first; i + 1 < s.len; i++) {
        bool is_second = *open != SLICE_NOT_FOUND && i == *open + 1;
        if (s.ptr[i] == '[' && s.ptr[i + 1] == '[') {
            *open = i;
        } else if (*open != SLICE_NOT_FOUND && s.ptr[i] == ']' && s.ptr[i + 1] == ']') {
            *start = *open;
            *end = i + 2;
            if (markdown_wiki_read(slice_sub(s, *start, *end - *start)).target.len)
                return true;
            *open = SLICE_NOT_FOUND;
        } else if (s.ptr[i] == ']' || (s.ptr[i] == '[' && !is_second)) {
            *open = SLICE_NOT_FOUND;
        }
    }
    return false;
}

/* Where the source has a backslash before the brackets or between them, they mean themselves. */
static bool is_escaped(struct markdown_link_finder *finder, const cmark_node *text,
                       struct slice written, struct span *span)
{
    enter_block(finder, text);
    size_t length = 2;
    while (!strchr("|#]\n", written.ptr[length]))
        length++;
    struct slice target = slice_sub(written, 2, length - 2), before = finder->rest,
                 found = search(finder, "[[", target);
    if (!found.len && search(finder, "[\\[", target).len)
        return true;
    size_t backslashes = 0;
    if (found.len)
        for (const char *at = found.ptr - 2; at > before.ptr && at[-1] == '\\'; at--)
            backslashes++;
    *span = found_or_line(finder, text, slice_trim(found));
    return backslashes % 2 == 1;
}

static void set_text(cmark_node *node, struct slice text)
{
    node->as.literal = (cmark_chunk){(unsigned char *)text.ptr, (bufsize_t)text.len, 0};
}

/* "[[id|a long" newline "title]]": the line's end becomes part of the text, which cmark would
 * write as the same byte. */
static bool join_next_line(struct arena *arena, cmark_node *text, size_t open)
{
    cmark_node *line_end = text->next, *behind = line_end ? line_end->next : NULL;
    if (!behind || !markdown_node_is(line_end, CMARK_NODE_SOFTBREAK) ||
        !markdown_node_is(behind, CMARK_NODE_TEXT) || behind->user_data)
        return false;
    struct slice before = markdown_chunk(&text->as.literal),
                 after = markdown_chunk(&behind->as.literal);
    size_t end = slice_find_byte(after, ']'), other = slice_find_byte(after, '[');
    if (before.ptr[before.len - 1] == ']' || end == SLICE_NOT_FOUND || end + 1 >= after.len ||
        after.ptr[end + 1] != ']' || other < end)
        return false;
    set_text(text, slice_sub(before, 0, open));
    set_text(behind, arena_concat(arena, slice_after(before, open), SLICE("\n"), after,
                                  (struct slice){NULL, 0}));
    cmark_node_unlink(line_end);
    return true;
}

bool markdown_wiki_split(struct arena *arena, struct markdown_link_finder *finder, cmark_node *text)
{
    struct slice literal = markdown_chunk(&text->as.literal);
    struct span span;
    size_t start, end = 0, open;
    do {
        if (find_wiki(literal, end, &start, &end, &open))
            continue;
        if (open == SLICE_NOT_FOUND || !join_next_line(arena, text, open))
            return false;
        text = text->next;
        literal = markdown_chunk(&text->as.literal);
        if (!find_wiki(literal, 0, &start, &end, &open))
            return false;
    } while (is_escaped(finder, text, slice_sub(literal, start, end - start), &span));

    struct markdown_mark *mark = arena_new(arena, struct markdown_mark);
    mark->kind = MARK_WIKI;
    mark->span = span;
    mark->written = slice_sub(literal, start, end - start);
    struct slice inside = slice_sub(mark->written, 2, mark->written.len - 4);
    size_t bar = slice_find_byte(inside, '|');
    struct slice shown =
        bar == SLICE_NOT_FOUND ? (struct slice){NULL, 0} : slice_trim(slice_after(inside, bar + 1));
    struct slice address = slice_trim(bar == SLICE_NOT_FOUND ? inside : slice_sub(inside, 0, bar));
    mark->has_text = shown.len > 0;
    if (!mark->has_text)
        shown = markdown_wiki_read(mark->written).target;

    cmark_node *link = markdown_node_create(CMARK_NODE_LINK);
    cmark_node *label = markdown_node_create(CMARK_NODE_TEXT);
    cmark_node *rest = markdown_node_create(CMARK_NODE_TEXT);
    link->user_data = mark;
    link->as.link.url = (cmark_chunk){(unsigned char *)address.ptr, (bufsize_t)address.len, 0};
    set_text(label, shown);
    set_text(text, slice_sub(literal, 0, start));
    set_text(rest, slice_after(literal, end));
    cmark_node_append_child(link, label);
    cmark_node_insert_after(text, link);
    cmark_node_insert_after(link, rest);
    return true;
}
