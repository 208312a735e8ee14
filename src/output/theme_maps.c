/* A theme's own drawings of places: `maps:` of theme.yaml. */
#include "output/map_drawing.h"
#include "output/theme_loader.h"
#include "text/svg.h"
#include "text/utf8.h"

#define MAP_SIZE_MAX (512u << 10)

static const struct problem map_shape = {
    "theme-map",
    SEVERITY_ERROR,
    {"maps names a drawing for each vocabulary of places",
     "maps indica un disegno per ciascun vocabolario di luoghi"},
    {"write maps: {territori: maps/italia.svg}, a path in the theme's folder",
     "scrivi maps: {territori: maps/italia.svg}, un percorso nella cartella del tema"}};
static const struct problem map_missing = {
    "theme-map-missing",
    SEVERITY_ERROR,
    {"there is no file %1 in the theme", "nel tema non c'è il file %1"},
    {"write its path from the theme's folder", "scrivi il percorso dalla cartella del tema"}};
static const struct problem map_large = {
    "theme-map-size",
    SEVERITY_ERROR,
    {"a drawing of places may have %1 kB: it stands in every page with the map",
     "un disegno dei luoghi può avere %1 kB: sta in ogni pagina con la mappa"},
    {"simplify its shapes", "semplifica le forme"}};
static const struct problem map_active = {
    "theme-map-active",
    SEVERITY_ERROR,
    {"this drawing does more than draw", "questo disegno fa altro, oltre a disegnare"},
    {"take out scripts, handlers, foreign content and outside addresses",
     "togli script, gestori di eventi, contenuti estranei e indirizzi esterni"}};
static const struct problem map_box = {
    "theme-map-size-unknown",
    SEVERITY_ERROR,
    {"this drawing has no viewBox, nor width and height",
     "questo disegno non ha viewBox, né larghezza e altezza"},
    {"add viewBox=\"0 0 WIDTH HEIGHT\" to its svg element",
     "aggiungi viewBox=\"0 0 LARGHEZZA ALTEZZA\" all'elemento svg"}};
static const struct problem map_id = {
    "theme-map-id",
    SEVERITY_WARNING,
    {"no term of %1 has the id \"%2\"", "nessuna voce di %1 ha l'id \"%2\""},
    {"a shape has the id of its term; its number stands in <text id=\"TERM.count\">",
     "una forma ha l'id della sua voce; il numero sta in <text id=\"VOCE.count\">"}};
static const struct problem map_number = {
    "theme-map-number",
    SEVERITY_WARNING,
    {"the shape of \"%1\" has no place for its number: its colour alone would say it",
     "la forma di \"%1\" non ha un posto per il numero: lo direbbe solo il colore"},
    {"add <text id=\"%1.count\" x=\"…\" y=\"…\"/> to the drawing",
     "aggiungi <text id=\"%1.count\" x=\"…\" y=\"…\"/> al disegno"}};

struct id_check {
    struct theme_loader *loader;
    const struct vocabulary *vocabulary;
    const struct text_file *file;
    struct map shapes, numbers;
};

static void check_id(void *context, struct slice id)
{
    struct id_check *check = context;
    struct slice end = SLICE(".count"), term = id;
    bool is_number = slice_ends_with(id, end);
    if (is_number)
        term.len -= end.len;
    if (map_find(&check->vocabulary->by_id, term))
        map_set(check->loader->arena, is_number ? &check->numbers : &check->shapes, term, check);
    else
        diagnostic_add(check->loader->diagnostics, &map_id, span_of(check->file, id),
                       check->vocabulary->id, id);
}

static void check_ids(struct theme_loader *loader, const struct vocabulary *vocabulary,
                      const struct text_file *file)
{
    struct id_check check = {.loader = loader, .vocabulary = vocabulary, .file = file};
    map_drawing_visit_ids(file->text, check_id, &check);
    for (size_t i = 0; i < check.shapes.count; i++)
        if (!map_find(&check.numbers, check.shapes.entries[i].key))
            diagnostic_add(loader->diagnostics, &map_number,
                           span_of(file, check.shapes.entries[i].key), check.shapes.entries[i].key);
}

static bool is_path_inside(struct slice path)
{
    struct slice part;
    if (!path.len || path.ptr[0] == '/' || slice_find_byte(path, '\\') != SLICE_NOT_FOUND)
        return false;
    while (slice_next(&path, '/', &part))
        if (!part.len || part.ptr[0] == '.')
            return false;
    return true;
}

static void read_map(struct theme_loader *loader, struct theme_place place,
                     const struct yaml_node *key, const struct yaml_node *node)
{
    struct vocabulary *vocabulary = map_get(&loader->schema->vocabularies_by_id, key->text);
    if (node->kind != YAML_SCALAR || !is_path_inside(node->text)) {
        diagnostic_add_plain(loader->diagnostics, &map_shape, node->span);
        return;
    }
    if (!vocabulary || map_find(&loader->theme->maps, vocabulary->id))
        return; /* a theme serves many sites; a child's drawing goes before its parent's */
    struct text_file *file = theme_read_file(loader, place, node->text);
    struct slice active = file ? svg_find_active(file->text) : (struct slice){0};
    if (!file)
        diagnostic_add(loader->diagnostics, &map_missing, node->span, node->text);
    else if (file->text.len > MAP_SIZE_MAX)
        diagnostic_add(loader->diagnostics, &map_large, span_of_file(file),
                       arena_format(loader->arena, "%u", MAP_SIZE_MAX >> 10));
    else if (active.len || utf8_find_invalid(file->text) != SLICE_NOT_FOUND)
        diagnostic_add_plain(loader->diagnostics, &map_active,
                             active.len ? span_of(file, active) : span_of_file(file));
    else if (!map_drawing_view_box(loader->arena, file->text).len)
        diagnostic_add_plain(loader->diagnostics, &map_box, span_of_file(file));
    else {
        map_set(loader->arena, &loader->theme->maps, vocabulary->id, file);
        check_ids(loader, vocabulary, file);
    }
}

void theme_read_maps(struct theme_loader *loader, struct theme_place place,
                     const struct yaml_node *maps)
{
    if (maps->kind != YAML_MAPPING)
        diagnostic_add_plain(loader->diagnostics, &map_shape, maps->span);
    for (size_t i = 0; maps->kind == YAML_MAPPING && i < maps->count; i++)
        read_map(loader, place, maps->keys[i], maps->items[i]);
}
