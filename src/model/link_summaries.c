/* Summaries as plain text, from a field or from a section of the body. */
#include "model/link.h"

#include <string.h>

/* Tags within a line: words on both sides of them may be one. */
static const struct slice inline_tags[] = {
    SLICE_INIT("<a "),   SLICE_INIT("<em>"),  SLICE_INIT("<strong>"), SLICE_INIT("<code>"),
    SLICE_INIT("<del>"), SLICE_INIT("<span"), SLICE_INIT("</"),
};

static const struct {
    struct slice written;
    struct slice character;
} entities[] = {{SLICE_INIT("&amp;"), SLICE_INIT("&")},
                {SLICE_INIT("&lt;"), SLICE_INIT("<")},
                {SLICE_INIT("&gt;"), SLICE_INIT(">")},
                {SLICE_INIT("&quot;"), SLICE_INIT("\"")}};

static void add_space(struct buffer *text)
{
    if (text->len && text->ptr[text->len - 1] != ' ')
        buffer_add_byte(text, ' ');
}

/* Gives what stands behind the tag; the number of a footnote goes with its tag. */
static struct slice pass_tag(struct buffer *text, struct slice html)
{
    bool is_inline = false;
    if (slice_starts_with(html, SLICE("<sup class=\"footnote-ref\">"))) {
        size_t end = slice_find(html, SLICE("</sup>"));
        html = slice_after(html, end == SLICE_NOT_FOUND ? 0 : end);
    }
    for (size_t i = 0; i < sizeof inline_tags / sizeof *inline_tags; i++)
        is_inline = is_inline || slice_starts_with(html, inline_tags[i]);
    if (!is_inline)
        add_space(text);
    size_t close = slice_find_byte(html, '>');
    return slice_after(html, close == SLICE_NOT_FOUND ? html.len : close + 1);
}

static struct slice pass_entity(struct buffer *text, struct slice html)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (slice_starts_with(html, entities[i].written)) {
            buffer_add(text, entities[i].character);
            return slice_after(html, entities[i].written.len);
        }
    }
    buffer_add_byte(text, '&');
    return slice_after(html, 1);
}

/* The text of HTML that cmark wrote: no comments, no raw HTML, four entities. */
static void add_text_of_html(struct buffer *text, struct slice html)
{
    while (html.len) {
        if (html.ptr[0] == '<') {
            html = pass_tag(text, html);
        } else if (html.ptr[0] == '&') {
            html = pass_entity(text, html);
        } else if (html.ptr[0] == ' ' || html.ptr[0] == '\n' || html.ptr[0] == '\t') {
            add_space(text);
            html = slice_after(html, 1);
        } else {
            size_t end = 1;
            while (end < html.len && !strchr("<& \n\t", html.ptr[end]))
                end++;
            buffer_add(text, slice_sub(html, 0, end));
            html = slice_after(html, end);
        }
    }
}

/* Used again for every edition. */
struct scratch {
    struct buffer html, text;
};

static struct slice section_summary(struct link *link, const struct edition *edition,
                                    struct scratch *scratch)
{
    const struct collection *collection = edition->sheet->collection;
    const struct document *document = edition->document;
    for (size_t i = 0; document->markdown && document->sections && i < collection->section_count;
         i++) {
        if (!slice_equal_string(collection->sections[i]->role, "summary") || !document->sections[i])
            continue;
        struct markdown_style style = {0};
        buffer_clear(&scratch->html);
        buffer_clear(&scratch->text);
        markdown_write_section_html(&scratch->html, document->markdown, document->sections[i],
                                    &style);
        add_text_of_html(&scratch->text, buffer_view(&scratch->html));
        return arena_copy(link->arena, slice_trim(buffer_view(&scratch->text)));
    }
    return (struct slice){0};
}

static void summarise(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                      void *context)
{
    struct scratch *scratch = context;
    (void)sheet;
    edition->summary = value_plain_text(edition_role(edition, ROLE_SUMMARY));
    if (edition->summary.len == 0)
        edition->summary = section_summary(link, edition, scratch);
}

/* After the links: a [[link]] without words of its own shows a title. */
void link_summaries(struct link *link)
{
    struct scratch scratch = {0};
    link_each_edition(link, summarise, &scratch);
    buffer_release(&scratch.html);
    buffer_release(&scratch.text);
}
