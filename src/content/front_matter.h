/*
 * front_matter.h - a sheet's file, taken apart: the fields above, the body below.
 *
 *     ---
 *     titolo: Integrazione smart delle reti     these lines are `fields`
 *     ---
 *
 *     ## Sintesi                                from here on, `body`
 *
 * The first line is `---`, the front matter ends at a line `---` or `...`; spaces behind them
 * are allowed. A byte order mark is dropped, CRLF is fine.
 */
#ifndef SCHEDARIO_CONTENT_FRONT_MATTER_H
#define SCHEDARIO_CONTENT_FRONT_MATTER_H

#include "base/diagnostic.h"

struct front_matter {
    struct slice fields; /* views into the file */
    struct slice body;
    struct span end; /* the line that closes it */
};

/* False, and reported, where the file cannot be read as a sheet: empty, too large, not UTF-8,
 * control characters, conflict markers, no front matter, or one without an end. */
bool front_matter_split(struct arena *arena, const struct text_file *file,
                        struct front_matter *parts, struct diagnostics *diagnostics);

#endif
