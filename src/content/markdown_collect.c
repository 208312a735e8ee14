/*
 * One walk over the tree: headings and their ids, links, fences, the text alone.
 */
#include "base/vector.h"
#include "content/markdown_limits.h"
#include "content/markdown_link.h"
#include "content/markdown_mistake.h"
#include "content/markdown_tree.h"
#include "text/slug.h"

#include <string.h>

/* What filters build has more nodes around a text than what they were given. */
#define BUILT_DEPTH_MAX (2 * MARKDOWN_DEPTH_MAX)

static const struct problem id_taken = {
    "heading-id",
    SEVERITY_WARNING,
    {"the id \"%1\" stands in this page already; this heading gets \"%2\"",
     "l'identificativo \"%1\" c'è già in questa pagina; questo titolo diventa \"%2\""},
    {"choose another one", "scegline un altro"}};

static const struct problem id_wrong = {
    "heading-id",
    SEVERITY_WARNING,
    {"\"%1\" cannot be the id of a heading", "\"%1\" non può essere l'identificativo di un titolo"},
    {"small letters, digits and hyphens alone, as in {#%2}",
     "solo lettere minuscole, cifre e trattini, come in {#%2}"}};

/* A heading whose text is still being collected: where it starts in `plain`. */
struct text_range {
    size_t start, end;
};

struct collector {
    struct arena *arena;
    const struct markdown_tree *tree;
    struct markdown_ids *ids;
    struct diagnostics *diagnostics;
    struct markdown_limits limits;
    struct markdown_link_finder finder;
    struct markdown_mistakes mistakes;
    VECTOR(struct heading) headings;
    VECTOR(struct text_range) heading_texts;
    VECTOR(struct markdown_link) links;
    VECTOR(struct markdown_fence) fences;
    VECTOR(struct slice) anchors;
    VECTOR(char) plain;
    uint64_t kinds;
    struct slice explicit_id; /* of the heading at hand */
    size_t address_bytes;
    unsigned depth;
    unsigned links_around; /* links and images that the node stands in */
    bool has_footnotes;
};

static struct markdown_mark *mark_node(struct collector *c, cmark_node *node,
                                       enum markdown_mark_kind kind, size_t index)
{
    struct markdown_mark *mark = node->user_data;
    if (!mark)
        node->user_data = mark = arena_new(c->arena, struct markdown_mark);
    mark->kind = kind;
    mark->index = index;
    return mark;
}

/* Known from the first time, or from what the node was made from. */
static bool has_span(const cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    return mark && mark->span.file;
}

static void add_text(struct collector *c, struct slice text)
{
    size_t len = c->plain.count + text.len;
    if (len > c->plain.capacity) {
        /* Mostly there is as much of it as of the source, without what marks it up. */
        size_t capacity = c->plain.capacity ? 2 * len : c->tree->source.len + text.len;
        c->plain.items = arena_resize(c->arena, c->plain.items, c->plain.capacity, capacity);
        c->plain.capacity = capacity;
    }
    if (text.len)
        memcpy(c->plain.items + c->plain.count, text.ptr, text.len);
    c->plain.count = len;
}

static void end_block(struct collector *c)
{
    if (c->plain.count && c->plain.items[c->plain.count - 1] != '\n')
        add_text(c, SLICE("\n"));
}

