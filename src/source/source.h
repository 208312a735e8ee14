/*
 * source.h - where the site's files come from.
 *
 * A source is a tree of regular files by path, with / between the parts, relative to
 * the site's folder: "site.yaml", "content/esperienze/all-inclusive.md". Today it is a folder;
 * a commit of a git repository is the other kind, and nobody above can tell which.
 *
 * A folder's walk follows no links, so it neither leaves the site's folder nor loops. Hidden names
 * (a leading dot) and editors' copies (ending in "~") are left out in silence; links, and what is
 * neither a file nor a folder, with a diagnostic. A name may be any bytes: whoever reads it checks.
 */
#ifndef SCHEDARIO_SOURCE_SOURCE_H
#define SCHEDARIO_SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/files.h"

#define SOURCE_FILES_MAX 500000
#define SOURCE_DEPTH_MAX 32

struct source;

struct source_entry {
    struct slice path;
    uint64_t size;
};

/* NULL, and reported, where there is no such folder. Everything in the arena. */
struct source *source_open_folder(struct arena *arena, struct slice folder,
                                  struct diagnostics *diagnostics);
/* All files below `folder` ("content"), sorted by path (bytes). A missing folder gives none. */
bool source_list(struct source *source, struct arena *arena, struct slice folder,
                 struct source_entry **entries, size_t *count, struct diagnostics *diagnostics);
/* From any thread. EFBIG over `max`, ENOENT where it is missing or would lie outside the source,
 * EINVAL where a link stands on the way. */
bool source_read(const struct source *source, struct arena *arena, struct slice path, size_t max,
                 struct slice *content, struct file_error *error);
/* The path of a file on disk, for copying; empty where the source is no folder. */
struct slice source_file_path(const struct source *source, struct arena *arena, struct slice path);

#endif
