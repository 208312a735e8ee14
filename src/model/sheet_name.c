/* What a file's name says: collection, id, folder, language (catalogue.h). */
#include "model/catalogue.h"

#include "base/files.h"
#include "text/slug.h"

#include <string.h>

static const struct problem outside_collections = {
    "sheet-outside",
    SEVERITY_ERROR,
    {"this sheet stands under no collection", "questa scheda non sta sotto alcuna raccolta"},
    {"move it under one of: %1", "spostala sotto una di queste cartelle: %1"}};

static const struct problem unknown_language = {
    "sheet-language",
    SEVERITY_ERROR,
    {"the file's name says the language \"%1\", which the site does not have",
     "il nome del file indica la lingua \"%1\", che il sito non ha"},
    {"the languages of the site are: %2", "le lingue del sito sono: %2"}};

static const struct problem wrong_name = {
    "sheet-name",
    SEVERITY_ERROR,
    {"\"%1\" cannot be part of an address: lower-case letters without accents, digits, hyphens "
     "only",
     "\"%1\" non può far parte di un indirizzo: solo lettere minuscole senza accenti, cifre, "
     "trattini"},
    {"rename it to \"%2\"", "rinomina in \"%2\""}};

static const struct problem index_outside_guide = {
    "sheet-index",
    SEVERITY_ERROR,
    {"only a guide has an index.md of its own; %1 makes its list by itself",
     "solo una guida ha un proprio index.md; %1 compone il suo elenco da sé"},
    {"give the file the name of a sheet, or put it in a folder of that name",
     "dai al file il nome di una scheda, oppure mettilo in una cartella con quel nome"}};

static struct slice collection_folders(const struct schema *schema, struct arena *arena)
{
    struct slice all = SLICE("");
    for (size_t i = 0; i < schema->collection_count; i++)
        all = arena_format(arena, "%.*s%scontent/%.*s/", SLICE_ARG(all), all.len ? ", " : "",
                           SLICE_ARG(schema->collections[i]->path));
    return all;
}

static struct slice site_languages(const struct schema *schema, struct arena *arena)
{
    struct slice all = SLICE("");
    for (unsigned i = 0; i < schema->language_count; i++)
        all = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(all), all.len ? ", " : "",
                           SLICE_ARG(schema->languages[i]));
    return all;
}

/* "en", "deu", "de-AT": two or three letters, then perhaps more. */
static bool looks_like_language(struct slice s)
{
    size_t letters = 0;
    while (letters < s.len && ((s.ptr[letters] | 32) >= 'a' && (s.ptr[letters] | 32) <= 'z'))
        letters++;
    return (letters == 2 || letters == 3) && (letters == s.len || s.ptr[letters] == '-');
}

static void report_name(const struct text_file *file, struct slice part,
                        struct diagnostics *diagnostics)
{
    struct slice better = slug_make(diagnostics->arena, part, SLICE("scheda"));
    diagnostic_add(diagnostics, &wrong_name, span_of_file(file), part, better);
}

/* Folders are part of the address only where the collection's pattern says {path}. */
static bool folder_is_good(const struct collection *collection, const struct text_file *file,
                           struct slice folder, struct diagnostics *diagnostics)
{
    if (slice_find(collection->url, SLICE("{path}")) == SLICE_NOT_FOUND)
        return true;
    struct slice part;
    while (slice_next(&folder, '/', &part)) {
        if (!slug_is_identifier(part)) {
            report_name(file, part, diagnostics);
            return false;
        }
    }
    return true;
}

bool sheet_name_read(const struct schema *schema, const struct text_file *file, struct slice path,
                     struct sheet_name *name, struct diagnostics *diagnostics)
{
    if (!slice_ends_with(path, SLICE(".md")))
        return false;
    const struct collection *collection = schema_find_collection(schema, path);
    if (!collection) {
        if (schema->collection_count) /* else site.yaml is wrong, and has been told so */
            diagnostic_add(diagnostics, &outside_collections, span_of_file(file),
                           collection_folders(schema, diagnostics->arena));
        return false;
    }
    *name = (struct sheet_name){.collection = collection};

    struct slice stem = path_name(path);
    stem.len -= strlen(".md");
    size_t dot = slice_find_last_byte(stem, '.');
    if (dot != SLICE_NOT_FOUND && dot > 0) {
        struct slice suffix = slice_after(stem, dot + 1);
        int language = schema_find_language(schema, suffix);
        if (language < 0 && looks_like_language(suffix)) {
            diagnostic_add(diagnostics, &unknown_language, span_of_file(file), suffix,
                           site_languages(schema, diagnostics->arena));
            return false;
        }
        if (language >= 0) {
            name->language = (unsigned)language;
            stem.len = dot;
        }
    }
    name->is_translation = name->language != 0;

    struct slice folder = path_folder(path);
    folder = slice_after(folder, collection->path.len + (folder.len > collection->path.len &&
                                                         collection->path.len > 0));
    name->has_folder = slice_equal_string(stem, "index");
    if (name->has_folder && folder.len) {
        stem = path_name(folder);
        folder = path_folder(folder);
    } else if (name->has_folder && !slice_equal_string(collection->template, "guide")) {
        diagnostic_add(diagnostics, &index_outside_guide, span_of_file(file), collection->id);
        return false;
    }
    name->id = stem;
    name->folder = folder;
    if (!slug_is_identifier(stem)) {
        report_name(file, stem, diagnostics);
        return false;
    }
    return folder_is_good(collection, file, folder, diagnostics);
}
