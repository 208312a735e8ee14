#include "content/markdown_build.h"

#include "base/vector.h"

struct origin_spans {
    VECTOR(struct span) spans;
    size_t next;
};

struct origin_note {
    struct slice label;
    int left;                 /* references that have no note yet */
    cmark_node *built;        /* what stands for it */
    struct origin_note *next; /* of the same text */
};

/* ------------------------------------------------------------------ gathering */

static struct slice note_text(struct arena *arena, const cmark_node *definition)
{
    VECTOR(char) text = {0};
    for (const cmark_node *node = definition->first_child; node;
         node = markdown_node_after(node, definition)) {
        if (!markdown_node_is(node, CMARK_NODE_TEXT) && !markdown_node_is(node, CMARK_NODE_CODE))
            continue;
        struct slice part = markdown_chunk(&node->as.literal);
        for (size_t i = 0; i < part.len; i++)
            if (part.ptr[i] != ' ')
                vector_push(arena, &text, part.ptr[i]);
    }
    return slice_from(text.items, text.count);
}

static struct slice fence_key(struct arena *arena, struct slice name, struct slice body)
{
    return arena_concat(arena, name, SLICE("\n"), body, (struct slice){0});
}

static void add_link(struct build_origins *origins, const cmark_node *node)
{
    struct map *map = markdown_node_is(node, CMARK_NODE_IMAGE) ? &origins->images : &origins->links;
    struct slice target = markdown_chunk(&node->as.link.url);
    struct origin_spans *spans = map_get(map, target);
    if (!spans) {
        spans = arena_new(origins->arena, struct origin_spans);
        map_set(origins->arena, map, target, spans);
    }
    vector_push(origins->arena, &spans->spans, markdown_mark_of(node)->span);
}

static void add_fence(struct build_origins *origins, cmark_node *node)
{
    const struct markdown_mark *mark = markdown_mark_of(node);
    struct slice name, arguments;
    if (!mark || mark->kind != MARK_FENCE ||
        !markdown_fence_info_read(markdown_chunk(&node->as.code.info), &name, &arguments))
        return;
    map_add(origins->arena, &origins->fences,
            fence_key(origins->arena, name, markdown_chunk(&node->as.code.literal)), node);
}

static void add_note(struct build_origins *origins, const cmark_node *node)
{
    struct origin_note *note = arena_new(origins->arena, struct origin_note);
    struct slice text = note_text(origins->arena, node);
    note->label = markdown_chunk(&node->as.literal);
    note->left = node->footnote.def_count;
    struct origin_note *last = map_get(&origins->notes, text);
    if (!last) {
        map_set(origins->arena, &origins->notes, text, note);
        return;
    }
    note->next = last->next; /* few share a text: their order hardly matters */
    last->next = note;
}

static void add_raw(struct build_origins *origins, const cmark_node *node)
{
    struct slice text = markdown_chunk(&node->as.literal);
    if (slice_ends_with(text, SLICE("\n")))
        text.len--;
    map_set(origins->arena, &origins->raw, text, origins);
}

static void gather(struct build_origins *origins)
{
    if (origins->is_ready)
        return;
    origins->is_ready = true;
    for (const cmark_node *node = origins->top; node;
         node = markdown_node_after(node, origins->top)) {
        const struct markdown_mark *mark =
            node == origins->like->root ? NULL : markdown_mark_of(node);
        if ((markdown_node_is(node, CMARK_NODE_LINK) || markdown_node_is(node, CMARK_NODE_IMAGE)) &&
            mark)
            add_link(origins, node);
        else if (markdown_node_is(node, CMARK_NODE_HEADING) && mark)
            map_add(origins->arena, &origins->headings, origins->like->headings[mark->index].id,
                    (void *)node);
        else if (markdown_node_is(node, CMARK_NODE_CODE_BLOCK))
            add_fence(origins, (cmark_node *)node);
        else if (markdown_node_is(node, CMARK_NODE_FOOTNOTE_DEFINITION))
            add_note(origins, node);
        else if (markdown_node_is(node, CMARK_NODE_HTML_BLOCK) ||
                 markdown_node_is(node, CMARK_NODE_HTML_INLINE))
            add_raw(origins, node);
    }
}

/* ------------------------------------------------------------------ asking */

bool build_origins_take_link(struct build_origins *origins, bool is_image, struct slice target,
                             struct span *span)
{
    gather(origins);
    struct origin_spans *found = map_get(is_image ? &origins->images : &origins->links, target);
    if (!found)
        return false;
    *span = found->spans.items[found->next];
    if (found->next + 1 < found->spans.count)
        found->next++;
    return true;
}

const cmark_node *build_origins_take_heading(struct build_origins *origins, struct slice id)
{
    gather(origins);
    const cmark_node *node = map_get(&origins->headings, id);
    if (node)
        map_set(origins->arena, &origins->headings, id, NULL);
    return node;
}

const cmark_node *build_origins_take_fence(struct build_origins *origins, struct slice name,
                                           struct slice body)
{
    gather(origins);
    if (!origins->fences.count)
        return NULL;
    return map_get(&origins->fences, fence_key(origins->arena, name, body));
}

bool build_origins_have_raw(struct build_origins *origins, struct slice text)
{
    gather(origins);
    if (slice_ends_with(text, SLICE("\n")))
        text.len--;
    return map_get(&origins->raw, text) != NULL;
}

cmark_node *build_origins_take_note(struct build_origins *origins, cmark_node *definition)
{
    gather(origins);
    struct origin_note *note = origins->notes.count
                                   ? map_get(&origins->notes, note_text(origins->arena, definition))
                                   : NULL;
    while (note && !note->left)
        note = note->next;
    if (!note)
        return definition;
    note->left--;
    if (note->built)
        return note->built;
    if (map_add(origins->arena, &origins->labels, note->label, note))
        definition->as.literal =
            (cmark_chunk){(unsigned char *)note->label.ptr, (bufsize_t)note->label.len, 0};
    return note->built = definition;
}

void build_origins_keep_label(struct build_origins *origins, struct slice label)
{
    map_set(origins->arena, &origins->labels, label, origins);
}

struct slice build_origins_new_label(struct build_origins *origins, int number)
{
    gather(origins);
    struct slice label = arena_format(origins->arena, "%d", number);
    for (int i = 2; !map_add(origins->arena, &origins->labels, label, origins); i++)
        label = arena_format(origins->arena, "%d-%d", number, i);
    return label;
}
