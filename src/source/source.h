/*
 * source.h - where the site's files come from.
 *
 * A source is a tree of regular files by path, with / between the parts, relative to
 * the site's folder: "site.yaml", "content/esperienze/all-inclusive.md". It is a folder, or a folder of
 * a commit of a git repository (source/repository.h); nobody above can tell which.
 *
 * No link is followed, so a source neither leaves the site's folder nor loops. Hidden names
 * (a leading dot) and editors' copies (ending in "~") are left out in silence; links, submodules and what
 * is neither a file nor a folder, with a diagnostic. A name may be any bytes: whoever reads it checks.
 *
 *     struct source *source = source_open_folder(&arena, folder, diagnostics);
 *     source_list(source, &arena, SLICE("content"), &entries, &count, diagnostics);
 *     source_read(source, &arena, entries[0].path, max, &content, &error);
 *     source_close(source);
 */
#ifndef SCHEDARIO_SOURCE_SOURCE_H
#define SCHEDARIO_SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/files.h"

#define SOURCE_FILES_MAX   500000
#define SOURCE_FOLDERS_MAX 100000
#define SOURCE_DEPTH_MAX   32

struct repository;
struct object_id;
struct source;

struct source_entry {
    struct slice path;
    uint64_t size;
};

/* A folder of a commit, as git writes it: "main:catalogo". */
struct source_commit {
    struct slice name;   /* a branch, a tag, a commit; empty: HEAD */
    struct slice folder; /* within its tree; empty: the whole */
    bool is_dated;       /* instead of the commit the last one before `date`, first parents alone */
    int64_t date;        /* seconds since 1970-01-01 UTC */
};

/* NULL, and reported unless `diagnostics` is NULL, where there is no such folder. What is in the arena
 * lives as long as it. */
struct source *source_open_folder(struct arena *arena, struct slice folder,
                                  struct diagnostics *diagnostics);
/* NULL, and reported, where there is no such commit or folder in it. The repository must stay open. */
struct source *source_open_commit(struct arena *arena, struct repository *repository,
                                  const struct source_commit *commit,
                                  struct diagnostics *diagnostics);
/* The same of the commit that was found under the name: it may mean another by now. */
struct source *source_open_found(struct arena *arena, struct repository *repository,
                                 const struct object_id *found, const struct source_commit *commit,
                                 struct diagnostics *diagnostics);
/* NULL is nothing to close. */
void source_close(struct source *source);

/* All files below `folder` ("content"), sorted by path (bytes). A missing folder gives none. Not while
 * another thread lists or reads. */
bool source_list(struct source *source, struct arena *arena, struct slice folder,
                 struct source_entry **entries, size_t *count, struct diagnostics *diagnostics);
/* Of a file or a folder: no source lists it. */
bool source_name_is_hidden(struct slice name);
/* From any thread. EFBIG over `max`, ENOENT where it is missing or would lie outside the source,
 * EINVAL where a link stands on the way. */
bool source_read(const struct source *source, struct arena *arena, struct slice path, size_t max,
                 struct slice *content, struct file_error *error);

#endif
