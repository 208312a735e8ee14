#include "script/hooks_parts.h"
#include "text/nearest.h"

#include <errno.h>

static const struct problem too_many_files = {
    "script-files",
    SEVERITY_ERROR,
    {"there are more than %1 files under lua-filters/",
     "ci sono più di %1 file sotto lua-filters/"},
    {"take out what no script needs", "togli quello che a nessuno script serve"}};
static const struct problem too_many_scripts = {
    "script-files",
    SEVERITY_ERROR,
    {"there are more than %1 scripts in lua-filters/", "ci sono più di %1 script in lua-filters/"},
    {"put into a folder what is there for require alone",
     "metti in una cartella quello che serve solo a require"}};
static const struct problem too_large = {
    "script-size",
    SEVERITY_ERROR,
    {"this script is larger than %1 bytes", "questo script supera %1 byte"},
    {"cut it into several, and bring them together by require",
     "dividilo in più file, e riuniscili con require"}};
static const struct problem no_script_near = {
    "unknown-script",
    SEVERITY_ERROR,
    {"there is no script \"%1\" in lua-filters/", "in lua-filters/ non c'è lo script \"%1\""},
    {"did you mean \"%2\"?", "forse \"%2\"?"}};
static const struct problem no_script = {
    "unknown-script",
    SEVERITY_ERROR,
    {"there is no script \"%1\" in lua-filters/", "in lua-filters/ non c'è lo script \"%1\""},
    {"write the name of a file that stands there: links.lua",
     "scrivi il nome di un file che sta lì: links.lua"}};
static const struct problem named_twice = {
    "script-twice",
    SEVERITY_ERROR,
    {"the script \"%1\" is named twice", "lo script \"%1\" è indicato due volte"},
    {"keep one of the two", "tienine uno solo"}};
static const struct problem is_trusted = {
    "trusted-script",
    SEVERITY_NOTE,
    {"the script \"%1\" is trusted: it may read files of this machine (io)",
     "lo script \"%1\" è fidato: può leggere i file di questa macchina (io)"},
    {NULL, NULL}};

static struct slice number(struct hooks *hooks, size_t value)
{
    return arena_format(hooks->arena, "%zu", value);
}

static bool read_file(struct hooks *hooks, struct hook_file *file, struct diagnostics *diagnostics)
{
    struct file_error error;
    if (file->is_read)
        return true;
    file->is_read = source_read(hooks->source, hooks->arena, file->file.path, HOOKS_SIZE_MAX,
                                &file->file.text, &error);
    if (!file->is_read && error.number == EFBIG)
        diagnostic_add(diagnostics, &too_large, span_of_file(&file->file),
                       number(hooks, HOOKS_SIZE_MAX));
    else if (!file->is_read)
        file_error_report(diagnostics, &error);
    return file->is_read;
}

static void list_files(struct hooks *hooks, struct diagnostics *diagnostics)
{
    struct source_entry *entries;
    size_t count;
    if (!source_list(hooks->source, hooks->arena, SLICE(HOOKS_FOLDER), &entries, &count,
                     diagnostics))
        return;
    if (count > HOOKS_FILES_MAX) {
        diagnostic_add(diagnostics, &too_many_files, (struct span){0},
                       number(hooks, HOOKS_FILES_MAX));
        return;
    }
    hooks->files = arena_array(hooks->arena, struct hook_file, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (!slice_ends_with(entries[i].path, SLICE(".lua")))
            continue;
        struct hook_file *file = &hooks->files[hooks->file_count];
        *file = (struct hook_file){0};
        file->name = slice_after(entries[i].path, sizeof HOOKS_FOLDER);
        file->file.path = entries[i].path;
        if (!read_file(hooks, file, diagnostics))
            continue;
        map_set(hooks->arena, &hooks->files_by_name, file->name, file);
        hooks->file_count++;
    }
}

static bool is_script(const struct hook_file *file)
{
    return slice_find_byte(file->name, '/') == SLICE_NOT_FOUND;
}

static struct hook_script *find_script(struct hooks *hooks, const struct hook_file *file)
{
    for (size_t i = 0; i < hooks->script_count; i++)
        if (hooks->scripts[i].file == file)
            return &hooks->scripts[i];
    return NULL;
}

static void add_script(struct hooks *hooks, struct hook_file *file)
{
    struct hook_script *script = &hooks->scripts[hooks->script_count++];
    script->file = file;
    atomic_init(&script->last_index, SIZE_MAX);
}

/* NULL, and reported, where site.yaml names what is not there. */
static struct hook_file *find_named(struct hooks *hooks, const struct script_name *wanted,
                                    struct diagnostics *diagnostics)
{
    struct hook_file *file = map_get(&hooks->files_by_name, wanted->name);
    if (file && is_script(file))
        return file;
    struct nearest nearest = nearest_start(wanted->name);
    for (size_t i = 0; i < hooks->file_count; i++)
        if (is_script(&hooks->files[i]))
            nearest_offer(&nearest, hooks->files[i].name);
    diagnostic_add(diagnostics, nearest.best.len ? &no_script_near : &no_script, wanted->span,
                   wanted->name, nearest.best);
    return NULL;
}

static void choose_scripts(struct hooks *hooks, struct diagnostics *diagnostics)
{
    const struct schema *schema = hooks->schema;
    for (size_t i = 0; schema->has_filters && i < schema->filter_count; i++) {
        struct hook_file *file = find_named(hooks, &schema->filters[i], diagnostics);
        if (file && find_script(hooks, file))
            diagnostic_add(diagnostics, &named_twice, schema->filters[i].span, file->name);
        else if (file)
            add_script(hooks, file);
    }
    for (size_t i = 0; !schema->has_filters && i < hooks->file_count; i++) {
        if (!is_script(&hooks->files[i]))
            continue;
        if (hooks->script_count == HOOKS_SCRIPTS_MAX) {
            diagnostic_add(diagnostics, &too_many_scripts, (struct span){0},
                           number(hooks, HOOKS_SCRIPTS_MAX));
            break;
        }
        add_script(hooks, &hooks->files[i]);
    }
}

static void choose_trusted(struct hooks *hooks, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < hooks->schema->trusted_count; i++) {
        const struct script_name *name = &hooks->schema->trusted[i];
        struct hook_file *file = find_named(hooks, name, diagnostics);
        struct hook_script *script = file ? find_script(hooks, file) : NULL;
        if (!script)
            continue;
        script->is_trusted = true;
        diagnostic_add(diagnostics, &is_trusted, name->span, file->name);
    }
}

void hooks_load(struct hooks *hooks, struct diagnostics *diagnostics)
{
    list_files(hooks, diagnostics);
    hooks->scripts = arena_array(hooks->arena, struct hook_script, HOOKS_SCRIPTS_MAX);
    choose_scripts(hooks, diagnostics);
    choose_trusted(hooks, diagnostics);
}

void hooks_load_alone(struct hooks *hooks, struct text_file script, struct diagnostics *diagnostics)
{
    list_files(hooks, diagnostics);
    if (!hooks->files)
        hooks->files = arena_array(hooks->arena, struct hook_file, 1);
    struct hook_file *file = &hooks->files[hooks->file_count++];
    *file = (struct hook_file){.name = script.path, .file = script, .is_read = true};
    hooks->scripts = arena_array(hooks->arena, struct hook_script, 1);
    add_script(hooks, file);
}
