/*
 * cli/command.h - the commands: one table, a row each, the help text in the row.
 *
 * Only src/cli prints and exits. Data goes to standard output, messages to standard error, in
 * the language that --lang or the environment (LC_ALL, LC_MESSAGES, LANG) asks for.
 */
#ifndef SCHEDARIO_CLI_COMMAND_H
#define SCHEDARIO_CLI_COMMAND_H

#include "base/diagnostic.h"
#include "build/build.h"

enum exit_status {
    EXIT_GOOD = 0,
    EXIT_PROBLEMS = 1,  /* in the content */
    EXIT_USAGE = 2,     /* wrong options or arguments */
    EXIT_MACHINE = 3,   /* disk, permission, memory */
    EXIT_INTERRUPTED = 130
};

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_TREC, FORMAT_MARKDOWN, FORMAT_HTML };

#define FACETS_MAX 64 /* --facet, on one command line */

/* What the command line said, for every command. */
struct invocation {
    enum message_language language;
    bool language_is_chosen; /* by --lang */
    struct build_options build;
    enum output_format format;
    bool quiet;
    struct slice in;     /* search: the language of the index; empty: the reader's own, or the first */
    struct slice sort;   /* search: a field, with - in front for descending; empty: by relevance */
    struct slice sheet; /* lua: the sheet's id */
    const char *facets[FACETS_MAX]; /* search: FIELD=VALUE */
    size_t facet_count;
    unsigned limit;      /* search: how many results; 0: as many as the format usually shows */
    unsigned timeout;    /* fetch: seconds; 0: as is usual */
    struct slice range;  /* check: "main..proposta"; empty: all of one commit or folder */
    const char *const *operands; /* what is left after the options */
    int operand_count;
};

struct command {
    const char *name;
    const char *synopsis;                    /* "[--out DIR] [--drafts]" */
    const char *summary[MESSAGE_LANGUAGES];  /* one line */
    const char *options;                     /* the letters of options.c that it takes */
    int operands_min, operands_max;
    enum exit_status (*run)(const struct invocation *invocation);
};

/* review.c */
enum exit_status run_diff(const struct invocation *invocation);
enum exit_status run_check_range(const struct invocation *invocation);
/* fetch.c */
enum exit_status run_fetch(const struct invocation *invocation);
/* hook.c */
enum exit_status run_hook(const struct invocation *invocation);
/* hook_post_receive.c */
enum exit_status run_post_receive(const struct invocation *invocation);
/* hook_install.c */
enum exit_status run_hook_install(const struct invocation *invocation);
/* hook_pre_receive.c */
enum exit_status run_pre_receive(const struct invocation *invocation);
/* log.c */
enum exit_status run_log(const struct invocation *invocation);
/* lua.c */
enum exit_status run_lua(const struct invocation *invocation);
/* search.c */
enum exit_status run_search(const struct invocation *invocation);

extern const struct command commands[];
extern const size_t command_count;
/* NULL: no such command. */
const struct command *command_find(const char *name);

#endif
