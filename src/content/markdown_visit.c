/*
 * A tree told element by element, as pandoc's reader would give it (markdown_nodes.h).
 */
#include "base/vector.h"
#include "content/markdown_tree.h"

#include <string.h>

/* What stands between two words and is not told yet; the later ones swallow those before. */
enum gap { GAP_NONE, GAP_SPACE, GAP_SOFT, GAP_HARD };

struct visit {
    struct arena *arena;
    const struct markdown *markdown;
    const struct markdown_visitor *visitor;
    VECTOR(char) word;
    enum gap gap;
    bool in_note;
};

static void tell(struct visit *visit, const struct markdown_element *element)
{
    visit->visitor->open(visit->visitor->context, element);
    visit->visitor->close(visit->visitor->context, element);
}

static void tell_kind(struct visit *visit, enum markdown_kind kind)
{
    tell(visit, &(struct markdown_element){.kind = kind});
}

static void open_kind(struct visit *visit, enum markdown_kind kind)
{
    visit->visitor->open(visit->visitor->context, &(struct markdown_element){.kind = kind});
}

static void close_kind(struct visit *visit, enum markdown_kind kind)
{
    visit->visitor->close(visit->visitor->context, &(struct markdown_element){.kind = kind});
}

/* ------------------------------------------------------------------ words */

static void end_word(struct visit *visit)
{
    if (!visit->word.count)
        return;
    struct markdown_element word = {.kind = MARKDOWN_STR,
                                    .text = slice_from(visit->word.items, visit->word.count)};
    tell(visit, &word);
    visit->word.count = 0;
}

static void end_gap(struct visit *visit)
{
    static const enum markdown_kind kinds[] = {[GAP_SPACE] = MARKDOWN_SPACE,
                                               [GAP_SOFT] = MARKDOWN_SOFT_BREAK,
                                               [GAP_HARD] = MARKDOWN_LINE_BREAK};
    if (visit->gap != GAP_NONE)
        tell_kind(visit, kinds[visit->gap]);
    visit->gap = GAP_NONE;
}

static void end_text(struct visit *visit)
{
    end_word(visit);
    end_gap(visit);
}

static void add_gap(struct visit *visit, enum gap gap)
{
    end_word(visit);
    if (visit->gap == GAP_HARD && gap == GAP_HARD)
        end_gap(visit);
    if (gap > visit->gap)
        visit->gap = gap;
}

static void add_text(struct visit *visit, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\t') {
            add_gap(visit, GAP_SPACE);
        } else if (c == '\n' || c == '\r') {
            add_gap(visit, GAP_SOFT);
        } else {
            if (visit->gap != GAP_NONE)
                end_gap(visit);
            vector_push(visit->arena, &visit->word, c);
        }
    }
}

/* ------------------------------------------------------------------ attributes */

static struct slice *one_class(struct visit *visit, struct slice name)
{
    struct slice *classes = arena_array(visit->arena, struct slice, 1);
    classes[0] = name;
    return classes;
}

static void set_class(struct visit *visit, struct markdown_element *element, const char *name)
{
    element->attributes.classes = one_class(visit, slice_from_string(name));
    element->attributes.class_count = 1;
}

static void take_attributes(struct markdown_element *element, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    if (mark && mark->attributes)
        element->attributes = *mark->attributes;
}

void markdown_fence_next_argument(struct slice *rest, struct slice *name, struct slice *value)
{
    struct slice arguments = slice_trim(*rest);
    size_t i = 0, equals = SLICE_NOT_FOUND;
    char quote = 0;
    for (; i < arguments.len && (quote || (arguments.ptr[i] != ' ' && arguments.ptr[i] != '\t'));
         i++) {
        char c = arguments.ptr[i];
        bool may_quote = equals != SLICE_NOT_FOUND || i == 0;
        if (quote ? c == quote : may_quote && (c == '"' || c == '\''))
            quote = quote ? 0 : c;
        else if (!quote && c == '=' && equals == SLICE_NOT_FOUND)
            equals = i;
    }
    struct slice word = slice_sub(arguments, 0, i);
    *rest = slice_after(arguments, i);
    *name = (struct slice){NULL, 0};
    *value = word;
    if (equals != SLICE_NOT_FOUND && equals) {
        *name = slice_sub(word, 0, equals);
        *value = slice_after(word, equals + 1);
    }
    if (value->len >= 2 && (*value->ptr == '"' || *value->ptr == '\'') &&
        value->ptr[value->len - 1] == *value->ptr)
        *value = slice_sub(*value, 1, value->len - 2);
}

