/*
 * A worker's state. A script is compiled once, as the inside of a function that makes its chunk
 * anew: `local _ENV = ...; return function(...) SCRIPT end`. Each call gives a chunk with globals
 * of its own, for the price of a closure.
 */
#include "base/memory.h"
#include "script/catalogue_api.h"
#include "script/hooks_parts.h"
#include "script/pandoc.h"
#include "script/sandbox.h"
#include "script/tree.h"

#include <lauxlib.h>
#include <string.h>

static const char makers_key = 0; /* path of a file -> the function that makes its chunk */
static const char loaded_key = 0; /* in a run's table: name of a file -> what require gives */

/* ------------------------------------------------------------------ compiling */

static void compile(lua_State *lua, const struct hook_file *file)
{
    static const char before[] = "local _ENV = ...; return function(...) ";
    luaL_Buffer text;
    luaL_buffinit(lua, &text);
    luaL_addstring(&text, before);
    if (slice_starts_with(file->file.text, SLICE("#")))
        luaL_addstring(&text, "--");
    luaL_addlstring(&text, file->file.text.ptr ? file->file.text.ptr : "", file->file.text.len);
    luaL_addstring(&text, "\nend");
    luaL_pushresult(&text);
    lua_pushliteral(lua, "@");
    lua_pushlstring(lua, file->file.path.ptr, file->file.path.len);
    lua_concat(lua, 2);
    size_t length;
    const char *source = lua_tolstring(lua, -2, &length);
    if (luaL_loadbufferx(lua, source, length, lua_tostring(lua, -1), "t") != LUA_OK)
        lua_error(lua);
    lua_replace(lua, -3);
    lua_pop(lua, 1);
}

/* Of the wrapped text a stray `end` would be none. */
enum script_outcome hooks_check_syntax(struct hooks_worker *worker, const struct hook_file *file,
                                       struct buffer *error)
{
    struct slice text = file->file.text;
    struct buffer plain = {0};
    if (slice_starts_with(text, SLICE("#")))
        buffer_add(&plain, SLICE("--"));
    buffer_add(&plain, text);
    enum script_outcome outcome =
        script_load(worker->state, file->file.path, buffer_view(&plain), error);
    if (outcome == SCRIPT_GOOD)
        lua_pop(script_state_lua(worker->state), 1);
    buffer_release(&plain);
    return outcome;
}

/* The function that makes the file's chunk. */
static void push_maker(lua_State *lua, const struct hook_file *file)
{
    lua_rawgetp(lua, LUA_REGISTRYINDEX, &makers_key);
    lua_pushlstring(lua, file->file.path.ptr, file->file.path.len);
    if (lua_rawget(lua, -2) == LUA_TNIL) {
        lua_pop(lua, 1);
        compile(lua, file);
        lua_pushlstring(lua, file->file.path.ptr, file->file.path.len);
        lua_pushvalue(lua, -2);
        lua_rawset(lua, -4);
    }
    lua_remove(lua, -2);
}

/* ------------------------------------------------------------------ require */

static void push_loaded(lua_State *lua, size_t script)
{
    hooks_push_run(lua, script);
    if (lua_rawgetp(lua, -1, &loaded_key) == LUA_TNIL) {
        lua_pop(lua, 1);
        lua_newtable(lua);
        lua_pushvalue(lua, -1);
        lua_rawsetp(lua, -3, &loaded_key);
    }
    lua_remove(lua, -2);
}

/* Modules that are there without a file: Lua's own, and pandoc's. */
static bool is_known_module(const char *name)
{
    static const char *const libraries[] = {"string", "table",     "math", "utf8",
                                            "io",     "coroutine", NULL};
    for (const char *const *library = libraries; *library; library++)
        if (!strcmp(name, *library))
            return true;
    return !strncmp(name, "pandoc", 6) && (name[6] == '\0' || name[6] == '.');
}

/* require "pandoc.utils": what the environment has under that name. */
static bool push_known_module(lua_State *lua, const char *name)
{
    if (!strcmp(name, "text")) /* the name it had before it was pandoc.text */
        name = "pandoc.text";
    if (!is_known_module(name) || !sandbox_push_current_environment(lua))
        return false;
    struct slice rest = slice_from_string(name), part;
    while (slice_next(&rest, '.', &part)) {
        if (!lua_istable(lua, -1))
            return false;
        lua_pushlstring(lua, part.ptr, part.len);
        lua_gettable(lua, -2);
        lua_remove(lua, -2);
    }
    return lua_istable(lua, -1);
}

