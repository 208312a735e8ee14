#include "desk/outcome.h"

#include "base/files.h"
#include "desk/branch_name.h"
#include "desk/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PAGES_MAX        10
#define LINES_TOLD       20
#define OUTCOME_SIZE_MAX (1u << 20)

/* ---- in words ----------------------------------------------------------- */

/* %1 is the branch, %2 the address, %3 the published branch. */
static const struct result_text {
    const char *text[2][MESSAGE_LANGUAGES]; /* of the site, of a preview; NULL: the same */
    bool shows_problems;
} result_texts[] = {
    [DESK_PUBLISHED] = {{{"published: %2", "pubblicato: %2"}}, false},
    [DESK_PREVIEWED] = {{{0}, {"preview of %1: %2", "anteprima di %1: %2"}}, false},
    [DESK_PROBLEMS] = {{{"not published, the site is as it was; what is wrong:",
                         "non pubblicato, il sito è com'era; che cosa non va:"},
                        {"no new preview of %1; what is wrong:",
                         "nessuna nuova anteprima di %1; che cosa non va:"}},
                       true},
    [DESK_FAILED] = {{{"the push is taken but not published, the site is as it was; it is tried again after "
                       "the next push. For whoever runs the server:",
                       "l'invio è accolto ma non pubblicato, il sito è com'era; si riprova dopo il prossimo "
                       "invio. Per chi gestisce il server:"},
                      {"the push is taken, but there is no new preview of %1; it is tried again after the "
                       "next push. For whoever runs the server:",
                       "l'invio è accolto, ma non c'è una nuova anteprima di %1; si riprova dopo il prossimo "
                       "invio. Per chi gestisce il server:"}},
                     true},
    [DESK_STOPPED] = {{{"interrupted before it was published, the site is as it was; it is tried "
                        "again after the next push",
                        "interrotto prima di pubblicare, il sito è com'era; si riprova dopo il "
                        "prossimo invio"},
                       {"the preview of %1 was interrupted; it is tried again after the next push",
                        "l'anteprima di %1 è stata interrotta; si riprova dopo il prossimo invio"}},
                      false},
    [DESK_CRASHED] = {{{"the build broke off (perhaps for want of memory), the site is as it was; it "
                        "is tried again after the next push",
                        "la costruzione si è interrotta (forse mancava memoria), il sito è com'era; "
                        "si riprova dopo il prossimo invio"},
                       {"the preview of %1 broke off (perhaps for want of memory); it is tried "
                        "again after the next push",
                        "l'anteprima di %1 si è interrotta (forse mancava memoria); si riprova dopo "
                        "il prossimo invio"}},
                      false},
    [DESK_PREVIEW_GONE] = {{{0}, {"the branch %1 is no more, and neither is its preview",
                                  "il ramo %1 non c'è più, e nemmeno la sua anteprima"}},
                           false},
    [DESK_BRANCH_GONE] = {{{"the published branch %1 was deleted: the site stays as it is",
                            "il ramo pubblicato %1 è stato cancellato: il sito resta com'è"}},
                          false},
    [DESK_NO_PREVIEW] = {{{0}, {"%1 was received; it has no preview",
                                "%1 è stato ricevuto; non ha un'anteprima"}},
                         false},
    [DESK_NOTHING_YET] = {{{0}, {"%1 was received; previews begin with the branch %3, which is "
                                 "published and not there yet",
                                 "%1 è stato ricevuto; le anteprime cominciano con il ramo %3, quello "
                                 "pubblicato, che ancora non c'è"}},
                          false},
};

static void write_filled(struct buffer *out, const char *text, const struct desk_outcome *outcome)
{
    for (; *text; text++) {
        if (*text != '%') {
            buffer_add_byte(out, *text);
            continue;
        }
        text++;
        desk_add_name(out, *text == '1'   ? outcome->branch
                       : *text == '2' ? outcome->url
                                      : outcome->published_branch);
    }
    buffer_add_byte(out, '\n');
}

