/*
 * script_shorten.h - a joined script as browsers get it: with short names and without needless space.
 *
 * A variable that the script declares gets a short name, within the brackets that it is good in. What is
 * the body of a function without braces is not looked for: its parameters count as names of the bracket
 * around it, together with those of that name further out. Properties, texts and what the script does
 * not declare are left as they are; so are the names of a browser's globals, unless they are declared at
 * the top of the script (within `(() => {`). Nothing is changed where a bracket or a text has no end.
 *
 *     const marks = (text) => text.length;   ->   const a=b=>b.length;
 */
#ifndef SCHEDARIO_OUTPUT_SCRIPT_SHORTEN_H
#define SCHEDARIO_OUTPUT_SCRIPT_SHORTEN_H

#include "base/arena.h"
#include "base/slice.h"

struct slice script_shorten(struct arena *arena, struct slice code);

#endif
