/*
 * hooks.h - the publisher's scripts: lua-filters/ found, loaded and run, a sheet at a time.
 *
 * Every `lua-filters/NAME.lua` is a script, in the order of the names; where site.yaml has
 * `filters: [b.lua, a.lua]`, those alone and in that order. Files in folders below are there for
 * `require "folder.name"` only (the dots are slashes; nothing outside of lua-filters/ is found).
 *
 * Running. One Lua state a worker. A script is compiled once a state, and *its chunk is run anew,
 * in globals of its own, for each sheet that it has to do with*: nothing goes from one sheet to the
 * next, the number of workers changes nothing, and an error leaves the next sheet as it was.
 * What a run of the chunk gives:
 *
 *     filters         what it returns, one table of functions or a list of them, or where it
 *                     returns nothing its global functions named after elements
 *     registrations   through catalogue.field{}, check{}, table{}, block{}, filter{}, func{},
 *                     page{}: each ends in hooks_register(), which keeps the table it was given,
 *                     the *spec*, for this run
 *
 * hooks_create() runs every script once without a sheet: from this *scan* come the list of all
 * registrations (struct hook), the kinds of elements that each script's filters name, and errors.
 * A script that has nothing for a sheet is not run for it.
 *
 * Using it, from C (all of src/script, src/build):
 *
 *     struct hook_subject subject = {.document = document, .index = i, .arena = arena,
 *                                    .diagnostics = diagnostics};
 *     hooks_begin(hooks, worker, &subject);
 *     for (size_t i = 0; i < hooks_count(hooks); i++)
 *         if (hooks_get(hooks, i)->kind == HOOK_CHECK)
 *             hooks_run(hooks, worker, hooks_get(hooks, i), run_check, &data);
 *     hooks_end(hooks, worker);
 *
 *     static int run_check(lua_State *lua)        // 1: the spec, 2: &data as light userdata
 *     {
 *         lua_getfield(lua, 1, "run");            // may raise, may run the script: all is safe here
 *         lua_call(lua, 0, 1);
 *         …
 *     }
 *
 * Inside of a body everything may raise; it goes up to hooks_run(), which notes it as a mistake
 * with the script's file and line and the sheet at hand, and returns false. So a body holds no lock,
 * no file and no malloc'd memory where it calls Lua: results go to the subject's arena. A body does
 * not call hooks_run() itself.
 *
 * Budgets, for one script and one sheet (all that hooks_run() does between begin and end):
 * HOOKS_INSTRUCTIONS and HOOKS_MEMORY of live memory. When a script has gone
 * over its budget for a sheet, it is not run for the sheets behind that one. hooks_report() tells
 * of the mistakes, equal ones once.
 */
#ifndef SCHEDARIO_SCRIPT_HOOKS_H
#define SCHEDARIO_SCRIPT_HOOKS_H

#include "content/document.h"
#include "source/source.h"

#include <lua.h>

#define HOOKS_FOLDER       "lua-filters"
#define HOOKS_SCRIPTS_MAX  100
/* Bytes of one script, or of one file for require: Lua's compiler takes the square of a chain of `or`, and
 * asks nobody. */
#define HOOKS_SIZE_MAX     (256u << 10)
#define HOOKS_FILES_MAX    500          /* under lua-filters/, folders included */
#define HOOKS_COUNT_MAX    1000         /* registrations */
#define HOOKS_INSTRUCTIONS 50000000u    /* for one script and one sheet */
#define HOOKS_MEMORY       (128u << 20) /* bytes, for one script and one sheet */
/* What the scripts before it hold on to for the sheet does not count, up to this. */
#define HOOKS_MEMORY_OF_OTHERS (3u * HOOKS_MEMORY)

struct hooks;
struct sheet; /* model/catalogue.h */

enum hook_kind {
    HOOK_FIELD,  /* catalogue.field{}: a computed field */
    HOOK_CHECK,  /* catalogue.check{}: a rule */
    HOOK_TABLE,  /* catalogue.table{}: an indicator table, called by a fence {name …} */
    HOOK_BLOCK,  /* catalogue.block{}: a block, called by a fence {name …} */
    HOOK_FILTER, /* catalogue.filter{}: a filter for templates */
    HOOK_FUNC,   /* catalogue.func{}: a function for templates */
    HOOK_PAGE,   /* catalogue.page{}: pages that no file stands for */
    HOOK_KINDS
};
/* "field", "check" … as in catalogue.field. */
const char *hook_kind_name(enum hook_kind kind);

/* A registration that the scan found. */
struct hook {
    enum hook_kind kind;
    struct slice name; /* unique among those of its kind; a table and a block share one list */
    size_t script;
    struct span span; /* the line of the script that registered it */
};

/* What the scripts are run for. */
struct hook_subject {
    struct document *document; /* NULL: no sheet (the scan, pages, functions of templates) */
    const struct sheet *sheet; /* from link on; else NULL */
    size_t index;              /* the sheet's place in the build's order */
    unsigned language;         /* of the site's; the document's where there is one */
    struct arena *arena;       /* for what comes out */
    struct diagnostics *diagnostics;
    void *catalogue; /* catalogue_api's own */
};

