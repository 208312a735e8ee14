/*
 * temporary_folder.h - for tests that read files: a folder of one's own, and what was said.
 *
 *     struct temporary_folder *folder = *state; // of temporary_folder_set_up
 *     temporary_folder_put(folder, "themes/plain/theme.yaml", "name: plain\n");
 *     assert_slice_equal(temporary_folder_said(folder), "");
 */
#ifndef SCHEDARIO_TESTS_TEMPORARY_FOLDER_H
#define SCHEDARIO_TESTS_TEMPORARY_FOLDER_H

#include "base/diagnostic.h"
#include "base/files.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

struct temporary_folder {
    char path[64]; /* where the tests run, too */
    struct arena arena;
    struct diagnostics list;
    struct buffer text;
};

static inline int temporary_folder_set_up(void **state)
{
    struct temporary_folder *folder = calloc(1, sizeof *folder);
    strcpy(folder->path, "/tmp/schedario-test-XXXXXX");
    folder->list.arena = &folder->arena;
    *state = folder;
    return !mkdtemp(folder->path);
}

static inline int temporary_folder_tear_down(void **state)
{
    struct temporary_folder *folder = *state;
    struct file_error error;
    bool good = directory_remove(folder->path, &error);
    buffer_release(&folder->text);
    arena_release(&folder->arena);
    free(folder);
    return !good;
}

/* On disk. */
static inline const char *temporary_folder_path(struct temporary_folder *folder, const char *path)
{
    return path_join(&folder->arena, slice_from_string(folder->path), slice_from_string(path)).ptr;
}

/* With the folders on its way. */
static inline void temporary_folder_put_bytes(struct temporary_folder *folder, const char *path,
                                              struct slice content)
{
    struct file_error error;
    const char *whole = temporary_folder_path(folder, path);
    struct slice above = path_folder(slice_from_string(whole));
    assert_true(directory_create(arena_string(&folder->arena, above), &error));
    assert_true(file_write(whole, content, &error));
}

static inline void temporary_folder_put(struct temporary_folder *folder, const char *path,
                                        const char *content)
{
    temporary_folder_put_bytes(folder, path, slice_from_string(content));
}

/* The diagnostics, a line each: "themes/a/theme.yaml:3:7 error theme-key: message | hint". */
static inline struct slice temporary_folder_said_in(struct temporary_folder *folder,
                                                    enum message_language language)
{
    buffer_clear(&folder->text);
    diagnostics_sort(&folder->list);
    for (size_t i = 0; i < folder->list.count; i++) {
        const struct diagnostic *one = &folder->list.items[i];
        struct position at = span_position(one->span);
        if (one->span.file)
            buffer_format(&folder->text, "%.*s:%zu:%zu ", SLICE_ARG(one->span.file->path), at.line,
                          at.column);
        buffer_format(&folder->text, "%s %s: ", severity_name(one->severity, MESSAGES_ENGLISH),
                      one->problem->code);
        diagnostic_write_message(&folder->text, one, language);
        buffer_add_string(&folder->text, " | ");
        diagnostic_write_hint(&folder->text, one, language);
        buffer_add_byte(&folder->text, '\n');
    }
    return buffer_view(&folder->text);
}

static inline struct slice temporary_folder_said(struct temporary_folder *folder)
{
    return temporary_folder_said_in(folder, MESSAGES_ENGLISH);
}

#endif
