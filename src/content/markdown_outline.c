/* A tree as people read it: `schedario lua`. */
#include "content/markdown_nodes.h"

struct outline {
    struct buffer *out;
    unsigned depth;
    bool in_words; /* a line of words has begun */
};

static void end_words(struct outline *outline)
{
    if (outline->in_words)
        buffer_add(outline->out, SLICE("\"\n"));
    outline->in_words = false;
}

/* On one line, whatever is in it. */
static void add_text(struct outline *outline, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            buffer_add(outline->out, SLICE("\\n"));
        else
            buffer_add_byte(outline->out, text.ptr[i]);
    }
}

static void add_word(struct outline *outline, struct slice word)
{
    if (!outline->in_words) {
        buffer_add_repeated(outline->out, ' ', 2 * outline->depth);
        buffer_add_byte(outline->out, '"');
    }
    outline->in_words = true;
    add_text(outline, word);
}

static void add_part(struct outline *outline, const char *before, struct slice text,
                     const char *after)
{
    if (!text.len)
        return;
    buffer_add_string(outline->out, before);
    add_text(outline, text);
    buffer_add_string(outline->out, after);
}

static void add_attributes(struct outline *outline, const struct markdown_attributes *attributes)
{
    add_part(outline, " #", attributes->identifier, "");
    for (size_t i = 0; i < attributes->class_count; i++)
        add_part(outline, " .", attributes->classes[i], "");
    for (size_t i = 0; i < attributes->pair_count; i++) {
        add_part(outline, " ", attributes->pairs[i].name, "=\"");
        add_text(outline, attributes->pairs[i].value);
        buffer_add_byte(outline->out, '"');
    }
}

static void open_element(void *context, const struct markdown_element *element)
{
    struct outline *outline = context;
    bool has_number = element->kind == MARKDOWN_HEADER || element->kind == MARKDOWN_ORDERED_LIST;
    if (element->kind == MARKDOWN_STR || element->kind == MARKDOWN_SPACE) {
        add_word(outline, element->kind == MARKDOWN_STR ? element->text : SLICE(" "));
        return;
    }
    end_words(outline);
    buffer_add_repeated(outline->out, ' ', 2 * outline->depth);
    buffer_add_string(outline->out, markdown_kind_name(element->kind));
    if (has_number)
        buffer_format(outline->out, " %d", element->number);
    if (element->kind == MARKDOWN_RAW_BLOCK || element->kind == MARKDOWN_RAW_INLINE)
        add_part(outline, " ", element->format, "");
    add_attributes(outline, &element->attributes);
    add_part(outline, " <", element->target, ">");
    add_part(outline, " title=\"", element->title, "\"");
    add_part(outline, " \"", element->text, "\"");
    buffer_add_byte(outline->out, '\n');
    outline->depth++;
}

static void close_element(void *context, const struct markdown_element *element)
{
    struct outline *outline = context;
    if (element->kind == MARKDOWN_STR || element->kind == MARKDOWN_SPACE)
        return;
    end_words(outline);
    outline->depth--;
}

void markdown_write_outline(struct buffer *out, const struct markdown *markdown)
{
    struct arena arena = {0};
    struct outline outline = {.out = out};
    struct markdown_visitor visitor = {&outline, open_element, close_element};
    markdown_visit(&arena, markdown, &visitor);
    end_words(&outline);
    arena_release(&arena);
}
