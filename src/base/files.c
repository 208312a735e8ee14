#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SMALLEST_READ 4096u

static bool failed(struct file_error *error, const char *action, const char *path, int number)
{
    *error = (struct file_error){action, slice_from_string(path), number, 0};
    return false;
}

bool file_status_read(const char *path, struct file_status *status, struct file_error *error)
{
    struct stat found;
    *status = (struct file_status){FILE_MISSING, 0};
    if (lstat(path, &found) != 0)
        return errno == ENOENT || errno == ENOTDIR || failed(error, "read", path, errno);
    status->kind = S_ISREG(found.st_mode)   ? FILE_REGULAR
                   : S_ISDIR(found.st_mode) ? FILE_DIRECTORY
                   : S_ISLNK(found.st_mode) ? FILE_LINK
                                            : FILE_OTHER;
    status->size = status->kind == FILE_REGULAR ? (uint64_t)found.st_size : 0;
    return true;
}

static int open_again(const char *path, int flags, mode_t mode)
{
    int file;
    do
        file = open(path, flags | O_CLOEXEC, mode);
    while (file < 0 && errno == EINTR);
    return file;
}

/* Up to `size` bytes, fewer only at the end of the file; -1 and errno. */
static ssize_t read_all(int file, char *bytes, size_t size)
{
    size_t len = 0;
    while (len < size) {
        ssize_t count = read(file, bytes + len, size - len);
        if (count == 0)
            break;
        if (count > 0)
            len += (size_t)count;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)len;
}

/* The first `size` bytes of a regular file; -1 and errno. */
static ssize_t read_start(const char *path, char *bytes, size_t size)
{
    struct stat status;
    int file = open_again(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (file < 0)
        return -1;
    ssize_t len = -1;
    if (fstat(file, &status) == 0) {
        if (S_ISREG(status.st_mode))
            len = read_all(file, bytes, size);
        else
            errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    }
    int number = errno;
    close(file);
    errno = number;
    return len;
}

static bool over_maximum(struct file_error *error, const char *path, size_t max)
{
    failed(error, "read", path, EFBIG);
    error->maximum = max;
    return false;
}

bool file_read(struct arena *arena, const char *path, size_t max, struct slice *content,
               struct file_error *error)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return failed(error, "read", path, errno);
    size_t size = (size_t)status.st_size;
    if (S_ISREG(status.st_mode) && size > max)
        return over_maximum(error, path, max);
    /* One byte more is asked for, to see the end. A file that has grown in the
     * meantime, or does not know its size (/proc), is read again. */
    for (;; size = size < SMALLEST_READ ? SMALLEST_READ : size * 2) {
        if (size > max)
            size = max;
        char *bytes = arena_allocate(arena, size + 2);
        ssize_t len = read_start(path, bytes, size + 1);
        if (len < 0)
            return failed(error, "read", path, errno);
        if ((size_t)len <= size) {
            bytes[len] = '\0';
            *content = (struct slice){bytes, (size_t)len};
            return true;
        }
        if (size == max)
            return over_maximum(error, path, max);
    }
}

/* The tests' switch: 0 in the number is off. */
static atomic_int injected_number;
static atomic_long injected_bytes_left;

void file_fail_writes_after(long bytes, int number)
{
    atomic_store(&injected_bytes_left, bytes);
    atomic_store(&injected_number, number);
}

static bool must_fail(size_t size)
{
    int number = atomic_load_explicit(&injected_number, memory_order_relaxed);
    if (number == 0 || atomic_fetch_sub(&injected_bytes_left, (long)size) >= (long)size)
        return false;
    atomic_store(&injected_bytes_left, 0);
    errno = number;
    return true;
}

static bool write_all(int file, struct slice content)
{
    if (must_fail(content.len))
        return false;
    while (content.len) {
        ssize_t count = write(file, content.ptr, content.len);
        if (count >= 0)
            content = slice_after(content, (size_t)count);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/* Linux has closed the file even where it says EINTR. */
static bool close_written(int file)
{
    return close(file) == 0 || errno == EINTR;
}

/* An empty file to write to; -1 and errno. */
static int open_to_write(const char *path)
{
    struct stat status;
    int file = open_again(path, O_WRONLY | O_CREAT | O_NOCTTY, 0666);
    if (file < 0)
        return -1;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return file;
    if (status.st_nlink > 1) {
        close(file);
        if (unlink(path) != 0)
            return -1;
        return open_again(path, O_WRONLY | O_CREAT | O_EXCL, status.st_mode & 0777);
    }
    if (status.st_size > 0 && ftruncate(file, 0) != 0) {
        int number = errno;
        close(file);
        errno = number;
        return -1;
    }
    return file;
}

bool file_write(const char *path, struct slice content, struct file_error *error)
{
    int file = open_to_write(path);
    if (file < 0)
        return failed(error, "write", path, errno);
    if (!write_all(file, content)) {
        failed(error, "write", path, errno);
        close(file);
        return false;
    }
    return close_written(file) || failed(error, "write", path, errno);
}

bool file_replace(const char *path, struct slice content, unsigned mode, struct file_error *error)
{
    struct arena arena = {0};
    struct slice whole = slice_from_string(path);
    struct slice beside = path_join(
        &arena, path_folder(whole),
        arena_format(&arena, ".%.*s.new", SLICE_ARG(path_name(whole))));
    bool good = file_write(beside.ptr, content, error);
    int number = good ? 0 : error->number;
    if (good && ((mode && chmod(beside.ptr, mode) != 0) || rename(beside.ptr, path) != 0))
        number = errno;
    if (number)
        unlink(beside.ptr);
    arena_release(&arena);
    return number == 0 || failed(error, "write", path, number);
}
