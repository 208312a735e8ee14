#include "cli/command.h"

#include "cli/options.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

static enum exit_status run_build_command(const struct invocation *invocation, bool check_only)
{
    struct build_options options = invocation->build;
    struct progress progress;
    options.check_only = check_only;
    progress_start(&progress, invocation);
    if (progress.shown) {
        options.progress = progress_show;
        options.progress_context = &progress;
    }
    struct build *build = build_create(&options);
    enum build_outcome outcome = build_run(build);
    progress_end(&progress);
    report_diagnostics(invocation, build_diagnostics(build));
    report_outcome(invocation, build, outcome, check_only);
    build_destroy(build);

    static const enum exit_status statuses[] = {
        [BUILD_GOOD] = EXIT_GOOD,
        [BUILD_PROBLEMS] = EXIT_PROBLEMS,
        [BUILD_FAILED] = EXIT_MACHINE,
        [BUILD_INTERRUPTED] = EXIT_INTERRUPTED,
    };
    return statuses[outcome];
}

static enum exit_status run_build(const struct invocation *invocation)
{
    return run_build_command(invocation, false);
}

static enum exit_status run_check(const struct invocation *invocation)
{
    return invocation->range.len ? run_check_range(invocation)
                                 : run_build_command(invocation, true);
}

static enum exit_status run_help(const struct invocation *invocation)
{
    const struct command *command = NULL;
    if (invocation->operand_count) {
        command = command_find(invocation->operands[0]);
        if (!command) {
            fprintf(stderr,
                    invocation->language == MESSAGES_ITALIAN
                        ? "schedario: non c'è il comando \"%s\"\n"
                        : "schedario: there is no command \"%s\"\n",
                    invocation->operands[0]);
            return EXIT_USAGE;
        }
    }
    struct buffer help = {0};
    options_write_help(&help, command, invocation->language);
    fputs(buffer_string(&help), stdout);
    buffer_release(&help);
    return EXIT_GOOD;
}

static enum exit_status run_version(const struct invocation *invocation)
{
    (void)invocation;
    puts("schedario " SCHEDARIO_VERSION);
    return EXIT_GOOD;
}

#define OPERANDS_MAX 100

const struct command commands[] = {
    {"build", "[--repo PATH] [--ref NAME] [--as-of DATE] [--out DIR] [--base-url URL] [--drafts] [--offline] [--jobs N] [--format text|json] [--quiet]",
     {"make the site, all of it or nothing", "fa il sito, tutto o niente"}, "gbaoudOjfq", 0, 0, run_build},
    {"check", "[--repo PATH] [--ref NAME] [--as-of DATE] [--range A..B] [--base-url URL] [--drafts] [--jobs N] [--format text|json] [--quiet]",
     {"say what is wrong, and write nothing", "dice che cosa non va, e non scrive nulla"},
     "gbarudjfq", 0, 0, run_check},
    {"diff", "A B [--repo PATH] [--base-url URL] [--drafts] [--offline] [--format text|markdown|html|json]",
     {"say what changes from one commit to another", "dice che cosa cambia da un commit all'altro"},
     "gbudOjf", 2, 2, run_diff},
    {"fetch", "[NAME]... [--repo PATH] [--ref NAME] [--timeout SECONDS] [--quiet]",
     {"bring the sources that are kept elsewhere up to date",
      "aggiorna le sorgenti che sono tenute altrove"}, "gbtq", 0, OPERANDS_MAX, run_fetch},
    {"hook", "install REPO [--out DIR] [--base-url URL] [--lang it|en] | pre-receive | post-receive",
     {"take what editors push to a repository on this server",
      "accoglie ciò che i redattori inviano a un archivio su questo server"}, "ou", 1, 2, run_hook},
    {"log", "SHEET [--repo PATH] [--ref NAME] [--as-of DATE] [--limit N] [--format text|json]",
     {"say how a sheet became what it is", "dice come una scheda è diventata quello che è"},
     "gbanf", 1, 1, run_log},
    {"lua", "FILE --sheet ID [--format text|html|json]",
     {"try a script on one sheet, and show what it changes",
      "prova uno script su una scheda, e mostra che cosa cambia"}, "Sf", 1, 1, run_lua},
    {"search", "WORDS|- [--in LANG] [--facet FIELD=VALUE]... [--sort FIELD] [--limit N] [--format text|json|trec] [--out DIR]",
     {"ask the built site's search index", "interroga l'indice di ricerca del sito"}, "oinsFf",
     0, OPERANDS_MAX, run_search},
    {"help", "[COMMAND]",
     {"tell about the commands", "dice dei comandi"}, "", 0, 1, run_help},
    {"version", "", {"tell the version", "dice la versione"}, "", 0, 0, run_version},
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