/* "Titolo {#mio-id}": the braces become a text of their own, hidden. */
static void find_explicit_id(struct collector *c, cmark_node *heading)
{
    c->explicit_id = (struct slice){NULL, 0};
    cmark_node *last = heading->last_child;
    const struct markdown_mark *mark = markdown_mark_of(heading);
    if (mark->attributes) {
        c->explicit_id = mark->attributes->identifier;
        return;
    }
    if (c->tree->is_collected) {
        if (last && markdown_node_is(last, CMARK_NODE_TEXT) && last->user_data) {
            struct slice hidden = slice_trim(markdown_chunk(&last->as.literal));
            c->explicit_id = slice_sub(hidden, 2, hidden.len - 3);
        }
        return;
    }
    if (!last || !markdown_node_is(last, CMARK_NODE_TEXT))
        return;
    struct slice text = markdown_chunk(&last->as.literal);
    size_t open = slice_find_last_byte(text, '{');
    if (open == SLICE_NOT_FOUND || !slice_starts_with(slice_after(text, open), SLICE("{#")) ||
        !slice_ends_with(text, SLICE("}")))
        return;
    struct slice id = slice_sub(text, open + 2, text.len - open - 3);
    if (!slug_is_identifier(id)) {
        diagnostic_add(
            c->diagnostics, &id_wrong,
            markdown_tree_span(c->tree, slice_trim(markdown_tree_lines(c->tree, heading->start_line,
                                                                       heading->start_line))),
            id, slug_make(c->arena, id, SLICE("mio-titolo")));
        return;
    }
    while (open && (text.ptr[open - 1] == ' ' || text.ptr[open - 1] == '\t'))
        open--;
    cmark_node *hidden = markdown_node_create(CMARK_NODE_TEXT);
    hidden->as.literal =
        (cmark_chunk){(unsigned char *)text.ptr + open, (bufsize_t)(text.len - open), 0};
    last->as.literal.len = (bufsize_t)open;
    mark_node(c, hidden, MARK_HIDDEN, 0);
    cmark_node_insert_after(last, hidden);
    c->explicit_id = id;
}

static void enter_heading(struct collector *c, cmark_node *node)
{
    struct heading heading = {.level = (unsigned)node->as.heading.level};
    int last_line = node->as.heading.setext ? node->end_line - 1 : node->start_line;
    if (has_span(node))
        heading.span = markdown_mark_of(node)->span;
    else
        heading.span = markdown_tree_span(
            c->tree, slice_trim(markdown_tree_lines(c->tree, node->start_line, last_line)));
    mark_node(c, node, MARK_HEADING, c->headings.count)->span = heading.span;
    vector_push(c->arena, &c->headings, heading);
    vector_push(c->arena, &c->heading_texts, ((struct text_range){c->plain.count, 0}));
    find_explicit_id(c, node);
}

static void leave_heading(struct collector *c, const cmark_node *node)
{
    size_t index = markdown_mark_of(node)->index;
    struct heading *heading = &c->headings.items[index];
    struct text_range *range = &c->heading_texts.items[index];
    range->end = c->plain.count;
    struct slice text = slice_from(c->plain.items + range->start, range->end - range->start);
    if (!c->explicit_id.len) {
        heading->id = markdown_ids_take(c->ids, text);
    } else if (markdown_ids_reserve(c->ids, c->explicit_id)) {
        heading->id = c->explicit_id;
    } else {
        heading->id = markdown_ids_take(c->ids, c->explicit_id);
        if (c->tree->is_collected)
            return; /* told the first time, or a filter's doing */
        diagnostic_add(c->diagnostics, &id_taken, heading->span, c->explicit_id, heading->id);
    }
}