/* A word without "=" is a class, as {name .wide} would be. */
static void read_arguments(struct visit *visit, struct slice arguments,
                           struct markdown_attributes *attributes)
{
    VECTOR(struct markdown_pair) pairs = {0};
    VECTOR(struct slice) classes = {0};
    for (size_t i = 0; i < attributes->class_count; i++)
        vector_push(visit->arena, &classes, attributes->classes[i]);
    while (slice_trim(arguments).len) {
        struct markdown_pair pair;
        markdown_fence_next_argument(&arguments, &pair.name, &pair.value);
        if (pair.name.len)
            vector_push(visit->arena, &pairs, pair);
        else
            vector_push(visit->arena, &classes,
                        slice_after(pair.value, slice_starts_with(pair.value, SLICE("."))));
    }
    attributes->pairs = pairs.items;
    attributes->pair_count = pairs.count;
    attributes->classes = classes.items;
    attributes->class_count = classes.count;
}

/* ------------------------------------------------------------------ inlines */

static void visit_inlines(struct visit *visit, const cmark_node *parent);
static void visit_children(struct visit *visit, const cmark_node *parent);

static bool follows(struct span span, const char *before)
{
    size_t length = strlen(before);
    return span.file && span.start >= length &&
           memcmp(span.file->text.ptr + span.start - length, before, length) == 0;
}

/* <https://…>, or one that stands there bare. */
static const char *autolink_class(const cmark_node *node)
{
    const cmark_node *text = node->first_child;
    const struct markdown_mark *mark = markdown_mark_of(node);
    if (!text || text->next || !markdown_node_is(text, CMARK_NODE_TEXT) ||
        node->as.link.title.len || !mark || mark->kind != MARK_LINK || mark->attributes)
        return NULL;
    struct slice url = markdown_chunk(&node->as.link.url),
                 shown = markdown_chunk(&text->as.literal);
    if (!slice_ends_with(url, shown))
        return NULL;
    struct slice before = slice_sub(url, 0, url.len - shown.len);
    bool is_mail = slice_equal_string(before, "mailto:");
    if ((before.len && !is_mail && !slice_equal_string(before, "http://")) ||
        follows(mark->span, "](") || follows(mark->span, "[") || follows(mark->span, "](<"))
        return NULL;
    return is_mail ? "email" : "uri";
}

static void visit_link(struct visit *visit, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    bool is_image = markdown_node_is(node, CMARK_NODE_IMAGE);
    struct markdown_element link = {.kind = is_image ? MARKDOWN_IMAGE : MARKDOWN_LINK,
                                    .target = markdown_chunk(&node->as.link.url),
                                    .title = markdown_chunk(&node->as.link.title)};
    take_attributes(&link, node);
    const char *class = is_image ? NULL : autolink_class(node);
    if (class)
        set_class(visit, &link, class);
    else if (mark && mark->kind == MARK_WIKI)
        set_class(visit, &link, "wikilink");
    visit->visitor->open(visit->visitor->context, &link);
    visit_inlines(visit, node);
    visit->visitor->close(visit->visitor->context, &link);
}

/* Within a note another one is not followed: they may go in circles. Its number stands there. */
static void visit_note(struct visit *visit, const cmark_node *reference)
{
    const cmark_node *definition = reference->parent_footnote_def;
    if (visit->in_note || !definition) {
        open_kind(visit, MARKDOWN_SUPERSCRIPT);
        tell(visit, &(struct markdown_element){.kind = MARKDOWN_STR,
                                               .text = markdown_chunk(&reference->as.literal)});
        close_kind(visit, MARKDOWN_SUPERSCRIPT);
        return;
    }
    visit->in_note = true;
    open_kind(visit, MARKDOWN_NOTE);
    visit_children(visit, definition);
    close_kind(visit, MARKDOWN_NOTE);
    visit->in_note = false;
}

static void visit_element(struct visit *visit, const cmark_node *node)
{
    const struct markdown_element *element = markdown_element_of(node);
    visit->visitor->open(visit->visitor->context, element);
    visit_children(visit, node);
    visit->visitor->close(visit->visitor->context, element);
}

static void visit_leaf(struct visit *visit, enum markdown_kind kind, const cmark_node *node)
{
    struct markdown_element leaf = {.kind = kind, .text = markdown_chunk(&node->as.literal)};
    take_attributes(&leaf, node);
    if (kind == MARKDOWN_RAW_INLINE || kind == MARKDOWN_RAW_BLOCK)
        leaf.format = SLICE("html");
    if (kind == MARKDOWN_RAW_BLOCK && slice_ends_with(leaf.text, SLICE("\n")))
        leaf.text.len--;
    tell(visit, &leaf);
}

