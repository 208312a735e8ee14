#include "desk/settings.h"

#include "source/repository_config.h"
#include "text/url.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Errors where they are written, warnings where they are found written. */
static const struct problem no_path = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not the path of a folder",
     "schedario.%1: \"%2\" non è il percorso di una cartella"},
    {"for example: git config schedario.%1 /var/www/catalogo",
     "per esempio: git config schedario.%1 /var/www/catalogo"}};
static const struct problem no_inner_path = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not a folder of the repository",
     "schedario.%1: \"%2\" non è una cartella dell'archivio"},
    {"write its path from the top: git config schedario.%1 catalogo",
     "scrivi il percorso dalla cima: git config schedario.%1 catalogo"}};
static const struct problem no_address = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not the address of a site",
     "schedario.%1: \"%2\" non è l'indirizzo di un sito"},
    {"write it whole: git config schedario.%1 https://catalogo.example.org/",
     "scrivilo intero: git config schedario.%1 https://catalogo.example.org/"}};
static const struct problem no_language = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not it or en", "schedario.%1: \"%2\" non è it o en"},
    {"messages are in Italian or English: git config schedario.%1 en",
     "i messaggi sono in italiano o in inglese: git config schedario.%1 it"}};
static const struct problem no_number = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not a number from 0 to 1000",
     "schedario.%1: \"%2\" non è un numero da 0 a 1000"},
    {"for example: git config schedario.%1 10", "per esempio: git config schedario.%1 10"}};
static const struct problem no_line = {
    "desk-setting",
    SEVERITY_ERROR,
    {"schedario.%1: \"%2\" is not one line of text",
     "schedario.%1: \"%2\" non è una sola riga di testo"},
    {"write it without control characters", "scrivila senza caratteri di controllo"}};

#define PUSH_OPTIONS_MAX 100

/* ---- kinds of settings -------------------------------------------------- */

static bool is_line(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f)
            return false;
    return true;
}

static bool is_path(struct slice value)
{
    return is_line(value) && value.len < PATH_MAX;
}

static bool is_inner_path(struct slice value)
{
    struct slice part;
    if (!is_path(value) || slice_starts_with(value, SLICE("/")))
        return false;
    while (slice_next(&value, '/', &part))
        if (slice_equal_string(part, ".."))
            return false;
    return true;
}

static bool is_address(struct slice value)
{
    return is_line(value) && url_is_absolute(value) && url_is_allowed(value);
}

static bool is_language(struct slice value)
{
    return slice_equal_string(value, "it") || slice_equal_string(value, "en");
}

#define NUMBER_MAX 1000u

static bool is_number(struct slice value)
{
    unsigned number = 0;
    for (size_t i = 0; i < value.len && number <= NUMBER_MAX; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return false;
        number = number * 10 + (unsigned)(value.ptr[i] - '0');
    }
    return value.len && number <= NUMBER_MAX;
}

static const struct setting_kind {
    bool (*is_good)(struct slice value);
    const struct problem *otherwise;
} path_kind = {is_path, &no_path},
  inner_kind = {is_inner_path, &no_inner_path},
  address_kind = {is_address, &no_address},
  language_kind = {is_language, &no_language},
  number_kind = {is_number, &no_number},
  line_kind = {is_line, &no_line};

static const struct setting {
    const char *name;
    const struct setting_kind *kind;
    size_t offset; /* of a slice; of a number where it is one */
    unsigned number;
} settings_table[] = {
    {"out", &path_kind, offsetof(struct desk_settings, out), 0},
    {"baseUrl", &address_kind, offsetof(struct desk_settings, base_url), 0},
    {"folder", &inner_kind, offsetof(struct desk_settings, below), 0},
    {"lang", &language_kind, offsetof(struct desk_settings, language), 0},
    {"wait", &number_kind, offsetof(struct desk_settings, wait), 10},
    {"checkSeconds", &number_kind, offsetof(struct desk_settings, check_seconds), 120},
    {"previews", &number_kind, offsetof(struct desk_settings, previews_max), 20},
    {"mail", &line_kind, offsetof(struct desk_settings, mail), 0},
    {"from", &line_kind, offsetof(struct desk_settings, from), 0},
    {"to", &line_kind, offsetof(struct desk_settings, to), 0},
};
#define SETTING_COUNT (sizeof settings_table / sizeof *settings_table)

static bool check(const struct setting *setting, struct slice value,
                  struct diagnostics *diagnostics)
{
    if (value.len && setting->kind->is_good(value))
        return true;
    diagnostic_add(diagnostics, setting->kind->otherwise, (struct span){0},
                   slice_from_string(setting->name), value);
    return false;
}

