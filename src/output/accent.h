/*
 * accent.h - a colour that can be read: contrast, and the nearest colour that has enough.
 *
 * Relative luminance and contrast ratio as in WCAG 2.2 (definitions; sRGB, IEC 61966-2-1).
 */
#ifndef SCHEDARIO_OUTPUT_ACCENT_H
#define SCHEDARIO_OUTPUT_ACCENT_H

#include "base/buffer.h"
#include "base/slice.h"

#define CONTRAST_MINIMUM 4.5

struct color {
    uint8_t red, green, blue;
};

/* "#rrggbb". */
bool color_read(struct slice text, struct color *color);
void color_write(struct buffer *out, struct color color);
/* 1 to 21. */
double color_contrast(struct color a, struct color b);
/* The colour itself, or mixed with black or white, whichever the paper asks for, in the smallest of
 * 50 steps that gives CONTRAST_MINIMUM against the paper. */
struct color color_readable_on(struct color color, struct color paper);
/* Black or white, whichever is read better on it. */
struct color color_text_on(struct color color);

#endif
