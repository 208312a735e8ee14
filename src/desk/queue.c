#include "desk/queue.h"

#include "base/files.h"
#include "desk/branch_name.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define WISH_SIZE_MAX 8192
#define NUMBER_MAX    (~0ul >> 1) /* a larger one was none of ours */

static struct slice queue_folder(struct slice folder, struct arena *arena)
{
    return path_join(arena, folder, SLICE("queue"));
}

static struct slice wish_path(struct slice folder, struct arena *arena, struct slice branch)
{
    return path_join(arena, queue_folder(folder, arena), branch_name_encode(arena, branch));
}

/* Over the numbers and the files of wishes, for the moment of a change. -1 and errno. */
static int lock_queue(struct slice folder, struct arena *arena)
{
    struct slice path = path_join(arena, folder, SLICE("queue.lock"));
    int file = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    while (file >= 0 && flock(file, LOCK_EX) != 0)
        if (errno != EINTR) {
            close(file);
            return -1;
        }
    return file;
}

/* ---- the file of a wish ------------------------------------------------- */

/* "number 12", "branch main", "who anna": a line each. */
static bool parse_wish(struct slice text, struct wish *wish)
{
    struct slice line, key;
    *wish = (struct wish){0};
    while (slice_next_line(&text, &line)) {
        if (!slice_next(&line, ' ', &key))
            continue;
        if (slice_equal_string(key, "number"))
            wish->number = strtoul(line.ptr, NULL, 10);
        else if (slice_equal_string(key, "branch"))
            wish->branch = line;
        else if (slice_equal_string(key, "who"))
            wish->who = line;
    }
    return wish->number && wish->branch.len;
}

static bool read_wish(struct slice path, struct arena *arena, struct wish *wish)
{
    struct slice text;
    struct file_error error;
    struct file_status status;
    return file_status_read(path.ptr, &status, &error) && status.kind == FILE_REGULAR &&
           file_read(arena, path.ptr, WISH_SIZE_MAX, &text, &error) && parse_wish(text, wish) &&
           slice_equal(branch_name_encode(arena, wish->branch), path_name(path));
}

/* What is no wish goes, lest it be looked at again and again; what cannot be read now may be one. */
static void drop_stray(struct slice path)
{
    struct file_status status;
    struct file_error error;
    if (file_status_read(path.ptr, &status, &error) && status.kind != FILE_DIRECTORY &&
        access(path.ptr, R_OK) == 0)
        (void)unlink(path.ptr);
}

static bool write_wish(struct slice folder, struct arena *arena, const struct wish *wish,
                       struct file_error *error)
{
    struct buffer text = {0};
    buffer_format(&text, "number %lu\nbranch %.*s\n", wish->number, SLICE_ARG(wish->branch));
    buffer_add_string(&text, "who ");
    for (size_t i = 0; i < wish->who.len; i++)
        buffer_add_byte(&text, (unsigned char)wish->who.ptr[i] < ' ' ? '?' : wish->who.ptr[i]);
    buffer_add_byte(&text, '\n');
    bool good = file_replace(wish_path(folder, arena, wish->branch).ptr, buffer_view(&text), 0, error);
    buffer_release(&text);
    return good;
}

/* ---- the queue ---------------------------------------------------------- */

/* The time in milliseconds, and more than the last one that was given: also where the file of that is lost,
 * no number comes twice. */
static bool next_number(struct slice folder, struct arena *arena, unsigned long *number,
                        struct file_error *error)
{
    struct slice path = path_join(arena, folder, SLICE("number")), text;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *number = (unsigned long)now.tv_sec * 1000 + (unsigned long)now.tv_nsec / 1000000;
    unsigned long last =
        file_read(arena, path.ptr, 32, &text, error) ? strtoul(text.ptr, NULL, 10) : 0;
    if (last >= *number && last <= NUMBER_MAX)
        *number = last + 1;
    return file_replace(path.ptr, arena_format(arena, "%lu\n", *number), 0, error);
}

bool queue_add(struct slice folder, struct arena *arena, struct wish *wish,
               struct diagnostics *diagnostics)
{
    struct file_error error;
    if (!directory_create(queue_folder(folder, arena).ptr, &error)) {
        file_error_report(diagnostics, &error);
        return false;
    }
    int lock = lock_queue(folder, arena);
    error = (struct file_error){"create", folder, errno, 0};
    bool good = lock >= 0 && next_number(folder, arena, &wish->number, &error) &&
                write_wish(folder, arena, wish, &error);
    if (!good)
        file_error_report(diagnostics, &error);
    if (lock >= 0)
        close(lock);
    return good;
}

static bool was_tried(const wish_numbers *tried, unsigned long number)
{
    for (size_t i = 0; i < tried->count; i++)
        if (tried->items[i] == number)
            return true;
    return false;
}

bool queue_next(struct slice folder, struct arena *arena, struct slice first,
                const wish_numbers *tried, struct wish *wish)
{
    struct slice *names;
    size_t count;
    struct file_error error;
    struct slice queue = queue_folder(folder, arena);
    bool found = false;
    int lock = lock_queue(folder, arena);
    if (!directory_list(arena, queue.ptr, &names, &count, &error))
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct wish one;
        if (slice_starts_with(names[i], SLICE(".")))
            continue;
        struct slice path = path_join(arena, queue, names[i]);
        if (!read_wish(path, arena, &one)) {
            drop_stray(path);
            continue;
        }
        bool is_first = slice_equal(one.branch, first);
        bool is_better = !found || is_first ||
                         (!slice_equal(wish->branch, first) && one.number < wish->number);
        if (is_better && !was_tried(tried, one.number)) {
            *wish = one;
            found = true;
        }
    }
    if (lock >= 0)
        close(lock);
    return found;
}

void queue_answer(struct slice folder, struct arena *arena, const struct wish *wish)
{
    struct slice path = wish_path(folder, arena, wish->branch);
    struct wish now;
    int lock = lock_queue(folder, arena);
    if (read_wish(path, arena, &now) && now.number == wish->number)
        (void)unlink(path.ptr);
    if (lock >= 0)
        close(lock);
}
