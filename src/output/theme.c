#include "output/theme.h"

#include "base/files.h"
#include "base/vector.h"
#include "content/yaml.h"
#include "output/accent.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define THEME_CHAIN_MAX 8
#define THEME_FILE_SIZE_MAX (2u << 20)
#define THEME_DEPTH_MAX 8

static const struct problem theme_missing = {
    "theme-missing", SEVERITY_ERROR,
    {"there is no theme \"%1\"", "non c'è il tema \"%1\""},
    {"a theme is a folder of that name under themes/, with a theme.yaml",
     "un tema è una cartella con quel nome sotto themes/, con un theme.yaml"}};
static const struct problem theme_loop = {
    "theme-loop", SEVERITY_ERROR,
    {"the theme \"%1\" extends itself, or more than %2 themes extend one another",
     "il tema \"%1\" estende se stesso, o più di %2 temi si estendono uno dopo l'altro"},
    {NULL}};
static const struct problem theme_key = {
    "theme-key", SEVERITY_ERROR,
    {"theme.yaml has no key \"%1\"", "theme.yaml non ha la chiave \"%1\""},
    {"the keys are name, extends and paper", "le chiavi sono name, extends e paper"}};
static const struct problem theme_text = {
    "theme-text", SEVERITY_ERROR,
    {"a text of the interface must be a text, or one text for each plural form (one, other …)",
     "un testo dell'interfaccia è un testo, o un testo per ogni forma plurale (one, other …)"},
    {NULL}};
static const struct problem theme_encoding = {
    "theme-encoding", SEVERITY_ERROR,
    {"this file is not UTF-8", "questo file non è UTF-8"},
    {"save it again as UTF-8", "salvalo di nuovo come UTF-8"}};
static const struct problem accent_contrast = {
    "accent-contrast", SEVERITY_WARNING,
    {"the accent %1 has a contrast of %2 with the theme's paper: less than 4.5 is hard to read",
     "il colore %1 ha un contrasto di %2 con lo sfondo del tema: sotto 4,5 si legge male"},
    {"%3 is near it and has enough", "%3 è vicino e basta"}};

static const char *const plural_forms[] = {"zero", "one", "two", "few", "many", "other"};
enum { PLURAL_FORMS = 6, PLURAL_OTHER = 5 };

struct message {
    bool plural;
    struct slice forms[PLURAL_FORMS]; /* a plain text: forms[PLURAL_OTHER] alone */
};

struct loader {
    struct arena *arena;
    const struct schema *schema;
    const struct slice *folders;
    struct diagnostics *diagnostics;
    struct theme *theme;
    VECTOR(struct asset) assets;
    struct color paper, dark_paper;
    bool paper_set, dark_paper_set;
    bool good;
};

/* Reads a file of the theme; the path shown to people is "themes/NAME/…". */
static struct text_file *read_file(struct loader *loader, struct slice folder, struct slice shown,
                                   struct slice name)
{
    struct file_error error;
    struct text_file *file = arena_new(loader->arena, struct text_file);
    file->path = path_join(loader->arena, shown, name);
    struct slice path = path_join(loader->arena, folder, name);
    if (!file_read(loader->arena, path.ptr, THEME_FILE_SIZE_MAX, &file->text, &error)) {
        if (error.number != ENOENT) {
            file_error_report(loader->diagnostics, &error);
            loader->good = false;
        }
        return NULL;
    }
    return file;
}

typedef void file_visitor(struct loader *loader, struct slice folder, struct slice shown,
                          struct slice name);

