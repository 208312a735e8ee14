#include "output/theme.h"

#include "base/files.h"
#include "output/style_shorten.h"
#include "output/theme_loader.h"
#include "output/theme_scripts.h"
#include "text/slug.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define THEME_CHAIN_MAX     8
#define THEME_FILE_SIZE_MAX (2u << 20)
#define THEME_FILES_MAX     2000

static const struct problem theme_missing = {
    "theme-missing",
    SEVERITY_ERROR,
    {"there is no theme \"%1\"", "non c'è il tema \"%1\""},
    {"a theme is a folder of that name under themes/, with a theme.yaml",
     "un tema è una cartella con quel nome sotto themes/, con un theme.yaml"}};
static const struct problem theme_loop = {
    "theme-loop",
    SEVERITY_ERROR,
    {"the theme \"%1\" extends itself, through others or by itself",
     "il tema \"%1\" estende sé stesso, da solo o passando per altri"},
    {"take one `extends` out", "togli un `extends`"}};
static const struct problem theme_chain = {
    "theme-chain",
    SEVERITY_ERROR,
    {"more than %1 themes extend one another", "più di %1 temi si estendono uno dopo l'altro"},
    {"let this one stand alone", "fai in modo che questo stia da solo"}};
static const struct problem theme_shape = {
    "theme-shape",
    SEVERITY_ERROR,
    {"theme.yaml holds a key and a value on each line",
     "theme.yaml contiene una chiave e un valore per riga"},
    {"the keys are name, extends, paper and maps", "le chiavi sono name, extends, paper e maps"}};
static const struct problem theme_key = {
    "theme-key",
    SEVERITY_ERROR,
    {"theme.yaml has no key \"%1\"", "theme.yaml non ha la chiave \"%1\""},
    {"the keys are name, extends, paper and maps", "le chiavi sono name, extends, paper e maps"}};
static const struct problem theme_encoding = {
    "theme-encoding",
    SEVERITY_ERROR,
    {"this file is not UTF-8", "questo file non è UTF-8"},
    {"save it again as UTF-8", "salvalo di nuovo come UTF-8"}};
static const struct problem theme_files = {
    "theme-files",
    SEVERITY_ERROR,
    {"a theme and those that it extends may have %1 files: this one has more",
     "un tema e quelli che estende possono avere %1 file: questo ne ha di più"},
    {"take out what no page needs", "togli quello che nessuna pagina usa"}};
struct text_file *theme_read_file(struct theme_loader *loader, struct theme_place place,
                                  struct slice name)
{
    struct file_error error;
    struct text_file *file = arena_new(loader->arena, struct text_file);
    file->path = path_join(loader->arena, place.shown, name);
    struct slice path = path_join(loader->arena, place.folder, name);
    if (source_read(place.source, loader->arena, path, THEME_FILE_SIZE_MAX, &file->text, &error))
        return file;
    if (error.number != ENOENT) {
        file_error_report(loader->diagnostics, &error);
        loader->broken = true;
    }
    return NULL;
}

/* ---- templates and assets ----------------------------------------------- */

typedef void file_visitor(struct theme_loader *loader, struct theme_place place, struct slice name);

static void report_limit(struct theme_loader *loader, const struct problem *problem,
                         struct span span, int limit)
{
    diagnostic_add(loader->diagnostics, problem, span, arena_format(loader->arena, "%d", limit));
    loader->broken = true;
}

/* Every file below the place, sorted. */
static void visit_files(struct theme_loader *loader, struct theme_place place,
                        file_visitor *visitor)
{
    struct source_entry *entries;
    size_t count;
    if (!source_list(place.source, loader->arena, place.folder, &entries, &count,
                     loader->diagnostics))
        loader->broken = true;
    for (size_t i = 0; i < count && loader->file_count++ < THEME_FILES_MAX; i++)
        visitor(loader, place, slice_after(entries[i].path, place.folder.len + 1));
}

/* The place is "themes/NAME/templates". The theme at the top comes first and keeps its name; every
 * theme's own template can be named "NAME:sheet.html" as well. */
