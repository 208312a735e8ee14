/*
 * character.h - just enough of UTF-8 to show input to people.
 *
 * Diagnostics quote files that may hold any byte. This decodes a character at
 * a time, never fails, and knows how wide a terminal draws it. All that
 * languages need (folding, sorting, normal forms) is in text/utf8.h.
 */
#ifndef SCHEDARIO_BASE_CHARACTER_H
#define SCHEDARIO_BASE_CHARACTER_H

#include "base/slice.h"

#define CHARACTER_INVALID ((uint32_t)-1)

/* The character at the start of s, which is not empty. A byte that is not
 * UTF-8 (RFC 3629) is CHARACTER_INVALID with length 1. */
uint32_t character_decode(struct slice s, size_t *length);
/* Controls, and marks that turn the direction of the text around what follows. */
bool character_is_control(uint32_t character);
/* The columns of a terminal: 0 for combining marks, 2 for East Asian wide
 * characters and pictures, else 1. */
size_t character_width(uint32_t character);

#endif