/* Every file below folder/name, sorted, hidden ones left out. */
static void visit_files(struct loader *loader, struct slice folder, struct slice shown,
                        struct slice below, unsigned depth, file_visitor *visitor)
{
    struct slice *names;
    size_t count;
    struct file_error error;
    struct slice here = path_join(loader->arena, folder, below);
    if (depth > THEME_DEPTH_MAX)
        return;
    if (!directory_list(loader->arena, here.ptr, &names, &count, &error)) {
        if (error.number != ENOENT) {
            file_error_report(loader->diagnostics, &error);
            loader->good = false;
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct file_status status;
        struct slice name = below.len ? path_join(loader->arena, below, names[i]) : names[i];
        struct slice path = path_join(loader->arena, folder, name);
        if (names[i].ptr[0] == '.' || names[i].ptr[names[i].len - 1] == '~' ||
            !file_status_read(path.ptr, &status, &error))
            continue;
        if (status.kind == FILE_DIRECTORY)
            visit_files(loader, folder, shown, name, depth + 1, visitor);
        else if (status.kind == FILE_REGULAR)
            visitor(loader, folder, shown, name);
    }
}

/* shown is "themes/NAME/templates". The theme at the top comes first and keeps its name; every
 * theme's own template can be named "NAME:sheet.html" as well. */
static void take_template(struct loader *loader, struct slice folder, struct slice shown,
                          struct slice name)
{
    struct text_file *file = read_file(loader, folder, shown, name);
    if (!file)
        return;
    size_t invalid = utf8_find_invalid(file->text);
    if (invalid != SLICE_NOT_FOUND) {
        diagnostic_add_plain(loader->diagnostics, &theme_encoding,
                             span_of(file, slice_sub(file->text, invalid, 1)));
        loader->good = false;
        return;
    }
    struct slice theme = path_name(path_folder(shown));
    map_add(loader->arena, &loader->theme->templates, name, file);
    map_add(loader->arena, &loader->theme->templates,
            arena_format(loader->arena, "%.*s:%.*s", SLICE_ARG(theme), SLICE_ARG(name)), file);
}

static void take_asset(struct loader *loader, struct slice folder, struct slice shown,
                       struct slice name)
{
    for (size_t i = 0; i < loader->assets.count; i++)
        if (slice_equal(loader->assets.items[i].name, name))
            return;
    struct text_file *file = read_file(loader, folder, shown, name);
    if (!file)
        return;
    struct asset asset = {.name = name, .content = file->text};
    vector_push(loader->arena, &loader->assets, asset);
}

static int plural_form(struct slice name)
{
    for (int i = 0; i < PLURAL_FORMS; i++)
        if (slice_equal_string(name, plural_forms[i]))
            return i;
    return -1;
}

static bool is_plural(const struct yaml_node *node)
{
    bool has_other = false;
    for (size_t i = 0; i < node->count; i++) {
        int form = plural_form(node->keys[i]->text);
        if (form < 0 || node->items[i]->kind != YAML_SCALAR)
            return false;
        has_other |= form == PLURAL_OTHER;
    }
    return has_other;
}

/* Nested mappings give keys with dots: {pager: {next: …}} is "pager.next". */
static void take_messages(struct loader *loader, struct map *map, const struct yaml_node *node,
                          struct slice prefix)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        struct slice key = node->keys[i]->text;
        if (prefix.len)
            key = arena_format(loader->arena, "%.*s.%.*s", SLICE_ARG(prefix), SLICE_ARG(key));
        if (item->kind == YAML_MAPPING && !is_plural(item)) {
            take_messages(loader, map, item, key);
            continue;
        }
        struct message *message = arena_new(loader->arena, struct message);
        if (item->kind == YAML_MAPPING) {
            message->plural = true;
            for (size_t j = 0; j < item->count; j++)
                message->forms[plural_form(item->keys[j]->text)] = item->items[j]->text;
        } else if (item->kind == YAML_SCALAR) {
            message->forms[PLURAL_OTHER] = item->text;
        } else {
            diagnostic_add_plain(loader->diagnostics, &theme_text, item->span);
            loader->good = false;
            continue;
        }
        map_add(loader->arena, map, key, message);
    }
}

static void read_messages(struct loader *loader, struct slice folder, struct slice shown,
                          struct slice language, struct map *map)
{
    struct slice name = arena_format(loader->arena, "i18n/%.*s.yaml", SLICE_ARG(language));
    struct text_file *file = read_file(loader, folder, shown, name);
    if (!file)
        return;
    struct yaml_node *node =
        yaml_parse(loader->arena, file, file->text, loader->diagnostics);
    if (!node)
        loader->good = false;
    else if (node->kind == YAML_MAPPING)
        take_messages(loader, map, node, (struct slice){0});
}