static void take_template(struct theme_loader *loader, struct theme_place place, struct slice name)
{
    struct text_file *file = theme_read_file(loader, place, name);
    if (!file)
        return;
    size_t invalid = utf8_find_invalid(file->text);
    if (invalid != SLICE_NOT_FOUND) {
        diagnostic_add_plain(loader->diagnostics, &theme_encoding,
                             span_of(file, slice_sub(file->text, invalid, 1)));
        loader->broken = true;
        return;
    }
    struct slice theme = path_name(path_folder(place.shown));
    struct slice own = arena_concat(loader->arena, theme, SLICE(":"), name, (struct slice){0});
    map_add(loader->arena, &loader->theme->templates, name, file);
    map_add(loader->arena, &loader->theme->templates, own, file);
}

static void take_asset(struct theme_loader *loader, struct theme_place place, struct slice name)
{
    if (map_get(&loader->assets_by_name, name))
        return;
    struct text_file *file = theme_read_file(loader, place, name);
    if (!file)
        return;
    struct asset asset = {.name = name, .content = file->text};
    vector_push(loader->arena, &loader->assets, asset);
    map_add(loader->arena, &loader->assets_by_name, name, file);
}

static struct theme_place place_below(struct arena *arena, struct theme_place place,
                                      struct slice name)
{
    return (struct theme_place){place.source, path_join(arena, place.folder, name),
                                path_join(arena, place.shown, name)};
}

/* ---- a theme and its parents -------------------------------------------- */

/* A theme's name and where it is said. */
struct theme_name {
    struct slice name;
    struct span span;
};

static void read_keys(struct theme_loader *loader, struct theme_place place,
                      const struct yaml_node *root, struct theme_name *parent)
{
    if (root->kind != YAML_MAPPING && root->kind != YAML_NULL)
        diagnostic_add_plain(loader->diagnostics, &theme_shape, root->span);
    for (size_t i = 0; root->kind == YAML_MAPPING && i < root->count; i++) {
        struct slice key = root->keys[i]->text;
        if (slice_equal_string(key, "extends"))
            *parent = (struct theme_name){root->items[i]->text, root->items[i]->span};
        else if (slice_equal_string(key, "paper"))
            theme_read_paper(loader, root->items[i]);
        else if (slice_equal_string(key, "maps"))
            theme_read_maps(loader, place, root->items[i]);
        else if (!slice_equal_string(key, "name"))
            diagnostic_add(loader->diagnostics, &theme_key, root->keys[i]->span, key);
        if (slice_equal_string(key, "extends") && root->items[i]->kind != YAML_SCALAR)
            diagnostic_add_plain(loader->diagnostics, &theme_shape, root->items[i]->span);
    }
}

/* Reads theme.yaml and everything beside it; *parent is what it extends, or empty. */
static bool read_theme(struct theme_loader *loader, struct theme_name theme,
                       struct theme_name *parent)
{
    struct arena *arena = loader->arena;
    struct text_file *file = NULL;
    struct theme_place place = {.shown = path_join(arena, SLICE("themes"), theme.name)};
    *parent = (struct theme_name){0};
    for (const struct theme_folder *folder = loader->folders;
         folder->source && !file && slug_is_identifier(theme.name); folder++) {
        place.source = folder->source;
        place.folder = path_join(arena, folder->folder, theme.name);
        file = theme_read_file(loader, place, SLICE("theme.yaml"));
    }
    if (!file) {
        diagnostic_add(loader->diagnostics, &theme_missing, theme.span, theme.name);
        return false;
    }
    struct yaml_node *root = yaml_parse(arena, file, file->text, loader->diagnostics);
    if (!root)
        return false;
    read_keys(loader, place, root, parent);
    visit_files(loader, place_below(arena, place, SLICE("templates")), take_template);
    visit_files(loader, place_below(arena, place, SLICE("assets")), take_asset);
    theme_read_words(loader, place);
    return true;
}

static bool read_chain(struct theme_loader *loader)
{
    struct slice seen[THEME_CHAIN_MAX];
    struct theme_name theme = {loader->schema->theme, loader->schema->theme_span}, parent;
    for (unsigned depth = 0; theme.name.len; depth++, theme = parent) {
        for (unsigned i = 0; i < depth; i++) {
            if (!slice_equal(seen[i], theme.name))
                continue;
            diagnostic_add(loader->diagnostics, &theme_loop, theme.span, theme.name);
            return false;
        }
        if (depth == THEME_CHAIN_MAX) {
            report_limit(loader, &theme_chain, theme.span, THEME_CHAIN_MAX);
            return false;
        }
        seen[depth] = theme.name;
        if (!read_theme(loader, theme, &parent))
            return false;
    }
    return true;
}

