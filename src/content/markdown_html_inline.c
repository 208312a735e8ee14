#include "content/markdown_html.h"

#include "text/escape.h"

#include <string.h>

void html_add(struct html_writer *w, const char *html)
{
    buffer_add_string(w->out, html);
}

void html_end_line(struct html_writer *w)
{
    if (w->out->len > w->base && w->out->ptr[w->out->len - 1] != '\n')
        buffer_add_byte(w->out, '\n');
}

/* An apostrophe stays, other than in escape_html(). */
void html_add_escaped(struct html_writer *w, struct slice text)
{
    static const unsigned char special[256] = {['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4};
    static const struct slice entities[] = {{NULL, 0},
                                            SLICE_INIT("&amp;"),
                                            SLICE_INIT("&lt;"),
                                            SLICE_INIT("&gt;"),
                                            SLICE_INIT("&quot;")};
    const char *plain = text.ptr, *end = text.ptr + text.len;
    for (const char *p; (p = escape_find(plain, end, special)) < end; plain = p + 1) {
        buffer_add(w->out, slice_from(plain, (size_t)(p - plain)));
        buffer_add(w->out, entities[special[(unsigned char)*p]]);
    }
    buffer_add(w->out, slice_from(plain, (size_t)(end - plain)));
}

static bool is_plain_in_address(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && memchr("/-_.+!*(),%#@?=;:$~", c, 19));
}

void html_add_address(struct html_writer *w, struct slice address)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t done = 0;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (is_plain_in_address(c))
            continue;
        buffer_add(w->out, slice_sub(address, done, i - done));
        if (c == '&')
            html_add(w, "&amp;");
        else if (c == '\'')
            html_add(w, "&#x27;");
        else
            buffer_add(w->out, slice_from((char[]){'%', hex[c >> 4], hex[c & 15]}, 3));
        done = i + 1;
    }
    buffer_add(w->out, slice_after(address, done));
}

static bool starts_with_ignoring_case(struct slice s, const char *prefix)
{
    return slice_equal_ignoring_case(slice_sub(s, 0, strlen(prefix)), slice_from_string(prefix));
}

/* What cmark's safe mode refuses. */
static bool is_dangerous(struct slice address)
{
    static const char *const images[] = {"data:image/png", "data:image/gif", "data:image/jpeg",
                                         "data:image/webp"};
    static const char *const schemes[] = {"javascript:", "vbscript:", "file:", "data:"};
    for (size_t i = 0; i < sizeof images / sizeof *images; i++)
        if (starts_with_ignoring_case(address, images[i]))
            return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (starts_with_ignoring_case(address, schemes[i]))
            return true;
    return false;
}

/* The link of a node; NULL where only what cmark does counts. */
static const struct markdown_link *link_of(const struct html_writer *w, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    bool has_link = mark && (mark->kind == MARK_LINK || mark->kind == MARK_WIKI);
    return has_link && !w->style->plain_gfm ? &w->markdown->links[mark->index] : NULL;
}

static void add_link_address(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_link *link = link_of(w, node);
    struct slice address = markdown_chunk(&node->as.link.url);
    if (link && link->url.len)
        html_add_address(w, link->url);
    else if (link ? link->kind != MARKDOWN_LINK_REFUSED : !is_dangerous(address))
        html_add_address(w, address);
}

static void add_title(struct html_writer *w, const cmark_node *node)
{
    if (node->as.link.title.len) {
        html_add(w, "\" title=\"");
        html_add_escaped(w, markdown_chunk(&node->as.link.title));
    }
}

/* True where the children follow. */
static bool enter_link(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    const struct markdown_link *link = link_of(w, node);
    bool is_wiki = mark && mark->kind == MARK_WIKI;
    if (is_wiki && w->style->plain_gfm) {
        html_add_escaped(w, mark->written);
        return false;
    }
    if (link && link->missing) {
        html_add(w, "<span class=\"missing-link\">");
    } else {
        html_add(w, "<a href=\"");
        add_link_address(w, node);
        add_title(w, node);
        html_add(w, "\"");
        html_add_own_attributes(w, node, 0);
        html_add(w, ">");
    }
    if (!is_wiki || mark->has_text || !link->text.len)
        return true;
    html_add_escaped(w, link->text);
    html_add(w, link->missing ? "</span>" : "</a>");
    return false;
}

static void leave_link(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_link *link = link_of(w, node);
    html_add(w, link && link->missing ? "</span>" : "</a>");
}

static void enter_image(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_link *link = link_of(w, node);
    w->image = node;
    if (link && link->missing) {
        html_add(w, "<span class=\"missing-link\">");
        return;
    }
    html_add(w, "<img src=\"");
    add_link_address(w, node);
    html_add(w, "\" alt=\"");
}

static void leave_image(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_link *link = link_of(w, node);
    if (link && link->missing) {
        html_add(w, "</span>");
        return;
    }
    add_title(w, node);
    html_add(w, "\"");
    html_add_own_attributes(w, node, 0);
    html_add(w, " />");
}

static void add_footnote_id(struct html_writer *w, const char *kind, const cmark_node *definition)
{
    if (!w->style->plain_gfm)
        html_add_address(w, w->style->id_prefix);
    html_add(w, kind);
    html_add_address(w, markdown_chunk(&definition->as.literal));
}