/* Reads the scripts and scans them. Never NULL; without scripts hooks_is_empty(). Errors are
 * reported; what has none is there all the same. `workers` states at the most are made, each by
 * the worker that first needs it. Release by hooks_destroy(). */
struct hooks *hooks_create(struct arena *arena, struct source *source, const struct schema *schema,
                           unsigned workers, struct diagnostics *diagnostics);
/* The same with one script alone, whatever site.yaml says: `schedario lua`. */
struct hooks *hooks_create_alone(struct arena *arena, struct source *source,
                                 const struct schema *schema, struct text_file script,
                                 struct diagnostics *diagnostics);
void hooks_destroy(struct hooks *hooks); /* may be NULL */
bool hooks_is_empty(const struct hooks *hooks);
/* What hooks_create() was given: for the values that scripts see, in the scan as well. */
const struct schema *hooks_schema(const struct hooks *hooks);
/* Likewise, for files beside a sheet. */
struct source *hooks_source(const struct hooks *hooks);
/* What catalogue_api.h keeps for all runs, given to subjects that have none. */
void hooks_set_catalogue(struct hooks *hooks, void *catalogue);
void *hooks_catalogue(const struct hooks *hooks);

/* In the order of scripts and, within one, of registration. */
size_t hooks_count(const struct hooks *hooks);
const struct hook *hooks_get(const struct hooks *hooks, size_t index);
bool hooks_have(const struct hooks *hooks, enum hook_kind kind);
/* NULL: none of that name. */
const struct hook *hooks_find(const struct hooks *hooks, enum hook_kind kind, struct slice name);

/* The subject must live until hooks_end(). Cheap: nothing is run before hooks_run() asks for it. */
void hooks_begin(struct hooks *hooks, unsigned worker, const struct hook_subject *subject);
/* Runs the hook's script for the subject, unless it was already, and calls body(spec, data) within
 * the budgets. False: it raised (noted), or this run of the script did not register the hook. */
bool hooks_run(struct hooks *hooks, unsigned worker, const struct hook *hook, lua_CFunction body,
               void *data);
void hooks_end(struct hooks *hooks, unsigned worker);
/* The mistakes since the last report, in order of scripts and sheets; from one thread. */
void hooks_report(struct hooks *hooks, struct diagnostics *diagnostics);

/* The state of a worker; for templates' functions, which live in another one, results have to be
 * carried over as C values. */
lua_State *hooks_lua(struct hooks *hooks, unsigned worker);

/* ---- shape: what the build calls for each body, between begin and end ---- */

/* The document's body: fences whose name is registered are filled, then the scripts' filters run,
 * over the Markdown fields of the front matter too. What has changed is collected again, in the
 * document; *changed: its body was. */
void hooks_shape(struct hooks *hooks, unsigned worker, struct document *document, bool *changed);
/* The document with its fields, as pandoc writes one in JSON. False, and nothing written: it goes
 * over a limit. */
bool hooks_write_pandoc(struct hooks *hooks, unsigned worker, const struct document *document,
                        struct buffer *out);
/* A fence {name …} that is still there calls nothing: reported, with the nearest name. */
void hooks_check_fences(const struct hooks *hooks, const struct document *document,
                        struct diagnostics *diagnostics);
/* Whether hooks_shape() might do anything to the document: sheets that nothing touches never get
 * near a script. */
bool hooks_touch(const struct hooks *hooks, const struct document *document);

/* ---- for C functions that scripts call ---- */

/* The run that is on. */
struct hook_run {
    struct hooks *hooks;
    unsigned worker;
    size_t script;
    const struct hook_subject *subject; /* never NULL; the scan's has no document */
    bool is_scan;
};
const struct hook_run *hooks_run_of(lua_State *lua);
/* The table at `spec` as a registration of the run at hand. Its name is spec.name (a text of small
 * letters, digits, - and _, beginning with a letter); raises where it has none, or where
 * this script has registered the name already. */
void hooks_register(lua_State *lua, enum hook_kind kind, int spec);
/* The line of the script that calls, as a span; nowhere where no script is on the stack. */
struct span hooks_span_of_caller(lua_State *lua);
/* The line that the function at `index` begins on; nowhere where it is none of a script. */
struct span hooks_span_of_function(lua_State *lua, int index);

/* ---- fences ---- */

/* What the function gets that fills a fence for HOOK_TABLE or HOOK_BLOCK: it is called as a body of
 * hooks_run(), with (spec, struct hook_fence *). It leaves one value: blocks (an element, a list
 * of them, a text that becomes a paragraph), or none where it set `html`, safe as it is, in
 * the subject's arena. */
struct hook_fence {
    const struct markdown_fence *fence; /* name, arguments, body, span */
    struct slice html;
};

#endif