static void read_paper(struct loader *loader, const struct yaml_node *paper)
{
    struct {
        const char *key;
        struct color *color;
        bool *set;
    } rows[] = {{"light", &loader->paper, &loader->paper_set},
                {"dark", &loader->dark_paper, &loader->dark_paper_set}};
    for (size_t i = 0; i < 2; i++) {
        struct yaml_node *node = yaml_get(paper, rows[i].key);
        if (node && !*rows[i].set)
            *rows[i].set = color_read(node->text, rows[i].color);
    }
}

/* Reads theme.yaml and everything beside it; *parent is what it extends, or empty. */
static bool read_theme(struct loader *loader, struct slice name, struct slice *parent)
{
    struct slice folder = {0};
    struct text_file *file = NULL;
    struct slice shown = arena_format(loader->arena, "themes/%.*s", SLICE_ARG(name));
    for (const struct slice *place = loader->folders; place->len && !file; place++) {
        folder = path_join(loader->arena, *place, name);
        file = read_file(loader, folder, shown, SLICE("theme.yaml"));
    }
    if (!file) {
        diagnostic_add(loader->diagnostics, &theme_missing, (struct span){0}, name);
        return false;
    }
    struct yaml_node *root = yaml_parse(loader->arena, file, file->text, loader->diagnostics);
    if (!root)
        return false;
    for (size_t i = 0; i < root->count && root->kind == YAML_MAPPING; i++) {
        struct slice key = root->keys[i]->text;
        if (!slice_equal_string(key, "name") && !slice_equal_string(key, "extends") &&
            !slice_equal_string(key, "paper")) {
            diagnostic_add(loader->diagnostics, &theme_key, root->keys[i]->span, key);
            loader->good = false;
        }
    }
    const struct yaml_node *extends = yaml_get(root, "extends");
    *parent = extends ? extends->text : (struct slice){0};
    read_paper(loader, yaml_get(root, "paper"));

    struct slice templates = path_join(loader->arena, folder, SLICE("templates"));
    struct slice assets = path_join(loader->arena, folder, SLICE("assets"));
    visit_files(loader, templates, path_join(loader->arena, shown, SLICE("templates")),
                (struct slice){0}, 0, take_template);
    visit_files(loader, assets, path_join(loader->arena, shown, SLICE("assets")),
                (struct slice){0}, 0, take_asset);
    for (unsigned i = 0; i < loader->schema->language_count; i++)
        read_messages(loader, folder, shown, loader->schema->languages[i],
                      &loader->theme->messages[i]);
    read_messages(loader, folder, shown, SLICE("en"), loader->theme->english);
    return true;
}

static void append_accent(struct loader *loader)
{
    struct color accent;
    struct arena *arena = loader->arena;
    if (!color_read(loader->schema->accent, &accent))
        return;
    struct color readable = color_readable_on(accent, loader->paper);
    struct buffer css = {0};
    if (color_contrast(accent, loader->paper) < CONTRAST_MINIMUM) {
        struct buffer advice = {0};
        color_write(&advice, readable);
        diagnostic_add(loader->diagnostics, &accent_contrast,
                       span_of(&loader->schema->file, loader->schema->accent),
                       loader->schema->accent,
                       arena_format(arena, "%.1f", color_contrast(accent, loader->paper)),
                       buffer_view(&advice));
        buffer_release(&advice);
    }
    struct color dark = color_readable_on(accent, loader->dark_paper);
    buffer_add_string(&css, "\n:root{--accent:");
    color_write(&css, readable);
    buffer_add_string(&css, ";--accent-text:");
    color_write(&css, color_text_on(readable));
    buffer_add_string(&css, "}\n@media screen and (prefers-color-scheme:dark){:root{--accent:");
    color_write(&css, dark);
    buffer_add_string(&css, ";--accent-text:");
    color_write(&css, color_text_on(dark));
    buffer_add_string(&css, "}}\n");
    for (size_t i = 0; i < loader->assets.count; i++)
        if (slice_equal_string(loader->assets.items[i].name, "style.css"))
            loader->assets.items[i].content =
                arena_concat(arena, loader->assets.items[i].content, buffer_view(&css),
                             (struct slice){0});
    buffer_release(&css);
}

