/* hook pre-receive: whether a push is taken, within a time and memory that no push can stretch. */
#include "base/memory.h"
#include "base/workers.h"
#include "cli/command.h"
#include "desk/receive.h"
#include "desk/settings.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define INPUT_SIZE_MAX   (1u << 20)
#define INPUT_ENDLESS    (256u << 20)
#define SECONDS          120u
#define SECONDS_OF_GRACE 15u /* to end in order; then in disorder */
#define MEMORY_MAX       ((rlim_t)3 << 30)

/* ---- what cannot be told in order ---------------------------------------- */

static const char *out_of_memory_text, *out_of_time_text;

static void tell_and_end(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
    _exit(EXIT_PROBLEMS);
}

static void out_of_memory(size_t size)
{
    (void)size;
    tell_and_end(out_of_memory_text);
}

/* First the workers are asked to stop, and the rest is told in order; a file or a filter that holds one of
 * them is not waited for. */
static void out_of_time(int number)
{
    if (workers_are_interrupted())
        tell_and_end(out_of_time_text);
    workers_interrupt();
    signal(number, out_of_time);
    alarm(SECONDS_OF_GRACE);
}

static void choose_texts(enum message_language language)
{
    static const char *const memory[MESSAGE_LANGUAGES] = {
        "schedario: error: looking at this push takes too much memory; send fewer files at a time\n"
        "Nothing was taken: the repository and the site are as they were.\n",
        "schedario: errore: controllare questo invio richiede troppa memoria; invia meno file per volta\n"
        "Non è stato accettato nulla: l'archivio e il sito sono come prima.\n"};
    static const char *const time[MESSAGE_LANGUAGES] = {
        "schedario: error: looking at this push takes too long; send fewer files at a time\n"
        "Nothing was taken: the repository and the site are as they were.\n",
        "schedario: errore: controllare questo invio richiede troppo tempo; invia meno file per volta\n"
        "Non è stato accettato nulla: l'archivio e il sito sono come prima.\n"};
    out_of_memory_text = memory[language];
    out_of_time_text = time[language];
}

/* As the repository's settings say. */
static void choose_limits(struct receive_options *options)
{
    struct arena arena = {0};
    struct diagnostics unheard = {.arena = &arena};
    struct desk_settings settings;
    struct repository *repository = repository_open_pushed(&arena, &unheard);
    choose_texts(options->language);
    options->seconds = SECONDS;
    if (repository) {
        desk_settings_read(repository, &arena, &settings, &unheard);
        options->seconds = settings.check_seconds;
        choose_texts(desk_language(&settings, options->language));
    }
    repository_close(repository);
    arena_release(&arena);
}

/* The address sanitizer takes more of it than there is. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 &&
        (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > MEMORY_MAX)) {
        limit.rlim_cur = MEMORY_MAX;
        setrlimit(RLIMIT_DATA, &limit);
    }
#endif
}

/* ---- the hook ------------------------------------------------------------ */

/* All that git writes, though it may be too much: it waits until somebody has read it. What never ends is
 * not git's. */
static struct slice read_updates(struct buffer *text)
{
    size_t count;
    char rest[4096];
    char *place = buffer_reserve(text, INPUT_SIZE_MAX + 1);
    text->len = fread(place, 1, INPUT_SIZE_MAX, stdin);
    for (size_t read = text->len; read < INPUT_ENDLESS && !workers_are_interrupted(); read += count)
        if ((count = fread(rest, 1, sizeof rest, stdin)) == 0)
            break;
        else if (text->len == INPUT_SIZE_MAX)
            buffer_add(text, SLICE("\n\n")); /* no line of git's: it is refused */
    return buffer_view(text);
}

enum exit_status run_pre_receive(const struct invocation *invocation)
{
    struct buffer updates = {0}, said = {0};
    if (!getenv("GIT_DIR")) {
        fputs(invocation->language == MESSAGES_ITALIAN
                  ? "schedario: questo comando lo chiama git quando qualcuno invia; per prepararlo: "
                    "schedario hook install /srv/catalogo.git\n"
                  : "schedario: git calls this command when somebody pushes; to set it up: schedario hook "
                    "install /srv/catalogo.git\n",
              stderr);
        return EXIT_USAGE;
    }
    struct receive_options options = {
        .updates = read_updates(&updates),
        .language = invocation->language,
        .program_folder = invocation->build.program_folder,
    };
    choose_limits(&options);
    limit_memory();
    memory_set_handler(out_of_memory);
    signal(SIGALRM, out_of_time);
    alarm(options.seconds);
    bool taken = receive_push(&options, &said);
    alarm(0);
    fputs(buffer_string(&said), stderr);
    buffer_release(&said);
    buffer_release(&updates);
    return taken ? EXIT_GOOD : EXIT_PROBLEMS;
}
