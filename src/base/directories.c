/* Folders: made, listed, removed, exchanged, secured on the disk (files.h). */
#include "base/files.h"

#include "base/memory.h"
#include "base/vector.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 200

static bool failed(struct file_error *error, const char *action, const char *path, int number)
{
    *error = (struct file_error){action, slice_from_string(path), number, 0};
    return false;
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool directory_create(const char *path, struct file_error *error)
{
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && is_directory(path)))
        return true;
    if (errno != ENOENT || !*path)
        return failed(error, "create", path, errno == EEXIST ? ENOTDIR : errno);
    size_t length = strlen(path);
    char *part = memory_allocate(length + 1);
    memcpy(part, path, length + 1);
    bool good = true;
    for (size_t i = 1; good && i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && !is_directory(part))
            good = failed(error, "create", path, errno == EEXIST ? ENOTDIR : errno);
        part[i] = path[i];
    }
    memory_release(part);
    return good;
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

bool directory_list(struct arena *arena, const char *path, struct slice **names, size_t *count,
                    struct file_error *error)
{
    VECTOR(struct slice) found = {0};
    DIR *directory = opendir(path);
    if (!directory)
        return failed(error, "list", path, errno);
    struct dirent *entry;
    while (errno = 0, (entry = readdir(directory)))
        if (!is_dots(entry->d_name))
            vector_push(arena, &found, arena_copy(arena, slice_from_string(entry->d_name)));
    int number = errno;
    closedir(directory);
    if (number)
        return failed(error, "list", path, number);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, slice_compare_for_sort);
    *names = found.items;
    *count = found.count;
    return true;
}

static int remove_entry(int folder, const char *name, int depth);

/* Everything in the open folder, which is closed; 0 or errno. */
static int remove_content(int folder, int depth)
{
    DIR *directory = fdopendir(folder);
    if (!directory) {
        int number = errno;
        close(folder);
        return number;
    }
    int number = 0;
    struct dirent *entry;
    while (!number && (errno = 0, (entry = readdir(directory))))
        if (!is_dots(entry->d_name))
            number = remove_entry(folder, entry->d_name, depth);
    if (!number && !entry)
        number = errno;
    closedir(directory);
    return number;
}

static int remove_directory(int parent, const char *name, int depth)
{
    if (depth > DEPTH_MAX)
        return ELOOP;
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return errno;
    int number = remove_content(folder, depth);
    if (number)
        return number;
    return unlinkat(parent, name, AT_REMOVEDIR) == 0 ? 0 : errno;
}

static int remove_entry(int folder, const char *name, int depth)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return 0;
    int number = errno; /* of a folder, POSIX says EPERM and Linux EISDIR */
    if (number != EISDIR && number != EPERM)
        return number;
    int as_directory = remove_directory(folder, name, depth + 1);
    return as_directory == ENOTDIR ? number : as_directory;
}

bool directory_remove(const char *path, struct file_error *error)
{
    size_t length = strlen(path);
    char *name = memory_allocate(length + 1);
    memcpy(name, path, length + 1);
    while (length > 1 && name[length - 1] == '/')
        name[--length] = '\0'; /* a slash at the end would follow a link */
    int number = remove_directory(AT_FDCWD, name, 1);
    memory_release(name);
    if (number == ELOOP) {
        struct stat status; /* O_NOFOLLOW says so of a link, too */
        if (lstat(path, &status) == 0 && !S_ISDIR(status.st_mode))
            number = ENOTDIR;
    }
    return number == 0 || number == ENOENT || failed(error, "remove", path, number);
}

/* Both renames, with the first undone where the second fails; 0 or errno. */
static int exchange_in_steps(const char *from, const char *to)
{
    size_t size = strlen(from) + sizeof ".aside";
    char *aside = memory_allocate(size);
    snprintf(aside, size, "%s.aside", from);
    int number = 0;
    if (rename(to, aside) != 0) {
        number = errno;
    } else if (rename(from, to) != 0) {
        number = errno;
        rename(aside, to);
    } else if (rename(aside, from) != 0) {
        number = errno;
    }
    memory_release(aside);
    return number;
}

bool directory_exchange(const char *from, const char *to, struct file_error *error)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0)
        return true;
    int number = errno;
    struct stat status;
    if (number == ENOENT && lstat(to, &status) != 0 && errno == ENOENT)
        number = rename(from, to) == 0 ? 0 : errno;
    else if (number == EINVAL || number == ENOSYS || number == EOPNOTSUPP)
        number = lstat(to, &status) == 0 ? exchange_in_steps(from, to)
                 : rename(from, to) == 0 ? 0
                                         : errno;
    return number == 0 || failed(error, "replace", to, number);
}

bool directory_synchronise(const char *path, struct file_error *error)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return failed(error, "synchronise", path, errno);
    /* The folder alone would do for the names, not for the bytes of the files. */
    bool good = syncfs(folder) == 0 || failed(error, "synchronise", path, errno);
    close(folder);
    return good;
}