static void visit_inline(struct visit *visit, const cmark_node *node)
{
    enum markdown_kind kind = markdown_node_kind(node);
    if (markdown_node_is(node, CMARK_NODE_TEXT)) {
        if (!node->user_data) /* else hidden */
            add_text(visit, markdown_chunk(&node->as.literal));
        return;
    }
    if (kind == MARKDOWN_SOFT_BREAK || kind == MARKDOWN_LINE_BREAK) {
        add_gap(visit, kind == MARKDOWN_SOFT_BREAK ? GAP_SOFT : GAP_HARD);
        return;
    }
    end_text(visit);
    if (markdown_element_of(node)) {
        visit_element(visit, node);
    } else if (kind == MARKDOWN_LINK || kind == MARKDOWN_IMAGE) {
        visit_link(visit, node);
    } else if (kind == MARKDOWN_NOTE) {
        visit_note(visit, node);
    } else if (kind == MARKDOWN_CODE || kind == MARKDOWN_RAW_INLINE) {
        visit_leaf(visit, kind, node);
    } else {
        open_kind(visit, kind);
        visit_inlines(visit, node);
        close_kind(visit, kind);
    }
}

static void visit_inlines(struct visit *visit, const cmark_node *parent)
{
    for (const cmark_node *node = parent->first_child; node; node = node->next)
        visit_inline(visit, node);
    end_text(visit);
}

/* ------------------------------------------------------------------ blocks */

static void visit_block(struct visit *visit, const cmark_node *node);

static void visit_code_block(struct visit *visit, const cmark_node *node)
{
    struct markdown_element code = {.kind = MARKDOWN_CODE_BLOCK,
                                    .text = markdown_chunk(&node->as.code.literal)};
    struct slice info = markdown_chunk(&node->as.code.info), name, arguments;
    if (slice_ends_with(code.text, SLICE("\n")))
        code.text.len--;
    take_attributes(&code, node);
    bool has_own = code.attributes.class_count || code.attributes.pair_count;
    if (!has_own && node->as.code.fenced && markdown_fence_info_read(info, &name, &arguments)) {
        code.attributes.classes = one_class(visit, name);
        code.attributes.class_count = 1;
        read_arguments(visit, arguments, &code.attributes);
    } else if (!has_own && info.len) {
        size_t first = 0;
        while (first < info.len && !strchr(" \t\r\n", info.ptr[first]))
            first++;
        code.attributes.classes = one_class(visit, slice_sub(info, 0, first));
        code.attributes.class_count = 1;
    }
    tell(visit, &code);
}

static void visit_header(struct visit *visit, const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    struct markdown_element header = {.kind = MARKDOWN_HEADER, .number = node->as.heading.level};
    take_attributes(&header, node);
    if (mark && mark->kind == MARK_HEADING)
        header.attributes.identifier = visit->markdown->headings[mark->index].id;
    visit->visitor->open(visit->visitor->context, &header);
    visit_inlines(visit, node);
    visit->visitor->close(visit->visitor->context, &header);
}

static void visit_paragraph(struct visit *visit, const cmark_node *node, const char *before)
{
    enum markdown_kind kind = markdown_node_kind(node);
    open_kind(visit, kind);
    if (before) {
        add_text(visit, slice_from_string(before));
        add_gap(visit, GAP_SPACE);
    }
    visit_inlines(visit, node);
    close_kind(visit, kind);
}

static void visit_item(struct visit *visit, const cmark_node *item)
{
    const cmark_node *first = item->first_child;
    /* Of all extensions, tasklist alone has items. */
    const char *box = !item->extension ? NULL : item->as.list.checked ? "☒" : "☐";
    open_kind(visit, MARKDOWN_ITEM);
    if (box && first && markdown_node_is(first, CMARK_NODE_PARAGRAPH)) {
        visit_paragraph(visit, first, box);
        first = first->next;
    } else if (box) {
        open_kind(visit, MARKDOWN_PLAIN);
        tell(visit,
             &(struct markdown_element){.kind = MARKDOWN_STR, .text = slice_from_string(box)});
        close_kind(visit, MARKDOWN_PLAIN);
    }
    for (; first; first = first->next)
        visit_block(visit, first);
    close_kind(visit, MARKDOWN_ITEM);
}

