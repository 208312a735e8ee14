/* lua: one script on one sheet, the body before and after, line by line. */
#include "cli/report.h"

#include "base/files.h"
#include "base/vector.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SCRIPT_SIZE_MAX (1u << 20)
/* Where both sides differ in more lines, all of them are shown as changed. */
#define LINES_COMPARED_MAX 2000

static void complain(const struct invocation *invocation, const char *english, const char *italian,
                     const char *word)
{
    fprintf(stderr, invocation->language == MESSAGES_ITALIAN ? italian : english, word);
    fputc('\n', stderr);
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

static void show(char mark, struct slice line)
{
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

static void show_difference(struct arena *arena, struct lines a, struct lines b)
{
    bool is_small = a.count <= LINES_COMPARED_MAX && b.count <= LINES_COMPARED_MAX;
    unsigned short *lengths = is_small ? common_lengths(arena, a, b) : NULL;
    size_t i = 0, j = 0, width = b.count + 1;
    while (i < a.count || j < b.count) {
        if (i < a.count && j < b.count && slice_equal(a.items[i], b.items[j])) {
            show(' ', a.items[i++]);
            j++;
        } else if (i < a.count && (j == b.count || !lengths ||
                                   lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
            show('-', a.items[i++]);
        } else {
            show('+', b.items[j++]);
        }
    }
}

/* ---- the command ------------------------------------------------------------- */

static bool read_script(const struct invocation *invocation, struct arena *arena,
                        struct build_trial *trial)
{
    const char *path = invocation->operands[0];
    struct file_error error;
    trial->script.path = slice_from_string(path);
    if (file_read(arena, path, SCRIPT_SIZE_MAX, &trial->script.text, &error))
        return true;
    /* Or one of the site's, whatever folder this is. */
    struct slice inside = path_join(arena, invocation->build.folder, trial->script.path);
    if (error.number == ENOENT &&
        file_read(arena, arena_string(arena, inside), SCRIPT_SIZE_MAX, &trial->script.text, &error))
        return true;
    complain(invocation, "schedario: the script \"%s\" cannot be read",
             "schedario: lo script \"%s\" non si può leggere", path);
    return false;
}

enum exit_status run_lua(const struct invocation *invocation)
{
    struct arena arena = {0};
    struct build_trial trial = {.sheet = invocation->sheet,
                                .html = invocation->format == FORMAT_HTML};
    if (!trial.sheet.len) {
        complain(invocation, "schedario: lua: say which sheet%s: --sheet ID",
                 "schedario: lua: indica la scheda%s: --sheet ID", "");
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
    report_diagnostics(invocation, build_diagnostics(build));
    if (trial.is_found)
        show_difference(&arena, lines_of(&arena, buffer_view(&trial.before)),
                        lines_of(&arena, buffer_view(&trial.after)));
    else if (outcome == BUILD_PROBLEMS)
        complain(invocation, "schedario: there is no sheet \"%s\"",
                 "schedario: non c'è nessuna scheda \"%s\"", arena_string(&arena, trial.sheet));
    build_destroy(build);
    buffer_release(&trial.before);
    buffer_release(&trial.after);
    arena_release(&arena);
    return outcome == BUILD_GOOD          ? EXIT_GOOD
           : outcome == BUILD_INTERRUPTED ? EXIT_INTERRUPTED
           : outcome == BUILD_FAILED      ? EXIT_MACHINE
                                          : EXIT_PROBLEMS;
}