static int compare_assets(const void *a, const void *b)
{
    return slice_compare(((const struct asset *)a)->output_path,
                         ((const struct asset *)b)->output_path);
}

/* "css/style.css" becomes "assets/css/style.HASH.css". */
static void name_asset(struct arena *arena, struct asset *asset)
{
    struct slice extension = path_extension(asset->name);
    struct slice stem = slice_sub(asset->name, 0, asset->name.len - extension.len);
    asset->output_path =
        arena_format(arena, "assets/%.*s.%08x%.*s", SLICE_ARG(stem),
                     (unsigned)(slice_hash(asset->content) & 0xffffffff), SLICE_ARG(extension));
}

static void index_assets(struct arena *arena, struct theme *theme)
{
    theme->assets_by_name = (struct map){0};
    if (theme->asset_count)
        qsort(theme->assets, theme->asset_count, sizeof *theme->assets, compare_assets);
    for (size_t i = 0; i < theme->asset_count; i++)
        map_add(arena, &theme->assets_by_name, theme->assets[i].name, &theme->assets[i]);
}

struct theme *theme_load(struct arena *arena, const struct schema *schema,
                         const struct slice *folders, struct diagnostics *diagnostics)
{
    struct theme *theme = arena_new(arena, struct theme);
    struct loader loader = {.arena = arena,
                            .schema = schema,
                            .folders = folders,
                            .diagnostics = diagnostics,
                            .theme = theme,
                            .paper = {255, 255, 255},
                            .dark_paper = {18, 18, 18},
                            .good = true};
    theme->name = schema->theme;
    theme->messages = arena_array(arena, struct map, schema->language_count);
    theme->english = arena_new(arena, struct map);

    struct slice name = schema->theme, parent = {0};
    for (unsigned depth = 0; name.len; depth++, name = parent) {
        if (depth == THEME_CHAIN_MAX) {
            diagnostic_add(diagnostics, &theme_loop, (struct span){0}, schema->theme,
                           arena_format(arena, "%d", THEME_CHAIN_MAX));
            return NULL;
        }
        if (!read_theme(&loader, name, &parent))
            return NULL;
    }
    append_accent(&loader);
    theme->assets = loader.assets.items;
    theme->asset_count = loader.assets.count;
    for (size_t i = 0; i < theme->asset_count; i++)
        name_asset(arena, &theme->assets[i]);
    index_assets(arena, theme);
    return loader.good ? theme : NULL;
}

const struct asset *theme_add_asset(struct arena *arena, struct theme *theme, struct slice name,
                                    struct slice content)
{
    struct asset *assets = arena_array(arena, struct asset, theme->asset_count + 1);
    if (theme->asset_count)
        memcpy(assets, theme->assets, theme->asset_count * sizeof *assets);
    assets[theme->asset_count] = (struct asset){.name = name, .content = content};
    name_asset(arena, &assets[theme->asset_count++]);
    theme->assets = assets;
    index_assets(arena, theme);
    return map_get(&theme->assets_by_name, name);
}

struct slice theme_message(const struct theme *theme, const struct locale *locale,
                           unsigned language, struct slice key, int64_t count)
{
    const struct message *message = map_get(&theme->messages[language], key);
    if (!message)
        message = map_get(theme->english, key);
    if (!message)
        return (struct slice){0};
    if (message->plural && count >= 0) {
        int form = plural_form(locale_plural(locale, count));
        if (form >= 0 && message->forms[form].len)
            return message->forms[form];
    }
    return message->forms[PLURAL_OTHER];
}
