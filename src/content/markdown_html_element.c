/*
 * What GFM has no HTML for: elements that a publisher's filters make, and attributes that they add.
 *
 * The forms are those of pandoc's HTML writer. An attribute's name is one of a list, or gets "data-"
 * before it: none that runs script (onclick), fetches (src) or draws (style) can come in.
 */
#include "content/markdown_html.h"

#include <string.h>

/* ------------------------------------------------------------------ attributes */

static bool is_plain_name(struct slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
            return false;
    }
    return name.len > 0 && name.len <= 60;
}

static bool is_known_name(struct slice name)
{
    static const char *const known[] = {"lang",    "dir",     "title",    "role",     "width",
                                        "height",  "hidden",  "tabindex", "start",    "reversed",
                                        "colspan", "rowspan", "scope",    "datetime", "translate",
                                        "open",    "abbr",    "loading"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (slice_equal_string(name, known[i]))
            return true;
    return slice_starts_with(name, SLICE("data-")) || slice_starts_with(name, SLICE("aria-"));
}

void html_add_attributes(struct html_writer *w, const cmark_node *node,
                         const struct markdown_attributes *attributes, size_t first_class,
                         const char *more_class)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    if (!attributes || w->style->plain_gfm)
        return;
    if (mark && mark->identifier.len) {
        html_add(w, " id=\"");
        html_add_escaped(w, mark->identifier);
        html_add(w, "\"");
    }
    if (more_class || attributes->class_count > first_class) {
        html_add(w, " class=\"");
        if (more_class)
            html_add(w, more_class);
        for (size_t i = first_class; i < attributes->class_count; i++) {
            if (i > first_class || more_class)
                html_add(w, " ");
            html_add_escaped(w, attributes->classes[i]);
        }
        html_add(w, "\"");
    }
    for (size_t i = 0; i < attributes->pair_count; i++) {
        struct markdown_pair pair = attributes->pairs[i];
        if (!is_plain_name(pair.name))
            continue;
        html_add(w, is_known_name(pair.name) ? " " : " data-");
        html_add_escaped(w, pair.name);
        html_add(w, "=\"");
        html_add_escaped(w, pair.value);
        html_add(w, "\"");
    }
}

/* Those that a filter added to an element of GFM's. */
void html_add_own_attributes(struct html_writer *w, const cmark_node *node, size_t first_class)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    if (mark && mark->attributes)
        html_add_attributes(w, node, mark->attributes, first_class, NULL);
}

static void open_tag(struct html_writer *w, const cmark_node *node, const char *name,
                     const char *class)
{
    html_add(w, "<");
    html_add(w, name);
    html_add_attributes(w, node, &markdown_element_of(node)->attributes, 0, class);
    html_add(w, ">");
}

/* ------------------------------------------------------------------ tables */

static const cmark_node *row_group_of(const cmark_node *cell)
{
    return cell->parent ? cell->parent->parent : NULL;
}

static bool is_kind(const cmark_node *node, enum markdown_kind kind)
{
    const struct markdown_element *element = node ? markdown_element_of(node) : NULL;
    return element && element->kind == kind;
}

/* In a row of the head, or among a body's first columns. */
static bool is_header_cell(const cmark_node *cell)
{
    const cmark_node *group = row_group_of(cell);
    if (is_kind(group, MARKDOWN_TABLE_HEAD))
        return true;
    int columns = is_kind(group, MARKDOWN_TABLE_BODY) ? markdown_element_of(group)->number : 0;
    for (const cmark_node *node = cell->prev; node && columns > 0; node = node->prev)
        columns -= markdown_element_of(node)->columns;
    return columns > 0;
}

static enum markdown_alignment alignment_of(struct html_writer *w, const cmark_node *cell)
{
    const struct markdown_element *element = markdown_element_of(cell);
    const cmark_node *group = row_group_of(cell), *table = group ? group->parent : NULL;
    size_t column = w->column;
    w->column += element->columns > 0 ? (size_t)element->columns : 1;
    if (element->alignment != MARKDOWN_DEFAULT || !is_kind(table, MARKDOWN_TABLE))
        return element->alignment;
    const struct markdown_element *own = markdown_element_of(table);
    return column < own->layout_count ? own->layout[column].alignment : MARKDOWN_DEFAULT;
}

static void enter_cell(struct html_writer *w, const cmark_node *cell)
{
    static const char *const alignments[] = {"", " align=\"left\"", " align=\"right\"",
                                             " align=\"center\""};
    const struct markdown_element *element = markdown_element_of(cell);
    html_end_line(w);
    html_add(w, is_header_cell(cell) ? "<th" : "<td");
    html_add(w, alignments[alignment_of(w, cell)]);
    if (element->rows > 1)
        buffer_format(w->out, " rowspan=\"%d\"", element->rows);
    if (element->columns > 1)
        buffer_format(w->out, " colspan=\"%d\"", element->columns);
    html_add_attributes(w, cell, &element->attributes, 0, NULL);
    html_add(w, ">");
}

/* ------------------------------------------------------------------ enter */

struct form {
    const char *tag, *class;
    bool is_block; /* on lines of its own */
};

