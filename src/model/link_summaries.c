/* Summaries as plain text, from a field or from a section of the body. */
#include "model/link.h"

/* The text of HTML that cmark wrote: no comments, no raw HTML, four entities. */
static void add_text_of_html(struct buffer *text, struct slice html)
{
    static const struct {
        struct slice entity;
        char character;
    } entities[] = {{SLICE_INIT("&amp;"), '&'},
                    {SLICE_INIT("&lt;"), '<'},
                    {SLICE_INIT("&gt;"), '>'},
                    {SLICE_INIT("&quot;"), '"'}};
    static const struct slice note = SLICE_INIT("<sup class=\"footnote-ref\">");
    while (html.len) {
        size_t taken = 1;
        char character = html.ptr[0];
        if (character == '<') {
            bool is_note = slice_starts_with(html, note);
            size_t end = is_note ? slice_find(html, SLICE("</sup>")) : 0;
            if (is_note && end != SLICE_NOT_FOUND)
                html = slice_after(html, end);
            bool is_inline = slice_starts_with(html, SLICE("<a")) ||
                             slice_starts_with(html, SLICE("</")) ||
                             slice_starts_with(html, SLICE("<em")) ||
                             slice_starts_with(html, SLICE("<strong")) ||
                             slice_starts_with(html, SLICE("<code"));
            size_t close = slice_find_byte(html, '>');
            taken = close == SLICE_NOT_FOUND ? html.len : close + 1;
            character = is_inline ? '\0' : ' ';
        } else if (character == '&') {
            for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
                if (slice_starts_with(html, entities[i].entity)) {
                    taken = entities[i].entity.len;
                    character = entities[i].character;
                }
            }
        }
        html = slice_after(html, taken);
        bool is_space = character == ' ' || character == '\n' || character == '\t';
        if (is_space && text->len && text->ptr[text->len - 1] != ' ')
            buffer_add_byte(text, ' ');
        else if (character && !is_space)
            buffer_add_byte(text, character);
    }
}

static struct slice section_summary(struct link *link, const struct edition *edition,
                                    struct buffer *html, struct buffer *text)
{
    const struct collection *collection = edition->sheet->collection;
    const struct document *document = edition->document;
    for (size_t i = 0; document->markdown && document->sections && i < collection->section_count;
         i++) {
        if (!slice_equal_string(collection->sections[i]->role, "summary") || !document->sections[i])
            continue;
        struct markdown_style style = {0};
        buffer_clear(html);
        buffer_clear(text);
        markdown_write_section_html(html, document->markdown, document->sections[i], &style);
        add_text_of_html(text, buffer_view(html));
        return arena_copy(link->arena, slice_trim(buffer_view(text)));
    }
    return (struct slice){0};
}

/* After the links: a [[link]] without words of its own shows a title. */
void link_summaries(struct link *link)
{
    struct buffer html = {0}, text = {0};
    for (size_t i = 0; i < link->state->all.count; i++) {
        struct linked_sheet *sheet = link->state->all.items[i];
        for (unsigned language = 0; language < link->schema->language_count; language++) {
            struct edition *edition = sheet->editions[language];
            if (!edition)
                continue;
            edition->summary = value_plain_text(edition_role(edition, ROLE_SUMMARY));
            if (edition->summary.len == 0)
                edition->summary = section_summary(link, edition, &html, &text);
        }
    }
    buffer_release(&html);
    buffer_release(&text);
}