/* ---- names of published files ------------------------------------------- */

static int compare_assets(const void *a, const void *b)
{
    return slice_compare(((const struct asset *)a)->output_path,
                         ((const struct asset *)b)->output_path);
}

/* "css/style.css" becomes "assets/css/style.HASH.css". What would mean something else in an
 * address becomes a hyphen; the hash then tells such names apart. */
static struct slice asset_path(struct arena *arena, struct slice name, struct slice content)
{
    char *plain = arena_string(arena, name);
    uint64_t hash = slice_hash(content);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)plain[i];
        if (c > ' ' && c != 0x7f && c != '%' && c != '?' && c != '#' && c != '\\')
            continue;
        hash = hash * 31 + c + i;
        plain[i] = '-';
    }
    struct slice extension = path_extension(slice_from(plain, name.len));
    return arena_format(arena, "assets/%.*s.%08x%.*s", (int)(name.len - extension.len), plain,
                        (unsigned)(hash & 0xffffffff), SLICE_ARG(extension));
}

/* The logo is no asset of the theme, which may have one of the same name. */
static void index_assets(struct arena *arena, struct theme *theme)
{
    theme->assets_by_name = (struct map){0};
    if (theme->asset_count)
        qsort(theme->assets, theme->asset_count, sizeof *theme->assets, compare_assets);
    for (size_t i = 0; i < theme->asset_count; i++)
        if (theme->assets[i].name.len)
            map_add(arena, &theme->assets_by_name, theme->assets[i].name, &theme->assets[i]);
}

const struct asset *theme_set_logo(struct arena *arena, struct theme *theme, struct slice name,
                                   struct slice content)
{
    struct slice path = asset_path(arena, path_name(name), content);
    size_t count = theme->asset_count;
    theme->logo = NULL;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(theme->assets[i].output_path, path))
            return theme->logo = &theme->assets[i];
    struct asset *assets = arena_array(arena, struct asset, count + 1);
    if (count)
        memcpy(assets, theme->assets, count * sizeof *assets);
    assets[count] = (struct asset){.output_path = path, .content = content};
    theme->assets = assets;
    theme->asset_count++;
    index_assets(arena, theme);
    for (size_t i = 0; i < theme->asset_count; i++)
        if (!theme->assets[i].name.len)
            theme->logo = &theme->assets[i];
    return theme->logo;
}

/* Where English is one of the site's languages, its words are read once. */
static void make_words(struct arena *arena, const struct schema *schema, struct theme *theme)
{
    int english = schema_find_language(schema, SLICE("en"));
    theme->messages = arena_array(arena, struct map, schema->language_count);
    theme->english = english < 0 ? arena_new(arena, struct map) : &theme->messages[english];
}

static void shorten_styles(struct theme_loader *loader)
{
    for (size_t i = 0; i < loader->assets.count; i++) {
        struct asset *asset = &loader->assets.items[i];
        if (slice_ends_with(asset->name, SLICE(".css")))
            asset->content = style_shorten(loader->arena, asset->content);
    }
}

struct theme *theme_load(struct arena *arena, const struct schema *schema,
                         const struct theme_folder *folders, struct diagnostics *diagnostics)
{
    struct theme *theme = arena_new(arena, struct theme);
    struct theme_loader loader = {.arena = arena,
                                  .schema = schema,
                                  .folders = folders,
                                  .diagnostics = diagnostics,
                                  .theme = theme,
                                  .paper = {255, 255, 255},
                                  .dark_paper = {18, 18, 18}};
    theme->name = schema->theme;
    make_words(arena, schema, theme);
    if (!read_chain(&loader))
        return NULL;
    if (loader.file_count > THEME_FILES_MAX)
        report_limit(&loader, &theme_files, schema->theme_span, THEME_FILES_MAX);
    if (!loader.broken && !loader.words_broken)
        theme_check_words(&loader);
    theme_join_scripts(&loader);
    theme_shorten_scripts(&loader);
    shorten_styles(&loader);
    theme_append_accent(&loader);
    theme->assets = loader.assets.items;
    theme->asset_count = loader.assets.count;
    for (size_t i = 0; i < theme->asset_count; i++)
        theme->assets[i].output_path =
            asset_path(arena, theme->assets[i].name, theme->assets[i].content);
    index_assets(arena, theme);
    return loader.broken ? NULL : theme;
}
