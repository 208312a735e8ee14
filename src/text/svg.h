/*
 * svg.h - whether a drawing only draws.
 *
 * In a page a drawing stands in <img>, where nothing in it runs. It can be opened by its own
 * address as well, and there it is a document of the site: its scripts act in the site's name.
 *
 * What is refused: scripts, handlers (onload= …), HTML or MathML inside, addresses but "#id", raster
 * pictures as data, relative ones and, of links alone, those that url_is_allowed(); animations of
 * addresses and handlers; entities of one's own, processing instructions, encodings but UTF-8; and
 * what is not well formed, since nobody knows how it will be read.
 */
#ifndef SCHEDARIO_TEXT_SVG_H
#define SCHEDARIO_TEXT_SVG_H

#include "base/slice.h"

/* Where in the drawing the first thing stands that does more than draw, a view into it; the empty
 * slice where there is none. */
struct slice svg_find_active(struct slice svg);

#endif
