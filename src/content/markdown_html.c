/*
 * The tree as HTML: byte for byte what cmark_render_html() of cmark-gfm
 * 0.29.0.gfm.6 writes with CMARK_OPT_FOOTNOTES, safe, and what markdown.h adds.
 * (tagfilter has no say: in safe mode no raw HTML is written at all.)
 */
#include "content/markdown_html.h"

#include <string.h>

static void enter_heading(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    int level = node->as.heading.level + w->style->heading_shift;
    html_end_line(w);
    buffer_format(w->out, "<h%d", level < 1 ? 1 : level > 6 ? 6 : level);
    if (mark && mark->kind == MARK_HEADING && !w->style->plain_gfm) {
        html_add(w, " id=\"");
        html_add_escaped(w, w->markdown->headings[mark->index].id);
        html_add(w, "\"");
        html_add_own_attributes(w, node, 0);
    }
    html_add(w, ">");
}

static void leave_heading(struct html_writer *w, const cmark_node *node)
{
    int level = node->as.heading.level + w->style->heading_shift;
    buffer_format(w->out, "</h%d>\n", level < 1 ? 1 : level > 6 ? 6 : level);
}

static void write_code_block(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    struct slice info = markdown_chunk(&node->as.code.info), html = {NULL, 0};
    if (mark && mark->kind == MARK_FENCE && !w->style->plain_gfm)
        html = w->markdown->fences[mark->index].html;
    html_end_line(w);
    if (html.len) {
        buffer_add(w->out, html);
        html_end_line(w);
        return;
    }
    html_add(w, "<pre");
    html_add_own_attributes(w, node, 1);
    if (info.len == 0) {
        html_add(w, "><code>");
    } else {
        size_t first = 0;
        while (first < info.len && !strchr(" \t\r\n", info.ptr[first]))
            first++;
        html_add(w, "><code class=\"language-");
        html_add_escaped(w, slice_sub(info, 0, first));
        html_add(w, "\">");
    }
    html_add_escaped(w, markdown_chunk(&node->as.code.literal));
    html_add(w, "</code></pre>\n");
}

static bool is_header(const cmark_node *row)
{
    return cmark_gfm_extensions_get_table_row_is_header((cmark_node *)row);
}

static void enter_table_part(struct html_writer *w, const cmark_node *node)
{
    html_end_line(w);
    if (markdown_node_is(node, CMARK_NODE_TABLE)) {
        html_add(w, "<table>");
    } else if (markdown_node_is(node, CMARK_NODE_TABLE_ROW)) {
        if (is_header(node))
            html_add(w, "<thead>\n");
        else if (!node->prev || is_header(node->prev))
            html_add(w, "<tbody>\n");
        html_add(w, "<tr>");
        w->column = 0;
    } else {
        cmark_node *table = node->parent->parent;
        const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
        bool is_known = w->column < cmark_gfm_extensions_get_table_columns(table);
        html_add(w, is_header(node->parent) ? "<th" : "<td");
        switch (is_known ? alignments[w->column++] : 0) {
        case 'l':
            html_add(w, " align=\"left\"");
            break;
        case 'c':
            html_add(w, " align=\"center\"");
            break;
        case 'r':
            html_add(w, " align=\"right\"");
            break;
        }
        html_add(w, ">");
    }
}

static void leave_table_part(struct html_writer *w, const cmark_node *node)
{
    if (markdown_node_is(node, CMARK_NODE_TABLE)) {
        html_end_line(w);
        if (node->last_child && !is_header(node->last_child))
            html_add(w, "</tbody>\n");
        html_add(w, "</table>\n");
    } else if (markdown_node_is(node, CMARK_NODE_TABLE_ROW)) {
        html_end_line(w);
        html_add(w, is_header(node) ? "</tr>\n</thead>" : "</tr>");
    } else {
        html_add(w, is_header(node->parent) ? "</th>" : "</td>");
    }
}

static void enter_item(struct html_writer *w, const cmark_node *node)
{
    html_end_line(w);
    html_add(w, "<li>");
    /* Of all extensions, tasklist alone has items. */
    if (node->extension)
        html_add(w, node->as.list.checked
                        ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
                        : "<input type=\"checkbox\" disabled=\"\" /> ");
}

static void enter_list(struct html_writer *w, const cmark_node *node)
{
    html_end_line(w);
    if (node->as.list.list_type == CMARK_BULLET_LIST)
        html_add(w, "<ul>\n");
    else if (node->as.list.start == 1)
        html_add(w, "<ol>\n");
    else
        buffer_format(w->out, "<ol start=\"%d\">\n", node->as.list.start);
}

static bool is_table_part(const cmark_node *node)
{
    return markdown_node_is(node, CMARK_NODE_TABLE) ||
           markdown_node_is(node, CMARK_NODE_TABLE_ROW) ||
           markdown_node_is(node, CMARK_NODE_TABLE_CELL);
}

