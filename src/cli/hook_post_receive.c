/* hook post-receive: puts what was pushed into the queue, has it built in the background, and tells the
 * pusher what came of it. By hand, with nothing to read: builds the published branch again. */
#include "cli/command.h"
#include "desk/background.h"
#include "desk/builder.h"
#include "desk/post_receive.h"
#include "desk/rules.h"

#include <stdio.h>
#include <unistd.h>

#define INPUT_SIZE_MAX (4u << 20)

/* What git says, or nothing where a person runs it. */
static bool read_updates(struct arena *arena, struct desk_updates *updates)
{
    struct buffer text = {0};
    char *place = buffer_reserve(&text, INPUT_SIZE_MAX + 1);
    if (!isatty(STDIN_FILENO))
        text.len = fread(place, 1, INPUT_SIZE_MAX + 1, stdin);
    bool good = text.len <= INPUT_SIZE_MAX &&
                desk_updates_read(arena, buffer_copy(&text, arena), updates);
    buffer_release(&text);
    return good;
}

static void show(struct buffer *said)
{
    fputs(buffer_string(said), stderr);
    buffer_clear(said);
}

static void complain(const struct diagnostics *diagnostics, enum message_language language,
                     struct buffer *said)
{
    diagnostics_write_text(said, diagnostics, (struct diagnostic_style){.language = language});
    show(said);
}

static enum exit_status follow(const struct desk *desk, struct arena *arena,
                               const struct desk_updates *updates, struct slice who,
                               struct buffer *said)
{
    struct post_receive push;
    if (!post_receive_wish(&push, desk, arena, updates, who, said)) {
        show(said);
        return EXIT_GOOD;
    }
    show(said);
    if (background_enter(desk) == BACKGROUND_THERE) {
        builder_run(desk);
        return EXIT_GOOD;
    }
    while (post_receive_wait(&push, desk, said))
        show(said);
    show(said);
    return EXIT_GOOD;
}

enum exit_status run_post_receive(const struct invocation *invocation)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct buffer said = {0};
    struct desk_updates updates;
    struct desk desk = {.program_folder = invocation->build.program_folder};
    enum exit_status status = EXIT_MACHINE;
    bool is_open = desk_open(&desk, &arena, invocation->build.folder, invocation->language,
                             &diagnostics);
    if (!is_open)
        post_receive_say_failed(&said, invocation->language);
    complain(&diagnostics, is_open ? desk.pusher : invocation->language, &said);
    if (is_open && !read_updates(&arena, &updates)) {
        fputs(desk_say(desk.pusher, "schedario: what git says of the push cannot be understood\n",
                       "schedario: non si capisce ciò che git dice dell'invio\n"),
              stderr);
        status = EXIT_USAGE;
    } else if (is_open) {
        status = follow(&desk, &arena, &updates, identity_from_environment(&arena).name, &said);
    }
    buffer_release(&said);
    arena_release(&arena);
    return status;
}
