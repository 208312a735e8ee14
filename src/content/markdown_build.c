/*
 * A tree from elements: cmark's own nodes where GFM has one, a custom node with the element as its
 * mark otherwise (tables too, which may have more than GFM's).
 */
#include "content/markdown_build.h"
#include "base/vector.h"

#include <string.h>

struct markdown_builder {
    struct arena *arena;
    const struct markdown *like;
    const struct markdown_tree *tree;
    struct build_origins origins;
    cmark_node *root;          /* a document, or what holds the pieces that replace a node */
    cmark_node *notes;         /* holds the definitions, in the order of their references */
    VECTOR(cmark_node *) open; /* an entry for each open element; NULL: it has no node */
    cmark_node *at;            /* what comes next is its child */
    VECTOR(char) text;         /* of the words at hand */
    size_t node_count;
    struct span last_span; /* of what came before, for what has none */
    bool is_full;
};

/* ------------------------------------------------------------------ nodes */

static void append(cmark_node *parent, cmark_node *child)
{
    child->parent = parent;
    child->prev = parent->last_child;
    child->next = NULL;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

static cmark_node *create(struct markdown_builder *builder, cmark_node_type type)
{
    builder->node_count++;
    return markdown_node_create_in(builder->arena, type);
}

static struct slice copy(struct markdown_builder *builder, struct slice text)
{
    return text.len ? arena_copy(builder->arena, text) : (struct slice){"", 0};
}

static cmark_chunk chunk(struct markdown_builder *builder, struct slice text)
{
    struct slice own = copy(builder, text);
    return (cmark_chunk){(unsigned char *)own.ptr, (bufsize_t)own.len, 0};
}

static struct markdown_mark *mark(struct markdown_builder *builder, cmark_node *node,
                                  enum markdown_mark_kind kind)
{
    struct markdown_mark *mark = node->user_data;
    if (!mark)
        node->user_data = mark = arena_new(builder->arena, struct markdown_mark);
    mark->kind = kind;
    return mark;
}

static void end_text(struct markdown_builder *builder)
{
    if (!builder->text.count)
        return;
    cmark_node *node = create(builder, CMARK_NODE_TEXT);
    node->as.literal = chunk(builder, slice_from(builder->text.items, builder->text.count));
    append(builder->at, node);
    builder->text.count = 0;
}

static void add_text(struct markdown_builder *builder, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        vector_push(builder->arena, &builder->text, text.ptr[i]);
    builder->node_count += text.len / 64;
}

static struct markdown_attributes copy_attributes(struct markdown_builder *builder,
                                                  const struct markdown_attributes *from)
{
    struct markdown_attributes to = *from;
    to.identifier = copy(builder, from->identifier);
    to.classes = arena_array(builder->arena, struct slice, from->class_count);
    to.pairs = arena_array(builder->arena, struct markdown_pair, from->pair_count);
    for (size_t i = 0; i < from->class_count; i++)
        to.classes[i] = copy(builder, from->classes[i]);
    for (size_t i = 0; i < from->pair_count; i++)
        to.pairs[i] = (struct markdown_pair){copy(builder, from->pairs[i].name),
                                             copy(builder, from->pairs[i].value)};
    builder->node_count += from->class_count + from->pair_count;
    return to;
}

static bool has_attributes(const struct markdown_attributes *attributes)
{
    return attributes->identifier.len || attributes->class_count || attributes->pair_count;
}

static void set_attributes(struct markdown_builder *builder, cmark_node *node,
                           const struct markdown_attributes *from)
{
    struct markdown_attributes *own = arena_new(builder->arena, struct markdown_attributes);
    *own = copy_attributes(builder, from);
    mark(builder, node, MARK_NONE)->attributes = own;
}

/* A node for what GFM has none for. */
static cmark_node *custom(struct markdown_builder *builder, const struct markdown_element *element)
{
    struct markdown_element *own = arena_new(builder->arena, struct markdown_element);
    bool is_inline = element->kind < MARKDOWN_PLAIN;
    *own = *element;
    own->text = copy(builder, element->text);
    own->format = copy(builder, element->format);
    own->delimiter = copy(builder, element->delimiter);
    own->target = copy(builder, element->target);
    own->title = copy(builder, element->title);
    own->attributes = copy_attributes(builder, &element->attributes);
    own->layout = arena_array(builder->arena, struct markdown_column, element->layout_count);
    if (element->layout_count)
        memcpy(own->layout, element->layout, element->layout_count * sizeof *own->layout);
    cmark_node *node =
        create(builder, is_inline ? CMARK_NODE_CUSTOM_INLINE : CMARK_NODE_CUSTOM_BLOCK);
    mark(builder, node, MARK_ELEMENT)->element = own;
    return node;
}

/* ------------------------------------------------------------------ elements with a node of GFM */

static bool has_class(const struct markdown_element *element, const char *name)
{
    return element->attributes.class_count == 1 && !element->attributes.identifier.len &&
           !element->attributes.pair_count &&
           slice_equal_string(element->attributes.classes[0], name);
}

static cmark_node *make_link(struct markdown_builder *builder,
                             const struct markdown_element *element)
{
    bool is_image = element->kind == MARKDOWN_IMAGE;
    cmark_node *node = create(builder, is_image ? CMARK_NODE_IMAGE : CMARK_NODE_LINK);
    node->as.link.url = chunk(builder, element->target);
    node->as.link.title = chunk(builder, element->title);
    bool is_wiki = !is_image && has_class(element, "wikilink");
    bool is_auto = has_class(element, "uri") || has_class(element, "email");
    if (!is_wiki && !is_auto && has_attributes(&element->attributes))
        set_attributes(builder, node, &element->attributes);
    struct markdown_mark *own = mark(builder, node, is_wiki ? MARK_WIKI : MARK_NONE);
    if (!build_origins_take_link(&builder->origins, is_image, element->target, &own->span))
        own->span = builder->last_span;
    builder->last_span = own->span;
    return node;
}

static cmark_node *make_heading(struct markdown_builder *builder,
                                const struct markdown_element *element)
{
    cmark_node *node = create(builder, CMARK_NODE_HEADING);
    node->as.heading.level = element->number < 1 ? 1 : element->number > 6 ? 6 : element->number;
    set_attributes(builder, node, &element->attributes);
    struct markdown_mark *own = mark(builder, node, MARK_NONE);
    const cmark_node *origin =
        build_origins_take_heading(&builder->origins, element->attributes.identifier);
    if (origin) {
        own->span = markdown_mark_of(origin)->span;
        node->start_line = origin->start_line;
        node->end_line = origin->end_line;
        node->as.heading.setext = origin->as.heading.setext;
    } else {
        own->span = builder->last_span;
    }
    builder->last_span = own->span;
    return node;
}

static cmark_node *make_code_block(struct markdown_builder *builder,
                                   const struct markdown_element *element)
{
    cmark_node *node = create(builder, CMARK_NODE_CODE_BLOCK);
    struct slice text = element->text, none = {NULL, 0};
    struct slice class = element->attributes.class_count ? element->attributes.classes[0] : none;
    node->as.code.fenced = 1;
    node->as.code.literal =
        chunk(builder, text.len ? arena_concat(builder->arena, text, SLICE("\n"), none) : none);
    const cmark_node *origin =
        build_origins_take_fence(&builder->origins, class, markdown_chunk(&node->as.code.literal));
    if (origin) {
        node->as.code.info = origin->as.code.info;
        node->start_line = origin->start_line;
        mark(builder, node, MARK_NONE)->span = markdown_mark_of(origin)->span;
        return node;
    }
    node->as.code.info = chunk(builder, class);
    if (element->attributes.class_count > 1 || element->attributes.identifier.len ||
        element->attributes.pair_count)
        set_attributes(builder, node, &element->attributes);
    return node;
}

static cmark_node *make_list(struct markdown_builder *builder,
                             const struct markdown_element *element)
{
    bool is_ordered = element->kind == MARKDOWN_ORDERED_LIST;
    bool is_plain = !element->format.len || slice_equal_string(element->format, "Decimal") ||
                    slice_equal_string(element->format, "DefaultStyle");
    if (is_ordered && (!is_plain || element->number < 0))
        return custom(builder, element);
    cmark_node *node = create(builder, CMARK_NODE_LIST);
    node->as.list.list_type = is_ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST;
    node->as.list.start = element->number;
    node->as.list.delimiter = slice_equal_string(element->delimiter, "OneParen") ||
                                      slice_equal_string(element->delimiter, "TwoParens")
                                  ? CMARK_PAREN_DELIM
                                  : CMARK_PERIOD_DELIM;
    return node;
}

/* A note stands at the end; here is its number. */
static cmark_node *make_note(struct markdown_builder *builder)
{
    cmark_node *reference = create(builder, CMARK_NODE_FOOTNOTE_REFERENCE);
    cmark_node *definition = create(builder, CMARK_NODE_FOOTNOTE_DEFINITION);
    reference->parent_footnote_def = definition;
    append(builder->at, reference);
    append(builder->notes, definition);
    return definition;
}

static cmark_node *make_leaf(struct markdown_builder *builder, cmark_node_type type,
                             const struct markdown_element *element)
{
    cmark_node *node = create(builder, type);
    node->as.literal = chunk(builder, element->text);
    if (has_attributes(&element->attributes))
        set_attributes(builder, node, &element->attributes);
    return node;
}

static bool is_html(const struct markdown_element *element)
{
    return slice_equal_string(element->format, "html") ||
           slice_equal_string(element->format, "html5") ||
           slice_equal_string(element->format, "html4");
}

/* The sheet's own stays out of the page, a publisher's is written, other formats are left out. */
static cmark_node *make_raw(struct markdown_builder *builder,
                            const struct markdown_element *element)
{
    bool is_block = element->kind == MARKDOWN_RAW_BLOCK;
    if (is_html(element) && build_origins_have_raw(&builder->origins, element->text))
        return make_leaf(builder, is_block ? CMARK_NODE_HTML_BLOCK : CMARK_NODE_HTML_INLINE,
                         element);
    return custom(builder, element);
}

static cmark_node *make(struct markdown_builder *builder, const struct markdown_element *element)
{
    static const cmark_node_type *const strikethrough = &CMARK_NODE_STRIKETHROUGH;
    cmark_node *node;
    switch (element->kind) {
    case MARKDOWN_SOFT_BREAK:
        return create(builder, CMARK_NODE_SOFTBREAK);
    case MARKDOWN_LINE_BREAK:
        return create(builder, CMARK_NODE_LINEBREAK);
    case MARKDOWN_EMPH:
        return create(builder, CMARK_NODE_EMPH);
    case MARKDOWN_STRONG:
        return create(builder, CMARK_NODE_STRONG);
    case MARKDOWN_STRIKEOUT:
        return create(builder, *strikethrough);
    case MARKDOWN_CODE:
        return make_leaf(builder, CMARK_NODE_CODE, element);
    case MARKDOWN_RAW_INLINE:
    case MARKDOWN_RAW_BLOCK:
        return make_raw(builder, element);
    case MARKDOWN_LINK:
    case MARKDOWN_IMAGE:
        return make_link(builder, element);
    case MARKDOWN_PLAIN:
        node = create(builder, CMARK_NODE_PARAGRAPH);
        mark(builder, node, MARK_PLAIN);
        return node;
    case MARKDOWN_PARA:
        return create(builder, CMARK_NODE_PARAGRAPH);
    case MARKDOWN_CODE_BLOCK:
        return make_code_block(builder, element);
    case MARKDOWN_BLOCK_QUOTE:
        return create(builder, CMARK_NODE_BLOCK_QUOTE);
    case MARKDOWN_ORDERED_LIST:
    case MARKDOWN_BULLET_LIST:
        return make_list(builder, element);
    case MARKDOWN_ITEM:
        return create(builder, CMARK_NODE_ITEM);
    case MARKDOWN_HEADER:
        return make_heading(builder, element);
    case MARKDOWN_HORIZONTAL_RULE:
        return create(builder, CMARK_NODE_THEMATIC_BREAK);
    default:
        return custom(builder, element);
    }
}

/* ------------------------------------------------------------------ what is known when it ends */

/* "☐ text" at the start of an item is a task. */
static void find_task(cmark_node *item)
{
    static const struct slice boxes[] = {SLICE_INIT("☐"), SLICE_INIT("☒")};
    cmark_node *first = item->first_child, *text = first ? first->first_child : NULL;
    if (!first || !markdown_node_is(first, CMARK_NODE_PARAGRAPH) || !text ||
        !markdown_node_is(text, CMARK_NODE_TEXT) || !markdown_node_is(item, CMARK_NODE_ITEM))
        return;
    struct slice literal = markdown_chunk(&text->as.literal);
    for (int i = 0; i < 2; i++) {
        if (!slice_starts_with(literal, boxes[i]))
            continue;
        struct slice rest = slice_after(literal, boxes[i].len);
        if (rest.len && *rest.ptr != ' ')
            return;
        rest = slice_after(rest, 1);
        text->as.literal.data = (unsigned char *)rest.ptr;
        text->as.literal.len = (bufsize_t)rest.len;
        markdown_node_make_task(item, i == 1);
        if (markdown_mark_of(first) && !first->next && !rest.len && !text->next) {
            item->first_child = item->last_child = NULL; /* a box alone */
        }
        return;
    }
}

/* [[id]] shows the target's title; with a text of its own it shows that. */
static void end_wiki(cmark_node *link)
{
    struct markdown_mark *own = link->user_data;
    struct slice target = markdown_chunk(&link->as.link.url);
    size_t hash = slice_find_byte(target, '#');
    const cmark_node *text = link->first_child;
    struct slice id = slice_trim(hash == SLICE_NOT_FOUND ? target : slice_sub(target, 0, hash));
    own->has_text = !(text && !text->next && markdown_node_is(text, CMARK_NODE_TEXT) &&
                      slice_equal(slice_trim(markdown_chunk(&text->as.literal)), id));
}

/* ------------------------------------------------------------------ from outside */

static struct span span_before(const struct markdown_tree *tree, const cmark_node *node)
{
    if (!node)
        return markdown_tree_span(tree, slice_sub(tree->source, 0, 1));
    const struct markdown_mark *own = markdown_mark_of(node);
    if (own && own->span.file)
        return own->span;
    while (CMARK_NODE_INLINE_P((cmark_node *)node))
        node = node->parent;
    return markdown_tree_span(
        tree, slice_trim(markdown_tree_lines(tree, node->start_line, node->start_line)));
}

struct markdown_builder *markdown_build_start(struct arena *arena, const struct markdown *like,
                                              void *node)
{
    struct markdown_builder *builder = arena_new(arena, struct markdown_builder);
    builder->arena = arena;
    builder->like = like;
    builder->tree = ((const cmark_node *)like->root)->user_data;
    builder->root = create(builder, CMARK_NODE_DOCUMENT);
    builder->notes = create(builder, CMARK_NODE_DOCUMENT);
    builder->at = builder->root;
    builder->origins =
        (struct build_origins){.arena = arena, .like = like, .top = node ? node : like->root};
    builder->last_span = span_before(builder->tree, node);
    return builder;
}

bool markdown_build_open(struct markdown_builder *builder, const struct markdown_element *element)
{
    if (builder->node_count > MARKDOWN_NODES_MAX)
        builder->is_full = true;
    if (builder->is_full)
        return false;
    cmark_node *node = NULL;
    if (element->kind == MARKDOWN_STR) {
        add_text(builder, element->text);
    } else if (element->kind == MARKDOWN_SPACE) {
        add_text(builder, SLICE(" "));
    } else if (element->kind != MARKDOWN_NULL) {
        end_text(builder);
        if (element->kind == MARKDOWN_NOTE) {
            node = make_note(builder);
        } else {
            node = make(builder, element);
            append(builder->at, node);
        }
        if (element->kind == MARKDOWN_LINK && markdown_mark_of(node)->kind == MARK_WIKI) {
            struct markdown_mark *own = node->user_data;
            own->written =
                arena_concat(builder->arena, SLICE("[["), markdown_chunk(&node->as.link.url),
                             SLICE("]]"), (struct slice){0});
        }
    }
    vector_push(builder->arena, &builder->open, builder->at);
    if (node)
        builder->at = node;
    return true;
}

void markdown_build_close(struct markdown_builder *builder)
{
    if (builder->is_full || !builder->open.count)
        return;
    cmark_node *outer = builder->open.items[--builder->open.count];
    if (builder->at == outer)
        return; /* a word */
    cmark_node *node = builder->at;
    end_text(builder);
    builder->at = outer;
    const struct markdown_mark *own = markdown_mark_of(node);
    if (markdown_node_is(node, CMARK_NODE_ITEM))
        find_task(node);
    else if (own && own->kind == MARK_WIKI)
        end_wiki(node);
}

static void insert_before(cmark_node *place, cmark_node *node)
{
    node->parent = place->parent;
    node->prev = place->prev;
    node->next = place;
    if (place->prev)
        place->prev->next = node;
    else
        place->parent->first_child = node;
    place->prev = node;
}

static void take_out(cmark_node *node)
{
    if (node->prev)
        node->prev->next = node->next;
    else
        node->parent->first_child = node->next;
    if (node->next)
        node->next->prev = node->prev;
    else
        node->parent->last_child = node->prev;
}

static void number_note(struct markdown_builder *builder, cmark_node *root, cmark_node *reference,
                        int *count)
{
    cmark_node *definition = reference->parent_footnote_def;
    bool is_new = !definition->footnote.def_count;
    if (is_new && !definition->as.literal.len)
        definition = build_origins_take_note(&builder->origins, definition);
    if (!definition->footnote.def_count) {
        append(root, definition); /* behind all, where the walk still comes by */
        definition->internal_offset = ++*count;
        if (!definition->as.literal.len)
            definition->as.literal =
                chunk(builder, build_origins_new_label(&builder->origins, *count));
    }
    reference->parent_footnote_def = definition;
    reference->footnote.ref_ix = ++definition->footnote.def_count;
    reference->as.literal =
        chunk(builder, arena_format(builder->arena, "%d", definition->internal_offset));
}

/* Definitions stand at the end, by the order of their references; those that nothing refers to
 * are gone; notes that the sheet refers to twice are one. */
static void number_notes(struct markdown_builder *builder, cmark_node *root)
{
    int count = 0;
    for (cmark_node *next, *node = root->first_child; node; node = next) {
        next = node->next;
        if (!markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION))
            continue;
        take_out(node);
        node->footnote.def_count = 0;
        build_origins_keep_label(&builder->origins, markdown_chunk(&node->as.literal));
    }
    for (cmark_node *node = root; node; node = markdown_node_after(node, root))
        if (markdown_node_is(node, CMARK_NODE_FOOTNOTE_REFERENCE))
            number_note(builder, root, node, &count);
}

