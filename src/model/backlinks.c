/* Who links here, and from under which heading. */
#include "model/link.h"

#include <stdlib.h>

/* Headings come in the order of the text. */
static struct slice heading_above(const struct markdown *body, struct span place)
{
    size_t from = 0, to = body ? body->heading_count : 0;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (body->headings[middle].span.start <= place.start)
            from = middle + 1;
        else
            to = middle;
    }
    return from ? body->headings[from - 1].id : (struct slice){0};
}

void link_note_backlink(struct link *link, struct linked_sheet *target, const struct edition *from,
                        const struct markdown *body, struct span place)
{
    const struct linked_sheet *source = linked_sheet_of(from->sheet);
    if (source == target || target->last_source == source || !source->visible ||
        from->sheet->editions[from->language] != from)
        return;
    target->last_source = source;
    struct backlink backlink = {&source->sheet, from, heading_above(body, place)};
    vector_push(link->arena, &target->backlinks, backlink);
}

static int compare_backlinks(const void *a, const void *b)
{
    const struct sheet *x = ((const struct backlink *)a)->from;
    const struct sheet *y = ((const struct backlink *)b)->from;
    if (x->collection != y->collection)
        return x->collection->index < y->collection->index ? -1 : 1;
    return linked_sheet_compare_titles(linked_sheet_of(x), linked_sheet_of(y));
}

void link_sort_backlinks(struct link *link)
{
    for (size_t i = 0; i < link->state->all.count; i++) {
        struct linked_sheet *sheet = link->state->all.items[i];
        sheet->sheet.backlinks = sheet->backlinks.items;
        sheet->sheet.backlink_count = sheet->backlinks.count;
        if (sheet->backlinks.count)
            qsort(sheet->backlinks.items, sheet->backlinks.count, sizeof *sheet->backlinks.items,
                  compare_backlinks);
    }
}