/* Those that a script may expect elsewhere. */
static void refuse_missing_module(lua_State *lua, const char *name)
{
    static const char *const missing[][2] = {
        {"lpeg", "pandoc has it, the sandbox does not; use string.match and its sisters"},
        {"re", "pandoc has it, the sandbox does not; use string.match and its sisters"},
        {"io", "a script reaches no files, unless site.yaml trusts it"},
        {"os", "a script reaches nothing of the machine"},
        {"package", "require finds the files of " HOOKS_FOLDER "/ alone"},
        {"debug", "a script sees nothing of the program"},
        {NULL, NULL},
    };
    for (size_t i = 0; missing[i][0]; i++)
        if (!strcmp(name, missing[i][0]))
            luaL_error(lua, "require '%s': it is not available here: %s", name, missing[i][1]);
}

static const struct hook_file *find_module(const struct hooks *hooks, lua_State *lua,
                                           const char *name)
{
    char path[256];
    size_t length = strlen(name);
    if (length + 10 > sizeof path)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        path[i] = name[i] == '.' ? '/' : name[i];
    memcpy(path + length, ".lua", 5);
    const struct hook_file *file = map_get(&hooks->files_by_name, slice_from(path, length + 4));
    if (!file) {
        memcpy(path + length, "/init.lua", 10);
        file = map_get(&hooks->files_by_name, slice_from(path, length + 9));
    }
    if (!file)
        luaL_error(lua, "there is no module '%s' under " HOOKS_FOLDER "/", name);
    return file;
}

static int global_require(lua_State *lua)
{
    const char *name = luaL_checkstring(lua, 1);
    struct hooks_worker *worker = hooks_worker_of(lua);
    lua_settop(lua, 1);
    if (push_known_module(lua, name))
        return 1;
    refuse_missing_module(lua, name);
    lua_settop(lua, 1);
    push_loaded(lua, worker->run.script);
    lua_pushvalue(lua, 1);
    int type = lua_rawget(lua, 2);
    if (type == LUA_TLIGHTUSERDATA)
        return luaL_error(lua, "module '%s' requires itself", name);
    if (type != LUA_TNIL)
        return 1;
    const struct hook_file *file = find_module(worker->hooks, lua, name);
    lua_pushvalue(lua, 1);
    lua_pushlightuserdata(lua, worker);
    lua_rawset(lua, 2);
    lua_settop(lua, 2);
    script_charge(lua, file->file.text.len);
    push_maker(lua, file);
    if (!sandbox_push_current_environment(lua))
        return luaL_error(lua, "require cannot be called here");
    lua_call(lua, 1, 1);
    lua_pushvalue(lua, 1);
    lua_call(lua, 1, 1);
    if (lua_isnil(lua, -1)) {
        lua_pop(lua, 1);
        lua_pushboolean(lua, 1);
    }
    lua_pushvalue(lua, 1);
    lua_pushvalue(lua, -2);
    lua_rawset(lua, 2);
    return 1;
}

/* ------------------------------------------------------------------ environments */

/* So much of the budget a line of print() takes that a loop of them ends soon. */
#define PRINT_PRICE 100000

static const struct problem said = {
    "script-said", SEVERITY_NOTE, {"%1; at work on %2", "%1; al lavoro su %2"}, {NULL, NULL}};
static const struct problem said_alone = {"script-said", SEVERITY_NOTE, {"%1", "%1"}, {NULL, NULL}};

/* print() is for whoever writes the script: a note, with its line and the sheet at hand. */
static int print_note(lua_State *lua)
{
    const struct hook_subject *subject = hooks_worker_of(lua)->subject;
    int count = lua_gettop(lua);
    luaL_checkstack(lua, 2 * count + 2, "too many arguments");
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            lua_pushliteral(lua, " ");
        sandbox_push_text(lua, i);
    }
    lua_concat(lua, count ? 2 * count - 1 : 0);
    size_t length;
    const char *text = lua_tolstring(lua, -1, &length);
    script_charge(lua, PRINT_PRICE + length);
    if (!subject || !subject->diagnostics)
        return 0;
    struct span span = hooks_span_of_caller(lua);
    if (subject->document)
        diagnostic_add(subject->diagnostics, &said, span, slice_from(text, length),
                       subject->document->file->path);
    else
        diagnostic_add(subject->diagnostics, &said_alone, span, slice_from(text, length));
    return 0;
}