static cmark_node *finish_pieces(struct markdown_builder *builder)
{
    while (builder->open.count)
        markdown_build_close(builder);
    end_text(builder);
    return builder->root;
}

struct markdown *markdown_build_finish(struct markdown_builder *builder, struct markdown_ids *ids,
                                       struct diagnostics *diagnostics)
{
    static const struct problem too_many = {"markdown-nodes",
                                            SEVERITY_ERROR,
                                            {"the scripts make more than %1 elements of this text",
                                             "gli script fanno di questo testo più di %1 elementi"},
                                            {"look for a filter that repeats what it is given",
                                             "cerca un filtro che ripete quello che riceve"}};
    struct markdown_tree *tree = arena_new(builder->arena, struct markdown_tree);
    struct markdown *markdown = arena_new(builder->arena, struct markdown);
    *tree = *builder->tree;
    tree->is_collected = true;
    cmark_node *root = finish_pieces(builder);
    if (builder->is_full) {
        diagnostic_add(diagnostics, &too_many, span_of_file(tree->file),
                       arena_format(builder->arena, "%u", MARKDOWN_NODES_MAX));
        return NULL;
    }
    number_notes(builder, root);
    root->user_data = tree;
    markdown->root = root;
    return markdown_collect_again(builder->arena, markdown, ids, diagnostics) ? markdown : NULL;
}

