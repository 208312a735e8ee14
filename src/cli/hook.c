/* hook WORD: what git runs in a repository when somebody pushes to it. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static const struct hook {
    const char *word;
    enum exit_status (*run)(const struct invocation *invocation);
} hooks[] = {
    {"post-receive", run_post_receive},
};
#define HOOK_COUNT (sizeof hooks / sizeof *hooks)

enum exit_status run_hook(const struct invocation *invocation)
{
    const char *word = invocation->operands[0];
    for (size_t i = 0; i < HOOK_COUNT; i++)
        if (strcmp(hooks[i].word, word) == 0)
            return hooks[i].run(invocation);
    fprintf(stderr,
            invocation->language == MESSAGES_ITALIAN ? "schedario: non c'è l'hook \"%s\"\n"
                                                     : "schedario: there is no hook \"%s\"\n",
            word);
    return EXIT_USAGE;
}