/* ---- reading ------------------------------------------------------------ */

static void take(struct desk_settings *settings, const struct setting *setting, struct slice value)
{
    char *place = (char *)settings + setting->offset;
    if (setting->kind == &number_kind)
        *(unsigned *)(void *)place = (unsigned)strtoul(value.ptr, NULL, 10);
    else
        *(struct slice *)(void *)place = value;
}

/* git-config(1): whether git leaves its files to the group, in any of the ways to say so. */
static bool is_shared(struct repository *repository, struct arena *arena)
{
    static const char *const words[] = {"group", "true", "1", "all", "world", "everybody", "2"};
    struct slice value;
    if (!repository_config_read(repository, arena, "core.sharedRepository", &value))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_ignoring_case(value, slice_from_string(words[i])))
            return true;
    /* "0660": of the file's owner, its group, others */
    return value.len == 4 && value.ptr[0] == '0' && ((value.ptr[2] - '0') & 2);
}

static struct slice without_last_slashes(struct slice path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

void desk_settings_read(struct repository *repository, struct arena *arena,
                        struct desk_settings *settings, struct diagnostics *diagnostics)
{
    *settings = (struct desk_settings){.repository = repository_folder(repository, arena)};
    bool was_lenient = diagnostics->lenient;
    diagnostics->lenient = true;
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &settings_table[i];
        struct slice value;
        char key[64];
        snprintf(key, sizeof key, "schedario.%s", setting->name);
        if (setting->kind == &number_kind)
            *(unsigned *)(void *)((char *)settings + setting->offset) = setting->number;
        if (repository_config_read(repository, arena, key, &value) &&
            check(setting, value, diagnostics))
            take(settings, setting, value);
    }
    diagnostics->lenient = was_lenient;
    settings->is_shared = is_shared(repository, arena);
    /* A hook runs in the repository's folder: what is relative, is to that. */
    struct slice out = settings->out.len ? settings->out : SLICE("schedario/public");
    if (!slice_starts_with(out, SLICE("/")))
        out = path_join(arena, settings->repository, out);
    settings->out = arena_copy(arena, without_last_slashes(out));
    settings->previews =
        path_join(arena, path_folder(settings->out),
                  arena_format(arena, ".%.*s.previews", SLICE_ARG(path_name(settings->out))));
    settings->below = arena_copy(arena, without_last_slashes(settings->below));
}

/* ---- writing ------------------------------------------------------------ */

static struct slice absolute(struct arena *arena, struct slice path)
{
    char here[PATH_MAX];
    if (slice_starts_with(path, SLICE("/")) || !getcwd(here, sizeof here))
        return path;
    while (slice_starts_with(path, SLICE("./")))
        path = slice_after(path, 2);
    return path_join(arena, slice_from_string(here), path);
}

bool desk_settings_write(struct repository *repository, const char *name, struct slice value,
                         struct diagnostics *diagnostics)
{
    const struct setting *setting = settings_table;
    while (strcmp(setting->name, name) != 0)
        setting++; /* names are the program's own */
    if (!check(setting, value, diagnostics))
        return false;
    if (setting->kind == &path_kind)
        value = absolute(diagnostics->arena, value);
    char key[64];
    snprintf(key, sizeof key, "schedario.%s", name);
    return repository_config_write(repository, key, value, diagnostics);
}

/* ---- the pusher's language ---------------------------------------------- */

static struct slice pushed_language(void)
{
    const char *text = getenv("GIT_PUSH_OPTION_COUNT");
    unsigned long count = text ? strtoul(text, NULL, 10) : 0;
    struct slice found = {0};
    for (unsigned long i = 0; i < count && i < PUSH_OPTIONS_MAX; i++) {
        char name[40];
        snprintf(name, sizeof name, "GIT_PUSH_OPTION_%lu", i);
        struct slice option = slice_from_string(getenv(name));
        if (slice_starts_with(option, SLICE("lang=")) && is_language(slice_after(option, 5)))
            found = slice_after(option, 5);
    }
    return found;
}

enum message_language desk_language(const struct desk_settings *settings,
                                    enum message_language environment)
{
    struct slice language = pushed_language();
    if (!language.len)
        language = settings->language;
    if (!language.len)
        return environment;
    return slice_equal_string(language, "it") ? MESSAGES_ITALIAN : MESSAGES_ENGLISH;
}
