#include "model/generated.h"

#include "model/link.h"

#include <stdlib.h>

static int compare_pages(const void *a, const void *b)
{
    const struct generated_page *first = a, *second = b;
    return slice_compare(first->id, second->id);
}

static struct edition *make_edition(struct arena *arena, struct linked_sheet *sheet,
                                    struct document *document, unsigned language)
{
    struct edition *edition = arena_new(arena, struct edition);
    edition->sheet = &sheet->sheet;
    edition->language = language;
    edition->document = document;
    edition->path = document->file->path;
    edition->values = document->values;
    const struct value *title = edition_role(edition, ROLE_TITLE);
    edition->title = title ? title->as.text : sheet->sheet.id;
    document->edition = edition;
    return edition;
}

static struct linked_sheet *make_sheet(struct catalogue *catalogue,
                                       const struct collection *collection,
                                       const struct generated_page *page)
{
    struct arena *arena = catalogue->arena;
    struct linked_sheet *sheet = arena_new(arena, struct linked_sheet);
    sheet->sheet.collection = collection;
    sheet->sheet.id = page->id;
    sheet->sheet.status = STATUS_PUBLISHED;
    sheet->visible = true;
    struct slice address = {0};
    for (unsigned i = 0; i < catalogue->schema->language_count; i++) {
        if (!page->documents[i])
            continue;
        struct edition *edition = make_edition(arena, sheet, page->documents[i], i);
        sheet->editions[i] = sheet->sheet.editions[i] = edition;
        struct added_file *added = arena_new(arena, struct added_file);
        added->file = page->documents[i]->file;
        added->document = page->documents[i];
        added->key = linked_sheet_key(arena, sheet);
        sheet->files[i] = added;
        if (!sheet->sheet.original) {
            sheet->sheet.original = edition;
            sheet->files[0] = added;
            address = page->address[i];
        }
    }
    for (unsigned i = 0; i < catalogue->schema->language_count; i++)
        sheet->address[i] = page->documents[i] ? page->address[i] : address;
    return sheet;
}

void catalogue_add_pages(struct catalogue *catalogue, const struct collection *collection,
                         struct generated_page *pages, size_t count)
{
    struct catalogue_state *state = catalogue->private;
    struct arena *arena = catalogue->arena;
    struct collator *collator = collator_open(catalogue->schema->languages[0]);
    struct sheet **sheets = arena_array(arena, struct sheet *, catalogue->sheet_count + count);
    for (size_t i = 0; i < catalogue->sheet_count; i++)
        sheets[i] = catalogue->sheets[i];
    catalogue->sheets = sheets;
    if (count)
        qsort(pages, count, sizeof *pages, compare_pages);
    for (size_t i = 0; i < count; i++) {
        struct linked_sheet *sheet = make_sheet(catalogue, collection, &pages[i]);
        struct slice key = linked_sheet_key(arena, sheet);
        sheet->title_key = collator_key(collator, arena, sheet->sheet.original->title);
        sheet->sheet.index = catalogue->sheet_count;
        sheets[catalogue->sheet_count++] = &sheet->sheet;
        vector_push(arena, &state->all, sheet);
        map_set(arena, &state->sheets_by_key, key, sheet);
        map_set(arena, &catalogue->sheets_by_key, key, &sheet->sheet);
        struct namesakes *named = map_get(&state->sheets_by_id, sheet->sheet.id);
        if (!named) { /* a sheet with a file goes before a page of the same name */
            named = arena_new(arena, struct namesakes);
            named->first = sheet;
            map_set(arena, &state->sheets_by_id, sheet->sheet.id, named);
        }
    }
    collator_close(collator);
}
