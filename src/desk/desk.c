#include "desk/desk.h"

#include "base/character.h"

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
    size_t length;
    for (; name.len; name = slice_after(name, length)) {
        uint32_t character = character_decode(name, &length);
        if (character == CHARACTER_INVALID)
            buffer_add_string(out, "\xEF\xBF\xBD"); /* U+FFFD */
        else if (character == '\t' || character == '\n')
            buffer_add_byte(out, ' ');
        else if (character_is_control(character))
            buffer_add_byte(out, '?');
        else
            buffer_add(out, slice_sub(name, 0, length));
    }
}

const char *desk_say(enum message_language language, const char *english, const char *italian)
{
    return language == MESSAGES_ITALIAN ? italian : english;
}
