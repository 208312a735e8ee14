/* hook WORD: what git runs in a repository when somebody pushes to it, and what sets that up. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static const struct hook {
    const char *word;
    int operand_count; /* besides the word */
    enum exit_status (*run)(const struct invocation *invocation);
} hooks[] = {
    {"install", 1, run_hook_install},
    {"pre-receive", 0, run_pre_receive},
    {"post-receive", 0, run_post_receive},
};
#define HOOK_COUNT (sizeof hooks / sizeof *hooks)

enum exit_status run_hook(const struct invocation *invocation)
{
    const char *word = invocation->operands[0];
    bool italian = invocation->language == MESSAGES_ITALIAN;
    for (size_t i = 0; i < HOOK_COUNT; i++) {
        if (strcmp(hooks[i].word, word) != 0)
            continue;
        if (invocation->operand_count - 1 == hooks[i].operand_count)
            return hooks[i].run(invocation);
        fprintf(stderr,
                hooks[i].operand_count
                    ? (italian ? "schedario: \"hook %s\" vuole la cartella dell'archivio: schedario "
                                 "hook %s /srv/catalogo.git\n"
                               : "schedario: \"hook %s\" wants the repository's folder: schedario hook "
                                 "%s /srv/catalogo.git\n")
                    : (italian ? "schedario: \"hook %s\" non vuole altre parole; lo chiama git: %s\n"
                               : "schedario: \"hook %s\" takes no more words; git calls it: %s\n"),
                word, word);
        return EXIT_USAGE;
    }
    fprintf(stderr,
            italian ? "schedario: non c'è l'aggancio \"%s\"; ci sono:"
                    : "schedario: there is no hook \"%s\"; there is:",
            word);
    for (size_t i = 0; i < HOOK_COUNT; i++)
        fprintf(stderr, " %s", hooks[i].word);
    fputc('\n', stderr);
    return EXIT_USAGE;
}
