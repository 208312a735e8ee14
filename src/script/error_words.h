/*
 * error_words.h - what Lua, pandoc's functions and the catalogue's say of a script's mistake, in the
 * words of whoever reads it.
 *
 * Their errors are English texts. This room holds a table of them: a pattern, and how it is said in
 * Italian; for a few, what a script may look for and does not find here, better words in English as
 * well. A text that fits none (a script's own error) stays as it is.
 *
 *     error_words(arena, SLICE("attempt to index a nil value (local 'x')"), MESSAGES_ITALIAN)
 *         -> la variabile locale 'x' è nil: non ha campi
 */
#ifndef SCHEDARIO_SCRIPT_ERROR_WORDS_H
#define SCHEDARIO_SCRIPT_ERROR_WORDS_H

#include "base/arena.h"
#include "base/diagnostic.h"

/* `text` without the place that stands before it. The result may be `text` itself. */
struct slice error_words(struct arena *arena, struct slice text, enum message_language language);

#endif
