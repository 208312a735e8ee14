/* hook install REPO: a repository that editors push to, and what to do next. */
#include "cli/command.h"
#include "cli/report.h"
#include "desk/install.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

static const char *user_name(void)
{
    const struct passwd *entry = getpwuid(geteuid());
    return entry ? entry->pw_name : "git";
}

static void show(const struct invocation *invocation, struct arena *arena,
                 const struct install_result *result)
{
    bool italian = invocation->language == MESSAGES_ITALIAN;
    char host[256] = "server";
    gethostname(host, sizeof host - 1);
    struct slice place = result->repository;
    for (size_t i = 0; i < result->repository.len; i++)
        if (strchr(" \"'\\$`", result->repository.ptr[i]))
            place = install_quote(arena, result->repository);
    printf(italian ? "%.*s è %s a ricevere gli invii.\n" : "%.*s is %s to receive pushes.\n",
           SLICE_ARG(result->repository),
           italian ? (result->was_there ? "di nuovo pronto" : "nuovo, e pronto")
                   : (result->was_there ? "ready again" : "new, and ready"));
    printf(italian ? "Il sito si fa dal ramo \"%.*s\" e va in %.*s\n"
                   : "The site is made from the branch \"%.*s\" and goes to %.*s\n",
           SLICE_ARG(result->branch), SLICE_ARG(result->out));
    printf(italian ? "\nE ora:\n"
                     "  - chi scrive prende la sua copia con:  git clone %s@%s:%.*s\n"
                   : "\nWhat next:\n"
                     "  - whoever writes gets a copy with:  git clone %s@%s:%.*s\n",
           user_name(), host, SLICE_ARG(place));
    if (!result->has_branch)
        printf(italian ? "  - il primo invio porta site.yaml e content/:  git push origin HEAD:%.*s\n"
                       : "  - the first push brings site.yaml and content/:  git push origin HEAD:%.*s\n",
               SLICE_ARG(result->branch));
    fputs(italian ? "  - chi può modificare che cosa, e su quali rami, si dice in site.yaml alla voce desk:\n"
                  : "  - who may change what, and on which branches, is said in site.yaml under desk:\n",
          stdout);
}

enum exit_status run_hook_install(const struct invocation *invocation)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct install_result result;
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    struct install_options options = {
        .repository = slice_from_string(invocation->operands[1]),
        .program = length > 0 && (size_t)length < sizeof program
                       ? slice_from(program, (size_t)length)
                       : SLICE("schedario"),
        .out = invocation->build.out,
        .base_url = invocation->build.base_url,
        .language = !invocation->language_is_chosen ? (struct slice){0}
                    : invocation->language == MESSAGES_ITALIAN ? SLICE("it")
                                                               : SLICE("en"),
    };
    bool good = install_desk(&options, &arena, &result, &diagnostics);
    diagnostics_sort(&diagnostics);
    report_diagnostics(invocation, &diagnostics);
    if (good)
        show(invocation, &arena, &result);
    enum exit_status status = good                                                  ? EXIT_GOOD
                              : diagnostics_count(&diagnostics, SEVERITY_FAILURE) ? EXIT_MACHINE
                                                                                    : EXIT_PROBLEMS;
    arena_release(&arena);
    return status;
}
