/*
 * io, for the scripts that site.yaml trusts: files of the site's folder, for reading. They come
 * through the source, so that a build from git reads those of the commit.
 */
#include "script/hooks_parts.h"
#include "script/sandbox.h"

#include <errno.h>
#include <string.h>

#define FILE_SIZE_MAX (16u << 20)

/* (path) -> content, or nil and why. */
static int read_source(lua_State *lua)
{
    size_t length;
    struct hooks_worker *worker = hooks_worker_of(lua);
    const char *path = luaL_checklstring(lua, 1, &length);
    struct slice content;
    struct file_error error;
    if (!source_read(worker->hooks->source, &worker->arena, slice_from(path, length), FILE_SIZE_MAX,
                     &content, &error)) {
        lua_pushnil(lua);
        lua_pushfstring(lua, "%s: %s", path,
                        error.number == EFBIG ? "file too large" : strerror(error.number));
        lua_pushinteger(lua, error.number);
        return 3;
    }
    script_charge(lua, content.len / 16);
    lua_pushlstring(lua, content.len ? content.ptr : "", content.len);
    return 1;
}

static const char library[] =
    "local read_source = ...\n"
    "local string, type, tonumber, error, math = string, type, tonumber, error, math\n"
    "local file = {}\n"
    "file.__index, file.__metatable, file.__name = file, false, 'FILE*'\n"
    "function file.__tostring(f) return f.is_closed and 'file (closed)' or 'file' end\n"
    "local function line_of(f, keep)\n"
    "  local text, place = f.text, f.place\n"
    "  if place > #text then return nil end\n"
    "  local stop = string.find(text, '\\n', place, true)\n"
    "  f.place = (stop or #text) + 1\n"
    "  return string.sub(text, place, stop and not keep and stop - 1 or stop or -1)\n"
    "end\n"
    "local function read_one(f, format)\n"
    "  if type(format) == 'number' then\n"
    "    if f.place > #f.text then return format == 0 and '' or nil end\n"
    "    local part = string.sub(f.text, f.place, f.place + format - 1)\n"
    "    f.place = f.place + #part\n"
    "    return part\n"
    "  end\n"
    "  format = string.sub(string.gsub(format, '^%*', ''), 1, 1)\n"
    "  if format == 'l' then return line_of(f, false) end\n"
    "  if format == 'L' then return line_of(f, true) end\n"
    "  if format == 'a' then\n"
    "    local rest = string.sub(f.text, f.place)\n"
    "    f.place = #f.text + 1\n"
    "    return rest\n"
    "  end\n"
    "  if format == 'n' then\n"
    "    local start, stop = string.find(f.text, '^%s*[-+]?[%x.xXpP]+', f.place)\n"
    "    if not start then return nil end\n"
    "    f.place = stop + 1\n"
    "    return tonumber(string.sub(f.text, start, stop))\n"
    "  end\n"
    "  error('bad format', 3)\n"
    "end\n"
    "function file.read(f, format)\n"
    "  if f.is_closed then error('attempt to use a closed file', 2) end\n"
    "  return read_one(f, format or 'l')\n"
    "end\n"
    "function file.lines(f, format)\n"
    "  return function() return read_one(f, format or 'l') end\n"
    "end\n"
    "function file.seek(f, whence, offset)\n"
    "  if type(whence) == 'number' then whence, offset = 'cur', whence end\n"
    "  offset = offset or 0\n"
    "  local base = whence == 'set' and 1 or whence == 'end' and #f.text + 1 or f.place\n"
    "  f.place = math.max(1, base + offset)\n"
    "  return f.place - 1\n"
    "end\n"
    "function file.close(f) f.is_closed = true return true end\n"
    "function file.write() error('files can be opened for reading alone', 2) end\n"
    "file.__close = file.close\n"
    "local io = {}\n"
    "function io.open(path, mode)\n"
    "  mode = mode or 'r'\n"
    "  if mode ~= 'r' and mode ~= 'rb' then\n"
    "    error('files can be opened for reading alone', 2)\n"
    "  end\n"
    "  local text, why, number = read_source(path)\n"
    "  if not text then return nil, why, number end\n"
    "  return setmetatable({text = text, place = 1}, file)\n"
    "end\n"
    "function io.lines(path, format)\n"
    "  local f, why = io.open(path)\n"
    "  if not f then error(why, 2) end\n"
    "  return f:lines(format)\n"
    "end\n"
    "function io.type(value)\n"
    "  if type(value) ~= 'table' or value.text == nil or value.place == nil then return nil end\n"
    "  return value.is_closed and 'closed file' or 'file'\n"
    "end\n"
    "function io.close(f) return f:close() end\n"
    "return io\n";

void hooks_push_io(lua_State *lua)
{
    if (luaL_loadbufferx(lua, library, sizeof library - 1, "@(io)", "t") != LUA_OK)
        lua_error(lua);
    sandbox_push_environment(lua);
    lua_setupvalue(lua, -2, 1);
    lua_pushcfunction(lua, read_source);
    lua_call(lua, 1, 1);
}