static bool enter_block(struct html_writer *w, const cmark_node *node)
{
    if (markdown_element_of(node))
        return html_enter_element(w, node);
    if (is_table_part(node)) {
        enter_table_part(w, node);
        return true;
    }
    switch ((cmark_node_type)node->type) {
    case CMARK_NODE_BLOCK_QUOTE:
        html_end_line(w);
        html_add(w, "<blockquote>\n");
        break;
    case CMARK_NODE_LIST:
        enter_list(w, node);
        break;
    case CMARK_NODE_ITEM:
        enter_item(w, node);
        break;
    case CMARK_NODE_HEADING:
        enter_heading(w, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        write_code_block(w, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        html_end_line(w);
        html_add(w, "<!-- raw HTML omitted -->\n");
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        html_end_line(w);
        html_add(w, "<hr />\n");
        break;
    case CMARK_NODE_PARAGRAPH:
        if (!markdown_is_tight(node)) {
            html_end_line(w);
            html_add(w, "<p>");
        }
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        html_enter_footnote(w, node);
        break;
    default:
        break;
    }
    return true;
}

static void leave_block(struct html_writer *w, const cmark_node *node)
{
    if (markdown_element_of(node)) {
        html_leave_element(w, node);
        return;
    }
    if (is_table_part(node)) {
        leave_table_part(w, node);
        return;
    }
    switch ((cmark_node_type)node->type) {
    case CMARK_NODE_BLOCK_QUOTE:
        html_end_line(w);
        html_add(w, "</blockquote>\n");
        break;
    case CMARK_NODE_LIST:
        html_add(w, node->as.list.list_type == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n");
        break;
    case CMARK_NODE_ITEM:
        html_add(w, "</li>\n");
        break;
    case CMARK_NODE_HEADING:
        leave_heading(w, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        if (!markdown_is_tight(node)) {
            if (markdown_node_is(node->parent, CMARK_NODE_FOOTNOTE_DEFINITION) && !node->next) {
                html_add(w, " ");
                html_add_footnote_back(w, node->parent);
            }
            html_add(w, "</p>\n");
        }
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        html_leave_footnote(w, node);
        break;
    default:
        break;
    }
}

static bool is_inline(const cmark_node *node)
{
    return CMARK_NODE_INLINE_P((cmark_node *)node);
}

static void leave(struct html_writer *w, const cmark_node *node)
{
    if (is_inline(node))
        html_leave_inline(w, node);
    else
        leave_block(w, node);
}

/* One node with all below it. Not recursive: inlines nest as deep as the input likes. */
static void write_node(struct html_writer *w, const cmark_node *top)
{
    const cmark_node *node = top;
    for (;;) {
        bool has_more = is_inline(node) ? html_enter_inline(w, node) : enter_block(w, node);
        if (has_more && node->first_child) {
            node = node->first_child;
            continue;
        }
        if (has_more)
            leave(w, node);
        while (node != top && !node->next) {
            node = node->parent;
            leave(w, node);
        }
        if (node == top)
            return;
        node = node->next;
    }
}

static struct html_writer writer_for(struct buffer *out, const struct markdown *markdown,
                                     const struct markdown_style *style)
{
    return (struct html_writer){.out = out, .base = out->len, .markdown = markdown, .style = style};
}

static const cmark_node *first_footnote(const struct markdown *markdown)
{
    const cmark_node *node = ((const cmark_node *)markdown->root)->first_child;
    while (node && !markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION))
        node = node->next;
    return node;
}

static void write_until(struct html_writer *w, const cmark_node *node, const cmark_node *end)
{
    for (; node != end; node = node->next)
        write_node(w, node);
    if (w->footnote)
        html_add(w, "</ol>\n</section>\n");
}

void markdown_write_html(struct buffer *out, const struct markdown *markdown,
                         const struct markdown_style *style)
{
    struct html_writer w = writer_for(out, markdown, style);
    write_until(&w, ((const cmark_node *)markdown->root)->first_child, NULL);
}

void markdown_write_section_html(struct buffer *out, const struct markdown *markdown,
                                 const struct markdown_section *section,
                                 const struct markdown_style *style)
{
    struct html_writer w = writer_for(out, markdown, style);
    if (section->first)
        write_until(&w, section->first, ((const cmark_node *)section->last)->next);
}

void markdown_write_footnotes_html(struct buffer *out, const struct markdown *markdown,
                                   const struct markdown_style *style)
{
    struct html_writer w = writer_for(out, markdown, style);
    write_until(&w, first_footnote(markdown), NULL);
}

bool markdown_is_inline(const struct markdown *markdown)
{
    const cmark_node *block = ((const cmark_node *)markdown->root)->first_child;
    return !block || (!block->next && markdown_node_is(block, CMARK_NODE_PARAGRAPH));
}

void markdown_write_inline_html(struct buffer *out, const struct markdown *markdown,
                                const struct markdown_style *style)
{
    struct html_writer w = writer_for(out, markdown, style);
    const cmark_node *root = markdown->root, *block = root->first_child;
    if (!block)
        return;
    if (!markdown_is_inline(markdown)) {
        /* "1. Premessa" is a title, not a list: what was written stands for itself. */
        html_add_escaped(&w, slice_trim(((const struct markdown_tree *)root->user_data)->source));
        return;
    }
    for (const cmark_node *node = block->first_child; node; node = node->next)
        write_node(&w, node);
}
