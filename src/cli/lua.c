/* lua: one script on one sheet, the body and the fields before and after, line by line, or as
 * pandoc's JSON. */
#include "cli/report.h"

#include "base/files.h"
#include "base/vector.h"
#include "script/hooks.h"
#include "text/json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Where both sides differ in more lines, all of them are shown as changed. */
#define LINES_COMPARED_MAX 2000

/* The words with what they speak of, and a line that says how to mend it. */
static void complain(const struct invocation *invocation, const char *const text[MESSAGE_LANGUAGES],
                     const char *const hint[MESSAGE_LANGUAGES], const char *word)
{
    fputs("schedario: ", stderr);
    fprintf(stderr, text[invocation->language], word);
    fprintf(stderr, "\n      | %s\n", hint[invocation->language]);
}

/* ---- the difference -------------------------------------------------------- */

struct lines {
    struct slice *items;
    size_t count;
};

static struct lines lines_of(struct arena *arena, struct slice text)
{
    VECTOR(struct slice) lines = {0};
    struct slice line;
    while (slice_next_line(&text, &line))
        vector_push(arena, &lines, line);
    return (struct lines){lines.items, lines.count};
}

struct shown {
    size_t removed, added;
};

static void show(struct shown *shown, char mark, struct slice line)
{
    shown->removed += mark == '-';
    shown->added += mark == '+';
    printf("%c %.*s\n", mark, SLICE_ARG(line));
}

/* lengths[i][j]: of the longest common part of a from i on and b from j on. */
static unsigned short *common_lengths(struct arena *arena, struct lines a, struct lines b)
{
    unsigned short *lengths = arena_array(arena, unsigned short, (a.count + 1) * (b.count + 1));
    size_t width = b.count + 1;
    for (size_t i = a.count; i-- > 0;)
        for (size_t j = b.count; j-- > 0;) {
            unsigned short below = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];
            lengths[i * width + j] = slice_equal(a.items[i], b.items[j])
                                         ? (unsigned short)(lengths[(i + 1) * width + j + 1] + 1)
                                     : below > right ? below
                                                     : right;
        }
    return lengths;
}

static struct shown show_difference(struct arena *arena, struct lines a, struct lines b)
{
    struct shown shown = {0};
    bool is_small = a.count <= LINES_COMPARED_MAX && b.count <= LINES_COMPARED_MAX;
    unsigned short *lengths = is_small ? common_lengths(arena, a, b) : NULL;
    size_t i = 0, j = 0, width = b.count + 1;
    while (i < a.count || j < b.count) {
        if (i < a.count && j < b.count && slice_equal(a.items[i], b.items[j])) {
            show(&shown, ' ', a.items[i++]);
            j++;
        } else if (i < a.count && (j == b.count || !lengths ||
                                   lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
            show(&shown, '-', a.items[i++]);
        } else {
            show(&shown, '+', b.items[j++]);
        }
    }
    return shown;
}

static void show_trial(const struct invocation *invocation, struct arena *arena,
                       const struct build_trial *trial)
{
    static const char *const nothing[] = {"%s: the script changes nothing here\n",
                                          "%s: lo script qui non cambia niente\n"};
    static const char *const something[] = {"%s: lines taken out (-) %zu, put in (+) %zu\n",
                                            "%s: righe tolte (-) %zu, messe (+) %zu\n"};
    struct shown shown = show_difference(arena, lines_of(arena, buffer_view(&trial->before)),
                                         lines_of(arena, buffer_view(&trial->after)));
    const char *path = arena_string(arena, trial->path);
    fflush(stdout);
    if (shown.removed || shown.added)
        fprintf(stderr, something[invocation->language], path, shown.removed, shown.added);
    else
        fprintf(stderr, nothing[invocation->language], path);
}

/* {"sheet", "before", "after", "problems"}: what is missing is null. */
static void write_json(const struct invocation *invocation, const struct build_trial *trial,
                       const struct diagnostics *diagnostics)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    const struct buffer *sides[] = {&trial->before, &trial->after};
    static const char *const names[] = {"before", "after"};
    json_begin_object(&json);
    json_key(&json, SLICE("sheet"));
    if (trial->is_found)
        json_string(&json, trial->path);
    else
        json_null(&json);
    for (int i = 0; i < 2; i++) {
        json_key(&json, slice_from_string(names[i]));
        if (buffer_view(sides[i]).len)
            json_written(&json, buffer_view(sides[i]));
        else
            json_null(&json);
    }
    struct buffer problems = {0};
    diagnostics_write_json(&problems, diagnostics, invocation->language);
    json_key(&json, SLICE("problems"));
    json_written(&json, slice_trim(buffer_view(&problems)));
    json_end_object(&json);
    printf("%.*s\n", SLICE_ARG(buffer_view(&out)));
    buffer_release(&problems);
    buffer_release(&out);
}

