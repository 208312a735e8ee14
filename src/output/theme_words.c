/* The words of the interface, and their plural forms. */
#include "output/theme_loader.h"

static const struct problem theme_words = {
    "theme-words",
    SEVERITY_ERROR,
    {"a file of i18n/ holds one text after the other, each with its key",
     "un file di i18n/ contiene un testo dopo l'altro, ognuno con la sua chiave"},
    {"write key: text, a line each", "scrivi chiave: testo, uno per riga"}};
static const struct problem theme_text = {
    "theme-text",
    SEVERITY_ERROR,
    {"a text of the interface must be a text, or one text for each plural form (one, other …)",
     "un testo dell'interfaccia è un testo, o un testo per ogni forma plurale (one, other …)"},
    {"a text that YAML would read as nothing goes in quotes: \"null\"",
     "un testo che YAML leggerebbe come vuoto va tra virgolette: \"null\""}};
static const struct problem theme_plural = {
    "theme-plural",
    SEVERITY_ERROR,
    {"the form `other` is missing: it stands for every number that has no form of its own",
     "manca la forma `other`, che vale per ogni numero senza una forma sua"},
    {"write {one: …, other: …}", "scrivi {one: …, other: …}"}};
static const struct problem theme_text_missing = {
    "theme-text-missing",
    SEVERITY_ERROR,
    {"the theme \"%1\" has no text \"%2\" for the language %3, and the program itself asks for it",
     "il tema \"%1\" non ha il testo \"%2\" per la lingua %3, e il programma stesso lo chiede"},
    {"add a line to this file: %2: …", "aggiungi una riga a questo file: %2: …"}};

static const char *const plural_forms[] = {"zero", "one", "two", "few", "many", "other"};
enum { PLURAL_FORMS = 6, PLURAL_OTHER = 5 };

struct message {
    bool plural;
    struct slice forms[PLURAL_FORMS]; /* a plain text: forms[PLURAL_OTHER] alone */
};

/* In step with the list in output/view.h. */
static const struct {
    const char *key;
    const char *template; /* for whose pages it is asked; NULL: for any */
} engine_keys[] = {
    {"home", NULL},
    {"not_found", NULL},
    {"site_map", NULL},
    {"redirect", NULL},
    {"footnote_back", NULL},
    {"related_by_term", NULL},
    {"address", NULL},
    {"citation_in", NULL},
    {"related_by_reference", NULL},
    {"related_by_text", NULL},
    {"map_title", NULL},
    {"timeline_title", NULL},
    {"compare_title", NULL},
    {"history", "history.html"},
    {"history_title", "history.html"},
    {"version_title", "version.html"},
    {"citation_version", "version.html"},
    {"version_table", "version.html"},
    {"withdrawn_title", "withdrawn.html"},
};

static int plural_form(struct slice name)
{
    for (int i = 0; i < PLURAL_FORMS; i++)
        if (slice_equal_string(name, plural_forms[i]))
            return i;
    return -1;
}

static bool is_plural(const struct yaml_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (plural_form(node->keys[i]->text) < 0 || node->items[i]->kind != YAML_SCALAR)
            return false;
    return node->count > 0;
}

static struct message *plural_message(struct theme_loader *loader, const struct yaml_node *node)
{
    struct message *message = arena_new(loader->arena, struct message);
    message->plural = true;
    for (size_t i = 0; i < node->count; i++)
        message->forms[plural_form(node->keys[i]->text)] = node->items[i]->text;
    if (!yaml_get(node, "other")) {
        diagnostic_add_plain(loader->diagnostics, &theme_plural, node->span);
        loader->words_broken = true;
    }
    return message;
}

/* Nested mappings give keys with dots: {pager: {next: …}} is "pager.next". */
static void take_words(struct theme_loader *loader, struct map *map, const struct yaml_node *node,
                       struct slice prefix)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        struct message *message = NULL;
        struct slice key = node->keys[i]->text;
        if (prefix.len)
            key = arena_concat(loader->arena, prefix, SLICE("."), key, (struct slice){0});
        if (item->kind == YAML_MAPPING && is_plural(item)) {
            message = plural_message(loader, item);
        } else if (item->kind == YAML_MAPPING) {
            take_words(loader, map, item, key);
        } else if (item->kind == YAML_SCALAR) {
            message = arena_new(loader->arena, struct message);
            message->forms[PLURAL_OTHER] = item->text;
        } else {
            diagnostic_add_plain(loader->diagnostics, &theme_text, item->span);
            loader->words_broken = true;
        }
        if (message)
            map_add(loader->arena, map, key, message);
    }
}

static struct slice words_file(struct arena *arena, struct slice language)
{
    return arena_concat(arena, SLICE("i18n/"), language, SLICE(".yaml"), (struct slice){0});
}

static void read_language(struct theme_loader *loader, struct theme_place place,
                          struct slice language, struct map *map)
{
    struct text_file *file = theme_read_file(loader, place, words_file(loader->arena, language));
    if (!file)
        return;
    struct yaml_node *node = yaml_parse(loader->arena, file, file->text, loader->diagnostics);
    if (node && node->kind == YAML_MAPPING) {
        take_words(loader, map, node, (struct slice){0});
        return;
    }
    if (node && node->kind != YAML_NULL)
        diagnostic_add_plain(loader->diagnostics, &theme_words, node->span);
    loader->words_broken |= !node || node->kind != YAML_NULL;
}

/* "it-CH" has the words of it-CH.yaml, then those of it.yaml. */
void theme_read_words(struct theme_loader *loader, struct theme_place place)
{
    const struct schema *schema = loader->schema;
    bool english_read = false;
    for (unsigned i = 0; i < schema->language_count; i++) {
        struct slice language = schema->languages[i];
        struct slice primary = locale_primary(schema->locales[i]);
        struct map *map = &loader->theme->messages[i];
        english_read |= map == loader->theme->english;
        read_language(loader, place, language, map);
        if (!slice_equal(language, primary))
            read_language(loader, place, primary, map);
    }
    if (!english_read)
        read_language(loader, place, SLICE("en"), loader->theme->english);
}

void theme_check_words(struct theme_loader *loader)
{
    const struct schema *schema = loader->schema;
    struct arena *arena = loader->arena;
    for (unsigned i = 0; i < schema->language_count; i++) {
        struct text_file *file = arena_new(arena, struct text_file);
        file->path = arena_concat(arena, SLICE("themes/"), loader->theme->name, SLICE("/"),
                                  words_file(arena, schema->languages[i]), (struct slice){0});
        for (size_t j = 0; j < sizeof engine_keys / sizeof *engine_keys; j++) {
            struct slice key = slice_from_string(engine_keys[j].key);
            const char *template = engine_keys[j].template;
            if (template && !map_get(&loader->theme->templates, slice_from_string(template)))
                continue;
            if (!theme_message(loader->theme, schema->locales[i], i, key, -1).len)
                diagnostic_add(loader->diagnostics, &theme_text_missing, span_of_file(file),
                               loader->theme->name, key, schema->locales[i]->name);
        }
    }
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