void hooks_push_chunk(lua_State *lua, struct hooks_worker *worker, size_t script)
{
    const struct hook_script *of = &worker->hooks->scripts[script];
    sandbox_push_environment(lua);
    lua_pushlstring(lua, of->file->file.path.ptr, of->file->file.path.len);
    lua_setfield(lua, -2, "PANDOC_SCRIPT_FILE");
    lua_pushcfunction(lua, print_note);
    lua_setfield(lua, -2, "print");
    if (of->is_trusted) {
        hooks_push_io(lua);
        lua_setfield(lua, -2, "io");
    }
    push_maker(lua, of->file);
    lua_pushvalue(lua, -2);
    lua_call(lua, 1, 1);
}

static int provide_catalogue(lua_State *lua)
{
    catalogue_api_push(lua, hooks_run_of(lua));
    return 1;
}

/* What pandoc's environment has and a script could change: made for the run that first asks. */
static const char *const pandoc_names[] = {"pandoc",
                                           "getmetatable",
                                           "PANDOC_STATE",
                                           "PANDOC_READER_OPTIONS",
                                           "PANDOC_WRITER_OPTIONS",
                                           "PANDOC_VERSION",
                                           "PANDOC_API_VERSION",
                                           "lpeg",
                                           "re",
                                           NULL};
/* What it has and no script can change. */
static const char *const pandoc_constants[] = {"FORMAT", "type", "rawget",       "rawset",
                                               "rawlen", "next", "setmetatable", NULL};

static void push_pandoc_environment(lua_State *lua)
{
    pandoc_push_environment(lua, &(struct pandoc_script){0});
}

/* Upvalue: the name that is asked for. Its sisters come along. */
static int provide_pandoc(lua_State *lua)
{
    struct hooks_worker *worker = hooks_worker_of(lua);
    lua_settop(lua, 0);
    if (worker->is_providing) { /* the environment that is made asks for what it replaces */
        sandbox_push_global(lua, lua_upvalueindex(1));
        return 1;
    }
    worker->is_providing = true;
    push_pandoc_environment(lua);
    worker->is_providing = false;
    bool is_on = sandbox_push_current_environment(lua);
    for (const char *const *name = pandoc_names; is_on && *name; name++) {
        lua_pushstring(lua, *name);
        lua_pushvalue(lua, -1);
        lua_rawget(lua, 1);
        lua_rawset(lua, 2);
    }
    lua_settop(lua, 1);
    lua_pushvalue(lua, lua_upvalueindex(1));
    lua_rawget(lua, 1);
    return 1;
}

static void share_pandoc(lua_State *lua)
{
    push_pandoc_environment(lua);
    for (const char *const *name = pandoc_constants; *name; name++) {
        lua_getfield(lua, -1, *name);
        sandbox_set_global(lua, *name);
    }
    lua_pop(lua, 1);
    for (const char *const *name = pandoc_names; *name; name++) {
        lua_pushstring(lua, *name);
        lua_pushcclosure(lua, provide_pandoc, 1);
        sandbox_share_provider(lua, *name);
    }
}

static int open_state(lua_State *lua)
{
    lua_newtable(lua);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &makers_key);
    pandoc_open(lua);
    sandbox_share(lua);
    share_pandoc(lua);
    tree_set_formats(lua);
    lua_pushcfunction(lua, global_require);
    sandbox_set_global(lua, "require");
    lua_pushcfunction(lua, provide_catalogue);
    sandbox_share_provider(lua, "catalogue");
    return 0;
}

void hooks_prepare_worker(struct hooks_worker *worker)
{
    if (worker->state)
        return;
    worker->state =
        script_state_create((struct script_limits){HOOKS_MEMORY, HOOKS_INSTRUCTIONS, false});
    script_state_set_user(worker->state, worker);
    worker->runs = memory_allocate_zeroed((worker->hooks->script_count + 1) * sizeof *worker->runs);
    lua_State *lua = script_state_lua(worker->state);
    lua_pushcfunction(lua, open_state);
    if (script_call(worker->state, 0, 0, NULL) != SCRIPT_GOOD)
        memory_exhausted(HOOKS_MEMORY);
}