static void visit_list(struct visit *visit, const cmark_node *node)
{
    struct markdown_element list = {.kind = markdown_node_kind(node)};
    if (list.kind == MARKDOWN_ORDERED_LIST) {
        list.number = node->as.list.start;
        list.format = SLICE("Decimal");
        list.delimiter =
            node->as.list.delimiter == CMARK_PAREN_DELIM ? SLICE("OneParen") : SLICE("Period");
    }
    visit->visitor->open(visit->visitor->context, &list);
    for (const cmark_node *item = node->first_child; item; item = item->next)
        visit_item(visit, item);
    visit->visitor->close(visit->visitor->context, &list);
}

static void visit_row(struct visit *visit, const cmark_node *row)
{
    open_kind(visit, MARKDOWN_ROW);
    for (const cmark_node *node = row->first_child; node; node = node->next) {
        struct markdown_element cell = {.kind = MARKDOWN_CELL, .rows = 1, .columns = 1};
        visit->visitor->open(visit->visitor->context, &cell);
        if (node->first_child) {
            open_kind(visit, MARKDOWN_PLAIN);
            visit_inlines(visit, node);
            close_kind(visit, MARKDOWN_PLAIN);
        }
        visit->visitor->close(visit->visitor->context, &cell);
    }
    close_kind(visit, MARKDOWN_ROW);
}

static void visit_table(struct visit *visit, const cmark_node *node)
{
    cmark_node *own = (cmark_node *)node;
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(own);
    struct markdown_element table = {.kind = MARKDOWN_TABLE};
    table.layout_count = cmark_gfm_extensions_get_table_columns(own);
    table.layout = arena_array(visit->arena, struct markdown_column, table.layout_count);
    for (size_t i = 0; i < table.layout_count; i++)
        table.layout[i].alignment = alignments[i] == 'l'   ? MARKDOWN_LEFT
                                    : alignments[i] == 'r' ? MARKDOWN_RIGHT
                                    : alignments[i] == 'c' ? MARKDOWN_CENTER
                                                           : MARKDOWN_DEFAULT;
    const cmark_node *row = node->first_child;
    visit->visitor->open(visit->visitor->context, &table);
    open_kind(visit, MARKDOWN_TABLE_HEAD);
    if (row && cmark_gfm_extensions_get_table_row_is_header((cmark_node *)row)) {
        visit_row(visit, row);
        row = row->next;
    }
    close_kind(visit, MARKDOWN_TABLE_HEAD);
    open_kind(visit, MARKDOWN_TABLE_BODY);
    for (; row; row = row->next)
        visit_row(visit, row);
    close_kind(visit, MARKDOWN_TABLE_BODY);
    open_kind(visit, MARKDOWN_TABLE_FOOT);
    close_kind(visit, MARKDOWN_TABLE_FOOT);
    visit->visitor->close(visit->visitor->context, &table);
}

static void visit_block(struct visit *visit, const cmark_node *node)
{
    enum markdown_kind kind = markdown_node_kind(node);
    if (markdown_element_of(node)) {
        visit_element(visit, node);
        return;
    }
    switch (kind) {
    case MARKDOWN_PLAIN:
    case MARKDOWN_PARA:
        visit_paragraph(visit, node, NULL);
        break;
    case MARKDOWN_HEADER:
        visit_header(visit, node);
        break;
    case MARKDOWN_CODE_BLOCK:
        visit_code_block(visit, node);
        break;
    case MARKDOWN_RAW_BLOCK:
        visit_leaf(visit, kind, node);
        break;
    case MARKDOWN_BULLET_LIST:
    case MARKDOWN_ORDERED_LIST:
        visit_list(visit, node);
        break;
    case MARKDOWN_ITEM:
        visit_item(visit, node);
        break;
    case MARKDOWN_TABLE:
        visit_table(visit, node);
        break;
    case MARKDOWN_HORIZONTAL_RULE:
        tell_kind(visit, kind);
        break;
    default:
        open_kind(visit, kind);
        visit_children(visit, node);
        close_kind(visit, kind);
    }
}

/* Footnotes' definitions are told where they are referred to. */
static void visit_children(struct visit *visit, const cmark_node *parent)
{
    for (const cmark_node *node = parent->first_child; node; node = node->next) {
        if (CMARK_NODE_INLINE_P((cmark_node *)node)) {
            visit_inline(visit, node);
        } else if (!markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION)) {
            end_text(visit);
            visit_block(visit, node);
        }
    }
    end_text(visit);
}

/* ------------------------------------------------------------------ from outside */