/* ---- the command ------------------------------------------------------------- */

static bool read_script(const struct invocation *invocation, struct arena *arena,
                        struct build_trial *trial)
{
    const char *path = invocation->operands[0];
    struct file_error error;
    trial->script.path = slice_from_string(path);
    if (file_read(arena, path, HOOKS_SIZE_MAX, &trial->script.text, &error))
        return true;
    /* Or one of the site's, whatever folder this is. */
    struct slice inside = path_join(arena, invocation->build.folder, trial->script.path);
    if (error.number == ENOENT &&
        file_read(arena, arena_string(arena, inside), HOOKS_SIZE_MAX, &trial->script.text, &error))
        return true;
    static const char *const text[] = {"the script \"%s\" cannot be read",
                                       "lo script \"%s\" non si può leggere"};
    static const char *const missing[] = {
        "there is no such file, neither here nor in the site's folder: write its path, as in "
        "lua-filters/links.lua",
        "il file non c'è, né qui né nella cartella del sito: scrivi il percorso, come in "
        "lua-filters/links.lua"};
    static const char *const large[] = {"it has more than 256 kB: cut it into several",
                                        "supera 256 kB: dividilo in più file"};
    static const char *const other[] = {"look at its permissions, and whether it is a file",
                                        "guarda i permessi, e se è davvero un file"};
    complain(invocation, text,
             error.number == ENOENT  ? missing
             : error.number == EFBIG ? large
                                     : other,
             path);
    return false;
}

static void complain_of_sheet(const struct invocation *invocation, struct arena *arena,
                              const struct build_trial *trial)
{
    static const char *const text[] = {"there is no sheet \"%s\"", "non c'è nessuna scheda \"%s\""};
    static const char *const name[] = {
        "a sheet's id is its file's name without .md: for content/esperienze/assist.md write "
        "--sheet assist",
        "l'id di una scheda è il nome del file senza .md: per content/esperienze/assist.md "
        "scrivi --sheet assist"};
    const char *nearest = arena_string(arena, trial->nearest);
    const char *near[] = {
        arena_string(arena, arena_format(arena, "did you mean --sheet %s?", nearest)),
        arena_string(arena, arena_format(arena, "forse --sheet %s?", nearest))};
    complain(invocation, text, trial->nearest.len ? near : name, arena_string(arena, trial->sheet));
}

enum exit_status run_lua(const struct invocation *invocation)
{
    struct arena arena = {0};
    bool as_json = invocation->format == FORMAT_JSON;
    struct build_trial trial = {.sheet = invocation->sheet,
                                .form = as_json                             ? TRIAL_PANDOC
                                        : invocation->format == FORMAT_HTML ? TRIAL_HTML
                                                                            : TRIAL_OUTLINE};
    if (!trial.sheet.len) {
        static const char *const text[] = {"lua: which sheet is the script to be tried on?%s",
                                           "lua: su quale scheda va provato lo script?%s"};
        static const char *const hint[] = {
            "write its id, the file's name without .md: schedario lua FILE --sheet assist",
            "scrivi il suo id, il nome del file senza .md: schedario lua FILE --sheet assist"};
        complain(invocation, text, hint, "");
        return EXIT_USAGE;
    }
    if (!read_script(invocation, &arena, &trial)) {
        arena_release(&arena);
        return EXIT_USAGE;
    }
    struct build_options options = invocation->build;
    options.trial = &trial;
    options.check_only = options.drafts = true;
    struct build *build = build_create(&options);
    enum build_outcome outcome = build_try(build);
    if (as_json)
        write_json(invocation, &trial, build_diagnostics(build));
    else
        report_diagnostics(invocation, build_diagnostics(build));
    if (trial.is_found && !as_json)
        show_trial(invocation, &arena, &trial);
    else if (!trial.is_found && outcome == BUILD_PROBLEMS)
        complain_of_sheet(invocation, &arena, &trial);
    build_destroy(build);
    buffer_release(&trial.before);
    buffer_release(&trial.after);
    arena_release(&arena);
    return outcome == BUILD_GOOD          ? EXIT_GOOD
           : outcome == BUILD_INTERRUPTED ? EXIT_INTERRUPTED
           : outcome == BUILD_FAILED      ? EXIT_MACHINE
                                          : EXIT_PROBLEMS;
}
