/*
 * table_mark.h - the comment that stands in a body's HTML where a table is shown.
 *
 *     <!--table dotazione-->
 *
 * A sheet cannot write one: raw HTML of sheets is left out, and "<" in their text is escaped. What
 * shows the page puts the table in its place; where nobody does, a comment shows nothing.
 */
#ifndef SCHEDARIO_MODEL_TABLE_MARK_H
#define SCHEDARIO_MODEL_TABLE_MARK_H

#include "base/arena.h"

struct slice table_mark_write(struct arena *arena, struct slice id);
/* Takes all before the next mark off *rest; false: there is none, and `before` is all of it. */
bool table_mark_next(struct slice *rest, struct slice *before, struct slice *id);

#endif
