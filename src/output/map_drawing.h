/*
 * map_drawing.h - a theme's own drawing of places, made part of a page.
 *
 * Of an SVG file that only draws (text/svg.h) come the shapes, whole: elements and attributes that
 * draw, none that style, link or run; ids get "_map-" in front, references likewise. A shape with
 * the id of a place becomes a link to its page, with its label and number as title and the shade of
 * its number as class; an element <text id="PLACE.count"> gets the number as its text.
 */
#ifndef SCHEDARIO_OUTPUT_MAP_DRAWING_H
#define SCHEDARIO_OUTPUT_MAP_DRAWING_H

#include "base/buffer.h"

struct drawn_place {
    struct slice id, label, href;
    size_t count;
    unsigned shade;
};

/* False: there is no such place. */
typedef bool drawn_place_finder(void *context, struct slice id, struct drawn_place *place);

/* Its viewBox, or one of its width and height; empty where it has neither. */
struct slice map_drawing_view_box(struct arena *arena, struct slice svg);
/* The inside of the root. */
void map_drawing_write(struct buffer *out, struct slice svg, drawn_place_finder *find,
                       void *context);
/* Each id of what is drawn, but the root's and those of definitions. */
typedef void drawn_id_visitor(void *context, struct slice id);
void map_drawing_visit_ids(struct slice svg, drawn_id_visitor *visitor, void *context);

#endif
