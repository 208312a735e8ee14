/*
 * catalogue_place.h - where in a sheet a finding stands, as a script says it.
 *
 *     {field = "indicatori", item = 2, member = "raggiunto"}
 *     {section = "risultati", text = "38 (80%)"}
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_PLACE_H
#define SCHEDARIO_SCRIPT_CATALOGUE_PLACE_H

#include "script/lua_value.h"

struct catalogue_place {
    struct span span;
    struct slice text; /* the words that it was narrowed to; empty: none */
    bool is_inherited; /* a field that a translation takes over: the span is its original's */
};

/* Of the table at `index`, in an edition. Raises for names that are none. */
struct catalogue_place catalogue_place_read(lua_State *lua, int index,
                                            const struct edition *edition);

#endif