static const struct form forms[MARKDOWN_KINDS] = {
    [MARKDOWN_UNDERLINE] = {"u", NULL, false},
    [MARKDOWN_SUPERSCRIPT] = {"sup", NULL, false},
    [MARKDOWN_SUBSCRIPT] = {"sub", NULL, false},
    [MARKDOWN_SMALL_CAPS] = {"span", "smallcaps", false},
    [MARKDOWN_SPAN] = {"span", NULL, false},
    [MARKDOWN_DIV] = {"div", NULL, true},
    [MARKDOWN_FIGURE] = {"figure", NULL, true},
    [MARKDOWN_LINE_BLOCK] = {"div", "line-block", true},
    [MARKDOWN_DEFINITION_LIST] = {"dl", NULL, true},
    [MARKDOWN_DEFINITION] = {"dd", NULL, true},
    [MARKDOWN_TABLE] = {"table", NULL, true},
    [MARKDOWN_TABLE_HEAD] = {"thead", NULL, true},
    [MARKDOWN_TABLE_BODY] = {"tbody", NULL, true},
    [MARKDOWN_TABLE_FOOT] = {"tfoot", NULL, true},
};

static void enter_list(struct html_writer *w, const cmark_node *node)
{
    static const struct {
        const char *style, *type;
    } types[] = {
        {"LowerAlpha", "a"}, {"UpperAlpha", "A"}, {"LowerRoman", "i"}, {"UpperRoman", "I"}};
    const struct markdown_element *element = markdown_element_of(node);
    html_end_line(w);
    html_add(w, "<ol");
    if (element->number != 1)
        buffer_format(w->out, " start=\"%d\"", element->number);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (slice_equal_string(element->format, types[i].style))
            buffer_format(w->out, " type=\"%s\"", types[i].type);
    html_add(w, ">\n");
}

static void write_raw(struct html_writer *w, const cmark_node *node, bool is_block)
{
    const struct markdown_element *element = markdown_element_of(node);
    bool is_html = slice_starts_with(element->format, SLICE("html"));
    if (!is_html || w->style->plain_gfm)
        return;
    if (is_block)
        html_end_line(w);
    buffer_add(w->out, element->text);
    if (is_block)
        html_end_line(w);
}

static void enter_math(struct html_writer *w, const struct markdown_element *element)
{
    html_add(w, element->flag ? "<span class=\"math display\">\\["
                              : "<span class=\"math inline\">\\(");
    html_add_escaped(w, element->text);
    html_add(w, element->flag ? "\\]</span>" : "\\)</span>");
}

bool html_enter_element(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_element *element = markdown_element_of(node);
    const struct form *form = &forms[element->kind];
    if (w->image) {
        if (element->kind == MARKDOWN_MATH)
            html_add_escaped(w, element->text);
        return true;
    }
    if ((element->kind == MARKDOWN_TABLE_HEAD || element->kind == MARKDOWN_TABLE_BODY ||
         element->kind == MARKDOWN_TABLE_FOOT) &&
        !node->first_child)
        return false;
    if (form->tag) {
        if (form->is_block)
            html_end_line(w);
        open_tag(w, node, form->tag, form->class);
        if (form->is_block)
            html_add(w, "\n");
        return true;
    }
    switch (element->kind) {
    case MARKDOWN_QUOTED:
        html_add(w, element->flag ? "\xE2\x80\x9C" : "\xE2\x80\x98");
        break;
    case MARKDOWN_CITE:
        html_add(w, "<span class=\"citation\" data-cites=\"");
        html_add_escaped(w, element->target);
        html_add(w, "\">");
        break;
    case MARKDOWN_MATH:
        enter_math(w, element);
        return false;
    case MARKDOWN_RAW_INLINE:
        write_raw(w, node, false);
        return false;
    case MARKDOWN_RAW_BLOCK:
        write_raw(w, node, true);
        return false;
    case MARKDOWN_ORDERED_LIST:
        enter_list(w, node);
        break;
    case MARKDOWN_TERM:
        html_end_line(w);
        open_tag(w, node, "dt", NULL);
        break;
    case MARKDOWN_CAPTION:
        html_end_line(w);
        html_add(w, is_kind(node->parent, MARKDOWN_FIGURE) ? "<figcaption>" : "<caption>");
        break;
    case MARKDOWN_ROW:
        html_end_line(w);
        open_tag(w, node, "tr", NULL);
        w->column = 0;
        break;
    case MARKDOWN_CELL:
        enter_cell(w, node);
        break;
    default:
        break;
    }
    return true;
}

/* ------------------------------------------------------------------ leave */

void html_leave_element(struct html_writer *w, const cmark_node *node)
{
    const struct markdown_element *element = markdown_element_of(node);
    const struct form *form = &forms[element->kind];
    if (w->image)
        return;
    if (form->tag) {
        if (form->is_block)
            html_end_line(w);
        html_add(w, "</");
        html_add(w, form->tag);
        html_add(w, form->is_block ? ">\n" : ">");
        return;
    }
    switch (element->kind) {
    case MARKDOWN_QUOTED:
        html_add(w, element->flag ? "\xE2\x80\x9D" : "\xE2\x80\x99");
        break;
    case MARKDOWN_CITE:
        html_add(w, "</span>");
        break;
    case MARKDOWN_ORDERED_LIST:
        html_add(w, "</ol>\n");
        break;
    case MARKDOWN_LINE:
        if (node->next)
            html_add(w, "<br />\n");
        break;
    case MARKDOWN_TERM:
        html_add(w, "</dt>\n");
        break;
    case MARKDOWN_CAPTION:
        html_add(w, is_kind(node->parent, MARKDOWN_FIGURE) ? "</figcaption>\n" : "</caption>\n");
        break;
    case MARKDOWN_ROW:
        html_end_line(w);
        html_add(w, "</tr>");
        break;
    case MARKDOWN_CELL:
        html_add(w, is_header_cell(node) ? "</th>" : "</td>");
        break;
    default:
        break;
    }
}
