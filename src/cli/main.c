/* The program's entry: options, signals, memory, exit status. */
#include "base/files.h"
#include "base/memory.h"
#include "base/workers.h"
#include "cli/command.h"
#include "cli/options.h"
#include "text/unicode.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void out_of_memory(size_t size)
{
    (void)size;
    static const char message[] = "schedario: out of memory; the site is as it was\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(EXIT_MACHINE);
}

/* The first one lets the build end in order; a second one ends the program at once. */
static void interrupted(int number)
{
    workers_interrupt();
    signal(number, SIG_DFL);
}

/* The folder that the program stands in, for the themes beside it; empty where nobody knows. */
static struct slice program_folder(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    if (length <= 0)
        return (struct slice){0};
    return path_folder(slice_from(path, (size_t)length));
}

int main(int count, char **arguments)
{
    static char program[4096];
    struct invocation invocation = {
        .language = options_language(count, arguments),
        .build = {.folder = SLICE(".")},
    };
    const struct command *command;

    memory_set_handler(out_of_memory);
    unicode_prepare();
    signal(SIGINT, interrupted);
    signal(SIGTERM, interrupted);
    signal(SIGPIPE, SIG_IGN);
    invocation.build.program_folder = program_folder(program, sizeof program);

    enum exit_status status = EXIT_USAGE;
    struct buffer help = {0};
    switch (options_read(count, arguments, &invocation, &command)) {
    case OPTIONS_GOOD:
        status = command->run(&invocation);
        break;
    case OPTIONS_HELP:
        options_write_help(&help, command, invocation.language);
        fputs(buffer_string(&help), stdout);
        /* Nothing at all on the command line is a question, but no success. */
        status = count == 1 ? EXIT_USAGE : EXIT_GOOD;
        break;
    case OPTIONS_VERSION:
        status = command_find("version")->run(&invocation);
        break;
    case OPTIONS_WRONG:
        break;
    }
    buffer_release(&help);
    if (fflush(stdout) != 0 && status == EXIT_GOOD)
        status = EXIT_MACHINE;
    return (int)status;
}