bool html_add_footnote_back(struct html_writer *w, const cmark_node *definition)
{
    if (w->footnote_backed >= w->footnote)
        return false;
    w->footnote_backed = w->footnote;
    bool has_label = w->style->footnote_back_label.len && !w->style->plain_gfm;
    for (int i = 1; i == 1 || i <= definition->footnote.def_count; i++) {
        html_add(w, i > 1 ? " <a href=\"#" : "<a href=\"#");
        add_footnote_id(w, "fnref-", definition);
        if (i > 1)
            buffer_format(w->out, "-%d", i);
        html_add(w, "\" class=\"footnote-backref\" data-footnote-backref aria-label=\"");
        html_add_escaped(w, has_label ? w->style->footnote_back_label : SLICE("Back to content"));
        html_add(w, "\">\xE2\x86\xA9");
        if (i > 1)
            buffer_format(w->out, "<sup class=\"footnote-ref\">%d</sup>", i);
        html_add(w, "</a>");
    }
    return true;
}

void html_enter_footnote(struct html_writer *w, const cmark_node *node)
{
    if (w->footnote == 0)
        html_add(w, "<section class=\"footnotes\" data-footnotes>\n<ol>\n");
    w->footnote++;
    html_add(w, "<li id=\"");
    add_footnote_id(w, "fn-", node);
    html_add(w, "\">\n");
}

void html_leave_footnote(struct html_writer *w, const cmark_node *node)
{
    if (html_add_footnote_back(w, node))
        html_add(w, "\n");
    html_add(w, "</li>\n");
}

static void write_footnote_reference(struct html_writer *w, const cmark_node *node)
{
    html_add(w, "<sup class=\"footnote-ref\"><a href=\"#");
    add_footnote_id(w, "fn-", node->parent_footnote_def);
    html_add(w, "\" id=\"");
    add_footnote_id(w, "fnref-", node->parent_footnote_def);
    if (node->footnote.ref_ix > 1)
        buffer_format(w->out, "-%d", node->footnote.ref_ix);
    html_add(w, "\" data-footnote-ref>");
    html_add_address(w, markdown_chunk(&node->as.literal));
    html_add(w, "</a></sup>");
}

/* Within an alt attribute. */
static void write_text_alone(struct html_writer *w, const cmark_node *node)
{
    if (markdown_node_is(node, CMARK_NODE_TEXT) || markdown_node_is(node, CMARK_NODE_CODE) ||
        markdown_node_is(node, CMARK_NODE_HTML_INLINE))
        html_add_escaped(w, markdown_chunk(&node->as.literal));
    else if (markdown_node_is(node, CMARK_NODE_LINEBREAK) ||
             markdown_node_is(node, CMARK_NODE_SOFTBREAK))
        html_add(w, " ");
}

bool html_enter_inline(struct html_writer *w, const cmark_node *node)
{
    if (markdown_element_of(node))
        return html_enter_element(w, node);
    if (w->image) {
        write_text_alone(w, node);
        return true;
    }
    if (markdown_node_is(node, CMARK_NODE_STRIKETHROUGH)) {
        html_add(w, "<del>");
        return true;
    }
    const struct markdown_mark *mark = markdown_mark_of(node);
    switch ((cmark_node_type)node->type) {
    case CMARK_NODE_TEXT:
        if (w->style->plain_gfm || !mark || mark->kind != MARK_HIDDEN)
            html_add_escaped(w, markdown_chunk(&node->as.literal));
        break;
    case CMARK_NODE_LINEBREAK:
        html_add(w, "<br />\n");
        break;
    case CMARK_NODE_SOFTBREAK:
        html_add(w, "\n");
        break;
    case CMARK_NODE_CODE:
        html_add(w, "<code");
        html_add_own_attributes(w, node, 0);
        html_add(w, ">");
        html_add_escaped(w, markdown_chunk(&node->as.literal));
        html_add(w, "</code>");
        break;
    case CMARK_NODE_HTML_INLINE:
        html_add(w, "<!-- raw HTML omitted -->");
        break;
    case CMARK_NODE_STRONG:
        html_add(w, "<strong>");
        break;
    case CMARK_NODE_EMPH:
        html_add(w, "<em>");
        break;
    case CMARK_NODE_LINK:
        return enter_link(w, node);
    case CMARK_NODE_IMAGE:
        enter_image(w, node);
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        write_footnote_reference(w, node);
        break;
    default:
        break;
    }
    return true;
}

void html_leave_inline(struct html_writer *w, const cmark_node *node)
{
    if (w->image && w->image != node)
        return;
    if (markdown_element_of(node)) {
        html_leave_element(w, node);
        return;
    }
    w->image = NULL;
    if (markdown_node_is(node, CMARK_NODE_STRIKETHROUGH))
        html_add(w, "</del>");
    else if (markdown_node_is(node, CMARK_NODE_STRONG))
        html_add(w, "</strong>");
    else if (markdown_node_is(node, CMARK_NODE_EMPH))
        html_add(w, "</em>");
    else if (markdown_node_is(node, CMARK_NODE_LINK))
        leave_link(w, node);
    else if (markdown_node_is(node, CMARK_NODE_IMAGE))
        leave_image(w, node);
}
