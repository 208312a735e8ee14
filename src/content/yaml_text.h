/*
 * yaml_text.h - the text that libyaml is given: what it may hold, and where things stand in it.
 *
 * libyaml counts places in characters, a span counts bytes. Every 64th character's place is kept,
 * so that a look-up walks over 63 characters at the most. For yaml.c alone.
 */
#ifndef SCHEDARIO_CONTENT_YAML_TEXT_H
#define SCHEDARIO_CONTENT_YAML_TEXT_H

#include "base/diagnostic.h"

/* False, and reported: bytes that are not UTF-8, control characters, and the Unicode line breaks
 * that libyaml would take for line ends. The first one. */
bool yaml_text_check(const struct text_file *file, struct slice part,
                     struct diagnostics *diagnostics);

struct yaml_offsets {
    struct slice text;     /* UTF-8 */
    uint32_t *checkpoints; /* NULL: a character is a byte */
};

struct yaml_offsets yaml_offsets_make(struct arena *arena, struct slice text);
/* The byte where the character starts; past the last one, the end of the text. */
size_t yaml_offset_find(const struct yaml_offsets *offsets, size_t character);

#endif
