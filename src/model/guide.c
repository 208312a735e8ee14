/* Guides: the tree of chapters, by folders or by a field, and the order to read them in. */
#include "model/link.h"

#include "base/files.h"

#include <stdlib.h>

#define GUIDE_DEPTH_MAX 12

static const struct problem parent_cycle = {
    "parent-cycle",
    SEVERITY_ERROR,
    {"\"%1\" would stand below itself: following `%2` upwards leads back to it",
     "\"%1\" starebbe sotto sé stessa: seguendo `%2` verso l'alto si torna a lei"},
    {"give one of the sheets of this circle another parent, or none",
     "dai a una delle schede del giro un'altra superiore, o nessuna"}};

static const struct problem too_deep = {
    "guide-depth",
    SEVERITY_ERROR,
    {"\"%1\" stands more than %2 levels deep in the guide",
     "\"%1\" sta a più di %2 livelli di profondità nella guida"},
    {"move it nearer to the top", "spostala più in alto"}};

static bool is_guide(const struct collection *collection)
{
    return slice_equal_string(collection->template, "guide");
}

static const struct sheet *parent_by_field(const struct sheet *sheet)
{
    const struct value *value = edition_role(sheet->original, ROLE_PARENT);
    const struct sheet *parent = value && value->kind == VALUE_REF ? value->as.ref.target : NULL;
    return parent && parent->collection == sheet->collection ? parent : NULL;
}

/* The sheet of the nearest folder above: "a/b.md" or "a/b/index.md" for all in "a/b". */
static const struct sheet *parent_by_folder(const struct link *link, const struct sheet *sheet)
{
    const struct collection *collection = sheet->collection;
    for (struct slice folder = sheet->folder; folder.len; folder = path_folder(folder)) {
        struct slice path = path_join(link->arena, collection->path, folder);
        const struct linked_sheet *found = map_get(&link->state->sheets_by_folder, path);
        if (!found)
            found = map_get(&link->state->sheets_by_file, path);
        if (found && found->visible && &found->sheet != sheet &&
            found->sheet.collection == collection)
            return &found->sheet;
    }
    return NULL;
}

/* Each sheet is walked over at most twice: `marks` holds the walk that saw it first. */
static void break_cycles(struct link *link, const struct sheet *const *sheets, size_t count)
{
    size_t *marks = arena_array(link->arena, size_t, link->catalogue->sheet_count);
    for (size_t i = 0; i < count; i++) {
        struct sheet *sheet = (struct sheet *)sheets[i];
        while (sheet && !marks[sheet->index]) {
            marks[sheet->index] = i + 1;
            struct sheet *parent = (struct sheet *)sheet->parent;
            if (parent && marks[parent->index] == i + 1) {
                const struct value *value = edition_role(sheet->original, ROLE_PARENT);
                link_set_lenient(link, sheet->original->document);
                diagnostic_add(link->diagnostics, &parent_cycle,
                               value ? value->span : span_of_file(sheet->original->document->file),
                               sheet->id, sheet->collection->by_role[ROLE_PARENT]->id);
                sheet->parent = parent = NULL;
            }
            sheet = parent;
        }
    }
    link_set_lenient(link, NULL);
}

static int64_t sheet_order(const struct sheet *sheet)
{
    const struct value *value = edition_role(sheet->original, ROLE_ORDER);
    return value && value->kind == VALUE_INTEGER ? value->as.integer : INT64_MAX;
}

/* The guide's own page first, then by order, title and id; parents play no part. */
static int compare_chapters(const void *a, const void *b)
{
    const struct linked_sheet *x = linked_sheet_of(*(const struct sheet *const *)a);
    const struct linked_sheet *y = linked_sheet_of(*(const struct sheet *const *)b);
    if (x->is_root != y->is_root)
        return x->is_root ? -1 : 1;
    int64_t first = sheet_order(&x->sheet), second = sheet_order(&y->sheet);
    if (first != second)
        return first < second ? -1 : 1;
    return linked_sheet_compare_titles(x, y);
}

/* Children in the order of the list, which is sorted already. */
static void fill_children(struct link *link, const struct sheet *const *sheets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sheets[i]->parent)
            ((struct sheet *)sheets[i]->parent)->child_count++;
    for (size_t i = 0; i < count; i++) {
        struct sheet *sheet = (struct sheet *)sheets[i];
        sheet->children = arena_array(link->arena, const struct sheet *, sheet->child_count);
        sheet->child_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct sheet *parent = (struct sheet *)sheets[i]->parent;
        if (parent)
            parent->children[parent->child_count++] = sheets[i];
    }
}

struct reading_order {
    struct link *link;
    const struct sheet **sheets;
    size_t count;
    VECTOR(struct sheet *) cut; /* too deep: they go on as roots, so that nothing is lost */
};

static void cut_children(struct reading_order *reading, struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->child_count; i++) {
        struct sheet *child = (struct sheet *)sheet->children[i];
        link_set_lenient(reading->link, child->original->document);
        diagnostic_add(reading->link->diagnostics, &too_deep,
                       span_of_file(child->original->document->file), child->id,
                       arena_format(reading->link->arena, "%d", GUIDE_DEPTH_MAX));
        link_set_lenient(reading->link, NULL);
        child->parent = NULL;
        vector_push(reading->link->arena, &reading->cut, child);
    }
    sheet->child_count = 0;
}

static void read_chapter(struct reading_order *reading, struct sheet *sheet, unsigned depth)
{
    reading->sheets[reading->count++] = sheet;
    if (depth == GUIDE_DEPTH_MAX)
        cut_children(reading, sheet);
    for (size_t i = 0; i < sheet->child_count; i++)
        read_chapter(reading, (struct sheet *)sheet->children[i], depth + 1);
}

static void order_guide(struct link *link, struct collection_sheets *list)
{
    if (list->count == 0)
        return;
    qsort(list->sheets, list->count, sizeof *list->sheets, compare_chapters);
    fill_children(link, list->sheets, list->count);
    struct reading_order reading = {.link = link};
    reading.sheets = arena_array(link->arena, const struct sheet *, list->count);
    VECTOR(struct sheet *) roots = {0};
    for (size_t i = 0; i < list->count; i++)
        if (!list->sheets[i]->parent)
            vector_push(link->arena, &roots, (struct sheet *)list->sheets[i]);
    for (size_t i = 0; i < roots.count; i++)
        read_chapter(&reading, roots.items[i], 1);
    for (size_t i = 0; i < reading.cut.count; i++)
        read_chapter(&reading, reading.cut.items[i], 1);
    list->sheets = reading.sheets;
    for (size_t i = 0; i < list->count; i++) {
        struct sheet *sheet = (struct sheet *)list->sheets[i];
        sheet->previous = i ? list->sheets[i - 1] : NULL;
        sheet->next = i + 1 < list->count ? list->sheets[i + 1] : NULL;
    }
}

void link_guides(struct link *link)
{
    for (size_t i = 0; i < link->schema->collection_count; i++) {
        struct collection_sheets *list = &link->catalogue->collections[i];
        bool guide = is_guide(list->collection);
        if (!guide && !list->collection->by_role[ROLE_PARENT])
            continue;
        for (size_t k = 0; k < list->count; k++) {
            struct sheet *sheet = (struct sheet *)list->sheets[k];
            sheet->parent = parent_by_field(sheet);
            if (!sheet->parent && guide)
                sheet->parent = parent_by_folder(link, sheet);
        }
        break_cycles(link, list->sheets, list->count);
        if (guide)
            order_guide(link, list);
    }
}
