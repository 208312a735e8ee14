/*
 * hooks_parts.h - what the rooms of hooks*.c share. Private to them:
 *
 *     hooks.c          life, registrations, what others ask
 *     hooks_load.c     the files of lua-filters/, and those that site.yaml names
 *     hooks_state.c    a worker's state: scripts compiled, environments, require, io
 *     hooks_io.c       io of trusted scripts
 *     hooks_run.c      a script run for a sheet, within its budgets
 *     hooks_report.c   mistakes
 *     hooks_body.c     filters on a body
 *     hooks_meta.c     filters on the metadata
 *     hooks_fence.c    fences that call something
 */
#ifndef SCHEDARIO_SCRIPT_HOOKS_PARTS_H
#define SCHEDARIO_SCRIPT_HOOKS_PARTS_H

#include "base/map.h"
#include "base/vector.h"
#include "content/markdown_nodes.h"
#include "script/hooks.h"
#include "script/state.h"

#include <stdatomic.h>

/* A file of lua-filters/. */
struct hook_file {
    struct slice name; /* "links.lua", "lib/words.lua" */
    struct text_file file;
    bool is_read;
};

struct hook_script {
    struct hook_file *file;
    bool is_trusted;
    uint64_t filter_kinds; /* of the elements that its filters name; bits of enum markdown_kind */
    bool is_general;       /* a filter names more than single elements (Pandoc, Inlines …) */
    bool has_meta;         /* names Meta or Pandoc */
    bool is_broken;        /* by the scan: not run */
    /* Sheets behind this index are not run for: one went over the budget. */
    atomic_size_t last_index;
};

/* What went wrong in one script for one sheet. */
struct hook_mistake {
    size_t script;
    const struct text_file *file; /* NULL: of the script's own */
    size_t line;                  /* 0: not known */
    struct slice text;
    enum script_outcome outcome;
    size_t index;       /* of the sheet */
    struct slice sheet; /* its path; empty: none */
};

struct script_run {
    bool is_started, has_failed;
    uint64_t steps_left;
    size_t memory_kept; /* from one call to the next, what the collector has not seen yet included */
};

struct hooks_worker {
    struct hooks *hooks;
    unsigned index;
    struct script_state *state;
    struct arena arena; /* of what is kept to the end: mistakes */
    VECTOR(struct hook_mistake) mistakes;
    struct arena scratch;    /* for the tree at hand */
    struct script_run *runs; /* one a script, for the subject at hand */
    const struct hook_subject *subject;
    struct hook_run run; /* the one that is on */
    const struct hook *hook; /* whose body runs; NULL: none */
    bool is_on;          /* within hooks_run(), which is not called again there */
    bool is_scan;
    bool is_providing; /* pandoc's environment is being made */
};

struct hooks {
    struct arena *arena;
    const struct schema *schema;
    struct source *source;
    struct hook_file *files;
    size_t file_count;
    struct map files_by_name;
    struct hook_script *scripts;
    size_t script_count;
    VECTOR(struct hook) list;
    struct map by_name[HOOK_KINDS]; /* index into list + 1; tables and blocks share one */
    bool have[HOOK_KINDS];
    struct hooks_worker *workers;
    unsigned worker_count;
    void *catalogue;
    struct diagnostics *scan_diagnostics; /* while the scan goes on */
};

/* hooks_load.c */
void hooks_load(struct hooks *hooks, struct diagnostics *diagnostics);
/* The folder for require, and the one script. */
void hooks_load_alone(struct hooks *hooks, struct text_file script,
                      struct diagnostics *diagnostics);

/* hooks_state.c */
/* Makes the worker's state where it has none yet. */
void hooks_prepare_worker(struct hooks_worker *worker);
/* The script's chunk on the stack, in an environment of its own, which lies below it; raises. */
void hooks_push_chunk(lua_State *lua, struct hooks_worker *worker, size_t script);
/* Compiles on its own, for messages: *error says why it cannot be. */
enum script_outcome hooks_check_syntax(struct hooks_worker *worker, const struct hook_file *file,
                                       struct buffer *error);

/* hooks_io.c */
/* The `io` of a trusted script: open, lines, type, of files of the site's folder, for reading. */
void hooks_push_io(lua_State *lua);

/* hooks_run.c */
/* Calls body(lua) protected, as the script's; data is its argument 1 (light userdata). */
bool hooks_run_script(struct hooks_worker *worker, size_t script, lua_CFunction body, void *data);
/* For bodies: the table of the run that is on: {environment =, filters =, specs =}. */
void hooks_push_run(lua_State *lua, size_t script);
struct hooks_worker *hooks_worker_of(lua_State *lua);

/* hooks_report.c */
void hooks_note(struct hooks_worker *worker, size_t script, enum script_outcome outcome,
                struct slice message);
struct span hooks_span_of_line(const struct text_file *file, size_t line);
/* The file behind a chunk's name; NULL: none of ours. */
const struct text_file *hooks_find_file(const struct hooks *hooks, struct slice path);

/* hooks_body.c */
/* In the scan: what the run's filters name. For bodies of hooks_run_script(). */
void hooks_note_filters(lua_State *lua, struct hook_script *script);
/* The list of the run's filters, prepared. */
void hooks_push_filters(lua_State *lua, size_t script);

/* hooks_fence.c */
bool hooks_fill_fences(struct hooks_worker *worker, struct markdown *markdown);

/* hooks_meta.c */
/* The document's fields as a Meta, on the stack. */
void hooks_push_meta(lua_State *lua, struct arena *scratch, const struct schema *schema,
                     const struct document *document);
/* What differs between the Metas at the indexes goes to the document's fields that are texts; a
 * field of another type that differs is an error. */
void hooks_take_meta(lua_State *lua, int before, int after, struct document *document,
                     const struct hook_subject *subject);

#endif
