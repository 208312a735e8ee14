#include "cli/report.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_LINE_AFTER 500 /* milliseconds: shorter builds show none */
#define LINE_EVERY       100

static struct timespec later(long milliseconds)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_nsec += milliseconds * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

void progress_start(struct progress *progress, const struct invocation *invocation)
{
    *progress = (struct progress){
        .shown = !invocation->quiet && isatty(STDERR_FILENO),
        .language = invocation->language,
        .next = later(FIRST_LINE_AFTER),
    };
}

void progress_show(void *context, enum build_phase phase, size_t done, size_t total)
{
    static const char *const verbs[][MESSAGE_LANGUAGES] = {
        [BUILD_READ] = {"reading", "leggo"},          [BUILD_SHAPE] = {"shaping", "compongo"},
        [BUILD_LINK] = {"linking", "collego"},        [BUILD_RENDER] = {"rendering", "scrivo"},
        [BUILD_PUBLISH] = {"publishing", "pubblico"},
    };
    struct progress *progress = context;
    char text[100];
    snprintf(text, sizeof text, "%s %zu/%zu", verbs[phase][progress->language], done, total);
    progress_line(progress, text);
}

void progress_line(struct progress *progress, const char *text)
{
    struct timespec now = later(0);
    if (now.tv_sec < progress->next.tv_sec ||
        (now.tv_sec == progress->next.tv_sec && now.tv_nsec < progress->next.tv_nsec))
        return;
    progress->next = later(LINE_EVERY);
    progress->written = true;
    fprintf(stderr, "\r\033[K%s", text);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->written)
        fputs("\r\033[K", stderr);
    progress->written = false;
}

static void report_as_text(const struct invocation *invocation,
                           const struct diagnostics *diagnostics)
{
    const char *no_color = getenv("NO_COLOR");
    struct diagnostic_style style = {
        .language = invocation->language,
        .color = isatty(STDERR_FILENO) && !(no_color && *no_color),
    };
    struct buffer text = {0};
    diagnostics_write_text(&text, diagnostics, style);
    fputs(buffer_string(&text), stderr);
    buffer_release(&text);
}

static void report_as_json(const struct invocation *invocation,
                           const struct diagnostics *diagnostics)
{
    struct buffer text = {0};
    diagnostics_write_json(&text, diagnostics, invocation->language);
    fputs(buffer_string(&text), stdout);
    buffer_release(&text);
}

void report_diagnostics(const struct invocation *invocation, const struct diagnostics *diagnostics)
{
    if (invocation->format == FORMAT_JSON)
        report_as_json(invocation, diagnostics);
    else
        report_as_text(invocation, diagnostics);
}

static void write_counts(const struct invocation *invocation, const struct build *build,
                         bool check_only)
{
    bool italian = invocation->language == MESSAGES_ITALIAN;
    struct build_counts counts = build_counts(build);
    fprintf(stderr,
            italian ? "%zu schede, %zu pagine e file: " : "%zu sheets, %zu pages and files: ",
            counts.sheets, counts.files);
    if (check_only) {
        fputs(italian ? "tutto in ordine\n" : "all is well\n", stderr);
        return;
    }
    struct slice out = invocation->build.out;
    if (out.len)
        fprintf(stderr, "%.*s\n", SLICE_ARG(out));
    else
        fprintf(stderr, "%.*s/public\n", SLICE_ARG(invocation->build.folder));
}

void report_outcome(const struct invocation *invocation, const struct build *build,
                    enum build_outcome outcome, bool check_only)
{
    bool italian = invocation->language == MESSAGES_ITALIAN;
    const struct diagnostics *found = build_diagnostics(build);
    if (outcome == BUILD_INTERRUPTED) {
        fputs(italian ? "schedario: interrotto\n" : "schedario: interrupted\n", stderr);
    } else if (outcome != BUILD_GOOD) {
        size_t errors =
            diagnostics_count(found, SEVERITY_ERROR) + diagnostics_count(found, SEVERITY_FAILURE);
        size_t warnings = diagnostics_count(found, SEVERITY_WARNING);
        fprintf(stderr, italian ? "%zu error%s, %zu avvis%s" : "%zu error%s, %zu warning%s", errors,
                italian ? (errors == 1 ? "e" : "i") : (errors == 1 ? "" : "s"), warnings,
                italian ? (warnings == 1 ? "o" : "i") : (warnings == 1 ? "" : "s"));
        fputs(check_only ? "\n"
              : italian  ? "; il sito resta com'era\n"
                         : "; the site is as it was\n",
              stderr);
    } else if (!invocation->quiet) {
        write_counts(invocation, build, check_only);
    }
}
