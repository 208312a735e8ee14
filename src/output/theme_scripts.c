#include "output/theme_scripts.h"

#include "base/files.h"
#include "output/script_scan.h"
#include "output/script_shorten.h"

#define SCRIPT_SIZE_MAX (4u << 20) /* of a joined one */

static const struct problem missing_script = {
    "script-missing",
    SEVERITY_ERROR,
    {"there is no script %1 in the theme's assets/",
     "non c'è lo script %1 tra gli assets/ del tema"},
    {"write its path from this file, with ./ or ../ before it and .js behind",
     "scrivi il percorso a partire da questo file, con ./ o ../ davanti e .js in fondo"}};
static const struct problem missing_export = {
    "script-name",
    SEVERITY_ERROR,
    {"%1 does not export %2", "%1 non esporta %2"},
    {"write export before its declaration there, or correct the name",
     "scrivi export davanti alla sua dichiarazione, o correggi il nome"}};
static const struct problem circle = {"script-circle",
                                      SEVERITY_ERROR,
                                      {"%1 imports itself, by itself or through others",
                                       "%1 importa sé stesso, da solo o passando per altri"},
                                      {"move what both need into a script of its own",
                                       "sposta ciò che serve a entrambi in uno script a parte"}};
static const struct problem same_name = {
    "script-twice",
    SEVERITY_ERROR,
    {"%1 is a name in %2 as well, and the two become one script",
     "%1 è un nome anche in %2, e i due diventano uno script solo"},
    {"rename one of them", "rinomina uno dei due"}};
static const struct problem too_large = {
    "script-size",
    SEVERITY_ERROR,
    {"this script and what it imports have more than %1 bytes",
     "questo script, con ciò che importa, supera %1 byte"},
    {"take out what no page needs", "togli quello che nessuna pagina usa"}};

struct module {
    struct slice name; /* "search/engine.js" */
    struct script script;
    VECTOR(struct module *) imports;
    enum { NEW, OPEN, CLOSED } state;
    bool is_good;
    bool is_imported;
    const struct module *bundle; /* the script that has it already */
};

struct joiner {
    struct theme_loader *loader;
    struct map modules; /* by name */
};

/* ---- the modules and what they import ------------------------------------ */

/* "./engine.js" in "search/page.js" is "search/engine.js". Empty: it leads out of the assets, or is
 * no path of a script. */
static struct slice resolve(struct arena *arena, struct slice importer, struct slice path)
{
    struct slice folder = path_folder(importer), piece;
    if (!slice_starts_with(path, SLICE("./")) && !slice_starts_with(path, SLICE("../")))
        return (struct slice){0};
    while (slice_next(&path, '/', &piece)) {
        if (slice_equal_string(piece, ".."))
            if (folder.len)
                folder = path_folder(folder);
            else
                return (struct slice){0};
        else if (!slice_equal_string(piece, "."))
            folder = path_join(arena, folder, piece);
    }
    return folder;
}

static struct module *find_module(struct joiner *joiner, struct slice name)
{
    struct arena *arena = joiner->loader->arena;
    struct module *module = map_get(&joiner->modules, name);
    if (module)
        return module;
    const struct text_file *file = map_get(&joiner->loader->assets_by_name, name);
    if (!file || !slice_ends_with(name, SLICE(".js")))
        return NULL;
    module = arena_new(arena, struct module);
    module->name = name;
    module->is_good = script_scan(arena, file, &module->script, joiner->loader->diagnostics);
    map_set(arena, &joiner->modules, name, module);
    return module;
}

static struct span import_span(const struct module *module, const struct script_import *import)
{
    return span_of(module->script.file, import->path);
}

