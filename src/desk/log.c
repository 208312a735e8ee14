#include "desk/log.h"

#include "base/buffer.h"
#include "base/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct desk_log desk_log_of(struct arena *arena, struct slice folder)
{
    return (struct desk_log){path_join(arena, folder, SLICE("log"))};
}

static void write_time(struct buffer *out)
{
    char text[40];
    struct tm local;
    time_t now = time(NULL);
    if (localtime_r(&now, &local) && strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %z", &local))
        buffer_add_string(out, text);
}

void desk_log_write(const struct desk_log *log, struct slice text)
{
    struct buffer entry = {0};
    struct slice line;
    write_time(&entry);
    buffer_add_string(&entry, "  ");
    for (bool is_first = true; slice_next_line(&text, &line); is_first = false)
        buffer_format(&entry, "%s%.*s\n", is_first ? "" : "    ", SLICE_ARG(line));
    /* In one piece: a push and a build may write at the same time. */
    int file = open(log->path.ptr, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file >= 0) {
        ssize_t written = write(file, entry.ptr, entry.len);
        (void)written;
        close(file);
    }
    buffer_release(&entry);
}

void desk_log_rotate(const struct desk_log *log)
{
    struct arena arena = {0};
    struct file_status status;
    struct file_error error;
    if (file_status_read(log->path.ptr, &status, &error) && status.kind == FILE_REGULAR &&
        status.size > LOG_SIZE_MAX) {
        struct slice from, to = arena_format(&arena, "%s.%d", log->path.ptr, LOG_KEPT);
        for (int i = LOG_KEPT - 1; i >= 0; i--, to = from) {
            from = i ? arena_format(&arena, "%s.%d", log->path.ptr, i) : log->path;
            (void)rename(from.ptr, to.ptr);
        }
    }
    arena_release(&arena);
}
