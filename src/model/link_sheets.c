/* Files become sheets: editions grouped, ids settled, drafts set aside. */
#include "model/link.h"

#include "base/files.h"

#include <stdlib.h>

static const struct problem no_original = {
    "translation-without-original",
    SEVERITY_ERROR,
    {"this is a translation, and the sheet in %1 that it translates does not exist",
     "questa è una traduzione, e la scheda in %1 che traduce non esiste"},
    {"write %2 first: the original carries the facts, the translation only its texts",
     "scrivi prima %2: i dati stanno nell'originale, nella traduzione solo i testi"}};

static const struct problem id_twice = {"id-twice",
                                        SEVERITY_ERROR,
                                        {"the id \"%1\" is taken already in %2: by %3",
                                         "l'identificativo \"%1\" in %2 è già preso: da %3"},
                                        {"rename the file, or give the sheet another `id`",
                                         "rinomina il file, oppure dai alla scheda un altro `id`"}};

static const struct problem other_id = {
    "translation-id",
    SEVERITY_ERROR,
    {"a translation has the id of its original, \"%1\", and cannot say \"%2\"",
     "una traduzione ha l'identificativo del suo originale, \"%1\", e non può dire \"%2\""},
    {"take out the line", "togli la riga"}};

static bool status_is_visible(const struct link *link, enum status status)
{
    return status == STATUS_PUBLISHED || link->options.drafts;
}

/* The group of files that are editions of one sheet. */
static struct linked_sheet *find_group(struct link *link, struct map *groups,
                                       const struct added_file *added)
{
    const struct sheet_name *name = &added->name;
    struct slice key = arena_format(link->arena, "%.*s/%.*s/%.*s", SLICE_ARG(name->collection->id),
                                    SLICE_ARG(name->folder), SLICE_ARG(name->id));
    struct linked_sheet *sheet = map_get(groups, key);
    if (!sheet) {
        sheet = arena_new(link->arena, struct linked_sheet);
        sheet->sheet.collection = name->collection;
        sheet->sheet.folder = name->folder;
        sheet->sheet.id = name->id;
        map_set(link->arena, groups, key, sheet);
    }
    return sheet;
}

static const struct added_file *any_file(const struct linked_sheet *sheet)
{
    for (unsigned i = 0; i < SITE_LANGUAGES_MAX; i++)
        if (sheet->files[i])
            return sheet->files[i];
    return NULL;
}

static void report_no_original(struct link *link, const struct linked_sheet *sheet)
{
    const struct added_file *file = any_file(sheet);
    link_set_lenient(link, file->document);
    diagnostic_add(link->diagnostics, &no_original, span_of_file(file->file),
                   link->schema->locales[0]->name,
                   arena_concat(link->diagnostics->arena, path_name(file->key), SLICE(".md"),
                                (struct slice){0}));
    link_set_lenient(link, NULL);
}

static void add_edition(struct link *link, struct linked_sheet *sheet, unsigned language)
{
    const struct added_file *file = sheet->files[language];
    if (!file || !file->document)
        return;
    struct edition *edition = arena_new(link->arena, struct edition);
    edition->sheet = &sheet->sheet;
    edition->language = language;
    edition->document = file->document;
    edition->path = file->file->path;
    edition->values = file->document->values;
    file->document->edition = edition;
    sheet->editions[language] = edition;
    if (status_is_visible(link, file->document->status))
        sheet->sheet.editions[language] = edition;

    const struct slice id = file->document->id;
    if (language && id.len && !slice_equal(id, sheet->sheet.id)) {
        link_set_lenient(link, file->document);
        diagnostic_add(link->diagnostics, &other_id, file->document->id_span, sheet->sheet.id, id);
        link_set_lenient(link, NULL);
    }
}

static void gather_aliases(struct link *link, struct linked_sheet *sheet)
{
    VECTOR(struct slice) aliases = {0};
    for (unsigned i = 0; i < link->schema->language_count; i++) {
        const struct edition *edition = sheet->sheet.editions[i];
        for (size_t k = 0; edition && k < edition->document->alias_count; k++)
            vector_push(link->arena, &aliases, edition->document->aliases[k]);
    }
    sheet->sheet.aliases = aliases.items;
    sheet->sheet.alias_count = aliases.count;
}