/* Follows the imports, depth first; a module is closed once all that it needs is. */
static void visit(struct joiner *joiner, struct module *module)
{
    struct theme_loader *loader = joiner->loader;
    module->state = OPEN;
    for (size_t i = 0; i < module->script.imports.count; i++) {
        const struct script_import *import = &module->script.imports.items[i];
        struct slice name = resolve(loader->arena, module->name, import->path);
        struct module *needed = name.len ? find_module(joiner, name) : NULL;
        if (!needed) {
            diagnostic_add(loader->diagnostics, &missing_script, import_span(module, import),
                           name.len ? name : import->path);
            module->is_good = false;
            continue;
        }
        needed->is_imported = true;
        if (needed->state == OPEN) {
            diagnostic_add(loader->diagnostics, &circle, import_span(module, import), needed->name);
            module->is_good = false;
            continue;
        }
        if (needed->state == NEW)
            visit(joiner, needed);
        for (size_t n = 0; needed->is_good && n < import->names.count; n++)
            if (!map_find(&needed->script.exports, import->names.items[n])) {
                diagnostic_add(loader->diagnostics, &missing_export,
                               span_of(module->script.file, import->names.items[n]), needed->name,
                               import->names.items[n]);
                module->is_good = false;
            }
        module->is_good = module->is_good && needed->is_good;
        vector_push(loader->arena, &module->imports, needed);
    }
    module->state = CLOSED;
}

/* ---- one script of many --------------------------------------------------- */

struct bundle {
    struct joiner *joiner;
    const struct module *entry;
    struct map names; /* at the top: to the module that declares them */
    struct buffer code;
    bool is_good;
};

static void add_module(struct bundle *bundle, struct module *module)
{
    struct theme_loader *loader = bundle->joiner->loader;
    module->bundle = bundle->entry;
    for (size_t i = 0; i < module->imports.count; i++)
        if (module->imports.items[i]->bundle != bundle->entry)
            add_module(bundle, module->imports.items[i]);
    for (size_t i = 0; i < module->script.declared.count; i++) {
        struct slice name = module->script.declared.items[i];
        const struct module *other = map_get(&bundle->names, name);
        map_add(loader->arena, &bundle->names, name, module);
        if (!other || other == module)
            continue;
        diagnostic_add(loader->diagnostics, &same_name, span_of(module->script.file, name), name,
                       other->name);
        bundle->is_good = false;
    }
    if (bundle->code.len + module->script.code.len <= SCRIPT_SIZE_MAX) {
        buffer_add(&bundle->code, module->script.code);
    } else if (bundle->is_good) {
        diagnostic_add(loader->diagnostics, &too_large, span_of_file(bundle->entry->script.file),
                       arena_format(loader->arena, "%u", SCRIPT_SIZE_MAX));
        bundle->is_good = false;
    }
}

static struct slice join(struct joiner *joiner, struct module *entry)
{
    struct bundle bundle = {.joiner = joiner, .entry = entry, .is_good = true};
    buffer_add_string(&bundle.code, "(() => {\n'use strict';\n");
    add_module(&bundle, entry);
    buffer_add_string(&bundle.code, "})();\n");
    struct slice code = buffer_copy(&bundle.code, joiner->loader->arena);
    buffer_release(&bundle.code);
    return code;
}

void theme_join_scripts(struct theme_loader *loader)
{
    struct joiner joiner = {.loader = loader};
    for (size_t i = 0; i < loader->assets.count; i++) {
        const struct asset *asset = &loader->assets.items[i];
        if (!slice_ends_with(asset->name, SLICE(".js")) ||
            !script_has_line(asset->content, SLICE("import")))
            continue;
        struct module *module = find_module(&joiner, asset->name);
        if (module->state == NEW)
            visit(&joiner, module);
    }
    size_t kept = 0;
    for (size_t i = 0; i < loader->assets.count; i++) {
        struct asset asset = loader->assets.items[i];
        struct module *module = map_get(&joiner.modules, asset.name);
        if (module && module->is_imported)
            continue;
        asset.is_joined = module && module->is_good;
        if (asset.is_joined)
            asset.content = join(&joiner, module);
        loader->assets.items[kept++] = asset;
    }
    loader->assets.count = kept;
}

void theme_shorten_scripts(struct theme_loader *loader)
{
    for (size_t i = 0; i < loader->assets.count; i++) {
        struct asset *asset = &loader->assets.items[i];
        if (asset->is_joined)
            asset->content = script_shorten(loader->arena, asset->content);
    }
}