static bool has_references(const cmark_node *top)
{
    for (const cmark_node *node = top; node; node = markdown_node_after(node, top))
        if (markdown_node_is(node, CMARK_NODE_FOOTNOTE_REFERENCE))
            return true;
    return false;
}

void markdown_build_replace(struct markdown_builder *builder, void *given)
{
    cmark_node *place = given, *root = builder->like->root, *pieces = finish_pieces(builder);
    bool renumber = builder->notes->first_child || has_references(place);
    for (cmark_node *next, *node = pieces->first_child; node; node = next) {
        next = node->next;
        insert_before(place, node);
    }
    take_out(place);
    if (renumber)
        number_notes(builder, root);
}

/* ------------------------------------------------------------------ parts of a tree */

static void copy_open(void *context, const struct markdown_element *element)
{
    markdown_build_open(context, element);
}

static void copy_close(void *context, const struct markdown_element *element)
{
    (void)element;
    markdown_build_close(context);
}

static struct markdown *copy_blocks(struct arena *arena, const struct markdown *markdown,
                                    const cmark_node *first, const cmark_node *end,
                                    struct diagnostics *diagnostics)
{
    struct markdown_builder *builder = markdown_build_start(arena, markdown, NULL);
    struct markdown_visitor visitor = {builder, copy_open, copy_close};
    markdown_visit_blocks(arena, markdown, first, end, &visitor);
    return markdown_build_finish(builder, NULL, diagnostics);
}

struct markdown *markdown_section_tree(struct arena *arena, const struct markdown *markdown,
                                       const struct markdown_section *section,
                                       struct diagnostics *diagnostics)
{
    const cmark_node *last = section->last;
    return copy_blocks(arena, markdown, section->first, last ? last->next : NULL, diagnostics);
}

struct markdown **markdown_section_item_trees(struct arena *arena, const struct markdown *markdown,
                                              const struct markdown_section *section, size_t *count,
                                              struct diagnostics *diagnostics)
{
    VECTOR(struct markdown *) trees = {0};
    const cmark_node *list = section->first;
    for (const cmark_node *item = list ? list->first_child : NULL; item; item = item->next) {
        struct markdown *tree =
            item->first_child ? copy_blocks(arena, markdown, item->first_child, NULL, diagnostics)
                              : NULL;
        vector_push(arena, &trees, tree);
    }
    *count = trees.count;
    return trees.items;
}

struct slice markdown_plain_line(struct arena *arena, const struct markdown *markdown)
{
    struct slice line = arena_copy(arena, slice_trim(markdown->plain));
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '\n')
            ((char *)line.ptr)[i] = ' '; /* the copy is ours */
    return line;
}
