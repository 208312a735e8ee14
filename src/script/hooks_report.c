#include "script/error_words.h"
#include "script/hooks_parts.h"

#include <lauxlib.h>
#include <stdlib.h>

static const struct problem failed_alone = {
    "script-error", SEVERITY_ERROR, {"%1", "%4"}, {NULL, NULL}};
static const struct problem failed = {
    "script-error", SEVERITY_ERROR, {"%1; at work on %2", "%4; al lavoro su %2"}, {NULL, NULL}};
static const struct problem failed_more = {
    "script-error",
    SEVERITY_ERROR,
    {"%1; at work on %2, and on %3 more sheets", "%4; al lavoro su %2, e su altre %3 schede"},
    {NULL, NULL}};
static const struct problem too_long = {
    "script-budget",
    SEVERITY_ERROR,
    {"the script was stopped: it took more than %2 steps%1",
     "lo script è stato fermato: ha impiegato più di %2 passi%1"},
    {"look for a loop that does not end here; so many steps are for one script and one sheet",
     "cerca qui un ciclo che non finisce; i passi sono per uno script e una scheda"}};
static const struct problem too_much = {
    "script-budget",
    SEVERITY_ERROR,
    {"the script was stopped: it took more than %2 MB of memory%1",
     "lo script è stato fermato: ha preso più di %2 MB di memoria%1"},
    {"look for a text or a table that grows without end here",
     "cerca qui un testo o una tabella che cresce senza fine"}};

/* ------------------------------------------------------------------ places */

const struct text_file *hooks_find_file(const struct hooks *hooks, struct slice path)
{
    for (size_t i = hooks->file_count; i-- > 0;)
        if (slice_equal(hooks->files[i].file.path, path))
            return &hooks->files[i].file;
    return NULL;
}

struct span hooks_span_of_line(const struct text_file *file, size_t line)
{
    struct slice rest = file->text, found = {0};
    for (size_t i = 0; i < line && slice_next_line(&rest, &found); i++)
        ;
    found = slice_trim(found);
    return line && found.len ? span_of(file, found) : span_of_file(file);
}

static const struct text_file *file_of_function(lua_State *lua, const lua_Debug *debug)
{
    return *debug->source == '@'
               ? hooks_find_file(hooks_worker_of(lua)->hooks, slice_from_string(debug->source + 1))
               : NULL;
}

static bool has_file(lua_State *lua, const lua_Debug *debug)
{
    return file_of_function(lua, debug) != NULL;
}

struct span hooks_span_of_caller(lua_State *lua)
{
    lua_Debug debug;
    return script_find_function(lua, has_file, &debug)
               ? hooks_span_of_line(file_of_function(lua, &debug), (size_t)debug.currentline)
               : (struct span){0};
}

struct span hooks_span_of_function(lua_State *lua, int index)
{
    lua_Debug debug;
    lua_pushvalue(lua, index);
    lua_getinfo(lua, ">S", &debug);
    const struct text_file *file =
        *debug.source == '@'
            ? hooks_find_file(hooks_worker_of(lua)->hooks, slice_from_string(debug.source + 1))
            : NULL;
    return file && debug.linedefined > 0 ? hooks_span_of_line(file, (size_t)debug.linedefined)
                                         : (struct span){0};
}

/* "lua-filters/links.lua:12: what" is cut into place and text. */
static bool split_place(const struct hooks *hooks, struct slice *message,
                        const struct text_file **file, size_t *line)
{
    for (size_t i = 0; i < hooks->file_count; i++) {
        struct slice path = hooks->files[i].file.path, rest = *message;
        if (!slice_starts_with(rest, path) || rest.len <= path.len || rest.ptr[path.len] != ':')
            continue;
        rest = slice_after(rest, path.len + 1);
        size_t number = 0, digits = 0;
        while (digits < rest.len && digits < 9 && rest.ptr[digits] >= '0' &&
               rest.ptr[digits] <= '9')
            number = number * 10 + (size_t)(rest.ptr[digits++] - '0');
        if (!digits || digits >= rest.len || rest.ptr[digits] != ':')
            continue;
        *message = slice_trim(slice_after(rest, digits + 1));
        *file = &hooks->files[i].file;
        *line = number;
        return true;
    }
    return false;
}