static void write_pages(struct buffer *out, const struct desk_outcome *outcome,
                        enum message_language language)
{
    static const char *const kinds[][MESSAGE_LANGUAGES] = {
        [REVIEW_ADDED] = {"new", "nuova"},
        [REVIEW_CHANGED] = {"changed", "cambiata"},
        [REVIEW_RENAMED] = {"renamed", "rinominata"},
        [REVIEW_WITHDRAWN] = {"withdrawn", "ritirata"},
    };
    size_t shown = outcome->page_count < PAGES_MAX ? outcome->page_count : PAGES_MAX;
    for (size_t i = 0; i < shown; i++) {
        const struct desk_page *page = &outcome->pages[i];
        buffer_format(out, "  %s: ", kinds[page->kind][language]);
        desk_add_name(out, page->url.len ? page->url : page->title);
        buffer_add_byte(out, '\n');
    }
    if (shown < outcome->page_count)
        buffer_format(out, desk_say(language, "  … and %zu more\n", "  … e altre %zu\n"),
                      outcome->page_count - shown);
}

/* The first lines of what is wrong, errors before the rest. */
static void write_problems(struct buffer *out, const struct diagnostics *problems,
                           enum message_language language, size_t lines_max)
{
    struct diagnostic_style style = {.language = language};
    struct buffer text = {0};
    for (int grave = 1; grave >= 0; grave--)
        for (size_t i = 0; i < problems->count; i++)
            if ((problems->items[i].severity >= SEVERITY_ERROR) == grave)
                diagnostic_write_text(&text, &problems->items[i], style);
    struct slice rest = buffer_view(&text), line;
    for (size_t i = 0; i < lines_max && slice_next_line(&rest, &line); i++)
        buffer_format(out, "%.*s\n", SLICE_ARG(line));
    size_t left = 0;
    while (slice_next_line(&rest, &line))
        left++;
    if (left)
        buffer_format(out, desk_say(language, "… and %zu more lines\n", "… e altre %zu righe\n"),
                      left);
    buffer_release(&text);
}

void outcome_write(struct buffer *out, const struct desk_outcome *outcome,
                   enum message_language language, size_t lines_max)
{
    const struct result_text *text = &result_texts[outcome->result];
    const char *own = text->text[outcome->is_preview][language];
    write_filled(out, own ? own : text->text[!outcome->is_preview][language], outcome);
    write_pages(out, outcome, language);
    if (text->shows_problems && outcome->problems)
        write_problems(out, outcome->problems, language, lines_max);
}

/* ---- for those who wait ------------------------------------------------- */

static const char *const endings[] = {[MESSAGES_ENGLISH] = ".en", [MESSAGES_ITALIAN] = ".it"};

static struct slice outcome_path(struct slice folder, struct arena *arena, struct slice branch,
                                 enum message_language language)
{
    struct slice name = branch_name_encode(arena, branch);
    name = arena_concat(arena, name, slice_from_string(endings[language]), (struct slice){0});
    return path_join(arena, path_join(arena, folder, SLICE("outcomes")), name);
}

void outcome_keep(struct slice folder, struct arena *arena, const struct desk_outcome *outcome,
                  const struct wish *wish)
{
    struct file_error error;
    directory_create(path_join(arena, folder, SLICE("outcomes")).ptr, &error);
    for (int l = 0; l < MESSAGE_LANGUAGES; l++) {
        struct slice path = outcome_path(folder, arena, outcome->branch, (enum message_language)l);
        struct buffer text = {0};
        buffer_format(&text, "%lu\n", wish->number);
        outcome_write(&text, outcome, (enum message_language)l, LINES_TOLD);
        (void)file_replace(path.ptr, buffer_view(&text), 0, &error);
        buffer_release(&text);
    }
}

bool outcome_read(struct slice folder, struct arena *arena, const struct wish *wish,
                  enum message_language language, struct slice *text)
{
    struct slice number;
    struct file_error error;
    struct slice path = outcome_path(folder, arena, wish->branch, language);
    return file_read(arena, path.ptr, OUTCOME_SIZE_MAX, text, &error) &&
           slice_next_line(text, &number) && strtoul(number.ptr, NULL, 10) >= wish->number;
}

void outcome_forget(struct slice folder, struct arena *arena, struct slice branch)
{
    for (int l = 0; l < MESSAGE_LANGUAGES; l++)
        (void)unlink(outcome_path(folder, arena, branch, (enum message_language)l).ptr);
}
