/* fetch: the copies of sources that are kept elsewhere. */
#include "cli/command.h"

#include "build/fetch.h"
#include "cli/report.h"
#include "text/date.h"

#include <stdio.h>
#include <stdlib.h>

#define TIMEOUT_DEFAULT 60

struct telling {
    const struct invocation *invocation;
    struct progress progress;
};

static const char *read_variable(const char *name)
{
    return getenv(name);
}

static void show_progress(void *context, const struct schema_source *source,
                          const struct mirror_progress *progress)
{
    struct telling *telling = context;
    char text[200];
    snprintf(text, sizeof text,
             telling->invocation->language == MESSAGES_ITALIAN ? "%.*s: %u di %u oggetti, %.1f MB"
                                                               : "%.*s: %u of %u objects, %.1f MB",
             SLICE_ARG(source->id), progress->objects, progress->all_objects,
             (double)progress->bytes / (1 << 20));
    progress_line(&telling->progress, text);
}

static void write_head(const struct mirror_news *news, bool italian)
{
    struct arena arena = {0};
    struct buffer date = {0};
    const struct locale *locale = locale_open(&arena, italian ? SLICE("it") : SLICE("en"));
    date_write(&date, date_from_seconds(news->date, 0), locale);
    printf(italian ? "%.7s, del %s\n" : "%.7s of %s\n",
           object_id_text(&arena, &news->head).ptr, buffer_string(&date));
    buffer_release(&date);
    arena_release(&arena);
}

static void tell_news(const struct schema_source *source, const struct mirror_news *news,
                      bool italian)
{
    const char *cut = news->commits == MIRROR_COMMITS_MAX ? "+" : "";
    printf("%.*s: ", SLICE_ARG(source->id));
    if (news->is_new)
        printf(italian ? "scaricata, %u%s commit; ora è a " : "fetched, %u%s commit%s; it is at ",
               news->commits, cut, news->commits == 1 ? "" : "s");
    else if (news->was_rewritten)
        printf(italian ? "la sua storia è stata riscritta; ora è a "
                       : "its history was rewritten; now at ");
    else if (news->commits)
        printf(italian ? "%u%s commit nuov%s, ora è a " : "%u%s new commit%s, now at ",
               news->commits, cut, italian ? (news->commits == 1 ? "o" : "i")
                                           : (news->commits == 1 ? "" : "s"));
    else
        printf(italian ? "nulla di nuovo, è a " : "nothing new, at ");
    write_head(news, italian);
}

static void tell_done(void *context, const struct schema_source *source,
                      const struct mirror_news *news)
{
    struct telling *telling = context;
    bool italian = telling->invocation->language == MESSAGES_ITALIAN;
    progress_end(&telling->progress);
    if (telling->invocation->quiet)
        return;
    if (news)
        tell_news(source, news, italian);
    else
        printf(italian ? "%.*s: si legge dov'è, in %.*s\n" : "%.*s: is read where it is, in %.*s\n",
               SLICE_ARG(source->id), SLICE_ARG(source->repository));
    fflush(stdout);
}

enum exit_status run_fetch(const struct invocation *invocation)
{
    static const enum exit_status statuses[] = {
        [FETCH_RUN_GOOD] = EXIT_GOOD,
        [FETCH_RUN_PROBLEMS] = EXIT_PROBLEMS,
        [FETCH_RUN_FAILED] = EXIT_MACHINE,
        [FETCH_RUN_INTERRUPTED] = EXIT_INTERRUPTED,
    };
    struct telling telling = {.invocation = invocation};
    struct fetch_options options = {
        .build = invocation->build,
        .names = invocation->operands,
        .name_count = (size_t)invocation->operand_count,
        .timeout = invocation->timeout ? invocation->timeout : TIMEOUT_DEFAULT,
        .variable = read_variable,
        .done = tell_done,
        .context = &telling,
    };
    progress_start(&telling.progress, invocation);
    if (telling.progress.shown)
        options.progress = show_progress;
    struct fetch *fetch = fetch_create(&options);
    enum fetch_outcome outcome = fetch_run(fetch);
    progress_end(&telling.progress);
    report_diagnostics(invocation, fetch_diagnostics(fetch));
    if (outcome == FETCH_RUN_INTERRUPTED)
        fputs(invocation->language == MESSAGES_ITALIAN ? "schedario: interrotto\n"
                                                       : "schedario: interrupted\n",
              stderr);
    fetch_destroy(fetch);
    return statuses[outcome];
}