static bool enter_link(struct collector *c, cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    bool is_wiki = mark && mark->kind == MARK_WIKI;
    struct markdown_link link =
        is_wiki ? markdown_wiki_read(mark->written) : markdown_link_read(c->arena, node);
    link.span = is_wiki || has_span(node) ? mark->span : markdown_link_find(&c->finder, node);
    c->address_bytes += (size_t)node->as.link.url.len + (size_t)node->as.link.title.len;
    if (c->address_bytes > MARKDOWN_ADDRESSES_MAX) {
        markdown_limits_report_addresses(&c->limits, span_text(link.span));
        return false;
    }
    if (c->links.count == MARKDOWN_LINKS_MAX) {
        markdown_limits_report_links(&c->limits, span_text(link.span));
        return false;
    }
    mark_node(c, node, is_wiki ? MARK_WIKI : MARK_LINK, c->links.count)->span = link.span;
    vector_push(c->arena, &c->links, link);
    c->links_around++;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* {name key=value …}: a letter, then letters, digits, hyphens and underscores. */
bool markdown_fence_info_read(struct slice info, struct slice *name, struct slice *arguments)
{
    if (!slice_starts_with(info, SLICE("{")) || !slice_ends_with(info, SLICE("}")))
        return false;
    struct slice inside = slice_trim(slice_sub(info, 1, info.len - 2));
    size_t len = 0;
    while (len < inside.len && (is_letter(inside.ptr[len]) ||
                                (len && ((inside.ptr[len] >= '0' && inside.ptr[len] <= '9') ||
                                         inside.ptr[len] == '-' || inside.ptr[len] == '_'))))
        len++;
    if (len == 0 || (len < inside.len && inside.ptr[len] != ' ' && inside.ptr[len] != '\t'))
        return false;
    *name = slice_sub(inside, 0, len);
    *arguments = slice_trim(slice_after(inside, len));
    return true;
}

static void enter_code_block(struct collector *c, cmark_node *node)
{
    struct markdown_fence fence = {.body = markdown_chunk(&node->as.code.literal)};
    add_text(c, fence.body);
    end_block(c);
    if (!node->as.code.fenced ||
        !markdown_fence_info_read(markdown_chunk(&node->as.code.info), &fence.name, &fence.arguments))
        return;
    struct slice line = markdown_tree_lines(c->tree, node->start_line, node->start_line);
    size_t brace = slice_find_byte(line, '{');
    if (has_span(node))
        fence.span = markdown_mark_of(node)->span;
    else
        fence.span = markdown_tree_span(
            c->tree, slice_trim(brace == SLICE_NOT_FOUND ? line : slice_after(line, brace)));
    /* Where the body stands in the source byte for byte, its parts have spans. */
    struct slice below =
        slice_after(c->tree->source, (size_t)(line.ptr - c->tree->source.ptr) + line.len);
    if (slice_starts_with(below, fence.body))
        fence.body = slice_sub(below, 0, fence.body.len);
    mark_node(c, node, MARK_FENCE, c->fences.count)->span = fence.span;
    vector_push(c->arena, &c->fences, fence);
}

/* The id that a filter gave to what is no heading. */
static void take_identifier(struct collector *c, const cmark_node *node)
{
    struct markdown_mark *mark = node->user_data;
    const struct markdown_attributes *attributes =
        mark && mark->element ? &mark->element->attributes : mark ? mark->attributes : NULL;
    if (!attributes || !attributes->identifier.len || markdown_node_is(node, CMARK_NODE_HEADING))
        return;
    bool is_free = slug_is_identifier(attributes->identifier) &&
                   markdown_ids_reserve(c->ids, attributes->identifier);
    mark->identifier =
        is_free ? attributes->identifier : markdown_ids_take(c->ids, attributes->identifier);
    vector_push(c->arena, &c->anchors, mark->identifier);
}

/* False where a limit is passed. */
static bool enter(struct collector *c, cmark_node *node)
{
    const struct markdown_element *element = markdown_element_of(node);
    c->kinds |= MARKDOWN_KIND_BIT(markdown_node_kind(node));
    if (markdown_node_is(node, CMARK_NODE_TEXT))
        c->kinds |= MARKDOWN_KIND_BIT(MARKDOWN_SPACE);
    if (c->tree->is_collected && !markdown_node_is(node, CMARK_NODE_DOCUMENT))
        take_identifier(c, node);
    if (element) {
        if (element->kind == MARKDOWN_MATH)
            add_text(c, element->text);
    } else if (markdown_node_is(node, CMARK_NODE_TEXT)) {
        if (node->user_data) /* hidden */
            return true;
        if (!c->links_around && !c->tree->is_collected) {
            markdown_wiki_split(c->arena, &c->finder, node);
            markdown_mistake_check(&c->mistakes, node);
        }
        add_text(c, markdown_chunk(&node->as.literal));
    } else if (markdown_node_is(node, CMARK_NODE_CODE)) {
        add_text(c, markdown_chunk(&node->as.literal));
    } else if (markdown_node_is(node, CMARK_NODE_SOFTBREAK) ||
               markdown_node_is(node, CMARK_NODE_LINEBREAK)) {
        add_text(c, SLICE(" "));
    } else if (markdown_node_is(node, CMARK_NODE_LINK) ||
               markdown_node_is(node, CMARK_NODE_IMAGE)) {
        return enter_link(c, node);
    } else if (markdown_node_is(node, CMARK_NODE_HEADING)) {
        enter_heading(c, node);
    } else if (markdown_node_is(node, CMARK_NODE_CODE_BLOCK)) {
        enter_code_block(c, node);
    } else if (markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION)) {
        c->has_footnotes = true;
    }
    return true;
}