static void settle_sheet(struct link *link, struct linked_sheet *sheet)
{
    const struct added_file *original = sheet->files[0];
    if (!original)
        report_no_original(link, sheet);
    sheet->broken = !original || !original->document;
    sheet->is_root = original && original->name.has_folder &&
                     slice_equal(path_folder(original->key), sheet->sheet.collection->path);
    if (sheet->broken)
        return;
    const struct document *document = original->document;
    if (document->id.len)
        sheet->sheet.id = document->id;
    sheet->sheet.status = document->status;
    sheet->visible = status_is_visible(link, document->status);
    for (unsigned i = 0; i < link->schema->language_count; i++)
        add_edition(link, sheet, i);
    sheet->sheet.original = sheet->editions[0];
    gather_aliases(link, sheet);
}

static void add_name(struct link *link, struct linked_sheet *sheet)
{
    struct slice key = linked_sheet_key(link->arena, sheet);
    if (!map_add(link->arena, &link->state->sheets_by_key, key, sheet)) {
        const struct linked_sheet *first = map_get(&link->state->sheets_by_key, key);
        const struct added_file *file = any_file(sheet), *other = any_file(first);
        struct span span = file->document && file->document->id_span.file
                               ? file->document->id_span
                               : span_of_file(file->file);
        link_set_lenient(link, file->document);
        diagnostic_add(link->diagnostics, &id_twice, span, sheet->sheet.id,
                       sheet->sheet.collection->id, other->file->path)
            ->related = span_of_file(other->file);
        link_set_lenient(link, NULL);
        sheet->broken = true;
        return;
    }
    struct namesakes *named = map_get(&link->state->sheets_by_id, sheet->sheet.id);
    if (!named) {
        named = arena_new(link->arena, struct namesakes);
        named->first = sheet;
        map_set(link->arena, &link->state->sheets_by_id, sheet->sheet.id, named);
    } else if (!named->second) {
        named->second = sheet;
    }
}

static void add_places(struct link *link, struct linked_sheet *sheet)
{
    const struct added_file *file = any_file(sheet);
    map_set(link->arena, &link->state->sheets_by_file, file->key, sheet);
    if (file->name.has_folder)
        map_set(link->arena, &link->state->sheets_by_folder, path_folder(file->key), sheet);
}

static int compare_sheets(const void *a, const void *b)
{
    const struct linked_sheet *first = *(struct linked_sheet *const *)a;
    const struct linked_sheet *second = *(struct linked_sheet *const *)b;
    size_t x = first->sheet.collection->index, y = second->sheet.collection->index;
    if (x != y)
        return x < y ? -1 : 1;
    return slice_compare(first->sheet.id, second->sheet.id);
}

/* What everybody else sees: the sheets that have pages. */
static void fill_catalogue(struct link *link)
{
    struct catalogue *catalogue = link->catalogue;
    struct catalogue_state *state = link->state;
    catalogue->sheets = arena_array(link->arena, struct sheet *, state->all.count);
    for (size_t i = 0; i < state->all.count; i++) {
        struct linked_sheet *sheet = state->all.items[i];
        sheet->sheet.index = SIZE_MAX;
        if (!sheet->visible)
            continue;
        sheet->sheet.index = catalogue->sheet_count;
        catalogue->sheets[catalogue->sheet_count++] = &sheet->sheet;
        map_set(link->arena, &catalogue->sheets_by_key, linked_sheet_key(link->arena, sheet),
                &sheet->sheet);
    }
}

void link_sheets(struct link *link)
{
    struct catalogue_state *state = link->state;
    struct map groups = {0};
    for (size_t i = 0; i < state->added.count; i++) {
        const struct added_file *added = state->added.items[i];
        find_group(link, &groups, added)->files[added->name.language] = added;
    }
    for (size_t i = 0; i < groups.count; i++) {
        struct linked_sheet *sheet = groups.entries[i].value;
        settle_sheet(link, sheet);
        add_places(link, sheet);
        add_name(link, sheet);
        if (!sheet->broken)
            vector_push(link->arena, &state->all, sheet);
    }
    if (state->all.count)
        qsort(state->all.items, state->all.count, sizeof *state->all.items, compare_sheets);
    fill_catalogue(link);
}
