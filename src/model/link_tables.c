/* Indicator tables: the sheets that they name, and the files beside the page that hold their rows. */
#include "model/link.h"

#include "base/files.h"
#include "model/table.h"

static const struct problem no_sheet = {"table-sheet",
                                        SEVERITY_ERROR,
                                        {"there is no sheet \"%1\", which the table \"%2\" names",
                                         "non c'è la scheda \"%1\", nominata dalla tabella \"%2\""},
                                        {"write the name of a sheet's file, without .md",
                                         "scrivi il nome del file di una scheda, senza .md"}};

static const struct problem no_sheet_near = {
    "table-sheet",
    SEVERITY_ERROR,
    {"there is no sheet \"%1\", which the table \"%2\" names",
     "non c'è la scheda \"%1\", nominata dalla tabella \"%2\""},
    {"did you mean \"%3\"?", "forse \"%3\"?"}};

static void resolve_cell(struct link *link, const struct table *table, struct table_cell *cell)
{
    struct slice id = cell->as.ref.id;
    struct linked_sheet *found = map_get(&link->state->sheets_by_key, id);
    const struct namesakes *namesakes = map_get(&link->state->sheets_by_id, id);
    if (!found && namesakes && !namesakes->second)
        found = namesakes->first;
    if (found) {
        cell->as.ref.sheet = found->visible ? &found->sheet : NULL;
        return;
    }
    const struct linked_sheet *near = link_nearest_sheet(link, NULL, id);
    diagnostic_add(link->diagnostics, near ? &no_sheet_near : &no_sheet,
                   cell->span.file ? cell->span : table->span, id, table->name,
                   near ? near->sheet.id : (struct slice){0});
}

static void resolve_edition(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                            void *context)
{
    (void)sheet;
    (void)context;
    for (size_t t = 0; t < edition->document->table_count; t++) {
        struct table *table = edition->document->tables[t];
        struct loose_file *file =
            map_get(&link->state->loose_by_path, content_path(table->rows_path));
        if (file)
            file->has_rows = true;
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].type != TABLE_SHEET)
                continue;
            for (size_t r = 0; r < table->rows.count; r++)
                if (table->rows.items[r][c].kind == CELL_SHEET)
                    resolve_cell(link, table, &table->rows.items[r][c]);
        }
    }
}

void link_tables(struct link *link)
{
    link_each_edition(link, resolve_edition, NULL);
}

/* ID.csv, unless a file beside the sheet is called so. */
static struct slice csv_name(struct link *link, const struct edition *edition,
                             const struct table *table)
{
    struct arena *arena = link->arena;
    struct slice name = arena_concat(arena, table->id, SLICE(".csv"), (struct slice){0});
    struct slice path = path_join(arena, content_path(path_folder(edition->path)), name);
    if (slice_starts_with(path_name(edition->path), SLICE("index.")) &&
        map_get(&link->state->loose_by_path, path))
        name = arena_concat(arena, table->id, SLICE("-table.csv"), (struct slice){0});
    return name;
}

void link_table_routes(struct link *link, const struct sheet *sheet, unsigned language)
{
    const struct edition *edition = sheet_edition(sheet, language);
    struct slice folder = sheet->url[language];
    size_t slash = slice_find_last_byte(folder, '/');
    folder = slice_sub(folder, 0, slash == SLICE_NOT_FOUND ? 0 : slash + 1);
    for (size_t i = 0; i < edition->document->table_count; i++) {
        struct table *table = edition->document->tables[i];
        struct route route = {.kind = ROUTE_MACHINE,
                              .machine = MACHINE_TABLE_CSV,
                              .language = language,
                              .sheet = sheet,
                              .table = table};
        route.url =
            arena_concat(link->arena, folder, csv_name(link, edition, table), (struct slice){0});
        if (link_add_route(link, route))
            table->csv_url[language] = route.url;
    }
}
