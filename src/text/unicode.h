/*
 * unicode.h - ICU's memory goes the way of all memory (base/memory.h).
 *
 * By itself ICU goes on without memory, and says that a language is not known or leaves letters
 * as they are: a build would give another site. Called once, before anything else of text/.
 */
#ifndef SCHEDARIO_TEXT_UNICODE_H
#define SCHEDARIO_TEXT_UNICODE_H

void unicode_prepare(void);

#endif
