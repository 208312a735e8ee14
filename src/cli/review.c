/* diff A B, and check --range A..B. */
#include "build/difference.h"
#include "cli/command.h"
#include "cli/report.h"

#include <stdio.h>

static enum exit_status status_of(enum review_outcome outcome, enum exit_status problems)
{
    switch (outcome) {
    case REVIEW_GOOD:
        return EXIT_GOOD;
    case REVIEW_PROBLEMS:
        return problems;
    case REVIEW_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case REVIEW_FAILED:
        break;
    }
    return EXIT_MACHINE;
}

/* A side that cannot be built for what its files say is the content's fault. */
static enum exit_status failure_status(const struct review_result *result,
                                       enum review_outcome outcome)
{
    if (outcome == REVIEW_FAILED && !diagnostics_count(result->problems, SEVERITY_FAILURE))
        return EXIT_PROBLEMS;
    return status_of(outcome, EXIT_PROBLEMS);
}

static void show(const struct invocation *invocation, const struct review_result *result)
{
    struct difference_style style = {.language = invocation->language,
                                     .markdown = invocation->format == FORMAT_MARKDOWN ||
                                                 invocation->format == FORMAT_HTML,
                                     .offline = invocation->build.offline,
                                     .schema = result->schema};
    struct buffer text = {0}, html = {0};
    if (invocation->format == FORMAT_JSON)
        difference_write_review_json(&text, result, invocation->language);
    else
        difference_write_review(&text, result, &style);
    if (invocation->format == FORMAT_HTML)
        difference_write_html(&html, buffer_view(&text));
    fputs(buffer_string(invocation->format == FORMAT_HTML ? &html : &text), stdout);
    buffer_release(&text);
    buffer_release(&html);
}

enum exit_status run_diff(const struct invocation *invocation)
{
    struct slice before = slice_from_string(invocation->operands[0]);
    struct slice after = slice_from_string(invocation->operands[1]);
    struct review *review = review_create(&invocation->build, before, after);
    enum review_outcome outcome = review_run(review);
    const struct review_result *result = review_result(review);
    if (outcome == REVIEW_FAILED || outcome == REVIEW_INTERRUPTED)
        report_diagnostics(invocation, result->problems);
    else
        show(invocation, result);
    enum exit_status status =
        outcome == REVIEW_FAILED ? failure_status(result, outcome) : status_of(outcome, EXIT_GOOD);
    review_destroy(review);
    return status;
}

enum exit_status run_check_range(const struct invocation *invocation)
{
    struct slice range = invocation->range;
    size_t dots = slice_find(range, SLICE(".."));
    struct slice before = slice_sub(range, 0, dots), after = slice_after(range, dots + 2);
    struct review *review =
        review_create(&invocation->build, before, after.len ? after : SLICE("HEAD"));
    enum review_outcome outcome = review_run(review);
    const struct review_result *result = review_result(review);
    bool italian = invocation->language == MESSAGES_ITALIAN;
    report_diagnostics(invocation, result->problems);
    if (outcome != REVIEW_FAILED && !invocation->quiet && invocation->format != FORMAT_JSON)
        fprintf(stderr,
                italian ? "%zu problemi nuovi, %zu risolti, %zu che c'erano già\n"
                        : "%zu new problems, %zu mended, %zu that were there before\n",
                result->problems->count, result->mended_count, result->old_problem_count);
    enum exit_status status = failure_status(result, outcome);
    review_destroy(review);
    return status;
}