void markdown_visit_blocks(struct arena *arena, const struct markdown *markdown,
                           const cmark_node *first, const cmark_node *end,
                           const struct markdown_visitor *visitor)
{
    struct visit visit = {.arena = arena, .markdown = markdown, .visitor = visitor};
    for (const cmark_node *node = first; node != end; node = node->next)
        if (!markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION))
            visit_block(&visit, node);
}

void markdown_visit(struct arena *arena, const struct markdown *markdown,
                    const struct markdown_visitor *visitor)
{
    markdown_visit_blocks(arena, markdown, ((const cmark_node *)markdown->root)->first_child, NULL,
                          visitor);
}

void markdown_visit_node(struct arena *arena, const struct markdown *markdown, void *node,
                         const struct markdown_visitor *visitor)
{
    struct visit visit = {.arena = arena, .markdown = markdown, .visitor = visitor};
    if (CMARK_NODE_INLINE_P((cmark_node *)node)) {
        visit_inline(&visit, node);
        end_text(&visit);
    } else {
        visit_block(&visit, node);
    }
}

bool markdown_is_tight(const cmark_node *paragraph)
{
    const struct markdown_mark *mark = markdown_mark_of(paragraph);
    const cmark_node *list = paragraph->parent ? paragraph->parent->parent : NULL;
    return (mark && mark->kind == MARK_PLAIN) ||
           (list && markdown_node_is(list, CMARK_NODE_LIST) && list->as.list.tight);
}

const struct markdown_fence *markdown_node_fence(const struct markdown *markdown, const void *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    return mark && mark->kind == MARK_FENCE ? &markdown->fences[mark->index] : NULL;
}

enum markdown_kind markdown_node_kind(const void *given)
{
    const cmark_node *node = given;
    const struct markdown_element *element = markdown_element_of(node);
    if (element)
        return element->kind;
    if (markdown_node_is(node, CMARK_NODE_TABLE))
        return MARKDOWN_TABLE;
    if (markdown_node_is(node, CMARK_NODE_TABLE_ROW))
        return MARKDOWN_ROW;
    if (markdown_node_is(node, CMARK_NODE_TABLE_CELL))
        return MARKDOWN_CELL;
    if (markdown_node_is(node, CMARK_NODE_STRIKETHROUGH))
        return MARKDOWN_STRIKEOUT;
    switch ((cmark_node_type)node->type) {
    case CMARK_NODE_TEXT:
        return MARKDOWN_STR;
    case CMARK_NODE_SOFTBREAK:
        return MARKDOWN_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK:
        return MARKDOWN_LINE_BREAK;
    case CMARK_NODE_EMPH:
        return MARKDOWN_EMPH;
    case CMARK_NODE_STRONG:
        return MARKDOWN_STRONG;
    case CMARK_NODE_CODE:
        return MARKDOWN_CODE;
    case CMARK_NODE_HTML_INLINE:
        return MARKDOWN_RAW_INLINE;
    case CMARK_NODE_LINK:
        return MARKDOWN_LINK;
    case CMARK_NODE_IMAGE:
        return MARKDOWN_IMAGE;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return MARKDOWN_NOTE;
    case CMARK_NODE_PARAGRAPH:
        return markdown_is_tight(node) ? MARKDOWN_PLAIN : MARKDOWN_PARA;
    case CMARK_NODE_CODE_BLOCK:
        return MARKDOWN_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return MARKDOWN_RAW_BLOCK;
    case CMARK_NODE_BLOCK_QUOTE:
        return MARKDOWN_BLOCK_QUOTE;
    case CMARK_NODE_LIST:
        return node->as.list.list_type == CMARK_BULLET_LIST ? MARKDOWN_BULLET_LIST
                                                            : MARKDOWN_ORDERED_LIST;
    case CMARK_NODE_HEADING:
        return MARKDOWN_HEADER;
    case CMARK_NODE_THEMATIC_BREAK:
        return MARKDOWN_HORIZONTAL_RULE;
    default:
        return MARKDOWN_ITEM;
    }
}

static const cmark_node *deepest_first(const cmark_node *node)
{
    while (node->first_child)
        node = node->first_child;
    return node;
}

void *markdown_next_node(const struct markdown *markdown, void *last, uint64_t kinds)
{
    const cmark_node *root = markdown->root, *node = last;
    for (;;) {
        if (!node)
            node = deepest_first(root);
        else if (node->next)
            node = deepest_first(node->next);
        else
            node = node->parent;
        if (!node || node == root)
            return NULL;
        enum markdown_kind kind = markdown_node_kind(node);
        if (kind < MARKDOWN_ITEM && kind != MARKDOWN_STR && (kinds & MARKDOWN_KIND_BIT(kind)))
            return (void *)node;
    }
}
