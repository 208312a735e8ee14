/* What the pusher reads: a line a problem, and what to do next. */
#include "desk/receive_parts.h"

#include "base/vector.h"
#include "desk/desk.h"

#include <stdlib.h>

#define LINES_SHOWN 50u
#define LINES_KEPT  1000u

/* ---- a line -------------------------------------------------------------- */

/* Files of the site are shown as the repository has them. */
static void add_path(struct buffer *out, const struct receiving *receiving, struct slice path,
                     bool is_of_site)
{
    struct slice folder = receiving->settings.below;
    if (is_of_site && folder.len &&
        (rules_is_shaping(path) || slice_starts_with(path, SLICE("content/")))) {
        desk_add_name(out, folder);
        buffer_add_byte(out, '/');
    }
    desk_add_name(out, path);
}

static void add_place(struct buffer *out, const struct receiving *receiving, struct span span,
                      bool is_of_site)
{
    struct position position = span_position(span);
    add_path(out, receiving, span.file->path, is_of_site);
    buffer_format(out, ":%zu:%zu", position.line, position.column);
}

static void write_line(struct buffer *out, const struct receiving *receiving,
                       const struct refchange *change, const struct diagnostic *diagnostic,
                       bool is_of_site)
{
    struct buffer text = {0};
    if (diagnostic->span.file)
        add_place(out, receiving, diagnostic->span, is_of_site);
    else
        desk_add_name(out, change ? change->name : SLICE("schedario"));
    buffer_format(out, ": %s: ", severity_name(diagnostic->severity, receiving->language));
    diagnostic_write_message(&text, diagnostic, receiving->language);
    desk_add_name(out, buffer_view(&text));
    if (diagnostic->related.file) {
        buffer_add(out, SLICE(" ("));
        add_place(out, receiving, diagnostic->related, is_of_site);
        buffer_add_byte(out, ')');
    }
    buffer_clear(&text);
    if (diagnostic_write_hint(&text, diagnostic, receiving->language)) {
        buffer_add(out, SLICE("; "));
        desk_add_name(out, buffer_view(&text));
    }
    buffer_release(&text);
}

static void add_line(struct receiving *receiving, struct verdict_lines *lines,
                     const struct refchange *change, const struct diagnostic *diagnostic,
                     bool refuses, bool is_of_site)
{
    lines->refusing += refuses;
    lines->errors += diagnostic->severity >= SEVERITY_ERROR;
    lines->warnings += diagnostic->severity == SEVERITY_WARNING;
    if (lines->count == LINES_KEPT)
        return;
    struct buffer text = {0};
    write_line(&text, receiving, change, diagnostic, is_of_site);
    struct verdict_line line = {buffer_copy(&text, &receiving->arena), refuses,
                                change && diagnostic->span.file};
    vector_push(&receiving->arena, lines, line);
    buffer_release(&text);
}

void verdict_add(struct receiving *receiving, struct refchange *change,
                 const struct diagnostic *diagnostic, bool refuses, bool is_of_site)
{
    add_line(receiving, &change->lines, change, diagnostic, refuses, is_of_site);
}

/* ---- all of them --------------------------------------------------------- */

struct showing {
    const struct receiving *receiving;
    struct buffer *said;
    const char *prefix; /* of each line, for a forge that shows no others */
    size_t shown, hidden;
};

static void say(struct showing *showing, struct slice line)
{
    buffer_add_string(showing->said, showing->prefix);
    buffer_add(showing->said, line);
    buffer_add_byte(showing->said, '\n');
}

static void show_lines(struct showing *showing, const struct verdict_lines *lines, bool refusing)
{
    size_t total = refusing ? lines->refusing : lines->errors + lines->warnings - lines->refusing;
    for (size_t i = 0; i < lines->count && showing->shown < LINES_SHOWN && total; i++)
        if (lines->items[i].refuses == refusing) {
            say(showing, lines->items[i].text);
            showing->shown++;
            total--;
        }
    showing->hidden += total;
}

static void say_format(struct showing *showing, const char *english, const char *italian, ...)
{
    va_list arguments;
    struct buffer line = {0};
    bool in_italian = showing->receiving->language == MESSAGES_ITALIAN;
    va_start(arguments, italian);
    buffer_format_list(&line, in_italian ? italian : english, arguments);
    va_end(arguments);
    say(showing, buffer_view(&line));
    buffer_release(&line);
}

