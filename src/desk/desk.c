#include "desk/desk.h"

#include "text/utf8.h"

#include <sys/stat.h>

bool desk_open(struct desk *desk, struct arena *arena, struct slice path,
               enum message_language environment, struct diagnostics *diagnostics)
{
    struct file_error error;
    struct repository *repository = repository_open(arena, path, diagnostics);
    if (!repository)
        return false;
    desk_settings_read(repository, arena, &desk->settings, diagnostics);
    repository_close(repository);
    /* As git does: whoever pushes next can write over what this push leaves, queue, log and site. */
    if (desk->settings.is_shared)
        umask(umask(0) & ~(mode_t)(S_IRWXG));
    desk->folder = path_join(arena, desk->settings.repository, SLICE("schedario"));
    desk->log = desk_log_of(arena, desk->folder);
    desk->pusher = desk_language(&desk->settings, environment);
    desk->own = desk->pusher;
    if (desk->settings.language.len)
        desk->own = slice_equal_string(desk->settings.language, "it") ? MESSAGES_ITALIAN
                                                                     : MESSAGES_ENGLISH;
    if (directory_create(desk->folder.ptr, &error))
        return true;
    file_error_report(diagnostics, &error);
    return false;
}

void desk_add_name(struct buffer *out, struct slice name)
{
    uint32_t character;
    while (utf8_next(&name, &character))
        utf8_add(out, character < ' ' || (character >= 0x7f && character < 0xa0) ? '?' : character);
}

const char *desk_say(enum message_language language, const char *english, const char *italian)
{
    return language == MESSAGES_ITALIAN ? italian : english;
}
