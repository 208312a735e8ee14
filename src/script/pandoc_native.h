/*
 * pandoc_native.h - what src/script/pandoc/ needs of C: classes, copies, places, digests.
 */
#ifndef SCHEDARIO_SCRIPT_PANDOC_NATIVE_H
#define SCHEDARIO_SCRIPT_PANDOC_NATIVE_H

#include <lauxlib.h>
#include <lua.h>
#include <stddef.h>

/* Chunks of the machine's own are named so, for pandoc_place() to pass over. */
#define PANDOC_CHUNK "=pandoc"

/* A table of the functions below on the stack; the table of classes is their upvalue. */
void pandoc_push_native(lua_State *lua);

/* SHA-1 (FIPS 180-4) as 40 digits and a NUL. */
void pandoc_sha1(const char *text, size_t length, char digits[41]);

/* The Lua sources, by the Makefile from src/script/pandoc/; the last one has no name. */
struct pandoc_source {
    const char *name;
    const unsigned char *text;
    size_t length;
};
extern const struct pandoc_source pandoc_sources[];

#endif
