/* A section's words without what marks them up, a line a block: for readers who compare two texts. */
#include "content/markdown_tree.h"

static void end_line(struct buffer *out, size_t start)
{
    while (out->len > start && out->ptr[out->len - 1] == ' ')
        buffer_truncate(out, out->len - 1);
    if (out->len > start && out->ptr[out->len - 1] != '\n')
        buffer_add_byte(out, '\n');
}

static void enter(struct buffer *out, const struct markdown *markdown, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    const struct markdown_element *element = markdown_element_of(node);
    if (element && element->kind == MARKDOWN_MATH)
        buffer_add(out, element->text);
    else if (markdown_node_is(node, CMARK_NODE_TEXT) && !mark) /* a mark hides it */
        buffer_add(out, markdown_chunk(&node->as.literal));
    else if (markdown_node_is(node, CMARK_NODE_CODE))
        buffer_add(out, markdown_chunk(&node->as.literal));
    else if (markdown_node_is(node, CMARK_NODE_CODE_BLOCK))
        buffer_add(out, markdown_chunk(&node->as.code.literal));
    else if (markdown_node_is(node, CMARK_NODE_SOFTBREAK) ||
             markdown_node_is(node, CMARK_NODE_LINEBREAK))
        buffer_add_byte(out, ' ');
    else if (mark && mark->kind == MARK_WIKI && !mark->has_text)
        buffer_add(out, markdown->links[mark->index].text);
}

static void leave(struct buffer *out, const cmark_node *node, size_t start)
{
    const struct markdown_element *element = markdown_element_of(node);
    if (markdown_node_is(node, CMARK_NODE_TABLE_CELL) ||
        (element && element->kind == MARKDOWN_CELL))
        buffer_add_string(out, "  ");
    else if (CMARK_NODE_BLOCK_P((cmark_node *)node))
        end_line(out, start);
}

/* A [[link]]'s own text is what was written, until it is known what it names. */
static const cmark_node *children_of(const struct markdown *markdown, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    bool is_named = mark && mark->kind == MARK_WIKI && !mark->has_text &&
                    markdown->links[mark->index].text.len;
    return is_named ? NULL : node->first_child;
}

void markdown_write_section_plain(struct buffer *out, const struct markdown *markdown,
                                  const struct markdown_section *section)
{
    const cmark_node *block = section->first, *last = section->last;
    const size_t start = out->len;
    for (; block; block = block == last ? NULL : block->next) {
        const cmark_node *node = block;
        for (;;) {
            enter(out, markdown, node);
            const cmark_node *child = children_of(markdown, node);
            if (child) {
                node = child;
                continue;
            }
            leave(out, node, start);
            while (node != block && !node->next) {
                node = node->parent;
                leave(out, node, start);
            }
            if (node == block)
                break;
            node = node->next;
        }
    }
}
