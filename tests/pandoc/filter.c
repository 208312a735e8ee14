/*
 * filter DOCUMENT SCRIPT.lua: runs a filter over a document in pandoc's JSON, or in Markdown by our
 * own tree where its name ends in .md, and prints the document that comes of it, as `pandoc -f json -t json --lua-filter SCRIPT.lua` does. An error
 * goes to stderr, with status 1.
 */
#include "base/files.h"
#include "script/pandoc.h"
#include "script/state.h"
#include "script/tree.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <stdlib.h>

struct request {
    struct slice document, script, script_file;
    bool is_markdown;
};

static int run(lua_State *lua)
{
    const struct request *request = lua_touserdata(lua, 1);
    struct pandoc_script script = {.file = request->script_file, .format = SLICE("json")};
    pandoc_open(lua);
    tree_set_formats(lua);

    lua_pushfstring(lua, "@%s", request->script_file.ptr);
    if (luaL_loadbufferx(lua, request->script.ptr, request->script.len, lua_tostring(lua, -1),
                         "t") != LUA_OK)
        return lua_error(lua);
    pandoc_push_environment(lua, &script);
    int environment = lua_gettop(lua);
    lua_pushvalue(lua, environment);
    lua_setupvalue(lua, environment - 1, 1);
    lua_pushvalue(lua, environment - 1);
    lua_call(lua, 0, 1);

    pandoc_push_function(lua, "filters_of");
    lua_insert(lua, -2);
    lua_pushvalue(lua, environment);
    lua_call(lua, 2, 1);
    int filters = lua_gettop(lua);

    pandoc_push_function(lua, "write_json");
    pandoc_push_function(lua, "run_filter");
    pandoc_push_function(lua, request->is_markdown ? "pandoc_read" : "read_json");
    lua_pushlstring(lua, request->document.ptr, request->document.len);
    lua_pushliteral(lua, "gfm");
    lua_call(lua, 2, 1);
    lua_pushvalue(lua, filters);
    lua_call(lua, 2, 1);
    lua_call(lua, 1, 1);
    return 1;
}

static struct slice read_file(struct buffer *buffer, const char *path)
{
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t count;
    if (!file) {
        perror(path);
        exit(3);
    }
    while ((count = fread(part, 1, sizeof part, file)) > 0)
        buffer_add(buffer, slice_from(part, count));
    fclose(file);
    return slice_from(buffer->ptr, buffer->len);
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    struct buffer document = {0}, script = {0}, error = {0};
    struct request request = {
        .document = read_file(&document, arguments[1]),
        .script = read_file(&script, arguments[2]),
        .script_file = slice_from_string(arguments[2]),
        .is_markdown = slice_ends_with(slice_from_string(arguments[1]), SLICE(".md")),
    };
    struct script_limits limits = {.memory = 256 << 20, .instructions = 200000000};
    struct script_state *state = script_state_create(limits);
    lua_State *lua = script_state_lua(state);
    lua_pushcfunction(lua, run);
    lua_pushlightuserdata(lua, &request);
    enum script_outcome outcome = script_call(state, 1, 1, &error);
    if (outcome == SCRIPT_GOOD) {
        size_t length;
        const char *text = lua_tolstring(lua, -1, &length);
        fwrite(text, 1, length, stdout);
        putchar('\n');
    } else {
        fprintf(stderr, "%.*s\n", (int)error.len, error.ptr);
    }
    script_state_destroy(state);
    buffer_release(&document);
    buffer_release(&script);
    buffer_release(&error);
    return outcome == SCRIPT_GOOD ? 0 : 1;
}