static void leave(struct collector *c, const cmark_node *node)
{
    if (markdown_node_is(node, CMARK_NODE_LINK) || markdown_node_is(node, CMARK_NODE_IMAGE))
        c->links_around--;
    else if (markdown_node_is(node, CMARK_NODE_HEADING))
        leave_heading(c, node);
    const struct markdown_element *element = markdown_element_of(node);
    if (markdown_node_is(node, CMARK_NODE_TABLE_CELL) || (element && element->kind == MARKDOWN_CELL))
        add_text(c, SLICE(" "));
    else if (CMARK_NODE_BLOCK_P((cmark_node *)node))
        end_block(c);
}

static bool walk(struct collector *c, cmark_node *root)
{
    cmark_node *node = root;
    for (;;) {
        if (!enter(c, node))
            return false;
        if (node->first_child) {
            node = node->first_child;
            if (++c->depth > (c->tree->is_collected ? BUILT_DEPTH_MAX : MARKDOWN_DEPTH_MAX)) {
                const cmark_node *block = node;
                while (!CMARK_NODE_BLOCK_P((cmark_node *)block))
                    block = block->parent;
                markdown_limits_report_depth(
                    &c->limits,
                    slice_trim(markdown_tree_lines(c->tree, block->start_line, block->start_line)));
                return false;
            }
            continue;
        }
        leave(c, node);
        while (node != root && !node->next) {
            node = node->parent;
            c->depth--;
            leave(c, node);
        }
        if (node == root)
            return true;
        node = node->next;
    }
}

bool markdown_collect(struct arena *arena, struct markdown *markdown, struct markdown_ids *ids,
                      struct diagnostics *diagnostics)
{
    cmark_node *root = markdown->root;
    struct markdown_tree *tree = root->user_data;
    struct collector c = {.arena = arena,
                          .tree = tree,
                          .ids = ids,
                          .diagnostics = diagnostics,
                          .limits = {.tree = tree, .diagnostics = diagnostics},
                          .finder = {.tree = tree},
                          .mistakes = {.tree = tree, .diagnostics = diagnostics}};
    if (!walk(&c, root))
        return false;
    for (size_t i = 0; i < c.headings.count; i++) {
        struct text_range range = c.heading_texts.items[i];
        c.headings.items[i].text =
            slice_trim(slice_from(c.plain.items + range.start, range.end - range.start));
    }
    markdown->headings = c.headings.items;
    markdown->heading_count = c.headings.count;
    markdown->links = c.links.items;
    markdown->link_count = c.links.count;
    markdown->fences = c.fences.items;
    markdown->fence_count = c.fences.count;
    markdown->has_footnotes = c.has_footnotes;
    markdown->plain = slice_from(c.plain.items, c.plain.count);
    markdown->anchors = c.anchors.items;
    markdown->anchor_count = c.anchors.count;
    markdown->kinds = c.kinds;
    markdown_sections_collect(arena, markdown);
    tree->is_collected = true;
    return true;
}

bool markdown_collect_again(struct arena *arena, struct markdown *markdown,
                            struct markdown_ids *ids, struct diagnostics *diagnostics)
{
    return markdown_collect(arena, markdown, ids ? ids : markdown_ids_create(arena), diagnostics);
}