void hooks_note(struct hooks_worker *worker, size_t script, enum script_outcome outcome,
                struct slice message)
{
    struct hook_mistake mistake = {.script = script, .outcome = outcome};
    const struct hook_subject *subject = worker->subject;
    if (!split_place(worker->hooks, &message, &mistake.file, &mistake.line)) {
        struct slice chunk;
        size_t line;
        if (script_last_place(worker->state, &chunk, &line) &&
            (mistake.file = hooks_find_file(worker->hooks, chunk)))
            mistake.line = line;
    }
    if (!mistake.file && worker->hook) { /* found by C, in what the hook gave */
        mistake.file = worker->hook->span.file;
        mistake.line = span_position(worker->hook->span).line;
    }
    mistake.text = arena_copy(&worker->arena, slice_sub(message, 0, DIAGNOSTIC_ARGUMENT_SIZE));
    if (subject) {
        mistake.index = subject->index;
        if (subject->document)
            mistake.sheet = subject->document->file->path;
    }
    vector_push(&worker->arena, &worker->mistakes, mistake);
}

/* ------------------------------------------------------------------ telling */

static int compare(const void *left, const void *right)
{
    const struct hook_mistake *a = left, *b = right;
    if (a->script != b->script)
        return a->script < b->script ? -1 : 1;
    if (a->outcome != b->outcome)
        return (int)a->outcome - (int)b->outcome;
    if (a->outcome == SCRIPT_ERROR) {
        if (a->line != b->line)
            return a->line < b->line ? -1 : 1;
        int order = slice_compare(a->text, b->text);
        if (order)
            return order;
    }
    return (a->index > b->index) - (a->index < b->index);
}

static bool is_alike(const struct hook_mistake *a, const struct hook_mistake *b)
{
    return a->script == b->script && a->outcome == b->outcome &&
           (a->outcome != SCRIPT_ERROR ||
            (a->line == b->line && a->file == b->file && slice_equal(a->text, b->text)));
}

static void report_one(struct hooks *hooks, const struct hook_mistake *mistake, size_t more,
                       struct diagnostics *diagnostics)
{
    const struct text_file *file =
        mistake->file ? mistake->file : &hooks->scripts[mistake->script].file->file;
    struct span span = hooks_span_of_line(file, mistake->line);
    struct arena *arena = diagnostics->arena;
    bool has_sheet = mistake->sheet.len;
    if (mistake->outcome == SCRIPT_ERROR) {
        diagnostic_add(diagnostics,
                       !has_sheet ? &failed_alone
                       : more     ? &failed_more
                                  : &failed,
                       span, error_words(arena, mistake->text, MESSAGES_ENGLISH), mistake->sheet,
                       arena_format(arena, "%zu", more),
                       error_words(arena, mistake->text, MESSAGES_ITALIAN));
        return;
    }
    struct slice where =
        has_sheet ? arena_concat(arena, SLICE(" ("), mistake->sheet, SLICE(")"), (struct slice){0})
                  : (struct slice){0};
    if (mistake->outcome == SCRIPT_OUT_OF_STEPS)
        diagnostic_add(diagnostics, &too_long, span, where,
                       arena_format(arena, "%u", HOOKS_INSTRUCTIONS));
    else
        diagnostic_add(diagnostics, &too_much, span, where,
                       arena_format(arena, "%u", HOOKS_MEMORY >> 20));
}

void hooks_report(struct hooks *hooks, struct diagnostics *diagnostics)
{
    VECTOR(struct hook_mistake) all = {0};
    for (unsigned i = 0; i < hooks->worker_count; i++) {
        struct hooks_worker *worker = &hooks->workers[i];
        for (size_t j = 0; j < worker->mistakes.count; j++)
            vector_push(hooks->arena, &all, worker->mistakes.items[j]);
        worker->mistakes.count = 0;
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare);
    for (size_t i = 0, next; i < all.count; i = next) {
        size_t more = 0; /* sheets, not places in one */
        for (next = i + 1; next < all.count && is_alike(&all.items[i], &all.items[next]); next++)
            more += all.items[next].index != all.items[next - 1].index;
        report_one(hooks, &all.items[i], more, diagnostics);
    }
}