static void say_refused(struct showing *showing, size_t count, bool are_files)
{
    say_format(showing,
               "Nothing was taken: the repository and the site are as they were.",
               "Non è stato accettato nulla: l'archivio e il sito sono come prima.");
    if (!are_files)
        return;
    if (count == 1)
        say_format(showing,
                   "Mend the error above, save the file, then type: git add -A && git commit -m "
                   "\"mended\" && git push",
                   "Correggi l'errore qui sopra, salva il file, poi scrivi: git add -A && git commit "
                   "-m \"correzioni\" && git push");
    else
        say_format(showing,
                   "Mend the %zu errors above, save the files, then type: git add -A && git commit -m "
                   "\"mended\" && git push",
                   "Correggi i %zu errori qui sopra, salva i file, poi scrivi: git add -A && git commit "
                   "-m \"correzioni\" && git push",
                   count);
}

static const char *shown_name(struct receiving *receiving, struct slice name)
{
    struct buffer text = {0};
    desk_add_name(&text, name);
    struct slice shown = buffer_copy(&text, &receiving->arena);
    buffer_release(&text);
    return shown.ptr;
}

/* What there still is to do on a branch that was taken. */
static void say_taken(struct showing *showing, struct receiving *receiving,
                      const struct refchange *change)
{
    const char *own = shown_name(receiving, receiving->rules.branch);
    const char *name = shown_name(receiving, change->name);
    size_t errors = change->content_errors;
    if (errors && change->rule.rule == DESK_FREE)
        say_format(showing,
                   "%s: taken. It has errors (%zu), which are no matter here but must be mended before "
                   "it goes to \"%s\". \"schedario check\" lists them.",
                   "%s: accettato. Ci sono errori (%zu): qui non contano, ma vanno corretti prima di "
                   "passare a \"%s\". \"schedario check\" li elenca.",
                   name, errors, own);
    else if (errors)
        say_format(showing,
                   "%s: taken. Its errors (%zu) must be mended before it goes to \"%s\".",
                   "%s: accettato. I suoi errori (%zu) vanno corretti prima di passare a \"%s\".",
                   name, errors, own);
    else if (change->lines.warnings)
        say_format(showing, "%s: taken, with warnings (%zu).", "%s: accettato, con avvisi (%zu).",
                   name, change->lines.warnings);
}

static bool are_files(const struct receiving *receiving, const struct verdict_lines *general)
{
    for (size_t i = 0; i < general->count; i++)
        if (general->items[i].refuses && general->items[i].is_of_file)
            return true;
    for (size_t i = 0; i < receiving->change_count; i++) {
        const struct verdict_lines *lines = &receiving->changes[i].lines;
        for (size_t k = 0; k < lines->count; k++)
            if (lines->items[k].refuses && lines->items[k].is_of_file)
                return true;
    }
    return false;
}

bool verdict_write(struct receiving *receiving, struct buffer *said)
{
    struct verdict_lines general = {0};
    size_t refusing = 0;
    diagnostics_sort(&receiving->general);
    for (size_t i = 0; i < receiving->general.count; i++) {
        const struct diagnostic *one = &receiving->general.items[i];
        add_line(receiving, &general, NULL, one, one->severity >= SEVERITY_ERROR, false);
    }
    refusing = general.refusing;
    for (size_t i = 0; i < receiving->change_count; i++)
        refusing += receiving->changes[i].lines.refusing;

    bool in_gitlab = getenv("GL_ID") || getenv("GL_USERNAME") || getenv("GL_REPOSITORY");
    struct showing showing = {receiving, said, refusing && in_gitlab ? "GL-HOOK-ERR: " : "", 0, 0};
    bool by_branch = receiving->change_count > 1;
    show_lines(&showing, &general, true);
    for (int refuses = 1; refuses >= 0; refuses--)
        for (size_t i = 0; i < receiving->change_count; i++) {
            const struct refchange *change = &receiving->changes[i];
            size_t count = refuses ? change->lines.refusing
                                   : change->lines.errors + change->lines.warnings -
                                         change->lines.refusing;
            if (by_branch && count && showing.shown < LINES_SHOWN)
                say_format(&showing, "%s:", "%s:", shown_name(receiving, change->name));
            show_lines(&showing, &change->lines, refuses);
        }
    show_lines(&showing, &general, false);
    if (showing.hidden)
        say_format(&showing, "and %zu more", "e altri %zu", showing.hidden);
    if (refusing)
        say_refused(&showing, refusing, are_files(receiving, &general));
    for (size_t i = 0; i < receiving->change_count && !refusing; i++)
        say_taken(&showing, receiving, &receiving->changes[i]);
    return !refusing;
}
