/*
 * files.h - reading and writing, with errors that say what failed.
 *
 * Paths are NUL-terminated slices of bytes with '/'. Every function that can
 * fail returns false and fills *error; file_error_report() turns that into a
 * diagnostic (severity failure: the machine, not the content).
 */
#ifndef SCHEDARIO_BASE_FILES_H
#define SCHEDARIO_BASE_FILES_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/slice.h"

struct file_error {
    const char *action; /* what was being done: "read", "write", "create" … */
    struct slice path;  /* in the arena that was given, or the caller's */
    int number;         /* errno; EFBIG: over the given maximum */
    size_t maximum;     /* where that is what was gone over */
};

void file_error_report(struct diagnostics *list, const struct file_error *error);

enum file_kind { FILE_MISSING, FILE_REGULAR, FILE_DIRECTORY, FILE_LINK, FILE_OTHER };

struct file_status {
    enum file_kind kind;
    uint64_t size;
};

/* Does not follow a link at the end of the path. A missing file is no error. */
bool file_status_read(const char *path, struct file_status *status, struct file_error *error);

/* The whole file, in the arena, NUL-terminated past its length. No file is open
 * while the arena allocates. */
bool file_read(struct arena *arena, const char *path, size_t max, struct slice *content,
               struct file_error *error);
/* Creates or replaces; the folder must be there. A file that has other names
 * (hard links) is taken off this name and made anew: the others keep what they
 * had. */
bool file_write(const char *path, struct slice content, struct file_error *error);

/* The same, so that whoever reads finds the old file or the new one, whole: written as .NAME.new beside it,
 * which a kill may leave. Not by two at once. `mode` 0: as file_write() makes it. */
bool file_replace(const char *path, struct slice content, unsigned mode, struct file_error *error);

/* With all its parents; one that is there is no error. */
bool directory_create(const char *path, struct file_error *error);
/* Names only, without . and .., sorted by bytes. Not for an arena that jumps
 * out at its limit. */
bool directory_list(struct arena *arena, const char *path, struct slice **names, size_t *count,
                    struct file_error *error);
/* The folder and all in it; never follows a link. A missing one is no error;
 * something that is no folder is ENOTDIR, and stays. Folders more than 200 deep
 * in each other are ELOOP. */
bool directory_remove(const char *path, struct file_error *error);
/* Puts `from` in the place of `to`, which takes the name of `from`: both
 * names exist at every moment where the file system can exchange them
 * (renameat2, Linux); elsewhere `to` stands aside for a moment as FROM.aside.
 * Where `to` is missing, renames. */
bool directory_exchange(const char *from, const char *to, struct file_error *error);
/* So that a power cut cannot lose what a rename has promised: everything that
 * was written on this file system is on the disk when it returns. */
bool directory_synchronise(const char *path, struct file_error *error);

/* "a" and "b/c" give "a/b/c"; an empty first part gives the second. */
struct slice path_join(struct arena *arena, struct slice folder, struct slice name);
/* Without the last part; "" for a bare name. */
struct slice path_folder(struct slice path);
struct slice path_name(struct slice path);
/* From the last dot of the name on, dot included; "" where there is none or
 * where it begins the name. */
struct slice path_extension(struct slice path);

/* For tests: writing fails with this errno after so many more bytes; a number of 0
 * stops that. */
void file_fail_writes_after(long bytes, int number);

#endif
