/*
 * catalogue_register.h - catalogue.field{} and its sisters: what a script may add.
 *
 * Each takes one table, checks the keys that it knows (an unknown one is an error that names the
 * nearest) and hands it to hooks_register(). The table's `name` may be left out where another key
 * says it: a field's is COLLECTION-ID, a check's its id.
 *
 *     field   collection id value, type of to fields currency unit role label help min max pattern
 *             facet sort column after
 *     check   id check, severity collection
 *     filter  name call
 *     func    name call
 *     page    name pages
 *     block   name render
 *     table   table.h
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_REGISTER_H
#define SCHEDARIO_SCRIPT_CATALOGUE_REGISTER_H

#include "script/hooks.h"

/* Sets the functions into the table on top. */
void catalogue_register_open(lua_State *lua);

/* A registration's keys: "name" is known to all. Ends in {0}. */
struct catalogue_key {
    const char *name;
    int type; /* LUA_TSTRING, LUA_TFUNCTION …; LUA_TNONE: any */
    bool is_required;
};
/* For the functions that register: raises where the table at 1 has other keys, or lacks one. */
void catalogue_check_keys(lua_State *lua, const char *function, const struct catalogue_key *keys);

#endif
